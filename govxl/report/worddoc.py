"""A Word file (.docx) -> Published: what a reader sees of it, tables with their merged cells, lists with their numbers.

A file is untrusted: it is opened under the limits of a workbook, nothing in it is followed outside, and what was
crossed out is not read. Notes, comments, headers and footers stand beside the text.
"""

from collections.abc import Iterator, Mapping

from govxl.report.published import Beside, Published, Reason, UnreadableError, lines_of
from govxl.report.wordbody import read_body
from govxl.report.wordlists import Lists, Styles, read_lists
from govxl.report.wordstyles import read_styles
from govxl.workbook.bounds import element_count
from govxl.workbook.package import Package, Refused, open_package
from govxl.workbook.relations import relations, relations_part, resolve

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
        published = _read(open_package(data), trusted)
    except Refused as refused:
        raise UnreadableError(REASONS.get(refused.finding.name, "not-word")) from None
    if not trusted and sum(len(line) for block in published.blocks for line in lines_of(block)) > MOST_TEXT:
        raise UnreadableError("too-large")
    return published


def _read(package: Package, trusted: bool) -> Published:
    body = _part(package, "", "officedocument")
    if body is None or not _is_text(package, body):
        raise UnreadableError("not-word")
    data = package.read(body)
    if not trusted and (len(data) > MOST_XML or element_count(data) > MOST_ELEMENTS):
        raise UnreadableError("too-large")
    styles, lists = _part(package, body, "styles"), _part(package, body, "numbering")
    known: Styles = read_styles(styles, package.read(styles)) if styles else {}
    counted = read_lists(lists, package.read(lists)) if lists else Lists()
    text = read_body(body, data, known, counted)
    beside = () if trusted else tuple(_beside(package, body, known))
    return Published(tuple(text.blocks), odds=tuple(text.odds), alone=True, beside=beside)


def _beside(package: Package, body: str, styles: Styles) -> Iterator[tuple[Beside, str]]:
    """Yield the lines of notes, comments, headers and footers, each once."""
    for kind, of in BESIDE.items():
        lines: list[str] = []
        for part in _parts(package, body, kind):
            data = package.read(part)
            if len(data) > MOST_XML or element_count(data) > MOST_ELEMENTS:
                raise UnreadableError("too-large")
            read = read_body(part, data, styles, Lists(), pages=True)
            lines += (line for block in read.blocks for line in lines_of(block))
            lines += (odd.doubt.text or odd.doubt.kind for odd in read.odds if odd.doubt.kind != "hidden")
        yield from ((of, line) for line in dict.fromkeys(lines))


def _is_text(package: Package, part: str) -> bool:
    """Tell a text from a workbook or slides, whose main part has the same kind of relation."""
    return part.casefold().startswith("word/")


def _part(package: Package, source: str, kind: str) -> str | None:
    """Find the first part of a kind that another one points to."""
    return next(_parts(package, source, kind), None)


def _parts(package: Package, source: str, kind: str) -> Iterator[str]:
    """Yield the parts of a kind that another one points to."""
    held = relations_part(package, source)
    found = relations(held, package.read(held)).values() if held else ()
    yield from (resolve(package, source, each) for each in found if each.kind == kind and not each.external)
