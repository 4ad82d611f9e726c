"""Small archives made by hand, and what is seen of them."""

from pathlib import Path
from typing import Any

from govxl.archive.store import Archive
from govxl.form.definition import form_for_year
from govxl.look.looking import Look, look_at
from tests.look_room.archives import changed, keep, line

__all__ = ["seen", "take"]


def seen(archive: Archive, *years: int, scope: str = "own") -> Look:
    return look_at(archive, form_for_year("zfxxgk", max(years)), years, scope)


def take(folder: Path, returns: list[tuple[str, str, int, dict[str, Any], dict[str, Any]]]) -> Archive:
    """Take in returns: unit, code, year, cells, and what else is said of the line."""
    archive = Archive(folder)
    with archive.writing() as writer:
        for unit, code, year, cells, more in returns:
            record = changed(unit, code, year, cells, more.pop("scope", "own"))
            told = {"outcome": "accepted", "verdict": "accepted", **keep(writer, record), **more}
            writer.add(line(told.pop("kind", "received"), record, f"{unit}{year}.xlsx", **told))
    return archive
