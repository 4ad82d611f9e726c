"""Whatever stands where a record, a list, settings, a secret or a page should: exit code 2 and one sentence that says what to do."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from govxl.filing.record import RecordError, dump_record, hold_against, load_record
from govxl.form.definition import load_form
from govxl.inputs import MAX_WORDS, UnfitError, from_json, from_toml
from tests.commands import run
from tests.returns import accepted, judged

UNIT = "示例县人民政府"
PERSON = '"received": {\n    "person": 12'


@pytest.fixture(scope="module")
def record():
    return dump_record(judged(accepted()).record).decode()


def person(text):
    return lambda record: record.replace(PERSON, PERSON[:-2] + text)


WRONG = {
    "a huge exponent": (person("1e9999999"), "tables.requests.received.person：数 1e9999999 超出范围"),
    "a tiny exponent": (person("1e-9999999"), "tables.requests.received.person：数"),
    "an exponent beyond all": (person("1e" + "9" * 30), "tables.requests.received.person：数"),
    "a zero of any size": (person("0e9999999"), "tables.requests.received.person：数"),
    "5,000 digits": (person("9" * 5_000), "（5000 位） 超出范围"),
    "16 digits": (person("1234567890123456"), "最多 15 位"),
    "not a number": (person("NaN"), "NaN 不是数"),
    "beyond all numbers": (person("-Infinity"), "-Infinity 不是数"),
    "a fraction": (person("12.5"), "requests.received.person"),
    "twice": (person('12, "person": 13'), "tables.requests.received.person：写了两次"),
    "nested": (person("[" * 200 + "]" * 200), "括号套得太深"),
    "nested deeply": (lambda record: "[" * 100_000, "括号套得太深"),
    "many values": (lambda record: "[" + "[]," * 200_000 + "[]]", "超过 100000 项"),
    "half a character": (lambda record: record.replace('"示例市', '"\\ud800示例市').replace('"title": "', '"title": "\\udfff', 1), "半个字符"),
    "half a character in a name": (lambda record: record.replace('"record": 1', '"record": 1, "\\ud83d": 1'), "半个字符"),
    "another total": (lambda record: record.replace('"total": 12', '"total": 11', 1), "各项相加是 12"),
    "text": (lambda record: "年报", "不是 JSON：第 1 行第 1 个字起读不下去"),
    "nothing": (lambda record: "", "是空文件"),
    "too long": (lambda record: record + " " * MAX_WORDS, "文件大于 2 MB"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("command", ["fill", "render", "compare", "prior", "check", "against"])
def test_a_record_that_is_none_is_refused_in_a_sentence(case, command, record, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    change, said = WRONG[case]
    Path("r.json").write_text(change(record), "utf-8")
    assert Path("r.json").read_text("utf-8") != record
    Path("page.html").write_text("<p>年报</p>", "utf-8")
    Path("filled.xlsx").write_bytes(accepted())
    done = run(*{
        "fill": ("fill", "r.json", "-o", "o.xlsx"),
        "render": ("render", "r.json", "--to", "md", "-o", "o"),
        "compare": ("compare", "r.json", "page.html"),
        "prior": ("new", "--unit", UNIT, "--code", "GOV01", "--year", "2026", "--prior", "r.json", "-o", "o.xlsx"),
        "check": ("check", "filled.xlsx", "--prior", "r.json"),
        "against": ("check", "filled.xlsx", "--against", "r.json"),
    }[command])  # fmt: skip
    assert (done.code, done.out) == (2, "")
    assert "r.json" in done.err
    assert said in done.err
    assert "govxl 自身出错" not in done.err
    assert not Path("o").exists()
    assert not Path("o.xlsx").exists()


def test_an_untouched_record_goes_through_all_of_these(record, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("r.json").write_text(record, "utf-8")
    assert run("fill", "r.json", "-o", "o.xlsx").code == 0
    assert run("render", "r.json", "--to", "md", "-o", "o").code == 0
    assert run("new", "--unit", UNIT, "--code", "GOV01", "--level", "county", "--kind", "government", "--year", "2026", "--prior", "r.json", "-o", "n.xlsx").code == 0


def test_derived_figures_are_held_against_what_they_add_up(record):
    told = json.loads(record)
    refused = told["tables"]["requests"]
    kinds = ("secret", "prohibited", "stability", "third_party", "internal", "process", "enforcement", "enquiry")
    added = sum(refused[kind]["person"] for kind in kinds)
    assert told["derived"]["requests"]["refused"]["person"] == added
    told["derived"]["requests"]["refused"]["person"] = added + 1
    with pytest.raises(RecordError, match=rf"derived\.requests\.refused\.person.*各项相加是 {added}；"):
        hold_against(load_record(json.dumps(told).encode()), load_form("zfxxgk/2021"))


# -- No file at all


@pytest.fixture
def places(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo")
    Path("folder").mkdir()
    Path("filled.xlsx").write_bytes(accepted())
    Path("r.json").write_bytes(dump_record(judged(accepted()).record))


NO_FILE = "不是普通文件"
RECORDS = ("fill", "render", "compare")
"""Commands that take the folder of a record for the record."""

NEW = ("new", "--unit", UNIT, "--year", "2025", "-o", "o.xlsx")


@pytest.mark.parametrize("place", ["/dev/zero", "fifo", "folder", "missing"])
@pytest.mark.parametrize(
    "words",
    [
        ("fill", "PLACE", "-o", "o.xlsx"),
        ("render", "PLACE", "--to", "md", "-o", "o"),
        ("compare", "PLACE", "r.json"),
        ("compare", "r.json", "PLACE"),
        ("migrate", "PLACE", "-o", "o.xlsx"),
        (*NEW, "--office", "PLACE"),
        (*NEW, "--password-file", "PLACE"),
        (*NEW, "--key-file", "PLACE"),
        ("ingest", "filled.xlsx", "--password-file", "PLACE"),
        ("check", "filled.xlsx", "--key-file", "PLACE"),
    ],
    ids=lambda words: " ".join(words[:1] + words[-2:]),
)
def test_what_is_no_file_is_refused_at_once(words, place, places):
    done = run(*(place if word == "PLACE" else word for word in words))
    assert (done.code, done.out) == (2, "")
    before = words[words.index("PLACE") - 1]
    # An office may be named by its folder.
    folder = "没有这个文件" if before == "--office" else "里面没有 record.json" if before in RECORDS else NO_FILE
    wanted = {"missing": "没有这个文件", "folder": folder}
    assert wanted.get(place, NO_FILE) in done.err
    assert not Path("o.xlsx").exists()


@pytest.mark.parametrize("option", ["--prior", "--against"])
@pytest.mark.parametrize("place", ["/dev/zero", "fifo"])
def test_last_years_figures_are_read_from_files_only(option, place, places):
    done = run("check", "filled.xlsx", option, place)
    assert (done.code, done.out) == (2, "")
    assert "读不了（不是普通文件）" in done.err, "nothing was to be written"


# -- Settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contact = " + "[" * 5_000, "office.toml"),
        ("contact = " + "9" * 5_000, "整数"),
        ("contact = 1e9999999", "contact"),
        ("contact = 'a'\ncontact = 'b'", "第 2 行 同一项写了两遍"),
        (".".join(["a"] * 20_000) + " = 1", "64 层"),
        ("contact = 'x'\n" * 5_000, "64 KB"),
        ("contact = \"\\ud800\"", "office.toml"),
    ],
)
def test_settings_that_are_none_are_refused_in_a_sentence(text, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("office.toml").write_text(text, "utf-8")
    done = run(*NEW, "--office", "office.toml")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "govxl 自身出错" not in done.err


@pytest.mark.parametrize("text", ["a = " + "[" * 5_000, "a = " + "9" * 5_000, ".".join(["a"] * 5_000) + " = 1"])
def test_toml_without_measure_is_unfit(text):
    with pytest.raises(UnfitError):
        from_toml(text.encode())


@pytest.mark.parametrize("text", ["\n", "x" * 256, "一\n二"])
def test_a_password_is_one_line_that_excel_takes(text, tmp_path):
    path = tmp_path / "password"
    path.write_text(text, "utf-8")
    done = run(*NEW[:-1], tmp_path / "o.xlsx", "--password-file", path)
    assert done.code == (0 if not text.strip() else 2)


# -- What is read as it always was


def test_numbers_within_measure_are_exact():
    told = from_json(b'{"a": 12, "b": 12.50, "c": 1e3, "d": -0.000001, "e": null, "f": true, "g": 12345678901234567890}')
    assert json.dumps({key: str(value) for key, value in told.items()}) == json.dumps(
        {"a": "12", "b": "12.50", "c": "1E+3", "d": "-0.000001", "e": "None", "f": "True", "g": "12345678901234567890"}
    )


# -- Whatever the locale

LOCALES = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    "none": {},
    "cp936": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp936"},
    "utf-8": {"LC_ALL": "C.UTF-8"},
}


@pytest.mark.skipif(sys.platform == "win32", reason="names are UTF-16 there, whatever the locale")
def test_names_and_outputs_are_the_same_in_every_locale(tmp_path):
    seen = {}
    for name, locale in LOCALES.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "年报.xlsx").write_bytes(accepted())
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        here = str(Path(__file__).parent.parent.parent)
        call = [sys.executable, "-m", "govxl", "ingest", "年报.xlsx", "-o", "出"]
        done = subprocess.run(call, cwd=folder, env=kept | {"PYTHONPATH": here} | locale, capture_output=True, check=False)
        files = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}
        seen[name] = (done.returncode, done.stdout, done.stderr, files)
    assert seen["utf-8"][0] == 0
    assert any(file.startswith("出/") for file in seen["utf-8"][3])
    assert [name for name, each in seen.items() if each != seen["utf-8"]] == []
