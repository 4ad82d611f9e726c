"""Last year's figures looked up in records: one that was given, or the units' own in a folder of them."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from govxl.characters import brief
from govxl.filing.carried import Missing
from govxl.filing.model import Identity, Prior
from govxl.filing.record import Record, RecordError, hold_against, identity_in, load_record, prior_in
from govxl.findings import Both
from govxl.form.definition import UnknownFormError, load_form
from govxl.form.layout import Layout
from govxl.inputs import MAX_WORDS, UnfitError, from_json, read_file
from govxl.office.prior_words import (
    PriorMismatchError,
    alike,
    other_code,
    other_name,
    other_scope,
    scope_label,
    with_hint,
)
from govxl.units import Register, bare_code, same_unit

__all__ = ["PriorFolder", "prior_in_record", "records_in"]


def prior_in_record(path: Path) -> Callable[[Identity, Layout], Prior]:
    """Read the record of the year before, and look up in it; RecordError when it is none, OSError when there is none.

    Looking up raises PriorMismatchError when it is another's.
    """
    data = read_file(path, MAX_WORDS)
    try:
        record = load_record(data)
        with suppress(UnknownFormError):
            hold_against(record, load_form(f"{record['form']}/{record['edition']}"))
    except RecordError as error:
        error.file = path.name
        raise

    def prior_of(identity: Identity, layout: Layout) -> Prior:
        if problem := _mismatch(identity_in(record), identity):
            raise PriorMismatchError(f"{path.name}：{problem}")
        return prior_in(record, hashlib.sha256(data).hexdigest(), layout)

    return prior_of


def _mismatch(found: Identity, identity: Identity) -> str:
    """Say why a record is not that of the year before; nothing where it is."""
    if not same_unit(found, identity):
        return f"这是“{found.name}”的记录，不是“{identity.name}”的"
    if found.form != identity.form:
        return f"这是 {found.form} 的记录，不是 {identity.form} 的"
    if found.year != identity.year - 1:
        return f"这是 {found.year} 年度的记录，要的是上一年度（{identity.year - 1} 年）的"
    return "" if found.scope == identity.scope else f"统计口径是“{scope_label(found.scope)}”，和报表的不同"


def _whole(path: Path) -> Record:
    """Read a record and hold it against its form; RecordError, UnknownFormError or OSError where that fails."""
    record = load_record(read_file(path, MAX_WORDS))
    hold_against(record, load_form(f"{record['form']}/{record['edition']}"))
    return record


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record of the folder, or what claims to be one; `problem` says why it is no use. A year of 0 is unknown."""

    path: Path
    name: str
    code: str
    year: int
    scope: str
    form: str
    problem: str = ""


class PriorFolder:
    """The records of a folder, each found by its unit's code or name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unreadable: list[Path] = []
        kept = [each for path in sorted(folder.rglob("*.json")) if (each := self._known(path))]
        self.broken = Register(each for each in kept if each.problem)
        self.whole = Register(each for each in kept if not each.problem)
        groups: dict[tuple[str, int, str], list[_Kept]] = {}
        for each in self.whole.known:
            groups.setdefault((each.form, each.year, each.scope), []).append(each)
        self.registers = {key: Register(group) for key, group in groups.items()}

    def _known(self, path: Path) -> _Kept | None:
        """Say whose record a file is; None for what is no record, or that nobody can read."""
        try:
            found = identity_in(_whole(path))
        except UnknownFormError as error:
            return self._claimed(path, f"no form {error} is installed")
        except (RecordError, OSError) as error:
            return self._claimed(path, str(error))
        return _Kept(path, found.name, found.code, found.year, found.scope, found.form)

    def _claimed(self, path: Path, problem: str) -> _Kept | None:
        """Say whose record a file says it is that cannot be used as one."""
        try:
            told = from_json(read_file(path, MAX_WORDS))
        except (OSError, UnfitError):
            self.unreadable.append(path)
            return None
        unit = told.get("unit") if isinstance(told, dict) and "record" in told else None
        name, code = (unit.get("name"), unit.get("code")) if isinstance(unit, dict) else (None, None)
        if not isinstance(name, str):
            return None
        year, scope, form = told.get("year"), told.get("scope"), told.get("form")
        known = year if isinstance(year, int) else 0
        return _Kept(path, name, code if isinstance(code, str) else "", known, str(scope), str(form), problem)

    def __call__(self, identity: Identity, layout: Layout) -> Prior | None:
        """Give the figures of a unit's record of the year before, its name agreeing and its code as well.

        Raises PriorMismatchError where that could be two units', or where two records of one say different things.
        """
        found = self._of(identity.form, identity.year - 1, identity.scope).of_name_and_code(identity)
        priors = [_figures(each.path, layout) for each in found]
        codes = {bare_code(each.code) for each in found if each.code}
        if len(codes) > 1 or any(prior.figures != priors[0].figures for prior in priors):
            told = "、".join(
                f"{self._path(each.path)}（“{brief(each.name)}”{each.code and ' '}{brief(each.code)}）"
                for each in found
            )
            why = f"{told} 都像是“{brief(identity.name)}”上一年度的记录，分不出用哪一份；请补上报表的代码，或者只留一份"
            raise PriorMismatchError(f"{self.folder.name}：{why}")
        return priors[-1] if priors else None

    def _of(self, form: str, year: int, scope: str) -> Register[_Kept]:
        return self.registers.get((form, year, scope)) or Register(())

    def why_not(self, identity: Identity, layout: Layout) -> Missing:
        """Say why there are no figures of a unit."""
        told = self._why(identity)
        if self.unreadable:
            first, count = self._path(self.unreadable[0]), len(self.unreadable)
            more = Both(f"另有 {count} 个文件读不出来（{first}）", f"{count} files cannot be read ({first})")
            told = with_hint(told, more)
        return Missing(self.folder.name or str(self.folder), told)

    def _why(self, identity: Identity) -> Both:
        """Say what comes nearest: the record itself that is broken, of another scope, year or form, of another name."""
        wanted = identity.year - 1
        for each in self.broken.of_name_and_code(identity):
            if each.year in (wanted, 0):
                path, problem = self._path(each.path), brief(each.problem)
                return Both(f"“{path}”像是它的记录，但不能用（{problem}）", f"“{path}” cannot be used ({problem})")
        ours = self.whole.of_name_and_code(identity)
        for each in ours:
            if (each.form, each.year) == (identity.form, wanted):
                return other_scope(self._place(each), each, each.scope, identity)
        years = "、".join(str(year) for year in sorted({each.year for each in ours} - {wanted}))
        if years:
            return Both(
                f"只有它 {years} 年度的记录，没有 {wanted} 年度的", f"it has records of {years}, none of {wanted}"
            )
        for each in ours:
            return Both(f"它的记录是 {each.form} 的，不是 {identity.form} 的", f"its record is of {each.form}")
        none = Both("没有它的记录", "it has no record")
        return with_hint(none, self._near(identity))

    def _near(self, identity: Identity) -> Both | None:
        of_year = self._of(identity.form, identity.year - 1, identity.scope)
        for each in self.whole.of_name(identity.name):
            return other_code(self._place(each), each, identity)
        for each in of_year.find(identity):
            return other_name(self._place(each), each)
        near = of_year.nearest(identity.name) or self.whole.nearest(identity.name)
        return alike(self._place(near), near) if near else None

    def _place(self, kept: _Kept) -> Both:
        return Both(self._path(kept.path), self._path(kept.path))

    def _path(self, path: Path) -> str:
        return brief(path.relative_to(self.folder).as_posix())


def _figures(path: Path, layout: Layout) -> Prior:
    data = read_file(path, MAX_WORDS)
    return prior_in(load_record(data), hashlib.sha256(data).hexdigest(), layout)


def records_in(place: Path) -> Iterator[Record]:
    """Yield a record, or all of a folder, in which other files are passed over; RecordError for one that is none."""
    for path in sorted(place.rglob("*.json")) if place.is_dir() else [place]:
        try:
            yield _whole(path)
        except (RecordError, UnknownFormError, OSError) as error:
            if place.is_dir():
                continue
            if isinstance(error, RecordError):
                error.file = path.name
            raise
