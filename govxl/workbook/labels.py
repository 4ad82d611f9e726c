"""Labels as witnesses: whose label a text is, and what the labels around a place say of it.

A text is a label's own, however reworded, or nearer to another's; only cells that do not stand as issued are looked at
closely.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from govxl.addresses import Place
from govxl.layout.layout import Layout
from govxl.layout.places import Box, Label, Slot
from govxl.workbook.issued import Original, labels_in, originals, place_of
from govxl.workbook.same_text import may_say, said, squeezed
from govxl.xlsx.cells import RawCell, RawSheet

__all__ = ["Witnesses", "Word", "is_anothers"]

LONGEST = 120
"""Letters of a label that are compared; two labels of one form differ before."""

SUBSTANTIAL, COVERED = 0.5, 0.8
"""How like another label a text must be to be taken for it: of both texts together, or of the text alone."""

OWN_WITHIN = 0.8
"""How near a text is at least to a label that it holds whole."""

SAME_NUMBER = 0.2
"""What the same numbering adds: it tells labels apart whose words do not."""

# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
_NUMBER = r"[(\[]?([一二三四五六七八九十百0-9]{1,4})(?:[)\].,、:]+|$)"
_SIGNS = re.compile(r"[\W_]+")


# -- Whose label it is


class _LabelWords(NamedTuple):
    """A label folded: its words, without signs, and its numbering apart."""

    words: str
    number: str


def is_anothers(text: str, own: str, others: Iterable[str]) -> bool:
    """Tell whether a text in the place of a label is nearer to another one than to its own.

    A label that was only reworded stays its own; one whose words are another's is not saved by a sign added to it.
    """
    mine, told = _folded(own), _folded(text)
    if not told.words or told.words == mine.words:
        return False
    near = 2 * _common(told.words, mine.words) / (len(told.words) + len(mine.words)) + _bonus(told, mine)
    if mine.words and mine.words in told.words:
        near = max(near, OWN_WITHIN)
    for other in dict.fromkeys(map(_folded, others)):
        if not other.words or other.words == mine.words:
            continue
        if told.words == other.words:
            return True
        if told.words.startswith(other.words) and not mine.words.startswith(other.words) and len(other.words) > 1:
            if told.words.startswith(mine.words):
                continue
            return True
        # Counting shared letters takes its time: not where even the shorter text whole would be too little.
        letters = len(told.words) + len(other.words)
        if 2 * min(len(told.words), len(other.words)) / letters + SAME_NUMBER <= near:
            continue
        common = _common(told.words, other.words)
        both = 2 * common / letters
        substantial = both >= SUBSTANTIAL or (common > 1 and common >= COVERED * len(told.words))
        if substantial and both + _bonus(told, other) > near:
            return True
    return False


def _bonus(one: _LabelWords, other: _LabelWords) -> float:
    return SAME_NUMBER if one.number and one.number == other.number else 0.0


@lru_cache(maxsize=4096)
def _common(one: str, other: str) -> int:
    """Count the letters that two texts share in one order."""
    from difflib import SequenceMatcher

    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


@lru_cache(maxsize=1024)
def _folded(text: str) -> _LabelWords:
    """Fold width, letter case, brackets, signs and blanks, and take the numbering off."""
    plain = unicodedata.normalize("NFKC", squeezed(text)[: 2 * LONGEST]).casefold()
    found = re.match(_NUMBER, plain)
    words = _SIGNS.sub("", plain[found.end() :] if found else plain)
    if found and not words:
        return _LabelWords(found[1], "")  # a label that is a number and no more
    return _LabelWords(words[:LONGEST], found[1] if found else "")


# -- What the labels around a place say


class Word(Enum):
    """What the labels around a place say: it is the right one, it is not, or they are gone."""

    CONFIRMED = "confirmed"
    VETOED = "vetoed"
    SILENT = "silent"


class Witnesses:
    """The labels of one returned workbook, asked about places on its sheets."""

    def __init__(self, layout: Layout, sheets: Mapping[str, RawSheet]) -> None:
        self.layout = layout
        self.sheets = sheets
        self.displaced: dict[str, frozenset[str]] = {}
        self.taken: dict[tuple[Label, tuple[RawCell | None, ...]], bool] = {}

    def word(self, original: Original, slot: Slot, at: Box) -> Word:
        """Ask the witnesses at a place: in its row they move with the row, above it with the column."""
        sheet = self.sheets[at.sheet]
        down, right = at.row - slot.box.row, at.column - slot.box.column
        word = Word.CONFIRMED
        vouching, around = _witnesses(self.layout, slot.path)
        for label in (*vouching, *around):
            cells = tuple(sheet.cells.get(place) for place in sorted(_places_of(label, slot, down, right)))
            texts = [squeezed(said(cell)) for cell in cells]
            if squeezed(label.text) in texts:
                continue
            displaced = self._displaced(original, sheet)
            # The label stands elsewhere now, or the one of another line stands here: this is another line.
            if label in vouching and (squeezed(label.text) in displaced or any(text in displaced for text in texts)):
                return Word.VETOED
            key = label, cells
            if key not in self.taken:
                kin = [each for each in original.witnesses if _kin(each) == _kin(label) and each.text != label.text]
                words = [may_say(cell) for cell in cells]
                others = [each.text for each in kin]
                self.taken[key] = any(text is None or is_anothers(text, label.text, others) for text in words)
            # In its place stands what may be any words, or what is nearer to another label's.
            if self.taken[key]:
                return Word.VETOED
            word = Word.SILENT if label in vouching else word
        return word

    def _displaced(self, original: Original, sheet: RawSheet) -> frozenset[str]:
        """Collect the labels that stand on a sheet where the form has them not."""
        key = f"{original.name}|{sheet.name}"
        if key not in self.displaced:
            labels = original.labels
            self.displaced[key] = frozenset(
                text
                for place, text in labels_in(original, sheet).items()
                if place not in labels or squeezed(labels[place].text) != text
            )
        return self.displaced[key]


def _places_of(label: Label, slot: Slot, down: int, right: int) -> set[Place]:
    """Say where a witness may stand when its slot moved so far; one over several lines may have stayed behind."""
    row, column = place_of(label.box)
    places = {(row + down, column + right)}
    if row <= slot.box.row < row + label.box.rows:
        places.add((row + down, column))
        places |= {(row, column), (row, column + right)} if label.box.rows > 1 else set()
    else:
        places.add((row, column + right))
        places |= {(row, column), (row + down, column)} if label.box.columns > 1 else set()
    return places


def _kin(label: Label) -> str:
    """Say among which labels one may be mistaken: rows among rows, columns among columns, blocks among blocks."""
    return {"header": "column", "beside": "column", "block": "block"}.get(label.role, "row")


@cache
def _witnesses(layout: Layout, path: str) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """Choose the labels that vouch for a slot: those of its row alone, or else the nearest; and all headers above.

    The others around it, the rest of its row and the title of its block, vouch for nothing, but may be another's.
    """
    slot = layout.slots[path]
    labels = next(each for each in originals(layout) if each.name == slot.box.sheet).witnesses
    beside = [
        la
        for la in labels
        if la.box.row <= slot.box.row < la.box.row + la.box.rows
        and la.box.column < slot.box.column
        and la.role != "header"
    ]
    above = [
        la
        for la in labels
        if la.role in ("header", "beside")
        and la.box.row < slot.box.row
        and la.box.column <= slot.box.column < la.box.column + la.box.columns
    ]
    # A label over several rows stands beside the cells of all of them: one of the row alone tells more.
    of_the_row = [la for la in beside if la.box.row == slot.box.row and la.box.rows == 1]
    near = of_the_row or sorted(beside, key=lambda la: la.box.column)[-1:]
    nearest = sorted(above, key=lambda la: la.box.row)[-1:]
    vouching = (*near, *nearest, *(la for la in above if la.role == "header" and la not in nearest))
    blocks = [la for la in labels if la.role == "block" and la.box.row < slot.box.row]
    return vouching, tuple(la for la in (*beside, *blocks[-1:]) if la not in vouching)
