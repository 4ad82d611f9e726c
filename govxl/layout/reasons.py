"""Reasons (情况说明): when one counts, and for which figures it was given.

A workbook that comes back a second time carries along which reason was accepted for which figures. A reason that is
still the same counts for those figures only; a new one counts for the figures that stand there now.
"""

import re

from govxl.form.model import Check, Form, Rule
from govxl.language.expressions import And, Case, Cell, Compare, Constant, Join, Node, Not, Or, paths_in
from govxl.language.shorthand import call, is_blank, more_than, number
from govxl.words import HOLLOW, REASON_LENGTH

__all__ = [
    "bound_path", "explained_tree", "figures_tree", "is_hollow_tree", "reason_path", "substance_path", "substance_tree",
    "was_given_path",
]  # fmt: skip

PIECE = 120
"""Characters of a sentence that a formula holds; quotes may double them, and Excel allows 255."""

SHORTEST = 4
"""Characters of a part of a sentence that is told from words anybody may need."""

MOST_OWN = 16
"""Sentences of a rule that are left out of a reason; Excel nests 64 functions, and each word is one."""


def reason_path(check: Check) -> str:
    """Name the cell that staff write the reason into; the checks of a group share it."""
    return f"reason.{check.rule.id}.{check.group}"


def was_given_path(check: Check) -> str:
    """Name the cell that carries along the reason as it stood when the workbook was made again."""
    return f"was-given.{check.rule.id}.{check.group}"


def bound_path(check: Check) -> str:
    """Name the cell that carries along the figures for which that reason stood there; empty when none was bound yet."""
    return f"bound.{check.path}"


def substance_path(check: Check) -> str:
    """Name the cell that counts what a reason says; the checks of a group share it."""
    return f"substance.{check.rule.id}.{check.group}"


def explained_tree(form: Form, check: Check) -> Node:
    """Make the condition that a reason counts for the figures that stand there now."""
    reason, given, bound = reason_path(check), was_given_path(check), bound_path(check)
    readable = Compare("==", call("errors", (reason,)), number(0))
    anew = Not(Compare("==", call("told", (reason,)), call("told", (given,))))
    as_then = Compare("==", Cell(bound, text=True), figures_tree(form, check))
    return And((readable, Not(is_hollow_tree(check)), Or((is_blank(bound), anew, as_then))))


def is_hollow_tree(check: Check) -> Node:
    """Make the condition that a reason says too little."""
    return Compare("<", Cell(substance_path(check)), number(REASON_LENGTH))


def substance_tree(check: Check) -> Node:
    """Count the characters of a reason, hollow words and the rule's own sentences left out; none of an error value."""
    reason = (reason_path(check),)
    counted = call("substance", reason, *_own_words(check.rule), *HOLLOW)
    return Case(((more_than(call("errors", reason)), number(0)),), counted)


def figures_tree(form: Form, check: Check) -> Node:
    """Spell out the figures a check reads, one behind the other; of a long text, how much it says."""
    parts: list[Node] = []
    for path in dict.fromkeys(paths_in(check.holds)):
        if path.removeprefix("prior.") in form.points or path in form.fields:
            parts += [_spelt(form, path), Constant("|")]
    return Join(tuple(parts))


def _spelt(form: Form, path: str) -> Node:
    point = form.points.get(path.removeprefix("prior.")) or form.fields[path]
    if point.traits.kind == "long_text":
        return call("substance", (path,))
    return Cell(path, text=not point.traits.numeric)


def _own_words(rule: Rule) -> list[str]:
    """Give the sentences of a rule, cut at every mark, the longest parts first, as many as formulas can nest."""
    parts = {part for text in (rule.says, rule.remedy, rule.basis) for part in re.split("[。；;，：]", text)}
    told = {part[:PIECE] for part in parts if len(part) >= SHORTEST}
    return sorted(told, key=lambda each: (-len(each), each))[:MOST_OWN]
