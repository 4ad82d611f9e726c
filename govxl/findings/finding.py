"""A finding: one thing wrong or worth knowing in a returned workbook, as data.

Findings are values, never exceptions. Their words live in the catalogue, in two languages, and are put
together only when somebody reads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govxl.findings.catalogue import CATALOGUE, Entry, Severity, Words

__all__ = [
    "Both", "Finding", "SaidError", "Severity", "Where", "advice_of", "called", "entry_of", "finding", "message_of",
]  # fmt: skip

Language = Literal["zh", "en"]
ENGLISH = ".en"
"""What the name of a word ends with that stands for another when English is spoken."""


class Both(NamedTuple):
    """Words of a finding that are not the statute's, in both languages."""

    zh: str
    en: str


class SaidError(ValueError):
    """What a person gave cannot be used, and no file of staff is at fault; `said` is the sentence they read."""

    def __init__(self, said: Both | str) -> None:
        self.said = Both(said, said) if isinstance(said, str) else said
        super().__init__(self.said.zh)


@dataclass(frozen=True, slots=True)
class Where:
    """A cell as the clerk sees it: sheet, address (`D6`), the labels printed beside it, what stands in it."""

    sheet: str = ""
    cell: str = ""
    point: str = ""
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `words` fill the catalogue's message; `reason` is the 情况说明 given for it, if any."""

    name: str
    severity: Severity
    cells: tuple[Where, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
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
    spoken = tuple(pair for key, value in words.items() for pair in _pairs(key, value))
    return Finding(name, severity or entry.severity, tuple(cells), spoken, rule, at, reason, expected, actual)


def _pairs(key: str, value: object) -> Iterable[tuple[str, str]]:
    return ((key, value.zh), (key + ENGLISH, value.en)) if isinstance(value, Both) else ((key, str(value)),)


def entry_of(found: Finding) -> Entry:
    """Give the catalogue's entry of a finding."""
    return CATALOGUE[found.name]


def called(found: Finding) -> str:
    """Name the rule a finding is about, its id in brackets; else the finding, by its name in the catalogue."""
    return dict(found.words).get("called", found.rule) or found.name


def message_of(found: Finding, language: Language = "zh") -> str:
    """Say what was found, with its place."""
    return _words(found, language).message.format_map(_spoken(found, language))


def advice_of(found: Finding, language: Language = "zh") -> str:
    """Say what to do about it."""
    return _words(found, language).advice.format_map(_spoken(found, language))


def _words(found: Finding, language: Language) -> Words:
    entry = entry_of(found)
    return entry.zh if language == "zh" else entry.en


def _spoken(found: Finding, language: Language) -> dict[str, str]:
    first = found.cells[0] if found.cells else Where()
    place = {"sheet": first.sheet, "cell": first.cell, "label": first.label, "value": first.value}
    sides = {"expected": found.expected or "", "actual": found.actual or "", "rule": found.rule}
    words = dict(found.words)
    if language == "en":
        words |= {key.removesuffix(ENGLISH): text for key, text in found.words if key.endswith(ENGLISH)}
    return place | sides | {"count": str(len(found.cells))} | words
