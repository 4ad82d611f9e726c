"""Threaded comments, and the plain comment that each has as its twin for programs that do not know them.

The twin says what the thread says, below a paragraph of the program's own; it is told apart by the address in that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from govxl.workbook.cells import Aside, Comment
from govxl.workbook.markup import walk

__all__ = ["persons_in", "threads_in", "without_twins"]

_ABOUT = re.compile(
    r"^[^\n]{0,80}\n+[^\n]{0,600}go\.microsoft\.com/fwlink/\?linkid=870924[^\n]{0,20}\n+", re.IGNORECASE
)
"""How a twin begins, in whatever language: its title, then that edits to it will be lost, and where to learn more."""

_LABEL = re.compile(r"[^\n:：]{1,20}[:：]")
"""What stands above each remark in a twin, such as `Comment:`."""


def persons_in(part: str, data: bytes) -> dict[str, str]:
    """Read who takes part in threads, by the id of each."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "person":
            found[attributes.get("id", "")] = attributes.get("displayName", "").strip()

    walk(part, data, start)
    return found


def threads_in(part: str, data: bytes, persons: Mapping[str, str]) -> Iterator[tuple[Aside, str]]:
    """Yield what was said in the threads of a sheet, each remark with its author; and the remark alone."""
    remarks: list[tuple[str, str, list[str]]] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        inside = name == "text" and bool(remarks)
        if name == "threadedComment":
            remarks.append((attributes.get("ref", ""), persons.get(attributes.get("personId", ""), ""), []))

    def end(name: str) -> None:
        nonlocal inside
        inside = False

    walk(part, data, start, end, lambda text: remarks[-1][2].append(text) if inside else None)
    for cell, author, texts in remarks:
        said = "".join(texts).strip()
        yield Aside("thread", cell, f"{author}：{said}" if author else said), said


def without_twins(comments: Sequence[Comment], threads: Sequence[tuple[Aside, str]]) -> Iterator[Comment]:
    """Leave out comments that only repeat the threads of their cells; of others, the program's own words at their head.

    A twin in which somebody without threads has written is a comment like any other.
    """
    said: dict[str, list[str]] = {}
    for aside, text in threads:
        said.setdefault(aside.cell, []).append(text)
    for comment in comments:
        about = _ABOUT.match(comment.text)
        text = comment.text[about.end() :] if about else comment.text
        if not (about and comment.cell in said and _repeats(text, said[comment.cell])):
            yield Comment(comment.cell, text)


def _repeats(text: str, said: Sequence[str]) -> bool:
    """Tell whether nothing is left of a text but labels when what was said is taken out."""
    rest = "".join(text.split())
    for each in sorted({"".join(each.split()) for each in said}, key=len, reverse=True):
        rest = rest.replace(each, "\n") if each else rest
    return all(not piece or _LABEL.fullmatch(piece) for piece in rest.split("\n"))
