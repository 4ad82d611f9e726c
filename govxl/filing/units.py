"""Whose a name or a code is: what people and programs change in spelling one, folded away once for all of govxl.

Folded are widths, brackets, quotes, dashes, dots, blanks, characters nobody sees, and the zeros a spreadsheet takes off
a code. Only what comes from outside (lists, records, options) is compared so. What we wrote ourselves in two places of
one workbook is compared as it stands, for there any difference is somebody's doing.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Generic, Protocol, TypeVar

from govxl.text import INVISIBLE

__all__ = [
    "Register", "Unit", "bare_code", "folded", "meant_by", "one_name", "recoded", "same_code", "same_name", "same_unit",
]  # fmt: skip

SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: another drawing of the same character."""

ALIKE = str.maketrans(
    dict.fromkeys("“”„‟‘’‚‛«»‹›「」『』〝〞〟'`", '"')
    | dict.fromkeys("·・•‧∙⋅●", "·")
    | dict.fromkeys("‐‑‒–—―−─━", "-")
    | dict.fromkeys("○◯", "〇")
    | dict.fromkeys("<《〈", "(")
    | dict.fromkeys(">》〉", ")")
)
"""What stands for the same sign; 一 is a number and stays one."""

BRACKETS = {"Ps": "(", "Pe": ")"}
"""What any opening and any closing bracket of Unicode is taken for."""

NEAR = 0.5
"""The share of their pairs of neighbouring characters from which one of two names may be meant by the other."""


class Unit(Protocol):
    """Whoever has a name, and perhaps a code; an empty code is none."""

    @property
    def name(self) -> str:
        """The unit's full name."""

    @property
    def code(self) -> str:
        """The unit's code."""


Known = TypeVar("Known", bound=Unit)


@lru_cache(maxsize=1 << 16)  # the names and codes of a province, which a list compares in one pass after another
def folded(text: str) -> str:
    """Leave of a name or a code what tells it from others."""
    plain = unicodedata.normalize("NFKC", SELECTORS.sub("", INVISIBLE.sub("", text))).casefold().translate(ALIKE)
    if plain.isalnum():  # as most are: letters are neither brackets nor blanks nor dashes
        return plain
    kept = "".join(BRACKETS.get(unicodedata.category(letter), letter) for letter in plain if not letter.isspace())
    return re.sub("--+", "-", kept)


def meant_by(word: str, labels: Mapping[str, str]) -> str:
    """Give the key of a list that a word means: the key, its label, or what begins or ends one label alone.

    A label may be said without its brackets, by at least two characters, or by all but the last of them.
    """
    said = folded(word)
    bare = {key: folded(re.sub("[（(][^（()）]*[）)]", "", label)) for key, label in labels.items()}
    exact = [key for key, label in labels.items() if said in (folded(key), folded(label), bare[key])]
    short = [key for key, label in bare.items() if said == label[:-1]]
    ends = [key for key, label in bare.items() if len(said) > 1 and (label.startswith(said) or label.endswith(said))]
    return next((found[0] for found in (exact, short, ends) if len(found) == 1), "")


def bare_code(code: str) -> str:
    """Fold a code; one of digits alone loses the zeros in front, as it does in a spreadsheet."""
    plain = folded(code)
    return plain.lstrip("0") or plain[:1] if plain.isascii() and plain.isdigit() else plain


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing but their spelling."""
    return folded(one) == folded(other)


def same_code(one: str, other: str) -> bool:
    """Tell whether two codes differ in nothing but their spelling and zeros in front."""
    return bare_code(one) == bare_code(other)


def same_unit(one: Unit, other: Unit) -> bool:
    """Tell whether two are one unit: by their codes where both have one, else by their names."""
    return same_code(one.code, other.code) if one.code and other.code else same_name(one.name, other.name)


def one_name(one: Unit, other: Unit) -> bool:
    """Tell whether two have one name, and no codes that say they are two."""
    return same_name(one.name, other.name) and same_unit(one, other)


def recoded(now: Iterable[Unit], before: Iterable[Unit]) -> set[str]:
    """Give the folded names of units that got another code, of those of two years that nothing else brings together.

    Such a unit has its name alone in both: one of two of a name may be either.
    """
    return _alone(now) & _alone(before)


def _alone(units: Iterable[Unit]) -> set[str]:
    return {name for name, count in Counter(folded(each.name) for each in units).items() if count == 1}


class Register(Generic[Known]):
    """Units to be found by code and name."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = tuple(known)
        self.coded: dict[str, list[Known]] = {}
        self.bare: dict[str, list[Known]] = {}
        self.named: dict[str, list[Known]] = {}
        for each in self.known:
            self.named.setdefault(folded(each.name), []).append(each)
            if each.code:
                self.coded.setdefault(folded(each.code), []).append(each)
                self.bare.setdefault(bare_code(each.code), []).append(each)

    def find(self, asked: Unit) -> list[Known]:
        """Find a unit: by code where both have one, else by name; several only where nothing tells them apart."""
        coded, bare = self.coded.get(folded(asked.code), []), self.bare.get(bare_code(asked.code), [])
        if not coded:
            # A code that lost its zeros may stand for several that did not: names decide.
            several = len({folded(each.code) for each in bare}) > 1
            coded = [each for each in bare if same_name(asked.name, each.name)] if several else bare
            coded = coded or bare
        named = (each for each in self.of_name(asked.name) if not (asked.code and each.code))
        return coded or list(named)

    def of_name_and_code(self, asked: Unit) -> list[Known]:
        """Find a unit whose name agrees, and whose code does not contradict; the code chooses among several."""
        named = [each for each in self.of_name(asked.name) if one_name(each, asked)]
        exact = [each for each in named if asked.code and folded(each.code) == folded(asked.code)]
        return exact or [each for each in named if asked.code and each.code] or named

    def of_name(self, name: str) -> list[Known]:
        """Give all of a name, whatever their codes."""
        return self.named.get(folded(name), [])

    def nearest(self, name: str) -> Known | None:
        """Give the one whose name is most like another, of several the first; None where none is much like it."""
        pairs, (names, sizes, having) = _pairs(folded(name)), self._by_pairs
        common: Counter[int] = Counter()
        for pair in pairs:
            common.update(having.get(pair, ()))
        shares = ((2 * count / (len(pairs) + sizes[nth]), -nth) for nth, count in common.items())
        share, nth = max(shares, default=(0.0, 0))
        return self.named[names[-nth]][0] if share >= NEAR else None

    @cached_property
    def _by_pairs(self) -> tuple[Sequence[str], Sequence[int], Mapping[str, Sequence[int]]]:
        """Give the names, how many pairs of characters each has, and which names have a pair, by their place.

        To go through all names instead takes a list of a nation seconds, for each of its units that somebody asks for.
        """
        names, sizes, having = tuple(self.named), [], defaultdict[str, list[int]](list)
        for nth, name in enumerate(names):
            pairs = _pairs(name)
            sizes.append(len(pairs))
            for pair in pairs:
                having[pair].append(nth)
        return names, sizes, having


def _pairs(name: str) -> set[str]:
    return {name[n : n + 2] for n in range(max(1, len(name) - 1))}
