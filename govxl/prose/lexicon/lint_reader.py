"""The lint section of a form's prose.toml, read against the form: loaded only where one is read."""

from collections.abc import Iterator
from typing import Any

from govxl.form.model import Form
from govxl.form.source import Source, Spot
from govxl.language.nodes import Constant, Join, Node, parts_of
from govxl.prose.lexicon.lint_patterns import Lint, NothingSaid, Words
from govxl.prose.passages import paragraphs, sentences, squeezed

__all__ = ["lint_of"]

_OF_FORM = ("last_letters", "authority", "helps", "labels", "figures")
_HEADER = "lint"


def lint_of(source: Source, form: Form, base: Lint | None = None) -> Lint:
    """Read the section of a prose.toml, with what it leaves out as in the file it extends; mistakes are noted there."""
    data = source.data.get(_HEADER, {})
    if not isinstance(data, dict):
        source.blame(Spot("", 0, _HEADER), "lint is a [section]")
        data = {}
    said: dict[str, Any] = {}
    for key, value in data.items():
        spot = Spot(_HEADER, 0, key)
        if key not in Lint._fields or key in _OF_FORM:
            source.blame(spot, f"no key of lint is called {key}")
        elif (read := _read(NothingSaid._asdict()[key], key == "parts", value)) is None:
            source.blame(spot, f"{key} is {_wanted(NothingSaid._asdict()[key], key == 'parts')}")
        else:
            said[key] = read
    lint = (base or NothingSaid)._replace(**said)
    own = dict.fromkeys([*lint.fixed, *filter(None, map(squeezed, _written(form)))])
    return lint._replace(
        measures=tuple(sorted(lint.measures, key=len, reverse=True)),
        last_letters=frozenset(each[-1] for each in lint.measures),
        fixed=tuple(own),
        authority=form.authority,
        helps=frozenset(_helps(form)),
        labels={path: field.label for path, field in form.fields.items()},
        figures=tuple(path for path, point in form.points.items() if point.traits.numeric)
        + tuple(each.path for each in form.derived),
    )


def _read(default: object, nested: bool, value: object) -> object:
    """Give a value as the pattern keeps it; None where it is not of its kind."""
    if nested:
        lists = [_words(each) for each in value] if isinstance(value, list) else [None]
        return None if None in lists else tuple(lists)
    if isinstance(default, int):
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
    if isinstance(default, str):
        return value if isinstance(value, str) else None
    return _words(value)


def _words(value: object) -> Words | None:
    """Fold a list of words; None for what is none, or has an empty one, which would stand everywhere."""
    if not isinstance(value, list) or not all(isinstance(each, str) and squeezed(each) for each in value):
        return None
    return tuple(squeezed(each) for each in value)


def _wanted(default: object, nested: bool) -> str:
    if nested:
        return "a list of lists of words"
    if isinstance(default, int):
        return "a whole number above 0"
    return "a text in quotes" if isinstance(default, str) else "a list of words, none of them empty"


# -- What the form itself says


def _helps(form: Form) -> Iterator[str]:
    """Yield the sentences that the form prompts staff with beside its texts."""
    long = (field.traits.help for field in form.fields.values() if field.traits.kind == "long_text")
    for text in (*form.instructions, *(part.help for part in form.parts), *long):
        for paragraph in paragraphs(text or ""):
            yield from (squeezed(each.text) for each in sentences(paragraph))


def _written(form: Form) -> Iterator[str]:
    """Yield what stands around the figures in the sentences that the form writes itself, and its own headings."""
    for sentence in form.sentences.values():
        yield from _constants(sentence.text)
    yield from (part.title for part in form.parts)


def _constants(node: Node) -> Iterator[str]:
    if isinstance(node, Join):
        yield "".join(part.value for part in node.parts if isinstance(part, Constant) and isinstance(part.value, str))
    elif isinstance(node, Constant) and isinstance(node.value, str):
        yield node.value
    for part in parts_of(node):
        if not isinstance(part, Constant):
            yield from _constants(part)
