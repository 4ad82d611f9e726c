"""The outputs of one record made once in a process, however often tests ask for them: half of what an office's take.

For tests of what becomes of outputs: where they stand, when they change, what is left after a fault. To make them
touches no disk, and of the same record of the same form come the same bytes; tests of what stands in outputs make them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from govxl.aggregate import writing
from govxl.filing.record import form_of
from govxl.form.model import Form
from govxl.office import ingest

__all__ = ["made_once"]

PLAIN = ingest.rendered
"""What govxl itself does."""

FROM_OUTSIDE = frozenset({"pdf", "parquet"})
"""Formats that another program or library makes, which a test may take away."""

MOST_MADE = 200
_MADE: dict[tuple[int, str], tuple[Form, dict[str, bytes]]] = {}
"""By form and what was asked for. The form is kept with it, so that no other comes to be where it is."""


@contextmanager
def made_once() -> Iterator[None]:
    """Let outputs be made once each meanwhile."""
    with mock.patch.object(ingest, "rendered", _rendered), mock.patch.object(writing, "rendered", _rendered):
        yield


def _rendered(record: dict[str, Any], formats: Sequence[str], charts: bool = False) -> dict[str, bytes]:
    if not FROM_OUTSIDE.isdisjoint(formats):
        return PLAIN(record, formats, charts)
    form = form_of(record)
    key = id(form), repr((record, tuple(formats), charts))
    if key not in _MADE:
        if len(_MADE) >= MOST_MADE:
            del _MADE[next(iter(_MADE))]
        _MADE[key] = form, PLAIN(record, formats, charts)
    return dict(_MADE[key][1])
