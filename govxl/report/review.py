"""审核说明: what an office should know of a return before its report is published, for the office alone.

The rule findings it was accepted with and the reasons given, how figures were read, the remarks below the tables, and
all that somebody wrote beside the form, where nobody reads it. Nothing of this is published.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govxl.form.measures import measured, unit_of
from govxl.form.model import Check, Form
from govxl.language.expressions import Constant, paths_in
from govxl.report.record_values import Record, figure_text, one_line, paragraphs
from govxl.report.sums import scope_line, source_of, sum_lines
from govxl.text import visible
from govxl.words import COVER_SHEET, EXCEPTION, PRIOR_SHEET, REVIEW_PAPER
from govxl.workbook.located import KINDS

__all__ = [
    "BrokenAt",
    "Paper",
    "Quote",
    "Remark",
    "Review",
    "ReviewEntry",
    "ReviewPart",
    "explained",
    "overrides_in",
    "remarks_of",
    "review_of",
    "source_line",
    "spots_in",
    "unexplained",
]

# -- Remarks: rule findings in the form's words


NO_RULE = "（表式里没有这条规则了）"

FIGURE = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?")


@dataclass(frozen=True, slots=True)
class BrokenAt:
    """One place where a rule is broken: sheet and line as printed, and both sides in words, empty where it has none."""

    place: str
    sides: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A broken rule at one or several places, and the reason given for it, if any, paragraph by paragraph."""

    rule: str
    says: str
    basis: str
    severity: str
    reason: tuple[str, ...]
    spots: tuple[BrokenAt, ...]


def remarks_of(form: Form, record: Record) -> tuple[Remark, ...]:
    """Give the rule findings of a record; those of one rule with one reason share a remark."""
    reasons = {(each["rule"], each["at"]): each["reason"] for each in record["explanations"]}
    checks = {(check.rule.id, check.at): check for check in form.checks}
    rules = {check.rule.id: check.rule for check in form.checks}
    # A record outlives its rules: one that the form no longer has keeps its name and its figures.
    grouped: dict[tuple[str, str, str], list[BrokenAt]] = {}
    for each in record["findings"]:
        where = each["rule"], each["at"]
        key = each["rule"], each["severity"], reasons.get(where, "")
        grouped.setdefault(key, []).append(_spot(form, checks.get(where), each))
    return tuple(
        Remark(
            one_line(rules[rule].called if rule in rules else rule),
            rules[rule].says if rule in rules else NO_RULE,
            rules[rule].basis if rule in rules else "",
            severity,
            paragraphs(reason),
            tuple(spots),
        )
        for (rule, severity, reason), spots in grouped.items()
    )


def explained(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Keep those a reason was given for."""
    return tuple(remark for remark in remarks if remark.reason)


def unexplained(remarks: tuple[Remark, ...], severity: str) -> tuple[Remark, ...]:
    """Keep those of a severity that nobody gave a reason for."""
    return tuple(remark for remark in remarks if remark.severity == severity and not remark.reason)


def spots_in(remarks: Iterable[Remark]) -> int:
    """Count the places."""
    return sum(len(remark.spots) for remark in remarks)


def _spot(form: Form, check: Check | None, found: Record) -> BrokenAt:
    left, right = (one_line(found[side] or "") for side in ("left", "right"))
    if check is None:
        return BrokenAt(one_line(found["at"]), _both(left, right))
    if check.rule.prose:
        # Of a slip of words there is only what stands there.
        return BrokenAt("", f"文字里是 {left}，应为 {right}" if right else f"文字里是“{left}”")
    place = "　".join(filter(None, [next(_sheets(form, check), ""), check.label]))
    # Beside a fixed bound, which the rule's own sentence names, only the figure is news.
    if isinstance(check.right, Constant) and left:
        return BrokenAt(place, measured(form, check, left))
    return BrokenAt(place, _both(left, right, unit_of(form, check)))


def _sheets(form: Form, check: Check) -> Iterator[str]:
    """Yield the sheets a check reads, that of its own table first."""
    tables = {table.name: table.sheet for table in form.tables}
    parts = {part.name: part.sheet for part in form.parts}
    if check.rule.table:
        yield tables[check.rule.table]
    for path in paths_in(check.holds):
        match path.split("."):
            case ["narrative", part, _]:
                yield parts[part]
            case ["cover", _]:
                yield COVER_SHEET
            case [table, *_] if table in tables:
                yield tables[table]


def _both(left: str, right: str, unit: str = "") -> str:
    if not (left and right):
        return left or right
    shown = f"左边 {left}，右边 {right}"
    # What stands in a record may be a text or have any number of digits; only plain figures have a difference to show.
    if not (FIGURE.fullmatch(left) and FIGURE.fullmatch(right)) or Decimal(left) == Decimal(right):
        return shown
    difference = Decimal(left) - Decimal(right)
    return f"{shown}，{'左' if difference > 0 else '右'}边多 {figure_text(abs(difference))} {unit}".rstrip()


# -- The paper


@dataclass(frozen=True, slots=True)
class Paper:
    """What every paper of an office tells: its title, of what unit, year and scope it is, and made from which file."""

    title: str
    unit: str
    year: str
    scope: str
    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words beside the form: the cell and what they are, and the words, line by line."""

    place: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """What is said of one thing, in the order it is set: a rule, a table's remark, a sheet with words beside the form.

    `name` stands before the heading and apart from it. An entry without a heading is a list alone.
    """

    heading: str = ""
    name: str | None = None
    items: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    text: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """A part of the paper: its heading, what the whole part is about, its entries, and what was not listed."""

    heading: str
    entries: tuple[ReviewEntry, ...]
    about: str = ""
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Review(Paper):
    """The paper, ready to be set; a part without anything in it is left out."""

    parts: tuple[ReviewPart, ...]
    about: str = "供本机关审核使用，不公开"

    @property
    def nothing(self) -> str:
        """What is said where there is nothing to say."""
        return "" if self.parts else "没有需要说明的事项：各项校验均已通过，数据按原样读取，各表没有备注。"


OF_PRIOR = f"{PRIOR_SHEET}："
"""What a note of the record begins with that says whose figures of last year the return was held against."""

CUT = "cut"
"""The kind of the entry that says what is not listed."""

IN_FILE = "文件"
"""Where words are that belong to no sheet."""

WORDLESS = "（没有文字，见交来的文件）"
"""What is said of a picture that nobody described."""


def overrides_in(record: Record) -> tuple[str, ...]:
    """Give what a record says of having been made in spite of findings: who answers for it, and of what no rule is."""
    return tuple(one_line(each) for each in record["source"]["notes"] if each.startswith(EXCEPTION))


def source_line(file: str, record: Record) -> str:
    """Say which file a paper was made from: whoever has the file can tell whether it is this one."""
    if "aggregate" in record:
        return source_of(record)
    return f"据 {file} 生成，文件校验值（SHA-256）{record['source']['sha256'][:16]}"


def review_of(form: Form, record: Record) -> Review:
    """Make the paper of a record of this form."""
    remarks = remarks_of(form, record)
    overridden = overrides_in(record)
    of_prior, readings = [], []
    for each in map(one_line, record["source"]["notes"]):
        if each.startswith(OF_PRIOR):
            of_prior.append(each.removeprefix(OF_PRIOR))
        elif not each.startswith(EXCEPTION):
            readings.append(each)
    noted = [(table.title, paragraphs(record["notes"].get(table.name, ""))) for table in form.tables]
    notes = tuple(ReviewEntry(title, text=text) for title, text in noted if text)
    summed = tuple(sum_lines(form, record))
    # Nobody let a sum pass, and what it has to say of itself is no reading of anything.
    whose, readings = ("汇总数", []) if summed else (EXCEPTION, readings)
    parts = [
        ReviewPart("汇总情况", (ReviewEntry(items=summed),) if summed else ()),
        ReviewPart(EXCEPTION, (ReviewEntry(items=overridden),) if overridden else ()),
        _remarked(f"{whose}，没有改正的问题", unexplained(remarks, "hard")),
        _remarked(f"{whose}，没有说明的问题", unexplained(remarks, "explainable")),
        _remarked("已说明的问题", explained(remarks)),
        _remarked("请核实", unexplained(remarks, "warning")),
        _remarked("提示", unexplained(remarks, "info")),
        ReviewPart(PRIOR_SHEET, (ReviewEntry(items=tuple(of_prior)),) if of_prior else ()),
        ReviewPart(f"读取时的规整（{len(readings)} 处）", (ReviewEntry(items=tuple(readings)),) if readings else ()),
        ReviewPart("各表备注", notes),
        _beside(record.get("remarks", ())),
    ]
    return Review(
        title=f"{form.title}{REVIEW_PAPER}",
        unit=one_line(record["unit"]["name"]),
        year=str(record["year"]),
        scope=scope_line(record),
        source=source_line(one_line(visible(record["source"]["file"])), record),
        parts=tuple(part for part in parts if part.entries or part.cut),
    )


def _remarked(heading: str, remarks: tuple[Remark, ...]) -> ReviewPart:
    entries = (
        ReviewEntry(
            remark.says,
            remark.rule,
            items=tuple("：".join(filter(None, [spot.place, spot.sides])) for spot in remark.spots),
            reason=remark.reason,
            basis=remark.basis,
        )
        for remark in remarks
    )
    return ReviewPart(f"{heading}（{spots_in(remarks)} 处）", tuple(entries))


def _beside(remarks: Sequence[Record]) -> ReviewPart:
    """Put words beside the form together by their sheets, in the order they were met."""
    sheets: dict[str, list[Quote]] = {}
    for each in remarks:
        if each["kind"] != CUT:
            # Strangers' words: what cannot be seen in them is spelled out, for it may be there to mislead.
            place = " ".join(filter(None, [one_line(each["cell"]), KINDS[each["kind"]].zh]))
            text = paragraphs(visible(each["text"])) or (WORDLESS,)
            # Properties of the file and its like stand on no sheet.
            sheets.setdefault(one_line(each["sheet"]) or IN_FILE, []).append(Quote(place, text))
    return ReviewPart(
        f"表外文字（{sum(map(len, sheets.values()))} 处）",
        tuple(ReviewEntry(sheet, quotes=tuple(quotes)) for sheet, quotes in sheets.items()),
        about="写在填写格以外，没有读取，也不写进报告；逐处列出，供核对。",
        cut="".join(one_line(each["text"]) for each in remarks if each["kind"] == CUT),
    )
