"""The functions of the rule language that read cells, each with its two readings side by side.

What tells a figure from a blank here is Excel's own idea of it: a text counts for nothing, an empty text as blank.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from govxl.language.nodes import Error, Value
from govxl.words import BLANKS, UNSEEN

__all__ = ["OVER_CELLS", "Addresses", "Lookup", "OverCells", "quoted", "spoken"]

DAY = r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
"""A date as people type it as text: one kind of mark throughout. As text, for `re` compiles it when somebody did."""

FIRST_YEAR, LAST_YEAR = 1901, 2999
"""The years a date typed as text may have. Excel knows a 29 February 1900 that never was, hence not 1900."""

FIRST_DAY, LAST_DAY = 61, 2_958_465
"""The numbers that are days: from 1 March 1900, after which Excel counts right, to the end of the year 9999."""

BOUND = Decimal(10) ** 15
"""The first figure that fits no cell: a spreadsheet does not keep its last digit."""

Lookup = Callable[[str], Value]
"""Gives what stands in the cell of a path."""

Paths = tuple[str, ...]
Phrases = tuple[str, ...]


class Addresses(Protocol):
    """Where paths stand in the workbook, as seen from the sheet of the formula."""

    def cell(self, path: str) -> str:
        """Give the address of a cell, such as `D6` or `'封面'!$B$3`."""

    def areas(self, paths: Paths) -> list[str]:
        """Give the fewest ranges that cover exactly these cells."""


class OverCells(NamedTuple):
    """One function: cells and words to a value, and to a formula."""

    python: Callable[[Paths, Phrases, Lookup], Value]
    excel: Callable[[Paths, Phrases, Addresses], str]


def spoken(value: Value) -> str:
    """Write a value as it stands in a sentence: figures plain, without trailing zeros; a blank as nothing."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value if isinstance(value, str) else ""


def quoted(text: str) -> str:
    """Write a text as formulas do."""
    return '"' + text.replace('"', '""') + '"'


def _added(terms: Iterable[str]) -> str:
    """Add terms up; several stand in parentheses, so that the whole can be subtracted or compared."""
    kept = list(terms)
    return kept[0] if len(kept) == 1 else f"({'+'.join(kept)})"


def _each(pattern: str) -> Callable[[Paths, Phrases, Addresses], str]:
    """Write one term for every range of the cells, added up."""
    return lambda paths, _, at: _added(pattern.replace("{}", area) for area in at.areas(paths))


def _over(function: str) -> Callable[[Paths, Phrases, Addresses], str]:
    """Write a function of Excel that takes several ranges."""
    return lambda paths, _, at: f"{function}({','.join(at.areas(paths))})"


def _counted(count: Callable[[Value, Phrases], int]) -> Callable[[Paths, Phrases, Lookup], Value]:
    """Count something in every cell, added up; a truth counts as one."""
    return lambda paths, words, value_of: Decimal(sum([count(value_of(path), words) for path in paths]))


def _counted_type(kind: type) -> Callable[[Paths, Phrases, Lookup], Value]:
    """Count the cells that hold a value of a type, which none of another type is."""
    return lambda paths, _, value_of: Decimal(list(map(type, map(value_of, paths))).count(kind))


def _blanks(paths: Paths, _: Phrases, value_of: Lookup) -> Value:
    """Count the cells that hold nothing, or an empty text."""
    # By type, for a form counts hundreds of figures, and a figure is compared with a text the slow way.
    values = list(map(value_of, paths))
    kinds = list(map(type, values))
    blank = kinds.count(type(None))
    if blank + kinds.count(Decimal) < len(kinds):
        blank += sum([value == "" for value in values if isinstance(value, str)])
    return Decimal(blank)


def _sum(paths: Paths, _: Phrases, value_of: Lookup) -> Value:
    return sum([value for value in map(value_of, paths) if isinstance(value, Decimal)], Decimal(0))


def _changed(paths: Paths, _: Phrases, value_of: Lookup) -> Value:
    """Count the figures other than 0 that are not last year's."""
    figures = ((path, value) for path in paths if isinstance(value := value_of(path), Decimal) and value)
    return Decimal(sum([value != value_of(f"prior.{path}") for path, value in figures]))


def _unfit(paths: Paths, words: Phrases, value_of: Lookup) -> Value:
    kind, places = words[0], int(words[1])
    return Decimal(sum([not _fits(value, kind, places) for value in map(value_of, paths)]))


def _bare(text: str, words: Phrases = (), blanks: Phrases = BLANKS) -> str:
    """Take words out of a text, and all that nobody sees."""
    for word in (*words, *blanks):
        text = text.replace(word, "")
    return text


def _excel_bare(area: str, words: Phrases = (), blanks: Phrases = BLANKS) -> str:
    for word in (*words, *blanks):
        # A control character cannot stand in a formula as it is.
        spelt = f"CHAR({ord(word)})" if word < " " else quoted(word)
        area = f'SUBSTITUTE({area},{spelt},"")'
    return area


def _excel_found(area: str, words: Phrases) -> str:
    """Count where words stand: all of them at once beside cells of one column, else word after word."""
    columns = re.findall(r"([A-Z]+)\$?[0-9]+(?=:|$)", area)
    sought = [f"{{{','.join(map(quoted, words))}}}"] if len(set(columns)) == 1 < len(words) else map(quoted, words)
    return "+".join(f"SUMPRODUCT(--ISNUMBER(FIND({each},{area})))" for each in sought)


def _excel_substance(paths: Paths, words: Phrases, at: Addresses) -> str:
    """Take whole words out one after the other, which nests; single characters, in one cell, are only counted off."""
    marks = ",".join(quoted(word) for word in words if len(word) == 1)
    bare = [_excel_bare(area, tuple(word for word in words if len(word) > 1)) for area in at.areas(paths)]
    counted = _added(f"SUMPRODUCT(LEN({each}))" for each in bare)
    off = (f'-SUMPRODUCT(LEN({each})-LEN(SUBSTITUTE({each},{{{marks}}},"")))' for each in bare if marks)
    return f"({counted}{''.join(off)})"


def _excel_changed(paths: Paths, _: Phrases, at: Addresses) -> str:
    """Compare range with range; last year's cells lie in ranges of the same shape."""
    before = at.areas(tuple(f"prior.{path}" for path in paths))
    pairs = zip(at.areas(paths), before, strict=True)
    return _added(f"SUMPRODUCT(ISNUMBER({now})*({now}<>0)*({now}<>{then}))" for now, then in pairs)


def _fits(value: Value, kind: str, places: int) -> bool:
    """Hold what stands in a cell against its type; a blank is nothing that could be wrong."""
    if value is None or (isinstance(value, str) and not value):
        return True
    if kind == "date":
        # Excel stores days as numbers, whatever was typed; a text is a date that it did not know for one.
        if isinstance(value, Decimal):
            return FIRST_DAY <= value <= LAST_DAY and value == int(value)
        return isinstance(value, str) and _is_day(value)
    if not (isinstance(value, Decimal) and -BOUND < value < BOUND) or (value < 0 and kind != "signed"):
        return False
    # Nearly every figure is whole, which is seen sooner than what it is rounded to.
    return value == value.to_integral_value() or value == round(value, places)


def _is_day(text: str) -> bool:
    """Tell whether a text names a day of the calendar."""
    if not (found := re.fullmatch(DAY, text)) or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return False
    try:
        date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    except ValueError:
        return False
    return True


def _excel_unfit(paths: Paths, words: Phrases, at: Addresses) -> str:
    """Divide by the truth that a cell fits: a text or an error value in it, or a falsehood, makes an error to count."""
    kind, places = words
    if kind == "date":
        # Cell by cell: LibreOffice gives up on a whole area where one of its dates cannot be made.
        return _added(_excel_no_date(at.cell(path)) for path in paths)
    # LibreOffice takes TRUE for 1, which the reader does not.
    fits = f"(ROUND({{0}},{places})={{0}})*(ABS({{0}})<10^15)*(1-ISLOGICAL({{0}}))"
    fits += "" if kind == "signed" else "*({0}>=0)"
    return _added(f"SUMPRODUCT(--ISERROR(1/({fits.format(area)})))" for area in at.areas(paths))


def _excel_no_date(cell: str) -> str:
    """Count what is neither blank, nor a day's number, nor a text that names a day.

    The text is brought to 2026-1-20 and taken apart; the day made of its parts must be spelt the same, without leading
    noughts. No function that reads dates by the computer's own customs is asked.
    """
    plain = cell
    for mark, instead in (("年", "-"), ("月", "-"), ("日", ""), ("/", "-"), (".", "-")):
        plain = f'SUBSTITUTE({plain},"{mark}","{instead}")'
    # The parts are spread so far apart that a fixed slice of the text holds one of them and blanks.
    wide = f'SUBSTITUTE({plain},"-",REPT(" ",9))'
    parts = f"VALUE(LEFT({plain},4)),VALUE(TRIM(MID({wide},10,9))),VALUE(TRIM(RIGHT({wide},9)))"
    day = f"DATE({parts})"
    spelt = f'YEAR({day})&"-"&MONTH({day})&"-"&DAY({day})'
    real = f'EXACT(SUBSTITUTE({plain},"-0","-"),{spelt})'
    # Month and day have two digits at most; what FIND does not find is an error, and counted as none.
    short = f'FIND("-",MID({plain},7,2))*FIND("-",RIGHT({plain},3))'
    one_mark = f'EXACT(SUBSTITUTE({cell},MID({cell},5,1),"-"),{plain})*(MID({cell},5,1)<>"年")'
    chinese = f'EXACT({cell},SUBSTITUTE(SUBSTITUTE({plain},"-","年",1),"-","月")&"日")'
    years = f'(LEFT({cell},4)>"{FIRST_YEAR - 1}")*(LEFT({cell},4)<"{LAST_YEAR + 1}")'
    text = f"{real}*{short}*({one_mark}+{chinese})*{years}"
    number = f"ISNUMBER({cell})*({cell}>={FIRST_DAY})*({cell}<={LAST_DAY})*(INT({cell})={cell})"
    misses = "*".join(f"ISERROR(1/({fits}))" for fits in (f"LEN({cell})=0", number, text))
    return f"SUMPRODUCT({misses})"


OVER_CELLS: Mapping[str, OverCells] = {
    "sum": OverCells(_sum, _over("SUM")),
    "changed": OverCells(_changed, _excel_changed),
    "mentions": OverCells(
        lambda paths, words, value_of: any(word in spoken(value_of(path)) for word in words for path in paths),
        lambda paths, words, at: f"{_added(_excel_found(area, words) for area in at.areas(paths))}>0",
    ),
    # A text of several cells has line ends between them, which nobody typed.
    "length": OverCells(
        _counted(lambda value, _: len(spoken(value).replace("\n", ""))),
        _each('SUMPRODUCT(LEN(SUBSTITUTE({},CHAR(10),"")))'),
    ),
    "blanks": OverCells(_blanks, _each("COUNTBLANK({})")),
    "figures": OverCells(_counted_type(Decimal), _over("COUNT")),
    "errors": OverCells(_counted_type(Error), _each("SUMPRODUCT(--ISERROR({}))")),
    "unfit": OverCells(_unfit, _excel_unfit),
    "substance": OverCells(_counted(lambda value, words: len(_bare(spoken(value), words))), _excel_substance),
    "unsaid": OverCells(
        _counted(lambda value, _: not _bare(spoken(value), (), UNSEEN)),
        lambda paths, _, at: _added(
            f"SUMPRODUCT(--(LEN({_excel_bare(area, (), UNSEEN)})=0))" for area in at.areas(paths)
        ),
    ),
    "told": OverCells(
        lambda paths, _, value_of: _bare(spoken(value_of(paths[0]))),
        lambda paths, _, at: _excel_bare(at.cell(paths[0])),
    ),
    "matching": OverCells(
        _counted(lambda value, words: isinstance(value, str) and value in words),
        lambda paths, words, at: _added(
            f"SUMPRODUCT(COUNTIF({area},{{{','.join(map(quoted, words))}}}))" for area in at.areas(paths)
        ),
    ),
    # To the letter, which COUNTIF is not; a word at a time, for an area may have several columns.
    "exactly": OverCells(
        _counted(lambda value, words: spoken(value) in words),
        lambda paths, words, at: _added(
            f"SUMPRODUCT(--EXACT({area},{quoted(word)}))" for area in at.areas(paths) for word in words
        ),
    ),
    "nonzero": OverCells(
        _counted(lambda value, _: isinstance(value, Decimal) and bool(value)),
        _each("SUMPRODUCT(ISNUMBER({})*({}<>0))"),
    ),
}
"""The functions by name; from `blanks` on they are for the workbook's own formulas, though authors may use `figures`
and `substance`."""
