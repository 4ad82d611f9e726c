"""Which files that came in are returns: those that wait for their senders, and those that replace what came before.

The name of a file says where to look; whose it is, which return, and whether anybody worked in it stand inside, for
browsers, mail programs and people rename what they send.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govxl.filing.beside import unread
from govxl.filing.judge import judge_file
from govxl.filing.model import Judgement, Reading
from govxl.office.files import base_name, return_number

__all__ = ["Arrived", "is_same_return", "is_untouched", "later_return", "sorted_out", "told_times"]

UNTOUCHED = ("returned-unchanged", "returned-as-restored")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came in: `waits` is the finding that says it waits for its sender, `later` the return of it."""

    path: Path
    waits: str = ""
    later: Path | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a file says of itself: whose it is, which return, and why it waits."""

    whose: Mapping[str, Any]
    times: int
    waits: str


def sorted_out(paths: Iterable[Path]) -> list[Arrived]:
    """Tell files that are to be judged from returns nobody has worked in, and from what was replaced by a return.

    Only files whose names say that they are returns are looked into, and those that share a first name with one.
    """
    files = list(dict.fromkeys(paths))
    known = {path: _seen(path) for path in files if return_number(path.stem) and path.is_file()}
    worked_in: dict[tuple[Path, str], list[Path]] = {}
    for path, seen in known.items():
        if seen.times and not seen.waits:
            worked_in.setdefault((path.parent, base_name(path.stem)), []).append(path)
    arrived: list[Arrived] = []
    for path in files:
        waits = known[path].waits if path in known else ""
        others = [each for each in worked_in.get((path.parent, base_name(path.stem)), ()) if each != path]
        arrived.append(Arrived(path, waits, _latest(path, known, others) if others and not waits else None))
    return arrived


def _latest(path: Path, known: Mapping[Path, _Seen], others: Sequence[Path]) -> Path | None:
    """Choose the latest return of a file; another unit's may have the same name."""
    mine = known.get(path) or _seen(path)
    later = [each for each in others if known[each].times > mine.times]
    ours = [each for each in later if is_same_return(known[each].whose, mine.whose)]
    return max(ours, key=lambda each: known[each].times, default=None)


def _seen(path: Path) -> _Seen:
    judgement = judge_file(path)
    times = told_times(judgement.reading) if judgement.reading else 0
    return _Seen(judgement.identity, times, _waits(judgement))


def _waits(judgement: Judgement) -> str:
    """Name the finding by which a return came back as it went; whoever wrote anywhere in it did something."""
    names = (found.name for found in judgement.findings if found.name in UNTOUCHED)
    return next(names, "") if judgement.reading is None or not any(unread(judgement.reading)) else ""


def is_untouched(path: Path) -> bool:
    """Tell whether a file is a returned workbook in which nobody did anything since; False for any other file."""
    return bool(return_number(path.stem)) and path.is_file() and bool(_seen(path).waits)


def later_return(path: Path) -> Path | None:
    """Find, beside a file, a later return of it that somebody has worked in: that one is to be looked at instead."""
    first = base_name(path.stem)
    beside = [each for each in sorted(path.parent.glob(f"*{path.suffix}")) if base_name(each.stem) == first]
    return next(each.later for each in sorted_out([path, *beside]))


def is_same_return(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two identities (`Identity.texts`) are of one unit, year and scope; by code where both have one."""
    key = "unit.code" if one.get("unit.code") and other.get("unit.code") else "unit.name"
    return all(one.get(each) == other.get(each) is not None for each in (key, "year", "scope"))


def told_times(reading: Reading) -> int:
    """Say how many returns a workbook has had, by what it says itself."""
    told = reading.text("returned.times")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else 0
