"""The stories of offices in `samples/`: their commands and what people do between them, run and written down.

`office` is a round of eight units, `county` two years of a county that are added up, looked at and handed to its city.
`cmd.txt` has a line for each step. A line of `govxl`, or of `python` with a program of the archive's, is run as it stands;
the others are what a person does:

    cd FOLDER               go on in this folder
    copy FROM TO            copy a file, as it came in
    remove FILE             delete a file
    fill FROM TYPED TO      type the texts of a csv into a workbook, and send it in under another name
    fillall FROM TYPED TO   type a csv that has a column a unit into the workbooks of these units, from folder to folder
    move FROM TO            put a file somewhere else
    edit FROM TO OLD NEW    change one sentence of a page
    word FILE TEXT          write a Word file with one paragraph

What differs from run to run is written as a word in 〈〉: the day, times, digests, the archive's name, paths of the machine.
"""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.commands import run
from tests.typing_in import GOVXL, read_typed, through_openpyxl

__all__ = ["COUNTY", "STORIES", "STORY", "copied", "kept_of", "make_expected", "told"]

STORY, COUNTY, ANALYSIS = (Path(__file__).parents[1] / "samples" / name for name in ("office", "county", "analysis"))
STORIES = (STORY, COUNTY)
FORM = "zfxxgk/2021"
EXPECTED = "expected"
SESSION = "session.txt"

KEPT: Mapping[Path, Mapping[str, str]] = {
    STORY: {},
    COUNTY: {
        "record.json": "示例县/5汇总/2025/示例县人民政府（汇总）2025/record.json",
        "lineage.jsonl": "示例县/5汇总/2025/示例县人民政府（汇总）2025/lineage.jsonl",
        "审核说明.txt": "示例县/5汇总/2025/示例县人民政府（汇总）2025/审核说明.html",
        "跨单位跨年度比较.txt": "示例县/比较/跨单位跨年度比较.html",
        "wide.csv": "示例县/导出/wide.csv",
    },
}
"""What of a story is kept besides what was printed: its name there, and where it lies; of a page its text."""

DIGEST = re.compile(r"\b[0-9a-f]{64}\b|(?<=（SHA-256）)[0-9a-f]{16}\b")
SHORT = re.compile(r"(?<=originals/)[0-9a-f]{2}(?=/)")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
ORIGIN = re.compile(r"govxl-archive-[0-9a-f]+")
BESIDE = re.compile(r"(?<=~)[0-9a-f]{6}(?=/|：|\s)")
"""The end of the name of a folder that holds one of several returns of a unit."""

DAY = "〈 当天 〉"
"""As wide as a day, so that columns stay."""

TAG, BREAK = re.compile(r"<[^<>]*>"), re.compile(r"<wbr ?/?>")

DAYS = (datetime.now(), datetime.now() + timedelta(days=1))
"""The days on which a story may be running."""

WORDS = {DIGEST: "〈sha256〉", SHORT: "〈前两位〉", TIME: "〈时间〉", ORIGIN: "〈归档名称〉", BESIDE: "〈六位〉"}


def copied(folder: Path, story: Path = STORY) -> Path:
    """Take a story somewhere else, without what is expected of it; what analysts run lies beside it as it does here."""
    ignored = shutil.ignore_patterns(EXPECTED)
    shutil.copytree(ANALYSIS, folder / ANALYSIS.name, ignore=ignored)
    return Path(shutil.copytree(story, folder / story.name, ignore=ignored))


def told(folder: Path, env: Mapping[str, str] | None = os.environ) -> str:
    """Run every line of a copied story and write down what a person would have seen, and what they did themselves.

    Each command is a program started by itself; without an environment for it, it runs in this process, which is sooner.
    """
    return _settled("\n".join(_lines(folder, env)), folder)


def kept_of(folder: Path, story: Path) -> dict[str, str]:
    """Give what is kept of a copied story that was run, by name, its texts without what differs from run to run."""
    found = {}
    for name, place in KEPT[story].items():
        text = (folder / place).read_text("utf-8")
        found[name] = _settled(text if place.endswith(Path(name).suffix) else _words_of(text), folder)
    return found


def _words_of(page: str) -> str:
    """Give the words of a page, a line for each line of it that has any."""
    body = page.partition("<main>")[2].partition("<script>")[0]
    lines = (unescape(TAG.sub(" ", BREAK.sub("", line))).split() for line in body.splitlines())
    return "\n".join(" ".join(words) for words in lines if words) + "\n"


def _lines(folder: Path, env: Mapping[str, str] | None) -> Iterator[str]:
    here = folder
    for line in (folder / "cmd.txt").read_text("utf-8").splitlines():
        verb, *words = shlex.split(line)
        if verb == "govxl" and env is None:
            with chdir(here):
                done = run(*words)
            yield f"$ {line}\n{done.seen}退出码 {done.code}\n"
            continue
        if verb in PROGRAMS:
            yield f"$ {line}\n{_run([*PROGRAMS[verb], *words], here, os.environ if env is None else env)}"
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


def _settled(text: str, folder: Path) -> str:
    """Write words for what differs from run to run."""
    days = {f"{day:%Y-%m-%d}" for day in DAYS} | {f"{day.year}年{day.month}月{day.day}日" for day in DAYS}
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


EVERYBODY = "各家"
"""Heads the column of what all units type that have nothing of their own there."""


def _fillall(here: Path, source: str, typed: str, target: str) -> None:
    with (here / typed).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    (here / target).mkdir(parents=True, exist_ok=True)
    for unit in (name for name in lines[0] if name not in ("point", EVERYBODY)):
        texts = {line["point"]: line[unit] or line[EVERYBODY] for line in lines}
        through_openpyxl(here / source / f"{unit}.xlsx", FORM, texts, here / target / f"{unit}.xlsx")


def _move(here: Path, source: str, target: str) -> None:
    (here / source).rename(here / target)


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
DEEDS = {
    "copy": _copy, "remove": _remove, "fill": _fill, "fillall": _fillall, "move": _move, "edit": _edit, "word": _word,
}  # fmt: skip


def make_expected(story: Path = STORY) -> None:
    """Run a story and keep what it printed and what is to be kept of it."""
    with TemporaryDirectory() as place:
        folder = copied(Path(place), story)
        texts = {SESSION: told(folder), **kept_of(folder, story)}
    (story / EXPECTED).mkdir(exist_ok=True)
    for name, text in texts.items():
        (story / EXPECTED / name).write_text(text, "utf-8", newline="\n")
