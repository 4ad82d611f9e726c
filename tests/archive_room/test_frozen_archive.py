"""An archive of format 1, kept as it was when it was new: every later govxl reads, verifies and adds to it.

Of three units one is public, one was returned, mended and accepted with a reason, one is 特批接收.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import run

FROZEN = Path(__file__).parents[1] / "frozen" / "archive-1"
STATES = {"示例县财政局": "published", "示例县教育局": "accepted", "示例县司法局": "exception"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FROZEN / "归档", tmp_path / "归档"))


def test_it_is_sound(archive: Path) -> None:
    done = run("archive", "verify", "--archive", archive)
    assert done.code == 0, done


def test_its_units_stand_where_they_stood(archive: Path) -> None:
    done = run("archive", "list", "--archive", archive, "--json")
    told = {line["unit"]: line["state"] for line in map(json.loads, done.lines)}
    assert told == STATES


def test_its_chain_is_worked_out_by_anybody(archive: Path) -> None:
    before = "0" * 64
    lines = (archive / "log.jsonl").read_bytes().splitlines()
    for line in lines:
        assert json.loads(line)["previous"] == before
        before = hashlib.sha256(line).hexdigest()
    assert [json.loads(line)["event"] for line in lines].count("received") == 4


def test_its_receipt_is_verified_by_its_own_script(archive: Path) -> None:
    receipt, script = FROZEN / "回执-示例县教育局-2025.json", archive / "README" / "验证回执.py"
    done = subprocess.run([sys.executable, script, receipt, archive / "checkpoint.txt"], capture_output=True, check=False)
    assert done.returncode == 0, done
    told = json.loads(receipt.read_bytes())
    assert "示例县教育局" in json.dumps(told, ensure_ascii=False)


def test_it_can_be_added_to(archive: Path) -> None:
    workbook = next((archive / "originals").rglob("*.xlsx"))
    done = run("ingest", workbook, "--archive", archive, "-o", archive.parent / "out", "--json")
    assert [json.loads(line)["outcome"] for line in done.lines] == ["duplicate"]
    record = next((archive / "records").rglob("*.json"))
    page = run("render", record, "--to", "md", "-o", archive.parent / "out")
    assert page.code == 0, page
    assert run("archive", "decide", "示例县教育局", "--return", "--by", "李四", "--note", "单位要求改", "--archive", archive, "-o", archive.parent / "退回").code == 0
    assert run("archive", "verify", "--archive", archive).code == 0
