"""One figure changed in correct prose: what a slip of the pen leaves, which must be found.

Only figures that something is known of are changed: those of the tables, shares, changes, and of those that are in no
table a whole and the parts right behind it that come to it. The new figure is none that the words could also mean.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from random import Random

from govxl.language.expressions import evaluate
from govxl.language.nodes import paths_in
from govxl.prose.model import Facts
from tests.prose.cases import CHANGE, NO_CLAIM, SHARE, Case, Told, facts_of, node_of, of_last_year
from tests.prose.score import judged

__all__ = ["Mutation", "mutated"]

ARABIC = re.compile(r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
TOTALS = (
    "requests.closed.total", "requests.received.total", "requests.received.total + requests.carried_in.total",
    "review.cases.recon_total", "review.cases.litigation_total",
)  # fmt: skip
HALF = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
NUMERALS = "零一二三四五六七八九"
PERCENT = "百分之"
SUMS, ENDS = "N5", "。！？\n"
FEWEST, MOST, LEAST = 2, 12, 10
"""How many parts right behind a whole come to it by no accident, and how much it is at least."""
CHINESE = re.compile("[一二三四五六七八九十百千两]+")


@dataclass(frozen=True)
class Mutation:
    """A text in which one figure was changed, and whether anything was said of it."""

    where: str
    rule: str
    instead_of: str
    said: str
    text: str
    is_found: bool


def mutated(cases: Iterable[Case], share: float = 1.0) -> Iterator[Mutation]:
    """Change the figures of correct cases, one at a time; a share of them, drawn by a seed, if not all."""
    for case in cases:
        if case.wrong or judged(case)[1]:
            continue
        summed = set(sums_in(case))
        for told in case.told:
            rng = Random(f"{case.where} {told.said}")
            known = told in summed if told.means == NO_CLAIM else _is_known(case, told)
            if not known or rng.random() >= share:
                continue
            taken = set[Decimal]() if told.means == NO_CLAIM else values_of(case, told)
            said = changed(told.said.partition("#")[0], rng, taken)
            if said is None or told_loosely_at(case, told):
                continue
            text = case.text[: told.start] + said + case.text[told.end :]
            _, doubts = judged(case, text)
            rule = SUMS if told.means == NO_CLAIM else rule_of(told.means)
            yield Mutation(case.where, rule, told.said, said, text, bool(doubts))


def sums_in(case: Case) -> Iterator[Told]:
    """Yield the figures of sums that no table knows: a whole, and in its sentence what comes to it right behind it.

    Nothing is asked of the words between: that 120 is followed by 70, 30 and 20 of the same measure is no accident.
    """
    told = sorted(case.told, key=lambda each: each.start)
    for nth, whole in enumerate(told):
        value, added = value_in(whole.said), Decimal(0)
        if whole.means != NO_CLAIM or value is None or value < LEAST or not is_plain(whole):
            continue
        for last, part in enumerate(told[nth + 1 : nth + 1 + MOST], 1):
            between = case.text[told[nth + last - 1].end : part.start]
            more = value_in(part.said)
            alike = part.means == NO_CLAIM and is_plain(part) and measure_of(part) == measure_of(whole)
            if more is None or not alike or any(end in between for end in ENDS):
                break
            added += more
            if added >= value:
                if added == value and last >= FEWEST:
                    yield from told[nth : nth + 1 + last]
                break


def is_plain(told: Told) -> bool:
    """Tell whether a figure is written out in whole numbers, and counts something."""
    measure = measure_of(told)
    return bool(measure) and measure[0] not in "万亿.．%％余多"


def measure_of(told: Told) -> str:
    """Give what stands behind the digits of a figure; "" where it does not begin with them."""
    found = ARABIC.match(told.said)
    return told.said[found.end() :].partition("#")[0].strip() if found and not re.search("[.．]", found[0]) else ""


def told_loosely_at(case: Case, told: Told) -> bool:
    """Tell whether the figure is not meant to be exact."""
    around = case.text[max(0, told.start - 2) : told.end + 2]
    return any(word in around for word in ("约", "近", "余", "多", "超", "逾", "以上", "左右"))


def rule_of(means: str) -> str:
    """Give the class of a figure by what it means, as `rules.md` numbers them."""
    if means in (SHARE, CHANGE):
        return "N6"
    path = means.split("|")[0].split()[0].removeprefix("prior.")
    table, row, column = [*path.split("."), ""][:3]
    if table == "requests":
        if column != "total":
            return "N14"
        return "N1" if row in ("received", "carried_in", "closed", "carried_out") else "N13"
    return {"review": "N3", "proactive": "N15", "cover": "N7"}.get(table, table)


def _is_known(case: Case, told: Told) -> bool:
    """Tell whether the tables, last year's included, say what a figure should be."""
    if told.means == CHANGE:
        before = [other for other in case.told if other.end <= told.start and other.means not in (SHARE, CHANGE)]
        return bool(before) and before[-1].means != NO_CLAIM and any(path.startswith("prior.") for path in case.tables)
    facts = facts_of(case)
    if told.means == SHARE:
        return _comes_from(case, told, facts)
    nodes = [node_of(case.edition, each.strip()) for each in told.means.split("|")]
    return all(isinstance(facts(path), Decimal) for node in nodes for path in paths_in(node))


def _comes_from(case: Case, told: Told, facts: Facts) -> bool:
    """Tell whether a percentage is that of a figure of its text out of another one, or out of a total of the tables.

    Rates of things that are in no table (满意率) are nobody's to work out.
    """
    percent = value_in(told.said)
    if percent is None:
        return False
    step = Decimal(1).scaleb(percent.as_tuple().exponent)
    return any(percent in (rounded(share, step), cut(share, step)) for share in shares_in(case, told, facts))


def shares_in(case: Case, told: Told, facts: Facts) -> Iterator[Decimal]:
    """Yield what a percentage could be, of the figures before it, out of each other or out of a total of the tables."""
    before = [other for other in case.told if other.end <= told.start and other.means not in (SHARE, CHANGE)]
    figures = [value_in(other.said) for other in before]
    parts = [value for value in figures if value is not None]
    totals = [evaluate(node_of(case.edition, each), facts) for each in TOTALS]
    wholes = [*parts, *(total for total in totals if isinstance(total, Decimal))]
    yield from (100 * part / whole for part in parts for whole in wholes if part < whole)


def value_in(said: str) -> Decimal | None:
    """Read the digits of a figure; None where it has none."""
    found = ARABIC.search(said)
    return Decimal(found[0].translate(HALF).replace(",", "")) if found else None


def values_of(case: Case, told: Told) -> set[Decimal]:
    """Give the figures that the words of a figure could mean."""
    facts = facts_of(case)
    if told.means == SHARE:
        steps = [Decimal(1).scaleb(-places) for places in range(3)]
        return {rounded(share, step) for share in shares_in(case, told, facts) for step in steps} | {
            cut(share, step) for share in shares_in(case, told, facts) for step in steps
        }
    if told.means == CHANGE:
        # Of what came in alone, and of all that was there to deal with.
        of = [other.means for other in case.told if other.end <= told.start and other.means not in (SHARE, CHANGE)][-1:]
        nodes = [node_of(case.edition, each.strip()) for means in (*of, TOTALS[2]) for each in means.split("|")]
        bare = [node for node in nodes if not any(path.startswith("prior.") for path in paths_in(node))]
        differences = (evaluate(node, facts) - evaluate(of_last_year(node), facts) for node in bare)
        return {abs(difference) for difference in differences}
    # Applicants are told of what came in, and of all that was there to deal with (N14).
    every = [*told.means.split("|"), f"{told.means} + {told.means.replace('received', 'carried_in')}".replace("|", "+")]
    worked = [evaluate(node_of(case.edition, each.strip()), facts) for each in every]
    return {value for value in worked if isinstance(value, Decimal)}


def rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_UP)


def cut(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_FLOOR)


def changed(said: str, rng: Random, taken: set[Decimal]) -> str | None:
    """Write a figure with another value in the same manner; None for a word."""
    if found := ARABIC.search(said):
        plain = found[0].translate(HALF).replace(",", "")
        places = len(plain.partition(".")[2])
        step = Decimal(1).scaleb(-places)
        value = Decimal(plain)
        for _ in range(50):
            # A digit more or less, two places, or another figure altogether.
            other = value + step * rng.choice((1, -1, 2, -2, 3, 9, -9, 10, 11, 27, 90, 100, 128))
            if other >= 0 and other != value and other not in taken:
                # One step may be what is rounded instead of cut.
                if places and abs(other - value) <= 2 * step:
                    continue
                return said[: found.start()] + f"{other:.{places}f}" + said[found.end() :]
        return None
    if found := CHINESE.search(said, len(PERCENT) if said.startswith(PERCENT) else 0):
        for _ in range(50):
            other = rng.randrange(1, 100)
            if Decimal(other) not in taken and spelt(other) != found[0] and (found[0], other) != ("两", 2):
                return said[: found.start()] + spelt(other) + said[found.end() :]
    return None


def spelt(value: int) -> str:
    """Write a figure below 100 in Chinese."""
    tens, ones = divmod(value, 10)
    front = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return front + (NUMERALS[ones] if ones or not tens else "")
