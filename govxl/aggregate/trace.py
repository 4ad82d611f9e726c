"""A figure of a sum taken apart again: every unit, file, sheet, cell and value that is in it, down through levels.

All of it stands in the lineage beside the sum's record, which is read line by line and never parsed whole.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import BinaryIO

from govxl.aggregate.family import AGGREGATE
from govxl.aggregate.lineage import TEXTS, EntryLine, LineageLines
from govxl.aggregate.model import Adjustment
from govxl.aggregate.once import Once
from govxl.aggregate.points import MeantFigure
from govxl.aggregate.records import read_kept
from govxl.files import LINEAGE
from govxl.filing.record import Record, RecordError, form_of, hold_against, lacking, value_at
from govxl.filing.schema import misfit, record_schema
from govxl.form.model import Form
from govxl.inputs import MAX_SUM, read_file
from govxl.words import Both, SaidError

__all__ = ["Apart", "LineageError", "Portion", "TracedFigure", "sum_at", "trace"]

LONGEST_LINE = 1 << 20
"""Bytes of a line of a lineage; one of a form of two hundred figures has six thousand."""

NOTHING = Decimal(0)


class LineageError(SaidError):
    """A lineage that is gone, or is not the one its record names: nothing that it says can be relied on."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What one unit gives to a figure, or an adjustment changes in it, which has no unit but a reason.

    `level` counts from 1 for what is in the sum directly, `of` names the child in whose sum it is, further down.
    `share` is that of the whole figure, 0 where that is 0. `parts` are the values of what a total adds up, by path, of
    those that are not 0. `point` is the input that an adjustment changes. `made` is a child's own sum, of which the
    lines that follow tell; it has no file. `later` is the state of a return that came since and is not in it.
    """

    level: int
    of: str
    unit: str
    code: str
    scope: str
    state: str
    value: Decimal
    share: Decimal
    record: str
    record_sha256: str
    file: str
    file_sha256: str
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    point: str = ""
    reason: str = ""
    made: bool = False
    later: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """A sum, the whole one or a child's, whose figure is not what its parts add up to."""

    unit: str
    figure: Decimal
    added: Decimal


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure with all its shares, and the proof of it.

    `apart` are the sums that do not add up; `twice` the sha256 of returns that count more than once, with the units
    under whose names they do; `unit_twice` names units of which two returns count; `returns` how many there are at all
    levels, `told` how many the record says.
    """

    figure: MeantFigure
    value: Decimal
    shares: tuple[Portion, ...]
    added: Decimal
    apart: tuple[Apart, ...]
    twice: Mapping[str, tuple[str, ...]]
    unit_twice: tuple[str, ...]
    returns: int
    told: int
    once: Once = field(repr=False, compare=False)

    def is_in(self, unit: str, code: str) -> bool:
        """Tell whether a return of a unit is in the sum, at whatever level, by its name or its code."""
        spelt, coded = (json.dumps(text, ensure_ascii=False)[1:-1] for text in (unit, code))
        return self.once.holds(spelt, coded)

    @property
    def proven(self) -> bool:
        """Whether every sum in it adds up, of returns that count once each."""
        return not (self.apart or self.twice or self.unit_twice) and self.returns == self.told


def sum_at(path: Path) -> tuple[Record, Form]:
    """Read the record of a sum, and its form; RecordError where it is none, OSError where it cannot be read.

    Who is in it is not looked at here, which would take longer than the trace: its lineage has the same, and a digest.
    """
    data = read_file(path, MAX_SUM)
    record = read_kept(data, hashlib.sha256(data).hexdigest())
    if record["scope"] != AGGREGATE or AGGREGATE not in record:
        zh = "不是汇总的记录，是一个单位自己填报的；汇总的记录在 5汇总 里，由 govxl aggregate 生成"
        raise RecordError(Both(zh, "is no sum, but what a unit reported itself; govxl aggregate makes sums"))
    form = form_of(record)
    hold_against({key: each for key, each in record.items() if key != AGGREGATE}, form)
    told, schema = record[AGGREGATE], record_schema(form)["properties"][AGGREGATE]
    bare = {**told, "inputs": []} if isinstance(told, dict) else told
    if problem := misfit(bare, schema, f"record.{AGGREGATE}"):
        raise RecordError(problem)
    return record, form


def trace(path: Path, record: Record, figure: MeantFigure) -> TracedFigure:
    """Take a figure apart by the lineage beside a sum's record; what does not add up is said, and raises nothing.

    Raises LineageError for a lineage that is not the one the record names, OSError where it cannot be read.
    """
    reader = _LineageReader(figure, record["unit"]["name"], _figure_in(record, figure))
    try:
        with path.with_name(LINEAGE).open("rb", 1 << 20) as file:
            sha256 = reader.read(file)
    except FileNotFoundError:
        zh = f"{path.with_name(LINEAGE)}：明细不在了，查不出这个数是谁报的；请重新运行 govxl aggregate"
        en = f"{path.with_name(LINEAGE)}: is gone, and nobody knows what the sum is made of; run govxl aggregate again"
        raise LineageError(Both(zh, en)) from None
    if sha256 != record[AGGREGATE]["lineage"] or reader.torn:
        zh = f"{path.with_name(LINEAGE)}：明细和记录对不上，被改过或坏了，不能作准；请重新运行 govxl aggregate"
        en = f"{path.with_name(LINEAGE)}: is not the lineage its record names, and proves nothing; run govxl aggregate"
        raise LineageError(Both(zh, en))
    return reader.traced(record[AGGREGATE]["counts"]["returns"])


def _figure_in(record: Record, figure: MeantFigure) -> Decimal:
    for part in ("tables", "derived"):
        try:
            value = value_at(record[part], figure.point)
        except KeyError:
            continue
        return Decimal(value or 0)
    raise lacking(figure.point)


@dataclass(slots=True)
class _Open:
    """A sum of which lines are being read: what it says its figure is, and what its lines come to so far.

    `share` is the line of a child's sum, `told` whether it stands among the shares already.
    """

    unit: str
    value: Decimal
    share: Portion | None = None
    told: bool = False
    added: Decimal = NOTHING


class _LineageReader:
    """Reads a lineage from its first line to its last; `torn` where a line is not as we write them."""

    def __init__(self, figure: MeantFigure, unit: str, value: Decimal) -> None:
        self.figure, self.value = figure, value
        self.lines = LineageLines(figure.operands)
        self.open = [_Open(unit, value)]
        self.shares: list[Portion] = []
        self.apart: list[Apart] = []
        self.once = Once()
        self.twice: dict[str, list[str]] = {}
        self.unit_twice: dict[str, None] = {}
        self.returns = 0
        self.torn = False

    def read(self, file: BinaryIO) -> str:
        """Read all lines, and give the sha256 of all bytes; whether that is the right one is for the caller to say."""
        digest = hashlib.sha256()
        for line in iter(partial(file.readline, LONGEST_LINE), b""):
            digest.update(line)
            if not self.torn:
                try:
                    self._line(line)
                except (ValueError, ArithmeticError, LookupError, TypeError, RecursionError):
                    self.torn = True
        self._close(1)
        self._hold(self.open[0])
        return digest.hexdigest()

    def traced(self, told: int) -> TracedFigure:
        """Give what was found, with the proof of it."""
        twice = {digest: tuple(units) for digest, units in self.twice.items()}
        added, apart = self.open[0].added, tuple(self.apart)
        units = tuple(self.unit_twice)
        shares, once = tuple(self.shares), self.once
        return TracedFigure(self.figure, self.value, shares, added, apart, twice, units, self.returns, told, once)

    def _line(self, raw: bytes) -> None:
        line = self.lines.read(raw)
        level, of = (line.level, line.of) if isinstance(line, EntryLine) else line[:2]
        self._close(level)
        if level != len(self.open) or of != (self.open[-1].unit if level > 1 else ""):
            raise ValueError("a line below none")
        if not isinstance(line, EntryLine):
            self._adjustment(*line)
            return
        parts = self._parts(self.lines.figures(line))
        value = sum(parts.values(), NOTHING)
        above = self.open[-1]
        above.added += value
        made = line.made
        if not made:
            self._count(line)
        if not made and not parts:
            return
        shown = {} if self.figure.is_input else parts
        share = Portion(level, of, **line.told, value=value, share=self._share(value), parts=shown, made=made)
        if made:
            self.open.append(_Open(share.unit, value, share))
        if parts:
            self._tell(share)

    def _parts(self, figures: Mapping[str, Decimal | int]) -> dict[str, Decimal]:
        """Add up what each part of a figure comes to, of those that are not 0."""
        parts = {}
        for part, inputs in self.figure.parts.items():
            value = sum([figures[path] for path in inputs if path in figures])
            if value:
                parts[part] = Decimal(value)
        return parts

    def _count(self, line: EntryLine) -> None:
        """Note a return by the sha256 of its record and of its file, and by whose it is, as the lines spell that."""
        self.returns += 1
        unit, code = line.whose
        again = self.once.add_spelt(unit, code, line.digests, unit)
        if again and again.digest:
            self.twice.setdefault(again.digest, [_name(again.under)]).append(_name(unit))
        elif again:
            self.unit_twice[_name(unit)] = None

    def _adjustment(self, level: int, of: str, told: Adjustment) -> None:
        point, change = told.point, told.change
        if times := self.figure.operands.count(point):
            self.open[-1].added += times * change
            parts = {} if self.figure.is_input else self._parts({point: change})
            nothing = dict.fromkeys(TEXTS, "")
            share = self._share(times * change)
            self._tell(
                Portion(
                    level,
                    of,
                    **nothing,
                    value=times * change,
                    share=share,
                    parts=parts,
                    point=point,
                    reason=told.reason,
                    made=False,
                )
            )

    def _share(self, value: Decimal) -> Decimal:
        return value / self.value if self.value else NOTHING

    def _tell(self, share: Portion) -> None:
        """Put a share among the others, and before it the sums it is in, be their own figure 0."""
        for each in self.open[1:]:
            if not each.told and each.share is not None and each.share is not share:
                self.shares.append(each.share)
            each.told = True
        self.shares.append(share)

    def _close(self, level: int) -> None:
        """Hold the sums of which the last line was read against what their lines came to."""
        while len(self.open) > max(level, 1):
            self._hold(self.open.pop())

    def _hold(self, each: _Open) -> None:
        if each.value != each.added:
            self.apart.append(Apart(each.unit, each.value, each.added))


def _name(text: str) -> str:
    return str(json.loads(f'"{text}"'))
