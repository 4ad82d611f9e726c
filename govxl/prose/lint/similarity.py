"""How much of a report stands in another: by runs of letters, whatever was moved, figures and names left out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.model import Doubt

__all__ = ["bare_texts", "copied", "longest_passage", "runs_of", "share_known"]

_UNCOUNTED = (
    r"[\s0-9０-９.．%％,，。;；、:：!！?？()（）〔〕《》〈〉“”‘’「」…—~-]+"
    r"|[{｛][^{}｛｝\n]{1,40}[}｝]"
)
"""What does not count: blanks, figures and marks, and the names by which generated sentences are called.

As text, for `re` to compile where there is a report to compare with.
"""


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
    before = bare_texts(lint, earlier, names)
    if not any(before.values()) or not (bare := bare_texts(lint, texts, names)):
        return
    known = runs_of(lint, before)
    alike = {path: _alike(lint, text, known) for path, text in bare.items()}
    whole = _together(alike.values())
    if whole.counted >= lint.least and whole.share >= lint.share_of_all:
        told = {path: each for path, each in alike.items() if each.same}
        passage = longest_passage(lint, {path: texts[path] for path in told}, before, names)
        yield _doubt(rule, lint, texts, passage, whole, told)
        return
    for path, each in alike.items():
        if each.counted >= lint.least_of_field and each.share >= lint.share_of_field:
            passage = longest_passage(lint, {path: texts[path]}, before, names)
            yield _doubt(rule, lint, texts, passage, each, {path: each})


def share_known(lint: Lint, bare: Mapping[str, str], known: frozenset[str]) -> int:
    """Give the percentage of a report's letters that lie in known runs, cut; 0 where too few letters count."""
    whole = _together(_alike(lint, text, known) for text in bare.values())
    return whole.share if whole.counted >= lint.least else 0


def _doubt(
    rule: str, lint: Lint, texts: Mapping[str, str], passage: tuple[str, int, int], whole: _Alike,
    fields: Mapping[str, _Alike],
) -> Doubt:  # fmt: skip
    """Show the share and every field's, and mark the longest passage that is the same."""
    path, start, end = passage
    shares = tuple((lint.labels.get(each, each), f"{found.share}%", ()) for each, found in fields.items())
    return Doubt(rule, path, start, end, texts[path][start:end], f"{whole.share}%", False, shares)


# -- How much


def bare_texts(lint: Lint, texts: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Leave of a report's texts, by their paths, those that are compared, and of these what counts."""
    return {path: _bare(text, names) for path, text in texts.items() if path.startswith(lint.compared) and text.strip()}


def runs_of(lint: Lint, bare: Mapping[str, str]) -> frozenset[str]:
    """Give every run of letters of a report by which it is known again."""
    return frozenset(gram for text in bare.values() for gram in _grams(text, lint.grams))


def _bare(text: str, names: tuple[str, ...]) -> str:
    """Leave out what does not count."""
    for name in names:
        text = text.replace(name, "")
    return re.sub(_UNCOUNTED, "", text)


def _grams(text: str, size: int) -> list[str]:
    return [text[n : n + size] for n in range(len(text) - size + 1)]


@lru_cache(maxsize=8)
def _fixed(sentences: tuple[str, ...], size: int) -> frozenset[str]:
    """Give the runs of letters that every report has."""
    return frozenset(gram for each in sentences for gram in _grams(_bare(each, ()), size))


def _alike(lint: Lint, bare: str, known: frozenset[str]) -> _Alike:
    """Count letters: one is known where any run over it is; one of a sentence that all reports have does not count."""
    grams = _grams(bare, lint.grams)
    same, set_phrase = _covered(grams, known, lint.grams), _covered(grams, _fixed(lint.fixed, lint.grams), lint.grams)
    return _Alike(len(bare) - set_phrase.bit_count(), (same & ~set_phrase).bit_count())


def _together(found: Iterable[_Alike]) -> _Alike:
    counted, same = 0, 0
    for each in found:
        counted, same = counted + each.counted, same + each.same
    return _Alike(counted, same)


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


def longest_passage(
    lint: Lint, texts: Mapping[str, str], other: Mapping[str, str], names: tuple[str, ...]
) -> tuple[str, int, int]:
    """Give the path and place of the longest passage of some texts that stands in another report's bare ones."""
    where: dict[str, int] = {}
    place = 0
    for each in other.values():
        for gram in _grams(each, lint.grams):
            where[gram] = place
            place += 1
        place += 1  # a run does not go on from one field into the next
    found: list[tuple[str, int, int]] = []
    for path, text in texts.items():
        bare, at = _placed(text, names)
        places = [where.get(gram, -1) for gram in _grams(bare, lint.grams)]
        if max(places, default=-1) >= 0:
            first, last = _longest(places)
            found.append((path, at[first], at[last + lint.grams - 1] + 1))
    return max(found, key=lambda passage: passage[2] - passage[1])


def _placed(text: str, names: tuple[str, ...]) -> tuple[str, list[int]]:
    """Leave out what does not count, and say where each letter that is left stands."""
    for name in names:
        text = text.replace(name, " " * len(name))
    at: list[int] = []
    start = 0
    for end, following in [*(each.span() for each in re.finditer(_UNCOUNTED, text)), (len(text), 0)]:
        at.extend(range(start, end))
        start = following
    return re.sub(_UNCOUNTED, "", text), at


def _longest(places: list[int]) -> tuple[int, int]:
    """Give the first and the last of the longest run of places that follow each other."""
    best, start = (0, 0), 0
    for n, (place, following) in enumerate(pairwise([*places, -1])):
        if place >= 0 and n - start >= best[1] - best[0]:
            best = (start, n)
        if place < 0 or following != place + 1:
            start = n + 1
    return best
