"""An outbox of many units: each workbook patched from one that was built, beside building each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from govxl.archive.store import Archive
from govxl.filing.model import Identity, Prior
from govxl.form.definition import load_form
from govxl.layout.layout import Layout, arrange
from govxl.office.issuing import Issuing, issue
from govxl.office.roster import Member, roster_of
from govxl.office.settings import Office
from govxl.returns.fill import blank_contents
from govxl.workbook.batch import Batch
from govxl.workbook.writer import Contents, build_workbook
from govxl.xlsx.repack import same_parts

__all__ = ["issue_all", "patched_and_built"]

ISSUED = datetime(2026, 1, 5, tzinfo=UTC)
IN_TURN = 20
"""Workbooks patched between two that are built, so that both meet the same machine."""

MOSTLY_NONE = (0,) * 12
"""What most cells of most units hold: of a hundred figures of a department some eighty are 0."""


def units(count: int) -> tuple[Member, ...]:
    """Make up the members of a list: departments, governments and townships, some without a code."""
    kinds = (("county", "department"), ("county", "government"), ("township", "government"), ("township", "subdistrict"))
    return tuple(
        Member(n, f"示例市第{n}局", "", f"11440300MB{n:08}" if n % 10 else "", *kinds[n % 4]) for n in range(1, count + 1)
    )


def figures_of(layout: Layout, nth: int) -> Prior:
    """Make up last year's figures of a unit."""
    chance = Random(nth)
    paths = [path for path in layout.form.points if f"prior.{path}" in layout.slots]
    return Prior(2024, "2021", f"{nth:064x}", {path: Decimal(chance.choice((*MOSTLY_NONE, chance.randrange(900)))) for path in paths})


def contents(layout: Layout, count: int, figures: bool) -> Iterator[Contents]:
    """Yield what stands in the workbooks of so many units."""
    for member in units(count):
        identity = Identity(layout.form.id, "2021", member.name, member.code, member.level, member.kind, 2025, "own")
        prior = figures_of(layout, member.row) if figures else None
        yield blank_contents(layout, identity, prior, ISSUED, key=b"k" * 32, office={"deadline": "2026年1月20日"})


def patched_and_built(count: int, figures: bool) -> tuple[float, float, float]:
    """Give the CPU seconds of one patched and of one built workbook, and the ratio, the models' own costs counted in.

    Every twentieth is built as well, in turn with those patched, and must be the same parts.
    """
    layout = arrange(load_form("zfxxgk/2021"))
    batch, patched, built = Batch(layout), 0.0, []
    for nth, each in enumerate(contents(layout, count, figures)):
        start = process_time()
        data = batch.workbook(each)
        patched += process_time() - start
        if nth % IN_TURN == 0:
            start = process_time()
            same = build_workbook(layout, each)
            built.append(process_time() - start)
            assert same_parts(same, data), "a patched workbook is not as it would have been built"
    return patched / count, median(built), median(built) / (patched / count)


def issue_all(count: int, folder: Path, figures: bool = False) -> tuple[float, float]:
    """Issue so many workbooks into a folder, with a log; give the seconds on the wall and of the processor."""
    layout = arrange(load_form("zfxxgk/2021"))
    roster = roster_of(units(count))
    rows = {member.name: member.row for member in roster.members}

    def prior_of(identity: Identity, layout: Layout) -> Prior:
        return figures_of(layout, rows[identity.name])

    archive = Archive(folder / "archive")
    how = Issuing(layout, 2025, folder / "out", ISSUED, archive, prior_of if figures else None, Office(), by="x")
    start, worked = perf_counter(), process_time()
    done = sum(each.outcome == "made" for each in issue(how, roster.file_names))
    assert done == count
    return perf_counter() - start, process_time() - worked
