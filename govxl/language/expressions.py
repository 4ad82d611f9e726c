"""The rule language, read two ways: a tree as a Python value, and the same tree as an Excel formula.

Every formula in a workbook and every verdict of ours is one of these trees; what is read from where is the business of
the two functions handed in. The node types stand in `nodes`, the notation of authors in `parse`.
"""

from collections.abc import Callable, Mapping
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

ZERO, ONE = Decimal(0), Decimal(1)

WIDE = Context(prec=700)
"""Room to round any figure a double can hold to any decimals."""


# -- The Python reading ------------------------------------------------------------------------------------------------


def evaluate(node: Node, value_of: Lookup) -> Value:
    """Work out a tree; `value_of` gives what stands in the cell of a path.

    A cell of figures without one counts as 0, as Excel's N() has it.
    """
    # A judgement asks this two thousand times: the type of a node leads to its reading in one step.
    return READINGS[type(node)](node, value_of)


def _cell(node: Cell, value_of: Lookup) -> Value:
    value = value_of(node.path)
    return value if node.text else _figure(value)


def _arithmetic(node: Arithmetic, value_of: Lookup) -> Value:
    one, two = _figure(evaluate(node.left, value_of)), _figure(evaluate(node.right, value_of))
    return one + two if node.sign == "+" else one - two if node.sign == "-" else one * two


# What cannot be read is no condition that holds: only True is true, and an error value is not.


def _and(node: And, value_of: Lookup) -> Value:
    return all(evaluate(item, value_of) is True for item in node.items)


def _or(node: Or, value_of: Lookup) -> Value:
    return any(evaluate(item, value_of) is True for item in node.items)


def _not(node: Not, value_of: Lookup) -> Value:
    return evaluate(node.item, value_of) is not True


def _call(node: Call, value_of: Lookup) -> Value:
    if function := OVER_CELLS.get(node.name):
        return function.python(*_cells_and_words(node.args), value_of)
    first, *rest = (_figure(evaluate(arg, value_of)) for arg in node.args)
    return abs(first) if node.name == "abs" else _round(first, int(rest[0]))


def _case(node: Case, value_of: Lookup) -> Value:
    for condition, chosen in node.branches:
        if evaluate(condition, value_of) is True:
            return evaluate(chosen, value_of)
    return evaluate(node.otherwise, value_of)


def _join(node: Join, value_of: Lookup) -> Value:
    # A figure that is not there is said as 0, as arithmetic takes it; a text that is not there is nothing.
    return "".join(
        spoken(_to_six(_figure(evaluate(part, value_of))))
        if kind_of(part) == "figure"
        else spoken(evaluate(part, value_of))
        for part in node.parts
    )


def _figure(value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return ONE if value is True else ZERO


def _round(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, as Excel does."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE)


def _to_six(value: Decimal) -> Decimal:
    """Round to the sixth decimal; a whole figure is its own, and most are whole."""
    return value if value == value.to_integral_value() else _round(value, 6)


def _worded(left: Node, right: Node) -> bool:
    return "text" in (kind_of(left), kind_of(right))


def _compare(node: Compare, value_of: Lookup) -> bool:
    """Compare words to the letter, figures to the sixth decimal, as the formula does."""
    sign, one, two = node.sign, evaluate(node.left, value_of), evaluate(node.right, value_of)
    if _worded(node.left, node.right):
        return (spoken(one) == spoken(two)) == (sign == "==")
    # Excel computes with doubles, so that 0.1+0.2 is not 0.3 there: beyond the sixth decimal nothing is compared.
    difference = _figure(one) - _figure(two)
    if -HALF < difference < HALF:
        return sign in ("==", "<=", ">=")
    return sign in (("!=", ">", ">=") if difference > 0 else ("!=", "<", "<="))


def _cells_and_words(args: tuple[Node, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what a function over cells is called with: the paths of its cells, and the words behind them."""
    if not isinstance(args[0], Cells):
        raise TypeError(f"a function over cells was given {args[0]}")
    words = tuple([str(word.value) for word in args[1:] if isinstance(word, Constant)]) if len(args) > 1 else ()
    return args[0].paths, words


def _no_value(node: Node, value_of: Lookup) -> Value:
    raise TypeError(f"a group of cells has no value of its own: {node}")


READINGS: Mapping[type[Node], Callable[..., Value]] = {
    Constant: lambda node, value_of: node.value,
    Cell: _cell,
    Cells: _no_value,
    Arithmetic: _arithmetic,
    Compare: _compare,
    And: _and,
    Or: _or,
    Not: _not,
    Call: _call,
    Case: _case,
    Join: _join,
}
"""The Python reading of every type of node."""


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
            sign = {"==": "=", "!=": "<>"}.get(sign, sign)
            one, two = to_excel(left, at), to_excel(right, at)
            if _worded(left, right):  # Excel's own = takes a for A
                return f"EXACT({one},{two})" if sign == "=" else f"NOT(EXACT({one},{two}))"
            return f"ROUND({one}-{two},6){sign}0"
        # Nested, for AND and OR of Excel work out every item: an error value behind a false one would win.
        case And(items=items):
            return reduce(lambda rest, item: f"IF({item},{rest},FALSE)", *_reversed(items, at, "TRUE"))
        case Or(items=items):
            return reduce(lambda rest, item: f"IF({item},TRUE,{rest})", *_reversed(items, at, "FALSE"))
        case Not(item=item):
            return f"NOT({to_excel(item, at)})"
        case Call(name=name, args=args) if name in OVER_CELLS:
            return OVER_CELLS[name].excel(*_cells_and_words(args), at)
        case Call(name=name, args=args):
            return f"{name.upper()}({','.join(to_excel(arg, at) for arg in args)})"
        case Case(branches=branches, otherwise=otherwise):
            chosen = to_excel(otherwise, at)
            for condition, branch in reversed(branches):
                chosen = f"IF({to_excel(condition, at)},{to_excel(branch, at)},{chosen})"
            return chosen
        case Join(parts=parts):
            figures = [kind_of(part) == "figure" for part in parts]
            terms = [to_excel(part, at) for part in parts]
            terms = [f"ROUND({term},6)" if figure else term for term, figure in zip(terms, figures, strict=True)]
            # An empty text behind a lone cell keeps it, while it is blank, from showing as 0.
            return "&".join(terms if len(terms) > 1 else [*terms, '""'])
    raise TypeError(f"a group of cells has no formula of its own: {node}")


def _reversed(items: tuple[Node, ...], at: Addresses, empty: str) -> tuple[list[str], str]:
    """Give all conditions but the last, from the back, and the last, with which nesting begins."""
    terms = [to_excel(item, at) for item in items] or [empty]
    return terms[-2::-1], terms[-1]
