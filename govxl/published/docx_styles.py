"""What a Word file's styles and lists say of its text: looks, numbers, and what is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from govxl.published.css import colour, contrast
from govxl.published.look import FOR_SYMBOLS, LEAST_CONTRAST, WHITE
from govxl.published.model import Kind
from govxl.xlsx.xml import walk

__all__ = [
    "DEFAULTS",
    "LEVELS",
    "OFF",
    "PROPERTIES",
    "Lists",
    "Said",
    "Style",
    "StylesByName",
    "WordLooks",
    "chain",
    "is_away",
    "read_lists",
    "read_word_styles",
    "style_kind_of",
    "take_property",
]

# -- Lists


LEVELS, BASED = 9, 20
"""Levels of a list, and how many styles may stand on one another."""

LEVEL_NAMES = frozenset(map(str, range(LEVELS)))
DEFAULTS = "\0"
"""What stands for a style where something holds for all of a file; no style is called so."""

OFF = frozenset(("0", "false", "off", "none"))
HIGHEST = 99
"""What is counted in characters; longer lists are counted in digits."""

DIGITS = "〇一二三四五六七八九"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


@dataclass(slots=True)
class Style:
    """A style: the one it is based on, the list its paragraphs belong to, and what it says of its text.

    That of DEFAULTS says what holds for all of the file.
    """

    based: str = ""
    list: str = ""
    level: int = 0
    default: str = ""
    said: dict[str, str] = field(default_factory=dict)


StylesByName = dict[str, Style]


@dataclass(slots=True)
class _Level:
    shown: str = ""
    kind: str = "decimal"
    start: int = 1
    hidden: bool = False
    legal: bool = False


@dataclass(slots=True)
class Lists:
    """The lists of a file, those that begin anew at a level and with what, and how far each kind is counted."""

    levels: dict[str, list[_Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    anew: dict[str, dict[int, int]] = field(default_factory=dict)
    counted: dict[str, list[int | None]] = field(default_factory=dict)
    instead: dict[tuple[str, int], _Level] = field(default_factory=dict)

    def next(self, identity: str, level: int) -> str:
        """Count on and give what Word writes before the paragraph, "" where it is in no list we know."""
        kind = self.kinds.get(identity, "")
        levels = self.levels.get(kind)
        if not levels or not 0 <= level < LEVELS:
            return ""
        counts = self.counted.setdefault(kind, [None] * LEVELS)
        last = counts[level]
        on = levels[level].start if last is None else last + 1
        counts[level] = self.anew.get(identity, {}).pop(level, on)
        # Counting on at a level begins all those below it anew.
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        own = self.instead.get((identity, level), levels[level])
        shown = "" if own.kind in ("bullet", "none") or own.hidden else own.shown
        for nth in range(level + 1):
            if f"%{nth + 1}" in shown:
                at = counts[nth] if counts[nth] is not None else levels[nth].start
                kind = self.instead.get((identity, nth), levels[nth]).kind
                shown = shown.replace(f"%{nth + 1}", list_number(at or 0, "decimal" if own.legal else kind))
        return shown


def list_number(number: int, kind: str) -> str:
    """Write a number as a list of this kind does, in digits where the kind is not known."""
    small = 0 < number <= HIGHEST
    match kind:
        case _ if not small:
            return str(number)
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            tens, ones = divmod(number, 10)
            return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(DIGITS[int(digit)] for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if number <= 20:
            return chr(0x245F + number)
        case "decimalEnclosedParen" if number <= 20:
            return chr(0x2473 + number)
        case "ideographTraditional" if number <= len(STEMS):
            return STEMS[number - 1]
        case "ideographZodiac" if number <= len(BRANCHES):
            return BRANCHES[number - 1]
        case "lowerLetter" | "upperLetter" if number <= 26:
            return chr((96 if kind == "lowerLetter" else 64) + number)
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def chain(styles: StylesByName, name: str) -> Iterator[Style]:
    """Yield a style and those it is based on."""
    for _ in range(BASED):
        if name not in styles:
            return
        yield styles[name]
        name = styles[name].based


def read_lists(part: str, data: bytes) -> Lists:
    """Read the lists of a file; of what one list says otherwise than its kind, its start is read."""
    lists = Lists()
    current: list[_Level] = []
    level = _Level()
    identity, nth = "", ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current, level, identity, nth
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        value = said.get("val", "")
        match name:
            case "abstractNum":
                current = lists.levels.setdefault(said.get("abstractNumId", ""), [_Level() for _ in range(LEVELS)])
            case "num":
                current, identity = [], said.get("numId", "")
            case "abstractNumId":
                lists.kinds[identity] = value
            case "lvlOverride":
                nth = said.get("ilvl", "")
            case "startOverride" if value.isdecimal() and len(value) < 6 and nth in LEVEL_NAMES:
                # Only the first paragraph of this list begins anew; the others of its kind count on.
                lists.anew.setdefault(identity, {})[int(nth)] = int(value)
            case "lvl":
                nth = said.get("ilvl", "")
                level = current[int(nth)] if nth in LEVEL_NAMES and current else _Level()
                if nth in LEVEL_NAMES and not current and identity:
                    lists.instead[identity, int(nth)] = level
            case "vanish" | "isLgl" if value not in OFF:
                level.hidden, level.legal = level.hidden or name == "vanish", level.legal or name == "isLgl"
            case "numFmt":
                level.kind = value
            case "lvlText":
                level.shown = value[:40]
            case "start" if value.isdecimal() and len(value) < 6:
                level.start = int(value)

    walk(part, data, start)
    return lists


# -- Looks


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
class WordLooks:
    """The looks of a file's styles, each worked out once."""

    styles: StylesByName
    known: dict[tuple[str, str, str], Said] = field(default_factory=dict)

    def of(self, table: str, paragraph: str, run: str) -> Said:
        """Give what the styles of a table, a paragraph and a run say together."""
        key = (table, paragraph, run)
        if key not in self.known:
            default = self.styles[DEFAULTS].said if DEFAULTS in self.styles else {}
            plain = next((name for name, style in self.styles.items() if style.default == "paragraph"), "")
            found = dict(default)
            levels = []
            for name in (table, paragraph or plain, run):
                level: Said = {}
                for style in reversed(list(chain(self.styles, name))):
                    level |= style.said
                levels.append(level)
                found |= level
            # Two styles that both cross a text out leave it plain.
            for toggle in TOGGLES:
                on = sum(bool(level.get(toggle)) for level in levels)
                found[toggle] = "1" if default.get(toggle) or on % 2 else ""
            self.known[key] = found
        return self.known[key]


def style_kind_of(said: Mapping[str, str], ground: str) -> Kind | None:
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
    # A highlighter lies over the ground of the run, that over the ground of its cell.
    for fill in (said.get("highlight", "").lower(), said.get("fill", "").lower(), ground.lower()):
        known = fill not in ("", "auto", "none")
        if known and (behind := colour(f"#{fill}") or colour(HIGHLIGHTS.get(fill, fill))):
            return contrast(ink, behind) < LEAST_CONTRAST
    return contrast(ink, WHITE) < LEAST_CONTRAST


def _number(said: str, otherwise: int) -> int:
    digits = said.removeprefix("-").removesuffix(".0")
    return (
        (-int(digits) if said.startswith("-") else int(digits)) if digits.isdecimal() and len(digits) < 8 else otherwise
    )


# -- Styles


ELSEWHERE = frozenset(("tblStylePr", "rPrChange", "pPrChange"))
"""What a style says of the first row and the like, which may stand on a ground of its own."""


def read_word_styles(part: str, data: bytes) -> StylesByName:
    """Read the styles of a file, by id."""
    found: StylesByName = {}
    path: list[str] = []
    current = Style()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        path.append(name)
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        value = said.get("val", "")
        if name == "style":
            current = found.setdefault(said.get("styleId", "") or "?", Style())
            current.default = said.get("type", "") if said.get("default") in ("1", "true", "on") else ""
        elif name == "docDefaults":
            current = found.setdefault(DEFAULTS, Style())
        # It may stand on a ground of its own, or be how it was before.
        elif ELSEWHERE.intersection(path):
            return
        elif name == "basedOn":
            current.based = value
        elif name == "numId":
            current.list = value
        elif name == "ilvl" and value.isdecimal():
            current.level = int(value)
        elif "rPr" in path[:-1]:
            take_property(current.said, name, said, "textFill" in path)
        elif path[-2:-1] == ["pPr"] and is_away(name, said):
            current.said["away"] = "1"
        elif path[-2:-1] == ["pPr"] and name == "shd":
            take_property(current.said, name, said)

    walk(part, data, start, lambda name: path.pop())
    return found
