"""Help and usage errors: Chinese unless English is asked for, wherever the call asks for it, and never half of each."""

import os
import re
import subprocess
import sys
import unicodedata

import pytest

from govxl.cli import help_words, speaking
from govxl.cli.app import app
from govxl.form.definition import installed_forms
from govxl.words import KINDS, LEVELS, SCOPES
from tests.commands import run
from tests.returns import accepted

CHINESE = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
NAMES = [name for name in help_words.GUIDES if name]
FILE_NAMES = re.compile(r"核对\.html|2025年报|示例县财政局|县级|部门|请在周五前改好|定稿|报告\.docx|审核说明|审签单|退回修改")


def parameters(name: str) -> dict[str, object]:
    """Give the options and arguments of a command as typer knows them."""
    import typer.main

    command = typer.main.get_command(app)
    for word in name.split():
        command = command.get_command(None, word)  # type: ignore[attr-defined]
    return {speaking._key(each): each for each in command.params}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_teaches_in_one_language(name, language):
    done = run(*name.split(), "--help", *(["--lang", "en"] if language == "en" else []))
    assert (done.code, done.err) == (0, "")
    assert done.lines[0].startswith(f"用法：govxl {name}" if language == "zh" else f"Usage: govxl {name}")
    assert f"  govxl {name}" in done.out, "an example to copy"
    words = "\n".join(line for line in done.lines if not line.startswith("  govxl "))
    words = re.sub(r"\s+", " ", words)
    if language == "en":
        assert not CHINESE.search(FILE_NAMES.sub("", re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", words)))
    else:
        assert not ENGLISH.search(re.sub(r"govxl( [a-z]+)+", "", words))
    assert not re.search(r"\{\w+\}", done.out)
    width = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)  # noqa: E731
    assert max(width(line) for line in done.lines if not line.startswith("  govxl ")) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_explained_once_and_stands_in_its_group(name):
    known = parameters(name)
    for key in known:
        assert f"{name} {key}" in help_words.OPTIONS or key in help_words.OPTIONS, key
    grouped = [key for _, keys in help_words.GUIDES[name].groups for key in keys]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= set(known)
    shown = run(*name.split(), "--help").out
    for key in known.keys() - {"--debug"}:
        if key.startswith("--"):
            assert re.search(rf"^  (-\w, )?{key}\b", shown, re.MULTILINE), key
    assert "--debug" not in shown


def test_the_program_lists_its_commands_in_the_order_of_the_year():
    done = run("--help")
    commands = re.findall(r"^  ([a-z]+)  ", done.out, re.MULTILINE)
    assert commands == [name for _, names in help_words.COMMANDS for name in names]
    assert set(commands) == {name.split()[0] for name in NAMES}


def test_without_a_word_it_shows_its_help():
    done = run()
    assert done.code == 2
    assert done.out.startswith("用法：govxl 命令")


@pytest.mark.parametrize(
    "words",
    [
        ["--lang", "en", "new", "--help"],
        ["new", "--help", "--lang", "en"],
        ["new", "--lang=en", "--help"],
        ["new", "--lang", "zh", "--help", "--lang", "en"],
    ],
)
def test_the_language_may_stand_anywhere(words):
    assert run(*words).out.startswith("Usage: govxl new --unit NAME --year YEAR [OPTIONS]\n")


def test_the_language_before_a_command_counts_for_all_it_says(tmp_path):
    done = run("--lang", "en", "check", tmp_path / "nosuch.xlsx")
    assert done.err.startswith(f"{tmp_path}/nosuch.xlsx: no such file")
    assert "to correct" in run("--lang", "en", "explain", "R001").out
    assert run("--lang", "en", "forms", "check", tmp_path).err == f"{tmp_path}: there is no form.toml in it\n"


def test_help_names_the_words_that_may_be_given():
    chinese, english = run("new", "--help").out, run("new", "--help", "--lang", "en").out
    bare = re.sub(r"\s", "", chinese)
    for words in (LEVELS, KINDS, SCOPES):
        for key, label in words.items():
            assert f"{label.translate(speaking.NESTED)}（{key}）" in bare
            assert key in english


MISTAKES = [
    (["new"], "少写了 --unit 名称：单位全称", "--unit NAME is missing: Full name"),
    (["new", "--unit", "甲"], "少写了 --year 年度", "--year YEAR is missing"),
    (["check"], "少写了 文件…", "FILE… is missing"),
    (["explain"], "少写了 代码…", "CODE… is missing"),
    (["new", "--nosuch"], "没有 --nosuch 这个选项", "there is no option --nosuch"),
    (["check", "--prio", "x", "f.xlsx"], "没有 --prio 这个选项，是不是 --prior", "perhaps --prior is meant"),
    (["chek"], "没有“chek”这个命令，是不是 check", 'there is no command "chek"; perhaps check is meant'),
    (["forms", "cel"], "没有“cel”这个命令，是不是 cells", "perhaps cells is meant"),
    (
        ["new", "--unit", "甲", "--year", "明年"],
        "--year 年度 写的是“明年”；要写整数",
        'YEAR: "明年" will not do; a whole number',
    ),
    (["new", "--unit", "甲", "--year=x"], "写的是“x”", '"x" will not do'),
    (["ingest", "f.xlsx", "--on", "昨天"], "写的是“昨天”；要写日期，例如 2026-01-20", "a date is wanted"),
    (["new", "--unit"], "--unit 后面要写内容", "--unit wants something after it"),
    (["new", "--unit", "甲", "--year", "2025", "乙 丙"], "多写了：乙 丙", "too much: 乙 丙"),
    (["forms", "diff", "a", "b", "c"], "多写了：c", "too much: c"),
]


@pytest.mark.parametrize(("words", "chinese", "english"), MISTAKES, ids=[" ".join(words) for words, _, _ in MISTAKES])
def test_a_call_that_cannot_be_understood_is_answered_with_what_to_write(words, chinese, english):
    for language, wanted, how in (
        ("zh", chinese, "怎样写，看：govxl"),
        ("en", english, "See how it is written: govxl"),
    ):
        done = (
            run(*words, *([] if language == "zh" else ["--lang", "en"]))
            if words[-1] != "--unit"
            else run(*(["--lang", "en"] if language == "en" else []), *words)
        )
        assert (done.code, done.out) == (2, "")
        assert wanted in done.err
        assert done.err.splitlines()[-1].startswith(how)
        assert "Error" not in done.err


def test_a_language_there_is_not_is_said():
    done = run("check", "a.xlsx", "--lang", "fr")
    assert done.code == 2
    assert "写的是“fr”；只能写 zh 或 en" in done.err


@pytest.mark.parametrize("form", ["zfxgk/2021", "zfxxgk/2012"])
def test_a_form_there_is_not_brings_the_nearest(form):
    done = run("forms", "cells", form)
    assert done.code == 2
    assert "，是不是 zfxxgk/20" in done.err


def test_help_is_quick():
    """Neither the library of tables nor that of reports is loaded for a page of help."""
    code = "import sys; sys.argv = ['govxl', 'new', '--help']\nfrom govxl.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted({'pandas', 'lxml', 'jinja2', 'docx', 'xlsxwriter', 'rich', 'openpyxl'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


def test_examples_speak_of_the_forms_installed():
    assert installed_forms()[-1] in run("forms", "cells", "--help").out


UNUSED = {
    "check": {"jinja2", "lxml", "numpy", "openpyxl", "pandas", "pyarrow", "rich", "typer", "xlsxwriter", "tempfile", "traceback"},
    "ingest": {"numpy", "openpyxl", "pandas", "pyarrow", "rich"},
}


@pytest.mark.parametrize("command", UNUSED)
def test_what_a_command_does_not_use_is_not_loaded(command, tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(accepted())
    code = f"import sys; sys.argv = ['govxl', {command!r}, 'filled.xlsx']\nfrom govxl.cli import main\ntry: main()\nfinally: print(sorted({UNUSED[command]!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]"), done.stderr
