"""What the core makes of the samples: run by any Python that has govxl and xlsxwriter, in a browser's as well.

`python tests/core_work.py FOLDER digests sessions` works in a copy of the samples, by the functions and by the commands
or by either, and leaves there what came of it (`DONE`); tests hold that of one Python against another's. It imports
nothing but the core and the standard library.
"""

import contextlib
import hashlib
import io
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from govxl.cli.verdict import json_line, report_lines
from govxl.filing.record import dump_record
from govxl.office.outbox import fill_workbook, new_workbook
from govxl.office.prior import prior_finder
from govxl.office.settings import read_office
from govxl.page.desk import judged, returned
from govxl.page.settings import Settings
from govxl.returns.check import Expected, judge
from govxl.returns.migrate import can_be_migrated, migrate
from govxl.returns.send_back import Return, returned_workbook, why_not_returned
from govxl.words import LANGUAGES

DONE = "done.json"
ON, ISSUED = date(2026, 1, 16), datetime(2026, 1, 20, 9, tzinfo=UTC)


def cases_in(samples: Path) -> list[Path]:
    return sorted(path.parent for path in samples.glob("*-20*/*/cmd.txt"))


# -- By the functions


def digests(samples: Path) -> dict[str, str]:
    """Give the digest of all that is made, by what it is."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in work(samples)}


def work(samples: Path) -> Iterator[tuple[str, bytes]]:
    for case in cases_in(samples):
        named = f"{case.parent.name}/{case.name}"
        yield f"{named}/new", blank(case)
        last_year = case / "last-year.json"
        expected = Expected(prior=prior_finder(last_year)) if last_year.exists() else Expected()
        for path in sorted(case.glob("*.xlsx")):
            yield from made_of(f"{named}/{path.stem}", path.name, path.read_bytes(), expected)


def blank(case: Path) -> bytes:
    """Make the blank workbook that the first command of a case makes."""
    program, command, *words = shlex.split((case / "cmd.txt").read_text("utf-8").splitlines()[0])
    assert (program, command) == ("govxl", "new")
    said = dict(zip(words[::2], words[1::2], strict=True))
    return new_workbook(
        said["--unit"],
        int(said["--year"]),
        scope=said.get("--scope", "own"),
        prior=case / said["--prior"] if "--prior" in said else None,
        issued=datetime.fromisoformat(said["--issued"]).replace(tzinfo=UTC),
        office=read_office(case / said["--office"]) if "--office" in said else None,
        **{name: said.get(f"--{name}", "") for name in ("code", "level", "kind")},
    )


def made_of(named: str, name: str, data: bytes, expected: Expected) -> Iterator[tuple[str, bytes]]:
    judgement = judge(data, name, expected)
    for language in LANGUAGES:
        yield f"{named}/json/{language}", json_line(judgement, (), language).encode()
        yield f"{named}/lines/{language}", "\n".join(report_lines(judgement, (), language, False)).encode()
    if judgement.record is not None:
        yield f"{named}/record", dump_record(judgement.record)
        yield f"{named}/fill", fill_workbook(judgement.record, ISSUED)
    elif judgement.reading is not None and why_not_returned(judgement) is None:
        yield f"{named}/return", returned_workbook(judgement, judgement.reading, 1, Return(ON, ("请核对。",)))
    if judgement.reading is not None and can_be_migrated(judgement):
        year = None if judgement.reading.identity.year > 2020 else 2021
        done = migrate(judgement.reading, year=year, issued=ISSUED)
        yield f"{named}/migrate", done.workbook
        yield f"{named}/moves", repr((done.dropped, done.lost, done.added, done.moved)).encode()
    on_page = judged(name, data, Settings())
    yield f"{named}/page", on_page.as_json().encode()
    if on_page.marked:
        made = returned(name, data, Settings(), ON)
        yield f"{named}/marked", made.name.encode() + made.content


# -- By the commands


def sessions(samples: Path) -> dict[str, list[dict[str, Any]]]:
    """Run the documented commands of every case where they are, `samples` being a copy: what each printed and wrote."""
    return {f"{case.parent.name}/{case.name}": list(session(case)) for case in cases_in(samples)}


def session(case: Path) -> Iterator[dict[str, Any]]:
    os.chdir(case)
    for line in Path("cmd.txt").read_text("utf-8").splitlines():
        words = shlex.split(line)[1:]
        if words[0] in ("fill", "render"):
            # What `ingest` leaves takes more than the core; its record is in the sample.
            record = Path(words[1])
            record.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile("expected/record.json", record)
        before = files()
        code, out, err = command(words)
        made = {name: digest for name, digest in files().items() if before.get(name) != digest}
        yield {"line": line, "code": code, "out": out, "err": err, "made": made}


def files() -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in Path().rglob("*") if path.is_file()}


def command(words: list[str]) -> tuple[int, str, str]:
    from govxl.cli import main

    out, err = io.StringIO(), io.StringIO()
    called = mock.patch.object(sys, "argv", ["govxl", *words])
    with called, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return code, out.getvalue(), err.getvalue()


def foreign() -> list[str]:
    """Name what was imported that is neither Python's own nor govxl nor xlsxwriter."""
    known = {"govxl", "xlsxwriter", "__main__", *sys.builtin_module_names, *sys.stdlib_module_names}
    return sorted({name.partition(".")[0] for name in sys.modules} - known)


if __name__ == "__main__":
    place, ways = Path(sys.argv[1]), {"digests": digests, "sessions": sessions}
    done = {way: ways[way](place) for way in sys.argv[2:]} | {
        "foreign": foreign(),
        "home": sys.modules["govxl"].__file__,
        "forms read": "govxl.form.reader" in sys.modules,
    }
    (place / DONE).write_text(json.dumps(done), "utf-8")
