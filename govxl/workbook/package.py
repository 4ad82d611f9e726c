"""An untrusted zip, opened under limits: bytes from disk, and parts inflated one by one.

The directory's soundness is `zip_directory`'s business, what the parts say is the reader's.
"""

import errno
import hashlib
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from govxl.findings import finding
from govxl.inputs import MAX_FILE, name_of, read_file
from govxl.workbook.sniff import other_file
from govxl.workbook.zip_directory import (
    MAX_PART,
    MAX_PARTS,
    MAX_TOTAL,
    Entry,
    Refused,
    damaged,
    read_directory,
)

__all__ = [
    "MAX_FILE", "MAX_PART", "MAX_PARTS", "MAX_TOTAL", "Package", "Refused", "file_name", "load_bytes", "open_package",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a sound zip, by name. `_folded` finds a name whatever its case, as part names are compared."""

    data: bytes = field(repr=False)
    sha256: str
    _entries: Mapping[str, tuple[Entry, int]] = field(repr=False)
    _folded: Mapping[str, str] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the directory."""
        return tuple(self._entries)

    @property
    def size(self) -> int:
        """Bytes of all parts, inflated."""
        return sum(entry.size for entry, _ in self._entries.values())

    def find(self, name: str) -> str | None:
        """Give the stored spelling of a part name, or None."""
        return self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """Inflate one part; refused unless length, end of stream and checksum are what the directory says."""
        entry, begin = self._entries[name]
        packed = self.data[begin : begin + entry.packed]
        content = packed if entry.method == 0 else _inflate(entry, packed)
        if len(content) != entry.size:
            raise damaged(f"{name} 的长度与目录记载不符")
        if zlib.crc32(content) != entry.crc:
            raise damaged(f"{name} 的校验和不符")
        return content


def file_name(path: str | os.PathLike[str]) -> str:
    """Give a file's own name in characters, whatever bytes it has on disk."""
    return name_of(os.path.basename(path))


def load_bytes(path: str | os.PathLike[str]) -> bytes:
    """Read a regular file whole. OSError when it cannot be; Refused beyond MAX_FILE, which is checked while reading."""
    try:
        return read_file(path, MAX_FILE)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        raise Refused(finding("beyond-limits", detail=error.strerror)) from None


def open_package(data: bytes) -> Package:
    """Check a zip's directory against its content; Refused for anything that is not a sound zip."""
    if len(data) > MAX_FILE:
        raise Refused(finding("beyond-limits", detail=f"文件大于 {MAX_FILE >> 20} MB"))
    other = other_file(data)
    if other is not None:
        raise Refused(other)
    parts = {entry.name: (entry, begin) for entry, begin in read_directory(data)}
    return Package(data, hashlib.sha256(data).hexdigest(), parts, {name.casefold(): name for name in parts})


def _inflate(entry: Entry, packed: bytes) -> bytes:
    if not packed and not entry.size:
        return b""  # some programs deflate nothing into nothing, which no inflater takes for an end of stream
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, entry.size + 1)
    except zlib.error:
        raise damaged(f"{entry.name} 解压出错") from None
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise damaged(f"{entry.name} 的压缩数据不完整或有多余内容")
    return content
