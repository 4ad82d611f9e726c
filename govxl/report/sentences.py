"""Sentences: those worked out from the figures, and where they enter what staff wrote."""

import re
from decimal import Decimal
from functools import cache

from govxl.form.braces import called
from govxl.form.expressions import Lookup, Value, evaluate, spoken
from govxl.form.model import Form
from govxl.report.lookup import NOT_APPLICABLE, Record, lookup
from govxl.report.texts import one_line

__all__ = ["STOP", "expanded", "sentence_text", "title_text"]

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


def expanded(form: Form, record: Record, text: str) -> str:
    """Put sentences where staff named them in braces; whatever else stands in braces stays as typed.

    Where punctuation follows, it ends the sentence; it goes where there is no sentence, nor anything else to end.
    """
    names = {sentence.label: name for name, sentence in form.sentences.items()}
    written, at = "", 0
    for found in [found for found in called(text) if found.name in names]:
        written += text[at : found.start]
        at = found.end
        said = sentence_text(form, record, names[found.name])
        if text[at : at + 1] in MARKS:
            said = said.removesuffix(STOP)
            if not said and written.rstrip(" \u3000")[-1:] in {"", "\n", *MARKS}:
                at += 1
        written += said
    return written + text[at:]


def title_text(form: Form, record: Record) -> str:
    """Fill in the report's title, such as `{unit.title}{year}…`; its line ends are where it may be broken."""
    value_of = lookup(record)
    return PLACEHOLDER.sub(lambda found: one_line(spoken(value_of(found[1]))), form.heading)
