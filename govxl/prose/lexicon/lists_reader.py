"""The lists section of a prose.toml: how parts are called that leave nothing out, and where they may count twice."""

from typing import Any

from govxl.form.source import Source, Spot
from govxl.prose.letters import plain
from govxl.prose.lexicon.families import Families

__all__ = ["families_of"]

PLAINLY = ("places", "channels", "moved")
"""The keys that list names; of the others each row has a whole and its parts."""


def families_of(source: Source, base: Families) -> Families:
    """Read how parts are called that leave nothing out; a key that is left out is as in the file extended."""
    said: dict[str, Any] = {}
    for key, value in source.data.get("lists", {}).items():
        spot, plainly = Spot("lists", 0, key), key in PLAINLY
        if key not in Families._fields:
            source.blame(spot, f"no key of lists is called {key}")
        elif not isinstance(value, list) or not all(
            isinstance(row, str) if plainly else _is_family(row) for row in value
        ):
            source.blame(
                spot, f"{key} is a list of texts" if plainly else f"{key} has a whole and its parts in each row"
            )
        elif plainly:
            said[key] = tuple(map(plain, value))
        else:
            said[key] = tuple(tuple(_alternatives(name) for name in row) for row in value)
    return base._replace(**said)


def _alternatives(names: str) -> tuple[str, ...]:
    """Give the names that stand for one another, none of an empty text."""
    return tuple(filter(None, plain(names).split("|")))


def _is_family(row: Any) -> bool:
    """Tell whether a row names a whole, be it by nothing, and two of its parts or more."""
    return isinstance(row, list) and len(row) > 2 and all(isinstance(name, str) for name in row) and all(row[1:])
