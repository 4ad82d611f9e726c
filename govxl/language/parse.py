"""From the text of a rule to its tree, by way of Python's own `ast`; nothing is ever evaluated.

What is not listed in `_Parser` is not of the language. Every mistake is an ExpressionError that quotes the part.
"""

import ast
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

from govxl.language.nodes import (
    And,
    Arithmetic,
    Call,
    Cell,
    Cells,
    Compare,
    Constant,
    ExpressionError,
    Node,
    Not,
    Or,
    kind_of,
)

__all__ = ["MAX_LITERAL", "RangeResolver", "Resolver", "names_in", "parse"]

MAX_LITERAL = 255
"""Excel takes no longer text inside a formula."""


_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_SCALAR = {"abs": 1, "round": 2}
_OVER_CELLS = {
    "sum": "figure", "changed": "figure", "figures": "figure", "length": "text", "substance": "text",
    "mentions": "text",
}  # fmt: skip
"""The functions over cells, and what those cells hold. `figures` counts the cells that hold a figure."""

Resolver = Callable[[str], Node]
"""Turns a name as the author wrote it into its cell, or into the tree of a derived figure.

Raises ExpressionError for a name the form does not know.
"""

RangeResolver = Callable[[str, str], tuple[Cell, ...]]
"""Gives the cells from the first name to the last, both included, in the order of the form."""


def parse(source: str, cell: Resolver, between: RangeResolver) -> Node:
    """Parse an expression of the language.

    Raises ExpressionError when the text is not of the language, or names something the form does not know.
    """
    try:
        return _Parser(cell, between).node(_python(source))
    except RecursionError:
        raise ExpressionError("the expression is nested too deeply") from None


@lru_cache(maxsize=256)
def names_in(source: str) -> tuple[str, ...]:
    """List the dotted names that an expression mentions, each once, `a, ..., b` as its two ends."""
    return tuple(dict.fromkeys(_names(_python(source))))


@lru_cache(maxsize=256)
def _python(source: str) -> ast.expr:
    """Give Python's tree; a rule laid over seven columns is read from one."""
    try:
        # Python would end an expression at the end of a line.
        return ast.parse(source.replace("\n", " ").strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError) as error:
        why = error.args[0] if error.args else type(error).__name__
        raise ExpressionError(f"not an expression: {source.strip()} ({why})") from None


def _names(tree: ast.AST) -> Iterator[str]:
    if isinstance(tree, ast.Name | ast.Attribute):
        yield _dotted(tree)
        return
    # The name of a function is not one of a cell.
    inner = tree.args if isinstance(tree, ast.Call) else ast.iter_child_nodes(tree)
    for child in inner:
        yield from _names(child)


class _Parser:
    """Walks Python's own syntax tree."""

    def __init__(self, cell: Resolver, between: RangeResolver) -> None:
        self.cell = cell
        self.between = between

    def node(self, tree: ast.expr) -> Node:
        match tree:
            case ast.Name() | ast.Attribute():
                return self.cell(_dotted(tree))
            case ast.Constant(value=str() as text):
                return _literal(text)
            # True is an int to Python, and would pass for 1 below.
            case ast.Constant(value=bool()):
                raise ExpressionError(f"not of the rule language: {ast.unparse(tree)}")
            case ast.Constant(value=int() | float() as number) if math.isfinite(number):
                # As it was written: 0.1 is no tenth as a double.
                return Constant(Decimal(repr(number)))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self.call(name, args)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                return Arithmetic(_SIGNS[type(op)], self.wanted("figure", left), self.wanted("figure", right))
            # One node less in both readings: -x is 0-x.
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Arithmetic("-", Constant(Decimal(0)), self.wanted("figure", operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.wanted("condition", operand))
            case ast.BoolOp(op=op, values=values):
                items = tuple(self.wanted("condition", value) for value in values)
                return And(items) if isinstance(op, ast.And) else Or(items)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.comparison(left, op, right)
        raise ExpressionError(f"not of the rule language: {ast.unparse(tree)}")

    def wanted(self, kind: str, tree: ast.expr) -> Node:
        """Read a part that must be a figure, a text or a condition."""
        node = self.node(tree)
        if kind_of(node) != kind:
            raise ExpressionError(f"a {kind} is wanted here, not {ast.unparse(tree)}")
        return node

    def comparison(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(sign, ast.In):
            if not isinstance(right, ast.Tuple) or not right.elts:
                raise ExpressionError("in is followed by its choices, such as (1, 2)")
            # `x in (a, b)` is written out, so that neither reading has to know of it.
            return Or(tuple(self.compared("==", left, choice) for choice in right.elts))
        if type(sign) not in _COMPARISONS:
            raise ExpressionError(f"not a comparison of the rule language: {type(sign).__name__}")
        return self.compared(_COMPARISONS[type(sign)], left, right)

    def compared(self, sign: str, left: ast.expr, right: ast.expr) -> Compare:
        """Compare two figures in any way, two texts for being the same."""
        first = self.node(left)
        kind = kind_of(first)
        if kind == "condition" or (kind == "text" and sign not in ("==", "!=")):
            raise ExpressionError(f"{ast.unparse(left)} cannot be compared by {sign}")
        return Compare(sign, first, self.wanted(kind, right))

    def call(self, name: str, args: list[ast.expr]) -> Node:
        if name in _SCALAR:
            if len(args) != _SCALAR[name]:
                raise ExpressionError(f"{name} takes {_SCALAR[name]} argument{'s' * (_SCALAR[name] > 1)}")
            return Call(name, tuple(self.wanted("figure", arg) for arg in args))
        if name not in _OVER_CELLS:
            raise ExpressionError(f"no function of the rule language: {name}")
        texts = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        words = tuple(_literal(text) for text in texts)
        named = args[: len(args) - len(words)] if name == "mentions" else args
        if name == "mentions" and (not words or Constant("") in words):
            raise ExpressionError("mentions takes text cells and then the words to look for")
        if not named:
            raise ExpressionError(f"{name} has no cells")
        cells = Cells(tuple(cell.path for cell in self.cells(name, named)))
        return Call(name, (cells, *words) if name == "mentions" else (cells,))

    def cells(self, name: str, args: list[ast.expr]) -> Iterator[Cell]:
        """Read `a, b` as two cells and `a, ..., b` as all from the first to the last."""
        for index, arg in enumerate(args):
            if not _dots(arg):
                cell = self.wanted(_OVER_CELLS[name], arg)
                if not isinstance(cell, Cell):
                    raise ExpressionError(f"{name} takes cells, not {ast.unparse(arg)}")
                yield cell
            elif 0 < index < len(args) - 1 and not _dots(args[index - 1]) and not _dots(args[index + 1]):
                # Both ends are read as arguments of their own, so only what lies between is added.
                yield from self.between(_dotted(args[index - 1]), _dotted(args[index + 1]))[1:-1]
            else:
                raise ExpressionError("... stands between the first cell and the last")


def _literal(text: str) -> Constant:
    if len(text) > MAX_LITERAL:
        raise ExpressionError(f"a text in a rule has at most {MAX_LITERAL} characters")
    return Constant(text)


def _dots(arg: ast.expr) -> bool:
    return isinstance(arg, ast.Constant) and arg.value is ...


def _dotted(tree: ast.expr) -> str:
    match tree:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{_dotted(value)}.{name}"
    raise ExpressionError(f"a name is wanted here, not {ast.unparse(tree)}")
