"""Workbooks changed behind every program's back: single cells, or all cached results, rewritten in the XML itself."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from tests.office import Place

__all__ = ["rewritten", "with_cells", "with_wrong_results"]


@lru_cache(maxsize=4)
def inflated(data: bytes) -> dict[str, bytes]:
    """Give every part of a package by its name."""
    with ZipFile(BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def rewritten(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """Pass every worksheet part (its name, its XML) through `change`; all else is copied."""
    out = BytesIO()
    with ZipFile(out, "w") as book:
        for name, part in inflated(data).items():
            sheet = name.startswith("xl/worksheets/sheet")
            book.writestr(name, change(name, part.decode()) if sheet else part)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, str]:
    """Give the part of every sheet, in the numbering of the program that wrote the file."""
    names = re.findall(r'<sheet name="([^"]*)"', inflated(data)["xl/workbook.xml"].decode())
    return {name: f"xl/worksheets/sheet{n}.xml" for n, name in enumerate(names, 1)}


def with_cells(data: bytes, values: Mapping[Place, Decimal | str | None]) -> bytes:
    """Put figures and texts into cells that are there already; None empties them."""
    parts = parts_of(data)

    def change(name: str, xml: str) -> str:
        for (sheet, address), value in values.items():
            if parts[sheet] == name:
                xml, times = re.subn(
                    rf'<c r="{address}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', rf'<c r="{address}"\1{_content(value)}', xml
                )
                assert times == 1, (sheet, address)
        return xml

    return rewritten(data, change)


def _content(value: Decimal | str | None) -> str:
    if value is None:
        return "/>"
    if isinstance(value, str):
        return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"><v>{value}</v></c>"


def with_wrong_results(data: bytes) -> bytes:
    """Give every formula a cached result that is wrong: another figure, or another word."""

    def wrong(found: re.Match[str]) -> str:
        return (
            f"{found[1]}>{found[2]}<v>987654321</v>"
            if 't="str"' not in found[1]
            else f"{found[1]}>{found[2]}<v>不符</v>"
        )

    def change(_: str, xml: str) -> str:
        return re.sub(r"(<c [^>]*)>(<f>[^<]*</f>)<v>[^<]*</v>", wrong, xml)

    return rewritten(data, change)
