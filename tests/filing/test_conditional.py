"""Conditional formats over what staff typed: what they may show instead is told, and what only colours accuses nobody."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.formatting.rule import DataBarRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from govxl.bounds import MAX_AREAS
from govxl.findings.finding import message_of
from tests.dialects import X14, XM
from tests.office import Office
from tests.returns import REQUESTS, accepted, judged, put, words
from tests.sent_back import sent_back
from tests.tampering import in_sheet, openpyxl_does

LOOK = "conditional-look"
WHITE, RED, PALE = "FFFFFFFF", "FF9C0006", "FFFFC7CE"


def told(data: bytes) -> list[tuple[str, str]]:
    """Give the cells that may show something else."""
    return [(cell.sheet, cell.cell) for found in judged(data).findings if found.name == LOOK for cell in found.cells]


def ruled(rule: Any, area: str = "D6", value: object = None) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[REQUESTS].conditional_formatting.add(area, rule)
        if value is not None:
            book[REQUESTS]["D6"] = value

    return change


def code(text: str) -> Any:
    return Rule(type="expression", dxf=DifferentialStyle(numFmt=NumberFormat(numFmtId=199, formatCode=text)), formula=["TRUE"])


def letters(font: Font, fill: str = "") -> Any:
    ground = PatternFill(bgColor=fill, fill_type="solid") if fill else None
    return FormulaRule(formula=["TRUE"], font=font, fill=ground)


HIDING = {
    "another number": code('"25"'),
    "nothing": code(";;;"),
    "a hundredth": code('0"%"'),
    "for large ones only": code('[>5]"5以上";General'),
    "white letters": letters(Font(color=WHITE)),
    "letters in the colour of their ground": letters(Font(color=RED), RED),
    "struck out": letters(Font(strike=True)),
    "a bar alone": DataBarRule("min", 0, "max", 0, color="FF638EC6", showValue=False),
    "an arrow alone": IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False),
}
PLAIN = {
    "coloured": letters(Font(color=RED), PALE),
    "white on red": letters(Font(color=WHITE), RED),
    "filled": letters(Font(bold=True), PALE),
    "a bar": DataBarRule("min", 0, "max", 0, color="FF638EC6"),
    "an arrow": IconSetRule("3Arrows", "percent", [0, 33, 67]),
    "as it is": code("General"),
    "whole": code("#,##0"),
    "the form's own unit": code('0"件"'),
}


@pytest.mark.parametrize("name", HIDING)
def test_what_a_condition_may_show_instead_of_what_was_typed_is_told(name: str) -> None:
    data = openpyxl_does(ruled(HIDING[name]))(accepted())
    assert told(data) == [(REQUESTS, "D6")]
    (found,) = [each for each in judged(data).findings if each.name == LOOK]
    assert (found.severity, found.cells[0].value) == ("warning", "12")
    assert f"“{REQUESTS}”有 1 格带条件格式" in message_of(found)
    record = judged(data).record
    assert record
    assert record["tables"] == judged(accepted()).record["tables"]  # type: ignore[index]


@pytest.mark.parametrize("name", PLAIN)
def test_what_only_colours_accuses_nobody(name: str) -> None:
    assert told(openpyxl_does(ruled(PLAIN[name]))(accepted())) == []


@pytest.mark.parametrize("area", ["A6", "J6", "D40:F60", "L1:M9"], ids=["a label", "a total", "below the form", "beside it"])
def test_where_nobody_types_nothing_is_told(area: str) -> None:
    assert told(openpyxl_does(ruled(HIDING["white letters"], area))(accepted())) == []


def test_each_cell_is_told_once_whatever_conditions_it_has() -> None:
    def change(book: Any) -> None:
        for area in ("D6:E7", "D6 E6 F8", "D1:D1048576"):
            ruled(HIDING["nothing"], area)(book)

    found = told(openpyxl_does(change)(accepted()))
    assert len(found) == len(set(found))
    asked = {(REQUESTS, cell) for cell in ("D6", "E6", "D8", "D29", "D10", "D3")}
    assert asked & set(found) == {(REQUESTS, "D6"), (REQUESTS, "E6"), (REQUESTS, "D8")}, "a total, a zero, a title"


def test_words_that_a_condition_shows_otherwise_are_told() -> None:
    place = ("封面", "B15")

    def change(book: Any) -> None:
        book[place[0]].conditional_formatting.add(place[1], code('"另一个地址"'))
        book[place[0]].conditional_formatting.add(place[1], code(';;;"另一个地址"'))

    data = openpyxl_does(change)(put(accepted(), {place: words("和平路1号")}))
    assert told(data) == [place]


EXTENSION = (
    f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}"><x14:conditionalFormattings xmlns:xm="{XM}">'
    '<x14:conditionalFormatting>{}<xm:sqref>D6 E6</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>'
)
RULE = '<x14:cfRule type="expression" priority="1" id="{{0}}"><xm:f>1=1</xm:f><x14:dxf>{}</x14:dxf></x14:cfRule>'


@pytest.mark.parametrize(
    ("rule", "is_told"),
    [
        (RULE.format('<numFmt numFmtId="200" formatCode="&quot;25&quot;"/>'), True),
        (RULE.format('<font><color rgb="FFFFFFFF"/></font>'), True),
        (RULE.format('<font><color theme="0"/></font><fill><patternFill><bgColor theme="0"/></patternFill></fill>'), True),
        (RULE.format('<font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>'), False),
        (RULE.format('<font><b/></font><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill>'), False),
        ('<x14:cfRule type="iconSet" priority="1" id="{0}"><x14:iconSet showValue="0"><x14:cfvo type="min"/></x14:iconSet></x14:cfRule>', True),
        ('<x14:cfRule type="iconSet" priority="1" id="{0}"><x14:iconSet showValue="1"><x14:cfvo type="min"/></x14:iconSet></x14:cfRule>', False),
    ],
)  # fmt: skip
def test_what_stands_in_an_extension_is_read_as_well(rule: str, is_told: bool) -> None:
    data = in_sheet(REQUESTS, "</worksheet>", lambda _: EXTENSION.replace("{}", rule))(accepted())
    assert told(data) == ([(REQUESTS, "D6"), (REQUESTS, "E6")] if is_told else [])


def test_of_more_areas_than_a_workbook_may_have_the_file_is_refused() -> None:
    areas = " ".join(["D6"] * (MAX_AREAS + 1))
    many = re.sub("D6 E6", areas, EXTENSION.replace("{}", RULE.format('<font><color rgb="FFFFFFFF"/></font>')))
    data = in_sheet(REQUESTS, "</worksheet>", lambda _: many)(accepted())
    (found,) = judged(data).findings
    assert found.name == "beyond-limits"
    assert "条件格式超过" in message_of(found)


@pytest.mark.parametrize("name", ["nothing", "white letters", "a bar alone", "an arrow alone"])
def test_saved_by_libreoffice_it_is_told_all_the_same(office: Office, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(openpyxl_does(ruled(HIDING[name]))(accepted()))
    assert told(office.round_trip(tmp_path / "a.xlsx", tmp_path / "b.xlsx").read_bytes()) == [(REQUESTS, "D6")]


def test_our_own_conditions_only_colour(office: Office, tmp_path: Path) -> None:
    for data in (accepted(), sent_back(put(accepted(), {(REQUESTS, "D6"): words("12件")}))):
        assert told(data) == []
        (tmp_path / "a.xlsx").write_bytes(data)
        assert told(office.round_trip(tmp_path / "a.xlsx", tmp_path / "b.xlsx").read_bytes()) == []


def test_what_goes_back_has_none_of_it() -> None:
    data = openpyxl_does(ruled(HIDING["nothing"]))(put(accepted(), {(REQUESTS, "E6"): words("3件")}))
    assert told(data) == [(REQUESTS, "D6")]
    assert told(sent_back(data)) == []
