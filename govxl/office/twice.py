"""Returns that one run brought twice: the same file again, or two files of one unit, year and scope.

Which of two counts is nobody's guess: both are judged, and a person is told of both.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govxl.filing.model import Identity, Judgement
from govxl.filing.units import bare_code, folded, one_name, same_unit
from govxl.text import brief, legible
from govxl.words import Both, scope_word
from govxl.workbook.identity import CONFLICT

__all__ = ["Again", "Twice"]

MOST_NAMED = 6
"""Files that one sentence names."""


class _Repeated:
    """The first return of a unit in a run, and those that came after it."""

    def __init__(self, path: Path, sha256: str, identity: Identity) -> None:
        self.path, self.sha256, self.identity = path, sha256, identity
        self.others: list[_Repeated] = []


class Again(NamedTuple):
    """A return of which another came before in this run: the first of the unit's, or the very file."""

    of: Path
    same_file: bool


class Twice:
    """The returns of a run by their units; a file whose identity contradicts itself is nobody's."""

    def __init__(self) -> None:
        self.named: dict[tuple[object, ...], list[_Repeated]] = {}
        self.coded: dict[tuple[object, ...], list[_Repeated]] = {}
        self.paths: set[Path] = set()

    def add(self, path: Path, judgement: Judgement, chosen: bool) -> Again | None:
        """Note a judged file; say what it repeats.

        One that was `chosen` by name and rejected counts for nothing, and whoever named it knows of it.
        """
        reading = judgement.reading
        # Named twice in one call, it is no second return.
        if reading is None or path.absolute() in self.paths or any(f.name == CONFLICT for f in judgement.findings):
            return None
        if chosen and not judgement.accepted:
            return None
        self.paths.add(path.absolute())
        mine = _Repeated(path, reading.raw.sha256, reading.identity)
        # The first return of the unit by name or code; where there is none, this is it.
        identity = mine.identity
        span = (identity.form, identity.year, identity.scope)
        named = self.named.setdefault((*span, folded(identity.name)), [])
        coded = self.coded.setdefault((*span, bare_code(identity.code)), []) if identity.code else []
        first = next((each for each in (*named, *coded) if same_unit(each.identity, identity)), None)
        if first is None:
            named.append(mine)
            if identity.code:
                coded.append(mine)
            return None
        first.others.append(mine)
        twin = next((each for each in (first, *first.others[:-1]) if each.sha256 == mine.sha256), None)
        return Again((twin or first).path, twin is not None)

    def told(self) -> Iterator[Both]:
        """Yield a sentence for each unit of which several files came, in order."""
        for first in (each for group in self.named.values() for each in group if each.others):
            files = [first, *first.others]
            copies: dict[str, list[_Repeated]] = {}
            for each in files:
                copies.setdefault(each.sha256, []).append(each)
            for same in copies.values():
                if len(same) > 1:
                    zh, en = _listed(same)
                    yield Both(f"{zh} 一字不差，是同一份；只算一份", f"{en} are the very same file, which counts once")
            if len(copies) > 1:
                zh, en = _listed([same[0] for same in copies.values()])
                unit = _whose(files)
                yield Both(
                    f"{unit.zh}交来 {len(copies)} 份不同的报表：{zh}；都核对了，没有替您选哪一份算数；"
                    "请问清后只留一份，再处理一次",
                    f"{unit.en} sent {len(copies)} different returns: {en}; all were judged and none was chosen: ask "
                    "which one counts, keep that one alone and run this again",
                )


def _whose(files: list[_Repeated]) -> Both:
    """Name the unit; two names under one code are both named, for the code may be another unit's that was copied."""
    first = files[0].identity
    scope = f"（{scope_word(first.scope)}）"
    other = next((each.identity for each in files if not one_name(each.identity, first)), None)
    if other is None:
        return Both(
            f"“{brief(first.name)}”{first.year} 年度{scope}", f"“{brief(first.name)}” {first.year} ({first.scope})"
        )
    names = f"“{brief(first.name)}”", f"“{brief(other.name)}”"
    return Both(
        f"代码同是 {brief(first.code)} 的{'和'.join(names)}{first.year} 年度{scope}",
        f"{' and '.join(names)}, both of code {brief(first.code)}, {first.year} ({first.scope})",
    )


def _listed(files: list[_Repeated]) -> Both:
    named = [legible(each.path) for each in files[:MOST_NAMED]]
    rest = len(files) - len(named)
    more = Both(f" 等 {len(files)} 份", f" and {rest} more") if rest else Both("", "")
    return Both("、".join(named) + more.zh, ", ".join(named) + more.en)
