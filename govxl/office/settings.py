"""office.toml: what an office says of itself in the workbooks it issues: to whom, until when, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from govxl.characters import visible
from govxl.form.words import KINDS
from govxl.inputs import MAX_SETTINGS, UnfitError, from_toml, read_file

__all__ = ["DEFAULT", "Office", "OfficeFileError", "read_office"]

DEFAULT = "default"
"""The deadline of the kinds of unit that have none of their own."""

TEXTS = ("recipient", "contact", "phone", "email")
LONGEST = 200
"""Characters of a text, which stands on one line of the first sheet."""


class OfficeFileError(ValueError):
    """The settings cannot be used; the message names the file, the key and what to write."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office's settings; `deadlines` by kind of unit (`words.KINDS`) or `default`."""

    file: str = ""
    recipient: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    deadlines: Mapping[str, date] = field(default_factory=dict)

    def texts(self, kind: str, year: int) -> dict[str, str]:
        """Give what the workbook of a unit of this kind says, by the names of `words.OFFICE`.

        Raises OfficeFileError for a deadline before the report year is over, such as last year's.
        """
        said = {name: getattr(self, name) for name in TEXTS if getattr(self, name)}
        key = kind if kind in self.deadlines else DEFAULT
        day = self.deadlines.get(key)
        if day is None:
            return said
        if day <= date(year, 12, 31):
            told = f"deadlines.{key} 是 {day.isoformat()}，{year} 年度还没有结束；请改成 {year + 1} 年的日期"
            raise OfficeFileError(f"{self.file}：{told}")
        return {"deadline": f"{day.year}年{day.month}月{day.day}日", **said}


def read_office(path: Path) -> Office:
    """Read an office's settings; raises OSError when there are none, OfficeFileError when they cannot be used."""
    try:
        data = from_toml(read_file(path, MAX_SETTINGS))
    except UnfitError as error:
        raise OfficeFileError(f"{path}：{error}") from None
    deadlines = data.pop("deadlines", {})
    known = f"可以写的有 {'、'.join(TEXTS)} 和 [deadlines]"
    for key, value in data.items():
        if key not in TEXTS:
            raise OfficeFileError(f"{path}：不认识 {key}；{known}")
        if not isinstance(value, str) or "\n" in value or visible(value) != value or len(value) > LONGEST:
            raise OfficeFileError(f"{path}：{key} 要写成一行文字，放在引号里，最多 {LONGEST} 个字")
    return Office(file=str(path), **data, deadlines=_deadlines(path, deadlines))


def _deadlines(path: Path, found: Any) -> dict[str, date]:
    if not isinstance(found, dict):
        raise OfficeFileError(f"{path}：deadlines 要写成 [deadlines]，下面每类单位一行，例如 department = 2026-01-20")
    for key, value in found.items():
        if key not in (*KINDS, DEFAULT):
            raise OfficeFileError(f"{path}：deadlines 里不认识 {key}；可以写的有 {DEFAULT}、{'、'.join(KINDS)}")
        if type(value) is not date:
            raise OfficeFileError(f"{path}：deadlines.{key} 要写成日期，不加引号，例如 2026-01-20")
    return found
