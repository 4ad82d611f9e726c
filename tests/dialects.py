"""How other programs spell the same workbook: a file of ours rewritten part by part, as Excel and WPS write it.

Excel and WPS cannot be run here, so their habits are imitated one at a time, and then together. Every rewriting insists
on having changed something, for a dialect that misses its target proves nothing.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

from tests.returns import REQUESTS, Parts, packed, parts_of, sheet_part

Rewriting = Callable[[Parts], Parts]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
STRICT = "http://purl.oclc.org/ooxml"
TYPES, BOOK, STRINGS, STYLES, CUSTOM = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "docProps/custom.xml",
)


def sheets(parts: Parts) -> list[str]:
    return [name for name in parts if name.startswith("xl/worksheets/sheet")]


def swapped(text: str, pattern: str, by: str | Callable[[re.Match[str]], str], least: int = 1) -> str:
    """Replace a pattern; it must be there."""
    changed, times = re.subn(pattern, by, text, flags=re.DOTALL)
    assert times >= least, f"{pattern} is not there to be rewritten"
    return changed


def swap(parts: Parts, names: list[str], pattern: str, by: str | Callable[[re.Match[str]], str]) -> Parts:
    """Replace a pattern in some parts; it must be in one of them."""
    assert any(re.search(pattern, parts[name].decode(), re.DOTALL) for name in names), f"{pattern} is in none of {names}"
    done = {name: re.sub(pattern, by, parts[name].decode(), flags=re.DOTALL).encode() for name in names}
    return parts | done


def in_part(parts: Parts, name: str, pattern: str, by: str | Callable[[re.Match[str]], str]) -> Parts:
    return parts | {name: swapped(parts[name].decode(), pattern, by).encode()}


def with_part(parts: Parts, name: str, content: str, kind: str = "", link: str = "") -> Parts:
    """Add a part, its content type and, when a kind of relation is named, the workbook's pointer to it."""
    parts = parts | {name: content.encode()}
    if kind:
        parts = in_part(parts, TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')
    if link:
        target = name.removeprefix("xl/")
        added = f'<Relationship Id="rIdX{len(parts)}" Type="{OFFICE}/relationships/{link}" Target="{target}"/></Relationships>'
        parts = in_part(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", added)
    return parts


# -- Numbers


def long_doubles(spelt: str) -> Rewriting:
    """Write 4166.241619 and 26.55 with the 17 digits of a double."""

    def rewrite(parts: Parts) -> Parts:
        parts = swap(parts, sheets(parts), "<v>4166.241619</v>", f"<v>{spelt}</v>")
        return swap(parts, sheets(parts), "<v>26.55</v>", "<v>26.550000000000001</v>")

    return rewrite


def exponents(parts: Parts) -> Parts:
    return swap(parts, sheets(parts), "<v>1234567</v>", "<v>1.234567E6</v>")



# -- Texts


def _strings(parts: Parts) -> list[str]:
    return re.findall(r"<si>(.*?)</si>", parts[STRINGS].decode(), re.DOTALL)


def inline_strings(parts: Parts) -> Parts:
    """Keep every text in its cell, with no table of shared strings left."""
    texts = _strings(parts)
    parts = swap(parts, sheets(parts), r' t="s"><v>(\d+)</v>', lambda m: f' t="inlineStr"><is>{texts[int(m[1])]}</is>')
    parts = in_part(parts, TYPES, r"<Override PartName=./xl/sharedStrings.xml.[^>]*/>", "")
    parts = in_part(parts, "xl/_rels/workbook.xml.rels", r"<Relationship [^>]*sharedStrings.xml.[^>]*/>", "")
    return {name: content for name, content in parts.items() if name != STRINGS}


def rich_runs(parts: Parts) -> Parts:
    """Split every text into runs, as Excel and LibreOffice do with mixed Latin and Chinese."""

    def split(found: re.Match[str]) -> str:
        pieces = re.findall(r"&\w+;|.", found[1], re.DOTALL)
        half = max(1, len(pieces) // 2)
        look = '<rPr><b/><sz val="10.5"/><rFont val="宋体"/><charset val="134"/></rPr>'
        runs = ("".join(pieces[:half]), "".join(pieces[half:]))
        return "<si>" + "".join(f'<r>{look}<t xml:space="preserve">{run}</t></r>' for run in runs if run) + "</si>"

    return in_part(parts, STRINGS, r"<si><t(?: [^>]*)?>(.*?)</t></si>", split)


def phonetic_guides(parts: Parts) -> Parts:
    """Put a pronunciation on every text, as an East Asian input method does."""
    guide = '<rPh sb="0" eb="1"><t>フリガナ</t></rPh><phoneticPr fontId="1" type="noConversion"/></si>'
    return in_part(parts, STRINGS, "</si>", guide)


def shuffled_strings(parts: Parts) -> Parts:
    """Put the shared strings in another order, with one that nobody uses and a count that lies."""
    texts = _strings(parts)
    last = len(texts)
    parts = swap(parts, sheets(parts), r' t="s"><v>(\d+)</v>', lambda m: f' t="s"><v>{last - int(m[1])}</v>')
    turned = "".join(f"<si>{text}</si>" for text in ["<t>没有人用</t>", *reversed(texts)])
    return in_part(parts, STRINGS, r"<sst[^>]*>.*</sst>", f'<sst xmlns="{MAIN}" count="3" uniqueCount="2">{turned}</sst>')


# -- Cells


def boolean_words(parts: Parts) -> Parts:
    """Write truth as `true` and `false` wherever an attribute or a cell holds it."""
    parts = swap(parts, sheets(parts), ' t="b"><v>1</v>', ' t="b"><v>true</v>')
    attribute = r' (customHeight|customWidth|sheet|fitToPage|showGridLines|objects|scenarios)="([01])"'
    parts = swap(parts, sheets(parts), attribute, lambda m: f' {m[1]}="{"true" if m[2] == "1" else "false"}"')
    return in_part(parts, STYLES, ' locked="0"', ' locked="false"')


def iso_dates(spelt: str) -> Rewriting:
    """Write the date of the cover as `t="d"`, as Strict Open XML does."""
    return lambda parts: swap(
        parts, sheets(parts), r'(<c r="B25" s="\d+")><v>46037</v>', rf'\1 t="d"><v>{spelt}</v>'
    )


def shared_formulas(parts: Parts) -> Parts:
    """Write the formulas of the column 总计 once, for all its rows; the sums of two rows filled down likewise."""
    name = sheet_part(parts, REQUESTS)
    master = '<f t="shared" ref="J6:J30" si="0">SUM(D6:I6)</f>'
    parts = in_part(parts, name, r'(<c r="J6"[^>]*>)<f>.*?</f>', rf"\1{master}")
    return in_part(parts, name, r'(<c r="J(?:[7-9]|1\d|2\d|30)"[^>]*>)<f>.*?</f>', r'\1<f t="shared" si="0"/>')


def without_caches(parts: Parts) -> Parts:
    """Keep no results of formulas, as openpyxl does."""
    return swap(parts, sheets(parts), "</f><v>[^<]*</v>", "</f><v></v>")


def calculated_formulas(parts: Parts) -> Parts:
    return swap(parts, sheets(parts), "<f>", '<f ca="1" aca="false">')


# -- Names, attributes, order


def revision_marks(parts: Parts) -> Parts:
    """Put the marks on sheets and rows that Excel adds since 2010."""
    marks = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
        ' xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2"'
        ' xmlns:xr3="http://schemas.microsoft.com/office/spreadsheetml/2016/revision3"'
        ' xr:uid="{8D9E7A5C-1B2F-4C3D-9E8F-0A1B2C3D4E5F}"'
    )
    parts = swap(parts, sheets(parts), r"<worksheet ", f"<worksheet{marks} ")
    parts = swap(parts, sheets(parts), r'<row r="(\d+)"', r'<row r="\1" x14ac:dyDescent="0.15"')
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><x15ac:absPath url="D:\\年报\\" '
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
        '<xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{8D9E7A5C-1B2F-4C3D-9E8F-0A1B2C3D4E5F}" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"/><workbookProtection'
    )
    return in_part(parts, BOOK, "<workbookProtection", lambda _: alternate)


def extensions(parts: Parts) -> Parts:
    """Move validations and conditional formats into extension lists, as Excel does with those that name other sheets."""

    def moved(found: re.Match[str]) -> str:
        return f"<xm:sqref>{found[1]}</xm:sqref>"

    for name in sheets(parts):
        text = parts[name].decode()
        found = re.search(r"<dataValidations.*?</dataValidations>", text, re.DOTALL)
        coloured = re.findall(r"<conditionalFormatting.*?</conditionalFormatting>", text, re.DOTALL)
        if not found:
            continue
        inner = re.sub(r"<(/?)(dataValidation)", r"<\1x14:\2", found[0])
        inner = re.sub(r"<formula(\d)>(.*?)</formula\1>", r"<x14:formula\1><xm:f>\2</xm:f></x14:formula\1>", inner)
        inner = re.sub(r'(<x14:dataValidation [^>]*?) sqref="([^"]*)"([^>]*)>(.*?)(?=</x14:dataValidation>)', r"\1\3>\4<xm:sqref>\2</xm:sqref>", inner)
        rules = "".join(re.sub(r' sqref="([^"]*)"', "", rule).replace("<cf", "<x14:cf").replace("</cf", "</x14:cf") for rule in coloured)
        rules = re.sub(r"<(/?)conditionalFormatting", r"<\1x14:conditionalFormatting", rules)
        rules = re.sub(r"<formula>(.*?)</formula>", r"<xm:f>\1</xm:f>", rules)
        lists = (
            f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}"><x14:conditionalFormattings xmlns:xm="{XM}">{rules}</x14:conditionalFormattings></ext>'
            f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}"><x14:x xmlns:xm="{XM}">{inner}</x14:x></ext>'
        )
        for gone in (found[0], *coloured):
            text = text.replace(gone, "")
        text = text.replace("</worksheet>", f"<extLst>{lists}</extLst></worksheet>")
        parts = parts | {name: text.encode()}
    assert any(b"x14:dataValidation " in content for content in parts.values())
    return parts


def absolute_parts(parts: Parts) -> Parts:
    """Point to parts from the root of the package."""
    parts = in_part(parts, "xl/_rels/workbook.xml.rels", 'Target="', 'Target="/xl/')
    return in_part(parts, "_rels/.rels", 'Target="', 'Target="/')


def foreign_properties(parts: Parts) -> Parts:
    """Put the properties of WPS before ours, and let the year become a number, as LibreOffice does."""
    mark = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid='
    added = (
        f'{mark}"2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.16929</vt:lpwstr></property>'
        f'{mark}"3" name="ICV"><vt:lpwstr>0A1B2C3D4E5F4A5B8C7D6E5F4A3B2C1D_13</vt:lpwstr></property>'
    )
    parts = in_part(parts, CUSTOM, 'pid="(\\d+)"', lambda m: f'pid="{int(m[1]) + 2}"')
    parts = in_part(parts, CUSTOM, f"(?={re.escape(mark)})", lambda m: "" if m.string[: m.start()].count(mark) else added)
    return in_part(parts, CUSTOM, "<vt:lpwstr>2025</vt:lpwstr>", "<vt:r8>2025</vt:r8>")


def prefixes(parts: Parts) -> Parts:
    """Name every element of sheets, strings, styles and the workbook with a prefix."""
    for name in [*sheets(parts), BOOK, STRINGS, STYLES]:
        text = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", parts[name].decode())
        parts = parts | {name: swapped(text, f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()}
    return parts


def strict_names(parts: Parts) -> Parts:
    """Use the namespaces of Strict Open XML."""
    named = {f"{OFFICE}/relationships": f"{STRICT}/officeDocument/relationships", MAIN: f"{STRICT}/spreadsheetml/main"}
    named[f"{OFFICE}/custom-properties"] = f"{STRICT}/officeDocument/customProperties"
    named[f"{OFFICE}/extended-properties"] = f"{STRICT}/officeDocument/extendedProperties"
    done = {}
    for name, content in parts.items():
        text = content.decode()
        for old, new in named.items():
            text = text.replace(old, new)
        text = text.replace("relationships/custom-properties", "relationships/customProperties")
        done[name] = text.replace("relationships/extended-properties", "relationships/extendedProperties").encode()
    assert done[BOOK] != parts[BOOK]
    return done


def reordered_sheets(parts: Parts) -> Parts:
    """Drag the last two sheets to the front; print areas follow their sheets."""
    listed = re.findall(r"<sheet [^>]*/>", parts[BOOK].decode())
    order = [*range(len(listed) - 2, len(listed)), *range(len(listed) - 2)]
    now = {old: new for new, old in enumerate(order)}
    parts = in_part(parts, BOOK, "<sheets>.*</sheets>", "<sheets>" + "".join(listed[n] for n in order) + "</sheets>")
    return in_part(parts, BOOK, 'localSheetId="(\\d+)"', lambda m: f'localSheetId="{now[int(m[1])]}"')


def renumbered_styles(parts: Parts) -> Parts:
    """Turn the list of cell formats round, and every cell's number with it."""
    held = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", parts[STYLES].decode(), re.DOTALL)
    assert held
    formats = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", held[1], re.DOTALL)
    last = len(formats) - 1
    parts = parts | {STYLES: parts[STYLES].replace(held[1].encode(), "".join(reversed(formats)).encode())}
    parts = swap(parts, sheets(parts), r'(<c r="\w+" s=)"(\d+)"', lambda m: f'{m[1]}"{last - int(m[2])}"')
    return swap(parts, sheets(parts), r'(<c r="\w+")(?= t=|>|/>)', rf'\1 s="{last}"') if _bare(parts) else parts


def _bare(parts: Parts) -> bool:
    return any(re.search(rb'<c r="\w+"(?: t=|>|/>)', parts[name]) for name in sheets(parts))


def turned_attributes(parts: Parts) -> Parts:
    """Write a cell's attributes in another order and in single quotes, with blanks between tags."""
    parts = swap(parts, sheets(parts), r'<c r="(\w+)" s="(\d+)" t="(\w+)">', r"<c t='\3' s='\2' r='\1'>")
    return swap(parts, sheets(parts), r"</c>(?=<c )", "</c>\r\n   ")


def without_addresses(parts: Parts) -> Parts:
    """Leave out row numbers and addresses where counting gives them."""

    def bare(found: re.Match[str]) -> str:
        addresses = re.findall(r'<c r="([A-Z]+)\d+"', found[0])
        whole = addresses == [chr(65 + n) for n in range(len(addresses))]
        return re.sub(r'<c r="[A-Z]+\d+"', "<c", found[0]) if whole else found[0]

    return swap(parts, sheets(parts), r'<row r="\d+".*?</row>', bare)


# -- Bytes


def wide(codec: str, mark: bytes) -> Rewriting:
    """Write every part in UTF-16."""

    def rewrite(parts: Parts) -> Parts:
        texts = {name: content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"') for name, content in parts.items()}
        return {name: mark + text.encode(codec) for name, text in texts.items()}

    return rewrite


def byte_order_marks(parts: Parts) -> Parts:
    return {name: b"\xef\xbb\xbf" + content for name, content in parts.items()}


def comments(parts: Parts) -> Parts:
    """Scatter comments, CDATA and character references."""
    parts = swap(parts, sheets(parts), "<v>41</v>", "<v>4<!-- 件 -->&#49;</v>")
    return swap(parts, [STRINGS], r"<t>([^<&]+)</t>", r"<t><![CDATA[\1]]></t>")


def more_parts(parts: Parts) -> Parts:
    """Add the parts that Excel keeps beside the sheets."""
    chain = f'<calcChain xmlns="{MAIN}"><c r="J6" i="6"/></calcChain>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = with_part(parts, "xl/calcChain.xml", chain, f"{kind}.calcChain+xml", "calcChain")
    empty = '<ds:datastoreItem ds:itemID="{0}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
    parts = with_part(parts, "customXml/itemProps1.xml", empty, f"{OFFICE}.customXmlProperties+xml".split("/")[-1])
    return with_part(parts, "xl/printerSettings/printerSettings1.bin", "\x00printer", "application/vnd.ms-printer")


# -- Habits seen in real files of particular programs


def used_kind(parts: Parts) -> Parts:
    """Give every part a type of its own and leave a macro type as the default of an ending nobody has, as SheetJS does."""
    macro = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    assert not any(name.endswith(".bin") for name in parts)
    return in_part(parts, TYPES, r"(?=<Override )", lambda m: "" if "<Override " in m.string[: m.start()] else macro)


def blanks_before_ends(parts: Parts) -> Parts:
    """Write ` />`, as the XML writer of .NET does."""
    return swap(parts, [*sheets(parts), STRINGS, STYLES], '(?<=")/>', " />")


def breaks_after_declarations(parts: Parts) -> Parts:
    return swap(parts, list(parts), r"(<\?xml[^>]*\?>)\n?", "\\1\r\n")


def pretty_printed(parts: Parts) -> Parts:
    """Put every tag of the sheets on a line of its own, and open and close blank cells, as LibreOffice's filters once did."""
    parts = swap(parts, sheets(parts), r'<c r="(\w+)" s="(\d+)"/>', '<c s="\\2" t="str" r="\\1">\n      </c>')
    return swap(parts, sheets(parts), "(</c>|</row>)(?=<)", "\\1\n   ")


def folders(parts: Parts) -> Parts:
    """Keep entries for the folders as well, as the zip of WPS does."""
    return {"docProps/": b"", "xl/": b"", "xl/worksheets/": b"", **parts}


def wps_marks(parts: Parts) -> Parts:
    """Add what WPS adds: its namespace, lists of shared links and pictures in cells, a sheet that is a data base."""
    parts = swap(parts, sheets(parts), "<worksheet ", '<worksheet xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" ')
    pictures = '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    kind = "application/vnd.wps-officedocument"
    parts = with_part(parts, "xl/cellimages.xml", pictures, f"{kind}.cellimage+xml")
    links = '<sl:sharedLinks xmlns:sl="http://www.wps.cn/et/2021/sharedlinks"/>'
    parts = with_part(parts, "xl/sharedlinks.xml", links, f"{kind}.sharedlinks+xml")
    parts = with_part(parts, "xl/dbsheet.xml", '<db xmlns="http://www.wps.cn/et/2020/dbsheet"/>', f"{kind}.dbsheet+xml")
    wps = (
        '<Relationship Id="rIdW1" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/>'
        '<Relationship Id="rIdW2" Type="http://www.wps.cn/officeDocument/2021/sharedlinks" Target="sharedlinks.xml"/>'
        '<Relationship Id="rIdW3" Type="http://www.wps.cn/officeDocument/2020/dbsheet" Target="dbsheet.xml"/></Relationships>'
    )
    return in_part(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", wps)


def styled_rows(parts: Parts) -> Parts:
    """Give rows a format and an outline level of their own."""
    parts = swap(parts, sheets(parts), r'<row r="(\d+)"', r'<row r="\1" s="1" customFormat="1" outlineLevel="1"')
    return parts


def kept_spaces(parts: Parts) -> Parts:
    """Say of results and formulas that their blanks count."""
    parts = swap(parts, sheets(parts), "</f><v>", '</f><v xml:space="preserve">')
    return swap(parts, sheets(parts), "<f>", '<f xml:space="preserve">')


def array_formulas(parts: Parts) -> Parts:
    """Mark formulas as dynamic arrays, as Excel 365 does, with the metadata that says so."""
    name = sheet_part(parts, REQUESTS)
    parts = in_part(parts, name, r'<c r="G1"( s="\d+") t="str"><f>', r'<c r="G1"\1 t="str" cm="1"><f t="array" aca="1" ref="G1" ca="1">')
    dynamic = (
        f'<metadata xmlns="{MAIN}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">'
        '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" cellMeta="1"/></metadataTypes>'
        '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
        '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>'
        '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
    return with_part(parts, "xl/metadata.xml", dynamic, kind, "sheetMetadata")


def line_ends_in_strings(parts: Parts) -> Parts:
    """Break lines by carriage return and line feed, one of them as an escape, as Excel keeps what was pasted."""
    assert b"\n" in parts[STRINGS]
    return parts | {STRINGS: re.sub(rb"(?<=[^>])\n", b"_x000D_\n", parts[STRINGS])}


def later_parts(parts: Parts) -> Parts:
    """Add parts of later versions of Excel that nobody reads: timelines, feature bags, signatures, pivot tables."""
    made = "http://schemas.microsoft.com/office"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    styles = f'<ext uri="{{7E03D99C-DC04-49d9-9315-930204A7B6E9}}" xmlns:x15="{made}/spreadsheetml/2010/11/main"><x15:timelineStyles defaultTimelineStyle="TimeSlicerStyleLight1"/></ext>'
    parts = in_part(parts, STYLES, "</styleSheet>", f"<extLst>{styles}</extLst></styleSheet>")
    bag = f'<FeaturePropertyBags xmlns="{made}/spreadsheetml/2022/featurepropertybag"><bag type="Checkbox"/></FeaturePropertyBags>'
    parts = with_part(parts, "xl/featurePropertyBag/featurePropertyBag.xml", bag, "application/vnd.ms-excel.featurepropertybag+xml")
    parts = with_part(parts, "_xmlsignatures/sig1.xml", '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>', "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml")
    pivot = f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet"/><cacheFields count="0"/></pivotCacheDefinition>'
    return with_part(parts, "xl/pivotCache/pivotCacheDefinition1.xml", pivot, f"{kind}.pivotCacheDefinition+xml", "pivotCacheDefinition")


def alternates_in_validations(parts: Parts) -> Parts:
    """Offer a list both ways inside a validation, as Excel does with lists longer than older versions take."""
    offered = (
        '<dataValidation type="list" allowBlank="1" sqref="A199"><mc:AlternateContent '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x12ac" '
        'xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"><x12ac:list>是,"否，说明"</x12ac:list></mc:Choice>'
        '<mc:Fallback><formula1>"是,否"</formula1></mc:Fallback></mc:AlternateContent></dataValidation></dataValidations>'
    )
    return in_part(parts, sheet_part(parts, REQUESTS), "</dataValidations>", offered)


def inline_results(parts: Parts) -> Parts:
    """Call the texts that formulas give inline strings, as LibreOffice 4.1 does."""
    return swap(parts, sheets(parts), r' t="str"><f>([^<]*)</f><v>', r' t="inlineStr"><f aca="false">\1</f><v t="inlineStr">')


def no_application_properties(parts: Parts) -> Parts:
    """Point to a part about the program that was left out."""
    assert b"docProps/app.xml" in parts["_rels/.rels"]
    parts = {name: content for name, content in parts.items() if name != "docProps/app.xml"}
    return in_part(parts, TYPES, r'<Override PartName="/docProps/app.xml"[^>]*/>', "")


def together(*rewritings: Rewriting) -> Rewriting:
    return lambda parts: reduce(lambda done, rewrite: rewrite(done), rewritings, parts)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way of spelling: what it does to the parts, how the zip packs them, and what is done to its bytes."""

    rewrite: Rewriting
    method: int = zipfile.ZIP_DEFLATED
    finish: Callable[[bytes], bytes] = bytes

    def spell(self, data: bytes) -> bytes:
        """Write a workbook in this dialect."""
        before = parts_of(data)
        after = self.rewrite(before)
        done = self.finish(packed(after, self.method))
        assert after != before or self.method == zipfile.ZIP_STORED or done != packed(after, self.method), "a dialect changes something"
        return done


DIALECTS: Mapping[str, Dialect] = {
    "17 digits up": Dialect(long_doubles("4166.2416190000004")),
    "17 digits down": Dialect(long_doubles("4166.241618999999")),
    "exponents": Dialect(exponents),
    "inline strings": Dialect(inline_strings),
    "rich runs": Dialect(rich_runs),
    "phonetic guides": Dialect(phonetic_guides),
    "rich runs with guides": Dialect(together(rich_runs, phonetic_guides)),
    "rich inline strings": Dialect(together(rich_runs, inline_strings)),
    "shuffled strings": Dialect(shuffled_strings),
    "boolean words": Dialect(boolean_words),
    "ISO dates": Dialect(iso_dates("2026-01-15")),
    "ISO dates with time": Dialect(iso_dates("2026-01-15T00:00:00.000Z")),
    "shared formulas": Dialect(shared_formulas),
    "no caches": Dialect(without_caches),
    "calculated formulas": Dialect(calculated_formulas),
    "revision marks": Dialect(revision_marks),
    "x14 extensions": Dialect(extensions),
    "absolute parts": Dialect(absolute_parts),
    "foreign properties": Dialect(foreign_properties),
    "prefixes": Dialect(prefixes),
    "strict names": Dialect(strict_names),
    "reordered sheets": Dialect(reordered_sheets),
    "renumbered styles": Dialect(renumbered_styles),
    "turned attributes": Dialect(turned_attributes),
    "no addresses": Dialect(without_addresses),
    "UTF-16 little end": Dialect(wide("utf-16-le", b"\xff\xfe")),
    "UTF-16 big end": Dialect(wide("utf-16-be", b"\xfe\xff")),
    "byte order marks": Dialect(byte_order_marks),
    "comments": Dialect(comments),
    "more parts": Dialect(more_parts),
    "stored": Dialect(dict, zipfile.ZIP_STORED),
    "a default type of nobody": Dialect(used_kind),
    "blanks before ends": Dialect(blanks_before_ends),
    "breaks after declarations": Dialect(breaks_after_declarations),
    "pretty printed": Dialect(pretty_printed),
    "folders": Dialect(folders),
    "WPS marks": Dialect(wps_marks),
    "styled rows": Dialect(styled_rows),
    "kept spaces": Dialect(kept_spaces),
    "array formulas": Dialect(array_formulas),
    "line ends in strings": Dialect(line_ends_in_strings),
    "later parts": Dialect(later_parts),
    "alternates in validations": Dialect(alternates_in_validations),
    "results as inline strings": Dialect(inline_results),
    "no application properties": Dialect(no_application_properties),
    "backslashes": Dialect(dict, finish=lambda data: data.replace(b"xl/worksheets/", b"xl\\worksheets\\")),
    "a comment of the zip": Dialect(dict, finish=lambda data: data[:-2] + b"\x14\0Aspose.Cells v23.5.7"),
    "Excel": Dialect(
        together(
            long_doubles("4166.2416190000004"), shuffled_strings, phonetic_guides, revision_marks, extensions,
            shared_formulas, renumbered_styles, more_parts,
        )
    ),
    "WPS": Dialect(
        together(
            long_doubles("4166.2416190000004"), rich_runs, extensions, foreign_properties, absolute_parts,
            renumbered_styles, calculated_formulas, reordered_sheets,
        )
    ),
    "Strict with everything": Dialect(
        together(prefixes, strict_names, foreign_properties, byte_order_marks), zipfile.ZIP_STORED
    ),
}  # fmt: skip
