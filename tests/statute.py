"""The statute as the tests know it: every printed label and every sum, typed from the notices, not from form.toml.

Sources: 国办公开办函〔2019〕60号 and 〔2021〕30号, 表二 to 表四. Point names are the ones the record promises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

__all__ = [
    "APPLICANTS",
    "EDITIONS",
    "FIRST_YEAR",
    "OUTCOMES",
    "REVIEW_BLOCKS",
    "REVIEW_RESULTS",
    "SUBTOTALS",
    "TITLES",
    "Printed",
    "inputs",
    "points",
    "totals",
]

EDITIONS = ("2019", "2021")
FIRST_YEAR = {"2019": 2019, "2021": 2021}
TITLES = {
    "二、主动公开": "二、主动公开政府信息情况",
    "三、申请办理": "三、收到和处理政府信息公开申请情况",
    "四、复议诉讼": "四、政府信息公开行政复议、行政诉讼情况",
    "一、总体情况": "主动公开信息分类（选填）",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell as the form prints it: labels run from the outermost heading inwards; `adds` makes it a total."""

    point: str
    sheet: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    type: str = "count"
    adds: tuple[str, ...] = ()


# -- 表二

NEW = (
    ("issued", "本年制发件数", "count"),
    ("repealed", "本年废止件数", "count"),
    ("in_force", "现行有效件数", "count"),
)
OLD = (
    ("made", "本年新制作数量", "count"),
    ("published", "本年新公开数量", "count"),
    ("public_total", "对外公开总数量", "count"),
)
DECIDED = (("decisions", "本年处理决定数量", "count"),)
ITEMS = (("last_year", "上一年项目数量", "count"), ("change", "本年增/减", "signed"))
HANDLED = (*ITEMS, ("decisions", "处理决定数量", "count"))
BOUGHT = (("count", "采购项目数量", "count"), ("amount", "采购总金额", "amount"))

PROACTIVE = {
    "2021": (
        ("第二十条第（一）项", NEW, (("regulations", "规章"), ("normative", "行政规范性文件"))),
        ("第二十条第（五）项", DECIDED, (("licensing", "行政许可"),)),
        ("第二十条第（六）项", DECIDED, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
        ("第二十条第（八）项", (("amount", "本年收费金额（单位：万元）", "amount"),), (("fees", "行政事业性收费"),)),
    ),
    "2019": (
        ("第二十条第（一）项", OLD, (("regulations", "规章"), ("normative", "规范性文件"))),
        ("第二十条第（五）项", HANDLED, (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"))),
        ("第二十条第（六）项", HANDLED, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
        ("第二十条第（八）项", ITEMS, (("fees", "行政事业性收费"),)),
        ("第二十条第（九）项", BOUGHT, (("procurement", "政府集中采购"),)),
    ),
}


def _proactive(edition: str) -> Iterator[Printed]:
    sheet = "二、主动公开"
    for item, columns, rows in PROACTIVE[edition]:
        for row, label in rows:
            for column, head, kind in columns:
                yield Printed(f"proactive.{row}.{column}", sheet, (label,), (item, head), kind)
            if row == "procurement":  # the workbook asks for the unit of the amount, beside the printed table
                yield Printed("proactive.procurement.unit", sheet, (label,), ("金额单位",), "choice")


# -- 表三

BODY = "法人或其他组织"
APPLICANTS = {
    "person": ("自然人",),
    "business": (BODY, "商业企业"),
    "research": (BODY, "科研机构"),
    "welfare": (BODY, "社会公益组织"),
    "legal": (BODY, "法律服务机构"),
    "other_body": (BODY, "其他"),
}
NOT_PUBLIC, NOT_THERE, NOT_HANDLED, OTHERWISE = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"
_BEFORE = {
    "granted": ("（一）予以公开",),
    "partial": ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）",),
    "secret": (NOT_PUBLIC, "1.属于国家秘密"),
    "prohibited": (NOT_PUBLIC, "2.其他法律行政法规禁止公开"),
    "stability": (NOT_PUBLIC, "3.危及“三安全一稳定”"),
    "third_party": (NOT_PUBLIC, "4.保护第三方合法权益"),
    "internal": (NOT_PUBLIC, "5.属于三类内部事务信息"),
    "process": (NOT_PUBLIC, "6.属于四类过程性信息"),
    "enforcement": (NOT_PUBLIC, "7.属于行政执法案卷"),
    "enquiry": (NOT_PUBLIC, "8.属于行政查询事项"),
    "not_held": (NOT_THERE, "1.本机关不掌握相关政府信息"),
    "not_existing": (NOT_THERE, "2.没有现成信息需要另行制作"),
    "unclear": (NOT_THERE, "3.补正后申请内容仍不明确"),
    "petition": (NOT_HANDLED, "1.信访举报投诉类申请"),
    "repeat": (NOT_HANDLED, "2.重复申请"),
    "publication": (NOT_HANDLED, "3.要求提供公开出版物"),
    "excessive": (NOT_HANDLED, "4.无正当理由大量反复申请"),
    "reissue": (NOT_HANDLED, "5.要求行政机关确认或重新出具已获取信息"),
}
OUTCOMES = {
    "2019": {**_BEFORE, "other_handling": (OTHERWISE,)},
    "2021": {
        **_BEFORE,
        "no_correction": (OTHERWISE, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        "no_payment": (OTHERWISE, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        "other": (OTHERWISE, "3.其他"),
    },
}


def _requests(edition: str) -> Iterator[Printed]:
    result = "三、本年度办理结果"
    rows: dict[str, tuple[str, ...]] = {
        "received": ("一、本年新收政府信息公开申请数量",),
        "carried_in": ("二、上年结转政府信息公开申请数量",),
        **{row: (result, *labels) for row, labels in OUTCOMES[edition].items()},
        "closed": (result, "（七）总计"),
        "carried_out": ("四、结转下年度继续办理",),
    }
    for row, labels in rows.items():
        for column, heads in (*APPLICANTS.items(), ("total", ("总计",))):
            adds: tuple[str, ...] = ()
            if column == "total":
                adds = tuple(f"requests.{row}.{applicant}" for applicant in APPLICANTS)
            elif row == "closed":
                adds = tuple(f"requests.{outcome}.{column}" for outcome in OUTCOMES[edition])
            yield Printed(f"requests.{row}.{column}", "三、申请办理", labels, ("申请人情况", *heads), adds=adds)


# -- 表四

REVIEW_BLOCKS = {
    "recon": ("行政复议",),
    "direct": ("行政诉讼", "未经复议直接起诉"),
    "after": ("行政诉讼", "复议后起诉"),
}
REVIEW_RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}


def _review() -> Iterator[Printed]:
    for block, heads in REVIEW_BLOCKS.items():
        parts = tuple(f"review.cases.{block}_{result}" for result in REVIEW_RESULTS)
        for part, result in zip(parts, REVIEW_RESULTS.values(), strict=True):
            yield Printed(part, "四、复议诉讼", (), (*heads, result))
        yield Printed(f"review.cases.{block}_total", "四、复议诉讼", (), (*heads, "总计"), adds=parts)


# -- 主动公开信息分类, which the statute does not print


def _categories() -> Iterator[Printed]:
    for n in range(1, 13):
        yield Printed(f"categories.c{n:02}.category", "一、总体情况", (str(n),), ("类别",), "text")
        yield Printed(f"categories.c{n:02}.count", "一、总体情况", (str(n),), ("条数",))
    parts = tuple(f"categories.c{n:02}.count" for n in range(1, 13))
    yield Printed("categories.total.count", "一、总体情况", ("合计",), ("条数",), adds=parts)


# -- All of it

SUBTOTALS = {
    "refused": tuple(list(_BEFORE)[2:10]),
    "unavailable": tuple(list(_BEFORE)[10:13]),
    "rejected": tuple(list(_BEFORE)[13:18]),
    "other_handling": ("no_correction", "no_payment", "other"),
}
"""What reports quote for （三） to （六）; 2019 prints （六） as one line and needs no fourth."""


@cache
def points(edition: str) -> dict[str, Printed]:
    """Give every cell of an edition by its point, in the order of the printed form."""
    cells = [*_proactive(edition), *_requests(edition), *_review(), *_categories()]
    return {cell.point: cell for cell in cells}


@cache
def inputs(edition: str) -> dict[str, Printed]:
    """Give the cells that staff fill in."""
    return {point: cell for point, cell in points(edition).items() if not cell.adds}


@cache
def totals(edition: str) -> dict[str, Printed]:
    """Give the cells that add others up."""
    return {point: cell for point, cell in points(edition).items() if cell.adds}
