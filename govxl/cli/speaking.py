"""What typer says, said by us: help that teaches, and a sentence for a call that cannot be understood.

Both speak the language that `--lang` asks for wherever it stands in the call, Chinese without it.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from govxl.cli.help_words import COMMANDS, GUIDES, OPTIONAL, OPTIONS, OTHER, Explained
from govxl.cli.run import INTERRUPTED
from govxl.cli.words import language_in, say
from govxl.form.definition import installed_forms
from govxl.text import brief, screen_width
from govxl.words import KINDS, LEVELS, SCOPES, Language

__all__ = ["Command", "CommandGroup", "start"]

WIDEST, NARROWEST = 100, 50
INDENT = 28
"""Columns that the names of options take at most beside their explanations."""

NESTED = str.maketrans("（）", "()")
"""Brackets within brackets."""


def start(app: typer.Typer) -> None:
    """Run the call in `sys.argv`; one that cannot be understood ends with a sentence and exit code 2."""
    language = language_in(sys.argv[1:])
    try:
        code = app(prog_name="govxl", standalone_mode=False, obj=language)
    except typer.Abort:
        code = INTERRUPTED
    except Exception as error:
        # Which module these errors come from differs between versions of typer; what they can do does not.
        if not hasattr(error, "format_message"):
            raise
        context = getattr(error, "ctx", None)
        if type(error).__name__ == "NoArgsIsHelpError":
            print(context.get_help() if context else error)
        else:
            how = say("usage-help", language, command=context.command_path if context else "govxl")
            print(f"{_mistake(error, context, language)}\n{how}", file=sys.stderr)
        raise SystemExit(2) from None
    if code == INTERRUPTED:
        # While the command was loading; once it has begun, it ends itself. Versions of typer tell so either way.
        raise KeyboardInterrupt
    if isinstance(code, int) and code:
        raise SystemExit(code)


# -- A call that cannot be understood


WANTED = {
    "--date": "usage-date",
    "--issued": "usage-date",
    "--jobs": "usage-number",
    "--lang": "usage-lang",
    "--on": "usage-date",
    "--record": "usage-number",
    "--year": "usage-number",
}
"""What follows an option that takes no text."""


def _mistake(error: Any, context: Any, language: Language) -> str:
    """Say what is wrong with a call; what typer says itself is English and speaks to programmers."""
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        said = _said(context, parameter)
        return say("usage-missing", language, name=_spelt(parameter, said, language), says=_text(said, language))
    if kind == "NoSuchOption":
        known = [name for each in context.command.get_params(context) for name in each.opts] if context else []
        near = get_close_matches(error.option_name, known, 1)
        return say("usage-no-option", language, name=error.option_name) + _meant(near, language)
    if kind == "BadParameter" and parameter is not None:
        said, key = _said(context, parameter), _key(parameter)
        # Taken from the call, for how typer quotes it differs between its versions.
        words = sys.argv[1:]
        given = [value for word, value in pairwise(words) if word in parameter.opts]
        given += [word.partition("=")[2] for word in words if word.partition("=")[0] in parameter.opts and "=" in word]
        value = brief(given[-1]) if given else ""
        told = say("usage-bad", language, name=_spelt(parameter, said, language), value=value)
        return told + (say(WANTED[key], language) if key in WANTED else say("colon", language) + _text(said, language))
    if kind in ("BadOptionUsage", "BadArgumentUsage"):
        return say("usage-no-value", language, name=getattr(error, "option_name", "") or error.format_message())
    if error.format_message().endswith(")"):
        return say("usage-extra", language, extra=error.format_message().rpartition("(")[2].rstrip(")"))
    return say("usage-other", language, why=error.format_message())


def _meant(near: Sequence[str], language: Language) -> str:
    return say("usage-meant", language, name=near[0]) if near else ""


# -- Help


class Command(TyperCommand):
    """A command whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write("\n".join(_help(self, ctx)) + "\n")


class CommandGroup(TyperGroup):
    """A command of commands whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write("\n".join(_help(self, ctx)) + "\n")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; a word that is none is answered with the one that is likely meant."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            language: Language = ctx.find_root().obj or "zh"
            near = _meant(get_close_matches(args[0], self.list_commands(ctx), 1), language)
            told = say("usage-no-command", language, name=args[0]) + near
            how = say("usage-help", language, command=ctx.command_path)
            print(f"{told}\n{how}", file=sys.stderr)
            raise SystemExit(2)
        return super().resolve_command(ctx, args)


def _name(context: Any) -> str:
    """Give the name of a command without the program's, as the guides have it."""
    return str(context.command_path).partition(" ")[2]


def _help(command: Any, context: Any) -> Iterator[str]:
    language: Language = context.find_root().obj or "zh"
    guide = GUIDES[_name(context)]
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
    known = command.get_params(context)
    wanted = (each for each in known if each.required or _key(each) in guide.needed)
    needed = sorted(wanted, key=lambda each: each.param_type_name != "argument")
    spelt = [_spelt(each, _said(context, each), language) for each in needed]
    left_out = (each for each in known if each.param_type_name == "argument" and not each.required)
    spelt += [f"[{_spelt(each, _said(context, each), language)}]" for each in left_out]
    more = ["command"] if isinstance(command, TyperGroup) else []
    more += ["options"] if len(needed) < len(known) else []
    call = " ".join([context.command_path, *spelt, *(say(f"usage-{word}", language) for word in more)])
    yield say("usage", language, call=call)
    for paragraph in guide.says.said(language).split("\n\n"):
        yield ""
        yield from _wrapped(paragraph, width)
    yield ""
    yield say("examples", language)
    forms = installed_forms()
    for example in guide.examples:
        yield "  " + (example.replace("{form}", forms[-1]).replace("{older}", forms[0]) if forms else example)
    for heading, lines in _sections(command, context, language):
        yield ""
        yield heading
        for name, text in lines:
            # Beside its name, or below where that is long.
            first, beside = f"  {name}", list(_wrapped(text, width - INDENT))
            if screen_width(first) + 2 <= INDENT:
                first += " " * (INDENT - screen_width(first)) + beside.pop(0)
            yield from (first, *(" " * INDENT + line for line in beside))
    if last := guide.more.said(language):
        yield ""
        yield from _wrapped(last, width)


def _sections(command: Any, context: Any, language: Language) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the headings with what stands below each: commands, then options in their groups, the rest last."""
    if isinstance(command, TyperGroup):
        names = command.list_commands(context)
        # Only the program's own commands stand in groups; those of `forms` are few.
        grouped = COMMANDS if set(names) == {name for _, group in COMMANDS for name in group} else None
        for heading, ours in grouped or ((None, tuple(names)),):
            says = {name: GUIDES[f"{_name(context)} {name}".strip()].says.said(language) for name in ours}
            told = [(name, text.split("\n\n")[0]) for name, text in says.items()]
            yield heading.said(language) if heading else say("commands", language), told
    rest = {_key(each): each for each in command.get_params(context) if not getattr(each, "hidden", False)}
    for heading, keys in GUIDES[_name(context)].groups:
        yield heading.said(language), [_line(context, rest.pop(key), language) for key in keys]
    heading = OTHER if GUIDES[_name(context)].groups else OPTIONAL
    yield heading.said(language), [_line(context, each, language) for each in rest.values()]


def _line(context: Any, parameter: Any, language: Language) -> tuple[str, str]:
    said = _said(context, parameter)
    short = [name for name in parameter.opts if parameter.param_type_name == "option" and not name.startswith("--")]
    return ", ".join([*short, _spelt(parameter, said, language)]), _text(said, language)


def _key(parameter: Any) -> str:
    """Give the long name of an option, the name of an argument."""
    long = [name for name in parameter.opts if name.startswith("--")]
    return long[0] if long else str(parameter.name)


def _said(context: Any, parameter: Any) -> Explained | None:
    key = _key(parameter)
    return OPTIONS.get(f"{_name(context)} {key}") or OPTIONS.get(key)


def _spelt(parameter: Any, said: Explained | None, language: Language) -> str:
    value = said.value.said(language) if said else ""
    return value or _key(parameter) if parameter.param_type_name == "argument" else f"{_key(parameter)} {value}".strip()


def _text(said: Explained | None, language: Language) -> str:
    if said is None:
        return ""
    text = said.says.said(language)
    if "{formats}" in text:
        from govxl.office.ingest import FORMATS

        return text.replace("{formats}", say("listed", language).join(FORMATS))
    for name, words in (("levels", LEVELS), ("kinds", KINDS), ("scopes", SCOPES)):
        chinese = "、".join(f"{label.translate(NESTED)}（{key}）" for key, label in words.items())
        text = text.replace(f"{{{name}}}", chinese if language == "zh" else ", ".join(words))
    return text


# -- Text laid out by the width of its characters; Chinese ones are two wide


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text: broken at blanks, and between Chinese characters but not before a closing mark."""
    # Pieces between which a line may end: after a blank, and beside any Chinese character but before a closing mark and
    # after an opening one.
    pieces: list[str] = []
    for letter in text:
        closes = letter in "，。、；：！？）”》" or letter == " "
        closes = closes or (bool(pieces) and pieces[-1][-1] in "（“《")
        apart = screen_width(letter) == 2 or not pieces or pieces[-1].endswith(" ") or screen_width(pieces[-1][-1]) == 2
        if pieces and (closes or not apart):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    line = ""
    for piece in pieces:
        if line and screen_width(line) + screen_width(piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()
