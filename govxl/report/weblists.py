"""The numbers a browser writes before the items of a list, which stand nowhere in the page."""

import re
from typing import Any

from govxl.report.seen import Marked
from govxl.report.wordlists import written

__all__ = ["item_number"]

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
    first = _number(around.get("start"), _length(around) if "reversed" in around.attrib else 1)
    step = -1 if "reversed" in around.attrib else 1
    number = _number(item.get("value"), counted[around] + step if around in counted else first)
    counted[around] = number
    if kind in MARKS_ONLY or (not ordered and not kind):
        return None
    if kind[:1] in "\"'" and kind:
        return Marked(kind.strip("\"'"), "generated")
    known = KINDS.get(kind)
    if known is None:
        return Marked(f"{number}.", "style")
    return Marked(f"{written(number, known[0])}{known[1]}", "generated")


def _number(said: str | None, otherwise: int) -> int:
    found = NUMBER.match(said or "")
    return int(found[1]) if found else otherwise


def _length(around: Any) -> int:
    return sum(child.tag == "li" for child in around)
