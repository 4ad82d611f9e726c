"""The record: exact numbers, keys in form order, one newline; and what is no record."""

import json
from decimal import Decimal
from functools import reduce
from hashlib import sha256
from operator import getitem

import jsonschema
import pytest

from govxl.aggregate.records import figures_in
from govxl.filing.record import (
    RecordError,
    dump_record,
    form_of,
    hold_against,
    identity_in,
    load_record,
    prior_in,
    record_number,
)
from govxl.filing.schema import record_schema
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from tests.returns import COVER, accepted, filled, judged, layout_of, put, words

KEYS = [
    "record", "form", "edition", "unit", "year", "scope", "cover", "tables", "derived", "notes", "narrative",
    "explanations", "findings", "prior", "remarks", "source", "govxl",
]  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return judged(accepted()).record


def test_the_keys_stand_in_the_contracts_order(record):
    assert list(record) == KEYS
    assert list(record["unit"]) == ["name", "title", "code", "level", "kind", "change"]
    assert list(record["source"]) == ["file", "sha256", "producer", "seal", "notes"]


def test_tables_rows_and_columns_stand_in_form_order(record):
    assert list(record["tables"]) == ["proactive", "requests", "review", "categories"]
    assert list(record["tables"]["proactive"]) == ["regulations", "normative", "licensing", "penalties", "coercion", "fees"]
    rows = list(record["tables"]["requests"])
    assert (len(rows), rows[:3], rows[-2:]) == (25, ["received", "carried_in", "granted"], ["closed", "carried_out"])
    assert list(record["tables"]["requests"]["closed"]) == ["person", "business", "research", "welfare", "legal", "other_body", "total"]
    assert list(record["narrative"]) == ["overview", "problems", "other"]


def test_the_bytes_hold_exact_numbers_and_one_newline(record):
    data = dump_record(record)
    text = data.decode()
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert '"amount": 4166.241619' in text
    assert '"fee_amount": 26.55,' in text
    assert '"decisions": 1234567' in text
    assert '"count": 37' in text
    assert "示例县人民政府" in text, "Chinese is Chinese, not \\u escapes"
    assert list(json.loads(text)) == KEYS


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        ("0", "0"), ("0.0", "0"), ("12", "12"), ("12.00", "12"), ("100", "100"), ("1E+2", "100"), ("26.550", "26.55"), ("0.000001", "0.000001"),
        ("0.1", "0.1"), ("999999999999999", "999999999999999"), ("123456789.123456", "123456789.123456"), ("-8", "-8"), ("-0.5", "-0.5"),
    ],
)  # fmt: skip
def test_a_figure_is_written_plain(figure, written):
    assert dump_record({"n": record_number(Decimal(figure))}) == f'{{\n "n": {written}\n}}\n'.encode()


def test_a_record_read_again_is_the_same(record):
    data = dump_record(record)
    assert dump_record(load_record(data)) == data
    assert load_record(data) == record
    assert dump_record(load_record(b"\xef\xbb\xbf" + data)) == data, "an editor may have put a byte order mark before it"


def test_a_float_never_enters_a_record():
    assert dump_record(load_record(b'{"record":1,"form":"a","edition":"b","unit":{"name":"n","code":"","level":"","kind":""},"year":1,"scope":"own","tables":{"x":{"y":0.1000}}}')).count(b"0.1000") == 1
    with pytest.raises(TypeError, match="holds no float"):
        dump_record({"n": float("nan")})
    with pytest.raises(TypeError, match="holds no set"):
        dump_record({"n": {1}})


def test_the_same_file_gives_the_same_bytes():
    assert dump_record(judged(accepted()).record) == dump_record(judged(accepted()).record)


def test_the_source_names_the_file_its_bytes_and_its_program(record):
    assert record["source"]["file"] == "filled.xlsx"
    assert record["source"]["sha256"] == sha256(accepted()).hexdigest()
    assert record["source"]["producer"].startswith("Microsoft Excel")
    assert record["source"]["seal"] == "none"


def test_what_does_not_block_is_kept_by_rule_and_sides():
    level = {"level": "city", "kind": "department"}
    kept = judged(filled({"proactive.normative.in_force": 1}, **level)).record
    assert kept["findings"] == [
        {"code": "R003", "name": "doubtful", "rule": "C2", "at": "normative", "severity": "warning", "left": "3", "right": "6"}
    ]


@pytest.mark.parametrize("form", ["zfxxgk/2021"])
def test_the_schema_takes_it_and_nothing_else(record, form):
    schema = record_schema(layout_of(form).form)
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    told = json.loads(dump_record(record))
    assert not list(judge.iter_errors(told))
    person = told["tables"]["requests"]["received"]
    for wrong in (-1, 1.5, "12", None, True):
        assert list(judge.iter_errors(told | {"tables": told["tables"] | {"requests": told["tables"]["requests"] | {"received": person | {"person": wrong}}}})), wrong
    for changed in ({"extra": 1}, {"year": 2020}, {"scope": "all"}, {"record": 2}, {"form": "other"}):
        assert list(judge.iter_errors(told | changed)), changed
    assert list(judge.iter_errors({key: value for key, value in told.items() if key != "notes"}))


def test_not_applicable_is_null_where_it_is_allowed():
    regulations = judged(put(accepted(), {("二、主动公开", "B5"): words("/")})).record["tables"]["proactive"]["regulations"]
    assert regulations == {"issued": None, "repealed": 0, "in_force": 0}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "是空文件"),
        (b"\n", "是空文件"),
        (b"PK\3\4", "先用 govxl ingest 处理"),
        (b"\xff\xfe", "不是 JSON"),
        (b"[" * 100_000, "不是 JSON"),
        (b"[]", '没有写 "record": 1'),
        (b"null", '没有写 "record": 1'),
        (b"{}", '没有写 "record": 1'),
        (b'{"record": 2}', '没有写 "record": 1'),
        (b'{"record": 1, "form": "x"}', "里面没有 edition, unit, year, scope, tables"),
    ],
)
def test_what_is_no_record_says_why(data, why):
    with pytest.raises(RecordError, match=why):
        load_record(data)


@pytest.mark.parametrize(
    ("path", "value", "zh", "en"),
    [
        ("tables.requests.received.person", -1, "{} 不能是 -1", "{} cannot be -1"),
        ("tables.requests.received.person", Decimal("1.5"), "{} 不是整数", "{} is no integer"),
        ("tables.requests.received.person", True, "{} 不是整数", "{} is no integer"),
        ("tables.proactive.regulations.issued", "12", "{} 不是整数或null", "{} is no integer or null"),
        ("tables.requests.received", [], "{} 不是一组有名称的内容", "{} is no object"),
        ("cover.address", 5, "{} 不是文字", "{} is no string"),
        ("explanations", {}, "{} 不是列表", "{} is no array"),
        ("unit.level", "乡里", '{} 不能是 "乡里"', '{} cannot be "乡里"'),
        ("unit.level", "乡\n" + "里" * 900, '{} 不能是 "乡\\n里', '{} cannot be "乡\\n里'),
        ("cover.nosuch", "", "record.cover 里有 nosuch，它的表式里没有这一项", "record.cover has nosuch, which its form does not ask for"),
        ("aggregate", {}, "{} 里没有 complete", "{} has no complete"),
        ("tables.requests.received.total", 11, "{}（一、本年新收政府信息公开申请数量 / 申请人情况 / 总计）是 11，各项相加是", "{} (“一、本年新收政府信息公开申请数量 / 申请人情况 / 总计”) is 11 and adds up to"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_record_is_told_in_both_languages(record, path, value, zh, en):
    damaged = load_record(dump_record(record))
    *folder, last = path.split(".")
    reduce(getitem, folder, damaged)[last] = value
    with pytest.raises(RecordError) as told:
        hold_against(damaged, form_of(damaged))
    place = f"record.{path}"
    assert told.value.sentence.zh.startswith(zh.format(place))
    assert told.value.sentence.en.startswith(en.format(place))
    assert len(told.value.sentence.zh) < 200


def test_what_a_record_lacks_is_told_in_both_languages(record):
    damaged = load_record(dump_record(record))
    del damaged["tables"]["requests"]["received"]["person"]
    with pytest.raises(RecordError) as told:
        hold_against(damaged, form_of(damaged))
    assert told.value.sentence == ("record.tables.requests.received 里没有 person", "record.tables.requests.received has no person")
    with pytest.raises(RecordError) as told:
        figures_in(damaged, form_of(damaged))
    assert told.value.sentence.zh == "记录里没有 requests.received.person，它的表式要有"
    damaged["tables"]["requests"]["received"]["person"] = -1
    with pytest.raises(RecordError) as told:
        figures_in(damaged, form_of(damaged))
    assert told.value.sentence == ("record.tables.requests.received.person 不能是 -1", "record.tables.requests.received.person cannot be -1")
    summed = {"complete": True, "draft": False, "inputs": [], "gaps": [], "adjustments": [], "lineage": "0" * 64}
    summed |= {"counts": {"returns": 0, "exceptions": 0, "unaudited": 0}}
    with pytest.raises(RecordError) as told:
        hold_against({**record, "aggregate": summed}, form_of(record))
    assert told.value.sentence == ("record.aggregate：统计口径是 own 的记录不是汇总，里面不会有这一项", "record.aggregate: a record of scope own is no sum")


def test_a_record_says_whose_it_is(record):
    identity = identity_in(record)
    assert (identity.name, identity.code, identity.level, identity.kind) == ("示例县人民政府", "GOV01", "county", "government")
    assert (identity.form, identity.edition, identity.year, identity.scope) == ("zfxxgk", "2021", 2025, "own")


def test_a_record_is_last_years_for_the_next_one(record):
    prior = prior_in(record, "a" * 64, layout_of())
    assert (prior.year, prior.edition, prior.sha256) == (2025, "2021", "a" * 64)
    assert prior.figures["requests.carried_out.person"] == 1
    assert prior.figures["requests.closed.total"] == 16
    assert prior.figures["proactive.fees.amount"] == Decimal("4166.241619")
    assert not [path for path in prior.figures if path.startswith("categories.")], "auxiliary tables are not compared"


def test_a_title_of_ones_own_is_kept_beside_the_full_name(record):
    assert (record["unit"]["name"], record["unit"]["title"]) == ("示例县人民政府", "示例县")
    assert judged(put(accepted(), {(COVER, "B11"): words("示例 县")})).record["unit"]["title"] == "示例 县"


def test_last_years_not_applicable_counts_as_nothing():
    """A mark in 规章 last year is a 0 to count from, or its checks would never be judged again."""
    layout = arrange(load_form("zfxxgk/2021"))
    rows = layout.form.rows_of("proactive")
    figures = {row: dict.fromkeys(points, 3) for row, points in rows.items()}
    figures["regulations"] = dict.fromkeys(figures["regulations"])
    del figures["normative"]["issued"]
    record = {"tables": {"proactive": figures}, "year": 2024, "edition": "2021", "unit": {"name": "甲局"}}
    prior = prior_in(record, "0" * 64, layout)
    assert prior.figures["proactive.regulations.in_force"] == 0
    assert prior.figures["proactive.normative.in_force"] == 3
    assert "proactive.normative.issued" not in prior.figures, "what is not there stays unknown"
