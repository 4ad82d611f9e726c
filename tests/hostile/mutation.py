"""Mutations of a good workbook on four levels: bytes of the file, members of the zip, XML of a part, contents of cells.

Every mutation is told by its seed and level alone, so that a case found in a long run can be made again.
"""

import random
import re
from collections.abc import Callable
from functools import cache

from tests.hostile.zips import raw_zip
from tests.returns import accepted, parts_of

__all__ = ["LEVELS", "mutated"]

PIECES = [
    b"<", b">", b"/>", b"</c>", b"<c>", b"</row>", b"<row>", b"<v>", b"</v>", b"<v>7</v>", b"&", b"&amp;", b"&#0;", b"&#x1F600;", b"'", b'"', b"\0", b"\xff",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a b?>", b'<!DOCTYPE x>', b' r="D6"', b' t="s"', b' t="b"', b' s="999"', b"<f>A1</f>", b"<f t=\"shared\" si=\"0\"/>",
    b"<is><t>x</t></is>", b" xmlns:q='q'", b"<q:c/>", b'<sheetData/>', b"\r\n", b" ", "字".encode(), b"9" * 400, b"-", b".", b"e9", b"_x0000_",
]  # fmt: skip
CONTENTS = [
    "<v>{n}</v>", "<v>-{n}</v>", "<v>{n}.5</v>", "<v>{n}e{n}</v>", "<v>NaN</v>", "<v></v>", "", "<f>A{n}</f><v>{n}</v>", "<f>{n}+{n}</f><v>1</v>",
    ' t="s"|<v>{n}</v>', ' t="b"|<v>1</v>', ' t="e"|<v>#REF!</v>', ' t="str"|<v>{n}</v>', ' t="d"|<v>2025-01-0{n}</v>', ' t="n"|<v> {n} </v>',
    ' t="inlineStr"|<is><t>{n}</t></is>', ' t="inlineStr"|<is><t>１２</t></is>', ' t="inlineStr"|<is><t>/</t></is>', ' t="inlineStr"|<is><t>_x0000_{n}</t></is>',
    ' t="inlineStr"|<is><r><t>{n}</t></r><r><t>{n}</t></r></is>', ' t="inlineStr"|<is><t>\u202e{n}</t></is>', ' t="inlineStr"|<is><t>=1+{n}</t></is>', ' t="q"|<v>{n}</v>',
]  # fmt: skip
CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)')


@cache
def parts() -> dict[str, bytes]:
    return parts_of(accepted())


def mutated(level: str, seed: int) -> bytes:
    """Make the case of a level and a seed."""
    draw = random.Random(f"{level} {seed}")
    return LEVELS[level](draw)


def _in_bytes(draw: random.Random) -> bytes:
    data = bytearray(accepted())
    for _ in range(draw.choice([1, 1, 1, 2, 5, 40])):
        at = draw.randrange(len(data))
        match draw.randrange(5):
            case 0:
                data[at] ^= 1 << draw.randrange(8)
            case 1:
                data[at] = draw.randrange(256)
            case 2:
                del data[at : at + draw.choice([1, 2, 100, 9999])]
            case 3:
                data[at:at] = draw.randbytes(draw.choice([1, 4, 22, 300]))
            case _:
                size = draw.choice([4, 30, 500])
                data[at : at + size] = data[draw.randrange(len(data)) :][:size]
        if not data:
            break
    return bytes(data)


def _in_members(draw: random.Random) -> bytes:
    held = list(parts().items())
    for _ in range(draw.choice([1, 1, 2, 4])):
        at, other = draw.randrange(len(held)), draw.randrange(len(held))
        match draw.randrange(6):
            case 0:
                del held[at]
            case 1:
                held.append((draw.choice([held[at][0], held[at][0].upper(), "x/" + held[at][0]]), held[other][1]))
            case 2:
                held[at], held[other] = (held[at][0], held[other][1]), (held[other][0], held[at][1])
            case 3:
                held[at] = (held[at][0] + draw.choice(["x", "/", ".rels", "\\", "\0"]), held[at][1])
            case 4:
                held[at] = (held[at][0], b"")
            case _:
                draw.shuffle(held)
        if not held:
            break
    return raw_zip(held, method=draw.choice([0, 8]), descriptor=draw.random() < 0.2, zip64=draw.random() < 0.1)


def _in_xml(draw: random.Random) -> bytes:
    held = dict(parts())
    for _ in range(draw.choice([1, 1, 1, 2, 3, 8])):
        name = draw.choice(list(held))
        body = bytearray(held[name])
        at = draw.randrange(len(body) + 1)
        match draw.randrange(6):
            case 0:
                body[at:at] = draw.choice(PIECES)
            case 1:
                del body[at : at + draw.choice([1, 1, 5, 60, 2000])]
            case 2:
                begin, end = body.find(b"<", at), 0
                end = body.find(b">", begin) + 1 if begin >= 0 else 0
                body[end:end] = body[begin:end] if end else b""
            case 3:
                begin = body.find(b'"', at)
                end = body.find(b'"', begin + 1)
                if 0 <= begin < end:
                    body[begin + 1 : end] = draw.choice([b"", b"0", b"-1", b"99999999999", b"&lt;", b"A1", "字".encode(), b"x" * 3000])
            case 4:
                begin = body.find(b"<", at)
                end = body.find(b">", begin) + 1 if begin >= 0 else 0
                if end:
                    del body[begin:end]
            case _:
                size = draw.choice([10, 200])
                other = draw.randrange(len(body) + 1)
                body[at:at] = body[other : other + size]
        held[name] = bytes(body)
    return raw_zip(list(held.items()))


def _in_cells(draw: random.Random) -> bytes:
    held = dict(parts())
    sheets = [name for name in held if name.startswith("xl/worksheets/sheet")]
    for _ in range(draw.choice([1, 1, 2, 5, 30])):
        name = draw.choice(sheets)
        text = held[name].decode()
        found = list(CELL.finditer(text))
        cell = draw.choice(found)
        kind, bar, inner = draw.choice(CONTENTS).format(n=draw.randrange(30)).partition("|")
        kind, inner = (kind, inner) if bar else ("", kind)
        written = f'<c r="{cell[1]}"{cell[2] or ""}{kind}>{inner}</c>'
        held[name] = (text[: cell.start()] + written + text[cell.end() :]).encode()
    return raw_zip(list(held.items()))


LEVELS: dict[str, Callable[[random.Random], bytes]] = {
    "bytes": _in_bytes,
    "members": _in_members,
    "xml": _in_xml,
    "cells": _in_cells,
}
