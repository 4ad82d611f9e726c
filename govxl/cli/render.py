"""govxl render: outputs of a record, those `ingest` writes once more, or others."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from govxl.cli.paths import FILE_ENDINGS, is_folder, read_record, refuse_existing, target, write
from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import say
from govxl.text import brief
from govxl.words import LISTED, Language

__all__ = ["render"]

PAGES = dict.fromkeys(("page", "review", "signing"), ".html")
"""Formats that are not called after what their files end with."""


def render(
    record: Path,
    *,
    to: list[str],
    output: str = "",
    force: bool = False,
    page: bool = False,
    charts: bool = False,
    language: Language,
) -> None:
    """Make outputs of a record: those `ingest` writes once more, or others."""
    formats = [each.strip().lower() for word in to for each in word.split(",") if each.strip()]
    path, kept = read_record(record, language)
    # Only now is loaded what writes: a file that is no record is refused at once.
    from govxl.office.ingest import CHARTED, FORMATS, render_beside
    from govxl.report.data import EXTRA, has_parquet
    from govxl.report.pdf import PATIENCE, PdfError

    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        known = LISTED.said(language).join(FORMATS)
        raise CannotRunError(say("no-format", language, name=brief(unknown[0]) if unknown else "", known=known))
    if "parquet" in formats and not has_parquet():
        raise CannotRunError(say("no-parquet", language, extra=EXTRA))
    if (page and "html" not in formats) or (charts and not any(name in CHARTED for name in formats)):
        raise CannotRunError(say("only-html", language, option="--page" if page else "--charts"))
    wanted = list(dict.fromkeys("page" if page and name == "html" else name for name in formats))
    file = _file_named(output, wanted, language)
    if file:
        refuse_existing(file, force, language)
    try:
        if file:
            # Made and proven as all outputs are, under the name it has among them, and then put where it is wanted.
            with TemporaryDirectory() as folder:
                (made,) = render_beside(kept, wanted, Path(folder), charts).outputs
                write(file, made.read_bytes(), language)
            return
        written = render_beside(kept, wanted, Path(output) if output else path.parent, charts)
    except PdfError as error:
        raise CannotRunError(say(error.reason, language, seconds=round(PATIENCE))) from None
    except OSError as error:
        raise CannotRunError(os_words(error, language, writing=True)) from None
    for each in written.outputs:
        print(say("made", language, path=each))
    for each in written.kept:
        print(say("kept-output", language, path=each), file=sys.stderr)


def _file_named(output: str, wanted: list[str], language: Language) -> Path | None:
    """Give the file that one format is to be written to; None where a folder is meant."""
    path = Path(output)
    if not output or is_folder(output) or path.suffix.lower() not in FILE_ENDINGS:
        return None
    if len(wanted) > 1:
        raise CannotRunError(say("one-format", language, path=path))
    ending = PAGES.get(wanted[0], f".{wanted[0].rpartition('-')[2]}")
    if ending == ".html" and path.suffix.lower() == ".htm":
        return path
    return target(output, f"{wanted[0]}{ending}", language)
