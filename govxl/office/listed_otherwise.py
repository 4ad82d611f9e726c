"""In what a workbook is for another unit, level or kind than the office's list has by now; whoever issued it is told.

A list is corrected after workbooks went out. What they say of themselves is locked in, so that only another one helps.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govxl.archive.cases import Cases
from govxl.filing.model import Identity
from govxl.filing.units import same_code, same_name
from govxl.office.roster import Member, Roster
from govxl.returns.came_back import claimed_by
from govxl.text import brief
from govxl.words import KINDS, LEVELS, SCOPES, SEMICOLON, Both
from govxl.xlsx.zip import Refused, load_bytes

__all__ = ["IssuedOtherwise", "claims_at", "issued_otherwise", "otherwise", "returned_otherwise"]

WHOSE = {
    "form": Both("表式", "form"),
    "edition": Both("版本", "edition"),
    "unit.name": Both("单位", "unit"),
    "unit.code": Both("单位代码", "code"),
    "unit.level": Both("层级", "level"),
    "unit.kind": Both("性质", "kind"),
    "year": Both("年度", "year"),
    "scope": Both("统计口径", "scope"),
}
WORDS = {**LEVELS, **KINDS, **SCOPES}


class IssuedOtherwise(NamedTuple):
    """A unit's workbook in the folder of those issued that is not as the list has the unit, and in what."""

    member: Member
    path: Path
    other: Both


def otherwise(listed: Identity, theirs: dict[str, str]) -> Both | None:
    """Say in what a workbook is for another than the list has, with both sides; None where nothing contradicts.

    `theirs` is what it says of itself, nothing of a file that says nothing. What the list leaves blank contradicts
    nothing, and spelling is no difference.
    """
    told = []
    ours = listed.texts()
    for path, key in WHOSE.items() if theirs else ():
        there, here = theirs.get(path, ""), ours.get(path, "")
        if _agree(path, there, here):
            continue
        there, here = brief(there), brief(here)
        zh, here_zh = WORDS.get(there, there), WORDS.get(here, here)
        said = Both(f"{key.zh}是“{zh}”", f"{key.en} “{there}”") if there else Both(f"没有{key.zh}", f"no {key.en}")
        told.append(Both(f"{said.zh}，名单里是“{here_zh}”", f"{said.en}, in the list “{here}”"))
    return SEMICOLON.between(*told) if told else None


def _agree(path: str, there: str, listed: str) -> bool:
    if path == "unit.name":
        return same_name(there, listed)
    if path == "unit.code":
        return not (there and listed) or same_code(there, listed)  # as everywhere: then the name decides
    return there == listed or not listed


def claims_at(path: Path) -> dict[str, str]:
    """Read at a glance what an issued workbook says of itself; nothing of what is none of ours, or cannot be read."""
    try:
        return claimed_by(load_bytes(path))
    except (Refused, OSError):
        return {}


def issued_otherwise(
    roster: Roster, cases: Cases, form: tuple[str, str], year: int, folder: Path
) -> Iterator[IssuedOtherwise]:
    """Yield who still has to fill in a workbook that is not as the list has the unit; `form` is its id and edition."""
    for member in roster.members:
        case = cases.find(form[0], year, member.scope, member)
        last = case.last("issued") if case and case.state() in ("missing", "returned") else None
        if last is None:
            continue
        listed = Identity(*form, member.name, member.code, member.level, member.kind, year, member.scope)
        if other := otherwise(listed, claims_at(folder / last.file)):
            yield IssuedOtherwise(member, folder / last.file, other)


def returned_otherwise(roster: Roster | None, identity: Identity | None) -> Both | None:
    """Say in what a return is for another than the list has its unit; None where it is not, or there is no list."""
    member = roster.find(identity, identity.scope) if roster and identity else None
    if member is None or identity is None:
        return None
    listed = identity._replace(name=member.name, code=member.code, level=member.level, kind=member.kind)
    return otherwise(listed, identity.texts())
