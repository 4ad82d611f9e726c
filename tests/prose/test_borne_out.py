"""Slips of totals in words that leave room, told by what stands beside them: what came in and was done, and the rows.

The tables are a made-up county's: 一 95, of which 自然人 83 and 商业企业 12, 二 3, （七）92, 四 6. 95 + 3 = 92 + 6.
"""

import pytest

from tests.prose.test_silence import doubted

HEARD = [
    # In the order in which sums are told, whichever of them is wrong; the text has all of them right before.
    ("新收申请95件，办结92件。今年收件59件，上年接续3件，共98件。", "59件"),
    ("新收申请95件，上年结转3件，办结92件。全年收到申请95件，上年结转13件，共办理98件。", "13件"),
    ("新收申请95件，上年结转3件，办结92件。全年共办理申请89件，办结92件，结转下年6件。", "89件"),
    ("新收申请95件，上年结转3件。全年收到申请95件，加上上年结转3件，共办理89件。", "89件"),
    # By the rows right behind it, all of them right.
    ("新收申请95件。新收的96件中，自然人83件、商业企业12件。", "96件"),
    ("办结申请92件。已答复的91件中，予以公开50件、部分公开12件、不予公开14件、无法提供13件、其他处理3件。", "91件"),
    # More than all that was carried on are no part of it.
    ("新收申请95件，结转下年6件。结转下年的106件将按期办理。", "106件"),
]
SILENT = [
    # The same without a slip.
    "新收申请95件，办结92件。今年收件95件，上年接续3件，共98件。",
    "新收申请95件，上年结转3件。全年收到申请95件，加上上年结转3件，共办理98件。",
    "新收申请95件。新收的95件中，自然人83件、商业企业12件。",
    # Some of them, told before all and behind.
    "县政府办收到申请12件，全县新收申请95件、上年结转3件。",
    "新收申请95件，上年结转3件，其中县政府办收到申请12件。",
    "县政府办共办理申请12件，全县办结92件，结转下年6件。",
    # Rows of what was told before.
    "全县收到申请95件，网上受理申请65件，自然人83件、商业企业12件。",
    # Some of all, before the rows of all.
    "新收申请95件。县政府本级受理申请12件，自然人83件、商业企业12件。",
    # The rows come to what it says, and with what goes on to what the tables have by chance.
    "新收申请95件。受理后办毕92件，予以公开50件、部分公开12件、不予公开14件、无法提供13件、其他3件，转下年6件。",
    # Three rows of which one is what the others come to by chance: 50 = 12 + 38 says nothing.
    "予以公开50件，其中全部网上公开31件；不予公开14件，其中不予公开的档案1件；无法提供13件。",
    "新收申请95件，结转下年6件。结转下年的4件正在征求第三方意见。",
]


@pytest.mark.parametrize(("text", "wrong"), HEARD)
def test_a_slip_of_a_total_is_told_by_what_stands_beside_it(text, wrong):
    assert doubted(text) == [wrong]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_right_or_of_some_is_silent(text):
    assert doubted(text) == []
