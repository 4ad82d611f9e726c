"""The files of who is where, written into a folder; one that a person changed since stays, the new one beside it."""

from datetime import date
from pathlib import Path

from govxl.files import is_as_made, stamped
from govxl.office.outputs import Written, alone_in, write_beside
from govxl.office.settings import Office
from govxl.office.status import Overview
from govxl.office.status_page import status_page
from govxl.office.status_sheet import status_workbook

__all__ = ["PAGE", "WORKBOOK", "write_status_files"]

WORKBOOK, PAGE = "审核情况表.xlsx", "审核情况.html"


def write_status_files(overview: Overview, office: Office, today: date, folder: Path) -> Written:
    """Write the workbook and the page; both are made before the first is written."""
    files = {
        WORKBOOK: stamped(status_workbook(overview)),
        PAGE: stamped(status_page(overview, office, today).encode()),
    }
    with alone_in(folder):
        return write_beside(folder, files, lambda _, data: is_as_made(data))
