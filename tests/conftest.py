"""What every test may ask for."""

import gc
import os
from collections.abc import Generator, Iterator
from unittest import mock

import pytest
from hypothesis import settings
from openpyxl.worksheet.merge import MergedCellRange

from govxl import disk
from govxl.form import compiled
from govxl.form.model import Form
from tests import browser as browsers
from tests.merged_cells import borders_alike, look_alike
from tests.office import Office, demand, missing
from tests.report.made_up import made_up

# A slow machine is no counterexample.
settings.register_profile("govxl", deadline=None, print_blob=True)
settings.load_profile("govxl")

# Hundreds of processes are started here, none of which compiles what another has compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# openpyxl opens hundreds of workbooks here, and so takes less than half the time.
MergedCellRange.format, MergedCellRange._get_borders = look_alike, borders_alike


def pytest_configure() -> None:
    """Let this process read every form, and keep none: what a test puts in the place of something would be kept too.

    Processes that tests start take what was kept, and keep what they work out, as all do in a checkout.
    """
    mock.patch.object(compiled, "in_checkout", return_value=False).start()


def _at_once(_: int) -> bool:
    return True


@pytest.fixture(scope="session", autouse=True)
def _no_wait_for_the_disk() -> Iterator[None]:
    """Let nothing wait until it is on the disk, which no test can see.

    That it is asked for, when, and what becomes of a refusal, tests see by taking the place of these calls themselves.
    Processes that tests start wait as they should.
    """
    with mock.patch("os.fsync", _at_once), mock.patch.object(disk, "_sync_disk", _at_once):
        yield


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Give a form of a library, which is no statute's."""
    return made_up(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice, started when first used, one for each worker of a parallel run."""
    office = Office()
    yield office
    office.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[None]:
    """Chromium; a test that asks for it is skipped without it, and fails where LibreOffice is required too.

    One is started when a page is first opened, for each worker of a parallel run.
    """
    demand(browsers.missing())
    yield
    browsers.end_shared()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for nothing to throw away while all tests are gathered, and never at what was gathered: it stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use LibreOffice, so that `-m 'not office'` leaves out just those."""
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker("office")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail, a test whose LibreOffice is not there."""
    if item.get_closest_marker("office"):
        demand(missing())
