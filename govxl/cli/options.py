"""Options that several commands share."""

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["Lang", "LangOption"]


class Lang(StrEnum):
    """The languages of messages."""

    zh = "zh"
    en = "en"


LangOption = Annotated[Lang, typer.Option("--lang", help="Language of messages: zh or en.")]
