"""The documented query and the pandas example, run over an export as they stand; what a README quotes is what runs."""

import csv
import shutil
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from govxl.archive.store import Archive
from tests.commands import run
from tests.look_room.archives import changed, keep, line
from tests.test_readme import blocks
from tests.test_tools import READMES

SAMPLES = Path(__file__).parents[2] / "samples" / "analysis"

RECEIVED, GRANTED, REFUSED, FEES = "requests.received.total", "requests.granted.total", "requests.refused.total", "proactive.fees.amount"

RETURNS = [
    # unit, code, year, received, granted, refused, fees, state
    ("甲局", "11001", 2024, 15, 12, 1, "0.1", "accepted"),
    ("甲局", "11001", 2025, 20, 11, 4, "0.2", "accepted"),
    ("乙局", "11002", 2024, 40, 30, 6, "4166.241619", "accepted"),
    ("乙局", "11002", 2025, 33, 20, 5, "0.000001", "exception"),
    ("丙局", "", 2024, 7, 7, 0, "0", "accepted"),
    ("丙局", "", 2025, 9, 8, 1, "3", "accepted"),
    ("丁局", "11004", 2024, 1000, 900, 90, "1000", "published-wrong"),
    ("丁局", "11004", 2025, 2, 1, 1, "0", "accepted"),
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    archive = Archive(folder / "归档")
    with archive.writing() as writer:
        for unit, code, year, received, granted, refused, fees, state in RETURNS:
            record = changed(unit, code, year, {RECEIVED: received, GRANTED: granted, FEES: Decimal(fees)})
            record["derived"]["requests"]["refused"]["total"] = refused
            kind = "imported" if state == "published-wrong" else "received"
            verdict = "accepted" if state == "accepted" else "rejected"
            told = keep(writer, record)
            event = line(kind, record, f"{unit}{year}", outcome="accepted", verdict=verdict, **({} if state == "exception" else told))
            writer.add(event)
            if state == "exception":
                writer.add(line("decided", record, "", sha256=event.sha256, decision="accept", **told))
        # The sum of all with the same points, which nobody may add to its parts.
        record = changed("甲局", "11001", 2025, {RECEIVED: 64, GRANTED: 40, FEES: Decimal(3)}, "aggregate")
        writer.add(line("received", record, "汇总", outcome="accepted", verdict="accepted", **keep(writer, record)))
    done = run("archive", "export", "--to", "parquet", "--archive", folder / "归档", "-o", folder / "导出")
    assert done.code == 0, done.err
    return folder / "导出"


def test_the_query_gives_what_is_kept(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tables)
    found = duckdb.connect().execute((SAMPLES / "query.sql").read_text("utf-8"))
    assert found.description is not None
    names, rows = [each[0] for each in found.description], found.fetchall()
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([names, *rows])
    assert text.getvalue() == (SAMPLES / "expected" / "query.csv").read_text("utf-8")
    # By hand, from the list above: 丁局 has no year before that may be counted.
    own = {(unit, year): received for unit, _, year, received, *_, state in RETURNS if state != "published-wrong"}
    more = {unit: own[unit, 2025] - own[unit, 2024] for unit, year in own if year == 2025 and (unit, 2024) in own}
    assert {row[0]: row[4] for row in rows} == more == {"甲局": 5, "丙局": 2, "乙局": -7}


def test_the_pandas_example_gives_what_is_kept(tables: Path, tmp_path: Path) -> None:
    shutil.copytree(tables, tmp_path, dirs_exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", SAMPLES / "totals.py"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (SAMPLES / "expected" / "totals.csv").read_text("utf-8")
    header, *rows, excepted = csv.reader(StringIO(done.stdout))
    assert header[1:] == ["2024", "2025"]
    assert excepted[1:] == ["无", "乙局"]
    for nth, row in enumerate(rows):
        by_hand = [sum(Decimal(each[nth + 3]) for each in RETURNS if each[2] == year and each[7] != "published-wrong") for year in (2024, 2025)]
        assert [Decimal(value) for value in row[1:]] == by_hand


def test_duckdb_reads_exact_types(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tables)
    for name in ("wide", "long"):
        types = {row[1] for row in duckdb.connect().execute(f"DESCRIBE SELECT * FROM '{name}.parquet'").fetchall()}
        assert types <= {"BIGINT", "BOOLEAN", "VARCHAR", "DECIMAL(38,6)", "DECIMAL(38,12)"}
    total = f"SELECT sum(value) FROM 'long.parquet' WHERE point = '{FEES}' AND unit = '乙局'"
    assert duckdb.connect().execute(total).fetchall() == [(Decimal("4166.24162"),)]


@pytest.mark.parametrize(("name", "kind"), [("query.sql", "sql"), ("totals.py", "py")])
def test_what_a_readme_quotes_is_what_runs(name: str, kind: str) -> None:
    kept = (SAMPLES / name).read_text("utf-8")
    for readme in READMES:
        for text in blocks(readme, kind):
            assert ".parquet" not in text or text == kept, f"{readme} quotes another {name}"
