"""A sum as a record of scope `aggregate`, with its lineage beside its figures; and read again.

Beside what every record has, it holds `aggregate`: `{"complete", "draft", "inputs": [{"unit", "code", "scope", "state",
"record", "record_sha256", "file", "file_sha256", "unaudited"}], "gaps": [{"unit", "code", "scope", "kind", "state",
"why"}], "adjustments": [{"point", "change", "reason"}], "lineage": sha256 of the file with every input's figures}`.
"""

from govxl.aggregate.model import Sum
from govxl.filing.record import Record
from govxl.form.model import Form

__all__ = ["lineage_of", "record_of"]


def lineage_of(found: Sum) -> bytes:
    """Write every contribution with its figures, one JSON object a line, in the order of the sum; adjustments last."""
    raise NotImplementedError


def record_of(found: Sum, form: Form) -> Record:
    """Make the record of a sum; no prose, and findings by the same rules as any return's."""
    raise NotImplementedError
