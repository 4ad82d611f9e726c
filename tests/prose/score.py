"""What is found in the corpus beside what stands in it: verdicts and understanding, counted by rule and by trap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from govxl.language.expressions import evaluate
from govxl.language.nodes import Node
from govxl.prose.judging.judge import judged_text
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.model import Doubt, Mention, Understood
from govxl.prose.understanding.understand import understand
from govxl.words import in_language
from tests.prose.cases import CHANGE, NO_CLAIM, SHARE, Case, Told, drawn, facts_of, form_of, node_of

__all__ = ["Count", "Score", "judged", "score", "understood_as"]

SUMS = "N5"


@dataclass
class Count:
    """How many were right, how many were false alarms, how many were missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall {self.recall:.3f}"
            f"   right {self.right}, false {self.false}, missed {self.missed}"
        )


@dataclass
class Score:
    """The counts over cases, and what to look at: one line for every case that is not as it should be."""

    verdicts: Count = field(default_factory=Count)
    meanings: Count = field(default_factory=Count)
    by_rule: dict[str, Count] = field(default_factory=dict)
    by_trap: dict[str, Count] = field(default_factory=dict)
    wrong_verdicts: list[str] = field(default_factory=list)
    wrong_meanings: list[str] = field(default_factory=list)
    cases: int = 0
    silent: int = 0


@cache
def patterns_of(edition: str) -> Patterns:
    return load_patterns(form_of(edition))


def judged(case: Case, text: str | None = None) -> tuple[Understood, list[Doubt]]:
    """Understand and judge the text of a case, or another one in its stead."""
    text = case.text if text is None else text
    patterns = patterns_of(case.edition)
    understood = understand(patterns, case.path, text, case.year, case.unit)
    return understood, list(judged_text(understood, case.path, text, case.year, facts_of(case), patterns.rules))


def score(cases: Iterable[Case]) -> Score:
    """Count over cases."""
    found = Score()
    for case in cases:
        understood, doubts = judged(case)
        found.cases += 1
        found.silent += not case.wrong
        _score_verdicts(case, doubts, found)
        _score_meanings(case, understood, found)
    return found


def _score_verdicts(case: Case, doubts: list[Doubt], found: Score) -> None:
    other_cause = any(rule != SUMS for _, rule in case.wrong)
    left = list(doubts)
    trap = found.by_trap.setdefault(case.trap, Count())
    for told, rule in case.wrong:
        hits = [doubt for doubt in left if doubt.start < told.end and told.start < doubt.end]
        counts = (found.verdicts, found.by_rule.setdefault(rule, Count()), trap)
        left = [doubt for doubt in left if doubt not in hits]
        if hits:
            for count in counts:
                count.right += 1
            if hits[0].rule != rule:
                found.wrong_verdicts.append(f"{case.where} {told.said} is {hits[0].rule}, not {rule}: {case.text}")
        # One cause, one finding: a sum that fails for a part told to be wrong already need not be told again.
        elif not (rule == SUMS and other_cause):
            for count in counts:
                count.missed += 1
            found.wrong_verdicts.append(f"{case.where} missed {told.said} ({rule}): {case.text}")
    for doubt in left:
        for count in (found.verdicts, found.by_rule.setdefault(doubt.rule, Count()), trap):
            count.false += 1
        shown = "; ".join(f"{in_language(label, 'zh')} {in_language(figure, 'zh')}" for label, figure, _ in doubt.readings)
        found.wrong_verdicts.append(f"{case.where} false {doubt.said} ({doubt.rule}: {shown}): {case.text}")


def _score_meanings(case: Case, understood: Understood, found: Score) -> None:
    for told in case.told:
        taken = understood_as(case, understood, told)
        right = taken == told.means if told.means in (NO_CLAIM, SHARE, CHANGE) else taken is True
        if told.means != NO_CLAIM:
            found.meanings.right += right
            found.meanings.missed += not right
        if not right and taken != NO_CLAIM:
            found.meanings.false += 1
        if not right:
            mention = at(told, understood.mentions)
            name = mention.claim.name if mention and mention.claim else taken
            found.wrong_meanings.append(f"{case.where} {told.said} is “{told.means}”, not {name!r}: {case.text}")


def at(told: Told, mentions: Iterable[Mention]) -> Mention | None:
    """Give the mention at a place, if there is one."""
    return next((each for each in mentions if each.figure.start < told.end and told.start < each.figure.end), None)


def understood_as(case: Case, understood: Understood, told: Told) -> str | bool:
    """Say what a figure was taken for: a share, a change, nothing; else whether it was what it is."""
    shares = [(each.figure, each.part, SHARE) for each in understood.shares]
    changes = [(each.figure, each.of, CHANGE) for each in understood.changes]
    for figure, of, kind in (*shares, *changes):
        if figure.start < told.end and told.start < figure.end:
            if kind == CHANGE and (changed := _changed(told.means)):
                # Told as what this year has more, or less, of something: a change of just that.
                return CHANGE if of is None else _is_of(case, of, changed)
            # A percentage of nothing that anybody knows (满意率98%) claims nothing: it may be called either.
            return told.means if of is None and told.means in (NO_CLAIM, kind) else kind
    mention = at(told, understood.mentions)
    if mention is None or mention.claim is None:
        return NO_CLAIM
    if told.means in (NO_CLAIM, SHARE, CHANGE):
        return False
    # 均为自然人: what the table has of others must be 0, or as many of that kind as there are, which says the same.
    if mention.figure.kind == "all" and mention.figure.value:
        return True
    # Of a year that there can be no record of, nothing is claimed.
    earlier = mention.year == case.year - 1
    if not earlier and mention.year not in (0, case.year):
        return NO_CLAIM
    wanted = {_worked(case.edition, node_of(case.edition, each.strip())) for each in told.means.split("|")}
    return any(_worked(case.edition, each.value, earlier) in wanted for each in mention.claim.readings)


def _changed(means: str) -> str:
    """Give what an expression takes last year's figure of from this year's, or the other way round; else nothing."""
    one, _, other = means.partition(" - ")
    bare = one.removeprefix("prior.")
    return bare if {one, other} == {bare, f"prior.{bare}"} else ""


def _is_of(case: Case, mention: Mention, means: str) -> bool:
    """Tell whether a mention is of something by any of its readings."""
    wanted = _worked(case.edition, node_of(case.edition, means))
    readings = mention.claim.readings if mention.claim else ()
    return any(_worked(case.edition, each.value) == wanted for each in readings)


def _worked(edition: str, node: Node, earlier: bool = False) -> Decimal:
    """Give what tells an expression from every other that means something else."""
    figures = drawn(edition)
    value = evaluate(node, (lambda path: figures(f"prior.{path}")) if earlier else figures)
    assert isinstance(value, Decimal)
    return value


def lines(found: Score, listed: bool) -> Iterator[str]:
    """Write a score for people."""
    yield f"{found.cases} cases, {found.silent} of which must stay silent"
    yield f"verdicts       {found.verdicts}"
    yield f"understanding  {found.meanings}"
    for what, counts in (("rule", found.by_rule), ("trap", found.by_trap)):
        for name, count in sorted(counts.items()):
            if what == "rule" or (name and (count.false or count.missed)):
                yield f"  {what} {name:<44} {count}"
    if listed:
        yield from found.wrong_verdicts
        yield from found.wrong_meanings
