"""Files that say nothing of where their unit stands, for another of its files replaced them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from govxl.archive.cases import UnitCase
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.whose import UNCHANGED
from govxl.office.receiving import Received
from govxl.returns.came_back import Seen, latest_of, seen_of
from govxl.returns.check import judge

__all__ = ["Later", "replaced_by", "seen_again"]


class Later(NamedTuple):
    """What replaced a file, and how: it came `later`, or this one is `blank`, or was sent back and is `unchanged`.

    The `same` is what a person accepted, published or has to choose among: what is decided about that one holds.
    """

    file: str
    how: Literal["later", "blank", "unchanged", "same"] = "later"


def replaced_by(
    archive: Archive, received: Received, case: UnitCase | None, beside: Sequence[Received]
) -> Later | None:
    """Name what replaced a file, among those of its unit that came `beside` it and those that came before.

    Raises OSError where what came before cannot be read again.
    """
    others = [each for each in beside if each is not received]
    aside = (
        _filled_in(received, case, others) or _sent_back(archive, received, case) or _decided(archive, received, case)
    )
    return aside or _later(archive, received, case, others)


def seen_again(archive: Archive, event: Event) -> Seen:
    """Give what a file that was kept says of itself."""
    return seen_of(Path(event.file), judge(archive.read(event.kept), event.file))


def _later(archive: Archive, received: Received, case: UnitCase | None, others: Sequence[Received]) -> Later | None:
    found = latest_of(received.seen, [*(each.seen for each in others), *_before(archive, case)])
    if found:
        return Later(str(found.path))
    current = case.current if case else None
    if received.seen.waits == UNCHANGED and case and current and case.state() not in ("returned", "missing"):
        # An unchanged copy of a return says nothing of a unit that has answered it since.
        return Later(current.file)
    return None


def _before(archive: Archive, case: UnitCase | None) -> Iterator[Seen]:
    known = {each.file: each for each in case.events if each.kept and each.event != "published"} if case else {}
    yield from (seen_again(archive, each) for each in known.values())


def _filled_in(received: Received, case: UnitCase | None, others: Sequence[Received]) -> Later | None:
    """Of a workbook as it was issued, name the one of its unit that was filled in, whichever came first."""
    issued = {each.sha256 for each in case.events if each.event == "issued"} if case else set()
    if case is None or received.sha256 not in issued:
        return None
    came = [each.item.file for each in others if each.sha256 not in issued]
    if case.current and case.current.sha256 not in issued:
        came.append(case.current.file)
    return Later(came[0], "blank") if came else None


def _decided(archive: Archive, received: Received, case: UnitCase | None) -> Later | None:
    """Of what a person decided about, or has to choose, and comes as it was, saved once more, name that file."""
    if case is None or case.current is None or not received.seen.typed or received.seen.waits:
        return None
    if not (case.accepted_by or case.rivals or case.state() == "published"):
        return None
    known = [each for each in (case.current, *case.rivals) if each.kept and each.event == "received"]
    same = (each.file for each in known if seen_again(archive, each).typed == received.seen.typed)
    return next((Later(file, "same") for file in same), None)


def _sent_back(archive: Archive, received: Received, case: UnitCase | None) -> Later | None:
    """Of what a person sent back and comes as it was, saved once more, name the workbook that waits for its sender."""
    current = case.current if case else None
    if case is None or current is None or case.state() != "returned" or not current.kept or received.seen.waits:
        return None
    last, went = case.last("decided"), case.last("returned")
    if not (last and went) or (last.decision, last.sha256) != ("return", current.sha256):
        return None
    same = bool(received.seen.typed) and received.seen.typed == seen_again(archive, current).typed
    return Later(went.file, "unchanged") if same else None
