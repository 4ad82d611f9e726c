"""The report in a browser: nothing an accessibility checker objects to, nothing wider than a phone but what scrolls."""

from itertools import product

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.report.charts import charts_of
from govxl.report.document import compose
from govxl.report.html import to_html, to_page
from tests.make_samples import SAMPLES
from tests.on_screen import examine

CASES = ("zfxxgk-2021/county", "zfxxgk-2019/jinjiang")
WIDTHS = (375, 768, 1280)
WRITERS = {"page": to_page, "pasted": to_html}
SITE_S_OWN = {"region", "page-has-heading-one", "landmark-one-main"}
"""What a site puts around what is pasted into it: its title and its landmarks."""


@pytest.fixture(scope="module")
def found(browser, tmp_path_factory):
    pages = {}
    for case, (kind, write), width in product(CASES, WRITERS.items(), WIDTHS):
        record = load_record((SAMPLES / case / "expected" / "record.json").read_bytes())
        form = load_form(f"{record['form']}/{record['edition']}")
        pages[f"{kind}-{case[7:11]}-{width}"] = (write(compose(form, record), charts_of(form, record)), width)
    return examine(pages, tmp_path_factory.mktemp("pages"))


def test_an_accessibility_checker_objects_to_nothing(found):
    for name, told in found.items():
        allowed = SITE_S_OWN if name.startswith("pasted") else set()
        assert [each for each in told["violations"] if each[0] not in allowed] == [], name
        assert len(told["rules"]) > 15, "the checker must have had something to check"
        assert {"color-contrast", "td-headers-attr", "svg-img-alt", "document-title", "html-has-lang"} <= set(told["rules"])


def test_nothing_is_wider_than_the_window_but_what_scrolls(found):
    assert {name: told["overflow"] for name, told in found.items() if told["overflow"] > 0} == {}
    assert {name for name, told in found.items() if told["scrolling"]} >= {"page-2021-375", "pasted-2021-375"}
    assert not [name for name, told in found.items() if name.endswith("1280") and told["scrolling"]]


def test_the_labels_stay_while_figures_scroll(found):
    assert all(told["stuck"] for told in found.values())
    assert all(told["labels"] > 20 for told in found.values())


def test_the_checker_finds_what_is_wrong(browser, tmp_path):
    page = (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="x"></head><body>'
        '<p style="color:#aaa;background:#fff;width:500px">pale</p><svg role="img"></svg></body></html>'
    )
    told = examine({"bad": (page, 375)}, tmp_path)["bad"]
    assert {"color-contrast", "svg-img-alt", "document-title", "html-has-lang"} <= {each[0] for each in told["violations"]}
    assert told["overflow"] > 100
