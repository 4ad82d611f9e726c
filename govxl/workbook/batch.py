"""The workbooks of an outbox, patched from one that was built: the parts `build_workbook` gives, in a fraction of it.

What differs from unit to unit are texts in the table of texts, a few figures, and what formulas come to. Cells are
found by their addresses in the workbook that was built, never by what stands in them. Workbooks in which other texts
coincide, or other cells hold texts, number their texts otherwise; for each kind of these one is built.

Every part is that of a built workbook, byte for byte. Where little more than names differ the whole file is; where much
does, as with figures of last year, parts may be packed in blocks (`xlsx.repack`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import cached_property, partial
from graphlib import TopologicalSorter
from typing import NamedTuple

from govxl.language.expressions import Value, evaluate
from govxl.language.nodes import Node, rests_on
from govxl.language.settled import settled
from govxl.layout.layout import Layout
from govxl.layout.own_pages import IDENTITY, PROPERTY
from govxl.layout.places import Slot
from govxl.workbook.drawing import as_stored, write_slot
from govxl.workbook.worksheet import kept_text, properties_part, text_item
from govxl.workbook.writer import Contents, Drawn, build_workbook, drawn_workbook, issue_time, whole_contents
from govxl.xlsx.repack import Packed, same_parts

__all__ = ["Batch"]

CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*(?:/>|>)')
"""Where a cell begins in the XML of a sheet; one without content ends there as well."""

CELL_END, SHOWN = b"</c>", b"<v>"
TEXTS, PROPERTIES = "xl/sharedStrings.xml", "docProps/custom.xml"

MOST_MODELS, MOST_CELLS = 64, 50_000
"""Built workbooks that are kept, some 1 MB each, and cells that were written before: most figures are alike."""

APART, WORTH_IT = ("unit.level", "unit.kind", "scope", "year"), 20
"""What many checks depend on: units alike in these differ in few cells, and so many of them pay for a model."""

Kind = tuple[object, ...]


class Batch:
    """Builds workbooks of one layout for many units.

    The first that is patched from a model is built as well. Should the two ever differ, as they might with a version of
    xlsxwriter that nobody has tried, all of that kind are built: later, but right.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.printed = frozenset(label.text for sheet in layout.sheets for label in sheet.labels)
        self.long = tuple(path for path, slot in layout.slots.items() if slot.cells)
        self.models: dict[Kind, _Model] = {}
        self.met: Counter[Kind] = Counter()
        self.writer: _CellWriter | None = None
        self.settled: dict[frozenset[str], _Formulas] = {}

    def workbook(self, contents: Contents) -> bytes:
        """Give a workbook whose parts are those that `build_workbook` gives."""
        return self.begun(contents)()

    def begun(self, contents: Contents) -> Callable[[], bytes]:
        """Do all for a workbook but pack it, which another thread may do while the next is begun."""
        # Cells as somebody typed them, and what a return marks, differ in their looks and not in values alone.
        if contents.typed or contents.returned:
            return partial(build_workbook, self.layout, contents)
        identity, values = whole_contents(self.layout, contents)
        kind = (issue_time(contents), contents.password, *self._texts(values))
        model, new, proven = self._model_for(kind, values)
        if model is None:
            drawn = drawn_workbook(self.layout, contents, identity, values)
            self.writer = self.writer or _CellWriter(drawn)
            if len(self.models) >= MOST_MODELS:
                del self.models[next(iter(self.models))]
            formulas = self._formulas(drawn, values)
            self.models[new] = _Model(self.layout, drawn, values, self.writer, formulas, self.printed)
            self.models[new].proven = proven
            return lambda: drawn.data
        if not model.good:
            return partial(build_workbook, self.layout, contents)
        parts = model.patched(identity, values)
        if not model.proven:
            built = drawn_workbook(self.layout, contents, identity, values).data
            # What was built is right whatever comes of the comparison.
            model.proven, model.good = True, same_parts(built, model.packed.replaced(parts)())
            return lambda: built
        return model.packed.replaced(parts)

    def _model_for(self, kind: Kind, values: Mapping[str, Value]) -> tuple["_Model | None", Kind, bool]:
        """Find the model nearest to a workbook; where there is none, or a nearer one pays, say what to keep it as.

        Also tells whether its likes were proven right already.
        """
        nearer = (*kind, *(values.get(path) for path in APART))
        model = self.models.get(nearer) or self.models.get(kind)
        if model is None:
            return None, kind, False
        self.met[nearer] += 1
        if self.met[nearer] == WORTH_IT and len(self.models) < MOST_MODELS and nearer not in self.models:
            return None, nearer, model.proven and model.good
        return model, kind, True

    def _texts(self, values: Mapping[str, Value]) -> Iterator[object]:
        """Yield which cells hold texts, and which of these are alike, or like what is printed: it numbers the texts."""
        first: dict[str, str] = {}
        for path in sorted(path for path, value in values.items() if not (value is None or type(value) is Decimal)):
            slot = self.layout.slots.get(path)
            text = as_stored(values[path])
            if slot and slot.formula is None and not slot.cells and isinstance(text, str) and text:
                yield path, text if text in self.printed else first.setdefault(text, path)
        # Rows grow with their paragraphs, so that a long text makes a workbook of its own.
        yield from ((path, values[path]) for path in self.long if values.get(path) is not None)

    @cached_property
    def formulas(self) -> Sequence["_Formula"]:
        """All formulas, each after those that it reads."""
        trees = self.layout.formulas
        reads = {path: frozenset(rests_on(tree)) for path, tree in trees.items()}
        order = TopologicalSorter({path: cells & trees.keys() for path, cells in reads.items()}).static_order()
        return [_Formula(path, trees[path], reads[path]) for path in order]

    def _formulas(self, drawn: Drawn, values: Mapping[str, Value]) -> "_Formulas":
        """Give the formulas for a workbook and its likes, with all worked out that rests on what is left blank."""
        blank = frozenset(slot.path for slot in self.layout.inputs() if values.get(slot.path) is None)
        if blank not in self.settled:
            value_of = drawn.pen.verdicts.value
            moving = (self.layout.slots.keys() | values.keys()) - blank - self.layout.formulas.keys()
            trees: list[_Formula] = []
            for path, tree, reads in self.formulas:
                if path in values or not moving.isdisjoint(reads):
                    moving.add(path)
                    trees.append(_Formula(path, settled(tree, moving, value_of), reads))
            if len(self.settled) >= MOST_MODELS:
                self.settled.clear()
            self.settled[blank] = _Formulas(moving, trees, self.formulas)
        return self.settled[blank]


class _Formula(NamedTuple):
    """A formula of the layout, and the cells that it reads."""

    path: str
    tree: Node
    reads: frozenset[str]


class _Formulas(NamedTuple):
    """The formulas while only some cells may differ, of which each is worked out as far as it can be; and all whole."""

    moving: Set[str]
    settled: Sequence[_Formula]
    whole: Sequence[_Formula]


class _Model:
    """One workbook that was built, cut into pieces at the cells that may differ in another of its kind."""

    def __init__(
        self,
        layout: Layout,
        drawn: Drawn,
        values: Mapping[str, Value],
        writer: "_CellWriter",
        formulas: _Formulas,
        printed: frozenset[str],
    ) -> None:
        self.layout, self.writer, self.values = layout, writer, values
        self.formulas = formulas
        self.packed = Packed(drawn.data)
        self.worked: dict[str, Value] = {path: drawn.pen.verdicts.value(path) for path in layout.formulas}
        self.proven, self.good = False, True
        self.at: dict[str, tuple[str, int]] = {}
        for number, sheet in enumerate(layout.sheets, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            places = {slot.box.address.encode(): slot.path for slot in sheet.slots if not slot.cells}
            self._cut(name, places)
        numbers = {text: number for number, text in enumerate(drawn.texts)}
        self.texts: dict[str, int] = {}
        for path, value in values.items():
            slot, text = layout.slots.get(path), as_stored(value)
            if (
                slot
                and slot.formula is None
                and not slot.cells
                and isinstance(text, str)
                and text not in printed | {""}
            ):
                self.texts[path] = numbers[kept_text(text)]
        items = [text_item(text) for text in drawn.texts]
        part = self.packed.texts[TEXTS]
        begin = part.index(b"<si>") if items else 0
        self.packed.cut(TEXTS, [part[:begin], *items, part[begin + sum(map(len, items)) :]])
        self.packed.cut(PROPERTIES, [self.packed.texts[PROPERTIES]])

    def _cut(self, name: str, places: Mapping[bytes, str]) -> None:
        """Cut a sheet before and behind each cell of a slot."""
        part = self.packed.texts[name]
        pieces: list[bytes] = []
        done = 0
        for found in CELL.finditer(part):
            path = places.get(found[1])
            if path is None:
                continue
            end = found.end() if found[0].endswith(b"/>") else part.index(CELL_END, found.end()) + len(CELL_END)
            self.at[path] = name, len(pieces) + 1
            pieces += [part[done : found.start()], part[found.start() : end]]
            done = end
        self.packed.cut(name, [*pieces, part[done:]])

    def patched(self, identity: Mapping[str, str], values: Mapping[str, Value]) -> Mapping[str, Mapping[int, bytes]]:
        """Give the pieces that a workbook of other values has instead of the model's, by part and number."""
        parts: dict[str, dict[int, bytes]] = {}
        for slot, value in self._differing(values):
            name, number = self.at[slot.path]
            parts.setdefault(name, {})[number] = self.writer.cell(slot, value)
        parts[TEXTS] = {
            number + 1: text_item(kept_text(str(as_stored(values[path]))))
            for path, number in self.texts.items()
            if not _same(values[path], self.values[path])
        }
        parts[PROPERTIES] = {0: properties_part((PROPERTY + key, identity[key]) for key in IDENTITY)}
        return parts

    def _differing(self, values: Mapping[str, Value]) -> Iterator[tuple[Slot, Value]]:
        """Yield the slots whose cells differ from the model's, with what stands there; texts have a table."""
        ours, slots = self.values, self.layout.slots
        moved = {path for path, value in values.items() if not _same(ours.get(path), value)}
        moved.update(path for path in ours.keys() - values.keys() if ours[path] is not None)
        known = {**self.worked, **values}
        formulas = self.formulas
        # Where a cell that was blank is filled after all, nothing holds that was worked out because it was.
        for path, tree, reads in formulas.settled if moved <= formulas.moving else formulas.whole:
            if not moved.isdisjoint(reads) and path not in values:
                known[path] = value = evaluate(tree, known.get)
                if not _same(value, self.worked[path]):
                    moved.add(path)
        for path in moved:
            slot = slots.get(path)
            # The cell of a text holds its number only, which stays; the text itself changes in the table of texts.
            if slot is not None and (slot.formula is not None or path not in self.texts):
                yield slot, known.get(path)


class _CellWriter:
    """Writes single cells with the very code that drew whole sheets, and on one of them."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.written: dict[object, bytes] = {}
        self.before: dict[str, bytes] = {}

    def cell(self, slot: Slot, value: Value) -> bytes:
        """Give the XML of a slot's cell with a value in it that is no text of the table of texts."""
        stored = as_stored(value)
        if isinstance(stored, int | float):
            return self._figure(slot, value, stored)
        key = slot.path, stored
        if key not in self.written:
            self._keep(key, self._cell(slot, value))
        return self.written[key]

    def _figure(self, slot: Slot, value: Value, stored: float) -> bytes:
        """Give a cell with a figure: what comes before a figure is the slot's, and the rest is alike in all cells."""
        key = slot.formula is None, type(stored), stored
        if slot.path not in self.before or key not in self.written:
            cell = self._cell(slot, value)
            begin = cell.rindex(SHOWN)
            self.before[slot.path] = cell[:begin]
            self._keep(key, cell[begin:])
        return self.before[slot.path] + self.written[key]

    def _keep(self, key: object, written: bytes) -> None:
        if len(self.written) >= MOST_CELLS:
            self.written.clear()
        self.written[key] = written

    def _cell(self, slot: Slot, value: Value) -> bytes:
        target, pen = self.drawn.sheets[slot.box.sheet], self.drawn.pen
        write_slot(target, pen, slot, value)
        return target.cell_written(slot.box.row - 1, slot.box.column - 1)


def _same(one: Value, other: Value) -> bool:
    """Tell whether two values are written alike; to Python a truth is a number as well."""
    return type(one) is type(other) and one == other
