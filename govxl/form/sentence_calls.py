"""Sentences and figures as staff call for them in their texts: a name in braces."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from govxl.form.model import Form
from govxl.language.nodes import Node

__all__ = ["Called", "calls_in", "figure_called", "left_open", "meaning_of"]

IN_BRACES = r"[{｛]([^{}｛｝\n]+)[}｝]"
"""An input method set to Chinese types full-width ones, now and then for one of the two only.

As text, like the next: most reports have no braces, and `re` compiles it when one has.
"""

BRACES = r"[{｛][^{}｛｝\n]{0,60}|[^{}｛｝\n]{0,60}[}｝]"
"""A brace without its other half, and what stands beside it on its line."""


class Called(NamedTuple):
    """A name in braces, and where it stands with them in the text."""

    name: str
    start: int
    end: int


def calls_in(text: str) -> Iterator[Called]:
    """Yield what stands in braces, be it a name of ours or not."""
    for found in re.finditer(IN_BRACES, text):
        yield Called(found[1].strip(), found.start(), found.end())


def left_open(text: str) -> Iterator[str]:
    """Yield the braces that open or close nothing, each with what stands beside it; empty ones hold nothing."""
    at = 0
    # What lies between the calls, and behind the last of them.
    for found in [*calls_in(text), Called("", len(text), len(text))]:
        yield from (each[0].strip() for each in re.finditer(BRACES, text[at : found.start]))
        at = found.end


# -- What a name means


def meaning_of(form: Form, name: str) -> Node | None:
    """Give what a name in braces is worked out from: a sentence's text, or else a figure; None where it means neither.

    A sentence that is called as a line of a table comes first: its label is the whole name.
    """
    return _sentences(form).get(name) or figure_called(form, name)


@cache
def _sentences(form: Form) -> dict[str, Node]:
    return {sentence.label: sentence.text for sentence in form.sentences.values()}


def figure_called(form: Form, name: str) -> Node | None:
    """Give the figure that a name means for sure."""
    from govxl.form.figure_names import figure_names

    names = figure_names(form)
    meant = names.meant(name)
    return names.nodes[meant[0]] if len(meant) == 1 else None
