"""What a worksheet part says around its cells: merges, the sheet lock, validations, rows and columns nobody sees.

The part must be proven well-formed and hold no stray `>`; nothing here looks at cells.
"""

import re

from govxl.workbook.cells import MAX_AREAS, MAX_MERGES, Source, Unseen
from govxl.workbook.strings import exact_text

__all__ = ["is_locked", "merges_in", "unseen_in", "validated_in"]

_MERGE = re.compile(rb"<mergeCell (?:[^>]*?\s)?ref=[\"']([^\"'<>]*)[\"']")
_LOCK = re.compile(rb"<sheetProtection\s(?:[^>]*?\s)?sheet=[\"'](?:1|true)[\"']")
# In the sheet's own list the areas are an attribute, in an extension's an element (MS-XLSX 2.6.6).
_VALIDATION = re.compile(rb"<(?:\w+:)?dataValidation(\s[^>]*[^/>])>|<(?:\w+:)?dataValidation(\s[^>]*)/>")
_AREAS = re.compile(rb"\ssqref=[\"']([^\"'<>]*)[\"']")
_AREAS_WITHIN = re.compile(rb"<(?:\w+:)?sqref>([^<]*)<")
_LINE = re.compile(rb"<(row|col)\s([^>]*)>")
_HIDDEN = re.compile(rb"(?:^|\s)(?:hidden=[\"'](?:1|true|on)|(?:ht|width)=[\"']0*(?:\.0*)?)[\"']")
_MAY_HIDE = tuple(
    name + quote + value
    for name, values in ((b"hidden=", b"1to"), (b"ht=", b"0"), (b"width=", b"0"))
    for quote in (b'"', b"'")
    for value in map(bytes, zip(values, strict=True))
)
_NUMBERS = re.compile(rb"(?:^|\s)(r|min|max)=[\"']([0-9]{1,7})[\"']")
_OF_A_TYPE = re.compile(rb"\stype=[\"'](?!none)")


def is_locked(data: bytes, tail: int) -> bool:
    """Whether the sheet is protected; `tail` is where the cells end, here and below."""
    return bool(_LOCK.search(data, tail))


def merges_in(source: Source, data: bytes, tail: int) -> tuple[str, ...]:
    """List the merged areas as written; Refused when a workbook has too many."""
    source.allowance.merges -= data.count(b"<mergeCell ", tail)
    if source.allowance.merges < 0:
        raise source.beyond(f"合并单元格超过 {MAX_MERGES} 处")
    return tuple(exact_text(reference) for reference in _MERGE.findall(data, tail))


def validated_in(source: Source, data: bytes, tail: int) -> tuple[str, ...]:
    """List the areas under validations that refuse something; those of type `none` only show a prompt.

    Refused when a workbook has too many.
    """
    areas: list[str] = []
    for found in _VALIDATION.finditer(data, tail):
        tag = found[1] or found[2]
        told = _AREAS.search(tag)
        if told is None and found[1]:
            told = _AREAS_WITHIN.search(data, found.end(), data.find(b"dataValidation>", found.end()))
        names = told[1].decode("utf-8", "replace").split() if told else []
        source.allowance.areas -= 1 + len(names)
        if source.allowance.areas < 0:
            raise source.beyond(f"数据有效性超过 {MAX_AREAS} 处")
        areas += names if _OF_A_TYPE.search(tag) else []
    return tuple(areas)


def unseen_in(data: bytes) -> Unseen:
    """Find the rows and columns that are hidden, or have no height or width; rows must tell their numbers."""
    if not any(mark in data for mark in _MAY_HIDE):
        return Unseen()
    rows: list[int] = []
    columns: list[tuple[int, int]] = []
    for kind, told in _LINE.findall(data):
        numbers = {name: int(number) for name, number in _NUMBERS.findall(told)} if _HIDDEN.search(told) else {}
        if kind == b"row" and b"r" in numbers:
            rows.append(numbers[b"r"])
        elif kind == b"col" and b"min" in numbers:
            columns.append((numbers[b"min"], numbers.get(b"max", numbers[b"min"])))
    return Unseen(frozenset(rows), tuple(columns))
