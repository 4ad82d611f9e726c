"""What stands in a workbook and belongs to no cell of its form: drafts, remarks, replies, other sheets.

A returned workbook keeps these words at the end of its list; they are read there again when it comes back.
"""

import re
from collections.abc import Container, Iterator
from functools import cache
from hashlib import sha256

from govxl.addresses import Place, address
from govxl.layout.layout import Layout
from govxl.layout.own_pages import is_sheet_mark
from govxl.layout.places import Slot
from govxl.words import PROBLEMS_SHEET, RETURN_MARK
from govxl.workbook.issued import Original, originals
from govxl.workbook.located import KINDS, Leftover, Located
from govxl.workbook.same_text import plain_formula, shape_of, squeezed
from govxl.xlsx.cells import Aside, RawCell, RawSheet, RawWorkbook

__all__ = ["UNREAD", "carried_over", "leftovers", "mark_of_text"]

PROPERTIES = {
    "title": "标题", "subject": "主题", "description": "备注", "keywords": "标记", "category": "类别",
    "contentStatus": "状态", "Manager": "经理", "HyperlinkBase": "超链接基础",
}  # fmt: skip
"""What office programs call the properties of a document."""

MAX_FORMULA, LONGEST_OURS, MOST_COMPARED = 8_192, 2_100, 4_000
"""Characters of a formula and of our comments, and how many of them in one workbook are held against ours at length."""

WIDE_FROM, WIDE_TO = "\u2e80", "\u9fff"
"""Chinese letters. A custom property in these is a person's; those of programs are not."""


def mark_of_text(text: str) -> str:
    """Tell our own words in a returned workbook from what others add: 8 hexadecimal digits."""
    return sha256((squeezed(text) or text).encode("utf-8", "replace")).hexdigest()[:8]


def leftovers(
    layout: Layout, raw: RawWorkbook, located: Located, fingerprint: str, own: str, returned: bool
) -> Iterator[Leftover]:
    """Yield what somebody wrote or put into a workbook that is no input or field of its form.

    `own` are the marks of the words that a return wrote, if this one was `returned`. Of a workbook made with other
    words (`fingerprint`) numbers and what stands beside the form: texts within it may be the form's own.
    """
    finder = _Finder(layout, located, frozenset(own.split()), returned, fingerprint == layout.fingerprint)
    for sheet in raw.sheets:
        if sheet.name == PROBLEMS_SHEET and returned and not finder.ours:
            continue  # returned by a govxl that did not yet mark its words
        yield from finder.sheet(sheet)
    custom = (
        Aside("property", name, text.strip())
        for name, text in raw.properties.items()
        if not name.startswith("govxl.") and any(WIDE_FROM <= letter <= WIDE_TO for letter in name + text)
    )
    for aside in (*raw.asides, *custom):
        if not (
            aside.kind == "property" and aside.cell == "title" and squeezed(aside.text) == squeezed(layout.form.title)
        ):
            named = f"{PROPERTIES.get(aside.cell, aside.cell)}：" if aside.kind in ("property", "name") else ""
            yield Leftover(aside.kind, "", "", named + aside.text)


@cache
def _known(layout: Layout) -> frozenset[str]:
    """Give all words printed in a workbook of the layout, and the help on its cells, squeezed."""
    labels = {text for each in originals(layout) for text in each.known}
    helps = {squeezed(slot.traits.prompt) for slot in layout.slots.values()}
    return frozenset((labels | helps) - {""})  # which is what a text too long for a label is squeezed to


@cache
def _shapes(layout: Layout) -> frozenset[str]:
    """Give all formulas of the layout, whatever cells they name."""
    return frozenset(shape_of(text) for text in layout.texts.values())


class _Finder:
    """Tells what is somebody's on the sheets of one workbook."""

    def __init__(self, layout: Layout, located: Located, ours: frozenset[str], returned: bool, current: bool) -> None:
        self.layout, self.ours, self.returned, self.current = layout, ours, returned, current
        self.sheets = {each.name: each for each in originals(layout)}
        self.compared = 0
        # By sheet: which cells were read, and which of these nobody should have typed into.
        self.read: dict[str, set[Place]] = {}
        self.locked: dict[str, list[tuple[Place, Slot]]] = {}
        slots, cells = layout.slots, located.cells
        for path, box in located.places.items():
            read = self.read.setdefault(box.sheet, set())
            read.add((box.row, box.column))
            if len(cells[path]) > 1:
                read.update((box.row + n, box.column) for n in range(1, len(cells[path])))
            elif slots[path].kind in ("computed", "prior", "carried"):
                self.locked.setdefault(box.sheet, []).append(((box.row, box.column), slots[path]))

    def sheet(self, sheet: RawSheet) -> Iterator[Leftover]:
        """Yield what was written on a sheet: into cells, over them, on them."""
        original = self.sheets.get(sheet.name)
        if original is None:
            yield Leftover("sheet", sheet.name, "", sheet.name)
        yield from self.cells(sheet, original)
        for comment in sheet.comments:
            if kind_and_text := self.comment(comment.text):
                yield Leftover(kind_and_text[0], sheet.name, comment.cell, kind_and_text[1])
        for aside in sheet.asides:
            if aside.kind != "prompt" or (self.current and squeezed(aside.text) not in _known(self.layout)):
                yield Leftover(aside.kind, sheet.name, aside.cell, aside.text)

    # -- Cells

    def cells(self, sheet: RawSheet, original: Original | None) -> Iterator[Leftover]:
        """Yield what stands in cells that nobody reads, and words in those that only figures should stand in."""
        read: Container[Place] = self.read.get(sheet.name, ())
        # Within a form made with other words, texts may be its own: of these only figures are somebody's.
        below = right = 0
        if original and not self.current:
            boxes = [label.box for label in original.sheet.labels] + [slot.box for slot in original.sheet.slots]
            below = max(box.row + box.rows - 1 for box in boxes)
            right = max(box.column + box.columns - 1 for box in boxes)
        labels = original.labels if original else {}
        printed = original.filled if original and self.current else ()
        kind = "reply" if sheet.name == PROBLEMS_SHEET and self.returned else "cell"
        for at, cell in sheet.cells.items():
            label = labels.get(at)
            if at in read or (label is not None and label.text == cell.text and cell.formula is None):
                continue
            mine = self.is_ours(cell) if cell.formula is None else self.is_our_formula(original, at, cell.formula)
            if mine or not (at[0] > below or at[1] > right or (cell.kind == "number" and cell.formula is None)):
                continue
            over, text = "locked" if kind == "cell" and at in printed else kind, cell.text.strip()
            if cell.formula is not None:
                # The words that a formula shows are somebody's as well, unless it spells them.
                shown = f"（显示：{text}）" if cell.kind == "text" and text and text not in cell.formula else ""
                text = f"={cell.formula}{shown}"
            yield Leftover(over, sheet.name, address(*at), text)
        for at, slot in self.locked.get(sheet.name, ()):
            there = sheet.cells.get(at)
            if there and self.is_written_over(slot, there):
                over = "reply" if slot.path.startswith("returned.") else "locked"
                yield Leftover(over, sheet.name, address(*at), there.text.strip())
        if sheet.left_out:
            yield Leftover(kind, sheet.name, "", f"离表格很远的地方还有 {sheet.left_out} 格有内容，见原来的文件")

    def is_written_over(self, slot: Slot, cell: RawCell) -> bool:
        """Tell whether words stand where a figure, or words of the office's, should."""
        text = cell.text.strip()
        if cell.kind != "text" or cell.formula is not None or not text:
            return False
        if slot.kind == "carried":
            told = slot.path in ("returned.summary", "returned.remark")
            known = bool(self.ours) or (self.current and not self.returned)
            return told and known and mark_of_text(cell.text) not in self.ours
        # The head of last year's figures holds a year, an edition and a digest of 64 digits; anything else is
        # somebody's.
        return slot.traits.numeric or not re.fullmatch(r"[\w.+-]{0,64}", text, re.ASCII)

    def is_ours(self, cell: RawCell) -> bool:
        """Tell whether a text is the form's, or one that a return wrote."""
        text = cell.text.strip()
        if not text or is_sheet_mark(text) or squeezed(text) in _known(self.layout):
            return True
        return bool(self.ours) and mark_of_text(cell.text) in self.ours

    def is_our_formula(self, original: Original | None, at: Place, formula: str) -> bool:
        """Tell whether a formula is the form's: in its place, or wherever its line has moved to."""
        known = original.formulas.get(at) if original else None
        if known and formula in (self.layout.texts[known[0].path], known[1]):
            return True
        if not formula or (known and plain_formula(formula) == known[1]):
            return True
        self.compared += 1
        short = len(formula) <= MAX_FORMULA and self.compared <= MOST_COMPARED
        return short and shape_of(formula) in _shapes(self.layout)

    # -- Comments

    def comment(self, text: str) -> tuple[str, str] | None:
        """Give a comment that is not ours, or what somebody added to one of ours, with its kind."""
        if not (self.returned and text.startswith(RETURN_MARK)):
            return ("comment", text.strip()) if text.strip() else None
        if not self.ours or mark_of_text(text) in self.ours:
            return None
        # People answer below our words: the longest beginning that is ours is taken off, line by line.
        kept = text[:LONGEST_OURS]
        while (end := kept.rfind("\n")) > 0 and self.compared < MOST_COMPARED:
            kept = kept[:end]
            self.compared += 1
            if mark_of_text(kept) in self.ours:
                return "reply", text[end:].strip()
        return "reply", text.strip()


# -- Words kept in a returned workbook


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
