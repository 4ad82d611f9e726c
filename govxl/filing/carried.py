"""What a workbook carries along from its issue: last year's figures, and whether they can be relied on."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import NamedTuple, Protocol, runtime_checkable

from govxl.filing.figures import NUMBER, TOO_LARGE, literal, shortest
from govxl.filing.model import Carried, Findings, Identity, Prior, WorkbookReading
from govxl.filing.texts import spelled
from govxl.filing.units import same_name
from govxl.findings.finding import Both, Finding, Severity, Where, finding, message_of
from govxl.language.expressions import Value
from govxl.layout.layout import Layout, name_of
from govxl.layout.own_pages import PRIOR_FACTS
from govxl.text import brief
from govxl.words import PRIOR_SHEET
from govxl.workbook.identity import NO_PRIOR, prior_digest
from govxl.workbook.located import Located, where
from govxl.xlsx.cells import RawCell

__all__ = [
    "Lookup",
    "Missing",
    "carried_prior",
    "carried_texts",
    "formulas_carried",
    "prior_findings",
    "prior_notes",
]

# -- Formulas that are not believed


WORDS_ONLY = ("office.", "returned.summary", "returned.remark")
"""Paths of what is only shown: an altered word there changes nothing that is recorded."""


def carried_texts(layout: Layout, located: Located) -> dict[str, str]:
    """Read the texts that a workbook carries along from its issue or its last return, by path."""
    cells = _carried_cells(layout, located)
    # A carried cell that computes is taken for blank, whatever it cached.
    return {path: cell.text for path, cell in cells if cell.formula is None}


def _carried_cells(layout: Layout, located: Located) -> Iterator[tuple[str, RawCell]]:
    for slot in layout.of_kind("carried"):
        cells = located.cells.get(slot.path)
        if cells and cells[0] is not None:
            yield slot.path, cells[0]


def formulas_carried(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Name the carried cells that compute, once a sheet; a word that is only shown blocks nothing."""
    sheets: dict[str, list[tuple[str, Where]]] = {}
    for path, cell in _carried_cells(reading.layout, reading.located):
        if cell.formula is not None:
            at = reading.located.places.get(path)
            place = where(reading.layout.slots[path], at, brief(f"={cell.formula}"))
            sheets.setdefault(place.sheet, []).append((path, place))
    for told in sheets.values():
        harmless = all(path.startswith(WORDS_ONLY) for path, _ in told)
        severity: Severity = "warning" if harmless else "hard"
        places = [place for _, place in told]
        yield finding("carried-formula", places, severity=severity, now=places[0].value)


# -- Last year's figures


class Missing(NamedTuple):
    """Why a unit's figures of last year were not found in what the office keeps; `place` is the list or folder."""

    place: str
    why: Both


@runtime_checkable
class Lookup(Protocol):
    """Figures of last year that an office keeps for many units, which may lack some."""

    def __call__(self, identity: Identity, layout: Layout) -> Prior | None:
        """Give a unit's figures; None where there are none."""

    def why_not(self, identity: Identity, layout: Layout) -> Missing:
        """Say why there are none."""


def carried_prior(layout: Layout, located: Located, told: Mapping[str, str], names: Mapping[str, str]) -> Carried:
    """Read last year's figures as the workbook carries them; the cache of a formula is none.

    `told` is the identity with the digest, `names` the defined names, which remember that there was one.
    """
    stands: dict[str, Value] = {}
    figures: dict[str, Decimal] = {}
    odd: list[Where] = []
    for slot in layout.of_kind("prior"):
        path = slot.path
        cells = located.cells.get(path)
        cell = literal(cells[0]) if cells and cells[0] is not None else None
        if cell is None or (cell.kind == "text" and cell.formula is None and not cell.text.strip()):
            continue
        value: Value = None
        if cell.formula is None and cell.kind == "number":
            figure = shortest(cell.text)
            if path in PRIOR_FACTS:
                # A program may have made a number of a text of the sheet's head.
                value = f"{figure:f}" if isinstance(figure, Decimal) else cell.text.strip()
            elif isinstance(figure, Decimal):
                value = figure
            elif NUMBER.fullmatch(cell.text) and isfinite(float(cell.text)):
                value = Decimal(cell.text)  # as the file keeps it, be it too large to be judged by
        elif cell.formula is None and cell.kind == "text" and path in PRIOR_FACTS:
            value = cell.text.strip()
        if value is None:
            odd.append(where(slot, located.places.get(path), brief(spelled(cell))))
            continue
        stands[path] = value
        # A larger one stands in the digest as well, but no rule can be judged by it.
        if isinstance(value, Decimal) and abs(value) < TOO_LARGE:
            figures[path.removeprefix("prior.")] = value
    year, edition, sha256 = (str(stands.get(path, "")) for path in PRIOR_FACTS)
    # Without their year nobody knows what the figures are last year's of.
    known = year.isascii() and year.isdecimal() and len(year) == 4
    prior = Prior(int(year), edition, sha256, figures, "file") if known else None
    carried = Carried(prior, stands, tuple(odd))
    return carried._replace(altered=_altered(layout, told, names, carried))


# -- What is to be said of them


OF_LAST_YEAR = ("prior-not-found", "prior-renamed", "prior-altered", "prior-differs")
"""What is said of last year's figures, whatever the return's own are."""


def prior_findings(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Say where the office looked for the figures of this unit in vain, and where the workbook's are other ones."""
    carried, given, ask = reading.carried, reading.given, reading.expected.prior
    if given is None and isinstance(ask, Lookup):
        missing = ask.why_not(reading.identity, reading.layout)
        used = OWN_USED if carried.prior else NONE_USED
        unit = brief(reading.identity.name)
        yield finding("prior-not-found", expected=unit, place=missing.place, why=missing.why, used=used)
    differing: tuple[Where, ...] = ()
    if given and given.unit and not same_name(given.unit, reading.identity.name):
        unit, once = brief(reading.identity.name), brief(given.unit)
        yield finding("prior-renamed", expected=unit, actual=once, year=str(given.year))
    if given:
        theirs = carried.prior.figures if carried.prior else {}
        differing = tuple(
            where(reading.layout.slots[f"prior.{path}"], None, str(theirs.get(path, "")))
            for path in dict.fromkeys([*given.figures, *theirs])
            if given.figures.get(path) != theirs.get(path)
        )
    if what := carried.altered:
        cells = carried.odd or differing or (Where(PRIOR_SHEET),)
        severity: Severity = "warning" if given else "hard"
        done, remedy = (OFFICE_USED, NOTHING_TO_DO) if given else (NOT_RELIED_ON, SEND_ANOTHER)
        yield finding("prior-altered", cells, severity=severity, what=what, done=done, remedy=remedy)
    # One cause, one finding: altered figures are not told again as differing.
    elif carried.prior and differing:
        yield finding("prior-differs", differing)


def prior_notes(findings: Findings) -> Iterator[str]:
    """Give what the record keeps of that, in the finding's words: whose figures it was held against, or nobody's."""
    for found in findings:
        if found.name in OF_LAST_YEAR and not found.blocks:
            yield f"{PRIOR_SHEET}：{message_of(found)}"


def _altered(layout: Layout, told: Mapping[str, str], names: Mapping[str, str], carried: Carried) -> Both | None:
    digest = told["prior"]
    if carried.odd:
        first = carried.odd[0]
        shown = f"{first.cell}“{first.value}”"
        return Both(
            f"有 {len(carried.odd)} 格不是数字，从 {shown} 起",
            f"{len(carried.odd)} cells hold no figure, from {shown} on",
        )
    figures = sum(path not in PRIOR_FACTS for path in carried.stands)
    # Every workbook of this structure, and every one that names its digest, was issued with one.
    if not digest and (layout.has_structure(told["fingerprint"]) or name_of("prior") in names):
        return DIGEST_GONE
    if figures and carried.prior is None and (digest != NO_PRIOR):
        return YEAR_GONE
    if not digest or digest == prior_digest(carried.stands):
        return None
    if digest == NO_PRIOR:
        return Both(
            f"下发时没有上年数据，现在有 {figures} 格",
            f"it was issued without any, and {figures} cells hold figures now",
        )
    return CHANGED if carried.stands else ALL_GONE


OWN_USED = Both("跨年度的核对用的是报表自带的数", "the figures that the workbook carries were used")
NONE_USED = Both("没有做跨年度的核对", "nothing was checked across the years")
OFFICE_USED = Both("已按提供的上年数据核对", "the figures given were used")
NOT_RELIED_ON = Both("因此没有做跨年度的核对", "nothing was checked across the years")
NOTHING_TO_DO = Both(
    "不用重填；请不要改动“上年数据”这张表", "nothing needs typing again; leave last year's figures alone"
)
SEND_ANOTHER = Both(
    "请把所填内容填到发给本单位的原报表里再交，不要改动“上年数据”；"
    "下发单位有上年记录的，审核时用 --prior 提供，就不用重填",
    "fill in the workbook as it was issued and leave last year's figures alone; "
    "an office that has them can give them with --prior instead",
)
DIGEST_GONE = Both("报表标识里的上年数据核验码没有了", "the digest of them is gone from the workbook's identity")
YEAR_GONE = Both("有数，但年度那一格不是年份", "there are figures, but their year is gone")
ALL_GONE = Both("数已经全部没有了", "all of them are gone")
CHANGED = Both("有数被改动、增减，或者核验码对不上", "some were changed, added or removed, or the digest was")
