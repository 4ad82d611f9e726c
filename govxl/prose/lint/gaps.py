"""A number that is missing: before its measure word, before a percent sign, in a date or in a document's number.

A measure word is part of many nouns (文件, 条例), so one is taken for bare only where the words before it ask for a
number and the clause ends behind it.
"""

import re
from collections.abc import Iterator

from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.passages import Passage

__all__ = ["gaps_in"]

_COUNTED = frozenset(
    "0123456789.%〇零一二三四五六七八九十百千万亿两几数多余个半第每各逐本该此这那某哪单整双全同另首再又上下初末"
)
"""What may stand before a measure word that lacks nothing."""
_PIECE = re.compile(r"[^,。;:!、(]+")
_BARE = re.compile(
    r"\([0-9]{4}\)\s{0,9}号"  # 〔2024〕号
    r"|[0-9]{4}年\s{0,9}月"
    r"|(?<=[占为达至约比率长降升增减])\s{0,9}%"
)
_WIDE = 2
"""Blanks that nobody leaves between two words of a sentence; an ideographic one is as wide."""
_CLAUSE = 40
"""Letters before a gap among which its clause is looked at."""


def gaps_in(lint: Lint, paragraph: Passage) -> Iterator[tuple[int, int]]:
    """Yield where in the text a number is missing: from the last letter before the gap to the end of its measure."""
    text, start = paragraph.text, paragraph.start
    for found in _BARE.finditer(text):
        yield start + found.start(), start + found.end()
    # A mark follows each piece, or the end: that a measure word ends it is what makes it one.
    last_letters = lint.last_letters
    for found in _PIECE.finditer(text):
        kept = found[0].rstrip(" \t\u3000\xa0)")
        if kept and kept[-1] in last_letters and (gap := _gap_at_end(lint, kept, text, found.start())):
            yield start + gap[0], start + gap[1]


def _gap_at_end(lint: Lint, piece: str, text: str, at: int) -> tuple[int, int] | None:
    """Give the gap at the end of a piece that begins `at` a place of a text, as places of that text."""
    for measure in lint.measures:
        if not piece.endswith(measure):
            continue
        before = piece[: len(piece) - len(measure)]
        words = before.rstrip()
        if not words or words[-1] in _COUNTED or words[-1] + measure in lint.nouns:
            return None
        if words == before and text.startswith("、", at + len(piece)) and not words.endswith(lint.totals):
            return None  # 申请件、办结件 are things that are listed
        gap = sum(2 if each > "\xff" else 1 for each in before[len(words) :])
        clause = re.split("[,。;:!]", text[max(0, at + len(words) - _CLAUSE) : at + len(words)])[-1]
        if not gap and re.search(rf"[0-9]{measure}", clause):
            return None  # 收到24件依申请公开件: what is counted, and how many of it
        return (at + len(words) - 1, at + len(piece)) if _missing(lint, words, gap, clause) else None
    return None


def _missing(lint: Lint, words: str, gap: int, clause: str) -> bool:
    """Tell whether a number is missing behind some words that end a piece, before a measure word."""
    asked = words.endswith((*lint.counted, *lint.totals))
    if gap >= _WIDE:
        return asked or words[-1] == ")" or "\u4e00" <= words[-1] <= "\u9fff"
    if gap:
        return asked
    if words.endswith(lint.totals):
        return True
    if words[-1] == "?":
        return len(words) > 1 and "\u4e00" <= words[-2] <= "\u9fff"
    return asked and any(cue in clause for cue in lint.cues) and not any(each in clause for each in lint.conditional)
