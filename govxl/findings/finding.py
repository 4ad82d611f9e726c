"""A finding: one thing wrong or worth knowing in a returned workbook, as data.

Findings are values, never exceptions. Their words live in the catalogue, in two languages, and are put
together only when somebody reads them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from govxl.findings.catalogue import CATALOGUE, Entry, Severity
from govxl.words import LANGUAGES, SEMICOLON, Both, Language, SaidError, in_language

__all__ = [
    "Both", "Finding", "SaidError", "Severity", "Where", "advice_of", "called", "entry_of", "finding", "message_of",
    "sentence_of",
]  # fmt: skip


class Where(NamedTuple):
    """A cell as the clerk sees it: sheet, address (`D6`), the labels printed beside it, what stands in it.

    `characters` are those of its text that are meant, counted from 0, the end excluded; None for all of it.
    """

    sheet: str = ""
    cell: str = ""
    point: str = ""
    label: str = ""
    value: str = ""
    characters: tuple[int, int] | None = None


class Finding(NamedTuple):
    """One finding. `words` fill the catalogue's message; `reason` is the 情况说明 given for it, if any."""

    name: str
    severity: Severity
    cells: tuple[Where, ...] = ()
    words: tuple[tuple[str, Both | str], ...] = ()
    rule: str = ""
    at: str = ""
    reason: str | None = None
    expected: str | None = None
    actual: str | None = None

    @property
    def code(self) -> str:
        """The stable code, such as `R001`."""
        return CATALOGUE[self.name].code

    @property
    def blocks(self) -> bool:
        """Whether this finding alone rejects the file (DESIGN: Severity)."""
        return self.severity == "hard" or (self.severity == "explainable" and self.reason is None)

    def word(self, name: str) -> str:
        """Give one of its words, in Chinese; nothing where it has none of that name."""
        return in_language(dict(self.words).get(name, ""), "zh")


def finding(
    name: str,
    cells: Iterable[Where] = (),
    *,
    severity: Severity | None = None,
    rule: str = "",
    at: str = "",
    reason: str | None = None,
    expected: str | None = None,
    actual: str | None = None,
    **words: object,
) -> Finding:
    """Make a finding of the catalogue; its severity is the catalogue's unless the form says otherwise."""
    entry = CATALOGUE[name]
    spoken = tuple((key, value if isinstance(value, Both) else str(value)) for key, value in words.items())
    return Finding(name, severity or entry.severity, tuple(cells), spoken, rule, at, reason, expected, actual)


def entry_of(found: Finding) -> Entry:
    """Give the catalogue's entry of a finding."""
    return CATALOGUE[found.name]


def called(found: Finding) -> str:
    """Name the rule a finding is about, its id in brackets; else the finding, by its name in the catalogue."""
    return found.word("called") or found.rule or found.name


def message_of(found: Finding, language: Language = "zh") -> str:
    """Say what was found, with its place."""
    return entry_of(found).message.said(language).format_map(_spoken(found, language))


def advice_of(found: Finding, language: Language = "zh") -> str:
    """Say what to do about it."""
    return entry_of(found).advice.said(language).format_map(_spoken(found, language))


def sentence_of(found: Finding) -> Both:
    """Say of a file or a cell outside a return what was found and what to do about it, in one sentence."""
    message, advice = (Both(*(say(found, language) for language in LANGUAGES)) for say in (message_of, advice_of))
    return SEMICOLON.between(message, advice)


def _spoken(found: Finding, language: Language) -> dict[str, str]:
    first = found.cells[0] if found.cells else Where()
    place = {"sheet": first.sheet, "cell": first.cell, "label": first.label, "value": first.value}
    sides = {"expected": found.expected or "", "actual": found.actual or "", "rule": found.rule}
    words = {key: in_language(text, language) for key, text in found.words}
    # What was said where it was made comes last, for it may say more than the cell does.
    return place | sides | {"count": str(len(found.cells))} | words
