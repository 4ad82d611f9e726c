"""What lies in every archive for those who read it without govxl: how to, and a program that verifies receipts."""

from importlib import resources
from pathlib import Path

from govxl.archive.places import README
from govxl.files import write_atomically

__all__ = ["GUIDE", "VERIFIER", "guide", "lay_out", "verifier"]

GUIDE, VERIFIER = "README.txt", "验证回执.py"


def lay_out(folder: Path) -> None:
    """Put into an archive what is not there; what a person changed stays as it is."""
    for name, text in ((GUIDE, guide), (VERIFIER, verifier)):
        path = folder / README / name
        if not path.exists():
            write_atomically(path, text())


def guide() -> bytes:
    """Give the text on how to read an archive, with the mark by which old programs of Windows know UTF-8."""
    return resources.files(__package__).joinpath("guide.txt").read_text("utf-8").encode("utf-8-sig")


def verifier() -> bytes:
    """Give the program that verifies a receipt, which needs Python and nothing else."""
    return resources.files(__package__).joinpath("stand_alone.py").read_bytes()
