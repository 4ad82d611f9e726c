"""The commands on what is kept: records and older workbooks, and what findings mean; the work is done next door."""

from pathlib import Path
from typing import Annotated

import typer

from govxl.cli.options import (
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
    YearOption,
)
from govxl.cli.run import guarded
from govxl.cli.speaking import Command

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Command)
def fill(
    record: Path,
    issued: IssuedOption = None,
    output: OutputOption = "",
    force: ForceOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make the filled workbook a record was read from."""
    from govxl.cli import making

    with guarded(lang.value, debug):
        making.fill(making.record_at(record, lang.value), issued, output, force, lang.value)


@app.command(cls=Command)
def render(
    record: Path,
    to: Annotated[list[str], typer.Option("--to")],
    output: OutputOption = "",
    force: ForceOption = False,
    page: Annotated[bool, typer.Option("--page")] = False,
    charts: Annotated[bool, typer.Option("--charts")] = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make outputs of a record: those `ingest` writes once more, or others."""
    from govxl.cli import making

    with guarded(lang.value, debug):
        formats = [each.strip().lower() for word in to for each in word.split(",") if each.strip()]
        making.render(making.record_at(record, lang.value), formats, output, force, lang.value, page, charts)


@app.command(cls=Command)
def compare(
    record: Path,
    page: Path,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Hold a published report against its record."""
    from govxl.cli import comparing, making

    with guarded(lang.value, debug):
        comparing.compare(making.record_at(record, lang.value), page, lang.value, as_json)


@app.command(cls=Command)
def migrate(
    old: Path,
    output: OutputOption = "",
    form: FormOption = "",
    year: YearOption = None,
    issued: IssuedOption = None,
    password_file: PasswordOption = None,
    key_file: KeyOption = None,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Move what was typed into a workbook into the current layout."""
    from govxl.cli import making, migrating

    with guarded(lang.value, debug):
        secrets = making.secrets(password_file, key_file)
        wanted = {"form": form, "year": year, "issued": making.aware(issued), **secrets}
        migrating.migrate(old, output, force, migrating.MovesShown(lang.value, as_json), **wanted)


@app.command(cls=Command)
def explain(
    codes: list[str],
    form: FormOption = "",
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Say what findings and rules mean, why they matter and how to mend them."""
    from govxl.cli import explaining

    with guarded(lang.value, debug):
        explaining.explain(codes, form, lang.value)


@app.command(cls=Command)
def demo(
    output: OutputOption = "govxl-demo",
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Show the whole round on a bundled sample."""
    from govxl.cli import making
    from govxl.cli.making import folder_for_output

    with guarded(lang.value, debug):
        making.demo(folder_for_output(output, lang.value), lang.value)
