"""审核说明: what an office should know of a return before its report is published, for the office alone.

The reasons given, what is still to be verified, how figures were read, and the remarks below the tables.
"""

from dataclasses import dataclass

from govxl.characters import visible
from govxl.form.model import Form
from govxl.form.words import REVIEW_PAPER, SCOPES
from govxl.report.lookup import Record
from govxl.report.remarks import Remark, explained, remarks_of, unexplained
from govxl.report.texts import one_line, paragraphs

__all__ = ["Note", "Review", "review_of"]


@dataclass(frozen=True, slots=True)
class Note:
    """The remark below a table."""

    title: str
    text: tuple[str, ...]


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

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.explained or self.doubtful or self.notable or self.readings or self.notes)


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
    )


def _note(record: Record, table: str) -> tuple[str, ...]:
    return paragraphs(record["notes"].get(table, ""))
