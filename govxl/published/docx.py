"""A Word file (.docx) -> Published: its text as a reader sees it, and what stands beside it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from govxl.published.docx_body import KnownCells, read_body
from govxl.published.docx_styles import Lists, StylesByName, read_lists, read_word_styles
from govxl.published.model import Beside, Published, Reason, UnreadableError, text_lines
from govxl.xlsx.parts import relations, relations_part, resolve
from govxl.xlsx.xml import element_count
from govxl.xlsx.zip import Package, Refused, open_package

__all__ = ["is_worddoc", "read_worddoc"]

MOST_BYTES = 20_000_000
"""Bytes on disk: a report with pasted photographs stays below."""

MOST_XML, MOST_ELEMENTS = 8_000_000, 400_000
"""Bytes and elements of the text; a report has 200 kB."""

MOST_TEXT = 1_000_000

BESIDE: Mapping[str, Beside] = {
    "footnotes": "note", "endnotes": "note", "comments": "comment", "header": "header", "footer": "header",
}  # fmt: skip
"""Parts beside the text, by the kind of relation that leads to them."""

REASONS: Mapping[str, Reason] = {
    "beyond-limits": "too-large",
    "password-protected": "locked",
    "damaged-file": "damaged",
    "unsafe-content": "damaged",
}
"""Why a package is refused, in the words for a published file."""


def is_worddoc(data: bytes) -> bool:
    """Tell by its first bytes whether to read a file as one of Word's; any zip is taken for one."""
    return data.startswith(b"PK\x03\x04")


def read_worddoc(data: bytes, trusted: bool = False) -> Published:
    """Read a Word file; raises UnreadableError for what is none, or is beyond the limits.

    A `trusted` one was just made here, and may be as long as what staff wrote.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("too-large")
    try:
        published = _published(open_package(data), trusted)
    except Refused as refused:
        raise UnreadableError(REASONS.get(refused.finding.name, "not-word")) from None
    if not trusted and sum(len(line) for block in published.blocks for line in text_lines(block)) > MOST_TEXT:
        raise UnreadableError("too-large")
    return published


def _published(package: Package, trusted: bool) -> Published:
    body = _part(package, "", "officedocument")
    # The main part of a workbook or of slides has the same kind of relation.
    if body is None or not body.casefold().startswith("word/"):
        raise UnreadableError("not-word")
    data = package.read(body)
    if not trusted and (len(data) > MOST_XML or element_count(data) > MOST_ELEMENTS):
        raise UnreadableError("too-large")
    styles, lists = _part(package, body, "styles"), _part(package, body, "numbering")
    known: StylesByName = {}
    cells: KnownCells | None = None
    if styles and trusted:
        known, cells = _our_styles(styles, package.read(styles))
    elif styles:
        known = read_word_styles(styles, package.read(styles))
    counted = read_lists(lists, package.read(lists)) if lists else Lists()
    text = read_body(body, data, known, counted, known=cells)
    beside = () if trusted else tuple(_beside(package, body, known))
    return Published(tuple(text.blocks), odds=tuple(text.odds), alone=True, beside=beside)


@lru_cache(maxsize=4)
def _our_styles(part: str, data: bytes) -> tuple[StylesByName, KnownCells]:
    """Read the styles of a file of ours once, for there are two; with room for the cells of tables in these styles."""
    return read_word_styles(part, data), {}


def _beside(package: Package, body: str, styles: StylesByName) -> Iterator[tuple[Beside, str]]:
    """Yield the lines of notes, comments, headers and footers, each once."""
    for kind, of in BESIDE.items():
        lines: list[str] = []
        for part in _parts(package, body, kind):
            data = package.read(part)
            if len(data) > MOST_XML or element_count(data) > MOST_ELEMENTS:
                raise UnreadableError("too-large")
            read = read_body(part, data, styles, Lists(), pages=True)
            lines += (line for block in read.blocks for line in text_lines(block))
            # A picture or the like in a header is told by what is known of it.
            lines += (odd.doubt.text or odd.doubt.kind for odd in read.odds if odd.doubt.kind != "hidden")
        yield from ((of, line) for line in dict.fromkeys(lines))


def _part(package: Package, source: str, kind: str) -> str | None:
    """Find the first part of a kind that another one points to."""
    return next(_parts(package, source, kind), None)


def _parts(package: Package, source: str, kind: str) -> Iterator[str]:
    """Yield the parts of a kind that another one points to."""
    held = relations_part(package, source)
    found = relations(held, package.read(held)).values() if held else ()
    yield from (resolve(package, source, each) for each in found if each.kind == kind and not each.external)
