"""govxl archive export and import: an archive handed over, another's taken in, and what was published before."""

import json
from pathlib import Path
from typing import Any

from govxl.archive.events import who
from govxl.archive.store import Archive
from govxl.cli.archive_cases import cases_of, meant, span, while_writing
from govxl.cli.paths import refuse_existing
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.text import visible
from govxl.words import Language

__all__ = ["export", "import_"]


def export(
    units: list[str] | None = None,
    *,
    bundle: str,
    year: int | None = None,
    form: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Write a bag of the archive, or of some units, as a folder or a zip."""
    from datetime import date

    from govxl.archive.bag import write_bag

    kept = meant(archive, office, language).kept
    chosen = None
    if units or year or form:
        cases = [case for unit in units for case in cases_of(kept, unit, year, form)] if units else kept.cases.all
        wanted = [case for case in cases if (year or case.unit.year, form or case.unit.form) == span(case)]
        if not wanted:
            raise CannotRunError(
                say("archive-nothing", language, span=" ".join(str(each) for each in (year, form) if each))
            )
        ours = {id(event) for case in wanted for event in case.events}
        chosen = [index for index, event in enumerate(kept.events) if id(event) in ours]
    path = Path(bundle)
    refuse_existing(path, False, language)
    with while_writing(path, language):
        done = write_bag(kept, path, chosen, date.today().isoformat())
    if as_json:
        told = {"bag": str(path), "lines": done.lines, "files": done.files, "bytes": done.size}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(say("archive-bagged", language, path=path, lines=done.lines, files=done.files))


def import_(
    files: list[Path],
    *,
    as_published: bool = False,
    by: str = "",
    note: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Take a bag in, or what was published in earlier years."""
    where = meant(archive, office, language, may_begin="any")
    kept, name = where.kept, who(by)
    for path in files:
        with while_writing(where.folder, language):
            told = _history(kept, path, name, note) if as_published else _bag(kept, path, name, language)
        if as_json:
            print(json.dumps({"file": str(path), **told}, ensure_ascii=False))
        else:
            print(visible(say(f"archive-{told['outcome']}", language, **{"path": path, **told})))


def _history(kept: Archive, path: Path, by: str, note: str) -> dict[str, Any]:
    from govxl.archive.history import take_history

    done = take_history(kept, path, by, note)
    event = done.event
    outcome = "again" if done.again else "wrong" if event.verdict == "rejected" else "taken"
    return {"outcome": outcome, "unit": event.unit, "year": event.year, "record": event.record, "codes": [*event.codes]}


def _bag(kept: Archive, path: Path, by: str, language: Language) -> dict[str, Any]:
    from govxl.archive.unbag import import_bag, is_bag

    if not path.exists():
        raise CannotRunError(say("missing-file", language, path=path))
    if not is_bag(path):
        raise CannotRunError(say("archive-no-bag", language, path=path))
    done = import_bag(kept, path, by)
    return {"outcome": "unpacked", "origin": done.origin, "lines": done.lines, "known": done.known, "units": done.units}
