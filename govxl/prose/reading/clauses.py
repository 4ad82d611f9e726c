"""Tokens put together to clauses, sentences and paragraphs; what stands in brackets is a level of its own."""

from collections.abc import Iterator
from itertools import starmap
from typing import Final

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.tokens import ENDS, LIST, Cut, Raw, Token

__all__ = ["Clause", "ends_with_name", "lists_on", "names_things", "says_only", "sentences_of", "sharing"]

_NAMES, _AND, _WITHOUT = bit("names"), bit("and"), bit("without")
MOST_NAMED = 3
"""How many things are named at the end of what is said of none one after another."""
LONGEST_ITEM = 24
"""The most pieces an item of a list is looked through for."""


class Clause:
    """Tokens up to a mark: figures, and as `pieces` the words before, between and behind them.

    `mark` is the one it follows, `depth` the brackets it stands in. Brackets without figures belong to the clause they
    stand in; `asides` are the words in them. `features` are those of all its other words, `told` those of each piece.
    """

    # No tuple, as `Token` is none.
    __slots__ = ("_pieces", "_raw", "asides", "depth", "features", "figures", "first", "mark", "told")

    def __init__(
        self, figures: list[Token], pieces: list[list[Token]], asides: list[Token], mark: str, depth: int, first: bool,
        features: int, told: list[int], raw: list[Raw] | None = None,
    ) -> None:  # fmt: skip
        self.figures, self._pieces, self.asides = figures, pieces, asides
        self.mark, self.depth, self.first = mark, depth, first
        self.features, self.told, self._raw = features, told, raw

    @property
    def pieces(self) -> list[list[Token]]:
        """The words before, between and behind its figures."""
        if self._raw is not None:
            # Not before they are asked for: of most clauses without figures nothing but their features ever is.
            self._pieces, self._raw = [[*starmap(Token, self._raw)]], None
        return self._pieces

    @property
    def words(self) -> list[Token]:
        """The words before its first figure: all, where it has none."""
        return self.pieces[0]


_FEATURES: Final = 3
_MARK: Final = 4
"""Where the two stand in what a token is made of."""
_LAST: Raw = ("mark", 0, 0, 0, "\n", None)
"""What a text ends with."""


def sentences_of(cut: Cut) -> Iterator[list[Clause]]:
    """Yield the clauses of every sentence; the first clause of a paragraph is marked so."""
    tokens, pairs = [*cut.tokens, _LAST], dict(_brackets(cut))
    clauses: list[Clause] = []
    figures: list[Token] = []
    pieces, told, asides, parted = list[list[Token]](), list[int](), list[Token](), list[Raw]()
    mark, depth, begin, first = "\n", 0, 0, True
    every = 0
    for nth in (*cut.points, len(cut.tokens)):
        point = tokens[nth]
        sign = point[_MARK]
        if nth < begin or (sign == LIST and (not figures or _is_words(cut.tokens, nth + 1))):
            # In brackets that were read; and a list of words (复议、诉讼) is one, one of figures is as many clauses.
            continue
        piece, features, begin = tokens[begin:nth], 0, nth + 1
        if parted:
            piece, parted = [*parted, *piece], []
        if sign == "(" and (end := pairs.get(nth)):
            # Nothing is counted in there: words beside the clause's own; a heading where they begin a paragraph.
            inner = tokens[begin:end]
            begin = end + 1
            if first and inner and not (clauses or piece or figures):
                features = _features(inner)
                clauses.append(Clause([], [], [], mark, depth, True, features, [features], inner))
                first, mark = False, ";"
            else:
                parted = piece
                asides.extend(starmap(Token, inner))
            continue
        for raw in piece:
            features |= raw[_FEATURES]
        if not sign:
            figures.append(Token(*point))
            pieces.append([*starmap(Token, piece)])
            told.append(features)
            every |= features
            continue
        if figures:
            pieces.append([*starmap(Token, piece)])
            told.append(features)
            clauses.append(Clause(figures, pieces, asides, mark, depth, first, every | features, told))
            first, figures, pieces, told, asides, every = False, [], [], [], [], 0
        elif piece or asides:
            clauses.append(Clause([], [], asides, mark, depth, first, features, [features], piece))
            first, asides = False, []
        mark = sign
        if sign in ENDS:
            if clauses:
                yield clauses
            clauses, depth, first = [], 0, first or sign == "\n"
        elif sign in "()":
            depth += nth in pairs if sign == "(" else -1 if depth else 0


def _features(words: list[Raw]) -> int:
    features = 0
    for raw in words:
        features |= raw[_FEATURES]
    return features


def _is_words(tokens: list[Raw], nth: int) -> bool:
    """Tell whether what follows a comma of a list, up to the next mark, has words and no figures."""
    for other in range(nth, min(nth + LONGEST_ITEM, len(tokens))):
        kind, _, _, _, mark, _ = tokens[other]
        if mark:
            return other > nth
        if kind == "figure":
            return False
    return False


def _brackets(cut: Cut) -> Iterator[tuple[int, int]]:
    """Yield for every opening bracket with an end in its paragraph where that is; 0 where figures stand between."""
    open_: list[tuple[int, int]] = []
    for nth, figures in cut.turns:
        mark = cut.tokens[nth][_MARK]
        if mark == "(":
            open_.append((nth, figures))
        elif mark == "\n":
            open_.clear()
        elif open_:
            begin, before = open_.pop()
            yield begin, 0 if figures > before else nth


# -- Names and lists


def says_only(words: list[Token], roles: int) -> bool:
    """Tell whether words say nothing but some roles."""
    return all(token.kind == "word" and not token.features & ~roles for token in words)


def names_things(clause: Clause, without: int) -> bool:
    """Tell whether a clause only names things: all of its sentence, or `without` so much that is not counted."""
    tokens = [token for piece in clause.pieces for token in piece if token.features & _NAMES]
    return any(token.features & _WITHOUT == without for token in tokens)


def sharing(pieces: list[tuple[list[Token], int]], acts: int, objects: int) -> Iterator[tuple[list[Token], int]]:
    """Yield what is said of none one after another, each with what only the last of them names."""
    # 未制发、未废止规范性文件
    last = pieces[-1][0] if len(pieces) > 1 else []
    named = [token for token in last if token.features & objects] if any(each.features & acts for each in last) else []
    named = named[:MOST_NAMED]
    for words, begin in pieces:
        alone = words is not last and any(each.features & acts for each in words)
        alone = alone and not any(each.features & objects for each in words)
        yield [*words, *named] if alone else words, begin


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
