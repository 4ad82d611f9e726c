"""What was typed into a workbook of an older layout or edition, moved into the current one, with a list of moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from govxl.filing.checks import carried_reasons
from govxl.filing.model import Identity, Judgement, WorkbookReading
from govxl.filing.whose import PRIOR_ALTERED, doubtful
from govxl.findings.finding import Where
from govxl.form.definition import form_for_year
from govxl.language.expressions import Value
from govxl.layout.layout import Layout, arrange
from govxl.layout.places import Slot
from govxl.returns.check import needs_filling
from govxl.returns.fill import blank_contents, office_told, proven_key, reading_texts
from govxl.returns.retype import Typed, retyped, seen_in
from govxl.text import brief
from govxl.workbook.drawing import has_room
from govxl.workbook.located import KINDS, where
from govxl.workbook.writer import build_workbook
from govxl.xlsx.cells import RawCell

__all__ = ["Migrated", "Move", "can_be_migrated", "migrate"]

AS_ISSUED = ("year-outside-form", "wrong-year", "wrong-form")
"""What is certain enough for its content to be moved: an old form, or year, is why one migrates."""


@dataclass(frozen=True, slots=True)
class Move:
    """What was typed, with where it stood and where it stands now; None where there is no such place.

    `value` is short enough to be shown.
    """

    before: Where | None
    after: Where | None
    value: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """A workbook in the current layout, and what became of every cell of both.

    `dropped` is what has no place any more, `added` the cells that are new and wait to be filled in, `lost` the cells
    of the old workbook that could not be found.
    """

    workbook: bytes
    identity: Identity
    moved: tuple[Move, ...]
    dropped: tuple[Move, ...]
    added: tuple[Move, ...]
    lost: tuple[Move, ...]


def can_be_migrated(judgement: Judgement) -> bool:
    """Tell whether it is certain what a file says and whose it is, be it right or wrong, and all of it fits again."""
    reading = judgement.reading
    if reading is None or doubtful(judgement.findings, AS_ISSUED):
        return False
    # Issued anew without last year's figures, it would be checked against none, and nobody would see that it was.
    if reading.prior_lost or any(found.blocks and found.name == PRIOR_ALTERED for found in judgement.findings):
        return False
    return has_room(retyped(reading), reading.layout)


def migrate(
    reading: WorkbookReading,
    form: str = "",
    year: int | None = None,
    *,
    issued: datetime | None = None,
    password: str = "",
    key: bytes = b"",
) -> Migrated:
    """Move what was typed into the layout of `form/edition`, by default the newest edition for the report year.

    Reasons stay behind where the year is another one. A key seals the new workbook if it sealed the old one.
    Raises UnknownFormError when there is none for it.
    """
    wanted = year or reading.identity.year
    layout = arrange(form_for_year(form or reading.identity.form, wanted))
    identity = reading.identity._replace(form=layout.form.id, edition=layout.form.edition, year=wanted)
    # A reason explains the figures of one year, and last year's figures are another year's then.
    same_year = wanted == reading.identity.year
    typed = {path: cells for path, cells in retyped(reading).items() if same_year or not path.startswith("reason.")}
    kept = {path: cells for path, cells in typed.items() if _is_input(layout, path)}
    prior = reading.prior if same_year else None
    if prior is not None:
        # The new layout may have no place for some of last year's figures.
        figures = {path: figure for path, figure in prior.figures.items() if f"prior.{path}" in layout.slots}
        prior = prior._replace(figures=figures)
    sealing, office = proven_key(reading, key), office_told(reading)
    blank = blank_contents(layout, identity, prior, issued or datetime.now(UTC), password, sealing, office)
    values = {**blank.values, **seen_in(kept)}
    # What nobody could read is asked for in the new workbook too, where a blank would else pass for nothing.
    lost = {*reading.text("returned.lost").split(), *needs_filling(reading.layout, reading.located.lost)}
    values["returned.lost"] = " ".join(sorted(path for path in lost if _is_input(layout, path)))
    # Reasons move along, bound to the figures they were bound to.
    bound = {path: value for path, value in reading.values.items() if path.startswith(("bound.", "was-given."))}
    known: dict[str, Value] = {**bound, **values, **identity.texts(), "year": reading.values["year"]}
    values |= carried_reasons(layout, reading_texts(layout, known))
    workbook = build_workbook(layout, replace(blank, values=values, typed=kept))
    return Migrated(workbook, identity, *_told(reading, layout, kept))


def _is_input(layout: Layout, path: str) -> bool:
    return path in layout.slots and layout.slots[path].editable


def _told(reading: WorkbookReading, layout: Layout, kept: Typed) -> tuple[tuple[Move, ...], ...]:
    """Say what became of every cell: moved, dropped, added, lost."""
    old, new = reading.layout.slots, layout.slots
    filled = {path: cells for path, cells in retyped(reading).items() if any(cells)}
    moved = [
        Move(_before(reading, old[path]), where(new[path]), _value(cells))
        for path, cells in filled.items()
        if path in kept
    ]
    dropped = [
        Move(_before(reading, old[path]), None, _value(cells)) for path, cells in filled.items() if path not in kept
    ]
    totals = reading.located.untrue.items()
    dropped += [Move(_before(reading, old[path]), None, brief(cell.text)) for path, cell in totals if cell]
    dropped += [
        Move(Where(each.sheet, each.cell, "", KINDS[each.kind].zh), None, brief(each.text))
        for each in (*reading.listed, *reading.unread)
    ]
    added = [Move(None, where(slot), "") for slot in layout.inputs() if not _is_input(reading.layout, slot.path)]
    lost = [Move(where(old[path]), None, "") for path in sorted(reading.located.lost) if old[path].editable]
    return tuple(moved), tuple(dropped), tuple(added), tuple(lost)


def _before(reading: WorkbookReading, slot: Slot) -> Where:
    return where(slot, reading.located.places.get(slot.path))


def _value(cells: Sequence[RawCell | None]) -> str:
    return brief("\n".join(cell.formula or cell.text for cell in cells if cell))
