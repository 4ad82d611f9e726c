"""What figures are called in texts: by path, or by the labels printed beside them, such as `行/列`.

A name that fits several figures means the one that adds all of them up, if there is one: a row's name means its total.
"""

import re
from collections.abc import Iterator
from functools import cache

from govxl.form.model import Form, crossing_of, table_of
from govxl.language.nodes import Arithmetic, Call, Case, Cell, Cells, Node
from govxl.text import HALF_WIDTH

__all__ = ["BETWEEN", "FigureNames", "figure_names"]

BETWEEN = "/"
"""What stands between the labels of a name."""

NUMBERING = re.compile(r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、])")
"""What a label begins with that nobody says, once it is folded."""

QUOTES = dict.fromkeys(map(ord, "“”‘’「」\"'"))
SUMS = ("小计", "总计", "合计")
"""What the label of a figure that is worked out ends with."""


class FigureNames:
    """The figures of one form, printed, worked out or on the cover, and what each may be called."""

    def __init__(self, form: Form) -> None:
        self.nodes: dict[str, Node] = {}
        """What each figure is worked out from, by path: itself, or what a derived one adds up."""
        self._labels: dict[str, tuple[str, ...]] = {}
        self._operands: dict[str, tuple[str, ...]] = {}
        for path, point in (*form.points.items(), *form.fields.items()):
            if point.traits.numeric:
                self._add(path, Cell(path), tuple(filter(None, point.labels)), point.operands)
        for each in form.derived:
            # A line that is worked out has a figure in each column, under the column's labels.
            above = _column_labels(form, each.path)
            self._add(each.path, each.value, (each.label, *above), tuple(_added(each.value)))
        forms = {label: _spellings(label) for labels in self._labels.values() for label in labels}
        self._spelt = {path: tuple(forms[label] for label in labels) for path, labels in self._labels.items()}
        self._having: dict[str, list[str]] = {}
        for path, spelt in self._spelt.items():
            for spelling in dict.fromkeys(each for spellings in spelt for each in spellings):
                self._having.setdefault(spelling, []).append(path)
        # A label may have a stroke of its own, which parts nothing.
        self._stroked = [_folded(label) for label in forms if BETWEEN in _folded(label)]
        self._taken = {sentence.label for sentence in form.sentences.values()}
        self._resting: dict[str, frozenset[str]] = {}
        self._called: dict[str, str] = {}

    def _add(self, path: str, node: Node, labels: tuple[str, ...], operands: tuple[str, ...]) -> None:
        self.nodes[path], self._labels[path], self._operands[path] = node, labels, operands

    def meant(self, name: str) -> tuple[str, ...]:
        """Give the paths of the figures a name may mean: one if it is clear, none for no name of a figure."""
        if name in self.nodes:
            return (name,)
        folded = _folded(name)
        for label in self._stroked:
            folded = folded.replace(label, label.replace(BETWEEN, ""))
        first, *rest = folded.split(BETWEEN)
        found = tuple(path for path in self._having.get(first, ()) if _fit([first, *rest], self._spelt[path]))
        return self._sum_of(found) if len(found) > 1 else found

    def _sum_of(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Give the figure that adds up all of these, itself among them; all of them where none does."""
        every = frozenset[str]().union(*map(self._behind, paths))
        # Two that add up the same are the same figure.
        return next(((path,) for path in paths if self._behind(path) == every), paths)

    def _behind(self, path: str) -> frozenset[str]:
        """Give the inputs a figure rests on, worked out once."""
        if path not in self._resting:
            operands = self._operands[path]
            behind = frozenset[str]().union(*map(self._behind, operands)) if operands else frozenset((path,))
            self._resting[path] = behind
        return self._resting[path]

    def name_of(self, path: str) -> str:
        """Give the shortest name made of labels that means this figure and nothing else; its path if there is none."""
        return self._all()[path]

    def all_names(self) -> tuple[str, ...]:
        """List the name of every figure, in form order."""
        return tuple(self._all().values())

    def _all(self) -> dict[str, str]:
        if not self._called:
            means: dict[str, tuple[str, ...]] = dict.fromkeys(self._taken, ())
            for path, labels in self._labels.items():
                for name in _names(labels):
                    # Figures share their labels: what a name means is looked up once.
                    if name not in means:
                        means[name] = self.meant(name)
                    if means[name] == (path,):
                        self._called[path] = name
                        break
                else:
                    self._called[path] = path
        return self._called


@cache
def figure_names(form: Form) -> FigureNames:
    """Give the names of a form's figures, worked out once."""
    return FigureNames(form)


def _column_labels(form: Form, path: str) -> tuple[str, ...]:
    """Give the labels above a figure that is worked out; none where its column is its own, or in several blocks."""
    name, _, column = crossing_of(path)
    points = [point for at, point in form.points.items() if table_of(at) == name and crossing_of(at)[2] == column]
    if not points:
        return ()
    shared = [label for label in points[0].labels if label and all(label in point.labels for point in points)]
    return tuple(shared)


def _added(node: Node) -> Iterator[str]:
    """Yield the paths that a plain sum adds up; nothing for what is more than a sum."""
    match node:
        case Cell(path=path):
            yield path
        case Call(name="sum", args=args):
            yield from (path for cells in args if isinstance(cells, Cells) for path in cells.paths)
        case Arithmetic(sign="+", left=left, right=right):
            one, two = tuple(_added(left)), tuple(_added(right))
            yield from (*one, *two) if one and two else ()
        case Case(branches=(), otherwise=otherwise):
            yield from _added(otherwise)


def _folded(text: str) -> str:
    """Write a name as all of its spellings are compared: half-width, without blanks and quotes."""
    return "".join(text.translate(HALF_WIDTH).translate(QUOTES).split()).lower()


def _spellings(label: str) -> frozenset[str]:
    """Give what a label may be typed as, folded: with its number or without, with what it adds in brackets or not."""
    whole = _folded(label).replace(BETWEEN, "")
    bare = NUMBERING.sub("", whole, count=1) if NUMBERING.match(whole) else whole
    found = {whole, bare}
    found |= {each.rpartition("(")[0] for each in (whole, bare) if each.endswith(")")}
    found |= {each[: -len(end)] for each in tuple(found) for end in SUMS if each.endswith(end)}
    # A number alone is no name: staff number their paragraphs in braces, too.
    return frozenset(each for each in found if each and not each.isdecimal())


def _short(label: str) -> str:
    """Write a label as one would call it: as printed, without number and brackets behind."""
    text = label.strip()
    folded = text.translate(HALF_WIDTH)
    if found := NUMBERING.match(folded):
        text, folded = text[found.end() :], folded[found.end() :]
    if folded.endswith(")") and "(" in folded[1:]:
        text = text[: folded.rindex("(")]
    return next((text[: -len(end)] for end in SUMS if text.endswith(end) and text != end), text)


def _names(labels: tuple[str, ...]) -> Iterator[str]:
    """Yield what a figure may be called: one of its labels, the inmost first, then two of them."""
    said = [_short(label) for label in labels]
    for short, label in zip(reversed(said), reversed(labels), strict=True):
        yield from (short, label.strip())
    whole = [label.strip() for label in labels]
    for pieces in (said, whole):
        for inner in range(1, len(pieces)):
            yield from (f"{pieces[outer]}{BETWEEN}{pieces[inner]}" for outer in range(inner))


def _fit(parts: list[str], labels: tuple[frozenset[str], ...]) -> bool:
    """Tell whether every part of a name is a label of its own."""
    if not parts:
        return True
    first, *rest = parts
    return any(first in each and _fit(rest, (*labels[:nth], *labels[nth + 1 :])) for nth, each in enumerate(labels))
