"""The layout: the place of every label, cell, check and reason of a form, worked out from the form alone.

Unit, year and last year's figures change contents, never places. The fingerprint covers points, addresses, types and
formulas, so that a workbook sent last month is known again, and apart from them the wording; looks are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from govxl.bounds import (
    FARTHEST_COLUMN,
    FARTHEST_ROW,
    LONGEST_NAME,
    MAX_AREAS,
    MAX_CELLS,
    MAX_MERGES,
    MAX_NAMES,
    MAX_OPEN,
    MAX_SHEETS,
)
from govxl.form.compiled import THIS_PYTHON, file_of, keep, kept, written
from govxl.form.definition import is_as_loaded, load_form
from govxl.form.limits import MAX_FORMULA
from govxl.form.mistakes import DefinitionError, Mistake
from govxl.form.model import Check, Form
from govxl.language.expressions import Lookup, evaluate, to_excel
from govxl.language.nodes import Node, Value
from govxl.layout.check_formulas import reads_of, state_tree
from govxl.layout.places import Box, PlacedCells, Sheet, Slot
from govxl.prose.lexicon.loading import PROSE, compiled_prose

__all__ = ["Layout", "Verdicts", "arrange", "compile_form", "compiled", "name_of"]

LENGTH, STRUCTURE = 32, 24
"""Hexadecimal digits of a fingerprint, and how many of them tell the structure; the others tell the wording."""


class Layout:
    """A form with a place for everything; `slots` by path in sheet order."""

    def __init__(self, form: Form, sheets: tuple[Sheet, ...], slots: Mapping[str, Slot]) -> None:
        self.form, self.sheets, self.slots = form, sheets, slots

    @cached_property
    def formulas(self) -> dict[str, Node]:
        """Every tree the workbook computes, by path."""
        shown = {path: slot.formula for path, slot in self.slots.items() if slot.formula is not None}
        # Rules that no formula could judge have a verdict all the same.
        unseen = (check for check in self.form.checks if not check.rule.live)
        return shown | {f"state.{check.path}": state_tree(self.form, check) for check in unseen}

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """The inputs and fields that every check rests on, by the check's path."""
        return {check.path: reads_of(self.form, check) for check in self.form.checks}

    @cached_property
    def fingerprint(self) -> str:
        """Tell this layout from any other: points, addresses, types and formulas first, then every word printed."""
        # Two digests in one: a form may say something in other words, and workbooks sent before that still come back.
        structure, wording = sha256(), sha256()
        for sheet in self.sheets:
            structure.update(f"{sheet.name}|{sheet.hidden}\n".encode())
            for label in sheet.labels:
                wording.update(f"{label.box.range}|{label.text}\n".encode())
            for slot in sheet.slots:
                places = ",".join(box.range for box in (slot.cells or (slot.box,)))
                told = f"{slot.path}|{places}|{slot.kind}|{slot.traits.kind}|{self.texts.get(slot.path, '')}\n"
                structure.update(told.encode())
        return structure.hexdigest()[:STRUCTURE] + wording.hexdigest()[: LENGTH - STRUCTURE]

    def has_structure(self, fingerprint: str) -> bool:
        """Tell whether a workbook's cells and formulas are these, whatever its words."""
        return len(fingerprint) == LENGTH and fingerprint[:STRUCTURE] == self.fingerprint[:STRUCTURE]

    def had_structure(self, fingerprint: str) -> bool:
        """Tell whether an earlier version of govxl made such workbooks of this form."""
        return len(fingerprint) == LENGTH and fingerprint[:STRUCTURE] in self.form.layouts

    def sheet(self, name: str) -> Sheet:
        """Give a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The Excel formula of every cell that computes, by path, without its equals sign.

        Raises DefinitionError for one that Excel would not take.
        """
        at = {sheet.name: PlacedCells(self.slots, sheet.name) for sheet in self.sheets}
        texts: dict[str, str] = {}
        for path, slot in self.slots.items():
            if slot.formula is not None:
                text = texts[path] = to_excel(slot.formula, at[slot.box.sheet])
                # Excel refuses a workbook with a longer one, which the form's author must hear before any unit does.
                if len(text) > MAX_FORMULA:
                    told = f"{path} makes a formula of {len(text)} characters, and Excel takes {MAX_FORMULA}"
                    raise DefinitionError(self.form.folder / "form.toml", [Mistake(1, told)])
        return texts

    def inputs(self) -> Iterator[Slot]:
        """Yield what staff may fill in, in sheet order."""
        return (slot for slot in self.slots.values() if slot.editable)

    @cached_property
    def _by_kind(self) -> dict[str, list[Slot]]:
        kinds: dict[str, list[Slot]] = {}
        for slot in self.slots.values():
            kinds.setdefault(slot.kind, []).append(slot)
        return kinds

    def of_kind(self, kind: str) -> Sequence[Slot]:
        """Give the slots of a kind, in sheet order; every file that is read asks, so they are sorted once."""
        return self._by_kind.get(kind, ())


@cache
def arrange(form: Form) -> Layout:
    """Lay a form out: pure, the same for every unit and year.

    Raises DefinitionError for a form that makes more than a workbook may hold.
    """
    # A form that somebody changed has a layout of its own.
    found = kept(form.folder, "layout", form) if is_as_loaded(form) else None
    if found is not None:
        layout = Layout(form, found["sheets"], found["slots"])
        # What it would work out when it is asked, a cached property keeps there.
        vars(layout).update(found)
        return layout
    # What draws sheets is loaded where some are drawn.
    from govxl.layout.every_sheet import every_sheet

    every = every_sheet(form)
    slots = {slot.path: slot for sheet in every for slot in sheet.slots}
    # A workbook beyond these is refused when it comes back, which its form's author must hear before any unit does.
    beyond = ((what, count, most) for what, count, most in _counted(every) if count > most)
    mistakes = [Mistake(1, f"makes {count} {what}, of {most} at most") for what, count, most in beyond]
    if mistakes:
        raise DefinitionError(form.folder / "form.toml", mistakes)
    layout = Layout(form, every, slots)
    if is_as_loaded(form):
        keep(form.folder, "layout", lambda: _whole(layout), form)
    return layout


def _whole(layout: Layout) -> dict[str, object]:
    """Give what a layout is made of, and what it works out once, when it is asked."""
    whole = ("sheets", "slots", "formulas", "reads", "texts", "fingerprint")
    return {key: getattr(layout, key) for key in whole}


def compile_form(folder: Path) -> None:
    """Keep beside a form.toml all that is worked out from it alone, as the building of a package does."""
    for name, data in compiled(load_form(folder)).items():
        (folder / name).write_bytes(data)


def compiled(form: Form, python: str = THIS_PYTHON) -> dict[str, bytes]:
    """Give the files that keep all that is worked out from a form alone, for a Python by its cache tag.

    Another Python than this one takes them where both have what they are made of, which is to be tried.
    """
    return {
        file_of("form"): written(form.folder, "form", form, form.folder, python),
        file_of("layout"): written(form.folder, "layout", _whole(arrange(form)), form, python),
        file_of(PROSE): compiled_prose(form, python),
    }


def _counted(sheets: Sequence[Sheet]) -> Iterator[tuple[str, int, int]]:
    """Yield what a workbook has of everything of which Excel, or our own reader, takes only so many."""
    slots = [slot for sheet in sheets for slot in sheet.slots]
    named = [name_of(slot.path) for slot in slots if slot.named]
    boxes: dict[str, list[Box]] = {}
    for sheet in sheets:
        own = [box for slot in sheet.slots for box in slot.cells or (slot.box,)]
        boxes[sheet.name] = [*(label.box for label in sheet.labels), *own]
    yield "sheets", len(sheets), MAX_SHEETS
    # A sheet's print area is a name as well.
    yield "defined names", len(named) + sum(sheet.print_area is not None for sheet in sheets), MAX_NAMES
    yield "characters of a defined name", max(map(len, named)), LONGEST_NAME
    yield "cells", sum(map(len, boxes.values())), MAX_CELLS
    yield "merged areas", sum(box.rows * box.columns > 1 for own in boxes.values() for box in own), MAX_MERGES
    # Each may have a validation of its own once another program has saved the workbook.
    yield "cells to fill in", sum(len(slot.cells) or 1 for slot in slots if slot.editable), min(MAX_OPEN, MAX_AREAS)
    for name, own in boxes.items():
        yield f"rows on the sheet {name}", max(box.row + box.rows - 1 for box in own), FARTHEST_ROW
        yield f"columns on the sheet {name}", max(box.column + box.columns - 1 for box in own), FARTHEST_COLUMN


def name_of(path: str) -> str:
    """Give the defined name of a path; Excel takes no hyphens in names, and a lone word may be a function's."""
    return (path if "." in path else f"identity.{path}").replace("-", "_")


class _Worked(dict[str, Value]):
    """Values by path; what is missing is worked out once, when it is first asked for."""

    def __init__(self, formulas: Mapping[str, Node], values: Mapping[str, Value]) -> None:
        super().__init__(values)
        self.formulas = formulas

    def __missing__(self, path: str) -> Value:
        tree = self.formulas.get(path)
        return self.setdefault(path, None if tree is None else evaluate(tree, self.__getitem__))


class Verdicts:
    """A layout over the values of its inputs: the value of every total and the state of every check.

    The trees are the workbook's own formulas; a value shown in a file is never looked at here. Each cell is worked out
    once, when first asked for.
    """

    value: Lookup
    """Gives what stands in a cell, by path: as handed in, or worked out; None for a blank one."""

    def __init__(self, layout: Layout, values: Mapping[str, Value]) -> None:
        # The look-up of the dictionary itself: a judgement asks five thousand times, nearly always for what is known.
        self.value = _Worked(layout.formulas, values).__getitem__

    def state(self, check: Check) -> str:
        """Give the state of a check (`words.State`)."""
        return str(self.value(f"state.{check.path}"))
