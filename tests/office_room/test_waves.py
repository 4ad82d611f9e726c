"""The order in which files are taken in: of one unit one after another, and in a time that grows with their number."""

from pathlib import Path
from random import Random
from time import monotonic

import pytest

from govxl.filing.model import Identity, Judgement
from govxl.office.inbox import Item
from govxl.office.receiving import Received
from govxl.office.waves import waves
from govxl.returns.came_back import Seen


def file(sha256: str, name: str = "", code: str = "") -> Received:
    identity = Identity("zfxxgk", "2021", name, code, "", "", 2025, "own") if name else None
    return Received(Item(Path("a.xlsx")), b"", sha256, Judgement("a.xlsx", {}, ()), identity, Seen(Path("a.xlsx"), {}))


def shared(one: Received, other: Received, bytes_too: bool = True) -> bool:
    if bytes_too and one.sha256 and one.sha256 == other.sha256:
        return True
    mine, theirs = one.identity, other.identity
    if not mine or not theirs:
        return False
    return mine.name == theirs.name or bool(mine.code and mine.code == theirs.code)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_has_anything_in_common_comes_one_after_another(seed: int) -> None:
    draw = Random(seed)
    files = [
        file(draw.choice(["", *map(str, range(30))]), draw.choice(["", "甲局", "乙局", "丙局", "丁局"]), draw.choice(["", "1", "2", "3"]))
        for _ in range(draw.randint(0, 14))
    ]
    told = list(waves(files))
    assert sorted(nth for wave in told for nth in wave.numbers) == list(range(len(files))), "each comes once"
    at = {nth: place for place, wave in enumerate(told) for nth in wave.numbers}
    for nth, each in enumerate(files):
        before = [at[other] for other in range(nth) if shared(files[other], each)]
        assert at[nth] == 1 + max(before, default=-1), "right after the last that it depends on"
        later = any(at[other] > at[nth] and shared(files[other], each, bytes_too=False) for other in range(len(files)))
        assert (nth in told[at[nth]].more) == later


def test_thousands_that_have_one_code_are_put_in_order_at_once() -> None:
    files = [file(str(nth), f"第{nth}局", "000000") for nth in range(3000)]
    begun = monotonic()
    assert [wave.numbers for wave in waves(files)] == [(nth,) for nth in range(3000)]
    assert monotonic() - begun < 5
