"""new, fill, render and demo: workbooks and reports made, never written over something by accident."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from govxl.cli.judging import report_lines
from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import say
from govxl.files import RECORD, write_atomically
from govxl.filing.record import Record, RecordError, form_of, hold_against, load_record
from govxl.form.definition import form_for_year
from govxl.inputs import MAX_WORDS, read_file
from govxl.installed import samples
from govxl.language.expressions import paths_in
from govxl.office.inbox import prior_finder
from govxl.office.outbox import fill_workbook, new_workbook, workbook_name
from govxl.office.settings import Office, read_key, read_office, read_password
from govxl.returns.check import Expected
from govxl.text import brief
from govxl.words import LEVELS, Language

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "aware",
    "demo",
    "fill",
    "folder_for_output",
    "new",
    "read_record",
    "record_at",
    "refuse_existing",
    "render",
    "secrets",
    "settings",
    "target",
    "write",
]

# -- Files


FILE_ENDINGS = (
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
    if path.suffix.lower() in FILE_ENDINGS:
        raise CannotRunError(say("other-ending", language, path=path, ending=ending, better=path.with_suffix(ending)))
    return path.with_name(path.name + ending)


def folder_for_output(output: str, language: Language) -> Path:
    """Say which folder a command writes to; the name of a file is refused."""
    path = Path(output)
    said_to_be = path.is_dir() or output.endswith(("/", "\\"))
    if path.is_file() or (path.suffix.lower() in FILE_ENDINGS and not said_to_be):
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


# -- Commands


XLSX = ".xlsx"
LEVEL = "unit.level"


def new(unit: str, year: int, form: str, output: str, force: bool, language: Language, **options: Any) -> None:
    """Write a blank workbook; `options` are those of `new_workbook`."""
    found = form_for_year(form, year)
    path = target(output, workbook_name(unit, year, found.title).removesuffix(XLSX), XLSX, language)
    refuse_existing(path, force, language)
    write(path, new_workbook(unit, year, form, **options), language)
    rules = dict.fromkeys(each.rule.called for each in found.checks if each.when and LEVEL in paths_in(each.when))
    if rules and not options["level"]:
        comma = say("listed", language)
        levels = comma.join(LEVELS.values() if language == "zh" else LEVELS)
        print(say("no-level", language, levels=levels, rules=comma.join(rules)), file=sys.stderr)


def secrets(password_file: Path | None, key_file: Path | None) -> dict[str, Any]:
    """Read the secrets that a workbook is made with, as options of `new_workbook`."""
    password = read_password(password_file) if password_file else ""
    return {"password": password, "key": read_key(key_file) if key_file else b""}


def settings(office: Path | None) -> Office | None:
    """Read what an office says of itself."""
    return read_office(office) if office else None


def fill(record: Path, issued: datetime | None, output: str, force: bool, language: Language) -> None:
    """Write the filled workbook of a record."""
    kept = read_record(record, language)
    title = form_of(kept).title
    name = workbook_name(kept["unit"]["name"], kept["year"], title).removesuffix(XLSX)
    path = target(output, name, XLSX, language)
    refuse_existing(path, force, language)
    write(path, fill_workbook(kept, aware(issued)), language)


def record_at(place: Path, language: Language) -> Path:
    """Find the record that is meant: the file given, or the one that lies in a folder."""
    if not place.is_dir():
        return place
    inside = sorted(place.rglob(RECORD)) if not (place / RECORD).is_file() else [place / RECORD]
    if not inside:
        raise CannotRunError(say("no-record-inside", language, path=place))
    if len(inside) > 1:
        raise CannotRunError(say("many-records-inside", language, path=place, n=len(inside), first=inside[0]))
    return inside[0]


def render(
    record: Path,
    to: list[str],
    output: str,
    force: bool,
    language: Language,
    page: bool = False,
    charts: bool = False,
) -> None:
    """Write outputs of a record; `page` and `charts` say how the report for the web is wanted."""
    kept = read_record(record, language)  # before what writes is loaded: a file that is no record is refused at once
    from govxl.office.ingest import CHARTED, FORMATS, render_beside
    from govxl.report.data import EXTRA, has_parquet
    from govxl.report.pdf import PATIENCE, PdfError

    unknown = [name for name in to if name not in FORMATS]
    if unknown or not to:
        known = say("listed", language).join(FORMATS)
        raise CannotRunError(say("no-format", language, name=brief(unknown[0]) if unknown else "", known=known))
    if "parquet" in to and not has_parquet():
        raise CannotRunError(say("no-parquet", language, extra=EXTRA))
    if (page and "html" not in to) or (charts and not any(name in CHARTED for name in to)):
        raise CannotRunError(say("only-html", language, option="--page" if page else "--charts"))
    wanted = list(dict.fromkeys("page" if page and name == "html" else name for name in to))
    file = _file_named(output, wanted, language)
    if file:
        refuse_existing(file, force, language)
    try:
        if file:
            with TemporaryDirectory() as folder:
                (made,) = render_beside(kept, wanted, Path(folder), charts).outputs
                write(file, made.read_bytes(), language)
            return
        written = render_beside(kept, wanted, Path(output) if output else record.parent, charts)
    except PdfError as error:
        raise CannotRunError(say(error.reason, language, seconds=round(PATIENCE))) from None
    except OSError as error:
        raise CannotRunError(os_words(error, language, writing=True)) from None
    for path in written.outputs:
        print(say("made", language, path=path))
    for path in written.kept:
        print(say("kept-output", language, path=path), file=sys.stderr)


def _file_named(output: str, wanted: list[str], language: Language) -> Path | None:
    """Give the file that one format is to be written to; None where a folder is meant."""
    path = Path(output)
    if not output or output.endswith(("/", "\\")) or path.is_dir() or path.suffix.lower() not in FILE_ENDINGS:
        return None
    if len(wanted) > 1:
        raise CannotRunError(say("one-format", language, path=path))
    ending = {"page": ".html", "review": ".html", "signing": ".html"}.get(wanted[0], f".{wanted[0].rpartition('-')[2]}")
    if ending == ".html" and path.suffix.lower() == ".htm":
        return path
    return target(output, "", ending, language)


def read_record(path: Path, language: Language) -> Record:
    """Load a record and hold it against its form; what is wrong with it is said in a sentence."""
    try:
        kept = load_record(read_file(path, MAX_WORDS))
        hold_against(kept, form_of(kept))
        return kept
    except RecordError as error:
        raise CannotRunError(say("bad-record", language, path=path, why=error.sentence.said(language))) from None


def aware(issued: datetime | None) -> datetime | None:
    """Take a time without a zone as UTC, so that it means the same on every machine."""
    return issued.replace(tzinfo=UTC) if issued and issued.tzinfo is None else issued


# -- demo


def demo(output: Path, language: Language) -> None:
    """Go the whole round on the bundled sample, saying at each step which command does it."""
    _demo(samples() / (samples() / "demo.txt").read_text(encoding="utf-8").strip(), output, language)


def _demo(sample: "Traversable", output: Path, language: Language) -> None:
    from govxl.office.ingest import take_in

    kept = load_record((sample / "expected" / "record.json").read_bytes())
    unit = kept["unit"]
    who = {key: unit[key] for key in ("code", "level", "kind")} | {"scope": kept["scope"]}
    options = " ".join(f"--{key} {value}" for key, value in who.items() if value)
    issued = datetime(kept["year"] + 1, 1, 5, tzinfo=UTC)  # the same every time, so that a file somebody changed shows
    last_year = _put(output / "last-year.json", (sample / "last-year.json").read_bytes(), language)
    made = new_workbook(unit["name"], kept["year"], prior=last_year, issued=issued, **who)
    blank = _put(output / "1-空白表.xlsx", made, language)
    filled = _put(output / "2-填好的表.xlsx", (sample / "filled.xlsx").read_bytes(), language)
    _step(
        "demo-new",
        f"new --unit {unit['name']} --year {kept['year']} {options} --prior {last_year} -o {blank}",
        language,
    )
    for path in (last_year, blank):
        print(say("made", language, path=path))
    _step("demo-fill", "", language)
    print(say("made", language, path=filled))
    _step("demo-ingest", f"ingest {filled} --prior {last_year} -o {output}", language)
    done = take_in(filled, output, {}, Expected(prior=prior_finder(last_year)))
    print("\n".join(report_lines(done.judgement, done.outputs, language, quiet=False)))
    for path in done.kept:
        print(say("kept-output", language, path=path), file=sys.stderr)
    _step("demo-next", "", language)
    report = next(path for path in done.outputs if path.suffix == ".html")
    print(say("demo-look", language, report=report, record=done.outputs[0], filled=filled, last_year=last_year))


def _put(path: Path, data: bytes, language: Language) -> Path:
    """Write a file of the demonstration, beside one of its name that a person changed or put there."""
    from govxl.office.outputs import alone_in, write_beside

    try:
        with alone_in(path.parent):
            written = write_beside(path.parent, {path.name: data}, lambda name, there: False)
    except OSError as error:
        raise CannotRunError(os_words(error, language, writing=True)) from None
    for kept in written.kept:
        print(say("kept-output", language, path=kept), file=sys.stderr)
    return written.outputs[0]


def _step(key: str, command: str, language: Language) -> None:
    """Head a step of the demonstration with what it is about and the command that does it."""
    print("\n" + say(key, language) + (f"\n  $ govxl {command}" if command else ""))
