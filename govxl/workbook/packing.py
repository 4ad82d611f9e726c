"""Parts -> one zip, for packages that are no workbooks: the same parts give the same bytes, wherever and whenever."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from govxl.workbook.stamp import stamped

__all__ = ["pack"]

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name; what stands there must not tell when or where a file was made."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write parts in their order, which for a package begins with `[Content_Types].xml`, and stamp the whole."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, data)
    return stamped(out.getvalue())
