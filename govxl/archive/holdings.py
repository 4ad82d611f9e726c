"""What the log says an archive holds: every place it names, and whose each folder of records is."""

from govxl.archive.events import Event
from govxl.archive.places import RECORDS
from govxl.filing.units import Unit

__all__ = ["Holdings"]


class Holdings:
    """Grows by an event at a time; folders are told apart as disks do that make no difference of large letters."""

    def __init__(self) -> None:
        self.places: set[str] = set()
        self._digests: dict[str, str] = {}
        self._owners: dict[str, tuple[str, Unit]] = {}

    def add(self, event: Event) -> None:
        """Take in what an event speaks of."""
        if event.kept:
            self.places.add(event.kept)
            self._digests.setdefault(event.kept, event.sha256)
        if event.record:
            self.places.add(event.record)
            self._digests.setdefault(event.record, event.record_sha256)
            if event.record.startswith(RECORDS):
                self.claim(event.record.rpartition("/")[0], event)

    def digest(self, place: str) -> str:
        """Give the sha256 that the log has of a place; empty where it names none."""
        return self._digests.get(place, "")

    def claim(self, folder: str, unit: Unit) -> None:
        """Note whose a folder is."""
        self._owners.setdefault(folder.casefold(), (folder, unit))

    def owner(self, folder: str) -> tuple[str, Unit] | None:
        """Say how a folder is spelt and whose it is; None where it is nobody's yet."""
        return self._owners.get(folder.casefold())
