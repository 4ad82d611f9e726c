"""A judgement in words for a person, or as one line of JSON for a program."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govxl.catalogue import CATALOGUE
from govxl.characters import visible
from govxl.cli.words import Language, say
from govxl.filing.beside import RECORD, remarks
from govxl.filing.groups import EXPLAINED, counted, grouped, line_of, places_of
from govxl.filing.model import Judgement
from govxl.findings import Finding, Where, advice_of, called, entry_of, message_of
from govxl.office.twice import Again

__all__ = ["json_line", "report_lines"]

MAX_CELLS = 6
MAX_VALUE = 40
"""Characters of what stands in a cell that are shown; it is there to be recognised, not to be read."""


def report_lines(judgement: Judgement, outputs: Sequence[Path], language: Language, quiet: bool) -> Iterator[str]:
    """Yield the verdict, then each finding with its place, reason and remedy; alike ones share one entry."""
    groups = grouped(judgement.findings)
    yield visible(_verdict(judgement, groups, language))
    for group in groups:
        if not (quiet and group[0].severity == "info"):
            yield from (visible(line) for line in _entry(group, language))
    if outputs:
        yield "  " + say("outputs", language) + "  ".join(str(path) for path in outputs)


def _verdict(judgement: Judgement, groups: Sequence[Sequence[Finding]], language: Language) -> str:
    counts = [say("count", language, n=n, what=say(kind, language)) for kind, n in counted(groups).items()]
    who = " ".join(str(judgement.identity[key]) for key in ("unit.name", "year") if judgement.identity.get(key))
    summed = say("separator", language).join(counts) or say("clean", language)
    file = judgement.file.replace("\n", "\\u000a")
    parts = [say(judgement.verdict, language), file, *([who] if who else [])]
    return "  ".join(parts) + say("colon", language) + summed + _beside(judgement, language)


def _beside(judgement: Judgement, language: Language) -> str:
    """Say how many words beside the form there are, and who lists them."""
    key = "beside" if judgement.accepted else "beside-returned"
    return say(key, language, n=len(judgement.beside)) if judgement.beside else ""


def _entry(group: list[Finding], language: Language) -> Iterator[str]:
    first = group[0]
    explained = first.reason is not None
    title = say(EXPLAINED, language) if explained else getattr(entry_of(first), language).title
    named = first.rule or first.name if language == "en" else called(first) if first.rule else f"（{first.name}）"
    name = f"{first.code} {title}{'' if named.startswith('（') else '  '}{named}"
    yield _columns("  " + _place(first), name, 52) if first.cells else "  " + name
    yield "    " + message_of(first, language)
    if first.rule or any(cell.value for cell in first.cells[1:]):
        yield from _cells(first.cells, language)
    if len(group) > 1:
        yield "    " + say("again", language) + "、".join(places_of(group[1:]))
    if explained:
        yield "    " + say("reason", language) + str(first.reason)
    else:
        yield "    " + say("advice", language) + advice_of(first, language)


def _place(found: Finding) -> str:
    """Name sheet and cell; of a rule laid over a line, the line; of a whole table, its sheet alone."""
    first = found.cells[0]
    sheet = f"「{first.sheet}」" if first.sheet else ""
    return sheet + (line_of(found) if found.rule else first.cell if len(found.cells) == 1 else "")


def _cells(cells: Sequence[Where], language: Language) -> Iterator[str]:
    for cell in cells[:MAX_CELLS]:
        sheet = "" if cell.sheet == cells[0].sheet else f"「{cell.sheet}」"
        yield _columns(f"      {sheet}{cell.cell:<5} {cell.label}", _short(cell.value), 60)
    if len(cells) > MAX_CELLS:
        yield "      " + say("more", language, n=len(cells) - MAX_CELLS)


def _short(value: str) -> str:
    line = value.replace("\n", "⏎")
    return line if len(line) <= MAX_VALUE else line[: MAX_VALUE - 1] + "…"


def _columns(left: str, right: str, width: int) -> str:
    """Put two texts beside each other; Chinese characters are two wide."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in left)
    return f"{left}{' ' * max(2, width - taken)}{right}".rstrip()


def json_line(
    judgement: Judgement,
    outputs: Sequence[Path],
    language: Language,
    besides: Mapping[str, Sequence[Path]] | None = None,
    again: Again | None = None,
) -> str:
    """Write a judgement as one JSON object on one line.

    `remarks` and files besides are there only where there are any, `outcome` and `of` where the run had the return
    before.
    """
    shown = {
        "file": judgement.file,
        "verdict": judgement.verdict,
        "identity": dict(judgement.identity),
        "findings": [_finding(found, language) for found in judgement.findings],
        "outputs": [str(path) for path in outputs],
    }
    if judgement.beside:
        shown["remarks"] = remarks(judgement.beside, RECORD)
    shown |= {key: [str(path) for path in paths] for key, paths in (besides or {}).items() if paths}
    if again:
        shown |= {"outcome": "duplicate" if again.same_file else "conflict", "of": str(again.of)}
    return json.dumps(shown, ensure_ascii=False)


def _finding(found: Finding, language: Language) -> dict[str, object]:
    cells = [
        {"sheet": c.sheet, "cell": c.cell, "point": c.point, "label": c.label, "value": c.value} for c in found.cells
    ]
    return {
        "code": CATALOGUE[found.name].code,
        "name": found.name,
        "severity": found.severity,
        "rule": found.rule or None,
        "blocks": found.blocks,
        "reason": found.reason,
        "message": message_of(found, language),
        "advice": advice_of(found, language),
        "cells": cells,
        "expected": found.expected,
        "actual": found.actual,
    }
