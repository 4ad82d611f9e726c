"""Style sheets taken apart: rules, and the declarations in them that can change what is seen of a text.

Nothing is fetched. What stands under a condition, as for paper or for a window of some width, is marked as uncertain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Declaration", "Rule", "Sheet", "declarations", "parse_sheet"]

MOST_RULES = 20_000
"""Rules of one page; a site's own sheets have some thousands, and stand outside of the page."""

LONGEST_VALUE = 2_000
"""Characters of a value that are looked at."""

READ_WORDS = """
    display visibility opacity content content-visibility text-decoration text-decoration-line vertical-align
    font-size font font-family color background background-color background-image direction unicode-bidi position
    left right top bottom float order flex-direction flex-flow transform scale rotate translate clip clip-path
    text-indent margin margin-left margin-top margin-right height max-height width max-width overflow overflow-x
    overflow-y text-overflow -webkit-line-clamp letter-spacing line-height -webkit-text-fill-color
    -webkit-text-security filter mask mask-image mix-blend-mode zoom text-transform font-variant
    font-variant-position font-feature-settings animation animation-name list-style list-style-type all mso-hide
    background-clip -webkit-background-clip
"""
READ = frozenset(READ_WORDS.split())
"""Properties that can hide a text or make another of it."""

TOKEN = re.compile(r"/\*|[\"'{};()]|\\.|[^/\"'{};()\\]+|/", re.DOTALL)
STRINGS = {quote: re.compile(rf"{quote}(?:[^{quote}\\\n]|\\.)*{quote}?", re.DOTALL) for quote in "\"'"}
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.DOTALL)
IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)
GROUPS = ("@media", "@supports", "@layer", "@container", "@scope", "@document", "@starting-style")
ALWAYS = frozenset(("screen", "all", "only screen", ""))


class Declaration(NamedTuple):
    """What is declared; names are in small letters, values as they stand."""

    name: str
    value: str
    important: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors, and what is declared for what they select; uncertain where that holds on some condition only."""

    selectors: str
    declared: tuple[Declaration, ...]
    uncertain: bool = False


@dataclass(slots=True)
class Sheet:
    """The style sheets of a page; `whole` is false where something could not be read or is fetched from elsewhere."""

    rules: list[Rule] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)
    fetched: bool = False
    too_many: bool = False


class _Block(NamedTuple):
    """An open block: what stands before it, and whether it holds declarations."""

    prelude: str
    uncertain: bool
    texts: list[str]


def parse_sheet(text: str, sheet: Sheet) -> None:
    """Add the rules of a style sheet to others."""
    blocks: list[_Block] = []
    buffer: list[str] = []
    for token in _tokens(text.replace("<!--", " ").replace("-->", " ")):
        if token == "{":
            prelude = "".join(buffer).strip()
            buffer.clear()
            blocks.append(_opened(prelude, blocks[-1] if blocks else None))
        elif token == ";" or token == "}":
            said = "".join(buffer).strip()
            buffer.clear()
            if blocks:
                blocks[-1].texts.append(said)
            elif said.lower().startswith("@import"):
                sheet.fetched = True
            if token == "}" and blocks:
                _closed(blocks.pop(), sheet)
        else:
            buffer.append(token)
    if blocks:
        blocks[-1].texts.append("".join(buffer))
    for block in reversed(blocks):
        _closed(block, sheet)


def _opened(prelude: str, around: _Block | None) -> _Block:
    uncertain = around is not None and around.uncertain
    name = prelude.lower()
    if name.startswith(GROUPS):
        condition = name.partition(" ")[2].strip()
        holds = name.startswith(("@layer", "@media")) and (name.startswith("@layer") or condition in ALWAYS)
        # A condition inside a rule is about what that rule selects.
        return _Block(around.prelude if around else "", uncertain or not holds, [])
    if around is not None and around.prelude:
        inner = prelude.replace("&", around.prelude) if "&" in prelude else f"{around.prelude} {prelude}"
        return _Block(inner[:2000], True, [])
    return _Block(prelude, uncertain, [])


def _closed(block: _Block, sheet: Sheet) -> None:
    declared = tuple(_declared(block.texts))
    name = block.prelude.lower()
    if name.startswith("@font-face"):
        family = (each.value for each in declared if each.name == "font-family")
        sheet.fonts.update(value.strip("\"' ").lower() for value in family)
    elif block.prelude and not name.startswith("@") and declared:
        if len(sheet.rules) < MOST_RULES:
            sheet.rules.append(Rule(block.prelude, declared, block.uncertain))
        else:
            sheet.too_many = True


def declarations(style: str) -> tuple[Declaration, ...]:
    """Read what the `style` of an element declares, as far as it can change what is seen."""
    texts: list[str] = []
    buffer: list[str] = []
    for token in _tokens(style):
        if token == ";":
            texts.append("".join(buffer))
            buffer.clear()
        else:
            buffer.append(token)
    return tuple(_declared([*texts, "".join(buffer)]))


def _declared(texts: list[str]) -> Iterator[Declaration]:
    for text in texts:
        name, colon, value = text.partition(":")
        name = _unescaped(name).strip().lstrip("*_").lower()
        if colon and (name in READ or name.startswith("--")):
            bare = IMPORTANT.sub("", value)
            yield Declaration(name, _unescaped(bare[:LONGEST_VALUE]).strip(), len(bare) < len(value))


def _unescaped(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return (chr(code) if 0 < code < 0x110000 else "\ufffd") if found[1] else found[2]

    return ESCAPE.sub(letter, text) if "\\" in text else text


def _tokens(text: str) -> Iterator[str]:
    """Yield what a sheet is made of, comments left out; what is in brackets or quotes is one token with its marks."""
    at = depth = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        token = found[0] if found else text[at]
        if token == "/*":
            end = text.find("*/", at + 2)
            at = end + 2 if end >= 0 else len(text)
            continue
        if token in STRINGS:
            whole = STRINGS[token].match(text, at)
            token = whole[0] if whole else token
        at += len(token)
        depth += (token == "(") - (token == ")" and depth > 0)
        if depth and token in "{}":
            depth = 0
        yield f" {token}" if depth and token == ";" else token
