"""A formula that stands once for a whole range: how it reads in each of its cells (ECMA-376 part 1, 18.3.1.40)."""

import re

from govxl.addresses import MAX_COLUMN, MAX_ROW, column_letters, column_number

__all__ = ["shift"]

# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
# What is skipped comes first: strings, quoted sheet names, external books; then references, which no name touches.
_TOKEN = (
    r"\"[^\"]*\"?|'[^']*'?|\[[^\]]*\]?"
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w.(!])"
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])"
    r"|(?<![\w.$])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![\w.(!])"
    r"|[\w.$]+"
)


def shift(formula: str, rows: int, columns: int) -> str:
    """Move a formula's relative references; one that leaves the sheet reads `#REF!`, as Excel shows it."""

    def moved(match: re.Match[str]) -> str:
        # A cell, whole columns, or whole rows; everything else the expression finds stays as it is.
        fixed, letters, fixed_row, digits, left, first, right, last, upper, top, lower, bottom = match.groups()
        if letters:
            return _join(_column(fixed, letters, columns), _row(fixed_row, digits, rows), "")
        if first:
            return _join(_column(left, first, columns), _column(right, last, columns), ":")
        if top:
            return _join(_row(upper, top, rows), _row(lower, bottom, rows), ":")
        return match[0]

    return re.sub(_TOKEN, moved, formula)


def _join(left: str, right: str, between: str) -> str:
    return left + between + right if left and right else "#REF!"


def _column(fixed: str, letters: str, columns: int) -> str:
    if fixed:
        return "$" + letters
    number = column_number(letters.upper()) + columns
    return column_letters(number) if 1 <= number <= MAX_COLUMN else ""


def _row(fixed: str, digits: str, rows: int) -> str:
    number = int(digits) + rows
    return "$" + digits if fixed else str(number) if 1 <= number <= MAX_ROW else ""
