"""What was read before changes nothing: files that come after others are given the verdicts they have by themselves."""

import random

import pytest

from govxl.findings.finding import Finding, message_of
from govxl.xlsx import content, known_rows, memory, xml
from govxl.xlsx.cells import RawWorkbook
from tests.xlsx.test_reader import MAIN, PLAIN, SHEET, read, worksheet

STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
ROWS = [
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="C1"><v>12</v></c></row>',
    '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="C2" t="n"><f>SUM(A1:C1)</f><v>12</v></c></row>',
    '<row r="3"><c r="A3" t="inlineStr"><is><t>&#30002;&amp;--&gt;</t></is></c><c r="B3" t="b"><v>1</v></c></row>',
    '<row r="4"><c r="A4" t="str"><f aca="false">IF(C1&gt;1,"甲","")</f><v>甲</v></c></row>',
    '<row r="5"/>',
    '<row r="6"><c r="A6"><f t="shared" si="0">1+2</f></c><c r="B6"><f t="shared" si="0"/></c></row>',
    '<row r="7"><c r="A7" t="s"><v xml:space="preserve">1</v></c><c r="B7" s="1"/></row>',
]
TAIL = (
    '<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    '<dataValidations><dataValidation type="whole" prompt="整数" sqref="C1 C2"/></dataValidations>'
    '<hyperlinks><hyperlink ref="A1" location="\'表\'!A1" display="甲"/></hyperlinks>'
)
TEXTS = [
    "<si><t>甲&#10;</t></si>",
    '<si><r><rPr><color rgb="FFFF0000"/></rPr><t>乙</t></r><r><t xml:space="preserve"> b</t></r></si>',
    "<si><t></t></si>",
]
UNLOCKED = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf><protection locked="0"/></xf></cellXfs></styleSheet>'


def strings(*texts):
    return {STRINGS: f'<?xml version="1.0"?><sst xmlns="{MAIN}">{"".join(texts)}</sst>'}


KNOWN = {SHEET: worksheet("".join(ROWS), TAIL), STYLES: UNLOCKED} | strings(*TEXTS)


def forget():
    for each in (
        memory._PARTS,
        known_rows.ROWS,
        content.FORMULAS,
        content.INLINE,
        content._RICH,
        content._KNOWN,
        xml._TEXTS,
    ):
        each.clear()
    known_rows._met.clear()


def told(changes):
    """Give all that is said of a file."""
    book = read(changes)
    if isinstance(book, Finding):
        return message_of(book)
    assert isinstance(book, RawWorkbook)
    return [(repr(each), list(each.cells.items()), sorted(each.open)) for each in book.sheets], book.formats, book.names


def compare(changes):
    """Read a file by itself, and again where all is known that files like it have taught."""
    forget()
    alone = told(changes)
    forget()
    for _ in range(3):
        assert isinstance(read(KNOWN), RawWorkbook)
    assert known_rows.ROWS
    assert content._KNOWN
    assert told(changes) == alone
    assert told(changes) == alone
    return alone


def spelt(*rows):
    return {SHEET: worksheet("".join(rows), TAIL), STYLES: UNLOCKED}


@pytest.mark.parametrize(
    "changes",
    [
        KNOWN,
        spelt(*ROWS[:3], *ROWS[1:]),
        spelt(*reversed(ROWS)),
        spelt(ROWS[0], ROWS[0]),
        spelt(*ROWS[:2], "\n", *ROWS[2:], " "),
        spelt(*ROWS[:2], '<row r="2"><c r="A2"><v>1</v></c></row>', ROWS[2]),
        spelt(ROWS[0], "<!--", ROWS[1], "-->", ROWS[2]),
        spelt(ROWS[0], "<![CDATA[", ROWS[1], "]]>", ROWS[2]),
        spelt(ROWS[0], '<row r="2">', ROWS[2], "</row>"),
        spelt(ROWS[0], "</sheetData><sheetData>", ROWS[2]),
        spelt(ROWS[0], "<row>", ROWS[1][len('<row r="2" hidden="1">') :], *ROWS[2:4]),
        spelt(ROWS[0], '<row r="2"/></row>', ROWS[2]),
        spelt(*ROWS[:2], ROWS[2].replace("</is>", "<r></row></is>"), ROWS[3]),
        spelt(*ROWS[:5], ROWS[5].replace("1+2", "cmd|'/c calc'!A0")),
        spelt(*ROWS[:5], '<row r="6"><c r="A6"><f t="shared" si="0"/></c></row>'),
        spelt(*ROWS[:3], ROWS[3].replace("甲", "\x01")),
        spelt(*ROWS) | {STYLES: PLAIN[STYLES]},
        spelt(*ROWS) | {STRINGS: f'<sst xmlns="{MAIN}"><si><t>乙</t></si><si><t>丙</t></si></sst>'},
        spelt(*ROWS) | {STRINGS: f'<sst xmlns="{MAIN}"><si><t>乙</t></si></sst>'},
        strings(*TEXTS[::-1]),
        strings(*TEXTS, "<si><t>丁</t></si>"),
        strings(*TEXTS, "<si/>"),
        strings(TEXTS[0], "<!--", TEXTS[1], "-->", TEXTS[2]),
        strings(TEXTS[0], "</sst><sst>", TEXTS[1], TEXTS[2]),
        strings(TEXTS[0], "<si>", TEXTS[1], "</si>"),
        strings(TEXTS[0], TEXTS[1].replace("</si>", ""), TEXTS[2]),
        strings(*TEXTS, "<si>" + "<a>" * 62 + "</a>" * 62 + "</si>"),
        strings(*TEXTS, "<si><t>" + "长" * 32_768 + "</t></si>"),
        strings(*TEXTS, "<extLst/>"),
        strings(*TEXTS)
        | {STYLES: UNLOCKED.replace("<cellXfs>", '<fonts><font><color rgb="FFFF0000"/></font></fonts><cellXfs>')},
        strings(*TEXTS)
        | {STYLES: UNLOCKED.replace("<cellXfs>", '<fills><fill><x:fgColor rgb="FFFF0000"/></fill></fills><cellXfs>')},
        {STRINGS: "<a>" * 62 + f"<sst>{''.join(TEXTS)}</sst>" + "</a>" * 62},
        {STRINGS: strings(*TEXTS)[STRINGS].replace("</sst>", "")},
        {STRINGS: strings(*TEXTS)[STRINGS].encode("utf-16")},
        {SHEET: worksheet("".join(ROWS), TAIL.replace("</hyperlinks>", ""))},
        {SHEET: worksheet("".join(ROWS), TAIL + "<!-- -->")},
        {SHEET: worksheet("".join(ROWS), TAIL.replace("甲", "乙"))},
        {SHEET: KNOWN[SHEET].replace("<sheetData>", "<sheetData><!-- --></sheetData><sheetData>")},
        {SHEET: KNOWN[SHEET].replace("<sheetData>", "<!-- <sheetData>").replace("</sheetData>", "</sheetData> -->")},
        {SHEET: KNOWN[SHEET].replace("</worksheet>", "")},
        {SHEET: KNOWN[SHEET].encode().replace(b"</row>", b"</row>\r", 1)},
        {SHEET: KNOWN[SHEET].encode("utf-16")},
    ],
)
def test_a_file_has_the_verdict_it_has_by_itself(changes):
    compare(changes)


def test_broken_files_have_the_verdicts_they_have_by_themselves():
    draw = random.Random(16)
    pieces = ["<row>", "</row>", "<!--", "-->", "<", ">", "&", "<c/>", "</c>", "<v>", "</v>", *ROWS]
    verdicts = set()
    for _ in range(150):
        text = KNOWN[SHEET]
        for _ in range(draw.randint(1, 3)):
            at, over = draw.randrange(len(text)), draw.choice((0, 0, 1, 20))
            text = text[:at] + draw.choice(pieces) + text[at + over :]
        verdicts.add(str(compare(KNOWN | {SHEET: text})))
    assert len(verdicts) > 20


def test_broken_tables_of_strings_have_the_verdicts_they_have_by_themselves():
    draw = random.Random(17)
    pieces = ["<si>", "</si>", "<!--", "-->", "<", ">", "&", "<t>", "</t>", "</sst>", *TEXTS]
    verdicts = set()
    for _ in range(100):
        text = KNOWN[STRINGS]
        for _ in range(draw.randint(1, 3)):
            at, over = draw.randrange(len(text)), draw.choice((0, 0, 1, 20))
            text = text[:at] + draw.choice(pieces) + text[at + over :]
        verdicts.add(str(compare(KNOWN | {STRINGS: text})))
    assert len(verdicts) > 10


def test_what_is_known_is_bounded():
    forget()
    for n in range(3_000):
        memory._PARTS.keep((n,), 1 << 16, None)
        known_rows.ROWS.keep(n, 1 << 12, None)
    for each in (memory._PARTS, known_rows.ROWS):
        assert 0 < each.held <= each.most
    memory._PARTS.keep("long", memory.LONGEST_PART + 1, None)
    assert "long" not in memory._PARTS
    before = [known_rows.is_met(b"%d" % n) for n in range(60_000)]
    assert not any(before)
    assert len(known_rows._met) <= known_rows._MOST_MET
    forget()


def test_rows_are_known_once_they_come_again():
    forget()
    seen = []
    for _ in range(4):
        read(KNOWN)
        seen.append({row.number for row in known_rows.ROWS.values()})
    # A row without an end tag is none by itself, nor is the one behind it, whose formula others share; a string that is
    # not plainly pointed to is looked up every time.
    assert seen == [set(), {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}]
    forget()
