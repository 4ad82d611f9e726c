"""The text of a form.toml, and the line on which something in it was said."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govxl.inputs import MAX_WORDS, UnfitError, from_toml, read_file
from govxl.slips import slip_in

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["DefinitionError", "Problem", "Source", "Spot"]

HEADER = re.compile(r"\[\[?\s*([A-Za-z_.]+)\s*\]\]?\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Spot:
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


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a form's definition, with the line it stands on."""

    line: int
    message: str


class DefinitionError(Exception):
    """The form's author made mistakes; all of them are listed, each as `path:line: message`."""

    def __init__(self, path: "Traversable", problems: list[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(f"{path}:{problem.line}: {problem.message}" for problem in self.problems))


class Source:
    """A definition file: its data, and the mistakes found in it so far."""

    def __init__(self, path: "Traversable") -> None:
        self.path = path
        self.problems: list[Problem] = []
        try:
            # Forms of our own may lie in a zip, which only they themselves can open.
            data = read_file(path, MAX_WORDS) if isinstance(path, Path) else path.read_bytes()
            self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            raise DefinitionError(path, [Problem(1, f"cannot be read: {error.strerror}")]) from None
        except UnicodeDecodeError:
            raise DefinitionError(path, [Problem(1, "is not UTF-8")]) from None
        try:
            self.data: dict[str, Any] = from_toml(data)
        except tomllib.TOMLDecodeError as error:
            line, _, cure = slip_in(self.text, error)
            raise DefinitionError(path, [Problem(line, f"not TOML: {error}; {cure}")]) from None
        except UnfitError as error:
            raise DefinitionError(path, [Problem(1, str(error))]) from None
        self.lines = self.text.splitlines()

    def line(self, spot: Spot) -> int:
        """Give the line of a place; where it cannot be found, the nearest one above it."""
        start = self._header(spot)
        if spot.key:
            start = self._key(spot.key, start, bool(spot.header))
        if spot.name:
            quoted = (f"'{spot.name}'", f'"{spot.name}"')
            numbered = enumerate(self.lines[max(start - 1, 0) :], max(start, 1))
            start = next((n for n, line in numbered if any(name in line for name in quoted)), start)
        return max(start, 1)

    def _header(self, spot: Spot) -> int:
        """Give the line of a header, 0 for the part of the file before the first one."""
        if not spot.header:
            return 0
        found = (n for n, line in enumerate(self.lines, 1) if (m := HEADER.match(line)) and m[1] == spot.header)
        return next((line for nth, line in enumerate(found) if nth == spot.nth), 0)

    def _key(self, key: str, start: int, headed: bool) -> int:
        pattern = re.compile(rf"\s*(['\"]?){re.escape(key)}\1\s*=")
        for n, line in enumerate(self.lines[start:], start + 1):
            header = HEADER.match(line)
            if pattern.match(line) or (header and not headed and header[1] == key):
                return n
            if header and headed:
                break
        return start

    def blame(self, spot: Spot, message: str) -> None:
        """Note a mistake; loading goes on so that all of them are found at once."""
        problem = Problem(self.line(spot), message)
        if problem not in self.problems:
            self.problems.append(problem)

    def finish(self) -> None:
        """Raise DefinitionError if anything was noted."""
        if self.problems:
            raise DefinitionError(self.path, self.problems)
