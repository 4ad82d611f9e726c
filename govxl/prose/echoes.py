"""Last year's figures told bare beside one of this year's that only its kind, or letters nobody knows, leave open.

Where this year's is all there are (劳务派遣等许可37件, of 37), last year's beside it (上年41件) is all there were.
"""

from collections.abc import Iterator
from itertools import pairwise

from govxl.prose.model import Doubt, Understood
from govxl.prose.worked import FieldText, KnownFacts, worth

__all__ = ["echoes"]

FEWEST = 2
"""That a figure is as the tables have it is hardly so by chance if it is that much."""
A_SLIP = 10
"""By less than that a figure may be wrong whatever it is of."""


def echoes(understood: Understood, place: FieldText, against: KnownFacts) -> Iterator[Doubt]:
    """Yield last year's figures that are not as the tables have them though this year's before them are."""
    for head, last in pairwise(understood.mentions):
        of = head.claim or head.perhaps
        if last.echo is None or of is None or worth(head.figure) < FEWEST:
            continue
        now = against.held(head._replace(claim=last.echo, wide=False), place.text)
        then = last._replace(claim=last.echo, year=against.year - 1)
        before = against.held(then, place.text)
        if not now.by or before.agrees is not False:
            continue
        # 处罚11件（上年8件）, of 20: last year there were others.
        told = worth(last.figure)
        if all(value is not None and told * 2 < value and value - told >= A_SLIP for value in before.values):
            continue
        yield place.doubt(last.echo.rule, last.figure, last.clause, False, against.shown(then))
