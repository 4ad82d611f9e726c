"""Whatever two readers both read, they read alike: ours and openpyxl, over every accepted or readable bad file."""

import pytest

from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.reader import read_workbook
from tests.hostile.files import CASES
from tests.hostile.mutation import mutated
from tests.hostile.twice import differences
from tests.returns import REQUESTS, accepted, figure, parts_of, put, sheet_part

READABLE = [name for name, bad in CASES.items() if bad.accepted or bad.code[0] in "VR"]
PARTS = 4
"""Tests a parallel run may share out."""


def compared(data):
    raw = read_workbook(data)
    return differences(raw, data) if isinstance(raw, RawWorkbook) else None


@pytest.mark.parametrize("part", range(PARTS))
def test_bad_files_that_can_be_read_read_alike(part):
    told = {name: compared(CASES[name].make()) for name in READABLE[part::PARTS]}
    assert {name: lines for name, lines in told.items() if lines} == {}
    read = [name for name, lines in told.items() if lines is not None]
    assert len(read) > len(told) * 3 // 4, "most are read by both, else this says nothing"


@pytest.mark.parametrize("level", ["bytes", "members", "xml", "cells"])
@pytest.mark.parametrize("number", range(5))
def test_mutations_that_can_be_read_read_alike(level, number):
    told = {seed: compared(mutated(level, seed)) for seed in range(number * 8, number * 8 + 8)}
    assert {seed: lines for seed, lines in told.items() if lines} == {}


def test_a_difference_would_be_seen():
    raw = read_workbook(accepted())
    assert isinstance(raw, RawWorkbook)
    other = put(accepted(), {(REQUESTS, "D6"): figure("13")})
    assert sheet_part(parts_of(other), REQUESTS)
    assert differences(raw, other) == [f"{REQUESTS} D6: number '12', openpyxl 13"]
