"""A file checked: judged, and asked what became of it since it was sent back, if it ever was.

A return mends by itself what only its sender's programs did; what is the sender's to mend, it asks for.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from govxl.filing.judge import judged
from govxl.filing.model import Expected, Findings, Judgement, WorkbookReading
from govxl.filing.units import one_name
from govxl.findings.finding import Both, Finding, Where, finding
from govxl.language.expressions import spoken
from govxl.layout.layout import Layout
from govxl.layout.places import Slot
from govxl.text import brief
from govxl.workbook.located import EMPTY, where
from govxl.xlsx.zip import Refused, file_name, load_bytes

__all__ = ["Expected", "is_same_return", "judge", "judge_file", "needs_filling", "restored_by", "told_times"]


def judge_file(path: Path, expected: Expected | None = None) -> Judgement:
    """Judge a file; it is read once and never written. Raises OSError when there is none, or none to read."""
    try:
        data = load_bytes(path)
    except Refused as refused:
        return Judgement(file_name(path), {}, (refused.finding,))
    return judge(data, file_name(path), expected)


def judge(data: bytes, file: str, expected: Expected | None = None) -> Judgement:
    """Judge the bytes of a returned workbook; bad input becomes findings, never an exception."""
    return judged(data, file, expected or Expected(), return_state)


# -- What a return mends by itself


TOTAL = "total-differs"
MENDED = (TOTAL, "sheet-missing", "structure-changed", "contradictory-places")
"""What blocks a file and does not any more once its workbook was made again, unless entries were lost."""

MOST_NAMED = 3
"""Restored places that a finding spells out; the others are among its cells."""

MOST_KEPT = 100
"""Restored places that a return remembers."""


def needs_filling(layout: Layout, lost: Iterable[str]) -> list[str]:
    """Give what must be filled in again of the entries that could not be read.

    A reason is asked for by its own rule where one is wanted, and by nobody else.
    """
    return [path for path in lost if layout.slots[path].editable and not path.startswith("reason.")]


def restored_by(findings: Iterable[Finding]) -> str:
    """Tell what a return restores, a line each, for it to carry along; nothing where it asks for anything besides."""
    blocking = [found for found in findings if found.blocks]
    if any(found.name not in MENDED for found in blocking):
        return ""
    lines = []
    for found in blocking[:MOST_KEPT]:
        first = found.cells[0] if found.cells else Where()
        if found.name == TOTAL:
            lines.append(f"{first.point} {brief(found.actual or EMPTY)}")
        else:
            # No path in front of the blank: what was restored is a whole sheet, which may not even be there.
            lines.append(f" {brief(first.sheet or found.word('sheet_name'))}")
    return "\n".join(lines)


# -- What became of it since


def return_state(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Name the sheets whose lost entries nobody has filled in since, and a workbook that comes back as it went.

    It did where nothing was typed into it, nor anything answered beside the form. Whoever typed over a total again, or
    moved lines, did something to it. Where its return asked for nothing but a look at what had been restored, that look
    is taken as given once nothing blocks.
    """
    slots, digest = reading.layout.slots, reading.text("returned.digest")
    lost = [path for path in reading.text("returned.lost").split() if path in slots]
    if not (digest or lost):
        return  # never sent back: what was typed need not be worked out
    from govxl.returns.retype import digest_of, retyped

    typed = retyped(reading)
    sheets: dict[str, list[Slot]] = {}
    for path in needs_filling(reading.layout, lost):
        sheets.setdefault(slots[path].box.sheet, []).append(slots[path])
    unfilled = [
        finding("content-not-restored", [where(slot, reading.located.places.get(slot.path)) for slot in missing])
        for missing in sheets.values()
        if not any(any(typed.get(slot.path, ())) for slot in missing)
    ]
    yield from unfilled
    blocking = [found for found in (*before, *unfilled) if found.blocks]
    # A workbook that asks to be mended once more was worked in since its return mended it.
    if not digest or any(found.name in MENDED for found in blocking) or digest != digest_of(typed) or reading.unread:
        return
    restored = () if blocking else tuple(_restored(reading))
    yield from restored or [finding("returned-unchanged", times=reading.text("returned.times"))]


def _restored(reading: WorkbookReading) -> Iterator[Finding]:
    """Name what the last return restored, by what that return carries along."""
    cells: list[Where] = []
    words: list[Both] = []
    for line in reading.text("returned.restored").split("\n")[:MOST_KEPT]:
        path, _, was = line.partition(" ")
        slot = reading.layout.slots.get(path)
        if slot:
            cell, value = where(slot, None, was), reading.verdicts.value(path)
            shown = spoken(value) if value is not None else EMPTY
            cells.append(cell)
            zh = f"“{cell.sheet}”{cell.cell} 原来显示 {cell.value}，恢复后是 {shown}"
            words.append(Both(zh, f"{cell.cell} of “{cell.sheet}” showed {cell.value} and is {shown} again"))
        elif was:
            cells.append(Where(was))
            words.append(Both(f"“{was}”的行列、标题", f"lines and labels of “{was}”"))
    if cells:
        zh, en = ("；".join(each.zh for each in words[:MOST_NAMED]), "; ".join(each.en for each in words[:MOST_NAMED]))
        if len(words) > MOST_NAMED:
            zh, en = f"{zh}；共 {len(words)} 处", f"{en}; {len(words)} in all"
        yield finding("returned-as-restored", cells, times=reading.text("returned.times"), what=Both(zh, en))


# -- Which return it is


class _Named(NamedTuple):
    """A unit as an identity tells it."""

    name: str
    code: str


def is_same_return(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two identities (`Identity.texts`) are of one form, unit, year and scope.

    Names must agree, for a code is at times another unit's that was copied; codes must not contradict each other.
    """
    if any(one.get(key) is None or one[key] != other.get(key) for key in ("form", "year", "scope")):
        return False
    units = [_Named(str(each.get("unit.name", "")), str(each.get("unit.code", ""))) for each in (one, other)]
    return one_name(*units)


def told_times(reading: WorkbookReading) -> int:
    """Say how many returns a workbook has had, by what it says itself."""
    told = reading.text("returned.times")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else 0
