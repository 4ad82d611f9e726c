"""What outputs have to say of a sum: that it lacks returns, holds some that nobody accepted, or that were let pass.

A record without `aggregate` is a unit's own return, of which there is nothing to say.
"""

from collections.abc import Iterator

from govxl.form.model import Form
from govxl.report.record_values import Record, exact, figure_text, is_final, one_line
from govxl.text import brief
from govxl.words import DRAFT, EXCEPTION, INCOMPLETE, KNOWN_WRONG, SCOPES, STATES, UNAUDITED, scope_word

__all__ = ["scope_line", "source_of", "sum_lines", "warning_of"]

NAMED = 10
"""Units that a sentence of a record's notes spells out."""


def scope_line(record: Record) -> str:
    """Say which returns a record counts, in few words: papers have a line for it."""
    told = record.get("aggregate")
    if told is None:
        return SCOPES[record["scope"]]
    counts = told["counts"]
    parts = [] if told["complete"] else [INCOMPLETE]
    parts += [f"{EXCEPTION} {counts['exceptions']}"] if counts["exceptions"] else []
    parts += [f"{KNOWN_WRONG} {counts['wrong']}"] if counts.get("wrong") else []
    parts += [f"{UNAUDITED} {counts['unaudited']}"] if counts["unaudited"] else []
    parts += [DRAFT] if told["draft"] and not counts["unaudited"] else []
    return f"{scope_word(record['scope'])}（{'，'.join(parts)}）" if parts else SCOPES[record["scope"]]


def warning_of(record: Record) -> str:
    """Say why a sum is not to be published, in a sentence; nothing of one that may be."""
    if is_final(record):
        return ""
    told = record["aggregate"]
    parts = [f"{DRAFT}，不得公开"]
    if not told["complete"]:
        names = "、".join(brief(gap["unit"]) for gap in told["gaps"][:10])
        parts.append(f"{INCOMPLETE}：缺 {len(told['gaps'])} 份（{names}{'等' if len(told['gaps']) > 10 else ''}）")
    if counts := told["counts"]["unaudited"]:
        parts.append(f"含{UNAUDITED}的 {counts} 份")
    if counts := told["counts"].get("wrong"):
        parts.append(f"含{KNOWN_WRONG}的 {counts} 份")
    return "；".join(parts) + "。"


def source_of(record: Record) -> str:
    """Say what a paper of a sum was made from."""
    told = record["aggregate"]["counts"]["returns"]
    return f"据归档的 {told} 份报表汇总，明细校验值（SHA-256）{record['source']['sha256'][:16]}"


def sum_lines(form: Form, record: Record) -> Iterator[str]:
    """Yield all there is to know of a sum, for the paper of its office: who is in it, every gap, every adjustment."""
    told = record.get("aggregate")
    if told is None:
        return
    first, *others = (one_line(each) for each in record["source"]["notes"])
    yield first
    yield one_line(f"直接计入的：{'、'.join(_input(record, each) for each in told['inputs']) or '没有'}")
    yield from others
    # The notes name the first of many, and do not say in whose sum one is missing.
    if len(told["gaps"]) > NAMED or any(gap["of"] for gap in told["gaps"]):
        for gap in told["gaps"]:
            of = f"{gap['of']}的汇总里" if gap["of"] else ""
            yield one_line(f"{of}缺 {gap['unit']}：{gap['why']}")
    for each in told["inputs"]:
        if later := each.get("later"):
            yield one_line(f"{each['unit']}：后来又报的没有计入（{STATES[later].zh}）")
    for each in told["adjustments"]:
        change, point = exact(each["change"]), form.points.get(each["point"])
        label = point.label if point else each["point"]
        yield one_line(f"调整 {label} {'+' if change > 0 else ''}{figure_text(change)}：{each['reason']}")


def _input(record: Record, each: Record) -> str:
    """Name what is in a sum, with what has to be known of it: which return of the unit's, and how it came to count."""
    own = each["scope"] != record["scope"] and each["unit"] == record["unit"]["name"]
    marks = [scope_word(each["scope"])] if own or each["scope"] == record["scope"] else []
    marks += [EXCEPTION] if each["state"] == "exception" else []
    marks += [KNOWN_WRONG] if each["state"] == "published-wrong" else []
    marks += [INCOMPLETE] if each["state"] == "incomplete" else []
    marks += [UNAUDITED] if each["unaudited"] else []
    return f"{each['unit']}（{'，'.join(marks)}）" if marks else str(each["unit"])
