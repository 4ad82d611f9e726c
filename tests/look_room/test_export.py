"""Exports read by others: pandas, pyarrow, csv and json give the very figures of the records, each with its state."""

import csv
import errno
import json
import os
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govxl.archive.store import Archive
from govxl.form.definition import load_form
from tests.commands import Done, run
from tests.look_room.archives import STATES, build, changed, keep, line
from tests.returns import TYPED

UNITS = [*STATES, "己局"]
ISSUED, FEES, RULES = "proactive.normative.issued", "proactive.fees.amount", "proactive.regulations.issued"
GIANT = 999_999_999_999_999


def special(folder: Path) -> Archive:
    """Take in what tries an export: what is not applicable, a text, a formula, an amount, the longest figure."""
    archive = Archive(folder)
    with archive.writing() as writer:
        cells: dict[str, Any] = {RULES: None, FEES: Decimal("4166.241619"), ISSUED: GIANT}
        cells |= {"categories.c01.category": "=cmd|' /C calc'!A0", "categories.c01.count": 3}
        for unit, year in (("=1+1局", 2025), ("一,“乙”\"局\"", 2024)):
            record = changed(unit, "", year, cells)
            writer.add(line("received", record, f"{year}.xlsx", outcome="accepted", verdict="accepted", **keep(writer, record)))
    return archive


def exported(kept: Path, folder: Path, to: str = "parquet,csv,jsonl", *more: object) -> Done:
    done = run("archive", "export", "--to", to, "--archive", kept, "-o", folder, *more)
    assert done.code == 0, done.err
    return done


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    build(folder / "归档")
    exported(folder / "归档", folder / "导出")
    return folder / "导出"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    special(folder / "归档")
    exported(folder / "归档", folder / "导出")
    return folder / "导出"


def csv_rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith("\ufeff".encode()), "or Excel takes Chinese for the local code page"
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def json_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(each, parse_float=Decimal) for each in path.read_text("utf-8").splitlines()]


# -- Every figure, in every format


def records(kept: Path) -> Iterator[dict[str, Any]]:
    """Read every record of an archive whose unit has one that counts, by its own file, not by way of what is tried."""
    for path in sorted(kept.rglob("records/**/*.json")):
        yield json.loads(path.read_bytes(), parse_float=Decimal)


def test_every_format_holds_every_cell_of_every_record(made: Path) -> None:
    kept = {record["unit"]["name"]: record for record in records(made.parent / "归档")}
    wide = pq.read_table(made / "wide.parquet").to_pylist()
    assert [row["unit"] for row in wide] == UNITS
    for row, comma, plain in zip(wide, csv_rows(made / "wide.csv"), json_rows(made / "wide.jsonl"), strict=True):
        tables = [*kept[row["unit"]]["tables"].items(), *kept[row["unit"]]["derived"].items()]
        cells = {f"{t}.{r}.{c}": v for t, rows in tables for r, columns in rows.items() for c, v in columns.items()}
        assert {key: row[key] for key in row if key.count(".") == 2} == cells
        assert {key: plain[key] for key in plain if key.count(".") == 2} == cells
        assert {key: Decimal(comma[key]) for key, value in cells.items() if value is not None and not isinstance(value, str)} == {
            key: value for key, value in cells.items() if value is not None and not isinstance(value, str)
        }
        assert [*row] == [*comma] == [*plain], "and the columns are the same in all"


def test_long_says_what_wide_says(made: Path, odd: Path) -> None:
    for folder in (made, odd):
        wide = {row["unit"]: row for row in pq.read_table(folder / "wide.parquet").to_pylist()}
        rows = pq.read_table(folder / "long.parquet").to_pylist()
        assert len(rows) == len(wide) * (225 + 34), "points and derived figures of the edition of 2021"
        for row in rows:
            value = row["value"] if row["text"] is None else row["text"]
            assert wide[row["unit"]][row["point"]] == value
            assert row["not_applicable"] is (folder is odd and row["point"] == RULES)
        for row, comma, plain in zip(rows, csv_rows(folder / "long.csv"), json_rows(folder / "long.jsonl"), strict=True):
            assert row == plain
            assert comma["value"] == ("" if row["value"] is None else f"{row['value'].normalize():f}")
            assert comma["not_applicable"] == str(row["not_applicable"]).lower()


def test_the_typed_figures_come_out(made: Path) -> None:
    frame = pd.read_parquet(made / "wide.parquet").set_index("unit")
    typed = {path: value for path, value in TYPED.items() if path.count(".") == 2 and isinstance(value, int | Decimal) and path != ISSUED}
    assert {path: frame.loc["甲局", path] for path in typed} == typed
    assert frame[ISSUED].to_dict() == {unit: nth for nth, unit in enumerate(UNITS, 1)}
    long = pd.read_parquet(made / "long.parquet")
    at = long[(long.unit == "甲局") & (long.point == "requests.received.total")].iloc[0]
    assert (at["value"], at["measure"], at["figure"], at["row_label"], at["column_label"]) == (
        15, "件", "computed", "一、本年新收政府信息公开申请数量", "申请人情况 / 总计",
    )  # fmt: skip


def test_no_column_is_a_float(made: Path, odd: Path) -> None:
    for path in (*made.glob("*.parquet"), *odd.glob("*.parquet")):
        schema = pq.read_schema(path)
        assert not [field for field in schema if pa.types.is_floating(field.type)]
        frame = pd.read_parquet(path)
        assert not [name for name, kind in frame.dtypes.items() if "float" in str(kind).lower()]
    frame = pd.read_parquet(odd / "wide.parquet")
    assert frame[RULES].isna().all(), "not applicable is null, and"
    assert str(frame[RULES].dtype) == str(frame[ISSUED].dtype) == "Int64"
    assert frame[ISSUED].tolist() == [GIANT, GIANT]
    assert frame[FEES].tolist() == [Decimal("4166.241619")] * 2
    assert pq.read_schema(odd / "wide.parquet").field(FEES).type == pa.decimal128(38, 6)
    assert pq.read_schema(odd / "long.parquet").field("value").type == pa.decimal128(38, 12)


# -- States


def test_states_are_kept_apart_and_said(made: Path) -> None:
    frame = pd.read_parquet(made / "wide.parquet").set_index("unit")
    assert frame["state"].to_dict() == {**STATES, "己局": "accepted"}
    assert frame["in_sums"].to_dict() == {unit: unit != "戊局" for unit in UNITS}
    told = json.loads((made / "columns.json").read_text("utf-8"))
    assert told["returns"] == {"accepted": 2, "published": 1, "exception": 1, "published-exception": 1, "published-wrong": 1}
    (state,) = (each for each in told["columns"] if each["column"] == "state")
    for words in ("特批接收", "已公开（有误）", "in_sums", "不计入"):
        assert words in state["note"]


def test_the_command_says_what_is_in_the_tables_and_what_is_not(tmp_path: Path) -> None:
    build(tmp_path / "归档")
    done = exported(tmp_path / "归档", tmp_path / "导出", "csv")
    assert "已导出 6 份：审核通过 2、已公开 1、特批接收 1、已公开（特批接收） 1、已公开（有误） 1" in done.out
    assert "另有 2 份来了还不作数" in done.out
    assert "1 份已公开的数有误" in done.out
    told = json.loads(exported(tmp_path / "归档", tmp_path / "导出", "csv", "--force", "--json").out)
    assert (told["returns"], told["not_counting"], told["states"]["exception"]) == (6, 2, 1)
    assert [Path(each).name for each in told["files"]] == ["wide.csv", "long.csv", "columns.csv", "columns.json"]


# -- What Excel makes of it


def test_texts_that_look_like_formulas_are_disarmed(odd: Path) -> None:
    for row in csv_rows(odd / "wide.csv"):
        assert row["categories.c01.category"] == "'=cmd|' /C calc'!A0"
        assert row["unit"] in ("'=1+1局", '一,“乙”"局"')
    assert {row["unit"] for row in csv_rows(odd / "long.csv")} == {"'=1+1局", '一,“乙”"局"'}
    # Programs take a text for what it is.
    assert {row["unit"] for row in json_rows(odd / "long.jsonl")} == {"=1+1局", '一,“乙”"局"'}


# -- Which returns


@pytest.fixture
def years(tmp_path: Path) -> Path:
    archive = Archive(tmp_path / "归档")
    with archive.writing() as writer:
        for unit, code, year, scope in (("甲局", "1", 2024, "own"), ("甲局", "1", 2025, "own"), ("甲局", "1", 2025, "aggregate"), ("乙局", "2", 2025, "own")):
            record = changed(unit, code, year, {ISSUED: year}, scope)
            writer.add(line("received", record, f"{unit}{year}{scope}", outcome="accepted", verdict="accepted", **keep(writer, record)))
    return tmp_path / "归档"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), [("甲局", 2024, "own"), ("甲局", 2025, "own"), ("甲局", 2025, "aggregate"), ("乙局", 2025, "own")]),
        (("--year", 2024), [("甲局", 2024, "own")]),
        (("--scope", "aggregate"), [("甲局", 2025, "aggregate")]),
        (("--scope", "本机关", "--year", 2025), [("甲局", 2025, "own"), ("乙局", 2025, "own")]),
        (("--form", "zfxxgk", "乙局"), [("乙局", 2025, "own")]),
        (("1", "甲局", "--year", 2025), [("甲局", 2025, "own"), ("甲局", 2025, "aggregate")]),
    ],
)
def test_years_scopes_and_units(years: Path, tmp_path: Path, options: tuple[object, ...], found: list[tuple[str, int, str]]) -> None:
    exported(years, tmp_path / "导出", "jsonl", *options)
    assert [(row["unit"], row["year"], row["scope"]) for row in json_rows(tmp_path / "导出" / "wide.jsonl")] == found


def test_editions_stand_beside_each_other(tmp_path: Path) -> None:
    """A point that both editions have is one column; what one of them lacks is null there, and no row of `long`."""
    archive, old = Archive(tmp_path / "归档"), load_form("zfxxgk/2019")
    with archive.writing() as writer:
        record = changed("甲局", "1", 2025, {ISSUED: 7})
        writer.add(line("received", record, "新", outcome="accepted", verdict="accepted", **keep(writer, record)))
        tables: dict[str, Any] = {}
        texts = {path for path, point in old.points.items() if not point.traits.numeric}
        for path in (*old.points, *(each.path for each in old.derived)):
            table, row, column = path.split(".")
            tables.setdefault(table, {}).setdefault(row, {})[column] = 5 if path.startswith("requests") else "" if path in texts else 0
        earlier = {**record, "edition": "2019", "year": 2020, "tables": tables, "derived": {}}
        writer.add(line("received", earlier, "旧", outcome="accepted", verdict="accepted", **keep(writer, earlier)))
    exported(tmp_path / "归档", tmp_path / "导出")
    wide = {row["year"]: row for row in pq.read_table(tmp_path / "导出" / "wide.parquet").to_pylist()}
    assert (wide[2020]["requests.received.person"], wide[2025]["requests.received.person"]) == (5, 12)
    assert (wide[2020][ISSUED], wide[2025][ISSUED]) == (None, 7)
    assert (wide[2020]["proactive.normative.made"], wide[2025]["proactive.normative.made"]) == (0, None)
    rows = [(row["year"], row["point"]) for row in pq.read_table(tmp_path / "导出" / "long.parquet").to_pylist()]
    assert len(rows) == len(set(rows)) == 225 + 34 + len(old.points) + len(old.derived)
    assert (2020, ISSUED) not in rows
    told = {each["column"]: each for each in json.loads((tmp_path / "导出" / "columns.json").read_text("utf-8"))["columns"]}
    assert told["requests.received.person"]["editions"] == ["2019", "2021"]
    assert told[ISSUED]["editions"] == ["2021"]


def test_the_dictionary_names_every_column(made: Path) -> None:
    rows = csv_rows(made / "columns.csv")
    for table in ("wide", "long"):
        names = [row["column"] for row in rows if table in row["in"].split()]
        schema = pq.read_schema(made / f"{table}.parquet")
        assert names == schema.names
        types = {row["column"]: row["type"] for row in rows if table in row["in"].split()}
        spelt = {field.name: str(field.type).replace("128", "") for field in schema}
        assert types == spelt
    told = {row["column"]: row for row in rows}
    assert told["requests.received.total"]["rule"] == "A1"
    assert told["requests.received.total"]["sum_of"].split()[0] == "requests.received.person"
    assert told["proactive.fees.amount"]["measure"] == "万元"
    assert told["requests.refused.person"]["figure"] == "derived"
    assert all(row["label"] for row in rows)
    plain = json.loads((made / "columns.json").read_text("utf-8"))["columns"]
    assert [each["column"] for each in plain] == [row["column"] for row in rows]


def test_parents_come_from_the_offices_list(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('year = 2025\nform = "zfxxgk"\n', "utf-8")
    (tmp_path / "名单.csv").write_text("单位全称,单位代码,上级\n市政府,9,\n甲局,11001,市政府\n乙局,,9\n", "utf-8")
    build(tmp_path / "归档")
    done = run("archive", "export", "--to", "jsonl", "--office", tmp_path, "-o", tmp_path / "导出")
    assert done.code == 0, done.err
    parents = {row["unit"]: row["parent"] for row in json_rows(tmp_path / "导出" / "wide.jsonl")}
    assert parents == {"甲局": "市政府", "乙局": "市政府"} | dict.fromkeys(("丙局", "丁局", "戊局", "己局"))


# -- What cannot be


def full(*args: object, **named: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("to", ["csv", "jsonl", "parquet"])
def test_a_full_disk_is_said_with_the_folder_that_was_to_be(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setattr(os, "fsync", full)
    done = run("archive", "export", "--to", to, "--archive", made.parent / "归档", "-o", tmp_path / "导出")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{tmp_path / '导出'}：写不进去，磁盘满了")
    assert not (tmp_path / "导出").exists()


def test_the_same_archive_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    exported(made.parent / "归档", tmp_path / "again")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}


def test_groups_of_rows_join_without_a_seam(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govxl.look.export.TOGETHER", 4)
    exported(made.parent / "归档", tmp_path / "导出")
    assert pq.ParquetFile(tmp_path / "导出" / "long.parquet").num_row_groups == 2
    for name in ("wide", "long"):
        assert pq.read_table(tmp_path / "导出" / f"{name}.parquet").to_pylist() == pq.read_table(made / f"{name}.parquet").to_pylist()
        for ending in ("csv", "jsonl"):
            assert (tmp_path / "导出" / f"{name}.{ending}").read_bytes() == (made / f"{name}.{ending}").read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "--bundle.*--to"),
        (("--bundle", "a.zip", "--to", "csv"), "请分两次运行"),
        (("--bundle", "a.zip", "--scope", "own"), "只和 --to 一起用"),
        (("--to", "xls"), "parquet"),
        (("--to", "csv", "--scope", "没有"), "aggregate"),
        (("--to", "csv", "--year", 1999), "1999"),
        (("--to", "csv", "辛局"), "没有一份作数"),
        (("--to", "csv", "-o", "表.csv"), "表.csv"),
    ],
)
def test_what_cannot_be_exported_is_said(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[object, ...], words: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("archive", "export", *options, "--archive", made.parent / "归档")
    assert (done.code, done.out) == (2, "")
    assert re.search(words, done.err), done.err
    assert list(tmp_path.iterdir()) == []


def test_several_forms_are_exported_one_by_one(tmp_path: Path) -> None:
    archive = build(tmp_path / "归档")
    with archive.writing() as writer:
        record = {**changed("甲局", "1", 2025, {}), "form": "other"}
        writer.add(line("received", record, "别的", outcome="accepted", verdict="accepted", **keep(writer, record)))
    done = run("archive", "export", "--to", "csv", "--archive", tmp_path / "归档", "-o", tmp_path / "导出")
    assert (done.code, "--form" in done.err) == (2, True)
    exported(tmp_path / "归档", tmp_path / "导出", "csv", "--form", "zfxxgk")


def test_nothing_is_written_over_unless_asked(made: Path, tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text("我的", "utf-8")
    done = run("archive", "export", "--to", "csv", "--archive", made.parent / "归档", "-o", tmp_path)
    assert (done.code, "--force" in done.err) == (2, True)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("wide.csv", "我的")]


def test_a_damaged_record_leaves_no_table(tmp_path: Path) -> None:
    build(tmp_path / "归档")
    (*_, last) = sorted((tmp_path / "归档").rglob("records/**/己局/1.json"))
    last.write_bytes(last.read_bytes().replace(b"12", b"13"))
    done = run("archive", "export", "--to", "parquet,csv", "--archive", tmp_path / "归档", "-o", tmp_path / "导出")
    assert (done.code, "己局" in done.err, "archive verify" in done.err) == (2, True, True)
    assert not (tmp_path / "导出").exists()


@pytest.mark.parametrize("value", [Decimal("1.5"), "二十二", 1 << 63, True], ids=str)
def test_a_figure_that_no_column_holds_is_named(tmp_path: Path, value: object) -> None:
    archive = Archive(tmp_path / "归档")
    with archive.writing() as writer:
        record = changed("甲局", "1", 2025, {})
        data = json.dumps(record, ensure_ascii=False, default=str).replace('"in_force": 41', f'"in_force": {json.dumps(value, default=float)}')
        place = writer.keep_record_bytes(data.encode(), record, "甲局")
        writer.add(line("received", record, "甲", outcome="accepted", verdict="accepted", record=place))
    for to in ("csv", "jsonl", "parquet"):
        done = run("archive", "export", "--to", to, "--archive", tmp_path / "归档", "-o", tmp_path / "导出")
        assert (done.code, "甲局" in done.err, "proactive.normative.in_force" in done.err) == (2, True, True), done.err


def test_without_the_library_the_cure_is_said(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("archive", "export", "--to", "csv,parquet", "--archive", made.parent / "归档", "-o", tmp_path)
    assert (done.code, "pip install 'govxl[parquet]'" in done.err) == (2, True)
    exported(made.parent / "归档", tmp_path, "csv,jsonl")
