"""govxl archive: what an office keeps: looked up, verified, proven to others, handed over and taken in."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any

from govxl.archive.cases import UnitCase
from govxl.archive.damage import Damage
from govxl.archive.events import Event
from govxl.archive.store import Archive, ArchiveError
from govxl.cli.archive_cases import case_of, meant, reviews_all, span
from govxl.cli.deciding import decide, publish
from govxl.cli.handing_over import export, import_
from govxl.cli.paths import folder_for_output, refuse_existing, target, write
from govxl.cli.run import REJECTED, CannotRunError
from govxl.cli.words import say
from govxl.files import safe_name
from govxl.inputs import MAX_SETTINGS, UnfitError, read_file
from govxl.text import brief, screen_width, visible
from govxl.words import Language, scope_word

__all__ = ["BELOW", "archive", "checkpoint", "export", "history", "import_", "list_", "receipt", "show", "verify"]

NAME, STATE, FILE = 40, 14, 44
"""Columns of the screen."""

WORDS = {"note": "archive-note-text"}
"""What is said of an event's note; the other word is for what `verify` notes."""

PATIENCE = 0.5
"""Seconds between two words about how far `verify` has come."""


def archive(*, language: Language) -> None:
    """List what the archive of the office's folder holds."""
    list_(language=language)


# -- Looking up


def list_(
    *,
    year: int | None = None,
    form: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Print every unit's return: where it stands, and the file that counts."""
    where = meant(archive, office, language, may_begin="own")
    kept, review_all = where.kept, reviews_all(where.home)
    found = [case for case in kept.cases.all if (year or case.unit.year, form or case.unit.form) == span(case)]
    for case in found:
        if as_json:
            print(json.dumps(_plain_case(case, review_all), ensure_ascii=False))
            continue
        unit, current = case.unit, case.current
        state = case.state_words(review_all).said(language)
        scope = "" if unit.scope == "own" else f"（{scope_word(unit.scope)}）"
        columns = ((f"{unit.unit}{scope}", NAME), (state, STATE), (str(unit.year), 6), (unit.code, 20))
        text = "".join(f"{each}{' ' * max(1, wide - screen_width(each))}" for each, wide in columns)
        print(visible(f"{text}{current.file if current else ''}".rstrip()))
    if not as_json:
        files = len({event.kept for event in kept.events if event.kept})
        print(say("archive-total", language, units=len(found), lines=len(kept.events), files=files))


def _plain_case(case: UnitCase, review_all: bool) -> dict[str, Any]:
    unit, current = case.unit, case.current
    counts = case.counted(review_all)
    return {
        "unit": unit.unit,
        "code": unit.code,
        "form": unit.form,
        "year": unit.year,
        "scope": unit.scope,
        "state": case.state(review_all),
        "since": case.events[-1].time,
        "file": current.file if current else "",
        "kept": current.kept if current else "",
        "sha256": current.sha256 if current else "",
        "record": counts.record if counts else "",
        "events": len(case.events),
    }


def show(
    unit: str,
    *,
    year: int | None = None,
    form: str = "",
    scope: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Print where a unit's return stands, and where its file and record lie."""
    where = meant(archive, office, language)
    case, review_all = case_of(where, unit, year, form, scope), reviews_all(where.home)
    plain = _plain_case(case, review_all)
    if as_json:
        print(json.dumps(plain, ensure_ascii=False))
        return
    told = {**plain, "state": case.state_words(review_all).said(language), "scope": scope_word(plain["scope"])}
    for key in ("unit", "code", "form", "year", "scope", "state", "since", "file"):
        if told[key] != "":
            print(visible(f"{say(f'archive-{key}', language)}{told[key]}"))
    for key in ("kept", "record"):
        if told[key]:
            print(f"{say(f'archive-{key}', language)}{where.folder / told[key]}")
    if told["sha256"]:
        print(f"{say('archive-sha256', language)}{told['sha256']}")


def history(
    unit: str,
    *,
    year: int | None = None,
    form: str = "",
    scope: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Print all that happened to a unit's return, in the order of the log."""
    from govxl.archive.wording import event_words

    where = meant(archive, office, language)
    kept, case = where.kept, case_of(where, unit, year, form, scope)
    for index, event in _lines_of(kept, case):
        if as_json:
            print(json.dumps({"line": index + 1, **_plain(event)}, ensure_ascii=False))
            continue
        words = event_words(event).said(language)
        print(visible(f"{event.time}  {words}  {brief(event.file)}  {event.by}".rstrip()))
        for key in ("codes", "overrides", "note", "url", "date", "kept", "record"):
            if told := getattr(event, key):
                listed = say("listed", language).join(told) if isinstance(told, tuple) else told
                print(visible(f"    {say(WORDS.get(key, f'archive-{key}'), language)}{listed}"))


def _plain(event: Event) -> dict[str, Any]:
    told = {each.name: getattr(event, each.name) for each in fields(event)}
    return {key: value for key, value in told.items() if value not in ("", 0, ())}


def _lines_of(kept: Archive, case: UnitCase) -> list[tuple[int, Event]]:
    """Give a case's events with their places in the log, 0 for the first."""
    ours = {id(event) for event in case.events}
    return [(index, event) for index, event in enumerate(kept.events) if id(event) in ours]


# -- Verifying and proving


def verify(
    *,
    checkpoint: list[Path] | None = None,
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    quiet: bool = False,
    language: Language,
) -> None:
    """Verify every line, file and record; exit code 1 where anything is damaged."""
    from govxl.archive.verify import verify as damages

    folder = meant(archive, office, language).folder
    noted = {str(path): _noted(path, language) for path in checkpoint or ()}
    found = notes = 0
    for each in chain(damages(folder, noted, _progress(language)), _sums(folder)):
        kind = each.kind
        found, notes = found + (not kind.note), notes + kind.note
        where, says, remedy = (text.said(language) for text in (each.where, each.says, kind.remedy))
        if as_json:
            told = {"code": kind.code, "name": each.name, "note": kind.note, "place": each.place, "line": each.line}
            print(json.dumps({**told, "message": says, "remedy": remedy}, ensure_ascii=False))
        elif not (quiet and kind.note):
            label = say("archive-note" if kind.note else "archive-damage", language)
            print(visible(f"{label} {kind.code} {each.name}  {where}{say('colon', language)}{says}"))
            print(visible(f"    {say('advice', language)}{remedy}"))
    if not as_json:
        key = "archive-damaged" if found else "archive-sound"
        print(say(key, language, path=folder, n=found, notes=notes))
    if found:
        raise SystemExit(REJECTED)


def _sums(folder: Path) -> Iterator[Damage]:
    """Work every kept sum out again; where the log cannot be read, that was said."""
    from govxl.aggregate.recheck import rechecked

    with suppress(ArchiveError):
        yield from rechecked(Archive(folder))


def _progress(language: Language) -> Any:
    """Tell how far it has come, where somebody is looking on."""
    if not sys.stderr.isatty():
        return None
    start = told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < PATIENCE and done < of:
            return
        if told > start or now - start > PATIENCE:
            left = (now - start) / done * (of - done)
            words = say("archive-progress", language, done=done, of=of, left=round(left))
            print(f"\r{words}  ", end="" if done < of else "\n", file=sys.stderr, flush=True)
        told = now

    return tell


def _noted(path: Path, language: Language) -> Any:
    from govxl.archive.checkpoints import checkpoint_in

    try:
        return checkpoint_in(read_file(path, MAX_SETTINGS))
    except UnfitError as error:
        told = error.sentence.said(language)
        raise CannotRunError(f"{path}{say('colon', language)}{told}") from None


def checkpoint(
    *,
    output: str = "",
    force: bool = False,
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Print how long the log is and what its root is, to be noted where nobody of the office can change it."""
    from govxl.archive.checkpoints import checkpoint_in

    kept = meant(archive, office, language).kept
    data = kept.checkpoint()
    if output:
        path = target(output, f"{say('archive-checkpoint', language)}-{len(kept.events)}.txt", language)
        refuse_existing(path, force, language)
        write(path, data, language)
    elif as_json:
        told = checkpoint_in(data)
        print(json.dumps({"origin": told.origin, "size": told.size, "root": data.decode().split("\n")[2]}))
    else:
        sys.stdout.write(data.decode())
    print(say("archive-unsigned", language), file=sys.stderr)


def receipt(
    unit: str,
    *,
    output: str = "",
    checkpoint: Path | None = None,
    force: bool = False,
    year: int | None = None,
    form: str = "",
    scope: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Write a receipt for a unit: one for programs, with the proof, and one for people."""
    from govxl.archive.receipts import Proofs, page_of

    where = meant(archive, office, language)
    kept, case = where.kept, case_of(where, unit, year, form, scope)
    try:
        proofs = Proofs(kept, _noted(checkpoint, language) if checkpoint else None)
    except UnfitError as error:
        raise CannotRunError(error.sentence.said(language)) from None
    lines = [(index, event) for index, event in _lines_of(kept, case) if index < proofs.size]
    if not lines:
        raise CannotRunError(say("archive-nothing-then", language, unit=case.unit.unit))
    folder = folder_for_output(output or ".", language)
    name = f"回执-{safe_name(case.unit.unit)}-{case.unit.year}"
    proven, page = folder / f"{name}.json", folder / f"{name}.txt"
    for path in (proven, page):
        refuse_existing(path, force, language)
    write(proven, proofs.receipt([index for index, _ in lines]), language, told=False)
    write(page, page_of(case, lines, proofs, proven.name), language, told=not as_json)
    if as_json:
        told = {"receipt": str(proven), "page": str(page), "lines": [index + 1 for index, _ in lines]}
        print(json.dumps({**told, "size": proofs.size}, ensure_ascii=False))
    else:
        print(say("made", language, path=proven))


BELOW = (list_, show, history, verify, checkpoint, receipt, export, import_, decide, publish)
"""The commands below `govxl archive`."""
