"""Charts: the figures of the record and of the year before, said in words as well, drawn to scale, whatever they are."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from govxl.form.definition import load_form
from govxl.report.charts import WIDTH, Bar, Plot, caption, charts_of, draw, in_words
from govxl.report.document import compose
from govxl.report.html import to_html, to_page
from tests.report.test_golden import record_of

FORM = load_form("zfxxgk/2021")
PARTS = [part.name for part in FORM.parts]


def below(part, figures, **changes):
    return charts_of(FORM, record_of("2021", figures, **changes))[PARTS.index(part)]


def prior(figures, year=2024):
    return {"year": year, "edition": "2021", "sha256": "", "tables": record_of("2021", figures)["tables"]}


def plot(*totals, unit="件", pieces=()):
    rows = tuple((f"第{n}类", (Bar("2025", tuple(Decimal(t) for t in (total if pieces else (total,)))),)) for n, total in enumerate(totals))
    return Plot("某图", unit, pieces, ("2025",), rows)


def drawn(chart):
    """Read a drawing as strict XML."""
    return ElementTree.fromstring(draw(chart, "c"))


def widths(svg):
    """Give the widths of the bars, without the marks of the legend."""
    return [float(each.get("width")) for each in svg.iter("rect") if each.get("height") != "12.0"]


FIGURES = {"requests.received.person": 3, "requests.received.legal": 1, "requests.secret.person": 2, "requests.internal.legal": 1}


def test_who_applied_and_what_became_of_it():
    who, outcome = below("requests", FIGURES)
    assert (caption(who), in_words(who)) == (
        "图　本年新收申请的申请人构成（单位：件）",
        "2025年：自然人3件，商业企业0件，科研机构0件，社会公益组织0件，法律服务机构1件，其他组织0件。",
    )
    assert in_words(outcome) == "2025年：予以公开0件，部分公开0件，不予公开3件，无法提供0件，不予处理0件，其他处理0件。"


def test_last_year_stands_beside_this_year_subtotals_worked_out_for_both():
    changed = record_of("2021", FIGURES) | {"prior": prior({"requests.process.person": 7, "requests.received.person": 9})}
    who, outcome = charts_of(FORM, changed)[PARTS.index("requests")]
    assert who.years == outcome.years == ("2025", "2024")
    assert in_words(outcome).endswith("2024年：予以公开0件，部分公开0件，不予公开7件，无法提供0件，不予处理0件，其他处理0件。")
    assert [bar.total for bar in who.rows[0][1]] == [3, 9]
    assert len(widths(drawn(who))) == 3


def test_a_year_before_that_lacks_a_figure_is_left_out_of_that_chart():
    before = prior({"requests.received.person": 9})
    del before["tables"]["requests"]["no_payment"]
    who, outcome = charts_of(FORM, record_of("2021", FIGURES) | {"prior": before})[PARTS.index("requests")]
    assert (who.years, outcome.years) == (("2025", "2024"), ("2025",))


def test_reviews_and_suits_piece_by_piece():
    (chart,) = below("review", {"review.cases.recon_upheld": 2, "review.cases.recon_pending": 1, "review.cases.after_other": 4})
    assert in_words(chart) == (
        "2025年：行政复议3件（结果维持2件，结果纠正0件，其他结果0件，尚未审结1件）；未经复议直接起诉0件；"
        "复议后起诉4件（结果维持0件，结果纠正0件，其他结果4件，尚未审结0件）。"
    )
    assert [round(wide / widths(drawn(chart))[1], 1) for wide in widths(drawn(chart))] == [2.0, 1.0, 4.0]


def test_nothing_but_zeros_is_no_chart():
    assert all(charts == () for charts in charts_of(FORM, record_of("2021")))
    document = compose(FORM, record_of("2021"))
    assert to_page(document, charts_of(FORM, record_of("2021"))) == to_page(document)


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_every_installed_form_has_charts(name):
    assert len(load_form(f"zfxxgk/{name}").charts) == 3


def test_bars_are_to_scale_and_end_inside_the_drawing():
    svg = drawn(plot(100, 50, 25))
    first, second, third = widths(svg)
    assert (round(first / second, 1), round(second / third, 1)) == (2.0, 2.0)
    for text in svg.iter("text"):
        wide = sum(14 if ord(c) > 255 else 8.4 for c in text.text)
        left = float(text.get("x")) - (wide if text.get("text-anchor") == "end" else 0)
        assert left >= -0.5, text.text
        assert left + wide <= WIDTH + 0.5, text.text


@pytest.mark.parametrize("totals", [(1,), (999999999999999, 1), (Decimal("0.000001"), 0), (0, 1, 2) * 4])
def test_any_figures_can_be_drawn(totals):
    svg = drawn(plot(*totals))
    assert all(0 < wide <= WIDTH for wide in widths(svg))
    height = float(svg.get("viewBox").split()[3])
    assert all(0 <= float(text.get("y")) <= height for text in svg.iter("text"))


def test_no_figure_stands_in_a_piece_that_is_too_narrow_for_it():
    svg = drawn(plot((1000, 1), pieces=("甲", "乙")))
    assert [text.text for text in svg.iter("text")] == ["甲", "乙", "第0类", "1000", "1001件"]


def test_pieces_differ_by_more_than_colour():
    svg = draw(plot((10, 10, 10, 10), pieces=("甲", "乙", "丙", "丁")), "c")
    looks = re.findall(r'<rect [^>]*height="20.0" fill="(#\w+)" stroke="#1f4e79"/>\n(<path d="M[\d.]+ [\d.]+[vh])?', svg)
    assert [(fill, path[-1:]) for fill, path in looks] == [("#1f4e79", ""), ("#ffffff", ""), ("#cfe0f1", "v"), ("#e6e6e6", "h")]


def test_a_drawing_is_named_and_described_and_refers_to_nothing():
    chart = plot(3)
    svg = drawn(chart)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "c-title c-desc"
    assert (svg.find("title").get("id"), svg.find("title").text) == ("c-title", chart.title)
    assert (svg.find("desc").get("id"), svg.find("desc").text) == ("c-desc", in_words(chart))
    assert not re.search(r"script|href|url\(|style>|on\w+=", draw(chart, "c"))


def test_words_of_a_form_never_become_markup():
    bad = '</text><script>"&\''
    chart = Plot(bad, bad, (), ("2025",), ((bad, (Bar("2025", (Decimal(1),)),)),))
    assert [text.text for text in drawn(chart).iter("title")] == [bad]
    assert "<script" not in draw(chart, "c")
    document = compose(FORM, record_of("2021"))
    for write in (to_html, to_page):
        assert "<script" not in write(document, [(chart,)] * len(document.sections))


@pytest.mark.parametrize("write", [to_html, to_page])
def test_charts_stand_below_their_parts_with_their_figures_in_words(write):
    record = record_of("2021", FIGURES)
    page = write(compose(FORM, record), charts_of(FORM, record))
    part = re.findall(r"<h2.*?(?=<h2|</main>|</article>)", page, re.DOTALL)[2]
    assert (part.count("<svg"), page.count("<svg")) == (2, 2)
    assert part.index("</table>") < part.index("<svg")
    assert "自然人3件，商业企业0件" in part[part.rindex("</table>") :].replace("<desc", "").split("</svg>")[1]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
