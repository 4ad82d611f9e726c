"""`govxl trace`: a figure of a sum taken apart down to units, files and cells, and what is said of one that is wrong."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from unicodedata import east_asian_width

import openpyxl
import pytest

from govxl.aggregate.points import UnknownPointError, figure_meant
from govxl.aggregate.trace import sum_at, trace
from govxl.archive.places import LOG
from govxl.archive.store import Archive
from govxl.filing.record import dump_record, load_record
from tests.aggregate_room.test_aggregate_command import office
from tests.aggregate_room.trees import COUNTY, FINANCE, JUSTICE, LEFT, RIGHT, TOWN, returned, workbook
from tests.commands import run
from tests.kept import receive
from tests.returns import layout_of

FORM = layout_of().form
LICENCES, FEES, PERSON = "proactive.licensing.decisions", "proactive.fees.amount", "requests.received.person"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = office(tmp_path_factory.mktemp("office"))
    listed = f"单位,项目,增减,原因\n{TOWN},{LICENCES},-7,同一处罚两个队都报了\n"
    (folder / "调整.csv").write_text(listed, "utf-8")
    assert run("aggregate", "--office", folder, "--adjust", folder / "调整.csv").code == 0
    return folder


@pytest.fixture
def whole(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copytree(made, tmp_path / "办公室")
    monkeypatch.chdir(folder)
    return folder


def traced(*words: object) -> tuple[list[dict], dict]:
    done = run("trace", *words, "--json")
    *lines, proof = map(json.loads, done.lines)
    return lines, {**proof, "code": done.code}


def sum_of(folder: Path, unit: str = COUNTY) -> Path:
    return folder / "5汇总" / "2025" / f"{unit}（汇总）2025"


def test_every_unit_stands_below_the_sum_it_is_in(whole: Path) -> None:
    lines, proof = traced(COUNTY, LICENCES)
    assert [(each.get("unit"), each["level"], each["of"], each["value"]) for each in lines] == [
        (COUNTY, 1, "", 100), (FINANCE, 1, "", 20), (JUSTICE, 1, "", 3), (TOWN, 1, "", 653993),
        (TOWN, 2, TOWN, 4000), (LEFT, 2, TOWN, 50000), (RIGHT, 2, TOWN, 600000), (None, 2, TOWN, -7),
    ]  # fmt: skip
    assert (lines[-1]["adjustment"], lines[-1]["reason"]) == (LICENCES, "同一处罚两个队都报了")
    assert (proof["value"], proof["added"], proof["returns"], proof["proven"], proof["code"]) == (
        654116,
        654116,
        6,
        True,
        0,
    )
    assert sum(Decimal(each["share"]) for each in lines if each["level"] == 1) == pytest.approx(1, abs=1e-5)


def test_sheet_and_cell_are_those_of_the_file_that_came_in(whole: Path) -> None:
    lines, _ = traced(COUNTY, LICENCES)
    for each in lines:
        if each.get("file"):
            data = (whole / "归档" / each["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == each["file_sha256"]
            found = openpyxl.load_workbook(whole / "归档" / each["file"])[each["sheet"]][each["cell"]].value
            assert found == each["value"]
    assert sum(bool(each.get("file")) for each in lines) == 6


def test_a_total_is_traced_by_what_it_adds_up(whole: Path) -> None:
    lines, proof = traced(COUNTY, "requests.received.total")
    (finance,) = [each for each in lines if each.get("unit") == FINANCE]
    # 12 people and 3 firms asked each of the six.
    assert (finance["value"], [(each["cell"], each["value"]) for each in finance["parts"]]) == (
        15,
        [("D6", 12), ("E6", 3)],
    )
    assert (proof["cell"], proof["value"], proof["proven"]) == ("J6", 90, True)
    lines, proof = traced(COUNTY, "requests.closed.total")
    assert [each["cell"] for each in lines[0]["parts"]] == ["D29", "E29"]
    assert proof["proven"]


def test_a_figure_that_is_printed_nowhere_is_traced_as_well(whole: Path) -> None:
    _, proof = traced(COUNTY, "requests.refused.total")
    record = load_record((sum_of(whole) / "record.json").read_bytes())
    assert (proof["value"], proof["proven"], proof["cell"]) == (
        record["derived"]["requests"]["refused"]["total"],
        True,
        "",
    )


def test_an_amount_keeps_its_last_digit(whole: Path) -> None:
    lines, proof = traced(COUNTY, FEES)
    assert [each["value"] for each in lines] == ["1.5", "0.25", "0.000001", "0.000001"]
    assert proof["value"] == "1.750001"


def test_the_screen_tells_it_by_indenting_and_stops_at_a_level(whole: Path) -> None:
    done = run("trace", COUNTY, LICENCES)
    assert done.code == 0, done.err
    lines = [re.sub(" +", " ", line).split(" originals/")[0] for line in done.lines]
    assert f" {LEFT} 50000 7.6% 「二、主动公开」B9" in lines
    assert " 调整 -7 「二、主动公开」B9 同一处罚两个队都报了" in lines
    before = [line.partition("「")[0] for line in done.lines[1:-1] if "「" in line]
    wide = {sum(1 + (east_asian_width(letter) in "WF") for letter in text) for text in before}
    assert (len(before), len(wide)) == (7, 1), "columns stand below each other"
    assert done.lines[-1] == "各份相加是 654116，和汇总一致；逐级共 6 份报表，每份只计一次"
    assert LEFT not in run("trace", COUNTY, LICENCES, "--level", 1).out
    assert run("trace", COUNTY, LICENCES, "--level", -1).code == 2


@pytest.mark.parametrize("how", ["record.json", "folder", "unit", "code", "elsewhere"])
def test_a_sum_is_named_by_its_record_its_folder_or_its_unit(
    whole: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    named = {
        "record.json": sum_of(whole) / "record.json",
        "folder": sum_of(whole),
        "unit": COUNTY,
        "code": "110000",
        "elsewhere": COUNTY,
    }[how]
    more = ["--office", whole] if how == "elsewhere" else []
    if how == "elsewhere":
        monkeypatch.chdir(whole.parent)
    assert traced(named, PERSON, *more)[1]["value"] == 72


def test_of_a_unit_that_was_renamed_the_names_of_its_sums_are_told(whole: Path) -> None:
    now = "示例县东风街道办事处"
    copytree(sum_of(whole, TOWN), sum_of(whole, now))
    record = load_record((sum_of(whole, TOWN) / "record.json").read_bytes())
    (sum_of(whole, now) / "record.json").write_bytes(dump_record({**record, "unit": {**record["unit"], "name": now}}))
    done = run("trace", "110003", LICENCES)
    assert done.code == 2
    assert all(word in done.err for word in (TOWN, now, "请写其中一个名称")), done.err
    assert "请写代码" not in done.err
    assert run("trace", TOWN, LICENCES).code == 0


def test_what_is_no_sum_is_refused_with_what_to_write(whole: Path) -> None:
    done = run("trace", "示例县人民政腐", PERSON)
    assert (done.code, COUNTY in done.err) == (2, True)
    assert run("trace", whole, PERSON).code == 2
    own = next((whole / "归档" / "records").rglob(f"{FINANCE}/1.json"))
    done = run("trace", own, PERSON)
    assert (done.code, "不是汇总的记录" in done.err) == (2, True)


# -- Which figure is meant


@pytest.mark.parametrize(
    ("asked", "point"),
    [
        (PERSON, PERSON),
        ("本年新收 自然人", PERSON),
        ("一、本年新收政府信息公开申请数量 / 申请人情况 / 自然人", PERSON),
        ("三、申请办理D6", PERSON),
        ("「三、申请办理」D6", PERSON),
        ("三、申请办理 d6", PERSON),
        ("结转下年度 总计", "requests.carried_out.total"),
        ("（三）不予公开小计 自然人", "requests.refused.person"),
    ],
)
def test_a_figure_is_meant_by_its_path_its_labels_or_its_cell(asked: str, point: str) -> None:
    assert figure_meant(FORM, asked).point == point


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("自然人", "可以指几个项目：requests.received.person.*等 "),
        ("requests.recieved.person", "是不是 requests.received.person"),
        ("天气", "没有“天气”这个项目"),
        (" ", "没有“"),
        ("unit.title", "不是汇总里相加的数"),
    ],
)
def test_words_that_mean_none_or_several_are_answered(asked: str, told: str) -> None:
    with pytest.raises(UnknownPointError, match=told):
        figure_meant(FORM, asked)


# -- What is wrong


def forged(folder: Path, lines: list[dict] | None = None, **told: object) -> Path:
    """Write a lineage of other lines, and a record that names it, as somebody would who knows how."""
    path = folder / "record.json"
    record = load_record(path.read_bytes())
    if lines is not None:
        data = "".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in lines).encode()
        (folder / "lineage.jsonl").write_bytes(data)
        record["aggregate"]["lineage"] = hashlib.sha256(data).hexdigest()
    record["aggregate"]["counts"].update(told)
    path.write_bytes(dump_record(record))
    return path


def lines_of(folder: Path) -> list[dict]:
    return [json.loads(each) for each in (folder / "lineage.jsonl").read_bytes().splitlines()]


def test_a_lineage_that_was_changed_proves_nothing(whole: Path) -> None:
    path = sum_of(whole) / "lineage.jsonl"
    path.write_bytes(path.read_bytes().replace(b'decisions":20,', b'decisions":21,'))
    done = run("trace", COUNTY, LICENCES)
    assert (done.code, "明细和记录对不上" in done.out) == (1, True)
    path.unlink()
    done = run("trace", sum_of(whole), LICENCES)
    assert (done.code, "明细不在了" in done.out) == (1, True)


@pytest.mark.parametrize(
    "bad",
    [
        b"{}",
        b"\xff\n",
        b'{"unit":"x"',
        b"[1]\n",
        b'{"adjustment":5}\n',
        b'{"a":1,"level":7,"of":""}\n',
        b'x,"figures":{},"level":1,"of":""}\n',
    ],
)
def test_a_lineage_of_other_lines_than_ours_is_none(whole: Path, bad: bytes) -> None:
    folder = sum_of(whole)
    data = (folder / "lineage.jsonl").read_bytes() + bad
    (folder / "lineage.jsonl").write_bytes(data)
    record = load_record((folder / "record.json").read_bytes())
    record["aggregate"]["lineage"] = hashlib.sha256(data).hexdigest()
    (folder / "record.json").write_bytes(dump_record(record))
    assert (run("trace", folder, LICENCES).code, "对不上" in run("trace", folder, LICENCES).out) == (1, True)


def test_a_return_that_was_left_out_below_is_told_of_the_sum_it_is_missing_from(whole: Path) -> None:
    lines = [each for each in lines_of(sum_of(whole)) if each.get("unit") != LEFT]
    done = run("trace", forged(sum_of(whole), lines), LICENCES)
    assert done.code == 1
    assert f"对不上：{TOWN}的汇总是 653993，各份相加是 603993，差 -50000" in done.out
    assert "记录里写逐级共 6 份报表，明细里有 5 份" in done.out
    assert "一致" not in done.out


def test_a_return_that_is_in_twice_is_named_with_both_its_units(whole: Path) -> None:
    lines = lines_of(sum_of(whole))
    again = next(each for each in lines if each.get("unit") == LEFT)
    lines.append({**again, "unit": "东风镇第二队", "level": 1, "of": ""})
    done = run("trace", forged(sum_of(whole), lines, returns=7), LICENCES)
    assert done.code == 1
    assert f"重复计入：{LEFT}、东风镇第二队是同一份报表" in done.out
    assert f"对不上：{COUNTY}的汇总是 654116，各份相加是 704116，差 +50000" in done.out


def test_units_that_come_to_nothing_together_stand_below_their_sum(whole: Path) -> None:
    lines = lines_of(sum_of(whole))
    town = next(each for each in lines if each.get("unit") == TOWN and each["level"] == 1)
    del town["figures"][LICENCES]
    lines[-1] = {**lines[-1], "change": -654000}
    path = forged(sum_of(whole), lines)
    record, form = sum_at(path)
    found = trace(
        path,
        {
            **record,
            "tables": {
                **record["tables"],
                "proactive": {**record["tables"]["proactive"], "licensing": {"decisions": 123}},
            },
        },
        figure_meant(form, LICENCES),
    )
    assert found.proven
    assert [(each.unit, each.value, each.made) for each in found.shares][3:5] == [(TOWN, 0, True), (TOWN, 4000, False)]


def test_names_that_look_like_keys_are_names(whole: Path) -> None:
    name = '局","figures":{"proactive.licensing.decisions":9},"level":3'
    lines = lines_of(sum_of(whole))
    next(each for each in lines if each.get("unit") == FINANCE)["unit"] = name
    lines, proof = traced(forged(sum_of(whole), lines), LICENCES)
    assert (proof["proven"], [each["value"] for each in lines if each.get("unit") == name]) == (True, [20])


def test_who_is_missing_stands_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office(tmp_path, JUSTICE, RIGHT))
    run("aggregate")
    done = run("trace", COUNTY, LICENCES)
    assert done.code == 1
    assert done.lines[-3:] == [
        "不完整，下列 2 家不在里面：", f"  未报送 {JUSTICE}：未发出", f"  未报送 {RIGHT}：未发出（在{TOWN}的汇总里）",
    ]  # fmt: skip
    english = run("trace", COUNTY, LICENCES, "--lang", "en").lines[-3:]
    assert english[1].endswith(f"{JUSTICE}: not issued"), "in one language"
    lines, proof = traced(COUNTY, LICENCES)
    assert [(each["gap"], each["of"]) for each in lines if "gap" in each] == [(JUSTICE, ""), (RIGHT, TOWN)]
    assert (proof["proven"], proof["complete"], proof["code"]) == (True, False, 1)


def test_what_the_unit_typed_itself_is_said_to_be_set_aside(whole: Path) -> None:
    # Nobody typed any.
    assert (traced(COUNTY, PERSON)[1]["typed"], traced(COUNTY, PERSON)[1]["set_aside"]) == ([], [])
    archive = Archive(whole / "归档")
    typed = {"requests__received__person": 71, "requests__closed__fully_granted__person": 71}
    first = returned(archive, COUNTY, "aggregate", proactive__licensing__decisions=654116, **typed)
    run("aggregate")
    done = run("trace", COUNTY, PERSON)
    (line,) = [each for each in done.lines if "自己填的汇总表" in each]
    assert line.startswith(f"{COUNTY}自己填的汇总表 {first.file}（退回修改）没有计入，和它的汇总有 ")
    assert line.endswith("格不同；这个数它填的是 71"), line
    assert "这个数是一样的" in run("trace", COUNTY, LICENCES).out
    done = run("trace", COUNTY, PERSON, "--lang", "en")
    assert f"what {COUNTY} typed as its sum in {first.file} (sent back) does not count; " in done.out
    assert done.lines[-1].endswith("here it has 71")
    (told,) = traced(COUNTY, PERSON)[1]["typed"]
    assert (told["unit"], told["state"], told["why"]) == (COUNTY, "returned", "")
    assert {"point": PERSON, "typed": 71} in told["differing"]
    assert LICENCES not in {each["point"] for each in told["differing"]}
    review = next(sum_of(whole).glob("审核说明.html")).read_text("utf-8")
    assert f"自己填的汇总表 1 份没有计入，和汇总不符：{COUNTY}" in review
    assert run("archive", "verify").code == 0


def test_what_came_after_a_sum_was_kept_is_said_until_it_is_made_again(whole: Path) -> None:
    assert traced(COUNTY, PERSON)[1]["since"] == []
    assert run("archive", "decide", RIGHT, "--return", "--by", "李四", "--note", "请再核对一下数").code == 0
    done = run("trace", COUNTY, PERSON)
    assert done.lines[-1] == (
        f"这份汇总存档以后，下面有 1 份报表又有变化或者才报来，数可能不同了；请重新运行 govxl aggregate（{RIGHT}：决定，退回）"
    )
    (told,) = traced(COUNTY, PERSON)[1]["since"]
    assert (told["unit"], told["event"], told["decision"]) == (RIGHT, "decided", "return")
    assert "since this sum was kept, 1 returns changed or came that belong in it" in run("trace", TOWN, PERSON, "--lang", "en").out
    # Taken back, it says no more; in an archive that is damaged nobody can tell.
    assert run("archive", "decide", RIGHT, "--accept", "--by", "李四", "--note", "核对过了").code == 0
    assert traced(COUNTY, PERSON)[1]["since"] == []
    log = whole / "归档" / LOG
    data = log.read_bytes()
    log.write_bytes(b"=\n" + data)
    assert [each["unit"] for each in traced(COUNTY, PERSON)[1]["since"]] == [RIGHT]
    log.write_bytes(data)
    assert run("archive", "decide", RIGHT, "--return", "--by", "李四", "--note", "还是不对").code == 0
    # What says nothing of where a return stands is no matter, nor is another year's.
    archive = Archive(whole / "归档")
    receive(archive, workbook(JUSTICE), "又.xlsx", outcome="duplicate")
    returned(archive, JUSTICE, year=2024)
    assert [each["unit"] for each in traced(COUNTY, PERSON)[1]["since"]] == [RIGHT]
    run("aggregate")
    assert traced(COUNTY, PERSON)[1]["since"] == []
    # One that is missing in it and comes.
    returned(Archive(whole / "归档"), RIGHT, proactive__licensing__decisions=7)
    assert [each["unit"] for each in traced(COUNTY, PERSON)[1]["since"]] == [RIGHT]
    assert "这份汇总存档以后" in run("trace", sum_of(whole), PERSON).out


def test_what_a_unit_below_typed_is_said_in_the_sum_above_and_why_it_was_not_compared(whole: Path) -> None:
    archive = Archive(whole / "归档")
    returned(archive, TOWN, "aggregate", proactive__licensing__decisions=1)
    receive(archive, workbook(TOWN, "aggregate", proactive__licensing__decisions=2), "乙.xlsx", outcome="conflict")
    run("aggregate")
    for unit in (TOWN, COUNTY):
        assert f"{TOWN}自己填的汇总表 乙.xlsx 没有计入，也没有对照：报了几份数据不同的表" in run("trace", unit, PERSON).out
        assert "and was not compared: sent several, none chosen yet" in run("trace", unit, PERSON, "--lang", "en").out
        (told,) = traced(unit, PERSON)[1]["typed"]
        assert (told["unit"], told["state"], told["why_en"]) == (TOWN, "waiting", "sent several, none chosen yet")


def test_in_a_draft_what_nobody_accepted_is_marked(whole: Path) -> None:
    returned(Archive(whole / "归档"), JUSTICE, requests__received__person=13)
    assert run("aggregate", "--draft").code == 1
    draft = next((whole / "5汇总" / "2025").glob(f"{COUNTY}*草稿*"))
    done = run("trace", draft, PERSON)
    assert re.search(f"  {JUSTICE}（未审核） +13 ", done.out)
    assert "年度汇总（草稿）" in done.lines[0]
    assert traced(COUNTY, PERSON)[1]["draft"] is False, "by its unit the sum is meant that counts"


def test_two_returns_of_one_unit_prove_nothing(whole: Path) -> None:
    folder = sum_of(whole)
    lines = (folder / "lineage.jsonl").read_bytes().splitlines(keepends=True)
    # The same unit once more, further down, by another record of another file.
    told = json.loads(next(line for line in lines if JUSTICE.encode() in line))
    at = next(n for n, line in enumerate(lines) if LEFT.encode() in line)
    told |= {"record_sha256": "1" * 64, "file_sha256": "2" * 64, "level": 2, "of": TOWN}
    more = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    data = b"".join([*lines[:at], more, *lines[at:]])
    (folder / "lineage.jsonl").write_bytes(data)
    record = load_record((folder / "record.json").read_bytes())
    record["aggregate"]["lineage"] = hashlib.sha256(data).hexdigest()
    (folder / "record.json").write_bytes(dump_record(record))
    _, proof = traced(folder, LICENCES)
    assert (proof["unit_twice"], proof["twice"], proof["proven"]) == ([JUSTICE], [], False)
    assert f"重复计入：{JUSTICE}有两份不同的报表在里面" in run("trace", folder, LICENCES).out
