"""The rule language, read two ways: a tree as a Python value, and the same tree as an Excel formula.

Every formula in a workbook and every verdict of ours is one of these trees; what is read from where is the business of
the two functions handed in. The node types stand in `nodes`, the notation of authors in `parsing`.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce

from govxl.language.functions import OVER_CELLS, Addresses, Lookup, quoted, spoken
from govxl.language.nodes import (
    And,
    Arithmetic,
    Call,
    Case,
    Cell,
    Cells,
    Compare,
    Constant,
    Error,
    ExpressionError,
    Join,
    Node,
    Not,
    Or,
    Value,
    all_of,
    kind_of,
    paths_in,
)

__all__ = [
    "Addresses",
    "And",
    "Arithmetic",
    "Call",
    "Case",
    "Cell",
    "Cells",
    "Compare",
    "Constant",
    "Error",
    "ExpressionError",
    "Join",
    "Lookup",
    "Node",
    "Not",
    "Or",
    "Value",
    "all_of",
    "evaluate",
    "kind_of",
    "paths_in",
    "spoken",
    "to_excel",
]

HALF = Decimal("0.0000005")
"""Two figures that differ by less than this are equal: half of the sixth decimal, as ROUND(difference, 6) = 0 says."""

WIDE = Context(prec=700)
"""Room to round any figure a double can hold to any decimals."""


# -- The Python reading ------------------------------------------------------------------------------------------------

def evaluate(node: Node, value_of: Lookup) -> Value:
    """Work out a tree; `value_of` gives what stands in the cell of a path.

    A cell of figures without one counts as 0, as Excel's N() has it.
    """
    match node:
        case Constant(value=value):
            return value
        case Cell(path=path, text=text):
            return value_of(path) if text else _figure(value_of(path))
        case Arithmetic(sign=sign, left=left, right=right):
            return _arithmetic(sign, _figure(evaluate(left, value_of)), _figure(evaluate(right, value_of)))
        case Compare(sign=sign, left=left, right=right):
            return _compare(sign, left, right, value_of)
        case And(items=items):
            return all(evaluate(item, value_of) is True for item in items)
        case Or(items=items):
            return any(evaluate(item, value_of) is True for item in items)
        case Not(item=item):
            return evaluate(item, value_of) is not True
        case Call(name=name, args=args):
            return _called(name, args, value_of)
        case Case(branches=branches, otherwise=otherwise):
            true = (chosen for condition, chosen in branches if evaluate(condition, value_of) is True)
            return evaluate(next(true, otherwise), value_of)
        case Join(parts=parts):
            return "".join(_said(part, evaluate(part, value_of)) for part in parts)
    raise TypeError(f"a group of cells has no value of its own: {node}")


def _said(part: Node, value: Value) -> str:
    """Speak a part of a sentence; a figure that is not there is a 0, as in arithmetic."""
    return spoken(_round(_figure(value), 6)) if kind_of(part) == "figure" else spoken(value)


def _figure(value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return Decimal(1) if value is True else Decimal(0)


def _arithmetic(sign: str, left: Decimal, right: Decimal) -> Decimal:
    if sign == "+":
        return left + right
    return left - right if sign == "-" else left * right


def _worded(left: Node, right: Node) -> bool:
    return "text" in (kind_of(left), kind_of(right))


def _compare(sign: str, left: Node, right: Node, value_of: Lookup) -> bool:
    one, two = evaluate(left, value_of), evaluate(right, value_of)
    if _worded(left, right):
        return (spoken(one) == spoken(two)) == (sign == "==")
    difference = _figure(one) - _figure(two)
    order = 0 if abs(difference) < HALF else (1 if difference > 0 else -1)
    return {
        "==": order == 0,
        "!=": order != 0,
        "<": order < 0,
        "<=": order <= 0,
        ">": order > 0,
        ">=": order >= 0,
    }[sign]


def _round(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, as Excel does."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE)


def _called(name: str, args: tuple[Node, ...], value_of: Lookup) -> Value:
    if name in OVER_CELLS:
        return OVER_CELLS[name].python(_paths(args), _words(args), value_of)
    first, *rest = (_figure(evaluate(arg, value_of)) for arg in args)
    return abs(first) if name == "abs" else _round(first, int(rest[0]))


def _paths(args: tuple[Node, ...]) -> tuple[str, ...]:
    if not isinstance(args[0], Cells):
        raise TypeError(f"a function over cells was given {args[0]}")
    return args[0].paths


def _words(args: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(str(word.value) for word in args[1:] if isinstance(word, Constant))


# -- The Excel reading -------------------------------------------------------------------------------------------------


def to_excel(node: Node, at: Addresses) -> str:
    """Write a tree as an Excel 2007 formula without its equals sign."""
    match node:
        case Constant(value=value):
            return quoted(value) if isinstance(value, str) else spoken(value)
        case Cell(path=path, text=text):
            return at.cell(path) if text else f"N({at.cell(path)})"
        case Arithmetic(sign=sign, left=left, right=right):
            return f"({to_excel(left, at)}{sign}{to_excel(right, at)})"
        case Compare(sign=sign, left=left, right=right):
            return _comparison({"==": "=", "!=": "<>"}.get(sign, sign), left, right, at)
        case And(items=items):
            return reduce(lambda rest, item: f"IF({item},{rest},FALSE)", *_reversed(items, at, "TRUE"))
        case Or(items=items):
            return reduce(lambda rest, item: f"IF({item},TRUE,{rest})", *_reversed(items, at, "FALSE"))
        case Not(item=item):
            return f"NOT({to_excel(item, at)})"
        case Call(name=name, args=args):
            return _excel_call(name, args, at)
        case Case(branches=branches, otherwise=otherwise):
            return _chosen(branches, otherwise, at)
        case Join(parts=parts):
            return _joined(parts, at)
    raise TypeError(f"a group of cells has no formula of its own: {node}")


def _reversed(items: tuple[Node, ...], at: Addresses, empty: str) -> tuple[list[str], str]:
    """Give all conditions but the last, from the back, and the last, with which nesting begins."""
    terms = [to_excel(item, at) for item in items] or [empty]
    return terms[-2::-1], terms[-1]


def _comparison(sign: str, left: Node, right: Node, at: Addresses) -> str:
    """Compare words to the letter, figures to the sixth decimal."""
    one, two = to_excel(left, at), to_excel(right, at)
    if _worded(left, right):
        same = f"EXACT({one},{two})"
        return same if sign == "=" else f"NOT({same})"
    return f"ROUND({one}-{two},6){sign}0"


def _chosen(branches: Iterable[tuple[Node, Node]], otherwise: Node, at: Addresses) -> str:
    text = to_excel(otherwise, at)
    for condition, value in reversed(tuple(branches)):
        text = f"IF({to_excel(condition, at)},{to_excel(value, at)},{text})"
    return text


def _joined(parts: Iterable[Node], at: Addresses) -> str:
    """Join texts by &; a last empty text keeps a lone blank cell from showing as 0."""
    terms = [f"ROUND({to_excel(part, at)},6)" if kind_of(part) == "figure" else to_excel(part, at) for part in parts]
    return "&".join(terms if len(terms) > 1 else [*terms, '""'])


def _excel_call(name: str, args: tuple[Node, ...], at: Addresses) -> str:
    if name in OVER_CELLS:
        return OVER_CELLS[name].excel(_paths(args), _words(args), at)
    return f"{name.upper()}({','.join(to_excel(arg, at) for arg in args)})"
