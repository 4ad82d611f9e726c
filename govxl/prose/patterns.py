"""The patterns by which a form's prose is read: prose.toml beside form.toml, read against the form's own points."""

from typing import NamedTuple

from govxl.form.model import Form
from govxl.prose.model import Claim

__all__ = ["Patterns", "load_patterns"]


class Patterns(NamedTuple):
    """What a prose.toml says."""

    claims: tuple[Claim, ...] = ()


def load_patterns(form: Form) -> Patterns:
    """Load the patterns of a form; a form without a prose.toml has none and nothing is read in its texts.

    Raises DefinitionError with every mistake and its line.
    """
    return Patterns()
