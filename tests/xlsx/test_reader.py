"""Raw cells: the table of things met in files, each with what is right, and a second opinion from openpyxl."""

import random
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.formula.translate import Translator

from govxl.findings.finding import Finding, message_of
from govxl.xlsx import content as contents
from govxl.xlsx import parts, reader
from govxl.xlsx import sheet as sheets
from govxl.xlsx import xml as canonical
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.format_codes import shows_dates
from govxl.xlsx.reader import read_workbook
from govxl.xlsx.shared_formulas import shift

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "xl/worksheets/sheet1.xml"


def relationships(*links):
    rows = "".join(f'<Relationship Id="r{n}" Type="{LINK}/{kind}" Target="{to}"{more}/>' for n, kind, to, more in links)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def worksheet(rows, after="", before=""):
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


PLAIN = {
    "[Content_Types].xml": '<Types><Default Extension="rels" ContentType="x"/><Default Extension="xml" ContentType="x"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}"/></Types>',
    "_rels/.rels": relationships((1, "officeDocument", "xl/workbook.xml", "")),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relationships(
        (1, "worksheet", "worksheets/sheet1.xml", ""),
        (2, "sharedStrings", "sharedStrings.xml", ""),
        (3, "styles", "styles.xml", ""),
    ),
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" uniqueCount="9999999999"><si><t>甲</t></si><si><t xml:space="preserve"> b </t></si></sst>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/></cellXfs></styleSheet>',
    SHEET: worksheet('<row r="1"><c r="A1"><v>12</v></c></row>'),
}


def package(changes=None, drop=()):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (PLAIN | (changes or {})).items():
            if name not in drop:
                archive.writestr(name, content)
    return stream.getvalue()


def read(changes=None, drop=()):
    return read_workbook(package(changes, drop))


def sheet_of(rows, **more):
    book = read({SHEET: worksheet(rows, **more)})
    assert isinstance(book, RawWorkbook), message_of(book)
    return book.sheets[0]


def cell_of(cell):
    """Read one cell A1 of a sheet."""
    return sheet_of(f'<row r="1">{cell}</row>').cells.get((1, 1))


def refused(found, name, *says):
    assert isinstance(found, Finding), "must be refused"
    message = message_of(found)
    assert found.name == name, message
    assert all(word in message for word in says), message


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ('<c r="A1"><v>12</v></c>', "number", "12"),
        ('<c r="A1" t="n"><v> 26.550000000000001\n</v></c>', "number", "26.550000000000001"),
        ('<c r="A1"><v>1<!-- a -->2</v></c>', "number", "12"),
        ('<c r="A1"><v>1<![CDATA[2]]></v></c>', "number", "12"),
        ('<c r="A1"><v><?a b?>1&#50;</v></c>', "number", "12"),
        ('<c r="A1"><v>&#49;2</v></c>', "number", "12"),
        ('<c r="A1"><v>NaN</v></c>', "number", "NaN"),
        ('<c r="A1"><v>1e999</v></c>', "number", "1e999"),
        ('<c r="A1"><v>１２</v></c>', "number", "１２"),
        ('<c r="A1"><v>' + "9" * 5000 + "</v></c>", "number", "9" * 5000),
        ("<c r='A1' s='0'><v>12</v></c>", "number", "12"),
        ('<c t="s" s="0" r="A1"><v>0</v></c>', "text", "甲"),
        ('<c r="A1" t="s"><v>1</v></c>', "text", " b "),
        ('<c r="A1" t="s"><v> &#49; </v></c>', "text", " b "),
        ('<c r="A1" t="inlineStr"><is><t>a&lt;b</t></is></c>', "text", "a<b"),
        ('<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>重</t></r><r><t xml:space="preserve"> 庆 </t></r></is></c>', "text", "重 庆 "),
        ('<c r="A1" t="inlineStr"><is><t>北京</t><rPh sb="0" eb="2"><t>ペキン</t></rPh></is></c>', "text", "北京"),
        ('<c r="A1" t="inlineStr"><is><t>_x005F_x000D_ _x000A_ x005F_ _xD83D__xDE00_ _xD800_</t></is></c>',
         "text", "_x000D_ \n x005F_ \U0001f600 \ufffd"),
        ('<c r="A1" t="inlineStr"><is><t>a\r\nb&#13;</t></is></c>', "text", "a\nb\r"),
        ('<c r="A1" t="str"><v>a\r\nb\rc</v></c>', "text", "a\nb\nc"),
        ('<c r="A1" t="inlineStr"><is><t/></is></c>', "text", ""),
        ('<c r="A1" t="str"><v>&amp;lt;&#38;lt;&#38;amp;&quot;</v></c>', "text", '&lt;&lt;&amp;"'),
        ('<c r="A1" t="str"><v>&amp;lt;&amp;amp;&apos;</v></c>', "text", "&lt;&amp;'"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "error", "#REF!"),
        ('<c r="A1" t="b"><v>true</v></c>', "boolean", "1"),
        ('<c r="A1" t="b"><v>0</v></c>', "boolean", "0"),
        ('<c r="A1" t="d"><v>2025-01-31</v></c>', "date", "2025-01-31"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_written(cell, kind, text):
    assert cell_of(cell) == (kind, text, None, 0)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="str"><f>IF(B1&lt;&gt;"",&quot;x&quot;,"")</f><v></v></c>', ("text", "", 'IF(B1<>"","x","")', 0)),
        ('<c r="A1" s="7"><f aca="false">SUM(B1)</f><v>3</v></c>', ("number", "3", "SUM(B1)", 7)),
        ('<c r="A1"><f>B1</f><v/></c>', ("number", "", "B1", 0)),
        ('<c r="A1"><f/></c>', ("number", "", "", 0)),
        ('<c r="A1"/>', None),
        ('<c r="A1" s="3"></c>', None),
        ('<c r="A1"><v></v></c>', None),
        ('<c r="A1"><v> </v></c>', None),
        ('<c r="A1" t="s"/>', None),
    ],
)
def test_formulas_keep_their_text_and_blanks_are_left_out(cell, expected):
    assert cell_of(cell) == expected


@pytest.mark.parametrize(
    ("rows", "name", "place"),
    [
        ('<row r="6"><c r="D6"><v>1</v><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6"><v>1</v></c><c r="D6"><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6"><v>1</v></c><c r="D6"/></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="E6"/><c r="D6"><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6"/></row><row r="6"><c r="E6"/></row>', "damaged-file", "第 6 行"),
        ('<row r="7"/><row r="6"/>', "damaged-file", "第 6 行"),
        ('<row r="6"><c r="D7"><v>1</v></c></row>', "damaged-file", "D7 与所在的第 6 行"),
        ('<row r="6">\n<c r="C6"/>\n<c r="D7"><v>1</v></c>\n</row>', "damaged-file", "D7 与所在的第 6 行"),
        ('<row r="6"><c r="C6"/></row><c r="D6"><v>1</v></c>', "damaged-file", "「表」"),
        ('<row r="6"/><c r="D6"><v>1</v></c>', "damaged-file", "「表」"),
        ('<row r="6"><row r="7"><c r="D7"/></row></row>', "damaged-file", "「表」"),
        ('<row r="6"><c r="D06"><v>1</v></c></row>', "damaged-file", "D06"),
        ('<row r="0"/>', "damaged-file", "第 0 行"),
        ('<row r="1048577"/>', "damaged-file", "1048577"),
        ('<row><c r="A1048577"/></row>', "damaged-file", "A1048577"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "damaged-file", "XFE1"),
        ('<row r="1"><c r="AAAAAAAAAA1"><v>1</v></c></row>', "damaged-file", "「表」"),
        ('<row r="6"><c r="D6" t="s"><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="s"><v>-1</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="s"><v>99999999999999999999</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="s"><v>１</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="zzz"><v>1</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="b"><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="inlineStr"><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6"><v>2</v><is><t>3</t></is></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6"><f t="shared" si="0"/><v>2</v></c></row>', "damaged-file", "D6"),
        ('<row r="6"><c r="D6" t="str"><v>' + "长" * 32768 + "</v></c></row>", "beyond-limits", "D6"),
        ('<row r="6"><c r="D6"><v>' + "9" * 32768 + "</v></c></row>", "beyond-limits", "D6"),
        ('<row r="6"><v>1</v></row>', "damaged-file", "第 6 行"),
        ('<c r="A1"><v>1</v></c>', "damaged-file", "「表」"),
        ("<row>" + "<c/>" * 150000 + "</row>", "damaged-file", "第 1 行 超过 16384 列"),
    ],
)
def test_what_two_programs_could_read_differently_is_refused_with_its_place(rows, name, place):
    refused(read({SHEET: worksheet(rows)}), name, SHEET, place)
    refused(read({SHEET: worksheet(rows, before="<!-- the other way in -->")}), name, SHEET, place)


def test_cells_without_addresses_are_placed_by_count():
    rows = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="C5"><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>'
    assert {place: cell.text for place, cell in sheet_of(rows).cells.items()} == {
        (1, 1): "1", (1, 3): "3", (5, 3): "4", (5, 4): "5", (6, 1): "6",
    }  # fmt: skip


def test_rows_without_numbers_take_them_from_their_cells():
    assert set(sheet_of('<row><c r="B3"><v>1</v></c></row><row><c r="A9"><v>1</v></c></row>').cells) == {(3, 2), (9, 1)}


def test_dimension_is_ignored_and_the_last_cell_of_a_sheet_is_read_sparsely():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = sheet_of(rows, before='<dimension ref="A1:garbage"/>')
    assert set(sheet.cells) == {(1, 1), (1048576, 16384)}


def test_merges_and_the_lock_are_read():
    after = '<sheetProtection sheet="1" objects="1"/><mergeCells count="7"><mergeCell ref="A1:B2"/><mergeCell ref="C1:C9"/></mergeCells>'
    sheet = sheet_of("", after=after)
    assert (sheet.merges, sheet.protected) == (("A1:B2", "C1:C9"), True)
    assert not sheet_of("", after='<sheetProtection sheet="0"/>').protected


def test_shared_formulas_are_moved_to_their_cells():
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:C2" si="0">SUM(A1:$A$9)&amp;"A1"</f><v>1</v></c>'
        '<c r="C1"><f t="shared" si="0"/><v>1</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"></f></c></row>'
    )
    formulas = {place: cell.formula for place, cell in sheet_of(rows).cells.items()}
    assert formulas == {(1, 2): 'SUM(A1:$A$9)&"A1"', (1, 3): 'SUM(B1:$A$9)&"A1"', (2, 2): 'SUM(A2:$A$9)&"A1"'}


@pytest.mark.parametrize(
    "formula",
    ["A1+$B2-C$3*$D$4", "SUM(A:A,$B:C,3:4,$5:6)", "'A1 表'!B2&\"C3 \"\"D4\"", "LOG10(A1)+F_A1+A1.B2", "Sheet1!A1:B2", "IF(A1>=1E5,\"\",B2)"],
)
def test_moving_a_formula_agrees_with_openpyxl(formula):
    expected = Translator("=" + formula, "E5").translate_formula("H12")
    assert "=" + shift(formula, 7, 3) == expected


def test_a_reference_moved_off_the_sheet_is_an_error():
    assert shift("A1+$A$1", 0, -1) == "#REF!+$A$1"
    assert shift("A1048576", 1, 0) == "#REF!"


def test_namespaces_prefixes_and_encodings_do_not_matter():
    prefixed = f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    mixed = f'<worksheet xmlns="{STRICT}" xmlns:x="{STRICT}"><sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></sheetData></worksheet>'
    plain = PLAIN[SHEET].replace("<v>12", "<v>0").replace('r="A1"', 'r="A1" t="s"').replace(MAIN, STRICT)
    book = f'<w:workbook xmlns:w="{STRICT}" xmlns:r="{LINK}"><w:sheets><w:sheet name="表" r:id="r1"/></w:sheets></w:workbook>'
    spelt = [prefixed, mixed, plain, "\ufeff" + plain, plain.encode("utf-16"), plain.encode("utf-16-be"), plain.encode("utf-16-le")]
    spelt.append(('<?xml version="1.0" encoding="UTF-16"?>\r\n' + plain).encode("utf-16"))
    for sheet in spelt:
        found = read({SHEET: sheet, "xl/workbook.xml": book})
        assert isinstance(found, RawWorkbook), message_of(found)
        assert found.sheets[0].cells == {(1, 1): ("text", "甲", None, 0)}


def test_strict_relation_types_are_followed():
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    changes = {name: text.replace(LINK, strict) for name, text in PLAIN.items()}
    assert read(changes).sheets[0].cells == {(1, 1): ("number", "12", None, 0)}


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels", "[Content_Types].xml", "xl/theme/other.xml"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_every_part_and_encoding(part, codec):
    text = '<!DOCTYPE a [<!ATTLIST c t CDATA "b">]>' + PLAIN.get(part, "<a/>")
    refused(read({part: text.encode(codec)}), "unsafe-content", part, "DOCTYPE")


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "docProps/x.xml", "xl/x.rels"])
def test_ill_formed_parts_are_refused(part):
    refused(read({part: PLAIN.get(part, "<a></a>") + "<"}), "damaged-file", part, "XML")
    refused(read({part: b"<a>\xff</a>"}), "damaged-file", part)
    refused(read({part: '<?xml version="1.0" encoding="gb2312"?><a/>'}), "damaged-file", part, "编码")


def nested(depth):
    return "<a>" * depth + "</a>" * depth


@pytest.mark.parametrize("part", ["xl/theme/theme1.xml", "xl/styles.xml", SHEET])
def test_limits_on_elements_are_exact(part, monkeypatch):
    root = {"xl/theme/theme1.xml": "<a>%s</a>", "xl/styles.xml": "<styleSheet>%s</styleSheet>"}
    frame = root.get(part, worksheet("", after="%s"))
    assert isinstance(read({part: frame % nested(63)}), RawWorkbook)
    refused(read({part: frame % nested(64)}), "beyond-limits", part, "64 层")
    refused(read({part: frame % ('<b c=">"/>' + nested(64))}), "beyond-limits", part, "64 层")
    wide = "<a " + " ".join(f'b{n}=">"' for n in range(64)) + "%s/>"
    assert isinstance(read({part: frame % (wide % "")}), RawWorkbook)
    refused(read({part: frame % (wide % ' c="1"')}), "beyond-limits", part, "64 个")
    monkeypatch.setattr("govxl.xlsx.reader.MAX_ELEMENTS", 1000)
    assert isinstance(read({part: frame % ("<a/>" * 900)}), RawWorkbook)
    refused(read({part: frame % ("<a/>" * 1000)}), "beyond-limits", "元素过多")


def test_deep_text_inside_a_cell_is_beyond_limits():
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is>{nested(64)}</is></c></row>'
    refused(read({SHEET: worksheet(cell)}), "beyond-limits", SHEET, "64 层")


def test_ill_formed_depth_is_not_hidden_by_stray_brackets():
    for stray in ('<a b="/>">', "<a>/>", "<a><!-- </a> -->"):
        refused(read({"xl/x.xml": stray * 100_000 + "<</" * 100_000}), "beyond-limits", "xl/x.xml", "64 层")


def test_limits_on_what_a_workbook_holds(monkeypatch):
    row = "<row>" + "<c><v>1</v></c>" * 3 + "</row>"
    monkeypatch.setattr(reader, "Allowance", lambda: contents.Allowance(cells=6, merges=2, shifted=9, areas=4, comments=1))
    assert len(sheet_of(row * 2).cells) == 6
    refused(read({SHEET: worksheet(row * 3)}), "beyond-limits", SHEET)
    merges = "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 3 + "</mergeCells>"
    refused(read({SHEET: worksheet("", after=merges)}), "beyond-limits", SHEET, "合并")
    master = '<row><c r="A1"><f t="shared" si="0">1+2+3</f></c><c><f t="shared" si="0"/></c>%s</row>'
    assert len(sheet_of(master % "").cells) == 2
    refused(read({SHEET: worksheet(master % '<c><f t="shared" si="0"/></c>')}), "beyond-limits", "共享公式")
    areas = '<dataValidations><dataValidation type="whole" sqref="A1 B1:C2%s"/></dataValidations>'
    assert sheet_of("", after=areas % "").validated == ("A1", "B1:C2")
    refused(read({SHEET: worksheet("", after=areas % " D4 E5")}), "beyond-limits", SHEET, "数据有效性")
    remark = '<comment ref="A1"><text><r><t>甲</t></r><r><t>乙</t><rPh><t>x</t></rPh></r></text></comment>'
    assert with_comments(remark).sheets[0].comments == (("A1", "甲乙x"),)
    refused(with_comments(remark * 2), "beyond-limits", "批注")


def with_comments(remarks):
    links = relationships((1, "comments", "../comments1.xml", ""))
    part = f'<comments xmlns="{MAIN}"><authors/><commentList>{remarks}</commentList></comments>'
    return read({"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/comments1.xml": part})


def test_limits_on_lists(monkeypatch):
    monkeypatch.setattr(contents, "MAX_STRINGS", 1)
    refused(read(), "beyond-limits", "xl/sharedStrings.xml")
    monkeypatch.undo()
    long = PLAIN["xl/sharedStrings.xml"].replace("甲", "长" * 32768)
    refused(read({"xl/sharedStrings.xml": long}), "beyond-limits", "xl/sharedStrings.xml")
    sheets = "".join(f'<sheet name="{n}" r:id="r1"/>' for n in range(65))
    refused(read({"xl/workbook.xml": f"<workbook><sheets>{sheets}</sheets></workbook>"}), "beyond-limits", "64 张")
    names = "".join(f'<definedName name="n{n}" localSheetId="0">1</definedName>' for n in range(5001))
    book = PLAIN["xl/workbook.xml"].replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>")
    refused(read({"xl/workbook.xml": book}), "beyond-limits", "5000 个")
    formats = f"<styleSheet><cellXfs>{'<xf/>' * (parts.MAX_FORMATS + 1)}</cellXfs></styleSheet>"
    refused(read({"xl/styles.xml": formats}), "beyond-limits", "65490")


@pytest.mark.parametrize(
    ("target", "more", "name"),
    [
        ("worksheets/none.xml", "", "damaged-file"),
        ("http://example.com/sheet1.xml", ' TargetMode="External"', "unsafe-content"),
        ("file:///etc/passwd", "", "unsafe-content"),
        ("../../worksheets/sheet1.xml", "", "unsafe-content"),
        ("%2e%2e/%2e%2e/sheet1.xml", "", "unsafe-content"),
        ("worksheets\\sheet1.xml", "", "unsafe-content"),
        ("sharedStrings.xml", "", "damaged-file"),
    ],
)
def test_sheets_lie_inside_the_package(target, more, name):
    links = relationships((1, "worksheet", target, more), (2, "sharedStrings", "sharedStrings.xml", ""))
    refused(read({"xl/_rels/workbook.xml.rels": links}), name)


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "worksheets/SHEET1.xml", "./worksheets/sheet1.xml"])
def test_other_spellings_of_a_target_are_followed(target):
    links = relationships((1, "worksheet", target, ""))
    assert read({"xl/_rels/workbook.xml.rels": links}).sheets[0].cells[1, 1].text == "12"


def test_a_workbook_that_contradicts_itself_is_refused():
    two = '<sheet name="A" r:id="r1"/><sheet name="a" r:id="r2"/>'
    refused(read({"xl/workbook.xml": f"<workbook><sheets>{two}</sheets></workbook>"}), "damaged-file", "重名")
    refused(read({"xl/workbook.xml": "<workbook/>"}), "damaged-file", "没有工作表")
    refused(read({"xl/workbook.xml": '<workbook><sheets><sheet name="A" r:id="r9"/></sheets></workbook>'}), "damaged-file", "「A」")
    refused(read({"_rels/.rels": PLAIN["_rels/.rels"].replace('Id="r1"', 'Id="r1" ').replace("</R", '<Relationship Id="r1"/></R')}), "damaged-file", "r1")
    refused(read({SHEET: f'<worksheet xmlns="{MAIN}"/>'}), "damaged-file", SHEET)
    refused(read({SHEET: "<worksheet><ext><sheetData/></ext></worksheet>"}), "damaged-file", SHEET)
    refused(read({SHEET: "<worksheet><sheetData/><sheetData/></worksheet>"}), "damaged-file", SHEET)
    refused(read({"xl/sharedStrings.xml": "<sst><si><t>a</t></si><t>b</t></sst>"}), "damaged-file", "xl/sharedStrings.xml")


def test_macros_and_other_packages_are_named():
    macro = PLAIN["[Content_Types].xml"].replace(TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    refused(read({"[Content_Types].xml": macro}), "unsafe-content", "宏")
    links = relationships((1, "xlMacrosheet", "worksheets/sheet1.xml", ""))
    refused(read({"xl/_rels/workbook.xml.rels": links}), "unsafe-content", "宏表")
    template = PLAIN["[Content_Types].xml"].replace("sheet.main", "template.main")
    refused(read({"[Content_Types].xml": template}), "old-format", ".xltx")
    refused(read({"word/document.xml": "<a/>"}, drop=["[Content_Types].xml"]), "not-a-workbook", "Word 文档")
    refused(read(drop=["[Content_Types].xml"]), "not-a-workbook", "压缩包")
    ods = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    refused(read(ods, drop=["[Content_Types].xml"]), "old-format", ".ods")
    refused(read({"xl/workbook.bin": "x"}, drop=["[Content_Types].xml"]), "old-format", ".xlsb")


def test_shared_strings_rich_phonetic_and_empty():
    table = '<sst><si><r><t>A</t></r><r><rPr><sz val="9"/></rPr><t xml:space="preserve"> 级</t></r></si><si/>\n<si><t>x</t><phoneticPr fontId="1"/></si></sst>'
    rows = "<row>" + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(3)) + "</row>"
    for spelt in (table, table.replace("<sst>", "<sst><!-- c -->")):
        book = read({"xl/sharedStrings.xml": spelt, SHEET: worksheet(rows)})
        assert [cell.text for cell in book.sheets[0].cells.values()] == ["A 级", "", "x"]


def test_styles_say_what_is_unlocked_and_what_shows_a_date():
    codes = ['yyyy"年"m"月"', "General", '0.00E+00"d"', "[Red]0;[h]:mm", '"日期"0', "\\d0_d", "[$-804]aaaa", "#,##0", "[DBNum1]0"]
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for n, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 31, *range(164, 164 + len(codes))))
    text = f'<styleSheet><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"><protection locked="0"/></xf></cellStyleXfs><cellXfs>{xfs}<xf><protection locked="0"/></xf><xf><protection locked="1"/></xf></cellXfs></styleSheet>'
    book = read({"xl/styles.xml": text})
    assert {index for index, code in book.formats.items() if shows_dates(code)} == {1, 2, 3, 6, 9}
    assert book.formats[1] == "yyyy/m/d"
    assert 4 not in book.formats, "General is no particular format"
    assert book.unlocked == {12}


def test_properties_names_and_producer(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("一、甲").hide()
        workbook.add_worksheet("乙").very_hidden()
        workbook.add_worksheet("丙").activate()
        workbook.define_name("p.a", "=乙!$A$1")
        workbook.define_name("丙!local", "=丙!$A$1")
        workbook.set_custom_property("form", "zf <x>")
        workbook.set_custom_property("year", 2025)
    data = path.read_bytes()
    book = read_workbook(data)
    assert [(sheet.name, sheet.state) for sheet in book.sheets] == [("一、甲", "hidden"), ("乙", "veryHidden"), ("丙", "visible")]
    assert book.names == {"p.a": "乙!$A$1"}
    assert book.properties == {"form": "zf <x>", "year": "2025"}
    assert (book.producer, book.size) == ("Microsoft Excel 12.0000", len(data))


def written_by_xlsxwriter(seed, *texts):
    draw, stream = random.Random(seed), BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        formats = [workbook.add_format({"locked": n % 2, "num_format": "0.00" if n % 3 else "@"}) for n in range(9)]
        for name in ("甲", "乙"):
            sheet = workbook.add_worksheet(name)
            for row, column in sorted({(draw.randrange(60), draw.randrange(40)) for _ in range(500)}):
                kind = draw.randrange(5)
                if kind == 0:
                    sheet.write_number(row, column, draw.choice([0, -1, 1e300, draw.random()]), draw.choice(formats))
                elif kind == 1:
                    sheet.write_string(row, column, draw.choice(["a&b<c>\"'", " 空 ", "行\n行", "\U0001f600", *texts]), draw.choice(formats))
                elif kind == 2:
                    sheet.write_formula(row, column, '=IF(A1<>"",B2&"<",$C$3)', draw.choice(formats), draw.choice([1, "字", True, "#N/A"]))
                elif kind == 3:
                    sheet.write_boolean(row, column, draw.random() < 0.5)
                else:
                    sheet.write_blank(row, column, None, draw.choice(formats))
    return stream.getvalue()


def rewritten_by_openpyxl(data):
    stream = BytesIO()
    openpyxl.load_workbook(BytesIO(data)).save(stream)
    return stream.getvalue()


def meaning(cell):
    if cell.kind == "number":
        return float(cell.text) if cell.text else None
    return cell.text == "1" if cell.kind == "boolean" else cell.text


def opinion(data):
    """What openpyxl says of the same bytes: values without formulas, and formulas."""
    values, formulas = (openpyxl.load_workbook(BytesIO(data), data_only=only) for only in (True, False))
    shown = {(s.title, c.row, c.column): c.value for s in values for row in s for c in row if c.value is not None}
    stored = {(s.title, c.row, c.column): c.value[1:] for s in formulas for row in s for c in row if c.data_type == "f"}
    return shown, stored


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("rewrite", [False, True])
def test_values_and_formulas_agree_with_openpyxl(seed, rewrite):
    # openpyxl writes what looks like an escape as it stands, so that it reads as one
    data = rewritten_by_openpyxl(written_by_xlsxwriter(seed)) if rewrite else written_by_xlsxwriter(seed, "_x000D_")
    book = read_workbook(data)
    mine = {(s.name, *place): cell for s in book.sheets for place, cell in s.cells.items()}
    shown, stored = opinion(data)
    values = {place: meaning(cell) for place, cell in mine.items() if not (cell.formula and cell.text == "")}
    assert values == {place: float(v) if type(v) is int else v for place, v in shown.items()}
    assert {place: cell.formula for place, cell in mine.items() if cell.formula is not None} == stored
    assert len(stored) > 100
    assert len({cell.kind for cell in mine.values()}) >= 3


@pytest.mark.parametrize("seed", [4, 5])
def test_both_ways_into_a_sheet_read_the_same(seed):
    archive = zipfile.ZipFile(BytesIO(written_by_xlsxwriter(seed)))
    for part in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        data = archive.read(part)
        read_both = [
            sheets.read_sheet(contents.CellSource(part, "表", ["x"] * 99, contents.Allowance()), "visible", spelt)
            for spelt in (data, canonical.canonical(part, data), data.replace(b"<sheetData>", b"<sheetData><!-- -->"))
        ]
        assert read_both[0] == read_both[1] == read_both[2]
        assert len(read_both[0].cells) > 200


@pytest.mark.parametrize("seed", range(40))
def test_a_changed_byte_never_raises(seed):
    draw = random.Random(seed)
    data = bytearray(package())
    for _ in range(draw.randrange(1, 4)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    assert isinstance(read_workbook(bytes(data)), RawWorkbook | Finding)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_markup_never_raises(seed):
    draw = random.Random(seed)
    part = draw.choice(list(PLAIN))
    text = list(PLAIN[part])
    for _ in range(draw.randrange(1, 5)):
        at = draw.randrange(len(text))
        text[at : at + draw.randrange(3)] = draw.choice(["<", ">", "/", '"', "&", "\0", "9", "<c", "]]>", "\ud7ff", ""])
    assert isinstance(read({part: "".join(text)}), RawWorkbook | Finding)


def test_stored_digits_changed_after_the_checksum_are_refused():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in PLAIN.items():
            archive.writestr(name, content)
    refused(read_workbook(stream.getvalue().replace(b"<v>12", b"<v>92")), "damaged-file", SHEET, "校验和")
