"""The catalogue of findings: for each its stable code, name, usual severity and words in Chinese and English.

Placeholders in braces are filled from the finding: `sheet`, `cell`, `label`, `value` of its first cell, `count` of its
cells, and the words given where it is made. Codes: F the file, I whose return it is, S its structure, V values, R rules.
"""

from typing import Literal, NamedTuple

from govxl.words import Both

__all__ = ["CATALOGUE", "Entry", "Severity"]

Severity = Literal["hard", "explainable", "warning", "info"]


class Entry(NamedTuple):
    """One kind of finding: what it is called, what it says, what to do about it, and an example."""

    code: str
    name: str
    severity: Severity
    title: Both
    message: Both
    advice: Both
    example: Both


_FILE = (
    Entry(
        "F001", "not-a-workbook", "hard",
        Both("不是表格文件", "not a workbook"),
        Both("这个文件不是 Excel 表格（实际是：{kind}）", "this file is not an Excel workbook (it is: {kind})"),
        Both("请交回发给本单位的 .xlsx 报表文件，不要用别的文件改名", "send back the .xlsx workbook you were given; renaming another file does not help"),
        Both("把一张图片改名为 年报.xlsx", "a picture renamed to report.xlsx"),
    ),
    Entry(
        "F002", "empty-file", "hard",
        Both("空文件", "empty file"),
        Both("文件是空的，长度为 0", "the file is empty: it has no bytes"),
        Both("可能是发送中断，请重新保存后再交一次", "the transfer may have broken off; save it again and resend"),
        Both("邮件附件只下载了一个空文件", "a mail attachment that was never downloaded"),
    ),
    Entry(
        "F003", "old-format", "hard",
        Both("不是 .xlsx 格式", "not .xlsx"),
        Both("文件是 {kind} 格式，不能保证读得准", "the file is {kind}, which cannot be read reliably"),
        Both("请用 Excel 或 WPS 打开，选“另存为”，类型选“Excel 工作簿（*.xlsx）”，再交回", "open it in Excel, WPS or LibreOffice, choose Save As, type “Excel workbook (*.xlsx)”, and send that"),
        Both("用 WPS 存成了 .et，或用旧版 Excel 存成了 .xls", "saved as .xls, .et or .ods"),
    ),
    Entry(
        "F004", "password-protected", "hard",
        Both("文件有打开密码", "password protected"),
        Both("文件设了打开密码，读不出内容", "the file cannot be opened without a password"),
        Both("请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”里取消打开密码，保存后再交回", "open it, remove the password for opening (File, Info, Protect Workbook), save and resend"),
        Both("单位的文档加密软件给文件加了密码", "an encryption tool protected the file"),
    ),
    Entry(
        "F005", "damaged-file", "hard",
        Both("文件已损坏", "damaged file"),
        Both("文件已损坏，不能采信其中的数字：{detail}", "the file is damaged and its figures cannot be relied on: {detail}"),
        Both("请用 Excel 或 WPS 打开原件，另存为一个新的 .xlsx 再交回；打不开就从备份或空白表重填", "open the original, save it as a new .xlsx and resend; if it does not open, start from a backup or a blank workbook"),
        Both("压缩包里有一个字节变了，校验和不符", "one byte changed and the checksum no longer fits"),
    ),
    Entry(
        "F006", "beyond-limits", "hard",
        Both("文件超出限度", "beyond limits"),
        Both("文件超出限度：{detail}", "the file goes beyond a limit: {detail}"),
        Both("正常填写的报表远小于这个限度。请把数据填进发给本单位的空白表再交", "an honest return is far smaller; fill in the blank workbook you were given"),
        Both("工作簿里粘贴了几十万行别的数据", "hundreds of thousands of rows pasted in"),
    ),
    Entry(
        "F007", "unsafe-content", "hard",
        Both("文件含不安全内容", "unsafe content"),
        Both("文件含有不允许的内容：{detail}", "the file holds something that is not allowed: {detail}"),
        Both("请把数据填进发给本单位的空白表，用普通 .xlsx 格式保存后再交", "fill in the blank workbook you were given and save it as an ordinary .xlsx"),
        Both("文件的 XML 里带有 DOCTYPE 声明", "XML with a DOCTYPE declaration"),
    ),
)

_CONTENT = (
    Entry(
        "F008", "active-content", "warning",
        Both("文件里有外部内容", "content from outside"),
        Both("文件里有{kinds}，没有读取，也没有打开", "the file holds {kinds}; nothing was read, followed or run"),
        Both("要报送的内容请填到表里；其余的请删掉，再保存一次", "move what is to be reported into the form, delete the rest and save again"),
        Both("从别的工作簿复制单元格，带来了指向它的链接", "cells copied from another workbook brought links to it along"),
    ),
)

_IDENTITY = (
    Entry(
        "I001", "not-ours", "hard",
        Both("不是报表工作簿", "not a form workbook"),
        Both("这个工作簿不是由 govxl 生成的报表：找不到报表标识", "this workbook was not made by govxl: it carries no form identity"),
        Both("请交回发给本单位的那份报表；如果内容是复制到新表里的，请粘贴回原来的报表再交", "send back the workbook you were given; if you copied it into a new file, paste the figures back"),
        Both("自己新建了一个表格，照着样子填", "a spreadsheet drawn by hand"),
    ),
    Entry(
        "I002", "unknown-form", "hard",
        Both("不认识的表式", "unknown form"),
        Both("报表标识写的是“{form}”版本“{edition}”，这里没有安装这个表式", "the workbook says it is form “{form}”, edition “{edition}”, which is not installed"),
        Both("请用报表下发单位指定的版本填报；如果表式没有错，请升级 govxl", "use the workbook issued for this collection; if the form is right, upgrade govxl"),
        Both("把别的系统的表交到了这里", "a workbook of another collection"),
    ),
    Entry(
        "I003", "identity-conflict", "hard",
        Both("报表标识前后不一", "identity in conflict"),
        Both("报表标识被改动：{key} 一处是“{expected}”，另一处是“{actual}”", "the workbook's identity was altered: {key} is “{expected}” in one place and “{actual}” in another"),
        Both("请不要用别的单位或年度的报表改，请在发给本单位的报表上填写", "do not adapt another unit's or year's workbook; fill in the one issued to you"),
        Both("把去年的报表改了年份再用", "last year's file with the year changed"),
    ),
    Entry(
        "I004", "wrong-unit", "hard",
        Both("不是这个单位的报表", "another unit's return"),
        Both("这是“{actual}”的报表，应当是“{expected}”的", "this is the return of “{actual}”; “{expected}” was expected"),
        Both("请核对交来的文件，换成“{expected}”的报表", "check which file was sent and send the return of “{expected}”"),
        Both("交错了别的单位的文件", "another unit's file attached by mistake"),
    ),
    Entry(
        "I005", "wrong-year", "hard",
        Both("不是这个年度的报表", "another year's return"),
        Both("这是 {actual} 年度的报表，应当是 {expected} 年度的", "this is a return for {actual}; {expected} was expected"),
        Both("请用 {expected} 年度的空白表填报，不要改去年的表；填的就是 {expected} 年度的数的，不用重填：下发单位用 govxl migrate 可以移到新表里", "fill in the workbook for {expected}; do not adapt last year's. If its figures are those of {expected}, nothing needs typing again: the office moves them with `govxl migrate`"),
        Both("把去年的文件又交了一遍", "last year's file sent again"),
    ),
    Entry(
        "I006", "wrong-form", "hard",
        Both("不是这个表式", "another form"),
        Both("这是 {actual} 的报表，应当是 {expected} 的", "this is a return on {actual}; {expected} was expected"),
        Both("请用 {expected} 的空白表填报；已经填好的不用重填：下发单位用 govxl migrate 可以移到新表里", "fill in a workbook of {expected}; nothing needs typing again: the office moves it with `govxl migrate`"),
        Both("还在用旧的表式", "an old edition of the form"),
    ),
    Entry(
        "I007", "year-outside-form", "hard",
        Both("年度和表式不符", "year outside the form"),
        Both("{actual} 年度不用 {expected} 这个表式", "form {expected} is not for the year {actual}"),
        Both("请改用这个年度的表式；已经填好的不用重填：下发单位用 govxl migrate 可以移到新表里，没有地方放的会列出来", "use the form of that year; nothing needs typing again: the office moves what was typed with `govxl migrate`, which lists what has no place"),
        Both("2021 年度以后还用旧表式", "an old form used for a later year"),
    ),
    Entry(
        "I008", "prior-differs", "warning",
        Both("上年数据不一致", "last year's figures differ"),
        Both("报表里的上年数据和提供的上年记录不一致：{count} 格不同，已按提供的记录核对", "last year's figures in the workbook differ from the record given, in {count} cells; the record was used"),
        Both("请确认发下去的报表里带的是哪一份上年记录", "find out which record the workbook was made with"),
        Both("上年记录后来更正过", "last year's record was corrected later"),
    ),
    Entry(
        "I009", "foreign-sheet", "hard",
        Both("别的单位或年度的表", "a sheet of another unit or year"),
        Both("“{sheets}”是从别的报表里来的：表上写的是“{now}”，这份报表是“{was}”", "“{sheets}” comes from another workbook: it says “{now}”, and this workbook is for “{was}”"),
        Both("请把这张表的数据填到发给本单位、本年度的报表里再交，不要从别的报表复制整张表", "type the figures into the workbook issued to the unit for this year; do not copy whole sheets from other workbooks"),
        Both("把去年的一张表复制进了今年的报表", "a sheet of last year's workbook copied into this year's"),
    ),
    Entry(
        "I010", "seal-broken", "hard",
        Both("防伪校验码不一致", "seal broken"),
        Both("报表里的单位、年度或上年数据和下发时不一致（防伪校验码对不上）", "unit, year or last year's figures are not as they were issued (the seal does not fit)"),
        Both("请在发给本单位的报表上填写；确认没有改动过的，请下发单位核对所用的密钥", "fill in the workbook issued to the unit; if nothing was altered, the office should check which key it used"),
        Both("改了报表标识里的单位名称", "the unit's name was altered in the workbook's identity"),
    ),
    Entry(
        "I011", "seal-absent", "warning",
        Both("没有防伪校验码", "no seal"),
        Both("报表里没有防伪校验码，不能确认是不是下发的那一份", "the workbook carries no seal, so that nobody can tell whether it was issued by the office"),
        Both("请下发单位确认：当初生成这份报表时没有用密钥的，不用处理", "the office should confirm that it was made without a key"),
        Both("这份报表生成时没有加 --key-file", "a workbook made without --key-file"),
    ),
    Entry(
        "I012", "figures-repeated", "warning",
        Both("数字和另一份完全相同", "same figures as another return"),
        Both("各表所填的数和“{other}”的完全相同（{filled} 个不为0的数）", "every figure equals that of “{other}” ({filled} figures other than 0)"),
        Both("请核对是不是交错了文件，或者照抄了另一份；确实相同的，不用处理", "check whether the wrong file was sent, or another return copied; nothing to do if the figures are right"),
        Both("把上年的报表改个年份又交了一遍", "last year's return sent again under a new year"),
    ),
    Entry(
        "I013", "identity-incomplete", "warning",
        Both("报表标识少了一处", "identity kept in one place only"),
        Both("{half}里的报表标识不全（缺 {keys}），已按另一处读取", "{half} no longer tells all of whose workbook it is (missing: {keys}); the other place was read"),
        Both("请不要删除文件属性和隐藏的工作表；能读出的内容不受影响", "leave the file's properties and hidden sheets alone; what was read is not affected"),
        Both("用“检查文档”删除了文件属性", "a tool removed the document properties"),
    ),
    Entry(
        "I016", "prior-not-found", "warning",
        Both("没有找到上年数据", "last year's figures not found"),
        Both("{place} 里没有“{expected}”能用的上年数据：{why}；{used}", "{place} has no figures of last year for “{expected}” that can be used: {why}; {used}"),
        Both("请核对名单或记录里的单位名称、代码、年度和统计口径，补上这个单位的上年数据后再审；确实没有上年数据的（如本年新设），不用处理", "check the unit's name, code, year and scope in the list or the records, add its figures and judge again; nothing to do where there are none, as for a new unit"),
        Both("名单里写的是单位的旧名称", "the list has the unit under its old name"),
    ),
    Entry(
        "I018", "prior-renamed", "warning",
        Both("上年数据在别的名称下", "last year's figures under another name"),
        Both("上年数据用的是“{actual}”{year}年度的，和“{expected}”代码相同、名称不同", "last year's figures are those of “{actual}” for {year}, which has the code of “{expected}” and another name"),
        Both("单位改了名称的，不用处理；不是同一个单位的，由下发单位改正名单里的单位代码，重新下发", "nothing to do where the unit was renamed; where it is another one, its office puts the code in the list right and issues the workbook again"),
        Both("教育局改称教育体育局，代码没有变", "an office that got another name and kept its code"),
    ),
    Entry(
        "I017", "prior-altered", "hard",
        Both("上年数据被改动", "last year's figures altered"),
        Both("报表里的上年数据和下发时不一样：{what}；{done}", "last year's figures in the workbook are not as they were issued: {what}; {done}"),
        Both("{remedy}", "{remedy}"),
        Both("解除保护后删掉了“上年数据”里的数", "figures of last year were deleted after lifting the protection"),
    ),
)

_RETURNED = (
    Entry(
        "I014", "returned-unchanged", "hard",
        Both("退回后没有改动", "unchanged since it was returned"),
        Both("这份报表第 {times} 次退回以后，填写的内容一处也没有改", "nothing was changed in this workbook since its return no. {times}"),
        Both("请按“退回问题清单”逐条改正，再交回；核对后确实不用改的，在封面或本表备注里注明已核对", "correct what its list of problems names, then send it again; if nothing needs correcting, say so on the cover or in a note"),
        Both("把退回的文件原样又发了回来", "the returned file was sent back as it was"),
    ),
    Entry(
        "I015", "content-not-restored", "hard",
        Both("没有补上内容", "content not restored"),
        Both("“{sheet}”有 {count} 项在上次交来的表里没有读到，退回后还空着，从 {cell} {label} 起", "{count} entries of “{sheet}” could not be read in the file sent before and are still blank, from {cell} {label} on"),
        Both("请对照上次交来的文件把内容重新填上；确实没有的，也请填写“无”或0", "type them again from that file; where there was nothing, say so or type 0"),
        Both("上次交来的表删掉了一张工作表，退回后没有重填", "a sheet was deleted in the file sent before, and not filled in again"),
    ),
    Entry(
        "I020", "returned-as-restored", "warning",
        Both("按恢复后的样子交回", "came back as restored"),
        Both("第 {times} 次退回时恢复了被改动的内容（{what}），交回来没有再改，按恢复后的计入", "return no. {times} restored what had been altered ({what}); it came back as it went and counts as restored"),
        Both("请确认单位已经核对过；不放心的，问一问当初为什么改", "make sure that the unit looked at it; if in doubt, ask why it had been altered"),
        Both("手工改了总计，退回时已恢复，核对无误后原样交回", "a total typed by hand was restored in the return, which came back as it was"),
    ),
)

_STRUCTURE = (
    Entry(
        "S001", "sheet-missing", "hard",
        Both("少了工作表", "sheet missing"),
        Both("找不到工作表“{sheet_name}”，{lost}", "the sheet “{sheet_name}” is not there; {lost}"),
        Both("{asked}；请不要删除工作表", "{asked}; do not delete sheets"),
        Both("只把其中一张表复制出来交回", "one sheet copied out and sent alone"),
    ),
    Entry(
        "S002", "structure-changed", "hard",
        Both("表格结构被改动", "structure changed"),
        Both("工作表“{sheet_name}”的行、列或标题被改动，有 {count} 项无法确定位置，从 {cell} {label} 起", "rows, columns or labels of “{sheet_name}” were changed; {count} entries cannot be placed, from {cell} {label} on"),
        Both("{asked}；请不要插入、删除行列，不要改标题", "{asked}; leave rows, columns and labels alone"),
        Both("插入或删除了行", "a row was inserted or deleted"),
    ),
    Entry(
        "S003", "contradictory-places", "hard",
        Both("位置互相矛盾", "contradictory places"),
        Both("“{label}”按位置读是“{expected}”，按名称读是“{actual}”，不能确定哪个对", "“{label}” reads “{expected}” by its place and “{actual}” by its name"),
        Both("请在退回的表里把这一项重新填上，其余内容都已保留；请不要剪切粘贴单元格", "type this entry again in the workbook that goes back, which keeps all others; do not cut and paste cells"),
        Both("剪切粘贴挪动了单元格", "cells were cut and pasted"),
    ),
    Entry(
        "S004", "total-differs", "hard",
        Both("总计显示值不同", "total differs"),
        Both("{sheet} {cell} {label}：文件里显示 {value}，按各格计算是 {ours}，以计算值为准（{total}）", "{sheet} {cell} {label}: the file shows {value}, the cells add up to {ours}, which counts ({total})"),
        Both("{remedy}", "{remedy}"),
        Both("手工改了总计", "a total typed by hand"),
    ),
    Entry(
        "S005", "older-layout", "info",
        Both("旧版式", "older layout"),
        Both("这份报表是较早版本的 govxl 生成的，已按名称和标题读取", "this workbook was made by an earlier version of govxl; it was read by names and labels"),
        Both("不用处理", "nothing to do"),
        Both("上个月发出的空白表", "a blank workbook sent last month"),
    ),
    Entry(
        "S024", "unknown-layout", "warning",
        Both("不认识的版式", "unknown layout"),
        Both("报表的版式标识不在已知的版本里，已按名称和标题读取，固定文字和公式没有核对", "no known version of govxl made this layout; it was read by names and labels, and its locked part was not compared"),
        Both("请下发单位核对：用更新的 govxl 生成的，请升级后再读；不是的，标识可能被改过", "if a newer govxl made it, upgrade and read it again; if not, its identity may have been altered"),
        Both("用更新版本的 govxl 生成的空白表", "a blank workbook made by a newer version of govxl"),
    ),
    Entry(
        "S025", "carried-formula", "hard",
        Both("报表自带的数据变成了公式", "carried data turned into a formula"),
        Both("“{sheet}”{cell} {label} 是报表下发时带来的，现在是公式 {now}，不能采信（共 {count} 格）", "“{sheet}” {cell} {label} came with the workbook and is now the formula {now}, which cannot be relied on ({count} cells)"),
        Both("请不要改动报表自带的数据，在下发的报表上填写；上年数据请下发单位重新提供", "leave alone what the workbook brought along and fill in the one issued; last year's figures must come from the office again"),
        Both("把上年数据的一格改成了公式", "a figure of last year turned into a formula"),
    ),
    Entry(
        "S026", "lines-hidden", "warning",
        Both("有内容的行列被隐藏", "hidden rows or columns hold entries"),
        Both("“{sheet}”隐藏的行列里有 {count} 格填了内容，从 {cell} {label}“{value}”起，都按填写的读取", "hidden rows or columns of “{sheet}” hold {count} entries, from {cell} {label} “{value}” on; all of them were read"),
        Both("请取消隐藏，核对里面的内容", "show them again and check what they say"),
        Both("隐藏了几行，里面填着数", "rows with figures in them were hidden"),
    ),
    Entry(
        "S027", "conditional-look", "warning",
        Both("条件格式会显示成别的样子", "a conditional format may show something else"),
        Both("“{sheet}”有 {count} 格带条件格式，条件成立时会显示成别的数，或者看不见，从 {cell} {label}“{value}”起，都按填写的读取", "{count} cells of “{sheet}” have a conditional format that may show something else than was typed, or nothing, from {cell} {label} “{value}” on; what was typed was read"),
        Both("请清除这几格的条件格式（“开始”里“条件格式”的“清除规则”），核对里面的内容", "clear the conditional formats of these cells and check what they say"),
        Both("给填数的格子加了条件格式，让0不显示", "a conditional format was added that hides figures"),
    ),
    Entry(
        "S006", "lines-moved", "warning",
        Both("插入或删除了行列", "rows or columns changed"),
        Both("“{sheet}”{change}；{read}", "“{sheet}”: {change}; {read}"),
        Both("请不要插入、删除行列；读到的数据不用重填", "do not insert or delete rows and columns; what was read needs no typing again"),
        Both("解除保护后插入了一行", "a row was inserted after lifting the protection"),
    ),
    Entry(
        "S007", "label-altered", "warning",
        Both("固定文字被改动", "label altered"),
        Both("“{sheet}”{cell} 的固定文字原来是“{was}”，现在是“{now}”", "the label in {cell} of “{sheet}” was “{was}” and is now “{now}”"),
        Both("不用重填，数据按原来的表式读取；退回的表里是原来的文字", "nothing needs typing again: the figures were read as the form has them, and a workbook that goes back has its labels"),
        Both("改写了一行的标题", "a row's label was reworded"),
    ),
    Entry(
        "S008", "label-spacing", "info",
        Both("固定文字的空格变了", "spacing of a label"),
        Both("“{sheet}”{cell} 的固定文字“{was}”里多了或少了空格、换行", "the label “{was}” in {cell} of “{sheet}” gained or lost blanks or line breaks"),
        Both("不用处理", "nothing to do"),
        Both("在标题里加了一个空格", "a blank added to a label"),
    ),
    Entry(
        "S009", "formula-replaced", "warning",
        Both("公式被改动", "formula replaced"),
        Both("“{sheet}”{cell} 的公式被改成了 {now}，以重新计算的结果为准", "the formula in {cell} of “{sheet}” was replaced by {now}; our own result counts"),
        Both("不用重填，不影响读取；退回的表里是原来的公式", "nothing needs typing again: what was read is not affected, and a workbook that goes back has its formulas"),
        Both("把校验结果改成了“通过”", "the state of a check typed over"),
    ),
    Entry(
        "S045", "references-lost", "warning",
        Both("公式指向的单元格没有了", "references lost"),
        Both("有 {count} 处公式指向的单元格已经不在（#REF!），从“{sheet}”{cell} 起，以重新计算的结果为准", "{count} formulas name cells that are gone (#REF!), from {cell} of “{sheet}” on; our own results count"),
        Both("不影响读取，填的内容不用重填；以后请不要删除工作表、行或列，也不要用复制出来的表顶替原来的表", "what was read is not affected and nothing needs typing again; do not delete sheets, rows or columns, nor put a copy in a sheet's place"),
        Both("复制了一张表，删掉了原来的那张", "a sheet was copied and the original deleted"),
    ),
    Entry(
        "S010", "stray-content", "warning",
        Both("表外有内容", "content outside the form"),
        Both("“{sheet}”在填写格以外的 {count} 格里有内容，从 {cell}“{value}”起，没有读取", "{count} cells of “{sheet}” outside the form hold something, from {cell} “{value}” on; it was not read"),
        Both("要报送的内容请填到填写格或本表备注里；草稿请删掉", "move what is to be reported into the cells of the form or the note; delete drafts"),
        Both("在表格旁边写了计算过程", "workings typed beside the table"),
    ),
    Entry(
        "S011", "merges-changed", "warning",
        Both("合并单元格变了", "merged cells changed"),
        Both("“{sheet}”有 {count} 处单元格被{done}：{cell}{read}", "{count} areas of “{sheet}” are {done}: {cell}{read}"),
        Both("请取消合并，核对被盖住的数：没有了的要重新填，其余不用重填；退回的表里已恢复原来的样子", "part them again and check the figures below: those that are gone must be typed again, the others not; a workbook that goes back has its cells as they were"),
        Both("把几格合并成了一格", "several cells merged into one"),
    ),
    Entry(
        "S012", "sheet-added", "warning",
        Both("多了工作表", "sheet added"),
        Both("多了一张工作表“{sheet}”（有内容的 {cells_count} 格），没有读取", "there is an extra sheet “{sheet}” ({cells_count} cells with content); it was not read"),
        Both("要报送的内容请填到原来的表里；其余请删掉", "move what is to be reported into the form's own sheets and delete the rest"),
        Both("复制了一张表做草稿", "a sheet copied for drafting"),
    ),
    Entry(
        "S013", "sheet-hidden", "warning",
        Both("工作表被隐藏", "sheet hidden"),
        Both("工作表“{sheet}”被隐藏了，仍然读取", "the sheet “{sheet}” was hidden; it was read all the same"),
        Both("请核对里面的内容；退回的表里已取消隐藏", "check what it says; a workbook that goes back shows it"),
        Both("隐藏了不用填的表", "a sheet hidden because there was nothing to fill in"),
    ),
    Entry(
        "S014", "sheet-renamed", "warning",
        Both("工作表被改名", "sheet renamed"),
        Both("工作表“{was}”被改名为“{sheet}”，已按标题读取", "the sheet “{was}” is now called “{sheet}”; it was known by its labels"),
        Both("不用重填；退回的表里是原来的名称", "nothing needs typing again; a workbook that goes back has its names"),
        Both("给工作表改了名", "a sheet renamed"),
    ),
    Entry(
        "S015", "sheets-reordered", "info",
        Both("工作表次序变了", "sheets in another order"),
        Both("工作表的次序和下发时不同", "the sheets stand in another order than issued"),
        Both("不用处理", "nothing to do"),
        Both("把一张表拖到了前面", "a sheet dragged to the front"),
    ),
    Entry(
        "S016", "protection-lifted", "info",
        Both("取消了保护", "protection lifted"),
        Both("取消了保护：{sheets}", "no longer protected: {sheets}"),
        Both("不用处理；标题和公式已逐格核对", "nothing to do: every label and formula was compared"),
        Both("在“审阅”里撤销了工作表保护", "sheet protection switched off"),
    ),
    Entry(
        "S017", "validation-lost", "info",
        Both("填写格失去了校验", "validation lost"),
        Both("“{sheet}”有 {count} 格不再检查填入的内容，从 {cell} {label} 起", "{count} cells of “{sheet}” no longer check what is typed, from {cell} {label} on"),
        Both("不用处理；所填内容已由 govxl 核对", "nothing to do: what was typed has been checked by govxl"),
        Both("从别处粘贴带来的格式盖掉了校验", "a paste replaced the validation"),
    ),
    Entry(
        "S018", "lock-changed", "info",
        Both("填写格被锁定", "inputs locked"),
        Both("“{sheet}”有 {count} 个填写格被锁定，从 {cell} {label} 起", "{count} inputs of “{sheet}” are locked now, from {cell} {label} on"),
        Both("不用处理；因此填不进去的，退回的表里可以填", "nothing to do; where nothing can be typed there, the workbook that goes back takes it"),
        Both("粘贴带来了锁定的格式", "a paste brought a locked format along"),
    ),
    Entry(
        "S019", "names-broken", "warning",
        Both("单元格名称被改动", "defined names broken"),
        Both("有 {count} 个单元格名称丢失或指向了别处，从 {point} 起（现在指向 {target}），已按位置和标题读取", "{count} defined names are gone or point elsewhere, from {point} on (now {target}); places and labels were used"),
        Both("不用重填；请不要剪切粘贴单元格，不要改动名称", "nothing needs typing again; do not cut and paste cells or change names"),
        Both("剪切粘贴挪动了单元格", "cells were cut and pasted"),
    ),
    Entry(
        "S020", "comment-added", "info",
        Both("有批注", "comments"),
        Both("“{sheet}”有 {count} 条批注，从 {cell}“{value}”起，没有读取", "“{sheet}” has {count} comments, from {cell} “{value}” on; they were not read"),
        Both("要报送的说明请写到本表备注或情况说明里", "write what is to be reported into the note or the reason cells"),
        Both("在单元格上加了批注", "a comment on a cell"),
    ),
    Entry(
        "S021", "manual-calculation", "info",
        Both("手动计算", "manual calculation"),
        Both("工作簿设成了手动计算，总计和校验结果可能没有更新", "the workbook is set to manual calculation; totals and checks in it may be stale"),
        Both("不用处理，已重新计算；打开后按 F9 可以更新", "nothing to do, all was worked out anew; F9 updates the workbook"),
        Both("在“公式—计算选项”里选了“手动”", "calculation set to manual"),
    ),
    Entry(
        "S022", "sheet-shown", "info",
        Both("显示了隐藏的工作表", "hidden sheet shown"),
        Both("隐藏的工作表“{sheet}”被显示出来了", "the hidden sheet “{sheet}” is shown now"),
        Both("不用处理", "nothing to do"),
        Both("取消了工作表的隐藏", "a hidden sheet was made visible"),
    ),
    Entry(
        "S023", "total-typed-over", "info",
        Both("总计的公式没有了", "total typed over"),
        Both("{sheet} {cell} {label}：公式被换成了 {now}，以计算值 {ours} 为准（{total}）", "{sheet} {cell} {label}: its formula was replaced by {now}; our figure {ours} counts ({total})"),
        Both("不用处理；以后请不要改总计格", "nothing to do; leave totals alone"),
        Both("手工填了总计，数是对的", "a total typed by hand, correctly"),
    ),
)

_BESIDE = (
    Entry(
        "S030", "drawn-words", "warning",
        Both("图形里有文字", "words in drawings"),
        Both("“{sheet}”上有 {count} 处{what}，从“{said}”起，没有读取", "“{sheet}” has {count} drawn objects ({what}), from “{said}” on; they were not read"),
        Both("要报送的内容请填到填写格或本表备注里；其余请删掉", "move what is to be reported into the cells of the form or the note; delete the rest"),
        Both("在表上放了一个文本框写说明", "a text box laid over the table"),
    ),
    Entry(
        "S031", "header-written", "warning",
        Both("页眉页脚里有文字", "words in the page header or footer"),
        Both("“{sheet}”的页眉或页脚里有 {count} 处文字，从“{said}”起，没有读取", "the page header or footer of “{sheet}” says “{said}” ({count} texts); it was not read"),
        Both("要报送的内容请填到填写格或本表备注里", "move what is to be reported into the cells of the form or the note"),
        Both("在页脚里写了经办人", "the name of the clerk in the footer"),
    ),
    Entry(
        "S032", "picture-added", "warning",
        Both("有图片", "pictures"),
        Both("{place}里有 {count} 张图片，从“{said}”起，图片里的内容没有读取", "there are {count} pictures in {place}, from “{said}” on; what they show was not read"),
        Both("图片里要报送的内容请填到填写格或本表备注里；其余请删掉", "type what is to be reported into the cells of the form or the note; delete the rest"),
        Both("贴了一张盖章页的照片", "a photograph of a stamped page"),
    ),
    Entry(
        "S033", "link-added", "info",
        Both("有链接", "links"),
        Both("“{sheet}”有 {count} 个链接，从“{said}”起，没有打开，也不写进报告", "“{sheet}” has {count} links, from “{said}” on; they were not opened and are not published"),
        Both("要公开的网址请写在文字里", "write addresses that are to be published into the text"),
        Both("从网页复制的文字带来了链接", "text copied from a web page brought its links along"),
    ),
    Entry(
        "S035", "reply-given", "warning",
        Both("有对退回意见的答复", "replies to what was returned"),
        Both("“{sheet}”里有 {count} 处对退回意见的答复，从“{said}”起，没有读取", "“{sheet}” holds {count} replies to what was returned, from “{said}” on; they were not read"),
        Both("请直接改正填写格；核对后不用改的，写到本表备注或情况说明里", "mend the cells themselves; where nothing is to be mended, say so in the note or the reason cells"),
        Both("在退回问题清单旁边写了“已核对”", "“checked” typed beside the list of problems"),
    ),
    Entry(
        "S036", "tucked-away-words", "info",
        Both("不显眼处有文字", "words in out-of-the-way places"),
        Both("{place}有 {count} 处{what}，从“{said}”起，没有读取", "{place} holds {count} texts tucked away ({what}), from “{said}” on; they were not read"),
        Both("要报送的内容请填到填写格或本表备注里", "move what is to be reported into the cells of the form or the note"),
        Both("在文件属性的备注里写了话", "a remark among the properties of the file"),
    ),
)

_VALUES = (
    Entry(
        "V001", "missing", "hard",
        Both("没有填", "not filled"),
        Both("{label} 没有填", "{label} is blank"),
        Both("请填写；数字没有发生的填 0，或者在表头的填报方式里选“空白均为0（已核对）”", "fill it in; type 0 where there is nothing, or declare above the table that blanks are zeros"),
        Both("有一格空着", "a cell left blank"),
    ),
    Entry(
        "V020", "missing-text", "warning",
        Both("没有写", "nothing written"),
        Both("{label} 没有写", "{label} is blank"),
        Both("请补上；确实没有的，可以不写", "write it, or leave it blank if there is nothing to say"),
        Both("一段文字空着", "no telephone number"),
    ),
    Entry(
        "V021", "sentence-used", "info",
        Both("用生成的句子", "generated sentence used"),
        Both("{label} 空着，报告里用按表格数据生成的句子", "{label} is blank; the report uses the sentence made from the figures"),
        Both("不用处理；想自己写的，写在这一项里", "nothing to do, unless you want words of your own"),
        Both("只填了表，没有写这一段", "the tables were filled in, this paragraph was not"),
    ),
    Entry(
        "V022", "private-character", "warning",
        Both("有自造字或坏字", "private-use or broken character"),
        Both("{label} {note}，别的电脑上可能显示不出来，或者显示成别的字", "{label} {note}; other computers may show nothing there, or another character"),
        Both("请换成标准字；姓名、地名里的生僻字一般已有标准字", "use the standard character; rare names have one by now"),
        Both("用造字程序造的字", "a character made with a font editor"),
    ),
    Entry(
        "V023", "unknown-sentence", "warning",
        Both("没有这个句子或数", "no such sentence or figure"),
        Both("{label} 里的“{names}”写了大括号，但没有叫这个名称的句子或数，或者括号没有写全{meant}；会照原样印出来", "“{names}” in {label} has a brace, and no sentence or figure is called so, or the other brace is missing{meant}; it will be printed as it stands"),
        Both("引用句子，请用“填报说明”最下面列出的名称；引用数，请写它在表里的行名，或者“行名/列名”；前后大括号都要写。不是引用的，请去掉大括号", "use one of the names of sentences listed at the end of the first sheet, or call a figure by the label of its row, or by row/column, with both braces; if nothing is called for, leave the braces out"),
        Both("句子的名称打错了一个字，或者少写了半个大括号", "one letter of the name was mistyped, or half of the braces"),
    ),
    Entry(
        "V039", "several-figures", "warning",
        Both("不知道引用的是哪个数", "several figures of this name"),
        Both("{label} 里的“{actual}”写了大括号，表里叫这个名称的不止一个数：{choices}；会照原样印出来", "“{actual}” in {label} has braces, and more than one figure is called so: {choices}; it will be printed as it stands"),
        Both("请写全是哪一个，例如写成“行名/列名”", "say which one, such as row/column"),
        Both("只写了列名，没有写是哪一行", "only the column was named, and several rows have a figure in it"),
    ),
    Entry(
        "V040", "sentence-for-figure", "warning",
        Both("引用的是一句话，不是数", "a sentence where a figure belongs"),
        Both("{label} 里的“{actual}”后面写了“{value}”，但它是一整句话，句子里已经有数", "“{actual}” in {label} has “{value}” behind it, and is a whole sentence with figures of its own"),
        Both("要引用一个数，请写它在表里的行名{choices}，或者“行名/列名”；要引用这句话，请去掉后面的“{value}”", "for a figure write the label of its row{choices}, or row/column; for the sentence leave out the “{value}”"),
        Both("写了一个句子的名称，后面又写“件”，会印成“……26件。件”", "the sentence “26 were carried in.” with “cases” behind it"),
    ),
    Entry(
        "V035", "text-continued", "info",
        Both("文字写到了格子下面", "text goes on below its cells"),
        Both("{label} 还有 {lines} 行写在它的格子下面（从 {cell} 起），已作为同一段文字读取", "{label} goes on for {lines} lines below its cells (from {cell} on); they were read as the same text"),
        Both("不用重填；段落多的，可以先在这些格子中间插入几行，或者几段放在一格里", "nothing needs typing again; rows may be inserted between the cells, or several paragraphs kept in one"),
        Both("从 Word 粘贴了15段，只有12格", "15 paragraphs were pasted into 12 cells"),
    ),
    Entry(
        "V036", "text-runs-over", "hard",
        Both("文字写进了下一项", "text runs into the next entry"),
        Both("{label} 的文字超出了它的格子，从 {cell} 起写到了“{expected}”那里，分不清哪几段属于哪一项", "{label} runs over its cells and, from {cell} on, into “{expected}”; which paragraph belongs to which cannot be told"),
        Both("请先在这一项的格子中间插入几行，再把文字放回各自的格子；“{expected}”的标题行要恢复原样", "insert rows between the cells of the text, put each text back into its own cells and restore the line of “{expected}”"),
        Both("从 Word 粘贴了20段，盖住了下一项的标题", "20 paragraphs were pasted over the next heading"),
    ),
    Entry(
        "V037", "text-too-long", "hard",
        Both("一段文字太长", "paragraph too long"),
        Both("{label} {measure}", "{label}: {measure}"),
        Both("请把这一段分成几段，或者删减", "break the paragraph up or shorten it"),
        Both("一格里贴了两万个表情符号", "20,000 emoji in one cell"),
    ),
    Entry(
        "V038", "too-much-text", "hard",
        Both("文字太多", "too much text"),
        Both("{label} {measure}", "{label}: {measure}"),
        Both("请删减；同一个句子的名称放一次就够，反复粘贴的内容只留一份", "shorten it; a sentence needs naming once, and what was pasted again and again is wanted once"),
        Both("一个句子的名称带花括号复制了几千遍", "the name of a sentence in braces, copied thousands of times"),
    ),
    Entry(
        "V002", "blank-table", "hard",
        Both("整张表没有填", "blank table"),
        Both("“{sheet}”整张表都没有填，也没有选填报方式", "nothing on “{sheet}” is filled in, and no way of filling was chosen"),
        Both("没有数据的，在表头的填报方式里选“全表无数据”；有数据的，逐格填写", "choose “全表无数据” above the table if there is nothing to report, else fill it in"),
        Both("这张表忘了填", "a table was forgotten"),
    ),
    Entry(
        "V003", "figures-in-nil-table", "hard",
        Both("选了全表无数据却有数", "figures in a nil table"),
        Both("“{sheet}”选了“全表无数据”，但有 {count} 格填了数", "“{sheet}” is declared to hold nothing, but {count} cells hold figures"),
        Both("请核对：有数据的，把填报方式改成“逐格填写”或“空白均为0（已核对）”；没有的，把数字删掉", "change the way of filling, or clear the figures"),
        Both("从上年的表复制过来，忘了删", "figures copied from last year"),
    ),
    Entry(
        "V004", "text-in-figure", "hard",
        Both("数字格里有文字", "text in a figure cell"),
        Both("{label} 填的是“{value}”，不是数字", "{label} holds “{value}”, which is not a figure"),
        Both("{proposal}", "type the figure alone; remarks go into the note below the table ({proposal})"),
        Both("22（其中修订16件）", "22 (16 of them revised)"),
    ),
    Entry(
        "V005", "not-a-number", "hard",
        Both("不是数字", "not a number"),
        Both("{label} 里的“{value}”不是数字", "{label} holds “{value}”, which is not a number"),
        Both("请删掉后重新填数字", "clear the cell and type the figure"),
        Both("单元格里是 TRUE", "the cell holds TRUE"),
    ),
    Entry(
        "V006", "not-whole", "hard",
        Both("应当是整数", "not whole"),
        Both("{label} 填的是 {value}，件数应当是整数", "{label} is {value}; a count is a whole number"),
        Both("请填整数；如果是金额，请填到金额那一格", "type a whole number"),
        Both("12.5 件", "12.5 cases"),
    ),
    Entry(
        "V007", "negative", "hard",
        Both("不能是负数", "negative"),
        Both("{label} 填的是 {value}，不能小于0", "{label} is {value}; it cannot be below 0"),
        Both("请填不小于0的数", "type a figure of 0 or more"),
        Both("-3 件", "-3 cases"),
    ),
    Entry(
        "V008", "too-many-decimals", "hard",
        Both("小数位太多", "too many decimals"),
        Both("{label} 填的是 {value}，最多 {places} 位小数", "{label} is {value}; at most {places} decimals are allowed"),
        Both("请四舍五入到 {places} 位小数，并核对单位", "round it to {places} decimals and check the unit"),
        Both("12.3456789 万元", "12.3456789"),
    ),
    Entry(
        "V009", "too-large", "hard",
        Both("数字太大", "too large"),
        Both("{label} 填的是 {value}，超过 15 位，表格软件已经存不准", "{label} is {value}: beyond 15 digits a spreadsheet no longer keeps it exactly"),
        Both("请核对单位和位数后重填", "check the unit and the digits"),
        Both("把电话号码填进了数字格", "a telephone number in a figure cell"),
    ),
    Entry(
        "V010", "error-value", "hard",
        Both("单元格是错误值", "error value"),
        Both("{label} 显示错误值 {value}", "{label} shows the error {value}"),
        Both("请删掉这一格的内容，重新填写", "clear the cell and fill it in again"),
        Both("#REF!", "#REF!"),
    ),
    Entry(
        "V011", "formula-in-input", "hard",
        Both("填写格里有公式", "formula in an input"),
        Both("{label} 里是公式 ={formula}，不能采信", "{label} holds the formula ={formula}, which cannot be relied on"),
        Both("请改为数值：复制这一格，选择性粘贴—数值", "turn it into a value: copy, paste special, values"),
        Both("=A1 或 =SUM(B2:B5)", "=A1 or =SUM(B2:B5)"),
    ),
    Entry(
        "V012", "mark-not-allowed", "hard",
        Both("不能填不适用", "not applicable is not allowed"),
        Both("{label} 填的是“{value}”，这一格不能填不适用", "{label} holds “{value}”; this cell cannot be marked as not applicable"),
        Both("没有发生请填 0；整张表的空白都是 0 的，在表头选“空白均为0（已核对）”", "type 0, or declare above the table that blanks are zeros"),
        Both("在件数里填了 /", "a slash for a count"),
    ),
    Entry(
        "V013", "date-in-figure", "hard",
        Both("数字变成了日期", "date in a figure cell"),
        Both("{label} 存的是日期 {date}，多半是填了 5/2 这样的内容", "{label} holds the date {date}; something like 5/2 was probably typed"),
        Both("请把单元格里的内容删掉，重新填数字；增减用 5 或 -2 这样填", "clear the cell and type the figure"),
        Both("填 5/2 变成了 5月2日", "5/2 became a date"),
    ),
    Entry(
        "V014", "not-a-choice", "hard",
        Both("不在选项里", "not one of the choices"),
        Both("{label} 填的是“{value}”，不在选项里", "{label} is “{value}”, which is not one of the choices"),
        Both("请从下拉列表里选：{choices}", "choose from the list: {choices}"),
        Both("自己写了一个选项", "a choice typed by hand"),
    ),
    Entry(
        "V030", "traced-figure", "hard",
        Both("数字有划掉、上下标、看不见或重复显示的", "figure struck out, raised, lowered, hidden or shown again and again"),
        Both("{label} 里{pieces}，其余是“{rest}”；按哪个数报？", "in {label} {pieces}, and the rest is “{rest}”: which figure is to be reported?"),
        Both("请删掉这一格的内容，只填要报的数，不要用删除线、上下标，也不要把字改成和底色一样；重新填了还是这样的，在“设置单元格格式—字体”里改过来；重复显示的，在“对齐”里把水平对齐由“填充”改成“常规”", "clear the cell and type the figure alone, nothing struck out, raised, lowered or in the colour of the cell; where it still is, set the font of the cell right (Format Cells, Font), or its horizontal alignment, where that is Fill, to General (Alignment)"),
        Both("把12划掉，在后面写了15", "12 struck out and 15 written behind it"),
    ),
    Entry(
        "V031", "struck-text", "hard",
        Both("有划掉或看不见的字", "words struck out or hidden"),
        Both("{label} 里{pieces}，不能确定要不要报送", "in {label} {pieces}; whether they are to be reported nobody can tell"),
        Both("请删掉划去的字，或取消删除线；看不见的字，要报送的改回黑色，不要的删掉", "delete the words that were struck out, or take the line away; show hidden words, or delete them"),
        Both("把一句话划掉了，没有删", "a sentence struck out and not deleted"),
    ),
    Entry(
        "V032", "raised-text", "info",
        Both("上下标按普通字读", "raised or lowered letters read as plain ones"),
        Both("{label} 里{note}，按普通的字读", "in {label} {note}, read as plain letters"),
        Both("不用处理；报告里不带上下标", "nothing to do; the report has them plain"),
        Both("m² 里的2用了上标", "a raised 2 in m2"),
    ),
    Entry(
        "V015", "folded", "info",
        Both("已规整的数字", "normalised figure"),
        Both("{label}：{note}", "{label}: {note}"),
        Both("不用处理；以后请用半角数字，不加逗号和空格", "nothing to do; plain digits are best"),
        Both("１２ 或 1,234", "full-width digits or 1,234"),
    ),
    Entry(
        "V016", "worked-out", "info",
        Both("已算出的加减式", "sum worked out"),
        Both("{label}：{note}", "{label}: {note}"),
        Both("不用处理；以后请直接填结果", "nothing to do; type the result next time"),
        Both("=23+5", "=23+5"),
    ),
    Entry(
        "V017", "declared-zeros", "info",
        Both("空白按0计", "blanks taken as zero"),
        Both("“{sheet}”选了“{mode}”，有 {count} 格空白按 0 计", "“{sheet}” is declared “{mode}”; {count} blank cells count as 0"),
        Both("不用处理", "nothing to do"),
        Both("整张表只有两个数不是 0", "a table with two figures that are not 0"),
    ),
    Entry(
        "V018", "date-format", "info",
        Both("数字带日期格式", "figure with a date format"),
        Both("{label}：单元格带日期格式，{note}", "{label}: the cell has a date format; {note}"),
        Both("不用处理", "nothing to do"),
        Both("从别处粘贴带来了格式", "a format that came with pasting"),
    ),
    Entry(
        "V019", "cleaned-text", "info",
        Both("已去掉看不见的字符", "invisible characters removed"),
        Both("{label}：{note}", "{label}: {note}"),
        Both("不用处理", "nothing to do"),
        Both("从网页复制带来的零宽字符", "zero-width characters copied from a web page"),
    ),
    Entry(
        "V024", "shown-differs", "hard",
        Both("显示的和存储的不同", "shows another value than it stores"),
        Both("{label} 显示的是“{shown}”，存储的是 {stored}，不能确定哪个对", "{label} shows “{shown}” and stores {stored}; which of them is meant cannot be told"),
        Both("请选中这一格，在“设置单元格格式—数字”里选“常规”，再重新填写要报的内容", "set the number format of the cell to General (Format Cells, Number), then type again what is to be reported"),
        Both("填 500，单元格带百分比格式，显示 500%，存储的是 5", "500 typed into a percent cell: it shows 500% and stores 5"),
    ),
    Entry(
        "V025", "shown-less", "info",
        Both("显示的比存储的少", "shows less than it stores"),
        Both("{label}：{note}", "{label}: {note}"),
        Both("不用处理；要看到完整的数，把这一格的数字格式改成“常规”", "nothing to do; the General format shows all of it"),
        Both("3.456 按两位小数显示为 3.46", "3.456 shown as 3.46"),
    ),
    Entry(
        "V026", "shown-text", "info",
        Both("文字格里的数字按显示的读", "number in a text cell read as shown"),
        Both("{label}：{note}", "{label}: {note}"),
        Both("请核对；不对的，请按文字重新填写", "have a look; type it again as text if it is not what was meant"),
        Both("邮编 010000 存成了 10000，按格式显示为 010000", "the postcode 010000, stored as 10000 and shown as 010000"),
    ),
    Entry(
        "V027", "not-a-date", "hard",
        Both("不是日期", "not a date"),
        Both("{label} 填的是“{value}”，不是一个日期", "{label} holds “{value}”, which is no date"),
        Both("请填年月日，例如 2026-01-20 或 2026年1月20日；确实有这一天才行", "type year, month and day, such as 2026-01-20; it must be a day of the calendar"),
        Both("填了“下周”，或者 2月30日", "“next week”, or February 30th"),
    ),
)

_RULES = (
    Entry(
        "R001", "rule-broken", "hard",
        Both("勾稽不符", "figures do not tie out"),
        Both("不符合“{says}”{sides}", "broken: {says}{sides}"),
        Both("{remedy}依据：{basis}", "{remedy}Source: {basis}"),
        Both("第一项加第二项不等于第三项加第四项", "the parts do not add up to the total"),
    ),
    Entry(
        "R002", "unexplained", "explainable",
        Both("需要说明", "explanation wanted"),
        Both("{says}{sides}{given}", "{says}{sides}{given}"),
        Both("{remedy}核对无误的，在“校验”表这一行的“情况说明”里写明原因（至少5个字）。依据：{basis}", "{remedy}If the figures are right, give the reason (5 characters at least) beside this rule on the checks sheet. Source: {basis}"),
        Both("本年开头的数和上年末尾的数不一样", "what was carried in differs from what last year carried out"),
    ),
    Entry(
        "R003", "doubtful", "warning",
        Both("请核实", "please verify"),
        Both("{says}{sides}", "{says}{sides}"),
        Both("{remedy}依据：{basis}", "{remedy}Source: {basis}"),
        Both("各格和上年完全一样", "every figure equals last year's"),
    ),
    Entry(
        "R004", "notable", "info",
        Both("提示", "worth knowing"),
        Both("{says}{sides}", "{says}{sides}"),
        Both("{remedy}依据：{basis}", "{remedy}Source: {basis}"),
        Both("数字比上年变化很大", "a figure changed a lot since last year"),
    ),
    Entry(
        "R005", "text-differs", "warning",
        Both("文字和表格不一致", "text and table differ"),
        Both("“{quote}”{spot}，写的是“{said}”{should}{given}", "“{quote}”{spot}: it says “{said}”{should}{given}"),
        Both("{remedy}{explain}依据：{basis}", "{remedy}{explain}Source: {basis}"),
        Both("文字里写“新收95件”，表里的总计是93", "the text says 95 were received and the table 93"),
    ),
    Entry(
        "R006", "text-sums-differ", "warning",
        Both("文字里的数对不上", "figures in the text do not add up"),
        Both("“{quote}”{spot}，写的是“{said}”{should}{given}", "“{quote}”{spot}: it says “{said}”{should}{given}"),
        Both("{remedy}{explain}依据：{basis}", "{remedy}{explain}Source: {basis}"),
        Both("“一共12件，5件公开，6件不公开”", "“12 in all, 5 of them granted and 6 refused”"),
    ),
    Entry(
        "R007", "text-slip", "warning",
        Both("文字有疏漏", "a slip in the text"),
        Both("“{quote}”{spot}：{says}{should}{given}", "“{quote}”{spot}: {says}{should}{given}"),
        Both("{remedy}{explain}依据：{basis}", "{remedy}{explain}Source: {basis}"),
        Both("报告里留下了“XX件”", "“XX” was left in the report"),
    ),
)

CATALOGUE: dict[str, Entry] = {
    entry.name: entry
    for entry in (*_FILE, *_CONTENT, *_IDENTITY, *_RETURNED, *_STRUCTURE, *_BESIDE, *_VALUES, *_RULES)
}
