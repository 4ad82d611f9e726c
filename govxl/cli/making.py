"""new, fill, render and demo: workbooks and reports made, never written over something by accident."""

from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from govxl.cli.run import CannotRunError, os_words
from govxl.cli.shown import report_lines
from govxl.cli.words import Language, say
from govxl.cli.writing import refuse_existing, write
from govxl.filing.judge import Expected
from govxl.filing.record import Record, RecordError, hold_against, load_record
from govxl.form.definition import form_for_year, load_form
from govxl.inputs import MAX_WORDS, read_file
from govxl.office.inbox import prior_finder
from govxl.office.keys import read_key, read_password
from govxl.office.outbox import fill_workbook, new_workbook, workbook_name
from govxl.office.settings import Office, read_office

__all__ = ["aware", "demo", "fill", "new", "read_record", "render", "secrets", "settings"]


def new(
    unit: str, year: int, form: str, output: Path | None, force: bool, language: Language, **options: Any
) -> None:
    """Write a blank workbook; `options` are those of `new_workbook`."""
    path = output or Path(workbook_name(unit, year, form_for_year(form, year).title))
    refuse_existing(path, force, language)
    write(path, new_workbook(unit, year, form, **options), language)


def secrets(password_file: Path | None, key_file: Path | None) -> dict[str, Any]:
    """Read the secrets that a workbook is made with, as options of `new_workbook`."""
    password = read_password(password_file) if password_file else ""
    return {"password": password, "key": read_key(key_file) if key_file else b""}


def settings(office: Path | None) -> Office | None:
    """Read what an office says of itself."""
    return read_office(office) if office else None


def fill(record: Path, issued: datetime | None, output: Path | None, force: bool, language: Language) -> None:
    """Write the filled workbook of a record."""
    kept = read_record(record, language)
    title = load_form(f"{kept['form']}/{kept['edition']}").title
    path = output or Path(workbook_name(kept["unit"]["name"], kept["year"], title))
    refuse_existing(path, force, language)
    write(path, fill_workbook(kept, aware(issued)), language)


def render(
    record: Path, to: list[str], output: Path | None, language: Language, page: bool = False, charts: bool = False
) -> None:
    """Write outputs of a record; `page` and `charts` say how the report for the web is wanted."""
    from govxl.office.ingest import CHARTED, FORMATS
    from govxl.office.ingest import render as write_outputs
    from govxl.office.pdf import PATIENCE, PdfError
    from govxl.report.parquet import EXTRA, has_parquet

    unknown = [name for name in to if name not in FORMATS]
    if unknown:
        raise CannotRunError(f"--to {unknown[0]}: {', '.join(FORMATS)}")
    if "parquet" in to and not has_parquet():
        raise CannotRunError(say("no-parquet", language, extra=EXTRA))
    if (page and "html" not in to) or (charts and not any(name in CHARTED for name in to)):
        raise CannotRunError(say("only-html", language, option="--page" if page else "--charts"))
    wanted = ["page" if page and name == "html" else name for name in to]
    kept = read_record(record, language)
    try:
        written = write_outputs(kept, wanted, output or record.parent, charts)
    except PdfError as error:
        raise CannotRunError(say(error.reason, language, seconds=round(PATIENCE))) from None
    except OSError as error:
        raise CannotRunError(os_words(error, language, writing=True)) from None
    for path in written:
        print(say("made", language, path=path))


def read_record(path: Path, language: Language) -> Record:
    """Load a record and hold it against its form; what is wrong with it is said in a sentence."""
    try:
        kept = load_record(read_file(path, MAX_WORDS))
        hold_against(kept, load_form(f"{kept['form']}/{kept['edition']}"))
        return kept
    except RecordError as error:
        raise CannotRunError(say("bad-record", language, path=path, why=error)) from None


def aware(issued: datetime | None) -> datetime | None:
    """Take a time without a zone as UTC, so that it means the same on every machine."""
    return issued.replace(tzinfo=UTC) if issued and issued.tzinfo is None else issued


# -- demo


def demo(output: Path, language: Language) -> None:
    """Go the whole round on the bundled sample, saying at each step which command does it."""
    samples = files("govxl.samples")
    sample = samples / (samples / "demo.txt").read_text(encoding="utf-8").strip()
    with as_file(sample) as folder:
        _demo(folder, output, language)


def _demo(sample: Path, output: Path, language: Language) -> None:
    from govxl.office.ingest import ingest

    last_year, blank, filled = output / "last-year.json", output / "1-空白表.xlsx", output / "2-填好的表.xlsx"
    kept = load_record((sample / "expected" / "record.json").read_bytes())
    unit = kept["unit"]
    who = {key: unit[key] for key in ("code", "level", "kind")} | {"scope": kept["scope"]}
    options = " ".join(f"--{key} {value}" for key, value in who.items() if value)
    _step(
        "demo-new",
        f"new --unit {unit['name']} --year {kept['year']} {options} --prior {last_year} -o {blank}",
        language,
    )
    write(last_year, (sample / "last-year.json").read_bytes(), language)
    write(blank, new_workbook(unit["name"], kept["year"], prior=last_year, **who), language)
    _step("demo-fill", "", language)
    write(filled, (sample / "filled.xlsx").read_bytes(), language)
    _step("demo-ingest", f"ingest {filled} --prior {last_year} -o {output}", language)
    done = ingest(filled, output / filled.stem, Expected(prior=prior_finder(last_year)))
    print("\n".join(report_lines(done.judgement, done.outputs, language, quiet=False)))
    _step("demo-next", "", language)
    report = next(path for path in done.outputs if path.suffix == ".html")
    print(say("demo-look", language, report=report, record=done.outputs[0], filled=filled, last_year=last_year))


def _step(key: str, command: str, language: Language) -> None:
    """Head a step of the demonstration with what it is about and the command that does it."""
    print("\n" + say(key, language) + (f"\n  $ govxl {command}" if command else ""))
