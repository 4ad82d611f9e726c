"""The forms there are: in the folders of GOVXL_FORMS, then among those installed; each is loaded once in a process."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.form.compiled import FILE, keep, kept
from govxl.form.mistakes import DefinitionError, Mistake
from govxl.form.model import FORM_NAME, Form
from govxl.installed import templates

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "FILE", "DefinitionError", "UnknownFormError", "WhichFormError", "YearOutsideError", "form_folders",
    "form_for_year", "installed_forms", "is_as_loaded", "load_form",
]  # fmt: skip


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
        found = kept(folder, "form", folder)
        if found is None:
            # What reads a form.toml is loaded where one is read.
            from govxl.form.reader import read_form

            found = read_form(folder)
            keep(folder, "form", lambda: found, folder)
        _LOADED[known] = found
    return _LOADED[known]


def is_as_loaded(form: Form) -> bool:
    """Tell whether a form is the very one of its folder, and nobody's changed copy of it."""
    return _LOADED.get(str(form.folder)) is form
