"""Tokens put together to clauses, sentences and paragraphs; what stands in brackets is a level of its own."""

from collections.abc import Iterator
from typing import NamedTuple

from govxl.prose.features import bit
from govxl.prose.tokens import ENDS, LIST, Token

__all__ = ["Clause", "ends_with_name", "names_things", "sentences_of"]

_NAMES, _WITHOUT = bit("names"), bit("without")
LONGEST_ITEM = 24
"""The most pieces an item of a list is looked through for."""


class Clause(NamedTuple):
    """Tokens up to a mark: figures, and as `pieces` the words before, between and behind them.

    `mark` is the one it follows, `depth` the brackets it stands in. Brackets without figures belong to the clause they
    stand in; `asides` are the words in them. `features` are those of all its other words.
    """

    figures: list[Token]
    pieces: list[list[Token]]
    asides: list[Token]
    mark: str
    depth: int
    first: bool
    features: int

    @property
    def words(self) -> list[Token]:
        """The words before its first figure: all, where it has none."""
        return self.pieces[0]


_clause = tuple.__new__
"""Makes a clause in half the time that its own constructor takes."""

_POINTS = frozenset(("mark", "figure"))


def sentences_of(tokens: list[Token]) -> Iterator[list[Clause]]:
    """Yield the clauses of every sentence; the first clause of a paragraph is marked so."""
    points = [nth for nth, token in enumerate(tokens) if token.kind in _POINTS]
    pairs = dict(_brackets(tokens, points))
    clauses: list[Clause] = []
    figures: list[Token] = []
    piece: list[Token] = []
    pieces, asides = [piece], list[Token]()
    mark, depth, begin, first = "\n", 0, 0, True
    for nth in (*points, len(tokens)):
        if nth < begin:
            continue
        sign = tokens[nth].mark if nth < len(tokens) else "\n"
        if begin < nth:
            piece += tokens[begin:nth]
        begin = nth + 1
        if not sign:
            figures.append(tokens[nth])
            piece = []
            pieces.append(piece)
            continue
        if sign == "(" and (end := pairs.get(nth)):
            # Nothing is counted in there: words beside the clause's own; a heading where they begin a paragraph.
            if first and not (clauses or piece or figures) and end - begin > 0:
                inner = tokens[begin:end]
                clauses.append(Clause([], [inner], [], mark, depth, True, _features([inner])))
                first, mark = False, ";"
            else:
                asides += tokens[begin:end]
            begin = end + 1
            continue
        if sign == LIST and (not figures or _is_words(tokens, begin)):
            # A list of words (复议、诉讼) is one; a list of figures is as many clauses.
            piece.append(tokens[nth])
            continue
        if piece or figures or asides:
            clauses.append(_clause(Clause, (figures, pieces, asides, mark, depth, first, _features(pieces))))
            first, figures, piece, asides = False, [], [], []
            pieces = [piece]
        mark = sign
        if sign in ENDS:
            if clauses:
                yield clauses
            clauses, depth, first = [], 0, first or sign == "\n"
        elif sign == "(":
            depth += nth in pairs
        elif sign == ")" and depth:
            depth -= 1


def _features(pieces: list[list[Token]]) -> int:
    features = 0
    for piece in pieces:
        for token in piece:
            features |= token.features
    return features


def _is_words(tokens: list[Token], nth: int) -> bool:
    """Tell whether what follows a comma of a list, up to the next mark, has words and no figures."""
    for other in range(nth, min(nth + LONGEST_ITEM, len(tokens))):
        if tokens[other].mark:
            return other > nth
        if tokens[other].kind == "figure":
            return False
    return False


def _brackets(tokens: list[Token], points: list[int]) -> Iterator[tuple[int, int]]:
    """Yield for every opening bracket with an end in its sentence where that is; 0 where figures stand between."""
    open_: list[tuple[int, int]] = []
    figures = 0
    for nth in points:
        mark = tokens[nth].mark
        if not mark:
            figures += 1
        elif mark == "(":
            open_.append((nth, figures))
        elif mark == ")" and open_:
            begin, before = open_.pop()
            yield begin, 0 if figures > before else nth
        elif mark == "\n":
            open_.clear()


# -- Names


def names_things(clause: Clause, without: int) -> bool:
    """Tell whether a clause only names things: all of its sentence, or `without` so much that is not counted."""
    tokens = [token for piece in clause.pieces for token in piece if token.features & _NAMES]
    return any(token.features & _WITHOUT == without for token in tokens)


def ends_with_name(clause: Clause) -> bool:
    """Tell whether nothing stands behind a word by which things are named, so that it names nothing (予以标注)."""
    return bool(clause.pieces[-1] and clause.pieces[-1][-1].features & _NAMES)
