"""Cells that staff typed into and that a conditional format may show as something else: what was seen nobody knows."""

from collections.abc import Iterator

from govxl.addresses import Place
from govxl.filing.figures import Problem, is_filled, shortest
from govxl.filing.model import Findings, WorkbookReading
from govxl.filing.shown import figure_against, text_against
from govxl.filing.texts import spelled
from govxl.findings.finding import Finding, finding
from govxl.layout.places import Box, Slot
from govxl.workbook.located import where
from govxl.workbook.match_sheets import areas_in, within
from govxl.xlsx.cells import Condition, RawCell

__all__ = ["conditional_looks"]


def conditional_looks(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Name the cells that may show other than was typed, once a sheet, whether or not the condition holds just now."""
    for sheet in reading.raw.sheets:
        if not sheet.conditions:
            continue
        typed = _typed_on(reading, sheet.name)
        odd = {
            at
            for each in sheet.conditions
            for at in within(typed, areas_in(each.areas))
            if _shows_other(each, *typed[at], reading.raw.shift)
        }
        if odd:
            boxes = ((at, Box(sheet.name, *at)) for at in typed if at in odd)
            yield finding("conditional-look", [where(typed[at][0], box, spelled(typed[at][1])) for at, box in boxes])


def _typed_on(reading: WorkbookReading, sheet: str) -> dict[Place, tuple[Slot, RawCell]]:
    """Give what was typed on a sheet, by its place."""
    typed: dict[Place, tuple[Slot, RawCell]] = {}
    for slot in reading.layout.inputs():
        box = reading.located.places.get(slot.path)
        if box and box.sheet == sheet:
            for nth, cell in enumerate(reading.located.cells.get(slot.path, ())):
                if cell and is_filled(cell):
                    typed[box.row + nth, box.column] = slot, cell
    return typed


def _shows_other(condition: Condition, slot: Slot, cell: RawCell, shift: int) -> bool:
    if condition.hides or not condition.code:
        return condition.hides
    if cell.kind == "text":
        return text_against(condition.code, cell.text, slot if slot.traits.numeric else None) is not None
    figure = shortest(cell.text) if cell.kind == "number" else None
    if figure is None or isinstance(figure, Problem):
        return False  # that is told of by itself
    return isinstance(figure_against(figure, condition.code, shift, slot), Problem)
