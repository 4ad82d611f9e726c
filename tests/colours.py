"""The colours cells are really shown in: LibreOffice's own rendering as HTML, conditional formats worked out, read cell by cell."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from tests.office import Office, Place

__all__ = ["colours_of", "filled_of", "shown_after_each", "shown_in"]

Seen = dict[Place, tuple[str, str]]


class _Cells(HTMLParser):
    """Reads the tables of a page back into the cells of sheets: what each says, and what it is filled with."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen = {}
        self.sheet = ""
        self.titled = False
        self.row, self.column = 0, 0
        self.taken: set[tuple[int, int]] = set()
        self.place: Place | None = None
        self.commenting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.commenting = self.commenting or tag == "comment"
        if tag == "em":
            self.sheet, self.titled = "", True
        elif tag == "table":
            self.row, self.taken = 0, set()
        elif tag == "tr":
            self.row, self.column = self.row + 1, 1
        elif tag == "td":
            while (self.row, self.column) in self.taken:
                self.column += 1
            rows, columns = int(told.get("rowspan") or 1), int(told.get("colspan") or 1)
            self.taken |= {(self.row + n, self.column + m) for n in range(rows) for m in range(columns)}
            self.place = self.sheet, f"{letters(self.column)}{self.row}"
            self.seen[self.place] = "", (told.get("bgcolor") or "").upper()

    def handle_endtag(self, tag: str) -> None:
        self.titled = self.titled and tag != "em"
        self.commenting = self.commenting and tag != "comment"
        self.place = None if tag == "td" else self.place

    def handle_data(self, data: str) -> None:
        if self.titled:
            self.sheet += data
        elif self.place and not self.commenting:
            text, colour = self.seen[self.place]
            self.seen[self.place] = text + data.strip("\n\t"), colour


def letters(column: int) -> str:
    """Name a column: 1 is A, 27 is AA."""
    head, last = divmod(column - 1, 26)
    return (letters(head) if head else "") + chr(ord("A") + last)


def shown_in(office: Office, path: Path, folder: Path, values: Mapping[Place, object] | None = None) -> Seen:
    """Give what the cells of the visible sheets say and what they are filled with (`#FADCDC`, "" for nothing).

    `values` are typed first. Every sheet must begin in A1, as LibreOffice leaves out what is empty before.
    """
    [seen] = shown_after_each(office, path, folder, [values or {}])
    return seen


def shown_after_each(office: Office, path: Path, folder: Path, typed: Sequence[Mapping[Place, object]]) -> list[Seen]:
    """Give the same after each of these was typed in turn, of a file that is opened once."""
    pages = [folder / f"shown-{n}.html" for n, _ in enumerate(typed)]
    office.fill_and_save_each(path, list(zip(typed, pages, strict=True)))
    return [_read(page) for page in pages]


def _read(page: Path) -> Seen:
    reader = _Cells()
    reader.feed(page.read_text("utf-8"))
    page.unlink()
    return reader.seen


def colours_of(seen: Seen) -> dict[Place, str]:
    """Give the colours alone."""
    return {place: colour for place, (_, colour) in seen.items()}


def filled_of(seen: Seen) -> dict[Place, str]:
    """Give the texts alone, of the cells that say something."""
    return {place: text for place, (text, _) in seen.items() if text}
