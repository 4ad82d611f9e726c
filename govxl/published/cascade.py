"""The looks of all elements of a page: which rules select them, which declaration wins, what is added beside them.

Only elements of whose look something is said have an entry; all others look as what they stand in.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from govxl.published.css import Declaration, StyleRule, StyleSheets, declarations
from govxl.published.look import TextLook, dressed
from govxl.published.model import Marked, meaningful
from govxl.published.selectors import Selector, parse_selectors, selects

__all__ = ["MOST_STEPS", "PLAIN", "PageLooks"]

MOST_STEPS = 2_000_000
"""Comparisons of elements with selectors; a page that needs more is not followed."""

UNSEEN = frozenset(("noscript", "rp", "dialog", "datalist", "details"))
WITH_LOOK = UNSEEN.union(("s", "strike", "del", "sup", "sub", "rt", "bdo", "summary"))
"""Elements of which more is known than their style says."""

SHORTHANDS = ("margin", "font", "background", "overflow", "list-style", "text-decoration", "animation", "mask")
STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|([\w-]+)\(([^()]*)\)|([\w-]+)|/")
NO_TEXT = frozenset(("none", "normal", "initial", "open-quote", "close-quote"))
SAYING = frozenset(("style", "hidden", "open", "bgcolor", "dir", "text", "color", "face"))
ATTRIBUTES = {
    "bgcolor": "background-color", "dir": "direction", "text": "color", "color": "color", "face": "font-family",
}  # fmt: skip


class _Selected(NamedTuple):
    selector: Selector
    rule: StyleRule
    order: int


class _WorkedOut(NamedTuple):
    """A look, the way of standing among others, and the look around, kept that no other may come to have its id."""

    look: TextLook
    display: str | None
    around: TextLook


OURS: dict[tuple[Any, ...], _WorkedOut] = {}
MOST_OURS = 1_000
"""How elements of our own pages look that have no style sheet, the same in every report; how many are remembered."""


@dataclass(slots=True)
class PageLooks:
    """The looks of a page's elements, and texts that stand before and after them for the style sheets' sake."""

    sheet: StyleSheets
    own: dict[Any, TextLook] = field(default_factory=dict)
    beside: dict[Any, dict[str, Marked]] = field(default_factory=dict)
    displays: dict[Any, str] = field(default_factory=dict)
    most: float = MOST_STEPS
    trusted: bool = False
    steps: int = 0
    revisions: bool = False
    index: dict[str, list[_Selected]] = field(default_factory=dict)
    worked_out: dict[tuple[Any, ...], _WorkedOut] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the rules by what the selected element must be."""
        for order, rule in enumerate(self.sheet.rules):
            for selector in parse_selectors(rule.selectors):
                last = selector.compounds[0]
                key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.tag or "*"
                self.index.setdefault(key, []).append(_Selected(selector, rule, order))
        # Without rules and fonts of its own a page's looks follow from names, attributes and surroundings alone.
        if self.trusted and not (self.index or self.sheet.fonts or self.revisions):
            if len(OURS) > MOST_OURS:
                OURS.clear()
            self.worked_out = OURS

    @property
    def lost(self) -> bool:
        """Tell whether not all of the style sheets could be followed."""
        return self.steps > self.most or self.sheet.too_many

    def of(self, element: Any) -> TextLook:
        """Give the look of an element."""
        while element is not None:
            if element in self.own:
                return self.own[element]
            element = element.getparent()
        return PLAIN

    def is_gone(self, element: Any) -> bool:
        """Tell whether a row or a cell takes no place in its table, or a column of it is folded away."""
        look = self.own.get(element)
        if look is None:
            return False
        return look.unseen if element.tag == "col" else self.displays.get(element) == "none"

    def put(self, element: Any, around: TextLook) -> TextLook:
        """Work the look of an element out, given that of what it stands in."""
        found = self._selected(element)
        said = tuple([each for each in element.items() if each[0] in SAYING])
        if not (found or said or element.tag in WITH_LOOK):
            return around
        if element.tag == "summary" and (above := element.getparent()) is not None and above.tag == "details":
            around = self.of(above.getparent())  # what is folded away is all but this
        # Thousands of elements look alike: those with one name, attributes and rules, in one surrounding.
        known = (id(around), element.tag, said, tuple(map(id, found)))
        if known not in self.worked_out:
            self.worked_out[known] = _WorkedOut(*self._work_out(element, around, found), around)
        look, display, _ = self.worked_out[known]
        if display is not None:
            self.displays[element] = display
        self._put_beside(element, look, [each for each in found if each.selector.beside])
        # What says nothing new has no entry, and is found through what it stands in.
        if look is not around:
            self.own[element] = look
        return look

    def _work_out(self, element: Any, around: TextLook, found: list[_Selected]) -> tuple[TextLook, str | None]:
        """Give the look of an element, and its way of standing among others where that is said."""
        tag, said = element.tag, element.attrib
        look = around
        # What Word saved as deleted is no text at all, and left out where the page is walked.
        if tag in ("s", "strike") or (tag == "del" and not self.revisions):
            look = replace(look, struck=True)
        elif tag in ("sup", "sub"):
            look = replace(look, raised=True, size=look.size * 0.83)
        elif tag == "rt":
            look = replace(look, above=True)
        elif tag == "bdo":
            look = replace(look, forced=True)
        if "hidden" in said or (tag in UNSEEN and "open" not in said):
            look = replace(look, hidden=True)
        declared = self._declared(element, found)
        if declared:
            look = dressed(look, element.tag, declared, self.sheet.fonts)
        for each in found:
            if not each.selector.beside and (each.rule.uncertain or each.selector.uncertain):
                declared_then = {each_said.name: each_said.value for each_said in each.rule.declared}
                # Another ground comes with another ink, which is somebody else's rule.
                if "color" not in declared_then:
                    declared_then = {name: declared_then[name] for name in declared_then if name[:10] != "background"}
                other = dressed(look, element.tag, declared_then, self.sheet.fonts)
                look = replace(look, odd="style") if other.kind != look.kind else look
        return look, "none" if "hidden" in said else declared.get("display")

    def _selected(self, element: Any) -> list[_Selected]:
        if not self.index or self.lost:
            return []
        keys = ["*", element.tag, f"#{(element.get('id') or '').casefold()}"]
        keys += (f".{name}" for name in dict.fromkeys((element.get("class") or "").casefold().split()))
        found = []
        for each in (each for key in keys for each in self.index.get(key, ())):
            # A selector that leads through other elements may take a walk up to the root.
            self.steps += 1 if len(each.selector.compounds) == 1 else 20 * len(each.selector.compounds)
            if self.lost:
                break
            if selects(each.selector, element):
                found.append(each)
        return found

    def _declared(self, element: Any, found: list[_Selected]) -> dict[str, str]:
        """Give the declarations that win, the weakest first."""
        certain = (
            each for each in found if not (each.selector.beside or each.rule.uncertain or each.selector.uncertain)
        )
        style = element.get("style")
        ranked = [
            ((said.important, each.selector.weight, each.order), said)
            for each in certain
            for said in each.rule.declared
        ]
        if style:
            ranked += [((said.important, (9999, 0, 0), 0), said) for said in declarations(style)]
        # What attributes say is weaker than any style sheet.
        winning = {ATTRIBUTES[name]: element.get(name, "") for name in ATTRIBUTES if name in element.attrib}
        for _, said in sorted(ranked, key=lambda pair: pair[0]):
            _declare(winning, said)
        return winning

    def _put_beside(self, element: Any, look: TextLook, found: list[_Selected]) -> None:
        for side in {each.selector.beside for each in found}:
            declared: dict[str, str] = {}
            these = [each for each in found if each.selector.beside == side]
            for each in sorted(these, key=lambda each: (each.selector.weight, each.order)):
                for said in each.rule.declared:
                    _declare(declared, said)
            text, certain = "", True
            for found_piece in STRING.finditer(declared.get("content", "")):
                if found_piece[0] == "/":
                    break  # what follows is only read aloud
                double, single, function, argument, word = (found_piece[n] or "" for n in range(1, 6))
                if function == "attr":
                    text += element.get(argument.strip().lower(), "")
                elif function or (word and word not in NO_TEXT):
                    certain = certain and function == "url"
                elif not word:
                    text += double + single
            unsure = not certain or any(each.rule.uncertain or each.selector.uncertain for each in these)
            if dressed(look, "span", declared).kind == "hidden" or not (meaningful(text) or not certain):
                continue
            self.beside.setdefault(element, {})[side] = Marked(text or "…", "style" if unsure else "generated")


PLAIN = TextLook()


def _declare(winning: dict[str, str], said: Declaration) -> None:
    if said.name in SHORTHANDS:
        # A shorthand takes back what was said in detail before it.
        for name in [name for name in winning if name.startswith(f"{said.name}-")]:
            del winning[name]
    # Later declarations come last, as `dressed` takes them in this order.
    winning.pop(said.name, None)
    winning[said.name] = said.value
