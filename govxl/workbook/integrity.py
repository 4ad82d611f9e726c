"""Raw cells against the Layout: whose return it is, where each point now stands, what changed in the locked part.

A point is found by its position, confirmed by the labels beside it, or by its defined name, confirmed the same way.
Labels are witnesses, never a search; where position and name give different values, the file is rejected with both.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from govxl.findings import Finding, Where, finding
from govxl.form.layout import Layout, name_of
from govxl.form.ledger import IDENTITY, PROPERTY
from govxl.form.places import Box, Label, Slot
from govxl.form.words import IDENTITY_SHEET
from govxl.workbook.cells import RawCell, RawSheet
from govxl.workbook.reader import RawWorkbook

__all__ = ["Located", "identity_of", "locate", "where"]

WITNESSES = ("header", "side", "rule", "tool", "note", "beside", "corner", "block")


@dataclass(slots=True)
class Located:
    """The raw cells of every slot by path (several of a long text, None for a blank), and what was found wrong."""

    cells: dict[str, list[RawCell | None]] = field(default_factory=dict)
    places: dict[str, Box] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def identity_of(raw: RawWorkbook) -> tuple[dict[str, str], list[Finding]]:
    """Read what a workbook says of itself, from its properties and from its identity sheet, which must agree.

    Returns an empty mapping when neither is there: not a workbook of ours.
    """
    told = {key.removeprefix(PROPERTY): text for key, text in raw.properties.items() if key.startswith(PROPERTY)}
    sheet = next((sheet for sheet in raw.sheets if sheet.name == IDENTITY_SHEET), None)
    kept: dict[str, str] = {}
    if sheet:
        for row in range(1, len(IDENTITY) + 1):
            key, value = sheet.cells.get((row, 1)), sheet.cells.get((row, 2))
            if key and key.text in IDENTITY:
                kept[key.text] = _plain(value)
    findings = [
        finding(
            "identity-conflict",
            [Where(IDENTITY_SHEET, "", key, key, kept[key])],
            expected=told[key],
            actual=kept[key],
            key=key,
        )
        for key in IDENTITY
        if key in told and key in kept and _plain_text(told[key]) != kept[key]
    ]
    return {key: _plain_text(told.get(key, kept.get(key, ""))) for key in IDENTITY} if told or kept else {}, findings


def _plain(cell: RawCell | None) -> str:
    return _plain_text(cell.text) if cell else ""


def _plain_text(text: str) -> str:
    """Give an identity's text; a year that became a double (`2025.0`) is still that year."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text.strip())


def where(slot: Slot, box: Box | None = None, value: str = "") -> Where:
    """Say where a slot stands, in the clerk's coordinates."""
    place = box or slot.box
    return Where(place.sheet, place.address, slot.path, slot.label, value)


# -- Where things are expected


@dataclass(frozen=True, slots=True)
class _Expected:
    """The labels of one sheet and the references of its names, as a workbook just made has them."""

    labels: tuple[tuple[tuple[int, int], str], ...]
    slots: tuple[Slot, ...]
    names: tuple[tuple[str, str], ...]


@cache
def _expected(layout: Layout) -> Mapping[str, _Expected]:
    return {
        sheet.name: _expect(sheet.labels, tuple(s for s in sheet.slots if s.kind != "shown")) for sheet in layout.sheets
    }


def _expect(labels: tuple[Label, ...], slots: tuple[Slot, ...]) -> _Expected:
    kept = tuple(((la.box.row, la.box.column), la.text) for la in labels if la.role in WITNESSES and la.text)
    named = tuple((name_of(slot.path), slot.reference) for slot in slots if slot.named)
    return _Expected(kept, slots, named)


# -- Where they are


def locate(layout: Layout, raw: RawWorkbook) -> Located:
    """Find every cell of the layout in a workbook."""
    found = Located()
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    for name, expected in _expected(layout).items():
        sheet = sheets.get(name)
        if sheet and all(_same(sheet.cells.get(place), text) for place, text in expected.labels):
            moved = {name for name, target in expected.names if raw.names.get(name, target) != target}
            for slot in expected.slots:
                if moved and name_of(slot.path) in moved:
                    _search(found, layout, sheets, raw.names, slot)
                else:
                    _take(found, sheet, slot, slot.box)
        else:
            for slot in expected.slots:
                _search(found, layout, sheets, raw.names, slot)
    _group_lost(found, layout, sheets)
    return found


def _same(cell: RawCell | None, text: str) -> bool:
    return cell is not None and (cell.text == text or _squeezed(cell.text) == _squeezed(text))


def _squeezed(text: str) -> str:
    """Fold what honest programs and people change in a label: blanks, line breaks, quotes."""
    return re.sub(r"[\s\u200b\u3000]+", "", text).translate({ord("“"): '"', ord("”"): '"', ord("："): ":"})


def _take(found: Located, sheet: RawSheet, slot: Slot, at: Box) -> None:
    """Take a slot's cells at a place; paragraphs follow each other downwards."""
    places = [
        (at.row + box.row - slot.box.row, at.column + box.column - slot.box.column)
        for box in (slot.cells or (slot.box,))
    ]
    found.cells[slot.path] = [sheet.cells.get(place) for place in places]
    found.places[slot.path] = at


def _search(
    found: Located, layout: Layout, sheets: Mapping[str, RawSheet], names: Mapping[str, str], slot: Slot
) -> None:
    """Find one slot by position and by name, each confirmed by its labels."""
    witnesses = _witnesses(layout, slot.path)
    candidates = [box for box in (slot.box, _named_place(slot, names)) if box and box.sheet in sheets]
    confirmed = [box for box in dict.fromkeys(candidates) if _confirmed(sheets[box.sheet], slot, box, witnesses)]
    if not confirmed:
        found.lost.add(slot.path)
        return
    _take(found, sheets[confirmed[0].sheet], slot, confirmed[0])
    if len(confirmed) > 1 and slot.editable:
        first = found.cells[slot.path]
        other = Located()
        _take(other, sheets[confirmed[1].sheet], slot, confirmed[1])
        texts = [_shown(first), _shown(other.cells[slot.path])]
        if texts[0] != texts[1]:
            cells = [where(slot, box, text) for box, text in zip(confirmed, texts, strict=True)]
            found.findings.append(finding("contradictory-places", cells, expected=texts[0], actual=texts[1]))


def _shown(cells: list[RawCell | None]) -> str:
    return "\n".join(cell.text for cell in cells if cell)


def _named_place(slot: Slot, names: Mapping[str, str]) -> Box | None:
    """Read where a slot's name points: `'Sheet'!$D$6` or a range, of which the first cell counts."""
    target = re.fullmatch(
        r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?[A-Z]{1,3}\$?\d+)?",
        names.get(name_of(slot.path), ""),
    )
    if not target:
        return None
    sheet = (target[1] or target[2]).replace("''", "'")
    column = 0
    for letter in target[3]:
        column = column * 26 + ord(letter) - 64
    return Box(sheet, int(target[4]), column, slot.box.rows, slot.box.columns)


@cache
def _witnesses(layout: Layout, path: str) -> tuple[Label, ...]:
    """Choose the labels that vouch for a slot: the nearest in its row, and the nearest above in its column."""
    slot = layout.slots[path]
    labels = [label for label in layout.sheet(slot.box.sheet).labels if label.role in WITNESSES and label.text]
    if slot.cells:
        return tuple(la for la in labels if la.box.row == slot.box.row - 1 and la.role == "header")
    beside = [
        la
        for la in labels
        if la.box.row <= slot.box.row < la.box.row + la.box.rows
        and la.box.column < slot.box.column
        and la.role != "header"
    ]
    above = [
        la
        for la in labels
        if la.role in ("header", "beside")
        and la.box.row < slot.box.row
        and la.box.column <= slot.box.column < la.box.column + la.box.columns
    ]
    near = sorted(beside, key=lambda la: la.box.column)[-1:]
    return (*near, *sorted(above, key=lambda la: la.box.row)[-1:])


def _confirmed(sheet: RawSheet, slot: Slot, at: Box, witnesses: tuple[Label, ...]) -> bool:
    """Ask the witnesses at a place; one in the slot's row moves with the row, one in its column with the column."""
    down, right = at.row - slot.box.row, at.column - slot.box.column
    for label in witnesses:
        box = label.box
        in_row = box.row <= slot.box.row < box.row + box.rows or bool(slot.cells)
        tries = [
            (box.row + down, box.column + right),
            (box.row + down, box.column) if in_row else (box.row, box.column + right),
        ]
        if not any(_same(sheet.cells.get(place), label.text) for place in tries):
            return False
    return True


def _group_lost(found: Located, layout: Layout, sheets: Mapping[str, RawSheet]) -> None:
    """Report what could not be found, one finding a sheet."""
    groups: dict[str, list[Slot]] = {}
    for path in found.lost:
        slot = layout.slots[path]
        if slot.editable or slot.kind == "prior":
            groups.setdefault(slot.box.sheet, []).append(slot)
    for sheet, slots in sorted(groups.items()):
        kind = "structure-changed" if sheet in sheets else "sheet-missing"
        ordered = sorted(slots, key=lambda slot: (slot.box.row, slot.box.column))
        found.findings.append(finding(kind, [where(slot) for slot in ordered], sheet_name=sheet))
