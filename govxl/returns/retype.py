"""What people typed into a workbook, ready to be typed into another one: everything is kept, nothing of it can run.

A formula that stands where a figure belongs is kept as the words of a formula: it calculates nothing any more, and is
found again.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from math import isfinite

from govxl.filing.figures import (
    END_OF_DAYS,
    ERRORS,
    NUMBER,
    Problem,
    day_told,
    is_filled,
    literal,
    shortest,
    worked_out,
)
from govxl.filing.model import WorkbookReading
from govxl.filing.shown import both_readings, figure_in, text_against, told
from govxl.language.expressions import Error, Value
from govxl.language.functions import quoted
from govxl.layout.places import Slot
from govxl.text import writable
from govxl.xlsx.cells import RawCell
from govxl.xlsx.traces import Traced, changed_pieces, pieces_of, traced_like, unmasked

__all__ = [
    "Typed",
    "digest_of",
    "retyped",
    "seen_in",
]

# -- What people typed


Typed = Mapping[str, Sequence[RawCell | None]]
"""The cells of inputs and fields by path, several of a long text; None for a blank one, `date` with its ISO date."""

LITERAL = re.compile(r'"(?:[^"]|"")*"')
SPELT = re.compile(rf"{LITERAL.pattern}(?:&{LITERAL.pattern})*")
"""A formula that only shows words, as we write it."""

PIECE = 120
MOST = 2_000
"""Characters of somebody's formula that are kept; all of it stands in the file they sent."""

DAY_ZERO, FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
"""Where Excel's days count from, and the first of them that it counts right."""


OTHER_ERROR = "#VALUE!"
"""What stands for an error value that Excel does not know (ECMA-376 part 1, 18.17.3)."""


def retyped(reading: WorkbookReading) -> Typed:
    """Give what stands in every input and field that was found, fit to be written into a workbook again."""
    located = reading.located
    typed: dict[str, Sequence[RawCell | None]] = {}
    for slot in reading.layout.inputs():
        if slot.path not in located.cells or slot.path in located.lost:
            continue
        cells: list[RawCell | None] = []
        for cell in located.cells[slot.path]:
            plain = literal(cell) if cell is not None and is_filled(cell) else None
            kept = _plain(reading, slot, plain) if plain else None
            if plain and kept and isinstance(plain.text, Traced):
                # Letters struck out, raised or hidden stay so; only the number format stays behind.
                kept = kept._replace(text=unmasked(traced_like(kept.text, plain.text)))
            cells.append(kept)
        typed[slot.path] = tuple(cells)
    return typed


def _plain(reading: WorkbookReading, slot: Slot, plain: RawCell) -> RawCell:
    """Make a filled cell fit to be written; what a particular number format shows counts as well as what is stored."""
    code, shift = reading.raw.formats.get(plain.style), reading.raw.shift
    problem: object = None
    if slot.traits.numeric and code is not None:
        is_text = plain.kind == "text" and plain.formula is None
        problem = text_against(code, plain.text, slot) if is_text else figure_in(plain, code, shift, slot)[0]
    # One that shows another figure is kept as the words of both, which are none, until somebody types it again.
    if twice := both_readings(problem if isinstance(problem, Problem) else None):
        return RawCell("text", twice, None, 0)
    if plain.formula is not None:
        worked = worked_out(plain.formula)
        if worked is not None:
            return RawCell("number", f"{worked.value:f}", plain.formula, 0)
        if SPELT.fullmatch(plain.formula):
            # Our own way to keep words, from an earlier return: spelt once, not once more around it.
            return _words("".join(piece[1:-1].replace('""', '"') for piece in LITERAL.findall(plain.formula)))
        return _words(f"={plain.formula}")
    if not slot.traits.numeric and plain.kind in ("number", "date"):
        return _shown(slot, plain, code, shift)
    if plain.kind == "number":
        return _number(plain, isinstance(problem, Problem) and problem.name == "date-in-figure", shift)
    if plain.kind == "date":
        return _date(plain.text)
    text = plain.text if plain.kind != "error" or plain.text in ERRORS else OTHER_ERROR
    return RawCell(plain.kind, changed_pieces(text, writable), None, 0)


def _shown(slot: Slot, cell: RawCell, code: str | None, shift: int) -> RawCell:
    """Keep a number in a cell for words as the words it shows; in one for a date, what is shown as a day."""
    if slot.traits.kind == "date" and not isinstance(day_told(cell, code, shift), Problem):
        if cell.kind == "date":
            return _date(cell.text)
        serial = int(float(cell.text)) + shift
        if DAY_ZERO + timedelta(serial) < FIRST_DAY:
            return RawCell("number", str(serial), None, 0)  # Excel counts a 29 February 1900 that never was
        return _number(cell, dated=True, shift=shift)
    seen = told(cell, code, shift)
    if isinstance(seen, Problem):
        return _number(cell) if cell.kind == "number" else _date(cell.text)
    return RawCell("text", writable(seen.text), None, 0)


def _number(cell: RawCell, dated: bool = False, shift: int = 0) -> RawCell:
    """Keep a number, as a date where it is one; what no number is spelt like must not become one on the way."""
    if dated:
        days = int(float(cell.text)) + shift
        if days >= END_OF_DAYS:
            return _words(cell.text)
        return RawCell("date", (DAY_ZERO + timedelta(days)).isoformat(), None, 0)
    if NUMBER.fullmatch(cell.text) and isfinite(float(cell.text)):
        return RawCell("number", cell.text, None, 0)
    return _words(cell.text)


def _date(text: str) -> RawCell:
    """Keep a date spelt in ISO 8601, its time left out; one that no cell holds is kept as words."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return _words(text)
    return RawCell("date", day.isoformat(), None, 0) if day >= FIRST_DAY else _words(text)


def _words(text: str) -> RawCell:
    """Make a formula that only shows words."""
    kept = writable(text[:MOST])
    pieces = (quoted(kept[n : n + PIECE]) for n in range(0, len(kept), PIECE))
    return RawCell("text", kept, "&".join(pieces), 0)


def seen_in(typed: Typed) -> dict[str, Value]:
    """Say what formulas see in the cells that will be written, by path."""
    seen: dict[str, Value] = {}
    for path, cells in typed.items():
        kept = [cell for cell in cells if cell is not None]
        error = next((cell for cell in kept if cell.kind == "error"), None)
        if len(cells) > 1 and error is None:
            seen[path] = "\n".join(cell.text for cell in kept)
        else:
            # One error among the cells of a text is an error for whoever reads them.
            seen[path] = _value(error or kept[0]) if kept else None
    return seen


def _value(cell: RawCell) -> Value:
    match cell.kind:
        case "number":
            value = shortest(cell.text)
            return value if isinstance(value, Decimal) else Decimal(float(cell.text))
        case "date":
            return Decimal((date.fromisoformat(cell.text) - DAY_ZERO).days)
        case "boolean":
            return cell.text == "1"
        case "error":
            return Error(cell.text)
    return cell.text


def digest_of(typed: Typed) -> str:
    """Tell one filling from any other, by its content alone: 24 hexadecimal digits."""
    told: list[tuple[str, list[str]]] = []
    for path, cells in typed.items():
        kept = [cell for cell in cells if cell is not None]
        if not kept:
            continue
        if len(cells) == 1:
            told.append((path, [*_told(kept[0])]))
            continue
        # A long text counts as one, however it is spread over its cells.
        plain = [cell for cell in kept if cell.kind == "text" and cell.formula is None]
        others = [part for cell in kept if cell.kind != "text" or cell.formula is not None for part in _told(cell)]
        told.append((path, ["\n".join(_as_shown(cell.text) for cell in plain), *others]))
    told.sort()
    return sha256(json.dumps(told).encode()).hexdigest()[:24]


def _told(cell: RawCell) -> Iterator[str]:
    """Yield what a cell says, however a program spells it."""
    yield cell.kind if cell.formula is None else "formula"
    yield cell.formula or (f"{float(cell.text):.15g}" if cell.kind == "number" else _as_shown(cell.text))
    yield from [piece.trace for piece in pieces_of(cell.text) if cell.kind == "number" and piece.trace]


def _as_shown(text: str) -> str:
    """Give a text with what is struck out, raised, lowered or hidden in it told apart from the same words plain."""
    return "".join(f"\0{piece.trace}\0{piece.text}" if piece.trace else piece.text for piece in pieces_of(text))
