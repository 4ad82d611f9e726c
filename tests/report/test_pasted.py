"""What is pasted into a site's editor: every element carries its own style, and what editors strip is not missed."""

import re

from hypothesis import given

from govxl.published.html import read_webpage
from govxl.report.document import compose
from govxl.report.html import to_html, to_page
from tests.report.hostile import document_of, hostile_lines
from tests.report.made_up import filled
from tests.report.page_reader import parsed, tags_and_texts
from tests.report.test_html import small

BODY = """\
<article aria-label="Title" style="overflow-wrap:anywhere">
<p style="margin:0 0 8px;line-height:1.8;text-indent:2em">Before</p>
<h2 style="margin:24px 0 8px;font-size:18px;font-weight:bold;line-height:1.6;word-break:keep-all">Part</h2>
<p style="margin:0 0 8px;line-height:1.8;text-indent:2em">Text &amp; more</p>
<div style="margin:8px 0 14px;overflow-x:auto" role="region" tabindex="0" aria-label="Part">
<table border="1" cellspacing="0" cellpadding="4" width="100%" style="width:100%;margin:0;border:solid #6b7280;border-width:1px 0 0 1px;border-collapse:separate;border-spacing:0;font-size:14px;line-height:1.5;text-indent:0;min-width:9.5em">
<caption style="position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap">Part</caption>
<thead>
<tr>
<th id="part-1-table-b1x" scope="col" style="border:solid #6b7280;border-width:0 1px 1px 0;padding:6px 4px;text-align:center;background:#f1f4f8;color:#1b1b1b;font-weight:normal;text-wrap:balance;word-break:keep-all;position:sticky;left:0em;z-index:1">Kind</th>
<th id="part-1-table-b1c0-0" scope="col" style="border:solid #6b7280;border-width:0 1px 1px 0;padding:6px 4px;text-align:center;background:#f1f4f8;color:#1b1b1b;font-weight:normal;text-wrap:balance;word-break:keep-all;min-width:2em;width:70%">Owned</th>
</tr>
</thead>
<tbody>
<tr>
<th id="part-1-table-b1r0-0" scope="row" style="border:solid #6b7280;border-width:0 1px 1px 0;padding:6px 4px;text-align:left;background:#f1f4f8;color:#1b1b1b;font-weight:normal;text-wrap:balance;width:30%;position:sticky;left:0em;z-index:1">Maps</th>
<td style="border:solid #6b7280;border-width:0 1px 1px 0;padding:6px 4px;text-align:center;white-space:nowrap" headers="part-1-table-b1c0-0 part-1-table-b1r0-0">12</td>
</tr>
</tbody>
</table>
</div>
<p style="margin:0 0 8px;font-size:14px;line-height:1.7;text-indent:2em">备注：Counted</p>
<p style="margin:0 0 8px;font-size:14px;line-height:1.7;text-indent:2em">twice</p>
</article>
"""


def test_a_small_report_is_this_markup():
    page = to_html(small())
    assert page[page.index("<article") : page.index("</body>")] == BODY
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    assert page.endswith("</html>\n")


def test_it_needs_no_class_no_style_sheet_and_nothing_from_elsewhere(form):
    page = to_html(compose(form, filled()))
    reader = parsed(page)
    assert not {"style", "script", "link", "img", "a", "iframe", "h1"} & set(reader.tags)
    assert not {name for _, attrs in reader.attributes for name in attrs} & {"class", "src", "href", "srcset", "action"}
    assert not re.search(r"var\(|url\(|@import|https?:", page)
    styled = [tag for tag, attrs in reader.attributes if "style" in attrs]
    assert {"body", "article", "p", "h2", "div", "table", "caption", "th", "td"} <= set(styled)


def test_it_has_all_the_page_has_but_the_title(form):
    document = compose(form, filled())
    _, page = tags_and_texts(to_page(document))
    _, pasted = tags_and_texts(to_html(document))
    window, style, title, *rest = page
    assert (window, title) == (document.title, document.title)
    assert "@media" in style
    assert pasted == [window, *rest]


def test_an_editor_that_strips_all_but_spans_leaves_the_same_report(form):
    page = to_html(compose(form, filled()))
    stripped = re.sub(r' (?!colspan|rowspan|scope|border)[\w-]+="[^"]*"', "", page[page.index("<article") :])
    assert "style=" not in stripped
    assert read_webpage(stripped.encode()).blocks == read_webpage(page.encode()).blocks
    assert stripped.count('<table border="1">') == 3


def test_every_figure_names_headers_that_exist(form):
    reader = parsed(to_html(compose(form, filled())))
    ids = [attrs["id"] for _, attrs in reader.attributes if "id" in attrs]
    named = [attrs["headers"].split() for tag, attrs in reader.attributes if tag == "td"]
    assert len(ids) == len(set(ids))
    assert all(keys and set(keys) <= set(ids) for keys in named)
    assert all(attrs.get("scope") for tag, attrs in reader.attributes if tag == "th")


@given(hostile_lines)
def test_no_text_becomes_structure(text):
    tags, texts = tags_and_texts(to_html(document_of(text)))
    harmless, words = tags_and_texts(to_html(document_of("好")))
    assert tags == harmless
    assert texts == [word.replace("好", text) for word in words]
