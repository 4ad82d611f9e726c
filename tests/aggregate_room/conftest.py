"""What all tests of what becomes of sums begin with."""

from collections.abc import Iterator

import pytest

from tests.made_once import made_once


@pytest.fixture(scope="module", autouse=True)
def _made_once() -> Iterator[None]:
    with made_once():
        yield
