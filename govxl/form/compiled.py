"""What is worked out from a form.toml alone, kept beside it in the installed package since that was built.

Reading a form and laying it out takes longer than judging a return, and comes to the same in every process. What was
kept is taken only from inside the package, whose code is trusted as much, and only for the very form.toml, govxl and
Python that it was made of and by. Anywhere else, and in a checkout, the form.toml is read.
"""

import pickle
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from govxl.installed import is_inside
from govxl.version import VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["FILE", "THIS_PYTHON", "file_of", "kept", "written"]

FILE = "form.toml"
THIS_PYTHON = str(sys.implementation.cache_tag)


def no_more() -> bytes:
    """Give what a value was worked out from besides the form.toml: nothing."""
    return b""


def written(
    folder: "Traversable", name: str, value: object, given: object, python: str, also: Callable[[], bytes] = no_more
) -> bytes:
    """Write a value as `kept` takes it; `given` is no part of it and is given again.

    `python` is the Python that it is for, by its cache tag. `also` gives what else it was worked out from.
    """
    out = BytesIO()
    _Pickler(out, given).dump(value)
    # Only a build optimises, so only then is that module loaded.
    from pickletools import optimize

    return _key(folder, name, also(), python) + optimize(out.getvalue())


def kept(folder: "Traversable", name: str, given: object, also: Callable[[], bytes] = no_more) -> Any | None:
    """Give what was kept beside a form.toml; None where nothing was, or not for this one, or for what `also` gives."""
    # What is no path lies in the zip that holds the package itself; elsewhere on the disk it may be from anybody.
    if isinstance(folder, Path) and not is_inside(folder):
        return None
    try:
        data = (folder / file_of(name)).read_bytes()
    except (OSError, KeyError):  # a zip has its own words for what is not there
        return None
    key = _key(folder, name, also(), THIS_PYTHON)
    return _Unpickler(BytesIO(data[len(key) :]), given).load() if data.startswith(key) else None


def file_of(name: str) -> str:
    """Name the file of a kept value, beside the form.toml."""
    return f"{name}.pickle"


def _key(folder: "Traversable", name: str, also: bytes, python: str) -> bytes:
    """Say what a kept value was made of and by; one with another key is as good as none."""
    # What lies in a zip is asked for its place by its words alone.
    by, place = f"{VERSION} {python}", str(folder).replace("\\", "/").rstrip("/").split("/")
    form = "/".join(place[-2:])
    read = sha256((folder / FILE).read_bytes())
    read.update(also)
    return f"govxl {by} {name} {form} {read.hexdigest()}\n".encode()


GIVEN = "given"
"""Stands for what is given again: the folder of a form, the form of a layout."""


class _Pickler(pickle.Pickler):
    def __init__(self, file: IO[bytes], given: object) -> None:
        super().__init__(file, protocol=5)
        self.given = given

    def persistent_id(self, obj: object) -> str | tuple[object, ...] | None:
        # A set has another order in every process, and what is built is to be the same.
        if isinstance(obj, frozenset):
            return tuple(sorted(obj, key=repr))
        return GIVEN if obj is self.given else None

    def reducer_override(self, obj: object) -> Any:
        # A named tuple is made again as the tuple it is: by its own constructor that takes twice as long.
        if isinstance(obj, tuple) and type(obj) is not tuple:
            return tuple.__new__, (type(obj), tuple(obj))
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: IO[bytes], given: object) -> None:
        super().__init__(file)
        self.given = given

    def persistent_load(self, pid: object) -> object:
        if isinstance(pid, tuple):
            return frozenset(pid)
        if pid != GIVEN:
            raise pickle.UnpicklingError(f"nothing is called {pid!r}")
        return self.given
