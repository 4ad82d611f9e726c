"""What runs in the browser: bytes in, plain data and bytes out; no file, no network, no rule of its own.

A file is judged by the function the command line judges by, and every word of a finding is the catalogue's.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any

from govxl.files import base_name, return_name, safe_name
from govxl.filing.groups import EXPLAINED, ORDER, counted, grouped, line_of, places_of
from govxl.filing.model import Identity, Judgement, WorkbookReading
from govxl.findings.finding import Finding, Where, advice_of, called, entry_of, message_of
from govxl.form.definition import form_for_year
from govxl.office.outbox import new_workbook, workbook_name
from govxl.office.twice import Came, Twice, came_as
from govxl.page.settings import Settings
from govxl.page.wording import FILLED, HEADLINES, NOT_MARKED, PAGE
from govxl.returns.check import judge
from govxl.returns.send_back import Return, returned_workbook, times_of, why_not_returned
from govxl.words import LANGUAGES, Both, SaidError

__all__ = [
    "Judged", "ListedEntry", "Made", "Progress", "as_json", "blank", "judged", "preview", "repeated", "returned",
]  # fmt: skip

MAX_CELLS = 6
"""Cells of one entry that are shown; where the others are, its words and `others` say."""

COUNTED = re.compile("([0-9]{1,6})/([0-9]{1,6})")
"""How far a sheet is filled, in the words of the workbook."""


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """Findings with the same cause, as one entry of the list: the first in full, where the `others` are besides.

    `sides` are what was expected and what is there, of a rule that compares; `place` is the line a rule is laid over,
    else the cell. `severity` is a key of `wording.SECTIONS`; of so many cells that not all are shown, `more` are not.
    """

    severity: str
    blocks: bool
    code: str
    name: str
    title: Both
    called: str
    sheet: str
    place: str
    cells: tuple[Where, ...]
    more: int
    message: Both
    expected: str
    actual: str
    advice: Both
    basis: str
    reason: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sheet is filled, in words and as `filled` of `of`; `counts` are its entries by severity."""

    sheet: str
    says: Both
    filled: int
    of: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one file.

    `verdict` is the command line's; `state` is one of `wording.HEADLINES`. `whose` are the unit's name, year, form and
    the like by the names of the identity, empty where it is not ours. `marked` is the name of the workbook that
    `returned` makes of it, `unmarked` says why there is none; both are empty where nothing asks for one. `beside`
    counts the words that stand where nobody reads them. `came` is what `repeated` knows it by among others.
    """

    file: str
    verdict: str
    state: str
    headline: Both
    whose: Mapping[str, Any]
    counts: Mapping[str, int]
    entries: tuple[ListedEntry, ...]
    progress: tuple[Progress, ...]
    marked: str
    unmarked: Both | None
    beside: int
    came: Mapping[str, Any] | None

    def as_json(self) -> str:
        """Write it for script: texts in both languages are objects of `zh` and `en`."""
        return as_json(self)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, for the sender to save."""

    name: str
    content: bytes


def as_json(value: object) -> str:
    """Write values of this module as JSON, each by its field names."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Both | Where):
        return {key: _plain(each) for key, each in value._asdict().items()}
    if hasattr(type(value), "__dataclass_fields__"):
        return {key: _plain(getattr(value, key)) for key in type(value).__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


# -- A file, judged


def judged(name: str, content: bytes, settings: Settings) -> Judged:
    """Judge a workbook; bad input becomes findings, never an exception."""
    name = _in_letters(name)
    judgement = judge(content, name, settings.expected())
    groups = grouped(judgement.findings)
    reading, why = judgement.reading, None if judgement.accepted else why_not_returned(judgement)
    goes_back = reading is not None and not judgement.accepted and why is None
    state = _state(judgement, counted(groups))
    return Judged(
        file=judgement.file,
        verdict=judgement.verdict,
        state=state,
        headline=HEADLINES[state],
        whose=judgement.identity,
        counts=counted(groups),
        entries=tuple(map(_entry, groups)),
        progress=_progress(reading, groups) if reading else (),
        marked=_marked_name(name, reading) if reading and goes_back else "",
        unmarked=NOT_MARKED[why] if why else None,
        beside=len(judgement.beside),
        came=_came(name, judgement),
    )


def _came(name: str, judgement: Judgement) -> Mapping[str, Any] | None:
    came = came_as(Path(name), judgement, chosen=True)
    return {key: value for key, value in came._asdict().items() if key != "path"} if came else None


def _state(judgement: Judgement, counts: Mapping[str, int]) -> str:
    if judgement.reading is None:
        return "unread"
    if not judgement.accepted:
        return "blocked"
    return "doubtful" if {"warning", EXPLAINED} & counts.keys() else "clean"


def _entry(group: Sequence[Finding]) -> ListedEntry:
    first = group[0]
    at = first.cells[0] if first.cells else Where()
    message, advice = (Both(*(say(first, language) for language in LANGUAGES)) for say in (message_of, advice_of))
    return ListedEntry(
        severity=_kind(group),
        blocks=first.blocks,
        code=first.code,
        name=first.name,
        title=entry_of(first).title,
        called=called(first) if first.rule else "",
        sheet=at.sheet,
        place=line_of(first) if first.rule else at.cell if len(first.cells) == 1 else "",
        cells=first.cells[:MAX_CELLS],
        more=max(0, len(first.cells) - MAX_CELLS),
        message=message,
        expected=first.expected or "",
        actual=first.actual or "",
        advice=advice,
        basis=first.word("basis"),
        reason=first.reason or "",
        others=tuple(places_of(group[1:])),
    )


def _kind(group: Sequence[Finding]) -> str:
    return EXPLAINED if group[0].reason is not None else group[0].severity


def _progress(reading: WorkbookReading, groups: Sequence[Sequence[Finding]]) -> tuple[Progress, ...]:
    """Tell of every sheet that is filled in how far it is, in the workbook's own words, and what was found on it."""
    found = [(group[0].cells[0].sheet if group[0].cells else "", _kind(group)) for group in groups]
    form = reading.layout.form
    tables = {table.sheet: table.name for table in form.tables if not table.auxiliary}
    told = []
    for sheet in reading.layout.sheets:
        # Where the layout has the words for it: tables count their cells, sheets of words their fields.
        fields = (slot.path for slot in sheet.slots if slot.path in form.fields)
        table = tables.get(sheet.name)
        path = f"filled.{table}" if table else f"guide-written.{next(fields, '')}"
        says = reading.verdicts.value(path) if path in reading.layout.slots else None
        if not (isinstance(says, str) and (numbers := COUNTED.search(says))):
            continue
        filled, of = numbers.groups()
        kinds = [kind for at, kind in found if at == sheet.name]
        counts = {kind: kinds.count(kind) for kind in ORDER if kind in kinds}
        told.append(
            Progress(sheet.name, Both(says, FILLED.en.format(filled=filled, of=of)), int(filled), int(of), counts)
        )
    return tuple(told)


def _in_letters(name: str) -> str:
    """Give a name as a text can hold it: a browser tells whatever a file has on disk, half a letter if need be."""
    return name.encode("utf-8", "replace").decode()


def repeated(files: Sequence[Mapping[str, Any]]) -> tuple[Both, ...]:
    """Say which files are one return, as `check` says it; each is what `judged` says it `came` as, and its `name`."""
    twice = Twice()
    for each in files:
        twice.note(Came(Path(each["name"]), each["sha256"], Identity(*each["identity"]), each["counts"], each["says"]))
    return tuple(twice.told())


# -- What is made of it


def _marked_name(name: str, reading: WorkbookReading) -> str:
    stem = PurePath(name).stem
    return return_name(safe_name(base_name(stem)), times_of(stem, reading) + 1)


def returned(name: str, content: bytes, settings: Settings, on: date) -> Made:
    """Make the workbook that goes back to whoever filled it in, marked, as the office would on this day.

    Raises ValueError for a file of which `judged` said that there is none.
    """
    name = _in_letters(name)
    judgement = judge(content, name, settings.expected())
    reading = judgement.reading
    if reading is None or judgement.accepted or why_not_returned(judgement):
        raise ValueError(f"there is no marked workbook of {name}")
    times = times_of(PurePath(name).stem, reading) + 1
    return Made(_marked_name(name, reading), returned_workbook(judgement, reading, times, Return(on)))


def preview(name: str, content: bytes, settings: Settings) -> str:
    """Write the report of a file as it would be published, as a page of its own; empty while something blocks it.

    Raises ImportError where the libraries that pages are written with are not there.
    """
    # Whoever only judges is quicker without what lays reports out, and the core runs where it is not installed.
    from govxl.report.document import Report
    from govxl.report.html import to_page

    judgement = judge(content, name, settings.expected())
    if judgement.record is None or judgement.reading is None:
        return ""
    return to_page(Report(judgement.reading.layout.form, judgement.record).document)


def blank(
    unit: str, year: int, settings: Settings, *, form: str = "", code: str = "", level: str = "", kind: str = "",
    scope: str = "own", issued: datetime | None = None,
) -> Made:  # fmt: skip
    """Make a blank workbook for a unit and year that says what the office says.

    Raises the errors of `office.outbox.new_workbook`, each with a sentence for whoever typed.
    """
    if not unit.strip():
        raise SaidError(PAGE["no-unit"])
    made = new_workbook(
        unit, year, form, code=code, level=level, kind=kind, scope=scope, issued=issued, office=settings.office
    )
    return Made(workbook_name(unit, year, form_for_year(form, year).title), made)
