"""Issue 14, B4 and E4: what lies in a folder, all the way down; nothing hangs, nothing is passed over without a word."""

import os
import socket
import zipfile
from pathlib import Path

import pytest

from govxl.filing.record import dump_record
from govxl.office.folder import contents_of
from govxl.office.walking import Found, walk
from tests.commands import run
from tests.returns import accepted, judged, workbooks_in


def put_in(folder: Path, *names: str, data: bytes = b"x") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def told(folder: Path) -> dict[str, Found]:
    return {each.path.relative_to(folder).as_posix(): each for each in contents_of(folder).found}


CURES = {
    "请对方交回 govxl 发出的工作簿": ["说明.docx", "老.doc", "说明.DOCX", "甲.wps", "a.rtf", "扫描.pdf", "版式.ofd", "照片.jpg", "照片.PNG", "a.heic", "汇报.pptx", "数.csv", "数.TSV", "网页.html", "a.mht", "a.pages"],
    "请先解压": ["包.zip", "包.ZIP", "包.rar", "包.7z", "a.tar.gz", "a.tgz"],
    "把附件里的工作簿": ["邮件.eml", "邮件.MSG"],
    "导出到": ["表.numbers"],
    "另存为“Excel 工作簿": ["表.xlsb", "表.xltx", "表.XLTM", "表.ett", "表.fods"],
    "把文件本身复制进来": ["年报 - 快捷方式.lnk", "a.url"],
    "重新下载": ["年报.xlsx.crdownload", "年报.xlsx.part", "年报.xlsx.download"],
}
NOBODYS = ["备注.txt", "README.md", "office.toml", "run.cmd", "log.json"]


@pytest.mark.parametrize(("cure", "name"), [(cure, name) for cure, names in CURES.items() for name in names])
def test_what_is_no_workbook_is_named_with_its_cure(tmp_path: Path, cure: str, name: str) -> None:
    put_in(tmp_path, f"乙/{name}")
    found = told(tmp_path)[f"乙/{name}"]
    assert (found.kind, found.matters) == ("skipped", True)
    assert cure in found.why.zh
    assert found.why.en.isascii() or "“" in found.why.en


@pytest.mark.parametrize("name", NOBODYS)
def test_what_nobody_sends_as_a_return_is_named_and_does_not_matter(tmp_path: Path, name: str) -> None:
    put_in(tmp_path, name)
    assert (told(tmp_path)[name].kind, told(tmp_path)[name].matters) == ("skipped", False)


@pytest.mark.parametrize("name", ["年报.xlsx", "年报.XLSX", "a.xls", "a.et", "a.ods", "a.Xlsm"])
def test_workbooks_are_judged(tmp_path: Path, name: str) -> None:
    put_in(tmp_path, name)
    assert told(tmp_path)[name].kind == "workbook"


@pytest.mark.parametrize(
    ("name", "better"),
    [("年报.zip", "年报.xlsx"), ("年报", "年报.xlsx"), ("年报.xlsx.bak", "年报.xlsx"), ("年报.XLSX_", "年报.xlsx"), ("a.xlsx.tmp", "a.xlsx"), ("年报.dat", "年报.xlsx")],
)
def test_a_workbook_under_another_ending_is_to_be_renamed(tmp_path: Path, name: str, better: str) -> None:
    put_in(tmp_path, name, data=accepted())
    found = told(tmp_path)[name]
    assert (found.kind, found.matters) == ("skipped", True)
    assert f"把名字改成 {better}" in found.why.zh


def test_an_archive_with_a_workbook_in_it_is_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as archive:
        archive.writestr("年报.xlsx", accepted())
    assert "请先解压" in told(tmp_path)["包.zip"].why.zh


@pytest.mark.parametrize(
    ("data", "kind"), [(b"%PDF-1.7", "PDF 文件"), (b"\x89PNG\r\n", "图片"), (b"Rar!\x1a\x07", "压缩包（RAR）"), ("各位".encode(), "文本文件"), (b"", "空的")]
)
def test_where_a_name_says_nothing_the_content_does(tmp_path: Path, data: bytes, kind: str) -> None:
    put_in(tmp_path, "年报", data=data)
    assert kind in told(tmp_path)["年报"].why.zh


def test_hidden_files_and_locks_are_counted(tmp_path: Path) -> None:
    put_in(tmp_path, "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", "._a.xlsx", "~WRL0001.tmp", "Thumbs.db", "desktop.ini", "__MACOSX/a/._b.xlsx", ".git/c.xlsx", "乙/.govxl-x1")
    assert list(told(tmp_path)) == ["a.xlsx"]
    assert contents_of(tmp_path).hidden == 9


# -- What we wrote


def test_what_an_ingest_left_is_counted_and_what_was_sent_there_is_named(tmp_path: Path) -> None:
    put_in(tmp_path, "年报.xlsx", data=accepted())
    assert run("ingest", tmp_path).code == 0
    (record,) = tmp_path.rglob("record.json")
    assert run("render", record, "--to", "md", "--to", "csv", "--to", "review-docx").code == 0
    made = [each for each in record.parent.iterdir() if each.is_file()]
    assert len(made) == 10
    done = contents_of(tmp_path)
    assert [each.path for each in done.found] == [tmp_path / "年报.xlsx"]
    assert done.ours == len(made)
    (report,) = record.parent.glob("*报告.docx")
    report.with_name(f"{report.stem}（新）.docx").write_bytes(b"x")
    put_in(record.parent, "tables（新）.xlsx", "record（新）.json", "审签单（新）2.html", f"{report.stem}（文字）（新）.txt", "说明.docx", "补报.xlsx", "备注.txt")
    again = contents_of(tmp_path)
    assert again.ours == len(made) + 5
    assert sorted(each.path.name for each in again.found) == ["备注.txt", "年报.xlsx", "补报.xlsx", "说明.docx"]


@pytest.mark.parametrize("name", ["审签单（财政局）.xlsx", "审签单.xlsx", "审核说明（新）.xlsx", "tables（财政局）.xlsx"])
def test_beside_a_record_a_unit_may_call_its_return_as_it_likes(tmp_path: Path, name: str) -> None:
    (tmp_path / "record.json").write_bytes(dump_record(judged(accepted()).record))  # type: ignore[arg-type]
    put_in(tmp_path, name, data=accepted())
    assert told(tmp_path)[name].kind == "workbook"


def test_of_the_same_names_elsewhere_each_is_named(tmp_path: Path) -> None:
    put_in(tmp_path, "审核说明.html", "tables.csv")
    assert list(told(tmp_path)) == ["tables.csv", "审核说明.html"]


# -- What cannot be opened


def test_a_linked_folder_is_said_and_not_followed(tmp_path: Path) -> None:
    put_in(tmp_path / "外面", "b.xlsx")
    put_in(tmp_path / "收到", "a.xlsx")
    (tmp_path / "收到" / "共享").symlink_to(tmp_path / "外面")
    (tmp_path / "收到" / "回上级").symlink_to(tmp_path)
    found = told(tmp_path / "收到")
    assert list(found) == ["a.xlsx", "共享", "回上级"]
    assert all(found[name].kind == "unreadable" and "没有跟进去" in found[name].why.zh for name in ("共享", "回上级"))
    assert workbooks_in(tmp_path / "收到" / "共享") == [tmp_path / "收到" / "共享" / "b.xlsx"], "named, it is a folder like any other"


def test_links_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    (tmp_path / "断.xlsx").symlink_to(tmp_path / "没有了.xlsx")
    (tmp_path / "绕.xlsx").symlink_to(tmp_path / "绕.xlsx")
    found = told(tmp_path)
    assert "已经不在了" in found["断.xlsx"].why.zh
    assert "绕回自己" in found["绕.xlsx"].why.zh


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    put_in(tmp_path / "外面", "b.xlsx")
    (tmp_path / "收到").mkdir()
    (tmp_path / "收到" / "b.xlsx").symlink_to(tmp_path / "外面" / "b.xlsx")
    assert told(tmp_path / "收到")["b.xlsx"].kind == "workbook"


def test_pipes_and_sockets_are_said_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("管.xlsx")
    (tmp_path / "空").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind("耳.xlsx")
        found = told(tmp_path)
    assert sorted(found) == ["空", "管.xlsx", "耳.xlsx"]
    assert all(each.kind == "unreadable" and "不是普通文件" in each.why.zh for each in found.values())


def test_a_folder_one_may_not_read_is_said_with_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, for permissions do not bind root."""
    put_in(tmp_path, "a.xlsx", "乙/b.xlsx", "丙/c.xlsx", data=accepted())
    real = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "乙":
            raise PermissionError(13, "Permission denied", str(path))
        if Path(path).name == "丙":
            raise OSError(5, "Input/output error", str(path))
        return real(path)

    monkeypatch.setattr("govxl.office.walking.os.scandir", refused)
    found = told(tmp_path)
    assert [(name, each.kind) for name, each in found.items()] == [("a.xlsx", "workbook"), ("丙", "unreadable"), ("乙", "unreadable")]
    assert "没有权限打开" in found["乙"].why.zh
    assert "打不开（Input/output error）" in found["丙"].why.zh
    done = run("check", tmp_path)
    assert done.code == 2
    assert f"{tmp_path / '乙'}：没有权限打开" in done.err
    assert done.lines[0].startswith("通过  a.xlsx")


def test_a_walk_is_in_order_however_a_system_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(tmp_path, "b.xlsx", "a.xlsx", "乙/c.xlsx", "甲/d.xlsx", "a/z.docx")
    forwards = walk(tmp_path)
    real = os.scandir

    class Backwards:
        def __init__(self, path: Path) -> None:
            with real(path) as entries:
                self.entries = sorted(entries, key=lambda each: each.name, reverse=True)

        def __enter__(self) -> object:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("govxl.office.walking.os.scandir", Backwards)
    assert walk(tmp_path) == forwards
    assert forwards.files == sorted(forwards.files)


def test_a_folder_as_deep_as_a_system_allows_is_walked(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "深"
    put_in(deep, "a.xlsx")
    assert len(contents_of(tmp_path).found) == 1
