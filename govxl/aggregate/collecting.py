"""What belongs in a sum and what is there of it: the roster's tree held against the archive."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from govxl.aggregate.against import typed_aside
from govxl.aggregate.changes import as_last_year, unit_changes
from govxl.aggregate.family import AGGREGATE, OWN, Family, TwiceError
from govxl.aggregate.model import Adjustment, Contribution, Gap, Sum, SumPlan
from govxl.aggregate.once import Once
from govxl.aggregate.received import LackingError, ReceivedSums
from govxl.aggregate.records import adjustments_in, record_of
from govxl.aggregate.returns import Counted, kept_record, standing_in
from govxl.aggregate.summing import AdjustmentError, added_up
from govxl.archive.events import Event
from govxl.archive.prior import standing
from govxl.archive.store import Archive
from govxl.filing.model import Prior
from govxl.filing.record import Record, dump_record, load_record, prior_in
from govxl.filing.units import Register, Unit, folded
from govxl.form.model import Form
from govxl.layout.layout import arrange
from govxl.office.roster import Member, Roster
from govxl.text import brief
from govxl.words import COLON, SEMICOLON, Both

__all__ = ["Collector", "kept_adjustments", "kept_sum", "same_sum"]


class Collector:
    """Makes the sums of one roster; none twice, and none that one return enters twice, at whatever level.

    `named` are units whose returns are in although they were published and are known to be wrong.
    """

    def __init__(
        self,
        archive: Archive,
        roster: Roster,
        form: Form,
        year: int,
        draft: bool = False,
        review_all: bool = False,
        severities: Mapping[str, str] | None = None,
        named: Iterable[Unit] = (),
    ) -> None:
        self.archive, self.family, self.form, self.year = archive, Family(roster), form, year
        self._draft, self._review_all, self._severities = draft, review_all, severities or {}
        self._named, self._listed = Register(named), Register(roster.members)
        self._made: dict[str, Sum] = {}
        self._once = Once()

    def sum_of(self, plan: SumPlan, adjustments: Iterable[Adjustment] = ()) -> Sum:
        """Make a sum of what the archive has; a child that is a parent enters by its own sum, made likewise.

        Adjustments of such a child are those that its kept sum has. Returns of other editions are gaps, not figures.
        Raises OSError where a record cannot be read, ArchiveError where it is not the one that was kept, TwiceError
        where a return would count twice, AdjustmentError as `added_up` does.
        """
        entries: list[Contribution] = []
        gaps: list[Gap] = []
        for member, scope in [*([(plan.own, OWN)] if plan.own else []), *plan.children]:
            if scope == AGGREGATE and self.family.is_parent(member):
                self._enter_sum(member, entries, gaps)
            else:
                self._enter_return(member, scope, entries, gaps)
        form, parent, kept = self.form, plan.parent, tuple(adjustments)
        last = as_last_year(self.archive, self._listed, form.id, self.year, parent)
        try:
            figures = added_up(form, entries, kept)
        except AdjustmentError as error:
            raise AdjustmentError(_of_whose_sum(parent, kept, error.sentence)) from None
        made = Sum(
            form=form.id,
            edition=form.edition,
            parent=parent,
            year=self.year,
            contributions=tuple(entries),
            gaps=tuple(gaps),
            adjustments=kept,
            figures=figures,
            draft=self._draft,
            prior=prior_sum(self.archive, form, self.year, last),
            severities=self._severities,
            set_aside=tuple(self._set_aside(entries)),
        )
        own = typed_aside(self.archive, form, made)
        apart = [own] if own and (own.why or own.differing) else []
        typed = [*apart, *(told for each in entries if each.below for told in each.below.typed)]
        made = replace(made, changes=unit_changes(self.archive, made, last), typed=tuple(typed))
        self._made[folded(parent.name)] = made
        return made

    def _enter_return(self, member: Member, scope: str, entries: list[Contribution], gaps: list[Gap]) -> None:
        case = self.archive.cases.find(self.form.id, self.year, scope, member)
        found = standing_in(self.archive, case, self.form, self._draft, self._review_all, self._is_named(member))
        # It may have handed over the sum it made itself, beside the one it typed or in place of it.
        handed = kept_sum(self.archive, self.form, self.year, member) if scope == AGGREGATE else None
        if isinstance(found, Counted):
            if handed and self._is_what_was_typed(handed, found):
                self._enter_handed(member, scope, handed, entries, gaps)
                return
            entry = Contribution(member.name, member.code, scope, *found)
            self._hold_once(entry, brief(member.name))
            entries.append(entry)
        elif handed is None or found.kind != "missing":
            gaps.append(Gap(member.name, member.code, scope, *found))
        else:
            self._enter_handed(member, scope, handed, entries, gaps)

    def _is_named(self, member: Member) -> bool:
        """Tell whether somebody wants a unit's return in although it was published and is known to be wrong."""
        return bool(self._named.find(member))

    def _is_what_was_typed(self, handed: Event, typed: Counted) -> bool:
        """Tell whether a whole sum has every figure of what was typed and accepted: then it says where they are from.

        What was let pass, or waits, counts as what it is.
        """
        try:
            below = self._received.sum_of(handed)
        except LackingError:
            return False
        whole = below.complete and typed.state in ("accepted", "published") and not (typed.unaudited or typed.later)
        return whole and {path: value for path, value in below.figures.items() if value} == typed.figures

    def _enter_handed(
        self, member: Member, scope: str, handed: Event, entries: list[Contribution], gaps: list[Gap]
    ) -> None:
        """Enter the sum that a child made itself, with all that is below it."""
        try:
            below = self._received.sum_of(handed)
        except LackingError as error:
            zh = f"归档里有它的汇总，但没有里面“{brief(error.unit)}”的记录；请对方连同明细重新导出归档包"
            why = Both(zh, f"its sum is there, but not the record of “{brief(error.unit)}” in it; ask for the bag anew")
            gaps.append(Gap(member.name, member.code, scope, "left-out", "missing", why))
            return
        for each in below.returns:
            # Under another name than its own, for it may be in another sum as well, or among the units here.
            self._hold_once(each, f"{brief(each.unit)}（{brief(member.name)}的汇总）")
        gaps += [gap if gap.of else replace(gap, of=member.name) for gap in below.gaps]
        entries.append(_of_sum(member, below, handed))

    def _set_aside(self, entries: Iterable[Contribution]) -> Iterator[Contribution]:
        """Yield what children typed that handed a sum over as well: what is below that is not in this one."""
        for each in entries:
            if each.below:
                yield from each.below.set_aside
            elif each.scope == AGGREGATE and kept_sum(
                self.archive, self.form, self.year, Member(0, each.unit, code=each.code)
            ):
                yield each

    def _hold_once(self, entry: Contribution, name: str) -> None:
        """Raise TwiceError where one return, by its record or its file, is in a sum under two names, or its unit is."""
        again = self._once.add(entry.unit, entry.code, (entry.record_sha256, entry.file_sha256), name)
        if again is None or again.under == name:
            return
        place = entry.record or entry.file
        if again.digest:
            zh = f"“{name}”和“{again.under}”在归档里是同一份报表 {place}，会重复计入"
            en = f"“{name}” and “{again.under}” are one return in the archive, {place}, counted twice"
        else:
            zh = f"“{name}”和“{again.under}”是同一个单位的两份报表，会重复计入（{place} 是其中一份）"
            en = f"“{name}” and “{again.under}” are two returns of one unit, which would count twice; {place} is one"
        raise TwiceError(Both(f"{zh}；请核对名单里的名称和代码", f"{en}; see whether the roster has them right"))

    def _enter_sum(self, member: Member, entries: list[Contribution], gaps: list[Gap]) -> None:
        below = self._made.get(folded(member.name)) or self.sum_of(
            self.family.plan_of(member), kept_adjustments(self.archive, self.form, self.year, member)
        )
        if not below.contributions:
            why = Both("本级和所属单位都没有可以计入的报表", "neither it nor any unit below has a return that counts")
            gaps.append(Gap(member.name, member.code, AGGREGATE, "missing", "missing", why))
        gaps += [gap if gap.of else replace(gap, of=member.name) for gap in below.gaps]
        if below.contributions:
            entries.append(self._entry_of(member, below))

    def _entry_of(self, member: Member, below: Sum) -> Contribution:
        """Enter a child's sum, by its record where the archive has it as it is now."""
        kept = kept_sum(self.archive, self.form, self.year, member)
        told = kept if kept and same_sum(kept_record(self.archive, kept), record_of(below, self.form)) else None
        return _of_sum(member, below, told)

    @cached_property
    def _received(self) -> ReceivedSums:
        return ReceivedSums(self.archive, self.form)


def _of_sum(member: Member, below: Sum, told: Event | None) -> Contribution:
    """Enter a sum as what a child contributes; `told` is the line of its record, if it is kept."""
    return Contribution(
        unit=member.name,
        code=member.code,
        scope=AGGREGATE,
        state="complete" if below.complete else "incomplete",
        record=told.record if told else "",
        record_sha256=told.record_sha256 if told else "",
        file="",
        file_sha256="",
        figures={path: value for path, value in below.figures.items() if value},
        unaudited=bool(below.unaudited),
        below=below,
    )


def _of_whose_sum(parent: Member, adjustments: Iterable[Adjustment], why: Both) -> Both:
    """Say of which sum its adjustments cannot be, and where those come from that are in no list that was given."""
    told = COLON.between(Both(f"“{brief(parent.name)}”的汇总", f"the sum of “{brief(parent.name)}”"), why)
    if any(each.row for each in adjustments):
        return told
    name = brief(parent.name)
    zh = f"这是沿用上次汇总的调整：有变化的，用 --parent {name} 和一份新的 --adjust 重做；不要了的，给一份只有标题的"
    en = f"the adjustments are those of the last sum: give others with --parent {name} and --adjust"
    return SEMICOLON.between(told, Both(zh, f"{en}, or a list of nothing but its header"))


# -- Sums that were kept


def kept_sum(archive: Archive, form: Form, year: int, unit: Unit) -> Event | None:
    """Give the line of the log that tells of a unit's sum as it was kept last; None where none was."""
    kept = [each for each in archive.cases.sums_of(form.id, year, unit) if each.record]
    return kept[-1] if kept and kept[-1].edition == form.edition else None


def kept_adjustments(archive: Archive, form: Form, year: int, unit: Unit) -> tuple[Adjustment, ...]:
    """Give the adjustments of a unit's sum as it was kept last; raises as `Collector.sum_of` does."""
    kept = kept_sum(archive, form, year, unit)
    return adjustments_in(kept_record(archive, kept)) if kept else ()


def same_sum(one: Record, other: Record) -> bool:
    """Tell whether two records of a sum say the same, whatever version of govxl made them."""
    bare = ({key: value for key, value in record.items() if key != "govxl"} for record in (one, other))
    return dump_record(next(bare)) == dump_record(next(bare))


def prior_sum(archive: Archive, form: Form, year: int, parent: Unit) -> Prior | None:
    """Look up last year's figures of a unit's sum: the return of it that stands, else the sum that was kept."""
    case = archive.cases.find(form.id, year - 1, AGGREGATE, parent)
    sums = [each for each in archive.cases.sums_of(form.id, year - 1, parent) if each.record]
    found = (standing(case) if case else None) or (sums[-1] if sums else None)
    if found is None:
        return None
    data = archive.read(found.record)
    return prior_in(load_record(data), hashlib.sha256(data).hexdigest(), arrange(form))
