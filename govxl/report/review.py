"""审核说明: what an office should know of a return before its report is published, for the office alone.

The reasons given, what is still to be verified, how figures were read, the remarks below the tables, and all that
somebody wrote beside the form, where nobody reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from govxl.form.model import Form
from govxl.report.record_values import Record
from govxl.report.remarks import Remark, explained, remarks_of, unexplained
from govxl.report.sentences import one_line, paragraphs
from govxl.text import visible
from govxl.words import REVIEW_PAPER, SCOPES
from govxl.workbook.located import KINDS

__all__ = ["Note", "Quote", "Quotes", "Review", "review_of"]

CUT = "cut"
"""The kind of the entry that says what is not listed."""

IN_FILE = "文件"
"""Where words are that belong to no sheet."""

WORDLESS = "（没有文字，见交来的文件）"
"""What is said of a picture that nobody described."""


@dataclass(frozen=True, slots=True)
class Note:
    """The remark below a table."""

    title: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words beside the form: the cell and what they are, and the words, line by line."""

    place: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """All words beside the form on one sheet, or in the file itself."""

    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The paper, ready to be set; a part without anything in it is left out."""

    title: str
    unit: str
    year: str
    scope: str
    file: str
    sha256: str
    explained: tuple[Remark, ...]
    doubtful: tuple[Remark, ...]
    notable: tuple[Remark, ...]
    readings: tuple[str, ...]
    notes: tuple[Note, ...]
    beside: tuple[Quotes, ...]
    """What stands in the file beside the form, by sheet; `cut` says what is not listed."""
    cut: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        said = self.explained or self.doubtful or self.notable or self.readings or self.notes
        return not (said or self.beside or self.cut)

    @property
    def besides(self) -> int:
        """Count what stands beside the form."""
        return sum(len(each.quotes) for each in self.beside)


def review_of(form: Form, record: Record) -> Review:
    """Make the paper of a record of this form."""
    remarks = remarks_of(form, record)
    return Review(
        title=f"{form.title}{REVIEW_PAPER}",
        unit=one_line(record["unit"]["name"]),
        year=str(record["year"]),
        scope=SCOPES[record["scope"]],
        file=one_line(visible(record["source"]["file"])),
        sha256=record["source"]["sha256"],
        explained=explained(remarks),
        doubtful=unexplained(remarks, "warning"),
        notable=unexplained(remarks, "info"),
        readings=tuple(one_line(each) for each in record["source"]["notes"]),
        notes=tuple(Note(table.title, text) for table in form.tables if (text := _note(record, table.name))),
        beside=_beside(record.get("remarks", ())),
        cut="".join(one_line(each["text"]) for each in record.get("remarks", ()) if each["kind"] == CUT),
    )


def _beside(remarks: Sequence[Record]) -> tuple[Quotes, ...]:
    """Put words beside the form together by their sheets, in the order they were met."""
    sheets: dict[str, list[Quote]] = {}
    for each in remarks:
        if each["kind"] != CUT:
            place = " ".join(filter(None, [one_line(each["cell"]), KINDS[each["kind"]].zh]))
            text = paragraphs(visible(each["text"])) or (WORDLESS,)
            sheets.setdefault(one_line(each["sheet"]) or IN_FILE, []).append(Quote(place, text))
    return tuple(Quotes(sheet, tuple(quotes)) for sheet, quotes in sheets.items())


def _note(record: Record, table: str) -> tuple[str, ...]:
    return paragraphs(record["notes"].get(table, ""))
