"""Judgement alone: what was understood, typed here by hand, against the tables of a made-up bureau.

The tables are below; their totals were added up with a pencil. 一 95, 二 3, （七）92, 四 6; last year 一 84, 二 5, 四 3.
"""

import re
from decimal import Decimal

import pytest

from govxl.prose.judging.judge import judged_text
from govxl.prose.model import Change, Claim, Doubt, Figure, Group, Mention, Reading, Share, Understood
from govxl.words import Both
from tests.prose.cases import facts, node_of

YEAR, PATH = 2024, "narrative.overview.applications"
TABLES = {
    "year": YEAR,
    "requests.received.person": 83,
    "requests.received.business": 12,
    "requests.carried_in.person": 3,
    "requests.granted.person": 50,
    "requests.partial.person": 12,
    "requests.secret.person": 2,
    "requests.process.business": 12,
    "requests.not_held.person": 16,
    "requests.carried_out.person": 6,
    "review.cases.recon_upheld": 4,
    "review.cases.recon_pending": 1,
    "proactive.fees.amount": Decimal("316.2548"),
    "proactive.licensing.decisions": 12_480,
    "cover.fee_amount": Decimal("126.5"),
    "cover.fee_count": 2,
    "prior.requests.received.person": 84,
    "prior.requests.carried_in.person": 5,
    "prior.requests.granted.person": 86,
    "prior.requests.carried_out.person": 3,
}
RECEIVED, CARRIED_IN, BOTH = (
    "requests.received.total",
    "requests.carried_in.total",
    "requests.received.total + requests.carried_in.total",
)
CLOSED, CARRIED_OUT = "requests.closed.total", "requests.carried_out.total"
RULES = {"sums": "N5", "shares": "N6"}
FEES, LICENCES = "proactive.fees.amount", "proactive.licensing.decisions"


def claim(*expressions: str, rule: str = "N1", unit: str = "", **more: tuple[str, ...]) -> Claim:
    def readings(given: tuple[str, ...]) -> tuple[Reading, ...]:
        return tuple(Reading(each, node_of("2021", each), unit) for each in given)

    return Claim(
        "+".join(expressions), rule, "", readings(expressions), **{name: readings(each) for name, each in more.items()}
    )


def figure(text: str, said: str, value: object = None, grain: str = "1", kind: str = "figure", nth: int = 1) -> Figure:
    """Find a figure in a text; its measure is what is not a digit."""
    start = -1
    for _ in range(nth):
        start = text.index(said, start + 1)
    number = said.rstrip("件条万元亿%倍起")
    worth = Decimal(str(number if kind == "figure" else 0) if value is None else str(value))
    return Figure(start, start + len(said), said, worth, said[len(number) :], Decimal(grain), kind)


def about(
    text: str,
    said: str,
    *expressions: str,
    certain: bool = True,
    year: int = 0,
    unit: str = "",
    rule: str = "N1",
    **told: object,
) -> Mention:
    """Say that a figure of a text is about any of some expressions; none for one that stands in no table."""
    found = figure(text, said, **told)
    return Mention(
        found, (0, len(text)), claim(*expressions, rule=rule, unit=unit) if expressions else None, certain, year
    )


def judged(text: str, *mentions: Mention, tables: dict | None = None, **rest: object) -> list[Doubt]:
    told = Understood(mentions, **rest)
    return list(judged_text(told, PATH, text, YEAR, facts("2021", TABLES | (tables or {})), RULES))


def marks(doubts: list[Doubt]) -> list[str]:
    return [doubt.said for doubt in doubts]


# -- Claims


def test_a_figure_that_is_right_says_nothing():
    text = "本年新收政府信息公开申请95件。"
    assert judged(text, about(text, "95件", RECEIVED)) == []


def test_a_figure_that_is_wrong_is_marked_and_quoted_with_what_it_should_be():
    text = "本年新收政府信息公开申请96件。"
    assert judged(text, about(text, "96件", RECEIVED)) == [
        Doubt("N1", PATH, 12, 15, text, "96件", True, ((RECEIVED, "95", (RECEIVED,)),))
    ]


def test_every_mention_is_judged_not_the_first():
    text = "新收96件，新收95件，新收97件。"
    told = [about(text, said, RECEIVED) for said in ("96件", "95件", "97件")]
    assert marks(judged(text, *told)) == ["96件", "97件"]


def test_ambiguous_words_are_right_under_any_reading_and_show_all_when_none_fits():
    text = "受理95件。受理98件。受理97件。"
    told = [about(text, said, RECEIVED, BOTH, rule="N2", certain=False) for said in ("95件", "98件", "97件")]
    (doubt,) = judged(text, *told)
    assert doubt.said == "97件"
    assert not doubt.certain
    assert [(label, shown) for label, shown, _ in doubt.readings] == [(RECEIVED, "95"), (BOTH, "98")]
    assert doubt.readings[1][2] == (RECEIVED, CARRIED_IN)


@pytest.mark.parametrize(("stands", "wrong"), [("0", False), (0, False), (3, True)])
def test_a_negation_says_none(stands, wrong):
    text = "无上年结转。"
    told = about(text, "无上年结转", CARRIED_IN, kind="none", rule="N4")
    tables = {"requests.carried_in.person": Decimal(stands)}
    assert bool(judged(text, told, tables=tables)) == wrong


def test_what_stands_in_no_table_is_silent():
    text = "办理留言320条。"
    assert judged(text, about(text, "320条")) == []


def test_not_applicable_counts_as_none_and_what_is_not_known_is_silent():
    text = "现行有效规章4件。"
    told = about(text, "4件", "proactive.regulations.in_force", rule="N15")
    shown = judged(text, told, tables={"proactive.regulations.in_force": "/"})
    assert [figure for doubt in shown for _, figure, _ in doubt.readings] == ["0"]
    for unknown in (None, "4（其中修订1件）"):
        assert judged(text, told, tables={"proactive.regulations.in_force": unknown}) == []


def test_a_reading_that_is_not_known_might_have_been_meant():
    text = "受理97件。"
    told = about(text, "97件", RECEIVED, "cover.fee_count", rule="N2")
    assert judged(text, told, tables={"cover.fee_count": None}) == []
    assert marks(judged(text, told)) == ["97件"]


# -- Money and grain


@pytest.mark.parametrize(
    ("said", "value", "grain", "right"),
    [
        ("316.2548万元", None, "0.0001", True),
        ("316.25万元", None, "0.01", True),
        ("316.26万元", None, "0.01", False),
        ("316.3万元", None, "0.1", True),  # rounded
        ("316.2万元", None, "0.1", True),  # cut
        ("316.4万元", None, "0.1", False),
        ("3162548元", None, "1", True),
        ("3162549元", None, "1", False),
        ("316.2548元", None, "0.0001", False),  # 元 written for 万元
        ("3162548万元", None, "1", False),
    ],
)
def test_money_is_told_in_any_measure_cut_or_rounded(said, value, grain, right):
    text = f"行政事业性收费{said}。"
    told = about(text, said, FEES, unit="万元", rule="N15", value=value, grain=grain)
    assert (judged(text, told) == []) == right


def test_money_is_shown_as_the_form_has_it():
    text = "收费35000元。"
    (doubt,) = judged(text, about(text, "35000元", FEES, unit="万元", rule="N15"))
    assert doubt.readings[0][1] == "316.2548万元"


@pytest.mark.parametrize(
    ("said", "value", "right"), [("1.2万件", 12_000, True), ("1.3万件", 13_000, False), ("1.1万件", 11_000, False)]
)
def test_a_figure_in_ten_thousands_is_as_exact_as_it_is_printed(said, value, right):
    text = f"许可{said}。"
    assert (judged(text, about(text, said, LICENCES, value=value, grain="1000")) == []) == right


@pytest.mark.parametrize(
    "text",
    [
        *("受理约90件。", "受理90余件。", "受理90件左右。", "受理超过90件。", "受理约为90件。", "受理约计90件。", "受理约 90件。"),
        *("受理90来件。", "受理超过了90件。", "受理不少于90件。", "受理不低于90件。", "受理最多90件。", "受理近 90 件。"),
    ],
)
def test_a_figure_that_is_not_meant_to_be_exact_is_silent(text):
    (said,) = re.findall(r"90 ?[余来]?件", text)
    assert judged(text, about(text, said, RECEIVED, value=90)) == []


@pytest.mark.parametrize("text", ["节约90件。", "最近90件。", "受理90件，以上均已答复。"])
def test_words_that_only_look_like_about_are_not(text):
    assert marks(judged(text, about(text, "90件", RECEIVED))) == ["90件"]


# -- Last year


def test_last_years_figure_is_held_against_last_years_tables():
    text = "2023年新收84件，2022年新收7件。"
    right, older = about(text, "84件", RECEIVED, year=2023), about(text, "7件", RECEIVED, year=2022)
    assert judged(text, right, older) == []
    text = "2023年新收95件。"
    (doubt,) = judged(text, about(text, "95件", RECEIVED, year=2023))
    assert not doubt.certain
    assert doubt.readings == ((Both(f"上年的{RECEIVED}", f"last year's {RECEIVED}"), "84", (f"prior.{RECEIVED}",)),)


def test_without_a_record_of_last_year_nothing_is_said_of_it():
    text = "2023年新收95件。"
    told = Understood((about(text, "95件", RECEIVED, year=2023),))
    bare = {path: value for path, value in TABLES.items() if not path.startswith("prior.")}
    assert list(judged_text(told, PATH, text, YEAR, facts("2021", bare), RULES)) == []


# -- All of them


def test_all_closed_while_some_are_carried_on():
    text = "共受理95件，均已办结。"
    everything = about(text, "均已办结", CARRIED_OUT, kind="all", rule="N1")
    received = about(text, "95件", RECEIVED, BOTH)
    (doubt,) = judged(text, received, everything)
    assert (doubt.said, doubt.certain) == ("均已办结", False)
    assert judged(text, received, everything, tables={"requests.carried_out.person": 0}) == []


def test_all_closed_but_for_those_that_the_text_tells():
    text = "均已办结，另有6件结转下年度。"
    everything = about(text, "均已办结", CARRIED_OUT, kind="all")
    assert judged(text, everything, about(text, "6件", CARRIED_OUT)) == []


@pytest.mark.parametrize(("first", "second", "silent"), [("62件", "12件", True), ("12件", "62件", False)])
def test_what_the_text_tells_of_all_that_is_left_is_taken_in_its_order(first, second, silent):
    # Each has the partly public ones: whichever is taken, the other no longer fits. A set would take any, by chance.
    text = f"{first}、{second}，均已办结。"
    none, partly, public = "requests.partial.business", "requests.partial.person", "requests.granted.person"
    two = about(text, "62件", f"{public} + {partly}"), about(text, "12件", f"{partly} + {none}")
    everything = about(text, "均已办结", f"{public} + {partly} + {none}", kind="all")
    told = sorted(two, key=lambda each: each.figure.start)
    assert (judged(text, *told, everything) == []) == silent


@pytest.mark.parametrize(("value", "right"), [(83, True), (95, False)])
def test_all_of_them_are_of_one_kind(value, right):
    text = "新收申请95件，均为自然人。"
    told = about(text, "均为自然人", "requests.received.person", kind="all", value=value, rule="N14")
    assert (judged(text, told) == []) == right


# -- Inner sums


def group(text: str, *said: str, open: bool = False, **known: str) -> tuple[list[Mention], Group]:
    """Make a whole and its parts in the order they are told; `w` and `p1` … say what they are about."""
    seen: dict[str, int] = {}
    told = []
    for nth, each in enumerate(said):
        seen[each] = seen.get(each, 0) + 1
        name = "w" if not nth else f"p{nth}"
        told.append(about(text, each, *([known[name]] if name in known else []), nth=seen[each]))
    return told, Group(told[0], tuple(told[1:]), open)


@pytest.mark.parametrize(
    ("text", "said", "open", "right"),
    [
        ("信息100条，其中甲60条、乙40条。", ("100条", "60条", "40条"), False, True),
        ("信息100条，其中甲60条、乙39条。", ("100条", "60条", "39条"), False, False),
        ("信息100条，其中甲60条、乙39条等。", ("100条", "60条", "39条"), True, True),
        ("信息100条，其中甲60条、乙41条等。", ("100条", "60条", "41条"), True, False),
        ("信息100条，其中甲60条。", ("100条", "60条"), False, True),
        ("信息100条，甲50条、乙50条、丙50条。", ("100条", "50条", "50条", "50条"), False, True),  # 丙 is a part of 乙
        ("收入3.53万元，其中甲1.26万元、乙2.28万元。", ("3.53万元", "1.26万元", "2.28万元"), False, True),
    ],
)
def test_parts_come_to_their_whole(text, said, open, right):
    told, parts = group(text, *said, open=open)
    told = [
        each._replace(figure=each.figure._replace(grain=Decimal("0.01"))) if "." in each.figure.said else each
        for each in told
    ]
    parts = Group(told[0], tuple(told[1:]), open)
    doubts = judged(text, *told, groups=(parts,))
    assert (doubts == []) == right
    if not right:
        assert (doubts[0].rule, doubts[0].said, doubts[0].certain) == ("N5", said[0], False)


def test_a_sum_that_fails_shows_what_the_parts_come_to():
    text = "信息100条，其中甲60条、乙39条。"
    told, parts = group(text, "100条", "60条", "39条")
    (doubt,) = judged(text, *told, groups=(parts,))
    assert doubt.readings == ((Both("各部分相加（60条＋39条）", "the parts added up: 60条＋39条"), "99", ()),)
    assert doubt.quote == text


def test_one_cause_is_told_once():
    text = "办结92件，其中予以公开51件、其余42件。"
    told, parts = group(text, "92件", "51件", "42件", w=CLOSED, p1="requests.granted.total")
    assert marks(judged(text, *told, groups=(parts,))) == ["51件"]


def test_a_total_may_include_what_is_carried_on():
    text = "共98件，其中予以公开50件、部分公开12件、其余30件，结转6件。"
    told, parts = group(text, "98件", "50件", "12件", "30件")
    assert judged(text, *told, about(text, "6件", CARRIED_OUT), groups=(parts,)) == []
    assert marks(judged(text, *told, groups=(parts,))) == ["98件"]


def test_parts_that_agree_with_the_tables_need_not_be_all():
    text = "办结92件，其中予以公开50件、部分公开12件。"
    told, parts = group(
        text, "92件", "50件", "12件", w=CLOSED, p1="requests.granted.total", p2="requests.partial.total"
    )
    assert judged(text, *told, groups=(parts,)) == []


# -- Shares


@pytest.mark.parametrize(
    ("said", "grain", "right"),
    [
        ("52.63%", "0.01", True),  # 50 of 95 is 52.6315…
        ("52.6%", "0.1", True),
        ("53%", "1", True),  # rounded
        ("52%", "1", True),  # cut
        ("54.34%", "0.01", True),  # 50 of 92 is 54.3478…, cut
        ("54.35%", "0.01", True),
        ("54.36%", "0.01", False),
        ("51%", "1", False),
    ],
)
def test_a_percentage_is_cut_or_rounded_of_any_whole(said, grain, right):
    text = f"新收95件，办结92件，予以公开50件，占{said}。"
    one, two = about(text, "95件", RECEIVED), about(text, "92件", CLOSED)
    part = about(text, "50件", "requests.granted.total")
    share = Share(figure(text, said, grain=grain), (0, len(text)), part, (two, one))
    doubts = judged(text, one, two, part, shares=(share,))
    assert (doubts == []) == right
    if not right:
        assert (doubts[0].rule, doubts[0].said, doubts[0].certain) == ("N6", said, False)


def test_a_percentage_that_fails_shows_what_it_should_be():
    text = "新收95件，其中予以公开50件，占51%。"
    whole, part = about(text, "95件", RECEIVED), about(text, "50件", "requests.granted.total")
    (doubt,) = judged(text, whole, part, shares=(Share(figure(text, "51%"), (7, 19), part, (whole,)),))
    assert doubt.readings == (("50件÷95件", "53%", ()),)


def test_a_percentage_goes_with_the_table_where_the_text_is_wrong():
    text = "新收95件，其中予以公开51件，占52.63%。"
    whole, part = about(text, "95件", RECEIVED), about(text, "51件", "requests.granted.total")
    share = Share(figure(text, "52.63%", grain="0.01"), (0, len(text)), part, (whole,))
    assert marks(judged(text, whole, part, shares=(share,))) == ["51件"]


def test_a_percentage_without_figures_of_its_own_is_held_against_the_tables():
    text = "自然人申请占比87.37%。"
    part = about(text, "87.37%", "requests.received.person", grain="0.01")
    whole = Reading("一", node_of("2021", RECEIVED))
    right = Share(part.figure, (0, len(text)), part, (whole,))
    assert judged(text, shares=(right,)) == []
    wrong = right.figure._replace(value=Decimal("88.37"))
    assert len(judged(text, shares=(Share(wrong, (0, len(text)), part._replace(figure=wrong), (whole,)),))) == 1


@pytest.mark.parametrize("part", [None, "a part"])
def test_a_percentage_of_nobody_knows_what_is_silent(part):
    text = "公开50件，满意率100%。"
    one = about(text, "50件", "requests.granted.total") if part else None
    assert judged(text, shares=(Share(figure(text, "100%"), (0, len(text)), one, ()),)) == []


# -- Changes


def change(
    text: str, said: str, of: Mention | None, up: bool = True, than: Mention | None = None, grain: str = "1"
) -> tuple[Change, ...]:
    return (Change(figure(text, said, grain=grain), (0, len(text)), of, up, than),)


@pytest.mark.parametrize(
    ("said", "grain", "up", "right"),
    [
        ("13.1%", "0.1", True, True),  # 84 to 95 is 13.095…
        ("13.09%", "0.01", True, True),
        ("13%", "1", True, True),
        ("13.1%", "0.1", False, False),
        ("10.11%", "0.01", True, True),  # 89 to 98
        ("15%", "1", True, False),
        ("11件", "1", True, True),
        ("9件", "1", True, True),
        ("10件", "1", True, False),
        ("11件", "1", False, False),
    ],
)
def test_a_change_is_worked_out_from_both_years(said, grain, up, right):
    text = f"新收95件，比上年{'增加' if up else '减少'}{said}。"
    of = about(text, "95件", RECEIVED)
    of = of._replace(claim=claim(RECEIVED, wider=(BOTH,)))
    doubts = judged(text, of, changes=change(text, said, of, up, grain=grain))
    assert (doubts == []) == right
    if not right:
        assert (doubts[0].rule, doubts[0].said, doubts[0].certain) == ("N6", said, False)


def test_a_change_that_fails_shows_both_years():
    text = "新收95件，同比下降15%。"
    of = about(text, "95件", RECEIVED)
    (doubt,) = judged(text, of, changes=change(text, "15%", of, up=False))
    label = Both(f"{RECEIVED}（上年的{RECEIVED} 84）", f"{RECEIVED}, last year's {RECEIVED} 84")
    assert doubt.readings == ((label, Both("增长13%", "up 13%"), (RECEIVED, f"prior.{RECEIVED}")),)


def test_a_change_against_the_figure_that_the_text_tells():
    text = "2021年收到1件，本年收到7件，同比增加600%。"
    of, than = about(text, "7件"), about(text, "1件", year=2021)
    assert judged(text, of, than, changes=change(text, "600%", of, than=than)) == []
    text = text.replace("600", "500")
    assert marks(judged(text, of, than, changes=change(text, "500%", of, than=than))) == ["500%"]


def test_a_change_beside_what_stayed_as_it_was_is_of_something_else():
    text = "上年7件，本年7件，增长12%。"
    of, than = about(text, "7件"), about(text, "7件", year=2021)
    assert judged(text, of, than, changes=change(text, "12%", of, than=than)) == []
    text = "上年7件，本年8件，增长12%。"
    of, than = about(text, "8件"), about(text, "7件", year=2021)
    assert marks(judged(text, of, than, changes=change(text, "12%", of, than=than))) == ["12%"]


@pytest.mark.parametrize(("said", "right"), [("2倍", True), ("3倍", True), ("4倍", False)])
def test_so_many_times_more_and_so_many_times(said, right):
    text = f"上年4件，本年12件，增长{said}。"
    of, than = about(text, "12件"), about(text, "4件")
    assert (judged(text, of, than, changes=change(text, said, of, than=than)) == []) == right


def test_a_change_that_nobody_can_tell_is_silent():
    text = "新收95件，同比增长50%。"
    of = about(text, "95件", RECEIVED)
    bare = {path: value for path, value in TABLES.items() if not path.startswith("prior.")}
    told = Understood((of,), changes=change(text, "50%", of))
    assert list(judged_text(told, PATH, text, YEAR, facts("2021", bare), RULES)) == []
    for unknown in (None, about(text, "95件"), about(text, "95件", RECEIVED, year=2023)):
        assert judged(text, changes=change(text, "50%", unknown)) == []
    # From none to some is no percentage.
    of = about(text, "95件", "requests.partial.total")
    assert marks(judged(text, of, changes=change(text, "50%", of))) == ["95件"]


def test_doubts_come_in_the_order_of_the_text():
    text = "占51%，新收96件，其中50件。"
    whole, part = about(text, "96件", RECEIVED), about(text, "50件", "requests.granted.total")
    share = Share(figure(text, "51%"), (0, 4), part, (whole,))
    assert marks(judged(text, whole, part, shares=(share,))) == ["51%", "96件"]
