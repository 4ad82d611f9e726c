"""Files that are no return of ours, and cells in a format that was pasted over them."""

import struct
from io import BytesIO

import openpyxl

from tests.returns import COVER, packed, parts_of, sheet_part


def compound(*streams):
    """Write the header and directory of an OLE file, as MS-CFB has them; the streams are empty."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0) + struct.pack("<II", 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108
    entries = b""
    for name in ("Root Entry", *streams):
        wide = name.encode("utf-16-le") + b"\0\0"
        entries += wide.ljust(64, b"\0") + struct.pack("<H", len(wide)) + b"\2\1" + b"\xff" * 12 + bytes(48)
    fat = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE) + b"\xff" * 500
    return header + fat + entries.ljust(512, b"\0")


def plain_spreadsheet():
    book = openpyxl.Workbook()
    book.active.append(["单位", "件数"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_dates(data, sheet, address):
    """Give a cell the date format that the cover's date cell has, as pasting from there would."""
    parts = parts_of(data)
    cover, target = sheet_part(parts, COVER), sheet_part(parts, sheet)
    style = parts[cover].split(b'<c r="B25" s="')[1].split(b'"')[0]
    before, after = parts[target].split(f'<c r="{address}" s="'.encode())
    parts[target] = before + f'<c r="{address}" s="'.encode() + style + after[after.index(b'"') :]
    return packed(parts)
