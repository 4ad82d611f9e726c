"""What is odd about a published report, as differences: beside what differs for that reason, or on its own."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from govxl.published.align import ALIKE, likeness
from govxl.published.compare_texts import Texts
from govxl.published.difference import Difference
from govxl.published.fold import fold_text
from govxl.published.model import EXPLAINING, UNSURE, Odd, Published

__all__ = ["first_of_each", "tell"]

FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
YEAR = re.compile(r"(?<![0-9])[0-9]++年(?=：)")
MOST_WEIGHED = 200
"""Hidden texts that are held against a line that is missing."""

PICTURES = ("picture", "embedded", "drawing")


def tell(
    texts: Texts, found: list[list[Difference]], published: Published, tables: dict[int, int], optional: Collection[str]
) -> None:
    """Add what is odd to the differences found line by line; `tables` gives for a block the line its table follows."""
    telling = _Telling(texts, found, published, tables, optional)
    odds = [odd for odd in published.odds if telling.counts(odd)]
    lost = [n for n, each in enumerate(found) if each and each[0].what == "missing" and n not in texts.pairs]
    for n in lost:
        odds = telling.explain(n, odds) if n else odds
        if not n:
            telling.explain(0, [odd for odd in published.odds if odd.block <= telling.first])
    said: set[tuple[str, str]] = set()
    for odd in odds:
        n = telling.line_of(odd.block)
        about = (texts.lines[n].where, odd.doubt.kind)
        # What cannot be compared may be every paragraph of a page; where it begins in a part is enough.
        if odd.doubt.kind in PICTURES or odd.doubt.kind not in UNSURE or about not in said:
            telling.put(n, odd)
        said.add(about)


def first_of_each(differences: Iterator[Difference]) -> Iterator[Difference]:
    """Leave out of a table what cannot be compared for a reason given before."""
    said: set[str] = set()
    for each in differences:
        if each.what != "shown" or each.kind not in UNSURE or each.kind not in said:
            yield each
        said.add(each.kind)


class _Telling:
    """Where the blocks of what was published stand among our lines."""

    def __init__(
        self,
        texts: Texts,
        found: list[list[Difference]],
        published: Published,
        tables: dict[int, int],
        optional: Collection[str],
    ) -> None:
        self.texts, self.found, self.published, self.optional = texts, found, published, optional
        self.lines: dict[int, int] = dict(tables)
        for n, place in sorted(texts.pairs.items(), reverse=True):
            for block in range(texts.theirs[place].block, texts.theirs[place].last + 1):
                self.lines.setdefault(block, n)
        ours = [block for block, n in self.lines.items() if n or block in tables]
        self.first, self.end = min(ours, default=0), max(ours, default=-1) + 1
        self.starts = sorted(self.lines)
        self.same = {fold_text(line.text) for n, line in enumerate(texts.lines) if n in texts.pairs and not found[n]}

    def counts(self, odd: Odd) -> bool:
        """Tell whether something odd is about the report."""
        kind, text = odd.doubt
        if odd.inside and odd.block in self.lines:
            return True
        if kind == "drawing":
            # A chart of the record is as said while no figure in it is another than its words have.
            for words in self.optional:
                years = set(YEAR.findall(words))
                drawn = Counter(FIGURE.findall("，".join(mark for mark in text.split("\n") if mark not in years)))
                if not drawn - Counter(FIGURE.findall(words)):
                    return False
        # Hidden copies of what is shown alter nothing.
        if kind == "hidden" and fold_text(text) in self.same:
            return False
        # A page whose style sheets could not be followed is doubtful as a whole.
        if self.published.alone or (kind == "style" and not odd.inside and text == "…"):
            return True
        if kind in PICTURES and (odd.block == self.end or odd.block <= self.first):
            return self.texts.surroundings.inside(odd.home) and self.texts.surroundings.core > 0
        if kind in UNSURE and kind not in PICTURES:
            return self.first <= odd.block < self.end
        return self.first < odd.block < self.end or (kind == "struck" and odd.block == self.end)

    def line_of(self, block: int) -> int:
        """Give the line of ours that a block is, or the last one before it."""
        if block in self.lines:
            return self.lines[block]
        before = [start for start in self.starts if start < block]
        return self.lines[before[-1]] if before else 0

    def explain(self, n: int, odds: Sequence[Odd]) -> list[Odd]:
        """Say of a line that is missing that it is there, and not to be seen; give what is still to be told."""
        ours = fold_text(self.texts.lines[n].text)
        unseen = [odd for odd in odds if not odd.inside and odd.doubt.kind not in UNSURE][:MOST_WEIGHED]
        best = max(unseen, key=lambda odd: likeness(ours, fold_text(odd.doubt.text)), default=None)
        if best is None or likeness(ours, fold_text(best.doubt.text)) < ALIKE:
            return list(odds)
        self.found[n][0] = replace(self.found[n][0], kind=best.doubt.kind, written=best.doubt.text)
        return [odd for odd in odds if odd is not best]

    def put(self, n: int, odd: Odd) -> None:
        """Tell it with the change of its own line, else after what is told of that line."""
        line, told = self.texts.lines[n], self.found[n]
        changed = odd.inside and self.lines.get(odd.block) == n and told and told[0].what == "changed"
        if changed and told[0].kind in ("", "broken"):
            told[0] = replace(told[0], kind=odd.doubt.kind, written=odd.doubt.text)
        elif odd.doubt.kind not in EXPLAINING:
            told.append(
                Difference("shown", "place", line.where, (), "", odd.doubt.text or "…", odd.doubt.kind, odd.doubt.text)
            )
