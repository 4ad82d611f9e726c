"""Which return a person means who names a unit: the one in the archive, or why there is none."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from govxl.archive.cases import UnitCase, number_of
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.units import Register, bare_code, meant_by, same_code, same_name
from govxl.office.sums_meant import sum_meant
from govxl.text import brief
from govxl.words import LISTED, SCOPES, STATES, Both, SaidError, scope_word

__all__ = ["Asked", "DecisionError", "UnknownUnitError", "chosen", "find_case"]

NAMED = 5
"""Units that a sentence spells out."""


class DecisionError(SaidError):
    """What somebody wants to decide cannot be decided so; the sentence says why, and what can be done."""


class UnknownUnitError(DecisionError):
    """The archive has no return of the unit that is meant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which return is meant: a unit by name or code, and of which form, year and scope, as far as that is said.

    `code` is what the office's list has beside a name: a unit that was renamed is known by it.
    """

    unit: str
    form: str = ""
    year: int | None = None
    scope: str = ""
    code: str = ""


class _Known(NamedTuple):
    """A case under the name and code of its unit."""

    name: str
    code: str
    case: UnitCase


def find_case(archive: Archive, asked: Asked) -> UnitCase:
    """Find the return that is meant.

    Raises UnknownUnitError where there is none, naming the nearest, DecisionError where there are several, where the
    list has the name beside another's code, or for a scope that is none.
    """
    asked = replace(asked, scope=_scope_in(asked.scope))
    wanted = [case for case in archive.cases.all if _is_asked(case.unit, asked)]
    register = Register(_Known(case.unit.unit, case.unit.code, case) for case in wanted)
    listed = _of_code(register, asked.code)
    found = register.find(_Known("", asked.unit, UnitCase())) or register.of_name(asked.unit)
    if found and listed and not {id(each.case) for each in found} & {id(each.case) for each in listed}:
        raise DecisionError(_either(asked.unit, found[0], listed[0]))
    found = found or listed
    once = _code_once(archive, asked.unit) if not found else ""
    if once and (not asked.code or same_code(asked.code, once)):
        # Whoever is called otherwise since is found by its old name too, unless the list has another unit of that name.
        found = _of_code(register, once)
    elif not (found or asked.code):
        found = [each for each in register.known if any(same_name(e.unit, asked.unit) for e in each.case.events)]
    if not found:
        if made := sum_meant([each for each in archive.events if _is_asked(each, asked)], asked.unit):
            raise UnknownUnitError(made)
        near = register.nearest(asked.unit)
        meant = Both(f"；是不是“{near.name}”？", f"; perhaps “{near.name}” is meant") if near else Both("", "")
        zh = f"归档里没有“{brief(asked.unit)}”{_span(asked).zh}的任何记录{meant.zh}"
        raise UnknownUnitError(
            Both(zh, f"the archive knows nothing of “{brief(asked.unit)}”{_span(asked).en}{meant.en}")
        )
    if len(found) == 1:
        return found[0].case
    several = [each.case.unit for each in found[:NAMED]]
    if len({(each.form, each.year, each.scope) for each in several}) > 1:
        told = LISTED.between(*(f"{each.form} {each.year} {scope_word(each.scope)}" for each in several))
        zh = f"“{brief(asked.unit)}”有几份：{told.zh}；请用 --year、--form 或 --scope 说明是哪一份"
        raise DecisionError(Both(zh, f"“{brief(asked.unit)}” has several: {told.en}; say --year, --form or --scope"))
    told = LISTED.between(*(f"{each.unit}（{each.code or '无代码'}）" for each in several))
    zh = f"名称是“{brief(asked.unit)}”的有几个单位：{told.zh}；请写单位代码"
    raise DecisionError(Both(zh, f"several units are called “{brief(asked.unit)}”: {told.en}; write the code instead"))


def _of_code(register: Register[_Known], code: str) -> list[_Known]:
    return register.find(_Known("", code, UnitCase())) if code else []


def _either(name: str, named: _Known, listed: _Known) -> Both:
    """Say that the archive has a name for one unit, and the list for another, as where two exchanged theirs."""
    name, once, code, other = (brief(each) for each in (name, listed.name, listed.code, named.code))
    zh = f"名单里“{name}”的代码是 {code}，归档里这个代码叫“{once}”，叫“{name}”的代码是 {other or '（无）'}"
    en = f"in the list the code of “{name}” is {code}, which the archive calls “{once}”, and its “{name}” has"
    return Both(f"{zh}；请写单位代码", f"{en} {f'the code {other}' if other else 'none'}: write the code instead")


def _code_once(archive: Archive, name: str) -> str:
    """Give the code of the unit that had a name, in whatever year; nothing where it had none, or two had the name."""
    events = (each for case in archive.cases.all for each in case.events if each.code)
    codes = {bare_code(each.code): each.code for each in events if same_name(each.unit, name)}
    return next(iter(codes.values())) if len(codes) == 1 else ""


def _is_asked(unit: Event, asked: Asked) -> bool:
    """Tell whether a case is of the form, year and scope that were asked for."""
    wanted = (asked.form or unit.form, asked.year or unit.year, asked.scope or unit.scope)
    return wanted == (unit.form, unit.year, unit.scope)


def _scope_in(word: str) -> str:
    """Give the key of a scope; a word that means none would leave the choice to chance."""
    key = meant_by(word, SCOPES) if word else ""
    if word and not key:
        listed = "、".join(f"{scope_word(each)}（{each}）" for each in SCOPES)
        zh, en = (
            f"--scope 没有“{brief(word)}”；可以写：{listed}",
            f"--scope: “{brief(word)}” is none of {', '.join(SCOPES)}",
        )
        raise DecisionError(Both(zh, en))
    return key


def _span(asked: Asked) -> Both:
    year = Both(f" {asked.year} 年度", f" of {asked.year}") if asked.year else Both("", "")
    scope = f"（{scope_word(asked.scope)}）" if asked.scope else ""
    return Both(year.zh + scope, year.en + (f" ({asked.scope})" if asked.scope else ""))


def chosen(case: UnitCase, number: int, choosing: bool) -> Event:
    """Give the return that a decision is about; while several are in conflict, accepting wants its number."""
    last = case.last("received")
    if case.current is None and last and last.outcome == "unknown-unit":
        zh = (
            f"名单里没有“{last.unit}”，它的 {last.file} 已存档，不计入；请核对名称和代码，补进名单，再运行 govxl ingest"
        )
        en = f"the list has no “{last.unit}”: its {last.file} is kept and does not count; add it, and run govxl ingest"
        raise DecisionError(Both(zh, en))
    if case.current is None:
        state = STATES[case.state()]
        zh = f"“{case.unit.unit}”还没有报送（{state.zh}），没有可以决定的"
        raise DecisionError(Both(zh, f"“{case.unit.unit}” has sent nothing in yet ({state.en})"))
    numbers = [n for n in map(number_of, case.events) if n]
    listed = LISTED.between(*map(str, dict.fromkeys(numbers)))
    if number:
        bearer = next((each for each in reversed(case.events) if number_of(each) == number), None)
        found = [each for each in case.returns if bearer and each.sha256 == bearer.sha256]
        if not found:
            zh = f"“{case.unit.unit}”没有第 {number} 份记录；有的是：{listed.zh or '（还没有）'}"
            raise DecisionError(
                Both(zh, f"“{case.unit.unit}” has no record {number}; there are: {listed.en or 'none'}")
            )
        return found[-1]
    if choosing and len(case.rivals) > 1:
        rivals = LISTED.between(
            *(f"--record {number_of(each)}（{each.file}，{each.time[:10]}）" for each in case.rivals)
        )
        zh = f"“{case.unit.unit}”有 {len(case.rivals)} 份数据不同的报表，都通过了核对；请写明接收哪一份：{rivals.zh}"
        en = f"“{case.unit.unit}” sent {len(case.rivals)} returns with different figures; say which counts: {rivals.en}"
        raise DecisionError(Both(zh, en))
    return case.current
