"""govxl: statutory report forms as locked workbooks, and what comes back as records and reports.

The names below are the public API; each is loaded when first used, so that judging a file loads only what it needs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govxl.filing.record import load_record
    from govxl.form.definition import installed_forms, load_form
    from govxl.layout.layout import arrange
    from govxl.office.ingest import ingest, render
    from govxl.office.outbox import fill_workbook, new_workbook
    from govxl.returns.check import Expected
    from govxl.returns.check import judge_file as check

__all__ = [
    "Expected",
    "arrange",
    "check",
    "fill_workbook",
    "ingest",
    "installed_forms",
    "load_form",
    "load_record",
    "new_workbook",
    "render",
]

_HOMES = {
    "Expected": "govxl.filing.model:Expected",
    "arrange": "govxl.layout.layout:arrange",
    "check": "govxl.returns.check:judge_file",
    "fill_workbook": "govxl.office.outbox:fill_workbook",
    "ingest": "govxl.office.ingest:ingest",
    "installed_forms": "govxl.form.definition:installed_forms",
    "load_form": "govxl.form.definition:load_form",
    "load_record": "govxl.filing.record:load_record",
    "new_workbook": "govxl.office.outbox:new_workbook",
    "render": "govxl.office.ingest:render",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'govxl' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name].split(":")
    return getattr(import_module(module), attribute)
