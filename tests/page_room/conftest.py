"""The page, built once by the command as an office builds it, and a browser that opens it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.browser import Browser, missing, program
from tests.commands import run
from tests.office import demand
from tests.page_room.desk import PYODIDE, Desk


@pytest.fixture(scope="session")
def pyodide() -> list[str]:
    """Give what tells the command where Pyodide is; nothing where npm is to fetch it, which CI and most people do."""
    place = os.environ.get(PYODIDE, "")
    return ["--pyodide", place] if place else []


@pytest.fixture(scope="session")
def built(pyodide: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the page of nobody in particular, once for all workers of a run, which have their folders side by side."""
    shared = tmp_path_factory.getbasetemp()
    path = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "核对.html"
    with FileLock(path.with_suffix(".lock")):
        if path.exists():
            return path
        done = run("page", "-o", path, *pyodide)
    # Where Pyodide cannot be had there is no page to look at; where it must be, as in CI, that is a failure.
    demand(f"{done.err}; without a network, {PYODIDE} names Pyodide's folder or package" if done.code == 2 else "")
    assert done.code == 0, done.err
    return path


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    demand(missing())
    with Browser(program(), tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture(scope="session")
def desk(built: Path, chromium: Browser) -> Desk:
    """Open the page with its network cut, and wait till Python is there; what one test chooses is cleared by the next."""
    return Desk(chromium, built)
