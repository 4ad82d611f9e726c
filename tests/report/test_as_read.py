"""Published documents read as a reader sees them: whatever hides, alters or adds is a difference and says which; the rest is none.

Every altered document is our own with one alteration; every honest one was changed in no way that a reader would notice.
"""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.report.charts import charts_of, lines_of_charts
from govxl.report.comparison import compare
from govxl.report.document import compose
from govxl.report.html import to_html, to_page
from govxl.report.sameness import canon_of
from govxl.report.webpage import read_webpage
from govxl.report.word.report import to_docx
from govxl.report.worddoc import read_worddoc
from govxl.workbook.packing import pack
from govxl.workbook.package import open_package
from tests import browser

SAMPLES = Path(__file__).parents[2] / "samples"
COUNTY = "zfxxgk-2021/county/expected/record.json"
FIGURE = "386"
"""一、本年新收 / 自然人: stands once in a table of the page and of the Word file, and in a paragraph."""

WHOLE = "本年作出行政许可决定128654件，行政处罚决定41207件，行政强制决定1836件。本年行政事业性收费24252.311082万元。涉企收费目录、重大建设项目、义务教育招生和社会救助信息集中公布在县政府网站专栏，按月更新。"
PARAGRAPH = "新制发的文件与解读材料同步公开，重要文件另附办事问答。"


@cache
def sample(name=COUNTY):
    record = load_record((SAMPLES / name).read_bytes())
    form = load_form(f"{record['form']}/{record['edition']}")
    return form, record, compose(form, record)


def differences(published, name=COUNTY):
    form, record, document = sample(name)
    return compare(document, published, canon_of(form), lines_of_charts(form, record)).differences


def kinds(found):
    """Give what is told: the kind where there is one, else what became of what."""
    return [each.kind or f"{each.what} {each.of}" for each in found]


def of_html(page):
    return differences(read_webpage(page.encode()))


@cache
def page(pasted=False):
    return (to_html if pasted else to_page)(sample()[2]).replace("<wbr>", "")


def put(old, new, count=1):
    """Make a change of a page out of what it says and what it shall say."""

    def change(text):
        assert text.count(old) >= 1, old
        return text.replace(old, new, count)

    return change


def styled(rules, old="", new=""):
    """Add rules to the page's style sheet, and change something for them."""

    def change(text):
        assert old in text
        return text.replace("</style>", f"{rules}\n</style>", 1).replace(old, new, 1)

    return change


def figure(inside):
    """Change what stands in the cell of the figure."""
    return put(f">{FIGURE}<", f">{inside}<")


def cell(attributes):
    """Say more of the cell of the figure."""
    return lambda text: re.sub(rf"<td class=\"figure\"( [^>]*>{FIGURE}<)", rf"<td {attributes}\1", text, count=1)


TABLE = '<table><tr><td>季度</td><td>1</td><td>2</td></tr><tr><td>件数</td><td>30</td><td>40</td></tr></table>'


def again(text):
    """Put one of our tables in again at the end, with another figure."""
    table = re.search(r'<table id="part-4-table".*?</table>', text, re.DOTALL)[0]
    return text.replace("</main>", re.sub(r">40<", ">44<", table, count=1) + "</main>")


def row_of(text, label):
    return next(row for row in re.findall(r"<tr>.*?</tr>", text, re.DOTALL) if label in row)


def more_column(text):
    table = re.search(r'<table id="part-4-table".*?</table>', text, re.DOTALL)[0]
    return text.replace(table, table.replace("</tr>", "<td>7</td></tr>"))


ALTERED = {
    # struck
    "s": (figure("<s>386</s>"), "struck"),
    "s beside": (figure("<s>368</s>386"), "struck"),
    "strike": (figure("<strike>386</strike>"), "struck"),
    "del": (figure("<del>368</del>386"), "struck"),
    "line-through": (figure("<span style='text-decoration:line-through'>386</span>"), "struck"),
    "line-through long": (figure("<span style='text-decoration: red wavy LINE-THROUGH 2px'>386</span>"), "struck"),
    "line-through on the cell": (cell("style='text-decoration-line:line-through'"), "struck"),
    "line-through by class": (styled(".gone{text-decoration:line-through}", ">386<", "><b class='gone'>386</b><"), "struck"),
    "line-through by id": (styled("#x b{text-decoration:line-through}", ">386<", "><i id=x><b>386</b></i><"), "struck"),
    "line-through escaped": (figure(r"<span style='text-decor\61tion:line\2dthrough'>386</span>"), "struck"),
    "line-through of a variable": (styled(":root{--x:line-through}", ">386<", "><u style='text-decoration:var(--x)'>386</u><"), "struck"),
    "struck paragraph": (put(PARAGRAPH, f"<s>{PARAGRAPH}</s>"), "struck"),
    "struck words added": (put(PARAGRAPH, f"{PARAGRAPH}<s>另有十件未列。</s>"), "struck"),
    "struck heading": (put(">一、总体情况<", "><s>一、总体情况</s><"), "struck"),
    "struck table": (put('<table id="part-3-table"', '<table style="text-decoration:line-through" id="part-3-table"'), "struck"),
    # raised
    "sup": (figure("38<sup>6</sup>"), "raised"),
    "sup added": (figure("386<sup>1</sup>"), "raised"),
    "sub": (figure("3<sub>8</sub>6"), "raised"),
    "vertical-align": (figure("38<span style='vertical-align:super'>6</span>"), "raised"),
    "vertical-align by length": (figure("38<span style='vertical-align:6px;font-size:9px'>6</span>"), "raised"),
    "font-variant": (figure("38<span style='font-variant-position:super'>6</span>"), "raised"),
    "sup in prose": (put("上年结转26件", "上年结转2<sup>6</sup>件"), "raised"),
    # hidden
    "display:none": (figure("<span style='display:none'>386</span>"), "hidden"),
    "display:none by rule": (styled("td.figure b{display:none}", ">386<", "><b>386</b><"), "hidden"),
    "part of a figure hidden": (figure("38<i style='display:none'>6</i>"), "hidden"),
    "visibility": (figure("<span style='visibility:hidden'>386</span>"), "hidden"),
    "opacity": (figure("<span style='opacity:0'>386</span>"), "hidden"),
    "hidden attribute": (figure("<span hidden>386</span>"), "hidden"),
    "font-size:0": (figure("<span style='font-size:0'>386</span>"), "hidden"),
    "font-size:1pt": (figure("<span style='font:1pt serif'>386</span>"), "hidden"),
    "white": (figure("<span style='color:#fff'>386</span>"), "hidden"),
    "white by font": (figure("<font color=white>386</font>"), "hidden"),
    "almost white": (figure("<span style='color:rgb(250,250,250)'>386</span>"), "hidden"),
    "transparent": (figure("<span style='color:transparent'>386</span>"), "hidden"),
    "as its ground": (figure("<span style='color:#1f4e79;background:#1f4e79'>386</span>"), "hidden"),
    "black on black cell": (cell("style='background-color:#000;color:black'"), "hidden"),
    "text-indent": (figure("<div style='text-indent:-9999px'>386</div>"), "hidden"),
    "clip": (figure("<span style='position:absolute;clip:rect(0,0,0,0)'>386</span>"), "hidden"),
    "height 0": (figure("<div style='height:0;overflow:hidden'>386</div>"), "hidden"),
    "off screen": (figure("<span style='position:absolute;left:-9999px'>386</span>"), "hidden"),
    "scaled away": (figure("<span style='display:inline-block;transform:scale(0)'>386</span>"), "hidden"),
    "text fill": (figure("<span style='-webkit-text-fill-color:transparent'>386</span>"), "hidden"),
    "closed details": (figure("<details><summary>看</summary>386</details>"), "hidden"),
    "noscript": (figure("<noscript>386</noscript>"), "hidden"),
    "hidden paragraph": (put(f"<p>{'今年'}" if False else PARAGRAPH, f"<span style='display:none'>{PARAGRAPH}</span>"), "hidden"),
    "hidden row": (lambda text: text.replace(row_of(text, "2.重复申请"), row_of(text, "2.重复申请").replace("<tr>", "<tr style='display:none'>", 1)), "hidden"),
    "hidden paragraph added": (put("<p>备注：", "<p style='display:none'>本年另有五件。</p><p>备注："), "hidden"),
    # generated
    "::after": (styled("td.figure b::after{content:'0'}", ">386<", "><b>386</b><"), "generated"),
    "::before of an attribute": (styled("td b:before{content:attr(data-n)}", ">386<", "><b data-n=1>386</b><"), "generated"),
    "::after instead": (styled("td b::after{content:'386'}", ">386<", "><b>3</b><"), "generated"),
    "counter": (styled("td b::after{content:counter(x)}", ">386<", "><b>386</b><"), "style"),
    "ol": (put(f"<p>{WHOLE}</p>", f"<ol><li>{WHOLE}</li></ol>"), "generated"),
    # direction
    "override character": (figure("&#x202e;386"), "reversed"),
    "bdo": (figure("<bdo dir=rtl>386</bdo>"), "reversed"),
    "unicode-bidi": (figure("<span style='direction:rtl;unicode-bidi:bidi-override'>386</span>"), "reversed"),
    "reversed twice": (figure("&#x202e;683"), "reversed"),
    "dir": (cell("dir=rtl"), "direction"),
    "isolate": (figure("&#x2067;386&#x2069;"), "direction"),
    # broken and torn
    "br": (put(">41<", ">4<br>1<"), "broken"),
    "br in a figure of prose": (put("本年新收434件" if False else "上年结转26件", "上年结转2<br>6件"), "broken"),
    "paragraph break": (put("上年结转26件", "上年结转2</p><p>6件"), "broken"),
    "two paragraphs in a cell": (figure("<p>38</p><p>6</p>"), "broken"),
    "display:block": (figure("38<span style='display:block'>6</span>"), "broken"),
    "zero width space": (figure("38&#x200b;6"), "invisible"),
    "soft hyphen": (figure("3&shy;86"), "invisible"),
    "letter O": (put(">10<", ">1O<"), "lookalike"),
    "mathematical digits": (figure("&#x1d7d1;&#x1d7d6;&#x1d7d4;"), "lookalike"),
    "combining stroke": (figure("3&#x336;8&#x336;6&#x336;"), "changed figure"),
    "cell break": (put(">386</td>", ">38</td><td>6</td>"), "changed figure"),
    # moved, veiled, unknown
    "symbol font": (figure("<font face=Wingdings>386</font>"), "font"),
    "own font": (styled("@font-face{font-family:Trick;src:url(data:font/woff,x)} td b{font-family:Trick}", ">386<", "><b>386</b><"), "font"),
    "mirrored": (figure("<span style='display:inline-block;transform:scaleX(-1)'>386</span>"), "style"),
    "floated": (figure("38<span style='float:left'>6</span>"), "style"),
    "on a condition": (styled("@media (min-width:1px){td b{display:none}}", ">386<", "><b>386</b><"), "style"),
    "nth-child": (styled("tr:nth-child(n) td b{visibility:hidden}", ">386<", "><b>386</b><"), "style"),
    "blurred": (figure("<span style='filter:blur(9px)'>386</span>"), "style"),
    "row reversed": (put("<main>", "<main style='display:flex;flex-direction:column-reverse'>"), "style"),
    "formula": (figure("<math><mfrac><mn>38</mn><mn>6</mn></mfrac></math>"), "formula"),
    "ruby": (figure("<ruby>386<rt>500</rt></ruby>"), "above"),
    "picture": (put("<p>改进情况", "<p><img src='figures.png' alt='更正'></p><p>改进情况"), "picture"),
    "frame": (put("<p>改进情况", "<iframe src='x.htm'></iframe><p>改进情况"), "embedded"),
    "drawing": (put("<p>改进情况", "<svg><text>本年新收500件</text></svg><p>改进情况"), "drawing"),
    "field of a form": (put(">386<", "><input value=500>386<"), "changed figure"),
    # added
    "paragraph without a full stop at the end": (put("</main>", "<p>另有43件未列入统计</p></main>"), "added paragraph"),
    "words at the end": (put("</main>", "<p>以上数据未经核实</p></main>"), "added paragraph"),
    "table at the end": (put("</main>", f"{TABLE}</main>"), "added table"),
    "table behind the report": (put("</main>", f"</main>{TABLE}"), "added table"),
    "ours again": (again, "added table"),
    "row": (lambda text: text.replace(row_of(text, "2.重复申请"), row_of(text, "2.重复申请") * 2), "added row"),
    "column": (more_column, "added column"),
    "nested table": (figure("386<table><tr><td>500</td></tr></table>"), "changed figure"),
    "figure below the title": (put("</h1>", "</h1><p>本年新收500件</p>"), "added paragraph"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALTERED)
def test_an_altered_page_is_not_the_same_and_says_why(case):
    change, kind = ALTERED[case]
    found = of_html(change(page()))
    assert kind in kinds(found)
    assert len(found) <= 45


@pytest.mark.parametrize("case", [case for case in ALTERED if ALTERED[case][1] in ("struck", "hidden", "raised", "reversed")])
def test_one_figure_altered_is_told_once_with_both_readings(case):
    change, kind = ALTERED[case]
    if ">386" not in page() or "paragraph" in case or "table" in case or "prose" in case or case in ("hidden row", "struck words added", "struck heading"):
        pytest.skip("no figure")
    (found,) = of_html(change(page()))
    assert (found.of, found.ours, found.kind) == ("figure", FIGURE, kind)
    assert found.labels[-1] == "自然人"


MENU = "<nav><a href=/>首页</a> <a href=/zwgk>政务公开</a></nav>"
AROUND = (
    '<div class="top"><ul><li><a href="/">首页</a></li><li>政务公开</li></ul><div style="display:none">登录 注册 123</div></div>'
    '<div class="crumb">当前位置：首页 &gt; 年报</div><div class="article">{}</div>'
    '<div class="share">分享到：<i style="display:none">微信</i></div><div class="foot"><p>主办：示例县人民政府 电话：12345678</p><p>您是第1位访客。</p></div>'
)


def in_a_site(text):
    body = text[text.index("<main>") : text.index("</main>") + 7]
    return text[: text.index("<main>")] + AROUND.format(body) + "</body></html>"


HONEST = {
    "as it is": lambda text: text,
    "spans": figure("<span style='font-family:宋体;font-size:14pt;color:#333'>386</span>"),
    "split spans": figure("<span>3</span><span lang=EN-US>86</span>"),
    "bold and red": figure("<b style='color:red'>386</b>"),
    "font": figure("<font face=宋体 size=3 color=#000000>386</font>"),
    "underlined": figure("<u>386</u>"),
    "thousands": put(">128654<", ">128,654<"),
    "thousands by blanks": put(">128654<", ">128 654<"),
    "full width": figure("３８６"),
    "blanks": figure("&nbsp; 386 "),
    "paragraph in the cell": figure("<p style='margin:0'>386</p>"),
    "ins": figure("<ins>386</ins>"),
    "white on dark": cell("style='background:#1f4e79;color:#fff'"),
    "bgcolor": cell("bgcolor=#336699 style='background:transparent;color:white'"),
    "white on a dark row": styled("thead th{background:#0b4a8f;color:#fff}"),
    "zebra": styled("tr:nth-child(even){background:#f7f7f7} tr:hover{color:red}"),
    "hover": styled("td:hover{display:none} a:focus{visibility:hidden}"),
    "menu rules": styled(".nav li:nth-child(2){display:none} .nav ul ul{position:absolute;left:-9999px}"),
    "clearfix": styled("main:after{content:'.';display:block;height:0;visibility:hidden}"),
    "bullets": styled("p::before{content:'• '}"),
    "icons": styled("h2:before{content:'\\e900';font-family:icons}"),
    "print": styled("@media print{.noprint{display:none}}"),
    "narrow": styled("@media (max-width:600px){td{font-size:12px;padding:2px} .side{display:none}}"),
    "overridden": styled("td b{display:none} td b{display:inline!important}", ">386<", "><b>386</b><"),
    "more specific": styled("#part-3-table b{color:#000} b{color:#fff}", ">386<", "><b>386</b><"),
    "visible in hidden": figure("<span style='visibility:hidden'><span style='visibility:visible'>386</span></span>"),
    "indent": styled("p{text-indent:2em;margin:0 -10px}"),
    "hanging": styled("p{text-indent:-2em;padding-left:2em}"),
    "relative": styled("td{position:relative;left:1px;vertical-align:top}"),
    "small": figure("<small style='font-size:9px'>386</small>"),
    "in a site": in_a_site,
    "menu before": put("<main>", f"{MENU}<main>"),
    "footer after": put("</main>", "</main><footer>版权所有 示例县人民政府</footer>"),
    "source and date": put("</h1>", "</h1><p>发布时间：2026-01-20 10:00 来源：县政府办 浏览次数：38</p>"),
    "attachment": put("</main>", "<p>附件：年报.pdf</p></main>"),
    "next article": put("</main>", "<p>上一篇：2024年报</p><p>下一篇：没有了</p></main>"),
    "links after": put("</main>", "<ul><li><a href=x>2024年政府信息公开工作年度报告</a></li></ul></main>"),
    "logo": put("<main>", "<div><img src=logo.png></div><main>"),
    "codes after": put("</main>", "</main><div><img src=qr.png>扫一扫在手机打开当前页</div>"),
    "speck": put("<p>改进情况", "<img src=s.gif width=1 height=1><p>改进情况"),
    "layout table": lambda text: text.replace("<main>", "<table><tr><td>").replace("</main>", "</td></tr></table>"),
    "heading by strong": put('<h2 id="part-1">一、总体情况</h2>', "<p><strong>一、总体情况</strong></p>"),
    "list without marks": put(f"<p>{WHOLE}</p>", f"<ol style='list-style:none'><li>{WHOLE}</li></ol>"),
    "ul": put(f"<p>{WHOLE}</p>", f"<ul><li>{WHOLE}</li></ul>"),
    "quotes": lambda text: re.sub("“([^”<]{1,20})”", r"<q>\1</q>", text, count=1),
    "bookmark": put("上年结转26件", "上年结转<a name=_x></a><span style='display:none' id=b>\u200d</span>26件"),
    "script": put("</main>", "</main><script>document.title='x'</script>"),
    "sheet": put("</style>", "</style><link rel=stylesheet href=site.css>"),
    "open details": lambda text: text.replace("<main>", "<main><details open><summary>全文</summary>").replace("</main>", "</details></main>"),
    "translated nowhere": styled("main{transform:translateZ(0);animation:none;filter:none;opacity:1;float:none}"),
    "html marks": put(">386<", "><!-- 387 -->386<"),
    "left to right": cell("dir=ltr"),
    "break in a label": put(">自然人<", ">自然<br>人<"),
}  # fmt: skip


@pytest.mark.parametrize("case", HONEST)
def test_an_honest_page_is_the_same(case):
    assert of_html(HONEST[case](page())) == ()


def test_what_is_not_looked_at_is_said():
    form, record, document = sample()
    for case, notes in (("script", ("scripts",)), ("sheet", ("sheets",)), ("as it is", ())):
        assert compare(document, read_webpage(HONEST[case](page()).encode()), canon_of(form)).notes == notes


@pytest.mark.parametrize("alter", [put("<article", f"<p>{'本年另有五件未列。'}</p><article"), put('anywhere">', 'anywhere"><p>本年另有五件。</p>'), put("</article>", "<p>另有43件未列入统计</p></article>"), put("</article>", f"</article>{TABLE}")])
def test_what_is_added_to_a_pasted_article_is_told(alter):
    found = of_html(alter(page(pasted=True)))
    assert kinds(found) in (["added paragraph"], ["added table"])
