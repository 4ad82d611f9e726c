"""Where the time of a judgement goes: its stages, timed over many files by clocks put around their functions.

What one stage spends within another counts for the inner one alone, so that the figures add up to the whole.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from importlib import import_module
from inspect import isgenerator
from time import process_time
from typing import Any
from unittest.mock import patch

from govxl.returns import check

__all__ = ["STAGES", "stage_table"]

INSPECTIONS = "inspections"
STAGES = {
    "open": ("govxl.filing.judge.read_workbook",),
    "xml of sheets": ("govxl.xlsx.reader.read_sheet",),
    "making cells": ("govxl.xlsx.sheet._Sheet._fill", "govxl.xlsx.reader.read_strings"),
    "identity": ("govxl.filing.judge.identity_of",),
    "lay out": ("govxl.filing.judge.arrange", "govxl.filing.judge.load_form"),
    "locate, compare": ("govxl.filing.judge.examine",),
    "values": (
        "govxl.filing.judge.read_values",
        "govxl.filing.judge.carried_texts",
        "govxl.filing.judge.carried_prior",
    ),
    "checks": (INSPECTIONS,),
    "totals": ("govxl.filing.judge._read",),
    "unread words": ("govxl.filing.judge.unread_words", "govxl.filing.judge.words_beside"),
    "record": ("govxl.filing.judge._recorded",),
}
"""The functions of each stage, where they are looked up; `totals` is what is left of putting a reading together."""


class _Clocks:
    """CPU seconds by stage; the clock of a stage stands still while that of an inner one runs."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.running: list[str] = []
        self.since = 0.0

    def turn(self) -> None:
        """Add what has passed to the stage that runs."""
        now = process_time()
        if self.running:
            self.spent[self.running[-1]] += now - self.since
        self.since = now

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Put a clock around a function; what it yields is worked out at once, or its caller would pay."""

        def run(*args: Any, **named: Any) -> Any:
            self.turn()
            self.running.append(stage)
            try:
                result = work(*args, **named)
                return list(result) if isgenerator(result) else result
            finally:
                self.turn()
                self.running.pop()

        return run


def _owner(place: str) -> tuple[Any, str]:
    """Give the module or class that a function hangs on, and its name there."""
    above, _, name = place.rpartition(".")
    try:
        return import_module(above), name
    except ModuleNotFoundError:
        return getattr(*_owner(above)), name


def stage_table(files: Iterable[bytes]) -> dict[str, float]:
    """Judge files and give the CPU milliseconds a file by stage, the rest and the whole last."""
    clocks, count = _Clocks(), 0
    judge = clocks.timed("the rest", check.judge)
    with ExitStack() as patched:
        for stage, places in STAGES.items():
            for place in places:
                if place == INSPECTIONS:
                    owner, name = import_module("govxl.filing.judge"), "INSPECTIONS"
                    put: Any = tuple(clocks.timed(stage, each) for each in owner.INSPECTIONS)
                else:
                    owner, name = _owner(place)
                    put = clocks.timed(stage, getattr(owner, name))
                patched.enter_context(patch.object(owner, name, put))
        for count, data in enumerate(files, 1):  # noqa: B007
            judge(data, "x.xlsx")
    table = {stage: clocks.spent[stage] * 1e3 / count for stage in (*STAGES, "the rest")}
    return {**table, "whole": sum(table.values())}
