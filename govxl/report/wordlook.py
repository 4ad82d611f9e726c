"""How text in a Word file looks, from its own properties and those of its styles: struck, hidden, raised or plain."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govxl.report.css_values import Colour, colour, contrast
from govxl.report.look import FOR_SYMBOLS, LEAST_CONTRAST, WHITE
from govxl.report.seen import Kind
from govxl.report.wordlists import DEFAULTS, OFF, Styles, chain

__all__ = ["PROPERTIES", "Looks", "Said", "is_away", "kind_of", "take_property"]

Said = dict[str, str]
"""Properties by name, as far as they can change what is seen."""

SWITCHES = frozenset(("strike", "dstrike", "vanish", "webHidden", "specVanish", "rtl"))
TOGGLES = ("strike", "vanish")
"""What a paragraph's style and a character's style switch on together is off again (ISO 29500-1, 17.7.3)."""

VALUES = {"vertAlign": "val", "position": "val", "sz": "val", "w": "val", "spacing": "val", "highlight": "val"}
PROPERTIES = SWITCHES.union(VALUES, ("color", "shd", "rFonts", "noFill", "srgbClr", "rStyle", "bidi", "ind", "framePr"))
"""All properties that are looked at."""

LIGHT = frozenset(("background1", "bg1", "light1", "lt1"))
HIGHLIGHTS = {"darkblue": "#000080", "darkcyan": "#008080", "darkgreen": "#008000", "darkmagenta": "#800080",
              "darkred": "#800000", "darkyellow": "#808000", "darkgray": "#808080", "lightgray": "#c0c0c0"}  # fmt: skip
SMALLEST, NARROWEST, CLOSEST, RAISED = 6, 10, -100, 4
"""Half points of a size that is read; per cent of a width; twips between letters; half points that raise a text."""

FARTHEST, THINNEST = 12_000, 60
"""Twips that a paragraph may be moved; twips of a line or a row that shows its text."""


def take_property(said: Said, name: str, attributes: Mapping[str, str], within_fill: bool = False) -> None:
    """Note a property of a run, of a paragraph mark's style or of a cell, if it can change what is seen."""
    value = attributes.get("val", "")
    if name in SWITCHES:
        said[name] = "" if value in OFF else "1"
    elif name in VALUES:
        said[name] = attributes.get(VALUES[name], "")
    elif name == "color":
        light = attributes.get("themeColor") in LIGHT and "themeShade" not in attributes
        said["color"] = "FFFFFF" if light else value
    elif name == "shd":
        light = attributes.get("themeFill") in LIGHT and "themeFillShade" not in attributes
        said["fill"] = "FFFFFF" if light else attributes.get("fill", "")
    elif name == "rFonts":
        said["font"] = (attributes.get("ascii") or attributes.get("hAnsi") or attributes.get("eastAsia") or "").lower()
    elif name == "noFill" and within_fill:
        said["color"] = "none"
    elif name == "srgbClr" and within_fill:
        said["color"] = value


def is_away(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether a paragraph is moved off the page, or its lines are too thin to show a letter."""
    if name == "spacing":
        return attributes.get("lineRule") == "exact" and abs(_number(attributes.get("line", ""), FARTHEST)) < THINNEST
    names = {"ind": ("left", "start", "firstLine"), "framePr": ("x", "y")}.get(name, ())
    return any(abs(_number(attributes.get(each, ""), 0)) > FARTHEST for each in names)


@dataclass(slots=True)
class Looks:
    """The looks of a file's styles, each worked out once."""

    styles: Styles
    known: dict[tuple[str, str, str], Said] = field(default_factory=dict)

    def of(self, table: str, paragraph: str, run: str) -> Said:
        """Give what the styles of a table, a paragraph and a run say together."""
        key = (table, paragraph, run)
        if key not in self.known:
            self.known[key] = self._together(key)
        return self.known[key]

    def _together(self, key: tuple[str, str, str]) -> Said:
        default = self.styles[DEFAULTS].said if DEFAULTS in self.styles else {}
        found = dict(default)
        levels = []
        for name in (key[0], key[1] or self._default("paragraph"), key[2]):
            level: Said = {}
            for style in reversed(list(chain(self.styles, name))):
                level |= style.said
            levels.append(level)
            found |= level
        for toggle in TOGGLES:
            on = sum(bool(level.get(toggle)) for level in levels)
            found[toggle] = "1" if default.get(toggle) or on % 2 else ""
        return found

    def _default(self, kind: str) -> str:
        return next((name for name, style in self.styles.items() if style.default == kind), "")


def kind_of(said: Mapping[str, str], ground: str) -> Kind | None:
    """Say what is odd about a text with these properties; `ground` is the fill of what it stands in."""
    if said.get("vanish") or said.get("webHidden") or said.get("specVanish") or said.get("away"):
        return "hidden"
    size, width = _number(said.get("sz", ""), SMALLEST), _number(said.get("w", "").rstrip("%"), 100)
    if size < SMALLEST or width <= NARROWEST or _is_faded(said, ground):
        return "hidden"
    if said.get("strike") or said.get("dstrike"):
        return "struck"
    if said.get("vertAlign") in ("superscript", "subscript") or abs(_number(said.get("position", ""), 0)) > RAISED:
        return "raised"
    if said.get("font") in FOR_SYMBOLS:
        return "font"
    if _number(said.get("spacing", ""), 0) <= CLOSEST:
        return "style"
    return "direction" if said.get("rtl") else None


def _is_faded(said: Mapping[str, str], ground: str) -> bool:
    """Tell whether a text has the colour of what is behind it; one of no given colour never has."""
    value = said.get("color", "")
    if value == "none":
        return True
    ink = colour(f"#{value}") if value not in ("", "auto") else None
    if ink is None:
        return False
    behind = next(
        (found for each in (said.get("highlight", ""), said.get("fill", ""), ground) if (found := _fill(each))), WHITE
    )
    return contrast(ink, behind) < LEAST_CONTRAST


def _fill(value: str) -> Colour | None:
    if not value or value.lower() in ("auto", "none"):
        return None
    return colour(f"#{value}") or colour(HIGHLIGHTS.get(value.lower(), value.lower()))


def _number(said: str, otherwise: int) -> int:
    digits = said.removeprefix("-").removesuffix(".0")
    return (
        (-int(digits) if said.startswith("-") else int(digits)) if digits.isdecimal() and len(digits) < 8 else otherwise
    )
