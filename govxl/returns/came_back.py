"""Which files that came in are returns: those that wait for their senders, and those that replace what came before.

The name of a file says where to look; whose it is, which return, and whether anybody worked in it stand inside, for
browsers, mail programs and people rename what they send.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govxl.files import base_name, return_number
from govxl.filing.model import Judgement
from govxl.filing.units import folded
from govxl.findings.finding import Finding
from govxl.layout.own_pages import IDENTITY
from govxl.returns.check import is_same_return, judge_file, told_times
from govxl.returns.retype import digest_of, retyped
from govxl.words import IDENTITY_SHEET
from govxl.workbook.identity import CONFLICT, NEEDED, identity_of, told_in
from govxl.xlsx.parts import read_properties
from govxl.xlsx.reader import read_workbook
from govxl.xlsx.zip import Refused, load_bytes, open_package

__all__ = ["Arrived", "Seen", "claimed_by", "latest_of", "seen_of", "sorted_out"]

UNTOUCHED = ("returned-unchanged", "returned-as-restored")

CUSTOM = "docProps/custom.xml"
"""Where every program keeps custom properties; where one does not, the whole file is read."""

MOST = 1 << 20
"""Bytes of properties that are looked through at a glance; ours are 3 kB."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came in: `waits` is the finding that says it waits for its sender, `later` the return of it."""

    path: Path
    waits: str = ""
    later: Path | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says of itself: whose it is, which return, why it waits; nothing where that is not known.

    `typed` is the digest of what was typed into it, `made_of` that of the file its return was made of.
    """

    path: Path
    whose: Mapping[str, Any]
    times: int = 0
    waits: str = ""
    typed: str = ""
    made_of: str = ""


def sorted_out(paths: Iterable[Path]) -> list[Arrived]:
    """Tell files that are to be judged from returns nobody has worked in, and from what was replaced by a return.

    Only files that say they are of one unit and year are looked into, and those whose names say that they are returns.
    """
    files = list(dict.fromkeys(paths))
    # One file alone is no return of another, and need not be opened here.
    claims = {path: key for path in files if len(files) > 1 and (key := _claim(path))}
    counts = Counter(claims.values())
    alike = {path: key for path, key in claims.items() if counts[key] > 1}
    known = {path: _seen(path) for path in files if path in alike or (return_number(path.stem) and path.is_file())}
    groups: dict[tuple[str, ...], list[Seen]] = {}
    for path, key in alike.items():
        groups.setdefault(key, []).append(known[path])
    arrived: list[Arrived] = []
    for path in files:
        waits = known[path].waits if path in known else ""
        later = latest_of(known[path], groups[alike[path]]) if path in alike and not waits else None
        arrived.append(Arrived(path, waits, later.path if later else None))
    return arrived


def _claim(path: Path) -> tuple[str, ...]:
    """Give what a file says of itself at a glance; nothing for one that says nothing, or cannot be read."""
    try:
        told = claimed_by(load_bytes(path))
    except (Refused, OSError):
        return ()
    return (told["form"], folded(told["unit.name"]), told["year"], told["scope"]) if told else ()


def claimed_by(data: bytes) -> dict[str, str]:
    """Read at a glance what a file says of itself, without judging whether it is true; empty where it says nothing.

    Refused where the file is no sound zip.
    """
    package = open_package(data)
    part, book = package.find(CUSTOM), package.find("xl/workbook.xml")
    content = package.read(part) if part else b""
    told = read_properties(CUSTOM, content) if 0 < len(content) <= MOST else {}
    ours = told_in(told)
    if any(not ours.get(key) for key in NEEDED) and book and IDENTITY_SHEET.encode() in package.read(book):
        raw = read_workbook(data)
        ours = {} if isinstance(raw, Finding) else identity_of(raw)[0]
    return {key: ours.get(key, "") for key in IDENTITY} if all(ours.get(key) for key in NEEDED) else {}


def latest_of(mine: Seen, group: Sequence[Seen]) -> Seen | None:
    """Choose the latest return of a file that somebody has worked in, if it is one of this very file."""
    later = [each for each in group if each.times > mine.times and not each.waits]
    ours = [each for each in later if is_same_return(each.whose, mine.whose)]
    # A return remembers the digest of what it was made of: step by step, those that go back to this very file.
    line = {mine.typed} if mine.typed else set()
    for _ in ours:
        line |= {each.typed for each in ours if each.made_of in line}
    named = mine.path.parent, base_name(mine.path.stem)
    found = [
        each
        for each in ours
        if each.made_of in line
        # Names decide where nothing inside can: the return between the two is not there, or its memory is gone.
        or (
            (each.path.parent, base_name(each.path.stem)) == named
            and (each.times > mine.times + 1 or not (each.made_of and mine.typed))
        )
    ]
    return max(found, key=lambda each: each.times) if found else None


def _seen(path: Path) -> Seen:
    try:
        return seen_of(path, judge_file(path))
    except OSError:
        return Seen(path, {})


def seen_of(path: Path, judgement: Judgement) -> Seen:
    """Give what a judged file says of itself; names only help, so `path` may be any that tells of its name."""
    reading = judgement.reading
    if reading is None:
        return Seen(path, {})
    # The finding by which a return came back as it went; whoever wrote anywhere in it did something.
    names = (found.name for found in judgement.findings if found.name in UNTOUCHED)
    waits = "" if reading.unread else next(names, "")
    # What says two things of whose it is speaks for nobody.
    certain = not any(found.name == CONFLICT for found in judgement.findings)
    whose = judgement.identity if certain else {}
    typed, made_of = digest_of(retyped(reading)), reading.text("returned.digest")
    return Seen(path, whose, told_times(reading), waits, typed, made_of)
