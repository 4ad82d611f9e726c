"""What a return mends by itself: the form is drawn anew, so that totals compute again and every line is back in place.

Nobody need do anything about it then but look; so a return that asked for nothing else may come back as it went, and
what had stood there is told once more.
"""

from collections.abc import Iterable, Iterator

from govxl.characters import brief
from govxl.findings import Both, Finding, Where, finding
from govxl.form.expressions import Value, spoken
from govxl.form.layout import Layout
from govxl.form.verdicts import Verdicts
from govxl.workbook.located import EMPTY, where

__all__ = ["MENDED", "as_restored", "needs_filling", "restored_by"]

TOTAL = "total-differs"
MENDED = (TOTAL, "sheet-missing", "structure-changed", "contradictory-places")
"""What blocks a file and does not any more once its workbook was made again, unless entries were lost."""

MOST_NAMED = 3
"""Restored places that a finding spells out; the others are among its cells."""

MOST_KEPT = 100
"""Restored places that a return remembers."""


def needs_filling(layout: Layout, lost: Iterable[str]) -> set[str]:
    """Give what must be filled in again of the entries that could not be read.

    A reason is asked for by its own rule where one is wanted, and by nobody else.
    """
    return {path for path in lost if layout.slots[path].editable and not path.startswith("reason.")}


def restored_by(findings: Iterable[Finding]) -> str:
    """Tell what a return restores, a line each, for it to carry along; nothing where it asks for anything besides."""
    blocking = [found for found in findings if found.blocks]
    if any(found.name not in MENDED for found in blocking):
        return ""
    return "\n".join(_line(found) for found in blocking[:MOST_KEPT])


def _line(found: Finding) -> str:
    first = found.cells[0] if found.cells else Where()
    path, was = (first.point, found.actual or EMPTY) if found.name == TOTAL else ("", first.sheet or _sheet(found))
    return f"{path} {brief(was)}"


def _sheet(found: Finding) -> str:
    return dict(found.words).get("sheet_name", "")


def as_restored(layout: Layout, told: str, values: Verdicts, times: str) -> Iterator[Finding]:
    """Name what the last return restored, by what that return carries along, once nothing blocks any more."""
    cells: list[Where] = []
    words: list[Both] = []
    for line in told.split("\n")[:MOST_KEPT]:
        path, _, was = line.partition(" ")
        slot = layout.slots.get(path)
        if slot:
            cells.append(where(slot, None, was))
            words.append(_change(cells[-1], values.value(path)))
        elif was:
            cells.append(Where(was))
            words.append(Both(f"“{was}”的行列、标题", f"lines and labels of “{was}”"))
    if cells:
        yield finding("returned-as-restored", cells, times=times, what=_joined(words))


def _change(cell: Where, now: Value) -> Both:
    shown = spoken(now) if now is not None else EMPTY
    return Both(
        f"“{cell.sheet}”{cell.cell} 原来显示 {cell.value}，恢复后是 {shown}",
        f"{cell.cell} of “{cell.sheet}” showed {cell.value} and is {shown} again",
    )


def _joined(words: list[Both]) -> Both:
    zh, en = ("；".join(each.zh for each in words[:MOST_NAMED]), "; ".join(each.en for each in words[:MOST_NAMED]))
    more = len(words) > MOST_NAMED
    return Both(f"{zh}{f'；共 {len(words)} 处' if more else ''}", f"{en}{f'; {len(words)} in all' if more else ''}")
