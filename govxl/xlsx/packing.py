"""Packages of ours: the same bytes for the same parts, wherever and when.

Apart from `zip`, which reads those of others by its own means: whoever only reads need not load what writes.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["pack"]

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name; what stands there must not tell when or where a file was made."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write parts in their order, which for a package begins with `[Content_Types].xml`."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Or the bytes would tell on which system they were written.
            entry.create_system = 0
            target.writestr(entry, data)
    return out.getvalue()
