"""How much of a report stood in the last one: by runs of letters, whatever was moved, figures and names left out."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from govxl.prose.lint_patterns import Lint
from govxl.prose.model import Doubt

__all__ = ["copied"]

_UNCOUNTED = re.compile(
    r"[\s0-9０-９.．%％,，。;；、:：!！?？()（）〔〕《》〈〉“”‘’「」…—~-]+"
    r"|[{｛][^{}｛｝\n]{1,40}[}｝]"
)
"""What does not count: blanks, figures and marks, and the names by which generated sentences are called."""


class _Alike(NamedTuple):
    """How many letters of a text count, and how many of them stood in the last report."""

    counted: int
    same: int

    @property
    def share(self) -> int:
        """In percent, cut."""
        return 100 * self.same // self.counted if self.counted else 0


def copied(
    rule: str, lint: Lint, texts: Mapping[str, str], earlier: Mapping[str, str], names: tuple[str, ...]
) -> Iterator[Doubt]:
    """Yield where a report says what the last one said: once for all of it, else for every field that does."""
    before = [_bare(text, names) for path, text in earlier.items() if path.startswith(lint.compared)]
    now = {path: text for path, text in texts.items() if path.startswith(lint.compared) and text.strip()}
    if not any(before) or not now:
        return
    known = frozenset(gram for text in before for gram in _grams(text, lint.grams))
    fixed = _fixed(lint.fixed, lint.grams)
    alike = {path: _alike(_bare(text, names), known, fixed, lint.grams) for path, text in now.items()}
    whole = _Alike(sum(each.counted for each in alike.values()), sum(each.same for each in alike.values()))
    if whole.counted >= lint.least and whole.share >= lint.share_of_all:
        told = {path: each for path, each in alike.items() if each.same}
        passages = [_passage(lint, path, now[path], before, names) for path in told]
        longest = max(passages, key=lambda passage: passage[2] - passage[1])
        yield _doubt(rule, lint, now, longest, whole, told)
        return
    for path, each in alike.items():
        if each.counted >= lint.least_of_field and each.share >= lint.share_of_field:
            passage = _passage(lint, path, now[path], before, names)
            yield _doubt(rule, lint, now, passage, each, {path: each})


def _doubt(
    rule: str, lint: Lint, texts: Mapping[str, str], passage: tuple[str, int, int], whole: _Alike,
    fields: Mapping[str, _Alike],
) -> Doubt:  # fmt: skip
    """Show the share and every field's, and mark the longest passage that is the same."""
    path, start, end = passage
    shares = tuple((lint.labels.get(each, each), f"{found.share}%", ()) for each, found in fields.items())
    return Doubt(rule, path, start, end, texts[path][start:end], f"{whole.share}%", False, shares)


# -- How much


def _bare(text: str, names: tuple[str, ...]) -> str:
    """Leave out what does not count."""
    for name in names:
        text = text.replace(name, "")
    return _UNCOUNTED.sub("", text)


def _grams(text: str, size: int) -> list[str]:
    return [text[n : n + size] for n in range(len(text) - size + 1)]


@lru_cache(maxsize=8)
def _fixed(sentences: tuple[str, ...], size: int) -> frozenset[str]:
    """Give the runs of letters that every report has."""
    return frozenset(gram for each in sentences for gram in _grams(_bare(each, ()), size))


def _alike(bare: str, known: frozenset[str], fixed: frozenset[str], size: int) -> _Alike:
    """Count letters: one is the last report's where any run over it is; one of a sentence all have does not count."""
    grams = _grams(bare, size)
    same, set_phrase = _covered(grams, known, size), _covered(grams, fixed, size)
    return _Alike(len(bare) - set_phrase.bit_count(), (same & ~set_phrase).bit_count())


def _covered(grams: list[str], known: frozenset[str], size: int) -> int:
    """Give the letters that lie in a known run, as the bits of a number, the first the highest."""
    if not grams:
        return 0
    starts = int("".join(["1" if gram in known else "0" for gram in grams]), 2) << (size - 1)
    covered = starts
    for n in range(1, size):
        covered |= starts >> n
    return covered


# -- Which


def _passage(lint: Lint, path: str, text: str, before: list[str], names: tuple[str, ...]) -> tuple[str, int, int]:
    """Give the place of the longest passage of a text that stood in the last report."""
    where: dict[str, int] = {}
    place = 0
    for each in before:
        for gram in _grams(each, lint.grams):
            where[gram] = place
            place += 1
        place += 1  # a run does not go on from one field into the next
    bare, at = _placed(text, names)
    first, last = _longest([where.get(gram, -1) for gram in _grams(bare, lint.grams)])
    return path, at[first], at[last + lint.grams - 1] + 1


def _placed(text: str, names: tuple[str, ...]) -> tuple[str, list[int]]:
    """Leave out what does not count, and say where each letter that is left stands."""
    for name in names:
        text = text.replace(name, " " * len(name))
    at: list[int] = []
    start = 0
    for end, following in [*(each.span() for each in _UNCOUNTED.finditer(text)), (len(text), 0)]:
        at.extend(range(start, end))
        start = following
    return _UNCOUNTED.sub("", text), at


def _longest(places: list[int]) -> tuple[int, int]:
    """Give the first and the last of the longest run of places that follow each other."""
    best, start = (0, 0), 0
    for n, (place, following) in enumerate(pairwise([*places, -1])):
        if place >= 0 and n - start >= best[1] - best[0]:
            best = (start, n)
        if place < 0 or following != place + 1:
            start = n + 1
    return best
