"""Number formats put on cells of a filled workbook, as a person or a paste does; all else of the cell's look stays."""

import re
from collections.abc import Mapping
from html import escape

from tests.returns import Place, packed, parts_of, sheet_part

__all__ = ["formatted"]

STYLES = "xl/styles.xml"
FIRST = 300
"""The number of the first format that is added; the writer's own begin with 164."""


def formatted(data: bytes, codes: Mapping[Place, str | int]) -> bytes:
    """Give cells a number format each, by its code, or by its number for one that every file knows without a code."""
    parts = parts_of(data)
    for n, ((sheet, address), code) in enumerate(codes.items(), FIRST):
        styles = parts[STYLES].decode()
        number = code if isinstance(code, int) else n
        if isinstance(code, str):
            styles = _with_code(styles, n, code)
        part = sheet_part(parts, sheet)
        cell = re.search(rf'<c r="{address}" s="(\d+)"', parts[part].decode())
        assert cell, f"{sheet} has no {address}"
        inside = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
        assert inside
        looks = re.findall(r"<xf [^>]*?/>|<xf [^>]*?[^/]>.*?</xf>", inside[1], re.DOTALL)
        look = re.sub(r'numFmtId="\d+"', f'numFmtId="{number}"', looks[int(cell[1])], count=1)
        look = re.sub(r' applyNumberFormat="\d"', "", look).replace("<xf ", '<xf applyNumberFormat="1" ', 1)
        parts[STYLES] = styles.replace("</cellXfs>", look + "</cellXfs>").encode()
        text, times = re.subn(rf'(<c r="{address}" s=")\d+"', rf'\g<1>{len(looks)}"', parts[part].decode())
        assert times == 1
        parts[part] = text.encode()
    return packed(parts)


def _with_code(styles: str, number: int, code: str) -> str:
    added = f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
    if "<numFmts" in styles:
        return styles.replace("</numFmts>", added + "</numFmts>", 1)
    return re.sub(r"<styleSheet[^>]*>", lambda found: f"{found[0]}<numFmts>{added}</numFmts>", styles, count=1)
