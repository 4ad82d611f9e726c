"""Spoilt forms: the text of form.toml with one rule, sum or line changed, one mutant at a time."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from tests.statute import points
from tests.statute_states import SEVERITIES

__all__ = ["mutants", "sources"]

SOURCE = Path(__file__).parent.parent / "templates" / "zfxxgk"
SIGNS = {
    "==": "!=",
    "!=": "==",
    ">=": ">",
    "<=": "<",
    ">": ">=",
    "<": "<=",
    "+": "-",
    "-": "+",
    "*": "+",
    "and": "or",
    "or": "and",
}
TOKEN = re.compile(r'"[^"]*"|[<>=!]=|[<>]|\.\.\.|[a-z_]+(?:\.[a-z0-9_]+)*|\d+(?:\.\d+)?|[-+*(),]|\S')


def sources(edition: str) -> str:
    return (SOURCE / edition / "form.toml").read_text("utf-8")


def mutants(edition: str) -> Iterator[tuple[str, str]]:
    """Yield a description and the text of every mutant."""
    yield from rule_mutants(edition)
    yield from total_mutants(edition)
    yield from swapped_lines(edition)


def rule_mutants(edition: str) -> Iterator[tuple[str, str]]:
    """Spoil each rule: one token of `expr` or `when`, the severity, the years, the whole condition."""
    text = sources(edition)
    data = tomllib.loads(text)
    rules = [rule for table in data["table"] for rule in table.get("rule", ())] + data.get("rule", [])
    for rule in rules:
        start = text.index(f"id = '{rule['id']}'\n")
        end = min((at for mark in ("\n[[", "\n# --") if (at := text.find(mark, start)) > 0), default=len(text))
        block = text[start:end]
        for key in ("expr", "when"):
            if key in rule:
                for what, spoilt in spoilt_expressions(rule[key], edition, rule):
                    new = re.sub(
                        rf"(?ms)^{key} = ('''.*?'''|'[^'\n]*')", lambda _, k=key, s=spoilt: f"{k} = '''{s}'''", block
                    )
                    yield f"{edition} {rule['id']} {key}: {what}", text[:start] + new + text[end:]
        for severity in SEVERITIES.values():
            if severity != rule["severity"]:
                new = block.replace(f"severity = '{rule['severity']}'", f"severity = '{severity}'")
                yield f"{edition} {rule['id']} severity: {severity}", text[:start] + new + text[end:]
        for key in ("when", "years"):
            if key in rule:
                new = re.sub(rf"(?ms)^{key} = ('''.*?'''|'[^'\n]*')\n", "", block)
                yield f"{edition} {rule['id']} without {key}", text[:start] + new + text[end:]
        if "years" in rule:
            later = str(int(rule["years"][:4]) + 1) + "-"
            yield (
                f"{edition} {rule['id']} years: {later}",
                text[:start] + block.replace(rule["years"], later) + text[end:],
            )
        if "once" in rule:
            yield f"{edition} {rule['id']} not once", text[:start] + block.replace("once = true\n", "") + text[end:]
        yield f"{edition} {rule['id']} gone", text[:start].rpartition("[[")[0] + text[end:]


def spoilt_expressions(source: str, edition: str, rule: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Spoil one token: an operator for its neighbour, a number by one, a name for another of its line, a word."""
    names = list(dict.fromkeys(name for name in re.findall(r"[a-z_]+(?:\.[a-z0-9_]+)+|[a-z_]+", re.sub(r'"[^"]*"', "", source))
                               if name not in KEYWORDS))  # fmt: skip
    for found in TOKEN.finditer(source):
        token = found[0]
        for other in replacements(token, names, edition):
            yield f"{token} -> {other} at {found.start()}", source[: found.start()] + other + source[found.end() :]


KEYWORDS = {
    "and",
    "or",
    "not",
    "in",
    "abs",
    "sum",
    "changed",
    "mentions",
    "length",
    "unit.level",
    "unit.kind",
    "unit.name",
    "cell",
    "prior.cell",
}


def replacements(token: str, names: list[str], edition: str) -> Iterator[str]:
    if token in SIGNS:
        yield SIGNS[token]
    elif token == "not":
        yield ""
    elif token.startswith('"'):
        yield '"zzz"' if token != '""' else '"元"'
    elif re.fullmatch(r"\d+(\.\d+)?", token):
        yield str(Decimal(token) + 1)
        yield str(Decimal(token) * 2 + 3)
    elif token in ("unit.level", "unit.kind"):
        yield "unit.kind" if token == "unit.level" else "unit.level"
    elif token in ("cell", "prior.cell"):
        yield "prior.cell" if token == "cell" else "cell"
    elif token in names:
        yield from (name for name in names if name != token)
        if token.startswith("prior."):
            yield token.removeprefix("prior.")
        yield from (name for name in NEIGHBOURS.get(token, ()) if f".{name}." in f".{'.'.join(points(edition))}.")


NEIGHBOURS = {
    "received": ("granted",), "carried_in": ("partial",), "closed": ("granted",), "carried_out": ("secret",),
    "no_payment.total": ("no_correction.total", "no_payment.person"), "cases.after_total": ("cases.direct_total", "cases.after_upheld"),
    "fees.amount": ("normative.in_force",), "received.person": ("carried_in.person",), "carried_out.other_body": ("carried_out.legal",),
    "regulations.issued": ("normative.issued",), "regulations.made": ("normative.made",),
}  # fmt: skip


def total_mutants(edition: str) -> Iterator[tuple[str, str]]:
    """Spoil each sum: without its first, or without its last part."""
    text = sources(edition)
    for found in re.finditer(r"sum = '([a-z0-9_]+), \.\.\., ([a-z0-9_]+)'", text):
        first, last = found[1], found[2]
        order = names_in_order(text)
        after, before = order[order.index(first) + 1], order[order.index(last) - 1]
        yield (
            f"{edition} sum {found[0]} from {after}",
            text[: found.start()] + found[0].replace(first, after) + text[found.end() :],
        )
        yield (
            f"{edition} sum {found[0]} to {before}",
            text[: found.start()] + found[0].replace(last, before) + text[found.end() :],
        )


def names_in_order(text: str) -> list[str]:
    return re.findall(r"\['([a-z0-9_]+)',", text)


def swapped_lines(edition: str) -> Iterator[tuple[str, str]]:
    """Swap the names of neighbouring rows and columns, and whole lines: labels with the wrong figures."""
    text = sources(edition)
    tables = text[text.index("[[table]]") : text.index("[[part]]")]
    offset = text.index("[[table]]")
    leaves = list(re.finditer(r"(?m)^ *\['([a-z0-9_]+)', +'[^'\n]*'.*\],?$", tables))
    for one, two in pairwise(leaves):
        between = tables[one.end() : two.start()]
        if between.strip() == "":
            a, b = offset + one.start(1), offset + two.start(1)
            new = text[:a] + two[1] + text[a + len(one[1]) : b] + one[1] + text[b + len(two[1]) :]
            yield f"{edition} names {one[1]} <-> {two[1]}", new
            swapped = two[0].rstrip(",") + "," + between + one[0]
            yield (
                f"{edition} lines {one[1]} <-> {two[1]}",
                text[: offset + one.start()] + swapped + text[offset + two.end() :],
            )
