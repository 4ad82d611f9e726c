"""From what texts say otherwise to findings, reasons and records; what they say is planted here (tests/told.py)."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from govxl.cli.verdict import json_line
from govxl.filing.groups import grouped
from govxl.filing.model import Judgement
from govxl.filing.prose import prose_values
from govxl.findings.finding import Both, Finding, advice_of, message_of
from govxl.office.outbox import fill_workbook
from govxl.prose.model import Facts
from govxl.report.review import review_of
from govxl.returns.migrate import migrate
from tests.returns import CHECKS, REQUESTS, figure, filled, formula, judged, layout_of, put, words
from tests.sent_back import sent_back
from tests.told import APPLICATIONS, RECEIVED, doubt, received, told

OVERVIEW = "一、总体情况"
SLOTS = layout_of().slots
CELLS = [box.address for box in SLOTS[APPLICATIONS].cells]
REASON = "reason.N1.form"
WHY = "含县直部门代收的1件"


def texts_of(judgement: Judgement, rule: str = "N1") -> list[Finding]:
    return [found for found in judgement.findings if found.rule == rule]


def judged_with(text: str, how: Any = None, **changes: Any) -> Judgement:
    with told(how or received()):
        return judged(filled({APPLICATIONS: text, **changes}))


# -- One finding for each place


def test_a_figure_that_disagrees_names_both_sides_and_both_cells() -> None:
    judgement = judged_with("全年新收16件，上年2件。")
    (found,) = texts_of(judgement)
    assert (found.code, found.severity, found.blocks) == ("R005", "explainable", True)
    assert (found.actual, found.expected, found.at) == ("16件", "15件", "form")
    text, table = found.cells
    assert (text.sheet, text.cell, text.value, text.characters) == (
        OVERVIEW,
        CELLS[0],
        "全年新收16件，上年2件。",
        (4, 7),
    )
    assert text.value[slice(*text.characters)] == "16件"
    assert (table.sheet, table.cell, table.value, table.characters) == (
        REQUESTS,
        SLOTS[RECEIVED].box.address,
        "15",
        None,
    )
    assert message_of(found) == "“新收16件”（第5—7字），写的是“16件”，应为 15件（一、本年新收）"
    assert message_of(found, "en") == "“新收16件” (characters 5 to 7): it says “16件”, should be 15件 (一、本年新收)"
    assert "情况说明" in advice_of(found)
    assert advice_of(found).startswith("对照“三、申请办理”")


def test_every_place_is_told_of_in_the_order_of_the_texts() -> None:
    judgement = judged_with("新收3件。新收4件，新收5件。", **{"requests.note": "新收6件。", "cover.front": "新收7件。"})
    assert [found.actual for found in texts_of(judgement)] == ["7件", "6件", "3件", "4件", "5件"]
    assert [len(group) for group in grouped(texts_of(judgement))] == [1] * 5, "each says something else"


def test_all_readings_are_said_once_each() -> None:
    readings = (("一、本年新收", "15件", (RECEIVED,)), ("一＋二", "17件", (RECEIVED, "requests.carried_in.total")))
    judgement = judged_with(
        "收到16件。", lambda texts, facts: iter([doubt("收到16件。", "收到16件", "16件", "N2", readings=readings)])
    )
    (found,) = texts_of(judgement, "N2")
    assert message_of(found).endswith("应为 15件（一、本年新收） 或 17件（一＋二）")
    assert (found.severity, found.expected) == ("warning", "15件或17件")
    assert [cell.cell for cell in found.cells[1:]] == [
        SLOTS[RECEIVED].box.address,
        SLOTS["requests.carried_in.total"].box.address,
    ]


def test_what_is_ours_to_say_is_said_in_both_languages_and_bound_to_in_chinese() -> None:
    readings = ((Both("上年的一、本年新收", "last year's 一、本年新收"), Both("增长13%", "up 13%"), (RECEIVED,)),)
    judgement = judged_with(
        "同比增长15%。", lambda texts, facts: iter([doubt("同比增长15%。", "同比增长15%", "15%", "N6", readings=readings)])
    )
    (found,) = texts_of(judgement, "N6")
    assert message_of(found).endswith("应为 增长13%（上年的一、本年新收）")
    assert message_of(found, "en").endswith("should be up 13% (last year's 一、本年新收)")
    assert found.expected == "增长13%"
    assert json.loads(json_line(judgement, (), "en"))["findings"][0]["expected"] == "增长13%"
    assert judgement.reading is not None
    assert prose_values(layout_of().form, judgement.reading.doubts) == {"prose.N6": "applications:15%≠增长13%"}


def test_a_derived_figure_is_shown_by_the_cells_it_is_made_of() -> None:
    def refused(texts: Mapping[str, str], facts: Facts) -> Any:
        assert facts("requests.rejected.total") == 4
        yield doubt(
            "不予处理5件", "不予处理5件", "5件", "N13", readings=[("（五）小计", "4件", ("requests.rejected.total",))]
        )

    (found,) = texts_of(judged_with("不予处理5件", refused), "N13")
    rows = ("petition", "repeat", "publication", "excessive", "reissue")
    assert [cell.point for cell in found.cells[1:]] == [f"requests.{row}.total" for row in rows]


@pytest.mark.parametrize(("certain", "severity"), [(True, "explainable"), (False, "warning")])
def test_what_may_mean_something_else_asks_for_no_reason(certain: bool, severity: str) -> None:
    judgement = judged_with("新收16件。", received(certain))
    (found,) = texts_of(judgement)
    assert (found.severity, judgement.accepted) == (severity, not certain)
    assert ("情况说明" in advice_of(found)) is certain


def test_inner_sums_and_slips_have_codes_of_their_own() -> None:
    text = "共12件，其中公开5件，不公开6件。见XX网。"
    with told(
        lambda texts, facts: iter([doubt(text, text[:-6], "12件", "N5", readings=[("各项相加", "11件", ())])]),
        lambda texts, facts: iter([doubt(text, "见XX网", "XX", "N12")]),
    ):
        judgement = judged(filled({APPLICATIONS: text}))
    assert [(found.code, found.severity) for found in judgement.findings if found.code in ("R006", "R007")] == [
        ("R006", "warning"),
        ("R007", "info"),
    ]
    assert "应为 11件（各项相加）" in message_of(texts_of(judgement, "N5")[0])
    assert message_of(texts_of(judgement, "N12")[0]).startswith("“见XX网”（第20—21字）：")


def test_a_rule_that_the_form_has_not_is_no_finding() -> None:
    judgement = judged_with("新收16件。", received(rule="N99"))
    assert judgement.accepted
    assert not texts_of(judgement, "N99")


# -- Where it stands in its cells


@pytest.mark.parametrize(
    ("typed", "cell", "characters"),
    [
        ("　　新收16件。", 0, (4, 7)),
        ("第一段。\n新收16件。", 1, (2, 5)),
        ("第一段。\n\n   \n　新收16件。", 1, (3, 6)),
        ("收\u200b件数：新收1\u200b6件。", 0, (7, 11)),
        ("😀新收16件。", 0, (3, 6)),
        ("   \n  前言\r\n  新收16件  \n末", 0, (13, 16)),
    ],
)
def test_characters_are_counted_in_the_cell_as_it_was_typed(typed: str, cell: int, characters: tuple[int, int]) -> None:
    lines = [typed] if "\r" in typed else [line for line in typed.split("\n") if line.strip()]
    cells = {(OVERVIEW, CELLS[nth]): words(line) for nth, line in enumerate(lines)}
    with told(received()):
        (found,) = texts_of(judged(put(filled({APPLICATIONS: "新收15件"}), cells)))
    place = found.cells[0]
    assert (place.cell, place.characters) == (CELLS[cell], characters)
    assert place.value[slice(*characters)].replace("\u200b", "") == "16件"


def test_a_note_is_counted_in_its_cell() -> None:
    with told(received()):
        (found,) = texts_of(
            judged(
                put(
                    filled({"requests.note": "x"}),
                    {(REQUESTS, SLOTS["requests.note"].box.address): words("  一\n\n新收16件 ")},
                )
            )
        )
    assert found.cells[0].value[slice(*found.cells[0].characters)] == "16件"


def test_a_text_that_a_formula_shows_is_marked_as_a_whole_or_not_at_all() -> None:
    with told(received()):
        judgement = judged(
            put(filled({APPLICATIONS: "新收15件"}), {(OVERVIEW, CELLS[0]): formula('"新收"&"16件"', "新收16件")})
        )
    assert not texts_of(judgement), "a formula is no text, and blamed for that"


# -- One cause, one finding


@pytest.mark.parametrize("cell", ["D6", "E6"])
def test_nothing_is_judged_over_a_figure_that_is_blamed(cell: str) -> None:
    with told(received()):
        judgement = judged(put(filled({APPLICATIONS: "新收16件"}), {(REQUESTS, cell): words("约12件")}))
    assert [found.code for found in judgement.findings if found.blocks] == ["V004"]


def test_what_a_blamed_cell_adds_to_is_not_known() -> None:
    known: dict[str, Any] = {}

    def asked(texts: Mapping[str, str], facts: Facts) -> Any:
        known.update(
            {
                path: facts(path)
                for path in (
                    RECEIVED,
                    "requests.received.person",
                    "requests.carried_in.total",
                    "review.cases.recon_corrected",
                )
            }
        )
        return iter(())

    with told(asked):
        judged(put(filled(), {(REQUESTS, "D6"): figure("12.5")}))
    assert known == {
        RECEIVED: None,
        "requests.received.person": None,
        "requests.carried_in.total": 2,
        "review.cases.recon_corrected": 0,
    }


# -- Reasons and records


def test_a_reason_counts_for_the_figures_it_was_given_for() -> None:
    with told(received()):
        sent = filled({APPLICATIONS: "新收16件。", REASON: WHY})
        judgement = judged(sent)
        assert judgement.record
        (found,) = texts_of(judgement)
        assert (found.reason, found.blocks) == (WHY, False)
        assert judgement.record["explanations"] == [
            {"rule": "N1", "at": "form", "reason": WHY, "left": "16件", "right": "15件"}
        ]
        (listed,) = [each for each in judgement.record["findings"] if each["rule"] == "N1"]
        assert (listed["code"], listed["severity"]) == ("R005", "explainable")
        assert judgement.record["remarks"] == []


def test_other_figures_reopen_it_and_the_same_do_not() -> None:
    with told(received()):
        sent = put(filled({APPLICATIONS: "新收16件。", REASON: WHY}), {("二、主动公开", "B6"): words("6件")})
        back = sent_back(sent)
        (found,) = texts_of(judged(back))
        assert found.reason == WHY
        cell = (OVERVIEW, CELLS[0])
        assert texts_of(judged(put(back, {cell: words("全年一共新收16件。")})))[0].reason == WHY, (
            "other words, the same figures"
        )
        (again,) = texts_of(judged(put(back, {cell: words("新收18件。")})))
        assert again.reason is None
        assert "请按现在的数重写" in message_of(again)
        rewritten = put(
            back, {cell: words("新收18件。"), (CHECKS, SLOTS[REASON].box.address): words("含县直部门代收的3件")}
        )
        assert texts_of(judged(rewritten))[0].reason == "含县直部门代收的3件"


def test_a_hollow_reason_is_none() -> None:
    (found,) = texts_of(judged_with("新收16件。", **{REASON: "经核实，数据无误"}))
    assert found.blocks
    assert "没有说出原因" in message_of(found)


@pytest.mark.parametrize("rule", ["N1", "N2"])
def test_a_reason_nobody_asked_for_is_taken_and_kept(rule: str) -> None:
    with told(received(certain=False, rule=rule)):
        judgement = judged(filled({APPLICATIONS: "新收16件。", f"reason.{rule}.form": WHY}))
    assert judgement.record
    assert [each["reason"] for each in judgement.record["explanations"]] == [WHY]
    assert judgement.record["remarks"] == []


def test_a_record_with_reasons_for_texts_is_the_same_when_filled_again() -> None:
    with told(received()):
        record = judged(
            filled({APPLICATIONS: "新收16件。\n新收17件。", REASON: WHY, "reason.A4.requests": None})
        ).record
        assert record
        again = judged(fill_workbook(record)).record
        assert again
        kept = ("tables", "narrative", "notes", "cover", "explanations", "findings", "remarks")
        assert {key: again[key] for key in kept} == {key: record[key] for key in kept}
        changed = put(fill_workbook(record), {(OVERVIEW, CELLS[1]): words("新收18件。")})
        assert [found.reason for found in texts_of(judged(changed))] == [None, None], "it was given for other figures"


def test_a_reason_moves_along_into_another_workbook() -> None:
    with told(received()):
        judgement = judged(filled({APPLICATIONS: "新收16件。", REASON: WHY}))
        assert judgement.reading
        moved = judged(migrate(judgement.reading).workbook)
        assert [found.reason for found in texts_of(moved)] == [WHY]


def test_the_papers_of_an_office_say_both_sides() -> None:
    with told(received()):
        record = judged(filled({APPLICATIONS: "新收16件。", REASON: WHY})).record
    assert record
    (part,) = [part for part in review_of(layout_of().form, record).parts if part.heading.startswith("已说明")]
    (entry,) = part.entries
    assert entry.items == ("文字里是 16件，应为 15件",)
    assert entry.reason == (WHY,)


# -- As JSON


def test_json_has_characters_only_where_some_are_meant() -> None:
    judgement = judged_with("新收16件。", **{"requests.received.person": 20})
    findings = json.loads(json_line(judgement, (), "zh"))["findings"]
    cells = [cell for found in findings for cell in found["cells"]]
    assert [cell["characters"] for cell in cells if "characters" in cell] == [[2, 5]]
