"""Reports as Word files: the layout of GB/T 9704, the document's figures and spans, and the same bytes every time."""

import os
import random
import re
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from statistics import median

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given

from govxl.files import stamped
from govxl.filing.record import load_record
from govxl.form.definition import installed_forms, load_form
from govxl.report.document import Document, Paragraph, Section, compose
from govxl.report.html import to_html, to_page
from govxl.report.record_values import figure_text
from govxl.report.tables import PrintedCell, RowGroup, TableBlock
from govxl.report.word.report import to_docx
from govxl.report.word.shell import CELL_SIZES, OFFICIAL, PAPER_PAGE, word_file
from govxl.report.word.tables import word_widths
from tests.report.docx_reader import body, opened, spans
from tests.report.hostile import document_of, hostile_lines
from tests.report.made_up import filled
from tests.report.test_installed_forms import numbered

ROOT = Path(__file__).parents[2]
RECORDS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "samples").rglob("record.json"))
COUNTY = "samples/zfxxgk-2021/county/expected/record.json"


@cache
def sample(name):
    record = load_record((ROOT / name).read_bytes())
    document = compose(load_form(f"{record['form']}/{record['edition']}"), record)
    return document, to_docx(document)


def tables_of(document):
    return [block for section in document.sections for block in section.blocks if isinstance(block, TableBlock)]


def cells_of(table):
    rows = (row for group in table.groups for row in group.rows)
    return sorted((n, c.column, c.columns, c.rows, c.text.replace("\n", "")) for n, row in enumerate(rows) for c in row)


def fonts_of(style):
    fonts = style.element.rPr.find(qn("w:rFonts"))
    return fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))


# -- The page


def test_the_page_is_that_of_the_standard():
    word = opened(sample(COUNTY)[1])
    (section,) = word.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = section.top_margin, section.left_margin, section.right_margin, section.bottom_margin
    assert all(abs(found - Mm(mm)) < Pt(0.1) for found, mm in zip(margins, (37, 28, 26, 35), strict=True))
    text = section.page_height - section.top_margin - section.bottom_margin
    assert text // Pt(28) == 22, "22 lines a page"


def test_the_number_of_a_page_stands_outside_a_character_from_the_edge():
    word = opened(sample(COUNTY)[1])
    assert word.settings.odd_and_even_pages_header_footer is True
    for footer, side, align in (
        (word.sections[0].footer, "right", WD_ALIGN_PARAGRAPH.RIGHT),
        (word.sections[0].even_page_footer, "left", WD_ALIGN_PARAGRAPH.LEFT),
    ):
        (line,) = footer.paragraphs
        assert line.alignment == align
        assert line._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        assert "".join(t.text for t in line._p.iter(qn("w:t"))) == "— 1 —"
        assert [field.get(qn("w:instr")).strip() for field in line._p.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert (line.style.font.size, fonts_of(line.style)[0]) == (Pt(14), "宋体")


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
    ],
)
def test_styles_are_those_of_the_standard(style, font, size):
    found = opened(sample(COUNTY)[1]).styles[style]
    assert (fonts_of(found), found.font.size) == ((font, font), Pt(size))
    spacing = found.element.pPr.find(qn("w:spacing"))
    rule = spacing.get(qn("w:lineRule")), spacing.get(qn("w:line"))
    assert rule == ("exact", "560" if size == 16 else "720")
    indent, outline, keep = (found.element.pPr.find(qn(f"w:{name}")) for name in ("ind", "outlineLvl", "keepNext"))
    assert (outline is not None) == style.startswith("Heading")
    assert (keep is not None) == (style != "Body Text")
    assert (indent is None) if style == "Title" else (indent.get(qn("w:firstLineChars")) == "200")


def test_twenty_eight_characters_fit_on_a_line():
    word = opened(sample(COUNTY)[1])
    section, style = word.sections[0], word.styles["Body Text"]
    width = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    squeeze = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 <= width / (style.font.size.pt + squeeze) < 29


def test_every_font_has_stand_ins_and_every_style_that_is_used_is_there():
    _, data = sample(COUNTY)
    package = zipfile.ZipFile(BytesIO(data))
    table, styles = (package.read(f"word/{name}.xml").decode() for name in ("fontTable", "styles"))
    for name in ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"):
        assert f'<w:font w:name="{name}"><w:altName w:val="' in table
    used = {style for paragraph in opened(data)._element.iter(qn("w:pStyle")) for style in [paragraph.get(qn("w:val"))]}
    assert all(f'w:styleId="{style}"' in styles for style in used)
    assert 'w:eastAsia="zh-CN"' in styles


@pytest.mark.parametrize("page", [OFFICIAL, PAPER_PAGE], ids=["report", "paper"])
def test_every_part_has_its_type_and_its_relationship(page):
    package = zipfile.ZipFile(BytesIO(word_file(page, "标题", "")))
    names = package.namelist()
    typed, *related = (re.findall(f'{about}="/?([^"]+)"', package.read(part).decode()) for part, about in (
        ("[Content_Types].xml", "PartName"), ("_rels/.rels", "Target"), ("word/_rels/document.xml.rels", "Target"),
    ))  # fmt: skip
    assert names[0] == "[Content_Types].xml"
    assert set(typed) == {name for name in names if not name.endswith(".rels")} - {names[0]}
    assert {*related[0], *(f"word/{name}" for name in related[1])} == set(typed)
    used = re.findall(r' r:id="([^"]+)"', package.read("word/document.xml").decode())
    assert set(used) <= set(re.findall(' Id="([^"]+)"', package.read("word/_rels/document.xml.rels").decode()))
    assert len(used) == 2 * bool(page.number)


# -- The content


@pytest.mark.parametrize("name", RECORDS)
def test_a_report_holds_the_document_and_nothing_else(name):
    document, data = sample(name)
    title = document.title if len(document.title) <= 22 else document.title.replace("年政府", "年\n政府")
    expected = [("Title", title), *(("BodyText", each.text) for each in document.front)]
    for section in document.sections:
        expected.append(("Heading1", section.heading))
        for block in section.blocks:
            if isinstance(block, Paragraph):
                expected.append(("BodyText", block.text))
            else:
                expected += [("TableNote", f"{'' if n else '备注：'}{line}") for n, line in enumerate(block.note)]
    assert body(opened(data)) == expected


def test_headings_of_the_second_level_are_real_ones_and_begin_paragraphs_in_their_font():
    texts = ("（一）主动公开情况", "（二）依申请公开。本年3件。", "没有编号。")
    document = Document(("标题",), (), (Section("一、总体情况", tuple(map(Paragraph, texts))),))
    paragraphs = opened(to_docx(document)).paragraphs[2:]
    assert [(each.style.name, each.text) for each in paragraphs] == [("Heading 2", texts[0]), ("Body Text", texts[1]), ("Body Text", texts[2])]
    runs = [(run.text, run._element.find(f".//{qn('w:rFonts')}")) for run in paragraphs[1].runs]
    assert [text for text, _ in runs] == ["（二）依申请公开。", "本年3件。"]
    assert runs[0][1].get(qn("w:eastAsia")) == "楷体_GB2312"
    assert runs[1][1] is None
    page, pasted = to_page(document), to_html(document)
    assert f"<h3>{texts[0]}</h3>" in page
    assert '<p><span class="lead">（二）依申请公开。</span>本年3件。</p>' in page
    assert re.search(f"<h3 style=[^>]*>{texts[0]}</h3>", pasted)


@pytest.mark.parametrize("name", RECORDS)
def test_every_figure_is_the_records_in_the_documents_cells(name):
    document, data = sample(name)
    drawn = opened(data).tables
    assert [sorted(spans(table)) for table in drawn] == [cells_of(table) for table in tables_of(document)]
    page = to_html(document)
    figures = [cell.text for table in tables_of(document) for cell in cells_in(table) if cell.numeric]
    assert len(figures) in (198, 200)
    assert all(f">{figure}</td>" in page for figure in figures)


def cells_in(table):
    return [cell for group in table.groups for row in group.rows for cell in row]


@pytest.mark.parametrize("name", installed_forms())
def test_every_installed_form_keeps_its_grid(name):
    document = compose(load_form(name), numbered(load_form(name)))
    drawn = opened(to_docx(document)).tables
    assert [sorted(spans(table)) for table in drawn] == [cells_of(table) for table in tables_of(document)]


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_of_a_random_record_is_in_its_cell(seed):
    draw = random.Random(seed)
    form = load_form(draw.choice(installed_forms()))
    record = numbered(form)
    for table in record["tables"].values():
        for row in table.values():
            for column, value in row.items():
                if value != "":
                    row[column] = draw.choice([0, None, draw.randrange(10 ** draw.randrange(1, 10)), Decimal(draw.randrange(10**9)) / 10**6])
    drawn = opened(to_docx(compose(form, record))).tables
    shown = [each[4] for table in drawn for each in sorted(spans(table))]
    printed = [part.table for part in form.parts if part.table]
    for name in printed:
        for row in record["tables"][name].values():
            for value in row.values():
                assert value == "" or figure_text(value) in shown
    ours = [sorted(cells_of(table)) for table in tables_of(compose(form, record))]
    assert [sorted(spans(table)) for table in drawn] == ours


def test_captions_beside_merged_blocks_and_notes_are_set(form):
    document = compose(form, filled())
    word = opened(to_docx(document))
    assert [text for style, text in body(word) if style == "Caption"] == ["Staff table"]
    assert [text for style, text in body(word) if style == "TableNote"] == ["备注：Counted twice.", "See the list."]
    assert [sorted(spans(table)) for table in word.tables] == [cells_of(table) for table in tables_of(document)]


def test_headers_come_again_and_no_row_is_torn():
    word = opened(sample(COUNTY)[1])
    repeated = [[row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] for table in word.tables]
    assert [sum(rows) for rows in repeated] == [0, 3, 3], "blocks with a header each have none for the whole table"
    assert all(rows[: sum(rows)] == [True] * sum(rows) for rows in repeated)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for table in word.tables for row in table.rows)


def test_a_table_is_kept_on_one_page_with_its_note():
    document, data = sample(COUNTY)
    for ours, table in zip(tables_of(document), opened(data).tables, strict=True):
        kept = [all(p.pPr.find(qn("w:keepNext")) is not None for p in row._tr.iter(qn("w:p"))) for row in table.rows]
        assert kept == [True] * (len(kept) - 1) + [bool(ours.note)]


@pytest.mark.parametrize("name", installed_forms())
def test_tables_fit_the_page_and_figures_of_ten_digits_their_cells(name):
    for table in tables_of(compose(load_form(name), numbered(load_form(name)))):
        size, columns = word_widths(table, 442.2)
        assert size in CELL_SIZES
        assert sum(columns) == pytest.approx(442.2, abs=0.5)
        for cell in cells_in(table):
            if cell.numeric:
                room = sum(columns[cell.column : cell.column + cell.columns])
                assert len(cell.text) * size / 2 < room


def test_a_long_figure_makes_the_letters_smaller():
    cells = tuple(PrintedCell("9" * 12, n, headers=("h",), numeric=True) for n in range(15))
    small = word_widths(TableBlock("", 0, 15, (RowGroup(None, (), (cells,)),)), 442.2)
    assert small.size == min(CELL_SIZES)


def test_two_tables_do_not_run_together():
    document = document_of("字")
    word = opened(to_docx(document))
    assert len(word.tables) == len(tables_of(document)) == 2
    assert word._element.body[-2].tag == qn("w:p"), "Word wants a paragraph after the last table"


# -- Safety


@given(hostile_lines)
def test_what_strangers_wrote_stays_text(text):
    document = document_of(text)
    word = opened(to_docx(document))
    shown = text.replace("\t", " ")
    assert word.paragraphs[0].text == shown
    ours = [sorted((*each[:4], each[4].replace("\t", " ")) for each in cells_of(table)) for table in tables_of(document)]
    assert [sorted(spans(table)) for table in word.tables] == ours
    names = {element.tag for element in word._element.iter()}
    assert not names & {qn(f"w:{name}") for name in ("instrText", "fldSimple", "fldChar", "hyperlink", "drawing")}


@pytest.mark.parametrize("text", ["a\x00b", "\x0b", "\ufffe", "\ud800x", "_x000D_", "]]>", "<w:r><w:t>x</w:t></w:r>"])
def test_no_text_breaks_the_file(text):
    document = Document((text,), (Paragraph(text),), (Section(text, (Paragraph(text),)),))
    kept = text.translate(dict.fromkeys((0, 0x0B, 0xFFFE, 0xD800)))
    assert {paragraph.text for paragraph in opened(to_docx(document)).paragraphs} == {kept}


# -- The bytes


def test_nobodys_name_and_no_time_is_in_the_file():
    document, data = sample(COUNTY)
    properties = opened(data).core_properties
    assert (properties.title, properties.language) == (document.title, "zh-CN")
    told = (properties.author, properties.last_modified_by, properties.created, properties.modified, properties.comments)
    assert not any(told)
    assert {entry.date_time for entry in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert all("custom" not in name and "thumbnail" not in name for name in zipfile.ZipFile(BytesIO(data)).namelist())


def test_the_same_record_gives_the_same_bytes_anywhere(tmp_path):
    elsewhere = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "govxl", "render", COUNTY, "--to", "docx", "-o", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, env=dict(os.environ) | elsewhere, capture_output=True)
    (written,) = tmp_path.glob("*.docx")
    assert written.read_bytes() == stamped(sample(COUNTY)[1])


def test_a_report_takes_less_than_sixty_milliseconds():
    document, _ = sample(COUNTY)
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        to_docx(document)
        taken.append(time.perf_counter() - begin)
    assert median(taken) < 0.06
