"""Verdicts: the value of every total and the state of every check, from what stands in the inputs.

The trees are the workbook's own formulas; a value shown in a file is never looked at here.
"""

from collections.abc import Mapping

from govxl.form.model import Check
from govxl.language.expressions import Value, evaluate
from govxl.layout.layout import Layout

__all__ = ["Verdicts"]


class Verdicts:
    """A layout over the values of its inputs; each cell is worked out once, when first asked for."""

    def __init__(self, layout: Layout, values: Mapping[str, Value]) -> None:
        self._formulas = layout.formulas
        self._values = dict(values)

    def value(self, path: str) -> Value:
        """Give what stands in a cell: as handed in, or worked out; None for a blank one."""
        if path in self._formulas and path not in self._values:
            self._values[path] = evaluate(self._formulas[path], self.value)
        return self._values.get(path)

    def state(self, check: Check) -> str:
        """Give the state of a check (`words.State`)."""
        return str(self.value(f"state.{check.path}"))
