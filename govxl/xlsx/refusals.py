"""What is refused, and in what words: damage, what goes beyond a limit, and what would run.

What reaches outside or lies embedded is reported only. Nothing is followed, fetched or run in either case. Kinds are
those of relations, by the last word of their type.
"""

import re
from collections.abc import Iterable

from govxl.findings.finding import Both, Finding, finding

__all__ = ["Refused", "beyond", "calls_out", "damaged", "is_dynamic", "refuse_programs", "reported", "unsafe"]


class Refused(Exception):
    """A file that will not be read, and why; `read_workbook` makes a finding of it."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.name)
        self.finding = found


def damaged(zh: str, en: str) -> Refused:
    """Refuse a file as damaged; the sentence names the part and says what is wrong, in the clerk's words."""
    return Refused(finding("damaged-file", detail=Both(zh, en)))


def beyond(zh: str, en: str) -> Refused:
    """Refuse a file for going beyond a limit, which no honest one comes near."""
    return Refused(finding("beyond-limits", detail=Both(zh, en)))


def unsafe(zh: str, en: str) -> Refused:
    """Refuse a file for something that could run, or lead out of it."""
    return Refused(finding("unsafe-content", detail=Both(zh, en)))


# -- Programs, and what reaches outside


_PROGRAMS = {
    "vbaproject": Both("宏（VBA）", "macros (VBA)"),
    "wordvbadata": Both("宏（VBA）", "macros (VBA)"),
    "xlmacrosheet": Both("宏表（Excel 4.0）", "macro sheets (Excel 4.0)"),
    "xlintlmacrosheet": Both("宏表（Excel 4.0）", "macro sheets (Excel 4.0)"),
}
_REPORTED = {
    "externallink": Both("指向其他工作簿的链接", "links to other workbooks"),
    "oleobject": Both("嵌入的对象", "embedded objects"),
    "package": Both("嵌入的文件", "embedded files"),
    "control": Both("ActiveX 控件", "ActiveX controls"),
    "activexcontrolbinary": Both("ActiveX 控件", "ActiveX controls"),
    "connections": Both("外部数据连接", "connections to outside data"),
    "querytable": Both("网页或数据库查询", "queries of web pages or databases"),
    "xmlmaps": Both("XML 映射", "XML maps"),
    "usershapes": Both("嵌入的图形", "embedded drawings"),
}
_STRING = re.compile(r"\"[^\"]*\"")
_DYNAMIC = re.compile(rb"<(?:[\w.-]+:)?(?:ddeLink|oleLink)[\s/>]")
_CALLS = re.compile(r"\||(?<![\w.])DDE\s*\(", re.IGNORECASE)


def refuse_programs(kinds: Iterable[str], types: Iterable[str] = ()) -> None:
    """Refuse a package that holds programs, by its relations or by the content types of its parts."""
    # By what leads to a part and by what a part is said to be: a renamed .xlsm has both, a forged one either.
    held = [_PROGRAMS[kind] for kind in kinds if kind in _PROGRAMS]
    if any(word in kind.casefold() for kind in types for word in ("macro", "vbaproject")):
        held.append(Both("宏（.xlsm）", "macros (.xlsm)"))
    if held:
        raise unsafe(f"文件带有{held[0].zh}", f"the file has {held[0].en}")


def reported(kinds: Iterable[str]) -> tuple[Both, ...]:
    """Name what is embedded or reaches outside, each kind once."""
    return tuple(dict.fromkeys(_REPORTED[kind] for kind in kinds if kind in _REPORTED))


def is_dynamic(data: bytes) -> bool:
    """Tell whether an XML part in UTF-8 links cells to a running program (DDE, or OLE as a link)."""
    return _DYNAMIC.search(data) is not None


def calls_out(formula: str) -> bool:
    """Tell whether a formula talks to another program: `cmd|'/c calc'!A0`, or `DDE(…)` as LibreOffice writes it."""
    # Most formulas hold neither sign. A bar within a text is no call, so texts are taken out first.
    return ("|" in formula or "DDE" in formula.upper()) and _CALLS.search(_STRING.sub("", formula)) is not None
