"""A kept record judged again from its own figures: schema, totals, and every rule of its form."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from govxl.archive.damage import Damage, damage
from govxl.archive.events import Event
from govxl.filing.checks import is_of_figures
from govxl.filing.record import Record, RecordError, form_of, hold_against, identity_in, load_record
from govxl.filing.units import same_unit
from govxl.form.definition import UnknownFormError
from govxl.layout.layout import Verdicts, arrange
from govxl.returns.fill import filled_contents
from govxl.words import SEVERITIES, Both

__all__ = ["record_damage", "silent_rules"]

BLOCKING = {SEVERITIES["hard"], SEVERITIES["explainable"]}
"""States of a check that let no return pass, unless somebody decided so, and then the record lists it."""


def record_damage(place: str, data: bytes, event: Event, line: int) -> Iterator[Damage]:
    """Name what is wrong with a record that has the bytes the log tells of."""
    try:
        record = load_record(data)
        form = form_of(record)
        hold_against(record, form)
    except RecordError as error:
        yield damage("record-unfit", place, why=error.sentence)
        return
    except UnknownFormError as error:
        yield damage("no-form", place, form=error)
        return
    said = (
        (Both("表式", "form"), record["form"], event.form),
        (Both("版本", "edition"), record["edition"], event.edition),
        (Both("年度", "year"), record["year"], event.year),
        (Both("统计口径", "scope"), record["scope"], event.scope),
    )
    for key, found, told in said:
        if told and found != told:
            yield damage("record-of-another", place, key=key, found=found, told=told, at=line)
    whose = identity_in(record)
    if not same_unit(whose, event):
        yield damage("record-of-another", place, key=Both("单位", "unit"), found=whose.name, told=event.unit, at=line)
    known = {(check.rule.id, check.at) for check in form.checks}
    if any((each["rule"], each["at"]) not in known for each in record["explanations"]):
        yield damage(
            "record-unfit", place, why=Both("说明的规则表式里没有", "it explains a rule that its form has not")
        )
    elif rules := silent_rules(record):
        yield damage("record-rules", place, rules=Both("、".join(rules), ", ".join(rules)))


def silent_rules(record: Record) -> list[str]:
    """List the rules that a record of a known form breaks and does not say so; a sum is asked for no prose."""
    layout = arrange(form_of(record))
    contents = filled_contents(layout, record, datetime(2000, 1, 1, tzinfo=UTC))
    verdicts = Verdicts(layout, {**contents.values, **contents.identity, "year": Decimal(record["year"])})
    listed = {(each["rule"], each["at"]) for each in record["findings"]}
    checks = (check for check in layout.form.checks if "aggregate" not in record or is_of_figures(layout, check))
    broken = (check for check in checks if verdicts.state(check) in BLOCKING)
    return list(dict.fromkeys(check.rule.id for check in broken if (check.rule.id, check.at) not in listed))
