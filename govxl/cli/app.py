"""The commands: each is a function in the module of its name, and what it may be called with is its signature.

What stands before its `*` are arguments, what stands behind are options, spelt as its parameters are. A module is
loaded when its command is called, and typer for none of them but here and in `speaking`.
"""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main

from govxl.cli.plain import DATES, NAMES, spelt, word_of
from govxl.cli.run import guarded
from govxl.cli.speaking import Command, CommandGroup
from govxl.version import VERSION

__all__ = ["app"]


class Lang(StrEnum):
    """The languages of messages."""

    zh = "zh"
    en = "en"


def _spoken(context: typer.Context, lang: Lang) -> Lang:
    """Take what was said before the command for the command as well; `speaking` has read the whole call."""
    return Lang(context.find_root().obj or lang)


LangOption = Annotated[Lang, typer.Option("--lang", callback=_spoken)]
DebugOption = Annotated[bool, typer.Option("--debug", hidden=True)]


def _callback(work: Callable[..., None]) -> Callable[..., None]:
    """Dress a command for typer: its options, the two that all have, and an end with an exit code and a sentence."""
    signature = inspect.signature(work, eval_str=True)
    ours = {name: each for name, each in signature.parameters.items() if name != "language"}

    def call(lang: Lang, debug: bool, **given: Any) -> None:
        with guarded(lang.value, debug):
            for name, value in given.items():
                # A time without a zone is taken as UTC, so that it means the same on every machine.
                if isinstance(value, datetime) and value.tzinfo is None:
                    given[name] = value.replace(tzinfo=UTC)
            if "language" in signature.parameters:
                given["language"] = lang.value
            work(**given)

    parameters = []
    for name, each in ours.items():
        if each.kind == each.KEYWORD_ONLY:
            option = typer.Option(*spelt(name), formats=DATES.get(name))
            each = each.replace(annotation=Annotated[each.annotation, option])
        elif each.default is not each.empty:
            # Or typer would take what may be left out for an option.
            each = each.replace(annotation=Annotated[each.annotation, typer.Argument()])
        parameters.append(each.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    for name, annotation, default in (("lang", LangOption, Lang.zh), ("debug", DebugOption, False)):
        parameters.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    # What typer asks a function for; it looks into both.
    call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {each.name: each.annotation for each in parameters}
    call.__name__ = work.__name__
    return call


class Program(CommandGroup):
    """All commands, in the order of a year's work."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name the commands."""
        return NAMES

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load the module of a command and make the command of it; None where there is none."""
        if cmd_name not in NAMES:
            return None
        module = import_module(f"govxl.cli.{cmd_name}")
        below, work = getattr(module, "BELOW", ()), getattr(module, cmd_name)
        return _made(work if below else None, *(below or (work,)))


@cache
def _made(group: Callable[..., None] | None, *works: Callable[..., None]) -> Any:
    """Make the command of a function, or of several below a group: typer asks twice for it in every call."""
    made = typer.Typer(cls=CommandGroup, invoke_without_command=True, add_completion=False, rich_markup_mode=None)
    for work in works:
        made.command(word_of(work), cls=Command)(_callback(work))
    if group:
        made.callback()(_group(group))
    return typer.main.get_command(made)


def _group(work: Callable[..., None]) -> Callable[..., None]:
    """Dress a command that has others below it: without one of them, it does its own work."""
    speaks = "language" in inspect.signature(work).parameters

    def call(context: typer.Context, lang: LangOption = Lang.zh, debug: DebugOption = False) -> None:
        if context.invoked_subcommand is None:
            with guarded(lang.value, debug):
                work(**({"language": lang.value} if speaks else {}))

    return call


app = typer.Typer(
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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
