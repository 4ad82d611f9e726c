"""What a workbook says of itself: form, edition, unit, year and the rest, kept twice so that neither place is trusted.

The custom properties and the identity sheet must agree; one of them alone is read, and named.
"""

import re
from collections.abc import Mapping

from govxl.characters import brief, visible
from govxl.findings import Both, Finding, Where, finding
from govxl.form.ledger import IDENTITY, PROPERTY
from govxl.form.words import IDENTITY_SHEET
from govxl.workbook.cells import RawCell
from govxl.workbook.package import open_package
from govxl.workbook.parts import read_properties
from govxl.workbook.reader import RawWorkbook, read_workbook
from govxl.workbook.strings import unescaped

__all__ = ["claimed_by", "identity_of"]

CUSTOM = "docProps/custom.xml"
"""Where every program keeps custom properties; where one does not, the whole file is read."""

MOST = 1 << 20
"""Bytes of properties that are looked through at a glance; ours are 3 kB."""

_NEEDED = ("form", "edition", "unit.name", "year")
"""Without these nobody can tell whose a workbook is; the others may be empty."""


def identity_of(raw: RawWorkbook) -> tuple[dict[str, str], list[Finding]]:
    """Read the identity, and what is wrong with it.

    Returns an empty mapping when it stands in neither place: not a workbook of ours.
    """
    ours = {key: text for key, text in raw.properties.items() if key.startswith(PROPERTY)}
    told = {key.removeprefix(PROPERTY): _plain(text) for key, text in ours.items()}
    kept = _on_the_sheet(raw, told)
    # Programs differ in whether a property spells what looks like an escape; the cell says which of the two it is.
    told |= {key: text for key, text in kept.items() if key in told and text == unescaped(told[key]) == visible(text)}
    if not told and not kept:
        return {}, []
    findings = [
        finding(
            "identity-conflict",
            [Where(IDENTITY_SHEET, "", key, key, kept[key])],
            expected=told[key],
            actual=kept[key],
            key=key,
        )
        for key in IDENTITY
        if key in told and key in kept and told[key] != kept[key]
    ]
    findings += _lost_halves(told, kept)
    return {key: told.get(key, kept.get(key, "")) for key in IDENTITY}, findings


def claimed_by(data: bytes) -> dict[str, str]:
    """Read at a glance what a file says of itself, without judging whether it is true; empty where it says nothing.

    Refused where the file is no sound zip.
    """
    package = open_package(data)
    part, book = package.find(CUSTOM), package.find("xl/workbook.xml")
    content = package.read(part) if part else b""
    told = read_properties(CUSTOM, content) if 0 < len(content) <= MOST else {}
    ours = {key.removeprefix(PROPERTY): _plain(text) for key, text in told.items() if key.startswith(PROPERTY)}
    if any(not ours.get(key) for key in _NEEDED) and book and IDENTITY_SHEET.encode() in package.read(book):
        raw = read_workbook(data)
        ours = {} if isinstance(raw, Finding) else identity_of(raw)[0]
    return {key: ours.get(key, "") for key in IDENTITY} if all(ours.get(key) for key in _NEEDED) else {}


def _lost_halves(told: dict[str, str], kept: dict[str, str]) -> list[Finding]:
    """Name the place that no longer says whose the workbook is."""
    sheet = Both(f"工作表“{IDENTITY_SHEET}”", f"sheet “{IDENTITY_SHEET}”")
    halves = ((told, Both("文件属性", "the properties")), (kept, sheet))
    return [
        finding(
            "identity-incomplete",
            # Nobody can tell whose it is where neither place says it.
            severity="hard" if any(not (told.get(key) or kept.get(key)) for key in missing) else None,
            half=words,
            keys="、".join(missing),
        )
        for half, words in halves
        if (missing := [key for key in _NEEDED if not half.get(key)])
    ]


def _on_the_sheet(raw: RawWorkbook, told: Mapping[str, str]) -> dict[str, str]:
    """Read what the identity sheet says; what computes there contradicts the properties, and alone it says nothing."""
    cells = next((sheet.cells for sheet in raw.sheets if sheet.name == IDENTITY_SHEET), {})
    kept: dict[str, str] = {}
    for row in range(1, len(IDENTITY) + 1):
        key, value = cells.get((row, 1)), cells.get((row, 2))
        if (
            key
            and key.text in IDENTITY
            and key.formula is None
            and (text := _text(value, key.text in told)) is not None
        ):
            kept[key.text] = text
    return kept


def _text(cell: RawCell | None, told: bool) -> str | None:
    if cell is not None and cell.formula is not None:
        return f"={brief(cell.formula)}" if told else None
    return _plain(cell.text) if cell else ""


def _plain(text: str) -> str:
    """Give an identity's text; a year that became a double (`2025.0`) is still that year."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text.strip())
