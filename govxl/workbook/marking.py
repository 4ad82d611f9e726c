"""What a returned workbook shows besides its contents: coloured cells with comments, and the list of what is wrong.

The colour of a cell goes as soon as something else stands in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from govxl.addresses import address
from govxl.language.expressions import Error, Value
from govxl.language.functions import quoted
from govxl.layout.grid import LINE
from govxl.layout.own_pages import PROBLEM_COLUMNS, PROBLEMS_HEAD
from govxl.layout.places import Box, Slot, quoted_sheet, rectangles
from govxl.text import lines_needed
from govxl.workbook.drawing import Pen
from govxl.workbook.styles import STATE_COLOURS, Styles
from govxl.workbook.worksheet import PlainSheet

__all__ = ["GO", "ListHeading", "ListLine", "Mark", "Returned", "draw_lines", "draw_marks"]

WIDTH, LINE_HEIGHT, PER_LINE = 300, 17, 44
"""Pixels of a comment's width and of a line in it, and the half-width characters of a line."""

DAY_ZERO = date(1899, 12, 30)
"""What days count from: Excel has a 29 February 1900, which never was, so that all after it are right from here."""

GO = "查看"
"""What the links of the list say."""

REMARK_ROW = 2
"""The row of the office's remark, from 0."""

KEPT = re.compile("(?:(?!_x[0-9A-Fa-f]{4}_)[ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff\n])*")
PLAIN = re.compile(f"(?:(?![\U00010000-\U0010ffff]){KEPT.pattern[3:]}")
"""Characters that every program keeps as they are, and those of them that it counts as one."""

MOST_COMPARED = 100
"""Characters of a text that decide whether it is still the same, besides its length."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to look at: `nth` paragraph of a slot, the state it is coloured as, and a comment, empty for none.

    `spans` are the characters of its text that are meant, from 0, ends excluded, where these are known.
    """

    path: str
    state: str
    comment: str = ""
    nth: int = 0
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A line that heads a part of the list."""

    text: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list: number, sheet, cell, what, why, how; `link` leads to a cell, `state` colours the number."""

    texts: tuple[str, str, str, str, str, str]
    state: str = ""
    link: Box | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """Marks on cells, at most one a cell, and the lines of the list below the remark of the office."""

    marks: tuple[Mark, ...]
    lines: tuple[ListHeading | ListLine, ...]
    remark: str

    @property
    def spans(self) -> dict[tuple[str, int], tuple[tuple[int, int], ...]]:
        """The marked characters of paragraphs, by path and number."""
        return {(mark.path, mark.nth): mark.spans for mark in self.marks if mark.spans}


# -- Marks


def draw_marks(targets: Mapping[str, PlainSheet], pen: Pen, returned: Returned) -> None:
    """Colour the marked cells and hang their comments on them; cells that hold the same share a rule."""
    groups: dict[tuple[str, str, bool, str, Value | float], list[Box]] = {}
    for mark in returned.marks:
        slot = pen.layout.slots[mark.path]
        box = slot.cells[mark.nth] if slot.cells else slot.box
        held = _held(pen, slot, mark.nth)
        # 1 and TRUE are equal to Python, and no workbook takes one for the other.
        key = (box.sheet, mark.state, bool(mark.spans), type(held).__name__, held)
        groups.setdefault(key, []).append(box)
        if mark.comment:
            height = LINE_HEIGHT * lines_needed(mark.comment, PER_LINE) + 12
            size = {"width": WIDTH, "height": height, "x_offset": 12}
            options: dict[str, Any] = {"author": "govxl", "font_size": 9, **size}
            targets[box.sheet].write_comment(box.row - 1, box.column - 1, mark.comment, options)
    colours = dict(STATE_COLOURS)
    for (sheet, state, spanned, _, held), boxes in groups.items():
        # The colour that a rule gives to letters would hide that of the marked ones.
        look = pen.styles.filled(colours[state][1]) if spanned else pen.styles.colours(*colours[state])
        # A rule each: programs disagree on where relative references start from when a rule spans several areas.
        for area in rectangles((box.row, box.column) for box in boxes):
            test = f"={_still(area.split(':')[0], held)}"
            targets[sheet].conditional_format(area, {"type": "formula", "criteria": test, "format": look})


def _held(pen: Pen, slot: Slot, nth: int) -> Value | float:
    """Give what is written into a cell."""
    cells = pen.typed.get(slot.path) if slot.editable else None
    if cells is None:
        return None if slot.cells else pen.verdicts.value(slot.path)
    cell = cells[nth] if nth < len(cells) else None
    if cell is None:
        return None
    if cell.kind == "date":
        return float((date.fromisoformat(cell.text) - DAY_ZERO).days)
    if cell.kind in ("number", "boolean"):
        return float(cell.text) if cell.kind == "number" else cell.text == "1"
    return Error(cell.text) if cell.kind == "error" else cell.text


def _still(cell: str, held: Value | float) -> str:
    """Write the condition that a cell still holds what was written into it."""
    match held:
        case bool():
            return f"ISLOGICAL({cell})"
        case None | "":
            return f"IF(ISERROR({cell}),FALSE,LEN({cell})=0)"
        case str():
            # Compared as far as all programs keep it alike; its length too where they count its characters alike.
            plain = PLAIN.match(held)
            head = quoted(plain[0][:MOST_COMPARED]) if plain else '""'
            same = f"EXACT(LEFT({cell},LEN({head})),{head})"
            if len(held) <= MOST_COMPARED and KEPT.fullmatch(held):
                same = f"EXACT({cell},{quoted(held)})"
            elif not plain or not plain[0]:
                same = f"LEN({cell})>0"
            elif plain[0] == held:
                same = f"AND(LEN({cell})={len(held)},{same})"
            return f"IF(ISERROR({cell}),FALSE,{same})"
        case Error():
            return f"ISERROR({cell})"
    return f"IF(ISNUMBER({cell}),ROUND({cell}-{float(held):.15g},6)=0,FALSE)"


# -- The list


def draw_lines(target: PlainSheet, styles: Styles, returned: Returned) -> None:
    """Write the list below its header, a row a line; the office's remark above it gets the room it needs."""
    across = sum(width for _, width in PROBLEM_COLUMNS[2:])
    target.set_row(REMARK_ROW, max(24.0, min(400.0, LINE * lines_needed(returned.remark, across) + 9)))
    for row, line in enumerate(returned.lines, PROBLEMS_HEAD + 1):
        if isinstance(line, ListHeading):
            target.set_row(row - 1, 24)
            target.write_string(row - 1, 0, line.text, styles.label("subtitle"))
        else:
            # As high as its fullest cell needs, within what Excel allows (409 points).
            columns = zip(line.texts, PROBLEM_COLUMNS, strict=False)
            lines = max(lines_needed(text, width - 2) for text, (_, width) in columns)
            target.set_row(row - 1, min(400.0, LINE * lines + 6))
            number, *texts = line.texts
            target.write_string(row - 1, 0, number, styles.label("rule"))
            for column, text in enumerate(texts, 1):
                target.write_string(row - 1, column, text, styles.label("cell"))
            last = len(line.texts)
            if line.link:
                place = f"internal:{quoted_sheet(line.link.sheet)}!{line.link.address}"
                target.write_url(row - 1, last, place, styles.label("go"), GO)
            else:
                target.write_blank(row - 1, last, None, styles.label("cell"))
            if line.state:
                look = styles.colours(*dict(STATE_COLOURS)[line.state])
                target.conditional_format(address(row, 1), {"type": "no_errors", "format": look})
