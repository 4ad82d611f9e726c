"""Returned workbooks for tests: what an office sends back for the bytes of a file."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from govxl.office.ingest import ingest
from govxl.returns.check import Expected
from govxl.returns.send_back import Return

__all__ = ["ON", "sent_back"]

ON = date(2026, 1, 25)


def sent_back(
    data: bytes, *, name: str = "filled.xlsx", remarks: tuple[str, ...] = (), expected: Expected | None = None
) -> bytes:
    """Ingest a file that is rejected and give the workbook that goes back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        done = ingest(path, Path(folder) / "out", expected, Return(ON, remarks))
        assert not done.judgement.accepted, "it is accepted"
        (made,) = done.outputs
        return made.read_bytes()
