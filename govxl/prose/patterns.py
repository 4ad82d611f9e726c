"""The patterns by which a form's prose is read: prose.toml beside form.toml, read against the form's own points."""

from govxl.form.model import Form
from govxl.prose.lexicon import FILE, Patterns

__all__ = ["Patterns", "load_patterns"]


def load_patterns(form: Form) -> Patterns:
    """Load the patterns of a form; a form without a prose.toml has none and nothing is read in its texts.

    Raises DefinitionError with every mistake and its line.
    """
    if not (form.folder / FILE).is_file():
        return Patterns()
    # What reads a prose.toml is loaded where one is read.
    from govxl.prose.reader import read_patterns

    return read_patterns(form, form.folder / FILE)
