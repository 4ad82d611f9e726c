"""A page against its record: nothing differs until somebody changes something, and then just that is named."""

import random
import re
from functools import cache
from pathlib import Path

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.published.compare import compare
from govxl.published.difference import Difference, stretches
from govxl.published.fold import canon_of, fold_text, letters, same_figure
from govxl.published.html import read_webpage
from govxl.report.charts import charts_of, lines_of_charts
from govxl.report.document import compose
from govxl.report.html import to_html, to_page
from tests.published.pages import CMS, WORD, damaged
from tests.report.made_up import filled

SAMPLES = Path(__file__).parents[2] / "samples"
RECORDS = sorted(str(path.relative_to(SAMPLES)) for path in SAMPLES.glob("zfxxgk-*/**/record.json"))
COUNTY = "zfxxgk-2021/county/expected/record.json"
FIGURE = re.compile(r'(?<=class="figure")( [^>]*)>([^<]*)</td>')
REQUESTS, REVIEW = "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"


@cache
def sample(name):
    """Give the document of a sample, its labels, and its page."""
    path = SAMPLES / name
    record = load_record(path.read_bytes())
    form = load_form(f"{record['form']}/{record['edition']}")
    document = compose(form, record)
    return document, canon_of(form), to_page(document).replace("<wbr>", "")


def differences(name, *changes):
    document, canon, page = sample(name)
    for old, new in changes:
        assert old in page
        page = page.replace(old, new, 1)
    return compare(document, read_webpage(page.encode()), canon).differences


def of_library(form, page, **changes):
    return compare(compose(form, filled(**changes)), read_webpage(page.encode()), canon_of(form)).differences


@pytest.mark.parametrize("name", RECORDS)
def test_a_page_as_it_was_made_differs_in_nothing(name):
    document, canon, _ = sample(name)
    page = to_page(document)
    found = compare(document, read_webpage(page.encode()), canon)
    assert found.differences == ()
    assert found.figures == len(FIGURE.findall(page)) == {"2019": 198, "2021": 200}[name[7:11]]
    assert found.lines == len(re.findall(r"<(?:p|h1|h2)\b", page))


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_to_be_pasted_differs_in_nothing_though_its_title_is_not_shown(name):
    document, canon, _ = sample(name)
    (kept,) = (SAMPLES / name).parent.glob("*报告.html")
    page = kept.read_text("utf-8")
    assert document.title not in re.sub("<[^>]*>", "", page[page.index("<body") :])
    assert compare(document, read_webpage(page.encode()), canon).differences == ()
    (found,) = compare(document, read_webpage(page.replace('aria-label="', 'aria-label="旧', 1).encode()), canon).differences
    assert (found.what, found.of) == ("missing", "title")


@pytest.mark.parametrize("write", [to_html, to_page])
@pytest.mark.parametrize("name", [COUNTY, "zfxxgk-2019/jinjiang/expected/record.json"])
def test_charts_are_no_difference_but_a_changed_figure_in_their_words_is(name, write):
    document, canon, _ = sample(name)
    record = load_record((SAMPLES / name).read_bytes())
    form = load_form(f"{record['form']}/{record['edition']}")
    page, lines = write(document, charts_of(form, record)), lines_of_charts(form, record)
    assert "<svg" in page
    assert compare(document, read_webpage(page.encode()), canon, lines).differences == ()
    changed = page.replace(lines[1], lines[1].replace("自然人", "自然人1"))
    assert [each.what for each in compare(document, read_webpage(changed.encode()), canon, lines).differences] == ["added"]


LIKE_A_HEADING = "五、政府信息公开工作存在的主要问题及改进情况"
LIKE_A_CHART = "图　本年度办理结果（单位：件）"


@pytest.mark.parametrize(
    "text",
    ["\n".join(["0"] * 40), "\n".join(["一是公开不够。", "二是公开不够。"] * 30), f"{LIKE_A_HEADING}\n问题一。", f"{LIKE_A_CHART}\n问题二。"],
)
def test_lines_that_come_again_or_look_like_others_are_no_difference(text):
    record = load_record((SAMPLES / COUNTY).read_bytes())
    record = {**record, "narrative": {**record["narrative"], "problems": {**record["narrative"]["problems"], "text": text}}}
    form = load_form("zfxxgk/2021")
    document, lines = compose(form, record), lines_of_charts(form, record)
    assert LIKE_A_CHART in lines
    for page in (to_page(document), to_html(document, charts_of(form, record))):
        assert compare(document, read_webpage(page.encode()), canon_of(form), lines).differences == ()
    page = to_page(document).replace(f"<p>{text.splitlines()[-1]}</p>", "<p>四是。</p>", 1)
    assert len(compare(document, read_webpage(page.encode()), canon_of(form), lines).differences) in (1, 2)


@pytest.mark.parametrize("name", RECORDS)
def test_one_changed_figure_is_found_and_nothing_else(name):
    document, canon, page = sample(name)
    draw = random.Random(name)
    figures = list(FIGURE.finditer(page))
    tables = {table: [f for f in figures if f"{table}-" in f[1]] for table in ("part-2-table", "part-3-table", "part-4-table")}
    for few in tables.values():
        for figure in draw.sample(few, 6):
            theirs = draw.choice(["987654", "", "/", "12件", "无", "-1"])
            changed = page[: figure.start(2)] + theirs + page[figure.end(2) :]
            (found,) = compare(document, read_webpage(changed.encode()), canon).differences
            assert (found.what, found.of, found.ours, found.theirs) == ("changed", "figure", figure[2], theirs)
            headers = [re.sub("<[^>]*>", "", re.search(rf'id="{key}"[^>]*>(.*?)</th>', page)[1]) for key in re.findall(r"part-[\w-]+", figure[1])]
            assert set(found.labels) <= set(headers)
            assert set(headers) - set(found.labels) <= {"申请人情况"}, "only a label over all columns is left out"


def test_a_figure_is_named_by_its_labels():
    assert differences(COUNTY, (">386<", ">368<"), ('r1-4 part-3-table-b1r2-4">1<', 'r1-4 part-3-table-b1r2-4">7<')) == (
        Difference("changed", "figure", REQUESTS, ("一、本年新收政府信息公开申请数量", "自然人"), "386", "368"),
        Difference("changed", "figure", REQUESTS, ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "自然人"), "1", "7"),
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("年政府信息公开工作年度报告</h1>", "年年报</h1>")], [("changed", "title", "", "示例县2025年政府信息公开工作年度报告", "示例县2025年年报")]),
        ([("<h1>示例县2025年政府信息公开工作年度报告</h1>", "")], [("missing", "title", "", "示例县2025年政府信息公开工作年度报告", "")]),
        ([("五、存在的主要问题及改进情况</h2>", "五、存在的问题及改进情况</h2>")], [("changed", "heading", "五、存在的主要问题及改进情况", "五、存在的主要问题及改进情况", "五、存在的问题及改进情况")]),
        ([("<p>备注：行政许可含乡镇（街道）受委托办理的36912件。</p>", "")], [("missing", "paragraph", "二、主动公开政府信息情况", "备注：行政许可含乡镇（街道）受委托办理的36912件。", "")]),
        ([('<p><span class="lead">（三）政府', '<p>今年工作取得了突破。</p><p><span class="lead">（三）政府')], [("added", "paragraph", "一、总体情况", "", "今年工作取得了突破。")]),
        ([("<p>改进情况：", "<h3>小结</h3><p>改进情况：")], [("added", "paragraph", "五、存在的主要问题及改进情况", "", "小结")]),
        ([("</main>", "<p>特此报告。</p></main>")], [("added", "paragraph", "六、其他需要报告的事项", "", "特此报告。")]),
        ([("</main>", "<p>附件下载</p><p>特此报告。</p></main>")], []),
        ([("</h1>", "</h1><p>来源：县政府办</p>")], []),
        ([("</main>", "<p>（责任编辑：某某）</p></main>")], []),
        ([("年政府信息公开工作年度报告</h1>", "年<br>政府信息公开<br>工作年度报告</h1>")], []),
        ([("<h1>示例县2025年", "<p>示例县2025年</p><h1>")], []),
        ([("改进情况：上年", "改进情况：</p><p>上年")], []),
        ([("</h1>", "</h1><p>多写的一段话。</p>")], [("added", "paragraph", "", "", "多写的一段话。")]),
    ],
)  # fmt: skip
def test_what_became_of_the_text(changes, expected):
    found = differences(COUNTY, *changes)
    assert [(each.what, each.of, each.where, each.ours, each.theirs) for each in found] == expected


def test_a_paragraph_both_broken_and_changed_is_told_as_such():
    found = differences(COUNTY, ("改进情况：上年", "改进情况：</p><p>前年"))
    assert [(each.what, each.of, each.theirs[:5]) for each in found] == [("added", "paragraph", "改进情况："), ("changed", "paragraph", "前年报告提")]


def test_the_changed_stretch_of_a_paragraph_is_known():
    (found,) = differences(COUNTY, ("上年结转26件。本年办结444件", "上年结转62件。本年共办结444件"))
    assert (found.what, found.of, found.where) == ("changed", "paragraph", "一、总体情况")
    cut = [(found.ours[s.start : s.end], found.theirs[s.their_start : s.their_end]) for s in stretches(found.ours, found.theirs)]
    assert cut == [("26", "62"), ("", "共")]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("收到386件", "收到368件", [("386", "368")]),
        ("面积4166.24亩", "面积4166.42亩", [("4166.24", "4166.42")]),
        ("甲 乙，丙", "甲乙, 丁", [("丙", "丁")]),
        ("甲乙丙", "甲丙", [("乙", "")]),
        ("收到1,234件", "收到１２３４件", []),
        ("甲1乙丙丁戊", "甲2乙3丙丁戊", [("1乙", "2乙3")]),
    ],
)
def test_stretches_keep_numbers_whole(ours, theirs, expected):
    found = stretches(ours, theirs)
    assert [(ours[s.start : s.end], theirs[s.their_start : s.their_end]) for s in found] == expected


def test_a_long_row_of_thousands_does_not_take_long():
    assert len(fold_text("1" + ",234" * 200_000 + "5")) == 800_002


def test_two_long_texts_without_anything_in_common_do_not_take_long():
    ours, theirs = "甲乙丙" * 2000, "丁戊己" * 2000
    assert stretches(ours, theirs) == [(0, 6000, 0, 6000)]


# -- Tables


def table_of(page, part):
    return re.search(rf'<table id="part-{part}-table".*?</table>', page, re.DOTALL)[0]


def row_with(page, label):
    return next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if label in row)


def told(name, old, new):
    return [(each.what, each.of, each.ours or each.theirs) for each in differences(name, (old, new))]


def test_a_row_gone_new_or_renamed():
    _, _, page = sample(COUNTY)
    row = row_with(page, "2.重复申请")
    table = table_of(page, 3)
    shorter = table.replace(row, "").replace('rowspan="22"', 'rowspan="21"').replace('rowspan="5"', 'rowspan="4"')
    assert told(COUNTY, table, shorter) == [("missing", "row", "2.重复申请 | 9 | 0 | 0 | 0 | 0 | 1 | 10")]
    last = row_with(page, "四、结转下年度继续办理")
    new = '<tr><td colspan="3">五、移送</td>' + "<td>8</td>" * 7 + "</tr>"
    assert told(COUNTY, last, last + new) == [("added", "row", "五、移送 | 8 | 8 | 8 | 8 | 8 | 8 | 8")]
    (found,) = differences(COUNTY, ("2.重复申请", "2.多次申请"))
    assert found == Difference("changed", "label", REQUESTS, (), "2.重复申请", "2.多次申请")
    (found,) = differences(COUNTY, (">2.重复申请<", ">六<"))
    assert (found.of, found.ours, found.theirs) == ("label", "2.重复申请", "六"), "a label that is nothing like the old one"


def test_a_column_gone_new_or_renamed():
    _, _, page = sample(COUNTY)
    table = table_of(page, 3)
    head = '<th id="part-3-table-b1c2-3" scope="col">社会公益组织</th>'
    without = re.sub(r'<td class="figure" headers="[^"]*b1c2-3 [^"]*">\d+</td>', "", table.replace(head, ""))
    without = without.replace('colspan="5">法人', 'colspan="4">法人').replace('colspan="7">申请人', 'colspan="6">申请人')
    assert told(COUNTY, table, without) == [("missing", "column", "法人或其他组织 / 社会公益组织")]
    more = re.sub(r'(<td class="figure" headers="[^"]*b1c2-3 [^"]*">\d+</td>)', r"\1<td>4</td>", table.replace(head, head + "<th>外国企业</th>"))
    (found,) = differences(COUNTY, (table, more.replace('colspan="5">法人', 'colspan="6">法人').replace('colspan="7">申请人', 'colspan="8">申请人')))
    assert (found.what, found.of, found.theirs) == ("added", "column", "申请人情况/法人或其他组织/外国企业")
    (found,) = differences(COUNTY, ('part-4-table-b1c2-7" scope="col">其他结果', 'part-4-table-b1c2-7" scope="col">其他情况'))
    assert found == Difference("changed", "label", REVIEW, ("行政诉讼", "未经复议直接起诉"), "其他结果", "其他情况")


def test_a_table_gone_or_new():
    _, _, page = sample(COUNTY)
    assert told(COUNTY, table_of(page, 4), "") == [("missing", "table", REVIEW)]
    new = "<table><tr><td>季度</td><td>1</td><td>2</td></tr><tr><td>件数</td><td>30</td><td>40</td></tr></table>"
    assert told(COUNTY, '<h2 id="part-5">', new + '<h2 id="part-5">') == [("added", "table", "季度 | 1 | 2 | 件数 | 30 | 40")]


def test_a_table_cut_in_two_by_a_page_is_one():
    _, _, page = sample(COUNTY)
    table = table_of(page, 3)
    head = re.search(r"<thead>(.*?)</thead>", table, re.DOTALL)[1]
    row = row_with(page, "四、结转下年度继续办理")
    assert differences(COUNTY, (table, table.replace(row, f"</table><p></p><table>{head}{row}"))) == ()


@pytest.mark.parametrize(
    ("label", "alias"),
    [
        (">总计<", ">合计<"),
        ("只计这一情形，不计其他情形", "只记这一情形，不记其他情形"),
        ("1.信访举报投诉类申请", "1、信访投诉举报类申请"),
        (">规章<", ">规&nbsp;&nbsp;  章<"),
        (">商业企业<", ">商业<br>企业<"),
        ("“三安全一稳定”", '"三安全一稳定"'),
        (">行政复议<", ">行政复议<br>（因政府信息公开被行政复议）<"),
        ("四、政府信息公开行政复议、行政诉讼情况</h2>", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况</h2>"),
        ("五、存在的主要问题及改进情况</h2>", "五、政府信息公开工作存在的主要问题及改进情况</h2>"),
    ],
)
def test_other_wordings_met_in_published_reports_are_no_difference(label, alias):
    assert differences(COUNTY, (label, alias)) == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("4166.241619", "4166.2416190", True),
        ("1234", "1,234", True),
        ("1234", "１２３４", True),
        ("12", " 12 ", True),
        ("-8", "−8", True),
        ("/", "", True),
        ("/", "—", True),
        ("/", "－", True),
        ("/", "不适用", True),
        ("", "/", True),
        ("0", "", False),
        ("0", "/", False),
        ("0", "-", False),
        ("/", "0", False),
        ("12", "-12", False),
        ("12", "12件", False),
        ("12元", "12万元", False),
        ("0.5", "0.05", False),
        ("1234", "12,34", False),
    ],
)
def test_when_two_figures_are_the_same(ours, theirs, same):
    assert same_figure(ours, theirs) is same


@pytest.mark.parametrize("theirs", ["（一）甲 乙：12件", "（一）\u00a0甲\u200b乙:１２件", "(一)甲\u00ad乙：12件"])
def test_what_carries_no_meaning_is_folded(theirs):
    assert fold_text(theirs) == fold_text("（一）甲乙：12件")


@pytest.mark.parametrize("theirs", ["（二）甲乙：12件", "（一）甲乙：21件", "甲乙：12件", "（一）甲、乙：12件"])
def test_numbering_and_points_carry_meaning(theirs):
    assert fold_text(theirs) != fold_text("（一）甲乙：12件")


def test_a_text_is_folded_as_its_letters_are_one_by_one():
    pieces = ["12", ",345", ",", ".", "-", "（", "“", "年", "Ａ", "１２３", "，", " ", "\t", "\u3000", "\u00a0", "\u200b", "\u00ad", "\ufeff", "\r", "\n", "\x85", "\u2028", "\x1c"]
    draw = random.Random(8)
    texts = {"".join(draw.choices(pieces, k=draw.randrange(12))) for _ in range(3000)}
    folded = {text: "".join(letter for letter, _ in letters(text)) for text in texts}
    assert {text: fold_text(text) for text in texts} == folded
    assert sum("\n" not in text and fold_text(text) != text for text in texts) > 1000


# -- Pages by other hands


@pytest.mark.parametrize("page", [WORD, CMS, CMS.replace("<TD>", "<td class=x >")], ids=["word", "cms", "small"])
def test_a_page_by_another_hand_differs_in_nothing(form, page):
    assert of_library(form, page) == ()


@pytest.mark.parametrize(
    ("page", "old", "new", "expected"),
    [
        (WORD, "200<o:p>", "201<o:p>", ("figure", "1200", "1201")),
        (WORD, "MsoNormal>5<", "MsoNormal><o:p>&nbsp;</o:p><", ("figure", "5", "")),
        (WORD, "<td>14</td>", "<td>15</td>", ("figure", "14", "15")),
        (WORD, "See the list", "See the lists", ("paragraph", "See the list.", "See the lists.")),
        (CMS, "<TD>Sun<TD>14", "<TD>Sun<TD>", ("figure", "14", "")),
        (CMS, "<TD>3<TD></TABLE>", "<TD>3<TD>None</TABLE>", ("figure", "", "None")),
        (CMS, "<TD>1200", "<TD>1200<BR>本", ("figure", "1200", "1200\n本")),
        (CMS, "借出1234572册", "借出1234573册", ("paragraph", "借出1234572册。", "借出1234573册。")),
    ],
)
def test_one_change_on_such_a_page_is_one_difference(form, page, old, new, expected):
    assert old in page
    (found,) = of_library(form, page.replace(old, new))
    assert (found.of, found.ours, found.theirs) == expected


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_page_is_compared_all_the_same(seed):
    draw = random.Random(seed)
    document, canon, page = sample(COUNTY)
    kinds = set()
    for _ in range(25):
        for found in compare(document, read_webpage(damaged(page.encode(), draw)), canon).differences:
            kinds.add((found.what, found.of))
            assert found.ours or found.theirs
    assert kinds >= {("changed", "paragraph"), ("changed", "figure")}, "the draw must damage something"


def test_a_blank_where_the_record_has_nothing_is_no_difference(form):
    document = compose(form, filled())
    page = to_page(document).replace(">/<", "><")
    assert compare(document, read_webpage(page.encode()), canon_of(form)).differences == ()
