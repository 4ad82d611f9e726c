"""How cases ended, told one after another: the one figure that is not as a row of the tables has it is heard.

The tables are a made-up county's, added up with a pencil: 行政复议 25 (15, 2, 4, 4), 未经复议直接起诉 6 (3, 1, 0, 2) and
复议后起诉 7 (4, 0, 1, 2), so that of 行政诉讼 13 it is 7, 1, 1, 4.
"""

import pytest

from tests.prose.test_silence import YEAR, doubted_by

PATH = "narrative.overview.supervision"
TABLES = {
    "year": YEAR,
    "review.cases.recon_upheld": 15,
    "review.cases.recon_corrected": 2,
    "review.cases.recon_other": 4,
    "review.cases.recon_pending": 4,
    "review.cases.direct_upheld": 3,
    "review.cases.direct_corrected": 1,
    "review.cases.direct_pending": 2,
    "review.cases.after_upheld": 4,
    "review.cases.after_other": 1,
    "review.cases.after_pending": 2,
}


def doubted(text: str) -> list[str]:
    return doubted_by(TABLES, text)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # By those who decide, whoever they are.
        ("复议机关受理25件，维持{}，撤销2件，其他4件，未结4件。", "15件", "51件"),
        ("复议机关受理25件，维持15件，撤销2件，其他{}，未结4件。", "4件", "94件"),
        ("复议机关受理{}，维持15件，撤销2件，其他4件，未结4件。", "25件", "28件"),
        ("法院受理13件，维持7件，判令重新答复1件，撤诉{}，未结4件。", "1件", "11件"),
        ("收到复议答复通知25件，结果为维持15件、纠正2件、其他4件、未审结{}。", "4件", "0件"),
        ("向省政府申请复议的25件，维持15件，撤销{}，其他4件，在审4件。", "2件", "5件"),
        ("全年配合办理行政复议25件，维持15件，纠正2件，其他结果{}，4件尚在审理中。", "4件", "13件"),
        # Of all, behind the ways they came.
        ("行政诉讼13件，未经复议6件，复议后7件；维持7件，纠正1件，其他1件，未审结{}。", "4件", "6件"),
        ("其中复议25件（省厅受理12件，省政府受理13件），维持15件、纠错{}、终止4件、未审结4件。", "2件", "3件"),
        # By way, in the words of courts.
        ("提起诉讼的13件，直接起诉6件中胜诉3件、败诉{}、未审结2件。", "1件", "91件"),
        ("提起诉讼的13件，直接起诉6件中胜诉{}、败诉1件、未审结2件。", "3件", "9件"),
        # Not all told, but too many.
        ("以各部门为被申请人的信息公开类复议案件25件，审结21件，维持15件，被纠正{}。", "2件", "9件"),
        ("以各部门为被申请人的信息公开类复议案件25件，审结{}，维持15件，纠正2件，其他4件，未结4件。", "21件", "23件"),
        # Behind others, the sum behind it, in the words of courts.
        ("行政诉讼13件：直接起诉6件、复议后起诉7件；结果维持7件，结果纠正{}，其他结果1件，尚未审结4件。", "1件", "2件"),
        ("引发复议{}被维持、2件被撤销、4件撤回、4件未结，合计25件。", "15件", "5件"),
        ("一审诉讼{}，法院支持7件，判令我方败诉1件，原告撤诉1件，未判4件。", "13件", "23件"),
        # What all that is left in a row comes to.
        ("行政诉讼13件：维持7件，纠正1件，准予撤诉{}，尚在审理4件。", "1件", "0件"),
        ("行政复议25件：维持15件，纠正2件，撤回、终止等其他结果{}，未结4件。", "4件", "3件"),
    ],
)
def test_one_figure_of_a_row_is_heard(text, right, wrong):
    assert doubted(text.format(right)) == []
    assert doubted(text.format(wrong)) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        # Rows of other cases, of several rows' cells, of parts of them, of another year.
        "全市法院受理行政案件85件，维持60件，纠正3件，撤诉12件，未结10件。",
        "县政府作为复议机关受理各类复议113件，维持80件，纠正2件，其他4件，未结27件。",
        "行政复议25件，维持答复12件、维持处理决定3件，尚未审结4件。",
        "行政复议25件，维持15件，确认违法1件、责令重新答复1件，撤回3件、终止1件，未结4件。",
        "行政复议25件，上年维持16件、纠正2件、其他4件、未结4件。",
        "行政诉讼13件，未经复议直接起诉6件、复议后起诉7件，其中一审胜诉7件，撤诉1件，未判4件。",
        # One row behind another.
        "行政复议结果为维持15件、纠正2件、其他4件，未审结4件；行政诉讼结果为维持7件、纠正1件、其他1件，未审结4件。",
        # Not all told.
        "行政复议25件，维持15件，撤回3件，未结4件。",
        "复议机关受理25件，另有上年结转3件，维持15件，撤销2件。",
    ],
)
def test_rows_that_are_not_the_tables_are_silent(text):
    assert doubted(text) == []
