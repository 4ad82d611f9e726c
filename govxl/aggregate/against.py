"""A unit's own return for itself and all below, typed by hand, held against the sum cell by cell (G1)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from govxl.aggregate.family import AGGREGATE
from govxl.aggregate.model import Figures, Sum, TypedAside
from govxl.aggregate.points import inputs_of
from govxl.aggregate.records import figures_in
from govxl.aggregate.returns import Counted, standing_in
from govxl.archive.store import Archive
from govxl.filing.model import Identity, WorkbookReading
from govxl.filing.record import hold_against, identity_in, load_record
from govxl.filing.units import same_name, same_unit
from govxl.form.model import Form
from govxl.inputs import MAX_SUM, read_file
from govxl.layout.layout import arrange
from govxl.returns.check import Expected, judge_file
from govxl.text import brief
from govxl.words import Both, SaidError, scope_word
from govxl.xlsx.zip import file_name

__all__ = [
    "Against", "Differing", "NotCompared", "Suspect", "Typed", "held_against", "typed_aside", "typed_in", "typed_of",
]  # fmt: skip

MOST_SUSPECTS = 5
"""Units that one cell names."""

RECORD_ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the file it stands in, and its inputs; a cell without a figure is not among them.

    `state` is where it stands, and `later` where another does that came since; empty for a file that somebody names.
    `unaudited` is one that nobody accepted.
    """

    file: str
    figures: Figures
    state: str = ""
    later: str = ""
    unaudited: bool = False


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A unit's own return of that scope that is there and cannot be held against the sum, and why."""

    file: str
    state: str
    why: Both


@dataclass(frozen=True, slots=True)
class Suspect:
    """What would explain a difference: a unit whose figure it is, or an adjustment; `twice` where it is in too often.

    `level` counts from 1 for a return that is in the sum directly; 0 for an adjustment, which has no unit.
    """

    unit: str
    code: str
    level: int
    twice: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """A cell of which both figures are not one; `typed` is None where nothing could be read."""

    point: str
    label: str
    sheet: str
    cell: str
    typed: Decimal | None
    summed: Decimal
    suspects: tuple[Suspect, ...]

    @property
    def difference(self) -> Decimal:
        """By how much more was typed."""
        return (self.typed or Decimal(0)) - self.summed


@dataclass(frozen=True, slots=True)
class Against:
    """A return held against a sum: the cells that differ, and how many of them each unit alone would explain.

    `left_out` are units, one or two, or all but the unit's own return, without which the sum is what was typed, in
    every cell; none where no such units are.
    """

    typed: Typed
    cells: int
    differing: tuple[Differing, ...]
    likely: tuple[tuple[Suspect, int], ...]
    left_out: tuple[str, ...] = ()


# -- What was typed


def typed_of(archive: Archive, form: Form, found: Sum) -> Typed | NotCompared | None:
    """Give the unit's own return of that scope out of the archive, accepted or not; None where none came.

    One of several, one of another edition, one that cannot be read or is known to be wrong is not compared.
    """
    case = archive.cases.find(form.id, found.year, AGGREGATE, found.parent)
    if case is None or case.current is None:
        return None
    standing = standing_in(archive, case, form, draft=True)
    if not isinstance(standing, Counted):
        return NotCompared(case.current.file, standing.state, standing.why)
    zeros = dict.fromkeys(inputs_of(form), Decimal(0))
    came = next((each for each in reversed(case.returns) if each.sha256 == standing.file_sha256), case.current)
    how = (standing.state, standing.later, standing.unaudited)
    return Typed(came.file, {**zeros, **standing.figures}, *how)


def typed_aside(archive: Archive, form: Form, found: Sum) -> TypedAside | None:
    """Say how the unit's own return of that scope is apart from its sum, which counts in its place; None without one.

    Raises as reading the archive does.
    """
    typed, name = typed_of(archive, form, found), found.parent.name
    if typed is None or isinstance(typed, NotCompared):
        return TypedAside(name, typed.file, typed.state, typed.why) if typed else None
    theirs = {path: typed.figures.get(path) for path in inputs_of(form)}
    differing = {path: value for path, value in theirs.items() if value != found.figures[path]}
    return TypedAside(name, typed.file, typed.state, differing=differing)


def typed_in(path: Path, form: Form, found: Sum) -> Typed:
    """Read a workbook or a record that somebody names; SaidError where it is not what the sum is to be held against.

    Raises OSError where it cannot be read.
    """
    if path.suffix.lower() == RECORD_ENDING:
        record = load_record(read_file(path, MAX_SUM))
        if (record["form"], record["edition"]) == (form.id, form.edition):
            hold_against(record, form)
        _hold_same(path, identity_in(record), form, found)
        return Typed(file_name(path), {**dict.fromkeys(inputs_of(form), Decimal(0)), **figures_in(record, form)})
    judgement = judge_file(path, Expected())
    if judgement.reading is None:
        zh = f"{file_name(path)}：不是 govxl 的填报表，读不出来；请用 govxl check 看看"
        raise SaidError(Both(zh, f"{file_name(path)} is no workbook of govxl that can be read; see govxl check"))
    _hold_same(path, judgement.reading.identity, form, found)
    return Typed(file_name(path), _figures_of(judgement.reading, form))


def _figures_of(reading: WorkbookReading, form: Form) -> dict[str, Decimal]:
    """Give the figures that were read; what is not applicable is 0, as in printed totals."""
    facts = reading.read.facts
    read = {path: facts[path].value for path in inputs_of(form) if path in facts}
    return {path: value if isinstance(value, Decimal) else Decimal(0) for path, value in read.items()}


def _hold_same(path: Path, told: Identity, form: Form, found: Sum) -> None:
    """Raise SaidError for the return of another unit, year, form or scope."""
    unit = (told.name, found.parent.name) if not same_unit(told, found.parent) else ("", "")
    pairs = (
        (Both("单位", "unit"), *unit),
        (Both("年度", "year"), str(told.year), str(found.year)),
        (Both("表式", "form"), f"{told.form}/{told.edition}", form.name),
        (Both("统计口径", "scope"), scope_word(told.scope), scope_word(AGGREGATE)),
    )
    for key, theirs, ours in pairs:
        if theirs != ours:
            zh = f"{file_name(path)}：{key.zh}是“{brief(theirs)}”，要和汇总对照的是“{brief(ours)}”"
            raise SaidError(Both(zh, f"{file_name(path)}: its {key.en} is “{brief(theirs)}”, not “{brief(ours)}”"))


# -- Cell by cell


def held_against(found: Sum, typed: Typed, form: Form) -> Against:
    """Hold a typed return against a sum, every input; what explains a difference is named, the likeliest first.

    A unit whose figure a difference is was left out of what was typed, or is in it twice. Of several the one comes
    first that explains the most cells.
    """
    slots, shares = arrange(form).slots, _shares(found)
    differing = []
    for path in inputs_of(form):
        ours, theirs = found.figures[path], typed.figures.get(path)
        if theirs != ours:
            box, label = slots[path].box, form.points[path].label
            suspects = _suspects(shares, path, (theirs or Decimal(0)) - ours)
            differing.append(Differing(path, label, box.sheet, box.address, theirs, ours, suspects))
    counts = Counter(each for cell in differing for each in cell.suspects)
    order = sorted(counts, key=lambda each: (-counts[each], each.level))
    ranked = {each: place for place, each in enumerate(order)}
    sorted_cells = tuple(
        Differing(
            each.point,
            each.label,
            each.sheet,
            each.cell,
            each.typed,
            each.summed,
            tuple(sorted(each.suspects, key=ranked.__getitem__)[:MOST_SUSPECTS]),
        )
        for each in differing
    )
    lacking = {each.point: -each.difference for each in differing}
    likely = tuple((each, counts[each]) for each in order)
    return Against(typed, len(inputs_of(form)), sorted_cells, likely, _left_out(found, lacking))


def _left_out(found: Sum, lacking: Figures) -> tuple[str, ...]:
    """Give the direct units whose figures together are just what lacks in every cell."""
    if not lacking:
        return ()
    direct = [
        (each.unit, {path: value for path, value in each.figures.items() if value}) for each in found.contributions
    ]
    by_figures = {_key(figures): unit for unit, figures in direct}
    if unit := by_figures.get(_key(lacking)):
        return (unit,)
    for unit, figures in direct:
        other = by_figures.get(_key(_less(lacking, figures)))
        if other not in (None, unit):
            return (unit, str(other))
    below = [(unit, figures) for unit, figures in direct if not same_name(unit, found.parent.name)]
    rest = dict(lacking)
    for _, figures in below:
        rest = _less(rest, figures)
    return () if rest else tuple(unit for unit, _ in below)


def _less(figures: Figures, others: Figures) -> dict[str, Decimal]:
    """Take figures off others; what comes to 0 goes."""
    left = {path: figures.get(path, Decimal(0)) - others.get(path, Decimal(0)) for path in {**figures, **others}}
    return {path: value for path, value in left.items() if value}


def _key(figures: Figures) -> frozenset[tuple[str, Decimal]]:
    return frozenset(figures.items())


Shares = tuple[tuple[str, str, int, str, Mapping[str, Decimal]], ...]
"""Unit, code, level, reason and figures of everything that is in a sum, at whatever level."""


def _shares(found: Sum, level: int = 1) -> Shares:
    shares: list[tuple[str, str, int, str, Mapping[str, Decimal]]] = []
    for each in found.contributions:
        shares.append((each.unit, each.code, level, "", each.figures))
        if each.below:
            shares += _shares(each.below, level + 1)
    shares += [("", "", 0, each.reason, {each.point: each.change}) for each in found.adjustments]
    return tuple(shares)


def _suspects(shares: Shares, path: str, difference: Decimal) -> tuple[Suspect, ...]:
    """Give what has just this difference as its figure."""
    return tuple(
        Suspect(unit, code, level, figures[path] == difference, reason)
        for unit, code, level, reason, figures in shares
        if path in figures and abs(figures[path]) == abs(difference)
    )
