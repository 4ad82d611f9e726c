"""A count and its money, told together: one of them right, the other is right as well, and none goes with none.

The tables are a made-up county's: 12 applications were paid for, 4,360 元 in all; in another year, nothing was.
"""

import pytest

from govxl.prose.judging.judge import judged_text
from govxl.prose.understanding.understand import understand
from tests.prose.cases import facts
from tests.prose.test_silence import UNIT, YEAR, patterns

PATH = "narrative.other.text"
PAID = {"year": YEAR, "cover.fee_count": 12, "cover.fee_amount": 4360, "requests.no_payment.person": 1}
NOTHING = {"year": YEAR, "cover.fee_count": 0, "cover.fee_amount": 0}


def doubted(text: str, tables: dict[str, object]) -> list[str]:
    found = understand(patterns(), PATH, text, YEAR, UNIT)
    return [doubt.said for doubt in judged_text(found, PATH, text, YEAR, facts("2021", tables), patterns().rules)]


TOLD = [
    # By whom, in what words, in which order.
    "各乡镇、各部门共收取信息处理费{}件、{}元。",
    "其中县自然资源局收取信息处理费{}件，{}元，其他单位均未收取。",
    "全市依照《政府信息公开信息处理费管理办法》对{}件申请收费，收取{}元。",
    "信息处理费方面，{}件申请缴费{}元。",
    "对1名申请人月度累计第11件以后的申请收费，计{}件{}元，已开具非税票据。",
    "信息处理费：2个街道各收取6宗，全市共{}宗、{}元。",
    # By one way alone, at a price.
    "按件计收信息处理费{}件，收费{}元，无按量计收情形。",
    "对同一申请人超过规定数量的{}件申请按件计收信息处理费{}元。",
    "我局对超出的{}件按每件100元起收取信息处理费，共计{}元。",
    # On notice, for which all paid.
    "全年发出收费通知{}件，总金额{}元，实际收取4360元。",
    "发出收费通知{}件，总金额{}元，均已缴纳。",
    "向{}件申请发出收费通知并收取信息处理费，共计{}元。",
    "全区共发出收取信息处理费通知{}件，总金额{}元。",
]


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize(("counted", "money"), [(13, 4360), (2, 4360), (12, 4366), (12, 436)])
def test_a_count_and_its_money_are_both_all(text, counted, money):
    assert doubted(text.format(12, 4360), PAID) == []
    assert doubted(text.format(counted, money), PAID) != []


def test_the_figure_that_is_not_all_is_marked():
    assert doubted("各部门共收取信息处理费13件、4360元。", PAID) == ["13件"]
    assert doubted("各部门共收取信息处理费4366元，涉及申请12件。", PAID) == ["4366元"]
    assert doubted("全市收取信息处理费100元，件数0件。", NOTHING) == ["100元"]


@pytest.mark.parametrize(
    "text",
    [
        "发出收费通知的件数{}件，总金额{}元，实际收取总金额0元。",
        "2024年度发出信息处理费收费通知{}件，收费总金额{}元。",
        "全市各级行政机关收取信息处理费{1}元，件数{0}件。",
        "按件计收{}件、{}元，按量计收0件、0元。",
        "各部门共发出收费通知{}件，收取信息处理费{}元。",
    ],
)
@pytest.mark.parametrize(("counted", "money"), [(3, 0), (0, 90)])
def test_none_goes_with_none(text, counted, money):
    assert doubted(text.format(0, 0), NOTHING) == []
    assert doubted(text.format(counted, money), NOTHING) != []


@pytest.mark.parametrize(
    "text",
    [
        # Waived, given back, owed, refused.
        "收取信息处理费4360元，减免3件。",
        "收取信息处理费12件4360元，减免信息处理费12件100元。",
        "对12件申请收取信息处理费4360元，对12件申请免收信息处理费2200元。",
        "收取信息处理费12件4360元，另有1件因逾期未缴费不再处理。",
        # Notices of which only some were paid.
        "发出收费通知15件，总金额5000元，实际收取4360元。",
        "发出收费通知15件，实收4360元，其余逾期未缴。",
        "对3名申请人发出收费通知书15份，收取信息处理费4360元，涉及12件申请。",
        # Each at its price, by its way, by its body.
        "收取信息处理费12件，其中10件3360元，2件1000元。",
        "其中市本级收取2件1000元，县区收取10件3360元，均为信息处理费。",
        "按每件100元标准对12件申请收取信息处理费，合计4360元。",
        "前10件不收费，第11件起每件100元，共计收12件、4360元信息处理费。",
        # Last year's, and what is compared with it.
        "上年收取信息处理费12件2000元，本年收取12件4360元。",
        "收取信息处理费4360元，比上年减少1件、增加150元。",
        # Other things.
        "2024年收取信息处理费4360元，收到政府信息公开申请0件。",
        "收取信息处理费4360元；承办人大建议3件、政协提案5件。",
        "信息处理费4360元已全额上缴国库，开具票据3份。",
        "收取信息处理费4360元，提供纸质材料24份、120页。",
    ],
)
def test_what_is_of_something_else_is_silent(text):
    assert doubted(text, PAID) == []


@pytest.mark.parametrize(
    "text",
    [
        "发出收费通知2件，总金额600元，实际收取0元。",
        "减免信息处理费3件，实收0元。",
        "收取信息处理费0元，免收3件200元。",
    ],
)
def test_where_nobody_paid_there_may_be_notices(text):
    assert doubted(text, NOTHING) == []
