"""The returns that count, read out of the archive as figures by point: what is looked at, compared and exported.

Records are read as the archive keeps them, their bytes held against the log; how they are laid out as tables is for
`columns` and `export`.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govxl.archive.cases import COUNTED_STATES, WRONG, CountedState, UnitCase
from govxl.archive.events import Event
from govxl.archive.store import Archive, ArchiveError
from govxl.words import Both

__all__ = ["IN_SUMS", "CountedReturn", "Figure", "counted_in"]

Figure = int | Decimal
"""A figure of a record: whole ones are integers, others decimals; never a float."""

IN_SUMS = tuple(state for state in COUNTED_STATES if state != WRONG)
"""States whose figures a sum takes in; exceptions are counted and told apart, what is known to be wrong is not."""


@dataclass(frozen=True, slots=True)
class CountedReturn:
    """A return that counts: whose, for which year and scope, in which of the `COUNTED_STATES`, and what it reports.

    `record` and `file` are the places of the record and of the workbook in the archive, `file_name` what the workbook
    was called when it came. `corrections` counts the other files that the unit sent for this return, before or since.
    `figures` holds inputs, totals and derived figures by `table.row.column`, `texts` what else stands in tables, and
    `nulls` are the points without either: declared not applicable, or optional and left empty. `narrative` is the prose
    by path, as staff typed it.
    """

    unit: str
    code: str
    level: str
    kind: str
    edition: str
    year: int
    scope: str
    state: CountedState
    record: str
    file: str
    corrections: int
    figures: dict[str, Figure]
    texts: dict[str, str] = field(default_factory=dict)
    nulls: tuple[str, ...] = ()
    file_name: str = ""
    narrative: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_sums(self) -> bool:
        """Whether a sum takes it in: what is known to be wrong is in none."""
        return self.state in IN_SUMS


def counted_in(archive: Archive, cases: Iterable[UnitCase], review_all: bool = False) -> Iterator[CountedReturn]:
    """Yield the returns that count of these cases, in their order; one record is held at a time.

    Raises OSError where a record cannot be read, ArchiveError where it is damaged.
    """
    for case in cases:
        told, state = case.counted(review_all), case.counted_state(review_all)
        if told is not None and state is not None:
            yield _counted(archive, case, told, state)


def _counted(archive: Archive, case: UnitCase, told: Event, state: CountedState) -> CountedReturn:
    record, about = _record(archive, told), case.file_of(told)
    figures, texts, nulls = _flat(record)
    return CountedReturn(
        unit=told.unit,
        code=told.code,
        level=record["unit"]["level"],
        kind=record["unit"]["kind"],
        edition=record["edition"],
        year=record["year"],
        scope=record["scope"],
        state=state,
        record=told.record,
        file=about.kept,
        corrections=_corrections(case),
        figures=figures,
        texts=texts,
        nulls=nulls,
        file_name=about.file,
        narrative={
            f"narrative.{part}.{name}": text
            for part, texts in record["narrative"].items()
            for name, text in texts.items()
            if isinstance(text, str)
        },
    )


def _record(archive: Archive, told: Event) -> dict[str, Any]:
    """Read a record: its bytes are those the log tells of, so that no more of it need be looked at twice."""
    data = archive.read(told.record)
    if told.record_sha256 and hashlib.sha256(data).hexdigest() != told.record_sha256:
        raise _damaged(archive, told, Both("内容和日志里的 sha256 对不上", "it has not the sha256 that the log tells"))
    try:
        record: dict[str, Any] = json.loads(data, parse_float=_exact)
        of = (record["form"], record["edition"], record["year"], record["scope"])
        record["unit"]["level"], record["unit"]["kind"], record["tables"].items(), record["narrative"].items()
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        raise _damaged(archive, told, Both("不是 govxl 的记录", "it is no record of govxl")) from None
    if any(
        said and said != has for said, has in zip((told.form, told.edition, told.year, told.scope), of, strict=True)
    ):
        raise _damaged(archive, told, Both("是另一份表的", "it is that of another return"))
    return record


def _damaged(archive: Archive, told: Event, why: Both) -> ArchiveError:
    path = archive.folder / told.record
    zh = f"{path}：“{told.unit}”{told.year} 年度的记录坏了：{why.zh}；请运行 govxl archive verify，从备份恢复后再试"
    en = f"{path}: the record of “{told.unit}” for {told.year} is damaged: {why.en}; run govxl archive verify"
    return ArchiveError(Both(zh, en))


def _exact(text: str) -> Figure:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value


def _flat(record: Mapping[str, Any]) -> tuple[dict[str, Figure], dict[str, str], tuple[str, ...]]:
    """Lay the tables of a record out by point: figures, texts, and the points that hold neither."""
    figures: dict[str, Figure] = {}
    texts: dict[str, str] = {}
    nulls: list[str] = []
    for group in (record["tables"], record.get("derived", {})):
        for table, rows in group.items():
            for row, cells in rows.items():
                line = f"{table}.{row}."
                for column, value in cells.items():
                    # Ten thousand returns have the names of one: each is kept once.
                    path = sys.intern(line + column)
                    if value is None:
                        nulls.append(path)
                    elif isinstance(value, str):
                        texts[path] = value
                    else:
                        figures[path] = value
    return figures, texts, tuple(nulls)


def _corrections(case: UnitCase) -> int:
    """Count the files beyond the first that a unit sent; one that came late, in an older version, is one of them."""
    older = (each.sha256 for each in case.events if each.outcome == "superseded")
    return max(0, len({*(each.sha256 for each in case.returns), *older}) - 1)
