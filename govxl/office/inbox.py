"""Everything that came in, in any nesting: each file with its name, and what is no return with its reason and cure.

Zips are opened in memory, under the bounds of `xlsx.zip` and two deep at most; nothing in them is ever written under a
name that stands there.
"""

import errno
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Literal

from govxl.files import TEMPORARY
from govxl.inputs import read_file
from govxl.office.folder import WORKBOOKS, contents_of, looked_into, stranger_of
from govxl.office.walking import NOTHING, Found, is_aside
from govxl.words import COLON, SEMICOLON, Both
from govxl.xlsx.sniff import other_file
from govxl.xlsx.zip import MAX_BUNDLE, MAX_FILE, Package, Refused, file_name, load_bytes, open_bundle

__all__ = ["BUSY", "BusyError", "Inbox", "Item", "inbox_of", "is_half_there", "read_item"]

ZIP, BOOK = ".zip", "xl/workbook.xml"
DEEPEST = 2
"""Zips within one another that are opened."""

MOST_UNPACKED = 1 << 30
"""Bytes of all that one zip holds, and of the zips in it."""

YOUNG = 5
"""Seconds since a file changed last within which one that is cut short is taken to be still on its way."""

SHARING = 32
"""What Windows says of a file that another program has not let go of."""

NO_FILES = Both("压缩包里一个文件也没有；请对方重新打包再发", "the zip holds no file; ask for it to be packed again")
LOCK = Both(
    "打开着的表格留下的临时文件，不是报表；不用处理", "a lock that an open workbook leaves; nothing needs doing"
)
ASIDE = Both("隐藏文件或系统文件，不是报表；不用处理", "hidden, or left by the system; nothing needs doing")
TOO_DEEP = Both(
    "压缩包里套压缩包，超过两层的没有打开；请解压后把里面的表放进来",
    "a zip within a zip within a zip is not opened; unpack it and put what it holds here",
)
TOO_MUCH = Both(
    f"压缩包连同里面的压缩包，解压后超过 {MOST_UNPACKED >> 20} MB，后面的没有打开",
    f"the zip holds more than {MOST_UNPACKED >> 20} MB with the zips in it, and the rest was not opened",
)
TOO_LARGE = Both(f"大于 {MAX_FILE >> 20} MB，不是发出的报表", f"longer than {MAX_FILE >> 20} MB, which no return is")
BUSY = Both("还在写入（复制或下载没有完成）；完成后再处理一次", "still being written; run this again once it is there")
PACK_AGAIN = Both(
    "请对方重新打包成普通的 .zip（不加密码）再发，或者解压后把里面的表放进来",
    "ask for an ordinary .zip without a password, or unpack it and put what it holds here",
)


class BusyError(Exception):
    """The file is still being written."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file that came in, or one in a zip, whose names within `inside` gives from the outermost zip inwards.

    `kind` is as `Found` has it, or `busy` while it is being written; `why` says of what is no workbook what it is and
    what to do, `matters` whether a unit may have meant it as its return.
    """

    path: Path
    inside: tuple[str, ...] = ()
    kind: Literal["workbook", "skipped", "unreadable", "busy"] = "workbook"
    why: Both = NOTHING
    matters: bool = True

    @property
    def file(self) -> str:
        """The name it came under: its own, in a zip after the zip's."""
        return "/".join((file_name(self.path), *self.inside))

    @property
    def place(self) -> str:
        """Where it lies, in a zip as if that were a folder."""
        return "/".join((str(self.path), *self.inside))

    @property
    def stem(self) -> str:
        """Its own name without ending."""
        return PurePosixPath(self.inside[-1]).stem if self.inside else Path(file_name(self.path)).stem


@dataclass(slots=True)
class Inbox:
    """All items in order of place; `ours` counts what govxl wrote there, `missing` was named and is not there."""

    items: list[Item] = field(default_factory=list)
    ours: int = 0
    missing: list[Path] = field(default_factory=list)


def inbox_of(places: Iterable[Path]) -> Inbox:
    """List what came in: files, and folders all the way down."""
    inbox, seen = Inbox(), set[Path]()
    for place in places:
        if not place.is_dir():
            if place.exists() or place.is_symlink():
                found = [Found(place)] if place.suffix.lower() in WORKBOOKS else [_named(place)]
                inbox.items += _fresh(_opened(found), seen)
            else:
                inbox.missing.append(place)
            continue
        contents = contents_of(place)
        inbox.ours += contents.ours
        aside = [
            Found(path, "skipped", LOCK if path.name.startswith("~$") else ASIDE, matters=False)
            for path in contents.aside
            if not path.name.startswith(TEMPORARY)
        ]
        found = sorted((*contents.found, *aside), key=lambda each: each.path)
        inbox.items += _fresh(_opened(found), seen)
    return inbox


def _fresh(items: Iterable[Item], seen: set[Path]) -> Iterator[Item]:
    """Leave out files that were listed before, named twice or by a folder and in it."""
    new: set[Path] = set()
    for item in items:
        path = item.path.absolute()
        if path not in seen:
            new.add(path)
            yield item
    seen |= new


def _named(path: Path) -> Found:
    """Say what a file is that was named by itself and is not called a workbook."""
    what = stranger_of(path.suffix.lower())
    if what is None or what.archive:
        what = looked_into(path.name, partial(read_file, path), what)
    return Found(path, "skipped", what.why, what.matters)


def _opened(found: Iterable[Found]) -> Iterator[Item]:
    for each in found:
        if each.kind == "skipped" and each.path.suffix.lower() == ZIP:
            yield from _unpacked(each.path)
        else:
            yield Item(each.path, (), each.kind, each.why, each.matters)


# -- Zips


def _unpacked(path: Path) -> Iterator[Item]:
    """List what a zip holds; one that is a workbook under another name is that workbook."""
    data = b""
    try:
        data = read_file(path, MAX_BUNDLE)
        package = open_bundle(data)
    except Refused as refused:
        if is_half_there(data) and _is_young(path.stat().st_mtime):
            yield Item(path, (), "busy", BUSY)
        else:
            yield Item(path, (), "unreadable", _why_not(refused))
        return
    except OSError as error:
        told = Both(f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})")
        yield Item(path, (), "unreadable", told)
        return
    if package.find(BOOK):
        yield Item(path)
        return
    yield from _members(path, (), package, [MOST_UNPACKED])


def _why_not(refused: Refused) -> Both:
    """Say why a zip was not opened; what findings advise is meant for workbooks."""
    found = refused.finding
    if found.name == "password-protected":
        what = Both("压缩包加了密码，打不开", "the zip has a password")
    else:
        words = dict(found.words)
        told = words.get("detail", words.get("kind", ""))
        what = COLON.between(Both("压缩包打不开", "the zip cannot be opened"), told or Both("是空文件", "it is empty"))
    return SEMICOLON.between(what, PACK_AGAIN)


def _members(path: Path, above: tuple[str, ...], package: Package, left: list[int]) -> Iterator[Item]:
    """Yield what a zip holds in order of name; `left` is how many bytes may still come out of the outermost."""
    left[0] -= package.size
    if left[0] < 0:
        yield Item(path, above, "unreadable", SEMICOLON.between(TOO_MUCH, PACK_AGAIN))
        return
    if not package.names:
        yield Item(path, above, "unreadable", NO_FILES)
    hidden: set[str] = set()
    for name in sorted(package.names):
        inside, steps = (*above, name), name.split("/")
        at = next((nth for nth, step in enumerate(steps) if is_aside(step)), None)
        if at is not None:
            # A hidden folder is told of once, whatever it holds.
            folder = "/".join(steps[: at + 1])
            if folder not in hidden:
                hidden.add(folder)
                why = LOCK if steps[at].startswith("~$") else ASIDE
                yield Item(path, (*above, folder), "skipped", why, matters=False)
        else:
            yield from _member(Item(path, inside), package, left)


def _member(item: Item, package: Package, left: list[int]) -> Iterator[Item]:
    """Say what one file in a zip is, and of a zip what it holds."""
    name, path, inside = item.inside[-1], item.path, item.inside
    ending = PurePosixPath(name).suffix.lower()
    if package.size_of(name) > MAX_FILE and (ending in WORKBOOKS or not stranger_of(ending)):
        yield Item(path, inside, "unreadable", TOO_LARGE)
    elif ending in WORKBOOKS:
        yield item
    elif ending == ZIP:
        try:
            inner = open_bundle(package.read(name))
        except Refused as refused:
            yield Item(path, inside, "unreadable", _why_not(refused))
            return
        if inner.find(BOOK):
            yield item
        elif len(inside) >= DEEPEST:
            yield Item(path, inside, "skipped", TOO_DEEP)
        else:
            yield from _members(path, inside, inner, left)
    else:
        what = stranger_of(ending)
        what = looked_into(PurePosixPath(name).name, lambda: package.read(name), what) if what is None else what
        yield Item(path, inside, "skipped", what.why, what.matters)


# -- Bytes


class _Last:
    """The zip that was opened last: what it holds is asked for one after another."""

    def __init__(self) -> None:
        self.key: tuple[object, ...] = ()
        self.package: Package | None = None

    def of(self, key: tuple[object, ...], opened: Callable[[], Package]) -> Package:
        """Give the zip of a key, opened if it is another than last time."""
        if self.package is None or self.key != key:
            self.key, self.package = key, opened()
        return self.package


_OUTER, _INNER = _Last(), _Last()


def read_item(item: Item) -> bytes:
    """Read an item whole. Raises OSError, Refused, and BusyError while it is still being written.

    A zip that was replaced since it was listed raises OSError for what is not in it any more.
    """
    before = item.path.stat()
    if item.inside:
        data = _read_member(item, (item.path, before.st_size, before.st_mtime_ns))
    else:
        try:
            data = load_bytes(item.path)
        except PermissionError as error:
            if getattr(error, "winerror", None) == SHARING:
                raise BusyError from None
            raise
    after = item.path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise BusyError
    if not item.inside and is_half_there(data) and _is_young(after.st_mtime):
        raise BusyError
    return data


def _is_young(changed: float) -> bool:
    return 0 <= time.time() - changed < YOUNG


def _read_member(item: Item, key: tuple[object, ...]) -> bytes:
    package = _OUTER.of(key, lambda: open_bundle(read_file(item.path, MAX_BUNDLE)))
    for depth, name in enumerate(item.inside):
        if package.find(name) != name:
            raise OSError(errno.ENOENT, "the zip holds it no more", item.place)
        data = package.read(name)
        if depth + 1 < len(item.inside):
            package = _INNER.of((*key, name), partial(open_bundle, data))
    return data


def is_half_there(data: bytes) -> bool:
    """Tell a zip whose end has not come yet, or whose place was only reserved, from what is damaged otherwise."""
    if not data.strip(b"\0"):
        return bool(data)
    return other_file(data) is None and b"PK\x05\x06" not in data[-66_000:]
