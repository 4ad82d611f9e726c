"""Text in a workbook: entities, the `_xHHHH_` escapes, rich runs, and the table of shared strings.

Works on XML proven well-formed and plain, as `markup` gives it. Text is kept exactly: nothing is stripped.
"""

import re

from govxl.findings.finding import finding
from govxl.xlsx.looks import CellLooks, Font, Rich, font_of
from govxl.xlsx.xml import canonical, plain
from govxl.xlsx.zip import Refused

__all__ = ["MAX_STRINGS", "MAX_TEXT", "cell_text", "exact_text", "joined_runs", "read_strings", "unescaped"]

MAX_STRINGS = 200_000
MAX_TEXT = 32_767  # characters a cell can hold in every office suite

_LIST = re.compile(rb"<sst(?:\s[^>]*?)?(/?)>")
_STRING = re.compile(
    rb"<si(?: ?/>|>(?:<t(?:\s[^>]*?)?>([^<]*)</t></si>|([^<]*(?:<(?!/si>)[^<]*)*)</si>))|(\S).*", re.DOTALL
)
_RUN = re.compile(rb"<rPh[\s>][^<]*(?:<(?!/rPh>)[^<]*)*</rPh>|<t(?:\s[^>]*?)?(?:/>|>([^<]*)</t>)")
_FONTS = re.compile(
    rb"<rPh[\s>][^<]*(?:<(?!/rPh>)[^<]*)*</rPh>|(<r>|<r\s[^>]*>|</r>)|<rPr(?:\s[^>]*)?>([^<]*(?:<(?!/rPr>)[^<]*)*)</rPr>"
    rb"|<t(?:\s[^>]*?)?(?:/>|>([^<]*)</t>)"
)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def exact_text(content: bytes) -> str:
    """Decode character data, entities and all."""
    text = content.decode()
    if "&" not in text:
        return text
    if "&#" in text:
        return _ENTITY.sub(_character, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")  # last, for what it yields is no entity


def cell_text(content: bytes) -> str:
    """Decode character data of a cell: also `_x000D_` and its like, once (ECMA-376 part 1, 22.9.2.19 ST_Xstring).

    Half a surrogate pair becomes U+FFFD, for such a text can be written nowhere; control characters stay.
    """
    return unescaped(exact_text(content))


def unescaped(text: str) -> str:
    """Decode `_x000D_` and its like, once."""
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def joined_runs(content: bytes, looks: CellLooks | None) -> str:
    """Join the runs of a rich string; phonetic guides are not part of it.

    Where letters may not simply show, the text remembers the fonts of its runs; without `looks` all do.
    """
    if looks is None or b"<rPr" not in content or not looks.is_odd(content):
        return "".join(map(cell_text, _RUN.findall(content)))
    looks.rich = True
    runs: list[tuple[str, Font | None]] = []
    font: Font | None = None
    for edge, properties, text in _FONTS.findall(content):
        if edge:
            font = None
        elif properties:
            font = font_of(properties.decode())
        elif text:
            runs.append((cell_text(text), font))
    return Rich(tuple(runs))


def read_strings(part: str, data: bytes, looks: CellLooks | None = None) -> tuple[str, ...]:
    """Read the shared strings in order; the counts the table claims are not believed."""
    data, looks = plain(part, data), looks or CellLooks()
    found = _strings(part, data, looks)
    if found is None:
        found = _strings(part, canonical(part, data), looks)
    if found is None:
        raise Refused(finding("damaged-file", detail=f"{part} 里有无法识别的内容"))
    return found


def _strings(part: str, data: bytes, looks: CellLooks) -> tuple[str, ...] | None:
    opened = _LIST.search(data)
    if opened is None:
        return None
    if data.count(b"<si") > MAX_STRINGS:
        raise Refused(finding("beyond-limits", detail=f"{part} 的文字超过 {MAX_STRINGS} 条"))
    end = data.find(b"<extLst", opened.end())
    end = data.rfind(b"</sst>") if end < 0 else end
    found = [] if opened[1] else _STRING.findall(data, opened.end(), end)
    if found and found[-1][2]:
        return None
    odd = looks if b"<rPr" in data and looks.is_odd(data) else None  # asked of the whole part first
    texts = tuple(cell_text(simple) if simple else joined_runs(rich, odd) for simple, rich, _ in found)
    if any(len(text) > MAX_TEXT for text in texts):
        raise Refused(finding("beyond-limits", detail=f"{part} 里有一条文字超过 {MAX_TEXT} 字"))
    return texts


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    return chr(int(match[1], 16) if match[1] else int(match[2]))
