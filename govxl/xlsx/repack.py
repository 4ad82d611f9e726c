"""A package of ours with some parts replaced: what stays the same is neither inflated nor deflated again."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import accumulate, pairwise
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

BLOCK, NEAR = 3 << 10, 1 << 10
"""Bytes of a block of loose pieces at most, and those between two that are deflated with them rather than apart."""

LAST = b"\3\0"
"""The last block of a deflated part, with nothing in it."""


class _Part(NamedTuple):
    """One part as it lies in the package: both its headers, and its bytes deflated."""

    local: bytes
    deflated: bytes
    central: bytes


class Packed:
    """A package that we wrote ourselves (`zipfile`'s layout: no part's sums follow it, nothing lies between parts).

    A part may be cut into pieces, of which others take the place of some. Much of such parts is then deflated in blocks
    of their own, and of these only the ones that differ: other bytes, of the same parts.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos, central = package.infolist(), package.start_dir
            self.texts = {info.filename: package.read(info) for info in infos}
        edges = [*(info.header_offset for info in infos), central]
        # Deflated bytes may look like this sign too, but behind the true one there is nothing: ours have no comment.
        self.end = data[data.rindex(b"PK\5\6") :]
        self.parts: dict[str, _Part] = {}
        self.blocks: dict[str, _Blocks] = {}
        for info, stop in zip(infos, edges[1:], strict=True):
            # Found from behind: a part's own header may have extra fields that the directory has not.
            first = stop - info.compress_size
            # An entry of the directory has 46 bytes besides what varies (APPNOTE 4.3.12).
            length = 46 + len(info.filename.encode()) + len(info.extra) + len(info.comment)
            part = _Part(data[info.header_offset : first], data[first:stop], data[central : central + length])
            self.parts[info.filename] = part
            central += length

    def cut(self, name: str, pieces: Sequence[bytes]) -> None:
        """Say which pieces a part is made of."""
        self.blocks[name] = _Blocks(pieces)

    def replaced(self, parts: Mapping[str, Mapping[int, bytes]]) -> Callable[[], bytes]:
        """Begin the package with other pieces, by their part and number, and give what packs it.

        Where there is little to deflate, the bytes are those of a package that is packed anew. Packing may be left to
        other threads: which pieces differ is learned here, so that who packs first makes no difference.
        """
        for name, others in parts.items():
            self.blocks[name] = self.blocks[name].loosened(others)
        return partial(self._packed, parts, {name: self.blocks[name] for name in parts})

    def _packed(self, parts: Mapping[str, Mapping[int, bytes]], blocks: Mapping[str, "_Blocks"]) -> bytes:
        pieces = {name: blocks[name].with_others(others) for name, others in parts.items()}
        texts = {name: b"".join(each) for name, each in pieces.items()}
        much = sum(map(len, texts.values())) > LITTLE
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for name, part in self.parts.items():
            local, deflated, central = part
            if name in texts:
                text = texts[name]
                deflated = blocks[name].deflated(pieces[name], parts[name]) if much else _deflated(text)
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
    """A part in pieces, deflated in blocks apart from each other (RFC 1951; a full flush ends each).

    A piece that differed once will differ again: it is loose, and deflated with loose ones nearby. All between two such
    blocks is deflated once.
    """

    def __init__(
        self, pieces: Sequence[bytes], loose: frozenset[int] = frozenset(), known: Mapping[range, bytes] | None = None
    ) -> None:
        self.pieces, self.loose = pieces, loose
        self.blocks = list(self._blocks())
        self.known = {block: known[block] for block in self.blocks if block in known} if known else {}

    def loosened(self, numbers: Iterable[int]) -> "_Blocks":
        """Give the part with these pieces loose as well."""
        if self.loose.issuperset(numbers):
            return self
        return _Blocks(self.pieces, self.loose.union(numbers), self.known)

    def _blocks(self) -> Iterator[range]:
        """Yield the pieces of each block: loose ones and what little is between, or all up to the next of these."""
        begins = [0, *accumulate(map(len, self.pieces))]
        edges = [0]
        begin = end = 0
        for number in sorted(self.loose):
            if begins[number] - begins[end] > NEAR or begins[number + 1] - begins[begin] > BLOCK:
                edges += [end, number]
                begin = number
            end = number + 1
        edges += [end, len(self.pieces)]
        yield from (range(one, other) for one, other in pairwise(edges) if one < other)

    def with_others(self, others: Mapping[int, bytes]) -> list[bytes]:
        """Give all pieces, others in their places."""
        pieces = [*self.pieces]
        for number, piece in others.items():
            pieces[number] = piece
        return pieces

    def deflated(self, pieces: Sequence[bytes], others: Mapping[int, bytes]) -> bytes:
        """Deflate the part with these pieces, of which `others` are not its own."""
        out: list[bytes] = []
        for block in self.blocks:
            own = others.keys().isdisjoint(block)
            done = self.known.get(block) if own else None
            if done is None:
                # A full flush ends on a whole byte and refers to nothing before it, so that blocks can be exchanged.
                done = _deflated(b"".join(pieces[block.start : block.stop]), zlib.Z_FULL_FLUSH)
                if own:
                    self.known[block] = done
            out.append(done)
        return b"".join((*out, LAST))


def _deflated(text: bytes, end: int = zlib.Z_FINISH) -> bytes:
    # Negative bits: bare deflate, as zips hold it, without the header and the checksum of zlib's own format.
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(end)
