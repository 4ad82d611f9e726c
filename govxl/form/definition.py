"""From a folder with a form.toml to a Form, or to a DefinitionError with the file and line of every mistake.

Also where forms are found: in the folders of GOVXL_FORMS, then among those installed.
"""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.form.entries import Entries
from govxl.form.limits import limit_problems
from govxl.form.model import Form, Part, Table, Years, table_of
from govxl.form.resolve import Binder, read_charts
from govxl.form.rules import years_of
from govxl.form.source import DefinitionError, Mistake, Source, Spot, check_shape
from govxl.installed import templates
from govxl.language.nodes import ExpressionError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "FILE", "DefinitionError", "UnknownFormError", "WhichFormError", "YearOutsideError", "form_folders",
    "form_for_year", "installed_forms", "load_form",
]  # fmt: skip

FILE = "form.toml"
FORM_NAME = re.compile(r"[a-z][a-z0-9_]*/[a-z0-9_]+")
STRUCTURE = re.compile(r"[0-9a-f]{24}")
UNIT = {"unit.name", "unit.title"}
NEEDED = ("id", "edition", "title", "authority", "years", "heading")


class UnknownFormError(LookupError):
    """No installed form has this name, or none of its editions is for this year."""


class YearOutsideError(UnknownFormError):
    """An edition was named that is not for the report year; `right` are those of the form that are."""

    def __init__(self, name: str, year: int, right: tuple[str, ...]) -> None:
        super().__init__(f"{name} {year}")
        self.form, self.year, self.right = name, year, right


class WhichFormError(UnknownFormError):
    """Several forms are installed for the report year, and none was named."""

    def __init__(self, year: int, forms: tuple[str, ...]) -> None:
        super().__init__(f"{year}: {', '.join(forms)}")
        self.year, self.forms = year, forms


def form_folders() -> "list[Traversable]":
    """List the folders that hold forms: those named in GOVXL_FORMS first, then the installed ones."""
    own = [Path(part) for part in os.environ.get("GOVXL_FORMS", "").split(os.pathsep) if part]
    return [*own, templates()]


def installed_forms() -> list[str]:
    """List every form that can be found, as `id/edition`."""
    forms = ((form, edition) for top in form_folders() for form in _folders(top) for edition in _folders(form))
    return sorted({f"{form.name}/{edition.name}" for form, edition in forms if (edition / FILE).is_file()})


def _folders(top: "Traversable") -> "list[Traversable]":
    try:
        return [each for each in top.iterdir() if each.is_dir()] if top.is_dir() else []
    except OSError:
        return []  # a folder nobody may look into holds no forms for us


def load_form(name: str | Path) -> Form:
    """Load `id/edition`, or the form in a folder.

    Raises UnknownFormError when there is none, DefinitionError when its author made mistakes. A form is read once in a
    process.
    """
    if isinstance(name, Path):
        return _load(name.resolve())
    if not FORM_NAME.fullmatch(name):
        raise UnknownFormError(name)
    for top in form_folders():
        # The first folder that has it decides: an office may keep a form of its own under an installed name.
        if (top / name / FILE).is_file():
            found = top / name
            form = _load(found.resolve() if isinstance(found, Path) else found)
            # Records name the form they are of; one that calls itself otherwise could not be found for them again.
            if form.name != name:
                problem = Mistake(1, f"stands in {name} and calls itself {form.name}")
                raise DefinitionError(form.folder / FILE, [problem])
            return form
    raise UnknownFormError(name)


def form_for_year(form: str, year: int) -> Form:
    """Load the newest edition of a form that covers a report year.

    `form` may name an edition itself, or be empty where the year leaves no choice. Raises UnknownFormError, of it
    YearOutsideError where no workbook for the year could pass, WhichFormError where several forms could be meant.
    """
    if "/" in form:
        named = load_form(form)
        if year not in named.years:
            raise YearOutsideError(form, year, tuple(each.name for each in _covering(year, named.id)))
        return named
    found = _covering(year, form)
    # Editions of one form follow each other, so the newest is meant; between two forms only a person can choose.
    ids = tuple(dict.fromkeys(each.id for each in found))
    if len(ids) > 1:
        raise WhichFormError(year, ids)
    if not found and form in {name.split("/")[0] for name in installed_forms()}:
        raise YearOutsideError(form, year, ())
    if not found:
        raise UnknownFormError(f"{form} {year}".strip())
    return found[-1]


def _covering(year: int, form: str) -> list[Form]:
    """Give the installed editions of a form, or of any, that are for a report year, the newest last."""
    names = [name for name in installed_forms() if not form or name.split("/")[0] == form]
    return [found for name in names if year in (found := load_form(name)).years]


_LOADED: dict[str, Form] = {}
"""The forms read so far, by their folders."""


def _load(folder: "Traversable") -> Form:
    known = str(folder)
    if known not in _LOADED:
        _LOADED[known] = _read(folder)
    return _LOADED[known]


def _read(folder: "Traversable") -> Form:
    # Mistakes are gathered, so that an author hears of many at once; but what is built on something wrong is not read,
    # or one slip would be told again as ten.
    source = Source(folder / FILE)
    for key in NEEDED:
        if not source.data.get(key):
            source.blame(Spot(), f"the form has no {key}")
    check_shape(source)
    source.finish()
    if not FORM_NAME.fullmatch(f"{source.data['id']}/{source.data['edition']}"):
        source.blame(Spot(key="id"), "id and edition are lower-case letters, digits and _")
    years = Years()
    try:
        years = years_of(source.data["years"])
    except ExpressionError as error:
        source.blame(Spot(key="years"), str(error))
    entries = Entries(source)
    entries.cover()
    tables = tuple(entries.table(nth, table) for nth, table in enumerate(source.data.get("table", ())))
    parts = tuple(entries.part(nth, part, tables) for nth, part in enumerate(source.data.get("part", ())))
    _check_parts(source, tables, parts)
    source.finish()
    # From here on names are looked up, so all that has a name must be known.
    binder = Binder(source, tables, entries.points, entries.fields)
    binder.bind()
    _check_lists(source, entries)
    source.finish()
    data = source.data
    form = Form(
        id=data["id"],
        edition=data["edition"],
        title=data["title"],
        authority=data["authority"],
        years=years,
        heading=data["heading"],
        instructions=tuple(data.get("instructions", ())),
        tables=binder.tables,
        parts=parts,
        points=binder.points,
        fields=binder.fields,
        checks=tuple(binder.checks),
        sentences=binder.sentences,
        derived=tuple(binder.derived),
        prefills=binder.prefills,
        folder=folder,
        layouts=tuple(data.get("layouts", ())),
        first_year=tuple(data.get("first_year", ())),
        key_figures=tuple(data.get("key_figures", ())),
        signers=tuple(data.get("signers", ())),
        closing=tuple(data.get("closing", ())),
        charts=tuple(read_charts(source, binder.names, parts)),
    )
    source.finish()
    for name, message in limit_problems(form):
        source.blame(Spot().of(name), message)
    source.finish()
    return form


def _check_parts(source: Source, tables: tuple[Table, ...], parts: tuple[Part, ...]) -> None:
    """Blame parts and tables named twice, and statutory tables that the report would leave out."""
    for kind, names in (("table", [table.name for table in tables]), ("part", [part.name for part in parts])):
        for nth, name in enumerate(names):
            if name in names[:nth]:
                source.blame(Spot(kind, nth), f"two {kind}s are called {name}")
    printed = [part.table for part in parts]
    for nth, table in enumerate(tables):
        times = printed.count(table.name)
        if not table.auxiliary and times != 1:
            source.blame(Spot("table", nth), f"table {table.name} stands in {times} parts, not in one")


def _check_lists(source: Source, entries: Entries) -> None:
    """Blame what the lists of the form name and the form has not."""
    figures = {path for path, point in entries.points.items() if point.traits.numeric}
    cover = {path for path in entries.fields if table_of(path) == "cover"}
    for key, known, what in (
        ("first_year", figures, "figure"),
        ("key_figures", figures, "figure"),
        ("signers", cover, "field of the cover"),
        ("closing", cover | UNIT, "field of the cover, or name of the unit,"),
    ):
        for name in [name for name in source.data.get(key, ()) if name not in known]:
            source.blame(Spot(key=key).of(name), f"{key}: no {what} is called {name}")
    for text in [text for text in source.data.get("layouts", ()) if not STRUCTURE.fullmatch(text)]:
        source.blame(
            Spot(key="layouts").of(text), f"layouts: {text!r} is no structure of a layout, 24 digits from 0 to f"
        )
