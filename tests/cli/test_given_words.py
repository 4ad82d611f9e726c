"""What is given to a command: the edition and the year, levels and kinds, where outputs go, records and lists."""

import shutil
from pathlib import Path

import pytest

from govxl.filing.record import dump_record
from govxl.filing.units import meant_by
from govxl.words import KINDS, LEVELS, SCOPES
from govxl.xlsx.reader import read_workbook
from tests.commands import run
from tests.returns import accepted, filled, judged

ROOT = Path(__file__).parent.parent.parent
NEW = ("new", "--unit", "示例县人民政府", "--year", 2025, "--level", "county")
NAME = "示例县人民政府2025年政府信息公开工作年度报告.xlsx"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("filled.xlsx").write_bytes(accepted())
    Path("2024").mkdir()
    Path("2024/record.json").write_bytes(dump_record(judged(filled(year=2024)).record))
    return tmp_path


def told(path, key):
    return read_workbook(Path(path).read_bytes()).properties[f"govxl.{key}"]


# -- Editions and years


@pytest.mark.parametrize("command", ["new", "migrate"])
def test_what_can_never_pass_is_not_made(here, command):
    asked = {"new": ["new", "--unit", "甲", "--year", "2025"], "migrate": ["migrate", "filled.xlsx"]}[command]
    done = run(*asked, "--form", "zfxxgk/2019", "-o", "a.xlsx")
    assert (done.code, done.out, Path("a.xlsx").exists()) == (2, "", False)
    assert done.err == "zfxxgk/2019 不能用于 2025 年度，填好了也不会通过；请用 --form zfxxgk/2021\n"
    assert "use --form zfxxgk/2021" in run(*asked, "--form", "zfxxgk/2019", "--lang", "en").err


@pytest.mark.parametrize(
    ("year", "edition"), [(2019, "zfxxgk/2019"), (2020, "zfxxgk/2019"), (2021, "zfxxgk/2021"), (2030, "zfxxgk/2021")]
)
def test_the_right_edition_named_outright_is_made(here, year, edition):
    done = run("new", "--unit", "甲", "--year", year, "--level", "县", "--form", edition, "-o", "a.xlsx")
    assert (done.code, done.err) == (0, "")
    assert told("a.xlsx", "edition") == edition.split("/")[1]


@pytest.fixture
def two_forms(here, monkeypatch):
    """Install a second form, for 2021 alone."""
    text = (ROOT / "templates/zfxxgk/2021/form.toml").read_text("utf-8").replace("id = 'zfxxgk'", "id = 'second'")
    folder = here / "forms/second/2021"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(text.replace("years = '2021-'", "years = '2021'"), "utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(here / "forms"))


def test_several_forms_are_asked_about_unless_the_year_decides(two_forms):
    done = run("new", "--unit", "甲", "--year", 2021, "-o", "a.xlsx")
    assert (done.code, done.out, Path("a.xlsx").exists()) == (2, "", False)
    assert done.err == "装有几个表式，请用 --form 写明要哪一个：second、zfxxgk\n"
    assert run("new", "--unit", "甲", "--year", 2021, "--form", "second", "--level", "县", "-o", "a.xlsx").err == ""
    assert told("a.xlsx", "form") == "second"
    assert run("new", "--unit", "甲", "--year", 2025, "--level", "县", "-o", "b.xlsx").err == "", (
        "the other has no edition for it"
    )
    assert told("b.xlsx", "form") == "zfxxgk"
    none = run("new", "--unit", "甲", "--year", 2025, "--form", "second")
    assert none.code == 2
    assert "second 没有用于 2025 年度的版本" in none.err


# -- Levels and kinds


@pytest.mark.parametrize(
    ("word", "words", "key"),
    [
        ("county", LEVELS, "county"), ("County", LEVELS, "county"), ("县级", LEVELS, "county"), ("县", LEVELS, "county"),
        ("乡镇", LEVELS, "township"), ("市级", LEVELS, "city"), ("地市", LEVELS, "city"), ("国家级", LEVELS, "nation"),
        ("级", LEVELS, ""), ("村", LEVELS, ""), ("", LEVELS, ""), ("部门", KINDS, "department"), ("人民政府", KINDS, "government"),
        ("街道", KINDS, "subdistrict"), ("管委会", KINDS, "zone"), ("办公室", KINDS, "office"), ("政府办公室（厅）", KINDS, "office"),
        ("政府", KINDS, ""), ("其他", KINDS, "other"), ("汇总", SCOPES, "aggregate"), ("本机关", SCOPES, "own"), ("下级", SCOPES, ""),
    ],
)  # fmt: skip
def test_a_word_means_one_entry_of_a_list_or_none(word, words, key):
    assert meant_by(word, words) == key


def test_chinese_words_make_the_same_workbook(here):
    for name, level, kind, scope in (("a", "县级", "部门", "汇总"), ("b", "county", "department", "aggregate")):
        assert (
            run(
                *NEW[:-2],
                "--level",
                level,
                "--kind",
                kind,
                "--scope",
                scope,
                "--issued",
                "2026-01-05",
                "-o",
                f"{name}.xlsx",
            ).code
            == 0
        )
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_a_word_that_could_be_two_is_refused_with_the_list(here):
    done = run(*NEW, "--kind", "政府")
    assert done.code == 2
    assert done.err.startswith("--kind 没有“政府”；可以写：人民政府（government）、")
    assert run(*NEW, "--kind", "政府", "--lang", "en").err.startswith("--kind: “政府” is none of government, office,")


def test_without_a_level_it_says_what_is_not_checked(here):
    done = run(*NEW[:-2], "-o", "a.xlsx")
    assert (done.code, done.out) == (0, "已生成 a.xlsx\n")
    assert (
        done.err
        == "说明：没有写 --level（乡镇级、县级、地市级、省级、国家级），这份表里不做按级别的核对：乡镇级和县级的规章（C3）、规章制定权（C3-other）、收费金额的单位（C5）\n"
    )
    assert run(*NEW, "-o", "b.xlsx").err == ""
    old = run("new", "--unit", "甲", "--year", 2020, "-o", "c.xlsx")
    assert old.err == "", "the older edition checks nothing by level"


# -- Where outputs go


@pytest.mark.parametrize(
    ("output", "made"),
    [
        ("made/", f"made/{NAME}"),
        (".", NAME),
        ("2024", f"2024/{NAME}"),
        ("a", "a.xlsx"),
        ("a.XLSX", "a.XLSX"),
        ("v1.2", "v1.2.xlsx"),
        ("deep/er/a.xlsx", "deep/er/a.xlsx"),
    ],
)
def test_a_folder_takes_the_file_in_and_an_ending_is_added(here, output, made):
    done = run(*NEW, "-o", output)
    assert (done.code, done.out) == (0, f"已生成 {made}\n")
    assert Path(made).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("command", [NEW, ("migrate", "filled.xlsx"), ("fill", "2024")])
@pytest.mark.parametrize("ending", ["json", "docx", "xls", "csv", "PDF"])
def test_another_ending_is_refused_with_the_right_one(here, command, ending):
    done = run(*command, "-o", f"a.{ending}")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"-o a.{ending}：这里生成的是 .xlsx 文件；请写 -o a.xlsx\n"
    assert not Path(f"a.{ending}").exists()


@pytest.mark.parametrize("command", [("ingest", "filled.xlsx"), ("demo",)])
def test_the_name_of_a_file_is_no_folder(here, command):
    for output in ("out.json", "filled.xlsx"):
        done = run(*command, "-o", output)
        assert (done.code, done.out) == (2, "")
        assert "这里要写文件夹" in done.err
    Path("odd.zip").mkdir()
    assert run(*command, "-o", "odd.zip").code == 0, "a folder that is there is one, whatever it is called"


def test_the_list_of_last_year_goes_where_it_is_told(here):
    assert run("forms", "prior", "zfxxgk/2021", "-o", "lists/").out == "已生成 lists/上年数据-zfxxgk-2021.csv\n"
    assert run("forms", "prior", "zfxxgk/2021", "-o", "a").out == "已生成 a.csv\n"
    assert "请写 -o a.csv" in run("forms", "prior", "zfxxgk/2021", "-o", "a.xlsx").err


# -- Records


def test_render_takes_a_folder_and_lists_of_formats(here):
    done = run("render", "2024", "--to", "docx,HTML", "--to", "md", "-o", "out")
    assert done.code == 0
    assert sorted(path.suffix for path in Path("out").iterdir()) == [".docx", ".html", ".md"]
    one = run("render", ".", "--to", "docx", "-o", "报告.docx")
    assert one.out == "已生成 报告.docx\n"
    assert Path("报告.docx").read_bytes() == next(Path("out").glob("*.docx")).read_bytes()
    assert run("render", ".", "--to", "docx", "-o", "报告.docx").code == 2, "it is there already"
    assert run("render", ".", "--to", "docx", "-o", "报告.docx", "--force").code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--to", "docx", "-o", "a.html"], "-o a.html：这里生成的是 .docx 文件；请写 -o a.docx"),
        (["--to", "review", "-o", "a.docx"], "请写 -o a.html"),
        (["--to", "docx,html", "-o", "a.docx"], "只能用于一种格式"),
        (["--to", "pptx"], "--to 没有“pptx”；可以写：html、page、docx"),
        (["--to", ","], "可以写：html"),
    ],
)
def test_what_cannot_be_rendered_is_said(here, words, why):
    done = run("render", "2024", *words)
    assert (done.code, done.out) == (2, "")
    assert why in done.err
    assert sorted(path.name for path in here.iterdir()) == ["2024", "filled.xlsx"]


def test_a_folder_of_several_records_or_none_is_said(here):
    shutil.copytree("2024", "more/2023")
    shutil.copytree("2024", "more/2024")
    Path("empty").mkdir()
    for command in (["render", "{}", "--to", "md"], ["fill", "{}"], ["compare", "{}", "page.html"]):
        assert (
            "里面有 2 份记录，请写明是哪一份，例如 more/2023/record.json"
            in run(*[word.format("more") for word in command]).err
        )
        none = run(*[word.format("empty") for word in command])
        assert (none.code, none.err) == (2, "empty：里面没有 record.json\n")


# -- Last year


@pytest.mark.parametrize("prior", ["2024", "2024/record.json", "list.csv"])
def test_last_year_may_be_a_folder_a_record_or_a_list(here, prior):
    Path("list.csv").write_text("单位名称,requests.carried_out.person\r\n示例县人民政府,7\r\n", "utf-8-sig")
    done = run(*NEW, "--code", "GOV01", "--prior", prior, "-o", "a.xlsx")
    assert (done.code, done.err) == (0, "")
    assert "2024" in {
        cell.text
        for sheet in read_workbook(Path("a.xlsx").read_bytes()).sheets
        if sheet.name == "上年数据"
        for cell in sheet.cells.values()
    }


@pytest.mark.parametrize("command", [NEW, ("check", "filled.xlsx")])
def test_a_filled_workbook_is_answered_with_the_command_that_makes_a_record(here, command):
    Path("去年 的.xlsx").write_bytes(filled(year=2024))
    done = run(*command, "--prior", "去年 的.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "先运行 govxl ingest '去年 的.xlsx'，再把生成的 record.json 写在 --prior 后面" in done.err


def test_a_record_of_another_scope_is_answered_with_both_cures(here):
    done = run(*NEW, "--code", "GOV01", "--scope", "汇总", "--prior", "2024/record.json")
    assert done.code == 2
    assert (
        "统计口径是“本机关”，和报表的不同（“汇总（含所属部门和下级）”）；请换成口径相同的记录，或者生成报表时写 --scope own"
        in done.err
    )
    assert (
        "make the workbook with --scope own"
        in run(*NEW, "--code", "GOV01", "--scope", "汇总", "--prior", "2024/record.json", "--lang", "en").err
    )


@pytest.mark.parametrize("name", ["a.docx", "office.toml", "a"])
def test_what_is_neither_is_answered_with_what_is_taken(here, name):
    Path(name).write_text("甲")
    done = run(*NEW, "--prior", name)
    assert done.code == 2
    assert "--prior 后面写 record.json、装着记录的文件夹，或一张名单（.xlsx、.csv）" in done.err


# -- A form of one's own


@pytest.mark.parametrize("place", ["templates/zfxxgk/2021", "templates/zfxxgk/2021/form.toml"])
def test_forms_check_takes_the_file_and_its_folder(place):
    assert run("forms", "check", ROOT / place).out.startswith("zfxxgk/2021：没有问题。")
    assert run("forms", "check", ROOT / place, "--lang", "en").out.startswith("zfxxgk/2021: fine. ")


@pytest.mark.parametrize(
    ("name", "why"), [("other.toml", "要 form.toml"), ("nosuch", "没有这个文件"), (".", "里面没有 form.toml")]
)
def test_forms_check_says_what_it_wants(here, name, why):
    Path("other.toml").write_text("id = 'x'")
    done = run("forms", "check", name)
    assert done.code == 2
    assert why in done.err


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("id = ‘x’", "quotes are written"),
        ("id ＝ 'x'", "joined by ="),
        ("id = 'x", "a quote is missing"),
        ("id = x", "written in quotes"),
    ],
)
def test_a_slip_in_a_form_brings_its_line_and_cure(here, line, cure):
    Path("form.toml").write_text(f"# mine\n{line}\n", "utf-8")
    done = run("forms", "check", "form.toml")
    assert done.code == 2
    assert "form.toml:2: not TOML" in done.err
    assert cure in done.err
