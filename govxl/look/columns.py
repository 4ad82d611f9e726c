"""What the columns of an export are: their types, and a dictionary of them for whoever works with the tables.

`wide` has one row a return and a column a point; `long` one row a point of a return. Both begin with whose it is.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, NamedTuple

from govxl.archive.cases import COUNTED_STATES
from govxl.form.model import Form, Point, crossing_of, crossings
from govxl.language.nodes import paths_in
from govxl.look.frames import CountedReturn, Figure
from govxl.report.data import DIGITS, PLACES, csv_field
from govxl.report.record_values import figure_text
from govxl.words import KINDS, LEVELS, SCOPES, Both

__all__ = [
    "IDENTITY", "LONG", "LONG_NAMES", "OWN", "STATED", "TEXT", "TRUTH", "WIDE_NAMES", "Identity", "Line",
    "dictionary_csv", "dictionary_json", "identity_of", "lines_of", "own_of", "told_of", "wide_lines", "wide_value",
]  # fmt: skip

INTEGER, TEXT, TRUTH = "int64", "string", "bool"

Identity = tuple[str | int | bool | None, ...]
"""Whose return it is, in the order of `IDENTITY`."""


class Line(NamedTuple):
    """A point as an export has it: a column of `wide`, rows of `long`.

    `places` are the decimals of an amount, 0 for whole figures, None for texts; `figure` is input, computed or derived,
    and `sum_of` names the points that one of the latter is worked out from. `rule` and `basis` are those of the form.
    Of a point that `may_not_apply` null says that it does not; of any other that it was left empty, as it may be.
    """

    path: str
    label: str
    row_label: str
    column_label: str
    measure: str
    figure: str
    places: int | None
    rule: str
    basis: str
    sum_of: tuple[str, ...]
    help: str
    may_not_apply: bool
    editions: tuple[str, ...]

    @property
    def type(self) -> str:
        """The type of its column in `wide`, as Parquet has it."""
        if self.places is None:
            return TEXT
        return f"decimal({DIGITS}, {self.places})" if self.places else INTEGER


class Stated(NamedTuple):
    """A column that says whose return it is, or what a row of `long` is about, and what that means."""

    name: str
    type: str
    label: str
    note: Both


def _listed(words: Iterable[tuple[str, str]]) -> str:
    return "；".join(f"{key} {word}" for key, word in words)


APART = Both(
    "合计时只取 in_sums 为真的行；特批接收（exception、published-exception）计入但要注明，已公开（有误）不计入",
    "add up rows where in_sums is true alone; exceptions count and are to be flagged, what is known to be wrong is out",
)
STATED = (
    Stated("form", TEXT, "表式", Both("表式的名称", "id of the form")),
    Stated("edition", TEXT, "版本", Both("这份表用的版本", "edition of the form")),
    Stated("year", INTEGER, "年度", Both("报告年度", "report year")),
    Stated(
        "scope", TEXT, "统计口径",
        Both(_listed(SCOPES.items()) + "。两种口径不要相加", "own or aggregate; never add the two up together"),
    ),
    Stated("unit", TEXT, "单位", Both("单位全称", "full name of the unit")),
    Stated("code", TEXT, "单位代码", Both("各年用它对上同一个单位", "joins the years of one unit")),
    Stated("parent", TEXT, "上级", Both("按名单，没有名单时为空", "by the roster; null without one")),
    Stated("level", TEXT, "层级", Both(_listed(LEVELS.items()), "level of the unit")),
    Stated("kind", TEXT, "性质", Both(_listed(KINDS.items()), "kind of unit")),
    Stated(
        "state", TEXT, "状态",
        Both(
            _listed((key, words.zh) for key, words in COUNTED_STATES.items()) + "。" + APART.zh,
            "; ".join(f"{key}: {words.en}" for key, words in COUNTED_STATES.items()) + ". " + APART.en,
        ),
    ),
    Stated("in_sums", TRUTH, "计入合计", Both("有误的为假：" + APART.zh, APART.en)),
)  # fmt: skip
"""What both tables begin with."""

OWN = (
    Stated("corrections", INTEGER, "更正次数", Both("这份表另外交过几次", "other files that came for this return")),
    Stated("record", TEXT, "记录", Both("记录在归档里的位置", "place of the record in the archive")),
    Stated("file", TEXT, "原件", Both("原件在归档里的位置", "place of the workbook in the archive")),
    Stated("file_name", TEXT, "原件名", Both("原件交来时的文件名", "name of the workbook when it came")),
)
"""What only `wide` has of a return."""

LONG = (
    Stated("point", TEXT, "项目", Both("表.行.列，就是宽表的列名", "table.row.column, the column of the wide table")),
    Stated("table", TEXT, "表", Both("项目的第一段", "first part of the point")),
    Stated("row", TEXT, "行", Both("项目的第二段", "second part of the point")),
    Stated("column", TEXT, "列", Both("项目的第三段", "third part of the point")),
    Stated("label", TEXT, "名称", Both("行和列的标题", "headings of row and column")),
    Stated("row_label", TEXT, "行标题", Both("印在表上的行标题", "heading of the row as printed")),
    Stated("column_label", TEXT, "列标题", Both("印在表上的列标题", "heading of the column as printed")),
    Stated("measure", TEXT, "计量单位", Both("数的计量单位", "unit of measure")),
    Stated(
        "figure", TEXT, "来源",
        Both("input 填报；computed 表内合计；derived 另行算出", "input: typed; computed: total; derived: worked out"),
    ),
    Stated("value", f"decimal({DIGITS}, {PLACES})", "数", Both("文字、不适用为空", "null for a text or no figure")),
    Stated("text", TEXT, "文字", Both("表内填的是文字的", "what is a text in a table")),
    Stated("not_applicable", TRUTH, "不适用", Both("单位填了不适用", "the unit declared it not applicable")),
)  # fmt: skip
"""What `long` has of a point; its value comes last, with what it may be instead."""

IDENTITY = tuple(each.name for each in STATED)
WIDE_NAMES = (*IDENTITY, *(each.name for each in OWN))
"""What `wide` has before its points."""

LONG_NAMES = (*IDENTITY, *(each.name for each in LONG))
"""All columns of `long`."""


def identity_of(counted: CountedReturn, form: str, parent: str | None) -> Identity:
    """Say whose return it is, in the order of `IDENTITY`."""
    return (
        form, counted.edition, counted.year, counted.scope, counted.unit, counted.code, parent,
        counted.level, counted.kind, counted.state, counted.in_sums,
    )  # fmt: skip


def own_of(counted: CountedReturn) -> tuple[int | str, ...]:
    """Give what only `wide` has of a return, in the order of `OWN`."""
    return counted.corrections, counted.record, counted.file, counted.file_name


def told_of(line: Line) -> tuple[str, ...]:
    """Say of a point what `long` says of it, up to its value, in the order of `LONG`."""
    return (
        line.path,
        *crossing_of(line.path),
        line.label,
        line.row_label,
        line.column_label,
        line.measure,
        line.figure,
    )


def wide_value(counted: CountedReturn, line: Line) -> Figure | str | None:
    """Give what stands in a point's column; figures are texts in a column of texts."""
    value = counted.figures.get(line.path)
    if value is not None:
        return value if line.places is not None else figure_text(value)
    return counted.texts.get(line.path)


# -- The points of a form


def lines_of(form: Form) -> tuple[Line, ...]:
    """List the points of an edition, and what is derived from them, in form order."""
    heads = {
        (table.name, row[0].name, column[0].name): (" / ".join(row[1]), " / ".join(column[1]))
        for table in form.tables
        for block in table.blocks
        for row, column in crossings(block.rows, block.columns)
    }
    columns = {(table, column): labels[1] for (table, _, column), labels in heads.items()}
    lines = [_line(form, point, *heads[crossing_of(path)]) for path, point in form.points.items()]
    for each in form.derived:
        table, _, column = crossing_of(each.path)
        parts = tuple(path for path in paths_in(each.value) if path in form.points)
        places = max((_places(form, form.points[path]) for path in parts), default=PLACES)
        measure = next((form.points[path].traits.unit or "" for path in parts), "")
        over = columns.get((table, column), "")
        label = f"{each.label} / {over}" if over else each.label
        told = (each.path, label, each.label, over, measure, "derived", places, "", "", parts, "", False)
        lines.append(Line(*told, editions=(form.edition,)))
    return tuple(lines)


def _line(form: Form, point: Point, row: str, column: str) -> Line:
    traits = point.traits
    places = _places(form, point) if traits.numeric else None
    told = (traits.unit or "", point.kind, places, traits.id or "", traits.basis or "")
    more = (point.operands, traits.prompt, bool(traits.not_applicable), (form.edition,))
    return Line(point.path, point.label, row, column, *told, *more)


def _places(form: Form, point: Point) -> int:
    """Give the decimals a figure may have: those of a total are its parts'."""
    return max((point.traits.places, *(form.points[path].traits.places for path in point.operands)))


def wide_lines(editions: Sequence[Form]) -> tuple[Line, ...]:
    """Put the points of all editions beside each other, in the order of the newest and with its labels.

    A point keeps its name where it keeps its meaning; its column holds what any edition lets it hold.
    """
    found: dict[str, Line] = {}
    for form in sorted(editions, key=lambda form: form.edition, reverse=True):
        for line in lines_of(form):
            known = found.setdefault(line.path, line)
            if known is not line:
                both = (known.places, line.places)
                # A text in one of them makes the column one of texts: nothing is left out.
                places = None if None in both else max(each for each in both if each is not None)
                found[line.path] = known._replace(places=places, editions=(*line.editions, *known.editions))
    return tuple(found.values())


# -- The dictionary


FIELDS = (
    "column", "in", "label", "row_label", "column_label", "measure", "type", "figure", "rule", "basis", "sum_of",
    "editions", "note", "note_en",
)  # fmt: skip


def _entries(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    for table, columns in (("wide long", STATED), ("wide", OWN), ("long", LONG)):
        for each in columns:
            told = {"column": each.name, "in": table, "label": each.label, "type": each.type}
            yield {**told, "note": each.note.zh, "note_en": each.note.en}
    for line in lines:
        yield {
            "column": line.path, "in": "wide", "label": line.label, "row_label": line.row_label,
            "column_label": line.column_label, "measure": line.measure, "type": line.type, "figure": line.figure,
            "rule": line.rule, "basis": line.basis, "sum_of": list(line.sum_of), "editions": list(line.editions),
            "note": line.help,
        }  # fmt: skip


def dictionary_json(form: str, lines: Iterable[Line], states: dict[str, int]) -> bytes:
    """Write the dictionary as JSON, with how many returns are in each state."""
    told = {"form": form, "note": APART.zh, "note_en": APART.en, "returns": states, "columns": [*_entries(lines)]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def dictionary_csv(lines: Iterable[Line]) -> bytes:
    """Write the dictionary as CSV that Excel opens, a row a column."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for entry in _entries(lines):
        listed = {key: " ".join(value) if isinstance(value, list) else value for key, value in entry.items()}
        writer.writerow([csv_field(listed.get(key, "")) for key in FIELDS])
    return text.getvalue().encode("utf-8-sig", errors="replace")
