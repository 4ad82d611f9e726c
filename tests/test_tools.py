"""The tools that read the code rather than run it, and what the project promises about its own commands."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


def content(*command: str) -> None:
    """Run a tool of this environment over the whole tree; fail with all it says if it is not content."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, "\n" + done.stdout + done.stderr


def test_ruff_is_content() -> None:
    content("ruff", "check", "--no-cache", "--output-format=concise", ".")


def test_mypy_is_content() -> None:
    content("mypy")


@pytest.mark.parametrize("readme", READMES)
def test_what_ci_runs_is_the_test_command_of_the_readmes(readme: str) -> None:
    command = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1]
    assert command.startswith("python3 -m venv .venv && ")
    if (ROOT / readme).exists():
        assert command in (ROOT / readme).read_text("utf-8").splitlines(), f"{readme} gives another test command"


def test_no_file_names_a_package_registry() -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    suspects = [ROOT / name for name in listed.stdout.split("\0") if Path(name).suffix in {".lock", ".toml", ".txt"}]
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "--index" + "-url")
    named = [path.name for path in suspects if path.exists() and any(host in path.read_text("utf-8") for host in hosts)]
    assert named == []
