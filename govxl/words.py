"""The words people read: how a text is said in two languages, and what a workbook calls its sheets, modes and states.

Whatever is said on a screen, in a finding or of a file that is refused, is a `Both`, and `said` alone chooses between
its languages. What is printed in a workbook, whatever the statute, is Chinese.
"""

from typing import Literal, NamedTuple

__all__ = [
    "ADDED_NEW",
    "BACK",
    "BLANKS",
    "BY_CELL",
    "CHECKS_SHEET",
    "CODE_COLUMN",
    "COLON",
    "COUNTING",
    "COVER_SHEET",
    "DATA_SHEET",
    "DRAFT",
    "EXCEPTION",
    "FIGURES_HINT",
    "FIGURES_LABEL",
    "GUIDE_SHEET",
    "HOLLOW",
    "IDENTITY_SHEET",
    "INCOMPLETE",
    "KINDS",
    "KNOWN_WRONG",
    "LANGUAGES",
    "LEVELS",
    "LISTED",
    "MARKS",
    "MODES",
    "MODE_LABEL",
    "NIL",
    "NOTE_LABEL",
    "NO_DATE",
    "OFFICE",
    "PAGE_MARK",
    "PASTING",
    "PRIOR_SHEET",
    "PROBLEMS_SHEET",
    "REASON_LABEL",
    "REASON_LENGTH",
    "RETURN_MARK",
    "RETURN_SUFFIX",
    "REVIEW_PAPER",
    "SCOPES",
    "SCOPE_COLUMN",
    "SEMICOLON",
    "SENTENCES_HINT",
    "SENTENCES_LABEL",
    "SENTENCE_LABEL",
    "SEVERITIES",
    "SHEET_STATUS_LABEL",
    "SIGNING_PAPER",
    "STATES",
    "STATUS_LABEL",
    "TEXT_MARK",
    "TO_SENTENCES",
    "TO_SHEETS",
    "UNAUDITED",
    "UNIT_CHANGES",
    "UNIT_COLUMN",
    "UNSEEN",
    "ZEROS",
    "Both",
    "Language",
    "SaidError",
    "SaidOSError",
    "State",
    "Status",
    "in_language",
    "scope_word",
]

# -- Two languages


Language = Literal["zh", "en"]


class Both(NamedTuple):
    """A text in both languages, so that none of them can be forgotten."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Choose."""
        return self.en if language == "en" else self.zh

    def between(self, *parts: "Both | str") -> "Both":
        """Join texts by this one."""
        zh, en = (self.said(language).join(in_language(each, language) for each in parts) for language in LANGUAGES)
        return Both(zh, en)


LANGUAGES: tuple[Language, ...] = ("zh", "en")
COLON, SEMICOLON, LISTED = Both("：", ": "), Both("；", "; "), Both("、", ", ")


def in_language(words: Both | object, language: Language) -> str:
    """Say what may be a text in both languages, or a name, a number or a place, which is the same in all."""
    return words.said(language) if isinstance(words, Both) else str(words)


class SaidError(ValueError):
    """What a person gave cannot be used, and no file of staff is at fault; they read the sentence."""

    def __init__(self, sentence: Both) -> None:
        self.sentence = sentence
        super().__init__(self.sentence.zh)


class SaidOSError(OSError):
    """A file is refused as the system refuses one, but for a reason of ours."""

    def __init__(self, number: int, why: Both, path: str) -> None:
        self.why = why
        super().__init__(number, why.zh, path)


# -- Sheets, modes and marks


GUIDE_SHEET = "填报说明"
COVER_SHEET = "封面"
CHECKS_SHEET = "校验"
PRIOR_SHEET = "上年数据"
IDENTITY_SHEET = "govxl"
PROBLEMS_SHEET = "退回问题清单"
DATA_SHEET = "数据"

BY_CELL = "逐格填写"
ZEROS = "空白均为0（已核对）"
NIL = "全表无数据"
MODES = (BY_CELL, ZEROS, NIL)

MODE_LABEL = "填报方式"
NOTE_LABEL = "本表备注"
REASON_LABEL = "情况说明"
STATUS_LABEL = "校验结果"
SHEET_STATUS_LABEL = "本表校验结果"
SENTENCES_LABEL = "可以引用的句子"
SENTENCES_HINT = "在文字部分或备注里写上左边的名称（连同大括号），报告里就换成右边这句话"
FIGURES_LABEL = "引用表里的数"
FIGURES_HINT = "同样写在大括号里：写行名，或者“行名/列名”，例如{examples}，报告里就换成表里的数，改了表也不用改文字"
COUNTING = "一段一格"
PASTING = (
    "一段一格。从 Word 粘贴：复制全文，点下面第一格，按 Ctrl+V，各段自动往下排。"
    "多于{cells}段，或者提示不能粘贴的：先在这些格子中间插入几行；也可以双击一格再粘贴，几段放在同一格里。"
)
SENTENCE_LABEL = "按表格数据生成的句子（可在左边写 {label} 引用；左边空着就用这一句）"
BACK = "看校验 →"
TO_SENTENCES = "可引用的句子 →"
TO_SHEETS = "看各表 →"

MARKS = ("/", "-", "—", "不适用")
"""What people type for 不适用; formulas look for these, the reader accepts their full-width forms as well."""

REASON_LENGTH = 5
"""A 情况说明 with fewer characters than this explains nothing; hollow words do not count."""

BLANKS = (" ", "　", "\t", "\n", "\r", "\xa0", "\u200b", "\ufeff")
"""Characters that nobody sees: they say nothing in a reason, and tell no two texts apart."""

NO_DATE = "不是日期"
"""What stands beside a cell for a date that holds something else."""

UNSEEN = (*BLANKS, "\xad", *map(chr, (*range(0x2002, 0x200B), *range(0x200C, 0x2010), 0x202F, 0x205F, 0x2060, 0x3164)))
"""Characters that fill no cell: the blanks, and others that only a program or a picture of a text brings along."""

HOLLOW = (
    "在“校验”表这一行的“情况说明”里写明原因", "至少5个字", "情况属实", "数据属实", "内容属实", "情况真实", "数据真实",
    "真实准确", "数据准确", "准确无误", "核对无误", "核实无误", "数据无误", "如实填报", "经核实", "经核对",
    "已核实", "已核对", "属实", "无误", "见附件", "依据", "TRUE", "FALSE", "无",
    "，", "。", "、", "；", "：", "！", "？", "（", "）", "“", "”", "…", "—", ",", ".", "?", "!", "/",
)  # fmt: skip
"""What people write in place of a reason, and what stands between words; the longer ones first."""

RETURN_SUFFIX = "-退回修改"
"""What the name of a returned workbook ends with, and from the second return on its number."""

ADDED_NEW = "（新{}）"
"""What is added to the name of a file that stands beside one a person changed, and from the second on with a number."""

RETURN_MARK = "【退回"
"""What our comments in a returned workbook begin with, so that they are told from those of staff."""

OFFICE = {
    "deadline": ("报送截止", "以下发通知为准"),
    "recipient": ("收件单位", "下发本表的单位"),
    "contact": ("联系人", "见下发通知"),
    "phone": ("电话", "见下发通知"),
    "email": ("邮箱", "见下发通知"),
}
"""What a workbook says of the office that issued it: its label, and what stands there when the office said nothing."""


class State:
    """The states of a check, as the workbook shows them."""

    EMPTY = "未填"
    OPEN = "未判定"
    NO_PRIOR = "无上年数据"
    OUT = "不适用"
    PASS = "通过"
    HARD = "不符"
    ASKED = "需说明"
    EXPLAINED = "已说明"
    WARNING = "请核实"
    INFO = "提示"


class Status:
    """What a table or the whole workbook amounts to, in a word."""

    HARD = "有必须改正的问题"
    UNFIT = "有填得不对的格子"
    OPEN = "有无法判定的内容"
    EMPTY = "未填完"
    ASKED = "有需说明的问题"
    WARNING = "有请核实的问题"
    READY = "可以报送"


SEVERITIES = {"hard": State.HARD, "explainable": State.ASKED, "warning": State.WARNING, "info": State.INFO}
"""The state a broken check of each severity shows."""

LEVELS = {"township": "乡镇级", "county": "县级", "city": "地市级", "province": "省级", "nation": "国家级"}
KINDS = {
    "government": "人民政府",
    "office": "政府办公室（厅）",
    "department": "部门",
    "subdistrict": "街道办事处",
    "zone": "开发区管委会",
    "other": "其他",
}
SCOPES = {"own": "本机关", "aggregate": "汇总（含所属部门和下级）"}
UNIT_CHANGES = ("无变动", "新设", "合并", "更名", "职能划转")

DRAFT, INCOMPLETE, UNAUDITED = "草稿", "不完整", "未审核"
"""Of a sum: it may not be relied on; it lacks a return; it holds returns that nobody accepted."""

EXCEPTION = "特批接收"
"""What a return is called that counts although it was rejected, because somebody answers for it."""

KNOWN_WRONG = "已公开（有误）"
"""What a return is called that was published and is known to be wrong."""

STATES = {
    "not-issued": Both("未发出", "not issued"),
    "missing": Both("未报送", "nothing came"),
    "waiting": Both("待审核", "waiting for a decision"),
    "returned": Both("退回修改", "sent back"),
    "exception": Both(EXCEPTION, "accepted as an exception"),
    "accepted": Both("审核通过", "accepted"),
    "published": Both("已公开", "published"),
}
"""Where a return stands, by the words of `archive.cases.State`."""

REVIEW_PAPER, SIGNING_PAPER = "审核说明", "审签单"
"""The papers an office makes of a record for itself."""

PAGE_MARK, TEXT_MARK = "（网页）", "（文字）"
"""What the names of the report's page of its own and of its plain text end with."""

UNIT_COLUMN = ("单位名称", "单位全称", "单位")
CODE_COLUMN = ("单位代码", "代码")
SCOPE_COLUMN = ("统计口径", "口径")
"""What an office's own list of units heads these columns with; the first is what we write."""


def scope_word(scope: str) -> str:
    """Give a scope in a word, without what its label explains in brackets."""
    return SCOPES.get(scope, scope).partition("（")[0]
