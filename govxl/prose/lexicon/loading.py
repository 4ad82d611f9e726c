"""From a form to its patterns, read once a process, and kept where a form's layout is."""

from functools import cache
from typing import TYPE_CHECKING

from govxl.form.compiled import keep, kept, written
from govxl.form.definition import form_folders, is_as_loaded
from govxl.form.model import Form
from govxl.prose.lexicon.patterns import FILE, Patterns

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["PROSE", "compiled_prose", "load_patterns", "patterns_of", "read_of"]

PROSE = "prose"
"""What is kept of it is called so."""


@cache
def patterns_of(form: Form) -> Patterns:
    """Give the patterns of a form; one without a prose.toml has none.

    Raises DefinitionError with every mistake of its author.
    """
    if not is_as_loaded(form):
        # A form that somebody changed may have other points than its patterns were read against.
        return load_patterns(form)
    found = kept(form.folder, PROSE, form, lambda: read_of(form.folder))
    if isinstance(found, Patterns):
        return found
    patterns = load_patterns(form)
    keep(form.folder, PROSE, lambda: patterns, form)
    return patterns


def load_patterns(form: Form) -> Patterns:
    """Read the patterns of a form; a form without a prose.toml has none and nothing is read in its texts.

    Raises DefinitionError with every mistake and its line.
    """
    if not (form.folder / FILE).is_file():
        return Patterns()
    # What reads a prose.toml is loaded where one is read.
    from govxl.prose.lexicon.reader import read_patterns

    return read_patterns(form, form.folder / FILE)


def compiled_prose(form: Form, python: str) -> bytes:
    """Write the patterns of a form as they are kept beside its form.toml, for a Python by its cache tag."""
    return written(form.folder, PROSE, patterns_of(form), form, python, lambda: read_of(form.folder))


def read_of(folder: "Traversable") -> bytes:
    """Give all that patterns are read of besides the form.toml: its prose.toml, and the one that this adds to."""
    own = folder / FILE
    data = own.read_bytes() if own.is_file() else b""
    # TOML has it on a line of its own, before all tables; what only looks like it changes nothing but a key.
    line = next((line for line in data.splitlines() if line.startswith(b"extends")), b"")
    name = line.partition(b"=")[2].strip(b" \t\r'\"").decode("utf-8", "replace")
    # The one that reading would open, so that what was kept is of the very same files.
    files = (top / name / FILE for top in form_folders()) if name and "\0" not in name else ()
    base = next((file for file in files if file.is_file()), None)
    return data + (b"\0" + base.read_bytes() if base else b"")
