"""Files a command makes: never written over something by accident, and said once they are there."""

from pathlib import Path

from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import Language, say
from govxl.office.files import write_atomically

__all__ = ["refuse_existing", "write"]


def refuse_existing(path: Path, force: bool, language: Language) -> None:
    """Stop before a file that is there already."""
    if path.exists() and not force:
        raise CannotRunError(say("exists", language, path=path))


def write(path: Path, data: bytes, language: Language, told: bool = True) -> None:
    """Write a file whole, and say so where it is told."""
    from govxl.office.outputs import alone_in

    try:
        with alone_in(path.parent):
            write_atomically(path, data)
    except OSError as error:
        error.filename = str(path)
        raise CannotRunError(os_words(error, language, writing=True)) from None
    if told:
        print(say("made", language, path=path))
