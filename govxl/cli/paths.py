"""What the commands are given and leave: where a file goes, which record is meant, and that nothing is written over."""

from pathlib import Path
from tempfile import TemporaryFile

from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import say
from govxl.files import LINEAGE, RECORD, TEMPORARY, write_atomically
from govxl.filing.record import Record, RecordError, form_of, hold_against, load_record
from govxl.inputs import MAX_SUM, MAX_WORDS, read_file
from govxl.text import legible
from govxl.words import Language

__all__ = [
    "FILE_ENDINGS", "as_here", "folder_for_output", "hold_place", "is_folder", "read_record", "refuse_existing",
    "target", "write",
]  # fmt: skip

FILE_ENDINGS = (
    ".xlsx", ".xlsm", ".xls", ".xltx", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".json", ".docx", ".doc", ".wps",
    ".pdf", ".html", ".htm", ".md", ".zip", ".parquet",
)  # fmt: skip
"""What ends the name of a file, and of hardly any folder."""


def as_here(path: Path) -> str:
    """Write a path as people here would: from this folder on, where it lies in it."""
    here = Path.cwd()
    return legible(path.relative_to(here) if path.is_relative_to(here) else path)


# -- Where something goes


def is_folder(output: str) -> bool:
    """Tell whether what was written behind `-o` is a folder for sure: it is there, or ends as only folders do."""
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def target(output: str, name: str, language: Language) -> Path:
    """Say where a file goes that a command makes: a folder takes its own name in, and a missing ending is added."""
    path, ending = Path(output), Path(name).suffix
    if not output or is_folder(output):
        return path / name
    if path.suffix.lower() == ending:
        return path
    if path.suffix.lower() in FILE_ENDINGS:
        raise CannotRunError(say("other-ending", language, path=path, ending=ending, better=path.with_suffix(ending)))
    return path.with_name(path.name + ending)


def folder_for_output(output: str, language: Language) -> Path:
    """Say which folder a command writes to; the name of a file is refused."""
    path = Path(output)
    if path.is_file() or (path.suffix.lower() in FILE_ENDINGS and not is_folder(output)):
        raise CannotRunError(say("not-a-folder", language, path=path))
    return path


def refuse_existing(path: Path, force: bool, language: Language) -> None:
    """Stop before a file that is there already."""
    if path.exists() and not force:
        raise CannotRunError(say("exists", language, path=path))


def hold_place(path: Path, language: Language) -> None:
    """Stop where a file cannot go, for whoever would be told only once it took long to make; no folder is made."""
    if not path.parent.is_dir():
        raise CannotRunError(say("no-folder", language, path=path, folder=legible(path.parent)))
    try:
        # What may be written where, only the system knows for sure.
        with TemporaryFile(dir=path.parent, prefix=TEMPORARY):
            pass
    except OSError as error:
        error.filename = str(path)
        raise CannotRunError(os_words(error, language, writing=True)) from None


def write(path: Path, data: bytes, language: Language, told: bool = True) -> None:
    """Write a file whole, and say so where it is told."""
    from govxl.office.outputs import alone_in

    try:
        with alone_in(path.parent):
            write_atomically(path, data)
    except OSError as error:
        # Not the lock or what the file is called on the way, which tells nobody anything.
        error.filename = str(path)
        raise CannotRunError(os_words(error, language, writing=True)) from None
    if told:
        print(say("made", language, path=path))


# -- Which record is meant


def read_record(place: Path, language: Language) -> tuple[Path, Record]:
    """Find the record that is meant, the file given or the one in a folder, and hold it against its form."""
    path = place
    if place.is_dir():
        inside = sorted(place.rglob(RECORD)) if not (place / RECORD).is_file() else [place / RECORD]
        if not inside:
            raise CannotRunError(say("no-record-inside", language, path=place))
        path = inside[0]
        if len(inside) > 1:
            raise CannotRunError(say("many-records-inside", language, path=place, n=len(inside), first=path))
    try:
        # What lies beside a sum tells that it may be longer than any return.
        most = MAX_SUM if path.with_name(LINEAGE).is_file() else MAX_WORDS
        kept = load_record(read_file(path, most))
        hold_against(kept, form_of(kept))
    except RecordError as error:
        why = error.sentence.said(language)
        raise CannotRunError(say("bad-record", language, path=path, why=why)) from None
    return path, kept
