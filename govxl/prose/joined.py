"""Several rows that one figure is told of: all of them together, or the total they are rows of where that is named.

信访和重复申请共12件; 不掌握、需另行制作而无法提供的42件
"""

from collections.abc import Callable, Sequence

from govxl.language.nodes import Arithmetic, Cell, Node
from govxl.prose.features import bit, singly
from govxl.prose.model import Claim, Reading
from govxl.prose.tokens import LIST, Token

__all__ = ["joined"]

_AND, _EACH, _REST, _OPEN, _FILLER = (bit(role) for role in ("and", "each", "rest", "open", "filler"))
_APART = _EACH | _REST | bit("up") | bit("down") | bit("share")
MOST_JOINED = 5
"""How many rows a figure is told of at most."""


def joined(words: Sequence[Token], own: int, ends: int, find: Callable[[int], Claim | None]) -> Claim | None:
    """Give the claim of a figure whose own words name several results or applicants; `find` gives that of some.

    `ends` are all of those. None where the words do not list them, or may mean more than they name (企业等).
    """
    kinds = [*singly(own & ends)]
    if not 2 <= len(kinds) <= MOST_JOINED or own & _APART:
        return None
    of_all = next((each for each in kinds if _is_total(each, kinds, find)), 0)
    rows = [each for each in kinds if each != of_all]
    if not _are_listed(words, rows) or (own & _OPEN and not of_all):
        return None
    claims = [claim for each in rows if (claim := find(each))]
    if len(claims) < len(rows) or len({(each.rule, each.part) for each in claims}) > 1:
        return None
    if not all(isinstance(each.readings[0].value, Cell) for each in claims):
        # 法人和企业: the one holds the other.
        return None
    fewest = min([len(each.readings) for each in claims])
    readings = [] if own & _OPEN else [_sum([each.readings[nth] for each in claims]) for nth in range(fewest)]
    # 企业、律所: the one word may mean bodies of every kind, those of the other as well.
    readings += [reading for each in claims for reading in each.readings[fewest:] if readings]
    if total := find(of_all) if of_all else None:
        readings += total.readings
    says = "、".join([each.says for each in claims])
    name = "+".join([each.name for each in claims])
    return claims[0]._replace(name=name, says=says, readings=tuple(readings), wider=(), apart=()) if readings else None


def _is_total(total: int, kinds: Sequence[int], find: Callable[[int], Claim | None]) -> bool:
    """Tell whether one of some results only says what the others are rows of: told with each it is of that row."""
    for each in kinds:
        if each != total:
            row, both = find(each), find(each | total)
            if not row or not both or row.readings[0] != both.readings[0]:
                return False
    return True


def _are_listed(words: Sequence[Token], rows: Sequence[int]) -> bool:
    """Tell whether all rows are named one after another, with commas of a list or 和 between."""
    every, found, between = sum(rows), 0, True
    for token in words:
        if named := token.features & every:
            if named.bit_count() > 1 or not between:
                return False
            found, between = found | named, False
        elif found and found != every:
            if token.mark == LIST or token.features == _AND:
                between = True
            elif token.kind == "gap" or token.features != _FILLER:
                return False
    return found == every


def _sum(readings: Sequence[Reading]) -> Reading:
    """Add up what some rows have; what two of them have in common is told once."""
    rows = dict.fromkeys(readings)
    value: Node | None = None
    for each in rows:
        value = each.value if value is None else Arithmetic("+", value, each.value)
    assert value is not None, "a list of rows is never empty"
    return Reading("＋".join([each.label for each in rows]), value, readings[0].unit)
