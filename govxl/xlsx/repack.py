"""A package of ours with some parts replaced: what stays the same is neither inflated nor deflated again."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

__all__ = ["Packed"]

_SUMS = struct.Struct("<LLL")  # checksum, bytes deflated, bytes inflated
_OFFSET = struct.Struct("<L")
_IN_LOCAL, _IN_CENTRAL, _OFFSET_AT = (
    14,
    16,
    42,
)  # where the sums stand in a part's headers, and the offset in the second
_END = struct.Struct("<HHLLH")  # parts on this disk, parts, bytes of the directory, where it begins, comment
_END_AT = 8


class _Part(NamedTuple):
    """One part as it lies in the package: both its headers, and its bytes deflated."""

    local: bytes
    deflated: bytes
    central: bytes


class Packed:
    """A package that we wrote ourselves (`zipfile`'s layout: no part's sums follow it, nothing lies between parts)."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos, central = package.infolist(), package.start_dir
            self.texts = {info.filename: package.read(info) for info in infos}
        edges = [*(info.header_offset for info in infos), central]
        self.end = data[data.rindex(b"PK\5\6") :]
        self.parts: dict[str, _Part] = {}
        for info, stop in zip(infos, edges[1:], strict=True):
            first = stop - info.compress_size
            length = 46 + len(info.filename.encode()) + len(info.extra) + len(info.comment)
            part = _Part(data[info.header_offset : first], data[first:stop], data[central : central + length])
            self.parts[info.filename] = part
            central += length

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """Give the package with these parts instead of its own; the bytes are those of one packed anew."""
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for name, part in self.parts.items():
            local, deflated, central = part
            if name in parts:
                text = parts[name]
                packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
                deflated = packer.compress(text) + packer.flush()
                sums = _SUMS.pack(zlib.crc32(text), len(deflated), len(text))
                local = local[:_IN_LOCAL] + sums + local[_IN_LOCAL + _SUMS.size :]
                central = central[:_IN_CENTRAL] + sums + central[_IN_CENTRAL + _SUMS.size :]
            directory.append(central[:_OFFSET_AT] + _OFFSET.pack(offset) + central[_OFFSET_AT + _OFFSET.size :])
            body += [local, deflated]
            offset += len(local) + len(deflated)
        length = sum(map(len, directory))
        end = self.end[:_END_AT] + _END.pack(len(self.parts), len(self.parts), length, offset, 0)
        return b"".join((*body, *directory, end))
