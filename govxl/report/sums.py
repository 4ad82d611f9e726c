"""What outputs have to say of a sum: that it lacks returns, holds some that nobody accepted, or that were let pass.

A record without `aggregate` is a unit's own return, of which there is nothing to say.
"""

from collections.abc import Iterator

from govxl.report.record_values import Record, exact, figure_text, is_final, one_line
from govxl.text import brief
from govxl.words import DRAFT, EXCEPTION, INCOMPLETE, SCOPES, STATES, UNAUDITED, scope_word

__all__ = ["scope_line", "source_of", "sum_lines", "warning_of"]


def scope_line(record: Record) -> str:
    """Say which returns a record counts, in few words: papers have a line for it."""
    told = record.get("aggregate")
    if told is None:
        return SCOPES[record["scope"]]
    counts = told["counts"]
    parts = [] if told["complete"] else [INCOMPLETE]
    parts += [f"{EXCEPTION} {counts['exceptions']}"] if counts["exceptions"] else []
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
    return "；".join(parts) + "。"


def source_of(record: Record) -> str:
    """Say what a paper of a sum was made from."""
    told = record["aggregate"]["counts"]["returns"]
    return f"据归档的 {told} 份报表汇总，明细校验值（SHA-256）{record['source']['sha256'][:16]}"


def sum_lines(record: Record) -> Iterator[str]:
    """Yield all there is to know of a sum, for the paper of its office: every gap, every adjustment."""
    told = record.get("aggregate")
    if told is None:
        return
    yield from (one_line(each) for each in record["source"]["notes"])
    for gap in told["gaps"]:
        of = f"{gap['of']}的汇总里" if gap["of"] else ""
        yield one_line(f"{of}缺 {gap['unit']}：{gap['why']}")
    for each in told["inputs"]:
        if each["state"] == "exception" or each["unaudited"]:
            yield one_line(f"{each['unit']}：{EXCEPTION if each['state'] == 'exception' else UNAUDITED}")
        if later := each.get("later"):
            yield one_line(f"{each['unit']}：后来又报的没有计入（{STATES[later].zh}）")
    for each in told["adjustments"]:
        change = exact(each["change"])
        yield one_line(f"调整 {each['point']} {'+' if change > 0 else ''}{figure_text(change)}：{each['reason']}")
