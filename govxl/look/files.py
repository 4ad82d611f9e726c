"""The files of what is seen across units and years; one that a person changed since stays, the new one beside it."""

from pathlib import Path

from govxl.files import is_as_made, stamped
from govxl.look.looking import Look
from govxl.look.page import look_page
from govxl.look.sheet import look_workbook
from govxl.office.outputs import Written, alone_in, write_beside

__all__ = ["PAGE", "WORKBOOK", "write_look_files"]

WORKBOOK, PAGE = "跨单位跨年度比较.xlsx", "跨单位跨年度比较.html"


def write_look_files(look: Look, folder: Path) -> Written:
    """Write the workbook and the page; both are made before the first is written."""
    files = {WORKBOOK: stamped(look_workbook(look)), PAGE: stamped(look_page(look).encode(errors="replace"))}
    with alone_in(folder):
        return write_beside(folder, files, lambda _, data: is_as_made(data))
