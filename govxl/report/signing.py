"""审签单: the one page a unit's head signs, with the figures worth a look and what is still to be verified.

It is made to fit on one page: its heights are fixed here and in papers.css alike, texts that strangers wrote are
shortened, and of the warnings as many are listed as there is room for; the others are counted.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from govxl.characters import letters_across, visible
from govxl.form.model import Form
from govxl.form.words import SCOPES, SIGNING_PAPER
from govxl.report.lookup import Record, figure_text, lookup
from govxl.report.remarks import explained, remarks_of, spots_in, unexplained
from govxl.report.texts import one_line

__all__ = ["KeyFigure", "Signer", "Signing", "signing_of"]

UNKNOWN = "—"

PAGE = 256
"""Millimetres of an A4 page between its margins, less a little for fonts that are not ours."""

HEADING, FACT, ROW, FINDING, SIGNER = 33, 7, 6.2, 6, 13
"""Millimetres of the title, the footer and the blanks around the parts; of a line of each part."""

LABEL, NAME, FINDING_WIDTH = 22, 34, 44
"""Chinese characters of a line of a key figure's label, of the unit's name and of a warning."""

LONGEST_NAME, LONGEST_SIGNER, LONGEST_FILE = 2 * NAME - 4, 10, 30


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of this year and of last, as written, and their difference."""

    label: str
    measure: str
    now: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: as what, and the name typed on the cover."""

    label: str
    name: str


SOMEBODY = Signer("签发", "")
"""Who signs where the form does not say."""


@dataclass(frozen=True, slots=True)
class Signing:
    """The page, ready to be set; `more` warnings are not listed."""

    title: str
    unit: str
    year: str
    scope: str
    file: str
    sha256: str
    figures: tuple[KeyFigure, ...]
    explained: int
    doubtful: int
    listed: tuple[str, ...]
    signers: tuple[Signer, ...]

    @property
    def more(self) -> int:
        """Warnings that are counted only."""
        return self.doubtful - len(self.listed)


def signing_of(form: Form, record: Record) -> Signing:
    """Make the page of a record of this form."""
    remarks = remarks_of(form, record)
    doubtful = unexplained(remarks, "warning")
    warnings = [f"{spot.place}：{remark.says}" for remark in doubtful for spot in remark.spots]
    unit = short(one_line(record["unit"]["name"]), LONGEST_NAME)
    return Signing(
        title=f"{form.title}{SIGNING_PAPER}",
        unit=unit,
        year=str(record["year"]),
        scope=SCOPES[record["scope"]],
        file=short(one_line(visible(record["source"]["file"])), LONGEST_FILE),
        sha256=record["source"]["sha256"],
        figures=tuple(_key_figure(form, record, path) for path in form.key_figures),
        explained=spots_in(explained(remarks)),
        doubtful=len(warnings),
        listed=tuple(short(text, FINDING_WIDTH) for text in warnings[: room(form, unit, len(warnings))]),
        signers=tuple(_signer(form, record, path) for path in form.signers) or (SOMEBODY,),
    )


def room(form: Form, unit: str, wanted: int) -> int:
    """Work out how many warnings of those wanted fit on the page; a line less when the others are to be counted."""
    rows = 2 + sum(lines(form.points[path].label, LABEL) for path in form.key_figures)
    taken = HEADING + FACT * (1 + lines(unit, NAME)) + ROW * rows + SIGNER * len(form.signers)
    left = max(1, int((PAGE - taken) // FINDING) - 1)
    return wanted if wanted <= left else left - 1


def lines(text: str, width: int) -> int:
    """Count the lines a text takes."""
    return max(1, math.ceil(letters_across(text) / width))


def short(text: str, longest: int) -> str:
    """Cut a text to a length, with a mark where something was left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _key_figure(form: Form, record: Record, path: str) -> KeyFigure:
    point = form.points[path]
    now, before = (lookup(record)(each) for each in (path, f"prior.{path}"))
    change = UNKNOWN
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        change = f"{'+' if now > before else ''}{figure_text(now - before)}"
    shown = UNKNOWN if before is None else figure_text(before)
    return KeyFigure(point.label, point.traits.unit or "", figure_text(now), shown, change)


def _signer(form: Form, record: Record, path: str) -> Signer:
    typed = lookup(record)(path)
    return Signer(form.fields[path].label, short(one_line(figure_text(typed or "")), LONGEST_SIGNER))
