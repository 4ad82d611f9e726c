"""From a record to a Document: the one content model that every published format is made from.

It holds the form's parts in the form's order and words, what staff wrote, and the figures; nothing else is added.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from govxl.filing.figures import date_words, day_in
from govxl.filing.record import RecordError
from govxl.filing.texts import MOST_LETTERS
from govxl.form.model import Form
from govxl.form.sentence_calls import calls_in, figure_called
from govxl.language.expressions import Value, evaluate, spoken
from govxl.language.nodes import Join, Node
from govxl.report.record_values import (
    NOT_APPLICABLE,
    Record,
    figure_text,
    lookup,
    one_line,
    paragraphs,
    title_text,
)
from govxl.report.tables import TableBlock, table_block
from govxl.words import Both

__all__ = ["NOTE", "Document", "Paragraph", "Report", "Section", "compose", "sentence_text"]

NOTE = "备注："
"""What a note below a table begins with."""

WORDS = ("text", "long_text")
"""The types of fields that are printed as they are typed."""

FRONT = "cover."
"""Where the long texts stand that are printed before the first part."""

STOP, MARKS = "。", frozenset("，。；、：！？")
"""What a sentence ends with, and what staff may have typed behind its name."""

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

    `closing` are the lines of whoever signs it (落款), if they want any, and `day` the one of them that is a date.
    """

    title_lines: tuple[str, ...]
    front: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...] = ()
    day: str = ""

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
    """Make the report of a record of this form; raises RecordError for one whose texts come to too much."""
    value_of, sentences = lookup(record), Sentences(form, record)
    # Sentences put into texts count towards one bound, so texts are taken in the order they are printed.
    longs = (path for path, field in form.fields.items() if field.traits.kind == "long_text")
    front = tuple(each for path in longs if path.startswith(FRONT) for each in _prose(form, record, path, sentences))
    sections = []
    for part in form.parts:
        blocks: tuple[Paragraph | TableBlock, ...]
        if part.table:
            note = paragraphs(sentences.put_into(record.get("notes", {}).get(part.table) or ""))
            blocks = (table_block(form, form.table(part.table), record, note),)
        else:
            blocks = tuple(each for path in part.fields for each in _prose(form, record, path, sentences))
        sections.append(Section(one_line(part.title), blocks))
    closing = tuple(one_line(str(value_of(path) or "")) for path in form.closing)
    # Half a signature, a date that nobody's name stands above, is worse than none.
    days = [date_words(day) if (day := day_in(line)) else "" for line in closing] if all(closing) else []
    signed = tuple(day or line for day, line in zip(days, closing, strict=False))
    return Document(paragraphs(title_text(form, record)), front, tuple(sections), signed, next(filter(None, days), ""))


def _prose(form: Form, record: Record, path: str, sentences: "Sentences") -> tuple[Paragraph, ...]:
    """Give a field's paragraphs as typed, or its generated sentence where they come to nothing."""
    typed, field = lookup(record)(path), form.fields[path]
    if field.traits.kind not in WORDS:
        # A figure, a choice or a date says nothing alone, so it stands behind its label.
        said = one_line(figure_text(typed)) if typed not in (None, "") else ""
        return (Paragraph(f"{one_line(field.label)}：{said}{field.traits.unit or ''}"),) if said else ()
    lines = paragraphs(sentences.put_into(typed)) if isinstance(typed, str) else ()
    if not lines and field.traits.sentence:
        lines = paragraphs(sentences.said(field.traits.sentence))
    return tuple(map(Paragraph, lines))


# -- Sentences and figures, worked out from the record


def sentence_text(form: Form, record: Record, name: str) -> str:
    """Work out a sentence of the form; empty where none of its cases holds."""
    return _said(form, record, form.sentences[name].text)


def _said(form: Form, record: Record, text: Node) -> str:
    """Work out words as the live sentence beside a cell has them."""
    value_of = lookup(record)

    @cache
    def spoken_value(path: str) -> Value:
        found = value_of(path)
        point = form.points.get(path.removeprefix("prior."))
        # The live sentence beside the cell reads figures through N(), to which / is 0; the report says the same.
        if found == NOT_APPLICABLE and point is not None and point.traits.numeric:
            return Decimal(0)
        return one_line(found) if isinstance(found, str) else found

    return spoken(evaluate(text, spoken_value))


class Sentences:
    """The sentences and figures of one record, each worked out once, and put into its texts.

    In all they come to no more than a report holds.
    """

    def __init__(self, form: Form, record: Record) -> None:
        self._form, self._record = form, record
        self._names = {sentence.label: name for name, sentence in form.sentences.items()}
        self.said = cache(lambda name: sentence_text(form, record, name))
        self._called = cache(self._meant_by)
        self._room = MOST_LETTERS

    def _meant_by(self, name: str) -> str | None:
        """Say the sentence or the figure of a name; None where it means neither for sure."""
        if name in self._names:
            return self.said(self._names[name])
        figure = figure_called(self._form, name)
        # As part of a sentence, a figure that is not there is 0, and no figure has more than six decimals.
        return None if figure is None else _said(self._form, self._record, Join((figure,)))

    def put_into(self, text: str) -> str:
        """Put sentences and figures where staff named them in braces; whatever else stands in braces stays as typed.

        Where punctuation follows, it ends the sentence; it goes where there is no sentence, nor anything else to end.
        Raises RecordError where the record's texts come to more than a return may have.
        """
        written, at = [""], 0
        for found in calls_in(text):
            said = self._called(found.name)
            if said is None:
                continue
            written.append(text[at : found.start])
            at = found.end
            if text[at : at + 1] in MARKS:
                said = said.removesuffix(STOP)
                if not said:
                    # Of "…，{name}。" without a sentence the comma stays and the stop goes: it would end nothing.
                    ends = (piece.rstrip(" \u3000")[-1:] for piece in reversed(written))
                    at += next(filter(None, ends), "") in {"", "\n", *MARKS}
            written.append(said)
            # A name of four letters may stand for a sentence of hundreds: a text within its bounds can still burst.
            self._room -= len(said)
            if self._room < 0:
                zh = f"花括号里的“{found.name}”等内容放进文字里，超过 {MOST_LETTERS} 字；请删减，同一个句子放一次就够"
                en = f"what braces such as “{found.name}” mean makes over {MOST_LETTERS} characters; name each once"
                raise RecordError(Both(zh, en))
        return "".join(written) + text[at:]
