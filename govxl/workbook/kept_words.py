"""Words that nobody read and a returned workbook keeps at the end of its list: read there again when it comes back.

They belong to the return as much as when they stood beside its form; only they are no answer to it.
"""

from collections.abc import Iterator

from govxl.form.words import PROBLEMS_SHEET
from govxl.workbook.leftovers import KINDS, Leftover, mark_of_text
from govxl.workbook.reader import RawWorkbook

__all__ = ["UNREAD", "carried_over"]

UNREAD = "没有读取的内容"
"""What the part of a returned workbook's list is called that keeps words nobody read."""


def carried_over(raw: RawWorkbook, own: str) -> Iterator[Leftover]:
    """Yield what the list of a returned workbook keeps of words that stood in the one before, as written there."""
    ours = frozenset(own.split())
    kinds = {words.zh: kind for kind, words in KINDS.items()}
    cells = next((sheet.cells for sheet in raw.sheets if sheet.name == PROBLEMS_SHEET), {}) if ours else {}
    below = False
    for row in sorted({at[0] for at in cells}):
        head, sheet, cell, what, text = (each.text if (each := cells.get((row, n))) else "" for n in range(1, 6))
        if head.strip():
            below = head.startswith(UNREAD) and mark_of_text(head) in ours
        elif below and text and mark_of_text(text) in ours:
            yield Leftover(kinds.get(what.strip(), "cell"), sheet, cell, text)
