"""govxl office: an office's folder, made once, and worked through with one command."""

import sys
from contextlib import suppress
from pathlib import Path

from govxl.cli.help_words import GUIDES
from govxl.cli.paths import folder_for_output
from govxl.cli.running import run
from govxl.cli.words import say
from govxl.form.definition import form_for_year
from govxl.text import legible
from govxl.words import Language

__all__ = ["BELOW", "init", "office"]


def office() -> None:
    """Print how an office's folder is begun."""
    for example in GUIDES["office"].examples:
        print(example)


def init(folder: Path, *, year: int, form: str = "", language: Language) -> None:
    """Make an office's folder: settings, a list of units to fill in, a place for everything, what is double-clicked."""
    from govxl.office.home import SETTINGS
    from govxl.office.settings import OfficeFileError, read_office
    from govxl.office.setup import set_up

    found = form_for_year(form, year)
    place = folder_for_output(str(folder), language)
    done = set_up(place, year, form or found.id)
    for path in done.left:
        if path.is_file():
            print(say("office-left", language, path=legible(path)), file=sys.stderr)
    for path in done.made:
        print(say("made", language, path=legible(path)))
    path = place / SETTINGS
    # One that cannot be read is for the next command to complain of.
    with suppress(OfficeFileError):
        if (there := read_office(path).year) != year:
            words = {"path": legible(path), "there": there or say("taken-none", language), "year": year}
            print(say("office-other-year", language, **words), file=sys.stderr)
    print(say("office-next", language, folder=legible(place)), file=sys.stderr)


BELOW = (init, run)
"""The commands below `govxl office`."""
