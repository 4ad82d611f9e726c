import re

from hypothesis import example, given

from govxl.report.document import Document, Paragraph, Section, compose
from govxl.report.html import breakable, html_widths, to_page
from govxl.report.tables import PrintedCell, RowGroup, TableBlock
from tests.report.hostile import document_of, hostile_lines
from tests.report.made_up import filled
from tests.report.page_reader import parsed, tags_and_texts

MAIN = """\
<main>
<h1>Title</h1>
<section class="front">
<p>Before</p>
</section>
<section>
<h2 id="part-1">Part</h2>
<p>Text &amp; more</p>
<div class="scroll" role="region" tabindex="0" aria-labelledby="part-1-table-caption">
<table id="part-1-table" style="--wide:15.8em;--narrow:9.5em;--size:10.5pt">
<caption id="part-1-table-caption" class="repeated">Part</caption>
<colgroup>
<col class="label" style="--wide:13.0em;--narrow:6.7em;--paper:13.0em">
</colgroup>
<colgroup span="1"></colgroup>
<thead>
<tr>
<th id="part-1-table-b1x" scope="col" class="label" style="--at:0em">Kind</th>
<th id="part-1-table-b1c0-0" scope="col">Owned</th>
</tr>
</thead>
<tbody>
<tr>
<th id="part-1-table-b1r0-0" scope="row" class="label" style="--at:0em">Maps</th>
<td class="figure" headers="part-1-table-b1c0-0 part-1-table-b1r0-0">12</td>
</tr>
</tbody>
</table>
</div>
<div class="note">
<p>备注：Counted</p>
<p>twice</p>
</div>
</section>
</main>
"""


def small() -> Document:
    group = RowGroup(
        None,
        ((PrintedCell("Kind", 0, 1, 1, "col", "b1x"), PrintedCell("Owned", 1, 1, 1, "col", "b1c0-0")),),
        ((PrintedCell("Maps", 0, 1, 1, "row", "b1r0-0"), PrintedCell("12", 1, headers=("b1c0-0", "b1r0-0"), numeric=True)),),
    )
    table = TableBlock("Part", 1, 1, (group,), ("Counted", "twice"))
    return Document(("Title",), (Paragraph("Before"),), (Section("Part", (Paragraph("Text & more"), table)),))


def test_a_small_page_is_this_markup():
    page = to_page(small())
    assert page[page.index("<main>") : page.index("</body>")] == MAIN
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    assert page.endswith("</html>\n")


def test_the_page_fetches_nothing_and_runs_nothing():
    page = to_page(small())
    reader = parsed(page)
    policy = next(attrs["content"] for tag, attrs in reader.attributes if "http-equiv" in attrs)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert not {tag for tag, _ in reader.attributes} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "a",
        "form",
        "base",
    }
    assert not {name for _, attrs in reader.attributes for name in attrs} & {"src", "href", "srcset", "action"}
    assert not re.search(r"url\(|@import|https?:", page)


@given(hostile_lines)
@example("</p><script>alert(1)</script>")
@example('" onclick="x')
@example("{{ 7*7 }}")
@example("x" * 20 + "</span>")
def test_no_text_becomes_structure(text):
    tags, texts = tags_and_texts(to_page(document_of(text)))
    harmless, words = tags_and_texts(to_page(document_of("好")))
    assert tags == harmless
    assert texts[2:] == [word.replace("好", text) for word in words[2:]]
    assert texts[0] == text, "the title of the window"


def test_every_figure_names_headers_that_exist(form):
    reader = parsed(to_page(compose(form, filled())))
    ids = [attrs["id"] for _, attrs in reader.attributes if "id" in attrs]
    named = [attrs["headers"].split() for tag, attrs in reader.attributes if tag == "td"]
    assert len(ids) == len(set(ids))
    assert len(named) == 4 + 3 + 16 + 2
    assert all(keys and set(keys) <= set(ids) for keys in named)
    assert all(attrs.get("scope") for tag, attrs in reader.attributes if tag == "th")
    assert {attrs["aria-labelledby"] for _, attrs in reader.attributes if "aria-labelledby" in attrs} <= set(ids)


def test_headings_skip_no_level_and_every_table_has_a_caption(form):
    tags = parsed(to_page(compose(form, filled()))).tags
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h2", "h2"]
    assert tags.count("caption") == tags.count("table") == 3


def test_blocks_become_bodies_of_their_own_and_a_single_header_a_head(form):
    page = to_page(compose(form, filled()))
    stock, visits, _ = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert (stock.count("<thead>"), stock.count("<tbody>")) == (0, 2)
    assert (visits.count("<thead>"), visits.count("<tbody>")) == (1, 1)


def test_a_caption_that_repeats_the_heading_is_only_heard(form):
    captions = re.findall(r"<caption id=\"[^\"]*\"([^>]*)>([^<]*)", to_page(compose(form, filled())))
    assert captions == [
        (' class="repeated"', "Two. Stock"),
        (' class="repeated"', "Three. Visits"),
        ("", "Staff table"),
    ]


def test_label_columns_stick_side_by_side_on_a_phone(form):
    page = to_page(compose(form, filled()))
    visits = re.findall(r"<table.*?</table>", page, re.DOTALL)[1]
    found = re.findall(r'class="label" style="--at:([\d.]+)em">([^<]+)', visits)
    assert ("0", "Rows add up") in found
    assert [label for at, label in found if at == "0"] == ["Rows add up", "Opened", "By day"]
    assert {label: float(at) for at, label in found}["Weekend"] == 4.7
    assert {label: float(at) for at, label in found}["Sat"] == 9.4


def test_a_table_is_never_narrower_than_its_longest_figure():
    def wide(text: str) -> float:
        cell = PrintedCell(text, 0, headers=("c",), numeric=True)
        group = RowGroup(None, ((PrintedCell("A", 0, scope="col", key="c"),),), ((cell,),))
        return html_widths(TableBlock("T", 0, 1, (group,))).least.wide

    assert wide("0") == 2.8
    assert wide("123456789.123456") > 10
    assert wide("1万元") < wide("123456")


def test_a_table_too_wide_for_paper_gives_first_of_its_labels_then_of_its_letters():
    def fitted(text: str) -> tuple[float, float, float]:
        cells = tuple(PrintedCell(text, n + 1, headers=("c",), numeric=True) for n in range(8))
        head = (PrintedCell("A", 0, 1, 1, "col", "x"), PrintedCell("B", 1, 8, 1, "colgroup", "c"))
        group = RowGroup(None, (head,), ((PrintedCell("行政规范性文件", 0, 1, 1, "row", "r"), *cells),))
        labels, _, size = html_widths(TableBlock("T", 1, 8, (group,)))
        figures = 8 * max(2.8, 0.55 * len(text) + 0.7)  # a figure of Times is half as wide as high, and has its padding
        assert (labels[0].paper + figures) * size <= 442.5, "it fits across 156 mm"
        return labels[0].wide, labels[0].paper, size

    wide, paper, size = fitted("1")
    assert (paper, size) == (wide, 9)
    wide, paper, size = fitted("1234567")
    assert paper < wide
    assert size == 9
    assert fitted("12345678")[2] < 9


def test_long_addresses_may_break_and_short_ones_may_not():
    assert breakable("见 http://a.cn/ 。") == "见 http://a.cn/ 。"
    assert breakable("见http://a.cn/<b>/cd。") == "见http://<wbr>a.<wbr>cn/<wbr>&lt;b&gt;/<wbr>cd。"
    assert breakable("共12345678.90123456789元") == "共12345678.90123456789元"
