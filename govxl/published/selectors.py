"""Selectors of style sheets: which elements they may select; what is not understood selects more, and is uncertain.

Understood are names, ids, classes, attributes and what stands between them. Of a condition such as `:nth-child(2)`
nothing is known: without it a selector selects too much, never too little.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Compound", "Selector", "parse_selectors", "selects"]

LONGEST = 2_000
"""Characters of a list of selectors; what is longer is taken as `*`, uncertain."""

LONGEST_WAY = 12
"""Elements that a selector leads through."""

NEVER_WORDS = """
    hover focus active focus-within focus-visible target selection placeholder backdrop visited -webkit-scrollbar
    -webkit-scrollbar-thumb -webkit-scrollbar-track -webkit-input-placeholder -moz-placeholder -ms-input-placeholder
    -moz-selection -moz-focus-inner -webkit-search-cancel-button popover-open fullscreen
"""
NEVER = frozenset(NEVER_WORDS.split())
"""Conditions that hold only while somebody does something, and what is no text of the page."""

BESIDES = frozenset(("before", "after"))
"""Where a style sheet can add a text."""

ALWAYS = frozenset(("link", "any-link", "root", "scope", "is", "where", "matches"))

PIECE = re.compile(
    r"(?P<combinator>\s*[>+~]\s*|\s+)|(?P<mark>[.#])(?P<named>(?:[\w-]|[^\x00-\x7f])+)|(?P<tag>\*|(?:[\w-]|[^\x00-\x7f])+)"
    r"|\[(?P<attribute>[^\]]{0,400})\]|(?P<pseudo>::?[\w-]+)|(?P<bar>\|)"
)
ATTRIBUTE = re.compile(r"\s*([\w-]+)\s*(?:([~|^$*]?=)\s*[\"']?([^\"']*?)[\"']?\s*(?:[is]\s*)?)?", re.IGNORECASE)


@dataclass(slots=True)
class Compound:
    """What one element must be, and how it stands to the next one to the right."""

    tag: str = ""
    id: str = ""
    classes: set[str] = field(default_factory=set)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    link: str = ""


@dataclass(slots=True)
class Selector:
    """A selector, its last element first; `beside` is before or after where it selects what stands there."""

    compounds: list[Compound]
    uncertain: bool = False
    beside: str = ""
    weight: tuple[int, int, int] = (0, 0, 0)


def parse_selectors(text: str) -> Iterator[Selector]:
    """Yield the selectors of a list, those that never hold by themselves left out."""
    if len(text) > LONGEST:
        yield Selector([Compound()], uncertain=True)
        return
    depth, start = 0, 0
    # A comma inside brackets is none of the list's.
    for at, letter in enumerate(f"{text},"):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and (depth <= 0 or at == len(text)):
            found = _parsed(text[start:at].strip())
            start = at + 1
            if found is not None:
                yield found


def _parsed(text: str) -> Selector | None:
    found = Selector([Compound()])
    ids = classes = tags = at = 0
    while at < len(text):
        piece = PIECE.match(text, at)
        if piece is None:
            found.uncertain = True
            at += 1
            continue
        at = piece.end()
        last = found.compounds[0]
        if piece["combinator"]:
            link = piece["combinator"].strip() or " "
            # What stands anywhere before is not looked for, and of a long way only its end.
            if link == "~" or len(found.compounds) == LONGEST_WAY:
                found.compounds, found.uncertain = [Compound()], True
            else:
                found.compounds.insert(0, Compound(link=link))
        elif piece["mark"] == "#":
            last.id, ids = piece["named"].casefold(), ids + 1
        elif piece["mark"]:
            last.classes.add(piece["named"].casefold())
            classes += 1
        elif piece["tag"]:
            last.tag = "" if piece["tag"] == "*" else piece["tag"].lower()
            tags += bool(last.tag)
        elif piece["attribute"] is not None:
            known = ATTRIBUTE.fullmatch(piece["attribute"])
            found.uncertain = found.uncertain or known is None
            if known is not None:
                last.attributes.append((known[1].lower(), known[2] or "", (known[3] or "").casefold()))
            classes += 1
        elif piece["pseudo"]:
            name = piece["pseudo"].lstrip(":").lower()
            at = _behind_brackets(text, at)
            # It holds only while somebody points or types, or selects no text.
            if name in NEVER:
                return None
            if name in BESIDES:
                found.beside = name
            elif name == "root":
                last.tag = "html"
            elif name not in ALWAYS or not piece["pseudo"].startswith(":"):
                found.uncertain = True
            else:
                found.uncertain = found.uncertain or name in ("is", "where", "matches")
            classes += 1
    found.weight = (ids, classes, tags)
    return found


def _behind_brackets(text: str, at: int) -> int:
    if text[at : at + 1] != "(":
        return at
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if not depth:
            return end + 1
    return len(text)


def selects(selector: Selector, element: Any) -> bool:
    """Tell whether a selector selects an element of a page; elements are those of the parser, `tag` in small letters.

    All places where something may stand are kept, so that no way of reading it is overlooked.
    """
    if not _fits(selector.compounds[0], element):
        return False
    places = [element]
    for right, compound in zip(selector.compounds, selector.compounds[1:], strict=False):
        if right.link == " ":
            likely = [above for after in places for above in after.iterancestors()]
        else:
            likely = [after.getparent() if right.link == ">" else after.getprevious() for after in places]
        places = [place for place in dict.fromkeys(likely) if place is not None and _fits(compound, place)]
        if not places:
            return False
    return True


def _fits(compound: Compound, element: Any) -> bool:
    if compound.tag and compound.tag != element.tag:
        return False
    if compound.id and compound.id != (element.get("id") or "").casefold():
        return False
    if compound.classes and not compound.classes <= set((element.get("class") or "").casefold().split()):
        return False
    return all(_holds(element.get(name), way, value) for name, way, value in compound.attributes)


def _holds(said: str | None, way: str, value: str) -> bool:
    if said is None or not way:
        return said is not None
    said = said.casefold()
    match way:
        case "=":
            return said == value
        case "~=":
            return value in said.split()
        case "|=":
            return said == value or said.startswith(f"{value}-")
        case "^=":
            return bool(value) and said.startswith(value)
        case "$=":
            return bool(value) and said.endswith(value)
    return bool(value) and value in said
