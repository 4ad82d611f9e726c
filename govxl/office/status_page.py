"""审核情况.html: who is where, on one page that needs nothing else: no script, no address, no other file.

What stands on it is put together here; `report.html` writes it, as it does every page.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from govxl.office.notices import Message, messages, notice
from govxl.office.settings import Office
from govxl.office.status import DONE, WAITING, Overview, Standing, by_urgency
from govxl.office.status_charts import Days, Parents, by_day, by_parent, draw_days, draw_parents
from govxl.office.status_sheet import LOOK_AT, looked_at
from govxl.report.html import status_html
from govxl.words import EXCEPTION, STATES

__all__ = ["status_page"]


def status_page(overview: Overview, office: Office, today: date) -> str:
    """Write the page."""
    paper = _StatusPaper(overview, office, today)
    drawn = {"parents": draw_parents(paper.parents, "parents")}
    if paper.days:
        drawn["days"] = draw_days(paper.days, "days")
    return status_html(paper, drawn)


@dataclass(frozen=True)
class _StatusPaper:
    """What the page shows, as its template asks for it."""

    overview: Overview
    office: Office
    today: date
    done_means: str = f"办结的包括{'、'.join(STATES[each].zh for each in DONE)}"

    @property
    def heading(self) -> str:
        return f"{self.overview.year}年度{self.overview.title}审核情况"

    @property
    def tiles(self) -> list[tuple[str, str, int, str]]:
        """Each state, what it is called, how many are there, and what to know of them besides."""
        late = {state: sum(each.late for each in self.overview.of(state)) for state in STATES}  # type: ignore[arg-type]
        more = {state: f"逾期 {n}" if n else "" for state, n in late.items()}
        excepted = sum(each.is_exception for each in self.overview.of("published"))
        more["published"] = f"含{EXCEPTION} {excepted}" if excepted else ""
        return [(state, STATES[state].zh, count, more[state]) for state, count in self.overview.counts.items()]

    @property
    def to_decide(self) -> tuple[Standing, ...]:
        return by_urgency(self.overview.of("waiting"))

    @property
    def looked_at(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What somebody should look at: under each heading, who and what."""
        found = ((heading, list(looked_at(self.overview, key))) for key, heading in LOOK_AT.items())
        return [
            (
                heading,
                [(f"{who}（{code}）" if code else who, f"{word}　{what}".strip()) for who, code, word, what in lines],
            )
            for heading, lines in found
            if lines
        ]

    @cached_property
    def parents(self) -> Parents:
        return by_parent(self.overview)

    @cached_property
    def days(self) -> Days | None:
        return by_day(self.overview, self.today)

    @property
    def notice(self) -> str:
        return notice(self.overview)

    @cached_property
    def messages(self) -> list[Message]:
        return list(messages(self.overview, self.office, self.today))

    # -- Of one unit

    @staticmethod
    def day(standing: Standing) -> str:
        """Say since when, as short as it can be."""
        return f"{int(standing.since[5:7])}月{int(standing.since[8:10])}日起" if standing.since else ""

    @staticmethod
    def waits(standing: Standing) -> str:
        return WAITING[standing.state][1].zh

    @staticmethod
    def call(standing: Standing) -> str:
        return " ".join(filter(None, [standing.member.contact, standing.member.phone]))
