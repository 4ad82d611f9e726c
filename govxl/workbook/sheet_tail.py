"""What a worksheet part says around its cells: merges, the sheet lock, validations, rows and columns nobody sees.

The part must be proven well-formed and hold no stray `>`; nothing here looks at cells.
"""

import re
from collections.abc import Sequence

from govxl.workbook.cells import MAX_AREAS, MAX_MERGES, Source
from govxl.workbook.strings import exact_text

__all__ = ["is_locked", "merges_in", "unseen_columns", "unseen_rows", "validated_in"]

_MERGE = re.compile(rb"<mergeCell (?:[^>]*?\s)?ref=[\"']([^\"'<>]*)[\"']")
_LOCK = re.compile(rb"<sheetProtection\s(?:[^>]*?\s)?sheet=[\"'](?:1|true)[\"']")
# In the sheet's own list the areas are an attribute, in an extension's an element (MS-XLSX 2.6.6).
_VALIDATION = re.compile(rb"<(?:\w+:)?dataValidation(\s[^>]*[^/>])>|<(?:\w+:)?dataValidation(\s[^>]*)/>")
_AREAS = re.compile(rb"\ssqref=[\"']([^\"'<>]*)[\"']")
_AREAS_WITHIN = re.compile(rb"<(?:\w+:)?sqref>([^<]*)<")
_COLUMN = re.compile(rb"<col\s[^>]*>")
_HIDDEN = re.compile(rb"\s(?:hidden=[\"'](?:1|true)|(?:ht|width)=[\"']0*(?:\.0*)?)[\"']")
_NUMBER = re.compile(rb"\sr=[\"']([0-9]{1,7})[\"']")
_NUMBERS = re.compile(rb"\s(min|max)=[\"']([0-9]{1,7})[\"']")
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


def unseen_rows(tags: Sequence[bytes]) -> list[int]:
    """Find the rows that nobody sees, by their tags; one that does not tell its number is not looked for."""
    joined = b"".join(tags)
    if not any(mark in joined for mark in (b'hidden="1', b'hidden="t', b'ht="0', b"'")):
        return []
    hidden = filter(_HIDDEN.search, tags)
    return [int(told[1]) for told in map(_NUMBER.search, hidden) if told]


def unseen_columns(data: bytes, head: int) -> tuple[tuple[int, int], ...]:
    """Find the columns that nobody sees; `head` is where the cells begin, below them."""
    found: list[tuple[int, int]] = []
    for tag in filter(_HIDDEN.search, _COLUMN.findall(data, 0, head)):
        numbers = {name: int(number) for name, number in _NUMBERS.findall(tag)}
        if b"min" in numbers:
            found.append((numbers[b"min"], numbers.get(b"max", numbers[b"min"])))
    return tuple(found)
