"""What a Word file does not write down where it shows it: the numbers of lists, and what a style hides.

Word counts 一、二、三 for itself; a published text has them, so they are counted here as Word does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from govxl.workbook.markup import walk

__all__ = ["DEFAULTS", "LEVELS", "OFF", "Lists", "Style", "Styles", "chain", "read_lists"]

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


Styles = dict[str, Style]


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
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        own = self.instead.get((identity, level), levels[level])
        shown = "" if own.kind in ("bullet", "none") or own.hidden else own.shown
        for nth in range(level + 1):
            if f"%{nth + 1}" in shown:
                at = counts[nth] if counts[nth] is not None else levels[nth].start
                kind = self.instead.get((identity, nth), levels[nth]).kind
                shown = shown.replace(f"%{nth + 1}", written(at or 0, "decimal" if own.legal else kind))
        return shown


def written(number: int, kind: str) -> str:
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


def chain(styles: Styles, name: str) -> Iterator[Style]:
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
