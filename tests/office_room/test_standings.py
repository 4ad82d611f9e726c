"""Standings and what is told of them: the roster held beside an archive, counts, notice, messages, workbook and page."""

import re
from datetime import date, datetime
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from govxl.office.notices import messages, notice
from govxl.office.roster import Member
from govxl.office.status import Standing
from govxl.office.status_charts import by_day, by_parent, draw_days, draw_parents
from govxl.office.status_page import status_page
from govxl.office.status_sheet import status_workbook
from govxl.words import STATES
from tests.on_screen import examine
from tests.standings import OFFICE, TODAY, county, event, overview

A, B = Member(2, "甲局", code="D1", parent="某县"), Member(3, "乙局", parent="某县")
GOOD = {"outcome": "accepted", "verdict": "accepted", "record": "records/zfxxgk/2021/2025/甲局/1.json", "file": "甲.xlsx"}
BAD = {"outcome": "rejected", "verdict": "rejected", "hard": 2, "codes": ("R001",), "file": "甲.xlsx", "sha256": "1"}


def only(members, events, **how) -> list[Standing]:
    return list(overview(members, events, **how).standings)


def test_every_unit_of_the_roster_is_in_exactly_one_state():
    shown = county()
    assert sum(shown.counts.values()) == len(shown.standings) == 25
    assert list(shown.counts) == list(STATES)
    assert all(shown.counts.values()), "the draw must reach every state"
    assert sum(len(group.standings) for group in shown.groups) == 25


def test_a_unit_is_its_own_under_another_spelling_and_by_its_code():
    (one,) = only([A], [event("received", "甲 局", **GOOD)])
    assert one.state == "accepted"
    (one,) = only([A], [event("received", "甲局（新）", code="d1", **GOOD)])
    assert one.state == "accepted"
    shown = overview([A], [event("received", "甲局", code="D2", **GOOD)])
    assert [each.state for each in shown.standings] == ["not-issued"]
    assert [case.unit.code for case in shown.strangers] == ["D2"], "nothing that came is left out in silence"


def test_own_and_aggregate_are_two():
    both = Member(4, "甲局", code="D1", scope="aggregate")
    own, aggregate = only([A, both], [event("received", "甲局", code="D1", **GOOD)])
    assert (own.state, aggregate.state, aggregate.name) == ("accepted", "not-issued", "甲局（汇总）")


def test_another_year_is_none_of_this_one():
    (one,) = only([A], [event("received", "甲局", **{**GOOD, "year": 2024})])
    assert one.state == "not-issued"


def test_an_office_that_looks_at_everything():
    (one,) = only([A], [event("received", "甲局", **GOOD)], review_all=True)
    assert (one.state, one.plain()["waiting_for"]) == ("waiting", "decision")


@pytest.mark.parametrize(("day", "late"), [(15, False), (16, True)])
def test_what_is_owed_is_late_after_its_day(day, late):
    at = datetime(2026, 1, day, 23, 59)
    assert [each.late for each in only([A, B], [event("received", "甲局", **BAD)], at=at)] == [late, late]
    assert not only([A], [event("received", "甲局", **GOOD)], at=at)[0].late
    assert not only([Member(2, "甲局", kind="government")], [], at=at)[0].late, "its kind has a day of its own"


def test_late_ones_come_first_below_their_parent():
    kinds = [Member(2, "一", kind="government", parent="县"), Member(3, "二", parent="县"), Member(4, "三", parent="县")]
    (group,) = overview(kinds, [event("received", "二", **GOOD)]).groups
    assert [each.name for each in group.standings] == ["三", "一", "二"]
    assert (group.parent, group.done, group.late) == ("县", 1, 1)


def test_an_exception_is_named_wherever_it_is_told_of():
    accepted = event("decided", "甲局", sha256="1", decision="accept", overrides=("R001",), note="系统迁移", record="r/1.json")
    out = event("published", "甲局", record="r/1.json", url="https://a.cn/1", date="2026-01-20")
    for events, label in (([accepted], "特批接收"), ([accepted, out], "已公开（特批接收）")):
        shown = overview([A, B], [event("received", "甲局", **BAD), *events])
        assert shown.standings[0].label == label
        told = [status_page(shown, OFFICE, TODAY.date()), sheets_of(status_workbook(shown))]
        for text in told:
            assert "系统迁移" in text
            assert label in text
        assert "其中" not in notice(shown)
        assert "甲局" not in notice(shown)


def sheets_of(data: bytes) -> str:
    return "\n".join(str(c.value) for s in load_workbook(BytesIO(data)) for row in s.iter_rows() for c in row if c.value)


def test_history_that_is_wrong_says_so():
    wrong = event("imported", "甲局", outcome="accepted", verdict="rejected", record="r/1.json")
    assert only([A], [wrong])[0].label == "已公开（有误）"


# -- In words


def test_the_notice_says_who_owes_what():
    events = [event("issued", "甲局", code="D1"), event("received", "乙局", **{**GOOD, "explained": 1})]
    assert notice(overview([A, B], events)) == "截至1月18日17时，未报送1家：甲局；待审核1家。"
    events += [event("received", "甲局", code="D1", **BAD)]
    assert notice(overview([A, B], events)) == "截至1月18日17时，退回待改1家：甲局；待审核1家。"


def test_when_all_is_in_the_notice_says_that():
    shown = overview([A], [event("received", "甲局", **GOOD)], at=datetime(2027, 3, 1, 8))
    assert notice(shown) == "截至2027年3月1日8时，1家已全部报送，没有待改的。"


def test_the_message_names_problems_the_office_s_note_and_the_workbook():
    member = Member(2, "甲局", contact="张三")
    back = event("returned", "甲局", sha256="1", file="甲局-退回修改2.xlsx")
    no = event("decided", "甲局", sha256="1", decision="return", note="请补充说明")
    shown = overview([member], [event("received", "甲局", **BAD), no, back], at=datetime(2026, 1, 10, 9))
    (message,) = messages(shown, OFFICE, date(2026, 1, 10))
    assert message.attached == "甲局-退回修改2.xlsx"
    assert message.text == (
        "甲局（张三）：\n"
        "你单位报送的2025年度某某年度报告（甲.xlsx）需要修改。必须改正或说明的有2处：R001 勾稽不符。\n"
        "审核意见：请补充说明\n"
        "附件“甲局-退回修改2.xlsx”保留了所填的内容，问题标在各表的格子里，清单在最前面的表。"
        "请于1月15日前在附件上改好（不要另用旧表），发到 zwgk@example.gov.cn。\n"
        "示例县政务公开办公室　联系人：李四　0530-7654321"
    )
    (message,) = messages(shown, OFFICE, date(2026, 1, 16))
    assert "请尽快在附件上改好" in message.text


# -- Charts


def test_the_charts_count_what_the_overview_counts():
    shown = county()
    parents = by_parent(shown)
    counts = shown.counts
    done = counts["exception"] + counts["accepted"] + counts["published"]
    owed = counts["missing"] + counts["not-issued"]
    assert parents.rows[0] == ("全部", (done, counts["waiting"], counts["returned"], owed))
    assert all(len(row) == 4 and sum(row) > 0 for _, row in parents.rows)
    days = by_day(shown, TODAY.date())
    assert (days.first, days.done[-1], days.units) == (date(2026, 1, 9), done, 25)
    assert len(days.reported) == 10
    assert days.reported[-1] == sum(1 for each in shown.standings if each.case and each.case.returns)
    assert list(days.reported) == sorted(days.reported)
    for svg in (draw_parents(parents, "p"), draw_days(days, "d")):
        assert svg.startswith('<svg role="img"')
        assert "NaN" not in svg
        assert not re.search(r'="-', svg)


def test_there_is_no_line_where_there_are_no_days():
    assert by_day(overview([A], []), TODAY.date()) is None
    assert by_day(overview([A], [event("received", "甲局", 18, **GOOD)]), TODAY.date()) is None


def test_many_parents_are_those_behind():
    members = [Member(n, f"{n}局", parent=f"{n % 20}县") for n in range(40)]
    rows = by_parent(overview(members, [event("received", "0局", **GOOD)])).rows
    assert len(rows) == 13
    assert "0县" not in [name for name, _ in rows]


# -- The page


def test_the_page_says_everything_once_for_itself():
    shown = county()
    page = status_page(shown, OFFICE, TODAY.date())
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r'(src|href)="', page)
    text = unescape(re.sub(r"<[^>]*>", "", page.partition("<main>")[2]))
    assert all(each.name in text for each in shown.standings)
    assert notice(shown) in text
    for each in ("示例县文旅局（X1）", "扫描件/IMG.xlsx", "报了 2 份数据不同的表（记录 1、2），要选定一份"):
        assert each in text
    assert text.count("在附件上改好（不要另用旧表）") == shown.counts["returned"]


def test_what_units_call_themselves_is_no_markup():
    shown = overview([Member(2, '<b>甲</b>&"局')], [])
    page = status_page(shown, OFFICE, TODAY.date())
    assert "<b>甲</b>" not in page
    assert "&lt;b&gt;甲&lt;/b&gt;" in page


def test_an_accessibility_checker_objects_to_nothing_on_a_phone_or_a_desk(browser, tmp_path):
    page = status_page(county(), OFFICE, TODAY.date())
    found = examine({f"status-{width}": (page, width) for width in (375, 768, 1280)}, tmp_path)
    for name, told in found.items():
        assert told["violations"] == [], name
        assert told["overflow"] <= 0, name
        assert {"color-contrast", "svg-img-alt", "document-title", "html-has-lang"} <= set(told["rules"])


def test_a_city_of_ten_thousand_is_told_in_one_go():
    members = [Member(n, f"第{n}单位", code=f"{n:018d}", parent=f"{n % 200}县") for n in range(10_000)]
    events = [event("received", f"第{n}单位", code=f"{n:018d}", **GOOD) for n in range(0, 10_000, 2)]
    shown = overview(members, events)
    assert (shown.counts["accepted"], shown.counts["not-issued"], len(shown.groups)) == (5000, 5000, 200)
