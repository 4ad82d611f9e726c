"""Words planted in every place of a workbook where a person can write and govxl does not read, one deed a place.

The XML is what Excel, WPS or LibreOffice leave there; comments, headers, links and properties are also made by openpyxl.
Each deed takes the words and gives a deed on a file, and insists on having changed it.
"""

from collections.abc import Callable
from html import escape
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.chart import BarChart
from openpyxl.comments import Comment

from tests.dialects import BOOK, OFFICE, TYPES, in_part
from tests.returns import PROACTIVE, REQUESTS, Parts, packed, parts_of
from tests.tampering import Deed, copy_sheet, in_book, in_sheet, openpyxl_does, stray

Planted = dict[str, Callable[[str], Deed]]
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


# -- Parts and relations


def part_of(parts: Parts, sheet: str) -> str:
    """Find the part of a sheet, whatever program wrote the list of sheets."""
    book, links = (ElementTree.fromstring(parts[name]) for name in (BOOK, "xl/_rels/workbook.xml.rels"))
    (identity,) = [each.get(f"{{{OFFICE}/relationships}}id") for each in book.iter() if each.tag.endswith("}sheet") and each.get("name") == sheet]
    (target,) = [each.get("Target", "") for each in links if each.get("Id") == identity]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def linked(parts: Parts, source: str, kind: str, target: str, more: str = "", name: str = "rIdPlanted") -> Parts:
    """Let a part point to another; `kind` is a whole type, or the last word of one of Office's own."""
    folder, _, file = source.rpartition("/")
    links = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    full = kind if "/" in kind else f"{OFFICE}/relationships/{kind}"
    link = f'<Relationship Id="{name}" Type="{full}" Target="{target}"{more}/>'
    there = parts.get(links, f'<Relationships xmlns="{LINKS}"></Relationships>'.encode())
    return parts | {links: there.replace(b"</Relationships>", link.encode() + b"</Relationships>")}


def part(parts: Parts, name: str, content: str | bytes, kind: str = "application/xml") -> Parts:
    """Add a part with its type."""
    data = content.encode() if isinstance(content, str) else content
    declared = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    return in_part(parts, TYPES, "</Types>", declared) | {name: data}


def on_sheet(kind: str, name: str, content: str, more: Callable[[Parts], Parts] = dict, sheet: str = REQUESTS) -> Deed:
    """Add a part that a sheet points to."""

    def deed(data: bytes) -> bytes:
        parts = parts_of(data)
        parts = part(parts, name, content)
        parts = linked(parts, part_of(parts, sheet), kind, "/" + name)
        if kind == "drawing":
            parts = in_part(parts, part_of(parts, sheet), "</headerFooter>", '</headerFooter><drawing r:id="rIdPlanted"/>')
        return packed(more(parts))

    return deed


# -- Drawings

CORNER = "<xdr:from><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>13</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"


LOOK = '<xdr:spPr><a:xfrm><a:off x="6000000" y="1500000"/><a:ext cx="1500000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'


def anchored(inner: str) -> str:
    return f"<xdr:wsDr {NS}><xdr:twoCellAnchor>{CORNER}{inner}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"


def shape(text: str, about: str = 'name="文本框 1"', kind: str = "sp") -> str:
    runs = "".join(f"<a:r><a:rPr/><a:t>{escape(piece)}</a:t></a:r>" for piece in (text[:3], text[3:]) if piece)
    properties = f'<xdr:nvSpPr><xdr:cNvPr id="2" {about}/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>{LOOK}'
    return f"<xdr:{kind}>{properties}<xdr:txBody><a:bodyPr/><a:p>{runs}</a:p></xdr:txBody></xdr:{kind}>"


More = Callable[[str], Callable[[Parts], Parts]]


def drawing(inner: Callable[[str], str], more: More | None = None) -> Callable[[str], Deed]:
    return lambda token: on_sheet("drawing", "xl/drawings/drawing9.xml", anchored(inner(token)), more(token) if more else dict)


def picture(about: str) -> str:
    return f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图片 1" {about}/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rIdPlanted"/></xdr:blipFill><xdr:spPr/></xdr:pic>'


def with_image(token: str) -> Callable[[Parts], Parts]:
    def more(parts: Parts) -> Parts:
        parts = in_part(parts, TYPES, "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>')
        return linked(parts | {"xl/media/image9.png": PIXEL}, "xl/drawings/drawing9.xml", "image", "../media/image9.png")

    return more


def frame(uri: str, inner: str) -> str:
    return f'<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图 1"/></xdr:nvGraphicFramePr><a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></xdr:graphicFrame>'


def with_diagram(token: str) -> Callable[[Parts], Parts]:
    body = f'<dgm:dataModel {NS}><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>{token}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
    return lambda parts: linked(part(parts, "xl/diagrams/data9.xml", body), "xl/drawings/drawing9.xml", "diagramData", "../diagrams/data9.xml")


def with_chart(inner: str, shapes: str = "") -> Callable[[Parts], Parts]:
    def more(parts: Parts) -> Parts:
        parts = part(parts, "xl/charts/chart9.xml", f"<c:chartSpace {NS}><c:chart>{inner}</c:chart></c:chartSpace>")
        parts = linked(parts, "xl/drawings/drawing9.xml", "chart", "../charts/chart9.xml")
        if shapes:
            parts = part(parts, "xl/drawings/drawing10.xml", shapes)
            parts = linked(parts, "xl/charts/chart9.xml", "chartUserShapes", "../drawings/drawing10.xml")
        return parts

    return more


def chart_title(token: str) -> str:
    return f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{token}</a:t></a:r></a:p></c:rich></c:tx></c:title>"


CHART = frame("http://schemas.openxmlformats.org/drawingml/2006/chart", '<c:chart r:id="rIdPlanted"/>')
USER_SHAPES = '<c:userShapes {ns} xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"><cdr:relSizeAnchor><cdr:from><cdr:x>0.1</cdr:x><cdr:y>0.1</cdr:y></cdr:from><cdr:to><cdr:x>0.4</cdr:x><cdr:y>0.4</cdr:y></cdr:to><cdr:sp><cdr:nvSpPr><cdr:cNvPr id="2" name="t"/></cdr:nvSpPr><cdr:txBody><a:p><a:r><a:t>{token}</a:t></a:r></a:p></cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>'

VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" path="m,l,21600r21600,l21600,xe"/>{}</xml>'


def vml(inner: str) -> Callable[[str], Deed]:
    """Add an older drawing; `<br>` stands in it unclosed, as Excel writes it."""

    def planted(token: str) -> Deed:
        def deed(data: bytes) -> bytes:
            parts = parts_of(data)
            kind = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/></Types>'
            if b'Extension="vml"' not in parts[TYPES]:
                parts = in_part(parts, TYPES, "</Types>", kind)
            parts |= {"xl/drawings/vmlDrawing9.vml": VML.format(inner.format(token)).encode()}
            return packed(linked(parts, part_of(parts, PROACTIVE), "vmlDrawing", "../drawings/vmlDrawing9.vml"))

        return deed

    return planted


ANCHOR = "<x:Anchor>4, 12, 4, 10, 9, 42, 8, 16</x:Anchor>"

DRAWN: Planted = {
    "text box": drawing(shape),
    "text box in a group": drawing(lambda token: f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="1" name="组合 1"/></xdr:nvGrpSpPr>{shape(token)}{shape("别的")}</xdr:grpSp>'),
    "connector": drawing(lambda token: shape(token, kind="cxnSp")),
    "description of a shape": drawing(lambda token: shape("", f'name="椭圆 1" descr="{token}"')),
    "title of a shape": drawing(lambda token: shape("", f'name="椭圆 1" title="{token}"')),
    "text box for newer programs": drawing(lambda token: f'<mc:AlternateContent><mc:Choice Requires="a14">{shape(token)}</mc:Choice><mc:Fallback>{shape(token)}</mc:Fallback></mc:AlternateContent>'),
    "text box for older programs": drawing(lambda token: f'<mc:AlternateContent><mc:Choice Requires="new"></mc:Choice><mc:Fallback>{shape(token)}</mc:Fallback></mc:AlternateContent>'),
    "link of a shape": drawing(
        lambda token: shape("看这里").replace('name="文本框 1"/>', 'name="文本框 1"><a:hlinkClick r:id="rIdPlanted"/></xdr:cNvPr>'),
        lambda token: lambda parts: linked(parts, "xl/drawings/drawing9.xml", "hyperlink", f"http://x/{token}", ' TargetMode="External"'),
    ),
    "description of a picture": drawing(lambda token: picture(f'descr="{token}"'), with_image),
    "diagram": drawing(
        lambda token: frame("http://schemas.openxmlformats.org/drawingml/2006/diagram", '<dgm:relIds r:dm="rIdPlanted" r:lo="x" r:qs="x" r:cs="x"/>'), with_diagram
    ),
    "title of a chart": drawing(lambda token: CHART, lambda token: with_chart(chart_title(token))),
    "name of a series": drawing(lambda token: CHART, lambda token: with_chart(f"<c:plotArea><c:barChart><c:ser><c:tx><c:v>{token}</c:v></c:tx></c:ser></c:barChart></c:plotArea>")),
    "text box in a chart": drawing(lambda token: CHART, lambda token: with_chart("<c:plotArea/>", USER_SHAPES.format(ns=NS, token=token))),
    "older text box": vml('<v:shape id="s1" type="#_x0000_t202"><v:textbox><div style="text-align:left"><font face="宋体">甲<br>{}</font></div></v:textbox><x:ClientData ObjectType="Rect">' + ANCHOR + "</x:ClientData></v:shape>"),
    "caption of a button": vml('<v:shape id="s1" type="#_x0000_t201" o:button="t"><v:textbox><div><font>{}</font></div></v:textbox><x:ClientData ObjectType="Button">' + ANCHOR + "</x:ClientData></v:shape>"),
    "description of an older shape": vml('<v:rect id="s1" alt="{}"><x:ClientData ObjectType="Rect">' + ANCHOR + "</x:ClientData></v:rect>"),
}


# -- Cells, headers, links, comments


def tail(sheet: str, before: str, added: str) -> Deed:
    """Add an element below the cells of a sheet."""
    return in_sheet(sheet, f"(<{before})", lambda found: added + found[1])


def prompted(pattern: str, by: str) -> Deed:
    """Rewrite the first prompt of a sheet."""
    return in_sheet(REQUESTS, f"{pattern}(.*)", lambda found: by + found[1])


def comment_of(text: str) -> Deed:
    return openpyxl_does(lambda book: setattr(book[REQUESTS]["E7"], "comment", Comment(text, "李")))


def header(where: str, code: str) -> Callable[[str], Deed]:
    return lambda token: openpyxl_does(lambda book: setattr(getattr(getattr(book[REQUESTS], where), code), "text", f"填报人 {token} &D"))


def even_header(token: str) -> Deed:
    return in_sheet(REQUESTS, "<headerFooter>(.*?)</headerFooter>", rf'<headerFooter differentOddEven="1">\1<evenHeader>&amp;L&amp;"宋体,Bold"&amp;12{token}</evenHeader></headerFooter>')


def first_footer(token: str) -> Deed:
    return in_sheet(REQUESTS, "<headerFooter>(.*?)</headerFooter>", rf'<headerFooter differentFirst="1">\1<firstFooter>&amp;R&amp;K01+000{token}</firstFooter></headerFooter>')


def link(about: Callable[[str], dict[str, Any]]) -> Callable[[str], Deed]:
    def planted(token: str) -> Deed:
        def do(book: Any) -> None:
            cell = book["一、总体情况"]["B4"]
            cell.value = cell.value or "见网站"
            cell.hyperlink = openpyxl.worksheet.hyperlink.Hyperlink(ref="B4", **about(token))

        return openpyxl_does(do)

    return planted


THREADED = f"{MICROSOFT}/2017/10/relationships/threadedComment"
THREADS = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
TWIN = "[线程批注]\n\n你的Excel版本可读取此线程批注; 但如果在更新版本的Excel中打开文件，则对批注所作的任何改动都将被删除。了解详细信息: https://go.microsoft.com/fwlink/?linkid=870924\n\n注释:\n    {}\n答复:\n    {}"


def threaded(token: str, twin: str = "", answer: str = "收到") -> Deed:
    """Discuss a cell in a thread; with the plain comment Excel writes beside it, or without."""
    said = "".join(
        f'<threadedComment ref="E7" dT="2026-01-20T08:00:00.00" personId="{{P1}}" id="{{T{n}}}"><text>{escape(text)}</text></threadedComment>'
        for n, text in enumerate((token, answer))
    )
    thread = f'<ThreadedComments xmlns="{THREADS}">{said}</ThreadedComments>'
    persons = f'<personList xmlns="{THREADS}"><person displayName="王科长" id="{{P1}}" userId="w" providerId="None"/></personList>'

    def deed(data: bytes) -> bytes:
        if twin:
            data = comment_of(twin)(data)
        parts = parts_of(data)
        parts = part(parts, "xl/persons/person.xml", persons)
        parts = linked(parts, BOOK, f"{MICROSOFT}/2017/10/relationships/person", "persons/person.xml")
        parts = part(parts, "xl/threadedComments/threadedComment9.xml", thread)
        return packed(linked(parts, part_of(parts, REQUESTS), THREADED, "../threadedComments/threadedComment9.xml"))

    return deed


def on_a_chart_sheet(token: str) -> Deed:
    def do(book: Any) -> None:
        chart = BarChart()
        chart.title = token
        book.create_chartsheet("图").add_chart(chart)

    return openpyxl_does(do)


def many_strays(token: str) -> Deed:
    """Fill thirty cells beside the table; the words are in the last of them."""
    return openpyxl_does(lambda book: [book[REQUESTS].cell(7 + n, 14, token if n == 29 else f"草稿{n}") for n in range(30)])


def on_own_sheet(token: str) -> Deed:
    return openpyxl_does(lambda book: book.create_sheet("我的说明").__setitem__("C40", token))


BESIDE: Planted = {
    "beside the table": lambda token: stray(REQUESTS, 6, "L6", token),
    "beyond every form": lambda token: stray(REQUESTS, 1_048_576, "XFD1048576", token),
    "the thirtieth cell beside the table": many_strays,
    "a formula of words": lambda token: openpyxl_does(lambda book: book[REQUESTS].__setitem__("L6", f'="{token}"')),
    "an extra sheet": on_own_sheet,
    "the name of an extra sheet": lambda token: copy_sheet(REQUESTS, token),
    "a chart on a sheet of its own": on_a_chart_sheet,
    "over a label": lambda token: openpyxl_does(lambda book: book[REQUESTS].__setitem__("A2", token)),
    "over the state of a table": lambda token: openpyxl_does(lambda book: book[REQUESTS].__setitem__("G1", token)),
    "on the hidden sheet": lambda token: openpyxl_does(lambda book: book["govxl"].__setitem__("D3", token)),
    "on the hidden list": lambda token: openpyxl_does(lambda book: book["退回问题清单"].__setitem__("B9", token)),
    "a comment": comment_of,
    "the end of a long comment": lambda token: comment_of("这一条" * 50 + token),
    "a comment that looks like ours": lambda token: comment_of(f"【退回 说明】{token}"),
    "a thread with its twin": lambda token: threaded(token, TWIN.format(token, "收到")),
    "a thread without a twin": threaded,
    "a twin without its thread": lambda token: comment_of(TWIN.format("请看", token)),
    "words in a twin": lambda token: threaded("好的", TWIN.format("好的", "收到") + f"\n另外：{token}"),
    "header": header("oddHeader", "left"),
    "middle of the footer": header("oddFooter", "center"),
    "even header": even_header,
    "first footer": first_footer,
    "target of a link": link(lambda token: {"target": f"http://example.gov.cn/{token}"}),
    "place of a link": link(lambda token: {"location": token}),
    "tip of a link": link(lambda token: {"location": "'封面'!A1", "tooltip": token}),
    "what a link shows": link(lambda token: {"location": "'封面'!A1", "display": token}),
    "input prompt": lambda token: prompted(' prompt="[^"]*"', f' prompt="{token}"'),
    "title of an input prompt": lambda token: prompted("<dataValidation ", f'<dataValidation promptTitle="{token}" '),
    "scenario": lambda token: tail(REQUESTS, "pageMargins", f'<scenarios><scenario name="甲" comment="{token}"><inputCells r="D6" val="1"/></scenario></scenarios>'),
    "remark on a name": lambda token: in_book("<definedName name=\"cover.address\"", f'<definedName comment="{token}" name="cover.address"'),
    "a name that is a text": lambda token: in_book("</definedNames>", f'<definedName name="zzz">"{token}"</definedName></definedNames>'),
    **{
        f"property {name}": lambda token, name=name: openpyxl_does(lambda book: setattr(book.properties, name, token))
        for name in ("title", "subject", "description", "keywords", "category", "contentStatus")
    },
    "custom property": lambda token: openpyxl_does(lambda book: book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="备注", value=token))),
    "manager": lambda token: lambda data: packed(in_part(parts_of(data), "docProps/app.xml", "</Properties>", f"<Manager>{token}</Manager></Properties>")),
}  # fmt: skip


# -- Pictures


def wps_picture(token: str) -> Deed:
    body = f'<etc:cellImages {NS} xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage>{picture(f"descr={chr(34)}{token}{chr(34)}")}</etc:cellImage></etc:cellImages>'

    def deed(data: bytes) -> bytes:
        parts = part(parts_of(data), "xl/cellimages.xml", body, "application/vnd.wps-officedocument.cellimage+xml")
        return packed(linked(parts, BOOK, "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"))

    return deed


RICH = f"{MICROSOFT}/2017/06/relationships/rdRichValue", f"{MICROSOFT}/2022/10/relationships/richValueRel"


def rich_picture(token: str) -> Deed:
    def deed(data: bytes) -> bytes:
        values = f'<rvData xmlns="{MICROSOFT}/spreadsheetml/2017/richdata" count="1"><rv s="0"><v>0</v><v>5</v><v>{token}</v></rv></rvData>'
        parts = part(parts_of(data), "xl/richData/rdrichvalue.xml", values)
        parts = linked(parts, BOOK, RICH[0], "richData/rdrichvalue.xml")
        parts = part(parts, "xl/richData/richValueRel.xml", f'<richValueRels xmlns="{MICROSOFT}/spreadsheetml/2022/richvaluerel"><rel r:id="rIdPlanted" xmlns:r="{OFFICE}/relationships"/></richValueRels>')
        parts = linked(parts, BOOK, RICH[1], "richData/richValueRel.xml", name="rIdPlanted2")
        return packed(linked(parts, "xl/richData/richValueRel.xml", "image", "../media/image9.png"))

    return deed


PICTURES: Planted = {"picture in a cell (WPS)": wps_picture, "picture in a cell (Excel)": rich_picture}


def over_last_year(token: str) -> Deed:
    """Write over a figure of last year, which takes that figure from the file as well."""
    return openpyxl_does(lambda book: book["上年数据"].__setitem__("D10", token))


EVERYWHERE: Planted = DRAWN | BESIDE | PICTURES
"""Every place, by what it is called."""

WORDLESS: dict[str, Deed] = {
    "a picture nobody described": drawing(lambda token: picture(""), with_image)(""),
    "a chart without words": drawing(lambda token: CHART, lambda token: with_chart("<c:plotArea/>"))(""),
    "handwriting": drawing(lambda token: '<xdr:contentPart r:id="rIdPlanted"/>')(""),
    "a picture behind the sheet": lambda data: packed(linked(parts_of(data), part_of(parts_of(data), REQUESTS), "image", "../media/image9.png")),
    "an embedded object": lambda data: packed(linked(parts_of(data), part_of(parts_of(data), REQUESTS), "package", "../embeddings/x.docx")),
    "a check box": vml('<v:shape id="s1"><x:ClientData ObjectType="Checkbox">' + ANCHOR + "</x:ClientData></v:shape>")(""),
}
"""What has no words and may show some all the same."""
