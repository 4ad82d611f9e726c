"""Files a command makes: never written over something by accident, and said once they are there."""

from pathlib import Path

from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import Language, say
from govxl.office.files import write_atomically

__all__ = ["folder_for_output", "refuse_existing", "target", "write"]

ENDINGS = (
    ".xlsx", ".xlsm", ".xls", ".xltx", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".json", ".docx", ".doc", ".wps",
    ".pdf", ".html", ".htm", ".md", ".zip", ".parquet",
)  # fmt: skip
"""What ends the name of a file, and of hardly any folder."""


def target(output: str, name: str, ending: str, language: Language) -> Path:
    """Say where a file goes that a command makes: a folder takes its own name in, and a missing ending is added."""
    path = Path(output)
    if not output or output.endswith(("/", "\\")) or path.is_dir():
        return path / f"{name}{ending}"
    if path.suffix.lower() == ending:
        return path
    if path.suffix.lower() in ENDINGS:
        raise CannotRunError(say("other-ending", language, path=path, ending=ending, better=path.with_suffix(ending)))
    return path.with_name(path.name + ending)


def folder_for_output(output: str, language: Language) -> Path:
    """Say which folder a command writes to; the name of a file is refused."""
    path = Path(output)
    if path.is_file() or (path.suffix.lower() in ENDINGS and not path.is_dir() and not output.endswith(("/", "\\"))):
        raise CannotRunError(say("not-a-folder", language, path=path))
    return path


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
