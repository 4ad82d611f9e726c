"""What the figures of a check are figures of: the labels and the measure word that belong beside a bare number."""

from collections.abc import Iterator

from govxl.form.model import Check, Form
from govxl.language.nodes import Arithmetic, Call, Cell, Cells, Constant, Node, paths_in

__all__ = ["measured", "unit_of"]

LETTERS = "字"
"""What a text is counted in."""

MOST = 3
"""Terms of a sum that are named one by one."""

PRIOR, LAST_YEAR = "prior.", "上年的"


def unit_of(form: Form, check: Check) -> str:
    """Give the measure word that all figures of a check share, if there is one."""
    if _counts_letters(check.left):
        return LETTERS
    # Figures of several measures have none in common, and a bare number is better than a wrong one.
    bare = [path.removeprefix(PRIOR) for path in paths_in(check.holds)]
    units = {form.points[path].traits.unit or "" for path in bare if path in form.points}
    return units.pop() if len(units) == 1 else ""


def measured(form: Form, check: Check, shown: str) -> str:
    """Say of what it is held against a bound that its rule names, and how much: its labels, `现为`, the figure.

    What the place of the check says already is not said again.
    """
    amount = f"{shown} {unit_of(form, check)}".rstrip()
    if _counts_letters(check.left):
        return f"现有 {amount}"
    assert check.left is not None
    # Names and the signs between them: of three terms there are five.
    terms = list(_terms(form, check.left))
    own = ("" if term == check.label else term.removeprefix(f"{check.label} / ") for term in terms)
    name = "".join(own) if len(terms) < 2 * MOST else "各项合计"
    return f"{name}现为 {amount}"


def _counts_letters(side: Node | None) -> bool:
    return isinstance(side, Call) and side.name == "length"


def _terms(form: Form, node: Node) -> Iterator[str]:
    """Yield the names a side is made of, and the signs between them."""
    match node:
        case Arithmetic(sign=sign, left=left, right=right):
            yield from _terms(form, left)
            yield {"+": "＋", "-": "－"}.get(sign, "×")
            yield from _terms(form, right)
        case Constant(value=value):
            yield str(value)
        case Cell(path=path):
            yield _label(form, path)
        case Call(args=(Cells(paths=paths),)):
            for nth, path in enumerate(paths):
                yield from ("＋",) * (nth > 0)
                yield _label(form, path)


def _label(form: Form, path: str) -> str:
    bare = path.removeprefix(PRIOR)
    known = form.points.get(bare) or form.fields.get(bare)
    label = known.label if known else ""
    return f"{LAST_YEAR}{label}" if label and bare != path else label
