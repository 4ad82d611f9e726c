"""Sums of hand-typed trees: who is in them, who is missing, what they add up to (G1 to G3)."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govxl.aggregate.family import Family, TwiceError
from govxl.aggregate.lineage import lineage_of
from govxl.aggregate.model import Adjustment, Contribution
from govxl.aggregate.points import inputs_of
from govxl.aggregate.records import record_of
from govxl.aggregate.summing import AdjustmentError, added_up
from govxl.archive.store import ArchiveError
from govxl.filing.record import dump_record, hold_against, load_record
from govxl.filing.schema import record_schema
from govxl.office.roster import Member
from tests.aggregate_room.trees import (
    COUNTY,
    FINANCE,
    JUSTICE,
    LEFT,
    RIGHT,
    TOWN,
    collected,
    county,
    decide,
    plan_of,
    returned,
    roster,
    workbook,
)
from tests.kept import receive
from tests.returns import layout_of

FORM = layout_of().form
LICENCES, FEES, PERSON = "proactive.licensing.decisions", "proactive.fees.amount", "requests.received.person"


def line(name, listed=None):
    return next(each for each in (listed or roster()).members if each.name == name)


def summed(archive, name=COUNTY, listed=None, **how):
    listed = listed or roster()
    return collected(archive, listed, plan_of(listed, line(name, listed)), FORM, 2025, **how)


# -- The tree


def test_parents_come_lowest_first():
    assert [each.name for each in Family(roster()).parents()] == [TOWN, COUNTY]


def test_a_child_that_is_a_parent_enters_by_its_sum_and_all_others_by_their_own():
    plan = plan_of(roster(), line(COUNTY))
    assert plan.own is not None
    assert plan.own.name == COUNTY
    assert [(each.name, scope) for each, scope in plan.children] == [(FINANCE, "own"), (JUSTICE, "own"), (TOWN, "aggregate")]


def test_a_child_asked_for_both_enters_by_its_sum_alone():
    listed = roster(Member(20, FINANCE, code="110001", scope="aggregate"))
    assert [scope for each, scope in plan_of(listed, line(COUNTY, listed)).children if each.name == FINANCE] == ["aggregate"]


def test_a_unit_below_two_parents_would_count_twice():
    listed = roster(Member(20, FINANCE, code="110001", scope="aggregate", parent=TOWN))
    with pytest.raises(TwiceError, match=f"{FINANCE}.*第 3 行“{COUNTY}”、第 20 行“{TOWN}”"):
        plan_of(listed, line(COUNTY, listed))


# -- The figures


def test_a_tree_adds_up_each_return_once(tmp_path: Path) -> None:
    found = summed(county(tmp_path / "归档"))
    assert found.figures[LICENCES] == 654123, "a digit of its own for every unit"
    assert found.figures[FEES] == Decimal("1.750001")
    assert found.figures[PERSON] == 6 * 12
    assert found.complete
    assert [each.unit for each in found.contributions] == [COUNTY, FINANCE, JUSTICE, TOWN]
    assert [each.unit for each in found.returns] == [COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT]


def test_its_record_has_the_totals_of_the_rules(tmp_path: Path) -> None:
    record = record_of(summed(county(tmp_path / "归档")), FORM)
    hold_against(record, FORM)
    requests = record["tables"]["requests"]
    # Of each return: 12 people and 3 firms asked, 2 were carried in.
    assert requests["received"]["total"] == 6 * 15
    assert requests["carried_in"]["total"] == 6 * 2
    assert record["tables"]["review"]["cases"]["recon_total"] == 6 * 5
    assert (record["scope"], record["unit"]["name"], record["year"]) == ("aggregate", COUNTY, 2025)
    assert record["narrative"]["problems"]["text"] == ""
    assert not any(each["rule"].startswith("N") for each in record["findings"]), "nobody wrote the prose yet"
    again = load_record(dump_record(record))
    assert dump_record(again) == dump_record(record)
    jsonschema.validate(json.loads(dump_record(record)), record_schema(FORM))


def test_only_a_record_of_that_scope_is_a_sum(tmp_path: Path) -> None:
    record = {**record_of(summed(county(tmp_path / "归档")), FORM), "scope": "own"}
    with pytest.raises(ValueError, match="统计口径是 own 的记录不是汇总"):
        hold_against(record, FORM)


def test_what_is_not_there_is_missing_and_never_nothing(tmp_path: Path) -> None:
    found = summed(county(tmp_path / "归档", JUSTICE, RIGHT))
    assert found.figures[LICENCES] == 54120
    assert not found.complete
    assert [(gap.unit, gap.kind, gap.state, gap.of) for gap in found.gaps] == [(JUSTICE, "missing", "not-issued", ""), (RIGHT, "missing", "not-issued", TOWN)]
    assert [each.state for each in found.contributions] == ["accepted", "accepted", "incomplete"]
    told = record_of(found, FORM)
    assert told["aggregate"]["complete"] is False
    assert any("不完整：未报送 2 家" in note and JUSTICE in note and RIGHT in note for note in told["source"]["notes"])


def test_what_a_rule_rejects_is_left_out_and_named(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档", JUSTICE)
    returned(archive, JUSTICE, requests__received__person=13)
    found = summed(archive)
    assert found.figures[LICENCES] == 654120
    assert [(gap.unit, gap.kind, gap.state) for gap in found.gaps] == [(JUSTICE, "left-out", "returned")]


def test_while_a_later_one_does_not_count_the_earlier_does_and_that_is_said(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档")
    returned(archive, JUSTICE, requests__received__person=13)
    found = summed(archive)
    assert found.figures[PERSON] == 6 * 12
    assert [(each.unit, each.later) for each in found.outdated] == [(JUSTICE, "returned")]
    assert any("用的是原来的" in note and JUSTICE in note for note in record_of(found, FORM)["source"]["notes"])
    draft = summed(archive, draft=True)
    assert draft.figures[PERSON] == 5 * 12 + 13
    assert [each.unit for each in draft.unaudited] == [JUSTICE]


def test_a_draft_takes_what_nobody_accepted_and_says_so(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档", JUSTICE)
    returned(archive, JUSTICE, requests__received__person=13)
    found = summed(archive, draft=True)
    assert found.figures[LICENCES] == 654123
    assert found.figures[PERSON] == 5 * 12 + 13
    assert [each.unit for each in found.unaudited] == [JUSTICE]
    assert any("未审核" in note and JUSTICE in note for note in record_of(found, FORM)["source"]["notes"])


def test_what_was_let_pass_counts_and_is_flagged(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档", JUSTICE)
    about = returned(archive, JUSTICE, requests__received__person=13)
    right = returned(archive, JUSTICE)
    with archive.writing() as writer:
        place = writer.keep_record(load_record(archive.read(right.record)), JUSTICE)
    decide(archive, about, "accept", record=place[0], record_sha256=place[1], overrides=("R001",))
    found = summed(archive)
    assert [each.unit for each in found.exceptions] == [JUSTICE]
    assert any("特批接收" in note and "通过" not in note for note in record_of(found, FORM)["source"]["notes"])


def test_with_every_return_to_be_reviewed_none_counts_by_itself(tmp_path: Path) -> None:
    found = summed(county(tmp_path / "归档"), review_all=True)
    assert not found.contributions
    assert {(gap.kind, gap.state) for gap in found.gaps} == {("left-out", "waiting"), ("missing", "missing")}


def test_a_record_that_was_changed_is_in_no_sum(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档")
    place = archive.folder / archive.events[1].record
    place.write_bytes(place.read_bytes().replace(b'"decisions": 20', b'"decisions": 21'))
    with pytest.raises(ArchiveError, match=FINANCE):
        summed(archive)


def test_two_lines_that_mean_one_return_are_told_apart_or_refused(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档")
    listed = roster(Member(20, "示例县财政和国资局", code="110001", parent=COUNTY))
    with pytest.raises(TwiceError, match="同一份报表"):
        summed(archive, listed=listed)


def test_a_parent_whose_own_return_nobody_asks_for_adds_up_its_children(tmp_path: Path) -> None:
    members = [each if each.name != COUNTY else replace(each, scope="aggregate") for each in roster().members]
    listed = replace(roster(), members=tuple(members))
    found = summed(county(tmp_path / "归档"), listed=listed)
    assert found.figures[LICENCES] == 654023
    assert found.complete


# -- Lineage


def test_lineage_has_every_return_with_its_figures_down_through_levels(tmp_path: Path) -> None:
    change = Adjustment(LICENCES, Decimal(-1), "同一处罚重复报")
    lines = [json.loads(each) for each in lineage_of(summed(county(tmp_path / "归档"), adjustments=[change])).splitlines()]
    assert [(each.get("unit"), each["level"], each["of"]) for each in lines] == [
        (COUNTY, 1, ""), (FINANCE, 1, ""), (JUSTICE, 1, ""), (TOWN, 1, ""), (TOWN, 2, TOWN), (LEFT, 2, TOWN), (RIGHT, 2, TOWN), (None, 1, ""),
    ]  # fmt: skip
    assert [each["figures"][LICENCES] for each in lines[:-1]] == [100, 20, 3, 654000, 4000, 50000, 600000]
    assert lines[-1] == {"adjustment": LICENCES, "change": -1, "reason": "同一处罚重复报", "level": 1, "of": ""}
    assert b'"proactive.fees.amount":0.000001' in lineage_of(summed(county(tmp_path / "归档2")))
    assert all(each["record"].startswith("records/") and each["file"].startswith("originals/") for each in lines if each.get("scope") == "own")


# -- Adjustments


def contribution(figures):
    return Contribution("甲局", "", "own", "accepted", "", "", "", "", figures)


ANY = st.dictionaries(st.sampled_from(inputs_of(FORM)), st.integers(0, 10**6).map(Decimal))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50, deadline=None)
@given(st.lists(ANY, max_size=5), ANY)
def test_adjusting_and_taking_it_back_gives_the_same(children, changes):
    entries = [contribution(each) for each in children]
    there = [Adjustment(point, change, "联合发文只计一次") for point, change in changes.items()]
    back = [replace(each, change=-each.change) for each in there]
    plain = added_up(FORM, entries, [])
    assert added_up(FORM, entries, [*there, *back]) == plain
    assert added_up(FORM, entries, [*back, *there]) == plain
    for path in inputs_of(FORM):
        assert plain[path] == sum(each.get(path, 0) for each in children)


def test_all_that_is_wrong_with_adjustments_is_said_at_once():
    wrong = [
        Adjustment("requests.received.total", Decimal(1), "合计不能调整", 2),
        Adjustment("requests.recieved.person", Decimal(1), "名称写错了", 3),
        Adjustment(PERSON, Decimal(-13), "减得太多了", 4),
        Adjustment(LICENCES, Decimal("0.5"), "不是整数的", 5),
    ]
    with pytest.raises(AdjustmentError) as told:
        added_up(FORM, [contribution({PERSON: Decimal(12)})], wrong)
    lines = told.value.sentence.zh.splitlines()
    assert [each[:6] for each in lines] == ["第 2 行：", "第 3 行：", "第 4 行：", "第 5 行："]
    assert "requests.received.person" in lines[0]
    assert "是不是 requests.received.person" in lines[1]
    assert "-1" in lines[2]


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("tables"),
        lambda record: record.update(tables=[]),
        lambda record: record["tables"].update(proactive={"licensing": 3}),
        lambda record: record["tables"]["proactive"].pop("licensing"),
        lambda record: record["tables"]["proactive"]["licensing"].update(decisions=-3),
        lambda record: record["tables"]["proactive"]["licensing"].update(decisions=10**30),
        lambda record: record.update(unit="某局"),
        lambda record: record.update(year="2025"),
    ],
)
def test_a_kept_record_that_is_none_is_refused_by_name(tmp_path: Path, change) -> None:
    archive = county(tmp_path / "归档", FINANCE)
    right = returned(archive, FINANCE, requests__received__person=12)
    record = json.loads(archive.read(right.record))
    change(record)
    data = json.dumps(record).encode()
    (archive.folder / right.record).write_bytes(data)
    # As if it had come in so: the log has the sha256 of these bytes.
    archive.events[-1] = replace(archive.events[-1], record_sha256=hashlib.sha256(data).hexdigest())
    with pytest.raises(ArchiveError, match=FINANCE):
        summed(archive)


def test_a_child_that_types_its_own_sum_enters_by_that(tmp_path: Path) -> None:
    listed = roster(Member(20, FINANCE, code="110001", scope="aggregate"))
    archive = county(tmp_path / "归档")
    assert [(gap.unit, gap.scope) for gap in summed(archive, listed=listed).gaps] == [(FINANCE, "aggregate")], "its own return is not asked for here"
    returned(archive, FINANCE, "aggregate", proactive__licensing__decisions=90)
    found = summed(archive, listed=listed)
    assert found.figures[LICENCES] == 654123 - 20 + 90
    assert [each.scope for each in found.contributions] == ["own", "aggregate", "own", "aggregate"]


def test_a_return_of_another_edition_is_a_gap(tmp_path: Path) -> None:
    listed = roster()
    older = layout_of("zfxxgk/2019").form
    found = collected(county(tmp_path / "归档"), listed, plan_of(listed, line(TOWN)), older, 2025)
    assert not found.contributions
    assert {(gap.kind, gap.why.zh) for gap in found.gaps} == {("left-out", "用的是 zfxxgk/2021，不是 zfxxgk/2019")}


def test_what_is_known_to_be_wrong_is_in_no_sum(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档", JUSTICE)
    about = returned(archive, JUSTICE)
    wrong = replace(about, event="imported", outcome="", verdict="rejected", sha256="f" * 64, kept="", url="https://example.gov.cn")
    with archive.writing() as writer:
        writer.add(wrong)
    found = summed(archive)
    assert [(gap.unit, gap.kind, gap.why.zh) for gap in found.gaps] == [(JUSTICE, "left-out", "已公开（有误）")]
    assert found.figures[LICENCES] == 654120
    # A correction that waits for somebody changes nothing of that.
    receive(archive, workbook(JUSTICE), outcome="accepted")
    found = summed(archive)
    assert [(gap.unit, gap.kind, gap.state) for gap in found.gaps] == [(JUSTICE, "left-out", "waiting")]
    assert found.figures[LICENCES] == 654120


def test_of_two_returns_in_conflict_none_is_in_a_sum_nor_in_a_draft(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档", JUSTICE)
    receive(archive, workbook(JUSTICE), outcome="accepted")
    receive(archive, workbook(JUSTICE, proactive__licensing__decisions=7), outcome="conflict")
    for draft in (False, True):
        found = summed(archive, draft=draft)
        assert [(gap.unit, gap.kind, gap.state) for gap in found.gaps] == [(JUSTICE, "left-out", "waiting")]
        assert "选定" in found.gaps[0].why.zh
