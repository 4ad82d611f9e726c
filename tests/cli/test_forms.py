"""govxl forms: what is installed, the data dictionary, the schema, and a form author's report."""

import json

import jsonschema
import pytest

from govxl.form.definition import load_form
from govxl.form.sentence_calls import meaning_of
from govxl.language.nodes import Cell
from tests.commands import run

AUTHORS = """\
id = 'small'
edition = 'e1'
title = 'Small'
authority = 'nobody'
years = '2020-'
heading = '{unit.title} {year}'

[[table]]
name = 'things'
sheet = 'Things'
title = 'Things'

[[table.block]]
columns = [['count', 'Count'], ['all_of_them', 'All', {sum = 'count'}]]
rows = [['apples', 'Apples'], ['pears', 'Pears']]

[[table.rule]]
id = 'R1'
expr = 'apples.count >= pears.count'
says = 'More apples than pears'
severity = 'warning'
basis = 'taste'

[[part]]
name = 'things'
title = 'Things'
table = 'things'
"""


def written(folder, text=AUTHORS, name="small", edition="e1"):
    (folder / name / edition).mkdir(parents=True)
    (folder / name / edition / "form.toml").write_text(text, encoding="utf-8")
    return folder / name / edition


def test_the_installed_forms_are_listed_with_years_title_and_authority():
    done = run("forms")
    assert (done.code, done.err) == (0, "")
    assert [line.split()[:2] for line in done.lines] == [["zfxxgk/2019", "2019-2020"], ["zfxxgk/2021", "2021-"]]
    assert "国办公开办函〔2021〕30号" in done.lines[1]


@pytest.mark.parametrize(("form", "inputs"), [("zfxxgk/2019", 22 + 132 + 12), ("zfxxgk/2021", 10 + 144 + 12)])
def test_the_dictionary_lists_every_input_once(form, inputs):
    """forms.md counts the inputs of tables two, three and four; twelve categories and 采购's unit come on top."""
    done = run("forms", "cells", form, "--json")
    assert done.code == 0
    entries = json.loads(done.out)
    points = [entry["point"] for entry in entries]
    assert len(points) == len(set(points))
    extra = [each for each in entries if each["kind"] == "input" and (each["point"].startswith("categories.") or each["type"] == "choice")]
    assert sum(entry["kind"] == "input" for entry in entries) - len(extra) == inputs
    assert {entry["kind"] for entry in entries} == {"input", "computed", "field"}
    for entry in entries:
        assert list(entry)[:6] == ["point", "sheet", "cell", "kind", "type", "label"]
        assert set(entry) - {"choices", "cells", "name"} == {"point", "sheet", "cell", "kind", "type", "label"}
        assert isinstance(entry["label"], list)
        assert ("cells" in entry) == (entry["type"] == "long_text")
        assert ("choices" in entry) == (entry["type"] == "choice")
        assert ("name" in entry) == (entry["type"] in ("count", "signed", "amount", "percent"))


def test_a_place_is_listed_once_only():
    entries = json.loads(run("forms", "cells", "zfxxgk/2021", "--json").out)
    places = [(entry["sheet"], cell) for entry in entries for cell in entry.get("cells", [entry["cell"]])]
    assert len(places) == len(set(places))


def test_the_dictionary_in_words_says_the_same():
    lines = [line.split("\t") for line in run("forms", "cells", "zfxxgk/2021").lines]
    entries = json.loads(run("forms", "cells", "zfxxgk/2021", "--json").out)
    assert [line[:5] for line in lines] == [[each[key] for key in ("point", "sheet", "cell", "kind", "type")] for each in entries]
    assert ["requests.received.person", "三、申请办理", "D6", "input", "count", "一、本年新收政府信息公开申请数量 / 申请人情况 / 自然人", "{本年新收政府信息公开申请数量/自然人}"] in lines
    assert [line[6][1:-1] if len(line) > 6 else None for line in lines] == [each.get("name") for each in entries]


@pytest.mark.parametrize("form", ["zfxxgk/2019", "zfxxgk/2021"])
def test_by_its_name_in_the_dictionary_a_figure_is_called_for(form):
    entries = [each for each in json.loads(run("forms", "cells", form, "--json").out) if "name" in each]
    for entry in entries:
        assert meaning_of(load_form(form), entry["name"]) == Cell(entry["point"]), entry
    names = {each["point"]: each["name"] for each in entries}
    assert names["requests.granted.total"] == "予以公开"
    assert names["requests.granted.person"] == "予以公开/自然人"


@pytest.mark.parametrize("form", ["zfxxgk/2019", "zfxxgk/2021"])
def test_the_schema_is_a_schema(form):
    done = run("forms", "schema", form)
    schema = json.loads(done.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["edition"] == {"const": form.split("/")[1]}


@pytest.mark.parametrize("command", ["cells", "schema"])
@pytest.mark.parametrize("form", ["zfxxgk/1999", "zfxxgk", "nosuch/1", "../..", ""])
def test_a_form_there_is_not(command, form):
    done = run("forms", command, form)
    assert (done.code, done.out) == (2, "")
    assert "govxl forms" in done.err


def test_an_author_is_told_that_all_is_well(tmp_path):
    done = run("forms", "check", written(tmp_path))
    assert (done.code, done.err) == (0, "")
    assert done.lines[0].startswith("small/e1：没有问题。1 张表，2 个填写格，1 条校验")


def test_an_author_is_told_all_mistakes_at_once_with_their_lines(tmp_path):
    text = AUTHORS.replace("apples.count >= pears.count", "apples.count >= plums.count").replace("'warning'", "'dreadful'").replace("sum = 'count'", "sum = 'cuont'")
    folder = written(tmp_path, text)
    done = run("forms", "check", folder)
    assert (done.code, done.out) == (2, "")
    numbers = dict(enumerate(text.splitlines(), 1))
    told = [line.rpartition("form.toml:")[2].split(":", 1) for line in done.err.splitlines()]
    for word, mistake in (("plums", "plums.count"), ("severity is one of hard, explainable", "dreadful"), ("cuont", "cuont")):
        lines = [int(number) for number, message in told if word in message]
        assert lines, f"nothing is said of {word}"
        assert all(mistake in numbers[number] for number in lines), (word, lines)


def test_an_author_is_told_what_changed_since_the_edition_before(tmp_path, monkeypatch):
    written(tmp_path)
    folder = written(tmp_path, AUTHORS.replace("'e1'", "'e2'").replace("['pears', 'Pears']", "['plums', 'Plums']").replace("pears", "plums"), edition="e2")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    done = run("forms", "check", folder)
    assert done.code == 0
    changes = [line.strip() for line in done.lines if line.startswith("  ")]
    assert changes == ["+ things.plums.all_of_them", "+ things.plums.count", "- things.pears.all_of_them", "- things.pears.count"]


@pytest.mark.parametrize("text", ["", "id = ", "[[table]]", "\x00", "id = 'a'\nid = 'b'"])
def test_a_file_that_is_no_form_is_the_authors_mistake(tmp_path, text):
    done = run("forms", "check", written(tmp_path, text))
    assert (done.code, done.out) == (2, "")
    assert "form.toml" in done.err


def test_a_folder_without_a_form(tmp_path):
    for folder in (tmp_path, tmp_path / "nosuch"):
        done = run("forms", "check", folder)
        assert done.code == 2
        assert str(folder) in done.err
