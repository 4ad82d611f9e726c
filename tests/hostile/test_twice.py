"""Whatever two readers both read, they read alike: ours and openpyxl, over every accepted or readable bad file."""

import pytest

from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.reader import read_workbook
from tests.hostile.files import CASES
from tests.hostile.mutation import mutated
from tests.hostile.twice import differences
from tests.returns import REQUESTS, accepted, figure, parts_of, put, sheet_part

READABLE = [name for name, bad in CASES.items() if bad.accepted or bad.code[0] in "VR"]


def compared(data):
    raw = read_workbook(data)
    return differences(raw, data) if isinstance(raw, RawWorkbook) else None


@pytest.mark.parametrize("name", READABLE)
def test_a_bad_file_that_can_be_read_reads_alike(name):
    assert compared(CASES[name].make()) in ([], None)


@pytest.mark.parametrize("level", ["bytes", "members", "xml", "cells"])
@pytest.mark.parametrize("number", range(5))
def test_mutations_that_can_be_read_read_alike(level, number):
    told = {seed: compared(mutated(level, seed)) for seed in range(number * 8, number * 8 + 8)}
    assert {seed: lines for seed, lines in told.items() if lines} == {}


def test_most_of_them_are_read_by_both():
    """Else the comparisons above say nothing."""
    read = [name for name in READABLE if compared(CASES[name].make()) is not None]
    assert len(read) > len(READABLE) * 3 // 4


def test_a_difference_would_be_seen():
    raw = read_workbook(accepted())
    assert isinstance(raw, RawWorkbook)
    other = put(accepted(), {(REQUESTS, "D6"): figure("13")})
    assert sheet_part(parts_of(other), REQUESTS)
    assert differences(raw, other) == [f"{REQUESTS} D6: number '12', openpyxl 13"]
