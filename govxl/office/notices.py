"""What an office tells its units: the notice for the group, and the message that goes with each returned workbook."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from govxl.findings.catalogue import CATALOGUE
from govxl.office.settings import Office
from govxl.office.status import Overview, Standing

__all__ = ["Message", "messages", "notice"]

TITLES = {entry.code: entry.title.zh for entry in CATALOGUE.values()}

NAMED = 6
"""Kinds of problems that a message spells out; all of them are marked in the workbook."""


class Message(NamedTuple):
    """A text to send to one unit, and the workbook that goes with it, if there is one."""

    standing: Standing
    attached: str
    text: str


def notice(overview: Overview) -> str:
    """Say in one line who has not reported, who has to mend, and how many wait for the office."""
    missing, returned, waiting = (overview.of(state) for state in ("missing", "returned", "waiting"))
    not_issued = overview.of("not-issued")
    parts = [f"未报送{len(missing)}家：{_names(missing)}"] if missing else []
    parts += [f"退回待改{len(returned)}家：{_names(returned)}"] if returned else []
    parts += [f"待审核{len(waiting)}家"] if waiting else []
    parts += [f"尚未下发{len(not_issued)}家"] if not_issued else []
    at = overview.at.removeprefix(f"{overview.year + 1}年")
    all_in = f"{len(overview.standings)}家已全部报送，没有待改的"
    return f"截至{at}，{'；'.join(parts) or all_in}。"


def _names(standings: Sequence[Standing]) -> str:
    return "、".join(each.name for each in standings)


def messages(overview: Overview, office: Office, today: date) -> Iterator[Message]:
    """Write the message for every unit whose return went back."""
    for each in overview.of("returned"):
        case, event = each.case, each.event
        if case is None or event is None:
            continue
        sent = next((e for e in reversed(case.events) if e.event == "returned" and e.sha256 == event.sha256), None)
        note = case.decided.note if case.decided else ""
        if not note:
            ruling = next((e for e in reversed(case.events) if e.event == "decided" and e.sha256 == event.sha256), None)
            note = ruling.note if ruling and ruling.decision == "return" else ""
        lines = [
            f"{_addressed(each)}：",
            f"你单位报送的{overview.year}年度{overview.title}（{event.file}）需要修改。{_problems(each)}",
            *([f"审核意见：{note}"] if note else []),
            _what_to_do(sent.file if sent else "", _until(each, today), office),
            *_signed(office),
        ]
        yield Message(each, sent.file if sent else "", "\n".join(lines))


def _addressed(standing: Standing) -> str:
    contact = standing.member.contact
    return f"{standing.name}{f'（{contact}）' if contact else ''}"


def _problems(standing: Standing) -> str:
    """Name the kinds of problems that block; those that were explained are none."""
    event = standing.event
    if event is None or not event.hard:
        return ""
    kinds = [f"{code} {TITLES[code]}" for code in event.codes if code in TITLES]
    more = f"等{len(kinds)}类" if len(kinds) > NAMED else ""
    told = f"：{'、'.join(kinds[:NAMED])}{more}" if kinds else ""
    return f"必须改正或说明的有{event.hard}处{told}。"


def _until(standing: Standing, today: date) -> str:
    day = standing.deadline
    return f"请于{day.month}月{day.day}日前" if day and day >= today else "请尽快"


def _what_to_do(attached: str, until: str, office: Office) -> str:
    to = f"发到 {office.email}" if office.email else "发回"
    if not attached:
        return f"这份文件不能在原表上退回修改，{until}用下发给你单位的报表重新填报，{to}。"
    return (
        f"附件“{attached}”保留了所填的内容，问题标在各表的格子里，清单在最前面的表。"
        f"{until}在附件上改好（不要另用旧表），{to}。"
    )


def _signed(office: Office) -> Iterator[str]:
    """Say who sends it, and whom to call."""
    told = "　".join(filter(None, [office.contact, office.phone]))
    if office.recipient or told:
        yield "　".join(filter(None, [office.recipient, f"联系人：{told}" if told else ""]))
