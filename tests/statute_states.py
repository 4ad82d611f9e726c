"""The state every check must show over a filling, worked out from the statute's rules: severity, blanks, reasons."""

from decimal import Decimal

from govxl.language.expressions import Error
from tests.statute import inputs
from tests.statute_rules import Filling, Line, lines

__all__ = ["BROKEN", "SEVERITIES", "SEVERITY", "judge_all", "state"]

BROKEN = {"H": "不符", "E": "需说明", "W": "请核实", "I": "提示"}
SEVERITIES = {"H": "hard", "E": "explainable", "W": "warning", "I": "info"}
SEVERITY = {
    "tie-out": "H", "A4": "E", "A8": "W", "A10": "I", "A11": "W", "A11-proactive": "W", "B5": "I",
    "C1": "W", "C1-named": "I", "C1-named-rules": "I", "C2": "W", "C3": "H", "C3-other": "E", "C5": "E", "C5-prior": "E",
    "D2": "E", "D3": "W", "D4": "W", "D5": "W", "D6": "W", "D6-unit": "H",
    "N8": "E", "N8-named": "W", "N9": "W", "N11": "W",
}  # fmt: skip
MARKS = ("/", "-", "—", "不适用")


def state(edition: str, line: Line, filling: Filling) -> str:
    """Give the state a check must show: the first of the states, in their order, that applies."""
    cells = inputs(edition)
    if any(
        _blank(filling, point) for point in line.reads if point in cells and cells[point].type not in ("text", "choice")
    ):
        return "未填"
    if any(_unreadable(edition, filling, path) for path in line.reads):
        return "未判定"
    if any(not isinstance(filling.get(path), Decimal) for path in line.prior):
        return "无上年数据"
    if line.when and not line.when(filling):
        return "不适用"
    if line.holds(filling):
        return "通过"
    severity = SEVERITY[line.rule]
    reason = str(filling.get(f"reason.{line.rule}.{line.group or line.at}") or "")
    return "已说明" if severity == "E" and len(reason) >= 5 else BROKEN[severity]


def _declared(filling: Filling, point: str) -> bool:
    return filling.get(f"{point.split('.')[0]}.mode") in ("空白均为0（已核对）", "全表无数据")


def _blank(filling: Filling, point: str) -> bool:
    return filling.get(point) in (None, "") and not _declared(filling, point)


def _unreadable(edition: str, filling: Filling, path: str) -> bool:
    value = filling.get(path)
    if path.startswith("narrative.") or path.endswith(".note") or inputs(edition)[path].type in ("text", "choice"):
        return isinstance(value, Error)
    marked = value in MARKS and (_declared(filling, path) or path.startswith("proactive.regulations."))
    return isinstance(value, str | Error) and value != "" and not marked


def judge_all(edition: str, filling: Filling) -> dict[str, str]:
    """Give the state of every check by `rule.at`."""
    return {f"{line.rule}.{line.at}": state(edition, line, filling) for line in lines(edition)}
