"""What a worksheet part says around its cells: locks, merges, validations, and the columns and rows nobody sees.

The part must be proven well-formed. A `head` reaches as far as the cells, a `tail` begins where they end.
"""

import re
from collections.abc import Iterator, Sequence

from govxl.xlsx.content import MAX_AREAS, MAX_MERGES, CellSource
from govxl.xlsx.memory import LONGEST_PART, remembered
from govxl.xlsx.xml import exact_text

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


def is_locked(tail: bytes) -> bool:
    """Whether the sheet is protected; `tail` is the part from the end of its cells on, here and below."""
    return bool(_LOCK.search(tail))


def merges_in(source: CellSource, tail: bytes) -> tuple[str, ...]:
    """List the merged areas as written; Refused when a workbook has too many."""
    source.allowance.merges -= tail.count(b"<mergeCell ")
    if source.allowance.merges < 0:
        raise source.beyond(f"合并单元格超过 {MAX_MERGES} 处", f"has more than {MAX_MERGES} merged areas")
    return _merges(source.part, tail)


@remembered
def _merges(part: str, tail: bytes) -> tuple[str, ...]:
    return tuple(exact_text(reference) for reference in _MERGE.findall(tail))


def validated_in(source: CellSource, tail: bytes) -> tuple[str, ...]:
    """List the areas under validations that refuse something; those of type `none` only show a prompt.

    Refused when a workbook has too many.
    """
    areas: list[str] = []
    # What is too long to be remembered is counted as it is read, so that no more is ever held than is allowed.
    for names, refuses in _few_validations(source.part, tail) if len(tail) <= LONGEST_PART else _validations(tail):
        source.allowance.areas -= 1 + len(names)
        if source.allowance.areas < 0:
            raise source.beyond(f"数据有效性超过 {MAX_AREAS} 处", f"has more than {MAX_AREAS} areas with validation")
        areas += names if refuses else ()
    return tuple(areas)


@remembered
def _few_validations(part: str, tail: bytes) -> tuple[tuple[tuple[str, ...], bool], ...]:
    return tuple(_validations(tail))


def _validations(tail: bytes) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the areas of each validation, and whether it refuses anything."""
    for found in _VALIDATION.finditer(tail):
        tag = found[1] or found[2]
        # Excel moves validations that name other sheets into an extension list, where areas stand in an element.
        told = _AREAS.search(tag)
        if told is None and found[1]:
            told = _AREAS_WITHIN.search(tail, found.end(), tail.find(b"dataValidation>", found.end()))
        names = tuple(told[1].decode("utf-8", "replace").split()) if told else ()
        yield names, _OF_A_TYPE.search(tag) is not None


def unseen_rows(tags: Sequence[bytes]) -> list[int]:
    """Find the rows that nobody sees, by their tags; one that does not tell its number is not looked for."""
    # Most sheets hide nothing, which is seen sooner in all tags at once than in each.
    joined = b"".join(tags)
    if not any(mark in joined for mark in (b'hidden="1', b'hidden="t', b'ht="0', b"'")):
        return []
    hidden = filter(_HIDDEN.search, tags)
    return [int(told[1]) for told in map(_NUMBER.search, hidden) if told]


@remembered
def unseen_columns(part: str, head: bytes) -> tuple[tuple[int, int], ...]:
    """Find the columns that nobody sees; `head` is the part as far as its cells, which begin below them."""
    found: list[tuple[int, int]] = []
    for tag in filter(_HIDDEN.search, _COLUMN.findall(head)):
        numbers = {name: int(number) for name, number in _NUMBERS.findall(tag)}
        if b"min" in numbers:
            found.append((numbers[b"min"], numbers.get(b"max", numbers[b"min"])))
    return tuple(found)
