"""Returns that one run brought twice: the same file again, or two files of one unit, year and scope.

Which of two counts is nobody's guess: both are judged, and a person is told of both.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from govxl.filing.model import Identity, Judgement
from govxl.filing.units import bare_code, folded, one_name, same_unit
from govxl.text import brief, legible
from govxl.words import Both, scope_word
from govxl.workbook.identity import CONFLICT

__all__ = ["Again", "Came", "Twice", "came_as"]

MOST_NAMED = 6
"""Files that one sentence names."""


class Came(NamedTuple):
    """A return that came in a run; one that does not `count` is told only as the very file that another is.

    `says` stands for whose it is and all that was written into it, read or not: two files that two programs saved may
    say the same.
    """

    path: Path
    sha256: str
    identity: Identity
    counts: bool
    says: str


class Again(NamedTuple):
    """A return of which another came before in this run: the first of the unit's, or the very file."""

    of: Path
    same_file: bool


def came_as(path: Path, judgement: Judgement, chosen: bool) -> Came | None:
    """Say what a judged file is to those that come with it; None for one without an identity, or with two.

    One that was `chosen` by name and rejected counts for nothing, and whoever named it knows of it.
    """
    reading = judgement.reading
    if reading is None or any(found.name == CONFLICT for found in judgement.findings):
        return None
    said = [(name, value) for name, value in reading.read.values.items() if value not in (None, "")]
    # What could not be read is told by what is found there, what stands beside the form by its words.
    unread = [[(each.point, each.value) for each in found.cells] for found in reading.read.findings]
    beside = [*reading.listed, *reading.unread]
    # Two files that lost a cell may have had anything there.
    lost = [reading.raw.sha256] if reading.located.lost else []
    told = repr((*reading.identity, said, unread, beside, lost))
    says = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return Came(path, reading.raw.sha256, reading.identity, judgement.accepted or not chosen, says)


class Twice:
    """The returns of a run: those that count by their units, all of them by what they hold."""

    def __init__(self) -> None:
        self.named: dict[tuple[object, ...], list[list[Came]]] = {}
        self.coded: dict[tuple[object, ...], list[list[Came]]] = {}
        self.copies: dict[str, list[Came]] = {}
        self.paths: set[Path] = set()

    def add(self, path: Path, judgement: Judgement, chosen: bool) -> Again | None:
        """Note a judged file; say what it repeats."""
        came = came_as(path, judgement, chosen)
        # Named twice in one call, it is no second return.
        if came is None or path.absolute() in self.paths:
            return None
        self.paths.add(path.absolute())
        return self.note(came)

    def note(self, mine: Came) -> Again | None:
        """Note a return; say what it repeats."""
        same = self.copies.setdefault(mine.sha256, [])
        before = self._of_its_unit(mine) if mine.counts and not any(each.counts for each in same) else []
        before.append(mine)
        same.append(mine)
        if len(same) > 1:
            return Again(same[0].path, True)
        return Again(before[0].path, False) if len(before) > 1 else None

    def _of_its_unit(self, mine: Came) -> list[Came]:
        """Give those of its unit, by name or code; a new list, which is kept, where it is the first."""
        identity = mine.identity
        span = (identity.form, identity.year, identity.scope)
        named = self.named.setdefault((*span, folded(identity.name)), [])
        coded = self.coded.setdefault((*span, bare_code(identity.code)), []) if identity.code else []
        for each in (*named, *coded):
            if same_unit(each[0].identity, identity):
                return each
        alone: list[Came] = []
        named.append(alone)
        if identity.code:
            coded.append(alone)
        return alone

    def told(self) -> Iterator[Both]:
        """Yield a sentence for each file that came more than once, and each unit of which several did, in order."""
        for same in self.copies.values():
            if len(same) > 1:
                zh, en = _listed(same)
                yield Both(f"{zh} 一字不差，是同一份；只算一份", f"{en} are the very same file, which counts once")
        for files in (each for group in self.named.values() for each in group):
            if len(files) > 1:
                zh, en = _listed(files)
                unit = _whose(files)
                if len({each.says for each in files}) == 1:
                    yield Both(
                        f"{unit.zh}交来 {len(files)} 份报表，填的内容完全一样，是分别保存的：{zh}；"
                        "都核对了；只留一份，再处理一次",
                        f"{unit.en} sent {len(files)} files that say the same, each saved by itself: {en}; all were "
                        "judged: keep one of them and run this again",
                    )
                    continue
                yield Both(
                    f"{unit.zh}交来 {len(files)} 份不同的报表：{zh}；都核对了，没有替您选哪一份算数；"
                    "请问清后只留一份，再处理一次",
                    f"{unit.en} sent {len(files)} different returns: {en}; all were judged and none was chosen: ask "
                    "which one counts, keep that one alone and run this again",
                )


def _whose(files: list[Came]) -> Both:
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


def _listed(files: list[Came]) -> Both:
    named = [legible(each.path) for each in files[:MOST_NAMED]]
    rest = len(files) - len(named)
    more = Both(f" 等 {len(files)} 份", f" and {rest} more") if rest else Both("", "")
    return Both("、".join(named) + more.zh, ", ".join(named) + more.en)
