"""Reports that say what another unit's says: a hint to look, for neighbours may have written one text together.

What is compared, and how much of it is too much, is as with a unit's own last report (rule N12 of the form, whose
figures stand in the lint section of its prose.toml): runs of letters, without figures, names and set sentences.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govxl.look.comparing import Compared
from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.lint.similarity import bare_texts, longest_passage, runs_of, share_known

__all__ = ["Alike", "alike"]

ONE_OF = 8
"""One run of so many is looked up in others, the same in each: where most of a text is another's, most of these are."""

MOST_KEEPERS = 50
"""Reports remembered by one run: of what was copied more often, fifty are proof enough."""

NEAREST = 3
"""Reports that are compared in full, those with most looked-up runs in common; as many with most of the rarer ones."""

HALF = 2
"""Of the runs looked up, the part that two reports must have in common to be compared in full."""


MOST_QUOTED = 500
"""Letters that are quoted of a passage: it shows which one it is, and a cell of a workbook holds no whole report."""


class Alike(NamedTuple):
    """A unit whose report stands for the most part in another's: its letters that do, in percent, cut.

    `passage` is the longest one that both have, as the first has it, or how it begins. Of two that copied each other
    each has its own.
    """

    unit: Compared
    other: Compared
    share: int
    passage: str


class _Report(NamedTuple):
    """A report as it is compared: its texts, what counts of them, and the names left out."""

    unit: Compared
    texts: Mapping[str, str]
    names: tuple[str, ...]
    bare: dict[str, str]
    runs: list[str]


def alike(units: Sequence[Compared], year: int, lint: Lint) -> tuple[Alike, ...]:
    """Find the units whose report of a year stands in another's, each with the one most like it, the likest first."""
    reports = list(_reports(units, year, lint))
    keepers: dict[str, list[int]] = {}
    for n, report in enumerate(reports):
        for run in report.runs:
            if len(having := keepers.setdefault(run, [])) < MOST_KEEPERS:
                having.append(n)
    found = (_nearest(lint, reports, n, keepers) for n in range(len(reports)))
    return tuple(sorted(filter(None, found), key=lambda each: -each.share))


def _reports(units: Sequence[Compared], year: int, lint: Lint) -> Iterator[_Report]:
    for unit in units:
        counted = unit.years.get(year)
        if counted is not None and lint.compared:
            names = tuple(dict.fromkeys(filter(None, (counted.unit, unit.name))))
            bare = bare_texts(lint, counted.narrative, names)
            runs = [run for run in sorted(runs_of(lint, bare)) if ord(run[0]) % ONE_OF == 0]
            yield _Report(unit, counted.narrative, names, bare, runs)


def _nearest(lint: Lint, reports: Sequence[_Report], n: int, keepers: Mapping[str, list[int]]) -> Alike | None:
    """Find the report in which most of one stands; None where that is less than the form's measure."""
    report = reports[n]
    best: tuple[int, int] | None = None
    for other, runs in _candidates(report, n, keepers).items():
        if runs * HALF >= len(report.runs):
            share = share_known(lint, report.bare, runs_of(lint, reports[other].bare))
            if share >= lint.share_of_all and (best is None or share > best[0]):
                best = share, other
    if best is None:
        return None
    share, other = best
    texts = {path: report.texts[path] for path in report.bare}
    path, start, end = longest_passage(lint, texts, reports[other].bare, report.names)
    passage = texts[path][start:end]
    if len(passage) > MOST_QUOTED:
        passage = f"{passage[:MOST_QUOTED]}……"
    return Alike(report.unit, reports[other].unit, share, passage)


def _candidates(report: _Report, n: int, keepers: Mapping[str, list[int]]) -> dict[int, int]:
    """Give the reports that come nearest to one, with the looked-up runs that they have, or may have, in common.

    What more have than are remembered any other may have as well; so that those are found who share the rest, they are
    looked for by the rest alone besides.
    """
    shared, rest, common = Counter[int](), Counter[int](), 0
    for run in report.runs:
        having = keepers[run]
        shared.update(having)
        if len(having) < MOST_KEEPERS:
            rest.update(having)
        else:
            common += 1
    del shared[n], rest[n]
    nearest = dict(shared.most_common(NEAREST))
    return nearest | {other: runs + common for other, runs in rest.most_common(NEAREST)}
