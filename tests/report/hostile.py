"""Texts that try to become structure, and a document that carries one in every place a text can stand."""

from hypothesis import strategies as st

from govxl.report.document import Document, Paragraph, Section
from govxl.report.record_values import paragraphs
from govxl.report.tables import PrintedCell, RowGroup, TableBlock

PIECES = [
    "</p>", "</td></tr></table>", "<script>alert(1)</script>", "<!--", "-->", "<br>", "&lt;", "&#60;", "&amp;", '"',
    "# ", "## x", "- ", "+ ", "* ", "> ", "1. ", "1) ", "007.", "---", "===", "***", "___", "```", "~~~", "~~x~~",
    "'", "**x**", "_x_", "`x`", "|", "| --- |", "\\", "\\|", "[x](y)", "![x](y)", "[x]: y", "[^1]",
    "<http://x>", "http://x.y/_z_", "www.x.y", "$x$", "{{ x }}", "{% x %}", "{# x #}", "=1+1", "@SUM(A1)",
    "\t", " ", "　", "公开", "a", "1", "x" * 40,
]  # fmt: skip

hostile_lines = (
    st.one_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join), st.text(min_size=1, max_size=30))
    .map(paragraphs)
    .filter(lambda lines: len(lines) == 1)
    .map(lambda lines: lines[0])
)


def document_of(text: str) -> Document:
    """Put a text in the title, a paragraph, headings, captions, labels, cells and notes, of both sorts of table."""
    plain = RowGroup(
        PrintedCell(text, 0, 2, 1, "colgroup", "b1"),
        ((PrintedCell(text, 0, 1, 1, "col", "b1x"), PrintedCell(text, 1, 1, 1, "col", "b1c0-0")),),
        (
            (
                PrintedCell(text, 0, 1, 1, "row", "b1r0-0"),
                PrintedCell(text, 1, headers=("b1", "b1c0-0", "b1r0-0")),
            ),
        ),
    )
    merged = RowGroup(
        None,
        ((PrintedCell(text, 0, 2, 1, "colgroup", "b1c0-0"),),),
        ((PrintedCell(text, 0, headers=("b1c0-0",)), PrintedCell("1", 1, headers=("b1c0-0",), numeric=True)),),
    )
    tables = TableBlock(text + "a", 1, 1, (plain,), (text, text)), TableBlock(text + "b", 0, 2, (merged,))
    return Document((text,), (Paragraph(text),), (Section(text, (Paragraph(text), *tables)),))
