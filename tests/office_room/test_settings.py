"""office.toml: what it may say, what a workbook then shows, and that every slip is named with its key."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from govxl.office.settings import OfficeFileError, read_office
from govxl.words import OFFICE
from tests.commands import run
from tests.returns import filled, layout_of
from tests.sent_back import sent_back

GUIDE = "填报说明"
WHOLE = """\
recipient = "示例县人民政府办公室政务公开科"
contact = "李四"
phone = "010-12345678"
email = "zwgk@example.gov.cn"

[deadlines]
default = 2026-01-20
department = 2026-01-15
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return path


def shown(path: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(path)[GUIDE]
    boxes = {name: layout_of().slots[f"office.{name}"].box for name in OFFICE}
    return {name: sheet[box.address].value for name, box in boxes.items()}


@pytest.mark.parametrize(("kind", "deadline"), [("department", "2026年1月15日"), ("government", "2026年1月20日"), ("", "2026年1月20日")])
def test_the_first_sheet_says_until_when_and_to_whom(tmp_path: Path, kind: str, deadline: str) -> None:
    out = tmp_path / "blank.xlsx"
    options = ["--level", "county", *(["--kind", kind] if kind else [])]
    done = run("new", "--unit", "示例县财政局", "--year", 2025, *options, "--office", written(tmp_path, WHOLE), "-o", out)
    assert (done.code, done.err) == (0, "")
    assert shown(out) == {
        "deadline": deadline, "recipient": "示例县人民政府办公室政务公开科", "contact": "李四", "phone": "010-12345678",
        "email": "zwgk@example.gov.cn",
    }  # fmt: skip


def test_without_settings_it_sends_people_to_the_notice(tmp_path: Path) -> None:
    out = tmp_path / "blank.xlsx"
    assert run("new", "--unit", "示例县财政局", "--year", 2025, "-o", out).code == 0
    assert shown(out) == {name: silent for name, (_, silent) in OFFICE.items()}
    (tmp_path / "b.xlsx").write_bytes(sent_back(filled({"requests.received.person": 20})))
    assert shown(tmp_path / "b.xlsx") == shown(out), "so does one that goes back"


def test_what_goes_back_says_it_again(tmp_path: Path) -> None:
    out = tmp_path / "blank.xlsx"
    run("new", "--unit", "示例县财政局", "--year", 2025, "--office", written(tmp_path, WHOLE), "-o", out)
    assert run("ingest", out).code == 1
    assert shown(tmp_path / "blank-退回修改.xlsx") == shown(out)
    assert run("migrate", out, "-o", tmp_path / "new.xlsx").code == 0
    assert shown(tmp_path / "new.xlsx") == shown(out)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("contakt = 'x'", ("不认识 contakt", "recipient、contact、phone、email")),
        ("phone = 12345678", ("phone 要写成一行文字",)),
        ("contact = 'a\\u202eb'", ("contact 要写成一行文字",)),
        ('contact = """a\nb"""', ("contact 要写成一行文字",)),
        ("deadlines = 2026-01-20", ("deadlines 要写成 [deadlines]",)),
        ("[deadlines]\nvillage = 2026-01-20", ("不认识 village", "department")),
        ("[deadlines]\ndefault = '2026-01-20'", ("deadlines.default 要写成日期",)),
        ("[deadlines]\ndefault = 2026-01-20T08:00:00", ("deadlines.default 要写成日期",)),
        ("contact = ", ("第 1 行", "文字要放在英文引号里")),
        ("# 我们\ncontact = “李四”", ("第 2 行", "引号要用英文的")),
        ("contact：'李四'", ("第 1 行", "等号要用英文的（=）")),
        ("contact = '李四", ("第 1 行", "少了半个引号")),
        ("contact = 'a'\ncontact = 'b'", ("第 2 行", "写了两遍")),
        ("contact = 'a'\nphone", ("第 2 行", "一行写一项")),
        ("[deadlines]\n部门 = 2026-01-20", ("第 2 行", "中文名称要加引号")),
        ('contact = "C:\\x"', ("第 1 行", "反斜杠")),
        ("contact = '李四'\nContact = '王五'", ("第 2 行 不认识 Contact（contact？）",)),
        ("[deadlines]\n'部门' = 2026-01-20\ndepartment = 2026-01-20", ("第 3 行", "请只留一行")),
    ],
)
def test_a_slip_is_named_with_file_and_key(tmp_path: Path, text: str, named: tuple[str, ...]) -> None:
    path = written(tmp_path, text.replace("\\u202e", "\u202e"))
    with pytest.raises(OfficeFileError) as caught:
        read_office(path)
    assert str(caught.value).startswith(f"{path}：")
    for words in named:
        assert words in str(caught.value)
    done = run("new", "--unit", "甲局", "--year", 2025, "--office", path, "-o", tmp_path / "blank.xlsx")
    assert (done.code, (tmp_path / "blank.xlsx").exists()) == (2, False)
    assert done.err.strip() == str(caught.value)


@pytest.mark.parametrize(
    ("folders", "named"),
    [
        ('inbox = "1发出"', ("1发出", "inbox")),
        ('passed = "2收到"', ("passed", "2收到")),
        ('returns = "2收到/退回"', ("returns", "2收到/退回")),
        ('archive = "2收到/../2收到/归档"', ("archive",)),
        ('waiting = "归档/待审核"', ("waiting", "归档/待审核")),
        ('inbox = "."', ("inbox", "第 3 行")),
        ('roster = "4通过"', ("roster", "4通过")),
    ],
)
def test_what_goes_out_is_never_taken_for_what_came_in(tmp_path: Path, folders: str, named: tuple[str, ...]) -> None:
    with pytest.raises(OfficeFileError) as error:
        read_office(written(tmp_path, f"year = 2025\n[folders]\n{folders}\n"))
    assert all(word in error.value.sentence.zh for word in named), error.value.sentence.zh


def test_folders_may_lie_elsewhere_and_in_one_another(tmp_path: Path) -> None:
    told = read_office(written(tmp_path, '[folders]\ninbox = "../共享/收件"\nwaiting = "4通过/待审核"\noutbox = "表/发"\n'))
    assert (told.folders["inbox"], told.folders["waiting"], told.folders["archive"]) == ("../共享/收件", "4通过/待审核", "归档")


def test_last_years_deadline_is_not_sent_out_again(tmp_path: Path) -> None:
    office = read_office(written(tmp_path, WHOLE))
    assert office.texts("department", 2025)["deadline"] == "2026年1月15日"
    with pytest.raises(OfficeFileError, match=r"deadlines\.department 是 2026-01-15，2026 年度还没有结束；请改成 2027 年的日期"):
        office.texts("department", 2026)
    assert office.deadlines["default"] == date(2026, 1, 20)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("new", "--unit", "甲局", "--year", 2025, "--office", tmp_path / "none.toml")
    assert done.code == 2
    assert "none.toml" in done.err


@pytest.mark.parametrize(("word", "kind"), [("部门", "department"), ("街道", "subdistrict"), ("DEPARTMENT", "department"), ("政府办公厅", "")])
def test_kinds_of_unit_may_be_said_in_chinese(tmp_path: Path, word: str, kind: str) -> None:
    path = written(tmp_path, f"[deadlines]\n'{word}' = 2026-01-20\n")
    if kind:
        assert read_office(path).deadlines == {kind: date(2026, 1, 20)}
        return
    with pytest.raises(OfficeFileError, match=r"不认识 政府办公厅.*office（政府办公室（厅））"):
        read_office(path)
