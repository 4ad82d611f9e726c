"""Percentages and changes, worked out again from the figures of the text, of the tables and of last year."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from govxl.language.expressions import spoken
from govxl.prose.amounts import (
    PER,
    TIMES,
    is_count,
    is_mistyped,
    is_money,
    is_nearly,
    is_printed,
    rounded,
    told_loosely,
    worth,
    yuan,
)
from govxl.prose.judging.worked import FieldText, Held, KnownFacts, Shown, called, points_of
from govxl.prose.model import Change, Claim, Doubt, Figure, Mention, Reading, Share
from govxl.words import LANGUAGES, Both, in_language

__all__ = ["false_change", "false_shares"]

MOST_OF_ALL = 12
"""How many percentages that make up a hundred are looked for before one and behind it."""
FARTHEST = 3
"""How many times another a percentage that is wrong may be, but for one digit."""
NEAREST = 3
"""By how many points of a hundred a percentage is off at most that is wrong, whatever it is of, but for one digit."""

NEXT = 9
"""Letters between a part and its percentage, where nothing else stands between."""

UP, DOWN = Both("增长", "up "), Both("下降", "down ")


class Term(NamedTuple):
    """A figure that may be meant: how it is called, what it is, and the points it is worked out from.

    `slack` is by how much it may be off: a figure of the text was cut or rounded to its grain (2.43亿元). `earlier` is
    last year's, looked up for a text that does not tell it.
    """

    label: str
    value: Decimal
    points: tuple[str, ...] = ()
    slack: Decimal = Decimal(0)
    earlier: bool = False


Holder = Callable[[Mention], Held]


def _terms(side: Mention | Reading, own: Figure, against: KnownFacts, held: Holder, text: str) -> list[Term]:
    """Give every figure that a side may stand for: as the text has it and, where that is not sure, as the tables do."""
    if isinstance(side, Reading):
        value = against.value(side)
        return [] if value is None else [Term(side.label, value, points_of(side))]
    figure, found = side.figure, held(side)
    if told_loosely(figure, text):
        return []
    # What stands for a side without a figure of its own (自然人占 85%) is the percentage itself.
    told = is_count(figure) and figure.start != own.start
    terms = [Term(figure.said, worth(figure), (), _slack(figure))] if told else []
    if side.claim is not None and not (told and found.agrees):
        earlier = against.is_earlier(side)
        for reading, value in zip(side.claim.readings, found.values, strict=False):
            if value is not None:
                terms.append(Term(reading.label, value, points_of(reading, earlier)))
    return terms


def _slack(figure: Figure) -> Decimal:
    return Decimal(0) if figure.grain == 1 and not is_money(figure.measure) else figure.grain * yuan(figure.measure) / 2


# -- Shares


def false_shares(
    rule: str, shares: tuple[Share, ...], place: FieldText, against: KnownFacts, held: Holder
) -> Iterator[Doubt]:
    """Yield the percentages that nothing comes to, but for those that were fitted to make up a hundred."""
    for nth, share in enumerate(shares):
        for doubt in _false_share(rule, share, place, against, held):
            # 82.4%, 16.3%, 1.3% of 13/1046: the last is what the others leave, a step off what it would be by itself.
            if not (_makes_up_all(shares, nth) and _is_a_step_off(share.figure, doubt)):
                yield doubt


def _is_a_step_off(figure: Figure, doubt: Doubt) -> bool:
    """Tell whether a percentage is one step of its last digit off what it should be by any reading."""
    should_be = (Decimal(str(shown).rstrip("%％‰")) for _, shown, _ in doubt.readings)
    return any(abs(each - figure.value) <= figure.grain for each in should_be)


def _makes_up_all(shares: tuple[Share, ...], nth: int) -> bool:
    """Tell whether a percentage makes up a hundred with those told right before and behind it."""
    per = PER.get(shares[nth].figure.measure)
    first, then = shares[max(nth + 1 - MOST_OF_ALL, 0) : nth + 1], shares[nth + 1 : nth + MOST_OF_ALL]
    before = list(accumulate(each.figure.value for each in reversed(first)))
    behind = [Decimal(0), *accumulate(each.figure.value for each in then)]
    return any(one + other == per for one in before for other in behind)


def _false_share(rule: str, share: Share, place: FieldText, against: KnownFacts, held: Holder) -> Iterator[Doubt]:
    """Yield the doubt of a percentage that no part and whole come to; unknown ones are nobody's."""
    figure, per = share.figure, PER.get(share.figure.measure)
    loose = is_nearly(figure, place.text)
    if share.part is None or per is None or (told_loosely(figure, place.text) and not loose):
        return
    parts = _terms(share.part, figure, against, held, place.text)
    parts.extend(_together(parts[:1], share.beside))
    wholes = [_terms(whole, figure, against, held, place.text) for whole in share.wholes]
    # A whole that is not known might have been the one that was meant.
    if not parts or not all(wholes):
        return
    pairs = [(part, whole) for each in wholes for whole in each for part in parts if whole.value > 0]
    if loose:
        # 约占74.6%: told as finely as that, it is hardly a fiftieth more or less.
        off = figure.value / 50
        figure = figure._replace(value=figure.value - off, grain=off * 2)
    told = zip(share.wholes, wholes, strict=True)
    less = (whole for side, each in told for whole in each if isinstance(side, Mention))
    more = any(part.value > whole.value for whole in less for part in parts)
    if more or all(parts[0].value > whole.value for _, whole in pairs):
        # 现场参与150人次，满意率97.1%: no part is more than its whole, so nobody knows what it is of. But what was
        # dealt with may be more than what came in, if not than all there was.
        return
    if share.guessed and not any(_is_close(figure, per, part, whole) for part, whole in pairs):
        return
    # 占办结总数的8.4%, or right behind its part: of nothing else.
    named = any(isinstance(each, Reading) for each in share.wholes) or 0 <= figure.start - share.part.figure.end < NEXT
    if not named and all(_is_apart(figure, per, part, whole) for part, whole in pairs):
        return
    if pairs and not any(_is_ratio(figure, per, part, whole) for part, whole in pairs):
        yield place.doubt(rule, share.figure, share.clause, False, _shown_shares(share.figure, per, pairs))


def _together(parts: list[Term], beside: Iterable[Mention]) -> Iterator[Term]:
    """Yield the part of a percentage added up with the figures before it, one after another."""
    for term in parts:
        for mention in beside:
            label, value = f"{mention.figure.said}＋{term.label}", term.value + worth(mention.figure)
            term = Term(label, value, term.points, term.slack + _slack(mention.figure))
            yield term


def _is_ratio(figure: Figure, per: Decimal, part: Term, whole: Term) -> bool:
    """Tell whether a printed figure is what one term is of another, as finely as these are told."""
    if not part.slack and not whole.slack:
        return is_printed(figure.value, figure.grain, per * part.value / whole.value)
    if whole.slack >= whole.value:
        return True
    low = per * (part.value - part.slack) / (whole.value + whole.slack)
    high = per * (part.value + 2 * part.slack) / (whole.value - whole.slack)
    return low <= figure.value <= high or any(is_printed(figure.value, figure.grain, each) for each in (low, high))


def _is_close(figure: Figure, per: Decimal, part: Term, whole: Term) -> bool:
    """Tell whether a slip of the pen explains that a percentage is not what one term is of another."""
    share = rounded(per * part.value / whole.value, figure.grain)
    return abs(share - figure.value) * 100 <= NEAREST * per or (share >= 1 and is_mistyped(figure.value, share))


def _is_apart(figure: Figure, per: Decimal, part: Term, whole: Term) -> bool:
    """Tell whether a percentage is so far from what one term is of another that it is of something else."""
    share = rounded(per * part.value / whole.value, figure.grain)
    less, more = sorted((share, figure.value))
    return less * FARTHEST < more and more - less >= per / 10 and not is_mistyped(figure.value, share)


def _shown_shares(figure: Figure, per: Decimal, pairs: Iterable[tuple[Term, Term]]) -> Iterator[Shown]:
    for part, whole in pairs:
        share = rounded(per * part.value / whole.value, figure.grain)
        points = tuple(dict.fromkeys((*part.points, *whole.points)))
        yield f"{part.label}÷{whole.label}", f"{share:f}{figure.measure}", points


# -- Changes


def false_change(rule: str, change: Change, place: FieldText, against: KnownFacts, held: Holder) -> Iterator[Doubt]:
    """Yield the doubt of a change that no figures of the two years come to; without last year's nobody can tell."""
    if told_loosely(change.figure, place.text) or (change.sure and change.of is None):
        return
    if change.of and not against.is_current(change.of):
        return
    if not change.sure or change.of is None:
        pairs = list(_known_years(change, against, held, place.text))
    else:
        pairs = list(_years(change, change.of, against, held, place.text))
    fits = [_fits(change, now, last) for now, last in pairs]
    if change.head and against.is_current(change.head):
        fits.extend(_fits(change, now, last) for now, last in _years(change, change.head, against, held, place.text))
    if change.sure and True not in fits:
        # 公开14件、部分公开6件；同比上升40.6%: of what came in, told in another sentence.
        others = (each for each in change.among if against.is_current(each))
        fits.extend(True for each in others if _is_of(change, each, against, held, place.text))
    # What stayed as it was has no change that anybody would tell: that is of something else.
    stayed = all(now.value == last.value for now, last in pairs)
    # What there was none of did not grow by any percentage: that is told of another figure.
    if not stayed and False in fits and True not in fits and not _is_too_much(change, pairs):
        if (claim := _claim_of_wrong(change, against, held, place.text)) and change.of:
            yield place.doubt(claim.rule, change.of.figure, change.of.clause, False, against.shown(change.of))
        else:
            yield place.doubt(rule, change.figure, change.clause, False, _shown_changes(change, pairs))


def _is_too_much(change: Change, pairs: Sequence[tuple[Term, Term]]) -> bool:
    """Tell whether a change whose own words name what changed is more than there ever was of that."""
    # 复议被纠正2件。今年新收净增53件, of 28 reviews: of applications.
    figure = change.figure
    if change.of is None or change.of.figure is not figure or figure.measure in (*PER, TIMES):
        return False
    most = (now.value if change.up else last.value for now, last in pairs)
    return all(value is not None and worth(figure) > value for value in most)


def _claim_of_wrong(change: Change, against: KnownFacts, held: Holder, text: str) -> Claim | None:
    """Give the claim of a figure whose change is that of what the tables have, by a reading that it is not as.

    收到198件，比上年的170件增长11.2%, of 189 (and 9 that were carried in): the figure is wrong, not how much it grew.
    """
    of, than = change.of, change.than
    if not (of and of.claim and of.claim.rule and than and held(of).agrees and held(than).agrees):
        return None
    readings = (each for each in of.claim.readings if each not in held(of).by)
    lasts = _terms(than, change.figure, against, held, text)
    nows = [Term(each.label, value) for each in readings if (value := against.value(each)) is not None]
    return of.claim if any(_fits(change, now, last) for now in nows for last in lasts) else None


def _is_of(change: Change, of: Mention, against: KnownFacts, held: Holder, text: str) -> bool:
    """Tell whether a change is plainly that of a figure."""
    return any(_fits(change, now, last) for now, last in _years(change, of, against, held, text))


def _years(change: Change, of: Mention, against: KnownFacts, held: Holder, text: str) -> Iterator[tuple[Term, Term]]:
    """Give this year's figure beside last year's, in every way that may be meant."""
    nows = _terms(of, change.figure, against, held, text)
    if change.than is not None:
        lasts = _terms(change.than, change.figure, against, held, text)
        yield from ((now, last) for now in nows for last in lasts)
        return
    for reading in (*of.claim.readings, *of.claim.wider) if of.claim else ():
        now, last = against.value(reading), against.value(reading, earlier=True)
        if last is None or now is None:
            continue
        before = Term(reading.label, last, points_of(reading, earlier=True), earlier=True)
        yield Term(reading.label, now, points_of(reading)), before
        # The text's own figure, where the tables have another.
        yield from ((told, before) for told in nows if not told.points and told.value != now)


def _known_years(change: Change, against: KnownFacts, held: Holder, text: str) -> Iterator[tuple[Term, Term]]:
    """Give both years' figures of what may have changed, where the text tells one of them as the tables have it."""
    if change.than is not None and against.is_earlier(change.than):
        last = _terms(change.than, change.figure, against, held, text)
        for reading in held(change.than).by:
            if last and (now := against.value(reading)) is not None:
                yield Term(reading.label, now, points_of(reading)), last[0]
    for mention in (change.of, *change.among):
        if mention is None or not against.is_current(mention):
            continue
        now_told = _terms(mention, change.figure, against, held, text)
        for reading in held(mention).by:
            if now_told and (before := against.value(reading, earlier=True)) is not None:
                yield now_told[0], Term(reading.label, before, points_of(reading, earlier=True), earlier=True)


def _fits(change: Change, now: Term, last: Term) -> bool | None:
    """Tell whether a change is that from one figure to the other; None where it cannot be told."""
    figure, more = change.figure, now.value - last.value if change.up else last.value - now.value
    slack = now.slack + last.slack
    grown = Term("", more, (), slack)
    if figure.measure in PER:
        return _is_ratio(figure, PER[figure.measure], grown, last) if last.value > 0 else None
    if figure.measure == TIMES:
        # 增长2倍 is said of three times as much, and of twice as much.
        ways = (grown, now) if last.value > 0 else ()
        return any(_is_ratio(figure, Decimal(1), way, last) for way in ways) if ways else None
    if not is_count(figure):
        return None
    if abs(worth(figure) - more) <= slack * 2:
        return True
    return is_printed(worth(figure), figure.grain * yuan(figure.measure), more)


def _shown_changes(change: Change, pairs: Iterable[tuple[Term, Term]]) -> Iterator[Shown]:
    figure = change.figure
    for this, before in pairs:
        if not before.value and not is_count(figure):
            continue
        last, more = before.value, this.value - before.value
        if figure.measure in PER:
            amount = f"{rounded(abs(more) * PER[figure.measure] / last, figure.grain):f}{figure.measure}"
        elif figure.measure == TIMES:
            amount = f"{rounded(abs(more) / last, figure.grain):f}{TIMES}"
        else:
            amount = f"{spoken(abs(more) / yuan(figure.measure))}{figure.measure}"
        way = UP if more >= 0 else DOWN
        of_last = called(before.label, before.earlier)
        zh, en = (f"{in_language(of_last, each)} {spoken(last)}" for each in LANGUAGES)
        label = Both(f"{this.label}（{zh}）", f"{this.label}, {en}")
        yield label, Both(way.zh + amount, way.en + amount), tuple(dict.fromkeys((*this.points, *before.points)))
