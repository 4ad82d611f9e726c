"""Issue 13, D: a cover that says 可以报送 is never rejected, and the sheet that holds the trouble says so.

Random fillings, honest and odd, are summed up by the workbook's own trees, built, and judged; LibreOffice recalculates
some of them and must show the same words. Every violation that was met is a case by itself, with a twin that must pass.
"""

from decimal import Decimal
from functools import cache, lru_cache
from random import Random

import pytest

from govxl.filing.model import Judgement
from govxl.form.definition import load_form
from govxl.language.expressions import Error, Value
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.returns.check import judge
from govxl.workbook.writer import build_workbook
from govxl.xlsx.cells import RawCell
from tests import fillings
from tests.office import Formula, Shown
from tests.statute import EDITIONS

READY, DOUBTFUL, ASKED, EMPTY, UNREAD, UNFIT, HARD = (
    "可以报送", "有请核实的问题", "有需说明的问题", "未填完", "有无法判定的内容", "有填得不对的格子", "有必须改正的问题",
)  # fmt: skip
FINE = (READY, DOUBTFUL)
"""What a workbook may say of itself that is sent: nothing blocks, though something may be worth another look."""

DRAWS, MORE, IN_OFFICE = 60, 2_000, 10


@cache
def layout_of(edition: str) -> Layout:
    return arrange(load_form(f"zfxxgk/{edition}"))


def verdicts_of(edition: str, filling: dict[str, Value]) -> Verdicts:
    return Verdicts(layout_of(edition), filling | {"year": Decimal(str(filling["year"]))})


def built(edition: str, filling: dict[str, Value]) -> bytes:
    """Build the workbook with this filling; error values stand in it as such."""
    layout, contents = layout_of(edition), fillings.contents(filling)
    typed = {
        path: (RawCell("error", value.text, None, 0), *[None] * (len(layout.slots[path].cells) - 1))
        for path, value in filling.items()
        if isinstance(value, Error)
    }
    return build_workbook(layout, type(contents)(contents.identity, contents.values, contents.issued, typed=typed))


def judged(edition: str, filling: dict[str, Value]) -> Judgement:
    return judge(built(edition, filling), "filled.xlsx")


def blocking(judgement: Judgement) -> list[tuple[str, str]]:
    return [(found.name, found.cells[0].point if found.cells else "") for found in judgement.findings if found.blocks]


def draw(edition: str, seed: int) -> dict[str, Value]:
    rng = Random(f"green-{edition}-{seed}")
    return fillings.odder(rng, edition)


@lru_cache(maxsize=2 * DRAWS)
def drawn(edition: str, seed: int) -> bytes:
    return built(edition, draw(edition, seed))


def hold(edition: str, seeds: range) -> float:
    """Hold every draw against its judgement; give the share of those that are green."""
    green = 0
    for seed in seeds:
        filling = draw(edition, seed)
        word = verdicts_of(edition, filling).value("status.form")
        told = judge(drawn(edition, seed), "filled.xlsx")
        green += word == READY
        if word in FINE:
            assert blocking(told) == [], f"draw {seed}"
    return green / len(seeds)


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_green_is_accepted(edition):
    assert hold(edition, range(DRAWS)) > 0.1, "the draw must reach green"


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_green_is_accepted_2000_times(edition):
    assert hold(edition, range(DRAWS, DRAWS + MORE)) > 0.1


# -- What was met, each with its twin


COVER, PROACTIVE, REQUESTS, REVIEW = "status.cover", "status.proactive", "status.requests", "status.review"
OVERVIEW, PROBLEMS, OTHER = "status.narrative.overview", "status.narrative.problems", "status.narrative.other"
NIL = "全表无数据"
BROKEN = Error("#REF!")
ZERO = Decimal(0)


def plain(edition: str = "2021") -> dict[str, Value]:
    """Give a filling without a fault or a hint: zeros in the tables, words where they are asked for."""
    layout = layout_of(edition)
    filling: dict[str, Value] = {
        "form": "zfxxgk", "edition": edition, "unit.name": "示例县司法局", "unit.code": "", "unit.level": "county",
        "unit.kind": "department", "year": "2021" if edition == "2021" else "2019", "scope": "own",
        "unit.title": "示例县司法局", "cover.address": "和平路1号", "cover.phone": "010-12345678",
        "narrative.problems.text": "存在更新不够及时的问题。下一步加强检查。",
    }  # fmt: skip
    filling |= {f"narrative.overview.{name}": "有进展。" for name in ("management", "platform", "supervision")}
    points = layout.form.points.items()
    return filling | {p: ZERO for p, point in points if point.kind == "input" and point.traits.required != "no"}


CASES: dict[str, tuple[dict[str, Value], str, str]] = {
    "a figure in a table without data": ({"review.mode": NIL, "review.cases.recon_upheld": Decimal(2)}, REVIEW, UNFIT),
    "a word for the number of fees": ({"cover.fee_count": "无"}, COVER, UNFIT),
    "a word for the amount of fees": ({"cover.fee_amount": "无"}, COVER, UNFIT),
    "a mark for the amount of fees": ({"cover.fee_amount": "/"}, COVER, UNFIT),
    "too many decimals of fees": ({"cover.fee_amount": Decimal("1.234")}, COVER, UNFIT),
    "a change of the unit nobody knows": ({"unit.change": "撤并"}, COVER, UNFIT),
    "a bad count of a category": ({"categories.c03.count": "12条"}, OVERVIEW, UNFIT),
    "half a category": ({"categories.c03.count": Decimal("1.5")}, OVERVIEW, UNFIT),
    "an error in a category": ({"categories.c03.category": BROKEN}, OVERVIEW, UNFIT),
    "a way of filling nobody knows": ({"requests.mode": "无数据"}, REQUESTS, UNFIT),
    "an error for the way of filling": ({"requests.mode": BROKEN}, REQUESTS, UNFIT),
    "an error in a note": ({"requests.note": BROKEN}, REQUESTS, UNFIT),
    "an error in a text": ({"narrative.overview.management": BROKEN}, OVERVIEW, UNFIT),
    "an error in part six": ({"narrative.other.text": BROKEN}, OTHER, UNFIT),
    "an error for who filled it in": ({"cover.compiler": BROKEN}, COVER, UNFIT),
    "no title": ({"unit.title": None}, COVER, EMPTY),
    "a title of blanks": ({"unit.title": " 　\t"}, COVER, EMPTY),
    "a title nobody sees": ({"unit.title": "\u200b"}, COVER, EMPTY),
    "a title of wide blanks and joiners": ({"unit.title": "\u2003\u200c\u2060\xad"}, COVER, EMPTY),
    "no date": ({"cover.signed_on": "下周"}, COVER, UNFIT),
    "no day of the calendar": ({"cover.filled_on": "2026-02-29"}, COVER, UNFIT),
    "no number of a day": ({"cover.filled_on": Decimal(-5)}, COVER, UNFIT),
    "a negative figure": ({"proactive.licensing.decisions": Decimal(-1)}, PROACTIVE, UNFIT),
    "sixteen digits": ({"proactive.licensing.decisions": Decimal(10) ** 15}, PROACTIVE, UNFIT),
    "a mark where none may be": ({"proactive.licensing.decisions": "/"}, PROACTIVE, UNFIT),
    "a blank cell": ({"proactive.licensing.decisions": None}, PROACTIVE, EMPTY),
    "a blank that is none": ({"proactive.licensing.decisions": " "}, PROACTIVE, UNFIT),
    "part five of blanks": ({"narrative.problems.text": "　" * 20}, PROBLEMS, ASKED),
    "part five of a word and blanks": ({"narrative.problems.text": "无" + " " * 20}, PROBLEMS, ASKED),
    "part five left out": ({"narrative.problems.text": None}, PROBLEMS, EMPTY),
    "unbalanced": ({"requests.received.person": Decimal(1)}, REQUESTS, HARD),
}
"""What is typed, the sheet that must say so, and what it says; the whole says the same, or what is graver for it."""

WHOLE = {"part five left out": ASKED}


@pytest.mark.parametrize("name", CASES)
def test_the_sheet_that_holds_the_trouble_says_so_and_the_whole_too(name):
    typed, sheet, word = CASES[name]
    filling = plain() | typed
    verdicts, layout = verdicts_of("2021", filling), layout_of("2021")
    words = {path: verdicts.value(path) for path in layout.slots if path.startswith("status.")}
    assert words[sheet] == word
    assert words["status.form"] == WHOLE.get(name, word)
    others = {said for path, said in words.items() if path not in (sheet, "status.form")}
    assert others <= {*FINE, "", UNREAD}, "a check of another sheet that reads it cannot be judged; no more than that"
    assert verdicts.value("guide-" + sheet) == word
    assert verdicts.value("cover-status") == words["status.form"]
    told = str(verdicts.value("cover-troubled"))
    assert told.startswith("请看：")
    assert layout.slots[sheet].box.sheet in told
    links = {label.link.sheet for label in layout.sheet("填报说明").labels if label.link}
    assert layout.slots[sheet].box.sheet in links
    if word != UNFIT or name not in ("no date", "no day of the calendar", "no number of a day"):
        assert blocking(judged("2021", filling)), "it is rejected indeed"


HONEST: dict[str, dict[str, Value]] = {
    "nothing more": {},
    "a table without data": {"review.mode": NIL, "review.cases.recon_upheld": None},
    "declared zeros and marks": {
        "requests.mode": "空白均为0（已核对）",
        "requests.granted.person": None,
        "requests.partial.legal": "-",
    },
    "cell by cell": {"requests.mode": "逐格填写"},
    "fees": {"cover.fee_count": Decimal(2), "cover.fee_amount": Decimal("26.55")},
    "a change": {"unit.change": "职能划转", "cover.signed_on": "2026年1月20日", "cover.filled_on": Decimal(46037)},
    "categories": {
        "categories.c01.category": "政务动态",
        "categories.c01.count": Decimal(3),
        "categories.c02.category": Decimal(12),
    },
    "not applicable": {"proactive.regulations.issued": "/"},
    "notes and names": {
        "requests.note": "收到｛本年新收｝",
        "cover.compiler": " 张三 ",
        "cover.postcode": Decimal(10000),
    },
    "an indent": {"narrative.problems.text": "　　存在更新不够及时的问题。　\n　　下一步加强检查。 "},
    "part six": {"narrative.other.text": "没有其他需要报告的事项。"},
    "a reason nobody asked for": {"reason.A4.requests": "没有什么可说的"},
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_filling_is_ready_and_accepted(name):
    filling = plain() | HONEST[name]
    verdicts = verdicts_of("2021", filling)
    words = {path: verdicts.value(path) for path in layout_of("2021").slots if path.startswith("status.")}
    assert set(words.values()) == {READY, ""}
    assert verdicts.value("troubled") == ""
    assert blocking(judged("2021", filling)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_workbook_is_unfinished_and_nothing_worse(edition):
    filling = {path: value for path, value in plain(edition).items() if "." not in path or path.startswith("unit.")}
    verdicts = verdicts_of(edition, filling)
    words = {path: verdicts.value(path) for path in layout_of(edition).slots if path.startswith("status.")}
    assert words.pop("status.prior") == ""
    assert words.pop(OTHER) == READY
    assert set(words.values()) == {EMPTY}


# -- LibreOffice


def place(layout: Layout, path: str) -> tuple[str, str]:
    box = (layout.slots[path].cells or (layout.slots[path].box,))[0]
    return box.sheet, box.address


def summed_up(edition: str) -> list[str]:
    """List what a workbook says of itself: of each sheet, of each field that is unfit, and what the trouble is."""
    return [path for path in layout_of(edition).slots if path.startswith(("status.", "unfit.")) or path == "troubled"]


def words_shown(edition: str, shown: Shown) -> dict[str, object]:
    return {each: shown.get(place(layout_of(edition), each)) for each in summed_up(edition)}


def words_of(edition: str, filling: dict[str, Value]) -> dict[str, object]:
    verdicts = verdicts_of(edition, filling)
    return {each: verdicts.value(each) for each in summed_up(edition)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_libreoffice_shows_the_same_words(office, edition, tmp_path):
    """Some fillings, recalculated by a program that knows nothing of ours."""
    path, seen = tmp_path / "filled.xlsx", set()
    for seed in range(IN_OFFICE):
        filling = draw(edition, seed)
        path.write_bytes(drawn(edition, seed))
        ours = words_of(edition, filling)
        assert words_shown(edition, office.recalculate(path)) == ours, f"draw {seed}"
        seen |= set(map(str, ours.values()))
    assert {READY, UNFIT} <= seen


def test_libreoffice_shows_the_same_words_of_every_case(office, tmp_path):
    """The named ones are typed one after the other into one workbook that has no fault, each taken back by the next."""
    layout, base, path = layout_of("2021"), plain(), tmp_path / "filled.xlsx"
    path.write_bytes(built("2021", base))
    steps, back = [], {}
    for typed, _, _ in CASES.values():
        cells = {place(layout, each): Formula("=1/0") if isinstance(v, Error) else v for each, v in typed.items()}
        steps.append(back | cells)
        back = {place(layout, each): base.get(each) for each in typed}
    told = office.refill(path, [*steps, back])
    expected = {name: words_of("2021", base | typed) for name, (typed, _, _) in CASES.items()}
    assert {name: words_shown("2021", shown) for name, shown in zip(CASES, told, strict=False)} == expected
    assert words_shown("2021", told[-1]) == words_of("2021", base)


def test_a_truth_is_no_figure_to_libreoffice_either(office, tmp_path):
    """It keeps TRUE as 1 with a look of its own."""
    layout, path, out = layout_of("2021"), tmp_path / "filled.xlsx", tmp_path / "out.xlsx"
    path.write_bytes(built("2021", plain()))
    at = place(layout, "proactive.licensing.decisions")
    assert office.type_into(path, [(*at, "TRUE")], out) == [True]
    shown = office.recalculate(out)
    assert shown[place(layout, PROACTIVE)] == shown[place(layout, "status.form")] == UNFIT
    assert not judge(out.read_bytes(), "out.xlsx").accepted


@pytest.mark.parametrize("edition", EDITIONS)
def test_dates_are_read_alike(office, edition, tmp_path):
    """Every spelling of a date, honest and odd, one after the other."""
    layout, base = layout_of(edition), plain(edition)
    path, at = tmp_path / "filled.xlsx", place(layout, "cover.signed_on")
    path.write_bytes(built(edition, base))
    typed = [{at: Formula("=1/0") if isinstance(v, Error) else None if v == "" else v} for v in fillings.DATES]
    told = office.refill(path, typed, only=["封面"])
    ours = [verdicts_of(edition, base | {"cover.signed_on": v}).value("unfit.cover.signed_on") for v in fillings.DATES]
    assert [shown.get(place(layout, "unfit.cover.signed_on")) for shown in told] == ours
    assert ours.count("") >= 12


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("deed", [["open"], ["rows"], ["cells"]], ids=["the sheet", "rows of it", "an error in it"])
def test_last_years_figures_destroyed_turn_the_workbook_red(office, edition, deed, tmp_path):
    """Their sheet deleted, rows of it, or an error value in a cell of it: whatever is left, nothing is green."""
    layout, filling = layout_of(edition), plain(edition)
    filling["year"] = "2022" if edition == "2021" else "2020"
    last = {f"prior.{p}": ZERO for p, point in layout.form.points.items() if f"prior.{p}" in layout.slots}
    filling |= last | {
        "prior.year": "2021" if edition == "2021" else "2019",
        "prior.edition": edition,
        "prior.sha256": "0" * 64,
    }
    path, out = tmp_path / "filled.xlsx", tmp_path / "out.xlsx"
    path.write_bytes(built(edition, filling))
    assert office.recalculate(path)[place(layout, "status.form")] == READY
    row = layout.slots["prior.requests.carried_out.person"].box.row
    deeds = {
        "open": [["open"], ["remove sheet", "上年数据"]],
        "rows": [["lift", "上年数据"], ["delete", "上年数据", "Rows", row - 1, 1]],
        "cells": [["fill", {place(layout, "prior.requests.carried_out.person"): Formula("=1/0")}]],
    }[deed[0]]
    office.edit(path, deeds, out)
    shown = office.recalculate(out)
    assert shown[place(layout, "status.form")] == UNREAD
    assert shown[place(layout, REQUESTS)] == UNREAD
    assert shown[place(layout, "cover-status")] == UNREAD
    assert not judge(out.read_bytes(), "out.xlsx").accepted or deed == ["cells"]
