"""What came after a sum was kept: returns and decisions of units in it, after which its figures may be others."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from govxl.aggregate.collecting import kept_sum
from govxl.aggregate.family import AGGREGATE, Family
from govxl.archive.cases import ASIDE, SUMMED
from govxl.archive.events import Event, event_in
from govxl.archive.store import Archive
from govxl.filing.units import bare_code, folded
from govxl.form.model import Form
from govxl.inputs import UnfitError
from govxl.office.roster import Member, Roster

__all__ = ["ToSum", "later_lines", "to_sum"]

TELLING = ("received", "imported", "decided")
"""What may make another return count than before."""


def _tells(event: Event) -> bool:
    """Tell whether after a line of the log another return of its unit may count, or none."""
    return event.event in TELLING and event.outcome not in ASIDE and bool(event.unit)


def later_lines(log: Path, sha256: str, form: str, year: int) -> Iterator[Event]:
    """Yield the lines of a log, of a form's year, that tell of returns after the record of a sum was kept.

    None of a record that no line names, such as a draft's. Only the lines after it are read as lines. Raises OSError
    where there is no log.
    """
    data = log.read_bytes()
    at = data.rfind(b'"record_sha256":"%s"' % sha256.encode())
    start = data.find(b"\n", at) + 1 if at >= 0 else 0
    for line in data[start:].split(b"\n") if start else ():
        try:
            event = event_in(line) if line else None
        except UnfitError:
            event = None  # that is for `archive verify` to say
        if event and _tells(event) and (event.form, event.year) == (form, year):
            yield event


class ToSum(NamedTuple):
    """Units of which a sum is to be made: of all of whose returns none is open, or whose sum is of before the last."""

    ready: tuple[Member, ...]
    outdated: tuple[Member, ...]


def to_sum(archive: Archive, roster: Roster, form: Form, year: int, pending: Iterable[Member]) -> ToSum:
    """Say of which units a sum is to be made, or made again; `pending` are lines of the list that are not done with.

    Raises TwiceError as `Family.plan_of` does.
    """
    family = Family(roster)
    # What a unit typed as its sum is in none that is made here.
    open_ = [each for each in pending if not (each.scope == AGGREGATE and family.is_parent(each))]
    awaited = {folded(each.name) for each in open_}
    last: dict[str, int] = {}
    at: dict[str, int] = {}
    for line, event in enumerate(archive.events):
        if (event.form, event.year) != (form.id, year):
            continue
        if event.event == SUMMED and event.record:
            at[event.record_sha256] = line
        elif _tells(event):
            for key in (folded(event.unit), bare_code(event.code)):
                last[key] = line
    last.pop("", None)
    below: dict[str, list[Member]] = {}
    ready, outdated = [], []
    for parent in family.parents():
        plan = family.plan_of(parent)
        children = (below.get(folded(child.name), [child]) for child, _ in plan.children)
        units = [plan.own or parent, *chain.from_iterable(children)]
        below[folded(parent.name)] = units
        kept = kept_sum(archive, form, year, parent)
        if kept is None:
            ready += [] if any(folded(each.name) in awaited for each in units) else [parent]
            continue
        keys = (key for each in units for key in (folded(each.name), bare_code(each.code)))
        if any(last.get(key, -1) > at[kept.record_sha256] for key in keys):
            outdated.append(parent)
    return ToSum(tuple(ready), tuple(outdated))
