"""An export as Parquet: a group of rows for every so many returns, each column of one exact type, never a float.

Needs the extra `govxl[parquet]`. What pandas would have noted stands in the files as well, so that it reads whole
figures as whole ones, also where some are missing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Self

from govxl.look.columns import LONG, OWN, STATED, TEXT, TRUTH, Identity, Line, own_of, told_of, wide_value
from govxl.look.frames import CountedReturn, Figure
from govxl.report.data import DIGITS, arrow
from govxl.text import writable
from govxl.version import VERSION

__all__ = ["ParquetTables"]

Columns = Sequence[tuple[str, str]]
"""Names of columns, each with its type as the dictionary of the export spells it."""


class ParquetTables:
    """Writes `wide` and `long`; raises NoParquetError where the library is not installed."""

    def __init__(self, folder: Path, wide: Sequence[Line], editions: Mapping[str, Sequence[Line]]) -> None:
        self._pa, self._pq = arrow()
        self._files_at = [folder / name for name in ("wide.parquet", "long.parquet")]
        self._lines, self._files = wide, ExitStack()
        stated = [(each.name, each.type) for each in STATED]
        self._wide_columns = [*stated, *((each.name, each.type) for each in OWN)]
        self._wide_columns += [(line.path, line.type) for line in wide]
        self._long_columns = [*stated, *((each.name, each.type) for each in LONG)]
        # All points of all editions under numbers, those of an edition in a row.
        every = list(chain.from_iterable(editions.values()))
        self._paths_of = {edition: [line.path for line in lines] for edition, lines in editions.items()}
        ends = [len(lines) for lines in editions.values()]
        starts = [sum(ends[:nth]) for nth in range(len(ends))]
        self._numbers = {
            edition: range(start, start + count) for edition, start, count in zip(editions, starts, ends, strict=True)
        }
        self._may_not_apply = {
            edition: frozenset(line.path for line in lines if line.may_not_apply) for edition, lines in editions.items()
        }
        self._told = [self._words(column) for column in zip(*map(told_of, every), strict=True)]

    def __enter__(self) -> Self:
        self._wide, self._long = (
            self._files.enter_context(
                self._pq.ParquetWriter(path, self._schema(columns), compression="zstd", store_schema=False)
            )
            for path, columns in zip(self._files_at, (self._wide_columns, self._long_columns), strict=True)
        )
        return self

    def __exit__(self, *error: object) -> None:
        for writer, columns in ((self._wide, self._wide_columns), (self._long, self._long_columns)):
            writer.add_key_value_metadata({"pandas": _for_pandas(columns)})
        self._files.close()

    def add(self, returns: Sequence[tuple[Identity, CountedReturn]]) -> None:
        """Write some returns as one group of rows of each table."""
        identities = list(zip(*(identity for identity, _ in returns), strict=True))
        counted = [each for _, each in returns]
        columns: list[Sequence[Any]] = [*identities, *zip(*map(own_of, counted), strict=True)]
        columns += [[wide_value(each, line) for each in counted] for line in self._lines]
        self._write(self._wide, self._wide_columns, map(self._array, columns, (kind for _, kind in self._wide_columns)))
        self._write(self._long, self._long_columns, self._long_arrays(identities, counted))

    def _long_arrays(self, identities: Sequence[Sequence[Any]], counted: Sequence[CountedReturn]) -> Iterable[Any]:
        pa = self._pa
        whose: list[Iterable[int]] = []
        which: list[Iterable[int]] = []
        values: list[Figure | None] = []
        texts: list[str | None] = []
        flags: list[bool] = []
        for nth, each in enumerate(counted):
            paths = self._paths_of[each.edition]
            whose.append(repeat(nth, len(paths)))
            which.append(self._numbers[each.edition])
            values += map(each.figures.get, paths)
            texts += map(each.texts.get, paths)
            flags += map(self._may_not_apply[each.edition].intersection(each.nulls).__contains__, paths)
        # A return has hundreds of rows, and a point as many as there are returns: each is spelt once, and numbered.
        by_return = pa.array(chain.from_iterable(whose), pa.int32())
        by_point = pa.array(chain.from_iterable(which), pa.int32())
        for column, (_, kind) in zip(identities, self._long_columns, strict=False):
            yield (self._words(column) if kind == TEXT else self._array(column, kind)).take(by_return)
        for words in self._told:
            yield words.take(by_point)
        yield self._array(values, dict(self._long_columns)["value"])
        yield self._words(texts)
        yield pa.array(flags, pa.bool_())

    def _write(self, writer: Any, columns: Columns, arrays: Iterable[Any]) -> None:
        writer.write_table(self._pa.Table.from_arrays(list(arrays), schema=self._schema(columns)))

    # -- Types

    def _schema(self, columns: Columns) -> Any:
        pa = self._pa
        # Of `long` every text is written by its number in a list; readers see plain texts.
        short = pa.dictionary(pa.int32(), pa.string()) if columns is self._long_columns else pa.string()
        return pa.schema([(name, short if kind == TEXT else self._type(kind)) for name, kind in columns])

    def _type(self, kind: str) -> Any:
        if kind.startswith("decimal"):
            return self._pa.decimal128(DIGITS, _places(kind))
        return {TEXT: self._pa.string(), TRUTH: self._pa.bool_()}.get(kind, self._pa.int64())

    def _array(self, values: Iterable[Any], kind: str) -> Any:
        if kind == TEXT:
            values = [None if value is None else writable(value) for value in values]
        return self._pa.array(values, self._type(kind))

    def _words(self, values: Iterable[str | None]) -> Any:
        return self._array(values, TEXT).dictionary_encode()


def _places(kind: str) -> int:
    return int(kind.rstrip(")").rpartition(" ")[2])


def _for_pandas(columns: Columns) -> str:
    """Write what pandas notes in a file it writes itself (its developers' page on Parquet): the type of each column."""

    def told(name: str, kind: str) -> dict[str, Any]:
        plain, own, more = kind, "Int64", None
        if kind == TEXT:
            plain, own = "unicode", "object"
        elif kind == TRUTH:
            own = "bool"
        elif kind.startswith("decimal"):
            plain, own, more = "decimal", "object", {"precision": DIGITS, "scale": _places(kind)}
        return {"name": name, "field_name": name, "pandas_type": plain, "numpy_type": own, "metadata": more}

    noted = {"index_columns": [], "column_indexes": [], "columns": [told(*each) for each in columns]}
    return json.dumps({**noted, "creator": {"library": "govxl", "version": VERSION}, "pandas_version": "2.2.0"})
