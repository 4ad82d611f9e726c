"""What stands in a workbook and belongs to no cell of its form: drafts, remarks, other sheets, comments.

It is not read; whoever makes the workbook again lists it, so that nobody's words are lost.
"""

from collections.abc import Iterator

from govxl.findings import Where
from govxl.form.layout import Layout
from govxl.form.ledger import is_mark
from govxl.form.words import IDENTITY_SHEET, PROBLEMS_SHEET, RETURN_MARK
from govxl.workbook.addresses import Place, address
from govxl.workbook.cells import RawCell, RawSheet
from govxl.workbook.likeness import squeezed
from govxl.workbook.located import Located
from govxl.workbook.original import originals
from govxl.workbook.reader import RawWorkbook

__all__ = ["leftovers"]


def leftovers(layout: Layout, raw: RawWorkbook, located: Located, fingerprint: str) -> Iterator[Where]:
    """Yield the cells nobody reads, with all that stands in them, and the comments of staff (`label` then says so).

    Of a workbook made with other words (`fingerprint`) only sheets that are none of the form's and comments: its other
    words may be the form's own.
    """
    known = frozenset(text for each in originals(layout) for text in each.known)
    own = {IDENTITY_SHEET, PROBLEMS_SHEET}
    if fingerprint != layout.fingerprint:
        own |= {sheet.name for sheet in layout.sheets}
    for sheet in raw.sheets:
        read = _read(located, sheet)
        for at, cell in () if sheet.name in own else sheet.cells.items():
            if at not in read and cell.formula is None and not _is_ours(cell, known):
                yield Where(sheet.name, address(at), "", "", cell.text.strip())
        for comment in sheet.comments:
            if not comment.text.startswith(RETURN_MARK):
                yield Where(sheet.name, comment.cell, "", "批注", comment.text.strip())


def _read(located: Located, sheet: RawSheet) -> frozenset[Place]:
    """Say which cells of a sheet were read."""
    places = ((box, len(located.cells[path])) for path, box in located.places.items() if box.sheet == sheet.name)
    return frozenset((box.row + n, box.column) for box, cells in places for n in range(cells))


def _is_ours(cell: RawCell, known: frozenset[str]) -> bool:
    text = cell.text.strip()
    return not text or is_mark(text) or squeezed(text) in known
