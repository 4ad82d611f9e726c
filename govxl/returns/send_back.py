"""Workbooks that go back to staff: what they sent, with its errors marked."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from govxl.files import return_number
from govxl.filing.model import Judgement, WorkbookReading
from govxl.filing.whose import PRIOR_ALTERED, RESTORE, UNCHANGED, doubtful
from govxl.returns.check import is_same_return, judge, needs_filling, restored_by, told_times
from govxl.returns.fill import contents_again
from govxl.returns.marks import annotated, own_marks, summary_of
from govxl.returns.migrate import can_be_migrated
from govxl.returns.retype import digest_of, retyped
from govxl.workbook.drawing import has_room
from govxl.workbook.writer import build_workbook
from govxl.xlsx.zip import Refused, load_bytes

__all__ = [
    "Return", "Why", "is_another_units", "is_as_returned", "returned_workbook", "times_of",
    "why_not_returned",
]  # fmt: skip

NO_REMARK = "无"


@dataclass(frozen=True, slots=True)
class Return:
    """How workbooks are returned: on which day, with what remarks of the office, under which password.

    A password is asked for when a sheet's protection is lifted; it is no secret kept from anybody determined.
    """

    on: date
    remarks: tuple[str, ...] = ()
    password: str = ""


Why = Literal["unchanged", "prior", "migrate", "long", "other"]
"""Why a rejected file does not go back: it is there already, the office has to give last year's figures, what was typed
can be moved into the right workbook, it holds more text than there is room for in any, or its sender has to send
another file."""


def why_not_returned(judgement: Judgement) -> Why | None:
    """Say why a rejected file cannot go back marked; None for one that can.

    Whose it is must be certain, and something must have changed. A file that could not be read, is another unit's or
    year's, or lost last year's figures that the office cannot give again, cannot be mended by its sender.
    """
    reading = judgement.reading
    if reading is None:
        return "other"
    waits = any(found.name == UNCHANGED for found in judgement.findings) and not reading.unread
    # Whose it is must be certain before anything of it is sent to anybody.
    if doubtful(judgement.findings):
        return "migrate" if can_be_migrated(judgement) else "other"
    if waits:
        return "unchanged"
    if not has_room(retyped(reading), reading.layout):
        return "long"
    # Only the office can mend that, by giving last year's figures again.
    altered = any(found.blocks and found.name == PRIOR_ALTERED for found in judgement.findings)
    return "prior" if reading.prior_lost or altered else None


def returned_workbook(
    judgement: Judgement, reading: WorkbookReading, times: int, how: Return, key: bytes = b""
) -> bytes:
    """Make the workbook again from its form, with everything that was typed, and mark what is wrong.

    It is the sender's: unit, year and time of issue stay; a key that sealed it seals it anew.
    """
    contents = contents_again(reading, key)
    remark = "\n".join(how.remarks) or NO_REMARK
    lost = {*needs_filling(reading.layout, reading.located.lost), *still_lost(judgement)}
    # Where entries were lost the return asks for them, not only for a look at what it restored.
    restored = "" if lost else restored_by(judgement.findings)
    summary = summary_of(judgement, times, how.on, bool(restored))
    marked = annotated(judgement, reading, contents.typed, how.on, remark)
    told = {
        "returned.times": str(times),
        "returned.on": how.on.isoformat(),
        "returned.digest": digest_of(contents.typed),
        "returned.lost": " ".join(sorted(lost)),
        "returned.restored": restored,
        "returned.own": own_marks(marked, summary, remark),
        "returned.summary": summary,
        "returned.remark": remark,
    }
    contents = replace(contents, values={**contents.values, **told}, password=how.password, returned=marked)
    return build_workbook(reading.layout, contents)


def still_lost(judgement: Judgement) -> set[str]:
    """Give what a return before this one had lost, and nobody has filled in since."""
    return {cell.point for found in judgement.findings if found.name == RESTORE for cell in found.cells}


def is_as_returned(path: Path, judgement: Judgement, how: Return, key: bytes = b"") -> bool:
    """Tell whether a file is the very workbook that would go back for a judgement, made on its own day."""
    data, reading = _bytes_of(path), judgement.reading
    there = judge(data, path.name).reading
    if reading is None or there is None:
        return False
    try:
        on, times = date.fromisoformat(there.text("returned.on")), int(there.text("returned.times"))
    except ValueError:
        return False
    # Its day and its remark are told by the file itself: another day alone makes no other return.
    remark = there.text("returned.remark")
    then = replace(how, on=on, remarks=() if remark == NO_REMARK else (remark,))
    return data == returned_workbook(judgement, reading, times, then, key)


def is_another_units(path: Path, reading: WorkbookReading) -> bool:
    """Tell whether a file is the return of another unit, year or scope than the workbook that was read."""
    there = judge(_bytes_of(path), path.name)
    return bool(there.identity) and not is_same_return(there.identity, reading.identity.texts())


def _bytes_of(path: Path) -> bytes:
    """Read what stands in the place of a return; nothing of a file that is larger than any of ours."""
    try:
        return load_bytes(path)
    except Refused:
        return b""


def times_of(stem: str, reading: WorkbookReading) -> int:
    """Say how many returns a workbook has had, by its name and by what it says; either may have been changed."""
    return max(return_number(stem), told_times(reading))
