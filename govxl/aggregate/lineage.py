"""The lineage of a sum: who is in it with which figures, one JSON object a line; here alone it is written and read.

A line is `{"unit", "code", "scope", "state", "record", "record_sha256", "file", "file_sha256", "unaudited", "later"
where something came since, "figures": {point: number}, "level", "of"}`, that of an adjustment `{"adjustment", "change",
"reason", "level", "of"}`. Without figures and place the first is also how a sum's record tells of its direct inputs.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from govxl.aggregate.model import Adjustment, Contribution, Figures, Sum
from govxl.filing.record import Record, record_number

__all__ = ["TEXTS", "EntryLine", "LineageLines", "entry_of", "lineage_of", "told_adjustment", "told_entry"]

TEXTS = ("unit", "code", "scope", "state", "record", "record_sha256", "file", "file_sha256")
"""What a line says of a return in words, by the names that `model.Contribution` has for it."""

# -- Written


def told_entry(each: Contribution) -> dict[str, Any]:
    """Say whose return is in a sum and where it stands; what came since only where something did."""
    told: dict[str, Any] = {key: getattr(each, key) for key in TEXTS}
    # Sums that were kept before this was said have lines without it, and are the same lines still.
    return {**told, "unaudited": each.unaudited, **({"later": each.later} if each.later else {})}


def told_adjustment(each: Adjustment, key: str = "point") -> dict[str, Any]:
    """Say what was adjusted, and why."""
    return {key: each.point, "change": record_number(each.change), "reason": each.reason}


def lineage_of(found: Sum) -> bytes:
    """Write every contribution with its figures, one JSON object a line, in the order of the sum; adjustments last.

    Below a child that enters by a sum made here stand the lines of that sum, one level further down, `of` that child.
    """
    return b"".join(line + b"\n" for line in _lines(found, 1, ""))


def _lines(found: Sum, level: int, of: str) -> Iterator[bytes]:
    where = {"level": level, "of": of}
    for each in found.contributions:
        # A province has millions of them: written here, in a tenth of the time.
        kept = [(path, record_number(value)) for path, value in each.figures.items() if value]
        figures = ",".join([f"{_key(path)}:{value if type(value) is int else f'{value:f}'}" for path, value in kept])
        head, tail = _written(told_entry(each))[:-1], _written(where)[1:]
        yield f'{head},"figures":{{{figures}}},{tail}'.encode()
        if each.below:
            yield from _lines(each.below, level + 1, each.unit)
    for change in found.adjustments:
        yield _written({**told_adjustment(change, "adjustment"), **where}).encode()


@cache
def _key(path: str) -> str:
    return json.dumps(path)


def _written(value: object) -> str:
    """Write a value as JSON without blanks; the json module would make a float of a Decimal."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(key)}:{_written(each)}" for key, each in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


# -- Read again, from a record


def entry_of(told: Record, figures: Figures, below: Sum | None = None) -> Contribution:
    """Give an input as a sum's record tells of it, with the figures of its own record."""
    texts = {key: told[key] for key in TEXTS}
    return Contribution(**texts, figures=figures, unaudited=told["unaudited"], later=told.get("later", ""), below=below)


# -- Read again, line by line

UNIT_IS, CODE_IS, RECORD_IS, FILE_IS = b'{"unit":"', b'"code":"', b'"record_sha256":"', b'"file_sha256":"'
FIGURES, LEVEL_IS, ADJUSTMENT_IS = b',"figures":{', b',"level":', b'{"adjustment":'
MADE = (b'"state":"complete"', b'"state":"incomplete"')
"""What a child says of itself that enters by a sum made of others, whose own lines follow."""

MOST_SOUGHT = 8
"""Figures that are looked for one by one in a line; more are read with all others, which takes as long as ten."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line as its bytes, of which no more is read than is asked for: `head` is where what it says in words ends.

    A name in quotes stands in the bytes where it is a key and nowhere else, for quotes within a text are escaped. Each
    way of reading raises ValueError, or what the json module does, for a line that is not as we write them.
    """

    raw: bytes
    level: int
    of: str
    head: int
    end: int

    @property
    def made(self) -> bool:
        """Whether it is of a child that enters by a sum made of others."""
        return any(self.raw.find(state, 0, self.head) > 0 for state in MADE)

    @property
    def whose(self) -> tuple[str, str]:
        """Give the unit's name and code as the line spells them."""
        return self._text(UNIT_IS), self._text(CODE_IS)

    @property
    def digests(self) -> list[str]:
        """Give the sha256 of its record and of its file; a draft's may have no record."""
        return [digest for key in (RECORD_IS, FILE_IS) if (digest := self._text(key))]

    @property
    def told(self) -> dict[str, str]:
        """Give what it says in words: `TEXTS`, and `later`, empty where nothing came since."""
        told = json.loads(self.raw[: self.head] + b"}")
        return {**{name: str(told[name]) for name in TEXTS}, "later": str(told.get("later", ""))}

    def figures(self, keys: Iterable[tuple[str, bytes]], many: bool) -> Mapping[str, Decimal | int]:
        """Give those figures that are asked for and there; where these are `many`, all that are there."""
        start = self.head + len(FIGURES) - 1
        if many:
            told: dict[str, Decimal | int] = json.loads(self.raw[start : self.end], parse_float=Decimal)
            return told
        figures: dict[str, Decimal | int] = {}
        for path, key in keys:
            at = self.raw.find(key, start)
            if at >= 0:
                begin = at + len(key)
                brace = self.raw.index(b"}", begin)
                comma = self.raw.find(b",", begin, brace)
                figures[path] = Decimal(self.raw[begin : brace if comma < 0 else comma].decode())
        return figures

    def _text(self, key: bytes) -> str:
        """Give the text behind a key, as JSON has it within its quotes."""
        at = self.raw.index(key, 0, self.head) + len(key)
        return self.raw[at : self.raw.index(b'",', at, self.head + 1)].decode()


class LineageLines:
    """Reads lines one after another, of which some figures are asked for."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.keys = tuple((path, b'"%s":' % path.encode()) for path in dict.fromkeys(wanted))
        self.many = len(self.keys) > MOST_SOUGHT
        self._tail, self._where = b"", (1, "")

    def read(self, raw: bytes) -> EntryLine | tuple[int, str, Adjustment]:
        """Read a line; an adjustment with its level and the child in whose sum it is.

        Raises ValueError, ArithmeticError, LookupError, TypeError or RecursionError for one that is not as we write
        them.
        """
        end = raw.rindex(LEVEL_IS)
        level, of = self._place(raw[end:])
        if raw.startswith(ADJUSTMENT_IS):
            told = json.loads(raw, parse_float=Decimal)
            return level, of, Adjustment(told["adjustment"], Decimal(told["change"]), str(told["reason"]))
        return EntryLine(raw, level, of, raw.index(FIGURES), end)

    def figures(self, line: EntryLine) -> Mapping[str, Decimal | int]:
        """Give the figures of a line that are asked for, and perhaps others."""
        return line.figures(self.keys, self.many)

    def _place(self, tail: bytes) -> tuple[int, str]:
        """Say how far down a line stands, and in whose sum; most lines stand where the one before did."""
        if tail != self._tail:
            told = json.loads(b"{" + tail.lstrip(b","))
            self._tail, self._where = tail, (int(told["level"]), str(told["of"]))
        return self._where
