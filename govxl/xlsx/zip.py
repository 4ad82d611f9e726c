"""An untrusted zip, checked against its directory byte for byte and opened under limits.

A package of parts and a bundle of files that somebody packed are read alike, but for how names are spelt and how much
there may be. Bytes come from disk, parts are inflated one by one.
"""

import errno
import hashlib
import os
import stat
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from govxl.findings.finding import finding
from govxl.inputs import MAX_FILE, path_text, read_file
from govxl.words import SaidOSError
from govxl.xlsx.refusals import Refused, beyond, damaged, unsafe
from govxl.xlsx.sniff import other_file

__all__ = [
    "MAX_BUNDLE",
    "MAX_FILE",
    "MAX_PART",
    "MAX_PARTS",
    "MAX_TOTAL",
    "DirectoryEntry",
    "Package",
    "Refused",
    "file_name",
    "load_bytes",
    "open_bundle",
    "open_package",
    "read_directory",
]

# -- The directory


# Absolute limits, for a ratio of sizes refuses honest files; a filled form is 30 kB in 25 parts, 250 kB inflated.
MAX_PART = 32 << 20  # bytes of one part, inflated: held in memory whole
MAX_TOTAL = 64 << 20  # bytes of all parts, inflated: bounds the time a file can take
MAX_PARTS = 512

MAX_BUNDLE = 128 << 20
"""Bytes on disk of a zip that somebody packed returns into."""

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x2041  # flags: traditional, strong, masked headers
_DEFERRED = 0x0008  # flag: checksum and sizes follow the data
_COMPARED = _ENCRYPTED | _DEFERRED | 0x0800  # flags that change how a part is read
_FULL = 0xFFFFFFFF  # "see the zip64 field"


class DirectoryEntry(NamedTuple):
    """What the directory says of one part; offsets and sizes in bytes."""

    raw_name: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int


class Bounds(NamedTuple):
    """How much a zip may hold, and how its names are spelt where they are not said to be UTF-8; `ratio` 0 is none."""

    file: int
    part: int
    total: int
    parts: int
    spelt: Callable[[bytes], str]
    ratio: int = 0


def _packed_anywhere(raw: bytes) -> str:
    """Spell a name as it was meant: Chinese Windows writes GB18030, others UTF-8 without saying so."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030")


# Without the flag a name is in the code page of DOS, on whatever system it was written.
PACKAGE = Bounds(MAX_FILE, MAX_PART, MAX_TOTAL, MAX_PARTS, lambda raw: raw.decode("cp437"))
# Files in a bundle are packed themselves: what shrinks to a hundredth and is large is none that a unit was sent.
BUNDLE = Bounds(MAX_BUNDLE, MAX_BUNDLE, 1 << 30, 10_000, _packed_anywhere, 100)
SMALL = 4 << 20
"""Bytes up to which a part of a bundle may be packed as small as it will."""


def read_directory(data: bytes, bounds: Bounds = PACKAGE) -> list[tuple[DirectoryEntry, int]]:
    """Give the parts in the order of the directory, each with the place where its data begin; Refused if unsound."""
    count, begin, end = _directory(data)
    if count > bounds.parts:
        raise beyond(f"压缩包里超过 {bounds.parts} 个部件", f"the zip has more than {bounds.parts} parts")
    entries = list(_entries(data, count, begin, end, bounds))

    # The parts must lie end to end from the first byte to the directory: what lies between or over them is read by one
    # program and passed over by another.
    ordered = sorted(entries, key=lambda entry: entry.start)
    edges = [entry.start for entry in ordered] + [begin]
    if edges[0] != 0 or any(left >= right for left, right in pairwise(edges)):
        raise damaged("压缩包开头有多余的内容，或部件互相重叠", "the zip has something before it, or parts overlap")
    begins = {entry.start: _data_begin(data, entry, stop) for entry, stop in zip(ordered, edges[1:], strict=True)}
    return [(entry, begins[entry.start]) for entry in entries if not entry.name.endswith("/")]


def _directory(data: bytes) -> tuple[int, int, int]:
    """Read the end record: number of parts, begin and end of the directory.

    It must be the last thing in the file, but for the comment whose length it gives; a mark in that comment, which
    another program could take for the end record, is refused.
    """
    at = data.rfind(b"PK\x05\x06")
    if at < 0:
        raise damaged("压缩包不完整，可能没有下载完", "the zip is incomplete; the download may not have ended")
    if at + _END.size > len(data) or at + _END.size + int.from_bytes(data[at + 20 : at + 22], "little") != len(data):
        raise damaged("压缩包末尾有多余的内容", "the zip has something behind it")
    _, disk, first, here, count, size, begin, _ = _END.unpack_from(data, at)
    end = at
    # What does not fit stands in a 64-bit record before this one.
    if 0xFFFF in (here, count) or _FULL in (size, begin):
        disk, first, here, count, size, begin, end = _directory64(data, at)
    if disk or first or here != count or begin + size != end:
        raise damaged("压缩包的目录与实际不符", "the directory of the zip is not what it holds")
    return count, begin, end


def _directory64(data: bytes, at: int) -> tuple[int, int, int, int, int, int, int]:
    """Read the 64-bit end record, whose locator lies right before the other at `at`."""
    at -= _LOCATOR.size
    if at < _END64.size:
        raise damaged("压缩包的目录不完整", "the directory of the zip is incomplete")
    mark, _, begin64, disks = _LOCATOR.unpack_from(data, at)
    if mark != b"PK\x06\x07" or disks > 1 or begin64 + _END64.size != at:
        raise damaged("压缩包的目录不完整", "the directory of the zip is incomplete")
    mark, length, _, _, disk, first, here, count, size, begin = _END64.unpack_from(data, begin64)
    if mark != b"PK\x06\x06" or length != _END64.size - 12:
        raise damaged("压缩包的目录不完整", "the directory of the zip is incomplete")
    return disk, first, here, count, size, begin, begin64


def _entries(data: bytes, count: int, at: int, end: int, bounds: Bounds) -> Iterator[DirectoryEntry]:
    seen: set[str] = set()
    total = 0
    for _ in range(count):
        if at + _CENTRAL.size > end or data[at : at + 4] != b"PK\x01\x02":
            raise damaged("压缩包的目录不完整", "the directory of the zip is incomplete")
        fields = _CENTRAL.unpack_from(data, at)
        _, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, _, _, mode, start = fields
        at += _CENTRAL.size
        raw = data[at : at + named]
        size, packed, start = _wide(data[at + named : at + named + extra], [size, packed, start])
        at += named + extra + comment
        entry = DirectoryEntry(raw, _part_name(raw, flags, bounds), flags, method, crc, packed, size, start)
        # Names are compared whatever their case, as part names are: two that differ in case are one part to Excel.
        if entry.name.casefold() in seen:
            raise damaged(f"压缩包里有重名的部件 {entry.name}", f"the zip has {entry.name} twice")
        seen.add(entry.name.casefold())
        _accept(entry, mode >> 16, bounds)
        total += size
        yield entry
    if at != end:
        raise damaged("压缩包的目录与实际不符", "the directory of the zip is not what it holds")
    if total > bounds.total:
        raise beyond(f"解压后超过 {bounds.total >> 20} MB", f"more than {bounds.total >> 20} MB unpacked")


def _wide(extra: bytes, values: list[int]) -> list[int]:
    """Fill in the 64-bit values of the zip64 field, given in the order of those that do not fit."""
    at = 0
    while _FULL in values and at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            content = extra[at + 4 : at + 4 + length]
            words = [word for (word,) in struct.iter_unpack("<Q", content[: len(content) // 8 * 8])]
            return [words.pop(0) if value == _FULL and words else value for value in values]
        at += 4 + length
    return values


def _part_name(raw: bytes, flags: int, bounds: Bounds) -> str:
    try:
        name = raw.decode() if flags & 0x0800 else bounds.spelt(raw)
    except UnicodeDecodeError:
        raise damaged("部件名称的编码有误", "the name of a part is wrongly encoded") from None
    name = name.replace("\\", "/")  # as some programs on Windows write it
    # A name that leads out of the folder it would be unpacked to was not given by any office program.
    steps = name.removesuffix("/").split("/")
    if ":" in name or not name.isprintable() or not {"", ".", ".."}.isdisjoint(steps):
        raise unsafe(f"部件名称不正当：{ascii(name)[:80]}", f"a part has an improper name: {ascii(name)[:80]}")
    return name


def _accept(entry: DirectoryEntry, mode: int, bounds: Bounds) -> None:
    """Refuse a part that is a link or a device, encrypted, too large, or said to be two sizes at once."""
    name = entry.name
    # The upper half of the attributes is a mode of Unix, where there is one: 0 from Windows.
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise unsafe(f"{name} 不是普通部件，而是链接或设备", f"{name} is no plain part but a link or a device")
    if entry.flags & _ENCRYPTED:
        raise Refused(finding("password-protected"))
    if entry.method not in (0, 8):
        raise damaged(f"{name} 的压缩方法不认识", f"{name} is compressed in an unknown way")
    if entry.size > bounds.part:
        most = bounds.part >> 20
        raise beyond(f"{name} 解压后超过 {most} MB", f"{name} has more than {most} MB unpacked")
    if bounds.ratio and entry.size > max(SMALL, entry.packed * bounds.ratio):
        times = entry.size // max(entry.packed, 1)
        raise beyond(f"{name} 解压后是压缩时的 {times} 倍", f"{name} is {times} times as large unpacked")
    # Entries for folders, which the zip of WPS keeps as well, hold nothing.
    stored = entry.method == 0 and entry.packed != entry.size
    if entry.packed > bounds.file or stored or (name.endswith("/") and entry.size):
        raise damaged(f"{name} 的长度记载自相矛盾", f"{name} contradicts itself in its length")


def _data_begin(data: bytes, entry: DirectoryEntry, stop: int) -> int:
    """Give where a part's data begin, which end at `stop`; its own header must say what the directory says."""
    differs = damaged(f"{entry.name} 的两处记载不一致", f"the zip says two things of {entry.name}")
    if entry.start + _LOCAL.size > stop or data[entry.start : entry.start + 4] != b"PK\x03\x04":
        raise differs
    _, _, flags, method, _, _, crc, packed, size, named, extra = _LOCAL.unpack_from(data, entry.start)
    at = entry.start + _LOCAL.size
    begin: int = at + named + extra
    size, packed = _wide(data[at + named : begin], [size, packed])
    if data[at : at + named] != entry.raw_name or method != entry.method or (flags ^ entry.flags) & _COMPARED:
        raise differs
    told = (crc, packed, size)
    right = (entry.crc, entry.packed, entry.size)
    # Programs that write without seeking leave these open in the header, and say them behind the data.
    deferred = bool(flags & _DEFERRED)
    if told != right and not (deferred and all(a in (0, _FULL, b) for a, b in zip(told, right, strict=True))):
        raise differs
    allowed = [b""]
    if deferred:
        short, long = struct.pack("<3L", *right), struct.pack("<L2Q", *right)
        allowed = [mark + record for record in (short, long) for mark in (b"", b"PK\x07\x08")]
    if begin + entry.packed > stop or data[begin + entry.packed : stop] not in allowed:
        raise damaged(f"{entry.name} 前后有多余的内容或互相重叠", f"something lies around {entry.name}, or overlaps it")
    return begin


# -- The package


class Package:
    """The parts of a sound zip, by name; `entries` tell where in its bytes each begins."""

    def __init__(self, data: bytes, entries: Mapping[str, tuple[DirectoryEntry, int]]) -> None:
        self.data, self.sha256 = data, hashlib.sha256(data).hexdigest()
        self._entries = entries
        # Finds a name whatever its case, as part names are compared.
        self._folded = {name.casefold(): name for name in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the directory."""
        return tuple(self._entries)

    @property
    def size(self) -> int:
        """Bytes of all parts, inflated."""
        return sum(entry.size for entry, _ in self._entries.values())

    def size_of(self, name: str) -> int:
        """Bytes of a part, inflated."""
        return self._entries[name][0].size

    def find(self, name: str) -> str | None:
        """Give the stored spelling of a part name, or None."""
        return self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """Inflate one part; refused unless length, end of stream and checksum are what the directory says."""
        entry, begin = self._entries[name]
        content = self.data[begin : begin + entry.packed]
        # Some programs deflate nothing into nothing, which no inflater takes for an end of stream.
        if entry.method != 0 and (content or entry.size):
            stream = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                # One byte more than is told, and never all that comes: a part of 10 MB may inflate to 10 GB.
                inflated = stream.decompress(content, entry.size + 1)
            except zlib.error:
                raise damaged(f"{name} 解压出错", f"{name} cannot be unpacked") from None
            if not stream.eof or stream.unused_data or stream.unconsumed_tail:
                raise damaged(f"{name} 的压缩数据不完整或有多余内容", f"{name} is cut short, or goes on behind its end")
            content = inflated
        if len(content) != entry.size:
            raise damaged(f"{name} 的长度与目录记载不符", f"{name} has not the length the directory says")
        # One digit changed leaves the length as it is: a reader that adds nothing up takes 92 for 12.
        if zlib.crc32(content) != entry.crc:
            raise damaged(f"{name} 的校验和不符", f"{name} has not the checksum the directory says")
        return content


def file_name(path: str | os.PathLike[str]) -> str:
    """Give a file's own name in characters, whatever bytes it has on disk."""
    return path_text(os.path.basename(path))


def load_bytes(path: str | os.PathLike[str]) -> bytes:
    """Read a regular file whole. OSError when it cannot be; Refused beyond MAX_FILE, which is checked while reading."""
    try:
        return read_file(path, MAX_FILE)
    except SaidOSError as error:
        if error.errno != errno.EFBIG:
            raise
        raise Refused(finding("beyond-limits", detail=error.why)) from None


def open_package(data: bytes) -> Package:
    """Check a zip's directory against its content; Refused for anything that is not a sound zip."""
    return _opened(data, PACKAGE)


def open_bundle(data: bytes) -> Package:
    """Open a zip into which somebody packed files, as `open_package` does; names of any system are understood."""
    return _opened(data, BUNDLE)


def _opened(data: bytes, bounds: Bounds) -> Package:
    if len(data) > bounds.file:
        raise beyond(f"文件大于 {bounds.file >> 20} MB", f"longer than {bounds.file >> 20} MB")
    other = other_file(data)
    if other is not None:
        raise Refused(other)
    return Package(data, {entry.name: (entry, begin) for entry, begin in read_directory(data, bounds)})
