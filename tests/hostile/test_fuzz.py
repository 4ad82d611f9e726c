"""Three hundred mutations of every run of the tests; `python -m tests.hostile.fuzz` goes on where these stop."""

import pytest

from tests.hostile.fuzz import Child, complaints
from tests.hostile.mutation import LEVELS, mutated
from tests.returns import accepted, filled, judged, parts_of

ROUNDS, SIZE = 12, 25


@pytest.fixture(scope="module")
def child():
    with Child() as running:
        yield running


@pytest.mark.parametrize("number", range(ROUNDS))
def test_mutations_keep_every_promise(child, number):
    cases = [(level, seed) for seed in range(number * SIZE, (number + 1) * SIZE) for level in [list(LEVELS)[seed % 4]]]
    broken = {f"{level} {seed}": wrong for level, seed in cases if (wrong := complaints(child, level, mutated(level, seed))[0])}
    assert broken == {}


@pytest.mark.parametrize("level", LEVELS)
def test_a_case_can_be_made_again_and_is_another_file(level):
    assert mutated(level, 7) == mutated(level, 7) != mutated(level, 8)
    assert len({mutated(level, seed) for seed in range(30)}) > 25


def test_every_level_reaches_what_lies_behind_the_zip():
    """Mutations of members, XML and cells mostly open as zips; a fuzzer that never gets past the door finds nothing."""
    for level in ("members", "xml", "cells"):
        met: set[frozenset[str]] = set()
        for seed in range(120):
            met.add(frozenset(found.code for found in judged(mutated(level, seed)).findings))
            if len(met) > 3:
                break
        assert len(met) > 3, level


def test_the_child_notices_what_it_is_there_for(child):
    """A file that is accepted with other figures, said to be a damaged one, is a complaint."""
    other = filled({"proactive.licensing.decisions": 1})
    assert complaints(child, "bytes", other)[0] == ["a damaged file gave other figures"]
    assert complaints(child, "cells", other) == ([], "accepted")
    assert complaints(child, "bytes", accepted()) == ([], "accepted")
    assert complaints(child, "bytes", b"x") == ([], "rejected")
    assert parts_of(other) != parts_of(accepted())
