"""Returned workbooks for tests: what an office sends back for the bytes of a file."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from govxl.office.ingest import ingest
from govxl.returns.check import Expected
from govxl.returns.send_back import Return

__all__ = ["ON", "sent_back", "sent_back_anew"]

ON = date(2026, 1, 25)


def sent_back(
    data: bytes, *, name: str = "filled.xlsx", remarks: tuple[str, ...] = (), expected: Expected | None = None
) -> bytes:
    """Ingest a file that is rejected and give the workbook that goes back; of what nobody expects it is made once."""
    return _sent_back(data, name, remarks) if expected is None else sent_back_anew(data, name, remarks, expected)


@lru_cache(maxsize=200)
def _sent_back(data: bytes, name: str, remarks: tuple[str, ...]) -> bytes:
    return sent_back_anew(data, name, remarks)


def sent_back_anew(
    data: bytes, name: str = "filled.xlsx", remarks: tuple[str, ...] = (), expected: Expected | None = None
) -> bytes:
    """Make it now, whatever was made of the same file before."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        done = ingest(path, Path(folder) / "out", expected, Return(ON, remarks))
        assert not done.judgement.accepted, "it is accepted"
        (made,) = done.outputs
        return made.read_bytes()
