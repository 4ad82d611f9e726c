"""The looks of a workbook: one cell format for each role, made once a workbook."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from govxl.form.model import CellType
from govxl.layout.places import Slot
from govxl.words import NO_DATE, State, Status
from govxl.xlsx.traces import Trace

__all__ = ["BAD", "STATE_COLOURS", "TAB_COLOURS", "Styles", "number_format"]

FONT = "宋体"
INK = "#1F2933"
QUIET = "#6B7280"
ACCENT = "#1F4E79"
HEAD = "#DCE6F1"
INPUT = "#FFF8DC"
COMPUTED = "#EEF1F4"
LINE = "#8A94A0"

GOOD, BAD, ASK, LOOK = ("#1E6B34", "#DDF2E3"), ("#9C1C1C", "#FADCDC"), ("#8A4B00", "#FDE9CC"), ("#6B5900", "#FFF6C9")

STATE_COLOURS: tuple[tuple[str, tuple[str, str]], ...] = (
    (State.PASS, GOOD),
    (State.EXPLAINED, GOOD),
    (Status.READY, GOOD),
    (State.HARD, BAD),
    (State.OPEN, BAD),
    (Status.HARD, BAD),
    (Status.UNFIT, BAD),
    (Status.OPEN, BAD),
    (NO_DATE, BAD),
    (State.ASKED, ASK),
    (Status.ASKED, ASK),
    (State.WARNING, LOOK),
    (Status.WARNING, LOOK),
    (State.INFO, LOOK),
)
"""Text and fill of a state, in the order of the workbook's conditional formats."""

TAB_COLOURS = {
    "guide": ACCENT,
    "cover": "#2E75B6",
    "table": "#548235",
    "prose": "#BF8F00",
    "checks": "#C00000",
    "prior": "#7F7F7F",
}

_WRAP = {"text_wrap": True, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": LINE}
_CENTRE = {"align": "center"}

ROLES: dict[str, dict[str, Any]] = {  # a figure that is wider than its cell is shrunk, or ### would stand there
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT, **_CENTRE, **_WRAP},
    "authority": {"font_color": QUIET, **_CENTRE, **_WRAP},
    "unit": {"font_size": 13, "bold": True, **_CENTRE, **_WRAP},
    "subtitle": {"bold": True, "font_size": 12, "font_color": ACCENT, "valign": "vcenter"},
    "text": {"font_size": 11, **_WRAP},
    "step": {"bold": True, "font_size": 12, "font_color": ACCENT, **_CENTRE, **_WRAP},
    "header": {"bold": True, "bg_color": HEAD, **_CENTRE, **_WRAP, **_BOX},
    "block": {"bold": True, "bg_color": HEAD, **_CENTRE, **_WRAP, **_BOX},
    "beside": {"italic": True, "font_color": QUIET, **_CENTRE, **_WRAP, **_BOX},
    "corner": {"font_color": INK, "bg_color": HEAD, **_CENTRE, **_WRAP, **_BOX},
    "side": {**_WRAP, **_BOX, "indent": 1},
    "cell": {**_WRAP, **_BOX, "indent": 1},
    "place": {**_WRAP, **_BOX, "indent": 1},
    "rule": {"bold": True, **_CENTRE, **_WRAP, **_BOX},
    "small": {"font_size": 9, "indent": 1, "font_color": QUIET, **_WRAP, **_BOX},
    "note": {**_WRAP, **_BOX, **_CENTRE, "font_color": QUIET},
    "tool": {"bold": True, "font_color": ACCENT, "align": "right", "valign": "vcenter"},
    "echo": {"font_color": QUIET, "align": "right", "valign": "vcenter"},
    "hint": {"font_size": 9, "font_color": QUIET, **_WRAP, "indent": 1},
    "help": {"font_color": QUIET, **_WRAP, "indent": 1},
    "link": {"indent": 1, "font_color": "#0563C1", "underline": 1, "valign": "vcenter"},
    "go": {"font_color": "#0563C1", "underline": 1, "valign": "vcenter", **_CENTRE, **_BOX},
    "plain": {"font_size": 9, "font_color": QUIET},
    "state": {"bold": True, "font_size": 9.5, "shrink": True, **_CENTRE, "valign": "vcenter", **_BOX},
    "progress": {"font_color": QUIET, "font_size": 9.5, "shrink": True, **_CENTRE, "valign": "vcenter"},
    "sentence": {"font_color": INK, "bg_color": "#F5F8FB", "text_wrap": True, "valign": "top", **_BOX},
    "value": {"bold": True, "indent": 1, "valign": "vcenter", **_BOX},
    "figure": {"shrink": True, **_CENTRE, "valign": "vcenter", **_BOX},
    "shown": {**_WRAP},
    "computed": {"bg_color": COMPUTED, "bold": True, "shrink": True, **_CENTRE, "valign": "vcenter", **_BOX},
    "prior": {"bg_color": COMPUTED, "shrink": True, **_CENTRE, "valign": "vcenter", **_BOX},
    "carried": {"font_size": 9, "font_color": QUIET, **_WRAP},
    "identity": {"num_format": "@"},
    "mark": {"font_size": 9, "font_color": QUIET, "valign": "vcenter"},
    "input": {"bg_color": INPUT, "locked": False, "shrink": True, **_CENTRE, "valign": "vcenter", **_BOX},
    "field": {"bg_color": INPUT, "locked": False, **_WRAP, **_BOX, "indent": 1},
    "mode": {"bg_color": INPUT, "bold": True, "locked": False, **_CENTRE, "valign": "vcenter", **_BOX},
    "imprint": {"font_color": QUIET, **_CENTRE, **_WRAP},
    "published": {"shrink": True, **_CENTRE, "valign": "vcenter", **_BOX},
    "words": {"quote_prefix": True, **_CENTRE, **_WRAP, **_BOX},
    "remark": {"quote_prefix": True, **_WRAP},
    "column": {"bold": True, "bg_color": HEAD, "indent": 1, "valign": "vcenter", **_BOX},
    "datum": {"align": "right", "indent": 1, "valign": "vcenter", **_BOX},
    "said": {"quote_prefix": True, "indent": 1, "valign": "vcenter", **_BOX},
    "letters": {},
    "doubted": {"font_color": BAD[0], "underline": 1},
    "reason": {"bg_color": INPUT, "locked": False, **_WRAP, **_BOX},
}


TRACES: dict[Trace, dict[str, Any]] = {
    "struck": {"font_strikeout": True},
    "raised": {"font_script": 1},
    "lowered": {"font_script": 2},
    "repeated": {"align": "fill"},
    "hidden": {"font_color": INPUT},
}
"""How letters look that somebody struck out, raised, lowered, let their cell repeat or hid, in an input."""


def number_format(traits: CellType) -> str:
    """Choose how Excel shows what stands in a cell: text stays text, so that 010000 keeps its zero.

    Figures show every digit, also those they should not have: a format without decimals would show 1.5 as a good 2.
    """
    match traits.kind:
        case "count" | "amount":
            return "General"
        case "signed":
            return "+General;-General;0"
        case "percent":
            return "0.00%"
        case "date":
            return "yyyy-mm-dd"
    return "@"


class Styles:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, ...], Format] = {}

    def label(self, role: str) -> Format:
        """Give the format of a label's role."""
        return self._format(role, "")

    def numbered(self, role: str, numbers: str) -> Format:
        """Give the format of a role with a number format."""
        return self._format(role, numbers)

    def slot(self, slot: Slot) -> Format:
        """Give the format of a slot: its role's, or its kind's, with the number format of its type."""
        if slot.kind == "shown":
            return self._format(slot.role, "")
        return self._format(slot.role or slot.kind, number_format(slot.traits))

    def dated(self, slot: Slot) -> Format:
        """Give the format of a slot in which somebody's date stands."""
        return self._format(slot.role or slot.kind, "yyyy-mm-dd")

    def traced(self, slot: Slot, trace: Trace) -> Format:
        """Give the format of a slot in which somebody struck out, raised, lowered or hid all that stands there."""
        return self._format(slot.role or slot.kind, number_format(slot.traits), trace)

    def letters(self, trace: Trace) -> Format:
        """Give the look of some letters among others of an input."""
        return self._format("letters", "", trace)

    def colours(self, text: str, fill: str) -> Format:
        """Give a format that only colours, for conditional formats."""
        key = (text, fill)
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_color": text, "bg_color": fill})
        return self.made[key]

    def filled(self, fill: str) -> Format:
        """Give a format that only fills, for conditional formats of texts whose letters have colours of their own."""
        key = (fill,)
        if key not in self.made:
            self.made[key] = self.book.add_format({"bg_color": fill})
        return self.made[key]

    def doubted(self) -> Format:
        """Give the look of letters that a returned workbook marks in somebody's text."""
        return self._format("doubted", "")

    def _format(self, role: str, numbers: str, trace: Trace = "") -> Format:
        key = (role, numbers, trace)
        if key not in self.made:
            look = {"font_name": FONT, "font_size": 10.5, "font_color": INK, **ROLES[role], **TRACES.get(trace, {})}
            if numbers:
                look["num_format"] = numbers
            self.made[key] = self.book.add_format(look)
        return self.made[key]
