"""Where the paragraphs of a page stand: in which element, list or table, among links or in a site's own parts."""

import re
from collections.abc import Mapping
from typing import Any

from govxl.published.docx_styles import list_number
from govxl.published.look import INLINE
from govxl.published.model import Marked, PublishedDoubt, meaningful

__all__ = [
    "SILENT",
    "BlockPlaces",
    "breaks",
    "cell_spans",
    "data_tables",
    "element_name",
    "item_number",
    "notes_of",
    "replaced",
]

# -- Tables


MOST_COLUMNS, MOST_ROWS = 256, 4_096
"""What one cell may span; more is taken as so much."""


def notes_of(root: Any, fetched: bool) -> tuple[str, ...]:
    """Say what of the page is not looked at and may change what a browser shows; `fetched` are its style sheets."""
    kinds = ((script.get("type") or "").lower() for script in root.iter("script"))
    scripts = any(not kind or "javascript" in kind or kind == "module" for kind in kinds)
    return (*(("scripts",) if scripts else ()), *(("sheets",) if fetched else ()))


def element_name(root: Any) -> str:
    """Give what an article of the page is called for those who hear it."""
    article = root.find(".//article[@aria-label]")
    return "" if article is None else article.get("aria-label", "")


def data_tables(cells: dict[Any, list[list[Any]]]) -> set[Any]:
    """Tell tables of data from those that only place things: these have one cell a row, or such a table inside."""
    data: set[Any] = set()
    layout: set[Any] = set()
    for table in reversed(cells):
        # A table that holds one of data only places it.
        if table not in layout and any(len(row) > 1 for row in cells[table]):
            data.add(table)
            layout.update(table.iterancestors("table"))
    return data


def cell_spans(cell: Any) -> tuple[int, int]:
    """Say how many columns and rows a cell covers; a row span of 0 means down to the end."""
    return _span(cell.get("colspan"), MOST_COLUMNS), _span(cell.get("rowspan"), MOST_ROWS, zero=MOST_ROWS)


def _span(said: str | None, most: int, zero: int = 1) -> int:
    if not said:
        return 1
    digits = re.match(r"\s*([0-9]{1,9})", said)
    return min(int(digits[1]), most) or zero if digits else 1


# -- Lists


KINDS = {
    "decimal": ("decimal", "."), "1": ("decimal", "."), "": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."), "lower-latin": ("lowerLetter", "."), "a": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."), "upper-latin": ("upperLetter", "."), "A": ("upperLetter", "."),
    "cjk-ideographic": ("chineseCounting", "、"), "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"), "cjk-decimal": ("ideographDigital", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"), "cjk-earthly-branch": ("ideographZodiac", "、"),
}  # fmt: skip
MARKS_ONLY = frozenset(
    ("none", "disc", "circle", "square", "inside", "outside", "disclosure-open", "disclosure-closed")
)
NUMBER = re.compile(r"\s*([+-]?[0-9]{1,6})")


def item_number(item: Any, marker: str, counted: dict[Any, int]) -> Marked | None:
    """Give the number of a list's item; `counted` holds how far each list is. What is not known is doubtful."""
    around = item.getparent()
    if around is None or around.tag not in ("ol", "ul"):
        return None
    ordered = around.tag == "ol"
    words = [word for word in marker.split() if word not in ("inside", "outside") and "(" not in word]
    kind = item.get("type") or (words[0] if words else "") or around.get("type") or ""
    backwards = "reversed" in around.attrib
    first = _number(around.get("start"), sum(child.tag == "li" for child in around) if backwards else 1)
    step = -1 if backwards else 1
    # A value that an item gives itself goes before counting.
    number = _number(item.get("value"), counted[around] + step if around in counted else first)
    counted[around] = number
    if kind in MARKS_ONLY or (not ordered and not kind):
        return None
    if kind[:1] in "\"'" and kind:
        return Marked(kind.strip("\"'"), "generated")
    known = KINDS.get(kind)
    if known is None:
        return Marked(f"{number}.", "style")
    return Marked(f"{list_number(number, known[0])}{known[1]}", "generated")


def _number(said: str | None, otherwise: int) -> int:
    found = NUMBER.match(said or "")
    return int(found[1]) if found else otherwise


# -- Places


SILENT = frozenset(("head", "title", "script", "style", "template", "xml", "datalist"))
"""What holds no text of the page."""

EMBEDDED = frozenset(("canvas", "object", "embed", "iframe", "frame", "video", "audio", "meter", "progress", "applet"))
SHOWN_VALUES = frozenset(("text", "button", "submit", "reset", "number", "tel", "search", "email", "url", ""))
"""Kinds of input whose value is shown."""

REPLACED = frozenset(("img", "svg", "picture", "math", "select", "textarea", "input"))
WITHIN = INLINE | SILENT | EMBEDDED | REPLACED | frozenset(("o:p", "wbr", "noscript", "ruby", "rt", "rp", "rb"))
"""What does not end a paragraph; every other tag does."""

INSIDE = ("inline", "contents", "ruby", "none")
SITE = frozenset(("nav", "footer", "aside", "button"))
"""Elements that hold what a site says around its articles."""

MOSTLY_LINKED = 0.8
SPECK = 4
"""Pixels: a picture no larger holds no figures."""


class BlockPlaces:
    """For every block the innermost element it stands in, by number, and whether it is the site's."""

    def __init__(self) -> None:
        self.parents = [0]
        self.homes: list[int] = []
        self.site: list[bool] = []
        self.open = [0]
        self.in_site = self.in_link = 0
        self.letters = self.linked = 0

    def step(self, into: bool) -> None:
        """Go into an element that ends paragraphs, or out of it."""
        if into:
            self.parents.append(self.open[-1])
            self.open.append(len(self.parents) - 1)
        elif len(self.open) > 1:
            self.open.pop()

    def enter(self, element: Any) -> None:
        """Note the beginning of an element."""
        self.in_site += _is_site(element)
        self.in_link += element.tag == "a"

    def leave(self, element: Any) -> None:
        """Note the end of an element."""
        self.in_site -= _is_site(element)
        self.in_link -= element.tag == "a"

    def count(self, text: str) -> None:
        """Note a piece of text."""
        said = len(text.strip())
        self.letters += said
        self.linked += said if self.in_link else 0

    def put(self, counted: bool) -> None:
        """Note a block; a paragraph that is a link is the site's."""
        self.homes.append(self.open[-1])
        self.site.append(self.in_site > 0 or (counted and self.linked > MOSTLY_LINKED * self.letters))
        self.letters = self.linked = 0


def _is_site(element: Any) -> bool:
    """Tell whether an element is a site's own, or a page's head or foot as LibreOffice saves it."""
    return element.tag in SITE or (element.tag == "div" and element.get("title") in ("header", "footer"))


def breaks(element: Any, displays: Mapping[Any, str]) -> bool:
    """Tell whether a paragraph ends where an element begins and where it ends."""
    # A style sheet may make a line of what is a piece of one, and the other way round.
    display = displays.get(element)
    if display is None:
        return element.tag not in WITHIN
    if element.tag == "br":
        return display != "none"
    return not display.startswith(INSIDE)


def replaced(element: Any) -> PublishedDoubt | str | None:
    """Give what is shown in place of an element: a text, or something nobody can read here; None for what is walked."""
    match element.tag:
        case "img":
            sides = (element.get("width") or "", element.get("height") or "")
            speck = any(each.isdecimal() and len(each) < 3 and int(each) <= SPECK for each in sides)
            # So small a picture holds no figures.
            return "" if speck else PublishedDoubt("picture", _name(element))
        case "svg":
            texts = [" ".join("".join(mark.itertext()).split()) for mark in element.iter("text")]
            return PublishedDoubt("drawing", "\n".join(texts)) if any(texts) else PublishedDoubt("picture", "svg")
        case tag if tag in EMBEDDED:
            return PublishedDoubt("embedded", f"{tag} {_name(element)}".strip())
        case "math":
            text = "".join(element.itertext())
            return PublishedDoubt("formula", text) if meaningful(text) else ""
        case "input":
            return element.get("value") or "" if (element.get("type") or "").lower() in SHOWN_VALUES else ""
        case "select":
            options = list(element.iter("option"))
            # Browsers show the first where none is chosen.
            chosen = next((each for each in options if "selected" in each.attrib), options[0] if options else None)
            return "" if chosen is None else "".join(chosen.itertext())
    return None


def _name(element: Any) -> str:
    source = (element.get("src") or element.get("data") or "").rpartition("/")[2]
    return " ".join((element.get("alt") or element.get("title") or source).split())[:60]
