"""Words that a worksheet part keeps outside its cells: page headers and footers, links, prompts, scenarios.

The part must be proven well-formed and hold no stray `>`. What a workbook of ours says there itself is left out as far
as that can be told without knowing its form; of prompts, `workbook.unread_cells` knows which are the form's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from govxl.addresses import PLACES, Place
from govxl.xlsx.cells import Aside, RawCell, Relation
from govxl.xlsx.memory import LONGEST_PART, remembered
from govxl.xlsx.xml import cell_text

__all__ = ["sheet_words"]

_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^<>]*)?>([^<]*)<")
_CODE = re.compile(
    r"&(?:\"[^\"]*\"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|(P[+-][0-9]{1,4}|.))", re.DOTALL
)
"""A code of a header: font, colour, size, or one letter (ECMA-376 part 1, 18.3.1.46)."""

_PAGE_NUMBER = re.compile(r"(?:page|of|sheet|[第页共张\W\d_])*", re.IGNORECASE)
"""What stands around a page number, whoever put it there: it says nothing else."""

_LINK = re.compile(rb"<(?:\w+:)?hyperlink(\s[^<>]*)>")
_PROMPT = re.compile(rb"\sprompt(?:Title)?=(?:\"([^\"]*)\"|'([^']*)')")
_AREA = re.compile(rb"\ssqref=[\"']([A-Z]+[0-9]+)")
_VALIDATION = re.compile(rb"<(?:\w+:)?dataValidation(\s[^<>]*)>")
_SCENARIO = re.compile(rb"<(?:\w+:)?scenario(\s[^<>]*)>")
_ATTRIBUTE = re.compile(rb"\s(?:\w+:)?(\w+)=(?:\"([^\"]*)\"|'([^']*)')")
_PLAIN_LINK = re.compile(
    rb" ref=\"[A-Z]+[0-9]+\" location=\"(?:'|&apos;)[^'!&\"]+(?:'|&apos;)![A-Z]{1,3}[0-9]{1,7}\""
    rb" display=\"([^\"&]*)\"/"
)
_PLACE_INSIDE = re.compile(
    r"#?(?:'[^']*(?:''[^']*)*'|[^'!]+)!\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
)
_SCHEME = re.compile(r"(?:mailto:|https?://|file:///?)", re.IGNORECASE)


def sheet_words(
    part: str, tail: bytes, links: Mapping[str, Relation], cells: Mapping[Place, RawCell]
) -> Iterator[Aside]:
    """Yield the words of a part from the end of its cells on, which is `tail`; `links` are its relations."""
    if len(tail) > LONGEST_PART:  # read as it is counted, so that no more is ever held than is allowed
        yield from _headers(tail)
        yield from _told(_links(tail), links, cells)
        yield from _prompts(tail)
        return
    headers, linked, prompts = _few(part, tail)
    yield from headers
    yield from _told(linked, links, cells)
    yield from prompts


@remembered
def _few(part: str, tail: bytes) -> tuple[tuple[Aside, ...], tuple["_Link", ...], tuple[Aside, ...]]:
    return tuple(_headers(tail)), tuple(_links(tail)), tuple(_prompts(tail))


# Each pattern is only run where its word stands: most sheets have none of these, and a search is cheap.
def _headers(tail: bytes) -> Iterator[Aside]:
    if (at := tail.find(b"eaderFooter")) >= 0:
        texts = (_printed(cell_text(content)) for content in _HEADER.findall(tail, at))
        yield from (Aside("header", "", text) for text in dict.fromkeys(texts) if text)


def _prompts(tail: bytes) -> Iterator[Aside]:
    """Yield prompts, and the remarks on scenarios."""
    if (at := tail.find(b"dataValidation ")) >= 0:
        # Before the word stand the tag's "<" and maybe the prefix of a namespace.
        for tag in _VALIDATION.findall(tail, max(at - 80, 0)):
            area = _AREA.search(tag)
            for one, other in _PROMPT.findall(tag):
                if text := cell_text(one or other).strip():
                    yield Aside("prompt", area[1].decode() if area else "", text)
    if (at := tail.find(b"scenario ")) >= 0:
        for attributes in map(_attributes, _SCENARIO.findall(tail, max(at - 80, 0))):
            yield Aside("note", "", "：".join(filter(None, map(attributes.get, ("name", "comment")))))


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): cell_text(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


_LETTERS = {"&": "&", **dict.fromkeys("LCR", "\n"), **dict.fromkeys("PNDTFAZG", " ")}
"""What the codes of a header are read as: where its left, middle and right begin; the page's number, date or name."""


def _printed(code: str) -> str:
    """Give the words of a header: its left, middle and right on lines of their own, without codes and page numbers."""
    read = _CODE.sub(lambda found: _LETTERS.get(found[1] or "", ""), code)
    lines = (" ".join(line.split()) for line in read.split("\n"))
    return "\n".join(line for line in lines if not _PAGE_NUMBER.fullmatch(line))


class _Link(NamedTuple):
    """A link as its tag tells it: its cell, its relation, the words it has of its own, and those it shows.

    `plain` is what one shows that is spelt as we write it, and as most programs do: to a place within the workbook.
    """

    reference: str
    place: Place
    relation: str
    outside: str
    tooltip: str
    display: str
    plain: str | None


def _links(tail: bytes) -> Iterator[_Link]:
    if (at := tail.find(b"hyperlink ")) < 0:
        return
    for tag in _LINK.findall(tail, max(at - 80, 0)):
        attributes = _attributes(tag)
        # A link may lie over several cells, of which the first shows its words.
        reference = attributes.get("ref", "").partition(":")[0]
        place, relation = attributes.get("location", ""), attributes.get("id", "")
        outside = "" if _PLACE_INSIDE.fullmatch(place) else place
        told = attributes.get("tooltip", ""), attributes.get("display", "")
        plain = _PLAIN_LINK.fullmatch(tag)
        shows = plain[1].decode() if plain else None
        yield _Link(reference, PLACES[reference.encode()], relation, outside, *told, shows)


def _told(found: Iterable[_Link], links: Mapping[str, Relation], cells: Mapping[Place, RawCell]) -> Iterator[Aside]:
    """Yield where links lead and what they show, but for what their cells say themselves and places in a workbook."""
    for reference, place, relation, outside, tooltip, display, plain in found:
        cell = cells.get(place)
        if cell and cell.text == plain:
            continue
        link = links.get(relation)
        # The same in another spelling, such as that of openpyxl: nothing is told that would not be left out below.
        if not (link or outside or tooltip) and (not display or (cell and cell.text == display)):
            continue
        shown = cell.text.strip() if cell else ""
        told = [link.target if link else "", outside, tooltip]
        told += [display] if cell and cell.formula is None else []
        # Excel makes a link of every address that is typed: it says no more than its cell.
        known = {_bare(shown), ""}
        words = [text.strip() for text in dict.fromkeys(told) if _bare(text) not in known]
        if words:
            yield Aside("link", reference, "\n".join(words))


def _bare(address: str) -> str:
    """Give an address without what programs add to one that was typed."""
    return _SCHEME.sub("", "".join(address.split()), 1).rstrip("/").casefold()
