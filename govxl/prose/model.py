"""The model of prose: figures in a text, what each is said to be a figure of, and what disagrees with the facts.

Offsets count characters of the text as it was typed, from 0, ends excluded.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, NamedTuple

from govxl.language.nodes import Node, Value
from govxl.words import Both

__all__ = [
    "Change", "Claim", "Doubt", "Ending", "Endings", "Facts", "Figure", "Group", "Mention", "Payment", "Reading",
    "Share", "Understood",
]  # fmt: skip

Facts = Callable[[str], Value]
"""The value of a path of the form: a point, a derived figure, a field, `prior.` and `unit.` paths; None for none."""


# -- What is understood of a text, whatever the facts


class Figure(NamedTuple):
    """A figure with its measure word: where it stands, what it says and how finely.

    `value` is in units of `measure`, with 万 and 亿 multiplied out (`1.2万件` is 12,000 件). `grain` is what one step
    of its last digit is worth (1, 0.01, 1,000): a printed figure may be cut or rounded to it. A negation (未收到) and
    a word for all (均维持) are figures too, by `kind`; what stands for them is `said`. The value of a word for all is
    how many they are, or 0 where it says that none is left (均已办结).
    """

    start: int
    end: int
    said: str
    value: Decimal
    measure: str
    grain: Decimal = Decimal(1)
    kind: Literal["figure", "none", "all"] = "figure"


class Reading(NamedTuple):
    """One thing a claim may mean: a figure worked out from the form's points, and how to call it.

    `unit` is what its figure is measured in where that is money (元, 万元), as the form has it; empty for counts.
    """

    label: str
    value: Node
    unit: str = ""


class Claim(NamedTuple):
    """What a figure can be said to be a figure of, as the form's patterns have it.

    It agrees with the tables if any reading does; of `part` ones the readings may count more than it does. `rule` is
    the rule of the form by which it is judged; one without is understood, and nothing more. `wider` are what else a
    change may be told of: what came in, with what was carried in. `apart` are, of a part, the claims of other rows of
    the same total: no figure of those leaves it out. `total` tells that it is of totals alone.
    """

    name: str
    rule: str
    says: str
    readings: tuple[Reading, ...]
    wider: tuple[Reading, ...] = ()
    part: bool = False
    apart: tuple[str, ...] = ()
    total: bool = False


class Mention(NamedTuple):
    """A figure in a text and what it is about: `claim` is None for one that stands in no table, or nobody can tell.

    `clause` is where the words that say so begin and end. `certain` means one phrase, one meaning, this year, this
    body. `year` is the year it speaks of. `words` are those it was understood by, where authors of patterns ask. `wide`
    tells that the text does not say what it was for, so that it may count more than the tables do; `passing` that its
    own words do not say all that its claim needs, or could mean more; `added` that it is plainly what the figures
    before it come to. `perhaps` is the claim that it would have if it were not called by words nobody knows, or done by
    others: if it is of all the same, a slip of the pen is all that it can differ by. `ended` tells that this is how
    something ended that nobody says all of, `row` that it is one of a row of results. `echo` is the claim of last
    year's figure if the one right before it, which it is only held against, is all there are. `papers` tells that by
    its own words something was done with documents, and with nothing else.
    """

    figure: Figure
    clause: tuple[int, int]
    claim: Claim | None = None
    certain: bool = False
    year: int = 0
    words: tuple[str, ...] = ()
    wide: bool = False
    passing: bool = False
    added: bool = False
    perhaps: Claim | None = None
    ended: bool = False
    row: bool = False
    echo: Claim | None = None
    papers: bool = False


class Group(NamedTuple):
    """A whole and its parts, told one after another; `open` where these need not be all (等).

    Of a `row` nothing says that they are its parts but that they are counted alike right behind it. The first `full` of
    them are all there is by their names, be it with what was `carried` in besides; the first `listed` are told with one
    mark and the others behind a stronger one. Parts in several `places` may count one thing twice, parts by `channel`,
    as each is told, do not. All this is told only of parts that do not add up.
    """

    whole: Mention
    parts: tuple[Mention, ...]
    open: bool = False
    row: bool = False
    full: int = 0
    carried: bool = False
    listed: int = 0
    places: tuple[bool, ...] = ()
    channel: bool = False


class Share(NamedTuple):
    """A percentage: `part` out of any of `wholes`, the likeliest first; a reading where the text names the whole.

    `beside` are figures told before the part that it may be meant with, the nearest first
    (公开8件、部分公开3件，占61%). `guessed` tells that nothing names the whole but what such texts are about.
    """

    figure: Figure
    clause: tuple[int, int]
    part: Mention | None
    wholes: tuple[Mention | Reading, ...]
    beside: tuple[Mention, ...] = ()
    guessed: bool = False


class Change(NamedTuple):
    """A change against the year before, in percent, 件 or 倍; `than` is last year's figure where the text tells it.

    `head` is the figure its sentence was counting where the nearest one is only some of that. One that is not `sure` is
    told of something only if the figure of that, or last year's, is as the tables have it; `among` is what else it may
    be told of then, or where its own words do not say.
    """

    figure: Figure
    clause: tuple[int, int]
    of: Mention | None
    up: bool
    than: Mention | None = None
    head: Mention | None = None
    sure: bool = True
    among: tuple[Mention, ...] = ()


class Payment(NamedTuple):
    """How many were paid for and how much it was, told together: either both are all, or neither is.

    Both have the claim they would have then. There may be `more` of what was counted than was paid for. The money may
    be of as many more as were counted `before`.
    """

    counted: Mention
    money: Mention
    more: bool = False
    before: Decimal = Decimal(0)


class Ending(NamedTuple):
    """What the figures of a row are if it tells how the cases of one kind ended.

    `total` is what all of them are, by a claim that the first figure was lent; `whole` the figure before the row, if it
    may be all of them, `settled` are figures of all that have ended.
    """

    total: Mention
    whole: Mention | None
    parts: tuple[Mention, ...]
    settled: tuple[Mention, ...] = ()


class Endings(NamedTuple):
    """How cases ended, told one after another, for each of the `kinds` that they may be of."""

    kinds: tuple[Ending, ...]


class Understood(NamedTuple):
    """All that was understood of one text; every figure is in exactly one of mentions, shares and changes."""

    mentions: tuple[Mention, ...] = ()
    groups: tuple[Group, ...] = ()
    shares: tuple[Share, ...] = ()
    changes: tuple[Change, ...] = ()
    payments: tuple[Payment, ...] = ()
    endings: tuple[Endings, ...] = ()


# -- What disagrees


class Doubt(NamedTuple):
    """A place in a text that disagrees with the facts, or with itself.

    `path` is the field it stands in; `start` to `end` is what is marked, `quote` the clause around it. `said` is the
    figure as it stands, `readings` what it should be under every reading: how that is called, the figure, and the
    points it is worked out from, in both languages where the words are ours. `certain` decides between the two
    severities of its rule.
    """

    rule: str
    path: str
    start: int
    end: int
    quote: str
    said: str
    certain: bool
    readings: tuple[tuple[Both | str, Both | str, tuple[str, ...]], ...] = ()
