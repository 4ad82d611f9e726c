"""Last year's figures told bare beside one of this year's that only its kind, or letters nobody knows, leave open.

Where this year's is all there are (劳务派遣等许可37件, of 37), last year's beside it (上年41件) is all there were.
"""

from collections.abc import Iterator
from itertools import pairwise

from govxl.prose.amounts import is_far_less, worth
from govxl.prose.judging.held_text import HeldText
from govxl.prose.model import Doubt

__all__ = ["echoes"]

FEWEST = 2
"""That a figure is as the tables have it is hardly so by chance if it is that much."""


def echoes(held_text: HeldText) -> Iterator[Doubt]:
    """Yield last year's figures that are not as the tables have them though this year's before them are."""
    for head, last in pairwise(held_text.understood.mentions):
        of = head.claim or head.perhaps
        if last.echo is None or of is None or worth(head.figure) < FEWEST:
            continue
        now = held_text.held_as_all(head, last.echo)
        then = last._replace(claim=last.echo, year=held_text.against.year - 1)
        before = held_text.held_as_all(then, last.echo)
        if not now.by or before.agrees is not False:
            continue
        # 处罚11件（上年8件）, of 20: last year there were others.
        if all(value is not None and is_far_less(worth(last.figure), value) for value in before.values):
            continue
        yield held_text.doubt(then)
