"""Texts as they are published: what staff typed, and the sentences worked out from the figures that enter it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from govxl.files import safe_name
from govxl.filing.record import RecordError
from govxl.filing.texts import MOST_LETTERS
from govxl.form.model import Form
from govxl.form.sentence_calls import calls_in
from govxl.language.expressions import Lookup, Value, evaluate, spoken
from govxl.report.record_values import NOT_APPLICABLE, Record, lookup
from govxl.text import INVISIBLE
from govxl.words import Both

__all__ = ["STOP", "Sentences", "one_line", "paragraphs", "report_name", "sentence_text", "title_text"]

# -- What staff typed


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text into its lines, without blank ones, blanks typed as indents, and invisible characters.

    A tab is a blank: no two published formats would show it alike.
    """
    lines = (INVISIBLE.sub("", line.replace("\t", " ")).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a text that stands on one line, such as a title."""
    return "".join(paragraphs(text))


# -- Sentences


STOP, MARKS = "。", frozenset("，。；、：！？")
"""What a sentence ends with, and what staff may have typed behind its name."""

PLACEHOLDER = re.compile(r"\{([a-z_.]+)\}")


def sentence_text(form: Form, record: Record, name: str) -> str:
    """Work out a sentence of the form; empty where none of its cases holds."""
    return spoken(evaluate(form.sentences[name].text, _spoken_figures(form, lookup(record))))


def _spoken_figures(form: Form, value_of: Lookup) -> Lookup:
    """Read words as one line, and figures that are not applicable as 0, as the live sentence does through N()."""

    @cache
    def value(path: str) -> Value:
        found = value_of(path)
        point = form.points.get(path.removeprefix("prior."))
        if found == NOT_APPLICABLE and point is not None and point.traits.numeric:
            return Decimal(0)
        return one_line(found) if isinstance(found, str) else found

    return value


class Sentences:
    """The sentences of one record, each worked out once, and put into its texts up to what a report holds in all."""

    def __init__(self, form: Form, record: Record) -> None:
        self._names = {sentence.label: name for name, sentence in form.sentences.items()}
        self.said = cache(lambda name: sentence_text(form, record, name))
        self._room = MOST_LETTERS

    def put_into(self, text: str) -> str:
        """Put sentences where staff named them in braces; whatever else stands in braces stays as typed.

        Where punctuation follows, it ends the sentence; it goes where there is no sentence, nor anything else to end.
        Raises RecordError where the record's texts come to more than a return may have.
        """
        written, at = [""], 0
        for found in [found for found in calls_in(text) if found.name in self._names]:
            written.append(text[at : found.start])
            at = found.end
            said = self.said(self._names[found.name])
            if text[at : at + 1] in MARKS:
                said = said.removesuffix(STOP)
                if not said and _ending(written) in {"", "\n", *MARKS}:
                    at += 1
            written.append(said)
            self._room -= len(said)
            if self._room < 0:
                zh = f"花括号里的“{found.name}”等句子放进文字里，超过 {MOST_LETTERS} 字；请删减，同一个句子放一次就够"
                en = f"sentences such as “{found.name}” make more than {MOST_LETTERS} characters; name each once"
                raise RecordError(Both(zh, en))
        return "".join(written) + text[at:]


def _ending(written: Sequence[str]) -> str:
    """Give the last character of what was written so far, blanks left out."""
    kept = (piece.rstrip(" \u3000")[-1:] for piece in reversed(written))
    return next(filter(None, kept), "")


def report_name(form: Form, record: Record) -> str:
    """Name the file of a record's report, without its ending."""
    return safe_name(one_line(title_text(form, record)))


def title_text(form: Form, record: Record) -> str:
    """Fill in the report's title, such as `{unit.title}{year}…`; its line ends are where it may be broken."""
    value_of = lookup(record)
    return PLACEHOLDER.sub(lambda found: one_line(spoken(value_of(found[1]))), form.heading)
