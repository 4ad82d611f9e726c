"""Contents for the writer: of a blank workbook, of one filled from a record, or of one that was read, made again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from govxl.filing.checks import carried_reasons
from govxl.filing.model import Identity, Prior, WorkbookReading, prior_values
from govxl.filing.prose import doubts_in, prose_values
from govxl.filing.record import Record, identity_in, value_at
from govxl.language.expressions import Value, evaluate, paths_in
from govxl.layout.check_formulas import reason_path
from govxl.layout.layout import Layout, Verdicts
from govxl.returns.retype import retyped, seen_in
from govxl.words import DRAFT, INCOMPLETE, OFFICE, UNAUDITED
from govxl.workbook.identity import verified
from govxl.workbook.writer import Contents

__all__ = [
    "blank_contents",
    "contents_again",
    "filled_contents",
    "issue_time",
    "office_told",
    "proven_key",
    "reading_texts",
]


def blank_contents(
    layout: Layout,
    identity: Identity,
    prior: Prior | None,
    issued: datetime,
    password: str = "",
    key: bytes = b"",
    office: Mapping[str, str] | None = None,
) -> Contents:
    """Prepare a blank workbook: what the form prefills, last year's figures when there are any, and whom to ask.

    `office` holds what the office says of itself, by the names of `words.OFFICE`.
    """
    texts = identity.texts()
    values: dict[str, Value] = {"unit.title": identity.name, **prior_values(prior), **office_values(office or {})}
    known: dict[str, Value] = {**values, **texts, "year": Decimal(identity.year)}
    for path, tree in layout.form.prefills.items():
        # Without last year's figures there is nothing to prefill the line with: blank is not zero.
        if any(read.startswith("prior.") and read not in known for read in paths_in(tree)):
            continue
        value = evaluate(tree, known.get)
        if value not in (None, ""):
            values[path] = value
    return Contents(texts, values, issued, password, key)


def filled_contents(layout: Layout, record: Record, issued: datetime) -> Contents:
    """Prepare the workbook a record was read from: every figure and text where staff would type it."""
    values: dict[str, Value] = {"unit.title": record["unit"]["title"], "unit.change": record["unit"]["change"]}
    for path, point in layout.form.points.items():
        if point.kind == "input":
            # In a record nothing stands for what is not applicable; in a workbook staff typed a mark.
            blank = "/" if point.traits.not_applicable else None
            values[path] = _value(value_at(record["tables"], path), blank)
    values |= {f"cover.{name}": _value(value) for name, value in record["cover"].items()}
    # Whoever works on with a sum that is not whole is told so at every table, until somebody takes it away.
    warning = _warning_of(record)
    printed = {table.name for table in layout.form.tables if not table.auxiliary}
    notes = {table: text or (warning if table in printed else "") for table, text in record["notes"].items()}
    values |= {f"{table}.note": text for table, text in notes.items()}
    for part, texts in record["narrative"].items():
        values |= {f"narrative.{part}.{name}": _value(text) for name, text in texts.items()}
    groups = {(check.rule.id, check.at): check.group for check in layout.form.checks}
    for each in record["explanations"]:
        values[f"reason.{each['rule']}.{groups[each['rule'], each['at']]}"] = each["reason"]
    values |= {**prior_values(prior_of(record)), **office_values({})}
    identity = identity_in(record).texts()
    known: dict[str, Value] = {**values, **identity, "year": Decimal(record["year"])}
    verdicts = reading_texts(layout, known)
    return Contents(identity, values | carried_reasons(layout, verdicts), issued)


def reading_texts(layout: Layout, values: Mapping[str, Value]) -> Verdicts:
    """Give what checks see over values, those of prose too where a reason was given for what texts say."""
    verdicts = Verdicts(layout, values)
    # Reading texts takes a while, and only a reason has to know what it was given for.
    if any(
        check.rule.prose and check.rule.takes_reason and values.get(reason_path(check)) for check in layout.form.checks
    ):
        return Verdicts(layout, {**values, **prose_values(layout.form, doubts_in(layout, verdicts))})
    return verdicts


def contents_again(reading: WorkbookReading, key: bytes = b"") -> Contents:
    """Prepare the workbook that was read once more: everything typed into it, and all it carries along.

    Its seal stays where all that it covers does; a key makes a new one, but only of a seal that it proves intact.
    """
    typed = retyped(reading)
    # What the last return told is not told again: the next one says its own.
    values = {path: value for path, value in reading.values.items() if not path.startswith("returned.")}
    reasons = carried_reasons(reading.layout, reading.verdicts)
    values |= {**office_values(office_told(reading)), **reasons}
    # A seal covers layout and last year's figures; where either is another one it would be broken.
    as_issued = reading.told["fingerprint"] == reading.layout.fingerprint and reading.prior == reading.issued_with
    identity = reading.identity.texts() | {"seal": reading.told["seal"] if as_issued else ""}
    issued = issue_time(reading.told["issued"])
    return Contents(identity, values | seen_in(typed), issued, key=proven_key(reading, key), typed=typed)


def proven_key(reading: WorkbookReading, key: bytes) -> bytes:
    """Give a key back that made the seal of a workbook, and nothing for one it never sealed as it stands."""
    return key if verified(key, reading.told, prior_values(reading.issued_with)) == "intact" else b""


def issue_time(text: str) -> datetime:
    """Read when a workbook was issued; now, where it does not say."""
    try:
        told = datetime.fromisoformat(text)
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return datetime.now(UTC)


def office_told(reading: WorkbookReading) -> dict[str, str]:
    """Give what a workbook that was read says of the office that issued it, by the names of `words.OFFICE`."""
    return {name: text for name in OFFICE if (text := reading.text(f"office.{name}"))}


def office_values(office: Mapping[str, str]) -> dict[str, Value]:
    """Give what a workbook says of the office that issued it, by path."""
    return {f"office.{name}": office.get(name, silent) for name, (_, silent) in OFFICE.items()}


def _warning_of(record: Record) -> str:
    """Say of a sum what it lacks, or that it holds what nobody accepted; nothing of a whole one or of a return."""
    told = record.get("aggregate")
    if told is None or (told["complete"] and not told["draft"]):
        return ""
    lacks = "" if told["complete"] else f"{INCOMPLETE}，缺 {len(told['gaps'])} 份"
    held = f"含{UNAUDITED}的 {count} 份" if (count := told["counts"]["unaudited"]) else ""
    why = "，".join(filter(None, [lacks, held]))
    told = f"{why}；补齐以后重新汇总" if why else "没有存档"
    return f"汇总{DRAFT}：{told}，不要用这一份报送。"


def _value(kept: object, blank: Value = None) -> Value:
    if kept is None:
        return blank
    return Decimal(kept) if isinstance(kept, int | Decimal) else str(kept)


def prior_of(record: Record) -> Prior | None:
    """Give last year's figures as a record carries them along."""
    prior = record["prior"]
    if prior is None:
        return None
    figures = {
        f"{table}.{row}.{column}": Decimal(value)
        for table, rows in prior["tables"].items()
        for row, line in rows.items()
        for column, value in line.items()
    }
    return Prior(prior["year"], prior["edition"], prior["sha256"], figures)
