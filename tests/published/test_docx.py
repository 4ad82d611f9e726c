"""Word files read as paragraphs and tables as a reader sees them; what is none, or is beyond a limit, is refused in a word."""

import random
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.published.compare import compare
from govxl.published.docx import is_worddoc, read_worddoc
from govxl.published.docx_styles import list_number
from govxl.published.fold import canon_of
from govxl.published.model import GridCell, PublishedTable, UnreadableError
from govxl.report.document import compose
from govxl.report.word.report import to_docx
from govxl.xlsx.packing import pack
from tests.report.docx_reader import opened, saved
from tests.report.made_up import filled

SAMPLES = Path(__file__).parents[2] / "samples"
RECORDS = sorted(str(path.relative_to(SAMPLES)) for path in SAMPLES.glob("zfxxgk-*/**/record.json"))
COUNTY = "zfxxgk-2021/county/expected/record.json"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(nth, kind, target):
    return f'<Relationship Id="r{nth}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def package(body, numbering="", styles="", main="word/document.xml"):
    """Make a file of a body, its lists and styles."""
    file = main.rpartition("/")[2]
    return pack(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": RELATIONS.format(relation(1, "officeDocument", main)).encode(),
            main: body if isinstance(body, bytes) else f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(),
            f"word/_rels/{file}.rels": RELATIONS.format(relation(1, "numbering", "n.xml") + relation(2, "styles", "s.xml")).encode(),
            "word/n.xml": f"<w:numbering {NAMES}>{numbering}</w:numbering>".encode(),
            "word/s.xml": f"<w:styles {NAMES}>{styles}</w:styles>".encode(),
        }
    )


def p(text, about=""):
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text, about=""):
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{p(text)}</w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(data):
    """Give the paragraphs, and of every table the texts of its rows."""
    blocks = read_worddoc(data).blocks
    return [[[box.text for box in row] for row in each.rows] if isinstance(each, PublishedTable) else each for each in blocks]


# -- Texts


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("甲") + p("乙"), ["甲", "乙"]),
        ("<w:p><w:r><w:t>收到</w:t></w:r><w:r><w:t>12</w:t></w:r><w:hyperlink><w:r><w:t>件</w:t></w:r></w:hyperlink></w:p>", ["收到12件"]),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", ["甲", "乙"]),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>", ["a b-c"]),
        (p("") + p("　　甲\u200b乙　") + "<w:p/>", ["甲乙"]),
        ("<w:p><w:del><w:r><w:delText>甲</w:delText></w:r><w:r><w:t>乙</w:t></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r></w:ins></w:p>", ["丙"]),
        ("<w:p><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo></w:p>", ["乙"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>乙</w:t></w:r></w:p>", ["乙"]),
        ("<w:p><w:r><w:instrText> PAGE </w:instrText></w:r><w:fldSimple w:instr='DATE'><w:r><w:t>5</w:t></w:r></w:fldSimple></w:p>", ["5"]),
        (p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙") + p("丙"), ["甲乙", "丙"]),
        (p("甲", "<w:rPr><w:del/></w:rPr>"), ["甲"]),
        ("<w:sdt><w:sdtContent>" + p("甲") + "</w:sdtContent></w:sdt>", ["甲"]),
        ("<w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent>" + p("框") + "</w:txbxContent></w:Choice><w:Fallback><w:pict>"
         "<w:txbxContent>" + p("框") + "</w:txbxContent></w:pict></w:Fallback></w:AlternateContent><w:t>外</w:t></w:r></w:p>", ["框", "外"]),
        ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>zhong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>中</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>", ["中"]),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>甲&lt;&amp;</w:t></w:r></w:p>", ["甲<&"]),
    ],
)  # fmt: skip
def test_a_text_is_read_as_a_reader_sees_it(body, expected):
    assert texts(package(body)) == expected
    assert texts(package(body, main="word/document2.xml")) == expected


def numbered(level=0, number=1):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


LISTS = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


def test_lists_have_the_numbers_word_shows():
    styles = f'<w:style w:styleId="part"><w:basedOn w:val="top"/></w:style><w:style w:styleId="top"><w:pPr>{numbered()}</w:pPr></w:style>'
    body = (
        p("甲", numbered()) + p("乙", numbered(1)) + p("丙", numbered(1)) + p("丁", '<w:pStyle w:val="part"/>')
        + p("戊", numbered(1)) + p("己", numbered(0, 2)) + p("庚", numbered(0, 9)) + p("辛", '<w:pStyle w:val="part"/>' + numbered(0, 0))
    )  # fmt: skip
    assert texts(package(body, LISTS, styles)) == ["一、甲", "一.3乙", "一.4丙", "二、丁", "二.3戊", "己", "庚", "辛"]


def test_a_list_may_begin_anew():
    again = '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    body = p("甲", numbered()) + p("乙", numbered()) + p("丙", numbered(0, 3)) + p("丁", numbered(0, 3))
    assert texts(package(body, LISTS + again)) == ["一、甲", "二、乙", "一、丙", "二、丁"]
    assert texts(package(body, LISTS + again.replace('"0"', '"99"').replace('"1"', '"x"')))[:2] == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [(1, "chineseCounting", "一"), (10, "chineseCountingThousand", "十"), (12, "chineseCounting", "十二"), (20, "japaneseCounting", "二十"),
     (35, "chineseCounting", "三十五"), (20, "ideographDigital", "二〇"), (3, "decimalEnclosedCircle", "③"), (2, "ideographTraditional", "乙"),
     (3, "lowerLetter", "c"), (27, "lowerLetter", "27"), (4, "decimalZero", "04"), (5, "no such kind", "5"), (0, "chineseCounting", "0"), (100, "chineseCounting", "100")],
)  # fmt: skip
def test_numbers_are_written_as_lists_write_them(number, kind, shown):
    assert list_number(number, kind) == shown


def test_what_a_style_hides_is_not_read():
    styles = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("甲", '<w:pStyle w:val="h"/>') + "<w:p><w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>"
    assert texts(package(body, styles=styles)) == ["丙"]


# -- Tables

TWO = '<w:gridSpan w:val="2"/>'


def test_merged_cells_are_laid_out():
    data = package(
        table(
            tc("a", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + tc("b"),
            tc("", '<w:gridSpan w:val="2"/><w:vMerge/>') + tc("c"),
            tc("d") + tc("e") + tc("f"),
        )
    )
    across, down, both = {"across": True}, {"down": True}, {"across": True, "down": True}
    (found,) = read_worddoc(data).blocks
    assert found.rows == (
        (GridCell("a"), GridCell("a", **across), GridCell("b")),
        (GridCell("a", **down), GridCell("a", **both), GridCell("c")),
        (GridCell("d"), GridCell("e"), GridCell("f")),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(tc("1") + tc("2"), tc("3") + tc("4")) + p("后"), [[["1", "2"], ["3", "4"]], "后"]),
        (table(tc("1") + tc("2"), "<w:trPr><w:del/></w:trPr>" + tc("3") + tc("4")), [[["1", "2"]]]),
        (table(tc("1") + tc("2"), "<w:trPr><w:hidden/></w:trPr>" + tc("3") + tc("4")), [[["1", "2"]]]),
        (table(tc("1") + tc("2"), "<w:trPr><w:ins/></w:trPr>" + tc("3") + tc("4")), [[["1", "2"], ["3", "4"]]]),
        (table(tc("1") + tc("2"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("3")), [[["1", "2"], ["", "3"]]]),
        (table(tc("1") + tc("x", "<w:cellDel/>") + tc("2")), [[["1", "2"]]]),
        (table(tc("甲"), tc("乙")), ["甲", "乙"]),
        (table(tc("甲") + "<w:tc>" + table(tc("1") + tc("2")) + p("乙") + "</w:tc>"), ["甲", [["1", "2"]], "乙"]),
        (table(tc("1") + f"<w:tc>{p('2')}{p('3')}</w:tc>"), [[["1", "2\n3"]]]),
        (table(tc("1") + "<w:tc>" + table(tc("2")) + p("3") + "</w:tc>"), [[["1", "2\n3"]]]),
        (table(tc("1", '<w:vMerge/>') + tc("2")), [[["1", "2"]]]),
        ('<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="2"/><w:gridCol w:w="900"/></w:tblGrid><w:tr>' + tc("1", TWO)
         + tc("2") + "</w:tr><w:tr>" + tc("3") + tc("4", TWO) + "</w:tr></w:tbl>", [[["1", "2"], ["3", "4"]]]),
        ('<w:tbl><w:tblGrid><w:gridCol w:w="9"/><w:gridCol w:w="9"/></w:tblGrid><w:tr>' + tc("1") + tc("2") + "</w:tr></w:tbl>",
         [[["1", "2"]]]),
        (table() + p("甲"), ["甲"]),
        ("<w:tbl><w:sdt><w:sdtContent><w:tr>" + tc("1") + tc("2") + "</w:tr></w:sdtContent></w:sdt></w:tbl>", [[["1", "2"]]]),
    ],
)  # fmt: skip
def test_a_table_is_read_as_a_reader_sees_it(body, expected):
    assert texts(package(body)) == expected


# -- Against the record


@cache
def sample(name):
    record = load_record((SAMPLES / name).read_bytes())
    form = load_form(f"{record['form']}/{record['edition']}")
    document = compose(form, record)
    return document, canon_of(form), to_docx(document)


def differences(name, data):
    document, canon, _ = sample(name)
    return compare(document, read_worddoc(data), canon).differences


@pytest.mark.parametrize("name", RECORDS)
def test_a_report_as_it_was_made_differs_in_nothing(name):
    document, canon, data = sample(name)
    found = compare(document, read_worddoc(data), canon)
    assert found.differences == ()
    assert found.figures == {"2019": 198, "2021": 200}[name[7:11]]
    assert found.differences == compare(document, read_worddoc(saved(opened(data))), canon).differences


def test_a_made_up_form_differs_in_nothing(form):
    document = compose(form, filled())
    assert compare(document, read_worddoc(to_docx(document)), canon_of(form)).differences == ()


@pytest.mark.parametrize("name", RECORDS)
def test_one_changed_figure_is_found_and_nothing_else(name):
    draw = random.Random(name)
    for nth, first, column in ((0, 2, 1), (1, 3, 3), (2, 3, 0)):
        word = opened(sample(name)[2])
        rows = word.tables[nth].rows
        row = draw.choice([row for row in rows if len(row.cells) > column and row.cells[-1].text.isdecimal()][0 if nth else first - 2 :])
        cell = draw.choice([cell for cell in row.cells[column:] if cell.text.isdecimal()])
        ours = cell.text
        cell.paragraphs[0].runs[0].text = "987654"
        (found,) = differences(name, saved(word))
        assert (found.what, found.of, found.ours, found.theirs) == ("changed", "figure", ours, "987654")


def test_edits_in_word_are_named_one_by_one():
    word = opened(sample(COUNTY)[2])
    paragraph = next(each for each in word.paragraphs if "上年结转26件" in each.text)
    paragraph.runs[0].text = paragraph.text.replace("上年结转26件", "上年结转62件")
    word.paragraphs[-2].insert_paragraph_before("领导加了一句话。")
    table = word.tables[1]
    (row,) = (row for row in table.rows if row.cells[2].text == "2.重复申请")
    row._tr.getparent().remove(row._tr)
    found = differences(COUNTY, saved(word))
    assert [(each.what, each.of) for each in found] == [("changed", "paragraph"), ("missing", "row"), ("added", "paragraph")]
    assert "62" in found[0].theirs
    assert "2.重复申请" in "".join(found[1].labels) + found[1].ours
    assert found[2].theirs == "领导加了一句话。"


# -- What cannot be read

DEEP = f"<w:document {NAMES}>".encode() + b"<w:p>" * 100 + b"</w:p>" * 100 + b"</w:document>"
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + f"<w:document {NAMES}><w:t>&a;</w:t></w:document>".encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package(DEEP), "too-large"),
        (package(ENTITY), "damaged"),
        (package(b"<w:document"), "damaged"),
        (package(p("x" * 1_000_001)), "too-large"),
        (package("<w:p/>" * 400_001), "too-large"),
        (package(p(" " * 8_000_000)), "too-large"),
        (package(table(*[tc("x", '<w:gridSpan w:val="256"/>') + tc("y")] * 400)), "too-large"),
        (package(p("x"))[:-30], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (pack({"a.txt": b"a"}), "not-word"),
        (pack({"bomb.xml": bytes(40 << 20)}), "too-large"),
        (next(SAMPLES.rglob("filled.xlsx")).read_bytes(), "not-word"),
        (package(p("x"), main="xl/workbook.xml"), "not-word"),
        (b"PK\x03\x04" + bytes(20_000_000), "too-large"),
    ],
    ids=range(14),
)
def test_what_is_no_report_is_refused_at_once(data, reason):
    begin = time.perf_counter()
    with pytest.raises(UnreadableError) as refused:
        read_worddoc(data)
    assert refused.value.reason == reason
    assert time.perf_counter() - begin < 3
    assert is_worddoc(data)


def test_a_file_that_points_outside_is_refused_and_nothing_is_fetched():
    data = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}
    for target in ("../../etc/passwd", "http://example.org/x"):
        parts = data | {"_rels/.rels": RELATIONS.format(relation(1, "officeDocument", target)).encode()}
        with pytest.raises(UnreadableError):
            read_worddoc(pack(parts))


def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_reader():
    draw = random.Random(9704)
    whole = sample(COUNTY)[2]
    parts = opened(whole).part.blob
    for _ in range(150):
        broken = bytearray(parts)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(len(broken))
            broken[at : at + draw.randrange(9)] = draw.choice([b"", b"<w:tbl>", b"</w:tc>", b"<w:del/>", b'w:val="-9"', b"\xff"])
        with suppress(UnreadableError):
            read_worddoc(package(bytes(broken)))


# -- Found quickly, or told by the parser


BODIES = [
    *(f"<w:p><w:pPr><w:pStyle w:val={quoted}/></w:pPr><w:r><w:rPr><w:vanish w:val = 'a&amp;b'/></w:rPr><w:t>1</w:t></w:r></w:p>" for quoted in ("'x'", '"a\tb"')),
    p("a &lt;b&gt; &#x4e2d;&amp;#65; ]]&gt; ' &quot;"),
    '<w:p><w:r><w:sym\nw:char="4E2D"   w:font=\'x y="z"\'/></w:r></w:p>',
    '<w:p><x:y:r/><w:r ><w:t xml:space="preserve"> a\n b </w:t ></w:r></w:p><!-- <w:t>5</w:t> -->',
    "<?x <w:t>5</w:t> ?><w:p><w:r><w:t>6</w:t></w:r></w:p>",
    f"<w:del>{p('x')}<w:p/></w:del>{p('y')}",
    table(tc("1") + tc("2"), tc("1") + tc(table(tc("1") + tc("2"))), tc("1") + tc("2")),
    f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{table(tc('1') + tc('1'))}",
]


@pytest.mark.parametrize("body", [*BODIES, *RECORDS])
def test_tags_that_are_found_say_what_the_parser_tells(body, monkeypatch):
    data = sample(body)[2] if body in RECORDS else package(body)
    found = [read_worddoc(data), read_worddoc(data, trusted=True), read_worddoc(data, trusted=True)]
    monkeypatch.setattr("govxl.published.docx_body.is_bounded", lambda _: False)
    told = read_worddoc(data)
    assert all(each.blocks == told.blocks and each.odds == told.odds for each in found)


def test_misplaced_elements_are_no_trouble():
    names = ("tc", "tr", "tbl", "p", "r", "t", "numId", "gridSpan", "vMerge", "vanish", "del", "trPr", "tcPr", "pPr", "rPr", "br")
    draw = random.Random(704)
    for _ in range(300):
        inside = ""
        for _ in range(draw.randrange(1, 14)):
            name = draw.choice(names)
            inside = draw.choice([f"<w:{name}>{inside}</w:{name}>", f'{inside}<w:{name} w:val="x"/>', f'<w:{name} w:val="2"/>{inside}'])
        read_worddoc(package(inside))
