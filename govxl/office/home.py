"""The office's folder: office.toml marks it, and everything an office has lies in it under names people read."""

import errno
from dataclasses import dataclass
from pathlib import Path

from govxl.office.settings import Office, read_office
from govxl.words import Both, SaidOSError

__all__ = ["SETTINGS", "Home", "find_home", "home_at"]

SETTINGS = "office.toml"


@dataclass(frozen=True, slots=True)
class Home:
    """An office's folder and its settings; what its parts are called, `[folders]` may say otherwise."""

    top: Path
    office: Office

    def _named(self, key: str) -> Path:
        return self.top / self.office.folders[key]

    @property
    def roster(self) -> Path:
        """The list of units: the file of that name, or the same with .csv where only that is there."""
        named = self._named("roster")
        other = named.with_suffix(".csv")
        return other if not named.exists() and other.exists() else named

    @property
    def inbox(self) -> Path:
        """Where whatever came in is put, in any nesting."""
        return self._named("inbox")

    @property
    def archive(self) -> Path:
        """The archive, which only grows."""
        return self._named("archive")

    def outbox(self, year: int) -> Path:
        """Give the folder of what was issued for a report year."""
        return self._named("outbox") / str(year)

    def returns(self, year: int) -> Path:
        """Give the folder of what is to be sent back."""
        return self._named("returns") / str(year)

    def passed(self, year: int) -> Path:
        """Give the folder of the accepted returns, for people to work with."""
        return self._named("passed") / str(year)


def home_at(folder: Path) -> Home:
    """Take a folder as an office's; raises OSError where it is none, OfficeFileError for settings of no use."""
    if not (folder / SETTINGS).is_file():
        zh, en = "里面没有 office.toml；用 govxl office init 建一个", "it holds no office.toml; see govxl office init"
        raise SaidOSError(errno.EINVAL, Both(zh, en), str(folder))
    return Home(folder.absolute(), read_office(folder / SETTINGS))


def find_home(start: Path) -> Home | None:
    """Find the office's folder that a folder is or lies in, nearest upwards; None outside any.

    Raises OSError and OfficeFileError for settings that cannot be used.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Home(folder, read_office(folder / SETTINGS))
    return None
