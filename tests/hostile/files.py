"""Bad files by name, from a clerk's slip to an attack: how each is made, the code it must get, and whether it is accepted.

All are made from the accepted return, so that nothing but the one fault can be the reason.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import openpyxl

from tests.dialects import BOOK, CUSTOM, STRINGS, STYLES, TYPES, in_part, prefixes, with_part
from tests.hostile.zips import end_record, raw_zip, set_field
from tests.returns import (
    COVER,
    REQUESTS,
    accepted,
    error,
    figure,
    filled,
    formula,
    packed,
    parts_of,
    put,
    sheet_part,
    words,
)
from tests.strangers import as_dates, compound
from tests.tampering import RELATIONS, forged, in_book, in_sheet, stray, together

__all__ = ["CASES", "Bad"]

D6, ADDRESS = (REQUESTS, "D6"), (COVER, "B15")
LINKS = "xl/_rels/workbook.xml.rels"
NAMED = "[Content_Types].xml"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad file: its maker, the code of what must be found, and whether the return is accepted all the same."""

    make: Callable[[], bytes]
    code: str
    accepted: bool = False


CASES: dict[str, Bad] = {}


def add(code: str, cases: Mapping[str, Callable[[], bytes]], *, accepted: bool = False) -> None:
    for name, make in cases.items():
        assert name not in CASES, f"two cases are called {name}"
        CASES[name] = Bad(make, code, accepted)


@cache
def parts() -> dict[str, bytes]:
    return parts_of(accepted())


def members(**more: bytes) -> list[tuple[str, bytes]]:
    return [*parts().items(), *more.items()]


def target() -> str:
    return sheet_part(parts(), REQUESTS)


def changed(name: str, pattern: str, by: object) -> bytes:
    return packed(in_part(parts(), name, pattern, by))  # type: ignore[arg-type]


def replaced(name: str, content: bytes) -> bytes:
    return packed({**parts(), name: content})


def zipped(**tricks: object) -> bytes:
    return raw_zip(members(), **tricks)


def tampered(index: int, value: object, where: str = "tamper_central") -> bytes:
    return zipped(**{where: set_field(index, value, NAMED)})


def twice(index_local: int, index_central: int, change: object) -> bytes:
    return zipped(tamper_local=set_field(index_local, change, NAMED), tamper_central=set_field(index_central, change, NAMED))


def renamed(name: str) -> bytes:
    return raw_zip([*members(), (name, b"x")])


def ending(count: int = 0, size: int = 0, begin: int = 0) -> bytes:
    """Falsify the end record by so much."""
    data = zipped()
    told = struct.unpack("<4s4H2LH", data[-22:])
    return data[:-22] + end_record(told[4] + count, told[5] + size, told[6] + begin)


def overlapping() -> bytes:
    """Let a second entry of the directory describe the first part's data again."""
    data = raw_zip([*members(), ("copy.bin", b"")], tamper_central=set_field(16, 0, "copy.bin"))
    assert len(data) > 1000
    return data


def with_gap() -> bytes:
    data = zipped()
    second = data.index(b"PK\3\4", 4)
    directory = data.index(b"PK\1\2")
    central = bytearray(data[directory:-22])
    at = central.index(b"PK\1\2", 4)
    while at >= 0:
        struct.pack_into("<L", central, at + 42, struct.unpack_from("<L", central, at + 42)[0] + 6)
        at = central.find(b"PK\1\2", at + 4)
    body = data[:second] + b"hidden" + data[second:directory]
    return body + bytes(central) + end_record(len(parts()), len(central), len(body))


def flipped_descriptor() -> bytes:
    data = zipped(descriptor=True)
    at = data.index(b"PK\7\10") + 5
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


# -- Container

add("F005", {
    "zip: a byte after the end": lambda: accepted() + b"x",
    "zip: another zip after the end": lambda: accepted() + accepted(),
    "zip: a header before the first part": lambda: b"PK\3\4" + accepted(),
    "zip: the last bytes lost": lambda: accepted()[:-30],
    "zip: half of it lost": lambda: accepted()[: len(accepted()) // 2],
    "zip: ten bytes arrived": lambda: accepted()[:10],
    "zip: an end record in the comment at the end": lambda: accepted()[:-2] + b"\x16\0" + accepted()[-22:],
    "zip: comment length without comment": lambda: accepted()[:-2] + b"\5\0",
    "zip: the end record twice": lambda: accepted() + accepted()[-22:],
    "zip: one part too many in the end record": lambda: ending(count=1),
    "zip: one part too few in the end record": lambda: ending(count=-1),
    "zip: directory size wrong": lambda: ending(size=1),
    "zip: directory place wrong": lambda: ending(begin=-1),
    "zip: on another disk": lambda: accepted()[:-18] + b"\1\0" + accepted()[-16:],
    "zip: a part twice": lambda: raw_zip([*members(), ("xl/workbook.xml", parts()["xl/workbook.xml"])]),
    "zip: a part twice but for case": lambda: raw_zip([*members(), ("XL/Workbook.XML", b"<a/>")]),
    "zip: a name that is no UTF-8": lambda: zipped(flags=0x0800).replace(b"theme1.xml", b"theme\xff.xml"),
    "zip: method 1": lambda: zipped(method=1),
    "zip: method 9": lambda: zipped(method=9),
    "zip: method 12": lambda: zipped(method=12),
    "zip: method 14": lambda: zipped(method=14),
    "zip: method 93": lambda: zipped(method=93),
    "zip: checksum wrong in both places": lambda: twice(6, 7, lambda crc: crc ^ 1),
    "zip: checksum wrong in the directory": lambda: tampered(7, lambda crc: crc ^ 1),
    "zip: checksum wrong at the part": lambda: tampered(6, lambda crc: crc ^ 1, "tamper_local"),
    "zip: length too large in both places": lambda: twice(8, 9, lambda size: size + 1),
    "zip: length too small in both places": lambda: twice(8, 9, lambda size: size - 1),
    "zip: packed length too large": lambda: tampered(8, lambda size: size + 1),
    "zip: packed length too small": lambda: tampered(8, lambda size: size - 1),
    "zip: another method at the part": lambda: tampered(3, 0, "tamper_local"),
    "zip: flags differ": lambda: tampered(2, 0x0800, "tamper_local"),
    "zip: a part stored under two lengths": lambda: zipped(method=0, tamper_central=set_field(9, lambda size: size + 1, NAMED)),
    "zip: two entries for one part": overlapping,
    "zip: bytes between two parts": with_gap,
    "zip: a wrong descriptor": flipped_descriptor,
    "zip: a deflate stream of noise": lambda: raw_zip([*members(), ("noise.bin", b"\xff" * 99)], method=0, tamper_local=set_field(3, 8, "noise.bin"), tamper_central=set_field(4, 8, "noise.bin")),
    "zip: a folder that holds something": lambda: raw_zip([*members(), ("folder/", b"x")]),
    "zip: one digit changed after the checksum": lambda: zipped(method=0).replace(b"<v>12</v>", b"<v>92</v>"),
    "zip: zip64 without its record": lambda: accepted()[:-14] + b"\xff" * 12 + b"\0\0",
})  # fmt: skip
add("F007", {
    "zip: a name that climbs out": lambda: renamed("../../etc/cron.d/x"),
    "zip: an absolute name": lambda: renamed("/etc/passwd"),
    "zip: a name with a step up": lambda: renamed("xl/../../x"),
    "zip: a name with an empty step": lambda: renamed("xl//x"),
    "zip: a backslash": lambda: renamed("xl\\..\\x"),
    "zip: a drive letter": lambda: renamed("c:x"),
    "zip: a NUL in a name": lambda: renamed("x\0.xml"),
    "zip: a line feed in a name": lambda: renamed("x\n.xml"),
    "zip: a symbolic link": lambda: tampered(15, 0o120777 << 16),
    "zip: a device": lambda: tampered(15, 0o060666 << 16),
    "zip: a pipe": lambda: tampered(15, 0o010666 << 16),
    "zip: a socket": lambda: tampered(15, 0o140666 << 16),
})  # fmt: skip
add("F004", {
    "zip: encrypted": lambda: zipped(flags=0x1),
    "zip: strongly encrypted": lambda: zipped(flags=0x41),
    "zip: masked headers": lambda: zipped(flags=0x2000),
})  # fmt: skip
add("F006", {
    "zip: a part that says 33 MB": lambda: tampered(9, 33 << 20),
    "zip: 513 parts": lambda: raw_zip([*members(), *((f"x{n}.bin", b"") for n in range(513))]),
    "zip: 90 MB in three parts": lambda: raw_zip([*members(), *((f"x{n}.bin", bytes(30 << 20)) for n in range(3))]),
    "zip: more than 32 MB": lambda: accepted() + bytes(33 << 20),
})  # fmt: skip

# -- Other files under the name of a workbook


def office_zip(*names: str, mimetype: bytes = b"") -> bytes:
    first = [("mimetype", mimetype)] if mimetype else []
    return raw_zip([*first, *((name, b"<x/>") for name in names)])


def noise(size: int) -> bytes:
    """Give bytes that look like nothing (a linear congruence)."""
    out, state = bytearray(), 1
    for _ in range(size):
        state = (1103515245 * state + 12345) % (1 << 31)
        out.append(state >> 16 & 0xFF)
    return bytes(out)


def as_kind(pattern: str) -> Callable[[], bytes]:
    """Declare the workbook to be of another kind."""
    return lambda: changed(TYPES, f"{SPREADSHEET}.sheet.main", pattern)


add("F002", {"file: empty": lambda: b""})
add("F005", {"file: only zeros": lambda: bytes(9999)})
add("F001", {
    "file: web page": lambda: b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
    "file: web archive": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    "file: CSV": lambda: "单位,件数\n示例县,3\n".encode("gb18030"),
    "file: text": lambda: "请见附件。".encode(),
    "file: PNG": lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
    "file: JPEG": lambda: b"\xff\xd8\xff\xe0" + bytes(99),
    "file: GIF": lambda: b"GIF89a" + bytes(99),
    "file: PDF": lambda: b"%PDF-1.7\n",
    "file: RAR": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99),
    "file: 7z": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99),
    "file: gzip": lambda: b"\x1f\x8b\x08" + bytes(99),
    "file: RTF": lambda: b"{\\rtf1 }",
    "file: XML spreadsheet of 2003": lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "file: XML bomb without a zip": lambda: b'<!DOCTYPE a [<!ENTITY b "' + b"b" * 9999 + b'">]><a>&b;</a>',
    "file: old Word document": lambda: compound("WordDocument"),
    "file: other compound file": lambda: compound("Contents"),
    "file: Word document": lambda: office_zip("word/document.xml", NAMED),
    "file: presentation": lambda: office_zip("ppt/presentation.xml", NAMED),
    "file: OpenDocument text": lambda: office_zip("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
    "file: OFD": lambda: office_zip("OFD.xml"),
    "file: plain zip": lambda: office_zip("a.txt"),
    "file: noise": lambda: noise(5000),
    "file: ELF program": lambda: b"\x7fELF\2\1\1" + bytes(99),
    "file: Windows program": lambda: b"MZ\x90\0\3\0\0\0" + noise(99),
    "package: no content types": lambda: packed({name: body for name, body in parts().items() if name != TYPES}),
    "package: no workbook": lambda: changed("_rels/.rels", "relationships/officeDocument", "relationships/other"),
    "package: two workbooks": lambda: changed("_rels/.rels", "</Relationships>", f'<Relationship Id="r9" Type="{RELATIONS}/officeDocument" Target="xl/styles.xml"/></Relationships>'),
})  # fmt: skip
add("F003", {
    "file: .xls": lambda: compound("Workbook"),
    "file: .xls of Excel 5": lambda: compound("Book"),
    "file: .ods": lambda: office_zip("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "file: .xlsb": lambda: office_zip("xl/workbook.bin", NAMED),
    "file: .xltx": as_kind(f"{SPREADSHEET}.template.main"),
})  # fmt: skip
add("F004", {
    "file: password for opening": lambda: compound("EncryptionInfo", "EncryptedPackage"),
    "file: wrapped by an encryption program": lambda: b"b\x14#e\x00\x06\x80\x00E-SafeNet" + bytes(99),
})  # fmt: skip
add("F007", {
    "file: .xlsm": as_kind("application/vnd.ms-excel.sheet.macroEnabled.main"),
    "file: .xltm": as_kind("application/vnd.ms-excel.template.macroEnabled.main"),
})  # fmt: skip


def stranger() -> bytes:
    out = BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


add("I001", {"file: a workbook of somebody else's": stranger})

# -- Package


def linked(kind: str, goal: str, mode: str = "", part: str = LINKS) -> bytes:
    """Add a relation of a kind."""
    more = f' TargetMode="{mode}"' if mode else ""
    return changed(part, "</Relationships>", f'<Relationship Id="r99" Type="{RELATIONS}/{kind}" Target="{goal}"{more}/></Relationships>')


def sheet_at(goal: str, mode: str = "") -> bytes:
    """Let the sheet's relation point elsewhere."""
    more = f' TargetMode="{mode}"' if mode else ""
    return changed(LINKS, f'Target="{target().removeprefix("xl/")}"', f'Target="{goal}"{more}')


add("F007", {
    "package: a sheet on the web": lambda: sheet_at("http://192.0.2.1/sheet1.xml", "External"),
    "package: a sheet in the file system": lambda: sheet_at("file:///etc/passwd"),
    "package: a sheet above the package": lambda: sheet_at("../../../etc/passwd"),
    "package: a sheet above the package, escaped": lambda: sheet_at("%2e%2e/%2e%2e/%2e%2e/etc/passwd"),
    "package: a sheet behind backslashes": lambda: sheet_at("..\\\\..\\\\x.xml"),
    "package: the workbook elsewhere": lambda: changed("_rels/.rels", 'Target="xl/workbook.xml"', 'Target="http://192.0.2.1/x" TargetMode="External"'),
})  # fmt: skip
add("F005", {
    "package: a sheet that is not there": lambda: sheet_at("worksheets/nosuch.xml"),
    "package: one part for two sheets": lambda: sheet_at("worksheets/sheet1.xml"),
    "package: a sheet that is the styles": lambda: sheet_at("styles.xml"),
    "package: a relation twice": lambda: changed(LINKS, "</Relationships>", f'<Relationship Id="rId1" Type="{RELATIONS}/theme" Target="x"/></Relationships>'),
    "package: two styles": lambda: linked("styles", "theme/theme1.xml"),
    "package: two string tables": lambda: linked("sharedStrings", "theme/theme1.xml"),
    "package: no string table": lambda: changed(LINKS, "relationships/sharedStrings", "relationships/other"),
    "package: a kind said twice": lambda: changed(TYPES, "</Types>", '<Override PartName="/xl/styles.xml" ContentType="other"/></Types>'),
    "package: no sheets": lambda: in_book("<sheets>.*</sheets>", "<sheets/>")(accepted()),
    "package: two sheets of one name": lambda: in_book('<sheet name="govxl"', f'<sheet name="{REQUESTS}"')(accepted()),
    "package: a sheet without a relation": lambda: in_book(f'(<sheet name="{REQUESTS}"[^>]*r:id=")[^"]*', r"\1nosuch")(accepted()),
    "package: a name twice": lambda: in_book("</definedNames>", '<definedName name="unit.title">x</definedName></definedNames>')(accepted()),
})  # fmt: skip

# -- XML


def in_xml(name: str, pattern: str, by: str) -> Callable[[], bytes]:
    return lambda: changed(name, pattern, by)


def raw_cell(content: bytes) -> bytes:
    """Put bytes into the text of a cell."""
    marked = parts_of(put(accepted(), {D6: words("qqqq")}))
    return packed({**marked, target(): marked[target()].replace(b"qqqq", content)})


DOCTYPE = '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'
BOMB = '<!DOCTYPE x [<!ENTITY a "' + "a" * 99 + '"><!ENTITY b "' + "&a;" * 99 + '"><!ENTITY c "' + "&b;" * 99 + '">]>'
STYLES_TOP, BOOK_TOP, STRINGS_TOP = "<styleSheet ", "<workbook ", "<sst "
DEEP = "<a>" * 70 + "</a>" * 70

add("F007", {
    "xml: DOCTYPE in the workbook": in_xml(BOOK, BOOK_TOP, DOCTYPE + BOOK_TOP),
    "xml: DOCTYPE in the styles": in_xml(STYLES, STYLES_TOP, DOCTYPE + STYLES_TOP),
    "xml: DOCTYPE in the strings": in_xml(STRINGS, STRINGS_TOP, DOCTYPE + STRINGS_TOP),
    "xml: DOCTYPE in a sheet": lambda: changed(target(), "<worksheet ", DOCTYPE + "<worksheet "),
    "xml: DOCTYPE in the content types": in_xml(TYPES, "<Types ", DOCTYPE + "<Types "),
    "xml: DOCTYPE in relations": in_xml(LINKS, "<Relationships ", DOCTYPE + "<Relationships "),
    "xml: DOCTYPE in the properties": in_xml(CUSTOM, "<Properties ", DOCTYPE + "<Properties "),
    "xml: DOCTYPE in a part nobody reads": in_xml("xl/theme/theme1.xml", "<a:theme ", DOCTYPE + "<a:theme "),
    "xml: DOCTYPE in UTF-16": lambda: replaced(BOOK, ("\ufeff" + parts()[BOOK].decode().split("?>", 1)[1].strip().replace(BOOK_TOP, DOCTYPE + BOOK_TOP, 1)).encode("utf-16-le")),
    "xml: entities upon entities": in_xml(STRINGS, STRINGS_TOP, BOMB + STRINGS_TOP),
    "xml: a file as an entity": in_xml(STRINGS, STRINGS_TOP, '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + STRINGS_TOP),
    "xml: a default attribute": lambda: changed(target(), "<worksheet ", '<!DOCTYPE worksheet [<!ATTLIST c t CDATA "b">]><worksheet '),
})  # fmt: skip
add("F005", {
    "xml: cut off": lambda: replaced(target(), parts()[target()][:-40]),
    "xml: two roots": lambda: replaced(STYLES, parts()[STYLES] + b"<a/>"),
    "xml: tags crossed": in_xml(STRINGS, "</sst>", "<si><t>a</si></t></sst>"),
    "xml: an unknown entity": in_xml(STRINGS, "</sst>", "<si><t>&nbsp;</t></si></sst>"),
    "xml: a NUL": in_xml(STRINGS, "</sst>", "<si><t>a\0b</t></si></sst>"),
    "xml: a control character": in_xml(STRINGS, "</sst>", "<si><t>a\x08b</t></si></sst>"),
    "xml: a reference to a control character": in_xml(STRINGS, "</sst>", "<si><t>a&#8;b</t></si></sst>"),
    "xml: an attribute twice": lambda: changed(target(), '<c r="D6" ', '<c r="D6" r="E6" '),
    "xml: GBK": lambda: replaced(STRINGS, parts()[STRINGS].decode().replace('encoding="UTF-8"', 'encoding="GBK"').encode("gbk", "xmlcharrefreplace")),
    "xml: no UTF-8": lambda: replaced(STRINGS, parts()[STRINGS].replace("总计".encode(), b"\xff\xfe")),
    "xml: no UTF-8 in a cell": lambda: raw_cell(b"q\xe9q"),
    "xml: no character of that number in a cell": lambda: raw_cell(b"&#x110000;"),
    "xml: a character number of 30 digits in a cell": lambda: raw_cell(b"&#" + b"9" * 30 + b";"),
    "xml: half a UTF-16 character": lambda: replaced(BOOK, b"\xff\xfe<\0a\0/\0>"),
    "xml: UTF-32": lambda: replaced(STYLES, parts()[STYLES].decode().split("?>", 1)[1].encode("utf-32")),
    "xml: empty part": lambda: replaced(STYLES, b""),
    "xml: words instead": lambda: replaced(STYLES, "样式".encode()),
    "xml: a broken part nobody reads": lambda: replaced("xl/other.xml", b"<a>"),
    "xml: broken relations of nobody": lambda: replaced("xl/worksheets/_rels/nosuch.xml.rels", b"<a>"),
})  # fmt: skip
add("F006", {
    "xml: 70 levels": in_xml(STYLES, "</styleSheet>", DEEP + "</styleSheet>"),
    "xml: 70 levels in a part nobody reads": lambda: replaced("xl/other.xml", DEEP.encode()),
    "xml: 65 attributes": in_xml(STYLES, STYLES_TOP, STYLES_TOP + " ".join(f'a{n}="1"' for n in range(65)) + " "),
    "xml: 17 MB of text": lambda: replaced("xl/other.xml", b"<a>" + b"x" * (17 << 20) + b"</a>"),
    "xml: 17 MB in an attribute": lambda: replaced("xl/other.xml", b"<a b='" + b"x" * (17 << 20) + b"'/>"),
    "xml: 3 million elements": lambda: replaced("xl/other.xml", b"<a>" + b"<b/>" * 3_000_000 + b"</a>"),
    "xml: 300 thousand elements in an odd spelling": lambda: packed(prefixes({**parts(), target(): parts()[target()].replace(b"</sheetData>", b"".join(b'<row r="%d"/>' % n for n in range(100, 310_000)) + b"</sheetData>")})),
})  # fmt: skip

# -- Sheets


def rows(xml: str) -> Callable[[], bytes]:
    """Add rows at the end of a table's sheet."""
    return lambda: changed(target(), "</sheetData>", lambda _: xml + "</sheetData>")


def cell(content: str) -> Callable[[], bytes]:
    """Rewrite the whole element of D6."""
    return lambda: changed(target(), '<c r="D6"[^>]*>.*?</c>', lambda _: content)


def block(first: int, count: int, row: Callable[[int], str]) -> str:
    return "".join(row(number) for number in range(first, first + count))


def wide(number: int) -> str:
    return f'<row r="{number}">' + "".join(f'<c r="{letter}{number}"><v>1</v></c>' for letter in "ABCDEFGHIJ") + "</row>"


add("F005", {
    "sheet: a cell twice": cell('<c r="D6"><v>1</v></c><c r="D6"><v>2</v></c>'),
    "sheet: cells out of order": cell('<c r="E6"><v>1</v></c><c r="D6"><v>2</v></c>'),
    "sheet: a row twice": rows('<row r="6"/>'),
    "sheet: rows out of order": rows('<row r="99"/><row r="98"/>'),
    "sheet: a cell in another row": cell('<c r="D7"><v>1</v></c>'),
    "sheet: row 0": rows('<row r="0"/>'),
    "sheet: row 1048577": rows('<row r="1048577"/>'),
    "sheet: column XFE": rows('<row r="99"><c r="XFE99"><v>1</v></c></row>'),
    "sheet: address D06": cell('<c r="D06"><v>1</v></c>'),
    "sheet: address d6": cell('<c r="d6"><v>1</v></c>'),
    "sheet: address 6D": cell('<c r="6D"><v>1</v></c>'),
    "sheet: address $D$6": cell('<c r="$D$6"><v>1</v></c>'),
    "sheet: address D6:D7": cell('<c r="D6:D7"><v>1</v></c>'),
    "sheet: an empty address": cell('<c r=""><v>1</v></c>'),
    "sheet: two values": cell('<c r="D6"><v>1</v><v>2</v></c>'),
    "sheet: a value and a text": cell('<c r="D6"><v>1</v><is><t>2</t></is></c>'),
    "sheet: an unknown type": cell('<c r="D6" t="q"><v>1</v></c>'),
    "sheet: a truth that is none": cell('<c r="D6" t="b"><v>2</v></c>'),
    "sheet: string -1": cell('<c r="D6" t="s"><v>-1</v></c>'),
    "sheet: string 999999": cell('<c r="D6" t="s"><v>999999</v></c>'),
    "sheet: string of 30 digits": cell(f'<c r="D6" t="s"><v>{"9" * 30}</v></c>'),
    "sheet: string 1.5": cell('<c r="D6" t="s"><v>1.5</v></c>'),
    "sheet: a shared formula from nowhere": cell('<c r="D6"><f t="shared" si="7"/><v>1</v></c>'),
    "sheet: a cell outside its row": rows('<c r="A99"><v>1</v></c>'),
    "sheet: no cells at all": lambda: changed(target(), "<sheetData>.*</sheetData>", ""),
    "sheet: cells twice": lambda: changed(target(), "</sheetData>", "</sheetData><sheetData/>"),
    "sheet: cells hidden deeper": lambda: changed(target(), "<sheetData>(.*)</sheetData>", r"<ext><sheetData>\1</sheetData></ext>"),
    "sheet: 17000 columns": rows('<row r="99">' + "<c/>" * 17_000 + "</row>"),
})  # fmt: skip
add("F006", {
    "sheet: 110 thousand cells": rows(block(100, 11_000, wide)),
    "sheet: 500 thousand empty rows": rows(block(100, 500_000, lambda n: f'<row r="{n}"/>')),
    "sheet: 500 thousand empty cells": rows("".join(f'<row r="{n}">' + "<c/>" * 1000 + "</row>" for n in range(100, 600))),
    "sheet: 21 thousand merges": lambda: changed(target(), "</mergeCells>", block(100, 21_000, lambda n: f'<mergeCell ref="A{n}:B{n}"/>') + "</mergeCells>"),
    "sheet: 21 thousand areas under validation": lambda: changed(target(), "</dataValidations>", '<dataValidation type="whole" sqref="' + " ".join(f"A{n}" for n in range(21_000)) + '"/></dataValidations>'),
    "sheet: 5001 names": in_xml(BOOK, "</definedNames>", block(0, 5001, lambda n: f'<definedName name="n{n}">1</definedName>') + "</definedNames>"),
    "sheet: 65 sheets": in_xml(BOOK, "</sheets>", block(0, 65, lambda n: f'<sheet name="n{n}" sheetId="{n + 99}" r:id="rId1"/>') + "</sheets>"),
    "sheet: 66 thousand formats": in_xml(STYLES, "</cellXfs>", "<xf/>" * 66_000 + "</cellXfs>"),
    "sheet: 200 thousand strings": in_xml(STRINGS, "</sst>", "<si><t>a</t></si>" * 200_001 + "</sst>"),
    "sheet: a string of 33 thousand characters": in_xml(STRINGS, "</sst>", f"<si><t>{'字' * 33_000}</t></si></sst>"),
    "sheet: a text of a megabyte": lambda: put(accepted(), {ADDRESS: words("字" * 400_000)}),
    "sheet: a number of 40 thousand digits": cell(f'<c r="D6"><v>{"9" * 40_000}</v></c>'),
    "sheet: a formula of 40 thousand characters": cell(f'<c r="D6"><f>{"1+" * 20_000}1</f><v>1</v></c>'),
    "sheet: shared formulas that grow": rows(f'<row r="99"><c r="A99"><f t="shared" si="5">{"A1+" * 9000}1</f><v>1</v></c></row>' + block(100, 300, lambda n: f'<row r="{n}"><c r="A{n}"><f t="shared" si="5"/><v>1</v></c></row>')),
})  # fmt: skip
add("S010", {
    "sheet: a value in the last cell of all": lambda: stray(REQUESTS, 1_048_576, "XFD1048576", "x")(accepted()),
    "sheet: fifty thousand cells far below": rows(block(100_000, 5_000, wide)),
    "sheet: a formula that asks the web": rows('<row r="99"><c r="A99"><f>WEBSERVICE("http://192.0.2.1/")</f><v>1</v></c></row>'),
    "sheet: a formula that opens a link": rows('<row r="99"><c r="A99"><f>HYPERLINK("http://192.0.2.1/","看")</f><v>1</v></c></row>'),
}, accepted=True)  # fmt: skip
add("V017", {
    "sheet: a dimension that lies": lambda: changed(target(), '<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"'),
    "sheet: a dimension of garbage": lambda: changed(target(), '<dimension ref="[^"]*"', '<dimension ref="../../x"'),
    "sheet: counts that lie": lambda: changed(STRINGS, '(uniqueCount|count)="[^"]*"', r'\1="99999999999"'),
    "sheet: a picture of nothing": lambda: replaced("xl/media/image1.png", noise(9999)),
}, accepted=True)  # fmt: skip

# -- Values


def typed(content: str) -> Callable[[], bytes]:
    return lambda: put(accepted(), {D6: content})


add("V005", {"value: NaN": typed(figure("NaN")), "value: INF": typed(figure("INF")), "value: -Infinity": typed(figure("-Infinity")),
             "value: 0x0C": typed(figure("0x0C")), "value: 1_2": typed(figure("1_2")), "value: full-width digits as a number": typed(figure("１２")),
             "value: 1,234 as a number": typed(figure("1,234")), "value: truth": typed(' t="b"|<v>1</v>'),
             "value: an exponent of 30 digits": typed(figure("1e" + "9" * 30))})  # fmt: skip
add("V009", {"value: 1e999": typed(figure("1e999")), "value: 5000 digits": typed(figure("9" * 5000)), "value: beyond 2^53": typed(figure("9007199254740993")),
             "value: 32 thousand digits as text": typed(words("9" * 32_000))})  # fmt: skip
add("V007", {"value: -3": typed(figure("-3")), "value: -0.5": typed(figure("-0.5"))})
add("V006", {"value: 1.5": typed(figure("1.5")), "value: 1e-300": typed(figure("1e-300"))})
add("V010", {"value: #REF!": typed(error("#REF!")), "value: an error of nobody": typed(error("#\u202eX!"))})
add("V011", {"value: a formula": typed(formula("A1")), "value: a formula that asks the web": typed(formula('WEBSERVICE("http://192.0.2.1/")')),
             "value: a formula that opens a link": typed(formula('HYPERLINK("http://192.0.2.1/","看")'))})  # fmt: skip
add("V013", {"value: a date": lambda: as_dates(put(accepted(), {D6: figure("46144")}), *D6)})
add("V004", {
    "value: words": typed(words("十二")), "value: =1+1 as text": typed(words("=1+1")), "value: a command as text": typed(words("=cmd|'/c calc'!A0")),
    "value: Arabic digits": typed(words("١٢")), "value: Devanagari digits": typed(words("१२")), "value: mathematical digits": typed(words("𝟏𝟐")),
    "value: a Roman number": typed(words("Ⅻ")), "value: a number in a circle": typed(words("⑫")), "value: letters for digits": typed(words("l2O")),
    "value: digits turned round": typed(words("\u202e21\u202c")), "value: a zero-width space": typed(words("1\u200b2")),
    "value: NUL, escaped": typed(words("_x0000_12")), "value: half a surrogate pair": typed(words("_xD800_12")), "value: a private-use character": typed(words("\ue000")),
    "value: markup": typed(words("[red]12[/red]")), "value: escape sequences": typed(words("_x001B_[2J_x001B_[31m12")),
})  # fmt: skip
add("V015", {"value: full-width digits": typed(words("１２")), "value: a comma": typed(words("0,012"))}, accepted=True)

# -- Texts


def written(text: str) -> Callable[[], bytes]:
    return lambda: put(accepted(), {ADDRESS: words(text)})


add("V019", {
    "text: bell": written("和平路_x0007_1号"), "text: an escape sequence": written("_x001B_]0;title_x0007_和平路"), "text: right to left": written("和平路\u202e号1"),
    "text: zero width": written("和平\u200b路"), "text: byte order mark": written("\ufeff和平路"), "text: isolates": written("\u2066和平路\u2069"),
    "text: tag characters": written("和平路\U000e0041"), "text: no character": written("和平路\ufdd0"),
    "text: soft hyphen": written("和平\u00ad路"), "text: Hangul filler": written("和平\u3164路"),
}, accepted=True)  # fmt: skip
add("V022", {"text: private use": written("和平路\ue000号"), "text: private use, plane 16": written("和平路\U00100000号"), "text: half a surrogate pair": written("和平路_xDC00_")}, accepted=True)
add("V017", {
    "text: a formula": written("=HYPERLINK(\"http://192.0.2.1/\")"), "text: a full-width formula": written("＝1+1"), "text: a command": written("@SUM(1+1)*cmd|' /C calc'!A0"),
    "text: a script": written("<script>alert(1)</script>"), "text: an attribute": written('" onmouseover="alert(1)'), "text: Markdown": written("[x](javascript:alert(1)) # *y* |z| `w`"),
    "text: a template": written("{{ 7*7 }} {% raw %} ${7*7} {本年新收}"), "text: terminal markup": written("[bold red]x[/] [link=http://192.0.2.1]y"), "text: path": written("../../../etc/passwd"),
    "text: as long as a cell": written("字" * 32_000), "text: emoji": written("👩‍👩‍👧‍👦 和平路"), "text: a rare character": written("𠮷野家"),
}, accepted=True)  # fmt: skip
add("V011", {"text: a formula that is one": lambda: put(accepted(), {ADDRESS: formula("A1&A2", "x")})})
add("V010", {"text: an error": lambda: put(accepted(), {ADDRESS: error("#N/A")})})

# -- Whose it is


def unit(name: str) -> Callable[[], bytes]:
    return lambda: filled(unit=name)


add("V017", {f"unit: {label}": unit(name) for label, name in {
    "a path": "../../etc/passwd", "a Windows path": "C:\\Windows\\x", "a device": "CON", "a device with an ending": "nul.txt", "a slash": "甲/乙", "dots": "..",
    "a script": "<script>alert(1)</script>", "a formula": "=1+1", "quotes": "甲'\"&乙", "250 characters": "县" * 250, "braces": "{unit}%s", "trailing dots": "甲局. . ",
}.items()}, accepted=True)  # fmt: skip
add("I002", {
    "identity: a form that climbs out": lambda: forged("form", "../../etc")(accepted()),
    "identity: an edition that climbs out": lambda: forged("edition", "../2019")(accepted()),
    "identity: an edition of 6000 characters": lambda: forged("edition", "2" * 6000)(accepted()),
    "identity: no year": lambda: forged("year", "明年")(accepted()),
    "identity: a year of full-width digits": lambda: forged("year", "２０２５")(accepted()),
    "identity: a year of ten digits": lambda: forged("year", "2025202520")(accepted()),
    "identity: a negative year": lambda: forged("year", "-202")(accepted()),
})  # fmt: skip
add("I003", {"identity: terminal codes in the unit": lambda: forged("unit.name", "甲_x001B_[2J")(accepted())})
add("I009", {
    "identity: a unit that reads backwards": lambda: forged("unit.name", "\u202e局政财")(accepted()),
    "identity: a unit of 30 thousand characters": lambda: forged("unit.name", "县" * 30_000)(accepted()),
    "identity: a scope of nobody's": lambda: forged("scope", "{}")(accepted()),
})  # fmt: skip
add("S024", {"identity: a fingerprint of garbage": lambda: forged("fingerprint", "%n%n")(accepted())}, accepted=True)

# -- What runs, reaches outside or lies embedded


def embedded(kind: str, name: str, content: str = "<x/>", part: str = LINKS) -> Callable[[], bytes]:
    """Add a part and the relation that makes Excel load it."""
    return lambda: packed(in_part({**parts(), name: content.encode()}, part, "</Relationships>", f'<Relationship Id="r99" Type="{RELATIONS}/{kind}" Target="/{name}"/></Relationships>'))


def dynamic(tag: str) -> str:
    return f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><{tag} ddeService="cmd" ddeTopic="/c calc"/></externalLink>'


add("F007", {
    "active: VBA by its type": lambda: packed(with_part(parts(), "xl/vbaProject.bin", "x", "application/vnd.ms-office.vbaProject")),
    "active: VBA by its relation": embedded("vbaProject", "xl/project.bin"),
    "active: a macro sheet": lambda: changed(LINKS, f"relationships/worksheet\" Target=\"{target().removeprefix('xl/')}", f"relationships/xlMacrosheet\" Target=\"{target().removeprefix('xl/')}"),
    "active: an international macro sheet": embedded("xlIntlMacrosheet", "xl/macrosheets/intlsheet1.xml"),
    "active: a command by DDE": rows("<row r=\"99\"><c r=\"A99\"><f>cmd|'/c calc'!A0</f><v>1</v></c></row>"),
    "active: a command by DDE in an input": typed("|" + formula("cmd|'/c calc'!A0")),
    "active: the DDE function": rows('<row r="99"><c r="A99"><f>DDE("soffice","x","A1")</f><v>1</v></c></row>'),
    "active: the DDE function in small letters": rows('<row r="99"><c r="A99"><f>1+dde ("soffice","x","A1")</f><v>1</v></c></row>'),
    "active: DDE in a name": in_xml(BOOK, "</definedNames>", "<definedName name=\"x\">cmd|'/c calc'!A0</definedName></definedNames>"),
    "active: a DDE link": embedded("externalLink", "xl/externalLinks/externalLink1.xml", dynamic("ddeLink")),
    "active: an OLE link": embedded("externalLink", "xl/externalLinks/externalLink1.xml", dynamic("oleLink")),
    "active: a DDE link with a prefix": embedded("externalLink", "xl/externalLinks/externalLink1.xml", '<x:externalLink xmlns:x="u"><x:ddeLink/></x:externalLink>'),
    "active: a DDE link under another ending": lambda: packed(with_part({**parts()}, "xl/link.bin", dynamic("ddeLink"), f"{SPREADSHEET}.externalLink+xml")),
})  # fmt: skip
add("F008", {
    "active: a link to another workbook": embedded("externalLink", "xl/externalLinks/externalLink1.xml"),
    "active: an embedded object": embedded("oleObject", "xl/embeddings/oleObject1.bin"),
    "active: an embedded file": embedded("package", "xl/embeddings/a.docx"),
    "active: an ActiveX control": embedded("control", "xl/activeX/activeX1.xml"),
    "active: connections": embedded("connections", "xl/connections.xml"),
    "active: a web query": embedded("queryTable", "xl/queryTables/queryTable1.xml"),
    "active: an object linked from outside": lambda: linked("oleObject", "file:///c:/x.exe", "External"),
}, accepted=True)  # fmt: skip
add("V017", {
    "active: a link for people to click": lambda: linked("hyperlink", "http://192.0.2.1/", "External"),
    "active: a picture on the web": lambda: linked("image", "http://192.0.2.1/x.png", "External"),
    "active: printer settings": embedded("printerSettings", "xl/printerSettings/p.bin", "\0x"),
}, accepted=True)  # fmt: skip

# -- Corners of the reader


def end64(mark: bytes, length: int) -> bytes:
    """Write the end of the zip anew in its 64-bit form."""
    data = zipped()
    count, _, size, begin = struct.unpack_from("<2H2L", data, len(data) - 14)
    at = len(data) - 22
    wide = struct.pack("<4sQ2H2L4Q", mark, length, 45, 45, 0, 0, count, count, size, begin)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    return data[:-22] + wide + locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def second_header(data: bytes) -> bytes:
    at = data.index(b"PK\3\4", 4)
    return data[:at] + b"PK\3\5" + data[at + 4 :]


LONG = " ".join(f'a{n}="1"' for n in range(60))
add("V017", {
    "zip: zip64": lambda: end64(b"PK\6\6", 44),
    "package: relations of nobody": lambda: replaced("xl/worksheets/_rels/nosuch.xml.rels", b"<Relationships/>"),
}, accepted=True)  # fmt: skip
add("F005", {
    "zip: zip64 under another mark": lambda: end64(b"PK\6\5", 44),
    "zip: zip64 of another length": lambda: end64(b"PK\6\6", 45),
    "zip: nothing but a zip64 end": lambda: struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0),
    "zip: a part without its header": lambda: second_header(zipped()),
    "package: a property twice": in_xml(CUSTOM, "</Properties>", '<property name="govxl.year" pid="99"><x>1</x></property></Properties>'),
    "sheet: a formula with attributes without end": cell(f'<c r="D6"><f {LONG}>1</f><v>1</v></c>'),
    "sheet: a row with attributes without end": rows(f'<row r="99" {LONG}><c r="A99"><v>1</v></c></row>'),
})  # fmt: skip
add("F001", {"file: compound file that only mentions a workbook": lambda: compound("Contents") + b"x" + "Workbook".encode("utf-16-le") + bytes(2)})
add("F006", {"xml: an attribute that grows when rewritten": lambda: changed(target(), "<sheetData>", "<!-- --><x a='" + '"' * 4_000_000 + "'/><sheetData>")})
add("S002", {"sheet: blanks where cells were": lambda: changed(target(), "<sheetData>.*</sheetData>", "<sheetData> \n </sheetData>")})
add("S012", {"sheet: a chart on a sheet of its own": lambda: packed(in_part(in_part({**parts(), "xl/chartsheets/sheet1.xml": b"<chartsheet/>"}, LINKS, "</Relationships>", f'<Relationship Id="r99" Type="{RELATIONS}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'), BOOK, "</sheets>", '<sheet name="图" sheetId="99" r:id="r99"/></sheets>'))}, accepted=True)
add("V013", {"value: an ISO date": typed(' t="d"|<v>2025-01-31</v>')})
add("S011", {"sheet: merges of nonsense": lambda: changed(target(), "</mergeCells>", '<mergeCell ref="A"/><mergeCell ref=":::"/><mergeCell ref="1:1048576"/><mergeCell ref="B2:"/><mergeCell ref="!!6:!!7"/></mergeCells>')}, accepted=True)
add("S017", {"sheet: validations of nonsense": lambda: changed(target(), r'sqref="D6:I6"', 'sqref="A :: 1:2 D D6: !!6:E7"')}, accepted=True)

# -- Several faults at once

add("F005", {"both: two cells and a DOCTYPE nobody reaches": lambda: together(in_sheet(REQUESTS, '<c r="D6"', '<c r="D6"/><c r="D6"'))(accepted())})
