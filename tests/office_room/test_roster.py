"""The office's list of units: read whatever program wrote it, with all that is wrong in it at once."""

import itertools
from difflib import get_close_matches as close_matches

import openpyxl
import pytest

from govxl.files import safe_name
from govxl.office import roster as roster_room
from govxl.office.lists import SheetError, read_list
from govxl.office.roster import Member, file_names, read_roster
from tests.office_room.test_prior_list import csv_of, identity, xlsx_of
from tests.returns import filled

HEAD = ["单位全称", "报告用名", "单位代码", "层级", "性质", "上级", "统计口径", "联系人", "电话", "邮箱"]
ROWS = [
    HEAD,
    ["示例县人民政府", "示例县", "11440300MB2C0001X0", "县级", "人民政府", "", "", "王一", "0755-1", "a@b.cn"],
    ["示例县教育局", "", "012", "县级", "部门", "11440300MB2C0001X0", "本机关", "", 13800138000, ""],
    ["城关街道办事处", "", "", "township", "subdistrict", "示例县人民政府", "own", "/", "", "-"],
    ["示例县教育局", "", "12", "县", "部门", "示例县（人民政府）", "汇总", "", "", ""],
]
UNITS = [
    Member(2, "示例县人民政府", "示例县", "11440300MB2C0001X0", "county", "government", "", "own", "王一", "0755-1", "a@b.cn"),
    Member(3, "示例县教育局", "", "012", "county", "department", "示例县人民政府", "own", "", "13800138000", ""),
    Member(4, "城关街道办事处", "", "", "township", "subdistrict", "示例县人民政府", "own"),
    Member(5, "示例县教育局", "", "12", "county", "department", "示例县人民政府", "aggregate"),
]
ROWS[4][5] = "示例县人民政府"


def wrong(path):
    with pytest.raises(SheetError) as raised:
        read_roster(path)
    return raised.value.sentence.zh.splitlines()


def listed(folder, *lines, head=HEAD):
    return csv_of(folder, [head, *(list(line) + [""] * (len(head) - len(line)) for line in lines)], name="名单.csv")


def line(name, **said):
    fields = dict(zip(("title", "code", "level", "kind", "parent", "scope", "contact", "phone", "email"), itertools.repeat("")))
    return [name, *(fields | said).values()]


# -- What is read


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_reads_alike_whatever_its_encoding(tmp_path, codec):
    assert [*read_roster(csv_of(tmp_path, ROWS, codec=codec)).members] == UNITS


def test_a_workbook_reads_as_its_csv_does(tmp_path):
    assert [*read_roster(xlsx_of(tmp_path, ROWS)).members] == UNITS


def test_columns_may_stand_in_any_order_and_be_called_in_english(tmp_path):
    turned = [["mail", "Phone", "contact", "scope", "parent", "kind", "level", "CODE", "title", "name"], *(row[::-1] for row in ROWS[1:])]
    assert [*read_roster(csv_of(tmp_path, turned)).members] == UNITS


def test_a_name_alone_is_enough_and_other_usual_columns_do_no_harm(tmp_path):
    rows = [["序号", "单位", "联系电话", "备注"], [1, "甲局", "1", "x"], [2, "乙局", "2", ""]]
    assert [(each.name, each.phone) for each in read_roster(csv_of(tmp_path, rows)).members] == [("甲局", "1"), ("乙局", "2")]


def test_a_province_fits(tmp_path):
    path = csv_of(tmp_path, [["name", "code"], *([f"单位{n}", f"A{n}"] for n in range(12_000))])
    assert len(read_roster(path).members) == 12_000


def test_codes_keep_their_digits(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["单位全称", "单位代码"])
    book.active.append(["甲局", 440300123456])
    book.active.append(["乙局", 123])
    book.active["B3"].number_format = "000000"
    book.active.append(["丙局", "114403000000000000"])  # a text, whatever it looks like
    for _ in range(3):
        book.create_sheet()
    book.save(tmp_path / "名单.xlsx")
    assert [each.code for each in read_roster(tmp_path / "名单.xlsx").members] == ["440300123456", "000123", "114403000000000000"]


def test_a_unit_is_found_by_code_else_by_name_in_its_scope(tmp_path):
    roster = read_roster(csv_of(tmp_path, ROWS))
    assert roster.find(identity("另一个名称", "12"), "own") == UNITS[1]
    assert roster.find(identity("城关 街道办事处", "999"), "own") == UNITS[2]
    assert roster.find(identity("示例县教育局"), "aggregate") == UNITS[3]
    assert roster.find(identity("城关街道办事处"), "aggregate") is None
    assert roster.find(identity("没有的局"), "own") is None


# -- What is wrong


def test_all_mistakes_are_said_at_once_with_row_and_column(tmp_path):
    path = listed(
        tmp_path,
        line("甲局", code="1.14E+17", level="县处级"),
        line("乙局", code="A1", kind="公司"),
        line("", code="A2"),
        line("乙 局", code="A3"),
        line("丙局", code="A1", scope="全部"),
        line("丁局", parent="甲居"),
        line("戊局", parent="己局"),
        line("己局", parent="庚局"),
        line("庚局", parent="戊局"),
        line("辛局", code="114403000000000000"),
    )
    found = wrong(path)
    said = [
        ("第 2 行 C 列", "1.14E+17", "位数已经丢了"),
        ("第 2 行 D 列", "县处级", "乡镇级、县级、地市级、省级、国家级"),
        ("第 3 行 E 列", "公司", "人民政府、"),
        ("第 4 行 A 列", "没有单位全称"),
        ("第 6 行 G 列", "全部", "本机关、汇总"),
        ("第 11 行 C 列", "114403000000000000"),
        ("第 5 行 A 列", "乙 局", "第 3 行", "乙局"),
        ("第 6 行 C 列", "A1", "第 3 行", "乙局"),
        ("第 7 行 F 列", "甲居", "是不是“甲局”"),
        ("第 8 行 F 列", "戊局 → 己局 → 庚局 → 戊局"),
    ]
    assert len(found) == len(said)
    for sentence, words in zip(found, said, strict=True):
        assert all(word in sentence for word in ("名单.csv", *words)), (sentence, words)


def test_names_near_unknown_parents_are_sought_once_each_and_no_longer_than_a_person_waits(tmp_path, monkeypatch):
    sought = []
    monkeypatch.setattr(roster_room, "get_close_matches", lambda name, among, *rest: sought.append(len(among)) or close_matches(name, among, *rest))
    twice = [line("甲局"), line("乙局", parent="甲居"), line("丙局", parent="甲居")]
    assert [sentence.count("是不是“甲局”") for sentence in wrong(listed(tmp_path, *twice))] == [1, 1]
    assert sought == [3]
    sought.clear()
    # All of a list have parents that are not there, as where a column was filled from another list.
    strangers = [line(f"第{n}局", parent=f"上级{n}") for n in range(3_000)]
    found = wrong(listed(tmp_path, *strangers))
    assert len(found) == 51
    assert "还有 2950 处" in found[-1]
    assert len(sought) <= 50
    sought.clear()
    monkeypatch.setattr(roster_room, "MOST_NEAR", 9_000)
    assert len(wrong(listed(tmp_path, *strangers))) == 51
    assert sought == [3_000] * 3


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["单位全称", "层次"], "B 列：不认识“层次”这一列，是不是“层级”？"),
        (["name", "levle"], "是不是“层级”？"),
        (["单位全称", "经费来源"], "B 列：不认识“经费来源”这一列；"),
        (["单位全称", "单位名称"], "B 列：和 A 列是同一项"),
        (["名字"], "没有找到“单位全称”这一列"),
    ],
)
def test_headings_that_are_not_known(tmp_path, head, said):
    (found,) = wrong(csv_of(tmp_path, [head, ["甲局", "", ""][: len(head)]]))
    assert said in found


def test_a_column_without_a_heading_is_not_passed_over(tmp_path):
    (found,) = wrong(csv_of(tmp_path, [["单位全称"], ["甲局", "县级"]]))
    assert "B 列" in found
    assert "没有标题" in found


def test_a_list_with_only_its_header_has_no_unit(tmp_path):
    assert "一个单位也没有" in wrong(csv_of(tmp_path, [HEAD]))[0]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line("甲局", code="1"), line("甲局", code="2", scope="汇总")], ["第 3 行 C 列", "同一个单位"]),
        ([line("甲局", code="1"), line("乙局", code="1", scope="汇总")], ["第 3 行 C 列", "第 2 行“甲局”"]),
        ([line("甲局", code="12"), line("乙局", code="0012")], ["第 3 行 C 列", "重复"]),
        ([line("甲局", parent="甲局")], ["第 2 行 F 列", "甲局 → 甲局"]),
        ([line("甲\u200b局\ue000")], ["第 2 行 A 列", "看不见"]),
    ],
)
def test_lines_that_contradict_each_other(tmp_path, lines, said):
    (found,) = wrong(listed(tmp_path, *lines))
    assert all(word in found for word in said)


def test_in_a_workbook_a_number_of_too_many_digits_is_a_code_that_is_lost(tmp_path):
    path = xlsx_of(tmp_path, [["单位全称", "单位代码"], ["甲局", 114403001234567890], ["乙局", 1.5], ["丙局", 123]])
    assert [sentence.split("：")[1] for sentence in wrong(path)] == ["第 2 行 B 列", "第 3 行 B 列"]


def test_what_is_a_formula_or_an_error_is_no_name(tmp_path):
    path = xlsx_of(tmp_path, [["单位全称"], ["=A1"]])
    assert "第 2 行 A 列" in wrong(path)[0]


def test_a_return_put_in_place_of_the_list_is_told_so_and_nothing_of_last_year(tmp_path):
    (tmp_path / "名单.xlsx").write_bytes(filled())
    (told,) = wrong(tmp_path / "名单.xlsx")
    assert told.startswith("名单.xlsx：这是一份填报表，不是名单；")
    assert "换成名单" in told
    assert "--prior" not in told
    with pytest.raises(SheetError, match="--prior"):
        read_list(tmp_path / "名单.xlsx", prior=True)


# -- Names of files


def test_files_are_called_by_full_names_and_those_that_collide_by_their_codes():
    members = (
        Member(2, "甲/局", code="01"), Member(3, "甲_局", code="02"), Member(4, "甲:局"), Member(5, "乙局"),
        Member(6, "乙局", scope="aggregate"), Member(7, "CON"), Member(8, "Abc"), Member(9, "丙" * 250), Member(10, "丙" * 251),
    )  # fmt: skip
    names = file_names(members)
    told = [names[each] for each in members]
    assert told[:8] == [
        "甲_局（01）", "甲_局（02）", "甲_局", "乙局", "乙局（汇总）", "govxl_CON", "Abc", "丙" * 66,
    ]  # fmt: skip
    assert len({each.casefold() for each in told}) == len(members)
    assert all(safe_name(each) == each for each in told)


# -- What a spreadsheet or an input method made of it


@pytest.mark.parametrize("mark", "，；｜")
def test_columns_that_nothing_cuts_apart_are_no_name(tmp_path, mark):
    path = tmp_path / "名单.csv"
    path.write_text(f"单位全称{mark}单位代码\n甲局{mark}A1\n", "utf-8")
    [told] = wrong(path)
    assert "第 1 行 A 列" in told
    assert f"“{mark}”" in told
    path.write_text(f"单位全称,单位代码\n甲局,A1\n乙局{mark}A2\n", "utf-8")
    [told] = wrong(path)
    assert "第 3 行 A 列" in told
    assert f"“{mark}”" in told


def test_a_name_may_have_any_comma_where_its_columns_stand_apart(tmp_path):
    name = "甲，乙局；丙局"
    alone = csv_of(tmp_path, [["单位全称"], [name]])
    assert [each.name for each in read_roster(alone).members] == [name]
    beside = csv_of(tmp_path, [["单位全称", "单位代码"], [name, "A1"]])
    assert [each.name for each in read_roster(beside).members] == [name]
    workbook = xlsx_of(tmp_path, [["单位全称", "单位代码"], [name, ""], ["丁局", "A2"]])
    assert [each.name for each in read_roster(workbook).members] == [name, "丁局"]


@pytest.mark.parametrize("ending", [".ods", ".xls", ".csv"])
def test_a_list_that_is_no_xlsx_is_the_office_s_to_save_and_nobody_s_to_send(tmp_path, office, ending):
    made = office.round_trip(xlsx_of(tmp_path, [["单位全称"], ["甲局"]]), tmp_path / f"a{ending}")
    [told] = wrong(made.rename(tmp_path / "名单.xlsx"))
    assert "另存为“Excel 工作簿" in told
    assert "交" not in told.partition("；")[2]


def test_a_list_under_a_password_is_said_to_be(tmp_path, office):
    made = office.round_trip(xlsx_of(tmp_path, [["单位全称"], ["甲局"]]), tmp_path / "名单.xlsx", password="1")
    [told] = wrong(made)
    assert "取消打开密码" in told
    assert "交" not in told.partition("；")[2]
