"""Last year's figures and other returns, in whatever an office keeps: a record, a folder of records, or a list."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from govxl.filing.carried import Missing
from govxl.filing.inspections import others_among
from govxl.filing.model import Identity, Others, Prior, PriorFinder
from govxl.filing.units import Register
from govxl.form.definition import installed_forms, load_form
from govxl.layout.layout import Layout, arrange
from govxl.office.lists import ENDINGS, SheetError, read_list
from govxl.office.prior_list import ListedUnit, Opening, opening_of
from govxl.office.prior_records import (
    PriorFolder,
    PriorMismatchError,
    nearest_unit,
    other_code,
    other_scope,
    prior_in_record,
    records_in,
    scope_label,
    with_hint,
)
from govxl.text import brief
from govxl.words import COLON, LISTED, SCOPES, SEMICOLON, Both

__all__ = [
    "Known",
    "PriorFolder",
    "PriorMismatchError",
    "known_in",
    "others_in",
    "prior_finder",
    "prior_for_many",
    "read_prior",
]

# -- Last year's figures


def read_prior(place: Path, identity: Identity, layout: Layout) -> Prior:
    """Read the record of the year before, or find a unit's in a folder of records or a list of units.

    Raises RecordError when the file is no record, SheetError when it is no such list, PriorMismatchError when it is
    another unit's, year's or scope's, or does not have the unit.
    """
    if _is_list(place):
        return list_for_one(place, layout).of_line(identity, layout)
    if not place.is_dir():
        return prior_in_record(place)(identity, layout)
    folder = PriorFolder(place)
    prior = folder(identity, layout)
    if prior is None:
        missing = folder.why_not(identity, layout)
        name, where, why = brief(identity.name), missing.place, missing.why
        zh = f"{where}：没有“{name}”能用的上年记录：{why.zh}"
        raise PriorMismatchError(Both(zh, f"{where}: no record of last year of “{name}”: {why.en}"))
    return prior


def prior_finder(place: Path) -> PriorFinder:
    """Look up last year's figures of a unit: in the one record or list given, or in a folder of records.

    Raises SheetError or RecordError when a list or a record cannot be used, before anything is judged.
    """
    if _is_list(place):
        return list_for_all(place)
    return PriorFolder(place) if place.is_dir() else prior_in_record(place)


def prior_for_many(place: Path, layout: Layout) -> PriorFinder:
    """Look up last year's figures of all units of an outbox, whose form is known; None for a unit that has none.

    Raises SheetError or RecordError when a list or a record cannot be used.
    """
    if _is_list(place):
        return list_for_one(place, layout)
    if place.is_dir():
        return PriorFolder(place)
    of_one = prior_in_record(place)

    def only_its_own(identity: Identity, layout: Layout) -> Prior | None:
        try:
            return of_one(identity, layout)
        except PriorMismatchError:
            return None

    return only_its_own


class Known(NamedTuple):
    """A unit that has figures of a year, and of which scope."""

    name: str
    code: str
    scope: str


def known_in(source: object, layout: Layout, year: int) -> Iterable[Known]:
    """Give the units that a list, or a folder of records, has figures of; one record is its own unit's."""
    if isinstance(source, PriorFolder):
        kept = (each for each in source.whole.known if (each.form, each.year) == (layout.form.id, year))
        return [Known(each.name, each.code, each.scope) for each in kept if each.scope in SCOPES]
    if isinstance(source, PriorList) and layout.form.name in source.openings:
        lines = source.openings[layout.form.name].lines
        return [Known(line.name, line.code, line.scope) for line in lines]
    return ()


def _is_list(path: Path) -> bool:
    """Tell a list of many units from a record, by what its name ends with."""
    return path.suffix.lower() in ENDINGS and not path.is_dir()


# -- A unit in a list


def list_for_one(path: Path, layout: Layout) -> "PriorList":
    """Read a list for one form; SheetError where it cannot be used."""
    found = read_list(path, prior=True)
    opening = opening_of(found, layout)
    if opening.mistakes:
        raise SheetError(found.file, *opening.mistakes)
    return PriorList(found.file, {layout.form.name: opening})


def list_for_all(path: Path) -> "PriorList":
    """Read a list for every installed form that it suits; SheetError where it suits none."""
    found = read_list(path, prior=True)
    openings = [opening_of(found, arrange(load_form(name))) for name in reversed(installed_forms())]
    best = min(openings, key=lambda opening: len(opening.mistakes))
    if best.mistakes:
        raise SheetError(found.file, *best.mistakes)
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
            name, code = brief(identity.name), brief(identity.code)
            told = Both(
                f"没有“{name}”（{scope_label(identity.scope)}{code and f'、代码 {code}'}）这一行",
                f"there is no line of “{name}” ({identity.scope}{code and f', code {code}'})",
            )
            cure = Both("请补上，或核对名称和代码", "write one, or see whether its name and code are right")
            hinted = with_hint(told, self._near(identity, layout))
            raise PriorMismatchError(COLON.between(self.file, SEMICOLON.between(hinted, cure)))
        return self._prior(line, identity, layout)

    def _prior(self, line: ListedUnit, identity: Identity, layout: Layout) -> Prior:
        return self.openings[layout.form.name].prior(line, identity.year - 1)

    def line(self, identity: Identity, layout: Layout) -> ListedUnit | None:
        """Find a unit's line; PriorMismatchError where two could be its own."""
        lines = self._of_scope(identity.scope, layout).find(identity)
        if len(lines) > 1:
            rows = LISTED.between(*(str(line.row) for line in lines))
            names = "”“".join(dict.fromkeys(brief(line.name) for line in lines))
            code = brief(identity.code)
            why = Both("报表没有单位代码", "the workbook has no code of the unit")
            if code:
                why = Both(f"报表的代码 {code} 两个都像", f"the workbook's code {code} is like both")
            told = Both(
                f"第 {rows.zh} 行都是“{names}”；{why.zh}，分不出是哪一个",
                f"lines {rows.en} are all “{names}”; {why.en}, and which it is cannot be told",
            )
            raise PriorMismatchError(COLON.between(self.file, told))
        return lines[0] if lines else None

    def _of_scope(self, scope: str, layout: Layout) -> Register[ListedUnit]:
        if layout.form.name not in self.openings:
            other = next(iter(self.openings))
            told = Both(f"是 {other} 的数据，不是 {layout.form.name} 的", f"of {other}, not of {layout.form.name}")
            raise PriorMismatchError(COLON.between(self.file, told))
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
        return nearest_unit(_row(nearest), nearest) if nearest else None


def _row(line: ListedUnit) -> Both:
    return Both(f"第 {line.row} 行", f"line {line.row}")


# -- What came in


def others_in(places: Iterable[Path], told: list[Both] | None = None) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; what is none in a folder is passed over and added to `told`.
    """
    return others_among(record for place in places for record in records_in(place, told))
