"""Figures in text: what is one, what it says, how finely, and where it stands."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from govxl.form.definition import load_form
from govxl.prose.letters import letters_of, plain
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.model import Figure
from govxl.prose.reading.figures import GRAINS, Amount, counted_by, figure_at, measures_by_letter

MEASURES = ("件", "条", "份", "宗", "例", "起", "个", "次", "篇", "元", "%", "倍", "个百分点", "人次", "人")


def figures_in(text: str, measures: tuple[str, ...]) -> Iterator[Figure]:
    """Yield every figure with a measure word, in order, with its place in the text as it was typed."""
    letters, known, at = letters_of(text, 0), measures_by_letter(measures), 0
    while at < len(letters.text):
        found = figure_at(letters.text, at, known)
        if isinstance(found, Amount) and found.measure:
            start, end = letters.span(at, found.end)
            yield Figure(start, end, text[start:end], found.value, found.measure, found.grain)
        at = found.end if isinstance(found, Amount) else found


def told(text: str) -> list[tuple[str, str, str]]:
    return [(each.said, str(each.value.normalize()), each.measure) for each in figures_in(text, MEASURES)]


@pytest.mark.parametrize(
    ("text", "said", "value", "measure", "grain"),
    [
        ("收到95件", "95件", "95", "件", "1"),
        ("收到 95 件", "95 件", "95", "件", "1"),
        ("收到９５件", "９５件", "95", "件", "1"),
        ("收到1,234件", "1,234件", "1234", "件", "1"),
        ("收到1，234件", "1，234件", "1234", "件", "1"),
        ("收到1 234件", "1 234件", "1234", "件", "1"),
        ("收到1,234,567件", "1,234,567件", "1234567", "件", "1"),
        ("收到十一件", "十一件", "11", "件", "1"),
        ("收到二十件", "二十件", "20", "件", "1"),
        ("收到一百二十三件", "一百二十三件", "123", "件", "1"),
        ("收到一百零五件", "一百零五件", "105", "件", "1"),
        ("收到壹拾贰件", "壹拾贰件", "12", "件", "1"),
        ("收到陆件", "陆件", "6", "件", "1"),
        ("收费人民币叁佰伍拾元整", "叁佰伍拾元", "350", "元", "1"),
        ("收费壹仟零贰拾元", "壹仟零贰拾元", "1020", "元", "1"),
        ("收到叁拾人次", "叁拾人次", "30", "人次", "1"),
        ("收到两件", "两件", "2", "件", "1"),
        ("收到两万三千件", "两万三千件", "23000", "件", "1"),
        ("收到〇件", "〇件", "0", "件", "1"),
        ("收到1.2万件", "1.2万件", "12000", "件", "1000"),
        ("收到3亿元", "3亿元", "300000000", "元", "100000000"),
        ("收费123.45万元", "123.45万元", "1234500", "元", "100"),
        ("收费24252.311082万元", "24252.311082万元", "242523110.82", "元", "0.01"),
        ("占93.7%", "93.7%", "93.7", "%", "0.1"),
        ("占93.7％", "93.7％", "93.7", "%", "0.1"),
        ("占百分之九十三点七", "百分之九十三点七", "93.7", "%", "0.1"),
        ("占百分之93.75", "百分之93.75", "93.75", "%", "0.01"),
        ("上升2.5个百分点", "2.5个百分点", "2.5", "个百分点", "0.1"),
        ("增长1.5倍", "1.5倍", "1.5", "倍", "0.1"),
        ("培训3人次", "3人次", "3", "人次", "1"),
        ("公布20余件", "20余件", "20", "件", "1"),
    ],
)  # fmt: skip
def test_a_figure_says_what_it_says(text: str, said: str, value: str, measure: str, grain: str):
    (figure,) = figures_in(text, MEASURES)
    assert (figure.said, figure.value, figure.measure, figure.grain) == (said, Decimal(value), measure, Decimal(grain))
    assert text[figure.start : figure.end] == said
    assert figure.kind == "figure"


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月1日至12月31日",
        "国办公开办函〔2021〕30号",
        "国务院令第711号",
        "第二十条第（一）项",
        "第3件",
        "同一件",
        "每一次",
        "电话0795-2511234",
        "A4件",
        "二〇二三年度",
        "三安全一稳定",
        "伍个村、陆个组",
        "登陆次数、大陆件、第叁件",
        "编号贰-A",
        "上午9:00",
        "1" * 40 + "件",
        "",
        "件",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str):
    assert told(text) == []


def test_several_figures_come_in_order():
    text = "2026年6件，2025年收到1,234件（网上十二件），占5%、12,13件。"
    assert told(text) == [
        ("6件", "6", "件"),
        ("1,234件", "1234", "件"),
        ("十二件", "12", "件"),
        ("5%", "5", "%"),
        ("13件", "13", "件"),
    ]


def test_places_are_those_of_the_text_as_it_was_typed():
    text = "　本年 收到\u200b\t９ ５ 件，\r\n其中　２０２３年度 三 件"
    assert [text[each.start : each.end] for each in figures_in(text, MEASURES)] == ["９ ５ 件", "三 件"]


def test_the_longest_measure_word_counts():
    assert told("3个百分点") == [("3个百分点", "3", "个百分点")]
    assert told("3个月") == [("3个", "3", "个")]


def test_years_are_told_from_the_reports_own():
    assert [letters_of(f"{year}年", 2023).text for year in (2022, 2023, 2024, 2019)] == [
        "\ue000",
        "\ue001",
        "\ue002",
        "\ue003",
    ]
    assert letters_of("二〇二二年", 2023).text == "\ue000"
    assert letters_of("12022年", 2023).text == "12022年"


def test_nobody_can_type_the_sign_of_a_year():
    assert letters_of("\ue000", 2023).text == "\ufffd"
    assert plain(" 收　到\t") == "收到"


@pytest.mark.parametrize("text", ["七八件", "三五件", "一二件", "廿三件", "壹拾二件", "二拾件", "拾叁肆件", "1'234件"])
def test_what_is_no_exact_number_gives_none(text: str):
    assert [each.said for each in figures_in(text, MEASURES)] == []


ALL_MEASURES = tuple(load_patterns(load_form("zfxxgk/2021")).measures)
BESIDE = ("", "第", "v", "2", "1,", "1.", "'", "新收", "\n", "、")


def test_what_is_read_in_one_step_is_what_is_read_letter_by_letter():
    plain_figure, known = counted_by(ALL_MEASURES), measures_by_letter(ALL_MEASURES)
    rng, seen = Random(3), 0
    for _ in range(4000):
        said = "".join(rng.choice("0123456789.,万余月份至") for _ in range(rng.randrange(6)))
        before = rng.choice(BESIDE)
        text = f"{before}{rng.randrange(10 ** rng.randrange(1, 18))}{said}{rng.choice(ALL_MEASURES)}"
        if number := plain_figure(text, len(before)):
            value, decimals, measure = number.groups()
            grain = GRAINS[len(decimals or "")]
            assert figure_at(text, len(before), known) == (number.end(), Decimal(value), measure, grain, False), text
            seen += 1
    assert seen > 300


@pytest.mark.parametrize(
    "text", ["第3件", "v3件", "1,3件", "3月", "3份至5月", "3万件", "3余件", "1234567890123456789件"]
)
def test_only_plain_figures_are_read_in_one_step(text: str):
    at = next(nth for nth, letter in enumerate(text) if letter.isdigit())
    assert counted_by(ALL_MEASURES)(text, at) is None
