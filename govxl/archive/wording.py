"""What an archive holds, as lines for people: the words of events, outcomes and states, in both languages."""

from govxl.archive.events import Event
from govxl.words import STATES, Both

__all__ = ["EVENTS", "OUTCOMES", "event_words"]

EVENTS = {
    "issued": Both("发出", "issued"),
    "received": Both("收到", "received"),
    "returned": Both("退回", "returned"),
    "decided": Both("决定", "decided"),
    "published": Both("公开", "published"),
    "imported": Both("导入", "imported"),
    "adjusted": Both("调整", "adjusted"),
}

OUTCOMES = {
    "accepted": Both("通过", "accepted"),
    "rejected": Both("退回修改", "rejected"),
    "duplicate": Both("重复", "duplicate"),
    "superseded": Both("已有更新的", "superseded"),
    "conflict": Both("有冲突，待审核", "conflict"),
    "unknown-unit": Both("名单里没有的单位", "unknown unit"),
    "unreadable": Both("读不了", "unreadable"),
    "accept": Both("接收", "accept"),
    "return": Both("退回", "return"),
    "bag": Both("随归档包来的", "came in a bag"),
}


def event_words(event: Event) -> Both:
    """Say what happened: the event, and what came of it."""
    said = EVENTS[event.event]
    for more in (event.outcome, event.decision):
        if more:
            # What somebody accepted in spite of findings is never only said to be accepted.
            what = STATES["exception"] if event.overrides else OUTCOMES.get(more, Both(more, more))
            said = Both("，", ", ").between(said, what)
    return said
