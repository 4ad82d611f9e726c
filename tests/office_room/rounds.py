"""An office for tests: its folder with a roster, and returns of its units as they come in."""

import json
from collections import Counter
from pathlib import Path

from govxl.archive.cases import Cases, UnitCase
from govxl.archive.events import Event
from govxl.archive.store import Archive
from tests.commands import Done, run
from tests.returns import filled

__all__ = ["UNITS", "events", "ingest", "kept_once", "make_office", "of", "outcomes", "put", "states"]

UNITS = {f"示例县第{nth}局": f"D{nth:03}" for nth in range(1, 9)}


def of(unit: str, person: int = 12, **more: object) -> bytes:
    """Give the return of a unit with so many applications of persons; one that is rejected where `wrong` is given."""
    wrong = {"requests.carried_out.person": 1} if more.pop("wrong", False) else {}
    changes = {"requests.received.person": person, "requests.carried_out.person": person - 11, **wrong}
    code = more.pop("code", UNITS.get(unit, ""))
    return filled({**changes, **(more.pop("changes", {}))}, unit=unit, code=code, kind="department", **more)


def make_office(folder: Path, units: dict[str, str] | None = None, settings: str = "") -> Path:
    """Make an office's folder by hand, with these units in its roster."""
    (folder / "2收到").mkdir(parents=True)
    (folder / "office.toml").write_text(f'year = 2025\nform = "zfxxgk"\n{settings}', "utf-8")
    rows = "".join(f"{name},{code}\n" for name, code in (units or UNITS).items())
    (folder / "名单.csv").write_text(f"单位全称,单位代码\n{rows}", "utf-8")
    return folder


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def ingest(office: Path, *options: object) -> Done:
    """Take in what came, in this process unless `--jobs` says otherwise."""
    jobs = () if "--jobs" in options else ("--jobs", 1)
    return run("ingest", "--office", office, "--by", "李四", "--json", *jobs, *options)


def outcomes(done: Done) -> dict[str, str]:
    return {told["file"]: told["outcome"] for told in map(json.loads, done.lines)}


def events(office: Path) -> list[Event]:
    return Archive(office / "归档").events


def states(office: Path) -> dict[str, str]:
    return {case.unit.unit: case.state() for case in Cases(events(office)).all}


def case_of(office: Path, unit: str) -> UnitCase:
    return next(case for case in Cases(events(office)).all if case.unit.unit == unit)


def kept_once(office: Path) -> Counter[bytes]:
    """Count the contents of the objects of an archive."""
    return Counter(path.read_bytes() for path in (office / "归档" / "originals").rglob("*") if path.is_file())
