"""The page from a file with its network cut: it says what the command line says, and makes the bytes that it makes."""

import json
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from govxl.filing.groups import grouped
from govxl.page.desk import judged
from govxl.page.settings import Settings
from govxl.returns import check
from tests.commands import run
from tests.dialects import DIALECTS
from tests.hostile.files import CASES
from tests.hostile.mutation import LEVELS, mutated
from tests.returns import judged as judgement_of
from tests.returns import parts_of
from tests.test_dialects import original

ROOT = Path(__file__).parent.parent.parent
BATCH = 75
"""Files that are chosen at once."""
SAMPLES = sorted(path for path in (ROOT / "samples").rglob("*.xlsx") if path.parent.parent.name.startswith("zfxxgk"))


def told_by_command(path: Path, *words: object) -> dict[str, object]:
    return json.loads(run("check", "--json", path, *words).out)


def test_there_are_samples_of_every_verdict():
    verdicts = {told_by_command(path)["verdict"] for path in SAMPLES}
    assert (len(SAMPLES) >= 10, verdicts) == (True, {"accepted", "rejected"})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.relative_to(ROOT / "samples").as_posix())
def test_it_says_of_a_sample_what_check_says(desk, path):
    told = told_by_command(path)
    english = {found["name"]: found for found in told_by_command(path, "--lang", "en")["findings"]}
    [answer] = desk.judge(path)
    page = answer["judged"]
    assert (page["verdict"], page["whose"]) == (told["verdict"], told["identity"])
    first = [group[0] for group in grouped(judgement_of(path.read_bytes(), path.name).findings)]
    assert [(each["code"], each["name"], each["severity"]) for each in page["entries"]] == [
        (each.code, each.name, "explained" if each.reason is not None else each.severity) for each in first
    ]
    for entry in page["entries"]:
        [found, *_] = [
            each for each in told["findings"]
            if each["message"] == entry["message"]["zh"] and [c["cell"] for c in each["cells"][:6]] == [c["cell"] for c in entry["cells"]]
        ]  # fmt: skip
        assert (entry["blocks"], entry["advice"]["zh"], entry["reason"] or None) == (
            found["blocks"],
            found["advice"],
            found["reason"],
        )
        assert entry["name"] in english
    # What was answered stands on the page, the verdict first.
    shown = desk.text(".result")
    assert shown.startswith(page["headline"]["zh"])
    desk.ask("for (const each of document.querySelectorAll('details')) each.open = true")
    shown = " ".join(desk.text(".result").split())
    for entry in page["entries"]:
        assert " ".join(entry["message"]["zh"].split()) in shown
        assert entry["reason"] or " ".join(entry["advice"]["zh"].split()) in shown
        for cell in entry["cells"] if entry["called"] else ():
            assert cell["cell"] in shown
            assert cell["label"] in shown
    assert desk.tab.requests() == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.relative_to(ROOT / "samples").as_posix())
def test_what_it_saves_is_byte_for_byte_what_ingest_leaves(desk, path, tmp_path):
    run("ingest", path, "-o", tmp_path, "--on", date.today())
    left = [each for each in tmp_path.rglob("*.xlsx") if "退回修改" in each.name]
    [answer] = desk.judge(path)
    marked = answer["judged"]["marked"]
    assert ([marked] if marked else []) == [each.name for each in left]
    if marked:
        desk.press("保存标好问题的表")
        name, content = desk.saved()
        assert (name, content == left[0].read_bytes()) == (left[0].name, True)
    else:
        assert answer["judged"]["unmarked"] or answer["judged"]["verdict"] == "accepted"
        assert "保存标好问题的表" not in desk.text(".result")


def test_a_preview_is_the_page_that_would_be_published(desk, tmp_path):
    path = ROOT / "samples" / "zfxxgk-2021" / "county" / "filled.xlsx"
    record = path.parent / "expected" / "record.json"
    assert run("render", record, "--to", "html", "--page", "-o", tmp_path).code == 0
    [published] = [each.read_text("utf-8") for each in tmp_path.rglob("*.html") if "网页" in each.name]
    desk.judge(path)
    desk.press("预览公开的报告")
    desk.tab.wait("document.querySelector('iframe') !== null")
    assert published.startswith(desk.ask("document.querySelector('iframe').srcdoc"))
    assert desk.ask("document.querySelector('iframe').getAttribute('sandbox')") == ""
    assert "未经审核" in desk.text(".asked")


def test_a_blank_workbook_is_the_one_that_new_makes(desk, tmp_path):
    desk.clear()
    values = {"unit": "示例县民政局", "year": "2025", "level": "county", "kind": "department", "code": "999915"}
    for name, value in values.items():
        desk.ask(f"document.getElementById('blank-{name}').value = {json.dumps(value)}")
    desk.press("生成并保存")
    name, content = desk.saved()
    path = tmp_path / "blank.xlsx"
    words = [word for name, value in values.items() for word in (f"--{name}", value)]
    assert run("new", *words, "-o", path).code == 0
    # The time of issue apart, which differs by seconds, part for part the same.
    theirs, ours = parts_of(path.read_bytes()), parts_of(content)
    assert theirs.keys() == ours.keys()
    differing = [part for part in ours if ours[part] != theirs[part]]
    assert set(differing) <= {
        "docProps/core.xml",
        "docProps/custom.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    }, differing
    assert name.startswith("示例县民政局2025年")


# -- Files of every kind


def dialects() -> dict[str, bytes]:
    return {f"{name}.xlsx": each.spell(original()) for name, each in DIALECTS.items()}


def hostile(one_in: int) -> dict[str, bytes]:
    """Give one in so many of the bad files known by name of each code, and mutations, under names any system takes."""
    met, known = Counter(), {}
    for n, case in enumerate(CASES.values()):
        if met[case.code] % one_in == 0:
            known[f"bad{n:03}.xlsx"] = case.make()
        met[case.code] += 1
    assert met.total() >= 300
    return known | {f"{level}{seed}.xlsx": mutated(level, seed) for level in LEVELS for seed in range(0, 10, one_in)}


def by_command(paths, accepted, out):
    """Give the verdict and findings that the command line tells of each file, and what it sends back of it."""
    rejected = [path for path in paths if path not in accepted]
    # Reports of what is accepted are no matter here, and `ingest` would make seven of each.
    lines = [*run("check", "--json", *accepted).lines] if accepted else []
    lines += run("ingest", "--json", *rejected, "-o", out, "--on", date.today()).lines if rejected else []
    told = {each["file"]: each for each in map(json.loads, lines)}
    for path in paths:
        this = told[path.name]
        [left] = [Path(each) for each in this["outputs"]] or [None]
        content = left.read_bytes() if left else b""
        back = (left.name, len(content), sha256(content).hexdigest()) if left else None
        yield this["verdict"], {(each["code"], each["name"]) for each in this["findings"]}, back


@pytest.fixture
def known(monkeypatch):
    """Judge each file once for all that is said of it here: page and commands judge by one function, of one file alike."""
    judge, known = check.judged, {}

    def once(data, name, expected, state):
        key = (sha256(data).digest(), name, repr(expected))
        if key not in known:
            known[key] = judge(data, name, expected, state)
        return known[key]

    monkeypatch.setattr(check, "judged", once)
    return known


@pytest.mark.parametrize("one_in", [5, pytest.param(1, marks=pytest.mark.long)])
def test_dialects_and_hostile_files_are_told_and_sent_back_as_by_the_command_line(desk, known, one_in, tmp_path):
    """Every word the page shows is that of the Python here; verdict, findings and returned bytes are the commands'.

    All dialects, and one in so many of the bad files of each code.
    """
    paths = []
    for name, content in (dialects() | hostile(one_in)).items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    different, came = [], Counter()
    for at in range(0, len(paths), BATCH):
        some = paths[at : at + BATCH]
        desk.choose(*some)
        # While the browser judges, so do these.
        here = [json.loads(judged(path.name, path.read_bytes(), Settings()).as_json()) for path in some]
        accepted = [path for path, said in zip(some, here, strict=True) if said["verdict"] == "accepted"]
        commanded = list(by_command(some, accepted, tmp_path / "out"))
        known.clear()
        answers = desk.answers(len(some))
        for path, said, told, answer, saved in zip(some, here, commanded, answers, desk.save_all(), strict=True):
            page = answer.get("judged") or {}
            found = {(each["code"], each["name"]) for each in page.get("entries", ())}
            if (page, (page.get("verdict"), found, saved)) != (said, told):
                different.append((path.name, answer, saved, told))
            came.update([told[0]] + ["back"] * bool(saved))
    assert different == []
    assert min(came["accepted"], came["rejected"]) > 100 // one_in
    assert came["back"] > 30 // one_in
    assert desk.tab.requests() == []
