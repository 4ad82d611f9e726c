"""The commands of a year's work; each loads what it needs and hands over at once. Their words stand in `help_words`."""

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
    UnitOption,
    YearOption,
)
from govxl.cli.run import guarded
from govxl.cli.speaking import Command, Group
from govxl.version import VERSION

__all__ = ["app"]

app = typer.Typer(
    cls=Group,
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
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    lang: LangOption = Lang.zh,
) -> None:
    """Take the options that stand before a command."""


@app.command(cls=Command)
def new(
    unit: Annotated[str, typer.Option("--unit")],
    year: Annotated[int, typer.Option("--year")],
    form: FormOption = "",
    code: CodeOption = "",
    level: Annotated[str, typer.Option("--level")] = "",
    kind: Annotated[str, typer.Option("--kind")] = "",
    scope: Annotated[str, typer.Option("--scope")] = "own",
    prior: PriorOption = None,
    issued: IssuedOption = None,
    office: Annotated[Path | None, typer.Option("--office")] = None,
    password_file: PasswordOption = None,
    key_file: KeyOption = None,
    output: OutputOption = "",
    force: ForceOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make a blank locked workbook for one unit and year."""
    from govxl.cli import making

    with guarded(lang.value, debug):
        who = {"code": code, "level": level, "kind": kind, "scope": scope, "prior": prior}
        secrets = making.secrets(password_file, key_file)
        told = {"issued": making.aware(issued), "office": making.settings(office)}
        making.new(unit, year, form, output, force, lang.value, **told, **who, **secrets)


@app.command(cls=Command)
def check(
    files: list[Path],
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
    """Judge returned workbooks and write nothing."""
    from govxl.cli import judging

    with guarded(lang.value, debug):
        wanted = judging.expected(unit, code, year, form, prior, against or [], key_file, lang.value)
        judging.check(files, wanted, judging.Shown(lang.value, as_json, quiet))


@app.command(cls=Command)
def ingest(
    files: list[Path],
    output: OutputOption = "",
    unit: UnitOption = "",
    code: CodeOption = "",
    year: YearOption = None,
    form: FormOption = "",
    prior: PriorOption = None,
    against: AgainstOption = None,
    key_file: KeyOption = None,
    remark: Annotated[list[str] | None, typer.Option("--remark")] = None,
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"])] = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Judge returned workbooks; write the outputs of the accepted ones and return the others."""
    from govxl.cli import judging
    from govxl.cli.making import folder_for_output

    with guarded(lang.value, debug):
        wanted = judging.expected(unit, code, year, form, prior, against or [], key_file, lang.value)
        how = judging.how_returned(remark or [], on, password_file)
        top = folder_for_output(output, lang.value) if output else None
        judging.ingest(files, top, wanted, how, judging.Shown(lang.value, as_json, quiet))
