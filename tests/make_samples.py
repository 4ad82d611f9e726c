"""Makes the samples again, for maintainers: `python -m tests.make_samples [--keep] [CASE...]`.

A case is a folder such as `samples/zfxxgk-2021/county`. What a person writes in it is `cmd.txt`, one command a line, and
`typed.csv`, what a clerk types; the rest is made here, after a change that was meant to change it:

    last-year.json   for the cases in LAST_YEAR, the record of the case named there
    filled.xlsx      the workbook of the first command, `typed.csv` typed into it in LibreOffice and saved by it
    returned.xlsx    for a case with `corrections.csv`, what `ingest` sends back for filled.xlsx
    corrected.xlsx   the same with `corrections.csv` typed into it in LibreOffice
    expected/        session.txt, what every command printed and its exit code, and every text that `ingest` and
                     `render` wrote of an accepted one

The stories of offices, `samples/office` and `samples/county`, are cases too: only their `expected/` is made, as
`tests/story.py` says.

With `--keep` the workbooks stay as they are and only `expected/` is made again: for changed words, not for a changed
form. Read the difference before committing it: the samples are the contract, and this only writes down what happens.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import story
from tests.office import Office
from tests.typing_in import GOVXL, read_typed, through_office

__all__ = ["CASES", "CORRECTIONS", "LAST_YEAR", "SAMPLES", "form_of", "outputs", "run", "session"]

SAMPLES = Path(__file__).parents[1] / "samples"

LAST_YEAR = {"zfxxgk-2021/county": "zfxxgk-2021/county-2024", "zfxxgk-2021/explained": "zfxxgk-2021/nil"}
"""Case -> the case whose record is its last year's."""

CORRECTIONS = "corrections.csv"
"""What is typed into the workbook of a case that went back."""

NO_TEXTS = (".docx", ".parquet", ".xlsx")
"""Outputs that are not kept beside a case: a difference in them could not be read."""

_found = {str(path.parent.relative_to(SAMPLES)) for path in SAMPLES.glob("*/*/cmd.txt")}
CASES = sorted(_found, key=lambda case: (case in LAST_YEAR, case))
"""All cases, those with a last year after the others."""


def form_of(case: str) -> str:
    """Name the form of a case as `govxl forms` does."""
    return case.split("/")[0].replace("-", "/")


def run(line: str, folder: Path, env: Mapping[str, str] = os.environ) -> tuple[str, int]:
    """Run one command of a `cmd.txt` in a folder: what it printed and its exit code; it must not complain."""
    program, *arguments = shlex.split(line)
    assert program == "govxl", f"{line}: no command of ours"
    done = subprocess.run([GOVXL, *arguments], cwd=folder, env=env, capture_output=True, check=False)
    assert not done.stderr, f"{line}: {done.stderr.decode()}"
    return done.stdout.decode("utf-8"), done.returncode


def session(folder: Path, env: Mapping[str, str] = os.environ) -> str:
    """Run every line of a copied case and write down what a person would have seen."""
    lines = (folder / "cmd.txt").read_text("utf-8").splitlines()
    return "\n".join(
        f"$ {line}\n{printed}退出码 {code}\n" for line in lines for printed, code in [run(line, folder, env)]
    )


def outputs(folder: Path) -> dict[str, bytes]:
    """Give what was written in a copied case, by name, but for what is no text: tests open that instead."""
    written = sorted([*folder.glob("out/*/*"), *folder.glob("published/*")])
    return {path.name: path.read_bytes() for path in written if path.suffix not in NO_TEXTS}


def make_workbook(office: Office, case: str) -> None:
    """Make the blank workbook, type into it, keep the result."""
    folder = SAMPLES / case
    with TemporaryDirectory() as place:
        copy = Path(shutil.copytree(folder, Path(place) / "case"))
        run((folder / "cmd.txt").read_text("utf-8").splitlines()[0], copy)
        typed = read_typed(folder / "typed.csv")
        through_office(office, copy / "blank.xlsx", form_of(case), typed, folder / "filled.xlsx")
        if (folder / CORRECTIONS).exists():
            shutil.copyfile(folder / "filled.xlsx", copy / "filled.xlsx")
            run((folder / "cmd.txt").read_text("utf-8").splitlines()[1], copy)
            shutil.copyfile(copy / "out" / "filled-退回修改.xlsx", folder / "returned.xlsx")
            corrected = read_typed(folder / CORRECTIONS)
            through_office(office, folder / "returned.xlsx", form_of(case), corrected, folder / "corrected.xlsx")


def make_expected(case: str) -> None:
    """Run the commands and keep what they printed and wrote."""
    folder, kept = SAMPLES / case, SAMPLES / case / "expected"
    with TemporaryDirectory() as place:
        copy = Path(shutil.copytree(folder, Path(place) / "case"))
        printed = session(copy)
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        (kept / "session.txt").write_text(printed, "utf-8", newline="\n")
        for name, data in outputs(copy).items():
            (kept / name).write_bytes(data)


def main(arguments: list[str]) -> None:
    """Make the cases named, or all."""
    keep = "--keep" in arguments
    wanted = {name for name in arguments if name != "--keep"} or {*CASES, *(each.name for each in story.STORIES)}
    for each in (each for each in story.STORIES if each.name in wanted):
        story.make_expected(each)
        print(each.name)
    if not wanted & set(CASES):
        return
    office = Office()
    for case in (case for case in CASES if case in wanted):
        if case in LAST_YEAR:
            shutil.copyfile(SAMPLES / LAST_YEAR[case] / "expected" / "record.json", SAMPLES / case / "last-year.json")
        if not keep:
            make_workbook(office, case)
        make_expected(case)
        print(case)
    office.close()


if __name__ == "__main__":
    main(sys.argv[1:])
