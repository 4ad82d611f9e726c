"""What a cell says, and when two texts, or two formulas, say the same: what programs and people change in them.

A cell that computes, or shows something else than it stores, says nothing for certain and confirms no place.
LibreOffice writes `govxl!B4` for `'govxl'!B4` and `FALSE()` for `FALSE`; others write line ends, blanks, letter case
and numbers their own way.
"""

import re
from decimal import Decimal
from functools import lru_cache

from govxl.text import INVISIBLE, LINE_END
from govxl.xlsx.cells import RawCell
from govxl.xlsx.traces import Traced

__all__ = [
    "honest", "label_shown", "may_say", "plain_formula", "said", "same_formula", "same_shape", "same_words", "shape_of",
    "squeezed",
]  # fmt: skip

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_UNSURE = ("struck", "hidden", "masked")
_BLANKS = re.compile(r"\s+")
_FOLDED = {ord("“"): '"', ord("”"): '"', ord("："): ":"}
_LONGEST = 4_000  # characters: no label is longer, whatever was put between its letters
_REMEMBERED = 1_000  # characters of a formula
# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
_WORDS_ONLY = r'\s*"(?:[^"]|"")*"(?:\s*&\s*"(?:[^"]|"")*")*\s*'
_REFERENCE = (
    r"(\"[^\"]*\")|(?<![\w.])(?:'(?:[^']|''){0,80}'!|[^\s\"'!,;(){}+\-*/<>=&^:]{1,40}!)?"
    r"(?:\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?(?![\w(])|#REF!)"
)
_PIECE = r"(\"[^\"]*\")|([0-9]++\.?+[0-9]*+(?:[Ee][+-]?[0-9]{1,3}+)?+(?![\w.(!:$]))|(\s+)|([^\"\s]+?(?=[\s\"]|\b|$))"

# -- What a cell says


def said(cell: RawCell | None) -> str:
    """Give what a cell says for certain; nothing where it computes, or its words are not what it shows."""
    if cell is None or cell.formula is not None:
        return ""
    if isinstance(cell.text, Traced) and any(piece.trace in _UNSURE for piece in cell.text.pieces):
        return ""
    return cell.text


def may_say(cell: RawCell | None) -> str | None:
    """Give the words that a cell may show; None where they may be any words at all."""
    if cell is None:
        return ""
    if cell.formula is not None:
        # One that only joins literals shows these; one that computes may show anything.
        if not re.fullmatch(_WORDS_ONLY, cell.formula):
            return None
        return "".join(piece.replace('""', '"') for piece in _LITERAL.findall(cell.formula))
    if isinstance(cell.text, Traced) and any(piece.trace == "masked" for piece in cell.text.pieces):
        return None
    return cell.text


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


# -- Texts and formulas


def honest(text: str) -> str:
    """Fold what a program changes on saving: line ends, and blanks at the ends of lines."""
    return "\n".join(line.rstrip(" \t\u3000") for line in LINE_END.sub("\n", text).split("\n")).rstrip()


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts differ in blanks and line breaks only."""
    return _BLANKS.sub("", one) == _BLANKS.sub("", other)


def squeezed(text: str) -> str:
    """Fold what people change in a label without meaning to: blanks, invisible characters, quotes, colons.

    A text too long to be a label gives "", for many of them would take their time.
    """
    return _squeezed(text) if len(text) <= _LONGEST else ""


@lru_cache(maxsize=1024)
def _squeezed(text: str) -> str:
    return INVISIBLE.sub("", "".join(text.split())).translate(_FOLDED)


def plain_formula(text: str) -> str:
    """Fold the commonest differences in spelling, cheaply: quotes of names, brackets after truth values, 10^15."""
    # The formulas of a form come back in every workbook of it; longer ones than its own are not worth remembering.
    return _plain(text) if len(text) <= _REMEMBERED else _plain.__wrapped__(text)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    plain = text.replace("'", "").replace("FALSE()", "FALSE").replace("TRUE()", "TRUE")
    return plain.replace("1000000000000000", "1E15").replace("1E+15", "1E15")


def same_formula(one: str, other: str) -> bool:
    """Tell whether two formulas are the same but for their spelling."""
    # A formula much longer than ours is another one, and folding it would take its time.
    plain = plain_formula(one), plain_formula(other)
    return plain[0] == plain[1] or (len(one) < 2 * len(other) + 100 and _folded(plain[0]) == _folded(plain[1]))


def same_shape(one: str, other: str) -> bool:
    """Tell whether a formula is the form's other but for the cells it names, as when rows were inserted."""
    # The other is the form's own, of which there are so many, be they as long as they may.
    return one == other or (len(one) <= 2 * len(other) + 100 and shape_of(one) == _shape(other))


def shape_of(formula: str) -> str:
    """Fold a formula to what it has in common with every other that is the same but for the cells it names."""
    return _shape(formula) if len(formula) <= _REMEMBERED else _shape.__wrapped__(formula)


@lru_cache(maxsize=4096)  # more than the formulas of a form and those of a workbook in which all of them moved
def _shape(formula: str) -> str:
    return _folded(plain_formula(re.sub(_REFERENCE, lambda found: found[1] or "@", formula)))


@lru_cache(maxsize=1024)
def _folded(formula: str) -> str:
    """Spell a formula in capitals, without blanks, prefixes of newer functions and plus signs in front."""
    text = re.sub(_PIECE, _piece, formula.lstrip("=+ "))
    return text.replace("_XLFN.", "")


def _piece(found: re.Match[str]) -> str:
    quoted, number, blanks, other = found.groups()
    if quoted is not None:
        return str(quoted)
    if number is not None:
        return f"{Decimal(number).normalize():f}"
    return "" if blanks else str(other).upper()
