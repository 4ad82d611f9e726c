"""Issue 16, point 4: places against areas, in time proportional to both."""

from random import Random

import pytest

from govxl.addresses import address
from govxl.workbook.match_sheets import areas_in, within


@pytest.mark.parametrize("seed", range(30))
def test_the_places_within_areas_are_those_that_lie_in_any(seed):
    rng = Random(seed)
    places = {(rng.randrange(1, 30), rng.randrange(1, 12)): n for n in range(rng.randrange(60))}
    areas = [
        ((rng.randrange(1, 30), rng.randrange(1, 12)), (rng.randrange(1, 30), rng.randrange(1, 12)))
        for _ in range(rng.randrange(9))
    ]
    found = [*within(places, areas)]
    assert len(found) == len(set(found)), "each place once"
    assert set(found) == {
        at
        for at in places
        if any(top <= at[0] <= bottom and left <= at[1] <= right for (top, left), (bottom, right) in areas)
    }


def test_areas_are_read_as_programs_write_them_and_others_left_out():
    assert [*areas_in(["D6", "$D$6:$E$7", "D6:nowhere", "", "A1:B2"])] == [
        ((6, 4), (6, 4)),
        ((6, 4), (7, 5)),
        ((1, 1), (2, 2)),
    ]


def test_thousands_of_areas_lie_over_thousands_of_places():
    """The product, eighty million, would take a dozen seconds."""
    places = [(row, column) for row in range(1, 2_001) for column in (2, 4)]
    areas = [f"C{row}:C{row + 1_500}" for row in range(1, 401)] + [f"{address(row, 4)}" for row in range(1, 2_001)]
    assert len([*within(places, areas_in(areas * 8))]) == 2_000
