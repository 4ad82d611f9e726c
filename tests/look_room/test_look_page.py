"""The page and the workbook of what is seen across units and years, as people and browsers meet them."""

import base64
import hashlib
import re
import subprocess
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from govxl.form.definition import form_for_year
from govxl.look.looking import Look, look_at
from govxl.look.page import look_page
from govxl.look.sheet import look_workbook
from tests.look_room.archives import build
from tests.look_room.county import YEARS, county
from tests.look_room.looks import seen, take
from tests.on_screen import as_run, ask, examine, print_page

WIDTHS = (375, 768, 1280)


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    archive = county(tmp_path_factory.mktemp("county"))
    return look_at(archive, form_for_year("zfxxgk", YEARS[-1]), YEARS, "own", lambda counted: "示例县人民政府")


@pytest.fixture(scope="module")
def page(look: Look) -> str:
    return look_page(look)


def text_of(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page.partition("<main>")[2].partition("<script>")[0]))


def frames_of(look: Look) -> dict[str, pd.DataFrame]:
    return pd.read_excel(BytesIO(look_workbook(look)), sheet_name=None, dtype={"单位代码": str})


def test_the_draw_reaches_every_state(look: Look) -> None:
    assert all(look.states.values())
    assert look.outliers
    assert look.waiting
    assert any(each.after or each.returned > 1 for each in look.corrections)


def test_the_page_needs_nothing_else_and_runs_its_own_script_alone(page: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].split("; ")[:2] == ["default-src 'none'", f"script-src 'sha256-{digest}'"]
    assert not re.search(r'src="|href="(?!#)|https?:(?!//www\.w3\.org)|url\(|innerHTML|eval\(', page)


def test_the_page_tells_every_state_apart(page: str, look: Look) -> None:
    words = {"exception": "特批接收", "published-exception": "已公开（特批接收）", "published-wrong": "已公开（有误）"}
    year = look.year
    for state, said in words.items():
        units = [unit for unit in look.units if year in unit.years and unit.years[year].state == state]
        assert units
        assert page.count(f'<span class="badge {state}">{said}</span>') >= 2 * len(units), "in the table and one by one"
        for unit in units:
            row = re.search(rf"<tr><th scope=\"row\"><a [^>]*>{re.escape(unit.name)}</a>.*?</th>", page)
            assert row
            assert said in row[0]
    last = [unit for unit in look.units if year in unit.years and year - 1 in unit.years and unit.years[year - 1].state in words]
    assert len(re.findall(r'<small class="told [a-z-]+">上年', page)) == len(last) > 0


def test_every_unit_leads_to_its_file_and_cell(page: str, look: Look) -> None:
    text = text_of(page)
    for unit in look.units:
        for counted in unit.years.values():
            for each in (counted.file, counted.record, counted.file_name):
                assert each
                assert each in text
    assert text.count("三、申请办理 J6") == len(look.units)
    targets = set(re.findall(r'href="#([a-z0-9]+)"', page))
    assert targets <= set(re.findall(r' id="([a-z0-9]+)"', page)), "every link leads somewhere"


def test_what_units_call_themselves_is_no_markup(tmp_path: Path) -> None:
    name = '<b>甲</b></script><img src=x onerror=alert(1)>&"局'
    page = look_page(seen(take(tmp_path, [(name, "1", 2025, {}, {}), (name, "1", 2024, {}, {})]), 2024, 2025))
    assert "<b>甲" not in page
    assert "<img" not in page
    assert page.count("</script>") == 1


def test_last_years_name_of_a_unit_that_was_renamed_stands_wherever_its_figures_do(tmp_path: Path) -> None:
    units = [(f"示例县第{n}局", f"G{n}", year, {"requests.received.total": 3}, {}) for n in range(9) for year in (2024, 2025)]
    renamed = [("示例县旅游局", "T1", 2024, {}, {}), ("示例县文化和旅游局", "T1", 2025, {"requests.received.total": 900}, {})]
    respelt = [("示例县财政局（本级）", "C1", 2024, {}, {}), ("示例县财政局(本级)", "C1", 2025, {}, {})]
    look = seen(take(tmp_path, [*units, *renamed, *respelt]), 2024, 2025)
    page, frames = look_page(look), frames_of(look)
    told = '<small class="once">上年名称：示例县旅游局</small>'
    for table in ("matrix", "hinted"):
        body = re.search(rf'<table id="{table}".*?</table>', page, re.DOTALL)
        assert body
        rows = [row for row in body[0].split("<tr>") if ">示例县文化和旅游局<" in row]
        assert rows
        assert all(told in row for row in rows)
        assert body[0].count("上年名称") == len(rows), "of nobody else, and never for another way of writing a bracket"
    (summary,) = re.findall(r"<summary>示例县文化和旅游局.*?</summary>", page)
    assert told in summary
    for name in ("与上年比", "提示"):
        once = frames[name].set_index("单位")["上年名称"].dropna()
        assert set(once.items()) == {("示例县文化和旅游局", "示例县旅游局")}


def test_last_years_code_of_a_unit_that_got_another_is_told(tmp_path: Path) -> None:
    units = [("示例县旅游局", "T1", 2024, {}, {}), ("示例县旅游局", "N1", 2025, {}, {}), ("示例县财政局", "012", 2024, {}, {}), ("示例县财政局", "12", 2025, {}, {})]
    look = seen(take(tmp_path, units), 2024, 2025)
    assert [(unit.name, sorted(unit.years)) for unit in look.units] == [("示例县旅游局", [2024, 2025]), ("示例县财政局", [2024, 2025])]
    page = look_page(look)
    body = re.search(r'<table id="matrix".*?</table>', page, re.DOTALL)
    assert body
    assert body[0].count('<small class="once">上年代码：T1</small>') == body[0].count("上年代码") == 1
    once = frames_of(look)["与上年比"].set_index("单位")["上年代码"].dropna()
    assert set(once.items()) == {("示例县旅游局", "T1")}


def test_one_year_alone_and_one_unit_alone_are_a_page_too(tmp_path: Path) -> None:
    look = seen(build(tmp_path), 2025)
    page = look_page(look)
    assert "<h2 id=\"hints\">提示（0 处，0 家）</h2>" in page
    assert "部门 " not in text_of(page)
    assert "县级人民政府 5 家" in text_of(page), "who is too few is said"


def test_five_hundred_units_over_three_years_are_a_page_of_less_than_5_mb(look: Look) -> None:
    units = tuple(replace(unit, code=f"{n}{unit.code}") for n in range(11) for unit in look.units)[:500]
    hints = tuple(replace(hint, unit=unit) for hint, unit in zip(look.outliers * 20, units, strict=False))
    page = look_page(replace(look, units=units, outliers=hints))
    assert 1_000_000 < len(page.encode()) < 5_000_000
    assert page.count('<details class="unit"') == 500


def test_what_a_page_cannot_hold_it_says_and_the_workbook_has(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("MOST_UNITS", 3), ("MOST_ROWS", 5), ("MOST_HINTS", 2)):
        monkeypatch.setattr(f"govxl.look.page.{name}", most)
    page = look_page(look)
    counting = sum(look.states.values())
    for said in ("这里列前 3 家，全部的在工作簿里。", f"这里比前 5 家，全部 {counting} 家的在工作簿里。", "这里列偏离最大的 2 处，全部的在工作簿里。"):
        assert said in page
    assert set(re.findall(r'href="#(u[0-9]+)"', page)) <= {"u1", "u2", "u3"}


# -- The workbook, read by pandas


def test_the_workbook_says_what_the_records_say(look: Look) -> None:
    found = frames_of(look)["与上年比"]
    assert len(found) == sum(look.year in unit.years for unit in look.units) * len(look.figures)
    received = found[found["项目"].str.startswith("一、本年新收")].set_index("单位")
    for unit in look.units:
        if look.year not in unit.years:
            continue
        row = received.loc[unit.name]
        now, before = (unit.years[year].figures["requests.received.total"] if year in unit.years else None for year in (2025, 2024))
        assert row["本年"] == now
        if before is not None:
            assert (row["上年"], row["增减"]) == (before, now - before)
            assert row["幅度（%）"] == pytest.approx(100 * (now - before) / before, abs=0.006) if before else True
    assert set(found["状态"]) == {"审核通过", "已公开", "特批接收", "已公开（特批接收）", "已公开（有误）"}


def test_the_trends_are_those_pandas_adds_up(look: Look) -> None:
    rows = [
        {"unit": unit.code, "year": year, "adds": counted.state != "published-wrong", **counted.figures}
        for unit in look.units
        for year, counted in unit.years.items()
    ]
    frame = pd.DataFrame(rows)
    adding = frame[frame["adds"]]
    every = adding.groupby("year").sum(numeric_only=True)
    whole = adding.groupby("unit")["year"].count()
    steady = adding[adding["unit"].isin(whole[whole == len(YEARS)].index)].groupby("year").sum(numeric_only=True)
    corrected, others = "review.cases.recon_corrected", ["review.cases.recon_upheld", "review.cases.recon_corrected", "review.cases.recon_other"]
    for sums, which in ((every, "every"), (steady, "steady")):
        requests, _, share = ({course.label: course.values for course in getattr(trend, which)} for trend in look.trends)
        for year in YEARS:
            assert requests["本年新收"][year] == int(sums.loc[year, "requests.received.total"])
            assert requests["本年办结"][year] == int(sums.loc[year, "requests.closed.total"])
            rate = share["行政复议"][year]
            assert rate is not None
            assert float(rate) == pytest.approx(100 * sums.loc[year, corrected] / sums.loc[year, others].sum())


def test_the_hints_are_those_pandas_finds(look: Look) -> None:
    found = frames_of(look)
    table = found["与上年比"]
    table = table[table["状态"] != "已公开（有误）"]
    expected = set()
    for (_, _, item), group in table.groupby(["级别", "性质", "项目"]):
        for what, column, rows in (
            ("本年数", "本年", group),
            ("比上年增减", "增减", group[group["上年状态"].fillna("") != "已公开（有误）"]),
        ):
            values = pd.to_numeric(rows[column], errors="coerce").dropna()
            apart = (values - values.median()).abs()
            if len(values) >= 8:
                # Where most agree the mean deviation measures, of whole figures no less than 1.
                least = 1 if (values % 1 == 0).all() else 1e-9
                spread = apart.median() / 0.6745 if apart.median() else max(1.253314 * apart.mean(), least)
                far = apart / spread > 3.5
                expected |= {(rows.loc[n, "单位"], item, what) for n in values.index[far]}
    hints = found["提示"]
    assert set(zip(hints["单位"], hints["项目"], hints["比什么"], strict=True)) == expected
    assert len(hints) == len(expected) > 5
    assert list(hints["偏离"].abs()) == sorted(hints["偏离"].abs(), reverse=True)


def test_the_workbook_is_whole_and_the_same_again(look: Look) -> None:
    data = look_workbook(look)
    assert data == look_workbook(look)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["逐年走势", "与上年比", "提示", "文字雷同", "更正情况", "文件", "在哪一格"]
    assert all(sheet.auto_filter.ref for sheet in book.worksheets[1:])
    assert book["逐年走势"].page_setup.fitToHeight in (None, 1), "the trends are printed on one page"
    assert len(look.corrections) == book["更正情况"].max_row - 1
    assert len(look.alike) == book["文字雷同"].max_row - 1
    shares = [row for row in book["逐年走势"].iter_rows(min_row=4, values_only=True) if row[1] in ("行政复议", "行政诉讼")]
    assert len(shares) == 4
    assert all(value == "—" or isinstance(value, int | float) for row in shares for value in row[2:]), "never a figure as a text"
    assert any(isinstance(value, float) for row in shares for value in row[2:])


# -- In a browser


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of few units, yet in every state: a checker takes its time over every cell."""
    look = look_at(county(tmp_path_factory.mktemp("small"), 14), form_for_year("zfxxgk", YEARS[-1]), YEARS, "own")
    assert all(look.states.values())
    assert look.outliers
    return look_page(look)


@pytest.mark.parametrize("opened", [False, True])
def test_an_accessibility_checker_objects_to_nothing(browser: None, small: str, tmp_path: Path, opened: bool) -> None:
    if opened:  # all figures at once, and everything that folds open
        small = re.sub(r'data-first="\d+"', 'data-first="all"', small).replace("<details", "<details open")
    found = examine({f"look-{width}": (small, width) for width in WIDTHS}, tmp_path)
    for name, told in found.items():
        assert told["violations"] == [], name
        assert told["overflow"] <= 0, name
        assert {"color-contrast", "svg-img-alt", "label", "select-name", "button-name", "aria-valid-attr-value"} <= set(told["rules"])


FIGURES = """
async function rule(page) {
  const bad = [], root = page.document.documentElement;
  for (const each of page.document.querySelectorAll("details")) each.open = true;
  const choice = page.document.querySelector("select");
  choice.value = "all";
  choice.dispatchEvent(new page.Event("change"));
  let seen = 0;
  for (const cell of page.document.querySelectorAll("td, text")) {
    const range = page.document.createRange();
    for (const node of cell.childNodes) {
      if (node.nodeType !== 3 || !/^[-+0-9.%—]+$/.test(node.data.trim())) continue;
      range.selectNodeContents(node);
      const inside = [...range.getClientRects()];
      if (!inside.length) continue;
      seen += 1;
      const drawn = cell.tagName === "text", box = (drawn ? cell.ownerSVGElement : cell).getBoundingClientRect();
      if (inside.length > 1 || inside.some((each) => each.left < box.left - 0.5 || each.right > box.right + 0.5)) bad.push(node.data);
    }
  }
  return {bad, seen, overflow: root.scrollWidth - root.clientWidth};
}
"""
"""Runs inside the frame: figures that stand on more than one line, or reach out of their cell or drawing."""


def test_figures_are_whole_at_every_width(browser: None, page: str, tmp_path: Path) -> None:
    told = ask({f"look-{width}": (page, width) for width in WIDTHS}, tmp_path, FIGURES)
    for name, found in told.items():
        assert found["seen"] > 500
        assert (found["bad"], found["overflow"] <= 0) == ([], True), name


OPENED = """
async function rule(page) {
  const doc = page.document;
  for (const each of doc.querySelectorAll("details.unit")) each.open = true;
  const places = [...doc.querySelectorAll(".own")].map((each) => each.parentElement);
  const scrolling = places.filter((each) => each.scrollWidth > each.clientWidth);
  for (const each of scrolling) each.scrollLeft = 60;
  const left = (each) => Math.round(each.getBoundingClientRect().left);
  const stuck = scrolling.every((each) => [...each.querySelectorAll("tbody th")].every((head) => left(head) === left(each)));
  return {units: places.length, scrolling: scrolling.length, stuck};
}
"""
"""Runs inside the frame: units whose figures one has to scroll sideways for, and whether their labels stay in sight."""


def test_a_units_figures_of_three_years_stand_beside_their_labels_on_a_phone(browser: None, small: str, tmp_path: Path) -> None:
    pages = {"long": small, "usual": small.replace("4166.241619", "4166.24")}
    told = ask({name: (page, 375) for name, page in pages.items()}, tmp_path, OPENED)
    assert told["usual"]["units"] >= 14
    assert told["usual"]["scrolling"] == 0
    assert told["long"]["scrolling"] > 0
    assert told["long"]["stuck"]


def on_paper(page: str, folder: Path) -> str:
    """Print a page and give its words."""
    command = ["pdftotext", "-layout", str(print_page(page, folder)), "-"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def test_a_paper_on_which_no_unit_is_opened_says_so(browser: None, small: str, tmp_path: Path) -> None:
    said = "现在一家也没有点开"
    assert said in on_paper(small, tmp_path)
    opened = small.replace('<details class="unit"', '<details open class="unit"', 1)
    told = on_paper(opened, tmp_path)
    assert said not in told
    assert "三、申请办理 J6" in told


USED = """
async function rule(page) {
  const doc = page.document, told = {};
  const shown = (table) => [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const column = (table, nth) => shown(table).map((row) => row.cells[nth].firstChild.textContent);
  const one = () => doc.querySelector("table.one"), head = (table, nth) => table.tHead.rows[0].cells[nth];
  const place = doc.querySelector(".controls[data-for=matrix]"), field = place.querySelector("input");
  told.first = [place.querySelector("select").selectedOptions[0].textContent, column(one(), 3)];
  head(one(), 3).querySelector("button").focus();
  doc.activeElement.click();
  told.rising = [head(one(), 3).getAttribute("aria-sort"), head(one(), 2).hasAttribute("aria-sort"), column(one(), 3)];
  place.parentElement.querySelector(".more").click();
  told.all = [shown(one()).length, place.querySelector("output").textContent];
  field.value = "特批";
  field.dispatchEvent(new page.Event("input"));
  told.filtered = [shown(one()).map((row) => row.cells[0].textContent), place.querySelector("output").textContent];
  field.value = "没有这样的";
  field.dispatchEvent(new page.Event("input"));
  told.none = shown(one()).length;
  const hints = doc.getElementById("hinted");
  head(hints, 0).querySelector("button").click();
  told.names = [head(hints, 0).getAttribute("aria-sort"), column(hints, 0)];
  const units = [...doc.getElementById("opened").children];
  told.hidden = units.filter((each) => each.hidden).length;
  page.location.hash = units.at(-1).id;
  await new Promise((done) => page.setTimeout(done, 50));
  told.opened = [units.at(-1).open, units.at(-1).hidden];
  return told;
}
"""
"""Runs inside the frame: what a person does with the page, and what it shows then."""


def test_tables_sort_and_filter_and_links_open_units(browser: None, page: str, look: Look, tmp_path: Path) -> None:
    told = ask({"look": (page, 1280)}, tmp_path, USED)["look"]
    present = [unit for unit in look.units if 2025 in unit.years]
    known = [unit for unit in present if 2024 in unit.years]
    grown = sorted(
        unit.years[2025].figures["requests.received.total"] - unit.years[2024].figures["requests.received.total"] for unit in known
    )
    label, falling = told["first"]
    assert label == "一、本年新收政府信息公开申请数量（件）"
    assert [int(each) for each in falling] == grown[::-1][:30]
    assert told["rising"][:2] == ["ascending", False]
    assert [int(each) for each in told["rising"][2]] == grown[:30]
    assert told["all"] == [len(present), f"共 {len(present)} 家"]
    rows, count = told["filtered"]
    excepted = [unit for unit in present if any("exception" in unit.years[year].state for year in (2024, 2025) if year in unit.years)]
    assert len(rows) == len(excepted) > 2
    assert all("特批接收" in each for each in rows)
    assert count == f"共 {len(excepted)} 家"
    assert told["none"] == 0
    assert told["names"][0] == "ascending"
    assert told["hidden"] == len(look.units) - 30
    assert told["opened"] == [True, False]


def test_the_script_runs_under_the_pages_own_policy(browser: None, page: str, tmp_path: Path) -> None:
    run = as_run(page, tmp_path)
    assert "家中的 30 家" in run
    assert run.count('aria-sort="descending"') >= 2
    changed = page.replace('"use strict";', '"use strict"; ', 1)
    assert "家中的 30 家" not in as_run(changed, tmp_path), "no other script runs"
