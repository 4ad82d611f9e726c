"""Issue 14, B4 and E4: a folder run says what became of every file, and its exit code hides nothing."""

import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from govxl.office.twice import came_as
from tests.commands import Done, run
from tests.returns import accepted, filled, judged, put
from tests.sent_back import sent_back

WRONG = {"requests.received.person": 20}
COMMANDS = ("check", "ingest")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收到"
    folder.mkdir()
    (folder / "甲局.xlsx").write_bytes(accepted())
    return folder


def objects(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.lines]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "code"),
    [("说明.docx", 1), ("表.xlsb", 1), ("包.zip", 1), ("邮件.eml", 1), ("数.csv", 1), ("年报.numbers", 1), ("模板.xltx", 1), ("照片.JPG", 1), ("年报", 1), ("备注.txt", 0), ("~$甲局.xlsx", 0), (".x.docx", 0)],
)
def test_the_code_of_a_folder_with_one_good_return_and_something_else(inbox: Path, command: str, name: str, code: int) -> None:
    (inbox / name).write_bytes(b"x")
    done = run(command, inbox)
    assert done.code == code
    assert any(line.startswith("通过  甲局.xlsx") for line in done.lines)
    lines = [line for line in done.lines if line.startswith("跳过")]
    assert len(lines) == (not name.startswith(("~", ".")))
    assert all(line.startswith(f"跳过  {inbox / name}：") for line in lines)


def test_a_folder_of_good_returns_is_quiet(inbox: Path) -> None:
    (inbox / "乙局.xlsx").write_bytes(filled(unit="乙局", code="B"))
    (inbox / "丙").mkdir()
    (inbox / "丙" / "丙局.XLSX").write_bytes(filled(unit="丙局", code=""))
    done = run("check", inbox)
    assert (done.code, done.err) == (0, "共 3 个文件：通过 3 个，退回 0 个\n")
    assert "跳过" not in done.out


def test_taken_in_twice_its_own_outputs_are_counted_and_no_more(inbox: Path) -> None:
    (inbox / "~$甲局.xlsx").write_bytes(b"x")
    assert run("ingest", inbox).code == 0
    done = run("ingest", inbox)
    assert done.code == 0
    assert done.err == "共 1 个文件：通过 1 个，退回 0 个（没有计入：govxl 自己生成的文件 7 个，隐藏文件和锁文件 1 个）\n"
    assert "跳过" not in done.out
    assert run("ingest", inbox, "--lang", "en").err == "1 files: 1 accepted, 0 rejected (not counted: 7 that govxl made itself, 1 hidden ones and locks)\n"


def test_in_json_every_file_is_an_object_with_the_same_keys(inbox: Path) -> None:
    for name in ("说明.docx", "包.zip", "备注.txt"):
        (inbox / name).write_bytes(b"x")
    (inbox / "断.xlsx").symlink_to("没有了")
    os.mkfifo(inbox / "管.xlsx")
    done = run("check", inbox, "--json")
    assert done.code == 2
    shown = {str(each["file"]): each for each in objects(done)}
    assert {name: each.get("outcome") for name, each in shown.items()} == {
        "包.zip": "skipped", "备注.txt": "skipped", "断.xlsx": "unreadable", "管.xlsx": "unreadable", "说明.docx": "skipped", "甲局.xlsx": None,
    }  # fmt: skip
    for each in shown.values():
        assert list(each)[:5] == ["file", "verdict", "identity", "findings", "outputs"]
    assert "请先解压" in str(shown["包.zip"]["reason"])
    assert shown["包.zip"]["path"] == str(inbox / "包.zip")
    english = {str(each["file"]): each for each in objects(run("check", inbox, "--json", "--lang", "en"))}
    assert str(english["包.zip"]["reason"]).startswith("an archive; unpack it first")


def test_a_workbook_that_cannot_be_read_is_an_object_too(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: object, *_: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("govxl.xlsx.zip.os.open", refused)
    done = run("check", inbox, "--json")
    assert done.code == 2
    ((found),) = objects(done)
    assert (found["file"], found["outcome"], found["verdict"]) == ("甲局.xlsx", "unreadable", None)
    assert f"{inbox / '甲局.xlsx'}：读不了" in done.err


def test_a_folder_with_nothing_to_judge_says_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "说明.docx").write_bytes(b"x")
    done = run("check", tmp_path)
    assert done.code == 2
    assert done.lines[0].startswith(f"跳过  {tmp_path / '说明.docx'}：")
    assert done.err.splitlines() == ["共 1 个文件：通过 0 个，退回 0 个，跳过 1 个", "没有找到要处理的文件"]


def test_a_folder_one_may_not_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("govxl.office.walking.os.scandir", refused)
    done = run("check", tmp_path)
    assert done.code == 2
    assert f"{tmp_path}：没有权限打开" in done.err


@pytest.mark.parametrize(("name", "kind"), [("a.docx", "F001"), ("a.zip", "F001"), ("a.eml", "F001"), ("a.csv", "F001"), ("a", "F001")])
def test_named_by_itself_it_is_rejected_with_a_sentence(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"hello, world")
    done = run("check", tmp_path / name)
    assert done.code == 1
    assert done.lines[0].startswith(f"退回  {name}")
    assert kind in done.out


def test_a_name_cannot_steer_the_screen(inbox: Path) -> None:
    (inbox / "a\x1b[31m\n\u202e.docx").write_bytes(b"x")
    done = run("check", inbox)
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "a\\u001b[31m⏎\\u202e.docx：" in done.lines[0]


# -- The same unit twice


def twice(done: Done) -> list[str]:
    return [line for line in done.err.splitlines() if "只算一份" in line or "没有替您选" in line]


def test_two_returns_of_one_unit_are_both_judged_and_both_named(inbox: Path) -> None:
    (inbox / "乙").mkdir()
    (inbox / "乙" / "新的.xlsx").write_bytes(filled({"cover.phone": "010-1"}))
    done = run("check", inbox, "--json")
    assert done.code == 0
    (told,) = twice(done)
    assert told.startswith("“示例县人民政府”2025 年度（本机关）交来 2 份不同的报表：")
    assert str(inbox / "乙" / "新的.xlsx") in told
    assert str(inbox / "甲局.xlsx") in told
    first, second = objects(done)
    assert ("outcome" in first, first["verdict"], second["verdict"]) == (False, "accepted", "accepted")
    assert (second["outcome"], second["of"]) == ("conflict", str(inbox / "乙" / "新的.xlsx"))


def test_the_same_bytes_are_one_return_sent_twice(inbox: Path) -> None:
    (inbox / "甲局(1).xlsx").write_bytes(accepted())
    done = run("check", inbox, "--json")
    assert done.code == 0
    assert twice(done) == [f"{inbox / '甲局(1).xlsx'}、{inbox / '甲局.xlsx'} 一字不差，是同一份；只算一份"]
    assert [each.get("outcome") for each in objects(done)] == [None, "duplicate"]


def test_two_that_say_the_same_are_said_to(inbox: Path) -> None:
    """Opened and saved by another program: other bytes, of which nobody has to be asked which are right."""
    with ZipFile(inbox / "甲局.xlsx") as one, ZipFile(inbox / "再存.xlsx", "w") as other:
        for part in one.namelist():
            other.writestr(part, one.read(part))
    told = f"“示例县人民政府”2025 年度（本机关）交来 2 份报表，填的内容完全一样，是分别保存的：{inbox / '再存.xlsx'}、{inbox / '甲局.xlsx'}；"
    assert [line.startswith(told) for line in run("check", inbox).err.splitlines()].count(True) == 1
    (inbox / "新的.xlsx").write_bytes(filled({"cover.phone": "010-1"}))
    assert "交来 3 份不同的报表" in run("check", inbox).err


def test_what_a_return_says_is_the_same_in_every_process(inbox: Path) -> None:
    """An error value is known by its text, and by nothing that another process has elsewhere."""
    cell = ("三、申请办理", "D6")
    data = [put(accepted(), {cell: f' t="e"|<v>{each}</v>'}) for each in ("#REF!", "#REF!", "#N/A")]
    kept = [judged(each) for each in data]
    first, again, other = (came_as(inbox, each, chosen=False) for each in kept)
    assert first
    assert again
    assert other
    assert first.says == again.says != other.says


@pytest.mark.parametrize("point", ["requests.mode", "requests.received.person"])
def test_what_cannot_be_read_is_not_the_same(inbox: Path, point: str) -> None:
    (inbox / "甲局.xlsx").write_bytes(filled({point: "乱写"}))
    (inbox / "再存.xlsx").write_bytes(filled({point: "别的"}))
    told = run("check", inbox).err
    assert "交来 2 份不同的报表" in told
    assert "完全一样" not in told


@pytest.mark.parametrize(
    "other",
    [{"unit": "示例县 人民政府"}, {"unit": "示例县人民政府\u200b", "code": ""}, {"unit": "示例县人民政府", "code": " gov01"}],
)
def test_however_its_name_is_spelt(inbox: Path, other: dict[str, str]) -> None:
    (inbox / "又一份.xlsx").write_bytes(filled(**other))
    assert len(twice(run("check", inbox))) == 1


def test_one_code_under_two_names_is_said(inbox: Path) -> None:
    (inbox / "教育局.xlsx").write_bytes(filled(unit="教育局"))
    (told,) = twice(run("check", inbox))
    assert told.startswith("代码同是 GOV01 的“教育局”和“示例县人民政府”2025 年度")


@pytest.mark.parametrize("other", [{"unit": "乙局", "code": "B"}, {"year": 2024}, {"code": "GOV02"}, {"year": 2023}])
def test_two_units_and_two_years_are_two(inbox: Path, other: dict[str, object]) -> None:
    (inbox / "另.xlsx").write_bytes(filled(**other))  # type: ignore[arg-type]
    assert twice(run("check", inbox)) == []


def test_named_one_by_one_two_that_both_count_are_said(inbox: Path) -> None:
    (inbox / "b.xlsx").write_bytes(filled({"cover.phone": "010-1"}))
    (inbox / "c.xlsx").write_bytes(filled(WRONG))
    assert len(twice(run("check", inbox / "甲局.xlsx", inbox / "b.xlsx"))) == 1
    assert twice(run("check", inbox / "甲局.xlsx", inbox / "c.xlsx")) == [], "the second is rejected, and whoever named it knows"
    assert twice(run("check", inbox / "甲局.xlsx", inbox / "甲局.xlsx")) == []
    # What is one file is that whatever became of it, and makes no third return of the two.
    (inbox / "d.xlsx").write_bytes(filled(WRONG))
    done = run("check", "--json", *(inbox / f"{name}.xlsx" for name in ("c", "甲局", "d", "b")))
    assert twice(done)[0] == f"{inbox / 'c.xlsx'}、{inbox / 'd.xlsx'} 一字不差，是同一份；只算一份"
    assert "交来 2 份不同的报表" in twice(done)[1]
    assert [each.get("outcome") for each in objects(done)] == [None, None, "duplicate", "conflict"]


def test_a_return_and_its_original_are_not_two(inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(filled(WRONG, unit="乙局", code="B"))
    (inbox / "b.xlsx").write_bytes(sent_back(filled(WRONG, unit="乙局", code="B")))
    done = run("check", inbox)
    assert twice(done) == []
    assert f"{inbox / 'b.xlsx'}：退回后还没有改动，跳过" in done.err
    assert done.err.splitlines()[-1] == "共 3 个文件：通过 1 个，退回 1 个，跳过 1 个"


def test_many_units_twice_are_told_in_order_and_many_files_of_one_in_short(tmp_path: Path) -> None:
    for unit in ("丙局", "乙局"):
        for n in range(2):
            (tmp_path / f"{unit}{n}.xlsx").write_bytes(filled({"cover.phone": f"010-{n}"}, unit=unit, code=""))
    for n in range(8):
        (tmp_path / f"甲局{n}.xlsx").write_bytes(filled({"cover.phone": f"010-{n}"}, unit="甲局", code=""))
    told = twice(run("check", tmp_path))
    assert [line.split("”")[0] for line in told] == ["“丙局", "“乙局", "“甲局"]
    assert "等 8 份" in told[2]
