"""A sheet while it is being drawn: labels, cells and heights collected row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from govxl.form.model import CellType
from govxl.language.expressions import Cell, Node
from govxl.layout.places import Box, Label, Sheet, Slot

__all__ = ["SheetBuilder", "shown_again"]

TEXT = CellType(type="text")


def shown_again(path: str) -> Node:
    """Show what another cell shows."""
    return Cell(path, text=True)


@dataclass(slots=True)
class SheetBuilder:
    """One sheet in the making; rows and columns count from 1."""

    name: str
    labels: list[Label] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    def box(self, row: int, column: int, columns: int = 1, rows: int = 1) -> Box:
        """Name a cell or block of this sheet."""
        return Box(self.name, row, column, rows, columns)

    def label(self, box: Box, text: str, role: str, link: Box | None = None) -> None:
        """Print words."""
        self.labels.append(Label(box, text, role, link))

    def shown(self, path: str, box: Box, formula: Node, role: str, labels: tuple[str, ...] = ()) -> None:
        """Place a locked cell that shows what a tree works out."""
        self.slots.append(Slot(path, box, "shown", TEXT, labels, formula=formula, role=role))

    def add(self, items: Iterable[Label | Slot]) -> None:
        """Take over what was drawn elsewhere."""
        for item in items:
            if isinstance(item, Label):
                self.labels.append(item)
            else:
                self.slots.append(item)

    def sheet(
        self,
        widths: Mapping[int, float],
        colour: str = "",
        *,
        print_area: Box | None = None,
        landscape: bool = False,
        freeze: tuple[int, int] | None = None,
        hidden: bool = False,
    ) -> Sheet:
        """Finish the drawing."""
        return Sheet(
            self.name, tuple(self.labels), tuple(self.slots), widths, self.heights,
            print_area, landscape, freeze, hidden, colour,
        )  # fmt: skip
