"""A judgement in words for a person, or as one line of JSON for a program."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from govxl.cli.words import say
from govxl.filing.beside import RECORD, remarks
from govxl.filing.groups import EXPLAINED, counted, grouped, line_of, places_of
from govxl.filing.model import Judgement
from govxl.findings.catalogue import CATALOGUE
from govxl.findings.finding import Finding, Where, advice_of, called, entry_of, message_of
from govxl.office.twice import Again
from govxl.text import screen_width, visible
from govxl.words import LISTED, Language
from govxl.xlsx.zip import file_name

__all__ = ["json_line", "not_judged", "report_lines"]

MAX_CELLS = 6
MAX_VALUE = 40
"""Characters of what stands in a cell that are shown; it is there to be recognised, not to be read."""


# -- In words


def report_lines(judgement: Judgement, outputs: Sequence[Path], language: Language, quiet: bool) -> Iterator[str]:
    """Yield the verdict, then each finding with its place, reason and remedy; alike ones share one entry."""
    groups = grouped(judgement.findings)
    counts = [say("count", language, n=n, what=say(kind, language)) for kind, n in counted(groups).items()]
    summed = say("separator", language).join(counts) or say("clean", language)
    if judgement.beside:
        key = "beside" if judgement.accepted else "beside-returned"
        summed += say(key, language, n=len(judgement.beside))
    who = " ".join(str(judgement.identity[key]) for key in ("unit.name", "year") if judgement.identity.get(key))
    # A name may hold a line end, and what follows it would look like a verdict of its own.
    file = judgement.file.replace("\n", "\\u000a")
    verdict = "  ".join([say(judgement.verdict, language), file, *([who] if who else [])])
    yield visible(verdict + say("colon", language) + summed)
    for group in groups:
        if not (quiet and group[0].severity == "info"):
            yield from (visible(line) for line in _entry(group, language))
    if outputs:
        yield "  " + say("outputs", language) + "  ".join(str(path) for path in outputs)


def _entry(group: list[Finding], language: Language) -> Iterator[str]:
    first = group[0]
    explained = first.reason is not None
    title = say(EXPLAINED, language) if explained else entry_of(first).title.said(language)
    # Chinese names a rule with its id in brackets; a name of the catalogue is put into some.
    named = first.rule or first.name if language == "en" else called(first) if first.rule else f"（{first.name}）"
    name = f"{first.code} {title}{'' if named.startswith('（') else '  '}{named}"
    if first.cells:
        # Of a rule laid over a line, the line; of a whole table, its sheet alone.
        at = first.cells[0]
        place = line_of(first) if first.rule else at.cell if len(first.cells) == 1 else ""
        yield _columns(f"  「{at.sheet}」{place}" if at.sheet else f"  {place}", name, 52)
    else:
        yield "  " + name
    yield "    " + message_of(first, language)
    if first.rule or any(cell.value for cell in first.cells[1:]):
        for cell in first.cells[:MAX_CELLS]:
            sheet = "" if cell.sheet == first.cells[0].sheet else f"「{cell.sheet}」"
            value = cell.value.replace("\n", "⏎")
            value = value if len(value) <= MAX_VALUE else value[: MAX_VALUE - 1] + "…"
            yield _columns(f"      {sheet}{cell.cell:<5} {cell.label}", value, 60)
        if len(first.cells) > MAX_CELLS:
            yield "      " + say("more", language, n=len(first.cells) - MAX_CELLS)
    if len(group) > 1:
        yield "    " + say("again", language) + LISTED.zh.join(places_of(group[1:]))
    if explained:
        yield "    " + say("reason", language) + str(first.reason)
    else:
        yield "    " + say("advice", language) + advice_of(first, language)


def _columns(left: str, right: str, width: int) -> str:
    """Put two texts beside each other."""
    return f"{left}{' ' * max(2, width - screen_width(left))}{right}".rstrip()


# -- As JSON


def json_line(
    judgement: Judgement,
    outputs: Sequence[Path],
    language: Language,
    besides: Mapping[str, Sequence[Path]] | None = None,
    again: Again | None = None,
    more: Mapping[str, str] | None = None,
) -> str:
    """Write a judgement as one JSON object on one line.

    `remarks` and files besides are there only where there are any, `outcome` and `of` where the run had the return
    before; `more` is what an archive adds.
    """
    findings = [
        {
            "code": CATALOGUE[found.name].code,
            "name": found.name,
            "severity": found.severity,
            "rule": found.rule or None,
            "blocks": found.blocks,
            "reason": found.reason,
            "message": message_of(found, language),
            "advice": advice_of(found, language),
            "cells": [_cell(cell) for cell in found.cells],
            "expected": found.expected,
            "actual": found.actual,
        }
        for found in judgement.findings
    ]
    shown = {
        "file": judgement.file,
        "verdict": judgement.verdict,
        "identity": dict(judgement.identity),
        "findings": findings,
        "outputs": [str(path) for path in outputs],
    }
    if judgement.beside:
        shown["remarks"] = remarks(judgement.beside, RECORD)
    shown |= {key: [str(path) for path in paths] for key, paths in (besides or {}).items() if paths}
    if again:
        shown |= {"outcome": "duplicate" if again.same_file else "conflict", "of": str(again.of)}
    return json.dumps({**shown, **(more or {})}, ensure_ascii=False)


def _cell(cell: Where) -> dict[str, Any]:
    """Write a cell; `characters` is there only where some of its text are meant."""
    told = {"sheet": cell.sheet, "cell": cell.cell, "point": cell.point, "label": cell.label, "value": cell.value}
    return {**told, "characters": list(cell.characters)} if cell.characters else told


def not_judged(path: Path, outcome: str, reason: str, **more: object) -> str:
    """Write one object of JSON for a file without a verdict, with the keys that others have."""
    shown: dict[str, object] = {"file": file_name(path), "verdict": None, "identity": {}, "findings": [], "outputs": []}
    # What is in a zip has a name of its own, which `more` gives.
    return json.dumps({**shown, "outcome": outcome, "reason": reason, "path": str(path), **more}, ensure_ascii=False)
