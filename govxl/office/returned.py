"""Workbooks that go back to staff: what they sent, with its errors marked."""

from dataclasses import dataclass, replace
from datetime import date

from govxl.filing.annotate import annotated, summary_of
from govxl.filing.fill import contents_again
from govxl.filing.model import Judgement, Reading
from govxl.filing.retyped import digest_of
from govxl.office.files import return_number
from govxl.workbook.writer import build_workbook

__all__ = ["Return", "can_be_returned", "returned_workbook", "times_of"]

@dataclass(frozen=True, slots=True)
class Return:
    """How workbooks are returned: on which day, with what remarks of the office, under which password.

    A password is asked for when a sheet's protection is lifted; it is no secret kept from anybody determined.
    """

    on: date
    remarks: tuple[str, ...] = ()
    password: str = ""


def can_be_returned(judgement: Judgement) -> bool:
    """Tell whether a rejected file can go back marked: whose it is must be certain, and something must have changed.

    A file that could not be read, or is another unit's or year's, cannot be mended by its sender: another must be sent.
    """
    doubtful = any(found.blocks and found.code[0] in "FI" for found in judgement.findings)
    unchanged = any(found.name == "returned-unchanged" for found in judgement.findings)
    return not judgement.accepted and judgement.reading is not None and not doubtful and not unchanged


def returned_workbook(judgement: Judgement, reading: Reading, times: int, how: Return, key: bytes = b"") -> bytes:
    """Make the workbook again from its form, with everything that was typed, and mark what is wrong.

    It is the sender's: unit, year and time of issue stay; a key seals it anew.
    """
    contents = contents_again(reading, key)
    remark = "\n".join(how.remarks) or "无"
    told = {
        "returned.times": str(times),
        "returned.on": how.on.isoformat(),
        "returned.digest": digest_of(contents.typed),
        "returned.summary": summary_of(judgement, times, how.on),
        "returned.remark": remark,
    }
    marked = annotated(judgement, reading, how.on, remark)
    contents = replace(contents, values={**contents.values, **told}, password=how.password, returned=marked)
    return build_workbook(reading.layout, contents)


def times_of(stem: str, reading: Reading) -> int:
    """Say how many returns a workbook has had, by its name and by what it says; either may have been changed."""
    told = reading.text("returned.times")
    return max(return_number(stem), int(told) if told.isascii() and told.isdecimal() and len(told) < 3 else 0)
