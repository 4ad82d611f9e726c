import pytest

from govxl.form.model import Form
from tests.report.made_up import made_up


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return made_up(tmp_path_factory.mktemp("library"))
