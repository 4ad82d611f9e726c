"""Options that several commands share."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "AgainstOption",
    "CodeOption",
    "DebugOption",
    "ForceOption",
    "FormOption",
    "IssuedOption",
    "JsonOption",
    "KeyOption",
    "Lang",
    "LangOption",
    "OutputOption",
    "PasswordOption",
    "PriorOption",
    "QuietOption",
    "SealOption",
    "UnitOption",
    "YearOption",
]


class Lang(StrEnum):
    """The languages of messages."""

    zh = "zh"
    en = "en"


LangOption = Annotated[Lang, typer.Option("--lang", help="Language of messages: zh or en.")]

DebugOption = Annotated[bool, typer.Option("--debug", help="Show where govxl itself failed.", hidden=True)]
UnitOption = Annotated[str, typer.Option("--unit", help="Reject files of any other unit.")]
CodeOption = Annotated[str, typer.Option("--code", help="Reject files of any other unit code.")]
YearOption = Annotated[int | None, typer.Option("--year", help="Reject files of any other report year.")]
FormOption = Annotated[str, typer.Option("--form", help="Reject files of any other form, as `govxl forms` lists them.")]
PriorOption = Annotated[
    Path | None,
    typer.Option("--prior", help="Last year's record.json, a folder of records, or a list of units (.xlsx, .csv)."),
]
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
PasswordOption = Annotated[
    Path | None, typer.Option("--password-file", help="File with a password for lifting the sheets' protection.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per file instead of words.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Leave out findings that are only notes.")]
IssuedOption = Annotated[
    datetime | None, typer.Option("--issued", help="Time of issue, for byte-identical workbooks.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write; named after unit and year by default.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]
