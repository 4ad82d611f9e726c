"""Addresses of cells in both directions, against openpyxl's."""

import pytest
from openpyxl.utils import get_column_letter

from govxl.addresses import MAX_COLUMN, MAX_ROW, NOWHERE, PLACES, address, column_letters, column_number


def test_every_column_is_called_as_elsewhere():
    for column in range(1, MAX_COLUMN + 1):
        assert column_letters(column) == get_column_letter(column)
        assert column_number(get_column_letter(column)) == column


@pytest.mark.parametrize("column", [0, -1, -5])
def test_no_letters_are_made_up_for_a_column_that_is_none(column):
    with pytest.raises(ValueError, match=str(column)):
        column_letters(column)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A1", (1, 1)), ("D6", (6, 4)), ("XFD1048576", (MAX_ROW, MAX_COLUMN)), ("XFE1", NOWHERE), ("A1048577", NOWHERE),
        ("A0", NOWHERE), ("A01", NOWHERE), ("6", NOWHERE), ("D", NOWHERE), ("", NOWHERE), ("ABCD1", NOWHERE),
    ],
)  # fmt: skip
def test_an_address_is_read_as_the_place_it_names(text, place):
    assert PLACES[text.encode()] == place
    if place != NOWHERE:
        assert address(*place) == text
