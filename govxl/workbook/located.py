"""What was found in a workbook: the cells of its form with their places, how lines moved, and words that have no cell.

Also how a place is said, and what a defined name points at.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from govxl.addresses import Place, column_letters, column_number
from govxl.findings.finding import Both, Finding, Where
from govxl.layout.places import Box, Slot
from govxl.xlsx.cells import RawCell

__all__ = [
    "EMPTY", "KINDS", "STILL", "TYPE_AGAIN", "Axis", "Leftover", "Located", "Moves", "named_place", "where",
]  # fmt: skip

EMPTY = "（空）"
"""What a message says for a cell that holds nothing."""

TYPE_AGAIN = Both(
    "请在退回的表里把这几项重新填上，其余内容都已保留，不用重填",
    "type these entries again in the workbook that goes back, which keeps all others",
)
"""What is asked where entries cannot be found."""

# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
_TARGET = r"\$?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"


# -- How lines moved


class Axis:
    """The lines of one direction that were found again, and where; in order."""

    def __init__(self, found: Mapping[int, int] | None = None) -> None:
        self.found: Mapping[int, int] = found or {}

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return tuple(self.found)

    def shifts(self, line: int) -> tuple[int, ...]:
        """Give how far a line may have moved: once for one that was found, else as its neighbours on both sides."""
        if line in self.found:
            return (self.found[line] - line,)
        # Every cell and merged area of a sheet asks, so the neighbours are not looked for among all lines.
        nth = bisect(self._lines, line)
        before = self._lines[nth - 1] if nth else 0
        after = self._lines[nth] if nth < len(self._lines) else 0
        near = [self.found[before] - before if before else 0]
        return tuple(dict.fromkeys([*near, self.found[after] - after] if after else near))

    def shift(self, line: int) -> int | None:
        """Give how far a line has moved; None for one that was not found."""
        return self.found[line] - line if line in self.found else None

    def gaps(self) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Yield (line of the returned sheet, lines inserted there, lines of the form around), negative for deleted."""
        before, above = 0, 0
        for line, now in self.found.items():
            if now - line != before:
                # Of lines inserted, the first one stands as far above as there are of them.
                yield now - max(0, now - line - before), now - line - before, (above, line)
            before, above = now - line, line


class Moves(NamedTuple):
    """How the cells of a sheet moved."""

    rows: Axis = Axis()
    columns: Axis = Axis()

    def places(self, place: Place) -> Iterator[Place]:
        """Yield where a cell of the form may stand now, the likeliest first."""
        for down in self.rows.shifts(place[0]):
            for right in self.columns.shifts(place[1]):
                if place[0] + down > 0 and place[1] + right > 0:
                    yield place[0] + down, place[1] + right

    def changes(self, expected: Callable[[int, int], bool] = lambda above, below: False) -> Iterator[Both]:
        """Say what was inserted and deleted, but for rows inserted where they were `expected` between two lines."""
        for row, lines, around in self.rows.gaps():
            if lines < 0 or not expected(*around):
                yield _said(str(row), lines, "行", "row")
        for column, lines, _ in self.columns.gaps():
            yield _said(column_letters(column), lines, "列", "column")


STILL = Moves()
"""Nothing moved."""


def _said(line: str, lines: int, word: str, english: str) -> Both:
    many = abs(lines)
    if lines > 0:
        return Both(f"在第 {line} {word}插入了 {many} {word}", f"{many} inserted at {english} {line}")
    return Both(f"第 {line} {word}前少了 {many} {word}", f"{many} missing before {english} {line}")


# -- The cells of the form


class Located(NamedTuple):
    """The raw cells of every slot by path (several of a long text, None for a blank), and what was found wrong.

    `places` says where each slot stands now, `lost` which could not be found, or stand in two places; `untrue` which
    cells that compute hold something else than their formula (a None: nothing at all), `unsure` which hold one that
    names other cells; `moves` how the lines moved on each sheet that is not as issued.
    """

    cells: Mapping[str, Sequence[RawCell | None]] = {}
    places: Mapping[str, Box] = {}
    findings: tuple[Finding, ...] = ()
    lost: frozenset[str] = frozenset()
    untrue: Mapping[str, RawCell | None] = {}
    unsure: frozenset[str] = frozenset()
    moves: Mapping[str, Moves] = {}


def where(slot: Slot, box: Box | None = None, value: str = "") -> Where:
    """Say where a slot stands, in the clerk's coordinates."""
    place = box or slot.box
    return Where(place.sheet, place.address, slot.path, slot.label, value)


def named_place(target: str) -> Box | None:
    """Read where a defined name points: `'Sheet'!$D$6` or a range; None for anything else."""
    found = re.fullmatch(_TARGET, target)
    if not found:
        return None
    # In a formula a quote in the name of a sheet is written twice.
    sheet = (found[1] or found[2]).replace("''", "'")
    row, column = int(found[4]), column_number(found[3])
    rows = int(found[6]) - row + 1 if found[6] else 1
    columns = column_number(found[5]) - column + 1 if found[5] else 1
    return Box(sheet, row, column, max(1, rows), max(1, columns))


# -- Words that have no cell


KINDS = {
    "cell": Both("表外内容", "content outside the form"),
    "locked": Both("锁定格里的文字", "words in a locked cell"),
    "reply": Both("对退回意见的答复", "a reply to what was returned"),
    "sheet": Both("多出的工作表", "an extra sheet"),
    "comment": Both("批注", "a comment"),
    "thread": Both("对话批注", "a threaded comment"),
    "shape": Both("文本框或图形", "a text box or shape"),
    "chart": Both("图表", "a chart"),
    "diagram": Both("图示（SmartArt）", "a diagram"),
    "control": Both("控件", "a form control"),
    "picture": Both("图片", "a picture"),
    "object": Both("嵌入的对象", "an embedded object"),
    "header": Both("页眉页脚", "a page header or footer"),
    "link": Both("链接", "a link"),
    "prompt": Both("输入提示", "an input prompt"),
    "note": Both("方案说明", "a scenario"),
    "name": Both("名称的说明", "words kept with a name"),
    "property": Both("文件属性", "a document property"),
    "reason": Both("没有用上的情况说明", "a reason that no rule asks for"),
    "cut": Both("没有列全", "not all"),
}
"""What kinds there are, as the record calls them, and as people do."""


class Leftover(NamedTuple):
    """Words nobody reads: their kind, the sheet and cell they are at, where they are at any, and all of them."""

    kind: str
    sheet: str
    cell: str
    text: str
