"""A record of a return that findings block, made because somebody answers for it (特批接收).

It holds what was read and says what was overridden. What nobody can answer for is never overridden: a file that cannot
be read, whose it is, and a figure that is not there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from govxl.filing.beside import RECORD, remarks
from govxl.filing.carried import prior_notes
from govxl.filing.checks import RULE_FINDINGS
from govxl.filing.model import Fact, Filing, Judgement, SourceFile, WorkbookReading
from govxl.filing.record import form_of, hold_against, make_record
from govxl.filing.texts import joined_notes
from govxl.filing.whose import RESTORE, doubtful
from govxl.findings.finding import Finding, entry_of, message_of
from govxl.layout.places import Slot
from govxl.words import EXCEPTION

__all__ = ["blocking", "never_overridden", "overridden_record", "unread_slots"]


def blocking(judgement: Judgement) -> tuple[Finding, ...]:
    """Give the findings that reject a return."""
    return tuple(found for found in judgement.findings if found.blocks)


def never_overridden(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep of findings those that nobody can override: the file cannot be read, or whose it is is uncertain.

    Nor can anybody for entries that were lost: where blanks are declared zeros, they would count as such.
    """
    told = tuple(findings)
    return (*doubtful(told), *(each for each in told if each.blocks and each.name == RESTORE))


def unread_slots(reading: WorkbookReading) -> list[Slot]:
    """Give the cells without which there is no record: figures that are not there, words that could not be read."""
    return [slot for slot, text in _without_fact(reading) if text is None]


def _without_fact(reading: WorkbookReading) -> Iterator[tuple[Slot, str | None]]:
    """Yield the cells that no fact was read from, and the text that stands for one that was left blank."""
    for slot in (*reading.layout.of_kind("input"), *reading.layout.of_kind("field")):
        if slot.path in reading.read.facts or slot.path.startswith("reason.") or slot.path.endswith(".mode"):
            continue
        blank = slot.path not in reading.located.lost and not reading.values.get(slot.path)
        words = "" if blank and not slot.traits.numeric else None
        yield slot, reading.identity.name if slot.path == "unit.title" and blank else words


def overridden_record(judgement: Judgement, reading: WorkbookReading, why: str) -> dict[str, Any]:
    """Make the record of a rejected return, which says `why` it counts and what was overridden.

    Raises RecordError where it would be none. `unread_slots` and `never_overridden` are asked before.
    """
    raw, read = reading.raw, reading.read
    stood_in = {slot.path: Fact(slot.path, text, slot.box) for slot, text in _without_fact(reading)}
    rules = tuple(found for found in judgement.findings if found.name in RULE_FINDINGS)
    # Rule findings stand among the record's own; of the others only these lines tell.
    others = [found for found in blocking(judgement) if found.name not in RULE_FINDINGS]
    told = [f"{EXCEPTION}：{why}"]
    told += [f"{EXCEPTION}：{found.code} {entry_of(found).title.zh}：{message_of(found)}" for found in others]
    notes = (*told, *prior_notes(judgement.findings), *joined_notes(read.notes))
    source = SourceFile(judgement.file, raw.sha256, raw.producer, reading.seal, notes)
    kept = tuple(remarks(judgement.beside, RECORD))
    facts = {**read.facts, **stood_in}
    filing = Filing(reading.layout, reading.identity, facts, reading.totals, reading.prior, source, rules, kept)
    record = make_record(filing)
    hold_against(record, form_of(record))
    return record
