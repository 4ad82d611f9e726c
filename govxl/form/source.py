"""The text of a form.toml, the line on which something in it was said, and which keys there are."""

import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govxl.form.mistakes import DefinitionError, Mistake
from govxl.form.model import CellType
from govxl.inputs import MAX_WORDS, UnfitError, from_toml, read_file, slip_in
from govxl.words import Both

__all__ = ["OPTIONS", "Source", "Spot", "check_shape", "option_problem"]

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


HEADER = re.compile(r"\[\[?\s*([A-Za-z_.]+)\s*\]\]?\s*(?:#.*)?$")


class Spot(NamedTuple):
    """A place in form.toml as a reader knows it: the n-th `[[header]]` (from 0), a key below it, a name in its value.

    Lines are looked up only when there is something to blame.
    """

    header: str = ""
    nth: int = 0
    key: str = ""
    name: str = ""

    def at(self, key: str) -> "Spot":
        """Give the place of a key below the same header."""
        return Spot(self.header, self.nth, key, self.name)

    def of(self, name: str) -> "Spot":
        """Give the place where a name is written, in quotes, at or after this one."""
        return Spot(self.header, self.nth, self.key, name)


class Source:
    """A definition file: its data, and the mistakes found in it so far."""

    def __init__(self, path: "Traversable") -> None:
        self.path = path
        self.problems: list[Mistake] = []
        try:
            # Forms of our own may lie in a zip, which only they themselves can open.
            data = read_file(path, MAX_WORDS) if isinstance(path, Path) else path.read_bytes()
            self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            raise DefinitionError(path, [Mistake(1, f"cannot be read: {error.strerror}")]) from None
        except UnicodeDecodeError:
            raise DefinitionError(path, [Mistake(1, "is not UTF-8")]) from None
        try:
            self.data: dict[str, Any] = from_toml(data)
        except tomllib.TOMLDecodeError as error:
            line, cure = slip_in(self.text, error)
            raise DefinitionError(path, [Mistake(line, f"not TOML: {error}; {cure.en}")]) from None
        except UnfitError as error:
            raise DefinitionError(path, [Mistake(1, error.sentence)]) from None
        self.lines = self.text.splitlines()
        if found := list(dict.fromkeys(letter for text in _texts(self.data) for letter in UNWRITTEN.findall(text))):
            raise DefinitionError(path, [self._unwritten(letter) for letter in found])

    def line(self, spot: Spot) -> int:
        """Give the line of a place; where it cannot be found, the nearest one above it."""
        # tomllib tells no lines, so the text is looked through once more, as an author would: the header, then the key
        # below it, then the name in quotes.
        start = 0  # the part of the file before the first header
        if spot.header:
            found = (n for n, line in enumerate(self.lines, 1) if (m := HEADER.match(line)) and m[1] == spot.header)
            start = next(islice(found, spot.nth, None), 0)
        if spot.key:
            start = self._key(spot.key, start, bool(spot.header))
        if spot.name:
            quoted = (f"'{spot.name}'", f'"{spot.name}"')
            numbered = enumerate(self.lines[max(start - 1, 0) :], max(start, 1))
            start = next((n for n, line in numbered if any(name in line for name in quoted)), start)
        return max(start, 1)

    def _key(self, key: str, start: int, headed: bool) -> int:
        """Give the line of a key below a line, or of a header that is the key; the line itself where there is none."""
        pattern = re.compile(rf"\s*(['\"]?){re.escape(key)}\1\s*=")
        for n, line in enumerate(self.lines[start:], start + 1):
            header = HEADER.match(line)
            if pattern.match(line) or (header and not headed and header[1] == key):
                return n
            if header and headed:
                break
        return start

    def _unwritten(self, letter: str) -> Mistake:
        """Say on which line a character stands, as it is or as an escape, that is nothing to write."""
        spelt = (n for n, line in enumerate(self.lines, 1) if letter in line or letter in _escaped(line))
        name = f"U+{ord(letter):04X}"
        zh = f"文字里有 {name}，不是文字用的字符，请去掉"
        return Mistake(next(spelt, 1), Both(zh, f"a text holds {name}, which is no letter; leave it out"))

    def blame(self, spot: Spot, message: str) -> None:
        """Note a mistake; loading goes on so that all of them are found at once."""
        problem = Mistake(self.line(spot), message)
        if problem not in self.problems:
            self.problems.append(problem)

    def finish(self) -> None:
        """Raise DefinitionError if anything was noted."""
        if self.problems:
            raise DefinitionError(self.path, self.problems)


def _texts(value: object) -> Iterator[str]:
    """Yield every text and every key of what a file says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        value = [*value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)


UNWRITTEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Controls, which no text of a form has but for tabs and line ends, and what no file can hold."""

ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})|([bfr]))")
SHORT = {"b": "\b", "f": "\f", "r": "\r"}


def _escaped(line: str) -> list[str]:
    """Give the characters that stand on a line as escapes of TOML."""
    return [SHORT[key] if key else chr(int(short or long, 16)) for short, long, key in ESCAPE.findall(line)]


# -- Which keys there are


TEXTS = "a list of texts"
TABLES = "[[tables]]"
WORDS = {str: "a text in quotes", bool: "true or false", int: "a whole number", list: "a list", dict: "a [table]"}

KEYS: dict[str, dict[str, Any]] = {
    "": dict.fromkeys(("id", "edition", "title", "authority", "years", "heading"), str)
    | dict.fromkeys(("instructions", "layouts", "first_year", "key_figures", "signers", "closing"), TEXTS)
    | {"cover": dict}
    | dict.fromkeys(("table", "part", "rule", "sentence", "chart", "trend"), TABLES),
    "cover": {"fields": list},
    "table": dict.fromkeys(("name", "sheet", "title", "unit"), str)
    | {"aliases": TEXTS, "auxiliary": bool, "landscape": bool, "derived": list, "block": TABLES, "rule": TABLES},
    "table.block": {"title": str, "corner": str, "columns": list, "rows": list},
    "rule": dict.fromkeys(("id", "name", "expr", "when", "says", "severity", "summed", "basis", "remedy", "years"), str)
    | dict.fromkeys(("judges", "unsure"), str)
    | {"each": (str, TEXTS), "live": bool, "once": bool, "explain": bool},
    "part": {"name": str, "title": str, "sheet": str, "table": str, "help": str, "aliases": TEXTS, "fields": list},
    "sentence": {"name": str, "label": str, "cases": list, "clauses": list},
    "chart": {"title": str, "part": str, "unit": str, "pieces": TEXTS, "bars": list},
    "trend": {"title": str, "unit": str, "lines": list},
}
NESTED = {"": ("cover", "table", "part", "rule", "sentence", "chart", "trend"), "table": ("block", "rule")}

OPTIONS: dict[str, Any] = dict.fromkeys(CellType._fields, str) | {
    "choices": TEXTS,
    "aliases": TEXTS,
    "decimals": int,
    "not_applicable": bool,
    "beside": bool,
}


def check_shape(source: Source) -> None:
    """Blame every key that form.toml does not know, and every value that is not of its kind."""
    _visit(source, source.data, Spot(), "", {})


def _visit(source: Source, entry: dict[str, Any], spot: Spot, place: str, seen: dict[str, int]) -> None:
    for key, value in entry.items():
        if key not in KEYS[place]:
            source.blame(spot.at(key), f"no key of {spot.header or 'a form'} is called {key}")
        elif not _fits(value, KEYS[place][key]):
            source.blame(spot.at(key), f"{key} is {_wanted(KEYS[place][key])}")
        # Headers are counted over the whole file, as a reader counts them who looks for the n-th.
        elif key in NESTED.get(place, ()):
            header = f"{spot.header}.{key}" if spot.header else key
            inner = "rule" if key == "rule" else header
            for each in value if isinstance(value, list) else [value]:
                nth = seen.get(header, 0)
                seen[header] = nth + 1
                _visit(source, each, Spot(header, nth), inner, seen)


def option_problem(key: str, value: Any) -> str:
    """Say what is wrong with an option of a heading or field; nothing when it fits."""
    if key not in OPTIONS:
        return f"no option is called {key}"
    return "" if _fits(value, OPTIONS[key]) else f"{key} is {_wanted(OPTIONS[key])}"


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return any(_fits(value, each) for each in wanted)
    if wanted in (TEXTS, TABLES):
        inner = str if wanted == TEXTS else dict
        return isinstance(value, list) and all(isinstance(item, inner) for item in value)
    # True is an int to Python.
    return isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))


def _wanted(wanted: Any) -> str:
    if isinstance(wanted, tuple):
        return " or ".join(_wanted(each) for each in wanted)
    return wanted if isinstance(wanted, str) else WORDS[wanted]
