"""审签单: the page a unit's head signs, with the figures worth a look and what is still to be verified.

What is signed is made to fit on that page: its heights are fixed here and in papers.css alike, texts that strangers
wrote are shortened, and of the warnings as many are listed as there is room for; the others are counted. The text of
the report follows on pages of its own, whole.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from govxl.filing.record import record_number
from govxl.form.model import Form
from govxl.report.document import NOTE, Document, Report
from govxl.report.record_values import Record, figure_text, lookup, one_line
from govxl.report.review import (
    Paper,
    Remark,
    explained,
    overrides_in,
    remarks_of,
    source_line,
    spots_in,
    unexplained,
)
from govxl.report.sums import scope_line
from govxl.report.tables import TableBlock
from govxl.text import figure_across, letters_across, visible
from govxl.words import EXCEPTION, SIGNING_PAPER

__all__ = ["Columns", "KeyFigure", "Signer", "Signing", "TextPart", "signing_of"]

UNKNOWN = "—"
TENTH = Decimal("0.1")

PAGE = 256
"""Millimetres of an A4 page between its margins, less a little for fonts that are not ours."""

HEADING, FACT, ROW, FURTHER, FINDING, SIGNER = 33, 7, 6.2, 5.1, 6, 13
"""Millimetres of the title, the footer and the blanks around the parts; of a line of each part, of a row's others."""

LABEL, NAME, FINDING_WIDTH = 22.0, 34, 44
"""Chinese characters of a line of a key figure's label beside short figures, of the unit's name and of a warning."""

REASON_LINES = 3
"""Lines that a reason may take; a longer one is cut, and stands whole in 审核说明."""

SIZES = {10.5: 54.0, 9.0: 50.0, 8.0: 45.0, 7.0: 40.0, 6.0: 28.0}
"""Points the key figures may be set in, the largest first, and millimetres their labels need for two lines to do.

A figure stays whole, whatever room that takes.
"""

ACROSS = 170.0
"""Millimetres between the margins."""

VALUE, SHARE, MEASURE, AROUND = 18.0, 16.0, 11.0, 3.2
"""Millimetres of columns of figures, of shares, of measures at least; what is around a text in its cell."""

POINT = 25.4 / 72
"""Millimetres of a point."""

LONGEST_NAME, LONGEST_SIGNER, LONGEST_FILE = 2 * NAME - 4, 10, 30

HEADS = ("主要数据", "单位", "本年", "上年", "增减", "幅度")
"""Of the columns of key figures."""

TEXT = "报告正文"
"""What stands above the text of the report."""

TABLE_ELSEWHERE = "（本部分的表格见报告。）"
"""What stands for a table in the text: who signs has read its main figures on the page before."""


class KeyFigure(NamedTuple):
    """A figure of this year and of last, as written, their difference, and that as a share of last year's."""

    label: str
    measure: str
    now: str
    before: str
    change: str
    share: str


class Signer(NamedTuple):
    """Who signs: as what, and the name typed on the cover."""

    label: str
    name: str


class TextPart(NamedTuple):
    """A part of the report's text: its heading, if it has one, and its paragraphs."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """How the key figures are set: points of a letter; millimetres of labels, measures, both years, change, share.

    `whole`: every figure has room on one line.
    """

    size: float
    widths: tuple[float, ...]
    whole: bool

    @property
    def label(self) -> float:
        """Chinese characters of a line of a label, one less than fit: a line does not break at every place."""
        return (self.widths[0] - AROUND) / self.size / POINT - 1

    @property
    def letters(self) -> tuple[float, ...]:
        """The widths in letters of that size."""
        return tuple(round(width / self.size / POINT, 2) for width in self.widths)


SOMEBODY = Signer("签发", "")
"""Who signs where the form does not say."""


@dataclass(frozen=True, slots=True)
class Signing(Paper):
    """The page, ready to be set: `reasons` given for what was explained, and the warnings that are `listed`.

    `more` of both are not. The `text` of the report, called `report`, is on the pages after it. `overridden` is None
    for a return that passed; `unsettled` counts what a sum has of the kind.
    """

    figures: tuple[KeyFigure, ...]
    columns: Columns
    explained: int
    doubtful: int
    reasons: tuple[str, ...]
    listed: tuple[str, ...]
    more: int
    signers: tuple[Signer, ...]
    report: str
    text: tuple[TextPart, ...]
    overridden: int | None = None
    unsettled: int = 0
    heads: tuple[str, ...] = HEADS
    text_heading: str = TEXT

    @property
    def told(self) -> str:
        """How many findings there are of each kind, before those that are listed."""
        excepted = "" if self.overridden is None else f"{EXCEPTION}，未改正、未说明的问题 {self.overridden} 处；"
        if self.unsettled:
            excepted = f"汇总数未改正、未说明的问题 {self.unsettled} 处；"
        end = "：" if self.reasons or self.listed else "。"
        return f"{excepted}已说明的问题 {self.explained} 处；请核实 {self.doubtful} 处{end}"

    @property
    def told_more(self) -> str:
        """Where the others stand, after those that are listed."""
        return f"其余 {self.more} 处见审核说明。" if self.more else ""


def signing_of(report: Report) -> Signing:
    """Make the page of a record of a form. Raises RecordError as composing its report does."""
    form, record = report.form, report.record
    remarks = remarks_of(form, record)
    warnings = [f"{spot.place}：{each.says}" for each in unexplained(remarks, "warning") for spot in each.spots]
    unit = short(one_line(record["unit"]["name"]), LONGEST_NAME)
    value_of = lookup(record)
    figures = []
    for path in form.key_figures:
        point, now, before = form.points[path], value_of(path), value_of(f"prior.{path}")
        change = share = UNKNOWN
        if isinstance(now, Decimal) and isinstance(before, Decimal):
            change = f"{'+' if now > before else ''}{figure_text(now - before)}"
            share = share_of(now, before)
        # A dash where last year's figure is not known: a blank could be taken for one still to be filled in.
        shown = UNKNOWN if before is None else figure_text(before)
        figures.append(KeyFigure(point.label, point.traits.unit or "", figure_text(now), shown, change, share))
    columns = columns_of(figures)
    # Fewer are listed where the labels of figures take second lines: their columns are chosen before.
    reasons, listed, more = chosen_of(form, unit, columns.label, explained(remarks), warnings)
    names = ((path, one_line(figure_text(value_of(path) or ""))) for path in form.signers)
    signers = tuple(Signer(form.fields[path].label, short(name, LONGEST_SIGNER)) for path, name in names)
    return Signing(
        title=f"{form.title}{SIGNING_PAPER}",
        unit=unit,
        year=str(record["year"]),
        scope=scope_line(record),
        source=source_line(short(one_line(visible(record["source"]["file"])), LONGEST_FILE), record),
        figures=tuple(figures),
        columns=columns,
        explained=spots_in(explained(remarks)),
        doubtful=len(warnings),
        reasons=tuple(reasons),
        listed=tuple(short(text, FINDING_WIDTH) for text in listed),
        more=more,
        signers=signers or (SOMEBODY,),
        report=report.document.title,
        text=tuple(text_parts(report.document)),
        overridden=_overridden(record, remarks),
        unsettled=_unsettled(remarks) if "aggregate" in record else 0,
    )


def text_parts(document: Document) -> Iterator[TextPart]:
    """Yield the text of a report part by part; each table is left out, but not the note below it."""
    if document.front:
        yield TextPart("", tuple(each.text for each in document.front))
    for section in document.sections:
        lines: list[str] = []
        for block in section.blocks:
            if isinstance(block, TableBlock):
                notes = (f"{'' if nth else NOTE}{line}" for nth, line in enumerate(block.note))
                lines += (TABLE_ELSEWHERE, *notes)
            else:
                lines.append(block.text)
        yield TextPart(section.heading, tuple(lines))
    if document.closing:
        yield TextPart("", document.closing)


def _overridden(record: Record, remarks: tuple[Remark, ...]) -> int | None:
    """Count what was overridden; None for a return that passed."""
    told = overrides_in(record)
    # The first line says who answers for it and why.
    return len(told) - 1 + _unsettled(remarks) if told else None


def _unsettled(remarks: tuple[Remark, ...]) -> int:
    """Count the places where a rule that asks for something is broken, and no reason was given."""
    return sum(spots_in(unexplained(remarks, severity)) for severity in ("hard", "explainable"))


def share_of(now: Decimal, before: Decimal) -> str:
    """Give a change as a share of last year's figure, in hundredths to one place; of nothing there is none."""
    if not before:
        return UNKNOWN
    share = (100 * (now - before) / abs(before)).quantize(TENTH, ROUND_HALF_UP)
    return f"{'+' if share > 0 else ''}{figure_text(record_number(share))}%"


def columns_of(figures: Sequence[KeyFigure]) -> Columns:
    """Choose the largest size in which every figure has room on one line beside its label, and the widths it needs."""
    texts = [[figure[nth] for figure in figures] for nth in (2, 3, 4, 5)]
    across = [max(map(figure_across, each), default=0.0) for each in texts]
    measure = max((letters_across(figure.measure, 0.64) for figure in figures), default=0.0)
    for size, least in SIZES.items():
        leasts = (VALUE, VALUE, VALUE, SHARE)
        wanted = [max(room, wide * size * POINT + AROUND) for room, wide in zip(leasts, across, strict=True)]
        beside = max(MEASURE, measure * size * POINT + AROUND)
        label = ACROSS - beside - sum(wanted)
        if label >= least:
            return Columns(size, (label, beside, *wanted), True)
    # No size is small enough: the figures share what the least room for labels leaves, and break.
    return Columns(size, (least, beside, *[(ACROSS - least - beside) / len(wanted)] * len(wanted)), False)


def chosen_of(
    form: Form, unit: str, label: float, told: Sequence[Remark], warnings: Sequence[str]
) -> tuple[list[str], Sequence[str], int]:
    """Choose the reasons and the warnings there is room for, and count the places of those there is not."""
    texts = [reason_line(each) for each in told]
    needed = [lines(text, FINDING_WIDTH) for text in texts]
    left = room(form, unit, sum(needed) + len(warnings), label)
    count = 0
    while count < len(texts) and sum(needed[: count + 1]) <= left:
        count += 1
    # What comes after a reason without room is counted with it: nothing is listed out of turn.
    listed = warnings[: left - sum(needed)] if count == len(texts) else ()
    return texts[:count], listed, spots_in(told[count:]) + len(warnings) - len(listed)


def reason_line(remark: Remark) -> str:
    """Say a reason, and where: the first place, and how many there are."""
    place = remark.spots[0].place
    where = f"{place}等 {len(remark.spots)} 处" if len(remark.spots) > 1 else place
    return short(f"{where}：{' '.join(remark.reason)}", REASON_LINES * FINDING_WIDTH)


def room(form: Form, unit: str, wanted: int, label: float = LABEL) -> int:
    """Work out how many warnings of those wanted fit on the page; a line less when the others are to be counted.

    `label` is how many Chinese characters a line of a key figure's label has.
    """
    # The millimetres that papers.css and the Word file give to all that stands above and below the warnings.
    rows = [lines(form.points[path].label, label) for path in form.key_figures]
    taken = HEADING + FACT * (1 + lines(unit, NAME)) + ROW * (2 + len(rows)) + FURTHER * (sum(rows) - len(rows))
    taken += SIGNER * len(form.signers)
    # One line is for the sentence that says how many there are.
    left = max(1, int((PAGE - taken) // FINDING) - 1)
    # Another goes to the sentence that counts those that are not listed.
    return wanted if wanted <= left else left - 1


def lines(text: str, width: float) -> int:
    """Count the lines a text takes."""
    return max(1, math.ceil(letters_across(text) / width))


def short(text: str, longest: int) -> str:
    """Cut a text to a length, with a mark where something was left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
