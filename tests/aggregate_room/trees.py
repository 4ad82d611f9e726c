"""Little trees for tests of sums: a county with two bureaus and a town with two stations, their figures typed by hand."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from govxl.aggregate.collecting import Collector
from govxl.aggregate.family import Family
from govxl.aggregate.model import Adjustment, Sum, SumPlan
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.model import Identity
from govxl.form.model import Form
from govxl.office.roster import Member, Roster, roster_of
from govxl.workbook.writer import Contents, build_workbook
from tests.kept import receive
from tests.returns import ISSUED, accepted_values, layout_of

__all__ = [
    "COUNTY", "FINANCE", "JUSTICE", "LEFT", "RIGHT", "TOWN", "collected", "county", "decide", "plan_of", "returned", "roster", "workbook",
]  # fmt: skip

COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT = (
    "示例县人民政府", "示例县财政局", "示例县司法局", "示例县东风镇人民政府", "东风镇便民服务中心", "东风镇执法队",
)  # fmt: skip
CODES = {name: f"11{n:04d}" for n, name in enumerate((COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT))}
LEVELS = {COUNTY: ("county", "government"), TOWN: ("township", "government")}
TYPED = {
    COUNTY: {"requests.received.person": 12, "proactive.licensing.decisions": 100, "proactive.fees.amount": Decimal("1.5")},
    FINANCE: {"requests.received.person": 12, "proactive.licensing.decisions": 20, "proactive.fees.amount": Decimal("0.25")},
    JUSTICE: {"requests.received.person": 12, "proactive.licensing.decisions": 3, "proactive.fees.amount": 0},
    TOWN: {"requests.received.person": 12, "proactive.licensing.decisions": 4000, "proactive.fees.amount": 0},
    LEFT: {"requests.received.person": 12, "proactive.licensing.decisions": 50000, "proactive.fees.amount": 0},
    RIGHT: {"requests.received.person": 12, "proactive.licensing.decisions": 600000, "proactive.fees.amount": Decimal("0.000001")},
}  # fmt: skip
"""What differs: every unit's licences have a digit of their own, so that a sum says who is in it."""


def roster(*more: Member) -> Roster:
    parents = {FINANCE: COUNTY, JUSTICE: COUNTY, TOWN: COUNTY, LEFT: TOWN, RIGHT: TOWN}
    members = [
        Member(n + 2, name, code=CODES[name], level=level, kind=kind, parent=parents.get(name, ""))
        for n, name in enumerate(TYPED)
        for level, kind in [LEVELS.get(name, ("", "department"))]
    ]
    return roster_of((*members, *more))


@cache
def workbook(unit: str, scope: str = "own", year: int = 2025, **changes: Any) -> bytes:
    """The right return of a unit; points in `changes` with __ for their dots."""
    layout = layout_of()
    level, kind = LEVELS.get(unit, ("", "department"))
    identity = Identity("zfxxgk", "2021", unit, CODES.get(unit, ""), level, kind, year, scope)
    typed = {path.replace("__", "."): value for path, value in changes.items()}
    values = accepted_values(layout) | TYPED.get(unit, {}) | {"unit.title": unit} | typed
    exact = {path: Decimal(v) if isinstance(v, int) else v for path, v in values.items() if v is not None}
    return build_workbook(layout, Contents(identity.texts(), exact, ISSUED))


def returned(archive: Archive, unit: str, scope: str = "own", year: int = 2025, **changes: Any) -> Event:
    return receive(archive, workbook(unit, scope, year, **changes), f"{unit}.xlsx")


MADE = TemporaryDirectory(prefix="govxl-trees-")
"""Where archives wait that several tests begin with."""


def county(folder: Path, *without: str) -> Archive:
    """An archive with the returns of all six units but some."""
    copytree(_county(without), folder)
    return Archive(folder)


@cache
def _county(without: tuple[str, ...]) -> Path:
    archive = Archive(Path(MADE.name) / str(len(list(Path(MADE.name).iterdir()))))
    for unit in TYPED:
        if unit not in without:
            returned(archive, unit)
    return archive.folder


def decide(archive: Archive, about: Event, decision: str, **more: Any) -> None:
    told = {
        "form": about.form, "edition": about.edition, "unit": about.unit, "code": about.code, "year": about.year,
        "scope": about.scope, "sha256": about.sha256, "record": about.record, "record_sha256": about.record_sha256,
    }  # fmt: skip
    with archive.writing() as writer:
        writer.add(Event(event="decided", time="2026-01-15T09:00:00+08:00", by="李四", decision=decision, note="已核实", **{**told, **more}))


def plan_of(listed: Roster, parent: Member) -> SumPlan:
    return Family(listed).plan_of(parent)


def collected(
    archive: Archive, listed: Roster, plan: SumPlan, form: Form, year: int, adjustments: Iterable[Adjustment] = (), draft: bool = False, review_all: bool = False
) -> Sum:
    """Make one sum by itself."""
    return Collector(archive, listed, form, year, draft, review_all).sum_of(plan, adjustments)
