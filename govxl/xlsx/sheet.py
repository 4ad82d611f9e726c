"""One worksheet part -> its raw cells, each in its place, and what the part says around them."""

import re
from collections.abc import Mapping, Sequence
from itertools import compress, count, islice
from operator import lt

from govxl.addresses import MAX_COLUMN, MAX_ROW, NOWHERE, PLACES, Place, address
from govxl.words import Both
from govxl.xlsx.around_cells import is_locked, merges_in, unseen_columns, unseen_rows, validated_in
from govxl.xlsx.cells import (
    FAR_KEPT,
    FARTHEST_COLUMN,
    FARTHEST_ROW,
    MAX_TEXT,
    Aside,
    Comment,
    RawCell,
    RawSheet,
    Relation,
    Unseen,
)
from govxl.xlsx.conditions import conditions_in
from govxl.xlsx.content import (
    FORMULAS,
    INLINE,
    LONG_TAG,
    MAX_CELLS,
    MAX_OPEN,
    MAX_TAGS,
    OWN_FORMULA,
    CellSource,
    SheetCells,
    UncoveredError,
    new_cell,
    safe_formula,
)
from govxl.xlsx.known_rows import MOST_ROWS, ROWS, KnownRow, Learnt, is_met, learn, learnt_from
from govxl.xlsx.memory import remembered
from govxl.xlsx.refusals import Refused, damaged
from govxl.xlsx.sheet_words import sheet_words
from govxl.xlsx.xml import canonical, cell_text, is_bounded, prove_well_formed, utf8

__all__ = ["read_sheet"]

_CHUNK = 1 << 17  # bytes of whole rows taken at a time, so that memory stays flat

_SHEET_DATA = re.compile(rb"<sheetData(?:\s[^>]*?)?(/?)>")
_TOKEN = re.compile(  # `(?:x|)` and not `(?:x)?`, which takes twice as long; the commonest contents come first
    rb"(?:(<row(?=[ />])[^>]*>)|(?=<[c/]))(?:<c r=\"([A-Z]+[0-9]+)\"(?: s=\"([0-9]+)\"|)(?: t=\"([A-Za-z]+)\"|)"
    rb"(?: ?/>|><v>([^<]*)</v></c>|>(?:(<f(?:\s[^>]*?|))(?:>([^<]*)</f>|/>)|)(?:<v(?:\s[^>]*?|)(?:>([^<]*)</v>|/>)|)"
    rb"(?:<is(?: ?/>|>([^<]*(?:<(?!/is>)[^<]*)*)</is>)|)</c>)|)(</row>|)"
    rb"|(\S[^>]{0,200}).*",
    re.DOTALL,
)
_ROW_NUMBER = re.compile(rb"\sr=\"([0-9]{1,7})\"")
_REFERENCE = re.compile(rb"<?c\s(?:[^>]*\s)?r=[\"']([^\"']{1,20})[\"']")


def read_sheet(
    source: CellSource,
    state: str,
    data: bytes,
    comments: tuple[Comment, ...] = (),
    asides: tuple[Aside, ...] = (),
    links: Mapping[str, Relation] | None = None,
) -> RawSheet:
    """Read one worksheet; Refused, with the place, for anything ambiguous, damaged or beyond the allowance.

    Comments and what else lies over its cells were read before; `links` are the relations of its part.
    """
    data = utf8(source.part, data)
    if source.allowance.counted:
        source.allowance.tags -= data.count(b"<row") + data.count(b"<c")
    if source.allowance.tags < 0:
        raise source.beyond(f"行和单元格超过 {MAX_TAGS} 个", f"has more than {MAX_TAGS} rows and cells")
    # Nearly every program spells its cells so that they can be read as they stand; the others are rewritten once.
    sheet = _plain_sheet(source, data)
    if sheet is None:
        data = canonical(source.part, data)
        try:
            sheet = _Sheet(source, data)
            sheet.read()
        except UncoveredError as error:
            raise damaged(error.sentence.zh, error.sentence.en) from None
    source.allowance.cells -= len(sheet.cells) + sheet.far
    tail = data[max(data.rfind(b"</sheetData>"), 0) :]
    locked = is_locked(tail)
    merges, areas = merges_in(source, tail), validated_in(source, tail)
    asides += source.allowance.take(source.part, sheet_words(source.part, tail, links or {}, sheet.cells))
    source.look_at(sheet.cells)
    return RawSheet(
        source.sheet, state, sheet.cells, merges, locked, frozenset(sheet.open), areas, comments, sheet.far, asides,
        Unseen(frozenset(sheet.unseen), unseen_columns(source.part, data[: sheet.begin])),
        conditions_in(source, tail, source.dresses),
    )  # fmt: skip


def _plain_sheet(source: CellSource, data: bytes) -> "_Sheet | None":
    """Read a part as it stands; None when it must be rewritten first. What the expression covers is not deep."""
    try:
        sheet = _Sheet(source, data)
        around = data[: sheet.begin] + data[sheet.end :]
        if data.find(b"\r", sheet.begin, sheet.end) >= 0 or not _is_bounded_around(source.part, around):
            return None
        if sheet.begin < sheet.end <= sheet.begin + MOST_ROWS:
            if _read_known(sheet, around):
                return sheet
            sheet = _Sheet(source, data)
        sheet.read()
    except (UncoveredError, ValueError, OverflowError):  # not yet proven: it may be no UTF-8, or name no character
        return None
    return sheet if prove_well_formed(source.part, data) else None


def _read_known(sheet: "_Sheet", around: bytes) -> bool:
    """Read a part by the rows that are known, and prove what is not; False where anything is wrong.

    What that is and where, only a reading of the whole part from its top tells in the right words.
    """
    source, shifted = sheet.source, sheet.source.allowance.shifted
    try:
        sheet.read(known=True)
        # A known row was proven with its part. Rows taken out of the whole, and the cells' own tags put around them,
        # leave both well-formed just when the whole was: tags of rows and of `sheetData` were found where they stand.
        rows = b"<sheetData>" + b"".join(sheet.anew) + b"</sheetData>"
        if _is_proven_around(source.part, around) and prove_well_formed(source.part, rows):
            learn(sheet.learnt)
            return True
    except (Refused, UncoveredError, ValueError, OverflowError):
        pass
    source.allowance.shifted = shifted
    return False


@remembered
def _is_bounded_around(part: str, around: bytes) -> bool:
    return is_bounded(around)


@remembered
def _is_proven_around(part: str, around: bytes) -> bool:
    return prove_well_formed(part, around)


class _FormatIndices(dict[bytes, int]):
    """Cell format indices by their digits; no workbook has one of ten digits."""

    def __missing__(self, digits: bytes) -> int:
        return self.setdefault(digits, int(digits[:10] or b"0"))


class _Sheet:
    """The state of reading one worksheet part, from its top to its end."""

    __slots__ = (
        "anew",
        "begin",
        "cells",
        "contents",
        "data",
        "end",
        "far",
        "formats",
        "last",
        "learnt",
        "open",
        "row",
        "source",
        "unseen",
    )

    def __init__(self, source: CellSource, data: bytes) -> None:
        self.source, self.data = source, data
        # The rows begin and end with `sheetData`, which stands once, directly below the root: in a second one, or one
        # that an extension holds, another program would find other cells.
        opened = _SHEET_DATA.search(data)
        head = data[: opened.start()] if opened else b""
        inside = head.count(b"<") - 2 * head.count(b"</") - head.count(b"/>") - head.count(b"<?")
        self.end = opened.end() if opened and opened[1] else data.find(b"</sheetData>", len(head))
        if opened is None or inside != 1 or self.end < 0 or data.count(b"<sheetData") != 1:
            raise source.uncovered(Both("单元格区域", "the area of cells"))
        self.begin = opened.end()
        self.cells: dict[Place, RawCell] = {}
        self.open: list[Place] = []
        self.unseen: list[int] = []
        self.contents = SheetCells(source)
        self.formats = _FormatIndices()
        self.row = self.far = 0
        self.last = NOWHERE
        self.anew: list[bytes] = []
        self.learnt: list[Learnt] = []

    def read(self, known: bool = False) -> None:
        """Read all rows, some at a time; UncoveredError where the expression meets what it does not know.

        Rows may be taken as `known`; those that are not are then gathered, with what will be known of them.
        """
        at = self.begin
        while at < self.end:
            stop = self.end
            if at + _CHUNK < self.end:
                stop = self.data.rfind(b"<row", at + 1, at + _CHUNK)
                stop = stop if stop >= 0 else self.data.find(b"<row", at + _CHUNK - 4, self.end)
                stop = stop if stop >= 0 else self.end
            kept = len(self.cells)
            if known:
                self._read_unknown(at, stop)
            else:
                self._read_rows(at, stop)
            at = stop
            # Cells that no form reaches are counted; the first of them stay, for words in them must be told.
            far = [p for p in islice(self.cells, kept, None) if p[0] > FARTHEST_ROW or p[1] > FARTHEST_COLUMN]
            for place in far[max(0, FAR_KEPT - self.far) :]:
                del self.cells[place]
            self.far += len(far)
            if len(self.cells) + self.far > self.source.allowance.cells:
                zh = f"有内容的单元格超过 {MAX_CELLS} 个"
                raise self.source.beyond(zh, f"has more than {MAX_CELLS} cells that hold something")

    def _read_unknown(self, at: int, stop: int) -> None:
        """Read whole rows, taking those that are known as they are, and the others between them together."""
        begin = at
        rows: list[KnownRow] = []
        for text in self.data[at:stop].split(b"</row>")[:-1]:
            row, after = ROWS.get(text), at + len(text) + len(b"</row>")
            if row:
                if begin < at:
                    self._take(rows)
                    self._learn_rows(begin, at)
                    rows = []
                rows.append(row)
                begin = after
            at = after
        self._take(rows)
        if begin < stop:
            self._learn_rows(begin, stop)

    def _take(self, rows: list[KnownRow]) -> None:
        """Keep the cells of known rows."""
        strings, unlocked, cells = self.source.strings, self.source.unlocked, self.cells
        for number, hidden, last, held, blanks, needed in rows:
            if number <= self.row or needed > len(strings):
                raise self.source.uncovered(Both(f"第 {number} 行", f"row {number}"))
            self.row = number
            if last != NOWHERE:
                self.last = last
            for place, cell, index, style in held:
                cells[place] = cell or new_cell(("text", strings[index], None, style))
            if blanks:
                self.open += [place for place, style in blanks if style in unlocked]
            if hidden:
                self.unseen.append(number)
        del self.open[MAX_OPEN:]

    def _learn_rows(self, at: int, stop: int) -> None:
        """Read whole rows that nobody knows, and note what they mean where they have been met before."""
        text, before = self.data[at:stop], len(self.unseen)
        self.anew.append(text)
        spans, places, contents = self._read_rows(at, stop)
        hidden = frozenset(self.unseen[before:])
        texts = text.split(b"</row>")[:-1]
        if len(texts) != len(spans):
            return  # an end tag stands where none belongs, which is for the proof to tell
        for text, (first, last, number) in zip(texts, spans, strict=True):
            # Learnt are rows that tell their number, with no blanks or rows that close themselves before them.
            alone = text.startswith(b"<row ") and text.count(b"<row") == 1 and b' r="' in text.partition(b">")[0]
            if alone and is_met(text):
                held = slice(first, last + 1)
                columns = [column[held] for column in contents]
                learnt = learnt_from(text, places[held], number, number in hidden, columns, self.cells, self.formats)
                self.learnt += [learnt] if learnt else []

    def _read_rows(self, at: int, stop: int) -> tuple[list[tuple[int, int, int]], list[Place], list[tuple[bytes, ...]]]:
        """Read whole rows: one call of the expression takes them all, and what it found is checked column by column.

        Gives for each row with an end tag where it begins and ends in the columns, and its number; the places; and the
        other columns.
        """
        # A row is never cut, so one of a million cells would be held in memory at once.
        if stop - at > _CHUNK and self.data.count(b"<c ", at, stop) > MAX_COLUMN:
            raise self.source.damaged_row(self.row + 1, f"超过 {MAX_COLUMN} 列", f"has more than {MAX_COLUMN} columns")
        tokens = _TOKEN.findall(self.data, at, stop)
        if not tokens:
            return [], [], []  # blanks only
        rows, references, *contents, closed, junk = zip(*tokens, strict=True)
        if junk[-1]:
            named = _REFERENCE.match(junk[-1])
            before = next(filter(None, reversed(references)), b"").decode()
            row = _ROW_NUMBER.search(next(filter(None, reversed(rows)), b""))
            behind = Both(f"{before}之后", f"what follows {before or 'the first tag'}")
            if row:
                behind = Both(f"第 {row[1].decode()} 行", f"row {row[1].decode()}")
            raise self.source.uncovered(named[1].decode("utf-8", "replace") if named else behind)
        places = list(map(PLACES.__getitem__, references))
        self.unseen += unseen_rows(rows)
        self._check_order(places, references)
        spans = self._check_rows(rows, closed, places, references)
        self._fill(places, *contents)
        return spans, places, contents

    def _fill(self, places: list[Place], *contents: Sequence[bytes]) -> None:
        """Keep the cells that hold something; the commonest kinds are made here, for a call costs as much."""
        cells, formats, make = self.cells, self.formats, self.contents.cell
        # Names of this function are looked up faster than those of an object, for every cell.
        strings, known, unlocked = self.source.strings, len(self.source.strings), self.source.unlocked
        formulas, inlines = FORMULAS.get, INLINE.get
        for place, style, kind, value, tag, formula, result, inline in zip(places, *contents, strict=True):
            if value:
                if kind == b"s" and value.isdigit() and len(value) < 10 and (index := int(value)) < known:
                    cells[place] = new_cell(("text", strings[index], None, formats[style]))
                    continue
                # The type that means the same as none at all, as LibreOffice and openpyxl say it of every number.
                plain = not kind or (kind == b"n" and value.isascii())
                if plain and value[:1] > b" " and b"&" not in value and len(value) < LONG_TAG:
                    cells[place] = new_cell(("number", value.decode().rstrip(), None, formats[style]))
                    continue
            elif tag:
                # One that may call another program is "", and looked at below.
                if tag in OWN_FORMULA and (formed := formulas(formula) or safe_formula(formula)):
                    plain = not kind or (kind == b"n" and result.isascii())
                    if plain and result[:1] > b" " and b"&" not in result:
                        cells[place] = new_cell(("number", result.decode().rstrip(), formed, formats[style]))
                        continue
                    # Some libraries leave out all results.
                    if plain and not (result or inline):
                        cells[place] = new_cell(("number", "", formed, formats[style]))
                        continue
                    if kind == b"str" and not inline and len(result) < MAX_TEXT:
                        cells[place] = new_cell(("text", cell_text(result), formed, formats[style]))
                        continue
            elif inline:
                if kind == b"inlineStr" and not result and (text := inlines(inline)) is not None:
                    cells[place] = new_cell(("text", text, None, formats[style]))
                    continue
            elif not result:
                if formats[style] in unlocked and place != NOWHERE:
                    self.open.append(place)
                continue
            cell = make(place, kind, tag, formula, value or result, inline, formats[style])
            if cell is not None:
                cells[place] = cell
        del self.open[MAX_OPEN:]

    def _check_order(self, places: list[Place], references: Sequence[bytes]) -> None:
        """Refuse cells that come twice, out of order, or stand on no sheet; all other checks rely on this one."""
        # A row without cells is a match in which no cell stands.
        solid = places if all(references) else list(compress(places, references))
        if solid and self.last < solid[0] and all(map(lt, solid, islice(solid, 1, None))):
            self.last = solid[-1]
            return
        last = self.last
        for place, reference in zip(solid, filter(None, references), strict=True):
            if place == NOWHERE:
                raise self.source.damaged(reference[:20].decode(), "不是工作表里的位置", "is no place of a sheet")
            if not last < place:
                raise self.source.damaged(address(*place), "重复或次序颠倒", "stands there twice, or out of order")
            last = place

    def _check_rows(
        self, rows: Sequence[bytes], closed: Sequence[bytes], places: list[Place], references: Sequence[bytes]
    ) -> list[tuple[int, int, int]]:
        """Match rows with their cells: each opens once, closes once, in order, and holds cells of its number only."""
        opening = list(compress(count(), rows))
        closing = list(compress(count(), closed))
        # A row without cells may close itself.
        if len(opening) != len(closing):
            closing += [index for index in opening if rows[index].endswith(b"/>") and not references[index]]
            closing.sort()
        if opening[:1] != [0] or [index + 1 for index in closing] != [*opening[1:], len(rows)]:
            raise self.source.uncovered(Both(f"第 {self.row + 1} 行附近", f"around row {self.row + 1}"))
        spans = []
        for first, last in zip(opening, closing, strict=True):
            # Cells are known to be in order, so the first and the last of a row speak for all of it.
            held = places[first : last + 1 : last - first or 1]
            if NOWHERE in held:
                held = [place for place in places[first : last + 1] if place != NOWHERE]
            told = _ROW_NUMBER.search(rows[first])
            number = int(told[1]) if told else held[0][0] if held else self.row + 1
            if len(rows[first]) > LONG_TAG:
                raise self.source.uncovered(Both(f"第 {number} 行", f"row {number}"))
            if not self.row < number <= MAX_ROW:
                if number > MAX_ROW:
                    raise self.source.damaged_row(number, "超出工作表的行数", "lies beyond the last row of a sheet")
                raise self.source.damaged_row(number, "重复或次序颠倒", "stands there twice, or out of order")
            for place in held:
                if place[0] != number:
                    zh = f"与所在的第 {number} 行不符"
                    raise self.source.damaged(address(*place), zh, f"does not belong in row {number}")
            self.row = number
            spans += [(first, last, number)] if closed[last] else []
        return spans
