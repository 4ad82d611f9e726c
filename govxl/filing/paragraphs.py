"""Places in a text as it is read, and where they stand in the cells it was typed into.

A text is read without what nobody sees, without blank lines and blanks at line ends, its cells joined by line feeds;
marks and messages speak of the cells.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govxl.text import INVISIBLE, LINE_END

__all__ = ["Stretch", "stretch_in"]


class Stretch(NamedTuple):
    """Characters of one cell: its number among the cells of its text, first and last but one; None if not known."""

    nth: int
    characters: tuple[int, int] | None


class _Line(NamedTuple):
    """A line that is not blank: the number of its cell, where it begins there, and its characters."""

    nth: int
    start: int
    text: str


def stretch_in(cells: Sequence[str | None], text: str, start: int, end: int) -> Stretch:
    """Find characters of a text in the cells that it was read from; of several lines, those of the first."""
    lines = list(_lines(cells))
    before = text.rfind("\n", 0, start) + 1
    # Blank lines are told by nobody, so that the lines which are not blank tell where one is.
    number = sum(bool(line.strip()) for line in text[:before].split("\n"))
    if number >= len(lines):
        return Stretch(0, None)
    line = lines[number]
    wanted = text[before:].partition("\n")[0]
    seen = [at for at, letter in enumerate(line.text) if not INVISIBLE.match(letter)]
    # Blanks around a text of one cell are taken off as well.
    shift = "".join(line.text[at] for at in seen).find(wanted)
    first, last = start - before + shift, min(end - before, len(wanted)) - 1 + shift
    if shift < 0 or not 0 <= first <= last < len(seen):
        return Stretch(line.nth, None)
    return Stretch(line.nth, (line.start + seen[first], line.start + seen[last] + 1))


def _lines(cells: Sequence[str | None]) -> Iterator[_Line]:
    for nth, cell in enumerate(cells):
        at = 0
        for found in [*LINE_END.finditer(cell or ""), None]:
            end = found.start() if found else len(cell or "")
            text = (cell or "")[at:end]
            if INVISIBLE.sub("", text).strip():
                yield _Line(nth, at, text)
            at = found.end() if found else end
