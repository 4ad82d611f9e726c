"""The shape of form.toml: which keys it has, what each holds. A misspelled option must not pass in silence."""

from dataclasses import fields as fields_of
from typing import Any

from govxl.form.source import Source, Spot
from govxl.form.traits import Traits

__all__ = ["OPTIONS", "check_shape", "option_problem"]

TEXTS = "a list of texts"
TABLES = "[[tables]]"
WORDS = {str: "a text in quotes", bool: "true or false", int: "a whole number", list: "a list", dict: "a [table]"}

KEYS: dict[str, dict[str, Any]] = {
    "": dict.fromkeys(("id", "edition", "title", "authority", "years", "heading"), str)
    | dict.fromkeys(("instructions", "layouts", "first_year", "key_figures", "signers", "closing"), TEXTS)
    | {"cover": dict}
    | dict.fromkeys(("table", "part", "rule", "sentence", "chart"), TABLES),
    "cover": {"fields": list},
    "table": dict.fromkeys(("name", "sheet", "title", "unit"), str)
    | {"aliases": TEXTS, "auxiliary": bool, "landscape": bool, "derived": list, "block": TABLES, "rule": TABLES},
    "table.block": {"title": str, "corner": str, "columns": list, "rows": list},
    "rule": dict.fromkeys(("id", "name", "expr", "when", "says", "severity", "basis", "remedy", "years"), str)
    | {"each": (str, TEXTS), "live": bool, "once": bool},
    "part": {"name": str, "title": str, "sheet": str, "table": str, "help": str, "aliases": TEXTS, "fields": list},
    "sentence": {"name": str, "label": str, "cases": list, "clauses": list},
    "chart": {"title": str, "part": str, "unit": str, "pieces": TEXTS, "bars": list},
}
NESTED = {"": ("cover", "table", "part", "rule", "sentence", "chart"), "table": ("block", "rule")}

OPTIONS: dict[str, Any] = {field.name: str for field in fields_of(Traits)} | {
    "choices": TEXTS,
    "aliases": TEXTS,
    "decimals": int,
    "not_applicable": bool,
    "beside": bool,
}


def check_shape(source: Source) -> None:
    """Blame every key that form.toml does not know, and every value that is not of its kind."""
    _visit(source, source.data, Spot(), "", {})


def _visit(source: Source, entry: dict[str, Any], spot: Spot, place: str, seen: dict[str, int]) -> None:
    for key, value in entry.items():
        if key not in KEYS[place]:
            source.blame(spot.at(key), f"no key of {spot.header or 'a form'} is called {key}")
        elif not _fits(value, KEYS[place][key]):
            source.blame(spot.at(key), f"{key} is {_wanted(KEYS[place][key])}")
        elif key in NESTED.get(place, ()):
            header = f"{spot.header}.{key}" if spot.header else key
            inner = "rule" if key == "rule" else header
            for each in value if isinstance(value, list) else [value]:
                nth = seen.get(header, 0)
                seen[header] = nth + 1
                _visit(source, each, Spot(header, nth), inner, seen)


def option_problem(key: str, value: Any) -> str:
    """Say what is wrong with an option of a heading or field; nothing when it fits."""
    if key not in OPTIONS:
        return f"no option is called {key}"
    return "" if _fits(value, OPTIONS[key]) else f"{key} is {_wanted(OPTIONS[key])}"


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return any(_fits(value, each) for each in wanted)
    if wanted in (TEXTS, TABLES):
        inner = str if wanted == TEXTS else dict
        return isinstance(value, list) and all(isinstance(item, inner) for item in value)
    return isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))


def _wanted(wanted: Any) -> str:
    if isinstance(wanted, tuple):
        return " or ".join(_wanted(each) for each in wanted)
    return wanted if isinstance(wanted, str) else WORDS[wanted]
