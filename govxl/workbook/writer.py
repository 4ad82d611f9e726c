"""Layout and values to a workbook: sheets drawn in order, names, properties, the structure locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter.workbook import Workbook

from govxl.language.expressions import Value
from govxl.layout.layout import Layout, Verdicts, name_of
from govxl.layout.own_pages import IDENTITY, PROPERTY, mark_of
from govxl.words import GUIDE_SHEET, PROBLEMS_SHEET
from govxl.workbook.drawing import Pen, draw_sheet
from govxl.workbook.identity import prior_digest, seal
from govxl.workbook.marking import Returned, draw_lines, draw_marks
from govxl.workbook.styles import Styles
from govxl.workbook.worksheet import ExactWorkbook, PlainSheet
from govxl.xlsx.cells import RawCell

__all__ = ["Contents", "Drawn", "build_workbook", "drawn_workbook", "issue_time", "whole_contents"]


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a workbook: who it is for, and the values of inputs, fields and last year's figures by path.

    `password` is asked for when a sheet's protection is lifted; it is no secret kept from anybody determined.
    `identity` holds the texts of `ledger.IDENTITY` but for the fingerprint, the issue time and the digest of last
    year's figures, which are ours; a `key` seals the workbook, and without one a seal of the identity stays. `typed`
    cells are written as they stood in another workbook, in place of their values; `returned` says what is wrong.
    """

    identity: Mapping[str, str]
    values: Mapping[str, Value]
    issued: datetime
    password: str = ""
    key: bytes = field(default=b"", repr=False)
    typed: Mapping[str, Sequence[RawCell | None]] = field(default_factory=dict)
    returned: Returned | None = None


class Drawn(NamedTuple):
    """A workbook as it was drawn: its bytes, what it was drawn with, its sheets by name, and its table of texts."""

    data: bytes
    pen: Pen
    sheets: Mapping[str, PlainSheet]
    texts: Sequence[str]


class _LockedWorkbook(ExactWorkbook):
    """A workbook whose sheets cannot be added, removed, renamed or moved (ECMA-376 part 1, 18.2.29)."""

    def _write_book_views(self) -> None:
        # xlsxwriter has no lock of the structure; the element stands right before the views (18.2.27).
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()


def build_workbook(layout: Layout, contents: Contents) -> bytes:
    """Build the bytes of an .xlsx; the same layout, contents and issue time give the same bytes."""
    return drawn_workbook(layout, contents, *whole_contents(layout, contents)).data


def whole_contents(layout: Layout, contents: Contents) -> tuple[dict[str, str], dict[str, Value]]:
    """Give the identity with what is ours of it, and all values that stand in the workbook, nothing worked out."""
    issued = issue_time(contents)
    slots = layout.slots
    prior = prior_digest({path: value for path, value in contents.values.items() if path in slots})
    ours = {"fingerprint": layout.fingerprint, "issued": issued.isoformat(), "prior": prior}
    identity = dict(contents.identity) | ours
    identity["seal"] = seal(contents.key, identity, contents.values) if contents.key else identity.get("seal", "")
    marks = (slot.path for slot in layout.of_kind("mark"))
    values: dict[str, Value] = {**contents.values, **identity, **dict.fromkeys(marks, mark_of(identity))}
    values["year"] = Decimal(identity["year"])
    return identity, values


def issue_time(contents: Contents) -> datetime:
    """Give the time of issue as a workbook tells it."""
    return contents.issued.astimezone(UTC).replace(microsecond=0)


def drawn_workbook(
    layout: Layout, contents: Contents, identity: Mapping[str, str], values: Mapping[str, Value]
) -> Drawn:
    """Draw a workbook of what `whole_contents` gives."""
    verdicts = Verdicts(layout, values)
    out = BytesIO()
    # A text that begins with = or looks like a link or a number stays a text.
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
    }
    book = _LockedWorkbook(out, options)
    book.set_calc_mode("auto")
    spans = contents.returned.spans if contents.returned else {}
    pen = Pen(layout, verdicts, Styles(book), contents.typed, spans)
    sheets = _draw_sheets(book, pen, contents)
    # Every cell that is read back has a name, so that it is found again when it was moved.
    for path, slot in layout.slots.items():
        if slot.named:
            book.define_name(name_of(path), f"={slot.reference}")
    # With a time of its own the same contents would never give the same bytes twice.
    created = issue_time(contents).replace(tzinfo=None)
    book.set_properties({"title": layout.form.title, "author": "govxl", "created": created})
    for key in IDENTITY:
        book.set_custom_property(PROPERTY + key, identity[key], "text")
    book.close()
    return Drawn(out.getvalue(), pen, sheets, book.str_table.string_array)


def _draw_sheets(book: Workbook, pen: Pen, contents: Contents) -> Mapping[str, PlainSheet]:
    """Draw all sheets, and give them by name.

    A returned workbook opens with the list of what is wrong, any other with the guide.
    """
    sheets = pen.layout.sheets
    targets = {sheet.name: book.add_worksheet(sheet.name, PlainSheet) for sheet in sheets}
    if contents.returned:
        draw_marks(targets, pen, contents.returned)  # first: of the colours of a cell the one given first is shown
    for sheet in sheets:
        shown = contents.returned is not None and sheet.name == PROBLEMS_SHEET
        draw_sheet(targets[sheet.name], pen, sheet._replace(hidden=sheet.hidden and not shown), contents.password)
    if contents.returned:
        draw_lines(targets[PROBLEMS_SHEET], pen.styles, contents.returned)
    first = targets[PROBLEMS_SHEET if contents.returned else GUIDE_SHEET]
    first.activate()
    first.set_first_sheet()
    return targets
