"""What the cell of a label says, and whose label it is: its own, however reworded, or nearer to another's.

A cell that computes, or shows something else than it stores, says nothing for certain and confirms no place; only cells
that do not stand as issued are looked at closely.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from govxl.workbook.same_text import squeezed
from govxl.xlsx.cells import RawCell
from govxl.xlsx.traces import Traced

__all__ = ["is_anothers", "label_shown", "may_say", "said"]

LONGEST = 120
"""Letters of a label that are compared; two labels of one form differ before."""

SUBSTANTIAL, COVERED = 0.5, 0.8
"""How like another label a text must be to be taken for it: of both texts together, or of the text alone."""

OWN_WITHIN = 0.8
"""How near a text is at least to a label that it holds whole."""

SAME_NUMBER = 0.2
"""What the same numbering adds: it tells labels apart whose words do not."""

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_WORDS_ONLY = re.compile(r'\s*"(?:[^"]|"")*"(?:\s*&\s*"(?:[^"]|"")*")*\s*')
_NUMBER = re.compile(r"[(\[]?([一二三四五六七八九十百0-9]{1,4})(?:[)\].,、:]+|$)")
_SIGNS = re.compile(r"[\W_]+")


# -- What a cell says


def said(cell: RawCell | None) -> str:
    """Give what a cell says for certain; nothing where it computes, or its words are not what it shows."""
    if cell is None or cell.formula is not None:
        return ""
    if isinstance(cell.text, Traced) and any(piece.trace in _UNSURE for piece in cell.text.pieces):
        return ""
    return cell.text


_UNSURE = ("struck", "hidden", "masked")


def may_say(cell: RawCell | None) -> str | None:
    """Give the words that a cell may show; None where they may be any words at all."""
    if cell is None:
        return ""
    if cell.formula is not None:
        return _words_of(cell.formula)
    if isinstance(cell.text, Traced) and any(piece.trace == "masked" for piece in cell.text.pieces):
        return None
    return cell.text


def _words_of(formula: str) -> str | None:
    """Give the words of a formula that is nothing else; None for one that computes."""
    if not _WORDS_ONLY.fullmatch(formula):
        return None
    return "".join(piece.replace('""', '"') for piece in _LITERAL.findall(formula))


def label_shown(cell: RawCell | None) -> str:
    """Write what stands in a label's cell, so that a message can quote it: formulas, masks, and what is ~~struck~~."""
    if cell is None:
        return ""
    if cell.formula is not None:
        return f"={cell.formula}"
    if not isinstance(cell.text, Traced):
        return cell.text
    marks = {"struck": "~~{}~~", "hidden": "~~{}~~", "masked": "{} [{}]"}
    return "".join(marks.get(piece.trace, "{}").format(piece.text, piece.code) for piece in cell.text.pieces)


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
    near = _likeness(told, mine)
    if mine.words and mine.words in told.words:
        near = max(near, OWN_WITHIN)
    return any(
        other.words != mine.words and _is_nearer(told, other, mine, near)
        for other in dict.fromkeys(map(_folded, others))
    )


def _is_nearer(told: _LabelWords, other: _LabelWords, mine: _LabelWords, near: float) -> bool:
    if not other.words:
        return False
    if told.words == other.words:
        return True
    if told.words.startswith(other.words) and not mine.words.startswith(other.words) and len(other.words) > 1:
        return not told.words.startswith(mine.words)
    most = 2 * min(len(told.words), len(other.words)) / (len(told.words) + len(other.words)) + SAME_NUMBER
    if most <= near:
        return False
    common = _common(told.words, other.words)
    both = 2 * common / (len(told.words) + len(other.words))
    substantial = both >= SUBSTANTIAL or (common > 1 and common >= COVERED * len(told.words))
    return substantial and both + _bonus(told, other) > near


def _likeness(one: _LabelWords, other: _LabelWords) -> float:
    letters = len(one.words) + len(other.words)
    return (2 * _common(one.words, other.words) / letters if letters else 0.0) + _bonus(one, other)


def _bonus(one: _LabelWords, other: _LabelWords) -> float:
    return SAME_NUMBER if one.number and one.number == other.number else 0.0


@lru_cache(maxsize=4096)
def _common(one: str, other: str) -> int:
    """Count the letters that two texts share in one order."""
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


@lru_cache(maxsize=1024)
def _folded(text: str) -> _LabelWords:
    """Fold width, letter case, brackets, signs and blanks, and take the numbering off."""
    plain = unicodedata.normalize("NFKC", squeezed(text)[: 2 * LONGEST]).casefold()
    found = _NUMBER.match(plain)
    words = _SIGNS.sub("", plain[found.end() :] if found else plain)
    if found and not words:
        return _LabelWords(found[1], "")  # a label that is a number and no more
    return _LabelWords(words[:LONGEST], found[1] if found else "")
