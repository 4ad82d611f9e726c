"""The office's folder: office.toml marks it, and everything an office has lies in it under names people read."""

from dataclasses import dataclass
from pathlib import Path

from govxl.office.lists import ENDINGS
from govxl.office.settings import FOLDERS, Office, OfficeFileError, read_office
from govxl.words import Both

__all__ = ["SETTINGS", "Home", "find_home", "home_at"]

SETTINGS = "office.toml"

NOTES = (".txt", ".tsv")
"""Endings of what may be somebody's notes on the list, and is no other list beside it."""


@dataclass(frozen=True, slots=True)
class Home:
    """An office's folder and its settings; what its parts are called, `[folders]` may say otherwise."""

    top: Path
    office: Office

    def _named(self, key: str) -> Path:
        return self.top / self.office.folders[key]

    @property
    def roster(self) -> Path:
        """The list of units: the file of that name, or where that is not there the same with another ending.

        Raises OfficeFileError where it is there twice, as after a spreadsheet saved it under another ending: which of
        the two somebody went on with nobody else can know.
        """
        named = self._named("roster")
        others = [path for ending in ENDINGS if (path := named.with_suffix(ending)) != named and path.exists()]
        if not named.exists():
            return others[0] if others else named
        twin = next((path for path in others if path.suffix not in NOTES), None)
        if twin and self.office.folders["roster"] == FOLDERS["roster"]:
            zh = f"{self.top} 里有两份名单：{named.name} 和 {twin.name}，不知道用哪份；请只留要用的，另一份移走"
            en = f"{self.top} has two lists of units, {named.name} and {twin.name}; leave the one that is to be used"
            raise OfficeFileError(Both(zh, en))
        return named

    @property
    def key_file(self) -> Path | None:
        """The file of the key that seals this office's workbooks; None where it has none."""
        return self.top / self.office.key_file if self.office.key_file else None

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

    def sums(self, year: int) -> Path:
        """Give the folder of the sums the office makes itself."""
        return self._named("sums") / str(year)

    def waiting(self, year: int) -> Path:
        """Give the folder of the returns that wait for a person, with what is to be read before deciding."""
        return self._named("waiting") / str(year)


def find_home(start: Path) -> Home | None:
    """Find the office's folder that a folder is or lies in, nearest upwards; None outside any.

    Raises OSError and OfficeFileError for settings that cannot be used.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Home(folder, read_office(folder / SETTINGS))
    return None


def home_at(named: Path | None) -> Home | None:
    """Give the office's folder that is named, by itself or by its settings, else the one that this command runs in.

    Settings that name no report year are no folder's but words for workbooks, and not taken for one unless named.
    Raises OSError and OfficeFileError for settings that cannot be used.
    """
    if named is None:
        home = find_home(Path.cwd())
        return home if home and home.office.year else None
    settings = named / SETTINGS if named.is_dir() else named
    return Home(settings.absolute().parent, read_office(settings))
