"""The story of an office, `samples/office`: its commands and what people do between them, run and written down.

`cmd.txt` has a line for each step. A line of `govxl`, or of `python` with a program of the archive's, is run as it stands;
the others are what a person does:

    cd FOLDER               go on in this folder
    copy FROM TO            copy a file, as it came in
    remove FILE             delete a file
    fill FROM TYPED TO      type the texts of a csv into a workbook, and send it in under another name
    edit FROM TO OLD NEW    change one sentence of a page
    word FILE TEXT          write a Word file with one paragraph

What differs from run to run is written as a word in 〈〉: the day, times, digests, the archive's name, paths of the machine.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.typing_in import GOVXL, read_typed, through_openpyxl

__all__ = ["STORY", "copied", "make_expected", "told"]

STORY = Path(__file__).parents[1] / "samples" / "office"
FORM = "zfxxgk/2021"
EXPECTED = "expected"

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
SHORT = re.compile(r"(?<=originals/)[0-9a-f]{2}(?=/)")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
ORIGIN = re.compile(r"govxl-archive-[0-9a-f]+")
BESIDE = re.compile(r"(?<=~)[0-9a-f]{6}(?=/|：|\s)")
"""The end of the name of a folder that holds one of several returns of a unit."""

DAY = "〈 当天 〉"
"""As wide as a day, so that columns stay."""

WORDS = {DIGEST: "〈sha256〉", SHORT: "〈前两位〉", TIME: "〈时间〉", ORIGIN: "〈归档名称〉", BESIDE: "〈六位〉"}


def copied(folder: Path) -> Path:
    """Take the story somewhere else, without what is expected of it."""
    return Path(shutil.copytree(STORY, folder / "office", ignore=shutil.ignore_patterns(EXPECTED)))


def told(folder: Path, env: Mapping[str, str] = os.environ) -> str:
    """Run every line of a copied story and write down what a person would have seen, and what they did themselves."""
    days = {f"{datetime.now():%Y-%m-%d}"}
    text = "\n".join(_lines(folder, env))
    return _settled(text, folder, days | {f"{datetime.now():%Y-%m-%d}"})


def _lines(folder: Path, env: Mapping[str, str]) -> Iterator[str]:
    here = folder
    for line in (folder / "cmd.txt").read_text("utf-8").splitlines():
        verb, *words = shlex.split(line)
        if verb in PROGRAMS:
            yield f"$ {line}\n{_run([*PROGRAMS[verb], *words], here, env)}"
            continue
        yield f"> {line}\n"
        if verb == "cd":
            here /= words[0]
        else:
            DEEDS[verb](here, *words)


def _run(command: list[str], here: Path, env: Mapping[str, str]) -> str:
    """Give all that a program printed, results and words for people in the order in which they were seen."""
    unbuffered = {**env, "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(command, cwd=here, env=unbuffered, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return f"{done.stdout.decode('utf-8')}退出码 {done.returncode}\n"


def _settled(text: str, folder: Path, days: set[str]) -> str:
    """Write words for what differs from run to run."""
    text = text.replace(str(folder.absolute()), "〈文件夹〉")
    for pattern, word in WORDS.items():
        text = pattern.sub(word, text)
    for day in days:
        text = text.replace(day, DAY)
    return text


# -- What people do


def _copy(here: Path, source: str, target: str) -> None:
    (here / target).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(here / source, here / target)


def _remove(here: Path, name: str) -> None:
    (here / name).unlink()


def _fill(here: Path, source: str, typed: str, target: str) -> None:
    (here / target).parent.mkdir(parents=True, exist_ok=True)
    through_openpyxl(here / source, FORM, read_typed(here / typed), here / target)


def _edit(here: Path, source: str, target: str, old: str, new: str) -> None:
    text = (here / source).read_text("utf-8")
    assert text.count(old) == 1, f"{old}: stands there {text.count(old)} times"
    (here / target).write_text(text.replace(old, new), "utf-8", newline="\n")


def _word(here: Path, target: str, text: str) -> None:
    """Write a Word file of one paragraph."""
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{words}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>'
        "</w:document>",
    }
    with zipfile.ZipFile(here / target, "w") as file:
        for name, part in parts.items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')


PROGRAMS = {"govxl": [str(GOVXL)], "python": [sys.executable]}
DEEDS = {"copy": _copy, "remove": _remove, "fill": _fill, "edit": _edit, "word": _word}



def make_expected() -> None:
    """Run the story and keep what it printed."""
    with TemporaryDirectory() as place:
        printed = told(copied(Path(place)))
    (STORY / EXPECTED).mkdir(exist_ok=True)
    (STORY / EXPECTED / "session.txt").write_text(printed, "utf-8", newline="\n")
