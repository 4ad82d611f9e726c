"""What conditional formats may make of what a cell shows: another number, letters nobody sees, no figure at all.

Whether a condition holds is not asked, for it may depend on anything. One that only colours a cell is no matter. Parts
must be proven well-formed.
"""

import re
from collections.abc import Iterator, Sequence

from govxl.xlsx.cells import Condition, Dress
from govxl.xlsx.content import MAX_AREAS, CellSource
from govxl.xlsx.format_codes import ORDINARY
from govxl.xlsx.looks import WHITE, attributes_of, colour_of, font_of
from govxl.xlsx.memory import remembered
from govxl.xlsx.xml import exact_text, utf8

__all__ = ["conditions_in", "dresses_in"]

# Of a rule the areas and what it does stand in one element; in an extension (MS-XLSX 2.6.5) all of it does.
_BLOCK = re.compile(
    rb"<((?:\w+:)?)conditionalFormatting(?=[\s>])([^>]*)(?<!/)>(.*?)</\1conditionalFormatting\s*>", re.DOTALL
)
_AREAS = re.compile(rb"\ssqref=[\"']([^\"'<>]*)[\"']")
_AREAS_WITHIN = re.compile(rb"<(?:\w+:)?sqref>([^<]*)<")
_DRESS_OF = re.compile(rb"\sdxfId=[\"']([0-9]{1,6})[\"']")
_NO_FIGURE = re.compile(rb"<(?:\w+:)?(?:dataBar|iconSet)\s(?:[^>]*?\s)?showValue=[\"'](?:0|false)[\"']")
_DRESSES = re.compile(rb"<((?:\w+:)?)dxfs(?=[\s>])[^>]*>(.*?)</\1dxfs\s*>", re.DOTALL)
_DRESS = re.compile(rb"<((?:\w+:)?)dxf(?:\s*/>|\s*>(.*?)</\1dxf\s*>)", re.DOTALL)
_PREFIX = re.compile(r"<(/?)\w+:")
_FONT = re.compile(r"<font>(.*?)</font>", re.DOTALL)
_INK = re.compile(r"<(?:color|strike)\b")
_GROUND = re.compile(r"<bgColor\s([^<>]*)>")
_CODE = re.compile(r"<numFmt\s[^<>]*?formatCode=(?:\"([^\"<]*)\"|'([^'<]*)')")


PLAIN = Dress()


@remembered
def dresses_in(part: str, data: bytes) -> tuple[Dress, ...]:
    """Read what conditions put over cells, by its index, out of the part with the styles."""
    found = _DRESSES.search(utf8(part, data))
    return tuple(_dress(each[2]) for each in _DRESS.finditer(found[2])) if found else ()


def _dress(said: bytes | None) -> Dress:
    plain = _PREFIX.sub(r"<\1", (said or b"").decode("utf-8", "replace"))
    coded, font, ground = _CODE.search(plain), _FONT.search(plain), _GROUND.search(plain)
    code = exact_text((coded[1] or coded[2] or "").encode()) if coded else ""
    hides = False
    # Letters whose colour nobody set have that of their cell, and a ground that is the system's own is any.
    if font and _INK.search(font[1]):
        told = attributes_of(ground[1]) if ground else {}
        fill = colour_of(told) if "rgb" in told or "theme" in told else WHITE
        hides = bool(font_of(font[1]).trace(fill))
    return Dress("" if code in ORDINARY else code, hides)


def conditions_in(source: CellSource, tail: bytes, dresses: Sequence[Dress]) -> tuple[Condition, ...]:
    """List the conditions under which a cell may show other than it says; `tail` begins where the cells end.

    Refused where they are of more areas than a workbook may have.
    """
    # Workbooks of ours have conditions that only colour: nothing in them need be looked at one by one.
    odd = any(each != PLAIN for each in dresses) or b"dxf>" in tail or b"showValue" in tail
    found = tuple(_conditions(tail, dresses)) if odd else ()
    source.allowance.areas -= sum(len(each.areas) for each in found)
    if source.allowance.areas < 0:
        raise source.beyond(f"条件格式超过 {MAX_AREAS} 处", f"has conditional formats of more than {MAX_AREAS} areas")
    return found


def _conditions(tail: bytes, dresses: Sequence[Dress]) -> Iterator[Condition]:
    for block in _BLOCK.finditer(tail):
        inside = block[3]
        numbers = {int(number) for number in _DRESS_OF.findall(inside)}
        worn = {dresses[number] for number in numbers if number < len(dresses)}
        worn |= {_dress(each[2]) for each in _DRESS.finditer(inside)}
        if _NO_FIGURE.search(inside):
            worn.add(Dress(hides=True))
        told = _AREAS.search(block[2]) or _AREAS_WITHIN.search(inside)
        areas = tuple(told[1].decode("utf-8", "replace").split()) if told else ()
        for each in sorted(worn - {PLAIN}):
            yield Condition(areas, each.code, each.hides)
