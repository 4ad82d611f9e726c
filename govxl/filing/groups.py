"""Findings put together: one entry for all that have the same cause, and where each of them is.

Wherever findings are counted for a person, these entries are what is counted: they are what the lists show.
"""

import re
from collections.abc import Iterable, Sequence

from govxl.addresses import column_number
from govxl.findings.finding import Finding
from govxl.layout.places import rectangles

__all__ = ["EXPLAINED", "ORDER", "counted", "grouped", "line_of", "places_of"]

EXPLAINED = "explained"
ORDER = ("hard", "explainable", EXPLAINED, "warning", "info")
"""Severities, the gravest first; a finding that was explained comes after those that still want it."""

ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Put findings of one kind on one sheet together, the gravest first, in the order they were found."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for found in findings:
        sheet = found.cells[0].sheet if found.cells else ""
        value = found.cells[0].value if found.cells and not found.rule and found.code[0] == "V" else ""
        # What differs from cell to cell, as a total typed over does, is told of each of them.
        value = found.cells[0].cell + sheet if found.rule and found.blocks and not line_of(found) else value
        # Each place in a text says something else.
        if found.cells and found.cells[0].characters:
            value = f"{found.cells[0].cell}{sheet}{found.cells[0].characters}"
        key = (found.name, found.severity, found.rule, sheet if not found.rule else "", value, str(found.reason))
        groups.setdefault(key, []).append(found)
    return sorted(groups.values(), key=lambda group: ORDER.index(group[0].severity))


def counted(groups: Iterable[Sequence[Finding]]) -> dict[str, int]:
    """Count entries by severity, those that were explained apart, in the order they are listed; none is left out."""
    kinds = [EXPLAINED if group[0].reason is not None else group[0].severity for group in groups]
    return {kind: kinds.count(kind) for kind in ORDER if kind in kinds}


def line_of(found: Finding) -> str:
    """Name the line or cell a rule is broken at, by its label."""
    return found.word("place")


def places_of(findings: Sequence[Finding]) -> list[str]:
    """Name the places of findings on one sheet: the lines of a rule, cells put together to areas, else their labels."""
    if findings and findings[0].rule:
        return [line_of(found) or found.cells[0].cell for found in findings]
    first = [found.cells[0] for found in findings if found.cells]
    found = [ADDRESS.fullmatch(where.cell) for where in first]
    places = [(int(at[2]), column_number(at[1])) if at else None for at in found]
    # What stands in no cell, such as a part of the identity, is known by its label alone.
    labels = dict.fromkeys(where.label for where, at in zip(first, places, strict=True) if at is None and where.label)
    return [*rectangles(at for at in places if at is not None), *labels]
