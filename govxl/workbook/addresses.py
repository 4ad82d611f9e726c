"""Where a cell stands: its address to row and column and back, remembered, for the sheets of a form share most."""

from govxl.form.places import column_letters

__all__ = ["MAX_COLUMN", "MAX_ROW", "NOWHERE", "PLACES", "Formats", "Place", "address"]

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

Place = tuple[int, int]
"""Row and column, from 1."""

NOWHERE: Place = (0, 0)
_REMEMBERED = 20_000  # addresses


def address(place: Place) -> str:
    """Write a place as a clerk reads it, such as `D6`."""
    return f"{column_letters(place[1])}{place[0]}"


class Formats(dict[bytes, int]):
    """Cell format indices by their digits; no workbook has one of ten digits."""

    def __missing__(self, digits: bytes) -> int:
        return self.setdefault(digits, int(digits[:10] or b"0"))


class _Places(dict[bytes, Place]):
    """Places by address, for the sheets of a form share most of theirs; (0, 0) for none, or for none in any sheet."""

    def __missing__(self, reference: bytes) -> Place:
        letters = reference.rstrip(b"0123456789")
        digits = reference[len(letters) :]
        column = 0
        for letter in letters[:4]:
            column = column * 26 + letter - 64
        place = NOWHERE
        if len(letters) < 4 and column <= MAX_COLUMN and len(digits) < 8 and digits[:1] > b"0":
            place = int(digits), column
        if len(self) > _REMEMBERED:
            self.clear()
        return self.setdefault(reference, place if place[0] <= MAX_ROW else NOWHERE)


PLACES = _Places()
"""The addresses met so far; those of one form come again and again."""

