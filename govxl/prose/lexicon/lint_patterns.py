"""The words that slips are told by, as the lint section of a form's prose.toml has them (`lint_reader` reads it)."""

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Lint", "NothingSaid", "Words"]

Words = tuple[str, ...]


class Lint(NamedTuple):
    """What tells slips, as prose.toml says it; words are folded and have no blanks.

    `parts` are the ways to call each part of the report, `measures` the longest first. The last fields are worked out:
    the letters that `measures` end with, and of the form its notice, the sentences it prompts with, what its fields are
    called and the paths of all its figures. `fixed` has the sentences the form writes itself among those of prose.toml.
    """

    notices: Words = ()
    notice_titles: Words = ()
    own_notices: Words = ()
    replaced: Words = ()
    placeholders: Words = ()
    masked_after: str = ""
    surnames: str = ""
    after_blank: str = ""
    measures: Words = ()
    counted: Words = ()
    totals: Words = ()
    cues: Words = ()
    conditional: Words = ()
    nouns: Words = ()
    part_words: Words = ()
    parts: tuple[Words, ...] = ()
    period: Words = ()
    period_until: Words = ()
    report_of: Words = ()
    reported: Words = ()
    year_fields: Words = ()
    own: Words = ()
    guiding: Words = ()
    led: Words = ()
    recalled: Words = ()
    of_tables: Words = ()
    standing: Words = ()
    signed: Words = ()
    repeated_from: int = 30
    repeated_beside: int = 12
    sentence_from: int = 30
    heading_to: int = 45
    grams: int = 8
    share_of_all: int = 85
    share_of_field: int = 95
    least: int = 80
    least_of_field: int = 150
    compared: Words = ()
    fixed: Words = ()
    last_letters: frozenset[str] = frozenset()
    authority: str = ""
    helps: frozenset[str] = frozenset()
    labels: Mapping[str, str] = {}
    figures: Words = ()


NothingSaid = Lint()
