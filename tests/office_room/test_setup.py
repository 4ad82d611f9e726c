"""An office's folder made: settings that read back, a list to fill in, and what is double-clicked."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from datetime import date

import openpyxl
import pytest

from govxl.office.home import find_home
from govxl.office.lists import SheetError
from govxl.office.roster import COLUMNS, Member, read_roster
from govxl.office.settings import FOLDERS, Office, read_office
from govxl.office.setup import roster_template, settings_text
from govxl.office.start_files import start_cmd, start_sh
from tests.commands import run

PARTS = {"office.toml", "名单.xlsx", "开始.cmd", "开始.sh", "1发出", "2收到", "3退回", "4通过", "待审核", "归档"}


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def test_init_makes_all_of_it_and_says_what(tmp_path):
    folder = tmp_path / "年报 2025"
    done = run("office", "init", folder, "--year", 2025, "--form", "zfxxgk")
    assert done.code == 0, done.err
    assert {path.name for path in folder.iterdir()} == PARTS
    assert done.lines == [f"已生成 {folder / name}" for name in ("office.toml", "名单.xlsx", "开始.cmd", "开始.sh", "1发出", "2收到", "3退回", "4通过", "待审核", "归档")]
    home = find_home(folder / "2收到")
    assert home is not None
    assert (home.top, home.office.year, home.office.form) == (folder, 2025, "zfxxgk")
    assert stat.S_IMODE((folder / "开始.sh").stat().st_mode) & 0o111 or os.name == "nt"


def test_init_never_writes_over_anything(tmp_path):
    (tmp_path / "名单.csv").write_text("单位全称\n甲局\n", "utf-8")
    (tmp_path / "开始.sh").write_text("mine")
    assert run("office", "init", tmp_path, "--year", 2025).code == 0
    before = everything(tmp_path)
    assert not (tmp_path / "名单.xlsx").exists(), "a list is there"
    assert before["开始.sh"] == b"mine"
    (tmp_path / "开始.cmd").unlink()
    done = run("office", "init", tmp_path, "--year", 2024)
    assert done.code == 0
    assert everything(tmp_path) == before
    assert done.err.count("没有动") == 3
    assert done.out == f"已生成 {tmp_path / '开始.cmd'}\n"


@pytest.mark.parametrize("words", [(), ("--year", "2018"), ("--year", "2025", "--form", "nosuch")])
def test_init_that_cannot_be_makes_nothing(tmp_path, words):
    assert run("office", "init", tmp_path / "a", *words).code == 2
    assert not (tmp_path / "a").exists()


# -- Settings


def test_settings_read_as_they_are_and_with_every_example_taken(tmp_path):
    path = tmp_path / "office.toml"
    path.write_bytes(settings_text(2025, "zfxxgk").replace("\n", "\r\n").encode())
    assert read_office(path) == Office(str(path), year=2025, form="zfxxgk")
    assert tomllib.loads(path.read_text("utf-8"))["year"] == 2025
    taken = re.sub(r"(?m)^# (?=[a-zA-Z0-9_]+ = )", "", settings_text(2025, "zfxxgk"))
    path.write_text(taken, "utf-8")
    assert read_office(path) == Office(
        str(path), "示例市政府办公室", "王一", "0755-12345678", "office@example.cn",
        {"default": date(2026, 1, 20), "department": date(2026, 1, 15)}, 2025, "zfxxgk", "reasons", "密钥.txt", FOLDERS, {"N8": "warning", "N2": "explainable"},
    )  # fmt: skip
    for each in tomllib.loads(taken):
        assert re.search(rf"(?m)^(# )?(\[{each}\]|{each} = )", settings_text(2025, "zfxxgk"))
    assert {field for field in Office.__dataclass_fields__ if field != "file"} == set(tomllib.loads(taken))


@pytest.mark.parametrize(
    ("line", "said"),
    [("severity = 1", "[severity]"), ("[severity]\nN2 = 'hard'", "severity.N2 只能是 explainable、warning、info"), ("[severity]\nN2 = 1", "severity.N2")],
)  # fmt: skip
def test_severities_that_will_not_do(tmp_path, line, said):
    (tmp_path / "office.toml").write_text(line, "utf-8")
    with pytest.raises(ValueError, match=re.escape(said)):
        read_office(tmp_path / "office.toml")


# -- The list


def test_the_blank_list_is_one_that_reads_once_filled_in(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(roster_template())
    with pytest.raises(SheetError, match="一个单位也没有"):
        read_roster(path)
    book = openpyxl.load_workbook(path)
    sheet, guide = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    assert heads == [words[0] for words in COLUMNS.values()]
    assert sheet.max_row == 1
    offered = {str(each.sqref).split(":")[0]: each.formula1 for each in sheet.data_validations.dataValidation}
    assert offered == {
        "D2": '"乡镇级,县级,地市级,省级,国家级"', "E2": '"人民政府,政府办公室（厅）,部门,街道办事处,开发区管委会,其他"', "G2": '"本机关,汇总"',
    }  # fmt: skip
    example = {row[0].value: row[2].value for row in guide.iter_rows(min_row=2) if row[2].value}
    sheet.append([example.get(head, "") for head in heads])
    sheet.append(["示例县人民政府", "", "0012345678901234567890", "县级", "人民政府"])
    book.save(path)
    assert read_roster(path).members == (
        Member(2, "示例县财政局", "", "11440300MB2C0001X0", "county", "department", "示例县人民政府", "own", "王一", "0755-12345678", "wang@example.cn"),
        Member(3, "示例县人民政府", "", "0012345678901234567890", "county", "government"),
    )  # fmt: skip
    assert roster_template() == roster_template()


# -- What is double-clicked


def test_the_batch_file_works_whatever_the_code_page():
    for python in (r"C:\Users\张三\govxl\.venv\Scripts\python.exe", r"C:\Program Files (x86)\Python\python.exe", r"D:\100%\python.exe", "/usr/bin/python3"):
        text = start_cmd(python)
        assert text.isascii()
        lines = text.decode("ascii").split("\r\n")
        assert not any("\n" in line for line in lines)
        assert "chcp" not in "\n".join(line for line in lines if not line.startswith("rem"))
        labels = {line[1:] for line in lines if line.startswith(":")}
        assert {found for line in lines for found in re.findall(r"goto (\w+)", line)} <= labels
        assert 'pushd "%~dp0"' in text.decode()
        assert lines[-3].endswith("pause")
    assert r'"C:\Program Files (x86)\Python\python.exe" -c "import govxl" >nul 2>nul && goto known' in start_cmd(r"C:\Program Files (x86)\Python\python.exe").decode()
    assert "100%" not in start_cmd(r"D:\100%\python.exe").decode()


def test_the_batch_file_spells_a_persons_folder_by_its_variable(monkeypatch):
    monkeypatch.setattr(os.path, "expanduser", lambda _: r"C:\Users\张三")
    text = start_cmd(r"C:\Users\张三\govxl\.venv\Scripts\python.exe").decode("ascii")
    assert r'"%USERPROFILE%\govxl\.venv\Scripts\python.exe" -m govxl office run .' in text


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
@pytest.mark.parametrize("folder", ["年报 2025", "it's $(x) `y` & \"z\"", "-年报"])
def test_the_script_runs_where_it_lies(tmp_path, folder):
    place = tmp_path / folder
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / "开始.sh").write_bytes(start_sh(sys.executable))
    (place / "开始.sh").chmod(0o755)
    python = place / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\npwd\necho "$@"\nexit 7\n')
    python.chmod(0o755)
    done = subprocess.run([f"./{folder}/开始.sh"], cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (7, [os.path.realpath(place), "-m govxl office run ."], "")


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_a_python_without_govxl_is_passed_over(tmp_path):
    place = tmp_path / "工作" / "年报"
    for folder, has in ((place, 1), (place.parent, 1), (tmp_path / "有的", 0)):
        python = folder / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exit {has}\necho "$0"\n')
        python.chmod(0o755)
    (place / "开始.sh").write_bytes(start_sh(str(tmp_path / "a")))
    shutil.copy(tmp_path / "有的" / ".venv" / "bin" / "python", tmp_path / "a")
    done = subprocess.run(["/bin/sh", place / "开始.sh"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path / 'a'}\n", "")


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_script_says_where_there_is_no_govxl(tmp_path):
    (tmp_path / "开始.sh").write_bytes(start_sh(""))
    done = subprocess.run(["/bin/sh", tmp_path / "开始.sh"], env={"PATH": "/nowhere"}, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "没有找到 govxl" in done.stderr


def test_init_for_another_year_says_that_the_year_is_not_changed(tmp_path):
    assert "年度还是" not in run("office", "init", tmp_path / "办", "--year", 2025).err
    done = run("office", "init", tmp_path / "办", "--year", 2024)
    assert done.code == 0
    assert f"{tmp_path / '办' / 'office.toml'} 里的年度还是 2025；要办 2024 年度的" in done.err
