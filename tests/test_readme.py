"""Every command of the READMEs runs as written, in order, from one empty folder; so does the Python."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
SCRIPTS = Path(sys.executable).parent


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / readme).read_text("utf-8"), re.DOTALL | re.MULTILINE)


def commands(readme: str) -> list[list[str]]:
    """List the calls of govxl; those that set up an environment end in one as well."""
    lines = [line for block in blocks(readme, "sh") for line in block.splitlines()]
    calls = [re.sub(r"^.*\.venv/bin/govxl", "govxl", line) for line in lines]
    return [shlex.split(line) for line in calls if line.startswith("govxl ")]


def run(folder: Path, words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=dict(os.environ))


COMMANDS = {"demo", "new", "check", "ingest", "explain", "forms", "fill", "render", "migrate", "compare"}


@pytest.mark.parametrize("readme", READMES)
def test_every_command_runs(readme: str, tmp_path: Path) -> None:
    calls = commands(readme)
    assert {words[1] for words in calls} == COMMANDS
    (settings,) = blocks(readme, "toml")
    (tmp_path / "office.toml").write_text(settings, "utf-8")
    for words in calls:
        done = run(tmp_path, [str(SCRIPTS / words[0]), *words[1:]])
        assert done.returncode == 0, f"{shlex.join(words)}\n{done.stdout}{done.stderr}"


def test_the_python_runs(tmp_path: Path) -> None:
    assert run(tmp_path, [str(SCRIPTS / "govxl"), "demo"]).returncode == 0
    [code] = blocks("README.md", "python")
    done = run(tmp_path, [sys.executable, "-c", code])
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"accepted \d+\n", done.stdout)


@pytest.mark.parametrize("readme", READMES)
def test_pictures_and_links_are_there(readme: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (ROOT / readme).read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (ROOT / target).is_file()] == []
