"""What people and programs do to the locked part of a workbook, one deed at a time: as openpyxl does it, and in the XML.

Every deed insists on having changed the file. `honest_insert` moves everything that Excel moves; openpyxl moves the
cells alone, which is why its files are the dangerous ones.
"""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from govxl.layout.own_pages import IDENTITY, PROPERTY
from tests.dialects import BOOK, CUSTOM, TYPES, in_part, inline_strings, swapped
from tests.returns import packed, parts_of, put, sheet_part, words

Deed = Callable[[bytes], bytes]

ADDRESS = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)\b")
COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTE = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>科长</author></authors><commentList><comment ref="D6" authorId="0"><text><r><t>请再核对</t></r></text></comment></commentList></comments>'


# -- The tools


def in_sheet(sheet: str, pattern: str, by: Any) -> Deed:
    """Rewrite the part of one sheet."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        return packed(in_part(parts, sheet_part(parts, sheet), pattern, by))

    return deed


def in_book(pattern: str, by: Any) -> Deed:
    """Rewrite the workbook's own part: sheets, names, mode of calculation."""
    return lambda data: packed(in_part(parts_of(data), BOOK, pattern, by))


def cells(contents: dict[tuple[str, str], str]) -> Deed:
    """Put other contents into cells."""
    return lambda data: put(data, contents)


def openpyxl_does(change: Callable[[Any], Any]) -> Deed:
    """Open with openpyxl, change, save."""

    def deed(data: bytes) -> bytes:
        book = openpyxl.load_workbook(BytesIO(data))
        change(book)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return deed


def together(*deeds: Deed) -> Deed:
    """Do one after the other."""

    def deed(data: bytes) -> bytes:
        for each in deeds:
            data = each(data)
        return data

    return deed


# -- Sheets


def rename(sheet: str, name: str) -> Deed:
    """Rename a sheet in the list alone, as a careless program does: names and formulas still say the old one."""
    return in_book(f'<sheet name="{sheet}"', f'<sheet name="{name}"')


def rename_as_excel(sheet: str, name: str) -> Deed:
    """Rename a sheet, and wherever formulas and names say so."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(rename(sheet, name)(data))
        texts = {part: body.decode() for part, body in parts.items() if part == BOOK or part.startswith("xl/worksheets/s")}
        return packed(parts | {part: text.replace(f"'{sheet}'!", f"'{name}'!").encode() for part, text in texts.items()})

    return deed


def swap_names(one: str, other: str) -> Deed:
    """Let two sheets change their names."""
    return together(rename(one, "～"), rename(other, one), rename("～", other))


def remove(sheet: str) -> Deed:
    """Take a sheet out of the list, and what was defined for it alone."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        gone = re.findall(r'<sheet name="([^"]*)"', parts[BOOK].decode()).index(sheet)
        book = swapped(parts[BOOK].decode(), f'<sheet name="{sheet}"[^>]*/>', "")
        book = re.sub(rf'<definedName [^>]*localSheetId="{gone}"[^>]*>[^<]*</definedName>', "", book)
        book = re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{int(m[1]) - (int(m[1]) > gone)}"', book)
        return packed(parts | {BOOK: book.encode()})

    return deed


def paste_sheet(sheet: str, source: Callable[[], bytes]) -> Deed:
    """Put a sheet of another workbook in the place of its namesake."""

    def deed(data: bytes) -> bytes:
        parts, others = parts_of(data), inline_strings(parts_of(source()))
        return packed(parts | {sheet_part(parts, sheet): others[sheet_part(others, sheet)]})

    return deed


def copy_sheet(sheet: str, name: str, change: Callable[[bytes], bytes] = bytes) -> Deed:
    """Add a copy of a sheet at the end."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        parts["xl/worksheets/copy.xml"] = change(parts[sheet_part(parts, sheet)])
        parts = in_part(parts, TYPES, "</Types>", '<Override PartName="/xl/worksheets/copy.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        link = f'<Relationship Id="rId99" Type="{RELATIONS}/worksheet" Target="worksheets/copy.xml"/></Relationships>'
        parts = in_part(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", link)
        return packed(in_part(parts, BOOK, "</sheets>", f'<sheet name="{name}" sheetId="99" r:id="rId99"/></sheets>'))

    return deed


def orphaned(data: bytes) -> bytes:
    """Let every formula that named a cell of table three name nothing, as when a copy took that sheet's place."""
    parts = parts_of(data)
    others = [part for part in parts if part.startswith("xl/worksheets/s") and part != sheet_part(parts, "三、申请办理")]
    bare = {part: re.sub(r"'三、申请办理'!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?", "#REF!", parts[part].decode()) for part in others}
    assert any("#REF!" in text for text in bare.values())
    return packed(parts | {part: text.encode() for part, text in bare.items()})


def hide(sheet: str, state: str = "hidden") -> Deed:
    """Hide a sheet."""
    return in_book(f'<sheet name="{sheet}" ', f'<sheet name="{sheet}" state="{state}" ')


def with_link(data: bytes) -> bytes:
    """Bring along a link to another workbook, as copying from it does."""
    parts = parts_of(data)
    link = f'<Relationship Id="rId98" Type="{RELATIONS}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    parts = in_part(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", link)
    parts["xl/externalLinks/externalLink1.xml"] = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return packed(parts)


def comment(sheet: str) -> Deed:
    """Write a remark on a cell of a sheet."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        part = sheet_part(parts, sheet)
        links = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        assert links not in parts
        parts[links] = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATIONS}/comments" Target="../comments9.xml"/></Relationships>'.encode()
        parts["xl/comments9.xml"] = NOTE.encode()
        return packed(in_part(parts, TYPES, "</Types>", f'<Override PartName="/xl/comments9.xml" ContentType="{COMMENTS}"/></Types>'))

    return deed


# -- Rows


def honest_insert(sheet: str, at: int) -> Deed:
    """Insert an empty row as Excel does: cells, merges, validations, names and formulas on this sheet all follow."""

    def moved(text: str) -> str:
        return ADDRESS.sub(lambda m: f"{m[1]}{int(m[2]) + (int(m[2]) >= at)}", text)

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        part = sheet_part(parts, sheet)
        text = parts[part].decode()
        text = re.sub(r'<row r="(\d+)"', lambda m: f'<row r="{int(m[1]) + (int(m[1]) >= at)}"', text)
        text = re.sub(r'((?:<c r|ref|sqref)=")([^"]*)"', lambda m: f'{m[1]}{moved(m[2])}"', text)
        text = re.sub(r"(<(?:f|formula1|formula2|formula)>)([^<!]*)<", lambda m: f"{m[1]}{moved(m[2])}<", text)
        book = re.sub(rf"('{sheet}'!)([^<,]*)", lambda m: m[1] + moved(m[2]), parts[BOOK].decode())
        return packed(parts | {part: text.encode(), BOOK: book.encode()})

    return deed


# -- Identity


def forged(key: str, text: str, *, sheet: bool = True, properties: bool = True) -> Deed:
    """Write another identity, in one of its places or both."""

    def deed(data: bytes) -> bytes:
        if properties:
            name = PROPERTY + key
            data = packed(in_part(parts_of(data), CUSTOM, rf'(name="{name}"><vt:lpwstr)(?:/>|>[^<]*</vt:lpwstr>)', rf"\1>{text}</vt:lpwstr>"))
        return put(data, {("govxl", f"B{IDENTITY.index(key) + 1}"): words(text)}) if sheet else data

    return deed


def without_properties(data: bytes) -> bytes:
    """Remove the document's properties, as a tool for clean documents does."""
    parts = parts_of(data)
    del parts[CUSTOM]
    parts = in_part(parts, TYPES, f'<Override PartName="/{CUSTOM}"[^>]*/>', "")
    return packed(in_part(parts, "_rels/.rels", f'<Relationship [^>]*Target="{CUSTOM}"/>', ""))


# -- Cells and locks


def without_validations(sheet: str) -> Deed:
    """Drop all validations of a sheet."""
    return in_sheet(sheet, "<dataValidations.*</dataValidations>", "")


def without_protection(sheet: str) -> Deed:
    """Lift the protection of a sheet."""
    return in_sheet(sheet, "<sheetProtection[^>]*/>", "")


def locked_like(sheet: str, target: str, source: str) -> Deed:
    """Give a cell the format of another one, as pasting does."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        text = parts[sheet_part(parts, sheet)].decode()
        style = re.search(rf'<c r="{source}" s="(\d+)"', text)
        assert style
        return in_sheet(sheet, rf'(<c r="{target}" s=")\d+', rf"\g<1>{style[1]}")(data)

    return deed


def stray(sheet: str, row: int, address: str, text: str) -> Deed:
    """Type beside the form, at the end of a row that is there, or in a row of its own after all others."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        cell = f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'
        body = parts[sheet_part(parts, sheet)].decode()
        if f'<row r="{row}"' in body:
            return in_sheet(sheet, rf'(<row r="{row}"(?:[^>]*[^/])?>(?:(?!</row>).)*)</row>', rf"\1{cell}</row>")(data)
        return in_sheet(sheet, "</sheetData>", f'<row r="{row}">{cell}</row></sheetData>')(data)

    return deed
