"""Words that a worksheet part keeps outside its cells: page headers and footers, links, prompts, scenarios.

The part must be proven well-formed and hold no stray `>`. What a workbook of ours says there itself is left out as far
as that can be told without knowing its form; of prompts, `workbook.unread_cells` knows which are the form's.
"""

import re
from collections.abc import Iterator, Mapping

from govxl.addresses import PLACES, Place
from govxl.xlsx.cells import Aside, RawCell, Relation
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
_PLAIN_LINK = re.compile(
    rb" ref=\"([A-Z]+[0-9]+)\" location=\"(?:'|&apos;)[^'!&\"]+(?:'|&apos;)![A-Z]{1,3}[0-9]{1,7}\""
    rb" display=\"([^\"&]*)\"/"
)
_PROMPT = re.compile(rb"\sprompt(?:Title)?=(?:\"([^\"]*)\"|'([^']*)')")
_AREA = re.compile(rb"\ssqref=[\"']([A-Z]+[0-9]+)")
_VALIDATION = re.compile(rb"<(?:\w+:)?dataValidation(\s[^<>]*)>")
_SCENARIO = re.compile(rb"<(?:\w+:)?scenario(\s[^<>]*)>")
_ATTRIBUTE = re.compile(rb"\s(?:\w+:)?(\w+)=(?:\"([^\"]*)\"|'([^']*)')")
_PLACE_INSIDE = re.compile(
    r"#?(?:'[^']*(?:''[^']*)*'|[^'!]+)!\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
)
_SCHEME = re.compile(r"(?:mailto:|https?://|file:///?)", re.IGNORECASE)


def sheet_words(
    data: bytes, tail: int, links: Mapping[str, Relation], cells: Mapping[Place, RawCell]
) -> Iterator[Aside]:
    """Yield the words below the cells of a part, which end at `tail`; `links` are its relations."""
    # Each pattern is only run where its word stands: most sheets have none of these, and a search is cheap.
    if (at := data.find(b"eaderFooter", tail)) >= 0:
        texts = (_printed(cell_text(content)) for content in _HEADER.findall(data, at))
        yield from (Aside("header", "", text) for text in dict.fromkeys(texts) if text)
    if (at := data.find(b"hyperlink ", tail)) >= 0:
        yield from _links(data, max(at - 80, tail), links, cells)
    if (at := data.find(b"dataValidation ", tail)) >= 0:
        for tag in _VALIDATION.findall(data, max(at - 80, tail)):
            area = _AREA.search(tag)
            for one, other in _PROMPT.findall(tag):
                if text := cell_text(one or other).strip():
                    yield Aside("prompt", area[1].decode() if area else "", text)
    if (at := data.find(b"scenario ", tail)) >= 0:
        for attributes in map(_attributes, _SCENARIO.findall(data, max(at - 80, tail))):
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


def _links(data: bytes, at: int, links: Mapping[str, Relation], cells: Mapping[Place, RawCell]) -> Iterator[Aside]:
    """Yield where links lead and what they show, but for what their cells say themselves and places in a workbook."""
    for tag in _LINK.findall(data, at):
        plain = _PLAIN_LINK.fullmatch(tag)
        there = cells.get(PLACES[plain[1]]) if plain else None
        if plain and there and there.text.encode("utf-8", "replace") == plain[2]:
            continue  # as we write it, and as most programs do
        attributes = _attributes(tag)
        reference = attributes.get("ref", "").partition(":")[0]
        cell = cells.get(PLACES[reference.encode()])
        shown = cell.text.strip() if cell else ""
        link = links.get(attributes.get("id", ""))
        place = attributes.get("location", "")
        told = [link.target if link else "", "" if _PLACE_INSIDE.fullmatch(place) else place]
        told.append(attributes.get("tooltip", ""))
        told += [attributes.get("display", "")] if cell and cell.formula is None else []
        # Excel makes a link of every address that is typed: it says no more than its cell.
        known = {_bare(shown), ""}
        words = [text.strip() for text in dict.fromkeys(told) if _bare(text) not in known]
        if words:
            yield Aside("link", reference, "\n".join(words))


def _bare(address: str) -> str:
    """Give an address without what programs add to one that was typed."""
    return _SCHEME.sub("", "".join(address.split()), 1).rstrip("/").casefold()
