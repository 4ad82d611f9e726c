"""Reasons (情况说明): when one counts, and for which figures it was given.

A workbook that comes back a second time carries along which reason was accepted for which figures. A reason that is
still the same counts for those figures only; a new one counts for the figures that stand there now.
"""

import re
from collections.abc import Iterator

from govxl.form.expressions import All, Any, Cell, Compare, Constant, Join, Node, Not, paths_in
from govxl.form.model import Check, Form, Rule
from govxl.form.trees import call, is_blank, number
from govxl.form.words import HOLLOW, REASON_LENGTH

__all__ = ["bound_path", "explained_tree", "figures_tree", "is_hollow_tree", "reason_path", "was_given_path"]

PIECE = 120
"""Words go into formulas in pieces of this length; quotes may double them, and Excel allows 255."""


def reason_path(check: Check) -> str:
    """Name the cell that staff write the reason into; the checks of a group share it."""
    return f"reason.{check.rule.id}.{check.group}"


def was_given_path(check: Check) -> str:
    """Name the cell that carries along the reason as it stood when the workbook was made again."""
    return f"was-given.{check.rule.id}.{check.group}"


def bound_path(check: Check) -> str:
    """Name the cell that carries along the figures for which that reason stood there; empty when none was bound yet."""
    return f"bound.{check.path}"


def explained_tree(form: Form, check: Check) -> Node:
    """Make the condition that a reason counts for the figures that stand there now."""
    reason, given, bound = (Cell(of(check), text=True) for of in (reason_path, was_given_path, bound_path))
    readable = Compare("==", call("errors", (reason.path,)), number(0))
    as_then = Compare("==", bound, figures_tree(form, check))
    counts = Any((is_blank(bound.path), Not(Compare("==", reason, given)), as_then))
    return All((readable, Not(is_hollow_tree(check)), counts))


def is_hollow_tree(check: Check) -> Node:
    """Make the condition that a reason is too short, hollow words and the rule's own sentences left out."""
    words = (*_own_words(check.rule), *HOLLOW)
    return Compare("<", call("substance", (reason_path(check),), *words), number(REASON_LENGTH))


def figures_tree(form: Form, check: Check) -> Node:
    """Spell out the figures a check reads, one behind the other; of a long text, its length."""
    parts: list[Node] = []
    for path in dict.fromkeys(paths_in(check.holds)):
        if path.removeprefix("prior.") in form.points or path in form.fields:
            parts += [_spelt(form, path), Constant("|")]
    return Join(tuple(parts))


def _spelt(form: Form, path: str) -> Node:
    point = form.points.get(path.removeprefix("prior.")) or form.fields[path]
    if point.traits.kind == "long_text":
        return call("length", (path,))
    return Cell(path, text=not point.traits.numeric)


def _own_words(rule: Rule) -> Iterator[str]:
    """Yield the sentences of a rule, the longest first, cut where formulas cannot hold more."""
    sentences = {part for text in (rule.says, rule.remedy) for part in re.split("[。；;]", text)}
    for sentence in sorted(sentences, key=lambda each: (-len(each), each)):
        if len(sentence) < REASON_LENGTH:
            return
        yield from (sentence[n : n + PIECE] for n in range(0, len(sentence), PIECE))
