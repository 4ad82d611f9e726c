"""By which names a unit goes in its own report, and which words for places say that it is only a part of one."""

import re
from collections.abc import Mapping
from functools import lru_cache

from govxl.prose.letters import plain

__all__ = ["above", "own_names", "read_unit"]

read_unit = lru_cache(maxsize=256)(plain)
"""Folds the name of a unit, which all texts of its report ask for."""

_PLACE, _KINDS = "省市县区州盟旗镇乡", ("街道", "苏木")
SHORTEST_NAME = 3

_RANKS = ("镇乡街", "县区旗", "市州盟", "省")
_BRANCH = re.compile("(?:.*?[省市州盟县区旗])?(?P<trade>.{2,}?)局(?P<place>.{2,})分局")
_PLACES = re.compile("(?:[^省市州盟县区旗镇乡街]{2,3}(?:自治)?[省市州盟县区旗镇乡街])+")


@lru_cache(maxsize=256)
def above(unit: str, governs: bool) -> frozenset[str]:
    """Give how words for places begin that a unit is only a part of: 全市 and 我省 for a county.

    One that does not govern has its place before its name: 市场 and 城乡 in that are none.
    """
    named = None if governs else _PLACES.match(unit)
    begins = named[0][-1] if named else unit
    rank = next((nth for nth, places in enumerate(_RANKS) if any(place in begins for place in places)), len(_RANKS))
    higher = "".join(_RANKS[rank + 1 :])
    return frozenset(
        (*(f"{word}{place}" for word in "全我本" for place in higher), *(f"{place}局" for place in higher))
    )


@lru_cache(maxsize=256)
def own_names(unit: str) -> Mapping[str, tuple[str, ...]]:
    """Give the names a unit goes by in its own report, by their first letters, the longest first."""
    names = {unit}
    for nth, letter in enumerate(unit[:-1]):
        if letter in _PLACE:
            names.update((unit[: nth + 1], unit[nth:], unit[nth + 1 :]))
    for kind in _KINDS:
        # 示例市三里街道办事处: a street's name may be a figure's.
        names.update(name.partition(kind)[0] + kind for name in tuple(names) if kind in name)
    if branch := _BRANCH.fullmatch(unit):
        # 甲市公安局示例区分局 is 示例区公安分局, 区公安分局 or 示例区分局 at home.
        place, called = branch["place"], f"{branch['trade']}分局"
        names.update((called, place + called, place[-1] + called, f"{place}分局"))
    found: dict[str, list[str]] = {}
    for name in sorted((name for name in names if len(name) >= SHORTEST_NAME), key=lambda name: -len(name)):
        found.setdefault(name[0], []).append(name)
    return {letter: tuple(each) for letter, each in found.items()}
