"""Raw cells against the Layout: where each point now stands, and what was changed in the locked part, in one pass.

Nothing here repairs or guesses; what was changed is named with its place, and only what makes a figure uncertain, or
the workbook another's, blocks.
"""

from collections.abc import Iterator, Mapping, Sequence

from govxl.addresses import address
from govxl.findings.finding import Both, Finding, Severity, Where, finding
from govxl.layout.layout import Layout
from govxl.layout.own_pages import is_sheet_mark
from govxl.layout.places import Box, Slot
from govxl.text import brief
from govxl.words import PROBLEMS_SHEET
from govxl.workbook.alterations import alterations
from govxl.workbook.issued import Original, originals, place_of, plain_reference
from govxl.workbook.locate import locate
from govxl.workbook.located import EMPTY, Located, named_place, where
from govxl.workbook.match_sheets import homes_of
from govxl.workbook.same_text import honest, said, same_words
from govxl.xlsx.cells import RawSheet, RawWorkbook, Unseen

__all__ = ["Located", "examine", "where"]

VISIBLE = "visible"
WORDING = ("label-altered", "label-spacing")
NOTHING_LOST = Both("里面没有要报送的内容", "it holds nothing to be reported")
NOTHING_TO_DO = Both("不用处理", "nothing to do")


def examine(layout: Layout, raw: RawWorkbook, fingerprint: str, mark: str = "") -> Located:
    """Find every cell of the layout in a workbook, and what was changed around them.

    `fingerprint` is that of the layout it was made with: in an older structure only the points are looked for, and an
    older wording is no alteration. `mark` says whose its sheets should be; empty where that is not known.
    """
    sheets = originals(layout)
    homes = homes_of(sheets, raw.sheets)
    unharmed = {each.name for each in sheets if _is_unharmed(each, homes.get(each.name))}
    reworded = fingerprint != layout.fingerprint
    found = locate(layout, homes, raw, unharmed, reworded, gained=layout.had_structure(fingerprint))
    hidden = tuple(_hidden_entries(sheets, raw, found))
    foreign: dict[str, list[Where]] = {}
    if not layout.has_structure(fingerprint):
        # Nothing can be compared cell by cell, but whose the sheets are they say themselves, wherever it stands by now.
        for sheet in raw.sheets:
            for at, cell in sheet.cells.items():
                if at[1] == 1 and is_sheet_mark(said(cell)):
                    now = brief(cell.text)
                    foreign.setdefault(now, []).append(Where(sheet.name, address(*at), "", "", now))
        return found._replace(findings=(*found.findings, *_foreign(foreign, mark), *hidden))
    # The first sheet of a workbook that was returned lists problems, and is held against nothing.
    times = found.cells.get("returned.times")
    compared = [each for each in sheets if not (times and said(times[0]) and each.name == PROBLEMS_SHEET)]
    whole = tuple(_whole_sheets(sheets, compared, homes, raw))
    # Where cells moved on one sheet, or a sheet has another name or none, the formulas of all follow.
    moved = bool(found.lost) or any(
        box.row != slot.box.row or box.column != slot.box.column for slot, box in _placed(sheets, found)
    )
    moved = moved or any(any(moves.changes()) for moves in found.moves.values())
    renamed = len(homes) < len(sheets) or any(name != sheet.name for name, sheet in homes.items())
    formatted = any(sheet.open for sheet in raw.sheets)
    parts = [
        alterations(
            each,
            home,
            found,
            raw.unlocked,
            mark,
            unharmed=each.name in unharmed,
            shifted=moved or renamed,
            formatted=formatted,
        )
        for each in compared
        if (home := homes.get(each.name))
    ]
    changed = [each for part in parts for each in part.findings]
    if orphans := [place for part in parts for place in part.orphans]:
        changed.append(finding("references-lost", orphans))
    for part in parts:
        if part.foreign:
            foreign.setdefault(part.foreign.value, []).append(part.foreign)
    changed += [*_foreign(foreign, mark), *_broken_names(sheets, raw.names, found)]
    kept = [each for each in changed if not (reworded and each.name in WORDING)]
    return found._replace(
        findings=(*found.findings, *whole, *kept, *hidden),
        lost=found.lost.union(*(part.gone for part in parts)),
        untrue={path: cell for part in parts for path, cell in part.untrue.items()},
        unsure=frozenset().union(*(part.unsure for part in parts)),
    )


def _is_unharmed(original: Original, sheet: RawSheet | None) -> bool:
    """Whether a sheet has its name, every label in its place, and below them what says whose it is."""
    if sheet is None or sheet.name != original.name:
        return False
    cells = sheet.cells
    marks = (cells.get(place_of(slot.box)) for slot in original.marks)
    return all(cell is not None and is_sheet_mark(cell.text) for cell in marks) and all(
        (cell := cells.get(place)) is not None
        and (cell.text == label.text or honest(cell.text) == honest(label.text))
        and (type(cell.text) is str or bool(said(cell)))
        and cell.formula is None
        for place, label in original.labels.items()
    )


def _foreign(said: Mapping[str, Sequence[Where]], mark: str) -> Iterator[Finding]:
    """Name the sheets that say they are another workbook's, once for each of those."""
    for now, places in said.items():
        if mark and not same_words(now, brief(mark)):
            names = "”“".join(place.sheet for place in places)
            yield finding("foreign-sheet", places, expected=mark, actual=now, sheets=names, was=brief(mark), now=now)


def _placed(sheets: Sequence[Original], found: Located) -> Iterator[tuple[Slot, Box]]:
    for each in sheets:
        for slot in each.slots:
            if box := found.places.get(slot.path):
                yield slot, box


def _whole_sheets(
    sheets: Sequence[Original], compared: Sequence[Original], homes: Mapping[str, RawSheet], raw: RawWorkbook
) -> Iterator[Finding]:
    """Name sheets that are missing, renamed, added, hidden, unprotected or in another order, and the mode."""
    known = {home.name: name for name, home in homes.items()}
    for each in compared:
        home = homes.get(each.name)
        if home is None:
            # A sheet with entries is told with what was lost of them (`locate`).
            if not any(slot.editable or slot.kind == "prior" for slot in each.slots):
                tidied: Severity = "info" if each.name == PROBLEMS_SHEET else "warning"
                yield finding(
                    "sheet-missing", severity=tidied, sheet_name=each.name, lost=NOTHING_LOST, asked=NOTHING_TO_DO
                )
            continue
        if home.name != each.name:
            yield finding("sheet-renamed", [Where(home.name)], expected=each.name, actual=home.name, was=each.name)
        if (home.state == VISIBLE) == each.sheet.hidden:
            yield finding("sheet-shown" if each.sheet.hidden else "sheet-hidden", [Where(home.name)])
    for sheet in raw.sheets:
        if sheet.name not in known:
            yield finding("sheet-added", [Where(sheet.name)], cells_count=len(sheet.cells) + sheet.left_out)
    unlocked = [Where(home.name) for home in homes.values() if not home.protected]
    if unlocked:
        names = Both("、".join(each.sheet for each in unlocked), ", ".join(each.sheet for each in unlocked))
        yield finding("protection-lifted", unlocked, sheets=names)
    # Sheets that were added, or are missing, are told of as such and put nothing out of order.
    order = [known[sheet.name] for sheet in raw.sheets if sheet.name in known]
    if order != [each.name for each in sheets if each.name in homes]:
        yield finding("sheets-reordered")
    if raw.manual:
        yield finding("manual-calculation")


def _hidden_entries(sheets: Sequence[Original], raw: RawWorkbook, found: Located) -> Iterator[Finding]:
    """Name the rows and columns nobody sees that hold what somebody typed, once a sheet."""
    unseen = {sheet.name: sheet.unseen for sheet in raw.sheets if sheet.unseen != Unseen()}
    if not unseen:
        return
    places: dict[str, list[Where]] = {}
    for slot, box in ((slot, box) for slot, box in _placed(sheets, found) if slot.editable and box.sheet in unseen):
        for nth, cell in enumerate(found.cells[slot.path]):
            row, rows = box.row + nth, 1 if slot.cells else slot.box.rows
            columns = range(box.column, box.column + slot.box.columns)
            if cell and cell.text.strip() and unseen[box.sheet].covers(range(row, row + rows), columns):
                told = where(slot, Box(box.sheet, row, box.column), brief(cell.text))
                places.setdefault(box.sheet, []).append(told)
    for cells in places.values():
        yield finding("lines-hidden", cells)


def _broken_names(sheets: Sequence[Original], names: Mapping[str, str], found: Located) -> Iterator[Finding]:
    """Name the defined names that no longer point at their cells."""
    broken = []
    for each in sheets:
        for slot, name, reference in each.names:
            place, target = found.places.get(slot.path), names.get(name, "")
            if place and not (plain_reference(target) == reference and place_of(place) == place_of(slot.box)):
                at = named_place(target)
                if at and (at.sheet, at.column) == (place.sheet, place.column):
                    # A paragraph put in before the first or after the last is not in the name of a text.
                    inside = place.row <= at.row and at.row + at.rows <= place.row + place.rows
                    whole = at.rows >= min(place.rows, len(slot.cells))
                    if (inside and whole) if slot.cells else at.row == place.row:
                        continue
                broken.append(where(slot, place, brief(target) or EMPTY))
    if broken:
        yield finding("names-broken", broken, point=broken[0].point, target=broken[0].value)
