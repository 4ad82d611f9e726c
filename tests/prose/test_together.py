"""Rows that one figure is told of together: all of them added up, or the total they are rows of, and nothing else.

The tables are those of `test_manners`: 不掌握 64 and 没有现成信息 13 are （四）77, 信访 7 is （五）7, of 180.
"""

import pytest

from tests.prose.test_manners import APPLICATIONS, PROACTIVE, doubted

SILENT = (
    (APPLICATIONS, "不掌握和没有现成信息共77件，信访和重复申请不予处理7件。"),
    (APPLICATIONS, "本机关不掌握、需另行制作而无法提供的77件。"),
    (APPLICATIONS, "不予处理7件，其中信访、重复两类7件。"),
    (APPLICATIONS, "自然人和企业共180件。"),
    (APPLICATIONS, "行政复议20件，撤回或驳回3件。"),
    # More than they name, or each for itself, or what is left.
    (APPLICATIONS, "企业、律所等组织提出25件。"),
    (APPLICATIONS, "其余由企业和律所提出12件。"),
    (APPLICATIONS, "信访、重复申请各9件。"),
    # Of something else.
    (APPLICATIONS, "对信访和重复申请的处理，召开会商会9次。"),
    (APPLICATIONS, "不掌握或信访类的咨询12件。"),
    (APPLICATIONS, "个人和企业的咨询181件。"),
    (APPLICATIONS, "为企业和个人提供查询服务190件。"),
    (APPLICATIONS, "办理自然人和法人纳税申报189件。收到申请180件。"),
)
HEARD = (
    (APPLICATIONS, "不掌握和没有现成信息共76件。", ["76件"]),
    (APPLICATIONS, "本机关不掌握、需另行制作而无法提供的76件。", ["76件"]),
    (APPLICATIONS, "自然人和企业共181件。", ["181件"]),
)

DASHES_SILENT = (
    (APPLICATIONS, "无法提供77件——不掌握64件、另行制作13件；不予处理7件。"),
    (APPLICATIONS, "答复如下：\n——予以公开90件；\n——无法提供77件。"),
    (PROACTIVE, "政策文件——县政府及县政府办公室印发规范性文件11件，废止5件，63件保留。"),
    (PROACTIVE, "2024年1月1日——2024年12月31日，许可3167件，处罚97件。"),
    (PROACTIVE, "许可3167件（其中“一网通办”——3100件）。"),
)
DASHES_HEARD = (
    (APPLICATIONS, "无法提供77件——不掌握65件、另行制作13件；不予处理7件。", ["65件"]),
    (APPLICATIONS, "答复如下：\n——予以公开90件；\n——无法提供78件。", ["78件"]),
    (PROACTIVE, "政策文件——县政府及县政府办公室印发规范性文件12件，废止5件，63件保留。", ["12件"]),
)


@pytest.mark.parametrize(("path", "text"), SILENT + DASHES_SILENT)
def test_what_is_right_or_of_more_is_let_alone(path, text):
    assert doubted(path, text) == []


@pytest.mark.parametrize(("path", "text", "wrong"), HEARD + DASHES_HEARD)
def test_what_is_wrong_is_heard(path, text, wrong):
    assert doubted(path, text) == wrong
