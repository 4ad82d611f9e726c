"""`govxl forms` and its commands; the work is done next door, in `forms`, and their words stand in `help_words`."""

from pathlib import Path

import typer

from govxl.cli.options import DebugOption, ForceOption, JsonOption, Lang, LangOption, OutputOption
from govxl.cli.run import guarded
from govxl.cli.speaking import Command, Group

__all__ = ["app"]

app = typer.Typer(cls=Group, invoke_without_command=True, rich_markup_mode=None)


@app.callback()
def listed(context: typer.Context, lang: LangOption = Lang.zh, debug: DebugOption = False) -> None:
    """List the installed forms and editions."""
    if context.invoked_subcommand is None:
        from govxl.cli import forms

        with guarded(lang.value, debug):
            forms.listed()


@app.command(cls=Command)
def cells(form: str, as_json: JsonOption = False, lang: LangOption = Lang.zh, debug: DebugOption = False) -> None:
    """Print the data dictionary: every input, field and total in form order."""
    from govxl.cli import forms

    with guarded(lang.value, debug):
        forms.cells(form, as_json)


@app.command(cls=Command)
def schema(form: str, lang: LangOption = Lang.zh, debug: DebugOption = False) -> None:
    """Print the JSON Schema of the form's record."""
    from govxl.cli import forms

    with guarded(lang.value, debug):
        forms.schema(form)


@app.command(cls=Command)
def prior(
    form: str,
    output: OutputOption = "",
    force: ForceOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Write the blank list (CSV) for `--prior` in the first year."""
    from govxl.cli import forms

    with guarded(lang.value, debug):
        forms.prior(form, output, force, lang.value)


@app.command(cls=Command)
def diff(old: str, new: str, lang: LangOption = Lang.zh, debug: DebugOption = False) -> None:
    """Say in words what changed from one edition to another."""
    from govxl.cli import forms

    with guarded(lang.value, debug):
        forms.diff(old, new, lang.value)


@app.command(cls=Command)
def check(folder: Path, lang: LangOption = Lang.zh, debug: DebugOption = False) -> None:
    """Report all mistakes of a form definition at once, and what changed since the edition before."""
    from govxl.cli import forms

    with guarded(lang.value, debug):
        forms.check(folder, lang.value)
