"""The words of the page: what stands on it besides findings, whose words are the catalogue's; script is handed these.

They are in the page from the start, before any Python runs in it. The page never says that a return passed: that is for
the office to say, and the page holds no key to know it by.
"""

from govxl.words import Both

__all__ = ["FILLED", "HEADLINES", "NOT_MARKED", "PAGE", "SECTIONS"]

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
    # -- What it is
    "title": Both("报表自查", "Check a workbook"),
    "title-of": Both("{title}：报表自查", "{title}: check a workbook"),
    "lead": Both(
        "报送之前，先在自己的电脑上核对一遍：哪一格不对、为什么、怎么改。",
        "Before you send a workbook in, check it on your own computer: which cell is wrong, why, and how to mend it.",
    ),
    "private": Both("文件不离开这台电脑。", "Nothing leaves this computer."),
    "private-why": Both(
        "这一页没有联网的权限，断网照样用；文件只在浏览器里核对，关掉就什么都不留。",
        "This page has no right to connect to anything and works without a network. Files are checked in the browser, "
        "and nothing is kept once it is closed.",
    ),
    "skip": Both("跳到核对结果", "Skip to the results"),
    "language": Both("English", "中文"),
    # -- The office
    "office": Both("报送给", "Send it to"),
    "recipient": Both("接收单位", "Office"),
    "deadline": Both("截止日期", "Until"),
    "contact": Both("联系人", "Contact"),
    "phone": Both("电话", "Telephone"),
    "email": Both("邮箱", "Email"),
    "round": Both("报送内容", "What"),
    "round-of": Both("{year} 年度 {title}", "{title}, {year}"),
    # -- Choosing
    "choose": Both("选择报表", "Choose workbooks"),
    "drop": Both("把填好的报表拖到这里，或者", "Drop filled workbooks here, or"),
    "drop-hint": Both(
        "Excel、WPS 存的 .xlsx，可以一次选好几份", ".xlsx as Excel or WPS saves it; several at once are fine"
    ),
    "starting": Both("正在准备……第一次要几秒钟", "Getting ready; the first time takes some seconds"),
    "starting-chosen": Both("正在准备，好了马上核对……", "Getting ready, and checking at once then…"),
    "ready": Both("准备好了，可以选文件", "Ready: choose a file"),
    "checking": Both("正在核对 {file}（{n}/{of}）……", "Checking {file} ({n} of {of})…"),
    "done-one": Both("核对完了：{headline}", "Checked: {headline}"),
    "done-many": Both("核对完了，共 {of} 份", "{of} files checked"),
    "again": Both(
        "改好、保存以后，把文件再选一次，重新核对。", "Once you have mended and saved it, choose the file again."
    ),
    "no-read": Both(
        "{file}：浏览器读不到这个文件；如果是文件夹，请选里面的报表；如果正在别的程序里打开，先保存、关掉再选",
        "{file}: the browser cannot read it. Of a folder, choose the workbooks in it; if it is open elsewhere, save "
        "and close it first",
    ),
    # -- Results
    "results": Both("核对结果", "Results"),
    "results-of": Both("核对结果（共 {of} 份）", "Results ({of} files)"),
    "clear": Both("清空", "Clear"),
    "unit-year": Both("{unit}　{year} 年度", "{unit}, {year}"),
    "count": Both("{n} 处{what}", "{what}: {n}"),
    "listed": Both("，", "; "),
    "save-marked": Both("保存标好问题的表", "Save the marked workbook"),
    "save-marked-why": Both(
        "表里第一页列出全部问题，有问题的格子标了颜色、写了批注；在这一份上改，填过的内容都在。",
        "It opens with the list of what is wrong; the cells are coloured and say why. Work in this one: all that you "
        "entered is in it.",
    ),
    "preview": Both("预览公开的报告", "Preview the report"),
    "preview-title": Both("公开的报告（预览，未经审核）", "The report as published (preview, not accepted)"),
    "no-preview": Both(
        "还有必须改正或需说明的问题，改好以后才能预览公开的报告",
        "Something has to be corrected or explained before the report can be shown as it would be published",
    ),
    "preview-missing": Both(
        "这一页没有带上预览报告要用的部分",
        "this page was built without what a preview is made with",
    ),
    "preview-close": Both("收起预览", "Close the preview"),
    "making": Both("正在生成……", "Making it…"),
    "saved": Both("已交给浏览器保存：{file}", "Given to the browser to save: {file}"),
    "print": Both("打印", "Print"),
    "progress": Both("各表填了多少", "How far each sheet is"),
    "sheet": Both("表", "Sheet"),
    "filled": Both("填写", "Filled"),
    "found-here": Both("问题", "Found"),
    "none-here": Both("—", "—"),
    "cells": Both("有关的格子", "The cells"),
    "cell": Both("格子", "Cell"),
    "label": Both("项目", "Item"),
    "value": Both("现在填的", "Value"),
    "more-cells": Both("还有 {n} 格没有列出", "and {n} more cells"),
    "others": Both("同样的问题还有", "The same at"),
    "expected": Both("应当", "Expected"),
    "actual": Both("现在", "There is"),
    "advice": Both("怎么改", "What to do"),
    "basis": Both("依据", "Basis"),
    "reason": Both("已写的情况说明", "The explanation given"),
    "beside": Both(
        "另有 {n} 处写在表格外面的文字，收表的单位不一定看得到。",
        "{n} texts stand beside the form, where the office may not see them.",
    ),
    # -- A blank workbook
    "blank": Both("生成空白表", "Make a blank workbook"),
    "blank-why": Both(
        "给没有拿到报表的单位：填上单位，生成一份空白表，在 Excel 或 WPS 里填。",
        "For a unit that was sent none: say who it is for, and fill it in with Excel or WPS.",
    ),
    "blank-office": Both(
        "下发给本单位的报表如果还在，请用那一份：它带有上年的数据。",
        "If you still have the workbook that was issued to you, use that one: it holds last year's figures.",
    ),
    "unit": Both("单位全称", "Full name of the unit"),
    "code": Both("单位代码（没有就不填）", "Its code, if it has one"),
    "level": Both("层级", "Level"),
    "kind": Both("类别", "Kind"),
    "scope": Both("统计口径", "Scope"),
    "year": Both("报告年度", "Report year"),
    "form": Both("表式", "Form"),
    "not-said": Both("不写", "Not said"),
    "make": Both("生成并保存", "Make and save"),
    "no-unit": Both("请填写单位的全称", "Please write the full name of the unit"),
    "no-form": Both(
        "没有这个年度的表式；请核对报告年度，例如 2025",
        "There is no form for this year; look at the report year, such as 2025",
    ),
    # -- When it does not work
    "copy": Both("复制这段文字", "Copy this text"),
    "copied": Both("已复制", "Copied"),
    "copy-by-hand": Both("请按 Ctrl+C 复制", "Press Ctrl+C to copy"),
    "bug": Both(
        "程序出错了，不是您填错了。请把下面的文字复制给下发本表的单位：",
        "Something went wrong here that is no fault of yours. Please copy the text below to the office:",
    ),
    "bug-short": Both("程序出错了", "Something went wrong here"),
    "bug-text": Both("出错的详细情况", "What happened, for the maintainers"),
    "no-memory": Both(
        "浏览器的内存不够了；请关掉别的网页，重新打开这一页再试",
        "The browser ran out of memory: close other pages, open this one again and try once more",
    ),
    "start-failed": Both(
        "浏览器没能把核对程序启动起来。请关掉别的网页再打开一次；还不行就换新一些的 Chrome、Edge 或 Firefox。",
        "The browser could not start what checks the files. Close other pages and open this one again; else use a "
        "newer Chrome, Edge or Firefox.",
    ),
    "old": Both(
        "这个浏览器太旧，不能在这一页核对报表。请用 2023 年 6 月以后的 Chrome、Edge 或 Firefox 打开；"
        "360、QQ 等浏览器请切换到极速模式。",
        "This browser is too old to check workbooks in. Please open this page with Chrome, Edge or Firefox of June "
        "2023 or later.",
    ),
    "no-script": Both(
        "这个浏览器关掉了脚本（JavaScript），不能在这一页核对报表；请允许本页运行脚本，或者换一个浏览器。",
        "JavaScript is switched off, and without it nothing can be checked here. Allow it for this page, or use "
        "another browser.",
    ),
    "damaged": Both(
        "这个网页文件不完整，可能没有下载完；请向发给您的单位重新要一份。",
        "This page is not whole; it may not have been downloaded to its end. Please ask for it again.",
    ),
    # -- At the end
    "acceptance": Both(
        "这里的结果只供填表的人自己核对，不是审核结论。",
        "What is said here is for whoever fills the form in; it is not the office's decision.",
    ),
    "what-is-left": Both(
        "能不能通过，由收表的单位审核决定；这里只是先核对一遍。",
        "Whether it is accepted is for the office that receives it to decide; this only checks it beforehand.",
    ),
    "made-by": Both("govxl {version} 生成", "made by govxl {version}"),
    "inside": Both("本页所用的软件", "The software in this page"),
}
"""Everything else by key, its headings, buttons, hints and sentences; `{name}` stands for what script puts in."""
