"""Calls without typer: written in full, they do what they do with it; where it is missing, there is no help.

A command's signature is its options, here as in `app`: what stands before its `*` are arguments, what stands behind are
options.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from govxl.cli.help_words import COMMANDS
from govxl.cli.run import CannotRunError, guarded
from govxl.cli.words import language_in, say
from govxl.version import VERSION

__all__ = ["DATES", "NAMES", "SPELT", "run_plainly", "spelt", "word_of"]

NAMES = [name for _, group in COMMANDS for name in group]

SPELT = {
    "accepting": ("--accept",),
    "as_json": ("--json",),
    "output": ("--output", "-o"),
    "quiet": ("--quiet", "-q"),
    "returning": ("--return",),
}
"""Options that are not spelt as their parameters are, or also shorter."""

DATES = {"date": ["%Y-%m-%d"], "on": ["%Y-%m-%d"]}
"""Options that take a day and no time."""

TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
"""How a time is written, as typer takes it."""


def spelt(name: str) -> tuple[str, ...]:
    """Say how the option of a parameter is written."""
    return SPELT.get(name, (f"--{name.replace('_', '-')}",))


def word_of(work: Callable[..., None]) -> str:
    """Say how the command of a function is written: what Python has a word or a name for ends in a low line there."""
    return work.__name__.rstrip("_").replace("_", "-")


class _NotInFullError(Exception):
    """The call asks for help, or cannot be understood here."""


def run_plainly(words: Sequence[str]) -> None:
    """Run a call; one that is not written in full ends with a sentence that says what is missing, and exit code 2."""
    language = language_in(words)
    if list(words) == ["--version"]:
        print(f"govxl {VERSION}")
        return
    with guarded(language, debug="--debug" in words):
        try:
            work, given = _understood([word for word in _without_language(words) if word != "--debug"])
        except _NotInFullError:
            raise CannotRunError(say("plain-only", language, call=" ".join(["govxl", *words]))) from None
        if "language" in inspect.signature(work).parameters:
            given["language"] = language
        work(**given)


def _without_language(words: Sequence[str]) -> Iterable[str]:
    """Yield the words of a call but for the language it is to be answered in, which may stand anywhere."""
    rest = iter(words)
    for word in rest:
        if word == "--lang" or word.startswith("--lang="):
            if (next(rest, "") if word == "--lang" else word.partition("=")[2]) not in ("zh", "en"):
                raise _NotInFullError
        else:
            yield word


def _understood(words: list[str]) -> tuple[Callable[..., None], dict[str, Any]]:
    """Find the command of a call, and what its parameters are given."""
    if not words or words[0] not in NAMES:
        raise _NotInFullError
    module = import_module(f"govxl.cli.{words[0]}")
    below = {word_of(work): work for work in getattr(module, "BELOW", ())}
    work, rest = getattr(module, words[0]), words[1:]
    if below and rest and rest[0] in below:
        work, rest = below[rest[0]], rest[1:]
    return work, _given(work, rest)


def _given(work: Callable[..., None], words: Iterable[str]) -> dict[str, Any]:
    signature = inspect.signature(work, eval_str=True)
    parameters = {name: each for name, each in signature.parameters.items() if name != "language"}
    options = {way: each for name, each in parameters.items() if each.kind == each.KEYWORD_ONLY for way in spelt(name)}
    places = [each for each in parameters.values() if each.kind != each.KEYWORD_ONLY]
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        way, equals, value = word.partition("=")
        if (each := options.get(way)) is None:
            if word.startswith("-") or not places:
                raise _NotInFullError
            each, value = places[0], word
            if not _many(each.annotation):
                places.pop(0)
        elif each.annotation is bool:
            if equals:
                raise _NotInFullError
            given[each.name] = True
            continue
        elif not equals:
            value = _next(rest)
        read = _read(each, value)
        given[each.name] = [*given.get(each.name, []), read] if _many(each.annotation) else read
    if any(each.default is each.empty and each.name not in given for each in parameters.values()):
        raise _NotInFullError
    return given


def _next(rest: Iterator[str]) -> str:
    for word in rest:
        return word
    raise _NotInFullError


def _many(annotation: Any) -> bool:
    """Tell whether a parameter takes several values."""
    return any(get_origin(each) is list for each in _kinds(annotation))


def _kinds(annotation: Any) -> list[Any]:
    """Give what a parameter may be, None left out."""
    return (
        [each for each in get_args(annotation) if each is not NoneType]
        if isinstance(annotation, UnionType)
        else [annotation]
    )


def _read(parameter: inspect.Parameter, value: str) -> Any:
    [kind] = _kinds(parameter.annotation)
    kind = get_args(kind)[0] if get_origin(kind) is list else kind
    if kind is datetime:
        for form in DATES.get(parameter.name, TIMES):
            with suppress(ValueError):
                # A time without a zone is UTC, so that it means the same on every machine.
                return datetime.strptime(value, form).replace(tzinfo=UTC)
        raise _NotInFullError
    try:
        return kind(value)
    except ValueError:
        raise _NotInFullError from None
