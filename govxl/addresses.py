"""Where a cell stands in a sheet, in the letters and digits of A1 and back; known in one place for all of govxl."""

__all__ = ["MAX_COLUMN", "MAX_ROW", "NOWHERE", "PLACES", "Place", "address", "column_letters", "column_number"]

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last row and column of a sheet (Excel specifications and limits)."""

Place = tuple[int, int]
"""Row and column, from 1."""

NOWHERE: Place = (0, 0)
_REMEMBERED = 20_000  # addresses


def address(row: int, column: int) -> str:
    """Write row 6, column 4 as a clerk reads it: `D6`."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Write column 28 as `AB`; raises ValueError for one that no sheet has."""
    if column < 1:
        raise ValueError(f"no column {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Read column `AB`, in capitals, as 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Places(dict[bytes, Place]):
    """Places by address; (0, 0) for what is no address, or one in no sheet."""

    def __missing__(self, reference: bytes) -> Place:
        letters = reference.rstrip(b"0123456789")
        digits = reference[len(letters) :]
        column = column_number(letters[:4].decode("latin-1"))
        place = NOWHERE
        if 0 < len(letters) < 4 and column <= MAX_COLUMN and len(digits) < 8 and digits[:1] > b"0":
            place = int(digits), column
        if len(self) > _REMEMBERED:
            self.clear()
        return self.setdefault(reference, place if place[0] <= MAX_ROW else NOWHERE)


PLACES = _Places()
"""The addresses met so far; those of one form come again and again."""
