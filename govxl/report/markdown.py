"""Document -> GitHub Markdown. A table that merges nothing is a pipe table; any other is an HTML table, row by row.

What staff wrote is escaped so that it never becomes a heading, a list, a link, a table or a tag.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape

from govxl.report.document import NOTE, Document
from govxl.report.tables import PrintedCell, Row, TableBlock

__all__ = ["to_markdown"]


def to_markdown(document: Document) -> str:
    """Write a document; the text ends with one line feed."""
    blocks = [f"# {inline(document.title)}", *(markdown_paragraph(each.text) for each in document.front)]
    for section in document.sections:
        blocks.append(f"## {inline(section.heading)}")
        for block in section.blocks:
            if isinstance(block, TableBlock):
                blocks += _table(block, section.heading)
            else:
                blocks.append(f"### {inline(block.text)}" if block.is_heading else markdown_paragraph(block.text))
    blocks += map(markdown_paragraph, document.closing)
    return "\n\n".join(blocks) + "\n"


# -- Text

MARKS = re.compile(r"[\\`*_{}\[\]<>&~|$#^]")
"""What begins something inside a line, in CommonMark, GitHub's tables, strikethrough, formulas or footnotes."""

LINKS = re.compile(r":(?=//)|(?<=(?<!/)www)\.", re.IGNORECASE)
"""Where GitHub would make a link that runs on to the next blank, far into the Chinese text."""

STARTS = re.compile(r"^([-+=]|\d{1,9}(?=[.)](?:\s|$)))")
"""What makes a line a list, a rule or an underlined heading."""


def inline(text: str) -> str:
    """Escape text that stands inside a line."""
    return LINKS.sub(lambda found: "\\" + found[0], MARKS.sub(r"\\\g<0>", text))


def markdown_paragraph(text: str) -> str:
    """Escape text that begins a line."""
    escaped = inline(text)
    start = STARTS.match(escaped)
    if start is None:
        return escaped
    # A backslash escapes marks only: of a numbered line the stop behind the number is escaped.
    return f"\\{escaped}" if not start[0].isdigit() else f"{start[0]}\\{escaped[start.end() :]}"


# -- Tables


def _table(table: TableBlock, heading: str) -> Iterator[str]:
    if table.caption != heading:
        yield f"**{inline(table.caption)}**"
    # All that a pipe table can be: one row of headers, and every row of as many cells, none of them merged downwards.
    if all(
        len(group.head) == 1
        and len({len(row) for row in (*group.head, *group.body)}) == 1
        and all(cell.rows == 1 for row in group.body for cell in row)
        for group in table.groups
    ):
        for group in table.groups:
            if group.title is not None:
                yield f"**{_pipe_text(group.title)}**"
            rule = ["---:" if cell.numeric else "---" for cell in group.body[0]]
            lines = [[_pipe_text(cell) for cell in row] for row in (*group.head, *group.body)]
            yield "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))
    else:
        parts = ["<table>"]
        for group in table.groups:
            head, body = [*_html_rows(group.header)], [*_html_rows(group.body)]
            parts += ["<thead>", *head, "</thead>", "<tbody>", *body] if table.headed else ["<tbody>", *head, *body]
            parts.append("</tbody>")
        # On lines of its own without a blank one, which would end the table.
        yield "\n".join([*parts, "</table>"])
    for nth, line in enumerate(table.note):
        yield f"{NOTE}{inline(line)}" if nth == 0 else markdown_paragraph(line)


def _pipe_text(cell: PrintedCell) -> str:
    return "<br>".join(inline(line) for line in cell.text.split("\n"))


def _html_rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        cells = ""
        for cell in row:
            tag = "th" if cell.scope else "td"
            spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            scope = f' scope="{cell.scope}"' if cell.scope else ""
            cells += f"<{tag}{spans}{scope}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"
        yield f"<tr>{cells}</tr>"
