"""What is said of a unit whose figures of last year are not where an office keeps them: what comes nearest to it."""

from govxl.characters import brief
from govxl.filing.model import Identity
from govxl.findings import Both, SaidError
from govxl.form.words import SCOPES
from govxl.units import Unit

__all__ = ["PriorMismatchError", "alike", "other_code", "other_name", "other_scope", "scope_label", "with_hint"]


class PriorMismatchError(SaidError):
    """What was given as last year's is another unit's, or of another year, scope or form; or nobody can tell whose."""


def scope_label(scope: str) -> str:
    """Give a scope in the words of the workbook."""
    return SCOPES.get(scope, scope)


def with_hint(told: Both, hint: Both | None) -> Both:
    """Add what comes nearest."""
    return Both(f"{told.zh}；{hint.zh}", f"{told.en}; {hint.en}") if hint else told


def alike(place: Both, unit: Unit) -> Both:
    """Name the unit whose name is most like the one asked for."""
    return Both(f"里面有“{brief(unit.name)}”（{place.zh}）", f"there is “{brief(unit.name)}” ({place.en})")


def other_code(place: Both, unit: Unit, identity: Identity) -> Both:
    """Say that a unit of that name has another code."""
    name, theirs, ours = brief(unit.name), brief(unit.code), brief(identity.code)
    return Both(
        f"{place.zh}的“{name}”代码是 {theirs}，报表的是 {ours}",
        f"“{name}” in {place.en} has code {theirs}, the workbook {ours}",
    )


def other_name(place: Both, unit: Unit) -> Both:
    """Say that a unit of that code has another name."""
    name, code = brief(unit.name), brief(unit.code)
    return Both(
        f"{place.zh}里代码 {code} 的是“{name}”，名称不同", f"code {code} in {place.en} is “{name}”, another name"
    )


def other_scope(place: Both, unit: Unit, scope: str, identity: Identity) -> Both:
    """Say that only another scope of the unit is there."""
    return Both(
        f"{place.zh}的“{brief(unit.name)}”统计口径是“{scope_label(scope)}”，报表的是“{scope_label(identity.scope)}”",
        f"“{brief(unit.name)}” in {place.en} is of scope {scope}, the workbook of scope {identity.scope}",
    )
