"""Sums that somebody takes for returns: made here, or handed over in a bag; of neither anything is decided here."""

from collections.abc import Sequence

from govxl.archive.cases import SUMMED
from govxl.archive.events import Event
from govxl.archive.unbag import BAGGED
from govxl.filing.units import folded, same_code
from govxl.text import brief
from govxl.words import Both

__all__ = ["sum_meant"]


def sum_meant(events: Sequence[Event], unit: str) -> Both | None:
    """Say what the sum of a unit is that nobody sent in as a return, and what to do; None where there is none."""
    sums = [each for each in events if each.event == SUMMED and _is_of(each, unit)]
    kept = next((each for each in reversed(sums) if each.record), None)
    if kept is None:
        return None
    name, record, year = brief(kept.unit), kept.record, kept.year
    bag = next((each for each in reversed(sums) if each.outcome == BAGGED), None)
    if bag:
        # Nothing was made here that lies in a folder of ours, and what may be wrong with it others have to mend.
        zh = (
            f"“{name}”{year}年度的汇总是对方用 govxl 算出来、装在归档包“{brief(bag.file)}”里移交来的，不是报来的表，"
            f"不在这里审核，也不登记公开；归档里有它的记录 {record}；数有不对的，请对方改正后重新移交；"
            "要核对公开的报告，请用 govxl compare 和这份记录对照"
        )
        en = (
            f"the sum of “{name}” for {year} was made by whoever handed it over in the bag {brief(bag.file)}, and is "
            f"no return ({record}), so that nothing is decided or published of it here: where it is wrong, ask them to "
            "mend it and to hand it over anew; hold a published report against this record with govxl compare"
        )
        return Both(zh, en)
    zh = (
        f"“{name}”{year}年度的汇总是 govxl 算出来的，不是报来的表，不用审核，也不登记公开；"
        f"归档里有它的记录 {record}；要核对公开的报告，请用 govxl compare 和汇总文件夹里的 record.json 对照"
    )
    en = (
        f"the sum of “{name}” for {year} was made by govxl and sent in by nobody ({record}), so that "
        "nothing is decided or published of it here: hold a published report against the record.json "
        "in its folder with govxl compare"
    )
    return Both(zh, en)


def _is_of(event: Event, unit: str) -> bool:
    return folded(unit) == folded(event.unit) or bool(event.code and same_code(unit, event.code))
