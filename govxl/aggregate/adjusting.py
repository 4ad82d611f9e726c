"""Adjustments out of the list that an office keeps of them: which point of whose sum changes, by how much, and why."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from govxl.aggregate.model import Adjustment
from govxl.aggregate.points import UnknownPointError, input_meant, inputs_of
from govxl.filing.figures import DASHES, FigureRead, from_text, shortest
from govxl.filing.units import Register
from govxl.form.model import Form
from govxl.inputs import read_file
from govxl.office.list_cells import MOST_MISTAKES, ListCells, folded_heading
from govxl.office.lists import OfficeList, SheetError, read_list
from govxl.office.roster import Member
from govxl.text import brief
from govxl.words import REASON_LENGTH, Both
from govxl.xlsx.cells import RawCell

__all__ = ["Adjusted", "read_adjustments"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "单位全称", "上级", "汇总单位"),
    "point": ("项目", "指标", "代号"),
    "change": ("增减", "调整", "调整数"),
    "reason": ("原因", "说明", "理由"),
}
"""What heads each column, besides its English name; whose sum it is may be left out."""

NEEDED = ("point", "change", "reason")


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A list as read: adjustments by the full name of the unit whose sum they are for, and the file itself.

    `passed_over` is how many of its lines are for units whose sums nobody asked for.
    """

    file: str
    sha256: str
    data: bytes = field(repr=False)
    by_unit: Mapping[str, tuple[Adjustment, ...]]
    passed_over: int = 0


def read_adjustments(path: Path, form: Form, parents: Iterable[Member], meant: Member | None = None) -> Adjusted:
    """Read a list of adjustments; where it names no unit they are for the one that is meant.

    A unit that is meant and not named has none, which takes back what it had. Raises OSError where there is no file,
    SheetError with all its mistakes, each with its row and column.
    """
    found = read_list(path)
    reader = _AdjustmentReader(found, form, parents, meant)
    told = reader.read()
    if reader.mistakes:
        raise SheetError(found.file, *reader.mistakes)
    data = read_file(path)
    if meant is not None:
        told.setdefault(meant.name, [])
    by_unit = {unit: tuple(each) for unit, each in told.items() if meant is None or unit == meant.name}
    others = sum(len(each) for unit, each in told.items() if unit not in by_unit)
    return Adjusted(found.file, hashlib.sha256(data).hexdigest(), data, by_unit, others)


class _AdjustmentReader(ListCells):
    """Reads one list; what is wrong gathers in `mistakes`."""

    def __init__(self, found: OfficeList, form: Form, parents: Iterable[Member], meant: Member | None) -> None:
        super().__init__(found)
        self.form, self.register, self.meant = form, Register(parents), meant
        self.heads = {folded_heading(word): key for key, words in COLUMNS.items() for word in (key, *words)}

    def read(self) -> dict[str, list[Adjustment]]:
        """Give the adjustments by unit."""
        told: dict[str, list[Adjustment]] = {}
        names = {folded_heading(word) for word in ("point", *COLUMNS["point"])}
        grid, top = self.header(names)
        listed = "、".join(words[0] for words in COLUMNS.values())
        if not top and self.is_header_uncut(names):
            return told
        if not top:
            zh = f"没有找到“{COLUMNS['point'][0]}”这一列；第一行写标题：{listed}，下面一项一行"
            self.mistakes.append(Both(zh, f"there is no column “point”; the columns are {', '.join(COLUMNS)}"))
            return told
        below = {row: cells for row, cells in grid.items() if row > top}
        columns = self._columns(grid[top], {column for cells in below.values() for column in cells}, listed)
        for missing in (key for key in NEEDED if key not in columns.values()):
            zh = f"没有“{COLUMNS[missing][0]}”这一列；要有的列：{listed}（单位可以不写）"
            self.mistakes.append(Both(zh, f"there is no column “{missing}”; there are {', '.join(COLUMNS)}"))
        for row, cells in below.items() if not self.mistakes else ():
            if len(self.mistakes) > MOST_MISTAKES:
                break
            self._line(row, {columns[at]: (at, cell) for at, cell in cells.items()}, columns, told)
        return told

    def _columns(self, header: Mapping[int, RawCell], filled: set[int], listed: str) -> dict[int, str]:
        columns: dict[int, str] = {}
        for column in sorted({*header, *filled}):
            if column not in header:
                self.no_heading(column)
                continue
            text = header[column].text.strip()
            key = self.heads.get(folded_heading(text), "")
            if not key:
                zh = f"不认识“{brief(text)}”这一列；可以有的列：{listed}，别的请删去"
                self.at(column, Both(zh, f"there is no column “{brief(text)}”; there are {', '.join(COLUMNS)}"))
            elif key in columns.values():
                self.twin(column, next(at for at, other in columns.items() if other == key))
            else:
                columns[column] = key
        return columns

    def _line(
        self,
        row: int,
        cells: Mapping[str, tuple[int, RawCell]],
        columns: Mapping[int, str],
        told: dict[str, list[Adjustment]],
    ) -> None:
        if len(cells) == 1:
            column, cell = next(iter(cells.values()))
            if self.is_uncut(row, column, cell.text):
                return
        before = len(self.mistakes)
        at = {key: column for column, key in columns.items()}
        unit = self._unit(row, cells.get("unit"), at)
        words = {key: self.word(row, *cells[key]) if key in cells else "" for key in ("point", "reason")}
        point = self._point(row, words["point"], at["point"])
        change = self._change(row, cells.get("change"), at["change"])
        if len(words["reason"]) < REASON_LENGTH:
            zh = f"原因至少写 {REASON_LENGTH} 个字，例如：联合发文，两个单位都报了"
            self.at(at["reason"], Both(zh, f"a reason has at least {REASON_LENGTH} characters"), row)
        if len(self.mistakes) == before and unit and change is not None:
            told.setdefault(unit, []).append(Adjustment(point, change, words["reason"], row))

    def _unit(self, row: int, cell: tuple[int, RawCell] | None, at: Mapping[str, int]) -> str:
        """Say whose sum a line is for; nothing, with the mistake noted, where that is nobody's."""
        text = self.word(row, *cell) if cell else ""
        if not text:
            if self.meant:
                return self.meant.name
            zh = "没有写是哪个单位的汇总；请写上，或者用 --parent 指明"
            place = at.get("unit") or at["point"]
            self.at(place, Both(zh, "names no unit; write whose sum it is for, or say --parent"), row)
            return ""
        asked = Member(row, text, code=text)
        found = self.register.of_name(text) or self.register.find(asked)
        if len(found) == 1:
            return found[0].name
        near = self.register.nearest(text)
        meant = Both(f"，是不是“{near.name}”？", f"; perhaps “{near.name}”") if near else Both("；", ";")
        zh = f"“{brief(text)}”没有所属单位，不做汇总{meant.zh}请写做汇总的单位"
        self.at(at["unit"], Both(zh, f"“{brief(text)}” has no units below it, and no sum{meant.en}"), row)
        return ""

    def _point(self, row: int, text: str, column: int) -> str:
        """Say which figure changes, however it is named; nothing, with the mistake noted, where none is meant."""
        if not text:
            zh = f"没有写{COLUMNS['point'][0]}，例如 {inputs_of(self.form)[0]}，或者表名加格号"
            self.at(column, Both(zh, f"names no point, such as {inputs_of(self.form)[0]}"), row)
            return ""
        try:
            return input_meant(self.form, text)
        except UnknownPointError as error:
            self.at(column, error.sentence, row)
            return ""

    def _change(self, row: int, cell: tuple[int, RawCell] | None, column: int) -> Decimal | None:
        """Read by how much a figure changes; None, with the mistake noted, where that is no number."""
        if cell is None:
            self.at(column, Both("没有写增减多少，例如 -1", "says no change, such as -1"), row)
            return None
        raw = cell[1]
        read = shortest(raw.text) if raw.kind == "number" and raw.formula is None else None
        if not isinstance(read, Decimal):
            text = self.word(row, *cell)
            found = from_text(DASHES.sub("-", text, 1))
            read = found.value if isinstance(found, FigureRead) else None
        if not read:
            zh = f"“{brief(raw.text)}”不是增减的数；请写数字，减少写负数，例如 -1"
            self.at(column, Both(zh, f"“{brief(raw.text)}” is no change; write a number, such as -1"), row)
            return None
        return Decimal(read)
