"""The texts of a report held beside those that were published: which is which, what was changed, missed or added."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govxl.report.alignment import ALIKE, align, alike
from govxl.report.differences import Difference, Of
from govxl.report.published import Published
from govxl.report.sameness import Canon, plain, squeezed, unlike
from govxl.report.surroundings import Surroundings, is_prose, says_figure

__all__ = ["Line", "Texts", "Theirs", "rejoined"]

MOST_PIECES, MOST_TRIES = 40, 200_000
"""Pieces that a line of ours may be broken into; how often that is tried in all."""


class Line(NamedTuple):
    """One line of our text: what it is, the part it stands in, and which table follows it, if one does."""

    of: Of
    where: str
    text: str
    table: int | None = None


class Theirs(NamedTuple):
    """One line that was published, and the first and last block it stands in."""

    of: Of
    text: str
    block: int
    last: int


class Texts:
    """Our lines and theirs: `pairs` says for a line of ours which of theirs it is, `found` what differs there."""

    def __init__(
        self, lines: Sequence[Line], theirs: Sequence[Theirs], published: Published, tables: set[int], canon: Canon
    ) -> None:
        """Pair the lines; `tables` are the blocks that are tables of ours."""
        self.lines, self.theirs, self.alone = lines, theirs, published.alone
        headings = {canon(line.text) for line in lines if line.of == "heading"}

        def key(text: str) -> str:
            return folded if (folded := canon(text)) in headings else plain(text)

        self.keys = [key(line.text) for line in lines]
        self.their_keys = [key(line.text) for line in theirs]
        pairs = {n + 1: place for n, place in align(self.keys[1:], self.their_keys, len).items()}
        self.first = min(pairs.values(), default=len(theirs))
        title = _title_place(self.keys[0], self.their_keys[: self.first])
        self.pairs = ({} if title is None else {0: title}) | pairs
        held = {block for place in pairs.values() for block in (theirs[place].block, theirs[place].last)}
        self.surroundings = Surroundings(published, held | tables)

    def differences(self) -> list[list[Difference]]:
        """Give the differences of every line of ours, followed by what was added after it."""
        found: list[list[Difference]] = []
        for n, line in enumerate(self.lines):
            same = n in self.pairs and self.keys[n] == self.their_keys[self.pairs[n]]
            found.append([] if same else [_differing(line, self.theirs[self.pairs[n]].text if n in self.pairs else "")])
        for place in self._added():
            after = max((n for n, pair in self.pairs.items() if pair < place), default=0)
            added = self.theirs[place]
            found[after].append(Difference("added", added.of, self.lines[after].where, theirs=added.text))
        return found

    def _added(self) -> Iterator[int]:
        """Yield the places of what was added, between the lines that were found, and around them."""
        taken = set(self.pairs.values())
        if self.alone or not taken:
            yield from (place for place in range(len(self.theirs)) if taken and place not in taken)
            return
        yield from self._before(self.pairs.get(0, self.first), at_once=0 not in self.pairs)
        for place in range(min(taken), max(taken)):
            if place not in taken and (place > self.first or self._is_told(place)):
                yield place
        yield from self._after(max(taken) + 1)

    def _before(self, first: int, at_once: bool) -> Iterator[int]:
        """Yield what stands above the title in one element with the text, or right above the text that has no title."""
        for place in range(first - 1, -1, -1):
            line = self.theirs[place]
            at_once = at_once and is_prose(line.text)
            if self.surroundings.is_site(line.block, line.text) or not (at_once or self.surroundings.holds(line.block)):
                return
            if self._is_told(place):
                yield place

    def _after(self, start: int) -> Iterator[int]:
        """Yield what follows the text, up to a line of the site's own."""
        at_once = True
        for place in range(start, len(self.theirs)):
            line = self.theirs[place]
            at_once = at_once and is_prose(line.text)
            if at_once or (
                self.surroundings.holds(line.block) and not self.surroundings.is_site(line.block, line.text)
            ):
                yield place
            elif self.surroundings.is_site(line.block, line.text):
                return
            elif line.of == "table" or says_figure(line.text):
                yield place

    def _is_told(self, place: int) -> bool:
        """Tell whether a line beside the title is none of the site's own."""
        line = self.theirs[place]
        if is_prose(line.text):
            return True
        return (line.of == "table" or says_figure(line.text)) and not self.surroundings.is_site(line.block, line.text)


def _differing(line: Line, theirs: str) -> Difference:
    kind = unlike(line.text, theirs) if theirs else ""
    return Difference("changed" if theirs else "missing", line.of, line.where, ours=line.text, theirs=theirs, kind=kind)


def _title_place(title: str, before: Sequence[str]) -> int | None:
    """Find the title among the lines before the text: the last that is it, else the one most like it."""
    share, place = max(((alike(title, text), n) for n, text in enumerate(before)), default=(0.0, 0))
    return place if share >= ALIKE else None


def rejoined(theirs: Sequence[Theirs], lines: Sequence[Line]) -> list[Theirs]:
    """Put together what is one line of ours, broken in two or more as long titles are."""
    ours = {squeezed(line.text) for line in lines}
    folded = [squeezed(line.text) for line in theirs]
    found: list[Theirs] = []
    at = tries = 0
    while at < len(theirs):
        end, tried = _end_of_line(folded, at, ours) if tries < MOST_TRIES else (at + 1, 0)
        tries += tried
        text = "\n".join(line.text for line in theirs[at:end])
        found.append(Theirs(theirs[at].of, text, theirs[at].block, theirs[end - 1].last))
        at = end
    return found


def _end_of_line(folded: Sequence[str], at: int, ours: set[str]) -> tuple[int, int]:
    """Say before which of their lines a line of ours ends that begins at one, and how much was tried."""
    whole = ""
    tries = 0
    open_lines = list(ours)
    for end in range(at, min(len(folded), at + MOST_PIECES)):
        whole += folded[end]
        if whole in ours:
            return end + 1, tries
        tries += len(open_lines)
        open_lines = [line for line in open_lines if line.startswith(whole)]
        if not open_lines:
            break
    return at + 1, tries
