"""govxl without an installation: as a zip, with the forms inside or beside, and from the root of a checkout."""

import json
import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

from tests.returns import accepted, filled

ROOT = Path(__file__).parent.parent
DATA = ("templates", "samples")
BARE = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "GOVXL_FORMS"))}


@pytest.fixture(scope="module", params=["inside", "beside"])
def packed(request, tmp_path_factory) -> Path:
    """Pack the package as it is installed (its data inside), and as it lies in a checkout (beside)."""
    top = tmp_path_factory.mktemp("app")
    unused = shutil.ignore_patterns("__pycache__", "pictures")
    shutil.copytree(ROOT / "govxl", top / "app" / "govxl", ignore=unused)
    for name in DATA:
        shutil.copytree(ROOT / name, top / "app" / ("govxl" if request.param == "inside" else "") / name, ignore=unused)
    zipapp.create_archive(top / "app", top / "govxl.pyz", main="govxl.cli:main")
    shutil.rmtree(top / "app")
    return top / "govxl.pyz"


def run(*words: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder; what was installed comes after what is on the path, and its own govxl is never met."""
    called = [sys.executable, *map(str, words)]
    return subprocess.run(called, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=BARE | environment)


@pytest.fixture
def here(tmp_path) -> Path:
    (tmp_path / "good.xlsx").write_bytes(accepted())
    (tmp_path / "bad.xlsx").write_bytes(filled({"requests.received.person": 20}))
    return tmp_path


def test_a_zip_judges_as_the_package_does(packed, here):
    done = run(packed, "check", "--json", "good.xlsx", "bad.xlsx", folder=here)
    good, bad = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, good["verdict"], bad["verdict"]) == (1, "accepted", "rejected")
    assert {found["code"] for found in bad["findings"] if found["blocks"]} == {"R001"}
    assert "zfxxgk/2021" in run(packed, "forms", folder=here).stdout


def test_from_python_a_zip_has_its_own_forms(packed, here):
    code = (
        "import govxl, pathlib; form = govxl.load_form('zfxxgk/2019'); assert form is govxl.load_form('zfxxgk/2019');"
        "assert 'govxl.pyz' in str(form.folder), form.folder;"
        "print(govxl.__file__, govxl.installed_forms(), govxl.check(pathlib.Path('good.xlsx')).verdict)"
    )
    done = run("-c", code, folder=here, PYTHONPATH=str(packed))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{packed}/govxl/__init__.py ['zfxxgk/2019', 'zfxxgk/2021'] accepted"


def test_forms_of_an_office_are_found_beside_those_in_a_zip(packed, here):
    shutil.copytree(ROOT / "templates" / "zfxxgk", here / "forms" / "mine")
    for path in here.glob("forms/mine/*/form.toml"):
        path.write_text(path.read_text("utf-8").replace("id = 'zfxxgk'", "id = 'mine'"), "utf-8")
    (here / "forms" / "mine" / "notes").mkdir()
    (here / "forms" / "readme.txt").write_text("no form")
    done = run(packed, "forms", folder=here, GOVXL_FORMS=f"forms{os.pathsep}nosuch")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "mine/2019",
        "mine/2021",
        "zfxxgk/2019",
        "zfxxgk/2021",
    ]


def test_a_zip_shows_the_whole_round(packed, here):
    done = run(packed, "demo", folder=here)
    assert done.returncode == 0, done.stderr
    assert len(list((here / "govxl-demo").rglob("record.json"))) == 1


@pytest.mark.parametrize("where", ["root", "elsewhere"])
def test_a_checkout_need_not_be_installed(where, here):
    """README: from the root, `import govxl` finds the package lying there before any that was installed."""
    shutil.copytree(ROOT / "govxl", here / "tree" / "govxl", ignore=shutil.ignore_patterns("__pycache__"))
    for name in DATA:
        shutil.copytree(ROOT / name, here / "tree" / name, ignore=shutil.ignore_patterns("pictures"))
    # Without the finder of an editable installation, which knows where the data lie (-S leaves it out with the rest).
    code = (
        f"import sys; sys.path += {[path for path in sys.path if 'site-packages' in path]!r}; import govxl, pathlib;"
        f"print(govxl.__file__, govxl.check(pathlib.Path({str(here / 'good.xlsx')!r})).verdict)"
    )
    folder, way = (here / "tree", "") if where == "root" else (here, str(here / "tree"))
    done = run("-S", "-c", code, folder=folder, **({"PYTHONPATH": way} if way else {}))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{here / 'tree' / 'govxl' / '__init__.py'} accepted"
