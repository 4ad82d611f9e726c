"""A made-up county for tests of status: forty-seven units in every state, drawn once and for all."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random

from govxl.archive.cases import Cases
from govxl.archive.events import Event, EventKind
from govxl.office.roster import Member, roster_of
from govxl.office.settings import Office
from govxl.office.status import Overview, overview_of

__all__ = ["OFFICE", "TODAY", "county", "event", "overview"]

TODAY = datetime(2026, 1, 18, 17)
OFFICE = Office(
    recipient="示例县政务公开办公室",
    contact="李四",
    phone="0530-7654321",
    email="zwgk@example.gov.cn",
    deadlines={"default": date(2026, 1, 15), "government": date(2026, 1, 31)},
)
TOP = "示例县人民政府"
OFFICES = ["财政局", "司法局", "教育局", "民政局", "自然资源和规划局", "生态环境局", "住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局", "文化和旅游局"]
TOWNS = ("城关镇", "东风镇", "幸福乡", "和平镇")


def event(kind: EventKind, unit: str, day: int = 12, **more: object) -> Event:
    known = {"time": f"2026-01-{day:02d}T09:30:00+08:00", "by": "李四", "form": "zfxxgk", "edition": "2021"}
    return Event(event=kind, **{**known, "unit": unit, "year": 2025, "scope": "own", **more})  # type: ignore[arg-type]


def overview(members: Sequence[Member], events: Sequence[Event], at: datetime = TODAY, review_all: bool = False) -> Overview:
    form = ("zfxxgk", "某某年度报告")
    return overview_of(roster_of(tuple(members)), Cases(events), form, 2025, at, OFFICE.deadlines, review_all, events)


def county() -> Overview:
    rng = Random(7)
    members = [Member(2, TOP, level="county", kind="government", contact="王五", phone="0530-1234567")]
    members += [
        Member(3 + n, f"示例县{name}", code=f"1137{n:014d}", kind="department", parent=TOP, contact=rng.choice(("张三", "")))
        for n, name in enumerate(OFFICES)
    ]
    for town in TOWNS:
        members.append(Member(20, f"示例县{town}人民政府", kind="government", parent=TOP))
        members += [
            Member(21, f"示例县{town}{name}", kind="other", parent=f"示例县{town}人民政府")
            for name in ("便民服务中心", "综合行政执法队")
        ]
    events: list[Event] = []
    for n, each in enumerate(members):
        sha = f"{n:064d}"
        record = f"records/zfxxgk/2021/2025/{each.name}/1.json"
        came = {"code": each.code, "sha256": sha, "file": f"{each.name}.xlsx"}
        if n % 9 != 8:
            events.append(event("issued", each.name, 5, code=each.code))
        match n % 9:
            case 0 | 1:
                events.append(event("received", each.name, 9 + n % 6, **came, outcome="accepted", verdict="accepted", record=record))
                if n % 2:
                    url = f"https://www.example.gov.cn/xxgk/2025/{n}.html"
                    events.append(event("published", each.name, 17, code=each.code, record=record, url=url, date="2026-01-17"))
            case 2:
                events.append(event("received", each.name, 10, **came, outcome="accepted", verdict="accepted", record=record, explained=2))
            case 3 | 4:
                events.append(event("received", each.name, 11, **came, outcome="rejected", verdict="rejected", hard=3, codes=("R001", "V001")))
                if n % 9 == 3:
                    note = {"decision": "accept", "overrides": ("R001", "V001"), "note": "系统迁移，2月底前更正"}
                    events.append(event("decided", each.name, 13, code=each.code, sha256=sha, record=record, **note))
                else:
                    events.append(event("returned", each.name, 11, code=each.code, sha256=sha, file=f"{each.name}-退回修改.xlsx"))
            case 5:
                twin = {**came, "sha256": sha[::-1], "record": record.replace("/1.json", "/2.json"), "outcome": "conflict"}
                events.append(event("received", each.name, 10, **came, outcome="accepted", verdict="accepted", record=record))
                events.append(event("received", each.name, 14, **twin, verdict="accepted"))
    events.append(event("received", "示例县文旅局", 14, code="X1", file="文旅局.xlsx", outcome="unknown-unit"))
    unreadable = Event(event="received", time="2026-01-15T10:00:00+08:00", by="李四", file="扫描件/IMG.xlsx", outcome="unreadable")
    return overview(members, [*events, unreadable])
