"""The return of one unit that counts in a sum, or why none does: what the archive holds of its case."""

from decimal import Decimal
from typing import Literal, NamedTuple

from govxl.aggregate.model import Figures
from govxl.aggregate.points import inputs_of
from govxl.aggregate.records import figures_in, read_kept
from govxl.archive.cases import WRONG, UnitCase
from govxl.archive.events import Event
from govxl.archive.store import Archive, ArchiveError
from govxl.filing.record import Record, RecordError
from govxl.form.model import Form
from govxl.returns.check import Expected, judge
from govxl.words import STATES, Both

__all__ = ["Absent", "Counted", "Counting", "counting", "kept_record", "standing_in"]


class Counted(NamedTuple):
    """A return that counts, as `model.Contribution` has it."""

    state: str
    record: str
    record_sha256: str
    file: str
    file_sha256: str
    figures: Figures
    unaudited: bool = False
    later: str = ""


class Counting(NamedTuple):
    """The event that tells the record of a case that counts in sums, how it does, and the state of what came since."""

    told: Event
    state: str
    later: str


def counting(case: UnitCase, review_all: bool = False, wrong: bool = False) -> Counting | None:
    """Say which record of a case counts in sums; None where none does, as of what is known to be wrong but for `wrong`.

    One that was let pass says so, be it published since.
    """
    told, current, how = case.counted(review_all), case.current, case.counted_state(review_all)
    if told is None or how is None or (not wrong and (case.is_wrong or how == WRONG)):
        return None
    later = current is not None and told.sha256 != current.sha256
    state = "exception" if how == "published-exception" else how
    return Counting(told, state, case.state(review_all) if later else "")


class Absent(NamedTuple):
    """A return that does not count, and why."""

    kind: Literal["missing", "left-out"]
    state: str
    why: Both


def standing_in(
    archive: Archive,
    case: UnitCase | None,
    form: Form,
    draft: bool = False,
    review_all: bool = False,
    wrong: bool = False,
) -> Counted | Absent:
    """Say which return of a case counts in a sum; in a draft also one that nobody accepted yet.

    What was published and is known to be wrong does where somebody named its unit (`wrong`), and says so.

    Raises OSError where a record cannot be read, ArchiveError where it is not the one that was kept.
    """
    if case is None:
        return Absent("missing", "not-issued", STATES["not-issued"])
    state, current, counts = case.state(review_all), case.current, counting(case, review_all, wrong)
    if counts is None and (case.is_wrong or case.counted_state(review_all) == WRONG):
        # What is known to be wrong is last year's figures, and in no sum, whatever came since and waits.
        return Absent("left-out", state, case.state_words(review_all))
    if counts and counts.later and draft and current and not case.is_conflict:
        # What came since is what will count, if somebody accepts it.
        found = _of_draft(archive, case, current, form, state)
        if isinstance(found, Counted):
            return found
    if counts:
        found = _of_record(archive, case, counts.told, form, counts.state)
        return found._replace(later=counts.later) if isinstance(found, Counted) else found
    if state in ("not-issued", "missing"):
        return Absent("missing", state, STATES[state])
    if case.is_conflict:
        return Absent("left-out", state, Both("报了几份数据不同的表，还没有选定", "sent several, none chosen yet"))
    if draft and current:
        return _of_draft(archive, case, current, form, state)
    return Absent("left-out", state, STATES[state])


def _of_record(
    archive: Archive, case: UnitCase, told: Event, form: Form, state: str, unaudited: bool = False
) -> Counted | Absent:
    record = kept_record(archive, told)
    if (record["form"], record["edition"]) != (form.id, form.edition):
        edition = f"{record['form']}/{record['edition']}"
        why = Both(f"用的是 {edition}，不是 {form.name}", f"of {edition}, not of {form.name}")
        return Absent("left-out", state, why)
    came = case.file_of(told)
    try:
        figures = figures_in(record, form)
    except RecordError:
        raise _damaged(told) from None
    return Counted(state, told.record, told.record_sha256, came.kept, came.sha256, figures, unaudited)


def kept_record(archive: Archive, told: Event) -> Record:
    """Read a record that the log tells of; ArchiveError where it is another by now."""
    try:
        return read_kept(archive.read(told.record), told.record_sha256)
    except RecordError:
        raise _damaged(told) from None


def _damaged(told: Event) -> ArchiveError:
    zh = f"“{told.unit}”的记录 {told.record} 被改过或坏了，不能汇总；请运行 govxl archive verify，从备份恢复"
    en = f"the record of “{told.unit}”, {told.record}, was changed or is damaged; run govxl archive verify"
    return ArchiveError(Both(zh, en))


def _of_draft(archive: Archive, case: UnitCase, current: Event, form: Form, state: str) -> Counted | Absent:
    """Take what nobody accepted: its record while it waits, else what can be read of its file."""
    if current.record:
        return _of_record(archive, case, current, form, state, unaudited=True)
    reading = judge(archive.read(current.kept), current.file, Expected()).reading if current.kept else None
    if reading is None or reading.layout.form.name != form.name:
        return Absent("left-out", state, Both(f"{STATES[state].zh}，读不出来", f"{STATES[state].en}, cannot be read"))
    unread = [path for path in inputs_of(form) if path not in reading.read.facts]
    if unread:
        zh, en = f"{STATES[state].zh}，有 {len(unread)} 格没有读出数", f"{STATES[state].en}, {len(unread)} figures lack"
        return Absent("left-out", state, Both(zh, en))
    found = {path: reading.read.facts[path].value for path in inputs_of(form)}
    figures = {path: value for path, value in found.items() if isinstance(value, Decimal) and value}
    return Counted(state, "", "", current.kept, current.sha256, figures, unaudited=True)
