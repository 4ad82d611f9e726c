"""A clerk at the keyboard: texts as typed, by point, into the cells of a workbook, through LibreOffice or openpyxl.

Where a point stands is asked of `govxl forms cells --json`, as a program outside would; nothing here reads a layout.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from tests.office import Office, Place

__all__ = ["GOVXL", "cells_of", "kept", "read_typed", "spread", "through_office", "through_openpyxl"]

GOVXL = Path(sys.executable).with_name("govxl")
"""The command as installed beside the Python that runs the tests."""

NUMERIC = ("count", "signed", "amount", "percent")
NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")

Typed = Mapping[str, str]
"""Point -> text as typed; an empty text leaves the cell as it is, lines of a long text are its paragraphs."""

Kept = str | int | float | date
"""What a cell holds of a text: a number, a day, or the text itself."""


def read_typed(path: Path) -> dict[str, str]:
    """Read a `typed.csv`: a header, then point and text; a point that stands there twice is a mistake of ours."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["point", "text"], f"{path}: its header is {header}"
    points = [point for point, _ in rows]
    assert len(points) == len(set(points)), f"{path}: a point stands there twice"
    return dict(zip(points, (text for _, text in rows), strict=True))


@cache
def cells_of(form: str) -> dict[str, dict[str, Any]]:
    """Ask where the points of a form stand; `form` is named as `govxl forms` lists it."""
    asked = subprocess.run([GOVXL, "forms", "cells", form, "--json"], capture_output=True, check=True)
    return {entry["point"]: entry for entry in json.loads(asked.stdout)}


def spread(form: str, typed: Typed) -> dict[Place, tuple[str, str]]:
    """Give cell -> (text, type of its cell), one paragraph of a long text in each of its cells."""
    return {
        place: entry for point, text in typed.items() if text for place, entry in _lines(cells_of(form)[point], text)
    }


def _lines(entry: Mapping[str, Any], text: str) -> Iterator[tuple[Place, tuple[str, str]]]:
    """Yield the cells one point takes; a long text with more paragraphs than cells is a mistake of ours."""
    if "cells" not in entry:
        yield (entry["sheet"], entry["cell"]), (text, entry["type"])
        return
    for line, cell in zip(text.split("\n"), entry["cells"][: text.count("\n") + 1], strict=True):
        yield (entry["sheet"], cell), (line, entry["type"])


def kept(text: str, kind: str) -> Kept:
    """Give what Excel keeps of a text typed into a cell of this type: `1,234` is 1234, `１２` and `22件` stay texts.

    Cells for words are formatted as text and keep whatever is typed; a formula stays its text, `=` in front.
    """
    if kind in NUMERIC and NUMBER.fullmatch(text):
        figure = float(text.replace(",", ""))
        return int(figure) if figure.is_integer() else figure
    if kind == "date" and (day := DAY.fullmatch(text)):
        return date(*(int(part) for part in day.groups()))
    return text


def through_openpyxl(path: Path, form: str, typed: Typed, out: Path) -> Path:
    """Put the texts into the cells as Excel would keep them, and save."""
    book = openpyxl.load_workbook(path)
    for (sheet, address), (text, kind) in spread(form, typed).items():
        cell = book[sheet][address]
        cell.value = kept(text, kind)
        if kind not in NUMERIC and isinstance(cell.value, str):
            cell.data_type = "s"
    book.save(out)
    return out


def through_office(office: Office, path: Path, form: str, typed: Typed, out: Path) -> Path:
    """Type the texts into the cells and save; a cell that refuses its text is an AssertionError."""
    entries = [(sheet, address, text) for (sheet, address), (text, _) in spread(form, typed).items()]
    taken = office.type_into(path, entries, out)
    refused = [entry for entry, accepted in zip(entries, taken, strict=True) if not accepted]
    assert not refused, f"cells that took nothing: {refused}"
    return out
