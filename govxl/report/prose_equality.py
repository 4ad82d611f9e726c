"""The words of an output held against its record: title, headings, paragraphs and notes, and what charts say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from govxl.form.model import Form
from govxl.report.cells import TableBlock
from govxl.report.charts import lines_of_charts
from govxl.report.document import NOTE, Document, compose
from govxl.report.lookup import Record
from govxl.report.table_equality import Disagreement, alike

__all__ = ["in_charts", "in_prose"]

FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
YEAR = re.compile(r"(?<![0-9])[0-9]++年(?=：)")

BEFORE, SHOWN = 8, 30
"""Characters shown before the place where a line goes wrong, and in all."""


def in_prose(form: Form, record: Record, lines: Sequence[str]) -> Iterator[Disagreement]:
    """Yield every line of the report that does not stand among these, in its order; its title may be broken."""
    document = compose(form, record)
    whole = document.title in lines or any(alike(line, document.title) for line in lines[:2])  # as one line, on top
    titles = (document.title,) if whole else document.title_lines
    at = 0
    for about, wanted in (*(("title", title) for title in titles), *_lines_of(document)):
        if after := _behind(lines, at, wanted):
            at = after
        else:
            yield Disagreement(about, *_apart(wanted, lines[at] if at < len(lines) else ""))


def in_charts(form: Form, record: Record, charts: Sequence[Sequence[str]]) -> Iterator[Disagreement]:
    """Yield every chart whose words are none of the record's, and every figure drawn that its words do not have."""
    known = lines_of_charts(form, record) if charts else ()
    for words, *marks in charts:
        if words not in known:
            yield Disagreement("chart", "", words)
        years = set(YEAR.findall(words))
        drawn = Counter(FIGURE.findall("，".join(mark for mark in marks if mark not in years)))
        for figure in drawn - Counter(FIGURE.findall(words)):
            yield Disagreement("chart", words, figure)


def _lines_of(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what stands below the title and outside of tables: what it is about, and the text."""
    yield from (("front", each.text) for each in document.front)
    for section in document.sections:
        yield section.heading, section.heading
        for block in section.blocks:
            if not isinstance(block, TableBlock):
                yield section.heading, block.text
            elif block.note:
                yield from ((section.heading, line) for line in (f"{NOTE}{block.note[0]}", *block.note[1:]))
    yield from (("closing", line) for line in document.closing)


def _behind(lines: Sequence[str], at: int, wanted: str) -> int:
    """Say where to go on behind the next line that says this, 0 where there is none; most are equal to the letter."""
    try:
        return lines.index(wanted, at) + 1
    except ValueError:
        return next((n + 1 for n in range(at, len(lines)) if alike(lines[n], wanted)), 0)


def _apart(wanted: str, found: str) -> tuple[str, str]:
    """Cut two lines to where they begin to differ."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, found, strict=False)))
    start = max(0, same - BEFORE)
    return wanted[start : start + SHOWN], found[start : start + SHOWN]
