"""Tokens put together to clauses, sentences and paragraphs; what stands in brackets is a level of its own."""

from collections.abc import Iterator

from govxl.prose.features import bit
from govxl.prose.tokens import ENDS, LIST, Cut, Token

__all__ = ["Clause", "ends_with_name", "lists_on", "names_things", "sentences_of"]

_NAMES, _AND, _WITHOUT = bit("names"), bit("and"), bit("without")
LONGEST_ITEM = 24
"""The most pieces an item of a list is looked through for."""


class Clause:
    """Tokens up to a mark: figures, and as `pieces` the words before, between and behind them.

    `mark` is the one it follows, `depth` the brackets it stands in. Brackets without figures belong to the clause they
    stand in; `asides` are the words in them. `features` are those of all its other words, `told` those of each piece.
    """

    # No tuple, as `Token` is none.
    __slots__ = ("asides", "depth", "features", "figures", "first", "mark", "pieces", "told")

    def __init__(
        self, figures: list[Token], pieces: list[list[Token]], asides: list[Token], mark: str, depth: int, first: bool,
        features: int, told: list[int],
    ) -> None:  # fmt: skip
        self.figures, self.pieces, self.asides = figures, pieces, asides
        self.mark, self.depth, self.first = mark, depth, first
        self.features, self.told = features, told

    @property
    def words(self) -> list[Token]:
        """The words before its first figure: all, where it has none."""
        return self.pieces[0]


_LAST = Token("mark", 0, 0, 0, "\n")
"""What a text ends with."""


def sentences_of(cut: Cut) -> Iterator[list[Clause]]:
    """Yield the clauses of every sentence; the first clause of a paragraph is marked so."""
    tokens, pairs = [*cut.tokens, _LAST], dict(_brackets(cut))
    clauses: list[Clause] = []
    figures: list[Token] = []
    piece: list[Token] = []
    pieces, told, asides = [piece], list[int](), list[Token]()
    mark, depth, begin, first = "\n", 0, 0, True
    features = every = 0
    for nth in (*cut.points, len(cut.tokens)):
        if nth < begin:
            continue
        if begin < nth:
            run = tokens[begin:nth]
            piece += run
            for token in run:
                features |= token.features
        begin = nth + 1
        point = tokens[nth]
        sign = point.mark
        if not sign:
            figures.append(point)
            piece = []
            pieces.append(piece)
            told.append(features)
            every, features = every | features, 0
            continue
        if sign == "(" and (end := pairs.get(nth)):
            # Nothing is counted in there: words beside the clause's own; a heading where they begin a paragraph.
            inner = tokens[begin:end]
            if first and not (clauses or piece or figures) and inner:
                features = _features(inner)
                clauses.append(Clause([], [inner], [], mark, depth, True, features, [features]))
                features, first, mark = 0, False, ";"
            else:
                asides += inner
            begin = end + 1
            continue
        if sign == LIST and (not figures or _is_words(cut.tokens, begin)):
            # A list of words (复议、诉讼) is one; a list of figures is as many clauses.
            piece.append(point)
            continue
        if piece or figures or asides:
            told.append(features)
            clauses.append(Clause(figures, pieces, asides, mark, depth, first, every | features, told))
            first, figures, piece, asides, told = False, [], [], [], []
            pieces = [piece]
            features = every = 0
        mark = sign
        if sign in ENDS:
            if clauses:
                yield clauses
            clauses, depth, first = [], 0, first or sign == "\n"
        elif sign in "()":
            depth += nth in pairs if sign == "(" else -1 if depth else 0


def _features(words: list[Token]) -> int:
    features = 0
    for token in words:
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


def _brackets(cut: Cut) -> Iterator[tuple[int, int]]:
    """Yield for every opening bracket with an end in its paragraph where that is; 0 where figures stand between."""
    open_: list[tuple[int, int]] = []
    for nth, figures in cut.turns:
        mark = cut.tokens[nth].mark
        if mark == "(":
            open_.append((nth, figures))
        elif mark == "\n":
            open_.clear()
        elif open_:
            begin, before = open_.pop()
            yield begin, 0 if figures > before else nth


# -- Names and lists


def names_things(clause: Clause, without: int) -> bool:
    """Tell whether a clause only names things: all of its sentence, or `without` so much that is not counted."""
    tokens = [token for piece in clause.pieces for token in piece if token.features & _NAMES]
    return any(token.features & _WITHOUT == without for token in tokens)


def ends_with_name(clause: Clause) -> bool:
    """Tell whether nothing stands behind a word by which things are named, so that it names nothing (予以标注)."""
    return bool(clause.pieces[-1] and clause.pieces[-1][-1].features & _NAMES)


def lists_on(clauses: list[Clause], nth: int) -> bool:
    """Tell whether a word for all is told of several that are listed, each with its figure in brackets."""
    # 均由自然人（29件）和商业企业（3件）提出
    inner, then = (*clauses[nth + 1 : nth + 3], None, None)[:2]
    if not inner or not then or inner.mark != "(" or not inner.figures or then.depth != clauses[nth].depth:
        return False
    return then.mark == LIST or bool(then.mark == ")" and then.words and then.words[0].features & _AND)
