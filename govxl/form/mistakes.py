"""The mistakes of a form's author, told with the file and the line of each.

Apart from the reading of a form, for a process that reads none must know them all the same.
"""

from typing import TYPE_CHECKING, NamedTuple

from govxl.words import Both

__all__ = ["DefinitionError", "Mistake"]

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Mistake(NamedTuple):
    """One mistake in a form's definition, with the line it stands on."""

    line: int
    message: str | Both


class DefinitionError(Exception):
    """The form's author made mistakes; all of them are listed, each as `path:line: message`."""

    def __init__(self, path: "Traversable", problems: list[Mistake]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        told = (Both(": ", ": ").between(f"{path}:{each.line}", each.message) for each in self.problems)
        self.sentence = Both("\n", "\n").between(*told)
        super().__init__(self.sentence.zh)
