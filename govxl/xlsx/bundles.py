"""Zips of files of any kind, as large as a disk takes: written one file at a time, and read the same way."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from govxl.words import Both, SaidError
from govxl.xlsx.packing import LONG_AGO

__all__ = ["Bundle", "BundleError", "write_bundle"]

PIECE = 1 << 20


class BundleError(SaidError):
    """The file is no zip that can be read."""


def write_bundle(target: IO[bytes], files: Iterable[tuple[str, Path | bytes]]) -> None:
    """Write files under their names into a zip; what stands there does not tell when it was made."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, source in files:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            # The system that wrote it, 3 on Unix and 0 on Windows, would make two zips of the same files differ.
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            if isinstance(source, bytes):
                bundle.writestr(entry, source)
                continue
            # `zipfile` must know beforehand whether the sizes take the longer fields of Zip64.
            entry.file_size = source.stat().st_size
            with source.open("rb") as whole, bundle.open(entry, "w") as out:
                while piece := whole.read(PIECE):
                    out.write(piece)


class Bundle:
    """A zip to be read; BundleError where it is none, is locked, or holds a name twice."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError):
            raise _unreadable(path) from None
        self.path = path
        self.sizes = {each.filename: each.file_size for each in self._zip.infolist() if not each.is_dir()}
        # Which of two files of one name is meant, programs answer differently.
        if len(self.sizes) < sum(not each.is_dir() for each in self._zip.infolist()):
            raise _unreadable(path)

    def read(self, name: str) -> bytes:
        """Read a file whole, and no more of it than its entry says."""
        try:
            with self._zip.open(name) as file:
                return file.read(self.sizes[name])
        # RuntimeError: it is under a password. NotImplementedError: packed in a way that Python does not know.
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
            raise _unreadable(self.path) from None

    def close(self) -> None:
        """Close the file."""
        self._zip.close()


def _unreadable(path: Path) -> BundleError:
    return BundleError(
        Both(f"{path}：不是能读的 zip，或者没有传完整", f"{path}: no zip that can be read, or not all of it")
    )
