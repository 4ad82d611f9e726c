"""Last year's figures looked up in a list of many units, as each form that the list suits reads it."""

from collections.abc import Mapping
from pathlib import Path

from govxl.characters import brief
from govxl.filing.carried import Missing
from govxl.filing.model import Identity, Prior
from govxl.findings import Both
from govxl.form.definition import installed_forms, load_form
from govxl.form.layout import Layout, arrange
from govxl.form.words import SCOPES
from govxl.office.opening import Line, Opening, opening_of
from govxl.office.prior_words import PriorMismatchError, alike, other_code, other_scope, scope_label, with_hint
from govxl.office.sheets import SheetError, read_list
from govxl.units import Register

__all__ = ["PriorList", "list_for_all", "list_for_one"]


def list_for_one(path: Path, layout: Layout) -> "PriorList":
    """Read a list for one form; SheetError where it cannot be used."""
    found = read_list(path)
    opening = opening_of(found, layout)
    if opening.mistakes:
        raise SheetError(found.file, opening.mistakes)
    return PriorList(found.file, {layout.form.name: opening})


def list_for_all(path: Path) -> "PriorList":
    """Read a list for every installed form that it suits; SheetError where it suits none."""
    found = read_list(path)
    openings = [opening_of(found, arrange(load_form(name))) for name in reversed(installed_forms())]
    best = min(openings, key=lambda opening: len(opening.mistakes))
    if best.mistakes:
        raise SheetError(found.file, best.mistakes)
    good = [best, *(opening for opening in openings if not opening.mistakes)]
    return PriorList(found.file, {opening.form.name: opening for opening in good})


class PriorList:
    """The lines of a list by form and scope, each found by its unit's code or name."""

    def __init__(self, file: str, openings: Mapping[str, Opening]) -> None:
        self.file = file
        self.openings = openings
        self.registers = {
            (name, scope): Register(line for line in opening.lines if line.scope == scope)
            for name, opening in openings.items()
            for scope in SCOPES
        }

    def __call__(self, identity: Identity, layout: Layout) -> Prior | None:
        """Give a unit's figures; None where it has no line, or a blank one."""
        line = self.line(identity, layout)
        return self._prior(line, identity, layout) if line and line.figures else None

    def of_line(self, identity: Identity, layout: Layout) -> Prior:
        """Give a unit's figures for its workbook, none where its line is blank; PriorMismatchError without a line."""
        line = self.line(identity, layout)
        if line is None:
            code = f"、代码 {brief(identity.code)}" if identity.code else ""
            whose = f"“{brief(identity.name)}”（{scope_label(identity.scope)}{code}）"
            hint = f"；{near.zh}" if (near := self._near(identity, layout)) else ""
            raise PriorMismatchError(f"{self.file}：没有{whose}这一行{hint}；请补上，或核对名称和代码")
        return self._prior(line, identity, layout)

    def _prior(self, line: Line, identity: Identity, layout: Layout) -> Prior:
        return self.openings[layout.form.name].prior(line, identity.year - 1)

    def line(self, identity: Identity, layout: Layout) -> Line | None:
        """Find a unit's line; PriorMismatchError where two could be its own."""
        lines = self._of_scope(identity.scope, layout).find(identity)
        if len(lines) > 1:
            rows = "、".join(str(line.row) for line in lines)
            names = "”“".join(dict.fromkeys(brief(line.name) for line in lines))
            why = f"报表的代码 {brief(identity.code)} 两个都像" if identity.code else "报表没有单位代码"
            raise PriorMismatchError(f"{self.file}：第 {rows} 行都是“{names}”；{why}，分不出是哪一个")
        return lines[0] if lines else None

    def _of_scope(self, scope: str, layout: Layout) -> Register[Line]:
        if layout.form.name not in self.openings:
            other = next(iter(self.openings))
            raise PriorMismatchError(f"{self.file}：是 {other} 的数据，不是 {layout.form.name} 的")
        return self.registers.get((layout.form.name, scope)) or Register(())

    def why_not(self, identity: Identity, layout: Layout) -> Missing:
        """Say why there are no figures of a unit."""
        line = self.line(identity, layout)
        if line is not None:
            return Missing(self.file, Both(f"它在第 {line.row} 行，上年数据都空着", f"its line {line.row} is blank"))
        return Missing(self.file, with_hint(Both("没有这一行", "it has no line"), self._near(identity, layout)))

    def _near(self, identity: Identity, layout: Layout) -> Both | None:
        """Say which line comes nearest to a unit without one."""
        ours = self._of_scope(identity.scope, layout)
        others = [self._of_scope(scope, layout) for scope in SCOPES if scope != identity.scope]
        for line in ours.of_name(identity.name):
            return other_code(_row(line), line, identity)
        for line in (line for register in others for line in register.find(identity)):
            return other_scope(_row(line), line, line.scope, identity)
        nearest = ours.nearest(identity.name)
        return alike(_row(nearest), nearest) if nearest else None


def _row(line: Line) -> Both:
    return Both(f"第 {line.row} 行", f"line {line.row}")
