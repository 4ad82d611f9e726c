"""What is worked out from a form.toml alone, kept beside it in the installed package since that was built.

Reading a form and laying it out takes longer than judging a return, and comes to the same in every process. What was
kept is taken only from inside the package, whose code is trusted as much, and only for the very form.toml, govxl and
Python that it was made of and by. In a checkout, whose code changes from day to day, it lies where Python keeps what it
compiles of this module, and is taken for these very sources alone. Anywhere else the form.toml is read.
"""

import os
import pickle
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from govxl.installed import in_checkout, is_checkout, is_inside
from govxl.version import VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["FILE", "THIS_PYTHON", "file_of", "keep", "kept", "written"]

FILE = "form.toml"
THIS_PYTHON = str(sys.implementation.cache_tag)
CACHE = "__pycache__"


def no_more() -> bytes:
    """Give what a value was worked out from besides the form.toml: nothing."""
    return b""


def written(
    folder: "Traversable", name: str, value: object, given: object, python: str, also: Callable[[], bytes] = no_more
) -> bytes:
    """Write a value as `kept` takes it; `given` is no part of it and is given again.

    `python` is the Python that it is for, by its cache tag. `also` gives what else it was worked out from.
    """
    return _key(folder, name, (folder / FILE).read_bytes(), also(), python) + _packed(value, given)


def kept(folder: "Traversable", name: str, given: object, also: Callable[[], bytes] = no_more) -> Any | None:
    """Give what was kept of a form; None where nothing was, or not of this form.toml, or of what `also` gives."""
    cached = _cached(folder, name)
    # What is no path lies in the zip that holds the package itself; elsewhere on the disk it may be from anybody.
    if isinstance(folder, Path) and not cached and not is_inside(folder):
        return None
    try:
        if cached and isinstance(folder, Path):
            key = _ASKED[cached] = _sources() + _key(folder, name, _first_read(folder), also(), THIS_PYTHON)
            data = cached.read_bytes()
        else:
            data = (folder / file_of(name)).read_bytes()
            key = _key(folder, name, (folder / FILE).read_bytes(), also(), THIS_PYTHON)
    except (OSError, KeyError):  # a zip has its own words for what is not there
        return None
    if not data.startswith(key):
        return None
    value = BytesIO(data)
    value.seek(len(key))
    try:
        return _Unpickler(value, given).load()
    except Exception:
        # What was cut short or garbled may fail in any way, and is as good as none.
        return None


_ASKED: dict[Path, bytes] = {}
"""By its file, what a kept value was asked for by before it was worked out: what changed since is no part of it."""


def keep(folder: "Traversable", name: str, make: Callable[[], object], given: object) -> None:
    """Keep what `kept` had not in a checkout, for the next process, where Python would keep what it compiles."""
    place = _cached(folder, name)
    if place not in _ASKED or sys.dont_write_bytecode or not os.access(place.parent, os.W_OK):
        return
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        _sweep(place)
        part.write_bytes(_ASKED[place] + _packed(make(), given))
        part.replace(place)
    except OSError:
        # Where nothing can be written, every process works it out.
        with suppress(OSError):
            part.unlink()


def _sweep(place: Path) -> None:
    """Take away what processes left that were killed while they kept a value; what is a minute old nobody writes on."""
    for left in place.parent.glob(f"{place.name}.*"):
        if left.stat().st_mtime < time.time() - LONG:
            left.unlink()


LONG = 60
"""Seconds in which a value is written, on the slowest of machines."""


def _cached(folder: "Traversable", name: str) -> Path | None:
    """Name the file of what is kept of a form in a checkout; None for any other."""
    if not isinstance(folder, Path) or sys.pycache_prefix or not in_checkout(folder):
        return None
    form = "-".join(folder.resolve().parts[-2:])
    return Path(__file__).parent / CACHE / f"{form}.{THIS_PYTHON}.{file_of(name)}"


@cache
def _first_read(folder: Path) -> bytes:
    """Give a form.toml as it was when its form was first asked for, of which all is that this process works out."""
    return (folder / FILE).read_bytes()


@cache
def _sources() -> bytes:
    """Tell the sources of the package from others as Python does: by when they were changed, and how long they are."""
    told: list[tuple[str, int, int]] = []
    for folder, _, names in os.walk(sys.modules["govxl"].__path__[0]):
        for path in (os.path.join(folder, name) for name in names if name.endswith(".py")):
            about = os.stat(path)
            told.append((path, about.st_mtime_ns, about.st_size))
    return f"{sha256(repr(sorted(told)).encode()).hexdigest()}\n".encode()


with suppress(OSError):  # a package without any forms
    # Before what works forms out is imported: looked at later, they may be others than those that this process runs.
    _ = is_checkout() and _sources()


def file_of(name: str) -> str:
    """Name the file of a kept value, beside the form.toml."""
    return f"{name}.pickle"


def _key(folder: "Traversable", name: str, form_toml: bytes, also: bytes, python: str) -> bytes:
    """Say what a kept value was made of and by; one with another key is as good as none."""
    # What lies in a zip is asked for its place by its words alone.
    by, place = f"{VERSION} {python}", str(folder).replace("\\", "/").rstrip("/").split("/")
    form = "/".join(place[-2:])
    read = sha256(form_toml)
    read.update(also)
    return f"govxl {by} {name} {form} {read.hexdigest()}\n".encode()


def _packed(value: object, given: object) -> bytes:
    out = BytesIO()
    _Pickler(out, given).dump(_shared(value, given, {}))
    # Only what is kept is optimised, so only then is that module loaded.
    from pickletools import optimize

    return optimize(out.getvalue())


def _shared(value: Any, given: object, known: dict[Any, Any]) -> Any:
    """Give a value with all that it says twice in it once: so there is less to keep, and half as much to make of it.

    What cannot change may as well be the same. `known` has what was met before, by what it is and is made of: what is
    merely equal, as 0, 0.0 and False are, is not the same.
    """
    if value is given:
        return value
    if isinstance(value, str | Decimal):
        return known.setdefault((type(value), str(value)), value)
    if isinstance(value, tuple):
        parts = [_shared(part, given, known) for part in value]
        return known.setdefault((type(value), *map(id, parts)), tuple.__new__(type(value), parts))
    if type(value) is dict:
        return {_shared(key, given, known): _shared(part, given, known) for key, part in value.items()}
    return value


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
