"""`govxl forms` and its commands; the work is done next door, in `forms`."""

from pathlib import Path
from typing import Annotated

import typer

from govxl.cli.options import Lang, LangOption
from govxl.cli.run import guarded

__all__ = ["app"]

app = typer.Typer(
    help="Installed forms: list them, look into them, check your own.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

FormArgument = Annotated[str, typer.Argument(help="form/edition, as `govxl forms` lists them.")]


@app.callback()
def listed(context: typer.Context) -> None:
    """List the installed forms and editions."""
    if context.invoked_subcommand is None:
        from govxl.cli import forms

        with guarded("zh", False):
            forms.listed()


@app.command()
def cells(
    form: FormArgument,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list instead of a table.")] = False,
) -> None:
    """Print the data dictionary: every input, field and total in form order."""
    from govxl.cli import forms

    with guarded("zh", False):
        forms.cells(form, as_json)


@app.command()
def schema(form: FormArgument) -> None:
    """Print the JSON Schema of the form's record."""
    from govxl.cli import forms

    with guarded("zh", False):
        forms.schema(form)


@app.command()
def prior(
    form: FormArgument,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; the screen by default.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    lang: LangOption = Lang.zh,
) -> None:
    """Write the blank list (CSV) for `--prior` in the first year: one line a unit, last year's figures beside it."""
    from govxl.cli import forms

    with guarded(lang.value, False):
        forms.prior(form, output, force, lang.value)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="The edition before: form/edition, as `govxl forms` lists them.")],
    new: Annotated[str, typer.Argument(help="The edition after.")],
    lang: LangOption = Lang.zh,
) -> None:
    """Say in words what changed from one edition to another: rows, columns, parts, fields and rules."""
    from govxl.cli import forms

    with guarded(lang.value, False):
        forms.diff(old, new, lang.value)


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="Folder with a form.toml.")]) -> None:
    """Report all mistakes of a form definition at once, and what changed since the edition before."""
    from govxl.cli import forms

    with guarded("zh", False):
        forms.check(folder)
