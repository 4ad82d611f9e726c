"""What a reader sees, asked of those who show it: Chromium of altered pages, LibreOffice of altered Word files."""

import re
import subprocess

import pytest

from govxl.published.docx import read_worddoc
from govxl.published.html import read_webpage
from tests.browser import missing
from tests.office import demand
from tests.on_screen import ask
from tests.published.test_as_read import (
    ALTERED,
    ALTERED_WORD,
    FIGURE,
    HONEST,
    HONEST_WORD,
    differences,
    kinds,
    of_html,
    page,
    word,
)

# What Chromium says of the cell of the figure: its text as shown, and how the piece that holds most of it looks.
ASK = """
function rule(view) {
  const inside = view.document, cell = inside.querySelector("#part-3-table td.figure");
  let piece = cell;
  const walker = inside.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    if (text.data.trim() && !["STYLE", "SCRIPT"].includes(text.parentElement.tagName)) { piece = text.parentElement; }
  const style = view.getComputedStyle(piece), lines = [];
  for (let each = piece; each; each = each.parentElement) lines.push(view.getComputedStyle(each).textDecorationLine);
  let ground = "";
  for (let each = piece; each && !ground; each = each.parentElement) {
    const colour = view.getComputedStyle(each).backgroundColor;
    if (!colour.startsWith("rgba(0, 0, 0, 0")) ground = colour;
  }
  const beside = ["::before", "::after"].map((side) => view.getComputedStyle(piece, side).content);
  return {
    text: cell.innerText, struck: lines.includes("line-through"), align: style.verticalAlign, size: parseFloat(style.fontSize),
    faded: style.color === ground || style.color.startsWith("rgba(0, 0, 0, 0") || style.webkitTextFillColor.startsWith("rgba(0, 0, 0, 0"),
    there: piece.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true}),
    beside: beside.some((each) => !["none", "normal", '""'].includes(each)),
    backwards: style.direction === "rtl" && style.unicodeBidi.includes("override"),
  };
}
"""

CELL = [
    "s", "strike", "line-through", "line-through long", "line-through by class", "line-through by id", "line-through escaped",
    "line-through of a variable", "sup", "vertical-align", "display:none", "display:none by rule", "part of a figure hidden", "visibility",
    "opacity", "hidden attribute", "font-size:0", "font-size:1pt", "white", "transparent", "as its ground", "text fill", "white on a ground that is overruled", "white on a ground taken away", "closed details",
    "noscript", "::after", "bdo", "two paragraphs in a cell", "display:block", "cell break",
]  # fmt: skip
PLAIN = [
    "as it is", "spans", "split spans", "bold and red", "font", "paragraph in the cell", "white on dark", "hover", "menu rules",
    "overridden", "more specific", "visible in hidden", "small", "narrow", "html marks", "indent", "hanging", "zebra", "left to right",
]  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Give what Chromium shows of every page, all in one start."""
    if reason := missing():
        demand(reason)
    changes = {case: ALTERED[case][0] if case in ALTERED else HONEST[case] for case in (*CELL, *PLAIN)}
    pages = {case: (change(page()), 1000) for case, change in changes.items()}
    return ask(pages, tmp_path_factory.mktemp("shown"), ASK)


def as_shown(told):
    """Say whether the figure is seen plainly, as Chromium has it."""
    return (
        told["text"].strip() == FIGURE and told["there"] and not (told["struck"] or told["faded"] or told["beside"] or told["backwards"])
        and told["align"] not in ("super", "sub") and told["size"] > 4
    )  # fmt: skip


@pytest.mark.parametrize("case", CELL)
def test_chromium_shows_another_figure_where_we_say_so(shown, case):
    assert not as_shown(shown[case]), shown[case]
    assert ALTERED[case][1] in kinds(of_html(ALTERED[case][0](page())))


@pytest.mark.parametrize("case", PLAIN)
def test_chromium_shows_the_figure_where_we_say_nothing(shown, case):
    assert as_shown(shown[case]), shown[case]
    assert of_html(HONEST[case](page())) == ()


# -- LibreOffice

GONE = [
    "vanish", "vanish by style", "vanish by paragraph style", "part vanished", "text in a field's code", "symbol",
]  # fmt: skip
MORE = {"paragraph at the end": "另有43件未列入统计", "number of a list": "5."}
SAME = ["as it is", "other font", "split", "strike off", "field", "content control", "hyperlink", "numbered by word", "white on dark"]
ROW = re.compile(r"一、本年新收政府信息公开申请数量\s+(\S+)\s+(\S+)")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Give what stands on the pages that LibreOffice prints of every file, all in one start."""
    folder = tmp_path_factory.mktemp("printed")
    files = {case: ALTERED_WORD[case][0] for case in (*GONE, *MORE)} | {case: HONEST_WORD[case] for case in SAME}
    for n, data in enumerate(files.values()):
        (folder / f"{n}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["--convert-to", "pdf", "--outdir", str(folder), *(str(folder / f"{n}.docx") for n in range(len(files)))]
    try:
        subprocess.run(["soffice", profile, "--headless", *asked], check=True, capture_output=True, timeout=300)
        texts = [
            subprocess.run(["pdftotext", "-layout", str(folder / f"{n}.pdf"), "-"], check=True, capture_output=True, encoding="utf-8").stdout
            for n in range(len(files))
        ]
    except FileNotFoundError as error:
        demand(f"{error.filename} is not installed (Debian: libreoffice-writer-nogui, poppler-utils)")
    return dict(zip(files, texts, strict=True))


@pytest.mark.office
@pytest.mark.parametrize("case", GONE)
def test_libreoffice_does_not_print_the_figure_where_we_say_so(printed, case):
    found = ROW.search(printed[case])
    assert found is None or found[1] != FIGURE
    assert ALTERED_WORD[case][1] in kinds(differences(read_worddoc(ALTERED_WORD[case][0])))


@pytest.mark.office
@pytest.mark.parametrize("case", MORE)
def test_libreoffice_prints_what_we_say_was_added(printed, case):
    assert MORE[case] in printed[case].replace(" ", "")
    assert differences(read_worddoc(ALTERED_WORD[case][0])) != ()


@pytest.mark.office
@pytest.mark.parametrize("case", SAME)
def test_libreoffice_prints_the_figure_where_we_say_nothing(printed, case):
    assert ROW.search(printed[case])[1] == FIGURE
    assert differences(read_worddoc(HONEST_WORD[case])) == ()


@pytest.mark.office
def test_a_word_file_saved_as_a_page_by_libreoffice_differs_in_no_figure_and_no_text(tmp_path):
    (tmp_path / "report.docx").write_bytes(word(lambda text: text))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["--convert-to", "html", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    subprocess.run(["soffice", profile, "--headless", *asked], check=True, capture_output=True, timeout=180)
    found = differences(read_webpage((tmp_path / "report.html").read_bytes()))
    assert [(each.what, each.of) for each in found] in ([], [("added", "column")]), "it cuts a merged header in two"
