"""Issue 2, point 4: whatever is typed into one input, no other cell of any sheet shows an error value.

LibreOffice counts the error values of all sheets itself, in a cell of the hidden sheet that nothing else reads.
"""

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from govxl.addresses import address
from govxl.form.definition import load_form
from govxl.layout.layout import Layout, arrange
from govxl.layout.places import Slot
from govxl.workbook.writer import build_workbook
from tests import fillings
from tests.office import Formula, Office, Place
from tests.statute import EDITIONS

TYPED = {"mark": "/", "text": "22（其中修订16件）", "error": Formula("=1/0"), "huge": Decimal(10) ** 15}
COUNTER: Place = ("govxl", "D1")


def written(layout: Layout, base: str, path: Path) -> dict[str, object]:
    """Write a workbook that is filled, with last year's figures, or blank; give what stands in it."""
    rng = Random(5)
    filling = fillings.valid(rng, layout.form.edition)
    while "prior.requests.closed.total" not in filling:
        filling = fillings.valid(rng, layout.form.edition)
    if base == "blank":
        filling = fillings.identity(rng, layout.form.edition)
    path.write_bytes(build_workbook(layout, fillings.contents(filling)))
    return dict(filling)


def counter(layout: Layout) -> Formula:
    """Count the cells of all sheets that show an error value."""
    ends: dict[str, tuple[int, int]] = {}
    for item in (item for sheet in layout.sheets for item in (*sheet.labels, *sheet.slots)):
        for box in (item.box, *getattr(item, "cells", ())):
            row, column = ends.get(box.sheet, (1, 1))
            ends[box.sheet] = max(row, box.row), max(column, box.column + box.columns - 1)
    areas = (f"'{name}'!$A$1:{address(*end)}" for name, end in ends.items() if name != COUNTER[0])
    return Formula("=" + "+".join(f"SUMPRODUCT(--ISERROR({area}))" for area in areas))


def counts(office: Office, layout: Layout, kind: str, filling: dict[str, object], path: Path, tried: slice) -> dict[str, object]:
    """Type into inputs in turn, take the one before back, and give the count of error values for each."""
    slots, steps, back = drawn(layout, tried), [], {COUNTER: counter(layout)}
    for slot in slots:
        cell = (slot.cells or (slot.box,))[0]
        place, value = (cell.sheet, cell.address), filling.get(slot.path)
        steps.append(back | {place: TYPED[kind]})
        back = {place: value.split("\n")[0] if slot.cells and isinstance(value, str) else value}
        back = {place: None if value in (None, "") else back[place]}
    shown = office.refill(path, [*steps, back], only=[COUNTER[0]], all_again=False)
    assert shown[-1][COUNTER] == 0, "without what was typed there is no error"
    return {slot.path: counted[COUNTER] for slot, counted in zip(slots, shown, strict=False)}


EVERY = slice(None)
SOME = {("filled", "mark"): slice(0, None, 3), ("filled", "text"): slice(1, None, 3), ("filled", "huge"): slice(2, None, 3), ("blank", "error"): slice(1, None, 3)}
"""Every third input of each kind, and one of each at least; an error value, which spreads, comes to all."""


def drawn(layout: Layout, tried: slice) -> list[Slot]:
    """Draw inputs of every kind, in the order of the form."""
    kinds: dict[tuple[str, str], list[Slot]] = {}
    for slot in layout.inputs():
        kinds.setdefault((slot.kind, slot.traits.kind), []).append(slot)
    some = {slot.path for each in kinds.values() for slot in each[tried] or each[:1]}
    return [slot for slot in layout.inputs() if slot.path in some]


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_thing_is_typed_into_every_kind_of_input_and_every_input_has_one(edition):
    layout = arrange(load_form(f"zfxxgk/{edition}"))
    kinds = {(slot.kind, slot.traits.kind) for slot in layout.inputs()}
    some = {case: drawn(layout, tried) for case, tried in SOME.items()}
    assert all({(slot.kind, slot.traits.kind) for slot in each} == kinds for each in some.values())
    assert {slot.path for (base, _), each in some.items() if base == "filled" for slot in each} == {slot.path for slot in layout.inputs()}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("base", "kind", "tried"),
    [("filled", "error", EVERY), *((*case, tried) for case, tried in SOME.items()), *(pytest.param(*case, EVERY, marks=pytest.mark.long) for case in SOME)],
    ids=lambda given: ("every" if given == EVERY else "some") if isinstance(given, slice) else given,
)
def test_nothing_typed_makes_another_cell_an_error(office, edition, base, kind, tried, tmp_path):
    layout = arrange(load_form(f"zfxxgk/{edition}"))
    path = tmp_path / "base.xlsx"
    filling = written(layout, base, path)
    own = 1 if kind == "error" else 0
    assert {at: count for at, count in counts(office, layout, kind, filling, path, tried).items() if count != own} == {}
