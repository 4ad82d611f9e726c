"""Checkpoints: how long a log is and what its root is, in a few lines to be noted where nobody who holds it can write.

The text is that of C2SP tlog-checkpoint: the name of the log, its size, its root in base64, an empty line. It bears no
signature; whoever notes it elsewhere vouches for it.
"""

import base64
import binascii
import re
from typing import NamedTuple

from govxl.inputs import UnfitError
from govxl.words import Both

__all__ = ["Checkpoint", "checkpoint_in", "checkpoint_text"]

SIZE = re.compile("0|[1-9][0-9]{0,14}")

NO_CHECKPOINT = Both(
    "不是检查点：第一行是归档的名称，第二行是行数，第三行是根值",
    "no checkpoint, which is the archive's name, its size and its root, a line each",
)


class Checkpoint(NamedTuple):
    """What a log was at some time: its name, how many lines it had, and their root."""

    origin: str
    size: int
    root: bytes


def checkpoint_text(origin: str, size: int, root: bytes) -> bytes:
    """Write a checkpoint."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n\n".encode()


def checkpoint_in(data: bytes) -> Checkpoint:
    """Read a checkpoint, be its line ends those of Windows; UnfitError where it is none.

    What follows its three lines, such as a signature, is left alone.
    """
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n").split("\n")
        origin, size, root = (each.strip() for each in lines[:3])
        told = base64.b64decode(root, validate=True)
    except (UnicodeDecodeError, ValueError, binascii.Error):
        raise UnfitError(NO_CHECKPOINT) from None
    if not origin or not SIZE.fullmatch(size) or len(told) != 32 or (len(lines) > 3 and lines[3].strip()):
        raise UnfitError(NO_CHECKPOINT)
    return Checkpoint(origin, int(size), told)
