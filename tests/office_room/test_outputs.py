"""Issue 14, B and E3: nothing a person made is written over, and the outputs of a file change hands as one."""

import contextlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from govxl import disk
from govxl.files import RECORD, is_as_made, stamped
from govxl.filing.model import Identity, Judgement
from govxl.office import outputs
from govxl.office.ingest import files_of, ingest, take_in, take_judged
from govxl.office.outputs import alone_in, homes
from govxl.returns.send_back import Return
from tests.commands import Done, run
from tests.faults import full_at, killed_at
from tests.returns import filled, judged

HOME = "示例县人民政府2025"
REPORT = "示例县2025年政府信息公开工作年度报告"
FILES = ("record.json", f"{REPORT}.html", f"{REPORT}（文字）.txt", f"{REPORT}.docx", "tables.xlsx", "审核说明.html", "审签单.html")
WRONG = {"requests.received.person": 20}


@cache
def of(person: int, **whose) -> bytes:
    """Give a return with so many applications of persons; 12 by default."""
    return filled({"requests.received.person": person, "requests.carried_out.person": person - 11}, **whose)


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def person(folder: Path, name: str = "record.json") -> int:
    return json.loads((folder / name).read_bytes())["tables"]["requests"]["received"]["person"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def take(path: Path, *options: object) -> Done:
    return run("ingest", path, "-o", path.parents[1] / "out", *options)


# -- Whose folder


def home(name: str, year: int = 2025, code: str = "", scope: str = "own", nth: int = 0) -> str:
    choices = homes(Path(), Identity("zfxxgk", "2021", name, code, "county", "government", year, scope))
    return [next(choices).name for _ in range(nth + 1)][nth]


@pytest.mark.parametrize(
    ("whose", "folder"),
    [
        ({"name": "示例县财政局"}, "示例县财政局2025"),
        ({"name": "示例县财政局", "scope": "aggregate"}, "示例县财政局2025汇总"),
        ({"name": "示例县财政局", "code": "9999", "nth": 1}, "示例县财政局2025（9999）"),
        ({"name": "a/b:c"}, "a_b_c2025"),
        ({"name": "..", "year": 2024}, "govxl2024"),
        ({"name": "长" * 200}, "长" * 40 + "2025"),
        ({"name": "CON."}, "govxl_CON2025"),
    ],
)
def test_a_folder_is_named_after_unit_year_and_scope(whose, folder):
    assert home(**whose) == folder


def test_names_that_are_cut_alike_are_told_apart_by_a_mark_that_stays():
    one, two = ("长" * 200 + letter for letter in "甲乙")
    assert home(one) == home(two)
    assert home(one, nth=1) != home(two, nth=1)
    assert home(one, nth=1) == home(one, nth=1)


def test_two_units_files_of_one_name_have_two_folders(tmp_path):
    put(tmp_path / "a" / "年报.xlsx", of(12))
    put(tmp_path / "b" / "年报.xlsx", of(13, unit="示例县财政局", code="F1"))
    for folder in "ab":
        assert take(tmp_path / folder / "年报.xlsx").code == 0
    assert names(tmp_path / "out") == {HOME, "示例县财政局2025"}
    assert [person(tmp_path / "out" / name) for name in (HOME, "示例县财政局2025")] == [12, 13]


OTHERS = {
    "another code": ({"code": "GOV02"}, HOME + "（GOV02）"),
    "no code": ({"code": ""}, None),
    "another year": ({"year": 2024}, "示例县人民政府2024"),
    "another unit": ({"unit": "示例县财政局"}, "示例县财政局2025"),
}


@pytest.mark.parametrize(("whose", "folder"), OTHERS.values(), ids=OTHERS)
def test_what_another_return_left_stays_as_it_is_and_its_own_is_found_again(whose, folder, tmp_path):
    take(put(tmp_path / "in" / "a.xlsx", of(12)))
    before = contents(tmp_path / "out" / HOME)
    for figure in (13, 14):
        take(put(tmp_path / "in" / "b.xlsx", of(figure, **whose)))
        assert contents(tmp_path / "out" / HOME) == before
        (mine,) = names(tmp_path / "out") - {HOME}
        assert folder in (mine, None)
        assert person(tmp_path / "out" / mine) == figure
    take(put(tmp_path / "in" / "a.xlsx", of(15)))
    assert person(tmp_path / "out" / HOME) == 15
    assert person(tmp_path / "out" / mine) == 14


SOMEBODYS = {
    "a folder of their own": lambda at: put(at / "会议记录.txt", b"mine"),
    "a record nobody can read": lambda at: put(at / "record.json", b"{"),
    "another year's record": lambda at: shutil.copytree(at.parents[1] / "last" / "示例县人民政府2024", at),
    "a file of that name": lambda at: put(at, b"mine"),
    "a link to nowhere": lambda at: (at.parent.mkdir(parents=True, exist_ok=True), at.symlink_to("nowhere")),
}


@pytest.mark.parametrize("make", SOMEBODYS.values(), ids=SOMEBODYS)
def test_what_is_somebody_elses_is_never_written_into(make, tmp_path):
    run("ingest", put(tmp_path / "last.xlsx", of(12, year=2024)), "-o", tmp_path / "last")
    make(tmp_path / "out" / HOME)
    before = contents(tmp_path / "out")
    done = take(put(tmp_path / "in" / "a.xlsx", of(12)))
    assert done.code == 0
    assert HOME + "（GOV01）" in done.out
    after = contents(tmp_path / "out")
    assert {name: after[name] for name in before} == before
    assert person(tmp_path / "out" / (HOME + "（GOV01）")) == 12


def test_an_empty_folder_is_nobodys(tmp_path):
    (tmp_path / "out" / HOME).mkdir(parents=True)
    take(put(tmp_path / "in" / "a.xlsx", of(12)))
    assert names(tmp_path / "out") == {HOME}


def test_from_python_a_folder_that_is_named_is_taken_or_one_beside_it(tmp_path):
    path, mine = put(tmp_path / "a.xlsx", of(12)), put(tmp_path / "mine" / "x.txt", b"mine")
    assert {each.parent for each in ingest(path, tmp_path / "new").outputs} == {tmp_path / "new"}
    assert {each.parent for each in ingest(path, tmp_path / "mine").outputs} == {tmp_path / "mine（GOV01）"}
    assert names(mine.parent) == {"x.txt"}


# -- What goes back


def test_rejected_files_of_one_name_do_not_share_what_goes_back(tmp_path):
    for folder, whose in {"a": {}, "b": {"unit": "示例县财政局", "code": "F1"}, "c": {"unit": "示例县财政局", "code": "F1"}}.items():
        wrong = WRONG | ({"requests.received.person": 30} if folder == "c" else {})
        put(tmp_path / "in" / folder / "年报.xlsx", filled(wrong, **whose))
    for _ in range(2):
        done = run("ingest", *(tmp_path / "in" / folder / "年报.xlsx" for folder in "abc"), "-o", tmp_path / "out")
        assert (done.code, done.err.count("没有覆盖")) == (1, 0)
        made = {path.name: openpyxl.load_workbook(path) for path in (tmp_path / "out").iterdir()}
        assert len(made) == 3
        told = {(str(book["govxl"]["B4"].value), book["三、申请办理"]["D6"].value) for book in made.values()}
        assert len(told) == 3, "each has its unit and what was typed"


# -- Accepted before, rejected now


def test_a_folder_from_before_is_said_to_be_out_of_date(tmp_path):
    path = put(tmp_path / "in" / "a.xlsx", of(12))
    take(path)
    before = contents(tmp_path / "out" / HOME)
    put(path, filled(WRONG))
    done = take(path, "--json")
    assert done.code == 1
    assert json.loads(done.out)["stale"] == [str(tmp_path / "out" / HOME)]
    assert f"{HOME}：这是以前通过时生成的，这次退回了" in done.err
    assert contents(tmp_path / "out" / HOME) == before
    put(path, of(13))
    done = take(path, "--json")
    assert "stale" not in json.loads(done.out)
    assert person(tmp_path / "out" / HOME) == 13


@pytest.mark.parametrize("options", [("--unit", "示例县财政局"), ("--year", "2024")])
def test_a_file_that_is_only_not_the_one_wanted_says_nothing_of_it(options, tmp_path):
    path = put(tmp_path / "in" / "a.xlsx", of(12))
    take(path)
    assert "不作数" not in take(path, *options).err


def test_nor_does_another_units_file_or_one_of_this_run(tmp_path):
    take(put(tmp_path / "in" / "a.xlsx", of(12)))
    assert "不作数" not in take(put(tmp_path / "in" / "b.xlsx", filled(WRONG, code="GOV02"))).err
    shutil.rmtree(tmp_path / "out")
    put(tmp_path / "in" / "b.xlsx", filled(WRONG))
    assert "不作数" not in take(tmp_path / "in" / "a.xlsx", tmp_path / "in" / "b.xlsx").err


# -- A person's work


def in_word(data: bytes) -> bytes:
    out, document = BytesIO(), docx.Document(BytesIO(data))
    document.add_paragraph("局长改定。")
    document.save(out)
    return out.getvalue()


def in_excel(data: bytes) -> bytes:
    out, book = BytesIO(), openpyxl.load_workbook(BytesIO(data))
    book.worksheets[0]["H1"] = "改"
    book.save(out)
    return out.getvalue()


EDITS = {
    "word": (f"{REPORT}.docx", in_word),
    "excel": ("tables.xlsx", in_excel),
    "editor": (f"{REPORT}.html", lambda data: data.replace(b"</p>", "（局长改定）</p>".encode(), 1)),
    "a letter": ("审签单.html", lambda data: data.replace("审".encode(), "申".encode(), 1)),
    "saved by a program without the comment": ("审核说明.html", lambda data: data[: data.rindex(b"<!--")]),
    "another file": (f"{REPORT}.docx", lambda data: b"mine"),
    "emptied": ("审签单.html", lambda data: b""),
    "a figure of the text": (f"{REPORT}（文字）.txt", lambda data: data.replace(b"\t12\t", b"\t13\t", 1)),
    "a figure of the record": ("record.json", lambda data: data.replace(b'"person": 12', b'"person": 99', 1)),
    "a text of the record": ("record.json", lambda data: data.replace("和平路".encode(), "解放路".encode(), 1)),
    "the record's blanks": ("record.json", lambda data: data.replace(b'"year": ', b'"year":  ', 1)),
    "a line at the end of the record": ("record.json", lambda data: data + b"\n"),
}


@pytest.mark.parametrize(("name", "edit"), EDITS.values(), ids=EDITS)
def test_a_file_that_a_person_changed_stays_and_the_new_one_stands_beside_it(name, edit, tmp_path):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    take(path)
    theirs = edit(before := (out / name).read_bytes())
    assert theirs != before
    put(out / name, theirs)
    put(path, of(13))
    done = take(path, "--json")
    stem, _, ending = name.rpartition(".")
    beside = f"{stem}（新）.{ending}"
    assert (out / name).read_bytes() == theirs
    told = json.loads(done.out)
    assert {Path(each).name for each in told["outputs"]} == {*FILES} - {name} | {beside}
    assert told["kept"] == [str(out / name)]
    assert done.err.count(name) == 1
    assert "保留没动" in done.err
    assert names(out) == {*FILES, beside}
    record = beside if name == "record.json" else "record.json"
    assert person(out, record) == 13
    put(path, of(14))
    take(path)
    assert names(out) == {*FILES, beside}, "ours, beside theirs, is made anew"
    assert (person(out, record), (out / name).read_bytes()) == (14, theirs)
    put(out / beside, edit((out / beside).read_bytes()) + b" ")
    put(path, of(15))
    take(path)
    assert names(out) == {*FILES, beside, f"{stem}（新2）.{ending}"}
    put(out / name, before)
    (out / beside).unlink()
    if name != "record.json" and not name.endswith(".txt"):  # a text has no stamp: it is known by what lies beside it
        take(path)
        assert (out / name).read_bytes() != before, "as we made it, it is ours again"


def test_what_nobody_touched_is_made_anew_also_what_another_govxl_made(tmp_path, monkeypatch):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    take(path)
    for name in FILES[1:3]:  # another version says it in other words
        data = (out / name).read_bytes()
        put(out / name, stamped(data[: data.rindex(b"<!--")] + b"<!-- 0.0 -->\n") if name.endswith("html") else data)
    monkeypatch.setattr("govxl.office.ingest.VERSION", "99.0")
    put(path, of(13))
    done = take(path)
    assert (done.err, names(out), person(out)) == ("", {*FILES}, 13)


def in_other_words(data: bytes) -> bytes:
    """Give a page or a text as another govxl would have made it."""
    bare = data[: data.rindex(b"<!--")] if b"<!--" in data else data
    changed = bare.replace("其中自然人".encode(), "包括自然人".encode()).replace("总体情况".encode(), "全年情况".encode())
    assert changed != bare
    return stamped(changed) if bare != data else changed


@pytest.mark.parametrize("charted", [False, True])
def test_a_text_in_the_words_of_another_govxl_is_known_by_the_page_beside_it(charted, tmp_path, monkeypatch):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    page, text = FILES[1:3]
    take(path)
    run("render", out / "record.json", "--to", "html", *["--charts"] * charted)
    for name in (page, text):
        put(out / name, in_other_words((out / name).read_bytes()))
    monkeypatch.setattr("govxl.office.ingest.VERSION", "99.0")
    put(path, of(13))
    done = take(path)
    assert names(out) == {*FILES, *[f"{REPORT}（文字）（新）.txt"] * charted}, "a page with charts says more than its text"
    assert done.err.count("保留没动") == charted


@pytest.mark.parametrize("change", [b"\t\t", b" \t", b"\t\r", b"x\t"])
def test_a_text_that_a_person_touched_is_not_the_pages(change, tmp_path):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    page, text = FILES[1:3]
    take(path)
    for name in (page, text):
        put(out / name, in_other_words((out / name).read_bytes()))
    theirs = put(out / text, (out / text).read_bytes().replace(b"\t", change, 1)).read_bytes()
    put(path, of(13))
    take(path)
    assert (out / text).read_bytes() == theirs
    assert f"{REPORT}（文字）（新）.txt" in names(out)


def test_taken_in_again_without_a_change_nothing_is_written(tmp_path):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    take(path)
    before = {name: ((out / name).stat().st_ino, (out / name).stat().st_mtime_ns) for name in FILES}
    assert take(path).code == 0
    assert {name: ((out / name).stat().st_ino, (out / name).stat().st_mtime_ns) for name in FILES} == before


def test_what_a_person_put_there_is_carried_over(tmp_path):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    take(path)
    put(out / "批示" / "扫描件.pdf", b"scan")
    put(out / "说明.txt", b"text").chmod(0o640)
    (out / "link").symlink_to("说明.txt")
    os.utime(out / "说明.txt", (1, 1))
    out.chmod(0o750)
    put(path, of(13))
    done = take(path)
    assert (done.code, done.err) == (0, "")
    assert names(out) == {*FILES, "批示", "说明.txt", "link"}
    assert (out / "批示" / "扫描件.pdf").read_bytes() == b"scan"
    assert ((out / "说明.txt").stat().st_mode & 0o777, (out / "说明.txt").stat().st_mtime) == (0o640, 1)
    assert os.readlink(out / "link") == "说明.txt"
    assert out.stat().st_mode & 0o777 == 0o750
    assert person(out) == 13


def test_what_is_saved_in_the_very_moment_of_the_change_is_brought_over(tmp_path, monkeypatch):
    path, out = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    take(path)
    put(out / "说明.txt", b"old")
    change = outputs._change_places

    def saved_meanwhile(new, old):
        put(old / "新写的.txt", b"late")
        put(old / "tables.xlsx", b"late too")
        return change(new, old)

    monkeypatch.setattr(outputs, "_change_places", saved_meanwhile)
    put(path, of(13))
    assert take(path).code == 0
    assert names(out) == {*FILES, "说明.txt", "新写的.txt", "tables（新）.xlsx"}
    assert ((out / "新写的.txt").read_bytes(), (out / "tables（新）.xlsx").read_bytes()) == (b"late", b"late too")


FORMATS = {"html": f"{REPORT}.html", "txt": f"{REPORT}（文字）.txt", "docx": f"{REPORT}.docx", "md": f"{REPORT}.md", "csv": "tables.csv", "xlsx": "tables.xlsx", "review": "审核说明.html"}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("where", ["there", "elsewhere"])
def test_render_keeps_what_a_person_changed(to, where, tmp_path):
    path, home = put(tmp_path / "in" / "a.xlsx", of(12)), tmp_path / "out" / HOME
    take(path)
    out = home if where == "there" else tmp_path / "published"
    call = ("render", home / "record.json", "--to", to, "-o", out)
    for _ in range(2):
        assert (run(*call).code, run(*call).err) == (0, "")
    put(out / FORMATS[to], b"mine")
    done = run(*call)
    stem, _, ending = FORMATS[to].rpartition(".")
    assert done.code == 0
    assert f"（新）.{ending}" in done.out
    assert done.err.count(FORMATS[to]) == 1
    assert (out / FORMATS[to]).read_bytes() == b"mine"
    assert run(*call).code == 0
    assert [name for name in names(out) if name.startswith(stem)].count(f"{stem}（新2）.{ending}") == 0


@pytest.mark.parametrize("to", ["html", "docx", "xlsx", "review"])
def test_rendered_again_of_other_figures_elsewhere_what_nobody_touched_is_replaced(to, tmp_path):
    path = put(tmp_path / "in" / "a.xlsx", of(12))
    seen = []
    for figure in (12, 13):
        put(path, of(figure))
        take(path)
        done = run("render", tmp_path / "out" / HOME / "record.json", "--to", to, "-o", tmp_path / "published")
        assert (done.code, done.err, names(tmp_path / "published")) == (0, "", {FORMATS[to]})
        seen.append((tmp_path / "published" / FORMATS[to]).read_bytes())
    assert to == "review" or seen[0] != seen[1]


def test_with_charts_and_without_are_both_ours(tmp_path):
    take(put(tmp_path / "in" / "a.xlsx", of(12)))
    for options in ((), ("--charts",), ()):
        done = run("render", tmp_path / "out" / HOME / "record.json", "--to", "html", *options)
        assert (done.code, done.err, names(tmp_path / "out" / HOME)) == (0, "", {*FILES})


def test_the_demonstration_writes_over_nothing(tmp_path):
    assert run("demo", "-o", tmp_path).err == ""
    before = contents(tmp_path)
    assert run("demo", "-o", tmp_path).err == ""
    assert contents(tmp_path) == before
    (made,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    mine = ["last-year.json", "1-空白表.xlsx", "2-填好的表.xlsx", f"{made.name}/{REPORT}.docx", f"{made.name}/tables.xlsx"]
    for name in mine:
        put(tmp_path / name, before[name] + b" ")
    done = run("demo", "-o", tmp_path)
    assert done.code == 0
    assert done.err.count("保留没动") == len(mine)
    after = contents(tmp_path)
    assert all(after[name] == before[name] + b" " for name in mine)
    assert {name for name in after if "（新）" in name} == {f"{stem}（新）.{end}" for stem, _, end in (name.rpartition(".") for name in mine)}


def test_a_stamp_is_no_part_of_what_is_read(tmp_path):
    take(put(tmp_path / "in" / "a.xlsx", of(12)))
    for path in (tmp_path / "out" / HOME).iterdir():
        assert is_as_made(path.read_bytes()) is (path.suffix not in (".json", ".txt"))
        assert not is_as_made(path.read_bytes() + b" ")
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None
    record = tmp_path / "out" / HOME / "record.json"
    for ending in ("html", "docx"):
        assert run("compare", record, record.with_name(f"{REPORT}.{ending}")).code == 0


# -- As one


def taken_in(path: Path) -> None:
    take_in(path, path.parents[1] / "out", {}, None, Return(date(2026, 1, 20)))


@cache
def made() -> tuple[Judgement, dict[str, bytes]]:
    judgement = judged(of(13), "a.xlsx")
    return judgement, files_of(judgement.record, judgement)


def written(path: Path) -> None:
    """Write what `taken_in` would, judged and made once for all the times it is written."""
    judgement, files = made()
    take_judged(judgement, path, path.parents[1] / "out", {}, None, Return(date(2026, 1, 20)), files)


def states(folder: Path) -> list[dict[str, bytes]]:
    """Give what an old and a new set hold."""
    found = []
    for figure in (12, 13):
        path = put(folder / str(figure) / "in" / "a.xlsx", of(figure))
        taken_in(path)
        found.append(contents(path.parents[1] / "out" / HOME))
    return found


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return states(tmp_path_factory.mktemp("states"))


def prepared(folder: Path, old: dict[str, bytes]) -> Path:
    """Set up an old set with a person's file in it, and the return that will replace it."""
    for name, data in old.items():
        put(folder / "out" / HOME / name, data)
    if old:
        put(folder / "out" / HOME / "mine.txt", b"mine")
    return put(folder / "in" / "a.xlsx", of(13))


def is_one_of(folder: Path, two: list[dict[str, bytes]], old: bool) -> bool:
    """Tell whether the folder is all new; it must be all old otherwise."""
    mine = {"mine.txt": b"mine"} if old else {}
    found = contents(folder / "out" / HOME)
    assert found in ([two[0] | mine, two[1] | mine] if old else [{}, two[1]])
    return found == two[1] | mine


def noting(errors: list[OSError], work: Callable[[Path], None], path: Path) -> None:
    try:
        work(path)
    except OSError as error:
        errors.append(error)
        raise


def stepped(
    folder: Path, two: list[dict[str, bytes]], old: bool, kills: bool, after: bool, once: bool = False, work: Callable[[Path], None] = taken_in
) -> int:  # fmt: skip
    """Interrupt an ingest at every step; give how many there were."""
    ends = set()
    for n in range(1, 500):
        here = folder / f"{n}"
        path = prepared(here, two[0] if old else {})
        if kills:
            went_on = killed_at(n, after, lambda path=path: work(path))
            left = [each for each in here.rglob("*") if each.name.startswith(".govxl-")]
            if not os.path.lexists(here / "out" / HOME) and old:  # between two renames, where there is no exchange
                assert any(each.name.startswith(".govxl-old-") for each in left)
            else:
                ends.add(is_one_of(here, two, old))
            with alone_in(here / "out"):
                ends.add(is_one_of(here, two, old))
        else:
            errors = []
            with contextlib.suppress(OSError):
                went_on = True
                went_on = full_at(n, lambda path=path, errors=errors: noting(errors, work, path), once)
            assert all(each.errno == 28 and str(here / "out") in each.filename and ".govxl" not in each.filename for each in errors)
            ends.add(is_one_of(here, two, old))
        assert not [each for each in here.rglob("*") if each.name.startswith(".govxl-")]
        work(path)
        assert is_one_of(here, two, old)
        shutil.rmtree(here)
        if not went_on:
            assert ends == {False, True}
            return n - 1
    raise AssertionError("it never ends")


@pytest.mark.parametrize("kills", [True, False], ids=["killed", "full"])
def test_at_every_step_the_folder_is_all_old_or_all_new(kills, tmp_path, two):
    assert stepped(tmp_path, two, old=True, kills=kills, after=False, work=written) > 15


@pytest.mark.long
@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("old", [True, False], ids=["old", "none"])
@pytest.mark.parametrize(("kills", "after"), [(True, False), (True, True), (False, False)], ids=["before", "after", "full"])
def test_at_every_step_of_every_kind(kills, after, old, exchange, tmp_path, two, monkeypatch):
    if not exchange:
        monkeypatch.setattr(outputs, "_exchanged", lambda *_: False)
    # A disk that is full for good would not even let the old folder back into its place, as a real one does.
    assert stepped(tmp_path, two, old, kills, after, once=not exchange) > 15


def test_a_folder_that_could_not_be_put_back_is_by_the_next_run(tmp_path, two, monkeypatch):
    monkeypatch.setattr(outputs, "_exchanged", lambda *_: False)
    path, rename, times = prepared(tmp_path, two[0]), os.rename, []

    def failing(*args):
        times.append(args)
        if len(times) > 1:
            raise OSError(5, "Input/output error")
        rename(*args)

    with monkeypatch.context() as patch, pytest.raises(OSError, match="Input/output"):
        patch.setattr(os, "rename", failing)
        taken_in(path)
    assert HOME not in names(tmp_path / "out")
    taken_in(path)
    assert is_one_of(tmp_path, two, old=True)
    assert names(tmp_path / "out") == {HOME}


def test_where_there_is_no_exchange_the_old_folder_comes_back_after_a_kill(tmp_path, two, monkeypatch):
    monkeypatch.setattr(outputs, "_exchanged", lambda *_: False)
    path = prepared(tmp_path, two[0])
    aside = tmp_path / "out" / ".govxl-old-x" / HOME
    aside.parent.mkdir()
    (tmp_path / "out" / HOME).rename(aside)
    put(tmp_path / "out" / ".govxl-lock", b"")
    put(tmp_path / "out" / ".govxl-abc" / "record.json", b"half")
    with alone_in(tmp_path / "out"):
        assert not is_one_of(tmp_path, two, old=True)
    assert names(tmp_path / "out") == {HOME}
    taken_in(path)
    assert is_one_of(tmp_path, two, old=True)


@pytest.mark.parametrize("can", ["since 5.8", "not the call", "no"])
def test_a_set_waits_for_the_disk_at_most_four_times(can, tmp_path, monkeypatch):
    """Where the system sees a disk onto itself: the record, which is written last; all there is; the new name."""
    waits, opened = [], []
    fsync, sync_disk, write_new = os.fsync, disk._sync_disk, outputs.write_new

    def waited(handle):
        name = Path(os.readlink(f"/proc/self/fd/{handle}")).name
        waits.append("set" if name.startswith(outputs.TEMPORARY) else name)
        fsync(handle)

    def synced(handle):
        waits.append("disk")
        return can == "since 5.8" and sync_disk(handle)

    def noted(path, *args, **named):
        opened.append(path.name)
        write_new(path, *args, **named)

    monkeypatch.setattr(os, "fsync", waited)
    monkeypatch.setattr(disk, "_sync_disk", synced)
    monkeypatch.setattr(outputs, "write_new", noted)
    if can == "no":
        monkeypatch.setattr(disk, "_tells_of_failures", lambda: False)
    files = {RECORD: b"{}", "a.html": b"<p>", "b.docx": b"PK"}
    outputs.write_set(tmp_path / "home", files, lambda *_: True)
    assert opened == ["a.html", "b.docx", RECORD]
    if can == "since 5.8":
        assert waits == [RECORD, "disk", tmp_path.name]
    elif can == "no":
        assert waits == ["a.html", "b.docx", RECORD, "set", tmp_path.name]
    else:
        assert waits[:2] == [RECORD, "disk"]
        assert [sorted(waits[2:5]), waits[5:]] == [sorted(files), ["set", tmp_path.name]]
    assert {each.name: each.read_bytes() for each in (tmp_path / "home").iterdir()} == files


def test_a_full_disk_is_said_with_the_folder_and_what_to_do(tmp_path):
    path = put(tmp_path / "in" / "a.xlsx", of(13))
    printed = []
    assert full_at(1, lambda: printed.append(take(path)))
    (done,) = printed
    assert done.code == 2
    assert f"{tmp_path / 'out'}" in done.err
    assert "腾出空间" in done.err
    assert names(tmp_path) == {"in"}


def test_two_at_once_never_mix(tmp_path, two):
    """Pairs of processes, each taking in another state of one return into one folder."""
    paths = [put(tmp_path / str(figure) / "in" / "a.xlsx", of(figure)) for figure in (12, 13)]
    ends = []
    for n in range(12):
        top, children = tmp_path / "out" / str(n), []
        ready, go = os.pipe()
        for path in paths:
            children.append(os.fork())
            if not children[-1]:
                code = 1
                try:
                    os.close(go)
                    os.read(ready, 1)
                    take_in(path, top, {}, None)
                    code = 0
                finally:
                    os._exit(code)
        os.close(go)
        os.close(ready)
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        assert names(top) == {HOME}
        ends.append(two.index(contents(top / HOME)))
    assert set(ends) <= {0, 1}
