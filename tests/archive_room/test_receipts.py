"""Receipts: the program in the archive refuses each that is not as it was written, whatever was changed."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from govxl.archive.checkpoints import checkpoint_in, checkpoint_text
from govxl.archive.receipts import Proofs, page_of
from govxl.archive.stand_alone import Unproven, main, read_receipt
from govxl.archive.store import Archive
from govxl.inputs import UnfitError
from tests.archive_room.archives import UNITS, build, workbook_of


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    return build(tmp_path_factory.mktemp("sound") / "归档")


@pytest.fixture(scope="module")
def receipt(archive) -> bytes:
    return Proofs(archive).receipt([4, 8])


def test_a_receipt_says_the_lines_themselves(archive, receipt):
    told = read_receipt(receipt)
    assert [each["line"].encode() for each in told["lines"]] == [archive.lines()[4], archive.lines()[8]]
    assert (told["origin"], told["size"]) == (archive.origin, 9)
    assert f"{told['origin']}\n{told['size']}\n{told['root']}\n\n".encode() == archive.checkpoint()


def test_every_flipped_bit_is_refused(receipt):
    for at in range(len(receipt)):
        for bit in range(8):
            data = bytearray(receipt)
            data[at] ^= 1 << bit
            with pytest.raises(Unproven):
                read_receipt(bytes(data))


def test_what_is_cut_off_or_added_is_refused(receipt):
    for data in (b"", receipt[:-1], receipt + b"\n", receipt[1:], receipt[: len(receipt) // 2], b"\xef\xbb\xbf" + receipt):
        with pytest.raises(Unproven):
            read_receipt(data)


def signed(told: dict) -> bytes:
    """Write a receipt as we do, with the right digest at its end: what a forger would do."""
    body = json.dumps({key: value for key, value in told.items() if key != "sha256"}, ensure_ascii=False, indent=1)
    start = body.removesuffix("\n}").encode() + b",\n"
    return start + b' "sha256": "' + hashlib.sha256(start).hexdigest().encode() + b'"\n}\n'


def test_a_forger_who_mends_the_digest_is_refused_by_the_proof(receipt):
    assert signed(json.loads(receipt)) == receipt
    for change in (
        lambda told: told["lines"][0].update(line=told["lines"][0]["line"].replace("甲局", "乙局")),
        lambda told: told["lines"][0].update(index=5),
        lambda told: told["lines"][0]["path"].pop(),
        lambda told: told["lines"][0]["path"].reverse(),
        lambda told: told.update(size=10**6),
        lambda told: told.update(root=base64.b64encode(bytes(32)).decode()),
        lambda told: told["lines"].append({"index": 0, "line": "{}", "path": []}),
        lambda told: told.pop("lines"),
        lambda told: told.update(lines=5),
    ):
        told = json.loads(receipt)
        change(told)
        with pytest.raises(Unproven):
            read_receipt(signed(told))


def test_another_checkpoint_and_another_file_are_refused(archive, receipt, tmp_path, capsys):
    (tmp_path / "r.json").write_bytes(receipt)
    (tmp_path / "mine.xlsx").write_bytes(workbook_of(UNITS[0]))
    (tmp_path / "other.xlsx").write_bytes(workbook_of(UNITS[2]))
    (tmp_path / "c.txt").write_bytes(archive.checkpoint().replace(b"\n", b"\r\n"))
    noted = checkpoint_in(archive.checkpoint())
    (tmp_path / "shorter.txt").write_bytes(checkpoint_text(noted.origin, 8, noted.root))
    (tmp_path / "root.txt").write_bytes(checkpoint_text(noted.origin, 9, bytes(32)))
    (tmp_path / "name.txt").write_bytes(checkpoint_text("other", 9, noted.root))
    names = [str(tmp_path / name) for name in ("r.json", "c.txt", "mine.xlsx")]
    assert main(names) == 0
    assert "一个字节不差" in capsys.readouterr().out
    assert main(names[:1]) == 0
    assert "没有给检查点" in capsys.readouterr().out
    for name in ("shorter.txt", "root.txt", "name.txt", "other.xlsx"):
        assert main([*names, str(tmp_path / name)]) == 1
        assert capsys.readouterr().out.startswith("不能采信：")
    assert main([str(tmp_path / "nothing.json")]) == 2
    assert main([]) == 2


def test_the_page_for_people_says_the_same(archive):
    case = archive.cases.all[0]
    lines = [(index, event) for index, event in enumerate(archive.events) if event.unit == UNITS[0]]
    page = page_of(case, lines, Proofs(archive), "回执.json").decode("utf-8-sig")
    assert f"单位：{UNITS[0]}（11000）" in page
    for index, event in lines:
        assert f"{event.time}  " in page
        assert f"日志第 {index + 1} 行" in page
        assert event.sha256 in page
    assert "收到，退回修改" in page


def test_a_receipt_is_made_out_against_what_was_noted(archive):
    noted = checkpoint_in(archive.checkpoint())
    assert Proofs(archive, noted).root == noted.root
    for wrong in (noted._replace(root=bytes(32)), noted._replace(size=50), noted._replace(origin="x")):
        with pytest.raises(UnfitError, match="检查点"):
            Proofs(archive, wrong)


@pytest.mark.parametrize("text", ["", "a\n1\n", "a\n01\n" + "A" * 43 + "=\n\n", "a\n1\nAAAA\n\n", "a\n-1\n" + "A" * 43 + "=\n", "\n1\n" + "A" * 43 + "=\n", "a\n1\n" + "A" * 43 + "=\nx\n"])
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(UnfitError, match="检查点"):
        checkpoint_in(text.encode())


def test_a_checkpoint_may_come_with_line_ends_of_windows_and_a_signature():
    text = checkpoint_text("a", 3, bytes(range(32)))
    for other in (text, text.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + text, text + "— a AAAA\n".encode()):
        assert checkpoint_in(other) == ("a", 3, bytes(range(32)))
    assert text == b"a\n3\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n"


def test_the_guide_tells_how_to_work_the_chain_out(archive):
    """Its own words, done by hand."""
    guide = Path(archive.folder / "README" / "README.txt").read_text("utf-8-sig")
    assert "sha256sum" in guide
    lines = (archive.folder / "log.jsonl").read_bytes().split(b"\n")
    assert hashlib.sha256(lines[5]).hexdigest() in lines[6].decode()
