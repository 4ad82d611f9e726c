"""Figures of 1 to 15 digits, signed and with decimals, are whole wherever they are shown: on screens, on paper, in Word."""

import copy
import re
import subprocess
from collections import Counter
from decimal import Decimal
from itertools import count, pairwise

import pytest

from govxl.form.definition import load_form
from govxl.form.measures import measured
from govxl.language.expressions import Constant
from govxl.report.charts import charts_of
from govxl.report.document import compose
from govxl.report.html import signing_page, to_html, to_page
from govxl.report.sheets import to_xlsx
from govxl.report.word.papers import signing_docx
from govxl.report.word.report import to_docx
from tests import returns
from tests.on_screen import print_page, torn_figures
from tests.report.test_papers import FORM, WARNINGS, found, record_of, signing_of
from tests.returns import layout_of

KINDS = [(digits, places) for digits in (1, 6, 10, 12, 15) for places in (0, 6) if digits > places]
NUMBER = re.compile(r"[-+]?[0-9][0-9.]*")


def long_figures(digits, places, warnings=40):
    """Give a county's record in which every figure is another one of so many digits, last year's larger: changes fall."""
    record = copy.deepcopy(record_of("county"))
    numbers = count(10 ** (digits - 1) + 7 if digits > 3 else 1, 3)
    for where in (record["prior"], record):
        for line in (line for table in where["tables"].values() for line in table.values()):
            for column in (name for name, value in line.items() if isinstance(value, int | Decimal)):
                number = next(numbers) if digits > 3 else 9
                line[column] = Decimal(number).scaleb(-places) if places else number
    record["findings"] = [found(check.rule.id, check.at) for check in (WARNINGS * 10)[:warnings]]
    return record


def figures_of(signing):
    return [text for each in signing.figures for text in (each.now, each.before, each.change)]


def figures_in(document):
    return [cell.text for section in document.sections for block in section.blocks if hasattr(block, "cells") for cell in block.cells if cell.numeric]


def words(pdf):
    """Give every word of a PDF with its page and box."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    found = []
    for page, body in enumerate(told.split("<page ")[1:], 1):
        wide = float(re.search(r'width="([\d.]+)"', body)[1])
        boxes = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<', body)
        found += [(page, wide, *map(float, box), text) for *box, text in boxes]
    return found


def assert_whole(pdf, figures):
    """Every figure is a word of its own, none runs into the next or off the page."""
    placed = words(pdf)
    shown = Counter(word[6] for word in placed)
    assert Counter(figures) - shown == Counter()
    numbers = [word for word in placed if NUMBER.fullmatch(word[6])]
    assert all(0 < left < right < wide for _, wide, left, _, right, _, _ in numbers)
    rows = {}
    for page, _, left, top, right, bottom, text in numbers:
        rows.setdefault((page, round((top + bottom) / 2)), []).append((left, right, text))
    for row in map(sorted, rows.values()):
        assert [(one, other) for one, other in pairwise(row) if one[1] > other[0] + 0.3] == []


def assert_signed_on_one_page(pdf):
    """All that is signed, down to its last line, is on the first page, and the second begins with the report's text."""
    pages = {page: "".join(word[6] for word in words(pdf) if word[0] == page) for page in (1, 2)}
    assert "单位负责人" in pages[1]
    assert "SHA-256" in pages[1], "the last line"
    assert "报告正文" not in pages[1]
    assert pages[2].startswith("报告正文")


# -- Screens


def test_no_figure_breaks_or_reaches_out_of_its_cell_on_any_screen(browser, tmp_path):
    pages = {}
    for digits in range(1, 16):
        record = long_figures(digits, 6 if digits % 2 and digits > 6 else 0)
        for width in (375, 800):
            pages[f"signing-{digits}-{width}"] = signing_page(signing_of(FORM, record)), width
        for width in (375, 768, 1000, 1280) if digits in (1, 6, 15) else ():
            document, charts = compose(FORM, record), charts_of(FORM, record)
            pages[f"page-{digits}-{width}"] = to_page(document, charts), width
            pages[f"pasted-{digits}-{width}"] = to_html(document, charts), width
    told = torn_figures(pages, tmp_path)
    assert {name: each["bad"] for name, each in told.items() if each["bad"]} == {}
    assert all(each["cells"] > 40 for each in told.values())


def test_the_ruler_finds_what_breaks_and_what_is_clipped(browser, tmp_path):
    head = '<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="x"></head><body>'
    cell = '<table style="table-layout:fixed;width:60px"><tr><td style="{}">123456789.123456</td></tr></table>'
    styles = {"broken": "overflow-wrap:anywhere", "clipped": "overflow:hidden", "over": "white-space:nowrap"}
    told = torn_figures({name: (head + cell.format(style), 300) for name, style in styles.items()}, tmp_path)
    assert {name: each["bad"] for name, each in told.items()} == {name: ["123456789.123456"] for name in styles}


def test_a_phone_needs_no_scrolling_to_read_the_page_to_be_signed(browser, tmp_path):
    page = signing_page(signing_of(FORM, long_figures(15, 6)))
    assert 'role="region"' not in page
    assert torn_figures({"phone": (page, 320)}, tmp_path)["phone"]["bad"] == []


# -- Paper


@pytest.mark.parametrize(("digits", "places"), KINDS)
def test_the_page_to_be_signed_is_printed_whole_on_one_sheet(browser, digits, places, tmp_path):
    signing = signing_of(FORM, long_figures(digits, places))
    pdf = print_page(signing_page(signing), tmp_path)
    assert_whole(pdf, figures_of(signing))
    assert_signed_on_one_page(pdf)


@pytest.mark.parametrize(("digits", "places"), KINDS)
def test_the_word_file_to_be_signed_is_printed_whole_on_one_sheet(office, digits, places, tmp_path):
    signing = signing_of(FORM, long_figures(digits, places))
    (tmp_path / "signing.docx").write_bytes(signing_docx(signing))
    pdf = office.to_pdf(tmp_path / "signing.docx", tmp_path / "signing.pdf")
    assert_whole(pdf, figures_of(signing))
    assert_signed_on_one_page(pdf)


@pytest.mark.parametrize(("digits", "places"), [(1, 0), (6, 0), (10, 0), (15, 0), (15, 6)])
def test_the_tables_of_the_report_are_printed_whole(office, browser, digits, places, tmp_path):
    document = compose(FORM, long_figures(digits, places))
    (tmp_path / "report.docx").write_bytes(to_docx(document))
    assert_whole(office.to_pdf(tmp_path / "report.docx", tmp_path / "report.pdf"), figures_in(document))
    assert_whole(print_page(to_page(document), tmp_path), figures_in(document))


@pytest.mark.parametrize(("digits", "places"), [(6, 0), (15, 0), (15, 6)])
def test_no_sheet_shows_hashes_for_a_figure(office, digits, places, tmp_path):
    record = long_figures(digits, places, 0)
    long = count(10 ** (digits - 1) + 7, 3)
    inputs = (slot for slot in layout_of().inputs() if slot.traits.kind == "count")
    filled = returns.filled({slot.path: Decimal(next(long)) for slot in inputs} if not places else {})  # no decimals there
    for name, data in (("tables", to_xlsx(FORM, record)), ("filled", filled)):
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        shown = [word[6] for word in words(office.to_pdf(tmp_path / f"{name}.xlsx", tmp_path / f"{name}.pdf"))]
        assert [text for text in shown if "##" in text] == []
        if name == "tables":
            assert Counter(figures_in(compose(FORM, record))) - Counter(shown) == Counter()


def test_an_ordinary_county_is_set_in_the_usual_size():
    signing = signing_of(FORM, record_of("county"))
    assert signing.columns.size == 10.5
    assert signing.columns.whole
    assert sum(signing.columns.widths) == pytest.approx(170)


# -- Headings and labels


def test_words_of_a_heading_break_at_its_marks_only():
    document = compose(FORM, record_of("county"))
    assert "word-break: keep-all" in re.search(r"\nh2 \{[^}]*\}", to_page(document))[0]
    assert all("word-break:keep-all" in tag for tag in re.findall(r"<h2[^>]*>", to_html(document)))


@pytest.mark.parametrize("name", ["zfxxgk/2019", "zfxxgk/2021"])
def test_a_rule_that_names_its_bound_says_of_what_it_is(name):
    form = load_form(name)
    said = {check.path: measured(form, check, "6") for check in form.checks if isinstance(check.right, Constant)}
    assert said["B5.review"].startswith("行政诉讼 / 复议后起诉 / 总计现为 6")
    assert said["N9.form"] == "现有 6 字"
    if name == "zfxxgk/2019":
        assert said["D2.licensing"] == "上一年项目数量＋本年增/减现为 6"
    else:
        assert said["B5.review"].endswith("6 件")
        assert said["C3.proactive-regulations-issued"] == "现为 6 件"
