"""The commands and their help; each loads what it needs and hands over at once."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from govxl.cli.forms_app import app as forms_app
from govxl.cli.kept_app import app as kept_app
from govxl.cli.options import (
    AgainstOption,
    CodeOption,
    DebugOption,
    ForceOption,
    FormOption,
    IssuedOption,
    JsonOption,
    KeyOption,
    Lang,
    LangOption,
    OutputOption,
    PasswordOption,
    PriorOption,
    QuietOption,
    SealOption,
    UnitOption,
    YearOption,
)
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
app.add_typer(kept_app)
app.add_typer(forms_app, name="forms")


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
    prior: Annotated[Path | None, typer.Option("--prior", help="Last year's record.json, or a list of units.")] = None,
    issued: IssuedOption = None,
    office: Annotated[
        Path | None,
        typer.Option("--office", help="office.toml: recipient, contact, phone, email, [deadlines] by kind of unit."),
    ] = None,
    password_file: PasswordOption = None,
    key_file: SealOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
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
        told = {"issued": making.aware(issued), "office": making.settings(office)}
        making.new(unit, year, form, output, force, lang.value, **told, **who, **secrets)


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
        wanted = judging.expected(unit, code, year, form, prior, against or [], key_file, lang.value)
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
    remark: Annotated[
        list[str] | None, typer.Option("--remark", help="Your own words to staff, put at the top of what goes back.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the return; today by default.")
    ] = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Judge returned workbooks; each accepted one leaves a folder with what is archived, published and signed.

    That is record.json, the report as a Word file and as HTML fit to paste into a site's editor, tables.xlsx, and two
    papers for the office alone (审核说明, 审签单). `govxl render` makes PDF, a web page, CSV and others of a record.

    A rejected one leaves NAME-退回修改.xlsx to send back: all that was typed, errors marked, a list of them in front.
    The file itself is never changed.
    """
    from govxl.cli import judging

    with guarded(lang.value, debug):
        wanted = judging.expected(unit, code, year, form, prior, against or [], key_file, lang.value)
        how = judging.how_returned(remark or [], on, password_file)
        judging.ingest(files, output, wanted, how, judging.Shown(lang.value, as_json, quiet))
