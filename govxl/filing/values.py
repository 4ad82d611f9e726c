"""Raw cells to facts, or findings: every input ends as exactly one of the two."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from govxl.filing.figures import Problem, day_in, day_told, demands, is_filled, is_mark, literal
from govxl.filing.model import Fact, Values
from govxl.filing.shown import figure_in, raised_letters, text_against, told, unsure_figure, unsure_words
from govxl.filing.texts import clean, private, spelled, tidied, unknown_sentences
from govxl.findings.finding import Both, Finding, Severity, Where, finding
from govxl.form.model import table_of
from govxl.language.expressions import Error, Value
from govxl.layout.layout import Layout
from govxl.layout.places import Box, Slot
from govxl.words import BY_CELL, MARKS, MODES, NIL
from govxl.workbook.located import Located, where
from govxl.xlsx.cells import RawCell

__all__ = ["CellReader", "read_values"]

# -- One cell


TRIMMED = Both("去掉了前后的空白", "blanks around it were taken off")
TRIMMED_ENDS = Both("去掉了段尾的空白", "blanks at the ends of paragraphs were taken off")


class CellReader:
    """Reads the cells of one workbook; `out` is what was read so far.

    `formats` are the particular number formats by style, `shift` the days by which its calendar starts after 1900's.
    """

    def __init__(self, layout: Layout, located: Located, formats: Mapping[int, str], shift: int) -> None:
        self.layout = layout
        self.located = located
        self.formats = formats
        self.shift = shift
        self.facts: dict[str, Fact] = {}
        self.values: dict[str, Value] = {}
        self.findings: list[Finding] = []
        self.notes: list[Finding] = []
        self.blamed = set(located.lost)

    @property
    def out(self) -> Values:
        """Give what was read as a value of its own."""
        return Values(self.facts, self.values, tuple(self.findings), frozenset(self.blamed), tuple(self.notes))

    # -- Where and what

    def raw(self, slot: Slot) -> RawCell | None:
        """Give the raw cell, None when nothing stands in it; blanks alone are nothing."""
        cells = self.located.cells.get(slot.path)
        cell = cells[0] if cells else None
        return literal(cell) if cell is not None and is_filled(cell) else None

    def where(self, slot: Slot, value: str = "", nth: int = 0) -> Where:
        """Say where a slot stands; of a long text, its `nth` paragraph."""
        first = self.located.places.get(slot.path, slot.box)
        return where(slot, Box(first.sheet, first.row + nth, first.column) if nth else first, value)

    def fact(self, slot: Slot, value: Decimal | str | None, shown: Value = None) -> None:
        """Take a value as what a cell says; checks see `shown` instead where that is given."""
        self.facts[slot.path] = Fact(slot.path, value, self.located.places.get(slot.path, slot.box))
        self.values[slot.path] = shown if shown is not None else value

    def blame(self, slot: Slot, problem: Problem, cell: RawCell | None, nth: int = 0) -> None:
        """Take a cell for no fact: one finding speaks for it, and checks see what stands there."""
        shown = spelled(cell)
        words: dict[str, Any] = dict(problem.words)
        self.findings.append(finding(problem.name, [self.where(slot, shown, nth)], **words))
        self.blamed.add(slot.path)
        self.values[slot.path] = Error(shown) if cell is not None and cell.kind == "error" else shown

    def note(self, name: str, slot: Slot, cell: RawCell | None, note: Both, nth: int = 0) -> None:
        """Note a normalisation."""
        self.notes.append(finding(name, [self.where(slot, spelled(cell), nth)], note=note))

    def blank(self, slot: Slot) -> None:
        """Take a blank as the form has it: missing, or left out."""
        required = slot.traits.required or "hard"
        if required == "no":
            self.fact(slot, None if slot.traits.numeric else "")
            return
        severity: Severity = required  # type: ignore[assignment]
        if severity == "warning" and slot.traits.sentence:
            self.findings.append(finding("sentence-used", [self.where(slot)]))
        else:
            needed = slot.kind == "input" or slot.traits.numeric or severity == "hard"
            name = "missing" if needed else "missing-text"
            self.findings.append(finding(name, [self.where(slot)], severity=severity))
        if severity == "hard":
            self.blamed.add(slot.path)
        else:
            self.fact(slot, None if slot.traits.numeric else "")

    def figure(self, slot: Slot, cell: RawCell | None, mode: str, zeros: list[Slot]) -> None:
        """Read one figure."""
        declared = mode != BY_CELL
        if cell is None:
            if declared and slot.traits.required != "no":
                zeros.append(slot)
                self.zero(slot, None)
            else:
                self.blank(slot)
            return
        if problem := unsure_figure(cell.text) or self.differs(slot, cell, figure=True):
            self.blame(slot, problem, cell)
            return
        # A dash means different things: not applicable, nothing, or a figure that somebody left out.
        marked = cell.kind == "text" and cell.formula is None and is_mark(cell.text)
        if marked and slot.traits.not_applicable:
            self.fact(slot, None, MARKS[0])
        elif marked and declared:
            zeros.append(slot)
            self.zero(slot, cell)
        elif marked:
            self.blame(slot, Problem("mark-not-allowed"), cell)
        else:
            self.number(slot, cell)

    def zero(self, slot: Slot, cell: RawCell | None) -> None:
        """Take a declared zero; checks see a blank or the mark that formulas know, whichever dash was typed."""
        self.facts[slot.path] = Fact(slot.path, Decimal(0), self.located.places.get(slot.path, slot.box))
        self.values[slot.path] = MARKS[0] if cell else None

    def number(self, slot: Slot, cell: RawCell) -> None:
        """Read a figure out of a cell that is not blank and no mark."""
        value, noted = figure_in(cell, self.formats.get(cell.style), self.shift, slot)
        problem = value if isinstance(value, Problem) else demands(value, slot.traits)
        if problem is None and isinstance(value, Decimal):
            self.notes += [finding(each.name, [self.where(slot, spelled(cell))], note=each.note) for each in noted]
            self.fact(slot, value)
        elif problem is not None:
            self.blame(slot, problem, cell)
            # The formulas of the workbook see a figure that its type does not take; so do checks.
            if isinstance(value, Decimal):
                self.values[slot.path] = value

    def differs(self, slot: Slot, cell: RawCell, figure: bool = False) -> Problem | None:
        """Say where a cell shows another text than the one it stores."""
        code = self.formats.get(cell.style)
        if code is None or cell.kind != "text" or cell.formula is not None:
            return None
        return text_against(code, cell.text, slot if figure else None)

    # -- Words

    def word(self, slot: Slot, cell: RawCell | None) -> None:
        """Read a text, a choice or a date of one cell."""
        if cell is not None and cell.formula is None and cell.kind != "text" and slot.traits.kind == "date":
            self.day(slot, cell, day_told(cell, self.formats.get(cell.style), self.shift))
            return
        text = "" if cell is None else self.text_of(slot, cell)
        if text is None:
            return
        # Blanks around a word would make another unit, choice or date of it.
        typed, text = text, text.strip()
        if text and text != typed:
            self.note("cleaned-text", slot, cell, TRIMMED)
        if not text:
            self.blank(slot)
        elif slot.traits.kind == "date":
            self.day(slot, cell, text if day_in(text) else Problem("not-a-date"))
        elif slot.traits.kind == "choice" and text not in (slot.traits.choices or ()):
            self.blame(slot, Problem("not-a-choice", (("choices", "、".join(slot.traits.choices or ())),)), cell)
        else:
            self.findings += unknown_sentences(self.layout.form, text, self.where(slot))
            self.fact(slot, text)

    def day(self, slot: Slot, cell: RawCell | None, day: str | Problem) -> None:
        """Take a date, or blame what is none."""
        if isinstance(day, Problem):
            self.blame(slot, day, cell)
        else:
            self.fact(slot, day)

    def text_of(self, slot: Slot, cell: RawCell, nth: int = 0) -> str | None:
        """Give the words of a cell; None when a finding was made of it instead."""
        if unsure := unsure_words(cell):
            self.blame(slot, unsure, cell, nth)
            return None
        # What is shown is read, for that is what whoever typed it looked at.
        seen = told(cell, self.formats.get(cell.style), self.shift)
        if isinstance(seen, Problem):
            self.blame(slot, seen, cell, nth)
            return None
        if seen.note:
            self.note("shown-text", slot, cell, seen.note, nth)
        if cell.kind != "text":
            return seen.text
        text, changed = clean(cell.text)
        if changed:
            self.note("cleaned-text", slot, cell, changed, nth)
        if unknown := private(text):
            self.note("private-character", slot, cell, unknown, nth)
        if raised := raised_letters(cell.text):
            self.note("raised-text", slot, cell, raised, nth)
        return text

    def field(self, slot: Slot) -> None:
        """Read one field of the cover, a part, a note or a reason."""
        if slot.path in self.located.lost:
            return
        if slot.cells:
            self.long_text(slot)
        elif slot.traits.numeric:
            self.figure(slot, self.raw(slot), BY_CELL, [])
        else:
            self.word(slot, self.raw(slot))

    def long_text(self, slot: Slot) -> None:
        """Join the paragraph cells by line feeds; blank paragraphs are left out."""
        cells = self.located.cells[slot.path]
        read = [self.text_of(slot, literal(cell), nth) for nth, cell in enumerate(cells) if cell is not None]
        texts = [text for text in read if text is not None]
        # A paragraph that cannot be relied on is blamed for all of them: half a text is none.
        if len(texts) < len(read):
            return
        whole = "\n".join(texts)
        joined = tidied(whole)
        if any(line != line.rstrip() for line in whole.split("\n") if line.strip()):
            self.note("cleaned-text", slot, None, TRIMMED_ENDS)
        self.findings += unknown_sentences(self.layout.form, joined, self.where(slot))
        if joined:
            self.fact(slot, joined)
        else:
            self.blank(slot)


# -- All cells


def read_values(layout: Layout, located: Located, formats: Mapping[int, str], shift: int = 0) -> Values:
    """Read every input and field; `formats` are the particular number formats by style, `shift` days from 1900."""
    reader = _PointReader(layout, located, formats, shift)
    # The way of filling decides what a blank means: it is known before any table is read.
    reader.modes()
    inputs: dict[str, list[Slot]] = {table.name: [] for table in layout.form.tables}
    for slot in layout.of_kind("input"):
        inputs[table_of(slot.path)].append(slot)
    for name, slots in inputs.items():
        reader.table(name, slots)
    for slot in layout.of_kind("field"):
        if not slot.path.endswith(".mode"):
            reader.field(slot)
    return reader.out


class _PointReader(CellReader):
    """Reads whole tables, each by its way of filling."""

    def __init__(self, layout: Layout, located: Located, formats: Mapping[int, str], shift: int) -> None:
        super().__init__(layout, located, formats, shift)
        self.mode: dict[str, str] = {}

    # -- The way of filling

    def modes(self) -> None:
        """Read each table's way of filling; not chosen, or not one of the list, is cell by cell."""
        for slot in self.layout.of_kind("field"):
            if (path := slot.path).endswith(".mode"):
                cell = self.raw(slot)
                text = (self.text_of(slot, cell) or "").strip() if cell else ""
                if text and text not in MODES:
                    self.blame(slot, Problem("not-a-choice", (("choices", "、".join(MODES)),)), cell)
                self.mode[path.removesuffix(".mode")] = text if text in MODES else BY_CELL
                self.values[path] = text if text in MODES else None

    # -- A table

    def table(self, name: str, slots: list[Slot]) -> None:
        """Read a table's inputs; a table nobody touched, or nil with figures in it, is one finding."""
        mode = self.mode.get(name, BY_CELL)
        present = [slot for slot in slots if slot.path not in self.located.lost]
        # A wholly blank table with nothing chosen is one finding, not one a cell.
        asked = mode == BY_CELL and name in self.mode and bool(present)
        if asked and not any(self.touched(slot) for slot in present) and not self.prefilled(present):
            self.untouched(present)
            return
        zeros: list[Slot] = []
        for slot in present:
            cell = self.raw(slot)
            if slot.traits.numeric:
                self.figure(slot, cell, mode, zeros)
            else:
                self.word(slot, cell)
        if zeros:
            self.notes.append(finding("declared-zeros", [self.where(slot) for slot in zeros], mode=mode))
        if mode == NIL:
            self.nil(name, slots)

    def touched(self, slot: Slot) -> bool:
        """Tell whether somebody filled a cell: what a blank workbook may hold already does not count."""
        return (
            self.raw(slot) is not None and slot.path not in self.layout.form.prefills and slot.traits.required != "no"
        )

    def prefilled(self, slots: list[Slot]) -> bool:
        """Tell whether all that is needed was there before anybody typed."""
        needed = [slot for slot in slots if slot.traits.required != "no"]
        return bool(needed) and all(self.raw(slot) is not None for slot in needed)

    def untouched(self, slots: list[Slot]) -> None:
        needed = [slot for slot in slots if slot.traits.required != "no"]
        if len(needed) == 1:
            self.blank(needed[0])
        elif needed:
            self.findings.append(finding("blank-table", [self.where(slot) for slot in needed]))
        self.blamed.update(slot.path for slot in slots)

    def nil(self, name: str, slots: list[Slot]) -> None:
        """Blame all figures of a table said to hold none; what was blamed already keeps its own finding."""
        filled = [slot for slot in slots if slot.path in self.facts and self.facts[slot.path].value]
        figures = [slot for slot in filled if slot.traits.numeric]
        if figures:
            cells = [self.where(slot, str(self.facts.pop(slot.path).value)) for slot in figures]
            self.findings.append(finding("figures-in-nil-table", cells))
            self.blamed.update(slot.path for slot in figures)
