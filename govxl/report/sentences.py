"""Sentences: those worked out from the figures, and where they enter what staff wrote."""

import re
from decimal import Decimal

from govxl.form.expressions import Lookup, Value, evaluate, spoken
from govxl.form.model import Form
from govxl.report.lookup import NOT_APPLICABLE, Record, lookup

__all__ = ["expanded", "sentence_text", "title_text"]

BRACES = re.compile(r"\{([^{}\n]+)\}|｛([^｛｝\n]+)｝")
"""A name in braces; an input method set to Chinese types full-width ones."""

PLACEHOLDER = re.compile(r"\{([a-z_.]+)\}")


def sentence_text(form: Form, record: Record, name: str) -> str:
    """Work out a sentence of the form; empty where none of its cases holds."""
    return spoken(evaluate(form.sentences[name].text, _spoken_figures(form, lookup(record))))


def _spoken_figures(form: Form, value_of: Lookup) -> Lookup:
    """Read figures that are not applicable as 0, as the live sentence in the workbook does through N()."""

    def value(path: str) -> Value:
        found = value_of(path)
        point = form.points.get(path.removeprefix("prior."))
        return Decimal(0) if found == NOT_APPLICABLE and point is not None and point.traits.numeric else found

    return value


def expanded(form: Form, record: Record, text: str) -> str:
    """Put sentences where staff named them in braces; whatever else stands in braces stays as typed."""
    names = {sentence.label: name for name, sentence in form.sentences.items()}

    def sentence(found: re.Match[str]) -> str:
        name = names.get((found[1] or found[2]).strip())
        return found[0] if name is None else sentence_text(form, record, name)

    return BRACES.sub(sentence, text)


def title_text(form: Form, record: Record) -> str:
    """Fill in the report's title, such as `{unit.title}{year}…`; its line ends are where it may be broken."""
    value_of = lookup(record)
    return PLACEHOLDER.sub(lambda found: spoken(value_of(found[1])), form.heading)
