"""Issue 13, E1: what is wrong is coloured where it is wrong, and nothing else, as LibreOffice itself renders the cells."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest

from govxl.filing.model import Judgement
from govxl.layout.layout import Layout
from govxl.layout.places import Slot
from govxl.office.outbox import new_workbook
from tests.colours import Seen, colours_of, filled_of, shown_after_each, shown_in
from tests.office import Office, Place
from tests.returns import (
    CHECKS,
    COVER,
    PROACTIVE,
    REQUESTS,
    REVIEW,
    TYPED,
    accepted,
    accepted_values,
    error,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    put,
    words,
    workbook,
)
from tests.sent_back import sent_back
from tests.tampering import remove
from tests.test_migrate import TYPED_2019

INPUT, TOTAL = "#FFF8DC", "#EEF1F4"
RED, ORANGE, YELLOW = "#FADCDC", "#FDE9CC", "#FFF6C9"
FILLS = {"hard": RED, "explainable": ORANGE, "warning": YELLOW}
GRAVEST = list(FILLS)
FORMS = ("zfxxgk/2021", "zfxxgk/2019")
BLANK_REQUESTS = {path: None for path in accepted_values(layout_of()) if path.startswith("requests.")}

STAIRS = [("carried_in", "legal"), ("granted", "welfare"), ("partial", "research"), ("secret", "business"), ("granted", "legal"), ("partial", "person")]
"""The topmost blank cell is not the leftmost: programs that anchor a rule over several areas at either are told apart."""


def holes(seed: int) -> dict[str, None]:
    """Leave every other cell of the big table and of the small ones blank, where the dice say."""
    draw = Random(seed)
    return {path: None for path in accepted_values(layout_of()) if path.count(".") == 2 and not path.startswith("narrative") and draw.random() < 0.4}


MISTAKEN: dict[str, Callable[[], bytes]] = {
    "cells left blank here and there": lambda: filled(holes(13)),
    "two columns and a row across them left blank": lambda: filled({path: None for path in BLANK_REQUESTS if path.endswith((".research", ".welfare")) or ".granted." in path}),
    "blank cells like stairs": lambda: filled({f"requests.{row}.{column}": None for row, column in STAIRS}),
    "figures that do not tie out": lambda: filled({"requests.received.person": 20, "requests.carried_out.legal": 3, "review.cases.recon_upheld": 7}),
    "words, errors, dates and decimals for figures": lambda: put(accepted(), {
        (REQUESTS, "D6"): words("12件"), (REQUESTS, "F8"): words("无"), (REQUESTS, "G8"): words("12件"), (REQUESTS, "I28"): error("#REF!"),
        (REQUESTS, "E30"): figure("12.5"), (REQUESTS, "H30"): figure("-3"), (PROACTIVE, "B6"): words("22（其中修订16件）"), (PROACTIVE, "D5"): words("二"),
        (PROACTIVE, "B12"): formula("A1*2"), (PROACTIVE, "B16"): figure("4166.2416195"), (REVIEW, "C6"): words("没有"), (REVIEW, "K6"): figure("2.5"), (REVIEW, "N6"): figure("1E+16"),
    }),
    "something to explain and something to verify": lambda: filled({"proactive.fees.amount": 60000, "proactive.normative.issued": 90, "cover.phone": None, "requests.granted.person": 8}),
    "totals typed over": lambda: put(accepted(), {(REQUESTS, "J6"): figure("99"), (REQUESTS, "J28"): figure("5"), (REQUESTS, "E29"): figure("4"), (REVIEW, "O6"): figure("1")}),
    "a table forgotten and one declared empty that is not": lambda: filled({**BLANK_REQUESTS, "review.mode": "全表无数据"}),
    "a part deleted": lambda: remove("一、总体情况")(filled({"requests.received.person": 20})),
    "text that is not there or not a text": lambda: put(filled({"narrative.problems.text": "无", "cover.fee_amount": "二十六元"}), {(COVER, "B16"): error("#NAME?")}),
    "the form of 2019": lambda: workbook({**TYPED_2019, "proactive.licensing.change": "减4", "proactive.coercion.change": "1.5", "proactive.procurement.amount": "一万"}, "zfxxgk/2019", unit="锦江镇人民政府", year=2020, level="township"),
}  # fmt: skip
"""Filled in as clerks do when they are in a hurry; each gets something else wrong."""


def wanted_in(judgement: Judgement, layout: Layout) -> dict[Place, str]:
    """Say from the findings alone in what every cell of theirs is to be filled, the gravest first."""
    told: dict[Place, str] = {}
    findings = [found for found in judgement.findings if found.severity in FILLS and found.reason is None]
    for found in sorted(findings, key=lambda each: GRAVEST.index(each.severity), reverse=True):
        for cell in found.cells:
            slot = layout.slots.get(cell.point)
            if slot and slot.kind in ("input", "field", "computed"):
                told[slot.box.sheet, cell.cell] = FILLS[found.severity]
        if found.severity == "explainable":
            told |= {(CHECKS, slot.box.address): ORANGE for path, slot in layout.slots.items() if path.startswith(f"reason.{found.rule}.")}
    return told


def places(slot: Slot) -> list[Place]:
    return [(box.sheet, box.address) for box in (slot.cells or (slot.box,))]


def own_fills(layout: Layout) -> dict[Place, str]:
    """Give the fill of every cell that staff fill in or that adds up, when nothing is wrong with it."""
    fills = {"input": INPUT, "field": INPUT, "computed": TOTAL}
    return {place: fills[slot.kind] for slot in layout.slots.values() if slot.kind in fills for place in places(slot)}


def of_forms_cells(seen: Seen, layout: Layout) -> dict[Place, str]:
    ours = own_fills(layout)
    return {place: colour for place, colour in colours_of(seen).items() if place in ours}


GOOD = {"count": 41, "signed": 41, "amount": 41.5, "percent": 41.5, "choice": None, "date": "2026-01-15", "text": "改过了", "long_text": "改过了"}
"""Something else that a cell takes, by its type."""

MENDED = ("cells left blank here and there", "words, errors, dates and decimals for figures", "something to explain and something to verify", "the form of 2019")


@pytest.mark.parametrize("case", MISTAKEN)
def test_every_cell_of_a_finding_has_its_states_colour_till_something_else_is_typed_there_and_no_other(office: Office, tmp_path: Path, case: str) -> None:
    """When a cell loses its colour, the other cells keep theirs. Totals follow, and lose theirs too."""
    sent = MISTAKEN[case]()
    judgement = judged(sent)
    assert judgement.reading
    layout = judgement.reading.layout
    wanted = wanted_in(judgement, layout)
    assert len(wanted) >= 3, "the case is a case"
    kinds = {place: slot for slot in layout.slots.values() if slot.editable for place in places(slot)}
    half = [place for place in wanted if place in kinds and GOOD[kinds[place].traits.kind]][::2] if case in MENDED else []
    values = {place: GOOD[kinds[place].traits.kind] for place in half}
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(sent))
    seen = shown_after_each(office, path, tmp_path, [{}, values] if values else [{}])
    before, after = of_forms_cells(seen[0], layout), of_forms_cells(seen[-1], layout)
    assert before == own_fills(layout) | wanted
    expected = own_fills(layout) | {place: colour for place, colour in wanted.items() if place not in values}
    assert {place: colour for place, colour in after.items() if place in kinds} == {place: colour for place, colour in expected.items() if place in kinds}
    assert bool(values) == (case in MENDED)


# -- The form's own colours


def wrong_for(slot: Slot, draw: Random) -> object:
    """Give something that the type of a cell does not take."""
    return draw.choice({"signed": (1.5, "减4", "+x"), "amount": (-1, "3万元", 0.12345678)}.get(slot.traits.kind, (1.5, -3, "12件", "无", "x")))


def blank_of(form: str, folder: Path) -> Path:
    path = folder / "blank.xlsx"
    year = {"zfxxgk/2021": 2025, "zfxxgk/2019": 2020}[form]
    path.write_bytes(new_workbook("示例市人民政府", year, form, level="city", kind="government", issued=datetime(2026, 1, 5, tzinfo=UTC)))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_workbook_has_the_forms_own_colours(office: Office, tmp_path: Path, form: str) -> None:
    layout = layout_of(form)
    assert of_forms_cells(shown_in(office, blank_of(form, tmp_path), tmp_path), layout) == own_fills(layout)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(2))
def test_a_wrong_input_turns_red_in_its_own_place(office: Office, tmp_path: Path, form: str, seed: int) -> None:
    """In every rectangle of every sheet, wrong and right ones mixed; blank ones stay as they are."""
    draw, layout = Random(seed), layout_of(form)
    figures = [slot for slot in layout.inputs() if slot.traits.numeric]
    wrong = {(slot.box.sheet, slot.box.address): wrong_for(slot, draw) for slot in figures if draw.random() < 0.3}
    right = {(slot.box.sheet, slot.box.address): 7 for slot in figures if draw.random() < 0.3}
    seen = of_forms_cells(shown_in(office, blank_of(form, tmp_path), tmp_path, right | wrong), layout)
    assert {place for place, colour in seen.items() if colour == RED} == set(wrong)
    assert seen == own_fills(layout) | dict.fromkeys(wrong, RED)


@pytest.mark.parametrize("form", FORMS)
def test_no_rule_with_relative_references_spans_two_areas_and_there_are_few(form: str) -> None:
    from io import BytesIO

    year = {"zfxxgk/2021": 2025, "zfxxgk/2019": 2020}[form]
    data = new_workbook("示例市人民政府", year, form, level="city", kind="government")
    rules = 0
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        for areas, each in sheet.conditional_formatting._cf_rules.items():
            rules += len(each)
            assert len(str(areas.sqref).split()) == 1 or {rule.type for rule in each} == {"cellIs"}
    assert rules < 120, "a file opens slowly that has a rule a cell"


def test_the_helper_reads_what_stands_in_the_cells(office: Office, tmp_path: Path) -> None:
    """The referee is held against LibreOffice's other way of telling what a sheet shows."""
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(MISTAKEN["figures that do not tie out"]()))
    texts: Mapping[Place, str] = office.texts(path)
    read = filled_of(shown_in(office, path, tmp_path))
    for sheet in (REQUESTS, PROACTIVE, REVIEW, "退回问题清单"):
        ours = {place: "".join(text.split()) for place, text in texts.items() if place[0] == sheet and text.strip()}
        assert {place: "".join(text.split()) for place, text in read.items() if place[0] == sheet and text.strip()} == ours
    assert TYPED["requests.granted.person"] == 9
    assert read[REQUESTS, "D8"] == "9"
