"""A package of ours with some parts replaced: what stays the same is neither inflated nor deflated again."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

__all__ = ["Packed", "same_parts"]

_SUMS = struct.Struct("<LLL")  # checksum, bytes deflated, bytes inflated
_OFFSET = struct.Struct("<L")
_IN_LOCAL, _IN_CENTRAL, _OFFSET_AT = (
    14,
    16,
    42,
)  # where the sums stand in a part's headers, and the offset in the second
_END = struct.Struct("<HHLLH")  # parts on this disk, parts, bytes of the directory, where it begins, comment
_END_AT = 8

LITTLE = 100_000
"""Bytes that are deflated anew, as `zipfile` does; a workbook in which no more differs is built byte for byte."""

BLOCK = 3 << 10
"""Bytes of a block at least: smaller ones deflate worse."""

LAST = b"\3\0"
"""The last block of a deflated part, with nothing in it."""


class _Part(NamedTuple):
    """One part as it lies in the package: both its headers, and its bytes deflated."""

    local: bytes
    deflated: bytes
    central: bytes


class Packed:
    """A package that we wrote ourselves (`zipfile`'s layout: no part's sums follow it, nothing lies between parts).

    A part may be cut into pieces, of which others replace some. Much of such parts is then deflated in blocks of their
    own, and of these only the ones that differ: other bytes, of the same parts.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos, central = package.infolist(), package.start_dir
            self.texts = {info.filename: package.read(info) for info in infos}
        edges = [*(info.header_offset for info in infos), central]
        self.end = data[data.rindex(b"PK\5\6") :]
        self.parts: dict[str, _Part] = {}
        self.blocks: dict[str, _Blocks] = {}
        for info, stop in zip(infos, edges[1:], strict=True):
            first = stop - info.compress_size
            length = 46 + len(info.filename.encode()) + len(info.extra) + len(info.comment)
            part = _Part(data[info.header_offset : first], data[first:stop], data[central : central + length])
            self.parts[info.filename] = part
            central += length

    def cut(self, name: str, pieces: Sequence[bytes]) -> None:
        """Say which pieces a part is made of."""
        self.blocks[name] = _Blocks(pieces)

    def replaced(self, parts: Mapping[str, Sequence[bytes]]) -> bytes:
        """Give the package with these parts, each in its pieces, instead of its own.

        Where there is little to deflate, the bytes are those of a package that is packed anew.
        """
        texts = {name: b"".join(pieces) for name, pieces in parts.items()}
        much = sum(map(len, texts.values())) > LITTLE
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for name, part in self.parts.items():
            local, deflated, central = part
            if name in texts:
                text, blocks = texts[name], self.blocks.get(name)
                deflated = blocks.deflated(parts[name]) if much and blocks else _deflated(text)
                sums = _SUMS.pack(zlib.crc32(text), len(deflated), len(text))
                local = local[:_IN_LOCAL] + sums + local[_IN_LOCAL + _SUMS.size :]
                central = central[:_IN_CENTRAL] + sums + central[_IN_CENTRAL + _SUMS.size :]
            directory.append(central[:_OFFSET_AT] + _OFFSET.pack(offset) + central[_OFFSET_AT + _OFFSET.size :])
            body += [local, deflated]
            offset += len(local) + len(deflated)
        length = sum(map(len, directory))
        end = self.end[:_END_AT] + _END.pack(len(self.parts), len(self.parts), length, offset, 0)
        return b"".join((*body, *directory, end))


def same_parts(one: bytes, other: bytes) -> bool:
    """Tell whether two packages that were read, and found sound, hold the same parts in the same order."""
    return one == other or list(Packed(one).texts.items()) == list(Packed(other).texts.items())


class _Blocks:
    """A part in blocks of some pieces each, deflated apart from each other (RFC 1951; a full flush ends each)."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces = pieces
        self.ranges: list[slice] = []
        self.known: dict[int, bytes] = {}
        begun = size = 0
        for number, piece in enumerate(pieces, 1):
            size += len(piece)
            if size >= BLOCK or number == len(pieces):
                self.ranges.append(slice(begun, number))
                begun, size = number, 0

    def deflated(self, pieces: Sequence[bytes]) -> bytes:
        """Deflate a part of as many pieces."""
        out: list[bytes] = []
        for number, part in enumerate(self.ranges):
            ours = pieces[part]
            if ours != self.pieces[part]:
                out.append(_deflated(b"".join(ours), zlib.Z_FULL_FLUSH))
                continue
            if number not in self.known:
                self.known[number] = _deflated(b"".join(ours), zlib.Z_FULL_FLUSH)
            out.append(self.known[number])
        return b"".join((*out, LAST))


def _deflated(text: bytes, end: int = zlib.Z_FINISH) -> bytes:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(end)
