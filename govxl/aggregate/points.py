"""Which figures of a form have sums, and which one staff mean: by its path, the labels at its cell, or the cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from govxl.filing.units import folded
from govxl.form.model import Form, table_of
from govxl.language.expressions import paths_in
from govxl.layout.layout import arrange
from govxl.text import brief
from govxl.words import LISTED, Both, SaidError

__all__ = ["MeantFigure", "UnknownPointError", "called", "figure_meant", "input_meant", "inputs_of", "why_no_input"]

BETWEEN = re.compile(r"[\s/／>＞「」“”]+")
"""What stands between the words of a label as people copy it off a form."""

NUMBERING = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|[0-9]{1,3}[、．.])")

PARTS = 3
"""Parts of a total that are named."""

MOST_MEANT = 6
"""Figures that are named where words fit several."""


class UnknownPointError(SaidError):
    """Words that mean no figure, or several; the sentence names those that are near."""


@dataclass(frozen=True, slots=True)
class MeantFigure:
    """A figure that has a sum, and where it stands; one that the form keeps and prints nowhere has no cell.

    `operands` are the inputs that it comes down to, itself where it is one; `parts` what a total adds up, each with its
    own inputs; `cells` the cells of the parts, by path.
    """

    point: str
    label: str
    sheet: str
    cell: str
    operands: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, str]

    @property
    def is_input(self) -> bool:
        """Whether people type it, and nothing is added up in a return."""
        return self.operands == (self.point,)


@cache
def inputs_of(form: Form) -> tuple[str, ...]:
    """Give the points of which figures are added up: counts and amounts typed into the statutory tables.

    Shares of a hundred have no sum, and what stands in a table that the statute does not print is each unit's own.
    """
    auxiliary = {table.name for table in form.tables if table.auxiliary}
    return tuple(
        path
        for path, point in form.points.items()
        if point.kind == "input"
        and point.traits.numeric
        and point.traits.kind != "percent"
        and table_of(path) not in auxiliary
    )


def figure_meant(form: Form, asked: str) -> MeantFigure:
    """Find the figure that is meant; UnknownPointError where none is, several are, or it has no sum."""
    figures = _summed(form)
    if asked in figures:
        return _figure(form, asked, figures)
    if asked in form.points or asked in form.fields:
        label = (form.points.get(asked) or form.fields[asked]).label
        zh = f"{asked}（{label}）不是汇总里相加的数"
        raise UnknownPointError(Both(zh, f"{asked} is no figure that is added up"))
    found = _named(form, asked, figures)
    if len(found) == 1:
        return _figure(form, found[0], figures)
    if found:
        named = LISTED.between(*(called(form, path) for path in found[:MOST_MEANT]))
        more = len(found) - MOST_MEANT
        end = Both(f"等 {len(found)} 项", f" and {more} more") if more > 0 else Both("", "")
        zh = f"“{brief(asked)}”可以指几个项目：{named.zh}{end.zh}；请写代号，或者行和列的名称都写上"
        en = f"“{brief(asked)}” may mean {named.en}{end.en}; give the path, or the labels of row and column"
        raise UnknownPointError(Both(zh, en))
    raise UnknownPointError(_unknown(form, asked, figures))


def input_meant(form: Form, asked: str) -> str:
    """Find the figure that is meant and that people type; UnknownPointError where none is, or it is a total."""
    figure = figure_meant(form, asked)
    if not figure.is_input:
        raise UnknownPointError(why_no_input(form, figure.point))
    return figure.point


def why_no_input(form: Form, path: str) -> Both:
    """Say why a path is that of no figure people type: it is a total, or there is none of that name."""
    figures = _summed(form)
    if path not in figures:
        return _unknown(form, path, inputs_of(form))
    named, parts = called(form, path), "、".join(figures[path][:PARTS])
    zh = f"{named.zh}是合计，由各项相加得出；请调整它的分项，例如 {parts}"
    return Both(zh, f"{named.en} is a total; adjust what it adds up, such as {parts}")


def _unknown(form: Form, asked: str, known: Iterable[str]) -> Both:
    near = get_close_matches(asked, [*known], 1, 0.5)
    meant = Both(f"，是不是 {near[0]}？", f"; perhaps {near[0]} is meant") if near else Both("", "")
    zh = f"没有“{brief(asked)}”这个项目{meant.zh}；可以写代号、行和列的名称，或者表名加格号"
    zh += f"，各格见 govxl forms cells {form.name}"
    return Both(zh, f"there is no figure “{brief(asked)}”{meant.en}; govxl forms cells {form.name} lists all")


@cache
def _summed(form: Form) -> dict[str, tuple[str, ...]]:
    """Give every figure that has a sum, with the inputs it comes down to."""
    inputs = frozenset(inputs_of(form))

    def inputs_below(path: str) -> Iterator[str]:
        operands = form.points[path].operands if path in form.points else ()
        if not operands:
            yield path
        for each in operands:
            yield from inputs_below(each)

    found = {path: tuple(inputs_below(path)) for path in form.points}
    for each in form.derived:
        found[each.path] = tuple(below for path in paths_in(each.value) for below in found.get(path, (path,)))
    return {path: below for path, below in found.items() if below and inputs.issuperset(below)}


def _named(form: Form, asked: str, figures: Mapping[str, object]) -> list[str]:
    """Give the figures that words fit, by the closest way in which they fit any."""
    words = [folded(word) for word in BETWEEN.split(asked) if word]
    slots, whole = arrange(form).slots, folded(asked)
    exact, inside = [], []
    for path in figures if words else ():
        box = slots[path].box if path in slots else None
        labels = [folded(label) for label in _labels(form, path)]
        names = {*labels, *(NUMBERING.sub("", label, 1) for label in labels)}
        if box:
            names |= {folded(box.sheet), folded(box.address), folded(f"{box.sheet}{box.address}")}
            if whole == folded(f"{box.sheet}{box.address}"):
                return [path]
        if all(word in names for word in words):
            exact.append(path)
        elif all(word in names or any(word in label for label in labels) for word in words):
            inside.append(path)
    return exact or inside


def _labels(form: Form, path: str) -> tuple[str, ...]:
    """Give the labels of a figure; of one that is printed nowhere its own, and those that all its parts have."""
    if path in form.points:
        return tuple(label for label in form.points[path].labels if label)
    found = next(each for each in form.derived if each.path == path)
    first, *others = (_labels(form, part) for part in paths_in(found.value))
    shared = (label for label in first if all(label in labels for labels in others))
    return (*found.label.split(" / "), *shared)


def called(form: Form, path: str) -> Both:
    """Name a figure by its path and the labels at its cell."""
    label = " / ".join(_labels(form, path))
    return Both(f"{path}（{label}）", f"{path} (“{label}”)")


def _figure(form: Form, path: str, figures: Mapping[str, tuple[str, ...]]) -> MeantFigure:
    slots, derived = arrange(form).slots, {each.path: each for each in form.derived}
    parts = tuple(paths_in(derived[path].value)) if path in derived else form.points[path].operands or (path,)
    box = slots[path].box if path in slots else None
    return MeantFigure(
        point=path,
        label=" / ".join(_labels(form, path)),
        sheet=box.sheet if box else slots[figures[path][0]].box.sheet,
        cell=box.address if box else "",
        operands=figures[path],
        parts={each: figures[each] for each in parts},
        cells={each: slots[each].box.address for each in parts if each in slots},
    )
