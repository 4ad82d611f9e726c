"""The commands and their help; each loads what it needs and hands over at once."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from govxl.cli.forms_app import app as forms_app
from govxl.cli.options import Lang, LangOption
from govxl.cli.run import guarded
from govxl.version import VERSION

__all__ = ["app"]

app = typer.Typer(
    help="Statutory report forms as locked workbooks, and what comes back as records and reports.\n\n"
    "法定年度报告的填报工具：生成锁定的报表，核对交回的文件，存成记录和报告。\n\n"
    "Typical use: govxl new → staff fill it in → govxl ingest filled.xlsx → archive record.json",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(forms_app, name="forms")


DebugOption = Annotated[bool, typer.Option("--debug", help="Show where govxl itself failed.", hidden=True)]
UnitOption = Annotated[str, typer.Option("--unit", help="Reject files of any other unit.")]
CodeOption = Annotated[str, typer.Option("--code", help="Reject files of any other unit code.")]
YearOption = Annotated[int | None, typer.Option("--year", help="Reject files of any other report year.")]
FormOption = Annotated[str, typer.Option("--form", help="Reject files of any other form, as `govxl forms` lists them.")]
PriorOption = Annotated[Path | None, typer.Option("--prior", help="Last year's record.json, or a folder of records.")]
AgainstOption = Annotated[
    list[Path] | None,
    typer.Option("--against", help="Records, or folders of them, whose figures no return should repeat."),
]
SealOption = Annotated[
    Path | None, typer.Option("--key-file", help="File with a secret of 16 bytes or more; seals the workbook as yours.")
]
KeyOption = Annotated[
    Path | None, typer.Option("--key-file", help="The file whose key sealed the workbooks; seals are then verified.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per file instead of words.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Leave out findings that are only notes.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"govxl {VERSION}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def new(
    unit: Annotated[str, typer.Option("--unit", help="Full name of the unit, as it stands on its seal.")],
    year: Annotated[int, typer.Option("--year", help="Report year, such as 2025.")],
    form: Annotated[
        str, typer.Option("--form", help="Form, or form/edition; by default the installed one, its edition by year.")
    ] = "",
    code: Annotated[str, typer.Option("--code", help="Code of the unit in your lists.")] = "",
    level: Annotated[str, typer.Option("--level", help="township, county, city, province or nation.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="government, office, department, subdistrict, zone or other.")
    ] = "",
    scope: Annotated[
        str, typer.Option("--scope", help="own (this body alone) or aggregate (with those below it).")
    ] = "own",
    prior: Annotated[Path | None, typer.Option("--prior", help="Last year's record.json of this unit.")] = None,
    issued: Annotated[
        datetime | None, typer.Option("--issued", help="Time of issue, for byte-identical workbooks.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="File with a password for lifting the sheets' protection.")
    ] = None,
    key_file: SealOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; named after unit and year by default.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make a blank locked workbook for one unit and year.

    Example: govxl new --unit 示例县财政局 --year 2025 --level county --kind department
    """
    from govxl.cli import making

    with guarded(lang.value, debug):
        who = {"code": code, "level": level, "kind": kind, "scope": scope, "prior": prior}
        secrets = making.secrets(password_file, key_file)
        making.new(unit, year, form, output, force, lang.value, issued=making.aware(issued), **who, **secrets)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Returned workbooks, or folders of them.")],
    unit: UnitOption = "",
    code: CodeOption = "",
    year: YearOption = None,
    form: FormOption = "",
    prior: PriorOption = None,
    against: AgainstOption = None,
    key_file: KeyOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Judge returned workbooks and write nothing.

    Exit code 0: all accepted; 1: some rejected; 2: some could not be read at all.
    """
    from govxl.cli import judging

    with guarded(lang.value, debug):
        wanted = judging.expected(unit, code, year, form, prior, against or [], key_file)
        judging.check(files, wanted, judging.Shown(lang.value, as_json, quiet))


@app.command()
def ingest(
    files: Annotated[list[Path], typer.Argument(help="Returned workbooks, or folders of them.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the outputs; beside each file by default.")
    ] = None,
    unit: UnitOption = "",
    code: CodeOption = "",
    year: YearOption = None,
    form: FormOption = "",
    prior: PriorOption = None,
    against: AgainstOption = None,
    key_file: KeyOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Judge returned workbooks; each accepted one leaves a folder with record.json, the report and tables.

    A rejected file leaves nothing. The file itself is never changed.
    """
    from govxl.cli import judging

    with guarded(lang.value, debug):
        wanted = judging.expected(unit, code, year, form, prior, against or [], key_file)
        judging.ingest(files, output, wanted, judging.Shown(lang.value, as_json, quiet))


@app.command()
def fill(
    record: Annotated[Path, typer.Argument(help="A record.json.")],
    issued: Annotated[
        datetime | None, typer.Option("--issued", help="Time of issue, for byte-identical workbooks.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; named after unit and year by default.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make the filled workbook a record was read from."""
    from govxl.cli import making

    with guarded(lang.value, debug):
        making.fill(record, issued, output, force, lang.value)


@app.command()
def render(
    record: Annotated[Path, typer.Argument(help="A record.json.")],
    to: Annotated[list[str], typer.Option("--to", help="html, md or csv; may be given more than once.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder to write to; the record's own by default.")
    ] = None,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make the report or the tables of a record again."""
    from govxl.cli import making

    with guarded(lang.value, debug):
        making.render(record, to, output, lang.value)


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="A code or name of a finding, such as R001; 'all' lists them.")],
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Say what a finding means, why it matters and how to mend it."""
    from govxl.cli import judging

    with guarded(lang.value, debug):
        judging.explain(code, lang.value)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path("govxl-demo"),
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Show the whole round on a bundled sample: blank workbook, filled, judged, record and report."""
    from govxl.cli import making

    with guarded(lang.value, debug):
        making.demo(output, lang.value)
