"""The patterns of a form, read once a process; in the installed package they are kept as a form and its layout are."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.form.compiled import keep, kept
from govxl.form.definition import form_folders, is_as_loaded
from govxl.form.model import FORM_NAME, Form
from govxl.prose.patterns import Patterns, load_patterns

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["PROSE_FILE", "compile_prose", "patterns_of"]

PROSE_FILE = "prose.toml"

EXTENDS = re.compile(rb"^extends[ \t]*=[ \t]*['\"]([^'\"\n]+)['\"]", re.MULTILINE)
"""How a prose.toml names the form whose patterns it adds to."""

MOST = 8
"""Files one after the other that each may add to the next."""


@cache
def patterns_of(form: Form) -> Patterns:
    """Give the patterns of a form; one without a prose.toml has none.

    Raises DefinitionError with every mistake of its author.
    """
    # A form that somebody changed may have other points than its patterns were read against.
    found = kept(form.folder, "prose", form, lambda: read_of(form.folder)) if is_as_loaded(form) else None
    return found if isinstance(found, Patterns) else load_patterns(form)


def compile_prose(form: Form) -> None:
    """Keep the patterns of a form beside its form.toml, as the building of a package does."""
    assert isinstance(form.folder, Path)
    keep(form.folder, "prose", patterns_of(form), form, lambda: read_of(form.folder))


def read_of(folder: "Traversable") -> bytes:
    """Give all that patterns are read of besides the form.toml: its prose.toml, and those that it adds to."""
    parts: list[bytes] = []
    here: Traversable | None = folder
    while here is not None and len(parts) < MOST:
        file = here / PROSE_FILE
        data = file.read_bytes() if file.is_file() else b""
        parts.append(data)
        found = EXTENDS.search(data)
        name = found[1].decode("utf-8", "replace") if found else ""
        # The folder that load_form would choose, so that what was kept is of the very same files.
        tops = form_folders() if FORM_NAME.fullmatch(name) else []
        here = next((top / name for top in tops if (top / name).is_dir()), None)
    return b"\0".join(parts)
