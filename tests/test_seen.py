"""Issue 13, A: what a person sees is what is recorded, or somebody is told.

What Excel shows is typed by hand, after ECMA-376 part 1, 18.8.30 and 18.8.31, and Microsoft's "Number format codes";
LibreOffice shows its own text of the same cell. Where it honestly differs, the reason stands beside it.
"""

from decimal import Decimal
from fractions import Fraction
from random import Random
from time import process_time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from govxl.addresses import address
from govxl.findings.finding import message_of
from govxl.office.outbox import fill_workbook
from govxl.xlsx.format_codes import BUILT_IN
from govxl.xlsx.number_format import shown_number, shown_text
from tests import fillings
from tests.formats import formatted
from tests.returns import (
    COVER,
    PROACTIVE,
    REQUESTS,
    accepted,
    error,
    figure,
    formula,
    judged,
    layout_of,
    parts_of,
    put,
    words,
)
from tests.sent_back import sent_back
from tests.statute_record import record_of

CASES, WAN, YUAN = (PROACTIVE, "B9"), (PROACTIVE, "B16"), (COVER, "B20")
"""Cells for figures, whose units are 件, 万元 and 元."""
PATHS = {CASES: "proactive.licensing.decisions", WAN: "proactive.fees.amount", YUAN: "cover.fee_amount"}
NOTHING = ""

OTHERS = [
    # percent
    ("0%", "5", "500%", CASES), ("0.00%", "0.05", "5.00%", WAN), ("0.0\\%", "5", "5.0%", CASES), ('0"‰"', "5", "5‰", CASES), (9, "12", "1200%", CASES), (10, "0.5", "50.00%", WAN),
    # scaling, with commas and with points that are not the figure's
    ("0!.0,", "12345", "1.2", CASES), ("0!.0000", "12345", "1.2345", CASES), ("0\\.0,", "12345", "1.2", CASES), ('0"."0,', "12345", "1.2", CASES),
    ("#,##0,", "1234567", "1,235", CASES), ("0.0,", "1500", "1.5", CASES), ("0,,", "1234567", "1", CASES), ("#,##0.00,,", "12345678", "12.35", CASES),
    ("#,##0.0,,", "5", "0.0", CASES), ('0.0,"千"', "1500", "1.5千", CASES), ('[>=10000]0!.0,"万";0', "12345", "1.2万", CASES), ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "1234567", "1.2M", CASES),
    ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "1500", "1.5K", CASES), ('0"."0,"万"', "56789", "5.7万", CASES), ('0!.0,"万元"', "12345", "1.2万元", WAN),
    # hidden
    (";;;", "5", NOTHING, CASES), (";;", "5", NOTHING, CASES), ('""', "5", NOTHING, CASES), (";-0;0", "5", NOTHING, CASES), ('"";"";0', "5", NOTHING, CASES), ("#", "0.4", NOTHING, WAN), ('_ ;_ ;_ ', "5", NOTHING, CASES),
    # another unit than the form's
    ('0.00"元"', "5", "5.00元", WAN), ('"¥"#,##0.00', "5", "¥5.00", WAN), ("[$¥-804]#,##0.00", "5", "¥5.00", WAN), ("[$$-409]#,##0", "5", "$5", YUAN), ("[$€-2]\\ #,##0", "5", "€ 5", YUAN), ('0"人"', "5", "5人", CASES),
    ('0"万件"', "5", "5万件", CASES), ('0"百件"', "5", "5百件", CASES), ('0.00"万元"', "5", "5.00万元", YUAN), (5, "5", "¥5", WAN), (44, "5", "¥5.00", WAN), ('General"亿"', "5", "5亿", WAN), ('0"万"', "5", "5万", WAN),
    # words
    ('"已核对"', "5", "已核对", CASES), ('"见附件"0', "5", "见附件5", CASES), ('[=5]"五";0', "5", "五", CASES), ('"约"0', "5", "约5", CASES), ('0"+"', "5", "5+", CASES), ('">"0', "5", ">5", CASES), ('"第"0"号"', "5", "第5号", CASES),
    ('"TRUE";"TRUE";"FALSE"', "1", "TRUE", CASES), ('0;-0;"无"', "0", "无", CASES), ('0;-0;"/"', "0", "/", CASES), ('[<10]"少";0', "5", "少", CASES), ('[>=5]"达标";"未达标"', "5", "达标", CASES),
    # fractions
    ("# ?/?", "0.5", "1/2", WAN), ("# ??/??", "3.25", "3  1/4", WAN), ("?/?", "5", "5/1", CASES), ("# ?/16", "2.5", "2 8/16", WAN), (12, "12.3456", "12 1/3", WAN),
    # zeros in front, and digits that the figure does not have
    ("000", "5", "005", CASES), ("000000", "123", "000123", CASES), ("0,000", "5", "0,005", CASES), ('0"000"', "5", "5000", CASES), ('"1"0', "5", "15", CASES), ('0".5"', "5", "5.5", CASES), ("0\\0", "5", "50", CASES),
    ("000-0000", "1234567", "123-4567", CASES), ("0\\-0", "12", "1-2", CASES), ('0":"00', "930", "9:30", CASES), ("(0)", "5", "(5)", CASES), ("\\-0", "5", "-5", CASES),
    # times
    ("h:mm", "0.5", "12:00", WAN), ("[h]:mm", "1.5", "36:00", WAN), (18, "0.375", "9:00 AM", WAN), ("yyyy/m/d h:mm", "366.5", "1900/12/31 12:00", WAN),
]  # fmt: skip
"""Formats under which a cell shows another figure than it stores: code, what is stored, what is shown, the cell."""

HONEST = [
    ("General", "1234567", "1234567", CASES), ("[$-804]General", "5", "5", CASES), ("G/通用格式", "5", "5", CASES), ("@", "5", "5", CASES), ("0", "5", "5", CASES), ("0_ ", "5", "5", CASES), ("0.00", "5", "5.00", CASES),
    ("0.00", "3.45", "3.45", WAN), ("0.000000", "4166.241619", "4166.241619", WAN), ("#,##0", "1234567", "1,234,567", CASES), ("#,##0.00", "1234.5", "1,234.50", WAN), ("#,##0_);(#,##0)", "1234", "1,234", CASES),
    ("#,##0_ ;[Red]-#,##0_ ", "1234", "1,234", CASES), ("#,##0.00_);[Red](#,##0.00)", "1234.5", "1,234.50", WAN), ("0;-0", "5", "5", CASES), ("0;-0;0", "0", "0", CASES), ("0;-0;0;@", "5", "5", CASES), ("+0;-0;0", "5", "+5", CASES),
    ("0;@", "5", "5", CASES), ('0;0;0;"字"@', "5", "5", CASES), (1, "5", "5", CASES), (2, "5", "5.00", CASES), (3, "12345", "12,345", CASES), (4, "12345.5", "12,345.50", WAN), (37, "12345", "12,345", CASES), (38, "5", "5", CASES),
    (39, "5", "5.00", CASES), (40, "5", "5.00", CASES), (41, "12345", "12,345", CASES), (41, "0", "-", CASES), (43, "1234.5", "1,234.50", WAN), (43, "0", "-", WAN), (49, "5", "5", CASES), (12, "5", "5", CASES),
    # the form's own unit
    ('0"件"', "5", "5件", CASES), ("0件", "5", "5件", CASES), ("0\\件", "5", "5件", CASES), ("0!件", "5", "5件", CASES), ('#,##0\\ "件"', "1234", "1,234 件", CASES), ('General"件"', "5", "5件", CASES), ('0.00"万元"', "3.45", "3.45万元", WAN),
    ('General"万元"', "4166.241619", "4166.241619万元", WAN), ('0.00"元"', "26.55", "26.55元", YUAN), ('"¥"#,##0.00', "1234.5", "¥1,234.50", YUAN), ("[$¥-804]#,##0.00", "26.55", "¥26.55", YUAN), ("￥0.00", "26.55", "￥26.55", YUAN),
    (7, "26.55", "¥26.55", YUAN), (44, "26.55", "¥26.55", YUAN), (44, "0", "¥-", YUAN), ('"¥"\\ 0.00', "26.55", "¥ 26.55", YUAN),
    # colours, numerals, powers, digits left out
    ("[Red]0", "5", "5", CASES), ("[Color3]0", "5", "5", CASES), ("[颜色3]0", "5", "5", CASES), ("[蓝色]0", "5", "5", CASES), ("[DBNum1][$-804]General", "1234", "一千二百三十四", CASES), ("[DBNum2][$-804]General", "12", "壹拾贰", CASES),
    ("[DBNum3][$-804]0", "12", "１２", CASES), ("0.00E+00", "1230", "1.23E+03", CASES), ("##0.0E+0", "12300", "12.3E+3", CASES), ("#", "5", "5", CASES), ("#.##", "5", "5.", CASES), ("0.####", "3.45", "3.45", WAN), ("???", "5", "5", CASES),
    ("# ?/?", "5", "5", CASES), ("# ##0", "1234", "1 234", CASES), ("0!,0000", "123456", "12,3456", CASES), ("* 0", "5", "5", CASES), ("_(0_)", "5", "5", CASES), ("[>=1000]#,##0;0", "5", "5", CASES), ("[>=1000]#,##0;0", "1234", "1,234", CASES),
    ("[<100]0;[<1000]0.0;0.00", "500", "500.0", CASES), ("0%", "0", "0%", CASES), ("0!.0,", "0", "0.0", CASES), ('0.00"元"', "0", "0.00元", WAN), ("000", "123", "123", CASES), ("0,000", "1234", "1,234", CASES), ("0;-0;-", "0", "-", CASES),
    ('0;-0;"—"', "0", "—", CASES), ('"计"* General;@', "0", "计0", CASES),
]  # fmt: skip
"""Formats that show the very figure: separators, blanks, colours, the form's own unit."""

LESS = [
    ("0", "3.456", "3", WAN), ("0.00", "3.456", "3.46", WAN), ("#,##0.0", "1234.56", "1,234.6", WAN), ("0.0", "0.04", "0.0", WAN), ("0.00", "4166.241619", "4166.24", WAN), ("0E+0", "1234567", "1E+6", CASES),
    ("0.00E+00", "1234567", "1.23E+06", CASES), ("0;-0;", "0", NOTHING, CASES), ("#", "0", NOTHING, CASES), ("#,###", "0", NOTHING, CASES), ("0;-0;;@", "0", NOTHING, CASES), ("[=0]\"\";General", "0", NOTHING, CASES), ('0.00"万元"', "3.456", "3.46万元", WAN),
]  # fmt: skip
"""Formats that show the figure rounded, or show no nought: a note, and the stored figure counts."""

SIGNED = [
    ("0;-0", "-5", "-5", "same"), ("0;(0)", "-5", "(5)", "same"), ("#,##0_);(#,##0)", "-1234", "(1,234)", "same"), ("+0;-0;0", "-5", "-5", "same"), ("General", "-5", "-5", "same"), ("0_ ;[Red]-0 ", "-5", "-5", "same"), ("[<0]-0;0", "-5", "-5", "same"),
    ("0;[Red]0", "-5", "5", "shown-less"), ("#,##0;[Red]#,##0", "-1234", "1,234", "shown-less"),
    ("0;0", "-5", "5", "shown-differs"), ('0"增";0"减"', "-5", "5减", "shown-differs"), ("[>=0]0;0", "-5", "5", "shown-differs"), ("[<0]0;0", "-5", "5", "shown-differs"), ("0;;0", "-5", NOTHING, "shown-differs"),
]  # fmt: skip
"""What negative figures show, and what is said of it."""

TEXTS = [
    ("yyyy/m/d", "46037", "2026/1/15"), ("yyyy-mm-dd", "46037", "2026-01-15"), (14, "46037", "2026/1/15"), ('yyyy"年"m"月"d"日"', "46037", "2026年1月15日"), (31, "46037", "2026年1月15日"), (57, "46037", "2026年1月"), (58, "46037", "1月15日"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "46037", "二〇二六年一月十五日"), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46037", "2026年1月15日"), ("[$-804]aaaa", "46037", "星期四"), ("d-mmm-yy", "46037", "15-Jan-26"), (17, "46037", "Jan-26"),
    ("h:mm", "0.375", "9:00"), (20, "0.375", "9:00"), (19, "0.75", "6:00:00 PM"), ('上午/下午h"时"mm"分"', "0.75", "下午6时00分"), ("[h]:mm", "1.5", "36:00"), ("mm:ss.0", "0.0012", "01:43.7"), (22, "46037.375", "2026/1/15 9:00"),
    ("000000", "10000", "010000"), ("0000-00000000", "1012345678", "0010-12345678"), ("0.0%", "0.985", "98.5%"), (9, "1", "100%"), ('0"岁"', "35", "35岁"), ("#,##0", "12345", "12,345"), ("¥0.00", "5", "¥5.00"), ("# ?/?", "0.5", "1/2"),
    ("0.00E+00", "12345", "1.23E+04"), ("General", "0.1234567890123", "0.123456789"), ("General", "12345.678901234", "12345.6789"), ("[>=60]\"合格\";\"不合格\"", "75", "合格"), ("[DBNum2][$-804]General", "1002003", "壹佰万贰仟零叁"),
]  # fmt: skip
"""Numbers in cells for words: what they show is what is read."""

BY_LIBREOFFICE = {
    ("0!.0,", "12345"): "it does not know ! before a literal, as Chinese Excel does",
    ("0!.0000", "12345"): "the same",
    ('[>=10000]0!.0,"万";0', "12345"): "the same",
    ('0!.0,"万元"', "12345"): "the same",
    ("0!件", "5"): "the same",
    ("0!,0000", "123456"): "the same",
    ("0!.0,", "0"): "the same",
    ("#.##", "5"): "it leaves out a point without digits",
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46037"): "a long date of the computer, which is no Chinese one here",
    ('上午/下午h"时"mm"分"', "0.75"): "it knows these words only where its own language is Chinese",
    ("G/通用格式", "5"): "the same",
    ("General", "0.1234567890123"): "its General shows more digits",
    ("General", "12345.678901234"): "the same",
}
"""The codes for which LibreOffice shows another text, and why that is so."""


def code_of(code):
    return BUILT_IN[code] if isinstance(code, int) else code


def with_figure(place, code, stored):
    return formatted(put(accepted(), {place: figure(stored)}), {place: code})


def at(judgement, place):
    """Give what was found about a cell, but for the zeros that a whole table was declared to have."""
    return [found for found in judgement.findings if found.name not in ("declared-zeros", "doubtful", "unexplained", "notable") for cell in found.cells if (cell.sheet, cell.cell) == place]


def kept(judgement, place):
    section, *path = PATHS[place].split(".")
    held = judgement.record["cover"] if section == "cover" else judgement.record["tables"][section]
    for name in path:
        held = held[name]
    return held


# -- What is shown


def drawn(rows, tmp_path):
    """Write numbers (or texts) under formats, one a line, with another program."""
    path = tmp_path / "shown.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        for n, (code, stored) in enumerate(rows):
            look = book.add_format({"num_format": code})
            if isinstance(stored, Decimal):
                sheet.write_number(n, 0, float(stored), look)
            else:
                sheet.write_string(n, 0, stored, look)
    return path


ALL = [(code_of(code), stored, seen) for code, stored, seen, *_ in [*OTHERS, *HONEST, *LESS, *SIGNED, *TEXTS]]


@pytest.mark.parametrize(("code", "stored", "seen"), ALL)
def test_a_format_shows_what_excel_shows(code, stored, seen):
    assert shown_number(code, Decimal(stored)).text.strip() == seen


def test_libreoffice_shows_the_same(office, tmp_path):
    rows = {(code, stored): seen for code, stored, seen in ALL}
    texts = office.texts(drawn([(code, Decimal(stored)) for code, stored in rows], tmp_path))
    theirs = {row: texts.get(("S", address(n, 1)), "").strip() for n, row in enumerate(rows, 1)}
    differing = {row for row, seen in rows.items() if theirs[row] != seen}
    assert {row: (rows[row], theirs[row]) for row in differing - set(BY_LIBREOFFICE)} == {}
    assert set(BY_LIBREOFFICE) <= differing, "a difference that is none any more"


SPOKEN = [
    ("@", "甲", "甲"), ("General", "甲", "甲"), ("0.00", "甲", "甲"), ("0;-0", "甲", "甲"), ("0;-0;0", "甲", "甲"), ("0;-0;0;@", "甲", "甲"), (";;;@", "甲", "甲"), ("0;@", "甲", "甲"), (43, "甲", "甲"),
    (";;;", "甲", ""), ("0;0;0;", "甲", ""), (';;;"已核对"', "甲", "已核对"), ('"收"@', "甲", "收甲"), ('@"号"', "甲", "甲号"), ("0;0;@@", "甲", "甲甲"), ("yyyy/m/d", "甲", "甲"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "stored", "seen"), SPOKEN)
def test_a_format_shows_texts_as_excel_does(code, stored, seen):
    assert shown_text(code_of(code), stored).strip() == seen


def test_libreoffice_shows_texts_the_same(office, tmp_path):
    texts = office.texts(drawn([(code_of(code), stored) for code, stored, _ in SPOKEN], tmp_path))
    assert [texts.get(("S", address(n, 1)), "").strip() for n in range(1, len(SPOKEN) + 1)] == [seen for _, _, seen in SPOKEN]


def test_the_table_is_as_large_as_was_asked_for():
    assert len(OTHERS) >= 60
    assert len(HONEST) >= 60
    assert len({row[:2] for row in [*OTHERS, *HONEST]}) == len(OTHERS) + len(HONEST)


# -- Figures


@pytest.mark.parametrize(("code", "stored", "seen", "place"), OTHERS)
def test_a_figure_that_shows_another_one_is_asked_for(code, stored, seen, place):
    judgement = judged(with_figure(place, code, stored))
    assert not judgement.accepted
    (found,) = at(judgement, place)
    assert found.name == "shown-differs"
    assert (found.word("shown"), found.word("stored")) == (seen or "空白", stored)
    assert f"“{seen or '空白'}”" in message_of(found)
    assert [each.name for each in judgement.findings if each.blocks] == ["shown-differs"]


@pytest.mark.parametrize(("code", "stored", "seen", "place"), HONEST)
def test_a_figure_that_shows_itself_is_taken_without_a_word(code, stored, seen, place):
    judgement = judged(with_figure(place, code, stored))
    assert at(judgement, place) == []
    assert kept(judgement, place) == Decimal(stored)


@pytest.mark.parametrize(("code", "stored", "seen", "place"), LESS)
def test_a_figure_that_shows_less_is_noted_and_taken_as_stored(code, stored, seen, place):
    judgement = judged(with_figure(place, code, stored))
    (found,) = at(judgement, place)
    assert (found.name, found.severity) == ("shown-less", "info")
    assert (seen or "空白") in message_of(found)
    assert f"按存储的 {stored} 读" in message_of(found)
    assert kept(judgement, place) == Decimal(stored)
    assert any(stored in note for note in judgement.record["source"]["notes"])


@pytest.fixture(scope="module")
def earlier():
    """A return of the edition with signed figures, and one cell for such a figure."""
    record = record_of("2019", fillings.valid(Random("seen"), "2019"))
    source = {"file": "", "sha256": "0" * 64, "producer": "", "seal": "none", "notes": []}
    data = fill_workbook({**record, "source": source, "govxl": "0"}, fillings.ISSUED)
    layout = layout_of("zfxxgk/2019")
    slot = next(slot for slot in layout.slots.values() if slot.kind == "input" and slot.traits.kind == "signed")
    return data, slot


@pytest.mark.parametrize(("code", "stored", "seen", "said"), SIGNED)
def test_a_negative_figure_must_look_like_one(earlier, code, stored, seen, said):
    data, slot = earlier
    place = (slot.box.sheet, slot.box.address)
    judgement = judged(formatted(put(data, {place: figure(stored)}), {place: code}))
    assert [found.name for found in at(judgement, place)] == ([] if said == "same" else [said])
    if said != "shown-differs":
        assert judgement.reading.values[slot.path] == Decimal(stored)


@pytest.mark.parametrize("code", ["yyyy/m/d", 14, "[$-804]aaaa", "[Red]yyyy", 'm"月"d"日"', "[$-F800]dddd", "e/m/d"])
def test_a_date_in_a_figure_cell_is_quoted(code):
    (found,) = at(judged(with_figure(CASES, code, "46037")), CASES)
    assert (found.name, found.word("date")) == ("date-in-figure", "2026年1月15日")


@pytest.mark.parametrize("code", ["[Red]0;[h]:mm", "0;yyyy", "[>100000]yyyy/m/d;0"])
def test_a_date_in_another_section_says_nothing_of_this_figure(code):
    judgement = judged(with_figure(CASES, code, "46037"))
    assert at(judgement, CASES) == []
    assert kept(judgement, CASES) == 46037


@pytest.mark.parametrize("code", ["yyyy/m/d", "h:mm", "[h]:mm", 14])
def test_a_small_whole_number_under_a_date_format_stays_and_is_noted(code):
    judgement = judged(with_figure(CASES, code, "5"))
    assert [found.name for found in at(judgement, CASES)] == ["date-format"]
    assert kept(judgement, CASES) == 5


@pytest.mark.parametrize("code", ["[White]0", "[白色]0", "[Color2]General", "[Color 2]0", "[White][>0]0;0"])
def test_white_is_not_seen_on_paper(code):
    (found,) = at(judged(with_figure(CASES, code, "5")), CASES)
    assert (found.name, found.word("shown")) == ("shown-differs", "空白")


@pytest.mark.parametrize("code", ["[>100]0", "[$-2000401]0", "[NatNum5]0", "ggge", "0" * 1_001, "[$-2000401]yyyy"])
def test_what_only_one_computer_could_show_is_not_guessed(code):
    (found,) = at(judged(with_figure(CASES, code, "5")), CASES)
    assert (found.name, found.word("shown")) == ("shown-differs", "无法确定的内容")


@pytest.mark.parametrize("code", ["0%", "0!.0,", ";;;"])
def test_a_sum_that_shows_another_figure_is_asked_for_as_well(code):
    judgement = judged(formatted(put(accepted(), {CASES: formula("2+3", "5")}), {CASES: code}))
    assert [found.name for found in at(judgement, CASES)] == ["shown-differs"]


@pytest.mark.parametrize(("code", "stored", "said"), [
    (";;;", "12", "shown-differs"), (';;;"已核对"', "12", "shown-differs"), ('@"0"', "12", "shown-differs"), ('"1"@', "12", "shown-differs"), (";;;", "/", "shown-differs"),
    ('@"件"', "12", "folded"), ("0;0;0;@", "12", "folded"), ("0.00", "12", "folded"), (43, "12", "folded"),
])  # fmt: skip
def test_a_figure_kept_as_text_is_judged_alike(code, stored, said):
    judgement = judged(formatted(put(accepted(), {CASES: words(stored)}), {CASES: code}))
    assert [found.name for found in at(judgement, CASES)] == [said]


@pytest.mark.parametrize("code", ["0." + "0" * 30 + "%", "0." + "0" * 200 + '"元"', "0." + "0" * 900 + ",", "s." + "0" * 40, "0" * 200 + ".0"])
@pytest.mark.parametrize("content", [figure("123456789012345"), figure("0.123456789012345"), formula("9999999999*9999999999*9999999999", "1"), formula("10/3", "3.3")])
def test_no_figure_is_too_long_for_its_format(code, content):
    judgement = judged(formatted(put(accepted(), {WAN: content}), {WAN: code}))
    assert [found.name for found in at(judgement, WAN) if found.blocks]


def test_errors_and_truths_keep_their_own_findings():
    for content, name in ((error("#REF!"), "error-value"), (' t="b"|<v>1</v>', "not-a-number"), (formula("A1"), "formula-in-input")):
        judgement = judged(formatted(put(accepted(), {CASES: content}), {CASES: "0%"}))
        assert [found.name for found in at(judgement, CASES)] == [name]


# -- Words

POSTCODE, NOTE, PROSE, CATEGORY, MODE, CHANGE = (COVER, "B17"), (REQUESTS, "D31"), ("一、总体情况", "B46"), ("一、总体情况", "B103"), (REQUESTS, "C1"), (COVER, "B12")
READ = {
    POSTCODE: lambda record: record["cover"]["postcode"],
    NOTE: lambda record: record["notes"]["requests"],
    PROSE: lambda record: record["narrative"]["overview"]["management"],
    CATEGORY: lambda record: record["tables"]["categories"]["c01"]["category"],
}


@pytest.mark.parametrize(("place", "code", "stored", "seen"), [(place, *row) for n, row in enumerate(TEXTS) for place in (list(READ) if n % 8 == 0 else [list(READ)[n % 4]])])
def test_a_number_in_a_cell_for_words_is_read_as_shown(place, code, stored, seen):
    judgement = judged(with_figure(place, code, stored))
    assert READ[place](judgement.record) == seen
    (found,) = [found for found in at(judgement, place) if found.name == "shown-text"]
    assert found.severity == "info"
    assert any(f"“{seen}”" in note for note in judgement.record["source"]["notes"])


@pytest.mark.parametrize("stored", ["5", "13800138000", "0.5", "46037", "1E+16"])
def test_a_number_that_shows_itself_is_no_news(stored):
    judgement = judged(with_figure(POSTCODE, "General", stored))
    assert at(judgement, POSTCODE) == []
    assert READ[POSTCODE](judgement.record) == stored


@pytest.mark.parametrize(("code", "stored", "seen"), [
    ("General", "123456789012", "1.23457E+11"), ("@", "110101199001011234", "1.10101E+17"), (";;;", "5", "空白"), ("yyyy/m/d", "-5", "########"), ("[White]0", "5", "空白"), ("[h]:mm", "99999999", "########"),
])  # fmt: skip
def test_a_number_of_which_too_little_is_shown_is_asked_for(code, stored, seen):
    judgement = judged(with_figure(POSTCODE, code, stored))
    (found,) = [found for found in at(judgement, POSTCODE) if found.blocks]
    assert (found.name, found.word("shown"), found.word("stored")) == ("shown-differs", seen, stored)


@pytest.mark.parametrize("place", [*READ, CHANGE, MODE, (COVER, "B25")])
@pytest.mark.parametrize("code", [";;;", ';;;"已核对"', '"x"@'])
def test_a_text_that_shows_another_text_is_asked_for(code, place):
    text = {CHANGE: "无变动", MODE: "逐格填写", (COVER, "B25"): "2026-01-20"}.get(place, "文字")
    judgement = judged(formatted(put(accepted(), {place: words(text)}), {place: code}))
    (found,) = [found for found in at(judgement, place) if found.blocks]
    assert (found.name, found.word("stored")) == ("shown-differs", text)


@pytest.mark.parametrize("place", [*READ, CHANGE, MODE, (COVER, "B25")])
@pytest.mark.parametrize("code", ["General", "0.00", "@", 43, "0;-0;0;@", "[Red]@", "yyyy/m/d", 14])
def test_a_text_that_shows_itself_is_taken_without_a_word(code, place):
    text = {CHANGE: "无变动", MODE: "逐格填写", (COVER, "B25"): "2026-01-20"}.get(place, "文字")
    judgement = judged(formatted(put(accepted(), {place: words(text)}), {place: code}))
    assert [found.name for found in at(judgement, place)] == []
    assert judgement.accepted


# -- Returned, and sent again


def returned_value(data, place):
    sheets = {sheet.name: sheet for sheet in judged(data).reading.raw.sheets}
    row, column = int(place[1][1:]), ord(place[1][0]) - 64
    return sheets[place[0]].cells[row, column]


@pytest.mark.parametrize(("code", "stored", "seen"), TEXTS)
def test_a_returned_workbook_holds_the_words_that_were_shown(code, stored, seen):
    wrong = put(with_figure(POSTCODE, code, stored), {CASES: figure("-1")})
    back = sent_back(wrong)
    assert returned_value(back, POSTCODE)[:2] == ("text", seen)
    assert "returned-unchanged" in [found.name for found in judged(back).findings]
    mended = judged(put(back, {CASES: figure("1")}))
    assert READ[POSTCODE](mended.record) == seen
    assert at(mended, POSTCODE) == []


@pytest.mark.parametrize(("code", "stored", "seen", "place"), OTHERS[::3])
def test_a_returned_figure_stays_doubtful_until_it_is_typed_again(code, stored, seen, place):
    """The new workbook has no such format; the stored figure alone would be taken as if somebody had meant it."""
    back = sent_back(with_figure(place, code, stored))
    assert returned_value(back, place)[:2] == ("text", f"{seen or '空白'}（存储的是 {stored}）")
    again = judged(back)
    assert "returned-unchanged" in [found.name for found in again.findings]
    assert [found.name for found in at(again, place)] == ["text-in-figure"]
    assert kept(judged(put(back, {place: figure("7")})), place) == 7


def test_a_date_stays_a_date_on_its_way_back():
    wrong = put(with_figure((COVER, "B25"), "yyyy/m/d", "46037"), {CASES: figure("-1")})
    mended = judged(put(sent_back(wrong), {CASES: figure("1")}))
    assert mended.record["cover"]["filled_on"] == "2026年1月15日"


def test_formats_of_untouched_cells_go_with_the_workbook():
    """Nothing of the seen formats is left in a workbook made again."""
    assert b"0!.0," in parts_of(with_figure(CASES, "0!.0,", "5"))["xl/styles.xml"]
    assert b"0!.0," not in parts_of(sent_back(with_figure(CASES, "0!.0,", "5")))["xl/styles.xml"]


def test_fractions_are_the_nearest_ones():
    """Python's own fractions are the judge."""
    draw = Random(13)
    for _ in range(2_000):
        value = Decimal(draw.randrange(1, 10**8)).scaleb(-draw.randrange(1, 9))
        for marks in (1, 2, 3):
            best = Fraction(value).limit_denominator(10**marks - 1)
            seen = shown_number("?" * 9 + "/" + "?" * marks, value).text
            assert [int(part) for part in seen.split("/")] == [best.numerator, best.denominator], value


@given(st.text("0#?,.%E+-/@;[]\"\\!_*$gGeneral红色年月日yYmdhsaA上午/ <>=0123456789", max_size=60), st.floats(allow_nan=False, allow_infinity=False) | st.floats(-100_000, 100_000))
def test_no_code_raises(code, number):
    value = Decimal(f"{number:.15g}")
    shown = shown_number(code, value)
    assert shown is None or isinstance(shown.text, str)
    assert isinstance(shown_text(code, "字"), str)


@pytest.mark.parametrize("piece", ["0", "#,", "%", "?/", "[", "[<1]", '"', "\\", "_", "*", "E+", "@", "General", "y", "[h]", "s.0", "ss.000000000", "00.", "0.00000000%", "#,##0.000", ",", ";"])
def test_long_codes_take_no_time(piece):
    """The longest that is taken apart, of every mark; what is longer is no format."""
    code = (piece * 1_000)[:1_000]
    long = "s." + "0" * 900 if piece == "s.0" else "0." + "0" * 900 + "%"
    began = process_time()
    for value in ("123456.123456", "0.5", "-1E+300", "1E-300"):
        shown_number(code, Decimal(value))
        shown_number(long, Decimal(value))
    assert process_time() - began < 0.5
    assert shown_number(code + "0" * 1_000, Decimal(5)) is None
