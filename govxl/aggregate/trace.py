"""A figure of a sum taken apart again: every unit, file, sheet, cell and value that is in it, down through levels."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

__all__ = ["Share", "trace"]


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit gives to a figure; `sheet` and `cell` say where it stands in its file.

    `level` counts from 1 for a direct child. An adjustment has no unit but a reason.
    """

    level: int
    unit: str
    code: str
    value: Decimal
    share: Decimal
    file: str
    file_sha256: str
    sheet: str
    cell: str
    reason: str = ""


def trace(record: Path, point: str) -> Iterator[Share]:
    """Yield the shares of a figure of an aggregate's record, its lineage beside it; a total by its operands' cells.

    Raises RecordError for a record that is none of a sum, or whose lineage is not the one it names; SaidError for a
    point the form has not.
    """
    raise NotImplementedError
