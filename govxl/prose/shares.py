"""Percentages and changes, worked out again from the figures of the text, of the tables and of last year."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from govxl.language.expressions import spoken
from govxl.prose.model import Change, Doubt, Figure, Mention, Reading, Share
from govxl.prose.worked import (
    LAST_YEAR,
    PER,
    TIMES,
    Against,
    Held,
    Place,
    Shown,
    is_count,
    is_printed,
    points_of,
    rounded,
    told_loosely,
    worth,
    yuan,
)

__all__ = ["false_change", "false_share"]

SHARES = "N6"
"""The rule of the form that shares and changes are judged by."""

UP, DOWN = "增长", "下降"

Term = tuple[str, Decimal, tuple[str, ...]]
"""A figure that may be meant: how it is called, what it is, and the points it is worked out from."""

Holder = Callable[[Mention], Held]


def _terms(side: Mention | Reading, own: Figure, against: Against, held: Holder, text: str) -> list[Term]:
    """Give every figure that a side may stand for: as the text has it and, where that is not sure, as the tables do."""
    if isinstance(side, Reading):
        value = against.value(side)
        return [] if value is None else [(side.label, value, points_of(side))]
    figure, found = side.figure, held(side)
    if told_loosely(figure, text):
        return []
    # What stands for a side without a figure of its own (自然人占 85%) is the percentage itself.
    told = is_count(figure) and figure.start != own.start
    terms: list[Term] = [(figure.said, worth(figure), ())] if told else []
    if side.claim is not None and not (told and found.agrees):
        earlier = against.is_earlier(side)
        for reading, value in zip(side.claim.readings, found.values, strict=False):
            if value is not None:
                terms.append((reading.label, value, points_of(reading, earlier)))
    return terms


# -- Shares


def false_share(share: Share, place: Place, against: Against, held: Holder) -> Iterator[Doubt]:
    """Yield the doubt of a percentage that no part and whole come to; unknown ones are nobody's."""
    figure, per = share.figure, PER.get(share.figure.measure)
    if share.part is None or per is None or told_loosely(figure, place.text):
        return
    parts = _terms(share.part, figure, against, held, place.text)
    wholes = [_terms(whole, figure, against, held, place.text) for whole in share.wholes]
    # A whole that is not known might have been the one that was meant.
    if not parts or not all(wholes):
        return
    pairs = [(part, whole) for each in wholes for whole in each for part in parts if whole[1] > 0]
    if pairs and not any(is_printed(figure.value, figure.grain, per * part[1] / whole[1]) for part, whole in pairs):
        yield place.doubt(SHARES, figure, share.clause, False, _shown_shares(figure, per, pairs))


def _shown_shares(figure: Figure, per: Decimal, pairs: Iterable[tuple[Term, Term]]) -> Iterator[Shown]:
    for (label, part, points), (of, whole, others) in pairs:
        share = rounded(per * part / whole, figure.grain)
        yield f"{label}÷{of}", f"{share:f}{figure.measure}", tuple(dict.fromkeys((*points, *others)))


# -- Changes


def false_change(change: Change, place: Place, against: Against, held: Holder) -> Iterator[Doubt]:
    """Yield the doubt of a change that no figures of the two years come to; without last year's nobody can tell."""
    if change.of is None or not against.is_current(change.of) or told_loosely(change.figure, place.text):
        return
    pairs = list(_years(change, change.of, against, held, place.text))
    fits = [_fits(change, now[1], last[1]) for now, last in pairs]
    if pairs and None not in fits and True not in fits:
        yield place.doubt(SHARES, change.figure, change.clause, False, _shown_changes(change, pairs))


def _years(change: Change, of: Mention, against: Against, held: Holder, text: str) -> Iterator[tuple[Term, Term]]:
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
        before = LAST_YEAR + reading.label, last, points_of(reading, earlier=True)
        yield (reading.label, now, points_of(reading)), before
        # The text's own figure, where the tables have another.
        yield from ((told, before) for told in nows if not told[2] and told[1] != now)


def _fits(change: Change, now: Decimal, last: Decimal) -> bool | None:
    """Tell whether a change is that from one figure to the other; None where it cannot be told."""
    figure, more = change.figure, now - last if change.up else last - now
    if figure.measure in PER:
        return is_printed(figure.value, figure.grain, PER[figure.measure] * more / last) if last > 0 else None
    if figure.measure == TIMES:
        # 增长2倍 is said of three times as much, and of twice as much.
        ways = (more / last, now / last) if last > 0 else ()
        return any(is_printed(figure.value, figure.grain, way) for way in ways) if ways else None
    if not is_count(figure):
        return None
    return is_printed(worth(figure), figure.grain * yuan(figure.measure), more)


def _shown_changes(change: Change, pairs: Iterable[tuple[Term, Term]]) -> Iterator[Shown]:
    figure = change.figure
    for (label, now, points), (before, last, others) in pairs:
        more = now - last
        if figure.measure in PER:
            amount = f"{rounded(abs(more) * PER[figure.measure] / last, figure.grain):f}{figure.measure}"
        elif figure.measure == TIMES:
            amount = f"{rounded(abs(more) / last, figure.grain):f}{TIMES}"
        else:
            amount = f"{spoken(abs(more) / yuan(figure.measure))}{figure.measure}"
        way = UP if more >= 0 else DOWN
        yield f"{label}（{before} {spoken(last)}）", f"{way}{amount}", tuple(dict.fromkeys((*points, *others)))
