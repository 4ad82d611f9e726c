"""Where the paragraphs of a page stand: in which element, among links or in a site's own parts; what replaces text."""

from collections.abc import Mapping
from typing import Any

from govxl.report.look import INLINE
from govxl.report.looks import Looks
from govxl.report.seen import Doubt, meaningful

__all__ = ["SILENT", "Places", "breaks", "is_gone", "replaced"]

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


class Places:
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
    display = displays.get(element)
    if display is None:
        return element.tag not in WITHIN
    if element.tag == "br":
        return display != "none"
    return not display.startswith(INSIDE)


def is_gone(element: Any, looks: Looks) -> bool:
    """Tell whether a row or a cell takes no place in its table, or a column of it is folded away."""
    look = looks.own.get(element)
    if look is None:
        return False
    return look.unseen if element.tag == "col" else looks.displays.get(element) == "none"


def replaced(element: Any) -> Doubt | str | None:
    """Give what is shown in place of an element: a text, or something nobody can read here; None for what is walked."""
    match element.tag:
        case "img":
            return "" if _is_speck(element) else Doubt("picture", _name(element))
        case "svg":
            texts = [" ".join("".join(mark.itertext()).split()) for mark in element.iter("text")]
            return Doubt("drawing", "\n".join(texts)) if any(texts) else Doubt("picture", "svg")
        case tag if tag in EMBEDDED:
            return Doubt("embedded", f"{tag} {_name(element)}".strip())
        case "math":
            text = "".join(element.itertext())
            return Doubt("formula", text) if meaningful(text) else ""
        case "input":
            return element.get("value") or "" if (element.get("type") or "").lower() in SHOWN_VALUES else ""
        case "select":
            options = list(element.iter("option"))
            chosen = next((each for each in options if "selected" in each.attrib), options[0] if options else None)
            return "" if chosen is None else "".join(chosen.itertext())
    return None


def _is_speck(element: Any) -> bool:
    said = (element.get("width") or "", element.get("height") or "")
    return any(each.isdecimal() and len(each) < 3 and int(each) <= SPECK for each in said)


def _name(element: Any) -> str:
    source = (element.get("src") or element.get("data") or "").rpartition("/")[2]
    return " ".join((element.get("alt") or element.get("title") or source).split())[:60]
