"""Words beside the form: what findings say of them, and what the record and the papers of an office keep.

What there is, `workbook.unread_cells` knows; nothing of it is ever published.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from govxl.filing.model import Findings, WorkbookReading
from govxl.findings.finding import Both, Finding, Where, finding
from govxl.layout.check_formulas import reason_path
from govxl.layout.layout import Layout
from govxl.text import brief, writable
from govxl.workbook.located import KINDS, Leftover, Located
from govxl.workbook.unread_cells import carried_over, leftovers
from govxl.xlsx.cells import RawWorkbook

__all__ = [
    "PAPER",
    "RECORD",
    "Room",
    "idle_reasons",
    "remarks",
    "unread_words",
    "words_beside",
]

MOST = 120_000
"""Entries of one workbook that are counted; it holds no more cells, comments and drawings than that."""

MOST_NAMED = 20
"""Places that one finding names; the rest are counted."""

NAMES = {
    "cell": "stray-content",
    "sheet": "sheet-added",
    **dict.fromkeys(("comment", "thread"), "comment-added"),
    **dict.fromkeys(("shape", "chart", "diagram", "control"), "drawn-words"),
    "header": "header-written",
    "picture": "picture-added",
    "link": "link-added",
    "reply": "reply-given",
    **dict.fromkeys(("prompt", "note", "name", "property"), "tucked-away-words"),
}
"""The finding that speaks of a kind; what is embedded is told of with the whole file, an idle reason only later, words
over a locked cell by what says that it was altered."""

TOLD = {"cell": ("stray-content", "sheet-added"), "sheet": ("sheet-added", "sheet-renamed")}
"""What may have spoken of such words on their sheet already."""

SILENT = Both("没有文字", "no words")


class Room(NamedTuple):
    """How much is kept: entries, characters of each, and of all together."""

    entries: int
    each: int
    all: int


RECORD, PAPER = Room(500, 2_000, 100_000), Room(5_000, 32_767, 2_000_000)
"""What a record keeps, and what the paper says that is made with it."""


def unread_words(
    layout: Layout, raw: RawWorkbook, located: Located, fingerprint: str, texts: Mapping[str, str]
) -> tuple[tuple[Leftover, ...], tuple[Leftover, ...]]:
    """Give what its last return had listed of this kind, and what is new in a workbook; as far as anybody is told.

    `texts` are those that it carries along, by which our own words are left out: the rest is somebody's work.
    """
    own, times = texts.get("returned.own", ""), texts.get("returned.times", "")
    new = leftovers(layout, raw, located, fingerprint, own, bool(times))
    return tuple(islice(carried_over(raw, own), MOST)), tuple(islice(new, MOST))


def idle_reasons(reading: WorkbookReading, given: Iterable[Finding]) -> Iterator[Leftover]:
    """Yield the reasons that no broken rule asks for, so that the record would not say them."""
    used = {(found.rule, found.at) for found in given if found.reason is not None}
    checks = [check for check in reading.layout.form.checks if check.rule.takes_reason]
    spent = {reason_path(check) for check in checks if (check.rule.id, check.at) in used}
    for path in dict.fromkeys(map(reason_path, checks)):
        fact = reading.read.facts.get(path)
        if fact is not None and fact.value and path not in spent:
            yield Leftover("reason", fact.place.sheet, fact.place.address, str(fact.value))


# -- Findings


def words_beside(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Make one finding a sheet and kind, unless one before speaks of it; none where nobody knows what is whose."""
    spoken = {(each.name, cell.sheet) for each in before for cell in each.cells}
    slots = reading.layout.slots
    # Where entries were lost, what stands outside may be them.
    unsure = {slots[path].box.sheet for path in reading.located.lost}
    groups: dict[tuple[str, str], list[Leftover]] = {}
    for each in reading.unread:
        name = NAMES.get(each.kind, "")
        quiet = each.kind == "cell" and each.sheet in unsure
        if name and not quiet and not any((by, each.sheet) in spoken for by in TOLD.get(each.kind, ())):
            groups.setdefault((name, each.sheet), []).append(each)
    for (name, sheet), group in groups.items():
        cells = [Where(sheet, brief(each.cell), "", "", brief(each.text)) for each in group[:MOST_NAMED]]
        kinds = [KINDS[kind] for kind in dict.fromkeys(each.kind for each in group)]
        first = next((brief(each.text) for each in group if each.text), "")
        yield finding(
            name,
            cells,
            count=len(group),
            what=Both("、".join(each.zh for each in kinds), ", ".join(each.en for each in kinds)),
            place=Both(f"“{sheet}”", f"“{sheet}”") if sheet else Both("文件", "the file"),
            said=Both(first, first) if first else SILENT,
            cells_count=len(group),
        )


# -- Remarks


def remarks(found: Iterable[Leftover], room: Room) -> list[dict[str, str]]:
    """Put words beside the form into the shape of a record, as many as there is room for.

    Where something was cut, the last entry says so.
    """
    kept: list[dict[str, str]] = []
    left, missing, cut = room.all, 0, 0
    for each in found:
        text = writable(each.text)
        # One entry is left free for the one that says what was cut.
        if len(kept) >= room.entries - 1 or left <= 0:
            missing += 1
            continue
        most = min(room.each, left)
        cut += len(text) > most
        left -= min(len(text), most)
        kept.append(_remark(each.sheet, each.cell, each.kind, text[:most]))
    if missing or cut:
        shortened = [f"{cut} 处文字过长，只列了前面的部分"] if cut else []
        told = [f"还有 {missing} 处没有列在这里"] if missing else []
        kept.append(_remark("", "", "cut", "，".join([*told, *shortened]) + "；全部内容见交来的文件"))
    return kept


def _remark(sheet: str, cell: str, kind: str, text: str) -> dict[str, str]:
    return {"sheet": writable(sheet), "cell": writable(cell), "kind": kind, "text": text}
