"""From a record to a Document: the one content model that every published format is made from.

It holds the form's parts in the form's order and words, what staff wrote, and the figures; nothing else is added.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from govxl.filing.figures import date_words, day_in
from govxl.form.model import Form, Part
from govxl.report.record_values import Record, figure_text, lookup
from govxl.report.sentences import STOP, Sentences, one_line, paragraphs, title_text
from govxl.report.tables import TableBlock, table_block

__all__ = ["NOTE", "Document", "Paragraph", "Report", "Section", "compose"]

NOTE = "备注："
"""What a note below a table begins with."""

WORDS = ("text", "long_text")
"""The types of fields that are printed as they are typed."""

FRONT = "cover."
"""Where the long texts stand that are printed before the first part."""

LEAD = re.compile(f"[（(][一二三四五六七八九十]{{1,3}}[）)][^{STOP}]{{1,30}}(?:{STOP}|$)")
"""After GB/T 9704-2012, 7.3.3: the second level is numbered （一）."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, without line ends, indents or markup."""

    text: str

    @property
    def lead(self) -> str:
        """The heading of the second level that staff began it with, with its full stop; empty if none."""
        found = LEAD.match(self.text)
        return found[0] if found else ""

    @property
    def is_heading(self) -> bool:
        """Whether it is such a heading and nothing else."""
        return self.lead == self.text and not self.text.endswith(STOP)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report under its title."""

    heading: str
    blocks: tuple[Paragraph | TableBlock, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready to be set; a title too long for one line is best broken between its `title_lines`.

    `closing` are the lines of whoever signs it (落款), if they want any.
    """

    title_lines: tuple[str, ...]
    front: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title on one line."""
        return "".join(self.title_lines)


@dataclass(frozen=True)
class Report:
    """A record of a form, and the one Document that all its outputs are made from and held against.

    It is composed when first asked for: rows of data need none, and are given of a record whose texts are too long.
    """

    form: Form
    record: Record

    @cached_property
    def document(self) -> Document:
        """The report. Raises RecordError as putting sentences into texts does."""
        return compose(self.form, self.record)


def compose(form: Form, record: Record) -> Document:
    """Make the report of a record of this form."""
    longs = (path for path, field in form.fields.items() if field.traits.kind == "long_text")
    sentences = Sentences(form, record)
    front = tuple(each for path in longs if path.startswith(FRONT) for each in _prose(form, record, path, sentences))
    sections = tuple(Section(one_line(part.title), _blocks(form, record, part, sentences)) for part in form.parts)
    return Document(paragraphs(title_text(form, record)), front, sections, _closing(form, record))


def _closing(form: Form, record: Record) -> tuple[str, ...]:
    """Give the lines below the report, none where one of them was not filled in."""
    lines = tuple(one_line(str(lookup(record)(path) or "")) for path in form.closing)
    return tuple(date_words(day) if (day := day_in(line)) else line for line in lines) if all(lines) else ()


def _blocks(form: Form, record: Record, part: Part, sentences: Sentences) -> tuple[Paragraph | TableBlock, ...]:
    if part.table:
        note = paragraphs(sentences.put_into(record.get("notes", {}).get(part.table) or ""))
        return (table_block(form, form.table(part.table), record, note),)
    return tuple(paragraph for path in part.fields for paragraph in _prose(form, record, path, sentences))


def _prose(form: Form, record: Record, path: str, sentences: Sentences) -> tuple[Paragraph, ...]:
    """Give a field's paragraphs as typed, or its generated sentence where they come to nothing.

    A figure, a choice or a date says nothing alone, so it stands behind its label.
    """
    typed, field = lookup(record)(path), form.fields[path]
    if field.traits.kind not in WORDS:
        said = one_line(figure_text(typed)) if typed not in (None, "") else ""
        return (Paragraph(f"{one_line(field.label)}：{said}{field.traits.unit or ''}"),) if said else ()
    sentence = field.traits.sentence
    lines = paragraphs(sentences.put_into(typed)) if isinstance(typed, str) else ()
    if not lines and sentence:
        lines = paragraphs(sentences.said(sentence))
    return tuple(map(Paragraph, lines))
