"""What one cell says: its text, be it shared or its own, its formula, and how these are understood together.

Works on XML proven well-formed and plain, as `xml` gives it. Text is kept exactly: nothing is stripped. A formula
written once for a range is read as it stands in each cell of it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from govxl.addresses import Place, address
from govxl.bounds import MAX_AREAS, MAX_CELLS, MAX_MERGES, MAX_OPEN
from govxl.findings.finding import Where, finding
from govxl.words import LANGUAGES, Both, SaidError, in_language
from govxl.xlsx.cells import MAX_TEXT, Aside, Dress, Kind, RawCell
from govxl.xlsx.looks import CellLooks, Font, Rich, font_of
from govxl.xlsx.memory import Memory
from govxl.xlsx.refusals import Refused, beyond, calls_out, damaged
from govxl.xlsx.shared_formulas import shift
from govxl.xlsx.xml import canonical, cell_text, decoded, exact_text, is_bounded, plain, prove_well_formed, utf8

__all__ = [
    "FORMULAS", "INLINE", "LONG_TAG", "MAX_AREAS", "MAX_CELLS", "MAX_MERGES", "MAX_OPEN", "MAX_TAGS",
    "OWN_FORMULA", "Allowance", "CellSource", "SheetCells", "UncoveredError", "new_cell", "read_strings",
    "safe_formula",
]  # fmt: skip

# -- Texts


MAX_STRINGS = 200_000
_LONGEST_TABLE = 1 << 18  # bytes of a table whose strings are looked up or learnt

_LIST = re.compile(rb"<sst(?:\s[^>]*?)?(/?)>")
_STRING = re.compile(
    rb"<si(?: ?/>|>(?:<t(?:\s[^>]*?)?>([^<]*)</t></si>|([^<]*(?:<(?!/si>)[^<]*)*)</si>))|(\S).*", re.DOTALL
)
_RUN = re.compile(rb"<rPh[\s>][^<]*(?:<(?!/rPh>)[^<]*)*</rPh>|<t(?:\s[^>]*?)?(?:/>|>([^<]*)</t>)")
# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
_FONTS = (
    rb"<rPh[\s>][^<]*(?:<(?!/rPh>)[^<]*)*</rPh>|(<r>|<r\s[^>]*>|</r>)|<rPr(?:\s[^>]*)?>([^<]*(?:<(?!/rPr>)[^<]*)*)</rPr>"
    rb"|<t(?:\s[^>]*?)?(?:/>|>([^<]*)</t>)"
)


def joined_runs(content: bytes, looks: CellLooks | None) -> str:
    """Join the runs of a rich string; phonetic guides are not part of it.

    Where letters may not simply show, the text remembers the fonts of its runs; without `looks` all do.
    """
    # Excel and LibreOffice split a text of Latin and Chinese letters into runs; nearly always these all simply show.
    if looks is None or b"<rPr" not in content or not looks.is_odd(content):
        return "".join(map(cell_text, _RUN.findall(content)))
    looks.rich = True
    runs: list[tuple[str, Font | None]] = []
    font: Font | None = None
    for edge, properties, text in re.findall(_FONTS, content):
        # A run without properties of its own has the font of its cell, not that of the run before it.
        if edge:
            font = None
        elif properties:
            font = font_of(properties.decode())
        elif text:
            runs.append((cell_text(text), font))
    return Rich(tuple(runs))


def read_strings(part: str, data: bytes, looks: CellLooks | None = None) -> tuple[str, ...]:
    """Read the shared strings in order; the counts the table claims are not believed."""
    looks = looks or CellLooks()
    if (known := _known_strings(part, utf8(part, data), looks)) is not None:
        return known
    data = plain(part, data)
    found = _strings(part, data, looks)
    if found is None:
        found = _strings(part, canonical(part, data), looks)
    if found is None:
        raise damaged(f"{part} 里有无法识别的内容", f"{part} holds something unknown")
    return found


_RICH = Memory[str](4096, 1 << 20)


class _RunsOf:
    """Joins the runs of one part's rich strings; those of a form's own labels come again with every workbook of it."""

    __slots__ = ("data", "looks", "odd")

    def __init__(self, data: bytes, looks: CellLooks) -> None:
        self.data, self.looks = data, looks
        self.odd: bool | None = None

    def text(self, rich: bytes) -> str:
        """Join the runs of one string."""
        # How runs show hangs on the fills they may stand on, and on whether cells have unusual fonts of their own.
        key = rich, self.looks.backgrounds, bool(self.looks.fonts)
        known = _RICH.get(key)
        if known is None:
            if self.odd is None:  # asked of the whole part at once
                self.odd = b"<rPr" in self.data and self.looks.is_odd(self.data)
            known = _RICH.keep(key, len(rich), joined_runs(rich, self.looks if self.odd else None))
        self.looks.rich = self.looks.rich or isinstance(known, Rich)
        return known


_KNOWN = Memory[str](4096, 2 << 20)
"""What strings of proven tables say, by how they are spelt without their end tag; _RUNS for one of several runs."""
_RUNS = "\0"


def _known_strings(part: str, data: bytes, looks: CellLooks) -> tuple[str, ...] | None:
    """Read and prove what is not known of a table; None for one that must be read as a whole, be it only to refuse it.

    Strings are known only where nothing is above their table and nothing between them, so that none is too deep.
    """
    opened, end = _LIST.search(data), data.rfind(b"</sst>")
    if opened is None or opened[1] or len(data) > _LONGEST_TABLE or b"<extLst" in data:
        return None
    head = data[: opened.end()]
    *strings, behind = data[opened.end() : end].split(b"</si>")
    if end < 0 or behind or head.count(b"<") != 1 + head.count(b"<?") or len(strings) > MAX_STRINGS:
        return None
    # Known strings were proven with their table: what is left without them is well-formed just when the whole is.
    told = [_KNOWN.get(string) for string in strings]
    anew = [string for string, text in zip(strings, told, strict=True) if text is None]
    rest = head + b"".join(string + b"</si>" for string in anew) + data[end:]
    found = [_STRING.fullmatch(string + b"</si>") for string in anew]
    if any(match is None or match[3] or match[0].count(b"<si") != 1 for match in found):
        return None
    try:
        if not (is_bounded(rest) and prove_well_formed(part, rest)):
            return None
    except Refused:
        return None
    joined = _RunsOf(data, looks)
    fresh = (_RUNS if match[2] else cell_text(match[1] or b"") for match in found if match)
    pairs = [(string, next(fresh) if text is None else text) for string, text in zip(strings, told, strict=True)]
    texts = tuple(joined.text(string[len(b"<si>") :]) if text == _RUNS else text for string, text in pairs)
    if any(len(text) > MAX_TEXT for text in texts):
        return None
    for string, text in pairs:
        if string not in _KNOWN:
            _KNOWN.keep(string, len(string), text)
    return texts


def _strings(part: str, data: bytes, looks: CellLooks) -> tuple[str, ...] | None:
    opened = _LIST.search(data)
    if opened is None:
        return None
    if data.count(b"<si") > MAX_STRINGS:
        raise beyond(f"{part} 的文字超过 {MAX_STRINGS} 条", f"{part} has more than {MAX_STRINGS} texts")
    # Strings of an extension are no entries of the table.
    end = data.find(b"<extLst", opened.end())
    end = data.rfind(b"</sst>") if end < 0 else end
    found = [] if opened[1] else _STRING.findall(data, opened.end(), end)
    # Something else stands between the strings, such as a comment: the table is rewritten, and read once more.
    if found and found[-1][2]:
        return None
    joined = _RunsOf(data, looks)
    texts = tuple(joined.text(rich) if rich else cell_text(simple) for simple, rich, _ in found)
    if any(len(text) > MAX_TEXT for text in texts):
        zh = f"{part} 里有一条文字超过 {MAX_TEXT} 字"
        raise beyond(zh, f"a text of {part} has more than {MAX_TEXT} characters")
    return texts


# -- What may still be read


MAX_TAGS = 400_000  # rows and cells, blank ones too, in a workbook
MAX_COMMENTS = 5_000  # in a workbook
MAX_ASIDES, MAX_WORDS = 5_000, 2_000_000  # words outside all cells, and their characters, in a workbook
MAX_SHIFTED = 4_000_000  # characters of formulas worked out from shared ones, in a workbook
LONG_TAG = 320  # bytes: a tag with more attributes than are allowed is longer


class Allowance:
    """What one workbook may still hold; shared by its sheets.

    Where it is too small to hold too many tags, these need not be `counted`.
    """

    def __init__(
        self,
        cells: int = MAX_CELLS,
        merges: int = MAX_MERGES,
        areas: int = MAX_AREAS,
        comments: int = MAX_COMMENTS,
        shifted: int = MAX_SHIFTED,
    ) -> None:
        self.counted = True
        self.cells, self.merges, self.areas, self.comments, self.shifted = cells, merges, areas, comments, shifted
        self.tags, self.asides, self.words = MAX_TAGS, MAX_ASIDES, MAX_WORDS

    def take(self, part: str, asides: Iterable[Aside]) -> tuple[Aside, ...]:
        """Count words outside all cells; Refused when a workbook has too many."""
        taken: list[Aside] = []
        for aside in asides:
            self.asides -= 1
            self.words -= len(aside.text)
            if self.asides < 0 or self.words < 0:
                raise beyond(
                    f"{part} 文本框、批注等超过 {MAX_ASIDES} 个，或共超过 {MAX_WORDS} 字",
                    f"{part} has more than {MAX_ASIDES} text boxes and comments, or more than {MAX_WORDS} characters",
                )
            taken.append(aside)
        return tuple(taken)


class UncoveredError(SaidError):
    """The XML at this place is not spelt as the expressions know it."""


class CellSource(NamedTuple):
    """Where cells come from: the part, the sheet's name, the shared strings, and what may still be read.

    `unlocked` are the cell formats that let staff type, `looks` what they make of a text, `dresses` what conditions put
    over them.
    """

    part: str
    sheet: str
    strings: Sequence[str]
    allowance: Allowance
    unlocked: frozenset[int] = frozenset()
    looks: CellLooks = CellLooks()
    dresses: Sequence[Dress] = ()

    def look_at(self, cells: dict[Place, RawCell]) -> None:
        """Put in every cell its text as it shows there; in an ordinary workbook it is there already."""
        # A text of several fonts can only be judged in its cell, on whose fill it stands.
        for place, cell in cells.items() if self.looks.unusual else ():
            text = self.looks.seen(cell.text, cell.style, cell.kind == "text")
            if text is not cell.text:
                cells[place] = cell._replace(text=text)

    def damaged(self, cell: str, zh: str, en: str, name: str = "damaged-file") -> Refused:
        """Refuse the file for one cell; what is said of it follows its address."""
        said = Both(f"{self.part}（「{self.sheet}」）{cell} {zh}", f"{self.part} (“{self.sheet}”) {cell} {en}")
        return Refused(finding(name, [Where(self.sheet, cell)] if cell.isascii() else [], detail=said))

    def damaged_row(self, row: int, zh: str, en: str) -> Refused:
        """Refuse the file for a whole row, counted from 1."""
        where, place = (f"{self.part}（「{self.sheet}」）", f"{self.part} (“{self.sheet}”)")
        return damaged(f"{where}第 {row} 行 {zh}", f"{place} row {row} {en}")

    def beyond(self, zh: str, en: str) -> Refused:
        """Refuse the file for going beyond a limit."""
        return beyond(f"{self.part}（「{self.sheet}」）{zh}", f"{self.part} (“{self.sheet}”) {en}")

    def uncovered(self, place: Both | str) -> UncoveredError:
        """Ask for another spelling; if there is no other, these are the words of the refusal."""
        zh, en = (in_language(place, language) for language in LANGUAGES)
        zh = f"{self.part}（「{self.sheet}」）{zh}有无法识别的内容，例如一格有两个值"
        en = f"{self.part} (“{self.sheet}”): something unknown at {en}, such as two values in a cell"
        return UncoveredError(Both(zh, en))


# -- Cells


OWN_FORMULA = frozenset((b"<f", b'<f aca="false"'))
"""Tags of formulas that are no other cell's: the plainest, and that of LibreOffice."""

FORMULAS = Memory[str](1 << 15, 2 << 20)
"""Formulas that may stand in a cell, by how they are spelt; "" for those that may not, or that say nothing."""


def safe_formula(content: bytes) -> str:
    """Decode a formula; "" for one that calls another program or is too long, which is for `SheetCells` to tell."""
    known = FORMULAS.get(content)
    if known is None:
        text = decoded(content)
        known = FORMULAS.keep(content, len(content), "" if len(text) > MAX_TEXT or calls_out(text) else text)
    return known


INLINE = Memory[str](2048, 1 << 20)
"""Texts that stand in their cells, by how they are spelt there: those of one font."""

new_cell = partial(tuple.__new__, RawCell)  # skips the keyword handling of the constructor: a third faster

_SIMPLE = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_SHARED = re.compile(rb"\st=[\"']shared[\"']")
_SHARED_INDEX = re.compile(rb"\ssi=[\"']([0-9]{1,9})[\"']")
_KINDS: dict[bytes, Kind] = {b"": "number", b"n": "number", b"b": "boolean", b"e": "error", b"d": "date"}
_KINDS |= {b"s": "text", b"str": "text", b"inlineStr": "text"}
_TRUTH = {"1": "1", "true": "1", "0": "0", "false": "0"}


class SheetCells:
    """Understands the cells of one sheet in order; remembers the shared formulas met."""

    __slots__ = ("masters", "source")

    def __init__(self, source: CellSource) -> None:
        self.source = source
        self.masters: dict[bytes, tuple[str, int, int]] = {}

    def cell(
        self, place: Place, kind: bytes, tag: bytes, formula: bytes, value: bytes, inline: bytes, style: int
    ) -> RawCell | None:
        """Make a cell of the text between its tags; None for one that turns out to be blank."""
        formed = self._formula(place, tag, formula) if tag else None
        # What a value means hangs on the type alone, so anything that does not fit it is refused and not guessed.
        meaning = _KINDS.get(kind)
        # LibreOffice 4.1 calls the result of a formula an inline string and keeps it where results stand.
        misplaced = value and kind == b"inlineStr" and not tag
        if meaning is None or (inline and (value or kind != b"inlineStr")) or misplaced:
            told = kind[:20].decode() or "n"
            raise self._damaged(place, f"的内容与类型（{told}）不符", f"holds what its type ({told}) does not")
        if kind == b"s" and value:
            index = exact_text(value).strip()
            # To some libraries -1 is the last string, and an index beyond the end the first.
            if not (index.isascii() and index.isdigit() and len(index) < 10 and int(index) < len(self.source.strings)):
                zh = f"指向不存在的文字（序号 {index[:20]}）"
                raise self._damaged(place, zh, f"points to a text that is not there ({index[:20]})")
            text = self.source.strings[int(index)]
        elif meaning == "text" and inline:
            if simple := _SIMPLE.fullmatch(inline):
                text = INLINE.keep(inline, len(inline), cell_text(simple[1]))
            elif is_bounded(b"<a>" * 5 + inline + b"</a>" * 5):  # below worksheet, sheetData, row, c and is
                text = joined_runs(inline, self.source.looks)
            else:
                raise self.source.uncovered(address(*place))
        elif meaning == "text":
            text = cell_text(value)
        else:
            text = exact_text(value).strip()
            if meaning == "boolean" and text and not (text := _TRUTH.get(text, "")):
                raise self._damaged(place, "的逻辑值不认识", "has an unknown truth value")
            if not text and formed is None:
                return None
        if len(text) > MAX_TEXT or (formed and len(formed) > MAX_TEXT):
            raise self._damaged(
                place, f"的内容超过 {MAX_TEXT} 字", f"holds more than {MAX_TEXT} characters", "beyond-limits"
            )
        return RawCell(meaning, text, formed, style)

    def _formula(self, place: Place, tag: bytes, content: bytes) -> str:
        """Give a cell's formula; where another cell has it for a whole range, as it stands in this one."""
        formula = safe_formula(content)
        if not formula:
            formula = decoded(content)
            if calls_out(formula):
                raise self._damaged(
                    place,
                    "的公式调用其他程序（DDE）",
                    "has a formula that calls other programs (DDE)",
                    "unsafe-content",
                )
        if tag == b"<f":
            return formula
        if len(tag) > LONG_TAG:
            raise self.source.uncovered(address(*place))
        index = _SHARED_INDEX.search(tag) if _SHARED.search(tag) else None
        if index is None:
            return formula
        if formula:
            self.masters[index[1]] = formula, *place
            return formula
        if index[1] not in self.masters:
            raise self._damaged(place, "的共享公式没有来源", "shares a formula that stands nowhere")
        formula, row, column = self.masters[index[1]]
        # A long formula that all cells share would take gigabytes once it is written out for each.
        self.source.allowance.shifted -= len(formula)
        if self.source.allowance.shifted < 0:
            raise self.source.beyond("共享公式展开后过长", "has shared formulas that are too long written out")
        return shift(formula, place[0] - row, place[1] - column)

    def _damaged(self, place: Place, zh: str, en: str, name: str = "damaged-file") -> Refused:
        return self.source.damaged(address(*place), zh, en, name)
