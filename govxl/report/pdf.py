"""A Word file -> PDF, printed by LibreOffice where it is installed, in a profile of its own that is thrown away."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from govxl.report.word.styles import STAND_INS

__all__ = ["PATIENCE", "PdfError", "to_pdf"]

PATIENCE = 180.0
"""Seconds; a first start takes ten on a slow machine, a report two."""

PROGRAMS = (
    "soffice",
    "libreoffice",
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)

LONG_AGO = "315532800"
"""The first of January 1980 in seconds of Unix time: a PDF need not tell when it was printed."""

FONTS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>\n'
)
ALIAS = '<alias binding="same"><family>{wanted}</family><accept>{others}</accept></alias>'
"""Which fonts stand in for those of the standard where they are missing, as Linux wants to be told."""


class PdfError(Exception):
    """No PDF could be made; `reason` says why in a word, for a message in any language."""

    def __init__(self, reason: Literal["no-office", "office-slow", "office-failed"]) -> None:
        super().__init__(reason)
        self.reason = reason


def to_pdf(data: bytes, patience: float = PATIENCE) -> bytes:
    """Print a Word file; raises PdfError where LibreOffice is missing, fails, or takes longer than so many seconds."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise PdfError("no-office")
    with TemporaryDirectory(prefix="govxl-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        aliases = (
            ALIAS.format(wanted=wanted, others="".join(f"<family>{other}</family>" for other in others))
            for wanted, others in STAND_INS.items()
        )
        (folder / "fonts.conf").write_text(FONTS.format(aliases="".join(aliases)), "utf-8")
        (folder / "report.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        asked = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
        _run([program, profile, *asked, str(folder / "report.docx")], folder, patience)
        try:
            return (folder / "report.pdf").read_bytes()
        except FileNotFoundError:
            # It ends without an error even where it could not print.
            raise PdfError("office-failed") from None


def _run(command: list[str], folder: Path, patience: float) -> None:
    """Run a program that starts others, and end them all when it takes too long."""
    # What this Python was told would lead the one that LibreOffice brings along astray.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    env = kept | {"LC_ALL": "C.UTF-8", "HOME": str(folder), "SOURCE_DATE_EPOCH": LONG_AGO, "TZ": "UTC"}
    if Path("/etc/fonts/fonts.conf").exists():
        env["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=folder, env=env, start_new_session=True, stdin=quiet, stdout=quiet, stderr=quiet
    )
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        raise PdfError("office-slow") from None
    finally:
        if process.poll() is None:
            # The program is a script that starts the real one: to end it alone would leave that behind.
            with suppress(ProcessLookupError):
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()
