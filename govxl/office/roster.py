"""The office's list of units (名单): who is asked for a return, and whom to call."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from govxl.files import safe_name
from govxl.filing.figures import is_mark
from govxl.filing.units import Register, Unit, bare_code, folded, meant_by, same_code, same_name
from govxl.office.list_cells import LONGEST_NAME, MOST_MISTAKES, ListCells, folded_heading
from govxl.office.lists import MOST_SHOWN, OfficeList, SheetError, read_list
from govxl.text import brief, visible
from govxl.words import KINDS, LEVELS, SCOPES, Both, scope_word
from govxl.xlsx.cells import RawCell

__all__ = ["COLUMNS", "Member", "NoUnitsError", "Roster", "read_roster", "roster_of"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位全称", "单位名称", "单位"),
    "title": ("报告用名", "报告标题用名"),
    "code": ("单位代码", "代码", "统一社会信用代码"),
    "level": ("层级", "级别", "行政层级"),
    "kind": ("性质", "单位性质", "类别"),
    "parent": ("上级", "上级单位", "主管单位"),
    "scope": ("统计口径", "口径"),
    "contact": ("联系人",),
    "phone": ("电话", "手机"),
    "email": ("邮箱", "mail"),
}
"""What heads each column, besides its English name; the first is what we write."""

PASSED_OVER = ("序号", "备注", "no", "note", "remarks")
"""Columns that many lists have, and that say nothing of a unit that we would need."""

LISTS: Mapping[str, Mapping[str, str]] = {"level": LEVELS, "kind": KINDS, "scope": SCOPES}

MOST_UNITS = 400_000
"""Lines of a list; a province has ten thousand units, all of a nation some three hundred thousand."""

EXACT = 15
"""Digits of a number that a spreadsheet keeps."""

MOST_NEAR = 200_000
"""Names looked through, over all, for those like one that no unit has: some three seconds, however long the list is."""

SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]{1,20})?E\+?[0-9]{1,3}", re.IGNORECASE)
"""What a spreadsheet makes of a long code that nobody told it was a text."""


class NoUnitsError(SheetError):
    """A list that nobody has filled in yet: its header is there, and no unit."""


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the list; `row` is where it stands, `parent` the full name of the unit above it, empty at the top."""

    row: int
    name: str
    title: str = ""
    code: str = ""
    level: str = ""
    kind: str = ""
    parent: str = ""
    scope: str = "own"
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """All lines in their order; in files a unit is called by its full name, with its code where two would collide."""

    members: tuple[Member, ...]
    registers: Mapping[str, Register[Member]]
    file_names: Mapping[Member, str]

    def find(self, unit: Unit, scope: str) -> Member | None:
        """Find a unit's line of this scope, by code where both have one, else by folded name; None where none is it."""
        found = self.registers[scope].find(unit) if scope in self.registers else []
        return found[0] if len(found) == 1 else None

    def code_of(self, name: str) -> str:
        """Give the code of a unit of this name, in whatever scope; nothing where it has none."""
        named = (each for register in self.registers.values() for each in register.of_name(name))
        return next((each.code for each in named if each.code), "")


def read_roster(path: Path) -> Roster:
    """Read an office's list of units, a CSV file or a workbook.

    Raises OSError where there is none, SheetError with all its mistakes, each with its row and column, NoUnitsError
    where nothing is wrong but that there is no unit.
    """
    found = read_list(path, MOST_UNITS)
    reader = _RosterReader(found)
    members = tuple(reader.members())
    if not members and not reader.mistakes:
        zh = "标题下面一个单位也没有；请一个单位填一行"
        raise NoUnitsError(found.file, Both(zh, "there is no unit below the header; each has a line of its own"))
    if reader.mistakes:
        raise SheetError(found.file, *reader.mistakes)
    return roster_of(members)


def roster_of(members: tuple[Member, ...]) -> Roster:
    """Make a roster of its lines, by scope, each with the name its files have."""
    registers = {scope: Register(each for each in members if each.scope == scope) for scope in SCOPES}
    return Roster(members, registers, file_names(members))


def file_names(members: tuple[Member, ...]) -> dict[Member, str]:
    """Name each line's files, without ending: no two alike on any system.

    Where names made safe are one, the code tells the units apart, else a number does.
    """
    plain = {each: _scoped(safe_name(each.name), each) for each in members}
    twins = Counter(name.casefold() for name in plain.values())
    names: dict[Member, str] = {}
    taken: set[str] = set()
    for each, name in plain.items():
        if twins[name.casefold()] > 1 and each.code:
            name = _scoped(safe_name(f"{_short(each.name)}（{each.code}）"), each)
        told, number = name, 1
        # The code may be missing, or as unsafe as the name; another unit may be called as this one is with its code.
        while told.casefold() in taken:
            number += 1
            told = f"{_short(name)}（{number}）"
        taken.add(told.casefold())
        names[each] = told
    return names


def _scoped(name: str, member: Member) -> str:
    """Tell the return of a unit with all below it from that of the unit alone."""
    return name if member.scope == next(iter(SCOPES)) else f"{_short(name)}（{scope_word(member.scope)}）"


def _short(name: str) -> str:
    """Leave room in a long name for what tells it from another."""
    return name.encode()[:140].decode(errors="ignore")


class _RosterReader(ListCells):
    """Reads one list of units; what is wrong gathers in `mistakes`."""

    def __init__(self, found: OfficeList) -> None:
        super().__init__(found)
        self.headings = {
            folded_heading(word): field for field, words in COLUMNS.items() for word in (field, *words)
        }  # fmt: skip
        self.columns: dict[str, int] = {}
        self.near: dict[str, str] = {}
        self.looked_through = 0

    def members(self) -> Iterator[Member]:
        """Yield the lines, in order, the parents of all known by their full names."""
        names = {folded_heading(word) for word in ("name", *COLUMNS["name"])}
        grid, top = self.header(names)
        if not top:
            listed, first = "、".join(words[0] for words in COLUMNS.values()), COLUMNS["name"][0]
            if self.is_header_uncut(names):
                return
            zh = f"没有找到“{first}”这一列；第一行写标题：{listed}，下面一个单位一行"
            self.mistakes.append(Both(zh, f"there is no column “name”; the columns are {', '.join(COLUMNS)}"))
            return
        below = {row: cells for row, cells in grid.items() if row > top}
        self._read_header(grid[top], {column for cells in below.values() for column in cells})
        lines: list[Member] = []
        for row, cells in below.items():
            if len(self.mistakes) > MOST_MISTAKES:
                return
            line = self._line(row, {field: cells[at] for field, at in self.columns.items() if at in cells})
            if line is not None:
                lines.append(line)
        self._hold_apart(lines)
        yield from self._with_parents(lines)

    # -- The header

    def _read_header(self, header: Mapping[int, RawCell], filled: set[int]) -> None:
        """Find what each column holds; columns below no heading count as well, that nothing is left out in silence."""
        for column in sorted({*header, *filled}):
            if column not in header:
                self.no_heading(column)
                continue
            text = header[column].text.strip()
            field = self._field(folded_heading(text))
            if field in self.columns:
                self.twin(column, self.columns[field])
            elif field:
                self.columns[field] = column
            elif folded_heading(text) not in PASSED_OVER:
                near = get_close_matches(folded_heading(text), self.headings, 1, 0.5)
                like = next((word for word in near), "")
                meant = COLUMNS[self.headings[like]][0] if like else ""
                listed = "、".join(words[0] for words in COLUMNS.values())
                zh = f"不认识“{brief(text)}”这一列" + (f"，是不是“{meant}”？" if meant else "；")
                zh += f"可以有的列：{listed}；别的请删去"
                told = f" (is it “{self.headings[like]}”?)" if like else ""
                en = f"there is no column “{brief(text)}”{told}; there are {', '.join(COLUMNS)}; delete any other"
                self.at(column, Both(zh, en))

    def _field(self, heading: str) -> str:
        """Say what a heading means; nothing where that is not known. Of a telephone many kinds are told."""
        ends = (field for field in ("phone", "email") if heading.endswith(COLUMNS[field][0]))
        return self.headings.get(heading) or next(ends, "")

    # -- The lines

    def _line(self, row: int, cells: Mapping[str, RawCell]) -> Member | None:
        """Read one line; None, with its mistakes noted, where it is no unit's."""
        said = {field: self._said(row, field, cell) for field, cell in cells.items()}
        if not said.get("name"):
            if any(said.values()):
                zh = "没有单位全称；请补上，或删去这一行"
                self.at(self.columns["name"], Both(zh, "the unit has no name; write it, or delete the line"), row)
            return None
        alone = len(self.columns) > 1 and not any(word for field, word in said.items() if field != "name")
        if alone and self.is_uncut(row, self.columns["name"], said["name"]):
            return None
        for field, known in LISTS.items():
            word = said.get(field, "")
            if word and not (key := _meant(field, word)):
                listed = "、".join(dict.fromkeys(scope_word(k) if field == "scope" else v for k, v in known.items()))
                zh = f"“{brief(word)}”不是{COLUMNS[field][0]}；可以填：{listed}"
                en = f"“{brief(word)}” is no {field}; there are {', '.join(known)}"
                self.at(self.columns[field], Both(zh, en), row)
                said[field] = ""
            elif word:
                said[field] = key
        said["scope"] = said.get("scope") or next(iter(SCOPES))
        return Member(row, **said)

    def _said(self, row: int, field: str, cell: RawCell) -> str:
        """Read what a cell says; a stroke in place of a word says nothing."""
        column = self.columns[field]
        if field in ("code", "phone") and cell.formula is None:
            number = _whole(cell)
            if field == "code" and self._lost(cell, number):
                zh = f"“{brief(cell.text)}”是被表格软件当成数字的代码，后面的位数已经丢了"
                zh += "；请把这一列设为文本格式，再照原件重新填写（CSV 文件请改存 .xlsx）"
                en = f"“{brief(cell.text)}” is a code that a spreadsheet took for a number, and lost digits of"
                en += "; format the column as text and type it again (in an .xlsx, no CSV)"
                self.at(column, Both(zh, en), row)
                return ""
            if number is not None and self.found.formats.get(cell.style, "General") == "General":
                return str(number)  # what is shown of twelve digits has an exponent, and all are there
        text = self.word(row, column, cell)
        if field == "name" or not is_mark(text):
            self._hold_readable(row, column, text)
            return text
        return ""

    def _lost(self, cell: RawCell, number: int | None) -> bool:
        """Tell whether a code went through a spreadsheet as a number, and came out as another."""
        text = cell.text.strip()
        if cell.kind == "number":
            return number is None or len(str(number)) > EXACT
        # In a text file nobody sees any more what was a text; more zeros than digits are kept were digits once.
        plain = text.isascii() and text.isdigit() and not self.found.file.lower().endswith(".xlsx")
        return bool(SCIENTIFIC.fullmatch(text)) or (plain and len(text) > EXACT and not text[EXACT:].strip("0"))

    def _hold_readable(self, row: int, column: int, text: str) -> None:
        """Note what nobody could read on paper, or Excel would not keep."""
        plain = visible(text)
        if plain != text:
            zh = f"“{brief(text)}”里有看不见的字符：{plain!r}；请重新输入"
            self.at(column, Both(zh, f"“{brief(text)}” holds characters that nobody can see: {plain!r}; type it"), row)
        elif len(text.encode("utf-16-le")) > 2 * LONGEST_NAME >= 2 * len(text):
            zh = f"“{brief(text)}”太长；最多 {LONGEST_NAME} 个字"
            self.at(column, Both(zh, f"“{brief(text)}” is longer than {LONGEST_NAME} characters"), row)

    # -- One line beside another

    def _hold_apart(self, lines: list[Member]) -> None:
        """Note units that stand there twice in one scope, and names and codes that belong to two."""
        named: dict[tuple[str, str], Member] = {}
        coded: dict[tuple[str, str], Member] = {}
        names: dict[str, Member] = {}
        codes: dict[str, Member] = {}
        for each in lines:
            name, code = folded(each.name), bare_code(each.code)
            twin = named.setdefault((name, each.scope), each)
            other = coded.setdefault((code, each.scope), each) if code else each
            if twin is not each:
                how = "" if twin.name == each.name else f"（第 {twin.row} 行写作“{brief(twin.name)}”）"
                zh = f"“{brief(each.name)}”和第 {twin.row} 行是同名单位{how}；请只留一行，或把全称写到分得清"
                en = f"“{brief(each.name)}” is the name of the unit in line {twin.row} as well; leave one"
                self.at(self.columns["name"], Both(zh, en), each.row)
            if other is not each:
                zh = f"代码“{brief(each.code)}”和第 {other.row} 行“{brief(other.name)}”重复；请核对"
                en = f"the code “{brief(each.code)}” is that of “{brief(other.name)}” in line {other.row}; see which is"
                self.at(self.columns["code"], Both(zh, en), each.row)
            if twin is not each or other is not each:
                continue
            one, same = names.setdefault(name, each), codes.setdefault(code, each) if code else each
            if one.code and each.code and not same_code(one.code, each.code):
                zh = f"和第 {one.row} 行是同一个单位，代码却是“{brief(each.code)}”和“{brief(one.code)}”；请核对"
                en = f"is the unit of line {one.row}, but of code “{brief(each.code)}”, not “{brief(one.code)}”"
                self.at(self.columns["code"], Both(zh, en), each.row)
            elif not same_name(same.name, each.name):
                zh = f"代码“{brief(each.code)}”是第 {same.row} 行“{brief(same.name)}”的；请核对"
                en = f"the code “{brief(each.code)}” is that of “{brief(same.name)}” in line {same.row}; see which is"
                self.at(self.columns["code"], Both(zh, en), each.row)

    def _with_parents(self, lines: list[Member]) -> Iterator[Member]:
        """Yield the lines with their parents' full names; note parents that are not there, and circles of them."""
        coded: dict[str, dict[str, str]] = {}
        named: dict[str, str] = {}
        for each in lines:
            named.setdefault(folded(each.name), each.name)
            if each.code:
                coded.setdefault(bare_code(each.code), {}).setdefault(folded(each.name), each.name)
        above: dict[str, str] = {}
        found: list[Member] = []
        for each in lines:
            known = [*coded.get(bare_code(each.parent), {}).values()] if each.parent else []
            parent = known[0] if known else named.get(folded(each.parent), "")
            if each.parent and not parent:
                near = self._nearest(folded(each.parent), named)
                meant = f"，是不是“{brief(near)}”？" if near else "；"
                told = f" (is it “{brief(near)}”?)" if near else ""
                zh = f"名单里没有上级“{brief(each.parent)}”{meant}请写它的全称或代码，或把它补进名单"
                en = f"there is no unit “{brief(each.parent)}”{told}; write its name or code, or add it to the list"
                self.at(self.columns["parent"], Both(zh, en), each.row)
            found.append(replace(each, parent=parent))
            if parent:
                above.setdefault(folded(each.name), folded(parent))
        self._hold_upright(found, above)
        yield from found

    def _nearest(self, name: str, named: Mapping[str, str]) -> str:
        """Give the unit's name most like one that no unit has: once for each, and for no more than are shown."""
        if name not in self.near:
            worth = len(self.mistakes) < MOST_SHOWN and self.looked_through < MOST_NEAR
            self.looked_through += len(named) if worth else 0
            near = get_close_matches(name, named, 1, 0.5) if worth else []
            self.near[name] = named[near[0]] if near else ""
        return self.near[name]

    def _hold_upright(self, lines: list[Member], above: Mapping[str, str]) -> None:
        """Note units that are, by way of their parents, above themselves; each circle once."""
        full = {folded(each.name): each for each in reversed(lines)}
        done: set[str] = set()
        for each in lines:
            way: dict[str, None] = {}
            name = folded(each.name)
            while name and name not in done and name not in way:
                way[name] = None
                name = above.get(name, "")
            if name in way:
                circle = [*way][[*way].index(name) :]
                shown = " → ".join(brief(full[one].name) for one in (*circle, circle[0])[:10])
                first = full[circle[0]]
                zh = f"上级绕成了一圈：{shown}；请改正其中一个"
                self.at(self.columns["parent"], Both(zh, f"the parents go in a circle: {shown}; mend one"), first.row)
            done.update(way)


@lru_cache(maxsize=1024)
def _meant(field: str, word: str) -> str:
    """Say which of a field's words is meant; a list says few of them, once a line."""
    return meant_by(word, LISTS[field])


def _whole(cell: RawCell) -> int | None:
    """Read a cell of a whole number; None for any other."""
    if cell.kind != "number":
        return None
    try:
        value = Decimal(cell.text)
    except InvalidOperation:
        return None
    return int(value) if value.is_finite() and value.adjusted() < 2 * EXACT and value == int(value) else None
