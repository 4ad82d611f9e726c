"""Issue 13, A5: whatever begins a new line keeps the words before and behind it apart."""

import pytest

from govxl.report.document import compose
from tests.returns import COVER, PROACTIVE, REQUESTS, accepted, filled, judged, layout_of, put, words

BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\x1c", "\x1d", "\x1e"]
NAMES = [f"{ord(each[0]):04X}{'+' * (len(each) - 1)}" for each in BREAKS]
PROSE, NOTE, FIGURE = ("一、总体情况", "B46"), (REQUESTS, "D31"), (PROACTIVE, "B9")


def escaped(text):
    """Spell control characters as Excel does, for XML has none (22.9.2.19, ST_Xstring)."""
    return "".join(f"_x{ord(c):04X}_" if c < " " or c == "\x85" else c for c in text)


@pytest.mark.parametrize("mark", BREAKS, ids=NAMES)
def test_prose_is_cut_into_paragraphs(mark):
    judgement = judged(put(accepted(), {PROSE: words(escaped(f"办结12{mark}13件转办"))}))
    assert judgement.record["narrative"]["overview"]["management"] == "办结12\n13件转办"
    assert "cleaned-text" not in [found.name for found in judgement.findings]
    printed = [block.text for section in compose(layout_of().form, judgement.record).sections for block in section.blocks if hasattr(block, "text")]
    assert {"办结12", "13件转办"} <= set(printed)


@pytest.mark.parametrize("mark", BREAKS, ids=NAMES)
def test_notes_and_fields_keep_their_lines(mark):
    judgement = judged(put(accepted(), {NOTE: words(escaped(f"12{mark}13")), (COVER, "B15"): words(escaped(f"1号{mark}2号"))}))
    assert judgement.record["notes"]["requests"] == "12\n13"
    assert judgement.record["cover"]["address"] == "1号\n2号"


@pytest.mark.parametrize("mark", BREAKS, ids=NAMES)
@pytest.mark.parametrize("typed", ["办结12{}13", "12{}13", "12{}13件", "1{}234", "12{}（其中3）"])
def test_two_lines_are_no_figure_and_no_proposal_joins_them(mark, typed):
    judgement = judged(put(accepted(), {FIGURE: words(escaped(typed.format(mark)))}))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert found.name == "text-in-figure"
    assert found.cells[0].value == typed.format("⏎")
    assert found.word("proposal") == "请只填数字，没有请填 0，说明写到本表备注"


@pytest.mark.parametrize("mark", BREAKS, ids=NAMES)
def test_a_break_behind_a_figure_is_a_blank(mark):
    judgement = judged(put(accepted(), {FIGURE: words(escaped(f"12{mark}"))}))
    assert judgement.record["tables"]["proactive"]["licensing"]["decisions"] == 12


@pytest.mark.parametrize("mark", BREAKS, ids=NAMES)
def test_a_label_broken_over_two_lines_is_the_same_label(mark):
    judgement = judged(put(accepted(), {(REQUESTS, "J4"): words(escaped(f"总{mark}计"))}))
    assert judgement.accepted
    assert [found.name for found in judgement.findings if found.cells and found.cells[0].cell == "J4"] == ["label-spacing"]


def test_a_record_keeps_the_lines_through_a_workbook():
    text = judged(filled({"narrative.overview.management": "甲\u2028乙\x85丙"})).record["narrative"]["overview"]["management"]
    assert text == "甲\n乙\n丙"
