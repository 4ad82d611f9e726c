import re

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from govxl.report.document import Document, Paragraph, Section, compose
from govxl.report.markdown import inline, markdown_paragraph, to_markdown
from govxl.report.tables import PrintedCell, RowGroup, TableBlock
from tests.report.hostile import document_of, hostile_lines
from tests.report.made_up import filled
from tests.report.page_reader import tags_and_texts

GOLDEN = """\
# 河边馆2024年年报

河边图书馆2024年，电话12-34。

## One. Summary

1.目标。

多读书。

借出1234572册。

## Two. Stock

**Books**

| Kind | Owned | Price |
| --- | ---: | ---: |
| Novels | 1200 | 24252.311082万元 |
| Maps | / | 0.50 |

**Loans**

| Kind | Young | Adult | Total |
| --- | ---: | ---: | ---: |
| Lent | 5 | 1234567 | 1234572 |

备注：Counted twice.

See the list.

## Three. Visits

<table>
<thead>
<tr><th colspan="3" rowspan="3" scope="colgroup">Rows add up</th><th colspan="3" scope="colgroup">Readers</th>\
<th rowspan="3" scope="col">All</th></tr>
<tr><th rowspan="2" scope="col">Child</th><th colspan="2" scope="colgroup">Grown</th></tr>
<tr><th scope="col">Man</th><th scope="col">Woman</th></tr>
</thead>
<tbody>
<tr><th colspan="3" scope="row">Opened</th><td>11</td><td>-8</td><td>0</td><td>3</td></tr>
<tr><th rowspan="3" scope="rowgroup">By day</th><th colspan="2" scope="row">Monday</th>\
<td>12</td><td>-8</td><td>0</td><td>4</td></tr>
<tr><th rowspan="2" scope="rowgroup">Weekend</th><th scope="row">Sat</th><td>13</td><td>-8</td><td>0</td><td>5</td></tr>
<tr><th scope="row">Sun</th><td>14</td><td>-8</td><td>0</td><td>6</td></tr>
</tbody>
</table>

## Four. Staff

**Staff table**

| Paid | Free |
| ---: | --- |
| 3 |  |
"""

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_the_made_up_report(form):
    assert to_markdown(compose(form, filled())) == GOLDEN


def read(markdown: str) -> tuple[list[str], list[str]]:
    """Give the block structure a Markdown reader sees, and every text in it."""
    structure, texts = [], []
    for token in READER.parse(markdown):
        structure.append(f"{token.type} {token.tag}")
        if token.type == "html_block":
            tags, found = tags_and_texts(token.content)
            structure += tags
            texts += found
        for child in token.children or ():
            if child.type != "text":
                structure.append(child.type)
        if token.type == "inline":
            texts.append("".join(child.content for child in token.children or () if child.type == "text"))
    return structure, texts


@given(hostile_lines)
@example("1. x")
@example("12) x")
@example("1.")
@example("-")
@example("===")
@example("a | b \\| c")
@example("http://a.cn/_x_&y")
def test_no_text_becomes_structure(text):
    structure, texts = read(to_markdown(document_of(text)))
    harmless, words = read(to_markdown(document_of("好")))
    assert structure == harmless
    assert texts == [word.replace("好", text) for word in words]


@given(hostile_lines)
def test_no_text_becomes_a_link_that_runs_on(text):
    escaped = inline(text)
    assert not re.search(r"(?<!\\)://", escaped)
    assert not re.search(r"(?<!/)www\.", escaped, re.IGNORECASE)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1.主动公开。", "1.主动公开。"),
        ("1. 主动公开", "1\\. 主动公开"),
        ("2020年收到1条", "2020年收到1条"),
        ("-8", "\\-8"),
        ("# 一", "\\# 一"),
        ("a|b", "a\\|b"),
        ("（http://www.x.gov.cn/）", "（http\\://www.x.gov.cn/）"),
        ("www.x.cn", "www\\.x.cn"),
        ("a < b && c", "a \\< b \\&\\& c"),
    ],
)
def test_only_what_would_be_read_as_markup_is_escaped(typed, written):
    assert markdown_paragraph(typed) == written


def test_lines_of_a_cell_stay_in_the_cell():
    group = RowGroup(None, ((PrintedCell("A", 0, scope="col", key="c"),),), ((PrintedCell("x\ny|z", 0, headers=("c",)),),))
    wide = RowGroup(None, ((PrintedCell("A", 0, 2, 1, "colgroup", "c"),),), ((PrintedCell("x\n<y>", 0), PrintedCell("z", 1)),))
    written = to_markdown(
        Document(("T",), (), (Section("S", (TableBlock("S", 0, 1, (group,)), TableBlock("S", 0, 2, (wide,)))),))
    )
    assert "| x<br>y\\|z |\n" in written
    assert "<td>x<br>&lt;y&gt;</td><td>z</td>" in written


def test_it_ends_with_one_line_feed():
    written = to_markdown(Document(("T",), (Paragraph("a"),), ()))
    assert written == "# T\n\na\n"
