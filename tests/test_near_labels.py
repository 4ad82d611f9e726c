"""The nearest label decides: a label in the place of another's is known through signs, brackets and rewording.

Every exchange stands beside honest rewordings of the same labels, which are told and read.
"""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govxl.workbook.issued import originals
from govxl.workbook.labels import is_anothers
from tests.returns import PROACTIVE, REQUESTS, REVIEW, accepted, judged, layout_of, put, words
from tests.test_tampering import more_in, told, untouched

RECEIVED, CARRIED_IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
REJECTED = {"structure-changed": "hard", "label-altered": "warning"}


def relabelled(sheet: str, labels: dict[str, str]):
    return judged(put(accepted(), {(sheet, cell): words(text) for cell, text in labels.items()}))


EXCHANGES = {
    "a full stop behind each": (REQUESTS, {"A6": f"{CARRIED_IN}。", "A7": f"{RECEIVED}。"}),
    "a full stop behind one": (REQUESTS, {"A6": f"{CARRIED_IN}。", "A7": RECEIVED}),
    "brackets of half width": (REQUESTS, {"B8": "(二)部分公开(区分处理的，只计这一情形，不计其他情形)", "B9": "(一)予以公开"}),
    "full-width letters": (REQUESTS, {"C12": "４．保护第三方合法权益", "C13": "３．危及“三安全一稳定”"}),
    "numbers kept, words exchanged": (REQUESTS, {"C10": "1.其他法律行政法规禁止公开", "C11": "2.属于国家秘密"}),
    "several signs": (REQUESTS, {"A6": "【二】上年结转·政府信息公开申请数量（件）", "A7": "【一】本年新收·政府信息公开申请数量（件）"}),
    "reworded into each other": (REQUESTS, {"A6": "上年结转的信息公开申请（件）", "A7": "本年新收的信息公开申请（件）"}),
    "shortened": (REQUESTS, {"A6": "上年结转", "A7": "本年新收"}),
    "a near copy, the other stays": (REQUESTS, {"A6": f"{CARRIED_IN}."}),
    "a near copy, the other emptied": (REQUESTS, {"A6": f"{CARRIED_IN}.", "A7": ""}),
    "the other's words with an excuse": (REQUESTS, {"A6": f"{CARRIED_IN}（原为本年新收）"}),
    "column headers": (REQUESTS, {"F5": "社会公益组织。", "G5": "科研机构。"}),
    "headers above headers": (REVIEW, {"F4": "复议后起诉（件）", "K4": "未经复议直接起诉（件）"}),
    "titles of blocks": (PROACTIVE, {"A7": "第二十条第(六)项", "A10": "第二十条第(五)项"}),
    "groups of rows": (REQUESTS, {"B10": "（四）无法提供。", "B18": "（三）不予公开。"}),
    "rows of one block": (PROACTIVE, {"A12": "行政强制。", "A13": "行政处罚。"}),
}  # fmt: skip


@pytest.mark.parametrize("name", EXCHANGES)
def test_an_exchange_in_other_signs_is_rejected_as_the_exact_one_is(name):
    judgement = relabelled(*EXCHANGES[name])
    assert more_in(judgement) == REJECTED
    assert judgement.record is None


REWORDED = {
    "a sign": (REQUESTS, {"A6": f"{RECEIVED}。", "A7": f"{CARRIED_IN}。"}),
    "brackets of half width": (REQUESTS, {"B8": "(一)予以公开", "B9": "(二)部分公开(区分处理的，只计这一情形，不计其他情形)"}),
    "words of one's own": (REQUESTS, {"A6": "本年收到的申请"}),
    "shortened": (REQUESTS, {"A6": "本年新收", "A7": "上年结转"}),
    "an alias of published reports": (REQUESTS, {"J4": "合计"}),
    "another number": (REQUESTS, {"C10": "2.属于国家秘密", "C11": "1.其他法律行政法规禁止公开"}),
    "no number": (REQUESTS, {"C10": "属于国家秘密", "C11": "其他法律行政法规禁止公开"}),
    "a remark that names others": (REQUESTS, {"D4": "自然人（不含商业企业）"}),
    "a remark": (REQUESTS, {"H5": "法律服务机构（律师事务所等）", "I5": "其它"}),
    "a word left out": (PROACTIVE, {"A6": "规范性文件", "B4": "制发件数", "C4": "废止件数", "D4": "有效件数"}),
    "something else altogether": (REQUESTS, {"A6": "破坏"}),
    "a misprint": (REVIEW, {"A4": "结果维护"}),
    "titles of blocks": (PROACTIVE, {"A7": "第20条第（五）项", "A10": "二十条六项"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REWORDED)
def test_a_label_in_ones_own_words_is_told_and_read(name):
    judgement = relabelled(*REWORDED[name])
    assert more_in(judgement) == {"label-altered": "warning"}
    assert told(judgement.record) == told(untouched().record)


KIN = {"header": "column", "beside": "column", "block": "block"}
SHEETS = [
    each
    for form in ("zfxxgk/2021", "zfxxgk/2019")
    for each in originals(layout_of(form))
    if each.name[1:2] == "、" or each.name == "封面"
]
PAIRS = [
    (
        one.text,
        other.text,
        [x.text for x in each.witnesses if KIN.get(x.role, "row") == KIN.get(one.role, "row") and x.text != one.text],
    )
    for each in SHEETS
    for one, other in combinations(each.witnesses, 2)
    if KIN.get(one.role, "row") == KIN.get(other.role, "row") and one.text != other.text
]
SIGNS = st.text("。.，, 　·（）()【】!！*-—\u200b", max_size=4)


@given(st.sampled_from(PAIRS), SIGNS, SIGNS, SIGNS, st.integers(0, 40))
@settings(max_examples=300)
def test_signs_put_anywhere_change_no_label_into_another(pair, front, behind, within, at):
    """Signs before, behind or in a label leave it its own in its own place, and another's in another's."""
    own, other, rivals = pair
    dressed = [f"{front}{text[:at]}{within}{text[at:]}{behind}" for text in (own, other)]
    words_alone = [without_number(text) for text in (own, other)]
    assert not is_anothers(dressed[0], own, rivals)
    if words_alone[0] != words_alone[1] and words_alone[1]:
        assert is_anothers(dressed[1], own, rivals)


def without_number(text: str) -> str:
    """Leave the words of a label: what numbers it, and how, is printed before them."""
    return re.sub(r"\W", "", re.sub(r"^[（(]?[一二三四五六七八九十0-9]+[、.）)]", "", text))


def test_a_monstrous_label_is_compared_at_once():
    """A cell may hold 32,767 letters; what is beyond any label's length is not compared."""
    rivals = [other for _, other, _ in PAIRS]
    for text in ("本年" * 16_000, "（" * 30_000, CARRIED_IN * 1_000, "公开申请数量" * 20):
        is_anothers(text, RECEIVED, rivals)
