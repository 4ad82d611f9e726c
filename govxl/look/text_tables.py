"""An export as text: CSV that spreadsheets open without being misled, and JSON Lines.

A return is written at once: what its rows in `long` begin with is spelt once a return, and what tells a point once a
run, for there are two hundred and fifty rows a return.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Self, TextIO

from govxl.look.columns import IDENTITY, LONG_NAMES, WIDE_NAMES, Identity, Line, own_of, told_of, wide_value
from govxl.look.frames import CountedReturn, Figure
from govxl.report.data import csv_field
from govxl.report.record_values import figure_text

__all__ = ["CsvTables", "JsonTables"]

EMPTY = "", "", "false"
"""Value, text and flag of a point that is optional and was left empty, or that its form gained since."""


class _TextTables:
    """Writes both tables as text, encoded so that half a character, which has no bytes, ends nothing."""

    ending, encoding = "", "utf-8"

    def __init__(self, folder: Path, wide: Sequence[Line], editions: Mapping[str, Sequence[Line]]) -> None:
        self._paths = [folder / f"{table}.{self.ending}" for table in ("wide", "long")]
        self._lines = wide
        # What stands between the return and the value, by point.
        self._points = {
            edition: [(line.path, self._point(told_of(line))) for line in lines] for edition, lines in editions.items()
        }
        self._may_not_apply = {
            edition: frozenset(line.path for line in lines if line.may_not_apply) for edition, lines in editions.items()
        }
        self._wide: TextIO
        self._long: TextIO

    def __enter__(self) -> Self:
        self._wide, self._long = (
            path.open("w", encoding=self.encoding, errors="replace", newline="") for path in self._paths
        )
        self._begin()
        return self

    def __exit__(self, *error: object) -> None:
        self._wide.close()
        self._long.close()

    def add(self, returns: Sequence[tuple[Identity, CountedReturn]]) -> None:
        """Write some returns behind those before."""
        for identity, counted in returns:
            values = [wide_value(counted, line) for line in self._lines]
            self._wide.write(self._wide_row((*identity, *own_of(counted)), values))
            self._long.write(self._long_rows(identity, counted))

    def _ends(self, counted: CountedReturn, text: Callable[[str], str]) -> dict[str, tuple[str, str, str]]:
        """Spell how the rows of `long` end, by point: value, text, and whether it is not applicable."""
        ends = {path: (_spelt(value), "", "false") for path, value in counted.figures.items()}
        ends |= {path: ("", text(value), "false") for path, value in counted.texts.items()}
        return ends | dict.fromkeys(self._may_not_apply[counted.edition].intersection(counted.nulls), ("", "", "true"))

    def _begin(self) -> None:
        """Write what stands above the first row."""

    def _point(self, told: Sequence[str]) -> str:
        raise NotImplementedError

    def _wide_row(self, told: Sequence[Any], values: Sequence[Figure | str | None]) -> str:
        raise NotImplementedError

    def _long_rows(self, identity: Identity, counted: CountedReturn) -> str:
        raise NotImplementedError


class CsvTables(_TextTables):
    """UTF-8 with its mark, that Excel takes Chinese for what it is; texts that look like formulas are disarmed."""

    ending, encoding = "csv", "utf-8-sig"

    def _begin(self) -> None:
        self._wide.write(_csv([*WIDE_NAMES, *(line.path for line in self._lines)]) + "\r\n")
        self._long.write(_csv(LONG_NAMES) + "\r\n")

    def _point(self, told: Sequence[str]) -> str:
        return _csv(told)

    def _wide_row(self, told: Sequence[Any], values: Sequence[Figure | str | None]) -> str:
        return _csv([*told, *values]) + "\r\n"

    def _long_rows(self, identity: Identity, counted: CountedReturn) -> str:
        begin = _csv(identity)
        ends = self._ends(counted, lambda text: _csv([text, ""])[:-1])
        return "".join(
            f"{begin},{point},{value},{text},{flag}\r\n"
            for path, point in self._points[counted.edition]
            for value, text, flag in (ends.get(path, EMPTY),)
        )


def _csv(values: Sequence[Any]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="").writerow([_field(value) for value in values])
    return text.getvalue()


def _field(value: Any) -> str:
    # Nothing is written for what does not apply: a column of figures holds nothing else.
    if value is None:
        return ""
    return ("false", "true")[value] if isinstance(value, bool) else csv_field(value)


class JsonTables(_TextTables):
    """One object a line, its figures written with every digit."""

    ending = "jsonl"

    def _point(self, told: Sequence[str]) -> str:
        return _pairs(LONG_NAMES[len(IDENTITY) : len(IDENTITY) + len(told)], told)

    def _wide_row(self, told: Sequence[Any], values: Sequence[Figure | str | None]) -> str:
        points = _pairs([line.path for line in self._lines], values)
        return f"{{{_pairs(WIDE_NAMES, told)}, {points}}}\n"

    def _long_rows(self, identity: Identity, counted: CountedReturn) -> str:
        begin = _pairs(IDENTITY, identity)
        ends = self._ends(counted, _json)
        return "".join(
            f'{{{begin}, {point}, "value": {value or "null"}, "text": {text or "null"}, "not_applicable": {flag}}}\n'
            for path, point in self._points[counted.edition]
            for value, text, flag in (ends.get(path, EMPTY),)
        )


def _pairs(names: Sequence[str], values: Sequence[Any]) -> str:
    """Spell names with their values, without the brackets around; the json module would make a float of a Decimal."""
    return ", ".join(f'"{name}": {_json(value)}' for name, value in zip(names, values, strict=True))


def _json(value: Any) -> str:
    plain = value is None or isinstance(value, bool | str)
    return json.dumps(value, ensure_ascii=False) if plain else _spelt(value)


def _spelt(value: Figure) -> str:
    # Nearly all are whole, and there are twenty-five million in a nation's returns.
    return str(value) if type(value) is int else figure_text(value)
