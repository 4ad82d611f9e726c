"""The first year: last year's figures of many units in one list, CSV or workbook, read as strictly as a return."""

from decimal import Decimal
from hashlib import sha256

import openpyxl
import pytest

from govxl.filing.model import Identity
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.office.lists import MOST_SHOWN, SheetError, read_list
from govxl.office.prior import PriorMismatchError, prior_finder, read_prior
from govxl.office.prior_list import blank_list, opening_of
from tests.report.made_up import FORM
from tests.returns import layout_of

CARRIED = "四、结转下年度继续办理 / 申请人情况 / "
PEOPLE = ("person", "business", "research", "welfare", "legal", "other_body")
HEAD = ["单位名称", "单位代码", "统计口径", *(f"requests.carried_out.{column}" for column in PEOPLE)]
ROWS = [
    HEAD,
    ["示例县财政局", "001", "", 1, 2, 3, 4, 5, 6],
    ["示例县教育局", "", "本机关", 0, 0, 0, 0, 0, 7],
    ["示例县教育局", "", "汇总（含所属部门和下级）", 9, "", "", "", "", ""],
]


def identity(name="示例县财政局", code="", scope="own", form="2021", year=2025):
    return Identity("zfxxgk", form, name, code, "county", "department", year, scope)


def csv_of(folder, rows, separator=",", codec="utf-8", name="last.csv"):
    path = folder / name
    path.write_bytes("".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(codec))
    return path


def xlsx_of(folder, rows, name="last.xlsx", before=()):
    book = openpyxl.Workbook()
    for nth, sheet in enumerate([*before, rows]):
        page = book.active if nth == 0 else book.create_sheet(f"S{nth}")
        for row in sheet:
            page.append([None if value == "" else value for value in row])
    book.save(folder / name)
    return folder / name


def opening(path, form="zfxxgk/2021"):
    return opening_of(read_list(path), layout_of(form))


def mistakes(path):
    return [each.zh for each in opening(path).mistakes]


# -- What is read


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_reads_alike_whatever_its_separator_and_encoding(tmp_path, separator, codec):
    path = csv_of(tmp_path, ROWS, separator, codec)
    found = opening(path)
    assert found.mistakes == ()
    assert [(line.row, line.name, line.code, line.scope) for line in found.lines] == [
        (2, "示例县财政局", "001", "own"), (3, "示例县教育局", "", "own"), (4, "示例县教育局", "", "aggregate"),
    ]  # fmt: skip
    assert found.lines[0].figures == {
        **{f"requests.carried_out.{column}": n for n, column in enumerate(PEOPLE, 1)}, "requests.carried_out.total": 21,
    }  # fmt: skip
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()


def test_a_workbook_reads_as_its_csv_does(tmp_path):
    assert opening(xlsx_of(tmp_path, ROWS)).lines == opening(csv_of(tmp_path, ROWS)).lines


def test_in_a_workbook_the_first_sheet_with_the_header_counts_and_titles_may_stand_above(tmp_path):
    path = xlsx_of(tmp_path, [["2024年数据"], [], *ROWS], before=[[["说明"], ["随便写的"]]])
    assert [line.row for line in opening(path).lines] == [4, 5, 6]


def test_a_blank_is_not_known_and_no_total_rests_on_it(tmp_path):
    found = opening(csv_of(tmp_path, ROWS))
    assert found.lines[2].figures == {"requests.carried_out.person": 9}
    assert found.lines[1].figures["requests.carried_out.person"] == Decimal(0)


def test_headings_are_labels_or_paths_whatever_blanks_and_separators(tmp_path):
    heads = ["单位", " 四、结转下年度继续办理/申请人情况／自然人 ", "行政规范性文件 - 现行有效件数", "REQUESTS.granted.total", "规章 现行有效件数"]
    found = opening(csv_of(tmp_path, [heads, ["甲", 1, 2, 3, "/"]]))
    assert found.mistakes == ()
    assert found.lines[0].figures == {
        "proactive.regulations.in_force": 0, "proactive.normative.in_force": 2, "requests.granted.total": 3,
        "requests.carried_out.person": 1,
    }  # fmt: skip
    assert next(iter(found.lines[0].figures)).startswith("proactive"), "in the form's order, whatever the list's"


def test_figures_are_folded_as_in_a_return(tmp_path):
    rows = [["单位", "requests.carried_out.person"], ["甲", "１２"], ["乙", " 1 234 "], ["丙", "3.0"]]
    assert [line.figures["requests.carried_out.person"] for line in opening(csv_of(tmp_path, rows, ";")).lines] == [12, 1234, 3]


def test_totals_of_totals_are_worked_out(tmp_path):
    layout = layout_of()
    total = "requests.closed.total"
    inputs, todo = [], [total]
    while todo:
        point = layout.form.points[todo.pop()]
        todo += point.operands
        inputs += [] if point.operands else [point.path]
    found = opening(csv_of(tmp_path, [["单位", *inputs], ["甲", *([1] * len(inputs))]]))
    assert found.mistakes == ()
    assert found.lines[0].figures[total] == len(inputs)


def test_a_number_is_a_code_and_a_name_in_a_workbook(tmp_path):
    rows = [["单位名称", "代码", "requests.carried_out.person"], ["甲", 999900, 1], [110, "", 2]]
    assert [(line.name, line.code) for line in opening(xlsx_of(tmp_path, rows)).lines] == [("甲", "999900"), ("110", "")]


# -- What is wrong


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["名字", "x"], ["甲", 1]], ["没有找到“单位名称”这一列；用 govxl forms prior zfxxgk/2021 生成空白表，照着填"]),
        ([["单位", "统计口径"], ["甲", ""]], ["没有一列是上年数据；用 govxl forms prior zfxxgk/2021 看要哪些列"]),
        ([HEAD], ["标题下面一个单位也没有；请一个单位填一行"]),
        ([[*HEAD, "电话"], [*ROWS[1], 1]], ["J 列：“电话”不是要的项目；请改成 govxl forms prior zfxxgk/2021 给出的标题，或删去这一列"]),
        ([[*HEAD, "categories.c01.count"], [*ROWS[1], 1]], ["J 列：“categories.c01.count”不是要的项目；请改成 govxl forms prior zfxxgk/2021 给出的标题，或删去这一列"]),
        ([[*HEAD, f"{CARRIED}自然人"], [*ROWS[1], 1]], ["J 列：和 D 列是同一项；请删去一列"]),
        ([HEAD, [*ROWS[1], 1]], ["J 列：没有标题，下面却有内容；请补上标题，或删去这一列"]),
        ([HEAD, ["", *ROWS[1][1:]]], ["第 2 行没有单位名称；请补上，或删去这一行"]),
        ([HEAD, ["\u200b", *ROWS[1][1:]]], ["第 2 行没有单位名称；请补上，或删去这一行"]),
        ([HEAD, ["甲", "", "全县", 1]], ["第 2 行 C 列：“全县”不是统计口径；请填“本机关”或“汇总”，空着就是前一种"]),
        ([HEAD, ['"甲\n乙"', "", "", 1]], ["第 2 行 A 列：“甲⏎乙”有换行或太长；请核对引号是否配对"]),
        ([HEAD, ["甲", "", "", "-3"]], [f"第 2 行 D 列：{CARRIED}自然人 填的是 -3，不能小于0；请填不小于0的数"]),
        ([HEAD, ["甲", "", "", "2.5"]], [f"第 2 行 D 列：{CARRIED}自然人 填的是 2.5，件数应当是整数；请填整数；如果是金额，请填到金额那一格"]),
        ([HEAD, ["甲", "", "", "—"]], [f"第 2 行 D 列：{CARRIED}自然人 填的是“—”；没有请填 0，不知道就空着"]),
        ([HEAD, ["甲", 1], ["乙", 1]], ["第 3 行和第 2 行是同一个单位“乙”；请只留一行"]),
        ([HEAD, ["甲", 1], [], ["甲"]], ["第 4 行和第 2 行是同一个单位“甲”；请只留一行"]),
        ([[*HEAD, "requests.carried_out.total"], [*ROWS[1], 22]], [f"第 2 行 J 列：{CARRIED}总计 填的是 22，各项相加是 21；请核对"]),
    ],
)  # fmt: skip
def test_each_mistake_has_its_place_and_remedy(tmp_path, rows, told):
    assert mistakes(csv_of(tmp_path, rows)) == told


def test_all_mistakes_are_told_at_once(tmp_path):
    rows = [[*HEAD, "电话"], ["甲", "", "", "x", "1,5"], ["甲", "", "全县", "#REF!"]]
    found = mistakes(csv_of(tmp_path, rows, "\t"))
    assert [each.split("：")[0] for each in found] == [
        "J 列", "第 2 行 D 列", "第 2 行 E 列", "第 3 行 C 列", "第 3 行 D 列", "第 3 行和第 2 行是同一个单位“甲”；请只留一行",
    ]  # fmt: skip
    many = csv_of(tmp_path, [HEAD, *([["甲", n, "", "x"] for n in range(MOST_SHOWN + 7)])], name="many.csv")
    with pytest.raises(SheetError) as error:
        prior_finder(many)
    lines = str(error.value).split("\n")
    assert len(lines) == MOST_SHOWN + 1
    assert all(line.startswith("many.csv：第 ") for line in lines[:-1])
    assert lines[-1] == "……还有 7 处"


def test_formulas_errors_dates_and_truths_in_a_workbook_are_no_figures(tmp_path):
    from datetime import date

    rows = [HEAD, ["甲", "", "", "=A1+1", date(2025, 5, 2), True, "=1+2"], ["=B1", 2]]
    told = mistakes(xlsx_of(tmp_path, rows))
    assert [each.split("：")[0] for each in told] == ["第 2 行 D 列", "第 2 行 E 列", "第 2 行 F 列", "第 3 行 A 列"]
    assert "公式 =A1+1，不能采信" in told[0]
    assert "存的是日期 2025年5月2日" in told[1]
    assert "不是数字" in told[2]
    assert "“=B1”不是文字" in told[3]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"\xff\xfe\x00\x00", "编码认不出"),
        ("a.csv", "单位名称\0,x".encode(), "编码认不出"),
        ("a.csv", ("单位名称," + "x" * 200_000).encode(), "不是 CSV"),
        ("a.csv", b"", "没有找到“单位名称”"),
        ("a.xlsx", b"PK\x03\x04junk", "a.xlsx："),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls："),
        ("a.et", b"", "a.et："),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SheetError, match=why):
        prior_finder(tmp_path / name)


def test_a_workbook_with_more_lines_than_are_kept_is_refused(tmp_path):
    with pytest.raises(SheetError, match="另存为 CSV"):
        read_list(xlsx_of(tmp_path, [HEAD, *([f"单位{n}", "", "", 1] for n in range(2_001))]))


def test_a_workbook_that_goes_beyond_a_limit_is_told_as_a_list_and_no_return(tmp_path):
    with pytest.raises(SheetError) as raised:
        read_list(xlsx_of(tmp_path, [HEAD, *([n, *["x"] * 250] for n in range(400))]))
    told = raised.value.sentence.zh
    assert "有内容的单元格超过 100000 个；" in told
    assert "另存为 CSV" in told
    assert "报表" not in told


def test_no_character_that_a_screen_obeys_is_repeated(tmp_path):
    told = mistakes(csv_of(tmp_path, [[*HEAD, "\x1b[2J"], ["甲\x1b[31m", "", "\u202e", "\x07"]]))
    assert len(told) == 2
    assert not any(c in "".join(told) for c in "\x1b\u202e\x07")


# -- Whose line


LINES = [
    ["单位", "代码", "口径", "requests.carried_out.person"],
    ["甲", "1", "", 10], ["甲", "2", "", 20], ["甲", "1", "aggregate", 30], ["乙", "", "", 40], ["丙", "3", "", 50],
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        (identity("甲", "1"), 10), (identity("甲", "2"), 20), (identity("甲", "1", "aggregate"), 30),
        (identity("改了名", "2"), 20), (identity("乙"), 40), (identity("乙", "9"), 40), (identity("丙"), 50),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_code_or_else_by_its_name(tmp_path, asked, figure):
    path = csv_of(tmp_path, LINES)
    for prior in (read_prior(path, asked, layout_of()), prior_finder(path)(asked, layout_of())):
        assert prior
        assert (prior.year, prior.edition, prior.sha256) == (2024, "2021", sha256(path.read_bytes()).hexdigest())
        assert prior.figures == {"requests.carried_out.person": figure}


@pytest.mark.parametrize("asked", [identity("丁"), identity("丙", "4"), identity("乙", scope="aggregate")])
def test_a_unit_without_a_line_has_no_last_year(tmp_path, asked):
    path = csv_of(tmp_path, LINES)
    assert prior_finder(path)(asked, layout_of()) is None
    with pytest.raises(PriorMismatchError, match=f"last.csv：没有“{asked.name}”"):
        read_prior(path, asked, layout_of())


def test_a_name_that_two_codes_share_asks_for_the_code(tmp_path):
    find = prior_finder(csv_of(tmp_path, LINES))
    with pytest.raises(PriorMismatchError, match="第 2、3 行都是“甲”"):
        find(identity("甲"), layout_of())


def test_a_list_of_one_edition_is_not_taken_for_another(tmp_path):
    find = prior_finder(csv_of(tmp_path, [["单位", "行政规范性文件 / 现行有效件数"], ["甲", 1]]))
    with pytest.raises(PriorMismatchError, match="不是 zfxxgk/2019 的"):
        find(identity("甲", form="2019", year=2020), layout_of("zfxxgk/2019"))


def test_a_folder_is_a_folder_whatever_its_name(tmp_path):
    (tmp_path / "records.csv").mkdir()
    assert prior_finder(tmp_path / "records.csv")(identity(), layout_of()) is None


# -- The blank list


@pytest.mark.parametrize("form", ["zfxxgk/2019", "zfxxgk/2021"])
def test_the_blank_list_filled_in_gives_every_point_it_asks_for(tmp_path, form):
    blank = blank_list(layout_of(form))
    (tmp_path / "last.csv").write_bytes(blank + "甲,,,{}\r\n".format(",".join("1" * len(layout_of(form).form.first_year))).encode())
    found = opening(tmp_path / "last.csv", form)
    assert found.mistakes == ()
    wanted = {*layout_of(form).form.first_year, "requests.carried_out.total"}
    assert {*found.lines[0].figures} == wanted


def test_points_of_one_label_go_by_their_paths(tmp_path):
    text = FORM.replace('["maps", "Maps"', '["maps", "Novels"').replace('heading =', "first_year = ['stock.novels.owned', 'stock.lent.young']\nheading =")
    (tmp_path / "form.toml").write_text(text, encoding="utf-8")
    layout = arrange(load_form(tmp_path))
    assert blank_list(layout).decode("utf-8-sig") == "单位名称,单位代码,统计口径,stock.novels.owned,Lent / Young\r\n"
    found = opening_of(read_list(csv_of(tmp_path, [["单位", "Novels / Owned", "stock.maps.owned"], ["甲", 1, 2]])), layout)
    assert tuple(each.zh for each in found.mistakes) == ("B 列：“Novels / Owned”不止一项；请改用代号作标题，如 stock.novels.owned",)
    assert found.lines[0].figures == {"stock.maps.owned": 2}


def test_columns_that_nothing_cuts_apart_are_no_name(tmp_path):
    path = tmp_path / "last.csv"
    path.write_text("单位名称，单位代码，requests.carried_out.person\n示例县财政局，001，1\n", "utf-8")
    [told] = mistakes(path)
    assert "第 1 行 A 列" in told
    assert "“，”" in told
    path.write_text("单位名称,requests.carried_out.person\n示例县财政局，1\n示例县教育局,2\n", "utf-8")
    [told] = mistakes(path)
    assert "第 2 行 A 列" in told
