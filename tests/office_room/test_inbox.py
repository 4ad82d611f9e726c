"""The inbox: every file gets a line, zips are opened under limits, and nothing in them leads anywhere."""

import os
import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from govxl.office.glance import Glance, in_groups
from govxl.office.inbox import BusyError, Item, inbox_of, read_item
from tests.returns import accepted

CD, UTF8 = b"PK\x01\x02", 0x800


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 8, 0, 0)), data, method)
    return out.getvalue()


def spelt(data: bytes, names: dict[str, bytes]) -> bytes:
    """Spell names of the same length in another code, without the flag for UTF-8."""
    for name, raw in names.items():
        assert len(raw) == len(name)
        data = data.replace(name.encode(), raw)
    return data


def listed(*places: Path) -> dict[str, str]:
    return {item.file: item.kind for item in inbox_of(places).items}


def words(*places: Path) -> dict[str, str]:
    return {item.file: item.why.zh for item in inbox_of(places).items}


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_every_file_has_a_line(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "深/更深/乙.XLSX", "说明.docx", "旧.doc", "扫描.pdf", "照片.jpg", "邮件.eml", "包.rar", "包.7z", "~$甲.xlsx", ".DS_Store"):
        put(tmp_path / name, b"x")
    assert listed(tmp_path) == {
        "甲.xlsx": "workbook", "乙.XLSX": "workbook", "说明.docx": "skipped", "旧.doc": "skipped", "扫描.pdf": "skipped",
        "照片.jpg": "skipped", "邮件.eml": "skipped", "包.rar": "skipped", "包.7z": "skipped", "~$甲.xlsx": "skipped",
        ".DS_Store": "skipped",
    }  # fmt: skip
    said = words(tmp_path)
    assert "锁" in said["~$甲.xlsx"] or "临时文件" in said["~$甲.xlsx"]
    assert "附件" in said["邮件.eml"]
    assert "解压" in said["包.rar"]


def test_named_twice_it_is_there_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a" / "甲.xlsx", b"x")
    assert [item.file for item in inbox_of([path, tmp_path, tmp_path / "a", path]).items] == ["甲.xlsx"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert inbox_of([tmp_path / "无.xlsx"]).missing == [tmp_path / "无.xlsx"]


def test_a_zip_is_opened_and_its_members_read(tmp_path: Path) -> None:
    inner = zipped({"丙.xlsx": b"3", "丁.xlsx": b"4"})
    path = put(tmp_path / "包.zip", zipped({"甲.xlsx": b"1", "县/乙.xlsx": b"2", "里.zip": inner, "说明.docx": b"x", "~$甲.xlsx": b"y"}))
    assert listed(path) == {
        "包.zip/甲.xlsx": "workbook", "包.zip/县/乙.xlsx": "workbook", "包.zip/里.zip/丙.xlsx": "workbook",
        "包.zip/里.zip/丁.xlsx": "workbook", "包.zip/说明.docx": "skipped", "包.zip/~$甲.xlsx": "skipped",
    }  # fmt: skip
    data = {item.file: read_item(item) for item in inbox_of([path]).items if item.kind == "workbook"}
    assert data == {"包.zip/甲.xlsx": b"1", "包.zip/县/乙.xlsx": b"2", "包.zip/里.zip/丙.xlsx": b"3", "包.zip/里.zip/丁.xlsx": b"4"}


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_names_without_the_flag_are_read_as_they_were_meant(tmp_path: Path, codec: str) -> None:
    # 乗 has a backslash as its second byte in GB18030, 文 none.
    name = "乗县文件.xlsx"
    raw = name.encode(codec)
    plain = "a" * len(raw)
    path = put(tmp_path / "包.zip", spelt(zipped({plain: b"1"}), {plain: raw}))
    assert list(listed(path)) == [f"包.zip/{name}"]


def test_a_workbook_called_zip_is_one(tmp_path: Path) -> None:
    path = put(tmp_path / "年报.zip", accepted())
    (item,) = inbox_of([path]).items
    assert (item.kind, item.file) == ("workbook", "年报.zip")
    assert read_item(item) == accepted()
    outer = put(tmp_path / "外.zip", zipped({"年报.zip": accepted()}))
    assert listed(outer) == {"外.zip/年报.zip": "workbook"}


def test_no_deeper_than_two(tmp_path: Path) -> None:
    third = zipped({"甲.xlsx": b"1"})
    path = put(tmp_path / "一.zip", zipped({"二.zip": zipped({"三.zip": third, "乙.xlsx": b"2"})}))
    assert listed(path) == {"一.zip/二.zip/三.zip": "skipped", "一.zip/二.zip/乙.xlsx": "workbook"}
    assert "两层" in words(path)["一.zip/二.zip/三.zip"]


def test_a_zip_without_a_file_has_its_line(tmp_path: Path) -> None:
    inner = zipped({"二.zip": zipped({})})
    path = put(tmp_path / "一.zip", inner)
    assert listed(path, put(tmp_path / "空.zip", zipped({}))) == {"一.zip/二.zip": "unreadable", "空.zip": "unreadable"}
    assert "一个文件也没有" in words(path)["一.zip/二.zip"]


def flagged(data: bytes, flag: int) -> bytes:
    """Set a flag on every member, in both places."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (CD, 8)):
        start = data.find(mark)
        while start >= 0:
            struct.pack_into("<H", out, start + at, struct.unpack_from("<H", data, start + at)[0] | flag)
            start = data.find(mark, start + 4)
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (flagged(zipped({"甲.xlsx": b"1"}), 1), "密码"),
        (zipped({"../甲.xlsx": b"1"}), "不正当"),
        (zipped({"/甲.xlsx": b"1"}), "不正当"),
        (zipped({"c:/甲.xlsx": b"1"}), "不正当"),
        (zipped({"..\\甲.xlsx": b"1"}), "不正当"),
        (zipped({"甲.xlsx": bytes(40 << 20)}), "倍"),
        (zipped({f"{n}.xlsx": b"" for n in range(10_001)}), "10000"),
        (zipped({"甲.xlsx": b"1"})[:-30] + b"x" * 30, "压缩包"),
        (b"", "空文件"),
        (b"Rar!\x1a\x07" + b"x" * 99, "RAR"),
    ],
    ids=["locked", "above", "root", "drive", "windows", "bomb", "many", "cut", "empty", "rar"],
)
def test_a_zip_that_will_not_be_opened_is_said_with_a_cure(tmp_path: Path, data: bytes, said: str) -> None:
    path = put(tmp_path / "包.zip", data)
    os.utime(path, (0, 0))
    (item,) = inbox_of([path]).items
    assert (item.kind, item.inside) == ("unreadable", ())
    assert said in item.why.zh
    assert "请" in item.why.zh


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("甲.xlsx")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    (item,) = inbox_of([put(tmp_path / "包.zip", out.getvalue())]).items
    assert (item.kind, "链接" in item.why.zh) == ("unreadable", True)


def test_bombs_in_zips_in_a_zip_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govxl.office.inbox.MOST_UNPACKED", 1 << 20)
    inner = zipped({f"{n}.xlsx": bytes(100 << 10) for n in range(4)})
    path = put(tmp_path / "包.zip", zipped({f"{n}.zip": inner for n in range(4)}))
    told = [item for item in inbox_of([path]).items if item.kind == "unreadable"]
    assert [item.file for item in told] == ["包.zip/2.zip", "包.zip/3.zip"]


def test_what_is_too_large_in_a_zip_is_said_without_unpacking_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govxl.office.inbox.MAX_FILE", 1000)
    path = put(tmp_path / "包.zip", zipped({"甲.xlsx": b"1" * 2000}))
    assert listed(path) == {"包.zip/甲.xlsx": "unreadable"}


# -- Still on its way


def test_a_file_that_grows_while_it_is_read_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "甲.xlsx", accepted())

    def grow(place: Path) -> bytes:
        data = path.read_bytes()
        with path.open("ab") as file:
            file.write(b"more")
        return data

    monkeypatch.setattr("govxl.office.inbox.load_bytes", grow)
    with pytest.raises(BusyError):
        read_item(Item(path))


@pytest.mark.parametrize(("data", "age", "busy"), [(-100, 0, True), (-100, 60, False), (None, 0, False), (b"\0" * 900, 0, True), (b"hello", 0, False), (b"", 0, False)])
def test_cut_short_and_young_it_is_still_coming(tmp_path: Path, data: bytes | int | None, age: float, busy: bool) -> None:
    path = put(tmp_path / "甲.xlsx", data if isinstance(data, bytes) else accepted()[:data])
    os.utime(path, (time.time() - age,) * 2)
    if busy:
        with pytest.raises(BusyError):
            read_item(Item(path))
    else:
        assert read_item(Item(path)) == path.read_bytes()


def test_a_zip_that_is_still_coming_is_busy(tmp_path: Path) -> None:
    path = put(tmp_path / "包.zip", zipped({"甲.xlsx": accepted()})[:-100])
    assert listed(path) == {"包.zip": "busy"}
    os.utime(path, (0, 0))
    assert listed(path) == {"包.zip": "unreadable"}


def test_what_another_program_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(place: Path) -> bytes:
        error = PermissionError(13, "in use", str(place))
        error.winerror = 32
        raise error

    monkeypatch.setattr("govxl.office.inbox.load_bytes", held)
    with pytest.raises(BusyError):
        read_item(Item(put(tmp_path / "甲.xlsx", b"x")))


def test_files_that_say_they_are_of_one_unit_come_together_by_name_or_code() -> None:
    def glance(name: str, unit: str, code: str = "", year: str = "2025") -> Glance:
        span = ("zfxxgk", year, "own")
        coded = ((*span, "code", code),) if code else ()
        return Glance(Item(Path(name)), name, ((*span, "name", unit), *coded))

    one, two, other = glance("1", "甲局", "1"), glance("2", "乙局"), glance("3", "丙局", "3")
    both, last = glance("4", "乙局", "1"), glance("5", "甲局", "1", "2024")
    unread, again = Glance(Item(Path("6"))), Glance(Item(Path("7")))
    assert in_groups([one, two, unread, other, both, last, again]) == [[one, two, both], [unread], [other], [last], [again]]
