"""govxl page: what it builds of, what it says when it cannot, and that nothing is left half written."""

import errno
import json
import os
import re
import shutil
import stat
import sys
from importlib import resources
from pathlib import Path

import pytest

from govxl.page import distribution
from govxl.page.bundle import bundle, code_for
from govxl.page.compiled import compiled
from govxl.page.distribution import FILES, VERSION, read_distribution
from govxl.page.wording import PAGE
from tests.commands import run
from tests.page_room.desk import Desk

ROOT = Path(__file__).parent.parent.parent
MISTAKES = ROOT / "samples" / "zfxxgk-2021" / "mistakes" / "filled.xlsx"
LAST_YEAR = ROOT / "samples" / "zfxxgk-2021" / "county-2024" / "filled.xlsx"
SETTINGS = """
year = 2025
form = "zfxxgk"
recipient = "示例县政务公开<b>办公室"
phone = "0000-0000001"
[deadlines]
default = 2026-01-20
subdistrict = 2026-01-15
[severity]
{severity}
"""


@pytest.fixture(scope="session")
def given(pyodide) -> Path:
    """Give Pyodide as it was named, or else the package that npm brings, as it is kept."""
    if pyodide:
        return Path(pyodide[1])
    distribution.fetched(distribution.cache_folder(), lambda _: None)
    return distribution.cache_folder() / distribution.TARBALL


@pytest.fixture(scope="session")
def package(given, tmp_path_factory) -> Path:
    """Give Pyodide's folder, made of what the page is built of."""
    folder = tmp_path_factory.mktemp("pyodide")
    for name, data in read_distribution(given).files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def without_node(here, monkeypatch) -> None:
    """Keep Node from being found, which compiles what a page carries and takes ten seconds."""
    monkeypatch.setenv("PATH", str(here))


def program(folder: Path, name: str, script: str) -> None:
    """Put a program on the way to others; it is Python, as every test is."""
    (folder / "bin").mkdir(exist_ok=True)
    path = folder / "bin" / name
    path.write_text(f"#!{sys.executable}\nimport sys\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def refused(here: Path, *words: object) -> str:
    """Run the command, which must refuse and leave nothing; give what it says in both languages, English last."""
    before = sorted(here.rglob("*.html"))
    said = [run("page", *words, "--lang", language) for language in ("zh", "en")]
    assert [(done.code, done.out) for done in said] == [(2, ""), (2, "")]
    assert sorted(here.rglob("*.html")) == before
    assert not list(here.rglob(".govxl-*")), "nothing is left half written"
    return "\n".join(done.err for done in said)


# -- Pyodide, known by its hashes


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_changed_is_named_and_refused(package, here, name):
    folder = shutil.copytree(package, here / "pyodide")
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    told = refused(here, "--pyodide", "pyodide")
    assert f"pyodide/{name}" in told
    assert "sha256 不对" in told
    assert f"npm pack pyodide@{VERSION}" in told


def test_a_folder_without_the_files_is_told_what_is_missing(here):
    (here / "empty").mkdir()
    told = refused(here, "--pyodide", "empty")
    assert f"这里没有 {next(iter(FILES))}，不是 Pyodide {VERSION} 的文件夹" in told
    assert "is not in it" in told
    assert "nosuch" in refused(here, "--pyodide", "nosuch")


def test_a_package_that_is_another_is_refused(here):
    (here / "other.tgz").write_bytes(b"\x1f\x8b" + bytes(100))
    assert "sha512 不对" in refused(here, "--pyodide", "other.tgz")


def test_without_npm_it_says_how_to_come_by_pyodide(here, monkeypatch):
    monkeypatch.setenv("PATH", str(here))
    told = refused(here)
    assert "没有找到 npm" in told
    assert "Node.js" in told
    assert f"--pyodide pyodide-{VERSION}.tgz" in told


def test_without_a_network_it_gives_what_npm_says(here, monkeypatch):
    program(
        here,
        "npm",
        "sys.exit(print('npm ERR! code ENOTFOUND\\nnpm ERR! request to the registry failed', file=sys.stderr))",
    )
    monkeypatch.setenv("PATH", str(here / "bin"))
    told = refused(here)
    assert "npm 没有取到 Pyodide（request to the registry failed）" in told
    assert not list((here / "cache").rglob("*.tgz"))


def test_what_npm_brings_is_held_against_the_hash_and_not_kept(here, monkeypatch):
    program(here, "npm", f"open('pyodide-{VERSION}.tgz', 'wb').write(b'something else')")
    monkeypatch.setenv("PATH", str(here / "bin"))
    told = refused(here)
    assert "sha512 不对" in told
    assert not list((here / "cache").rglob("*.tgz"))


def test_what_npm_brought_is_kept_and_a_damaged_one_is_fetched_again(given, here, monkeypatch):
    if not given.is_file():
        pytest.skip("a folder of Pyodide was named, and not the package that npm packs")
    program(
        here, "npm", f"import shutil; shutil.copy({str(given)!r}, '.'); open({str(here / 'calls')!r}, 'a').write('x')"
    )
    monkeypatch.setenv("PATH", str(here / "bin"))
    for calls, said, damage in (("x", 1, False), ("x", 0, False), ("xx", 1, True)):
        kept = here / "cache" / "govxl" / distribution.TARBALL
        if damage:
            kept.write_bytes(b"half")
        told = []
        distribution.fetched(distribution.cache_folder(), told.append)
        assert (here / "calls").read_text() == calls
        assert len(told) == said


# -- Where the page goes


def test_what_is_there_is_not_written_over(here, pyodide):
    (here / "核对.html").write_text("mine")
    assert "核对.html 已经有了，没有覆盖" in refused(here)
    assert (here / "核对.html").read_text() == "mine"
    assert "x.xlsx" in refused(here, "-o", "x.xlsx")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "nosuch/x.html"), "没有“nosuch”这个文件夹；请先建好，或者写到别处"),
        (("-o", "nosuch/deeper/"), "没有“nosuch/deeper”这个文件夹"),
        (("-o", "file.html/x.html"), "没有“file.html”这个文件夹"),
        (("-o", "locked/x.html"), "locked/x.html：写不进去（Permission denied）"),
        (("-o", "taken"), "taken/核对.html 已经有了，没有覆盖"),
        (("-o", "x.xlsx"), "请写 -o x.html"),
        (("--office", "nosuch"), "nosuch：没有这个文件"),
        (("--office", "taken"), "taken/office.toml：没有这个文件"),
        (("--office", "file.html"), "file.html："),
        (("--pyodide", "nosuch"), "nosuch：没有这个文件"),
        (("--pyodide", "taken"), "不是 Pyodide"),
        (("--pyodide", "file.html"), "sha512 不对"),
    ],
)
def test_what_was_named_wrongly_is_told_before_the_long_work(here, monkeypatch, words, told):
    """Before anything is fetched or built; nothing is made but what is asked for."""
    program(here, "npm", f"open({str(here / 'fetched')!r}, 'w')")
    monkeypatch.setenv("PATH", str(here / "bin"))
    for name in ("code_for", "bundle"):
        monkeypatch.setattr(f"govxl.page.bundle.{name}", None)
    (here / "file.html").write_text("=")
    (here / "taken").mkdir()
    (here / "taken" / "核对.html").write_text("")
    (here / "locked").mkdir()
    opened = os.open

    def refusing(path, *more, **about):
        if "locked" in os.fspath(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return opened(path, *more, **about)

    monkeypatch.setattr(os, "open", refusing)
    assert told in refused(here, *words)
    assert not (here / "nosuch").exists()
    assert not (here / "fetched").exists()


def test_what_came_there_while_it_was_built_is_not_written_over(here, package, monkeypatch):
    program(here, "node", "open('核对.html', 'w').write('theirs')")
    monkeypatch.setenv("PATH", str(here / "bin"))
    done = run("page", "--pyodide", package)
    assert (done.code, "核对.html 已经有了，没有覆盖" in done.err) == (2, True), done.err
    assert (here / "核对.html").read_text() == "theirs"


def test_a_full_disk_leaves_nothing(here, package, monkeypatch, without_node):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    told = refused(here, "--pyodide", package)
    assert "核对.html：写不进去，磁盘满了" in told


def test_a_deadline_before_the_year_is_over_stops_it(here):
    (here / "office.toml").write_text(SETTINGS.format(severity="").replace("2026-01-20", "2025-01-20"), "utf-8")
    assert "2025 年度还没有结束" in refused(here, "--office", ".")


def test_a_severity_that_no_rule_may_have_stops_it(here):
    (here / "office.toml").write_text(SETTINGS.format(severity='tie-out = "info"'), "utf-8")
    assert "severity.tie-out 不能改" in refused(here, "--office", ".")


def test_the_same_of_all_gives_the_same_bytes(package, built):
    found = read_distribution(package)
    code = compiled(found, code_for(None))
    assert code is not None
    assert bundle(found, None, True, code) == built.read_bytes()


# -- What is in it


def test_it_carries_no_key_no_list_and_no_place_of_this_machine(here, package, without_node):
    (here / "office.toml").write_text(
        SETTINGS.format(severity="").replace("[deadlines]", 'key_file = "密钥.txt"\n[deadlines]'), "utf-8"
    )
    (here / "密钥.txt").write_text("0123456789abcdef-secret", "utf-8")
    done = run("page", "--office", ".", "-o", "page.html", "--pyodide", package)
    assert done.code == 0, done.err
    said = json.loads((here / "page.html").read_text("utf-8").split('id="said">')[1].split("</script>")[0])
    settings = json.loads(said["settings"])
    assert settings.keys() == {"recipient", "contact", "phone", "email", "deadlines", "year", "form", "severity"}
    for text in (json.dumps(said, ensure_ascii=False), json.dumps(said)):
        assert "密钥" not in text.replace("没有密钥", "")
        assert str(here) not in text
        assert str(ROOT) not in text


def test_an_office_is_named_its_form_expected_and_its_milder_rules_are_used(here, package, chromium, without_node):
    """Its page is of sources, as one that is built without Node: it judges as any does."""
    rule = softened()
    (here / "office.toml").write_text(SETTINGS.format(severity=f'{rule} = "info"'), "utf-8")
    done = run("page", "--office", ".", "-o", "page.html", "--pyodide", package)
    assert (done.code, "没有能用的 Node.js，网页能用" in done.err) == (0, True), done.err
    assert "示例县政务公开<b>办公室" in done.out
    desk = Desk(chromium, here / "page.html")
    about = desk.text("#office")
    for words in ("示例县政务公开<b>办公室", "2026年1月20日；街道办事处 2026年1月15日", "0000-0000001", "2025 年度"):
        assert words in about
    assert desk.ask("document.getElementById('making').hidden"), "an office has issued its workbooks"
    for path in (MISTAKES, LAST_YEAR):
        told = json.loads(run("check", "--json", path, "--year", 2025, "--form", "zfxxgk").out)
        [answer] = desk.judge(path)
        page = answer["judged"]
        assert page["verdict"] == told["verdict"]
        assert {(e["name"], e["severity"]) for e in page["entries"] if not e["reason"]} == {
            (f["name"], f["severity"]) for f in told["findings"] if not f["reason"]
        }
    assert desk.tab.requests() == []


def softened() -> str:
    """Name a rule that the sample breaks and an office may make milder."""
    findings = json.loads(run("check", "--json", MISTAKES).out)["findings"]
    return next(found["rule"] for found in findings if found["rule"] and found["severity"] == "explainable")


# -- Its words


def test_script_asks_for_no_word_that_is_not_there_and_no_word_waits_in_vain():
    texts = [resources.files("govxl.page").joinpath(name).read_text("utf-8") for name in ("page.js", "page.html")]
    script, page = texts
    asked = set(re.findall(r'data-said="([a-z-]+)"', page))
    # Script names its words in quotation marks: in a call, in a choice, in a list of them. Places have names as well.
    quoted = set(re.findall(r'(?<!byId\()"([a-z][a-z-]*)"', script)) | asked
    early = {"no-script", "old", "damaged", "title-of", "no-form"}
    of_python = {"no-memory", "no-preview", "preview-missing"}
    assert set(PAGE) - quoted - early == of_python
    assert asked <= set(PAGE)
    assert set(re.findall(r'word\("([a-z-]+)"', script)) <= set(PAGE)
    assert set(re.findall(r'row\("([a-z-]+)"', script)) <= set(PAGE)


def test_what_words_leave_open_is_the_same_in_both_languages():
    for key, both in PAGE.items():
        zh, en = (set(re.findall(r"\{(\w+)\}", text)) for text in both)
        assert zh == en, key
