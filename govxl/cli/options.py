"""Options that several commands share; what is said of them stands in `help_words`."""

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
    "UnitOption",
    "YearOption",
]


class Lang(StrEnum):
    """The languages of messages."""

    zh = "zh"
    en = "en"


def _spoken(context: typer.Context, lang: Lang) -> Lang:
    """Take what was said before the command for the command as well; `speaking` has read the whole call."""
    return Lang(context.find_root().obj or lang)


LangOption = Annotated[Lang, typer.Option("--lang", callback=_spoken)]
DebugOption = Annotated[bool, typer.Option("--debug", hidden=True)]
UnitOption = Annotated[str, typer.Option("--unit")]
CodeOption = Annotated[str, typer.Option("--code")]
YearOption = Annotated[int | None, typer.Option("--year")]
FormOption = Annotated[str, typer.Option("--form")]
PriorOption = Annotated[Path | None, typer.Option("--prior")]
AgainstOption = Annotated[list[Path] | None, typer.Option("--against")]
KeyOption = Annotated[Path | None, typer.Option("--key-file")]
PasswordOption = Annotated[Path | None, typer.Option("--password-file")]
JsonOption = Annotated[bool, typer.Option("--json")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q")]
IssuedOption = Annotated[datetime | None, typer.Option("--issued")]
OutputOption = Annotated[str, typer.Option("--output", "-o")]
ForceOption = Annotated[bool, typer.Option("--force")]
