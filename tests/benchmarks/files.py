"""The workbooks that are measured: of many units, as govxl, openpyxl and LibreOffice save them; none is kept."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import openpyxl

from govxl.filing.record import Record, load_record
from govxl.office.outbox import fill_workbook

__all__ = ["SAMPLE", "filled", "kinds_of_files", "record_of"]

SAMPLE = Path(__file__).parents[2] / "samples" / "zfxxgk-2021" / "county" / "filled.xlsx"

AT_ONCE = 25
"""Files handed to one run of LibreOffice."""


def record_of(nth: int) -> Record:
    """Give a record like the county's sample, of another unit, with other figures in a table and other words."""
    kept = load_record((SAMPLE.parent / "expected" / "record.json").read_bytes())
    rng = Random(nth)
    proactive = {
        row: {
            name: figure + rng.randrange(50) if isinstance(figure, int) and figure else figure
            for name, figure in line.items()
        }
        for row, line in kept["tables"]["proactive"].items()
    }
    overview = {name: f"{text}（{nth}）" if text else text for name, text in kept["narrative"]["overview"].items()}
    return {
        **kept,
        "unit": {**kept["unit"], "name": f"示例县第{nth}局"},
        "tables": {**kept["tables"], "proactive": proactive},
        "narrative": {**kept["narrative"], "overview": overview},
    }


def filled(record: Record) -> bytes:
    """Make the filled workbook of a record."""
    return fill_workbook(record, datetime(2026, 1, 5, tzinfo=UTC))


def kinds_of_files(count: int, folder: Path) -> dict[str, list[bytes]]:
    """Give workbooks of so many units by who saved them; without LibreOffice its own are left out."""
    ours = [filled(record_of(nth)) for nth in range(count)]
    kinds = {
        "LibreOffice": _through_libreoffice(ours, folder),
        "openpyxl": [_through_openpyxl(data) for data in ours],
        "govxl": ours,
    }
    return {kind: files for kind, files in kinds.items() if files}


def _through_openpyxl(data: bytes) -> bytes:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


def _through_libreoffice(files: list[bytes], folder: Path) -> list[bytes]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        return []
    source, saved = folder / "source", folder / "saved"
    source.mkdir()
    paths = [source / f"{nth:04}.xlsx" for nth in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    # With a profile of its own it does not hand the work to an office suite that somebody has open.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for first in range(0, len(paths), AT_ONCE):
        some = [str(path) for path in paths[first : first + AT_ONCE]]
        convert = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), *some]
        subprocess.run(convert, check=True, capture_output=True, timeout=600)
    return [(saved / path.name).read_bytes() for path in paths]
