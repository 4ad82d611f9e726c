"""Who is where: the roster held beside the archive, one standing a unit, and what does not fit between the two.

Nothing here is kept, and nothing is decided: whoever has the roster, the log and the day has all of this.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from govxl.archive.cases import ASIDE, COUNTING, MISSENT, Cases, State, UnitCase, number_of
from govxl.archive.events import Event
from govxl.filing.units import Register, Unit
from govxl.office.roster import Member, Roster, roster_of
from govxl.office.settings import DEFAULT
from govxl.words import SCOPES, SEMICOLON, STATES, Both, scope_word

__all__ = ["DONE", "OWED", "WAITING", "Branch", "Overview", "Standing", "members_in", "named", "overview_of"]

OWED: tuple[State, ...] = ("not-issued", "missing", "returned")
"""States of a return that the unit has not handed in, or not as it must be: only these can be late."""

DONE: tuple[State, ...] = ("exception", "accepted", "published")
"""States of a return that counts."""

ORDER: tuple[State, ...] = ("missing", "returned", "waiting", "not-issued", "exception", "accepted", "published")
"""States in the order in which an office asks about them."""

WAITING: Mapping[State, tuple[str | None, Both]] = {
    "not-issued": ("issue", Both("下发", "being issued")),
    "missing": ("return", Both("单位报送", "the unit's return")),
    "returned": ("correction", Both("单位改正", "the unit's correction")),
    "waiting": ("decision", Both("办公室审核", "the office's decision")),
    "exception": ("publication", Both("公开", "publication")),
    "accepted": ("publication", Both("公开", "publication")),
    "published": (None, Both("", "")),
}
"""What a return waits for: in a word for programs, and in words."""


NOTHING_CAME = Both("发出过报表，没有报来", "a workbook was issued, and nothing came")

ROUND = ("issued", "received", "decided", "published")
"""What happens to returns in the round of their year; what was published in earlier years is imported at any time."""


MISSENT_CODES = frozenset(MISSENT)


class Scoped(Unit, Protocol):
    """A unit, and which of its returns is meant."""

    @property
    def scope(self) -> str:
        """The key of the scope."""


def named(unit: Scoped) -> str:
    """Give a unit's full name, with the scope where it is not the usual one."""
    return unit.name if unit.scope in ("", next(iter(SCOPES))) else f"{unit.name}（{scope_word(unit.scope)}）"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit of the roster stands; `since` is when it came there, and empty before anything happened.

    `event` is the return that counts, be it rejected, and `case` all that happened; None where nothing did.
    """

    member: Member
    state: State
    late: bool = False
    deadline: date | None = None
    since: str = ""
    event: Event | None = None
    case: UnitCase | None = None

    @property
    def name(self) -> str:
        """The unit's full name, with the scope where it is not the usual one."""
        return named(self.member)

    @property
    def is_exception(self) -> bool:
        """Whether its return counts although it was rejected, be it published since."""
        return self.case is not None and self.case.is_exception

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has to choose among its returns."""
        return self.case is not None and self.case.is_conflict

    @property
    def words(self) -> Both:
        """The state in a word; what was published as an exception, or is known to be wrong, says so."""
        return self.case.state_words() if self.case and self.state == "published" else STATES[self.state]

    @property
    def label(self) -> str:
        """The same in Chinese."""
        return self.words.zh

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an office should know besides, a sentence each."""
        told, case = [], self.case
        if case is None:
            return ()
        if case.is_conflict:
            numbers = "、".join(str(number_of(each)) for each in case.rivals)
            told.append(f"报了 {len(case.rivals)} 份数据不同的表（记录 {numbers}），要选定一份")
        if self.is_exception and case.accepted_by:
            by = case.accepted_by
            told.append(f"{by.by} {by.time[:10]} {STATES['exception'].zh}，越过 {'、'.join(by.overrides)}：{by.note}")
        elif case.decided and case.decided.event == "decided" and case.decided.note:
            told.append(f"{case.decided.by}：{case.decided.note}")
        if case.published and not case.is_history:
            last = case.published[-1]
            times = f"，先后公开 {len(case.published)} 份" if len(case.published) > 1 else ""
            told.append(f"{last.date} 公开 {last.url}{times}")
            if case.is_correction:
                told.append("公开后又报了一份，更正待定")
            elif last.note:
                told.append(f"公开时说明：{last.note}")
        return tuple(told)

    def plain(self) -> dict[str, Any]:
        """Give it as values, as `status --json` prints it."""
        record = self.case.record if self.case else ""
        return {
            "unit": self.member.name,
            "code": self.member.code,
            "parent": self.member.parent,
            "state": self.state,
            "late": self.late,
            "since": self.since or None,
            "file": self.event.file if self.event else None,
            "record": record or None,
            "hard": self.event.hard if self.event else 0,
            "explained": self.event.explained if self.event else 0,
            "waiting_for": WAITING[self.state][0],
        }


TOP, EVERYBODY = Both("（没有上级的）", "(without a parent)"), Both("各单位", "all units")


@dataclass(frozen=True, slots=True)
class Branch:
    """The units below one parent, whose name is empty for those at the top; late ones first."""

    parent: str
    standings: tuple[Standing, ...]

    @property
    def done(self) -> int:
        """How many of them have a return that counts."""
        return sum(each.state in DONE for each in self.standings)

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(each.late for each in self.standings)


@dataclass(frozen=True)
class Overview:
    """All units at one moment, in the roster's order; `title` is what they report, `at` the moment in words.

    `strangers` are returns of units that the roster lacks, `unknown` files that nobody can tell whose they are.
    """

    title: str
    year: int
    at: str
    standings: tuple[Standing, ...]
    strangers: tuple[UnitCase, ...] = ()
    unknown: tuple[Event, ...] = ()

    @cached_property
    def counts(self) -> dict[State, int]:
        """How many are in each state, in the order of a return's way."""
        found = Counter(each.state for each in self.standings)
        return {state: found[state] for state in STATES}  # type: ignore[index,misc]

    def why_stranger(self, case: UnitCase) -> Both:
        """Say of a unit that the roster lacks what else is known: what counts of it, that its code is another."""
        listed = self._listed.of_name(case.unit.name)
        codes = [each.code for each in listed if each.code and each.scope == case.unit.scope]
        told = [] if case.last("received", "imported") else [NOTHING_CAME]
        told += [Both(f"名单里它的代码是“{code}”", f"its code in the list is “{code}”") for code in codes[:1]]
        if case.state() in COUNTING:
            unit = case.unit
            # The year as well, for where none is said it would be this year's return.
            which = f"--year {unit.year}" + (f" --scope {unit.scope}" if unit.scope != next(iter(SCOPES)) else "")
            how = f"govxl archive decide {unit.code or unit.unit} {which} --return"
            zh, en = f"{how} --by 姓名 --note 理由", f"{how} --by NAME --note WHY"
            told.append(Both(f"它的表还算数，不该算的用 {zh}", f"its return still counts; where it must not: {en}"))
        return SEMICOLON.between(*told)

    @cached_property
    def _listed(self) -> Register[Member]:
        return Register(each.member for each in self.standings)

    @cached_property
    def groups(self) -> tuple[Branch, ...]:
        """The units by parent, in the order in which their first stands in the roster."""
        found: dict[str, list[Standing]] = {}
        for each in self.standings:
            found.setdefault(each.member.parent, []).append(each)
        return tuple(Branch(parent, by_urgency(members)) for parent, members in found.items())

    @property
    def top(self) -> Both:
        """What the group at the top is called, which may be the only one."""
        return TOP if len(self.groups) > 1 else EVERYBODY

    @property
    def late(self) -> tuple[Standing, ...]:
        """Those that are late."""
        return by_urgency(each for each in self.standings if each.late)

    def of(self, *states: State) -> tuple[Standing, ...]:
        """Give those in some states."""
        return tuple(each for each in self.standings if each.state in states)

    @property
    def exceptions(self) -> tuple[Standing, ...]:
        """Those that count although they were rejected, published ones among them."""
        return tuple(each for each in self.standings if each.is_exception)

    @property
    def conflicts(self) -> tuple[Standing, ...]:
        """Those among whose returns somebody has to choose."""
        return tuple(each for each in self.standings if each.is_conflict)


def by_urgency(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Put late ones first, then by state; those that are alike stay in the roster's order."""
    return tuple(sorted(standings, key=lambda each: (not each.late, ORDER.index(each.state))))


def overview_of(
    roster: Roster,
    cases: Cases,
    form: tuple[str, str],
    year: int,
    at: datetime,
    deadlines: Mapping[str, date],
    review_all: bool = False,
    events: Sequence[Event] = (),
    timed: bool = True,
) -> Overview:
    """Hold a roster beside an archive; `form` is a form's id and title, `deadlines` are those of office.toml.

    A moment that is not `timed` is a whole day.
    """
    id_, title = form
    standings = []
    seen: set[int] = set()
    for member in roster.members:
        case = cases.find(id_, year, member.scope, member)
        state: State = case.state(review_all) if case else "not-issued"
        deadline = deadlines.get(member.kind, deadlines.get(DEFAULT))
        late = state in OWED and deadline is not None and at.date() > deadline
        standings.append(
            Standing(member, state, late, deadline, _since(case, state), case.current if case else None, case)
        )
        seen.add(id(case))
    strangers = tuple(case for case in cases.of(id_, year) if id(case) not in seen)
    moment = f"{at.year}年{at.month}月{at.day}日{f'{at.hour}时' if timed else ''}"
    return Overview(title, year, moment, tuple(standings), strangers, tuple(_unknown_in(events, id_, year)))


def _unknown_in(events: Sequence[Event], form: str, year: int) -> Iterator[Event]:
    """Yield files of which nobody can tell whose they are, but those that came in the round of another year.

    Such a file says nothing of its year. It is of an earlier round where it came before all of this one and something
    of an earlier one came after it, and of a later one once something of that had come in, for workbooks may be issued
    early; where in doubt, it is told.
    """
    rounds = [
        (nth, each)
        for nth, each in enumerate(events)
        # A return of another year than was asked for, or of nobody asked, begins no round.
        if each.event in ROUND
        and each.form == form
        and each.outcome not in ASIDE
        and MISSENT_CODES.isdisjoint(each.codes)
    ]
    began = next((nth for nth, of in rounds if of.year == year), len(events))
    over = next((nth for nth, of in rounds if of.year > year and of.event != "issued"), len(events))
    before = max((nth for nth, of in rounds if of.year < year and nth < began), default=0)
    for nth, each in enumerate(events):
        if each.event == "received" and not each.unit and before <= nth < over:
            yield each


def _since(case: UnitCase | None, state: State) -> str:
    """Say when a return came to where it stands."""
    if case is None:
        return ""
    told = case.decided or case.current or case.last("issued")
    return told.time if told and state != "not-issued" else ""


def members_in(cases: Cases, form: str, year: int) -> Roster:
    """Take the units of an archive for a roster, where there is none."""
    units = [case.unit for case in cases.of(form, year)]
    return roster_of(tuple(Member(0, each.unit, code=each.code, scope=each.scope) for each in units))
