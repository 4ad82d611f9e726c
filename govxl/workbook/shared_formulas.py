"""A formula written once for a range, as it reads in another cell of that range (ECMA-376 part 1, 18.3.1.40)."""

import re

__all__ = ["shift"]

_COLUMNS, _ROWS = 16_384, 1_048_576
# What is skipped comes first: strings, quoted sheet names, external books; then references, which no name touches.
_TOKEN = re.compile(
    r"\"[^\"]*\"?|'[^']*'?|\[[^\]]*\]?"
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w.(!])"
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])"
    r"|(?<![\w.$])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![\w.(!])"
    r"|[\w.$]+"
)


def shift(formula: str, rows: int, columns: int) -> str:
    """Move a formula's relative references; one that leaves the sheet reads `#REF!`, as Excel shows it."""

    def moved(match: re.Match[str]) -> str:
        fixed, letters, fixed_row, digits, left, first, right, last, upper, top, lower, bottom = match.groups()
        if letters:
            return _join(_column(fixed, letters, columns), _row(fixed_row, digits, rows), "")
        if first:
            return _join(_column(left, first, columns), _column(right, last, columns), ":")
        if top:
            return _join(_row(upper, top, rows), _row(lower, bottom, rows), ":")
        return match[0]

    return _TOKEN.sub(moved, formula)


def _join(left: str, right: str, between: str) -> str:
    return left + between + right if left and right else "#REF!"


def _column(fixed: str, letters: str, columns: int) -> str:
    if fixed:
        return "$" + letters
    number = columns
    for place, letter in enumerate(reversed(letters.upper())):
        number += (ord(letter) - 64) * 26**place
    if not 1 <= number <= _COLUMNS:
        return ""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _row(fixed: str, digits: str, rows: int) -> str:
    number = int(digits) + rows
    return "$" + digits if fixed else str(number) if 1 <= number <= _ROWS else ""
