"""migrate: what was typed into an older workbook moved into the current one, and every move told."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from govxl.cli.judging import report_lines
from govxl.cli.making import refuse_existing, target, write
from govxl.cli.run import REJECTED
from govxl.cli.words import say
from govxl.findings.finding import Where
from govxl.form.definition import load_form
from govxl.office.outbox import workbook_name
from govxl.returns.check import Expected, judge_file
from govxl.returns.migrate import Migrated, Move, can_be_migrated
from govxl.returns.migrate import migrate as move
from govxl.text import visible
from govxl.words import Language

__all__ = ["MovesShown", "migrate"]

KINDS = ("dropped", "lost", "added", "moved")


@dataclass(frozen=True, slots=True)
class MovesShown:
    """How the moves are shown."""

    language: Language
    json: bool


def migrate(old: Path, output: str, force: bool, shown: MovesShown, **wanted: Any) -> None:
    """Write the new workbook and tell every move; a file that cannot be relied on is judged instead, exit 1."""
    judgement = judge_file(old, Expected(key=wanted["key"]))
    if judgement.reading is None or not can_be_migrated(judgement):
        print("\n".join(report_lines(judgement, (), shown.language, quiet=True)))
        raise SystemExit(REJECTED)
    done = move(judgement.reading, **wanted)
    title = load_form(f"{done.identity.form}/{done.identity.edition}").title
    if wanted["key"] and any(found.name == "seal-absent" for found in judgement.findings):
        print(say("not-sealed", shown.language, path=old), file=sys.stderr)
    name = workbook_name(done.identity.name, done.identity.year, title).removesuffix(".xlsx")
    path = target(output, name, ".xlsx", shown.language)
    refuse_existing(path, force, shown.language)
    if shown.json:
        write(path, done.workbook, shown.language, told=False)
        print(json.dumps({"file": str(path), **{kind: _plain(done, kind) for kind in KINDS}}, ensure_ascii=False))
        return
    write(path, done.workbook, shown.language)
    print("\n".join(visible(line) for line in _lines(done, judgement.reading.layout.form.name, shown.language)))


def _of(done: Migrated, kind: str) -> Sequence[Move]:
    moves: Sequence[Move] = getattr(done, kind)
    return moves


def _plain(done: Migrated, kind: str) -> list[dict[str, Any]]:
    return [asdict(each) for each in _of(done, kind)]


def _lines(done: Migrated, old: str, language: Language) -> Iterator[str]:
    """Yield how many cells of each kind there are, then all of them, those that want attention first."""
    counts = {kind: len(_of(done, kind)) for kind in KINDS}
    new = f"{done.identity.form}/{done.identity.edition}"
    yield say("migrated", language, old=old, new=new, year=done.identity.year, **counts)
    for kind in KINDS:
        if moves := _of(done, kind):
            yield say(f"migrated-{kind}", language)
            yield from (f"  {_line(each, language)}" for each in moves)


def _line(each: Move, language: Language) -> str:
    places = [_place(place) for place in (each.before, each.after) if place]
    label = (each.after or each.before or Where()).label
    told = " → ".join(dict.fromkeys(places))
    return f"{told}  {label}" + (say("colon", language) + each.value if each.value else "")


def _place(place: Where) -> str:
    return f"「{place.sheet}」{place.cell}"
