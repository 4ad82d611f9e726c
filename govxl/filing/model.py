"""The model of a return: who reports, what was read and expected, last year's figures, and the judgement of a file.

Each stage of judging gives one of these values, and none is changed afterwards.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from govxl.findings.finding import Both, Finding, SaidError, Where
from govxl.language.expressions import Value
from govxl.layout.layout import Layout, Verdicts
from govxl.layout.places import Box
from govxl.prose.model import Doubt
from govxl.workbook.identity import NO_PRIOR, Seal
from govxl.workbook.located import Leftover, Located
from govxl.xlsx.cells import RawWorkbook

__all__ = [
    "NO_DOUBTS",
    "Carried",
    "Doubts",
    "Expected",
    "Fact",
    "Figures",
    "Filing",
    "Findings",
    "Identity",
    "Inspection",
    "Judgement",
    "Others",
    "Prior",
    "PriorFinder",
    "PriorMismatchError",
    "SourceFile",
    "UnknownWordError",
    "Values",
    "WorkbookReading",
    "prior_values",
]  # fmt: skip


class UnknownWordError(SaidError):
    """A level, kind or scope outside its list, or a unit without a name."""


class Identity(NamedTuple):
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


class Fact(NamedTuple):
    """What one input says: a figure, a text, or None for not applicable and for an optional blank; and where.

    How a place is said is worked out only where somebody is shown it.
    """

    path: str
    value: Decimal | str | None
    place: Box


NO_TEXTS: Mapping[str, str] = {}  # a plain one, for a proxy cannot be sent to another process
FIGURES_END = 4
"""How many fields of `Prior` say which figures it gives; those behind them say where it comes from and what else."""


class Prior(NamedTuple):
    """Last year's figures by point, and which record they come from.

    `origin` says who gave them: the office when it judged, or the file itself, which carries what it was issued with.
    `texts` are last year's own by path, for comparing only: no workbook carries them, so only a record of the office's
    has any, and `unit` is whom the office has these figures under.
    """

    year: int
    edition: str
    sha256: str
    figures: Mapping[str, Decimal]
    origin: Literal["office", "file"] = "office"
    texts: Mapping[str, str] = NO_TEXTS
    unit: str = ""

    def __eq__(self, other: object) -> bool:
        """Whether both give the same figures of the same record, whoever gave them."""
        return isinstance(other, Prior) and self[:FIGURES_END] == other[:FIGURES_END]

    def __ne__(self, other: object) -> bool:
        """Whether they do not; a tuple would ask its own question."""
        return not self == other


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


class Carried(NamedTuple):
    """What stands on a workbook's sheet of last year's figures.

    `prior` is what can be judged by, None without a year; `stands` is all that may have been issued there, by path, and
    `odd` the cells that hold what no workbook is issued with: words, errors, formulas. `altered` says how the figures
    are not as they were issued; None where they are, as far as anybody can tell.
    """

    prior: Prior | None
    stands: Mapping[str, Value]
    odd: tuple[Where, ...] = ()
    altered: Both | None = None


# -- What is expected


class PriorMismatchError(SaidError):
    """What was given as last year's is another unit's, or of another year, scope or form; or nobody can tell whose."""


PriorFinder = Callable[[Identity, Layout], Prior | None]
"""Looks up last year's figures of a unit in what the office keeps; PriorMismatchError where those are no use."""

Figures = tuple[tuple[str, Decimal], ...]
"""The figures of a return other than 0, by point, in form order."""

Others = Mapping[tuple[str, Figures], tuple[Identity, ...]]
"""Whose returns have which figures, by form and figures."""


class Expected(NamedTuple):
    """What the office expects of a file; empty means that anything goes.

    `key` verifies the seals of workbooks; `others` are returns that this one should not repeat figure by figure;
    `severities` gives rules, by id, the severity that the office goes by in place of the form's.
    """

    unit: str = ""
    code: str = ""
    year: int | None = None
    form: str = ""
    prior: PriorFinder = lambda identity, layout: None
    key: bytes = b""
    others: Others = MappingProxyType({})
    severities: Mapping[str, str] = MappingProxyType({})

    def __repr__(self) -> str:
        """Show it without its key, which nobody may read in a log."""
        return f"Expected(unit={self.unit!r}, code={self.code!r}, year={self.year!r}, form={self.form!r})"


# -- What was read


class Values(NamedTuple):
    """What inputs and fields say: facts by path, the values checks see, findings, and the paths they speak for.

    `notes` say what was normalised.
    """

    facts: Mapping[str, Fact]
    values: Mapping[str, Value]
    findings: tuple[Finding, ...]
    blamed: frozenset[str]
    notes: tuple[Finding, ...]


class SourceFile(NamedTuple):
    """The file a return was read from.

    `seal` is `none`, `intact`, `broken` or `unchecked` (there was no key); `notes` are the normalisations, in the words
    of their findings.
    """

    file: str
    sha256: str
    producer: str
    seal: str = "none"
    notes: tuple[str, ...] = ()


class Filing(NamedTuple):
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


class Doubts(NamedTuple):
    """What disagrees in the texts of a return: figures with others, and slips of its words."""

    figures: tuple[Doubt, ...] = ()
    slips: tuple[Doubt, ...] = ()


NO_DOUBTS = Doubts()


class WorkbookReading(NamedTuple):
    """What was read of a workbook of ours, accepted or not, for whoever inspects it or makes it again.

    `told` is the identity as it stands there; `read` is what its inputs and fields say, `values` what its formulas see,
    and the texts it carries along from its issue or its last return; `totals` are worked out anew. `given` are last
    year's figures as the office has them. `listed` are the words beside the form that its last return had listed,
    `unread` those that are new. `doubts` are what its texts say otherwise than its figures.
    """

    layout: Layout
    identity: Identity
    told: Mapping[str, str]
    raw: RawWorkbook
    located: Located
    read: Values
    carried: Carried
    given: Prior | None
    seal: Seal
    values: Mapping[str, Value]
    verdicts: Verdicts
    totals: Mapping[str, Decimal]
    listed: tuple[Leftover, ...]
    unread: tuple[Leftover, ...]
    expected: Expected
    doubts: Doubts = NO_DOUBTS

    @property
    def issued_with(self) -> Prior | None:
        """Last year's figures as the workbook has them."""
        return self.carried.prior

    @property
    def prior(self) -> Prior | None:
        """Last year's figures that it is judged by; None where they are not those that were issued."""
        return self.given or (None if self.carried.altered else self.carried.prior)

    @property
    def blamed(self) -> frozenset[str]:
        """The paths that a finding speaks for already, so that no rule is judged over them."""
        if self.given is None:
            return self.read.blamed
        return frozenset(path for path in self.read.blamed if not path.startswith("prior."))

    @property
    def prior_lost(self) -> bool:
        """Whether last year's figures that it may have held cannot be read, and nobody gave them again."""
        gone = any(path.startswith("prior.") for path in self.located.lost) and self.told["prior"] != NO_PRIOR
        return gone and (self.prior is None or self.prior.origin == "file")

    def text(self, path: str) -> str:
        """Give a text that the workbook carries along; empty where there is none."""
        value = self.values.get(path)
        return value if isinstance(value, str) else ""


Findings = tuple[Finding, ...]

Inspection = Callable[[WorkbookReading, Findings], Iterable[Finding]]
"""Looks at one side of a reading; it is given what was found before, for one cause is told once."""


class Judgement(NamedTuple):
    """What became of one file; `record` is there when it was accepted, `reading` when it was a workbook of ours.

    `beside` are the words in it that nobody reads, wherever they stand.
    """

    file: str
    identity: Mapping[str, Any]
    findings: tuple[Finding, ...]
    record: Mapping[str, Any] | None = None
    reading: WorkbookReading | None = None
    beside: tuple[Leftover, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing blocks."""
        return self.record is not None

    @property
    def verdict(self) -> str:
        """`accepted` or `rejected`."""
        return "accepted" if self.accepted else "rejected"
