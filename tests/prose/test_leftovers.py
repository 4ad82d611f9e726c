"""What is left of a whole (其余26件): with the figures told before it comes to that, or one of them is wrong.

In each text one figure is then changed: that is doubted, whichever of the sum is named. 一 is 95, 二 3, （七）92, 四 6.
"""

from decimal import Decimal

import pytest

from govxl.prose.relations.leftovers import accounts_for
from tests.prose.test_silence import doubted

TOLD = [
    ("新收申请95件，其中6件结转下年，其余89件均已按期答复。", "89件", "98件"),
    # The rest of those that came in, though those that came over from the year before were answered, too.
    ("收到申请95件，除6件结转下年外，其余89件均已答复。", "89件", "87件"),
    ("收到申请95件，6件结转下年，余下89件均已办结。", "89件", "90件"),
    # By a word that is the name of a row as well.
    ("收到申请95件，除6件结转下年，其他89件均按规定答复。", "89件", "98件"),
    ("收到政府信息公开申请95件，申请人撤回3件，结转下年6件，其余86件均在法定期限内答复。", "86件", "68件"),
    ("新收申请95件。其中6件转下年办理，其余89件已全部答复。", "89件", "80件"),
    ("收到申请95件，其中14件属于行政查询事项不予公开，其余81件依法办理。", "81件", "82件"),
]

SILENT = [
    # Several are left, and each is told how.
    "收到申请95件，其中撤回3件，其余15件为征地类、77件为规划类。",
    "收到申请95件，其中撤回3件，其余52件当面提出，40件网上提出。",
    # With what came over from the year before.
    "新收申请95件，上年结转3件，结转下年6件，其余92件均已答复。",
    # Of one told before, not of all.
    "收到申请95件，办结92件，其中公开50件，其余42件另行告知。",
    "收到申请95件，涉及征地41件、规划20件，其余主要涉及教育等5个领域。",
    # The row called so, and a list that ends with it.
    "收到申请95件，内容涉及征地60件、规划20件、其他9件，均已答复。",
    # Examples, and what is told otherwise.
    "收到申请95件，县住建局受理12件，其余由各部门办理，最多的办理9件。",
    "收到申请95件，12件来自乡镇等，其余30件来自县直部门。",
    "收到申请95件，3人撤回3件，其余26名申请人均已答复。",
    # Parts of who asked, of which the whole stands in the sentence before.
    "收到申请95件。网上提出的60件；当面提出的20件；其余15件由律师代为提出。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_what_is_left_comes_to_the_whole(text, right, wrong):
    assert doubted(text) == []
    assert text.count(right) == 1
    assert doubted(text.replace(right, wrong)) != []


@pytest.mark.parametrize("text", SILENT)
def test_what_may_be_left_of_something_else_is_silent(text):
    assert doubted(text) == []


def test_figures_account_for_what_is_left_by_any_signs():
    figures = [Decimal(each) for each in (31, 4, 1)]
    assert accounts_for(figures, Decimal(26))
    assert accounts_for(figures, Decimal(34))
    assert not accounts_for(figures, Decimal(25))
