"""Tokens put together to clauses, sentences and paragraphs; what stands in brackets is a level of its own."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govxl.prose.tokens import ENDS, LIST, Token

__all__ = ["Clause", "sentences_of"]

LONGEST_ITEM = 24
"""The most pieces an item of a list is looked through for."""


class Clause(NamedTuple):
    """Tokens up to a mark. `mark` is the one it follows, `depth` the brackets it stands in.

    Brackets without figures belong to the clause they stand in; `asides` are the words in them.
    """

    tokens: tuple[Token, ...]
    asides: tuple[Token, ...]
    mark: str
    depth: int
    first: bool
    figures: int


def sentences_of(tokens: list[Token]) -> Iterator[list[Clause]]:
    """Yield the clauses of every sentence; the first clause of a paragraph is marked so."""
    pairs = dict(_brackets(tokens))
    clauses: list[Clause] = []
    now: list[Token] = []
    asides: list[Token] = []
    mark, depth, nth, first, figures = "\n", 0, 0, True, 0

    def close() -> None:
        nonlocal first, figures
        if now or asides:
            clauses.append(Clause(tuple(now), tuple(asides), mark, depth, first, figures))
            first, figures = False, 0
        now.clear()
        asides.clear()

    while nth < len(tokens):
        token = tokens[nth]
        sign = token.mark
        nth += 1
        if sign == "(" and (end := pairs.get(nth - 1)) is not None and end > 0:
            # Nothing is counted in there: words beside the clause's own.
            asides.extend(tokens[nth:end])
            nth = end + 1
        elif sign == LIST and (not figures or _is_words(tokens, nth)):
            # A list of words (复议、诉讼) is one; a list of figures is as many clauses.
            now.append(token)
        elif not sign:
            now.append(token)
            figures += token.kind == "figure"
        else:
            close()
            mark = sign
            if sign == "(" and nth - 1 in pairs:
                depth += 1
            elif sign == ")" and depth:
                depth -= 1
            if sign in ENDS:
                yield from _told(clauses)
                clauses, depth, first = [], 0, first or sign == "\n"
    close()
    yield from _told(clauses)


def _is_words(tokens: list[Token], nth: int) -> bool:
    """Tell whether what follows a comma of a list, up to the next mark, has words and no figures."""
    for other in range(nth, min(nth + LONGEST_ITEM, len(tokens))):
        if tokens[other].mark:
            return other > nth
        if tokens[other].kind == "figure":
            return False
    return False


def _told(clauses: list[Clause]) -> Iterable[list[Clause]]:
    return [clauses] if clauses else []


def _brackets(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield for every opening bracket with an end in its sentence where that is; 0 where figures stand between."""
    open_: list[tuple[int, int]] = []
    figures = 0
    for nth, token in enumerate(tokens):
        figures += token.kind == "figure"
        if token.mark == "(":
            open_.append((nth, figures))
        elif token.mark == ")" and open_:
            begin, before = open_.pop()
            yield begin, 0 if figures > before else nth
        elif token.mark == "\n":
            open_.clear()
