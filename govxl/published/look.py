"""How a text looks where it stands on a page, from what style sheets and attributes declare: seen, struck, hidden.

A declaration that may hide or alter a text in a way not worked out here makes the text doubtful, never plain.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from govxl.published.css import SIZES, Colour, colour, contrast, length, lengths, over, split
from govxl.published.model import Kind

__all__ = ["FOR_SYMBOLS", "INLINE", "TextLook", "dressed"]

WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)
LEAST_CONTRAST, LEAST_COVER, LEAST_SIZE = 1.25, 0.1, 4.0
"""Below, nobody reads a text: how much it must stand out, how much of it must be there, pixels of its height."""

SMALL = 13.6
"""Pixels: what is smaller and set at the top of its line is raised."""

MOST_VARIABLES = 500
"""Variables that are passed on; what is declared beyond is not."""

FAR = 500
"""Pixels a text is moved to be off the screen."""

INLINE_WORDS = """
    a abbr b big cite code em font i ins label mark q s small span strike strong sub sup time u del bdo bdi kbd samp
    tt var acronym dfn
"""
INLINE = frozenset(INLINE_WORDS.split())
"""Elements that are pieces of a line."""

FOR_SYMBOLS = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "mt extra", "marlett"))
"""Fonts in which letters and digits are drawn as something else."""

VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]{0,200}))?\)")
STILL = re.compile(
    r"(?:(?:translate|rotate|skew)\w*\(\s*(?:[+-]?0[a-z%]*[\s,]*)+\)|scale\w*\(\s*(?:1[\s,]*)+\)|\s)*|none"
)
NOTHING_LEFT = re.compile(r"scale[a-z0-9]*\(\s*0|\b0\s*\)\s*$")
CLIPPED_AWAY = re.compile(
    r"rect\(\s*(?:[01](?:px)?[\s,]*)+\)|inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0|polygon\(\s*(?:0[a-z%]*[\s,]*)+\)"
)
VEILS = (
    "filter", "mask", "mask-image", "mix-blend-mode", "rotate", "translate", "scale", "animation", "animation-name",
    "order", "-webkit-line-clamp",
)  # fmt: skip
"""Properties of which any value may alter a text, but for those of no effect."""

TRICKS = (
    ("flex-direction", "reverse"), ("flex-flow", "reverse"), ("text-overflow", "ellipsis"), ("background-clip", "text"),
    ("-webkit-background-clip", "text"),
)  # fmt: skip
"""Values that may alter a text."""

OF_NO_EFFECT = frozenset(
    ("", "none", "normal", "auto", "initial", "inherit", "unset", "revert", "static", "0", "1", "visible")
)


@dataclass(frozen=True, slots=True)
class TextLook:
    """What is known of a text's look; all is passed on to what stands inside."""

    hidden: bool = False
    unseen: bool = False
    struck: bool = False
    raised: bool = False
    above: bool = False
    backwards: bool = False
    forced: bool = False
    odd: Kind | None = None
    size: float = 16.0
    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    case: str = ""
    marker: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Kind | None:
        """Say what is odd about a text that looks so."""
        if self.hidden or self.unseen or self.size < LEAST_SIZE or self.faded:
            return "hidden"
        if self.struck:
            return "struck"
        if self.backwards and self.forced:
            return "reversed"
        if self.raised:
            return "raised"
        return "above" if self.above else self.odd or ("direction" if self.backwards else None)

    @property
    def faded(self) -> bool:
        """Tell whether a text has the colour of its ground."""
        if self.ink is None or self.ink.cover < LEAST_COVER:
            return self.ink is not None
        return self.ground is not None and _contrast(self.ink, self.ground) < LEAST_CONTRAST


@lru_cache(256)
def _contrast(ink: Colour, ground: Colour) -> float:
    """Say how much a text stands out; a page has few colours and thousands of texts."""
    return contrast(over(ink, ground), ground)


def dressed(
    look: TextLook, tag: str, declared: Mapping[str, str], fonts: frozenset[str] | set[str] = frozenset()
) -> TextLook:
    """Give the look of an element that stands in something of this look; `fonts` are those the page brings along."""
    own = {name: value for name, value in declared.items() if name.startswith("--")}
    variables = {**look.variables, **own} if own and len(look.variables) < MOST_VARIABLES else look.variables
    said: dict[str, str] = {}
    for name, value in declared.items():
        if name in own:
            continue
        said[name] = value.lower()
        # A variable may stand for another, or for itself; so many steps are followed.
        for _ in range(5):
            if "var(" not in said[name] or len(said[name]) > 2000:
                break
            said[name] = VARIABLE.sub(lambda found: variables.get(found[1], found[2] or "").lower(), said[name])
        said[name] = said[name].strip()
    look = replace(look, variables=variables) if own else look
    ground = look.ground
    for name, value in said.items():
        # Other lengths are in sizes of the text, so its own size comes first.
        if name in ("font-size", "font"):
            look = _sized(look, name, value)
    for name, value in said.items():
        look = _coloured(look, name, value, ground)
        look = _written(look, tag, name, value)
        if name in ("font-family", "font") and any(each in value for each in FOR_SYMBOLS | fonts if each):
            families = FOR_SYMBOLS | fonts
            first = (value.rpartition("/")[2] if "/" in value else value).split(",")[0].strip("\"' ")
            # The shorthand has the size and the like before the family, whose name may be of several words.
            if first in families or any(first.endswith(f" {each}") for each in families if each):
                look = replace(look, odd="font")
    if _is_gone(said, look.size):
        return replace(look, hidden=True)
    return replace(look, odd="style") if _is_odd(said, tag, look.size) else look


def _sized(look: TextLook, name: str, value: str) -> TextLook:
    if name == "font":
        value = next((each.partition("/")[0] for each in split(value) if each[:1].isdigit() or each[:1] == "."), "")
    size = SIZES.get(value) if value in SIZES else length(value, look.size, look.size)
    if size is not None:
        return replace(look, size=float(size))
    return replace(look, odd="style") if "(" in value else look


def _coloured(look: TextLook, name: str, value: str, around: Colour | None) -> TextLook:
    if name in ("color", "-webkit-text-fill-color"):
        if (ink := BLACK if value == "initial" else colour(value)) is not None:
            return replace(look, ink=ink)
        return replace(look, odd="style") if "(" in value else look
    if name in ("background", "background-color"):
        if "url(" in value or "gradient(" in value:
            return replace(look, ground=None)
        ground = next((found for each in split(value) if (found := colour(each))), None)
        if ground is not None:
            return replace(look, ground=over(ground, around or WHITE) if ground.cover else around)
    return replace(look, ground=None) if name == "background-image" and "(" in value else look


def _written(look: TextLook, tag: str, name: str, value: str) -> TextLook:
    """Take what changes how letters are written, one property at a time."""
    match name:
        case "visibility":
            return replace(look, unseen=value in ("hidden", "collapse")) if value != "inherit" else look
        case "text-decoration" | "text-decoration-line":
            return replace(look, struck=True) if "line-through" in value else look
        case "vertical-align" if tag in INLINE:
            moved = length(value, look.size, look.size)
            small = value in ("top", "text-top", "bottom", "text-bottom") and look.size < SMALL
            return replace(look, raised=True) if value in ("super", "sub") or small or abs(moved or 0) > 2 else look
        case "font-variant" | "font-variant-position" | "font-feature-settings":
            return replace(look, raised=True) if re.search(r"super\b|\bsub\b|sups|subs|sinf|frac|ordn", value) else look
        case "direction":
            return replace(look, backwards=value == "rtl") if value in ("rtl", "ltr") else look
        case "unicode-bidi":
            return replace(look, forced="override" in value)
        case "text-transform":
            return replace(look, case=value)
        case "list-style" | "list-style-type":
            return replace(look, marker=value)
    return look


def _is_gone(said: Mapping[str, str], size: float) -> bool:
    """Tell whether an element is not there to be seen, or too far away, or too small."""
    if said.get("display") == "none" or said.get("mso-hide") == "all" or said.get("content-visibility") == "hidden":
        return True
    if said.get("-webkit-text-security", "none") not in OF_NO_EFFECT:
        return True
    for name, least in (("opacity", LEAST_COVER), ("zoom", 0.2), ("scale", 0.2)):
        share = length(said.get(name, "1"), 1, 1)
        if share is not None and share < least and said.get(name) != "normal":
            return True
    if NOTHING_LEFT.search(said.get("transform", "")) and "scale" in said["transform"]:
        return True
    if CLIPPED_AWAY.search(f"{said.get('clip', '')} {said.get('clip-path', '')}"):
        return True
    away = lengths(said.get("text-indent", ""), size)
    if away and away[0] <= -100:
        return True
    moved = [
        n for name in ("margin", "margin-left", "margin-top", "margin-right") for n in lengths(said.get(name, ""), size)
    ]
    if any(each <= -FAR for each in moved):
        return True
    if said.get("position", "static") in ("absolute", "fixed", "relative") and any(
        abs(n) >= FAR for n in _offsets(said, size)
    ):
        # To the left or above nothing can be scrolled to; to the right and below, only what is far out is never seen.
        return any(n <= -FAR or n >= 10 * FAR for n in _offsets(said, size))
    if not any(
        said.get(name, "").split(" ")[0] in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y")
    ):
        return False
    boxes = (length(said.get(name, ""), size) for name in ("height", "max-height", "width", "max-width"))
    return any(each is not None and each <= size / 2 for each in boxes)


def _offsets(said: Mapping[str, str], size: float) -> list[float]:
    found = (length(said.get(name, ""), size, 1280) for name in ("left", "top", "right", "bottom"))
    return [each for each in found if each is not None]


def _is_odd(said: Mapping[str, str], tag: str, size: float) -> bool:
    """Tell whether an element is moved, turned, veiled or squeezed in a way that is not followed here."""
    if not STILL.fullmatch(said.get("transform", "none")):
        return True
    if any(said.get(name, "none") not in OF_NO_EFFECT for name in VEILS):
        return True
    if any(word in said.get(name, "") for name, word in TRICKS):
        return True
    painted = said.get("background", "") + said.get("background-image", "") if tag in INLINE or tag == "td" else ""
    if "url(" in painted or "gradient(" in painted:
        return True
    if any(said.get(name, "auto") not in ("auto", "none") for name in ("clip", "clip-path")):
        return True
    spacing = length(said.get("letter-spacing", ""), size)
    if spacing is not None and spacing < -0.35 * size:
        return True
    height = length(said.get("line-height", ""), size)
    # A bare number is so many times the size of the text.
    if height is not None and (height * size if said["line-height"][-1:].isdigit() else height) < size / 4:
        return True
    if tag in INLINE and said.get("float", "none") in ("left", "right"):
        return True
    moved = said.get("position") in ("absolute", "fixed") or (
        said.get("position") == "relative" and any(abs(n) > 3 for n in _offsets(said, size))
    )
    return moved and (tag in INLINE or tag in ("td", "th", "tr"))
