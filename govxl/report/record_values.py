"""What a record holds, as it is published: values at their paths, figures as written, texts as they are set."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from govxl.files import safe_name
from govxl.form.model import Form
from govxl.language.expressions import Lookup, Value, spoken
from govxl.text import INVISIBLE
from govxl.words import DRAFT, INCOMPLETE, KNOWN_WRONG, MARKS, UNAUDITED

__all__ = [
    "NOT_APPLICABLE",
    "Record",
    "exact",
    "figure_text",
    "is_final",
    "lookup",
    "one_line",
    "paragraphs",
    "report_name",
    "title_text",
]

Record = Mapping[str, Any]
"""The JSON of a record, its numbers int or Decimal."""

# -- Figures

NOT_APPLICABLE = MARKS[0]
"""How `null`, not applicable, is written."""


def lookup(record: Record) -> Lookup:
    """Give the function from a path to what the record holds there; None for what it does not hold.

    Paths are those of the form: `table.row.column` (printed, computed or derived), `table.note`, `cover.field`,
    `narrative.part.field`, `unit.title`, `year`, `scope`, and any table path below `prior.`. A cell that is not
    applicable reads `/`, as it does in the workbook.
    """

    def value_of(path: str) -> Value:
        if path.startswith("prior."):
            return _value_in(record.get("prior") or {}, path.removeprefix("prior.").split("."))
        return _value_in(record, path.split("."))

    return value_of


def _value_in(record: Record, path: list[str]) -> Value:
    match path:
        case [key]:
            return _plain(record.get(key))
        case ["unit" | "cover" as group, key]:
            return _plain(record.get(group, {}).get(key))
        case ["narrative", part, key]:
            return _plain(record.get("narrative", {}).get(part, {}).get(key))
        case [table, "note"]:
            return _plain(record.get("notes", {}).get(table))
        case [table, row, column]:
            # What is worked out but not printed stands apart in the record; the form's paths do not tell it apart.
            for place in ("tables", "derived"):
                line = record.get(place, {}).get(table, {}).get(row, {})
                if column in line:
                    return NOT_APPLICABLE if line[column] is None else _plain(line[column])
    return None


def _plain(value: Any) -> Value:
    return value if value is None or isinstance(value, str) else exact(value)


def exact(value: Any) -> Decimal:
    """Take a number of a record as it is; raises TypeError for one that has lost its digits to a float."""
    if isinstance(value, Decimal) and value.is_finite():
        return value
    # True is an int to Python, and no figure.
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError(f"not an exact number: {value!r}")


def figure_text(value: Any) -> str:
    """Write what stands in a cell as it is published: every digit, no exponent, no separators."""
    if value is None:
        return NOT_APPLICABLE
    if isinstance(value, str):
        return value
    figure = exact(value)
    # A decimal zero may have a sign, which nobody typed.
    return f"{figure:f}" if figure else f"{abs(figure):f}"


# -- Texts


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text into its lines, without blank ones, blanks typed as indents, and invisible characters.

    A tab is a blank: no two published formats would show it alike.
    """
    # Most are one line of plain letters, with nothing to take out or to part.
    if text.isprintable() and (text.isascii() or not INVISIBLE.search(text)):
        return (line,) if (line := text.strip()) else ()
    lines = (INVISIBLE.sub("", line.replace("\t", " ")).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a text that stands on one line, such as a title."""
    return "".join(paragraphs(text))


PLACEHOLDER = re.compile(r"\{([a-z_.]+)\}")


def is_final(record: Record) -> bool:
    """Tell whether a record may be published as far as it is a sum made here: a whole one, of returns that count.

    One in which somebody named what is known to be wrong is to be looked at, as a draft is.
    """
    told = record.get("aggregate")
    return told is None or (told["complete"] and not told["draft"] and not told["counts"].get("wrong"))


def title_mark(record: Record) -> str:
    """Give what stands behind the title of a report that nobody may publish; nothing behind any other."""
    if is_final(record):
        return ""
    told = record["aggregate"]
    counts = told["counts"]
    wrong = f"含{KNOWN_WRONG}" if counts.get("wrong") else ""
    why = INCOMPLETE if not told["complete"] else UNAUDITED if counts["unaudited"] else wrong
    return f"（{DRAFT}，{why}）" if why else f"（{DRAFT}）"


def title_text(form: Form, record: Record) -> str:
    """Fill in the report's title, such as `{unit.title}{year}…`; its line ends are where it may be broken.

    That of a sum which may not be published says so.
    """
    value_of = lookup(record)
    title = PLACEHOLDER.sub(lambda found: one_line(spoken(value_of(found[1]))), form.heading)
    return title + title_mark(record)


def report_name(form: Form, record: Record) -> str:
    """Name the file of a record's report, without its ending."""
    return safe_name(one_line(title_text(form, record)))
