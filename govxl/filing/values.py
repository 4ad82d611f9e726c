"""Raw cells to facts, or findings: every input ends as exactly one of the two.

What formulas see is kept beside the facts (`Values.values`), so that checks are judged over exactly what was read.
"""

from collections.abc import Mapping

from govxl.filing.cell_reader import CellReader, Values
from govxl.filing.figures import Problem
from govxl.findings import finding
from govxl.form.layout import Layout
from govxl.form.places import Slot
from govxl.form.words import BY_CELL, MODES, NIL
from govxl.workbook.located import Located

__all__ = ["Values", "read_values"]


def read_values(layout: Layout, located: Located, formats: Mapping[int, str], shift: int = 0) -> Values:
    """Read every input and field; `formats` are the particular number formats by style, `shift` days from 1900."""
    reader = _Reader(layout, located, formats, shift)
    reader.modes()
    for table in layout.form.tables:
        reader.table(
            table.name,
            [slot for path, slot in layout.slots.items() if slot.kind == "input" and path.startswith(f"{table.name}.")],
        )
    for slot in layout.slots.values():
        if slot.kind == "field" and not slot.path.endswith(".mode"):
            reader.field(slot)
    return reader.out


class _Reader(CellReader):
    """Reads whole tables, each by its way of filling."""

    def __init__(self, layout: Layout, located: Located, formats: Mapping[int, str], shift: int) -> None:
        super().__init__(layout, located, formats, shift)
        self.mode: dict[str, str] = {}

    # -- The way of filling

    def modes(self) -> None:
        """Read each table's way of filling; not chosen, or not one of the list, is cell by cell."""
        for path, slot in self.layout.slots.items():
            if slot.kind == "field" and path.endswith(".mode"):
                cell = self.raw(slot)
                text = (self.text_of(slot, cell) or "").strip() if cell else ""
                if text and text not in MODES:
                    self.blame(slot, Problem("not-a-choice", (("choices", "、".join(MODES)),)), cell)
                self.mode[path.removesuffix(".mode")] = text if text in MODES else BY_CELL
                self.out.values[path] = text if text in MODES else None

    # -- A table

    def table(self, name: str, slots: list[Slot]) -> None:
        """Read a table's inputs; a table nobody touched, or nil with figures in it, is one finding."""
        mode = self.mode.get(name, BY_CELL)
        present = [slot for slot in slots if slot.path not in self.located.lost]
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
            self.out.notes.append(finding("declared-zeros", [self.where(slot) for slot in zeros], mode=mode))
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
            self.out.findings.append(finding("blank-table", [self.where(slot) for slot in needed]))
        self.out.blamed.update(slot.path for slot in slots)

    def nil(self, name: str, slots: list[Slot]) -> None:
        """Blame all figures of a table said to hold none; what was blamed already keeps its own finding."""
        filled = [slot for slot in slots if slot.path in self.out.facts and self.out.facts[slot.path].value]
        figures = [slot for slot in filled if slot.traits.numeric]
        if figures:
            cells = [self.out.facts.pop(slot.path).place for slot in figures]
            self.out.findings.append(finding("figures-in-nil-table", cells))
            self.out.blamed.update(slot.path for slot in figures)
