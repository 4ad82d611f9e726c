"""The words of the page: what stands on it besides findings, whose words are the catalogue's; script is handed these.

The page never says that a return passed: that is for the office to say, and the page holds no key to know it by.
"""

from govxl.words import Both

__all__ = ["FILLED", "HEADLINES", "NOT_MARKED", "PAGE", "SECTIONS", "WHAT_IS_LEFT"]

SECTIONS = {
    "hard": Both("必须改正", "To correct"),
    "explainable": Both("需说明", "To explain"),
    "explained": Both("已说明", "Explained"),
    "warning": Both("请核实", "To verify"),
    "info": Both("提示", "Notes"),
}
"""The headings of findings, in their order (`filing.groups.ORDER`)."""

HEADLINES = {
    "unread": Both("这份文件没法核对", "This file cannot be checked"),
    "blocked": Both("还不能报送", "Not ready to send"),
    "doubtful": Both(
        "没有必须改正的问题，有的地方请再看一遍", "Nothing has to be corrected; some of it wants another look"
    ),
    "clean": Both("没有发现问题", "Nothing was found"),
}
"""What stands above a file's findings, by `Judged.state`."""

WHAT_IS_LEFT = Both(
    "能不能通过，由收表的单位审核决定；这里只是先核对一遍。",
    "Whether it is accepted is for the office that receives it to decide; this only checks it beforehand.",
)

FILLED = Both("已填 {filled}/{of}", "{filled} of {of} filled")
"""How far a sheet is filled, for those who read no Chinese; others read what the workbook says itself."""

NOT_MARKED = {
    "unchanged": Both(
        "这就是标好问题的表，请直接在这一份上改",
        "this is the marked workbook already: work in this one",
    ),
    "prior": Both(
        "上年数据没有了，不能生成标好问题的表；请向下发本表的单位要一份带上年数据的",
        "last year's figures are gone, so that no marked workbook can be made; ask the office for one that has them",
    ),
    "migrate": Both(
        "表式或年度不对，不能生成标好问题的表；请向下发本表的单位要对的表",
        "another form or year is wanted, so that no marked workbook can be made; ask the office for the right one",
    ),
    "long": Both(
        "文字太长，新表里放不下，不能生成标好问题的表；请在原来的表里删减",
        "its texts have no room in a new workbook, so that none can be made; shorten them in your own",
    ),
    "other": Both(
        "这份文件没法退回去改，不能生成标好问题的表；请用下发给本单位的那份报表填",
        "this file cannot be mended, so that no marked workbook can be made; fill in the one that was issued to you",
    ),
}
"""Why there is no marked workbook of a file that is not ready, by `returns.send_back.Why`."""

PAGE: dict[str, Both] = {
    "bug": Both(
        "程序出错了，不是您填错了。请把下面的文字复制给下发本表的单位：",
        "Something went wrong here that is no fault of yours. Please copy the text below to the office:",
    ),
    "no-memory": Both(
        "浏览器的内存不够了；请关掉别的网页，重新打开这一页再试",
        "The browser ran out of memory: close other pages, open this one again and try once more",
    ),
    "no-preview": Both(
        "还有必须改正或需说明的问题，改好以后才能预览公开的报告",
        "Something has to be corrected or explained before the report can be shown as it would be published",
    ),
    "no-unit": Both("请填写单位的全称", "Please write the full name of the unit"),
    "preview-missing": Both(
        "这一页没有带上预览报告要用的部分",
        "this page was built without what a preview is made with",
    ),
}
"""Everything else, by key; whoever builds the page adds its buttons and headings here."""
