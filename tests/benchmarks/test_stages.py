"""The table of stages: every function it puts a clock around is there, is called, and is left as it was."""

from govxl.filing import judge
from tests.benchmarks.files import SAMPLE
from tests.benchmarks.stages import STAGES, stage_table


def test_every_stage_of_a_judgement_is_timed_and_left_as_it_was():
    before = judge.read_workbook, judge.INSPECTIONS
    table = stage_table([SAMPLE.read_bytes()])
    assert list(table) == [*STAGES, "the rest", "whole"]
    assert all(table[stage] > 0 for stage in STAGES)
    assert (judge.read_workbook, judge.INSPECTIONS) == before
