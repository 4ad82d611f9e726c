"""What came in and went out, and fees, in the words of many offices: beside each what looks alike and is of something else.

The tables are those of `test_silence`: 一 95, 二 3, （七）92, 四 6; a fee of 350 元 of one application.
"""

import pytest

from tests.prose.test_silence import doubted

RIGHT = {
    "notices that were paid": [
        "全年发出收费通知1件，收取信息处理费350元。",
        "发出收费通知1份，信息处理费合计350元。",
    ],
    "notices that were paid in part": [
        "全年发出收费通知3件，实际收取信息处理费350元。",
        "发出收费通知3份，其中1件缴纳信息处理费350元。",
        "全年发出收费通知3件。",
    ],
    "what was paid upon a notice": [
        "全年发出收费通知1件，实收350元。",
        "全年发出收费通知3件，总金额900元，实际收取350元。",
    ],
}

WRONG = {
    "notices that were paid": ("全年发出收费通知4件，收取信息处理费350元。", ["4件"]),
    "what was paid upon a notice": ("全年发出收费通知1件，实收360元。", ["360元"]),
    "notices that were not all paid": ("发出收费通知2件，收取信息处理费350元，另有1件申请人逾期未缴费。", ["1件"]),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_in_such_words_is_let_alone(kind: str):
    assert {text: doubted(text) for text in RIGHT[kind] if doubted(text)} == {}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_in_such_words_is_heard(kind: str):
    text, wrong = WRONG[kind]
    assert doubted(text) == wrong
