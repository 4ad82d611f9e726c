"""What has to be said of a sum wherever it is shown: what is missing, what nobody looked at, what was let pass."""

from collections.abc import Iterable, Iterator
from itertools import islice

from govxl.aggregate.breaking import Breaking
from govxl.aggregate.model import Contribution, Sum
from govxl.archive.cases import WRONG
from govxl.form.model import Form
from govxl.text import brief
from govxl.words import DRAFT, EXCEPTION, INCOMPLETE, KNOWN_WRONG, STATES, UNAUDITED

__all__ = ["broken_by", "notes_of"]

NAMED = 10
"""Units that a sentence spells out; the record lists all."""


def notes_of(found: Sum) -> tuple[str, ...]:
    """Say in sentences, for the record, what a reader of its figures has to know."""
    return tuple(_notes(found))


def _notes(found: Sum) -> Iterator[str]:
    yield f"汇总：直接计入 {len(found.contributions)} 份，逐级共 {sum(1 for _ in found.returns)} 份报表"
    for kind, word in (("missing", "未报送"), ("left-out", "未计入")):
        gaps = [gap for gap in found.gaps if gap.kind == kind]
        if gaps:
            told = listed(f"{brief(gap.unit)}（{gap.why.zh}）" for gap in gaps)
            yield f"{INCOMPLETE}：{word} {len(gaps)} 家：{told}"
    if found.unaudited:
        told = listed(brief(each.unit) for each in found.unaudited)
        yield f"{UNAUDITED}：{DRAFT}，含还没有人审定的 {len(found.unaudited)} 份：{told}"
    elif found.draft:
        yield f"{DRAFT}：没有{UNAUDITED}的报表"
    if found.exceptions:
        told = listed(brief(each.unit) for each in found.exceptions)
        yield f"含{EXCEPTION} {len(found.exceptions)} 份：{told}"
    if found.wrong:
        told = listed(brief(each.unit) for each in found.wrong)
        yield f"含{KNOWN_WRONG} {len(found.wrong)} 份，是指名计入的：{told}"
    if found.outdated:
        told = listed(f"{brief(each.unit)}（{STATES[each.later].zh}）" for each in found.outdated)
        yield f"另有后来报的 {len(found.outdated)} 份没有计入，用的是原来的：{told}"
    if found.set_aside:
        told = listed(brief(each.unit) for each in found.set_aside)
        yield f"另交来的汇总 {len(found.set_aside)} 份没有计入，和自己填报的不同或者不齐全，计入的是填报的：{told}"
    for told_of, words in (
        ([each for each in found.typed if each.why], "没有对照"),
        ([each for each in found.typed if each.differing], "和汇总不符"),
    ):
        if told_of:
            named = listed(brief(each.unit) for each in told_of)
            yield f"自己填的汇总表 {len(told_of)} 份没有计入，{words}：{named}"
    for word, units in (("比上年多了", found.changes.added), ("上年有、今年没有", found.changes.gone)):
        if units:
            yield f"{word} {len(units)} 家：{listed(map(brief, units))}"
    if found.adjustments:
        yield f"另有 {len(found.adjustments)} 项调整，原因见记录"


def broken_by(form: Form, breaking: Iterable[Breaking]) -> list[str]:
    """Say of rules that a sum breaks in whose returns to look, or that it is the adjustments."""
    called = {rule.id: rule.called for rule in (check.rule for check in form.checks)}
    told = []
    for each in breaking:
        if each.returns:
            units = listed(_marked(one) for one in each.returns)
            told.append(f"“{called[each.rule]}”在这些单位自己的报表里就不成立：{units}")
        elif each.adjusted:
            told.append(f"“{called[each.rule]}”调整以前成立，调整以后不成立，请核对调整")
    return told


def _marked(each: Contribution) -> str:
    marks: dict[str, str] = {"exception": EXCEPTION, WRONG: KNOWN_WRONG}
    mark = UNAUDITED if each.unaudited else marks.get(each.state, "")
    return f"{brief(each.unit)}（{mark}）" if mark else brief(each.unit)


def listed(names: Iterable[str]) -> str:
    """Name the first of many, and count them where there are more."""
    kept = list(islice(names, NAMED + 1))
    return "、".join(kept[:NAMED]) + ("等" if len(kept) > NAMED else "")
