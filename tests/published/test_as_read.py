"""Published documents read as a reader sees them: whatever hides, alters or adds is a difference and says which; the rest is none.

Every altered document is our own with one alteration; every honest one was changed in no way that a reader would notice.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.published.compare import compare
from govxl.published.docx import read_worddoc
from govxl.published.fold import canon_of
from govxl.published.html import read_webpage
from govxl.report.charts import lines_of_charts
from govxl.report.document import compose
from govxl.report.html import to_html, to_page
from govxl.report.word.report import to_docx
from govxl.xlsx.packing import pack
from govxl.xlsx.zip import open_package

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
    return lambda text: re.sub(rf"<td class=\"figure\"( [^>]*>{FIGURE}<)", rf'<td class="figure" {attributes}\1', text, count=1)


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
    "white on a ground that is overruled": (cell("bgcolor=#336699 style='color:white'"), "hidden"),
    "white on a ground taken away": (cell("bgcolor=#336699 style='background:transparent;color:white'"), "hidden"),
    "text-indent": (figure("<div style='text-indent:-9999px'>386</div>"), "hidden"),
    "clip": (figure("<span style='position:absolute;clip:rect(0,0,0,0)'>386</span>"), "hidden"),
    "height 0": (figure("<div style='height:0;overflow:hidden'>386</div>"), "hidden"),
    "off screen": (figure("<span style='position:absolute;left:-9999px'>386</span>"), "hidden"),
    "scaled away": (figure("<span style='display:inline-block;transform:scale(0)'>386</span>"), "hidden"),
    "text fill": (figure("<span style='-webkit-text-fill-color:transparent'>386</span>"), "hidden"),
    "closed details": (figure("<details><summary>看</summary>386</details>"), "hidden"),
    "noscript": (figure("<noscript>386</noscript>"), "hidden"),
    "hidden paragraph": (put(PARAGRAPH, f"<span style='display:none'>{PARAGRAPH}</span>"), "hidden"),
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
    "br in a figure of prose": (put("上年结转26件", "上年结转2<br>6件"), "broken"),
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
    "painted over": (cell("style='background-image:linear-gradient(#000,#000)'"), "style"),
    "animated": (styled("@keyframes x{to{opacity:0}} td b{animation:x 1s forwards}", ">386<", "><b>386</b><"), "style"),
    "clipped": (figure("<b style='clip-path:inset(0 50% 0 0)'>386</b>"), "style"),
    "laid over": (figure("386<span style='position:absolute;left:0'>500</span>"), "style"),
    "by a layer": (styled("@layer a{td b{display:none}}", ">386<", "><b>386</b><"), "hidden"),
    "not()": (styled("td:not(.q) b{color:#fff}", ">386<", "><b>386</b><"), "style"),
    "meter": (figure("<meter value=5>386</meter>"), "embedded"),
    "textarea": (figure("<textarea>386</textarea>5"), "changed figure"),
    "hidden title": (put("<h1>", "<h1 style='visibility:hidden'>"), "hidden"),
    "struck title": (put("<h1>", "<h1 style='text-decoration:line-through'>"), "struck"),
    "raised in the title": (put("2025年政府信息公开工作年度报告</h1>", "202<sup>5</sup>年政府信息公开工作年度报告</h1>"), "raised"),
    "hidden table": (put('<table id="part-3-table"', '<table hidden id="part-3-table"'), "hidden"),
    "folded row": (lambda text: text.replace(row_of(text, "2.重复申请"), row_of(text, "2.重复申请").replace("<tr>", "<tr style='visibility:collapse'>", 1)), "hidden"),
    "list of another mark": (styled("li{list-style-type:'500'}", f"<p>{WHOLE}</p>", f"<ul><li>{WHOLE}</li></ul>"), "generated"),
    "prose above the title": (put("<h1>", "<p>更正：本年新收500件。</p><h1>"), "added paragraph"),
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


OF_ONE_FIGURE = [
    case for case, (change, kind) in ALTERED.items()
    if kind in ("struck", "hidden", "raised", "reversed") and f">{FIGURE}</td>" not in change(page())
    and change(page()).count("<p") == page().count("<p")
]  # fmt: skip


@pytest.mark.parametrize("case", OF_ONE_FIGURE)
def test_one_figure_altered_is_told_once_with_both_readings(case):
    change, kind = ALTERED[case]
    (found,) = of_html(change(page()))
    assert (found.of, found.ours, found.kind) == ("figure", FIGURE, kind)
    assert found.labels[-1] == "自然人"
    assert found.written


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


def test_white_on_a_dark_ground_by_attribute_is_seen():
    text = re.sub(rf'<td (style="[^"]*)("[^>]*>{FIGURE}<)', r'<td bgcolor="#336699" \1;color:white\2', page(pasted=True), count=1)
    assert "bgcolor" in text
    assert of_html(text) == ()
    assert kinds(of_html(text.replace("#336699", "#ffffff"))) == ["hidden"]


def test_what_is_not_looked_at_is_said():
    form, _, document = sample()
    for case, notes in (("script", ("scripts",)), ("sheet", ("sheets",)), ("as it is", ())):
        assert compare(document, read_webpage(HONEST[case](page()).encode()), canon_of(form)).notes == notes


@pytest.mark.parametrize("alter", [put("<article", "<p>本年另有五件未列。</p><article"), put('anywhere">', 'anywhere"><p>本年另有五件。</p>'), put("</article>", "<p>另有43件未列入统计</p></article>"), put("</article>", f"</article>{TABLE}")])
def test_what_is_added_to_a_pasted_article_is_told(alter):
    found = of_html(alter(page(pasted=True)))
    assert kinds(found) in (["added paragraph"], ["added table"])


# -- Word

RUN = re.compile(rf'<w:r><w:t xml:space="preserve">{FIGURE}</w:t></w:r>')
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


@cache
def word_parts():
    package = open_package(to_docx(sample()[2]))
    return {name: package.read(name) for name in package.names}


def word(change_body, styles="", parts=None, relations=()):
    """Make the Word file anew with its body changed, styles added, and parts added with their relations."""
    held = dict(word_parts())
    held["word/document.xml"] = change_body(held["word/document.xml"].decode()).encode()
    held["word/styles.xml"] = held["word/styles.xml"].replace(b"</w:styles>", styles.encode() + b"</w:styles>")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = "".join(f'<Relationship Id="x{n}" Type="{office}/{kind}" Target="{name}"/>' for n, (kind, name) in enumerate(relations))
    held["word/_rels/document.xml.rels"] = held["word/_rels/document.xml.rels"].replace(b"</Relationships>", more.encode() + b"</Relationships>")
    return pack(held | {f"word/{name}": data.encode() for name, data in (parts or {}).items()})


def t(text, about=""):
    return f'<w:r>{f"<w:rPr>{about}</w:rPr>" if about else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def runs(inside):
    """Put other runs in the place of the figure's."""

    def change(text):
        assert RUN.search(text)
        return RUN.sub(lambda _: inside, text, count=1)

    return change


def looks(about):
    return runs(t(FIGURE, about))


def p(inside, about=""):
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{inside}</w:p>"


def in_cell(old, new, then=lambda text: text):
    """Change what stands right before the figure, in its cell, then something else."""

    def change(text):
        at = text.rindex(old, 0, RUN.search(text).start())
        return then(text[:at] + new + text[at + len(old) :])

    return change


def in_row(new):
    return in_cell("<w:trPr>", f"<w:trPr>{new}")


def at_end(new):
    return put("<w:sectPr>", f"{new}<w:sectPr>")


def before_part_five(new):
    def change(text):
        at = text.rindex("<w:p>", 0, text.index("五、存在的主要问题"))
        return text[:at] + new + text[at:]

    return change


def style(name, about, kind="character", more=""):
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{more}<w:rPr>{about}</w:rPr></w:style>'


def fields(code, result):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TWO_CELLS = f"<w:tbl><w:tr><w:tc>{p(t('季度'))}</w:tc><w:tc>{p(t('30'))}</w:tc></w:tr><w:tr><w:tc>{p(t('1'))}</w:tc><w:tc>{p(t('2'))}</w:tc></w:tr></w:tbl>"
TEXT_BOX = "<w:txbxContent>{}</w:txbxContent>".format(p(t("更正：本年新收500件")))
SHAPE = f'<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{TEXT_BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
SHAPE = SHAPE.replace("<a:graphic>", '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">')
BLIP = '<w:drawing><wp:inline><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:inline></w:drawing>'
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def note_part(kind, text):
    return f'<w:{kind}s {NAMES}><w:{kind} w:id="2">{p(t(text))}</w:{kind}></w:{kind}s>'


def table_again(text):
    start = text.rindex("<w:tbl>")
    table = text[start : text.index("</w:tbl>", start) + 8]
    return at_end(p("") + table.replace(">40<", ">44<"))(text)


def row_twice(text):
    end = text.index("</w:tr>", RUN.search(text).start()) + 7
    start = text.rindex("<w:tr>", 0, end)
    return text[:end] + text[start:end].replace("一、本年新收", "另：本年新收") + text[end:]


ALTERED_WORD = {
    "strike": (word(looks("<w:strike/>")), "struck"),
    "dstrike": (word(looks("<w:dstrike w:val='1'/>")), "struck"),
    "struck beside": (word(runs(t("368", "<w:strike/>") + t("386"))), "struck"),
    "strike by style": (word(looks("<w:rStyle w:val='Gone'/>"), style("Gone", "<w:strike/>")), "struck"),
    "strike by a style below": (word(looks("<w:rStyle w:val='More'/>"), style("Gone", "<w:strike/>") + style("More", "<w:b/>", more="<w:basedOn w:val='Gone'/>")), "struck"),
    "strike by paragraph style": (word(in_cell('<w:pStyle w:val="TableCell9"/>', '<w:pStyle w:val="Gone"/>'), style("Gone", "<w:strike/>", "paragraph")), "struck"),
    "strike by table style": (word(in_cell("<w:tblPr>", "<w:tblPr><w:tblStyle w:val='Gone'/>"), style("Gone", "<w:strike/>", "table")), "struck"),
    "struck paragraph": (word(lambda text: re.sub(r"<w:r><w:t ([^>]*>本年作出行政许可)", r"<w:r><w:rPr><w:strike/></w:rPr><w:t \1", text)), "struck"),
    "struck words at the end": (word(at_end(p(t("以上数字作废", "<w:strike/>")))), "struck"),
    "struck heading": (word(put('<w:r><w:t xml:space="preserve">五、', '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">五、')), "struck"),
    "superscript": (word(runs(t("38") + t("6", "<w:vertAlign w:val='superscript'/>"))), "raised"),
    "subscript added": (word(runs(t("386") + t("1", "<w:vertAlign w:val='subscript'/>"))), "raised"),
    "position": (word(runs(t("38") + t("6", "<w:position w:val='10'/><w:sz w:val='12'/>"))), "raised"),
    "superscript by style": (word(runs(t("38") + t("6", "<w:rStyle w:val='Up'/>")), style("Up", "<w:vertAlign w:val='superscript'/>")), "raised"),
    "vanish": (word(looks("<w:vanish/>")), "hidden"),
    "part vanished": (word(runs(t("38") + t("6", "<w:vanish/>"))), "hidden"),
    "vanish by style": (word(looks("<w:rStyle w:val='H'/>"), style("H", "<w:vanish/>")), "hidden"),
    "vanish by paragraph style": (word(in_cell('<w:pStyle w:val="TableCell9"/>', '<w:pStyle w:val="H"/>'), style("H", "<w:vanish/>", "paragraph")), "hidden"),
    "webHidden": (word(looks("<w:webHidden/>")), "hidden"),
    "white": (word(looks("<w:color w:val='FFFFFF'/>")), "hidden"),
    "white by theme": (word(looks("<w:color w:val='000000' w:themeColor='background1'/>")), "hidden"),
    "almost white": (word(looks("<w:color w:val='F8F8F8'/>")), "hidden"),
    "as its shade": (word(looks("<w:color w:val='1F4E79'/><w:shd w:val='clear' w:fill='1F4E79'/>")), "hidden"),
    "as its highlight": (word(looks("<w:color w:val='FFFF00'/><w:highlight w:val='yellow'/>")), "hidden"),
    "as its cell": (word(lambda text: in_cell('<w:vAlign w:val="center"/></w:tcPr>', "<w:shd w:val='clear' w:fill='000000'/></w:tcPr>", looks("<w:color w:val='000000'/>"))(text)), "hidden"),
    "1 pt": (word(looks("<w:sz w:val='2'/>")), "hidden"),
    "1 per cent wide": (word(looks("<w:w w:val='1'/>")), "hidden"),
    "no fill": (word(looks(f"<w14:textFill {W14}><w14:noFill/></w14:textFill>")), "hidden"),
    "hidden row": (word(in_row("<w:hidden/>")), "hidden"),
    "row of no height": (word(in_row("<w:trHeight w:val='10' w:hRule='exact'/>")), "hidden"),
    "lines of no height": (word(in_cell("<w:keepNext/></w:pPr>", "<w:spacing w:line='10' w:lineRule='exact'/></w:pPr>")), "hidden"),
    "moved off the page": (word(in_cell("<w:keepNext/></w:pPr>", "<w:ind w:left='-20000'/></w:pPr>")), "hidden"),
    "continued cell": (word(lambda text: text.replace('<w:vMerge/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableHead9"/><w:keepNext/></w:pPr></w:p>', '<w:vMerge/></w:tcPr>' + p(t("另有5件")), 1)), "hidden"),
    "text in a field's code": (word(runs('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t("386") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')), "changed figure"),
    "field with another result": (word(runs(fields(" =386 ", t("368")))), "changed figure"),
    "SEQ": (word(runs(t("38") + "<w:fldSimple w:instr=' SEQ x '>" + t("7") + "</w:fldSimple>")), "changed figure"),
    "bound data": (word(runs("<w:sdt><w:sdtPr><w:dataBinding w:xpath='/x'/></w:sdtPr><w:sdtContent>" + t("386") + "</w:sdtContent></w:sdt>")), "field"),
    "override": (word(runs("<w:bdo w:val='rtl'>" + t("386") + "</w:bdo>")), "reversed"),
    "override character": (word(runs(t("\u202e386"))), "reversed"),
    "rtl": (word(looks("<w:rtl/>")), "direction"),
    "bidi paragraph": (word(in_cell("<w:keepNext/></w:pPr>", "<w:bidi/></w:pPr>")), "direction"),
    "line break": (word(runs("<w:r><w:t>38</w:t><w:br/><w:t>6</w:t></w:r>")), "broken"),
    "paragraph break": (word(runs(t("38") + "</w:p><w:p>" + t("6"))), "broken"),
    "break in prose": (word(put("上年结转26件", "上年结转2</w:t><w:br/><w:t>6件")), "broken"),
    "zero width": (word(runs(t("38\u200b6"))), "invisible"),
    "soft hyphen": (word(runs("<w:r><w:t>38</w:t><w:softHyphen/><w:t>6</w:t></w:r>")), "invisible"),
    "letters for digits": (word(put(">10<", ">lO<")), "lookalike"),
    "symbol font": (word(looks("<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>")), "font"),
    "symbol": (word(runs(t("38") + "<w:r><w:sym w:font='Wingdings' w:char='F06C'/></w:r>")), "changed figure"),
    "squeezed": (word(looks("<w:spacing w:val='-300'/>")), "style"),
    "formula": (word(runs("<m:oMath><m:f><m:num><m:r><m:t>38</m:t></m:r></m:num><m:den><m:r><m:t>6</m:t></m:r></m:den></m:f></m:oMath>")), "formula"),
    "ruby": (word(runs("<w:r><w:ruby><w:rt>" + t("500") + "</w:rt><w:rubyBase>" + t("386") + "</w:rubyBase></w:ruby></w:r>")), "above"),
    "picture": (word(before_part_five(p(f"<w:r>{BLIP}</w:r>"))), "picture"),
    "picture at the end": (word(at_end(p(f"<w:r>{BLIP}</w:r>"))), "picture"),
    "old picture": (word(at_end(p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"))), "picture"),
    "embedded": (word(at_end(p("<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"))), "embedded"),
    "other file": (word(before_part_five("<w:altChunk/>")), "embedded"),
    "text box": (word(at_end(p(f"<w:r>{SHAPE}</w:r>"))), "added paragraph"),
    "old text box": (word(at_end(p(f"<w:r><w:pict><v:shape><v:textbox>{TEXT_BOX}</v:textbox></v:shape></w:pict></w:r>"))), "added paragraph"),
    "text box in a way not understood": (word(at_end(p(f"<w:r><mc:AlternateContent><mc:Choice Requires='nosuch'/><mc:Fallback><w:pict>{TEXT_BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"))), "added paragraph"),
    "word art": (word(at_end(p("<w:r><w:pict><v:shape><v:textpath string='作废'/></v:shape></w:pict></w:r>"))), "added paragraph"),
    "footnote": (word(at_end(""), parts={"notes.xml": note_part("footnote", "此数有误")}, relations=[("footnotes", "notes.xml")]), "added note"),
    "endnote": (word(at_end(""), parts={"notes.xml": note_part("endnote", "另有5件")}, relations=[("endnotes", "notes.xml")]), "added note"),
    "comment": (word(at_end(""), parts={"c.xml": note_part("comment", "请再核实")}, relations=[("comments", "c.xml")]), "added comment"),
    "header": (word(at_end(""), parts={"h.xml": f"<w:hdr {NAMES}>{p(t('内部资料，数据未经核实'))}</w:hdr>"}, relations=[("header", "h.xml")]), "added header"),
    "paragraph at the end": (word(at_end(p(t("另有43件未列入统计")))), "added paragraph"),
    "paragraph above the title": (word(put("<w:body>", "<w:body>" + p(t("更正稿")))), "added paragraph"),
    "table at the end": (word(at_end(TWO_CELLS)), "added table"),
    "ours again": (word(table_again), "added table"),
    "row": (word(row_twice), "added row"),
    "nested table": (word(runs(t("386") + "</w:p><w:tbl><w:tr><w:tc>" + p(t("500")) + "</w:tc></w:tr></w:tbl><w:p>")), "changed figure"),
    "number of a list": (word(lambda text: re.sub(r'(<w:pStyle w:val="BodyText"/>)(?:<w:jc w:val="left"/>)?(</w:pPr><w:r><w:t [^>]*>本年作出行政许可)', r'\1<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>\2', text),
                              parts={"n.xml": f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'},
                              relations=[("numbering", "n.xml")]), "changed paragraph"),
    "all struck by default": (word(lambda text: text, "<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>"), "struck"),
}  # fmt: skip
"""Made when the tests are collected, which takes a second."""


@pytest.mark.parametrize("case", ALTERED_WORD)
def test_an_altered_word_file_is_not_the_same_and_says_why(case):
    data, kind = ALTERED_WORD[case]
    found = differences(read_worddoc(data))
    assert kind in kinds(found)


HONEST_WORD = {
    "as it is": word(lambda text: text),
    "other font": word(looks("<w:rFonts w:ascii='Arial' w:hAnsi='Arial' w:eastAsia='宋体'/><w:sz w:val='24'/><w:color w:val='333333'/>")),
    "bold, red": word(looks("<w:b/><w:color w:val='FF0000'/><w:u w:val='single'/>")),
    "split": word(runs(t("3") + "<w:proofErr w:type='gramEnd'/>" + t("86", "<w:lang w:val='en-US'/>"))),
    "strike off": word(looks("<w:strike w:val='0'/><w:dstrike w:val='false'/><w:vanish w:val='0'/>")),
    "strike off over a style": word(looks("<w:rStyle w:val='Gone'/><w:strike w:val='0'/>"), style("Gone", "<w:strike/>")),
    "baseline": word(looks("<w:vertAlign w:val='baseline'/><w:position w:val='2'/><w:spacing w:val='-4'/><w:w w:val='90'/>")),
    "white on dark": word(looks("<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='1F4E79'/>")),
    "automatic colour": word(looks("<w:color w:val='auto'/><w:shd w:val='clear' w:fill='auto'/>")),
    "highlighted": word(looks("<w:highlight w:val='yellow'/>")),
    "deleted and inserted": word(runs("<w:del><w:r><w:delText>368</w:delText></w:r></w:del><w:ins>" + t("386") + "</w:ins>")),
    "moved": word(runs("<w:moveFrom>" + t("368") + "</w:moveFrom><w:moveTo>" + t("386") + "</w:moveTo>")),
    "changed format": word(looks("<w:b/><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>")),
    "field": word(runs(fields(" =380+6 ", t("386")))),
    "nested field": word(runs(fields(" IF " + fields(" PAGE ", t("1")), t("386")))),
    "content control": word(runs("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + t("386") + "</w:sdtContent></w:sdt>")),
    "hyperlink": word(runs("<w:hyperlink w:anchor='x'>" + t("386") + "</w:hyperlink>")),
    "bookmark": word(runs("<w:bookmarkStart w:id='1' w:name='_GoBack'/>" + t("386") + "<w:bookmarkEnd w:id='1'/>")),
    "smart tag": word(runs("<w:smartTag>" + t("386") + "</w:smartTag>")),
    "pinyin": word(put('<w:t xml:space="preserve">其他</w:t>', '<w:ruby><w:rt><w:r><w:t>qí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>其</w:t></w:r></w:rubyBase></w:ruby><w:t>他</w:t>')),
    "thousands": word(put(">128654<", ">128,654<")),
    "page break": word(before_part_five(p("<w:r><w:br w:type='page'/></w:r>"))),
    "empty paragraphs": word(at_end(p("") + p(t("　")))),
    "red rule": word(at_end(p('<w:r><w:drawing><wps:wsp><wps:spPr><a:prstGeom prst="line" xmlns:a="x"/></wps:spPr></wps:wsp></w:drawing></w:r>'))),
    "title as header": word(at_end(""), parts={"h.xml": f"<w:hdr {NAMES}>{p(t('示例县2025年政府信息公开工作年度报告'))}</w:hdr>"}, relations=[("header", "h.xml")]),
    "page numbers": word(at_end(""), parts={"f.xml": f"<w:ftr {NAMES}>{p(t('第 ') + fields(' PAGE ', t('1')) + t(' 页 共 ') + fields(' NUMPAGES ', t('8')) + t(' 页'))}</w:ftr>"}, relations=[("footer", "f.xml")]),
    "no notes": word(at_end(""), parts={"n.xml": f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1">{p("<w:r><w:separator/></w:r>")}</w:footnote></w:footnotes>'}, relations=[("footnotes", "n.xml")]),
    "hidden bookmark text": word(before_part_five(p("<w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r>"))),
    "dark table style": word(looks("<w:color w:val='000000'/>"), '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/><w:strike/></w:rPr></w:tblStylePr></w:style>'),
    "numbered by word": word(lambda text: re.sub(r'(<w:pStyle w:val="Heading1"/>)(</w:pPr><w:r><w:t [^>]*>)一、', r'\1<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>\2', text, count=1),
                             parts={"n.xml": f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'},
                             relations=[("numbering", "n.xml")]),
}  # fmt: skip


@pytest.mark.parametrize("case", HONEST_WORD)
def test_an_honest_word_file_is_the_same(case):
    assert differences(read_worddoc(HONEST_WORD[case])) == ()


def test_there_are_enough_of_each():
    assert len(ALTERED) + len(ALTERED_WORD) >= 140
    assert len(HONEST) + len(HONEST_WORD) >= 80
