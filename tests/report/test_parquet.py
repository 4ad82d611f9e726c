"""tables.parquet: the tidy rows in types that other programs compute with, and nothing lost on the way."""

import sys
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govxl.published.prove import prove
from govxl.report.data import COLUMNS, NoParquetError, read_parquet, tidy, to_parquet
from govxl.report.document import Report
from tests.commands import run
from tests.report.made_up import filled
from tests.test_samples import REPORTS


def test_the_columns_have_types_that_do_not_depend_on_what_stands_in_them(form):
    for record in (filled(), filled(year=2025, tables=filled()["tables"] | {"staff": {"people": {"paid": 0, "free": "x"}}})):
        schema = pq.read_schema(BytesIO(to_parquet(tidy([(form, record)]))))
        assert schema.names == [*COLUMNS, "text"]
        assert schema.field("year").type == pa.int32()
        assert schema.field("value").type == pa.decimal128(38, 12)
        assert {schema.field(name).type for name in schema.names if name not in ("year", "value")} == {pa.string()}
    assert pq.read_schema(BytesIO(to_parquet(tidy([])))) == schema


def test_figures_are_exact_and_texts_are_beside_them(form):
    rows = {f"{row['table']}.{row['row']}.{row['column']}": row for row in read_parquet(to_parquet(tidy([(form, filled())])))}
    assert list(rows) == list(form.points)
    said = {path: (row["value"], row["text"]) for path, row in rows.items()}
    assert said["stock.novels.price"] == (Decimal("24252.311082"), "24252.311082")
    assert said["stock.novels.currency"] == (None, "万元")
    assert said["stock.maps.owned"] == (None, "/")
    assert said["stock.maps.currency"] == (None, "")
    assert said["visits.opened.man"] == (Decimal(-8), "-8")
    assert (rows["stock.lent.total"]["year"], rows["stock.lent.total"]["code"], rows["stock.lent.total"]["kind"]) == (2024, "007", "computed")


@pytest.mark.parametrize(("digits", "kept"), [("0.000000000001", True), ("0.0000000000001", False), ("1" * 26, True), ("1" * 27, False), ("12345678901234567890.1234567890123", False), ("2" * 20 + "." + "3" * 12 + "0", True)])
def test_a_figure_of_too_many_digits_is_in_its_text(form, digits, kept):
    record = filled()
    record["tables"]["stock"]["novels"]["price"] = Decimal(digits)
    (row,) = [row for row in read_parquet(to_parquet(tidy([(form, record)]))) if row["row"] == "novels" and row["column"] == "price"]
    assert row["value"] == (Decimal(digits) if kept else None)
    assert row["text"] == digits
    prove(Report(form, record), "parquet", to_parquet(tidy([(form, record)])))


def test_many_records_make_one_file_that_pandas_reads(form):
    frame = pd.read_parquet(BytesIO(to_parquet(tidy([(form, filled(year=year)) for year in range(2020, 2025)]))))
    assert len(frame) == 5 * len(form.points)
    assert frame[(frame["row"] == "novels") & (frame["column"] == "price")]["value"].sum() == 5 * Decimal("24252.311082")


def test_the_same_rows_give_the_same_bytes(form):
    assert to_parquet(tidy([(form, filled())])) == to_parquet(tidy([(form, filled())]))


def test_without_the_library_a_sentence_says_what_to_run(form, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    record = REPORTS["zfxxgk-2021/county"] / "record.json"
    for language, word in (("zh", "请运行"), ("en", "run")):
        done = run("render", record, "--to", "html", "--to", "parquet", "--lang", language, "-o", tmp_path / "out")
        assert (done.code, done.out) == (2, "")
        assert "pip install 'govxl[parquet]'" in done.err
        assert word in done.err
    assert not (tmp_path / "out").exists()
    with pytest.raises(NoParquetError, match="pip install"):
        to_parquet(tidy([(form, filled())]))
    monkeypatch.undo()
    assert run("render", record, "--to", "parquet", "-o", tmp_path / "out").code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tables.parquet"]
