"""Headings: the tree of labels that runs down the side or across the top of a table.

The definition gives the tree; merged cells are worked out from it here and are written nowhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from govxl.form.traits import Traits

__all__ = ["Heading", "Span", "crossings", "depth", "leaves", "paths", "printed", "spans"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A label that names one line of cells, or that spans its children and has no name."""

    label: str
    name: str = ""
    children: tuple["Heading", ...] = ()
    traits: Traits = field(default_factory=Traits)


@dataclass(frozen=True, slots=True)
class Span:
    """The block one label covers; lines run along the table, levels run in towards its body."""

    label: str
    line: int
    lines: int
    level: int
    levels: int


def leaves(headings: Iterable[Heading]) -> Iterator[Heading]:
    """Yield the headings that name a line of cells, in order."""
    for heading in headings:
        yield from leaves(heading.children) if heading.children else [heading]


def paths(headings: Iterable[Heading], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield for every leaf the labels from the outermost down to its own."""
    for heading in headings:
        here = (*above, heading.label)
        yield from paths(heading.children, here) if heading.children else [here]


def printed(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """Leave out the columns that stand beside the printed table, and spanning labels left without any."""
    kept = (replace(h, children=printed(h.children)) if h.children else h for h in headings)
    return tuple(h for h in kept if (h.children or h.name) and not h.traits.beside)


Line = tuple[Heading, tuple[str, ...]]


def crossings(rows: Iterable[Heading], columns: Iterable[Heading]) -> Iterator[tuple[Line, Line]]:
    """Yield every crossing of a row and a column, row by row; each as its leaf and all its labels."""
    across = list(zip(leaves(columns), paths(columns), strict=True))
    for row in zip(leaves(rows), paths(rows), strict=True):
        for column in across:
            yield row, column


def depth(headings: Iterable[Heading]) -> int:
    """Count the levels of the deepest branch."""
    return max((1 + depth(heading.children) for heading in headings), default=0)


def spans(headings: Iterable[Heading], levels: int, line: int = 0, level: int = 0) -> Iterator[Span]:
    """Yield the block of every heading; a leaf that ends early stretches to the last level."""
    for heading in headings:
        lines = sum(1 for _ in leaves([heading]))
        yield Span(heading.label, line, lines, level, 1 if heading.children else levels - level)
        yield from spans(heading.children, levels, line, level + 1)
        line += lines
