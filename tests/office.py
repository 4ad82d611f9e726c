"""LibreOffice for tests: an independent reader, calculator, typist and printer of workbooks.

`Office` starts a private LibreOffice when first asked, through `office_server.py`. It works on a copy of the file it is
given, so that nothing is written beside that file and it stays as it is.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Error", "Formula", "Office", "OfficeError", "Place", "Shown", "demand", "missing"]

SERVER = Path(__file__).with_name("office_server.py")
STARTING = 120.0  # seconds; a first start on a busy machine takes ten


@dataclass(frozen=True, slots=True)
class Error:
    """An error value in a cell: LibreOffice's number (502, 32767) and what the cell shows (`Err:502`, `#N/A`)."""

    code: int
    shown: str


class Formula(str):
    """A text to be entered as a formula, in Excel's spelling; a plain `str` is always entered as text."""

    __slots__ = ()


Place = tuple[str, str]  # sheet, address such as D6
Shown = dict[Place, str | float | Error]


class OfficeError(Exception):
    """LibreOffice could not do what was asked, or is gone for the second time."""


class _GoneError(Exception):
    """LibreOffice died or no longer answers."""


def demand(reason: str) -> None:
    """Skip the test for this reason, if there is one; with GOVXL_REQUIRE_OFFICE=1 fail it."""
    if reason and os.environ.get("GOVXL_REQUIRE_OFFICE", "0") not in {"", "0"}:
        pytest.fail(f"{reason}, and GOVXL_REQUIRE_OFFICE is set")
    if reason:
        pytest.skip(reason)


@cache
def missing() -> str:
    """Say what keeps LibreOffice from being driven here; empty if nothing does."""
    if not _program():
        return "LibreOffice is not installed (Debian: libreoffice-calc-nogui)"
    if not _python_with_bridge():
        return "no Python here can import uno (Debian: python3-uno)"
    return ""


def _program() -> str:
    return next(filter(None, map(shutil.which, ("soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice"))), "")


@cache
def _python_with_bridge() -> str:
    """Find the system's own Python: the bridge is compiled for one minor version, seldom that of an environment."""
    pythons = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", sys.executable)
    return next(filter(_has_bridge, filter(shutil.which, pythons)), "")


def _has_bridge(python: str) -> bool:
    return not subprocess.run([python, "-I", "-c", "import uno"], capture_output=True).returncode


class Office:
    """A LibreOffice of one's own. Every method opens a file, works on it, and forgets it."""

    def __init__(self, patience: float = 120.0) -> None:
        """Wait at most `patience` seconds for one job."""
        self._patience = patience
        self._server: _Server | None = None

    def recalculate(self, path: Path, *, only: Sequence[str] | None = None) -> Shown:
        """Recalculate everything and give every cell that holds something, of all sheets, hidden ones too.

        Numbers, dates and truth values are floats; a formula that gives an empty text is "".
        """
        return _places(self.job(path, ["calculate", None], ["values", only])[1])

    def refill(
        self,
        path: Path,
        fillings: Iterable[Mapping[Place, object]],
        *,
        only: Sequence[str] | None = None,
        all_again: bool = True,
    ) -> list[Shown]:
        """Recalculate after each filling in turn, laid over the ones before it; much faster than a file each.

        Everything is worked out each time, or once, and then what depends on the cells filled, as on a person's screen.
        """
        first = [] if all_again else [["calculate", None]]
        each = [["calculate", None]] if all_again else []
        steps = [step for values in fillings for step in (_fill(values), *each, ["values", only])]
        several = 2 + len(each)
        return [_places(values) for values in self.job(path, *first, *steps)[len(first) + several - 1 :: several]]

    def cached(self, path: Path) -> Shown:
        """Give what a person sees on opening the file: the cached results, for LibreOffice trusts them."""
        return _places(self.job(path, ["values", None])[0])

    def cached_and_worked_out(self, path: Path) -> tuple[Shown, Shown]:
        """Give the cached results and those after recalculating, of a file that is opened once."""
        cached, _, worked = self.job(path, ["values", None], ["calculate", None], ["values", None])
        return _places(cached), _places(worked)

    def texts(self, path: Path) -> dict[Place, str]:
        """Give what the screen shows in every cell that holds something, after recalculating."""
        return _places(self.job(path, ["calculate", None], ["texts", None])[1])

    def formulas(self, path: Path) -> dict[Place, str]:
        """Give every formula in LibreOffice's spelling (`;` between arguments)."""
        return _places(self.job(path, ["formulas", None])[0])

    def fill_and_save(self, path: Path, values: Mapping[Place, object], out: Path) -> Path:
        """Write into cells, locked ones too, recalculate, and save as the suffix of `out` says.

        Values are numbers (Decimal goes as float), texts, `Formula`s, or None to empty an unlocked cell.
        """
        self.fill_and_save_each(path, [(values, out)])
        return out

    def fill_and_save_each(self, path: Path, fillings: Sequence[tuple[Mapping[Place, object], Path]]) -> None:
        """Do that with each of several fillings in turn, laid over the ones before it."""
        steps = [[_fill(values), ["calculate", None], _save(out)] for values, out in fillings]
        self.job(path, *(step for each in steps for step in each))

    def edit(self, path: Path, edits: Sequence[Sequence[Any]], out: Path) -> Path:
        """Do what a person does to the workbook itself, as `office_server.EDITS` lists it, recalculate, and save.

        `["fill", {place: value}]` writes into cells between the other edits.
        """
        steps = [_fill(step[1]) if step[0] == "fill" else ["edit", [list(step)]] for step in edits]
        self.job(path, *steps, ["calculate", None], _save(out))
        return out

    def round_trip(self, path: Path, out: Path, *, password: str = "") -> Path:
        """Open and save, as .xlsx, .xls, .ods or .csv, if wished under a password for opening."""
        self.job(path, _save(out, password))
        return out

    def save_as(self, path: Path, *outs: Path) -> None:
        """Open once and save under several names, in the format of each."""
        self.job(path, *map(_save, outs))

    def type_into(self, path: Path, entries: Sequence[tuple[str, str, str]], out: Path | None = None) -> list[bool]:
        """Type (sheet, cell, text) as a person does and tell for each whether the cell took it; save to `out` if given.

        LibreOffice reads the text as typed (`1,234` is a number) and refuses it in locked cells, on hidden sheets and
        where the cursor may not go. Validation is not asked: it belongs to the input line, not to this command. A
        formula that does not parse asks for a dialog, which may kill a LibreOffice without one (`OfficeError`).
        """
        steps = [["type", [list(entry) for entry in entries]], *([_save(out)] if out else [])]
        accepted: list[bool] = self.job(path, *steps)[0]
        return accepted

    def insert_and_type(
        self, path: Path, rows: Sequence[tuple[str, str, int]], entries: Sequence[tuple[str, str, str]], out: Path
    ) -> tuple[list[bool], list[bool]]:
        """Insert rows above cells, (sheet, cell, how many), then type, as a person does on locked sheets, and save.

        Tells for each whether it was done.
        """
        steps = [["rows", [list(row) for row in rows]], ["type", [list(entry) for entry in entries]], _save(out)]
        inserted, typed, _ = self.job(path, *steps)
        return inserted, typed

    def to_pdf(self, path: Path, out: Path, *, whole: bool = False) -> Path:
        """Print the visible sheets; `whole` puts each on one page, with what lies outside its print area."""
        self.job(path, *([["unfold", None]] if whole else []), _save(out))
        return out

    def pictures(self, path: Path, folder: Path, *, whole: bool = False, dpi: int = 60) -> list[Path]:
        """Print every page to a picture `page-1.png`, … in `folder`."""
        if not shutil.which("pdftoppm"):
            demand("pdftoppm is not installed (Debian: poppler-utils)")
        folder.mkdir(parents=True, exist_ok=True)
        pdf = self.to_pdf(path, folder / "pages.pdf", whole=whole)
        command = ["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / "page")]
        subprocess.run(command, check=True, timeout=self._patience)
        return sorted(folder.glob("page-*.png"))

    def job(self, path: Path, *steps: Sequence[Any], password: str = "") -> list[Any]:
        """Do steps of `office_server.py` on a file, again from the start if LibreOffice dies; give their results."""
        with suppress(_GoneError):
            return self._ask(path, steps, password)
        try:
            return self._ask(path, steps, password)
        except _GoneError as gone:
            raise OfficeError(f"LibreOffice twice gave up on {path}: {gone}") from gone

    def close(self) -> None:
        """End LibreOffice and leave nothing behind."""
        if self._server:
            self._server.kill()
        self._server = None

    def _ask(self, path: Path, steps: Sequence[Sequence[Any]], password: str) -> list[Any]:
        self._server = self._server or _Server()
        copy = self._server.folder / f"document{path.suffix}"
        copy.unlink(missing_ok=True)
        shutil.copyfile(path, copy)
        try:
            reply = self._server.ask({"path": str(copy), "password": password, "steps": steps}, self._patience)
        except BaseException:  # after an interruption too, or the next job would read this one's reply
            self.close()
            raise
        if "error" in reply:
            raise OfficeError(f"{path}: {reply['error']}")
        results: list[Any] = reply["results"]
        return results


class _Server:
    """The child process, its LibreOffice, and their folder: one process group, killed as one."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="govxl-office-"))
        self._log = (self.folder / "log.txt").open("w+b")
        self._process = subprocess.Popen(
            [_python_with_bridge(), "-I", str(SERVER), _program(), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_environment(self.folder),
            start_new_session=True,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            self._reply(STARTING)
        except BaseException:
            self.kill()
            raise

    def ask(self, job: dict[str, Any], patience: float) -> dict[str, Any]:
        """Send a job and wait for its reply."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(job, default=float).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise _GoneError(self._last_words()) from None
        return self._reply(patience)

    def kill(self) -> None:
        """End the whole process group and remove its folder."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self) -> None:
        assert self._process.stdout
        with suppress(ValueError, OSError):
            for line in self._process.stdout:
                self._lines.put(line)
        self._lines.put(b"")

    def _reply(self, patience: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=patience)
        except queue.Empty:
            raise _GoneError(f"no answer in {patience:g} seconds") from None
        if not line:
            raise _GoneError(self._last_words())
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _last_words(self) -> str:
        self._log.flush()
        words = (self.folder / "log.txt").read_text("utf-8", "replace").strip().splitlines()
        return "it died; its last words: " + " | ".join(words[-3:])


def _environment(folder: Path) -> dict[str, str]:
    """Give it the same language whoever runs the tests, UTF-8 file names, and a home it may write to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C.UTF-8", "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


def _fill(values: Mapping[Place, object]) -> list[Any]:
    wrapped = (
        [sheet, address, {"formula": value} if isinstance(value, Formula) else value]
        for (sheet, address), value in values.items()
    )
    return ["fill", list(wrapped)]


def _save(out: Path, password: str = "") -> list[Any]:
    return ["save", [str(out.resolve()), password]]


def _places(sheets: dict[str, dict[str, Any]]) -> dict[Place, Any]:
    return {(sheet, address): _value(read) for sheet, cells in sheets.items() for address, read in cells.items()}


def _value(read: Any) -> Any:
    return Error(*read) if isinstance(read, list) else read
