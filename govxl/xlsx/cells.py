"""What a returned workbook says, raw: its sheets, their cells, and what somebody wrote beside these.

Nothing here reads a file, and no number is converted.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from govxl.addresses import Place
from govxl.bounds import FARTHEST_COLUMN, FARTHEST_ROW
from govxl.findings.finding import Both

__all__ = [
    "FARTHEST_COLUMN", "FARTHEST_ROW", "FAR_KEPT", "MAX_TEXT", "Aside", "Comment", "Condition", "Dress", "Kind",
    "RawCell", "RawSheet", "RawWorkbook", "Relation", "Unseen",
]  # fmt: skip

MAX_TEXT = 32_767  # characters a cell can hold in every office suite
FAR_KEPT = 200  # cells beyond the farthest that are kept all the same, for their words

Kind = Literal["number", "text", "boolean", "error", "date"]


class RawCell(NamedTuple):
    """What one cell says.

    `text`: a number as spelt in the file, "" for a formula without a result, booleans "1" or "0". `formula` has no
    equals sign; None where there is none. `style` is an index into the workbook's cell formats.
    A named tuple, for making one takes a quarter of the time of a frozen dataclass.
    """

    kind: Kind
    text: str
    formula: str | None
    style: int


class Comment(NamedTuple):
    """A remark somebody hung on a cell."""

    cell: str
    text: str


class Aside(NamedTuple):
    """What somebody wrote or put outside all cells: its kind (`unread_cells.KINDS`), the cell it is at, any words."""

    kind: str
    cell: str
    text: str


class Relation(NamedTuple):
    """A pointer from one part: `kind` is the last word of its type; `target` as written."""

    kind: str
    target: str
    external: bool


class Unseen(NamedTuple):
    """Rows, and columns as (first, last), that nobody sees."""

    rows: frozenset[int] = frozenset()
    columns: tuple[tuple[int, int], ...] = ()

    def covers(self, rows: range, columns: range) -> bool:
        """Tell whether nothing is seen of a cell, or of the block it was merged to."""
        # A merged cell is seen as long as one of its rows and one of its columns is.
        hidden = all(any(first <= column <= last for first, last in self.columns) for column in columns)
        return hidden or all(row in self.rows for row in rows)


class Dress(NamedTuple):
    """What a condition puts over a cell's own format: a number format, and whether its letters do not simply show."""

    code: str = ""
    hides: bool = False


class Condition(NamedTuple):
    """What cells of these areas (as written) may show under a condition: by another number format, or nothing."""

    areas: tuple[str, ...]
    code: str = ""
    hides: bool = False


class RawSheet(NamedTuple):
    """One sheet: cells by (row, column) from 1; blank cells are left out.

    `open` holds the blank cells that staff may type into, `protected` tells whether the sheet lock is on, `validated`
    which areas refuse what does not fit (as written, such as `D6:I7`). `far` counts the cells with content beyond
    FARTHEST_ROW and FARTHEST_COLUMN; only the first FAR_KEPT of them are among the cells. `asides` is what lies over
    the cells, or belongs to none; `unseen` are the rows and columns that are hidden or have no height or width;
    `conditions` are those under which cells may show other than they say.
    """

    name: str
    state: str
    cells: dict[Place, RawCell]
    merges: tuple[str, ...] = ()
    protected: bool = False
    open: frozenset[Place] = frozenset()
    validated: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    far: int = 0
    asides: tuple[Aside, ...] = ()
    unseen: Unseen = Unseen()
    conditions: tuple[Condition, ...] = ()

    @property
    def left_out(self) -> int:
        """Cells with content that were counted and not kept."""
        return max(0, self.far - FAR_KEPT)

    def is_open(self, at: Place, unlocked: frozenset[int]) -> bool:
        """Whether staff may type into a cell; `unlocked` are the workbook's formats that let them."""
        cell = self.cells.get(at)
        return cell.style in unlocked if cell else at in self.open


class RawWorkbook(NamedTuple):
    """What a file says. `unlocked` holds indices a cell's `style` may have; `size` is in bytes.

    `formats` gives the number format of those indices that have a particular one, neither General nor text.
    `names` are those that belong to no one sheet; `properties` the custom ones, as text whatever their type; `shift` is
    to be added to the number of a date, so that it counts from 1900; `manual` is the mode of calculation; `active`
    names what is embedded or reaches outside; `asides` are words that belong to no sheet.
    """

    sheets: tuple[RawSheet, ...]
    names: dict[str, str]
    properties: dict[str, str]
    unlocked: frozenset[int]
    formats: Mapping[int, str]
    producer: str
    sha256: str
    size: int
    shift: int = 0
    manual: bool = False
    active: tuple[Both, ...] = ()
    asides: tuple[Aside, ...] = ()
