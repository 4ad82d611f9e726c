"""What stands in a workbook and belongs to no cell of its form: drafts, remarks, replies, other sheets, comments.

It is not read; whoever makes the workbook again lists it, so that nobody's words are lost.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256

from govxl.findings import Where
from govxl.form.layout import Layout
from govxl.form.ledger import is_mark
from govxl.form.places import Sheet
from govxl.form.words import IDENTITY_SHEET, PROBLEMS_SHEET, RETURN_MARK
from govxl.workbook.addresses import Place, address
from govxl.workbook.cells import RawCell, RawSheet
from govxl.workbook.likeness import squeezed
from govxl.workbook.located import Located
from govxl.workbook.original import originals
from govxl.workbook.reader import RawWorkbook

__all__ = ["COMMENT", "leftovers", "mark_of_text"]

COMMENT = "批注"
"""What the place of a comment is called."""


def mark_of_text(text: str) -> str:
    """Tell our own words in a returned workbook from what others add: 8 hexadecimal digits."""
    return sha256(squeezed(text).encode("utf-8", "replace")).hexdigest()[:8]


def leftovers(layout: Layout, raw: RawWorkbook, located: Located, fingerprint: str, own: str) -> Iterator[Where]:
    """Yield the cells nobody reads, with all that stands in them, and the comments of staff (`label` then says so).

    `own` are the marks of the words that a return wrote. Of a workbook made with other words (`fingerprint`) numbers
    and what stands beside the form: texts within it may be the form's own.
    """
    known = frozenset(text for each in originals(layout) for text in each.known)
    ours = frozenset(own.split())
    forms = {} if fingerprint == layout.fingerprint else {sheet.name: sheet for sheet in layout.sheets}
    for sheet in raw.sheets:
        if sheet.name == IDENTITY_SHEET or (sheet.name == PROBLEMS_SHEET and not ours):
            continue
        read = _read(located, sheet)
        speaks = _within(forms.get(sheet.name))
        for at, cell in sheet.cells.items():
            mine = _is_ours(cell, known) or mark_of_text(cell.text) in ours
            if at not in read and cell.formula is None and not mine and speaks(at, cell):
                yield Where(sheet.name, address(at), "", "", cell.text.strip())
        for comment in sheet.comments:
            if not (comment.text.startswith(RETURN_MARK) and (not ours or mark_of_text(comment.text) in ours)):
                yield Where(sheet.name, comment.cell, "", COMMENT, comment.text.strip())


def _read(located: Located, sheet: RawSheet) -> frozenset[Place]:
    """Say which cells of a sheet were read."""
    places = ((box, len(located.cells[path])) for path, box in located.places.items() if box.sheet == sheet.name)
    return frozenset((box.row + n, box.column) for box, cells in places for n in range(cells))


def _within(form: Sheet | None) -> Callable[[Place, RawCell], bool]:
    """Tell whether what stands in a cell of a sheet may be somebody's; anything, on a sheet whose words are known."""
    if form is None:
        return lambda at, cell: True
    boxes = [label.box for label in form.labels] + [slot.box for slot in form.slots]
    right = max(box.column + box.columns - 1 for box in boxes)
    below = max(box.row + box.rows - 1 for box in boxes)
    return lambda at, cell: cell.kind == "number" or at[0] > below or at[1] > right


def _is_ours(cell: RawCell, known: frozenset[str]) -> bool:
    text = cell.text.strip()
    return not text or is_mark(text) or squeezed(text) in known
