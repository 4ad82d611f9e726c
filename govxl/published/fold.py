"""When two texts or two figures say the same: whatever carries no meaning is folded away, nothing else.

Blanks, invisible characters, full-width or half-width letters and punctuation, straight or curly quotes, and the ways
of writing one number are no difference. A blank is no zero, and a number that is broken in two is none.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal

from govxl.form.model import Form, Heading
from govxl.published.model import Kind
from govxl.text import HALF_WIDTH, INVISIBLE
from govxl.words import MARKS

__all__ = [
    "LONGEST_FIGURE",
    "Canon",
    "canon_of",
    "fold_text",
    "is_figure",
    "letters",
    "same_figure",
    "unbroken",
    "unlike",
]

Canon = Callable[[str], str]
"""Folds a label into the words of the form."""

FOLDED = HALF_WIDTH | str.maketrans("“”„‟‘’‚‛—–―‐‑‒−─〔【〕】｡､", "\"\"\"\"''''--------[[]]。、")
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!,?\d)")
IN_NUMBERS = frozenset("0123456789.,")
GAP = re.compile("(?<=[0-9.,]) (?=[0-9.,])")
LOOKALIKES = {
    ord(letter): digit
    for digit, letters in {
        "0": "OoОоΟο〇零",
        "1": "Il|ІΙ∣丨",
        "2": "Zz",
        "3": "ЗзƷ",
        "5": "Ss",
        "6": "Gbб",
        "8": "B",
        "9": "gq",
    }.items()
    for letter in letters
}
"""What may be taken for a digit."""

NUMBERED = re.compile(r"^(\d{1,3})[、.]")
FIGURE = re.compile(r"([+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(.*)", re.DOTALL)
UNIT = re.compile(r"[^\W\d]{0,2}|%")
"""What may stand behind a number that is still no label."""

LONGEST_FIGURE = 60
"""Characters; what is longer is a text."""

NOT_APPLICABLE = frozenset({"", *MARKS})


def letters(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of a text that carry meaning, folded, each with its place in the text.

    A line end inside a number is one of them: it makes two of it.
    """
    commas = {n for found in THOUSANDS.finditer(text) for n in range(found.start(), found.end()) if text[n] == ","}
    last, ended = "", False
    for place, letter in enumerate(text):
        if place in commas or INVISIBLE.match(letter):
            continue
        if letter.isspace():
            ended = ended or letter == "\n"
            continue
        folded = letter.translate(FOLDED)
        if ended and folded in IN_NUMBERS and last in IN_NUMBERS:
            yield " ", place - 1
        yield folded, place
        last, ended = folded, False


def fold_text(text: str) -> str:
    """Fold a text, so that two which say the same are equal."""
    if text.isascii() and text.isalnum():
        return text
    if "\n" in text:
        return "".join(letter for letter, _ in letters(text))
    # No line ends inside a number: the same as a whole, which is many times faster.
    whole = THOUSANDS.sub(_without_commas, text) if "," in text else text
    return "".join(INVISIBLE.sub("", whole).split()).translate(FOLDED)


def _without_commas(found: re.Match[str]) -> str:
    return found[0].replace(",", "")


def unbroken(text: str) -> str:
    """Fold a text, and put numbers together that are broken."""
    return GAP.sub("", fold_text(text))


def unlike(ours: str, theirs: str) -> Kind | Literal[""]:
    """Say what keeps two texts from being the same that look almost so."""
    if unbroken(ours) == unbroken(theirs):
        return "broken"
    folded = [unicodedata.normalize("NFKC", unbroken(text)).translate(LOOKALIKES) for text in (ours, theirs)]
    # Digits of other scripts look like no letter of ours, but say the same number.
    read = "".join(str(unicodedata.digit(letter, letter)) for letter in folded[1])
    return "lookalike" if folded[0] == read else ""


def same_figure(ours: str, theirs: str) -> bool:
    """Tell whether two cells say the same: one number, one text, or both not applicable (left blank, or so marked)."""
    return _worth(ours) == _worth(theirs)


def is_figure(text: str) -> bool:
    """Tell whether a cell holds a number or is marked not applicable, so that it is no label."""
    worth = _worth(text)
    if isinstance(worth, str) and " " in worth:
        worth = _worth(unbroken(text))
    return bool(UNIT.fullmatch(worth[1])) if isinstance(worth, tuple) else worth is None and bool(fold_text(text))


def _worth(text: str) -> tuple[Decimal, str] | str | None:
    """Read a cell: a number and what follows it, None for not applicable, else the text."""
    folded = fold_text(text)
    if folded in NOT_APPLICABLE or not folded.strip("-"):
        return None
    found = FIGURE.fullmatch(folded) if len(folded) <= LONGEST_FIGURE else None
    return (Decimal(found[1].replace(",", "")), found[2]) if found else folded


def canon_of(form: Form) -> Canon:
    """Give the function that folds a label, and takes what the form lists as another wording for its own label."""
    words = {_label(alias): _label(label) for label, alias in _wordings(form)}
    for label, _ in _wordings(form):
        words.pop(_label(label), None)

    def canon(text: str) -> str:
        folded = _label(text)
        return words.get(folded, folded)

    return canon


def _label(text: str) -> str:
    """Fold a label; a number before it may have a dot or a Chinese comma."""
    return NUMBERED.sub(r"\1.", fold_text(text))


def _wordings(form: Form) -> Iterator[tuple[str, str]]:
    """Yield every label of the printed form with each of its other wordings."""
    for part in form.parts:
        yield from ((part.title, alias) for alias in part.aliases)
    for table in form.tables:
        yield from ((table.title, alias) for alias in table.aliases)
        for block in table.blocks:
            yield from _of_headings((*block.columns, *block.rows))


def _of_headings(headings: tuple[Heading, ...]) -> Iterator[tuple[str, str]]:
    for heading in headings:
        yield from ((heading.label, alias) for alias in heading.traits.aliases or ())
        yield from _of_headings(heading.children)
