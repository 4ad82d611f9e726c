"""A folder walked all the way down: its files in order, and what cannot be opened, each with its remedy.

Links to folders are not followed, for they may lead round in circles or out of the office; a link to a file is that
file. Nothing that could hang, such as a pipe, is opened.
"""

import errno
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from govxl.words import Both

__all__ = ["Found", "Walked", "is_aside", "walk"]

LITTER = ("thumbs.db", "desktop.ini", "icon\r", "__macosx")
"""What systems leave in folders, by name."""

NOTHING = Both("", "")
LINKED = Both(
    "是链接到别处的文件夹，没有跟进去；要处理里面的文件，请点名写上它指向的文件夹",
    "a link to a folder somewhere else, which was not followed; name that folder itself to take it in",
)
LOOP = Both(
    "是绕回自己的链接，找不到原件；请删去它，把文件本身放进来",
    "a link that leads back to itself; remove it and put the file here",
)
DANGLING = Both(
    "是链接，指向的文件已经不在了；请把文件本身放进来",
    "a link to something that is no longer there; put the file itself here",
)
ODD = Both(
    "不是普通文件，是管道、设备一类的东西；请把它移走",
    "no regular file but a pipe, a device or the like; move it away",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder: a `workbook`, `skipped` because it is none, or `unreadable`; then `why` says what to do.

    `matters` is whether a unit may have meant it as its return.
    """

    path: Path
    kind: Literal["workbook", "skipped", "unreadable"] = "workbook"
    why: Both = NOTHING
    matters: bool = True


@dataclass(slots=True)
class Walked:
    """All regular files under a folder, what could not be looked into, and what is hidden, a lock or litter."""

    files: list[Path] = field(default_factory=list)
    closed: list[Found] = field(default_factory=list)
    aside: list[Path] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many were hidden, locks or litter."""
        return len(self.aside)


def is_aside(name: str) -> bool:
    """Tell locks of open workbooks, half-made copies, and what systems leave, by name."""
    plain = name.casefold()
    return plain.startswith(("~$", ".")) or plain in LITTER or (plain.startswith("~") and plain.endswith(".tmp"))


def walk(top: Path) -> Walked:
    """List a folder all the way down, in order of path."""
    done, folders = Walked(), [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError as error:
            done.closed.append(Found(folder, "unreadable", _closed(error)))
            continue
        for entry in listed:
            path = folder / entry.name
            if is_aside(entry.name):
                done.aside.append(path)
            elif (what := _what(entry)) == "folder":
                folders.append(path)
            elif what == "file":
                done.files.append(path)
            else:
                done.closed.append(Found(path, "unreadable", what))
    done.files.sort()
    done.closed.sort(key=lambda each: each.path)
    done.aside.sort()
    return done


def _what(entry: os.DirEntry[str]) -> Literal["folder", "file"] | Both:
    """Say what an entry is, or why it is neither a folder nor a file that can be opened."""
    # A junction is how Windows links folders; Python tells it from 3.12 on.
    linked = entry.is_symlink() or getattr(entry, "is_junction", bool)()
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        return LOOP if error.errno == errno.ELOOP else DANGLING if linked else _closed(error)
    if stat.S_ISDIR(mode):
        return LINKED if linked else "folder"
    return "file" if stat.S_ISREG(mode) else ODD


def _closed(error: OSError) -> Both:
    """Say that something cannot be opened, in the system's word for it where it is not that rights are lacking."""
    why = error.strerror or str(error)
    zh = "没有权限打开" if isinstance(error, PermissionError) else f"打不开（{why}）"
    return Both(
        f"{zh}，里面有什么没有看到；请检查权限或存放的磁盘，再处理一次",
        f"cannot be opened ({why}), and nobody saw what is in it; see to its permissions or disk and run this again",
    )
