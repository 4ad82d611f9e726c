"""Whatever stands where a workbook says whose it is: a finding in every way of showing it, and never our own bug."""

import json

import pytest

from govxl.filing.groups import places_of
from govxl.findings.finding import Where, finding
from govxl.layout.own_pages import IDENTITY
from tests.commands import run
from tests.returns import accepted, judged
from tests.tampering import forged, without_properties

VALUES = {
    "nothing": "",
    "blanks": " \n ",
    "words": "甲方",
    "minus one": "-1",
    "an exponent": "1e999",
    "a fraction": "2025.5",
    "thousands of digits": "9" * 5000,
    "full-width digits": "２０２５",
    "raised digits": "²²²²",
    "half a character": "_xD800_",
    "a NUL": "_x0000_",
    "many letters": "长" * 32_000,
    "a way out": "../../etc",
    "a formula": "=1+1",
}
PLACES = {"both": {}, "the properties": {"sheet": False}, "the sheet": {"properties": False}}


CASES = [("year", value, place) for value in VALUES for place in PLACES]
CASES += [(key, value, "the sheet") for key in IDENTITY if key != "year" for value in ("nothing", "words", "a NUL")]


@pytest.mark.parametrize(("key", "value", "place"), CASES)
def test_a_forged_part_is_told_in_words(tmp_path, key, value, place):
    path = tmp_path / "forged.xlsx"
    path.write_bytes(forged(key, VALUES[value], **PLACES[place])(accepted()))
    plain = run("check", path)
    assert plain.code in (0, 1), plain.err
    assert len(max(plain.lines, key=len)) < 40_000
    found = [each for each in judged(path.read_bytes()).findings if each.blocks]
    assert bool(found) is (plain.code == 1)
    if place != "both" and VALUES[value].strip():
        assert "identity-conflict" in {each.name for each in found}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", ["", "x", "9" * 5000])
def test_all_parts_forged_at_once_are_one_entry_that_names_them(tmp_path, value, place):
    data = accepted()
    for key in IDENTITY:
        data = forged(key, value, **PLACES[place])(data)
    path = tmp_path / "forged.xlsx"
    path.write_bytes(data)
    for words in (
        ["check", path],
        ["check", path, "--lang", "en"],
        ["ingest", path, "-o", tmp_path / "out"],
        ["migrate", path],
    ):
        done = run(*words)
        assert done.code == 1, done.err
    told = json.loads(run("check", path, "--json").out)
    assert any(each["blocks"] for each in told["findings"])
    if place != "both" and value:
        assert "unit.name" in run("check", path).out


def test_what_stands_in_no_cell_is_named_by_its_label():
    conflict = [
        finding("identity-conflict", [Where("govxl", cell, key, key)], key=key)
        for key, cell in (("year", ""), ("scope", "B9"), ("year", ""), ("", ""))
    ]
    assert places_of(conflict) == ["B9", "year"]


def test_without_one_half_the_other_may_say_anything(tmp_path):
    for key in ("year", "form", "unit.name"):
        path = tmp_path / f"{key}.xlsx"
        path.write_bytes(forged(key, "", properties=False)(without_properties(accepted())))
        assert run("check", path).code == 1
