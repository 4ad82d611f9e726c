"""Whose a list's line, a record or a file is, however its name and code are spelt; and what is said when it is nobody's.

Pairs that are one unit and pairs that are two are typed by hand: what input methods, spreadsheets and people make of
one name.
"""

import csv
import io
import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from govxl.filing import units as units_room
from govxl.filing.inspections import others_among
from govxl.filing.model import Identity
from govxl.filing.record import dump_record
from govxl.filing.units import Register, folded, same_code, same_name
from govxl.findings.finding import Finding, message_of
from govxl.office.prior import prior_finder, read_prior
from govxl.office.prior_records import PriorMismatchError
from govxl.returns.check import Expected, judge
from tests.commands import run
from tests.returns import UNIT, filled, judged, layout_of

NAME = "示例县财政局（本级）"

ONE = [
    (NAME, "示例县财政局(本级)"),
    (NAME, "示例县财政局〔本级〕"),
    (NAME, "示例县财政局【本级】"),
    (NAME, "示例县财政局[本级]"),
    (NAME, "示例县财政局﹙本级﹚"),
    (NAME, "示例县财政局<本级>"),
    (NAME, " 示例县 财政局（ 本级 ）　"),
    (NAME, "示例县\u00a0财政局\u2003（本级）"),
    (NAME, "示例县\u200b财政局\ufeff（本级）"),
    (NAME, "示例县财政局\n（本级）"),
    ("ABC中心", "ＡＢＣ中心"),
    ("ABC中心", "abc中心"),
    ("第12中学", "第１２中学"),
    ("库尔勒·铁门关管委会", "库尔勒•铁门关管委会"),
    ("库尔勒·铁门关管委会", "库尔勒・铁门关管委会"),
    ("库尔勒·铁门关管委会", "库尔勒･铁门关管委会"),
    ("上合-示范区管委会", "上合－示范区管委会"),
    ("上合-示范区管委会", "上合—示范区管委会"),
    ("上合—示范区管委会", "上合——示范区管委会"),
    ("“放管服”办公室", '"放管服"办公室'),
    ("“放管服”办公室", "「放管服」办公室"),
    ("二〇一厂街道", "二○一厂街道"),
    ("葛\U000e0100镇人民政府", "葛镇人民政府"),
    ("⾦山镇人民政府", "金山镇人民政府"),
]
TWO = [
    (NAME, "示例县财政局"),
    (NAME, "示例县财政局本级"),
    (NAME, "示例县财政局（汇总）"),
    ("示例县财政局", "示例县教育局"),
    ("示例县", "示例县县"),
    ("第一中学", "第二中学"),
    ("第一中学", "第-中学"),
    ("第1中学", "第11中学"),
    ("东城区", "东 城区管委会"),
    ("二〇一厂街道", "二一厂街道"),
    ("上合-示范区", "上合示范区"),
    ("己镇", "已镇"),
    ("\u200b", "\u200b甲"),
]
ONE_CODE = [("000123", "123"), ("000123", "0123"), ("０００１２３", "123"), (" 00 0123 ", "000123"), ("gov01", "GOV01"), ("11110000000012345X", "11110000000012345x"), ("000", "0")]
TWO_CODES = [("000123", "1230"), ("0A1", "A1"), ("GOV01", "GOV1"), ("123", "124"), ("0", ""), ("12-3", "123")]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name(one, other):
    assert same_name(one, other)
    assert folded(folded(one)) == folded(one), "what was folded is folded"


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_two(one, other):
    assert not same_name(one, other)


def test_codes():
    assert [pair for pair in ONE_CODE if not same_code(*pair)] == []
    assert [pair for pair in TWO_CODES if same_code(*pair)] == []


def test_no_name_is_too_long_to_fold():
    assert len(folded("（" * 100_000)) == 100_000
    assert folded("-" * 100_000) == "-"


# -- Lists


def identity(name=NAME, code="", scope="own", year=2025, form="zfxxgk"):
    return Identity(form, "2021", name, code, "county", "department", year, scope)


def listed(folder: Path, *rows, name="last.csv") -> Path:
    heads = ["单位名称", "单位代码", "统计口径", "requests.carried_out.person"]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([heads, *rows])
    (folder / name).write_text(text.getvalue(), "utf-8")
    return folder / name


def carried(prior):
    return prior and prior.figures["requests.carried_out.person"]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_a_unit_finds_its_line_however_it_is_spelt(tmp_path, one, other):
    path = listed(tmp_path, ["另一个局", "", "", 1], [one, "", "", 7])
    assert carried(prior_finder(path)(identity(other), layout_of())) == 7
    assert carried(read_prior(path, identity(other), layout_of())) == 7


@pytest.mark.parametrize(("one", "other"), TWO)
def test_a_unit_is_not_given_another_line(tmp_path, one, other):
    path = listed(tmp_path, [one if one.strip("\u200b") else "丙", "", "", 7])
    assert prior_finder(path)(identity(other), layout_of()) is None
    with pytest.raises(PriorMismatchError):
        read_prior(path, identity(other), layout_of())


@pytest.mark.parametrize(("one", "other"), ONE_CODE)
def test_a_unit_finds_its_line_by_its_code(tmp_path, one, other):
    path = listed(tmp_path, ["另一个局", "7", "", 1], ["旧名称", one, "", 7])
    assert carried(prior_finder(path)(identity(code=other), layout_of())) == 7


@pytest.mark.parametrize(("one", "other"), [pair for pair in TWO_CODES if all(pair)])
def test_a_name_does_not_outweigh_a_code(tmp_path, one, other):
    path = listed(tmp_path, [NAME, one, "", 7])
    assert prior_finder(path)(identity(code=other), layout_of()) is None


def test_zeros_count_where_only_they_tell_two_units_apart(tmp_path):
    path = listed(tmp_path, ["甲局", "0123", "", 1], ["乙局", "00123", "", 2])
    find = prior_finder(path)
    assert carried(find(identity("甲局", "0123"), layout_of())) == 1
    assert carried(find(identity("改了名的局", "00123"), layout_of())) == 2
    assert carried(find(identity("乙局", "123"), layout_of())) == 2, "its name tells"
    with pytest.raises(PriorMismatchError, match="第 2、3 行都是“甲局”“乙局”；报表的代码 123 两个都像"):
        find(identity("丙局", "123"), layout_of())


def test_two_units_whose_names_fold_to_one_are_told_apart_by_code_or_not_at_all(tmp_path):
    path = listed(tmp_path, ["甲局（本级）", "1", "", 10], ["甲局(本级)", "2", "", 20])
    find = prior_finder(path)
    assert carried(find(identity("甲局(本级)", "1"), layout_of())) == 10
    assert carried(find(identity("甲局（本级）", "2"), layout_of())) == 20
    for name in ("甲局（本级）", "甲局(本级)"):
        with pytest.raises(PriorMismatchError, match=r"第 2、3 行都是“甲局（本级）”“甲局\(本级\)”；报表没有单位代码"):
            find(identity(name), layout_of())


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["甲局（本级）", ""], ["甲局(本级)", ""]], "第 3 行和第 2 行是同一个单位“甲局(本级)”（第 2 行写作“甲局（本级）”）；请只留一行"),
        ([["甲局（本级）", "1"], ["甲局(本级)", ""]], "第 3 行和第 2 行是同一个单位“甲局(本级)”（第 2 行写作“甲局（本级）”）；请只留一行"),
        ([["甲局", "007"], ["甲局", "7"]], "第 3 行和第 2 行是同一个单位“甲局”；请只留一行"),
        ([["甲局", "gov1"], ["乙局", "GOV1"]], "第 3 行和第 2 行是同一个单位“乙局”；请只留一行"),
    ],
)
def test_a_unit_that_stands_twice_in_a_list_is_told(tmp_path, rows, told):
    path = listed(tmp_path, *([name, code, "", 1] for name, code in rows))
    with pytest.raises(ValueError, match=r"last\.csv") as error:
        prior_finder(path)
    assert str(error.value) == f"last.csv：{told}"


@pytest.mark.parametrize("rows", [[["甲局", "007"], ["乙局", "7"]], [["甲局（本级）", "1"], ["甲局(本级)", "2"]], [["甲局", ""], ["甲局（本级）", ""]]])
def test_two_units_may_look_alike(tmp_path, rows):
    assert prior_finder(listed(tmp_path, *([name, code, "", 1] for name, code in rows)))


def test_a_scope_and_a_heading_may_be_spelt_otherwise(tmp_path):
    path = tmp_path / "last.csv"
    path.write_text(f"单位 名称,统计口径,requests.carried_out.person\n{NAME},汇总(含所属部门和下级),9\n", "utf-8")
    assert carried(prior_finder(path)(identity(scope="aggregate"), layout_of())) == 9


# -- What is said when a unit is not there


def told_of(place: Path, expected_name="prior-not-found", **how) -> Finding:
    judgement = judge(filled(**how), "filled.xlsx", Expected(prior=prior_finder(place)))
    assert judgement.record, [found.name for found in judgement.findings if found.blocks]
    (found,) = [found for found in judgement.findings if found.code in ("I008", "I016", "I017")]
    assert (found.name, found.severity) == (expected_name, "warning")
    return found


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        (["示例县财政局（本级）", "", "", 7], "没有这一行；里面有“示例县财政局（本级）”（第 2 行）；没有做跨年度的核对"),
        (["外省外市水利厅", "", "", 7], "没有这一行；没有做跨年度的核对"),
        (["示例县财政局", "9", "", 7], "没有这一行；第 2 行的“示例县财政局”代码是 9，报表的是 GOV01；没有做跨年度的核对"),
        (["示例县财政局", "", "汇总", 7], "没有这一行；第 2 行的“示例县财政局”统计口径是“汇总（含所属部门和下级）”，报表的是“本机关”；没有做跨年度的核对"),
        (["示例县财政局", "", "", ""], "它在第 2 行，上年数据都空着；没有做跨年度的核对"),
    ],
)
def test_a_list_without_the_unit_is_told_with_what_comes_nearest(tmp_path, row, hint):
    found = told_of(listed(tmp_path, row), unit="示例县财政局")
    assert message_of(found) == f"last.csv 里没有“示例县财政局”能用的上年数据：{hint}"
    assert not any("一" <= letter <= "鿿" for letter in message_of(found, "en").replace("示例县财政局（本级）", "").replace("示例县财政局", ""))


def record_of(**how):
    record = judged(filled(**how)).record
    assert record
    return record


@pytest.fixture(scope="module")
def last_year():
    return record_of(year=2024, unit=NAME)


def kept(folder: Path, record, name="甲/record.json") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(dump_record(record))
    return folder


def renamed(record, **unit):
    return {**record, "unit": {**record["unit"], **unit}}


@pytest.mark.parametrize(("one", "other"), ONE)
def test_a_unit_finds_its_record_however_it_is_spelt(tmp_path, last_year, one, other):
    kept(tmp_path, renamed(last_year, name=one))
    for place in (tmp_path, tmp_path / "甲" / "record.json"):
        prior = prior_finder(place)(identity(other), layout_of())
        assert prior
        assert prior.year == 2024


@pytest.mark.parametrize(("one", "other"), ONE_CODE)
def test_a_record_of_the_same_code_is_the_units(tmp_path, last_year, one, other):
    kept(tmp_path, renamed(last_year, code=one))
    for place in (tmp_path, tmp_path / "甲" / "record.json"):
        assert prior_finder(place)(identity(code=other), layout_of())


def test_two_records_that_could_be_the_units_are_named_both(tmp_path, last_year):
    kept(tmp_path, renamed(last_year, name="甲局（本级）", code="1"), "a.json")
    kept(tmp_path, renamed(last_year, name="甲局(本级)", code="2"), "b.json")
    find = prior_finder(tmp_path)
    assert find(identity("甲局（本级）", "2"), layout_of())
    with pytest.raises(PriorMismatchError, match=r"a.json（“甲局（本级）” 1）、b.json（“甲局\(本级\)” 2） 都像是"):
        find(identity("甲局（本级）"), layout_of())
    kept(tmp_path, renamed(record_of(year=2024, unit=NAME, changes={"requests.received.person": 13, "requests.carried_out.person": 2}), name="甲局(本级)", code="1"), "c.json")
    with pytest.raises(PriorMismatchError, match=r"a\.json.*c\.json.*分不出用哪一份"):
        prior_finder(tmp_path)(identity("甲局（本级）", "1"), layout_of())


def test_the_same_record_twice_is_one(tmp_path, last_year):
    kept(tmp_path, last_year, "a.json")
    kept(tmp_path, renamed(last_year, name="示例县财政局(本级)"), "b.json")
    assert prior_finder(tmp_path)(identity(), layout_of())


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"year": 2023}, "只有它 2023 年度的记录，没有 2024 年度的"),
        ({"scope": "aggregate"}, "甲/record.json的“示例县财政局（本级）”统计口径是“汇总（含所属部门和下级）”，报表的是“本机关”"),
        ({"tables": {}}, "“甲/record.json”像是它的记录，但不能用（record.tables 里没有 proactive）"),
        ({"edition": "1999"}, "“甲/record.json”像是它的记录，但不能用（没有安装表式 zfxxgk/1999）"),
        ({"name": "示例县财政局"}, "没有它的记录；甲/record.json里代码 GOV01 的是“示例县财政局”，名称不同"),
        ({"name": "示例县财政局", "code": "9"}, "没有它的记录；里面有“示例县财政局”（甲/record.json）"),
        ({"code": "9"}, "没有它的记录；甲/record.json的“示例县财政局（本级）”代码是 9，报表的是 GOV01"),
        ({"name": "外省外市水利厅", "code": ""}, "没有它的记录"),
    ],
)
def test_a_folder_without_the_record_says_what_it_has_instead(tmp_path, last_year, change, hint):
    unit = {key: value for key, value in change.items() if key in ("name", "code")}
    kept(tmp_path, {**renamed(last_year, **unit), **{key: value for key, value in change.items() if key not in unit}})
    found = told_of(tmp_path, unit=NAME)
    assert message_of(found) == f"{tmp_path.name} 里没有“{NAME}”能用的上年数据：{hint}；没有做跨年度的核对"


def test_files_that_nobody_can_read_are_mentioned_and_other_files_are_not(tmp_path):
    (tmp_path / "record.json").write_text('{"record": 1, "unit": {"na', "utf-8")
    (tmp_path / "package.json").write_text('{"name": "x"}', "utf-8")
    assert "没有它的记录；另有 1 个文件读不出来（record.json）" in message_of(told_of(tmp_path))


def test_a_unit_that_is_found_hears_nothing(tmp_path, last_year):
    kept(tmp_path, renamed(last_year, name="示例县财政局(本级)", code=""))
    judgement = judge(filled(unit=NAME), "filled.xlsx", Expected(prior=prior_finder(tmp_path)))
    assert "prior-not-found" not in {found.name for found in judgement.findings}
    judgement = judge(filled(unit=NAME), "filled.xlsx")
    assert "prior-not-found" not in {found.name for found in judgement.findings}, "nobody gave anything"


def test_the_figures_a_workbook_carries_are_used_and_that_is_said(tmp_path, last_year):
    prior = prior_finder(kept(tmp_path, last_year))(identity(code="GOV01"), layout_of())
    found = judge(filled(unit=NAME, prior=prior), "f.xlsx", Expected(prior=prior_finder(listed(tmp_path, ["外省外市水利厅", "", "", 1])))).findings
    (told,) = [each for each in found if each.name == "prior-not-found"]
    assert message_of(told).endswith("跨年度的核对用的是报表自带的数")
    assert ("A4", "person") in {(each.rule, each.at) for each in found}


def test_new_needs_a_line_and_names_the_nearest(tmp_path):
    path = listed(tmp_path, [NAME, "", "", 3], ["空着的局", "", "", ""])
    made = ("new", "--year", 2025, "--prior", path, "-o", tmp_path / "a.xlsx", "--unit")
    done = run(*made, "示例县财政局")
    assert done.code == 2
    assert "没有“示例县财政局”（本机关）这一行；里面有“示例县财政局（本级）”（第 2 行）；请补上" in done.err
    assert run(*made, "示例县财政局(本级)").code == 0
    (tmp_path / "a.xlsx").unlink()
    assert run(*made, "空着的局").code == 0, "a unit of which nothing is known"


def test_new_takes_a_folder_of_records_as_well(tmp_path, last_year):
    kept(tmp_path / "records", last_year)
    made = ("new", "--year", 2025, "--prior", tmp_path / "records", "-o", tmp_path / "a.xlsx", "--unit")
    done = run(*made, "示例县财政局")
    assert done.code == 2
    assert "records：没有“示例县财政局”能用的上年记录：没有它的记录；里面有“示例县财政局（本级）”" in done.err
    assert run(*made, "示例县财政局(本级)").code == 0


# -- What else is compared


@pytest.mark.parametrize(("one", "other"), ONE[::5])
def test_a_file_is_the_one_expected_however_its_unit_is_spelt(one, other):
    assert judged(filled(unit=one), unit=other).accepted


@pytest.mark.parametrize(("one", "other"), TWO[:4])
def test_a_file_of_another_unit_is_not(one, other):
    assert [found.name for found in judged(filled(unit=one), unit=other).findings if found.blocks] == ["wrong-unit"]


def test_a_file_is_the_one_expected_by_its_code():
    assert all(judged(filled(code=one), code=other).accepted for one, other in ONE_CODE)
    wrong = [judged(filled(code=one), code=other).accepted for one, other in TWO_CODES if other]
    assert not any(wrong)


def test_the_same_return_under_another_spelling_repeats_nobody():
    ours, other = filled(unit=NAME), record_of(unit="示例县财政局(本级)")
    repeated = {found.name for found in judged(ours, others=others_among([other])).findings}
    assert "figures-repeated" not in repeated
    for unit in ({"name": "示例县财政局"}, {"code": "9"}):
        found = judged(ours, others=others_among([renamed(other, **unit)])).findings
        assert "figures-repeated" in {each.name for each in found}


def test_ten_thousand_units_are_found_at_once():
    lines = Register(identity(f"单位{n}（本级）", f"{n:06}") for n in range(10_000))
    assert [line.code for line in lines.find(identity("单位77(本级)"))] == ["000077"]
    assert [line.code for line in lines.find(identity("x", "77"))] == ["000077"]
    near = lines.nearest("单位9876")
    assert near
    assert near.name == "单位9876（本级）"


def shared(one: str, other: str) -> float:
    """Give the share of their pairs of neighbouring characters that two names have in common."""
    ours, theirs = ({*pairwise(name)} or {name} for name in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def test_the_nearest_is_the_first_of_those_that_share_the_most():
    dice, found = Random(5), 0
    for _ in range(2000):
        names = ["".join(dice.choices("甲乙丙丁局", k=dice.randrange(10))) for _ in range(dice.randrange(1, 13))]
        asked = "".join(dice.choices("甲乙丙丁局", k=dice.randrange(10)))
        best = max(names, key=lambda name: shared(asked, name))
        near = Register(identity(name) for name in names).nearest(asked)
        assert (near.name if near else None) == (best if shared(asked, best) >= 0.5 else None)
        found += near is not None
    assert 200 < found < 1800


def test_not_all_names_are_gone_through_for_every_one_that_is_asked_for(monkeypatch):
    looked = []
    plain = units_room._pairs
    monkeypatch.setattr(units_room, "_pairs", lambda name: looked.append(name) or plain(name))
    lines = Register(identity(f"单位{n}") for n in range(1000))
    for n in range(20):
        near = lines.nearest(f"单位{n}号")
        assert near is not None
    assert len(looked) == 1000 + 20


def test_the_warning_reaches_the_command_line(tmp_path):
    (tmp_path / "f.xlsx").write_bytes(filled())
    done = run("check", tmp_path / "f.xlsx", "--prior", listed(tmp_path, [f"{UNIT}办公室", "", "", 1]), "--json")
    (found,) = [each for each in json.loads(done.out)["findings"] if each["code"] == "I016"]
    assert (done.code, found["severity"], found["blocks"]) == (0, "warning", False)
    assert f"里面有“{UNIT}办公室”" in found["message"]


def test_the_figures_found_count(tmp_path):
    (tmp_path / "f.xlsx").write_bytes(filled(unit=NAME, code="000123"))
    path = listed(tmp_path, ["示例县财政局(本级)", "123", "", 1])
    found = [each for each in json.loads(run("check", tmp_path / "f.xlsx", "--prior", path, "--json").out)["findings"] if each["rule"] == "A4"]
    assert [(each["actual"], each["expected"]) for each in found] == [("2", "1")]
    assert Decimal(found[0]["expected"]) == 1


# -- Whose figures of last year they are


@pytest.mark.parametrize(("name", "code", "told"), [
    (f"{UNIT}办公室", "A1", True), (f" {UNIT} ", "A1", False), (UNIT, "", False),
])  # fmt: skip
def test_figures_of_last_year_under_another_name_are_told_as_that(tmp_path, name, code, told):
    (tmp_path / "f.xlsx").write_bytes(filled(code="A1"))
    done = run("check", tmp_path / "f.xlsx", "--prior", listed(tmp_path, [name, code, "", 2]), "--json")
    found = [each for each in json.loads(done.out)["findings"] if each["code"] == "I018"]
    assert (done.code, len(found)) == (0, int(told))
    if told:
        assert found[0]["severity"] == "warning"
        assert f"“{name}”2024年度的" in found[0]["message"]
