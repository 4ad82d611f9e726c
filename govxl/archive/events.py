"""What happens to returns, as lines of the archive's log: who did what to which file of whom, and when."""

import getpass
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Literal, get_args

from govxl.inputs import UnfitError
from govxl.text import visible
from govxl.words import Both, SaidError

__all__ = ["FIRST", "Event", "EventKind", "digest_of", "event_in", "events_in", "line_of", "now", "who"]

EventKind = Literal["issued", "received", "returned", "decided", "published", "imported", "adjusted"]

FIRST = "0" * 64
"""What the first line has for the sha256 of the line before it."""

LONGEST_NAME = 100
"""Characters of the name of whoever does something."""

LONGEST_LINE = 256 << 10
"""Bytes of a line; one that says all there is to say has two thousand."""

TOGETHER = 500
"""Lines that are read together."""

NO_EVENT = Both("不是归档日志的一行", "no line of an archive's log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the log; what does not apply stays empty and is not written.

    `unit` is its full name, `file` the name it came under (in a zip: `zip/name`), `sha256` that of its bytes, `kept`
    their place in the archive and `record` that of the record, both relative to it. `supersedes` is the sha256 of the
    file that this one replaces. `outcome` is what became of a file when it came (office.md), `hard` and `explained`
    how many findings block it and how many were given reasons.
    """

    event: EventKind
    time: str
    by: str
    form: str = ""
    edition: str = ""
    unit: str = ""
    code: str = ""
    year: int = 0
    scope: str = ""
    file: str = ""
    sha256: str = ""
    kept: str = ""
    outcome: str = ""
    verdict: str = ""
    codes: tuple[str, ...] = ()
    hard: int = 0
    explained: int = 0
    record: str = ""
    record_sha256: str = ""
    supersedes: str = ""
    decision: str = ""
    overrides: tuple[str, ...] = ()
    note: str = ""
    url: str = ""
    date: str = ""
    previous: str = ""

    @property
    def name(self) -> str:
        """The unit's full name, as `filing.units` asks for it."""
        return self.unit


def now() -> str:
    """Give the time of day here, with its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def who(by: str = "") -> str:
    """Say who does something: the name given, else the one they logged in by; SaidError where it is no name."""
    try:
        name = by.strip() or getpass.getuser().strip()
    except (KeyError, OSError, ImportError):  # a number without a name, as in some containers
        name = ""
    if not name or len(name) > LONGEST_NAME or visible(name) != name or "\n" in name:
        zh = f"经办人要写成一行姓名，最多 {LONGEST_NAME} 个字，例如 --by 李四"
        raise SaidError(Both(zh, f"who does this is one line of at most {LONGEST_NAME} characters, such as --by NAME"))
    return name


def line_of(event: Event) -> bytes:
    """Write an event as a line of JSON, without its line end; `previous` comes last."""
    told = {each.name: getattr(event, each.name) for each in fields(event)}
    kept = {key: value for key, value in told.items() if value not in ("", 0, ())}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(line: bytes) -> str:
    """Give the sha256 of a line, in lower-case hexadecimal, as the next line repeats it."""
    return hashlib.sha256(line).hexdigest()


def event_in(line: bytes) -> Event:
    """Read a line; UnfitError where it is no event, or says more or other things than we write."""
    if len(line) > LONGEST_LINE:
        raise UnfitError(NO_EVENT)
    try:
        return _event(json.loads(line))
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or a number of thousands of digits
        raise UnfitError(NO_EVENT) from None


def events_in(lines: Sequence[bytes]) -> Iterator[Event]:
    """Read lines as `event_in` does, many at a time, which is twice as fast: an office has tens of thousands.

    Whether each is an event by itself is for `verify` to say.
    """
    for start in range(0, len(lines), TOGETHER):
        some = lines[start : start + TOGETHER]
        try:
            told = json.loads(b"[" + b",".join(some) + b"]") if max(map(len, some)) <= LONGEST_LINE else []
        except (ValueError, RecursionError):
            told = []
        # Where something is wrong, the line is to be found.
        yield from map(_event, told) if len(told) == len(some) else map(event_in, some)


def _event(told: object) -> Event:
    """Take what JSON gave.

    Not `inputs.from_json`: what that looks for besides is refused here by its type, or is no line as we write it, which
    the chain and `verify` tell.
    """
    if type(told) is not dict or not NEEDED <= told.keys() <= TYPES.keys() or told["event"] not in EVENT_LIST:
        raise UnfitError(NO_EVENT)
    for key, value in told.items():
        if type(value) is not TYPES[key]:
            raise UnfitError(NO_EVENT)
        if type(value) is list:
            if not all(type(each) is str for each in value):
                raise UnfitError(NO_EVENT)
            told[key] = tuple(value)
    return Event(**told)


EVENT_LIST = get_args(EventKind)
NEEDED = frozenset(each.name for each in fields(Event) if each.default is MISSING)
JSON_TYPES = {int: int, tuple[str, ...]: list, str: str, EventKind: str}
TYPES: dict[str, type] = {each.name: JSON_TYPES[each.type] for each in fields(Event)}
