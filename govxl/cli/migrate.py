"""govxl migrate: what was typed into an older workbook moved into the current one, and every move told."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.cli.paths import refuse_existing, target, write
from govxl.cli.run import REJECTED
from govxl.cli.verdict import report_lines
from govxl.cli.words import say
from govxl.findings.finding import Where
from govxl.form.definition import load_form
from govxl.office.settings import read_key, read_password
from govxl.returns.check import Expected, judge_file
from govxl.text import visible
from govxl.words import Language

if TYPE_CHECKING:
    from govxl.returns.migrate import Move

__all__ = ["migrate"]


def migrate(
    old: Path,
    *,
    output: str = "",
    form: str = "",
    year: int | None = None,
    issued: datetime | None = None,
    password_file: Path | None = None,
    key_file: Path | None = None,
    as_json: bool = False,
    force: bool = False,
    language: Language,
) -> None:
    """Move what was typed into a workbook into the current layout, and tell every move.

    A file that cannot be relied on is judged instead, exit 1.
    """
    from govxl.office.outbox import workbook_name
    from govxl.returns.migrate import can_be_migrated
    from govxl.returns.migrate import migrate as move

    password = read_password(password_file) if password_file else ""
    key = read_key(key_file) if key_file else b""
    judgement = judge_file(old, Expected(key=key))
    if judgement.reading is None or not can_be_migrated(judgement):
        print("\n".join(report_lines(judgement, (), language, quiet=True)))
        raise SystemExit(REJECTED)
    done = move(judgement.reading, form=form, year=year, issued=issued, password=password, key=key)
    if key and any(found.name == "seal-absent" for found in judgement.findings):
        print(say("not-sealed", language, path=old), file=sys.stderr)
    new = f"{done.identity.form}/{done.identity.edition}"
    name = workbook_name(done.identity.name, done.identity.year, load_form(new).title)
    path = target(output, name, language)
    refuse_existing(path, force, language)
    write(path, done.workbook, language, told=not as_json)
    # Those that want attention first.
    moves = {"dropped": done.dropped, "lost": done.lost, "added": done.added, "moved": done.moved}
    if as_json:
        plain = {kind: [_plain(each) for each in of_kind] for kind, of_kind in moves.items()}
        print(json.dumps({"file": str(path), **plain}, ensure_ascii=False))
        return
    counts = {kind: len(of_kind) for kind, of_kind in moves.items()}
    before = judgement.reading.layout.form.name
    print(visible(say("migrated", language, old=before, new=new, year=done.identity.year, **counts)))
    print("".join(f"{visible(line)}\n" for line in _lines(moves, language)), end="")


def _plain(move: "Move") -> dict[str, object]:
    """Put a move as a program reads it."""
    places = {name: place and place._asdict() for name, place in (("before", move.before), ("after", move.after))}
    return {**places, "value": move.value}


def _lines(moves: "Mapping[str, Sequence[Move]]", language: Language) -> Iterator[str]:
    """Yield all moves, each kind below its heading."""
    for kind, of_kind in moves.items():
        if of_kind:
            yield say(f"migrated-{kind}", language)
        for each in of_kind:
            places = [f"「{place.sheet}」{place.cell}" for place in (each.before, each.after) if place]
            label = (each.after or each.before or Where()).label
            value = say("colon", language) + each.value if each.value else ""
            yield f"  {' → '.join(dict.fromkeys(places))}  {label}{value}"
