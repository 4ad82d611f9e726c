"""Last year's figures looked up in records: one that was given, or the units' own in a folder of them."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from govxl.filing.carried import Missing
from govxl.filing.model import Identity, Prior, PriorMismatchError
from govxl.filing.record import Record, RecordError, form_of, hold_against, identity_in, load_record, prior_in
from govxl.filing.units import Register, Unit, bare_code, one_name, same_unit
from govxl.form.definition import UnknownFormError
from govxl.inputs import MAX_WORDS, UnfitError, from_json, read_file
from govxl.layout.layout import Layout
from govxl.office.walking import walk
from govxl.text import brief, legible
from govxl.words import COLON, SCOPES, SEMICOLON, Both, SaidError, SaidOSError

__all__ = [
    "PriorFolder",
    "PriorMismatchError",
    "nearest_unit",
    "other_code",
    "other_name",
    "other_scope",
    "prior_in_record",
    "records_in",
    "scope_label",
    "with_hint",
]

# -- Words


def scope_label(scope: str) -> str:
    """Give a scope in the words of the workbook."""
    return SCOPES.get(scope, scope)


def with_hint(told: Both, hint: Both | None) -> Both:
    """Add what comes nearest."""
    return SEMICOLON.between(told, hint) if hint else told


def nearest_unit(place: Both, unit: Unit) -> Both:
    """Name the unit whose name is most like the one asked for."""
    return Both(f"里面有“{brief(unit.name)}”（{place.zh}）", f"there is “{brief(unit.name)}” ({place.en})")


def other_code(place: Both, unit: Unit, identity: Identity) -> Both:
    """Say that a unit of that name has another code."""
    name, theirs, ours = brief(unit.name), brief(unit.code), brief(identity.code)
    return Both(
        f"{place.zh}的“{name}”代码是 {theirs}，报表的是 {ours}",
        f"“{name}” in {place.en} has code {theirs}, the workbook {ours}",
    )


def other_name(place: Both, unit: Unit) -> Both:
    """Say that a unit of that code has another name."""
    name, code = brief(unit.name), brief(unit.code)
    return Both(
        f"{place.zh}里代码 {code} 的是“{name}”，名称不同", f"code {code} in {place.en} is “{name}”, another name"
    )


def other_scope(place: Both, unit: Unit, scope: str, identity: Identity) -> Both:
    """Say that only another scope of the unit is there."""
    return Both(
        f"{place.zh}的“{brief(unit.name)}”统计口径是“{scope_label(scope)}”，报表的是“{scope_label(identity.scope)}”",
        f"“{brief(unit.name)}” in {place.en} is of scope {scope}, the workbook of scope {identity.scope}",
    )


# -- Records


def prior_in_record(path: Path) -> Callable[[Identity, Layout], Prior]:
    """Read the record of the year before, and look up in it; RecordError when it is none, OSError when there is none.

    Looking up raises PriorMismatchError when it is another's.
    """
    data = read_file(path, MAX_WORDS)
    try:
        record = load_record(data)
        # One of a form that is no longer installed may still be last year's: its figures are taken by their points.
        with suppress(UnknownFormError):
            hold_against(record, form_of(record))
    except RecordError as error:
        error.file = path.name
        raise

    def prior_of(identity: Identity, layout: Layout) -> Prior:
        if problem := _mismatch(identity_in(record), identity):
            raise PriorMismatchError(COLON.between(brief(path.name), problem))
        return prior_in(record, hashlib.sha256(data).hexdigest(), layout)

    return prior_of


def _mismatch(found: Identity, identity: Identity) -> Both | None:
    """Say why a record is not that of the year before, and what would be; nothing where it is."""
    theirs, ours, wanted = brief(found.name), brief(identity.name), identity.year - 1
    if not same_unit(found, identity):
        return Both(
            f"这是“{theirs}”的记录，不是“{ours}”的；请换成“{ours}”的，或者写装着各单位记录的文件夹",
            f"this is the record of “{theirs}”, not of “{ours}”; give that, or a folder with the records of all units",
        )
    if found.form != identity.form:
        return Both(
            f"这是 {found.form} 的记录，不是 {identity.form} 的；请换成 {identity.form} 的",
            f"this is a record of {found.form}, not of {identity.form}; give one of that",
        )
    if found.year != wanted:
        return Both(
            f"这是 {found.year} 年度的记录，要的是上一年度（{wanted} 年）的",
            f"this is the record of {found.year}; that of the year before, {wanted}, is wanted",
        )
    if found.scope == identity.scope:
        return None
    return Both(
        f"统计口径是“{scope_label(found.scope)}”，和报表的不同（“{scope_label(identity.scope)}”）；请换成口径相同的记录，"
        f"或者生成报表时写 --scope {found.scope}",
        f"its scope is {found.scope}, the workbook's {identity.scope}; give a record of that scope, or make the "
        f"workbook with --scope {found.scope}",
    )


def _reason(error: Exception) -> Both:
    """Say why a file is no record that can be used, as whoever refused it does."""
    if isinstance(error, SaidError):
        return error.sentence
    if isinstance(error, UnknownFormError):
        return Both(f"没有安装表式 {error}", f"form {error} is not installed")
    told = str(error)
    return Both(told, told.replace(*error.why) if isinstance(error, SaidOSError) else told)


def _whole(path: Path) -> Record:
    """Read a record and hold it against its form; RecordError, UnknownFormError or OSError where that fails."""
    record = load_record(read_file(path, MAX_WORDS))
    hold_against(record, form_of(record))
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
    problem: Both | None = None


class PriorFolder:
    """The records of a folder, each found by its unit's code or name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        walked = walk(folder)
        self.unreadable: list[Path] = [each.path for each in walked.closed]
        self.closed = tuple(walked.closed)
        self.foreign: list[Path] = []
        kept = [each for path in walked.files if _is_json(path) and (each := self._known(path))]
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
        except (RecordError, UnknownFormError, OSError) as error:
            return self._claimed(path, _reason(error))
        return _Kept(path, found.name, found.code, found.year, found.scope, found.form)

    def _claimed(self, path: Path, problem: Both) -> _Kept | None:
        """Say whose record a file says it is that cannot be used as one."""
        try:
            told = from_json(read_file(path, MAX_WORDS))
        except (OSError, UnfitError):
            self.unreadable.append(path)
            return None
        unit = told.get("unit") if isinstance(told, dict) and "record" in told else None
        name, code = (unit.get("name"), unit.get("code")) if isinstance(unit, dict) else (None, None)
        if not isinstance(name, str):
            self.foreign.append(path)
            return None
        year, scope, form = told.get("year"), told.get("scope"), told.get("form")
        known = year if isinstance(year, int) else 0
        return _Kept(path, name, code if isinstance(code, str) else "", known, str(scope), str(form), problem)

    def __call__(self, identity: Identity, layout: Layout) -> Prior | None:
        """Give the figures of a unit's record of the year before, its name agreeing and its code as well.

        Raises PriorMismatchError where that could be two units', or where two records of one say different things.
        """
        of_name = self._of(identity.form, identity.year - 1, identity.scope).of_name(identity.name)
        found = [each for each in of_name if one_name(each, identity)]
        priors: list[Prior] = []
        for each in found:
            data = read_file(each.path, MAX_WORDS)
            priors.append(prior_in(load_record(data), hashlib.sha256(data).hexdigest(), layout))
        codes = {bare_code(each.code) for each in found if each.code}
        if len(codes) > 1 or any(prior.figures != priors[0].figures for prior in priors):
            told = "、".join(
                f"{self._path(each.path)}（“{brief(each.name)}”{each.code and ' '}{brief(each.code)}）"
                for each in found
            )
            zh = f"{told} 都像是“{brief(identity.name)}”上一年度的记录，分不出用哪一份；请补上报表的代码，或者只留一份"
            en = f"{told} may both be last year's record of “{brief(identity.name)}”; give the code, or leave one"
            raise PriorMismatchError(COLON.between(self.folder.name, Both(zh, en)))
        return priors[-1] if priors else None

    def told(self) -> Iterator[Both]:
        """Say what in the folder is no use: what cannot be opened, broken records, files of others; or that all is."""
        for each in self.closed:
            yield COLON.between(legible(each.path), each.why)
        shut = {each.path for each in self.closed}  # said above, with their reason
        unread = [each for each in self.unreadable if each not in shut]
        for path, why in [
            *((path, None) for path in unread),
            *((each.path, each.problem) for each in self.broken.known),
        ]:
            zh, en = (f"（{brief(why.zh)}）", f" ({brief(why.en)})") if why else ("", "")
            yield Both(
                f"{legible(path)}：不能用作上年的记录{zh}；请换上原来的那一份，或者移走",
                f"{legible(path)}: no use as a record{en}; put the original in its place, or move it away",
            )
        if self.foreign and self.whole.known:
            first, n = self._path(self.foreign[0]), len(self.foreign)
            yield Both(
                f"{legible(self.folder)}：里面有 {n} 个 .json 不是 govxl 的记录，没有用（{first}）",
                f"{legible(self.folder)}: {n} .json files there are no records of govxl and were not used ({first})",
            )
        if not self.whole.known:
            yield Both(
                f"{legible(self.folder)}：里面没有一份能用的记录（record.json），没有上年数据可比；请核对文件夹",
                f"{legible(self.folder)}: there is no record.json in it that can be used; see whether it is the folder",
            )

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
            # One whose year cannot be read may be the one; a unit told that it has none would look elsewhere.
            if each.year in (wanted, 0) and each.problem:
                path, zh, en = self._path(each.path), *map(brief, each.problem)
                return Both(f"“{path}”像是它的记录，但不能用（{zh}）", f"“{path}” cannot be used ({en})")
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
        return nearest_unit(self._place(near), near) if near else None

    def _place(self, kept: _Kept) -> Both:
        return Both(self._path(kept.path), self._path(kept.path))

    def _path(self, path: Path) -> str:
        return brief(path.relative_to(self.folder).as_posix())


def records_in(place: Path, told: list[Both] | None = None) -> Iterator[Record]:
    """Yield a record, or all of a folder; RecordError for one that is none.

    In a folder, what is no record is passed over; what claims to be one, or cannot be opened, is added to `told`.
    """
    if not place.is_dir():
        try:
            yield _whole(place)
        except RecordError as error:
            error.file = place.name
            raise
        return
    walked = walk(place)
    told = [] if told is None else told
    told += [COLON.between(legible(each.path), each.why) for each in walked.closed]
    for path in filter(_is_json, walked.files):
        try:
            yield _whole(path)
        except (RecordError, UnknownFormError, OSError) as error:
            zh, en = map(brief, _reason(error))
            told.append(
                Both(
                    f"{legible(path)}：不是能用的记录（{zh}），没有拿来比",
                    f"{legible(path)}: no record that can be used ({en}); nothing was held against it",
                )
            )


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"
