"""An untrusted zip: what a file is, and every way its directory may disagree with its content."""

import os
import struct
import zipfile
from io import BytesIO

import pytest

from govxl.xlsx import zip as package
from govxl.xlsx.zip import Refused, load_bytes, open_package
from tests.hostile.zips import both, end_record, raw_zip, set_field

PARTS = [("a.xml", b"<a>" + b"1234567890" * 50 + b"</a>"), ("b/c.xml", b"<b/>")]


def refusal(data):
    with pytest.raises(Refused) as caught:
        opened = open_package(data)
        for name in opened.names:
            opened.read(name)
    return caught.value.finding


def detail(found):
    return found.word("detail")


@pytest.mark.parametrize("options", [{}, {"method": 0}, {"descriptor": True}, {"zip64": True}, {"flags": 0x0800}])
def test_honest_spellings_of_a_zip_open(options):
    opened = open_package(raw_zip(PARTS, **options))
    assert [(name, opened.read(name)) for name in opened.names] == PARTS
    assert opened.find("B/C.XML") == "b/c.xml"


def test_streamed_zips_of_the_standard_library_open():
    class Pipe(BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

        def tell(self):
            raise OSError

    stream = Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xml", "w", force_zip64=True) as f:
        f.write(b"<a/>")
    opened = open_package(stream.getvalue())
    assert opened.read("a.xml") == b"<a/>"


def test_a_zip64_end_record_opens():
    plain = raw_zip(PARTS)
    count, _, size, begin = struct.unpack_from("<2H2L", plain, len(plain) - 14)
    body, at = plain[:-22], len(plain) - 22
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, begin)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert open_package(body + wide + locator + end).names == ("a.xml", "b/c.xml")
    assert refusal(body + wide + b"x" + locator + end).name == "damaged-file"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (raw_zip(PARTS) + b"x", "damaged-file", "末尾"),
        (b"PK\3\4" + raw_zip(PARTS), "damaged-file", "目录"),
        (raw_zip(PARTS)[:-30], "damaged-file", "不完整"),
        (raw_zip(PARTS)[:-2] + b"\2\0x", "damaged-file", "末尾"),
        (raw_zip([PARTS[0], ("A.XML", b"<a/>")]), "damaged-file", "重名的部件 A.XML"),
        (raw_zip([("../a.xml", b"")]), "unsafe-content", "../a.xml"),
        (raw_zip([("a/./b.xml", b"")]), "unsafe-content", "a/./b.xml"),
        (raw_zip([("/a.xml", b"")]), "unsafe-content", "/a.xml"),
        (raw_zip([("..\\a.xml", b"")]), "unsafe-content", "../a.xml"),
        (raw_zip([*PARTS, ("x\\y.xml", b""), ("x/y.xml", b"")]), "damaged-file", "重名的部件 x/y.xml"),
        (raw_zip([("c:a.xml", b"")]), "unsafe-content", "c:a.xml"),
        (raw_zip([("a\0.xml", b"")]), "unsafe-content", "a"),
        (raw_zip(PARTS, flags=1), "password-protected", ""),
        (raw_zip(PARTS, flags=0x40), "password-protected", ""),
        (raw_zip(PARTS, method=12), "damaged-file", "a.xml 的压缩方法"),
        (raw_zip(PARTS, tamper_central=set_field(15, 0o120777 << 16)), "unsafe-content", "a.xml"),
        (raw_zip(PARTS, tamper_central=set_field(7, lambda crc: crc ^ 1)), "damaged-file", "a.xml 的两处记载"),
        (raw_zip(PARTS, tamper_local=set_field(3, 0)), "damaged-file", "a.xml 的两处记载"),
        (raw_zip(PARTS, tamper_local=set_field(8, lambda size: size + 1)), "damaged-file", "a.xml 的两处记载"),
        (raw_zip([*PARTS, ("d", b"")], tamper_central=set_field(16, 0, "d")), "damaged-file", "重叠"),
        (raw_zip(PARTS, tamper_central=set_field(9, 33 << 20)), "beyond-limits", "a.xml"),
        (raw_zip([(f"{n}.xml", b"") for n in range(513)]), "beyond-limits", "512"),
        (raw_zip([(f"{n}.xml", bytes(22 << 20)) for n in range(3)]), "beyond-limits", "64 MB"),
    ],
)
def test_a_zip_with_two_readings_is_refused(data, name, says):
    found = refusal(data)
    assert (found.name, says in detail(found)) == (name, True), detail(found)


def test_checksum_and_length_are_checked_against_the_content():
    wrong_sum = raw_zip(PARTS, **both(6, 7, lambda crc: crc ^ 1))
    assert detail(refusal(wrong_sum)) == "a.xml 的校验和不符"
    longer = raw_zip(PARTS, **both(8, 9, lambda size: size + 1))
    assert detail(refusal(longer)) == "a.xml 的长度与目录记载不符"
    shorter = raw_zip(PARTS, **both(8, 9, lambda size: size - 100))
    assert detail(refusal(shorter)).startswith("a.xml 的压缩数据不完整")


def test_a_gap_between_parts_is_refused():
    data = raw_zip(PARTS)
    second = data.index(b"PK\3\4", 4)
    directory = data.index(b"PK\1\2")
    body = data[:second] + b"hidden" + data[second:directory]
    central = bytearray(data[directory:-22])
    at = central.index(b"PK\1\2", 4)
    struct.pack_into("<L", central, at + 42, second + 6)
    moved = body + bytes(central) + end_record(2, len(central), len(body))
    assert "a.xml 前后有多余" in detail(refusal(moved))


def test_a_wrong_descriptor_is_refused():
    data = raw_zip(PARTS, descriptor=True)
    at = data.index(b"PK\7\10") + 4
    assert refusal(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]).name == "damaged-file"


def ole(*streams):
    """A compound file as far as it is looked at: a header, and directory entries of 128 bytes."""
    entries = b"".join((name.encode("utf-16-le") + bytes(128))[:128] for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "empty-file", ""),
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "password-protected", ""),
        (b"b\x14#e\x00\x06\x80\x00E-SafeNet" + bytes(99), "password-protected", ""),
        (ole("Root Entry", "Workbook"), "old-format", ".xls / .et"),
        (ole("Root Entry", "Book"), "old-format", ".xls / .et"),
        (ole("Root Entry", "WordDocument"), "not-a-workbook", "Word 文档（旧版 .doc）"),
        (b"<!DOCTYPE html><html><table>", "not-a-workbook", "网页（HTML）"),
        ("\ufeff<html>".encode("utf-16"), "not-a-workbook", "网页（HTML）"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "not-a-workbook", "XML 电子表格 2003"),
        ("单位,件数\n示例县,3\n".encode("gb18030"), "not-a-workbook", "文本文件（CSV）"),
        ("请见附件。".encode(), "not-a-workbook", "文本文件"),
        (b"%PDF-1.7", "not-a-workbook", "PDF 文件"),
        (b"\x89PNG\r\n", "not-a-workbook", "图片"),
        (b"\xff\xd8\xff\xe0", "not-a-workbook", "图片"),
        (b"\x00\x01\x02\x03", "not-a-workbook", "无法识别的文件"),
        (bytes(5000), "damaged-file", ""),
    ],
)
def test_other_files_are_called_what_they_are(data, name, kind):
    found = refusal(data)
    assert (found.name, found.word("kind")) == (name, kind)


def test_only_regular_files_are_loaded(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(OSError, match="不是普通文件"):
            load_bytes(path)
    with pytest.raises(FileNotFoundError):
        load_bytes(tmp_path / "none.xlsx")


def test_a_large_file_is_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"12345")
    assert load_bytes(path) == b"12345"
    monkeypatch.setattr(package, "MAX_FILE", 4)
    with pytest.raises(Refused) as caught:
        load_bytes(path)
    assert caught.value.finding.name == "beyond-limits"


def test_a_name_in_an_old_encoding_is_read_and_one_in_none_is_shown():
    assert package.file_name(os.fsdecode("年报.xlsx".encode("gb18030"))) == "年报.xlsx"
    assert package.file_name(os.fsdecode(b"in/\xff\xff.xlsx")) == "\ufffd\ufffd.xlsx"


def test_the_wide_field_is_found_behind_others():
    from govxl.xlsx.zip import _wide

    other = struct.pack("<2H4s", 0x5455, 4, b"abcd")
    assert _wide(other + struct.pack("<2H2Q", 1, 16, 7, 8), [0xFFFFFFFF, 5, 0xFFFFFFFF]) == [7, 5, 8]
    assert _wide(other, [0xFFFFFFFF]) == [0xFFFFFFFF]
