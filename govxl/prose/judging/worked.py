"""Readings worked out from the facts, and whether a figure is what they come to."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from govxl.language.expressions import evaluate, paths_in
from govxl.language.nodes import Node, Value
from govxl.prose.amounts import is_money, is_printed, printed_as, told_loosely, worth, yuan
from govxl.prose.model import Doubt, Facts, Figure, Mention, Reading
from govxl.words import MARKS, Both

__all__ = [
    "FieldText",
    "Held",
    "KnownFacts",
    "Shown",
    "called",
    "points_of",
]

FEW = 2
"""By how many a small figure is much more than another."""


class FieldText(NamedTuple):
    """The text that is judged, and the field it stands in."""

    path: str
    text: str

    def doubt(
        self, rule: str, figure: Figure, clause: tuple[int, int], certain: bool, readings: Iterable["Shown"]
    ) -> Doubt:
        """Doubt a figure, and quote the clause around it."""
        start, end = min(clause[0], figure.start), max(clause[1], figure.end)
        quote = self.text[start:end].strip()
        return Doubt(rule, self.path, figure.start, figure.end, quote, figure.said, certain, tuple(readings))


Shown = tuple[Both | str, Both | str, tuple[str, ...]]
"""How a reading is called, its figure as it is printed, and the points it is worked out from."""


def called(label: str, earlier: bool) -> Both | str:
    """Call a figure of the form, which may be that of the year before."""
    return Both(f"上年的{label}", f"last year's {label}") if earlier else label


class Held(NamedTuple):
    """A mention held against the facts.

    `values` are what its readings come to, in 元 where they are money, None where a point is not known. `agrees` is
    None where nobody can tell: no claim, facts that are not known, a figure that is told loosely. `by` are the readings
    that it agrees with.
    """

    mention: Mention
    values: tuple[Decimal | None, ...] = ()
    agrees: bool | None = None
    by: tuple[Reading, ...] = ()


_held = tuple.__new__
"""Makes one in half the time that its own constructor takes."""


class KnownFacts:
    """The facts of one report, against which its texts are held; each reading is worked out once."""

    def __init__(self, year: int, facts: Facts) -> None:
        self.year = year
        self.facts = facts
        self._worked: dict[tuple[Node, str, bool], Decimal | None] = {}
        self._values: dict[tuple[int, bool], tuple[tuple[Reading, ...], tuple[Decimal | None, ...]]] = {}

    def value(self, reading: Reading, earlier: bool = False) -> Decimal | None:
        """Work out a reading, for this year or the year before, in 元 where it is money; None if a fact is missing."""
        key = reading.value, reading.unit, earlier
        if (known := self._worked.get(key)) is not None or key in self._worked:
            return known
        value = self._work_out(reading.value, earlier)
        found = self._worked[key] = None if value is None else value * yuan(reading.unit)
        return found

    def _work_out(self, node: Node, earlier: bool) -> Decimal | None:
        known: dict[str, Value] = {}
        for path in paths_in(node):
            found = self.facts(f"prior.{path}" if earlier and not path.startswith("prior.") else path)
            if not isinstance(found, Decimal):
                # What is not applicable counts as 0, as it does in printed totals; what is not known is nobody's zero.
                if found not in MARKS:
                    return None
                found = Decimal(0)
            known[path] = found
        value = evaluate(node, known.get)
        return value if isinstance(value, Decimal) else None

    def values(self, readings: tuple[Reading, ...], earlier: bool) -> tuple[Decimal | None, ...]:
        """Work out all readings of a claim, which many figures of a report share."""
        # By what they are, and not by what stands in them: to look through trees takes longer than all else here. They
        # are kept with what they come to, so that no others can be what they were.
        key = id(readings), earlier
        if (found := self._values.get(key)) is None:
            found = self._values[key] = readings, tuple([self.value(reading, earlier) for reading in readings])
        return found[1]

    def held(self, mention: Mention, text: str) -> Held:
        """Hold a mention against the readings of its claim, in the year that it speaks of."""
        claim, figure = mention.claim, mention.figure
        earlier = mention.year == self.year - 1
        if claim is None or (not earlier and mention.year != self.year and not self.is_current(mention)):
            return Held(mention)
        readings = claim.readings
        values = self.values(readings, earlier)
        if told_loosely(figure, text):
            return Held(mention, values)
        if len(values) == 1 and values[0] == worth(figure):
            return _held(Held, (mention, values, True, readings))
        found = zip(readings, values, strict=True)
        by = tuple([reading for reading, value in found if value is not None and _is_it(figure, value, reading.unit)])
        if by:
            return Held(mention, values, True, by)
        known = [value for value in values if value is not None]
        most = max(known, default=None)
        if most is not None and claim.part and figure.kind == "figure" and worth(figure) < most:
            # 撤回0件, where others are in the same cell: perhaps; whether it is, other figures may tell.
            return Held(mention, values, True if figure.value else None)
        if most is not None and mention.wide and _is_more(figure, most):
            return Held(mention, values)
        # A reading that cannot be worked out might have been the one that was meant.
        return Held(mention, values, False if len(known) == len(values) > 0 else None)

    def is_current(self, mention: Mention) -> bool:
        """Tell whether a mention speaks of the report's own year."""
        return mention.year in (0, self.year)

    def is_earlier(self, mention: Mention) -> bool:
        """Tell whether a mention speaks of the year before."""
        return mention.year == self.year - 1

    def shown(self, mention: Mention) -> Iterable[Shown]:
        """Show every reading of a mention, with its figure in the form's own measure."""
        earlier = self.is_earlier(mention)
        for reading in mention.claim.readings if mention.claim else ():
            value = self.value(reading, earlier)
            printed = "" if value is None else printed_as(value, reading.unit)
            yield called(reading.label, earlier), printed, points_of(reading, earlier)


def points_of(reading: Reading, earlier: bool = False) -> tuple[str, ...]:
    """Give the points that a reading is worked out from, each once."""
    paths = dict.fromkeys(paths_in(reading.value))
    return tuple(f"prior.{path}" if earlier and not path.startswith("prior.") else path for path in paths)


def _is_more(figure: Figure, value: Decimal) -> bool:
    """Tell whether a figure is that much more that it may count other things as well, as any is where there is none."""
    return figure.kind == "figure" and (worth(figure) > value * 3 / 2 + FEW or not value)


def _is_it(figure: Figure, value: Decimal, unit: str) -> bool:
    # Words are exact: none is none, and all are as many as there are.
    if figure.kind != "figure":
        return value == worth(figure)
    if worth(figure) == value:
        return True
    one = yuan(figure.measure)
    if is_money(figure.measure) == is_money(unit):
        return is_printed(figure.value * one, figure.grain * one, value)
    # Where only one of the two says that it is money, it may be told in 元 or in 万元.
    scales = (one, one * 10_000, one / 10_000)
    return any(is_printed(figure.value * scale, figure.grain * scale, value) for scale in scales)
