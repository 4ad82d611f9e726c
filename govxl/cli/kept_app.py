"""The commands on what is kept: records and older workbooks, and what findings mean; the work is done next door."""

from pathlib import Path
from typing import Annotated

import typer

from govxl.cli.options import (
    DebugOption,
    ForceOption,
    IssuedOption,
    JsonOption,
    Lang,
    LangOption,
    OutputOption,
    PasswordOption,
    SealOption,
)
from govxl.cli.run import guarded

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None)


@app.command()
def fill(
    record: Annotated[Path, typer.Argument(help="A record.json.")],
    issued: IssuedOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
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
    to: Annotated[
        list[str],
        typer.Option(
            "--to",
            help="html, page, docx, pdf, md, csv, xlsx, parquet; review, signing (html), review-docx, signing-docx.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder to write to; the record's own by default.")
    ] = None,
    page: Annotated[
        bool, typer.Option("--page", help="With --to html: a page of its own, not what is pasted into a site's editor.")
    ] = False,
    charts: Annotated[bool, typer.Option("--charts", help="With --to html: draw the form's charts.")] = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Make outputs of a record: those `ingest` writes once more, or others.

    The report: html (to paste into a site's editor; with --page, or as page, a page of its own), docx, pdf (needs
    LibreOffice), md. The tables: xlsx, csv, parquet. The papers for the office: review (审核说明), signing (审签单),
    both also -docx. The same govxl makes the same bytes of a record, but for pdf.

    Example: govxl render out/filled/record.json --to pdf --to html --page --charts -o published
    """
    from govxl.cli import making

    with guarded(lang.value, debug):
        making.render(record, to, output, lang.value, page, charts)


@app.command()
def compare(
    record: Annotated[Path, typer.Argument(help="The record.json the report was made from.")],
    page: Annotated[Path, typer.Argument(help="The published report: a Word file (.docx) or a web page.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of words.")] = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Hold a published report against its record: every figure that differs, every paragraph that was changed.

    Take the final Word file, or save the page from the browser. Tables are read by their labels, so another layout is
    no difference, nor are blanks, full-width digits or 1,234 for 1234. Tracked changes are read as accepted, numbers of
    lists as Word shows them. Menus and footers are left out; so is a line after the report's last one unless it ends as
    a sentence does.

    Exit code 0: nothing differs; 1: something differs; 2: a file could not be read.

    Example: govxl compare out/filled/record.json 定稿.docx
    """
    from govxl.cli import comparing

    with guarded(lang.value, debug):
        comparing.compare(record, page, lang.value, as_json)


@app.command()
def migrate(
    old: Annotated[Path, typer.Argument(help="A workbook of an older layout or edition, filled in or not.")],
    output: OutputOption = None,
    form: Annotated[
        str, typer.Option("--form", help="form/edition to move to; by default the newest one for the report year.")
    ] = "",
    year: Annotated[int | None, typer.Option("--year", help="Report year of the new workbook; the old one's.")] = None,
    issued: IssuedOption = None,
    password_file: PasswordOption = None,
    key_file: SealOption = None,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = Lang.zh,
    debug: DebugOption = False,
) -> None:
    """Move what was typed into a workbook into the current layout, and list every cell moved, dropped and added.

    Use it when staff filled in last year's form, or a workbook of an older govxl that is to be filled in further.
    The old file is not changed. Example: govxl migrate old.xlsx --year 2025 -o new.xlsx
    """
    from govxl.cli import making, migrating

    with guarded(lang.value, debug):
        secrets = making.secrets(password_file, key_file)
        wanted = {"form": form, "year": year, "issued": making.aware(issued), **secrets}
        migrating.migrate(old, output, force, migrating.Shown(lang.value, as_json), **wanted)


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
