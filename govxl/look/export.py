"""The returns that count, written out for analysts: a row a return, a row a figure, and a dictionary of the columns.

Returns are read and written some at a time, so that memory does not grow with them. All files are whole before the
first takes its name.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Protocol, Self

from govxl.archive.cases import COUNTED_STATES, UnitCase
from govxl.archive.store import Archive, ArchiveError
from govxl.files import TEMPORARY, sync_folder, write_new
from govxl.form.definition import load_form
from govxl.look.columns import Identity, Line, dictionary_csv, dictionary_json, identity_of, lines_of, wide_lines
from govxl.look.frames import CountedReturn, Figure, counted_in
from govxl.look.parquet import ParquetTables
from govxl.look.text_tables import CsvTables, JsonTables
from govxl.report.data import fits
from govxl.text import brief
from govxl.words import Both

__all__ = ["FORMATS", "Exported", "export", "names_of"]

TOGETHER = 1000
"""Returns that are written together: a group of rows of a Parquet file."""

LARGEST = 1 << 63
"""What a whole figure stays below; a form's have 15 digits."""


class Tables(Protocol):
    """What takes returns in, some at a time, as rows of `wide` and `long` in a folder."""

    def __init__(self, folder: Path, wide: Sequence[Line], editions: Mapping[str, Sequence[Line]]) -> None:
        """Take the columns of `wide`, and the points of each edition for `long`."""

    def __enter__(self) -> Self:
        """Open the files."""

    def __exit__(self, *error: object) -> None:
        """Close them."""

    def add(self, returns: Sequence[tuple[Identity, CountedReturn]]) -> None:
        """Write some returns behind those before."""


FORMATS: Mapping[str, type[Tables]] = {"jsonl": JsonTables, "csv": CsvTables, "parquet": ParquetTables}

DICTIONARY = ("columns.csv", "columns.json")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, and the returns in each state; `not_counting` had come and count nowhere."""

    files: tuple[Path, ...]
    states: dict[str, int]
    not_counting: int

    @property
    def returns(self) -> int:
        """How many returns are in the tables."""
        return sum(self.states.values())


def names_of(formats: Iterable[str]) -> tuple[str, ...]:
    """Name the files that an export in these formats leaves."""
    return (*(f"{table}.{name}" for name in formats for table in ("wide", "long")), *DICTIONARY)


def export(
    archive: Archive,
    cases: Sequence[UnitCase],
    formats: Sequence[str],
    folder: Path,
    parent_of: Callable[[CountedReturn], str | None],
    review_all: bool = False,
) -> Exported:
    """Write what counts of these cases of one form, in every format named, over what has the same names in the folder.

    Raises KeyError for a format there is not, NoParquetError, UnknownFormError for an edition that is not installed,
    OSError where something cannot be read or written, ArchiveError for a record that is damaged or not as its form is.
    Then nothing of it is left.
    """
    told = [each for each in (case.counted(review_all) for case in cases) if each is not None]
    form = told[0].form if told else ""
    editions = [load_form(f"{form}/{edition}") for edition in sorted({each.edition for each in told})]
    own = {each.edition: lines_of(each) for each in editions}
    wide = wide_lines(editions)
    states: Counter[str] = Counter()
    ours = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        waiting = Path(tempfile.mkdtemp(dir=folder, prefix=TEMPORARY))
    except OSError as error:
        error.filename = str(folder)  # not what the files are called on the way, which tells nobody anything
        raise
    try:
        with ExitStack() as files:
            tables = [files.enter_context(FORMATS[name](waiting, wide, own)) for name in formats]
            known = {edition: {line.path: line for line in lines} for edition, lines in own.items()}
            for some in _by(TOGETHER, counted_in(archive, cases, review_all)):
                for each in some:
                    _hold(archive, each, known.get(each.edition, {}))
                states.update(each.state for each in some)
                rows = [(identity_of(each, form, parent_of(each)), each) for each in some]
                for table in tables:
                    table.add(rows)
        in_order = {state: states[state] for state in COUNTED_STATES if states[state]}
        write_new(waiting / DICTIONARY[0], dictionary_csv(wide))
        write_new(waiting / DICTIONARY[1], dictionary_json(form, wide, in_order))
        made = _settled(waiting, folder, names_of(formats))
    except OSError as error:
        if not error.filename or str(error.filename).startswith(str(waiting)):
            error.filename = str(folder)  # not what the files are called on the way, which tells nobody anything
        raise
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
        if ours:
            with suppress(OSError):  # there is something in it, as there should be
                folder.rmdir()
    return Exported(made, in_order, sum(case.current is not None for case in cases) - sum(states.values()))


def _by(count: int, returns: Iterator[CountedReturn]) -> Iterator[list[CountedReturn]]:
    while some := list(islice(returns, count)):
        yield some


def _settled(waiting: Path, folder: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """See all files onto the disk, and only then give them their names."""
    for name in names:
        with (waiting / name).open("rb+") as file:
            os.fsync(file.fileno())
    for name in names:
        os.replace(waiting / name, folder / name)
    sync_folder(folder)
    return tuple(folder / name for name in names)


def _hold(archive: Archive, counted: CountedReturn, lines: Mapping[str, Line]) -> None:
    """Raise ArchiveError for a figure that its column would not hold as it is: nothing is left out or rounded."""
    for path, value in counted.figures.items():
        if not _fits(value, lines.get(path)):
            raise _unfit(archive, counted, path, f"{value:f}" if isinstance(value, Decimal) else str(value))
    for path, text in counted.texts.items():
        if path not in lines or lines[path].places is not None:
            raise _unfit(archive, counted, path, text)
    for path in counted.nulls:
        if path not in lines:
            raise _unfit(archive, counted, path, "null")


def _fits(value: Figure, line: Line | None) -> bool:
    if line is None or line.places is None:
        return False
    # Not isinstance: true is an int to Python, and no figure.
    if type(value) is int:
        return -LARGEST < value < LARGEST
    return isinstance(value, Decimal) and -int(value.as_tuple().exponent) <= line.places and fits(value)


def _unfit(archive: Archive, counted: CountedReturn, path: str, value: str) -> ArchiveError:
    place, whose, shown = archive.folder / counted.record, f"“{counted.unit}”", brief(value)
    zh = f"{place}：{whose}{counted.year} 年度的记录和表式对不上：{path} 是 {shown}；请运行 govxl archive verify"
    en = f"{place}: the record of {whose} for {counted.year} is not as its form is: {path} is {shown}"
    return ArchiveError(Both(zh, f"{en}; run govxl archive verify"))
