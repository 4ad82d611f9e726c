"""The model of a return: facts with their places, who reports, last year's figures, and the judgement of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from govxl.findings.finding import Finding, SaidError, Where
from govxl.language.expressions import Value
from govxl.layout.layout import Layout
from govxl.workbook.identity import NO_PRIOR
from govxl.workbook.located import Located
from govxl.workbook.unread_cells import Leftover
from govxl.xlsx.cells import RawWorkbook

__all__ = [
    "Fact", "Filing", "Identity", "Judgement", "Prior", "Reading", "SourceFile", "UnknownWordError", "prior_values",
]  # fmt: skip


class UnknownWordError(SaidError):
    """A level, kind or scope outside its list, or a unit without a name."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose return this is: form, edition, unit, report year and scope (`own` or `aggregate`)."""

    form: str
    edition: str
    name: str
    code: str
    level: str
    kind: str
    year: int
    scope: str

    def texts(self) -> dict[str, str]:
        """Give the identity as the workbook keeps it, by path."""
        return {
            "form": self.form,
            "edition": self.edition,
            "unit.name": self.name,
            "unit.code": self.code,
            "unit.level": self.level,
            "unit.kind": self.kind,
            "year": str(self.year),
            "scope": self.scope,
        }


@dataclass(frozen=True, slots=True)
class Fact:
    """What one input says: a figure, a text, or None for not applicable and for an optional blank."""

    path: str
    value: Decimal | str | None
    place: Where


@dataclass(frozen=True, slots=True)
class Prior:
    """Last year's figures by point, and which record they come from.

    `origin` says who gave them: the office when it judged, or the file itself, which carries what it was issued with.
    """

    year: int
    edition: str
    sha256: str
    figures: Mapping[str, Decimal]
    origin: Literal["office", "file"] = field(default="office", compare=False)


def prior_values(prior: Prior | None) -> dict[str, Value]:
    """Give last year's figures, and which record they come from, as a workbook carries them, by path."""
    if prior is None:
        return {}
    facts: dict[str, Value] = {
        "prior.year": str(prior.year),
        "prior.edition": prior.edition,
        "prior.sha256": prior.sha256,
    }
    return facts | {f"prior.{path}": value for path, value in prior.figures.items()}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a return was read from.

    `seal` is `none`, `intact`, `broken` or `unchecked` (there was no key); `notes` are the normalisations, in the words
    of their findings.
    """

    file: str
    sha256: str
    producer: str
    seal: str = "none"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """A return as read: one fact for every input and field that could be read, and every total worked out anew.

    `remarks` are the words beside the form, as the record keeps them.
    """

    layout: Layout
    identity: Identity
    facts: Mapping[str, Fact]
    totals: Mapping[str, Decimal]
    prior: Prior | None
    source: SourceFile
    rule_findings: tuple[Finding, ...] = ()
    remarks: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a workbook of ours, accepted or not, for whoever makes it again.

    `told` is the identity as it stands there; `values` are what its formulas see, and the texts it carries along from
    its issue or its last return; `issued_with` are last year's figures in it, `prior` those it was judged by, None
    where they are not those that were issued.
    """

    layout: Layout
    identity: Identity
    told: Mapping[str, str]
    raw: RawWorkbook
    located: Located
    values: Mapping[str, Value]
    issued_with: Prior | None
    prior: Prior | None

    @property
    def prior_lost(self) -> bool:
        """Whether last year's figures that it may have held cannot be read, and nobody gave them again."""
        gone = any(path.startswith("prior.") for path in self.located.lost) and self.told["prior"] != NO_PRIOR
        return gone and (self.prior is None or self.prior.origin == "file")

    def text(self, path: str) -> str:
        """Give a text that the workbook carries along; empty where there is none."""
        value = self.values.get(path)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one file; `record` is there when it was accepted, `reading` when it was a workbook of ours.

    `beside` are the words in it that nobody reads, wherever they stand.
    """

    file: str
    identity: Mapping[str, Any]
    findings: tuple[Finding, ...]
    record: Mapping[str, Any] | None = field(default=None)
    reading: Reading | None = field(default=None, repr=False, compare=False)
    beside: tuple[Leftover, ...] = field(default=(), repr=False)

    @property
    def accepted(self) -> bool:
        """Whether nothing blocks."""
        return self.record is not None

    @property
    def verdict(self) -> str:
        """`accepted` or `rejected`."""
        return "accepted" if self.accepted else "rejected"
