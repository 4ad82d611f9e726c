"""The words of the command line, in Chinese and English: of commands, of files that cannot be read, of what is odd."""

from collections.abc import Sequence
from itertools import pairwise

from govxl.words import Both, Language

__all__ = ["FILE_LABELS", "KINDS", "LABELS", "NOTES", "language_in", "say"]

# -- Files


FILE_LABELS: dict[str, Both] = {
    "no-office": Both(
        "要生成 PDF，先装 LibreOffice（Windows 从官网安装，麒麟、统信从应用商店安装；Debian、Ubuntu 执行 apt install"
        " libreoffice-writer-nogui fonts-noto-cjk）；也可以用 Word 或 WPS 打开 .docx，另存为 PDF",
        "a PDF needs LibreOffice (Windows: from libreoffice.org; Debian, Ubuntu: apt install libreoffice-writer-nogui"
        " fonts-noto-cjk); or open the .docx in Word or WPS and save it as PDF",
    ),
    "office-slow": Both(
        "LibreOffice {seconds} 秒还没有生成 PDF，已停止；请关掉别的程序再试，或用 Word、WPS 打开 .docx 另存为 PDF",
        "LibreOffice made no PDF in {seconds} seconds and was stopped; try again, or save the .docx as PDF in Word",
    ),
    "office-failed": Both(
        "LibreOffice 没有生成 PDF，请看是否装了它的 Writer（Debian、Ubuntu：libreoffice-writer-nogui）；或用"
        " Word、WPS 打开 .docx 另存为 PDF",
        "LibreOffice made no PDF; see whether its Writer is there (Debian, Ubuntu: libreoffice-writer-nogui), or save"
        " the .docx as PDF in Word or WPS",
    ),
    "page-empty": Both("{path}：是空文件", "{path}: the file is empty"),
    "page-too-large": Both(
        "{path}：太大，不像是一份报告（网页不超过8MB，Word 文件不超过20MB，文字不超过100万字）",
        "{path}: too large to be a report (a page of at most 8 MB, a Word file of 20 MB, and a million characters)",
    ),
    "page-too-deep": Both(
        "{path}：网页的标签套得太深，读不完整；请在编辑器里清除格式后重新保存",
        "{path}: tags are nested too deeply to read all of it; clear the formatting in the editor and save again",
    ),
    "page-many-attributes": Both(
        "{path}：网页里有标签带着成千上万个属性，不像是一份报告；请在编辑器里清除格式后重新保存",
        "{path}: some tags have thousands of attributes; clear the formatting in the editor and save again",
    ),
    "page-word": Both(
        "{path}：是 Word 文件，没能读出来；请在 Word 或 WPS 里另存为 .docx 再试",
        "{path}: a Word file that could not be read; save it as .docx in Word or WPS and try again",
    ),
    "page-old-word": Both(
        "{path}：是 .doc、.wps 或 .rtf 这样的文件，或者加了密码；请在 Word 或 WPS 里打开，另存为 .docx（不加密码）",
        "{path}: a file such as .doc, .wps or .rtf, or one with a password; save it as .docx, without one, in Word",
    ),
    "page-not-word": Both(
        "{path}：不是 Word 文件(.docx)，也不是网页(.htm、.html)",
        "{path}: neither a Word file (.docx) nor a web page (.htm, .html)",
    ),
    "page-locked": Both(
        "{path}：加了密码，请在 Word 或 WPS 里去掉密码后重新保存",
        "{path}: has a password; remove it in Word or WPS and save again",
    ),
    "page-damaged": Both(
        "{path}：文件损坏或没有下载完；请在 Word 或 WPS 里打开，另存为 .docx 再试",
        "{path}: damaged or not downloaded whole; open it in Word or WPS, save it as .docx and try again",
    ),
    "page-archive": Both(
        "{path}：是单个文件网页(.mht)，请另存为网页(.htm)或 .docx",
        "{path}: a single file web page (.mht); save it as a web page (.htm) or .docx",
    ),
    "page-pdf": Both(
        "{path}：是 PDF，请用 Word 文件(.docx)或网页(.htm)",
        "{path}: a PDF; a Word file (.docx) or a web page (.htm) is needed",
    ),
    "page-not-html": Both(
        "{path}：不是网页(.htm、.html)，也不是 Word 文件(.docx)",
        "{path}: neither a web page (.htm, .html) nor a Word file (.docx)",
    ),
}


# -- Kinds


KINDS: dict[str, Both] = {
    "kind-struck": Both("这段文字被划掉：{text}", "this text is struck through: {text}"),
    "kind-hidden": Both("看不见的文字：{text}", "text that cannot be seen: {text}"),
    "kind-raised": Both("数字是上标或下标：{text}", "figures set above or below the line: {text}"),
    "kind-above": Both("文字上方另注有：{text}", "written above the text: {text}"),
    "kind-reversed": Both("文字方向被倒转，看到的次序与文件里的相反：{text}", "the direction is reversed: {text}"),
    "kind-generated": Both("由样式或列表添加的文字：{text}", "text added by a style or a list: {text}"),
    "kind-invisible": Both("数字中间有看不见的字符：{text}", "characters nobody sees inside a number: {text}"),
    "kind-broken": Both("一个数被断开，看起来是几个数", "a number is broken, it reads as several"),
    "kind-lookalike": Both("用了形似数字的别的字符", "other characters that look like digits"),
    "kind-direction": Both("不能核对：文字从右向左排：{text}", "cannot be compared: set from right to left: {text}"),
    "kind-font": Both(
        "不能核对：所用字体显示的可能不是这些字：{text}", "cannot be compared: the font may differ: {text}"
    ),
    "kind-style": Both(
        "不能核对：样式可能遮住、移动或改变文字：{text}",
        "cannot be compared: styles may cover, move or alter: {text}",
    ),
    "kind-picture": Both(
        "不能核对：有图片，图中的内容没有人看过：{text}", "cannot be compared: an unread picture: {text}"
    ),
    "kind-drawing": Both(
        "不能核对：有图形，里面的文字不是记录的图：{text}",
        "cannot be compared: a drawing that is no chart of the record: {text}",
    ),
    "kind-embedded": Both("不能核对：嵌入了别的内容：{text}", "cannot be compared: something else is embedded: {text}"),
    "kind-field": Both(
        "不能核对：文字由绑定的数据得来，打开时可能变化：{text}",
        "cannot be compared: text bound to data kept elsewhere: {text}",
    ),
    "kind-formula": Both("不能核对：公式里的文字：{text}", "cannot be compared: text in a formula: {text}"),
}

NOTES: dict[str, Both] = {
    "note-scripts": Both(
        "说明：网页带有脚本，浏览器里显示的可能与这里核对的不同，请在浏览器里看一遍",
        "note: the page has scripts; a browser may show something else than was compared, so look at it in one",
    ),
    "note-sheets": Both(
        "说明：网页引用外部样式表，没有核对，请在浏览器里看一遍",
        "note: the page fetches style sheets, which were not looked at; look at it in a browser",
    ),
}


# -- Commands


LABELS: dict[str, Both] = {
    **FILE_LABELS,
    **KINDS,
    **NOTES,
    "accepted": Both("通过", "accepted"),
    "rejected": Both("退回", "rejected"),
    "hard": Both("必须改正", "to correct"),
    "explainable": Both("需说明", "to explain"),
    "explained": Both("已说明", "explained"),
    "warning": Both("请核实", "to verify"),
    "info": Both("提示", "notes"),
    "count": Both("{n} 处{what}", "{n} {what}"),
    "clean": Both("没有问题", "nothing found"),
    "separator": Both("，", ", "),
    "beside": Both("，另有 {n} 处表外文字，见审核说明", "; {n} texts beside the form, listed in 审核说明"),
    "beside-returned": Both(
        "，另有 {n} 处表外文字，列在退回表里", "; {n} texts beside the form, listed in what goes back"
    ),
    "colon": Both("：", ": "),
    "semicolon": Both("；", "; "),
    "again": Both("同样的问题还有：", "the same at: "),
    "advice": Both("怎么改：", "What to do: "),
    "reason": Both("情况说明：", "Reason given: "),
    "outputs": Both("已生成：", "written: "),
    "total": Both(
        "共 {files} 个文件：通过 {accepted} 个，退回 {rejected} 个",
        "{files} files: {accepted} accepted, {rejected} rejected",
    ),
    "unread": Both("，读不了 {failed} 个", ", {failed} could not be read"),
    "passed-over": Both("，跳过 {passed} 个", ", {passed} passed over"),
    "left-out": Both("（没有计入：{what}）", " (not counted: {what})"),
    "left-out-ours": Both("govxl 自己生成的文件 {n} 个", "{n} that govxl made itself"),
    "left-out-hidden": Both("隐藏文件和锁文件 {n} 个", "{n} hidden ones and locks"),
    "skipped": Both("跳过  {path}：{why}", "skipped  {path}: {why}"),
    "closed": Both("{path}：{why}", "{path}: {why}"),
    "more": Both("……还有 {n} 格", "… and {n} more cells"),
    "missing-file": Both(
        "{path}：没有这个文件，请检查文件名和所在文件夹",
        "{path}: no such file; check the name and folder",
    ),
    "unreadable": Both("{path}：读不了（{why}）", "{path}: cannot be read ({why})"),
    "cannot-write": Both(
        "{path}：写不进去（{why}），请换一个文件夹，或先关闭正打开的文件",
        "{path}: cannot be written ({why}); choose another folder, or close the file if it is open",
    ),
    "disk-full": Both(
        "{path}：写不进去，磁盘满了（{why}）。原来的文件没有动；腾出空间再运行一次，或者换一个文件夹",
        "{path}: cannot be written, the disk is full ({why}). What was there is as it was; make room and run it again, "
        "or choose another folder",
    ),
    "exists": Both(
        "{path} 已经有了，没有覆盖；换个名字（-o），或加 --force",
        "{path} exists and was left alone; use another name (-o) or --force",
    ),
    "other-ending": Both(
        "-o {path}：这里生成的是 {ending} 文件；请写 -o {better}",
        "-o {path}: what is made is a {ending} file; write -o {better}",
    ),
    "no-folder": Both(
        "-o {path}：没有“{folder}”这个文件夹；请先建好，或者写到别处",
        "-o {path}: there is no folder {folder}; make it first, or write elsewhere",
    ),
    "not-a-folder": Both(
        "-o {path}：这里要写文件夹，各文件的名称是定好的",
        "-o {path}: a folder is wanted, the files in it have names of their own",
    ),
    "one-format": Both(
        "-o {path} 是文件名，只能用于一种格式；几种的请写文件夹",
        "-o {path} names one file, but several formats are wanted; give a folder",
    ),
    "no-format": Both("--to 没有“{name}”；可以写：{known}", '--to: there is no "{name}"; write {known}'),
    "no-level": Both(
        "说明：没有写 --level（{levels}），这份表里不做按级别的核对：{rules}",
        "note: without --level ({levels}), the checks that depend on it are off in this workbook: {rules}",
    ),
    "office-left": Both("已经有了，没有动：{path}", "there already, and left: {path}"),
    "office-other-year": Both(
        "{path} 里的年度还是 {there}；要办 {year} 年度的，请把 year 改成 {year}",
        "{path} still says that the year is {there}; for {year}, write year = {year} there",
    ),
    "office-next": Both(
        "接下来：在 {folder} 里填好名单，看一看 office.toml，再双击“开始”（或者运行 govxl office run）",
        "next: in {folder}, fill in the list, look at office.toml, then double-click 开始 (or: govxl office run)",
    ),
    "not-in-roster": Both("说明：名单里没有“{unit}”", "note: “{unit}” is not in the list"),
    "no-levels": Both(
        "说明：名单里有 {n} 家没有写层级，它们的表里不做按级别的核对：{rules}",
        "note: {n} units of the list have no level, and the checks that depend on it are off in theirs: {rules}",
    ),
    "issued-made": Both("已生成 {path}", "wrote {path}"),
    "issued-left": Both("已发出过，没有动：{path}", "issued before, and left: {path}"),
    "issued-found": Both("已登记 {path}（上次做好了，还没有登记）", "noted {path} (made before, and not noted yet)"),
    "issued-bare": Both("（没有上年数据）", " (no figures of last year)"),
    "kept-issue": Both(
        "{path}：不是发出时的样子，没有动；新的一份在旁边：{new}",
        "{path}: not as it was issued, and left alone; the new one stands beside it: {new}",
    ),
    "kept-issue-other": Both(
        "{path}：里面写的和名单不一样（{other}），没有动；按名单做的一份在旁边，请发这一份：{new}",
        "{path}: is not for whom the list has ({other}), and left alone; send the one beside it: {new}",
    ),
    "issued-otherwise": Both(
        "{path}：发出的这一份和名单不一样（{other}）",
        "{path}: as it was issued, it is not as the list has the unit ({other})",
    ),
    "issued-otherwise-all": Both(
        "发出的和名单不一样的 {n} 家：{units}；名单写错的，改正名单；名单没错的，重做一份再发给它填："
        "govxl new --unit 单位全称 --force{more}",
        "issued otherwise than the list has them: {n} units: {units}; where the list is wrong, correct it; where it is "
        "right, make the workbook again and send that one: govxl new --unit NAME --force{more}",
    ),
    "otherwise-aggregate": Both("（汇总的加上 --scope 汇总）", " (and --scope aggregate, for an aggregate)"),
    "older-issue": Both(
        "{path}：以前发出的一份还在，没有动；请发新的这一份：{new}",
        "{path}: what was issued before is still there, and left alone; send the new one: {new}",
    ),
    "no-priors": Both(
        "没有上年数据的 {n} 家：{units}；它们的跨年核对显示“无上年数据”",
        "without figures of last year: {n} units: {units}; checks against last year are off in theirs",
    ),
    "issued-once": Both("（上年数据是“{once}”的）", " (last year's figures are those of “{once}”)"),
    "issued-coded-once": Both("（上年数据是代码 {code} 的）", " (last year's figures are those of code {code})"),
    "issued-recoded": Both(
        "上年用别的代码的 {n} 家：{units}；名称相同，又没有别的同名单位，上年数据按名称取；不是同一个单位的，"
        "请把名单里的全称写到分得清，再用 --force 生成",
        "under another code last year: {n} units: {units}; nobody else has their name, by which their figures of last "
        "year were found: where it is another unit, give it a name of its own in the list and make it again with "
        "--force",
    ),
    "was-coded": Both("{unit}（上年 {code}，现在 {now}）", "{unit} ({code} last year, now {now})"),
    "issued-renamed": Both(
        "上年用别的名称的 {n} 家：{units}；上年数据按代码取，不是同一个单位的，请改正名单里的代码，再用 --force 生成",
        "under another name last year: {n} units: {units}; their figures of last year were found by code: where it is "
        "another unit, put the code in the list right first and make them again with --force",
    ),
    "was-once": Both("{unit}（上年是“{once}”）", "{unit} (was “{once}”)"),
    "stranger-coded": Both("{unit}（代码 {code}，名单里是 {listed}）", "{unit} (code {code}, in the list {listed})"),
    "strangers": Both(
        "有上年数据、名单里却没有的 {n} 家：{units}；请补进名单，或核对名称和代码",
        "with figures of last year, but not in the list: {n} units: {units}; add them, or see their names and codes",
    ),
    "issued-total": Both(
        "共 {n} 家：这次生成 {made}，以前发出 {left}，没做成 {failed}；在 {folder}",
        "{n} units: {made} made now, {left} issued before, {failed} not made; in {folder}",
    ),
    "no-record-inside": Both("{path}：里面没有 record.json", "{path}: there is no record.json in it"),
    "many-records-inside": Both(
        "{path}：里面有 {n} 份记录，请写明是哪一份，例如 {first}",
        "{path}: there are {n} records in it; say which, such as {first}",
    ),
    "kept-return": Both(
        "{path} 里已经有人改过，没有覆盖；那一份才是要看的，或者先把它移走",
        "{path} was worked in since and left alone; look at that one, or move it away first",
    ),
    "kept-output": Both(
        "{path} 和 govxl 生成时不一样（有人改过），保留没动；新生成的在旁边，名字里带“（新）”",
        "{path} is not as govxl made it (somebody changed it) and was left alone; the new one is beside it: （新）",
    ),
    "stale": Both(
        "{path}：这是以前通过时生成的，这次退回了，里面的记录和报告已经不作数；改好通过后会更新，在那以前请不要用，"
        "要作废就移走",
        "{path}: this was made when it was accepted before; it is rejected now, and the record and reports there are "
        "out of date. Accepted again, they are made anew; until then leave them unused, or move them away",
    ),
    "not-sealed": Both(
        "{path} 没有防伪校验码，新表也没有加；要加的，请重新生成空白表",
        "{path} has no seal, so the new workbook got none; make a blank one where it is wanted",
    ),
    "not-returned-other": Both(
        "{path}：没有生成退回表，这份文件没法退回去改；请对方交回发给本单位的那份报表，丢了的另发一份",
        "{path}: nothing to send back was made, as this file cannot be mended; its sender has the workbook that was "
        "issued to send, or wants another one",
    ),
    "not-returned-unchanged": Both(
        "{path}：没有再生成退回表，请对方在这一份上改",
        "{path}: nothing further to send back was made; its sender is to work in this one",
    ),
    "not-returned-long": Both(
        "{path}：没有生成退回表，文字太长，新表里放不下；请对方在这份表里删减后再交",
        "{path}: nothing to send back was made, as its texts have no room in a new workbook; its sender is to "
        "shorten them in this one",
    ),
    "not-returned-prior": Both(
        "{path}：上年数据没有了，没有生成退回表；加 --prior 再处理一次，就会带上年数据退回，所填内容不用重填",
        "{path}: last year's figures are gone, so nothing to send back was made; with --prior it goes back with them, "
        "and nothing needs typing again",
    ),
    "not-returned-migrate": Both(
        "{path}：没有生成退回表，要换成对的表；填的确是要的数，就不用重填：运行 govxl migrate {path}{year}"
        " 移到新表里，再发回去",
        "{path}: nothing to send back was made, as another form or year is wanted; if these are the figures that are, "
        "`govxl migrate {path}{year}` moves them into a new workbook to send back",
    ),
    "no-inbox": Both(
        "没有写要处理哪些文件，也不在办公室的文件夹里；请写文件或文件夹，或者用 --office、--archive 说明",
        "no files were named, and this is no office's folder; name files or folders, or give --office or --archive",
    ),
    "empty-roster": Both(
        "{path}：名单里还没有单位，这次没有按名单核对",
        "{path}: the list has no units yet, so nothing was held against it",
    ),
    "no-roster": Both(
        "{path}：没有名单，这次没有按名单核对，谁的表都会收下",
        "{path}: there is no list of units, so nothing was held against it and anybody's return is taken",
    ),
    "archive-lost": Both(
        "{path}：归档不在这里，或者是空的，可是 {folder} 里已有以前的结果；"
        "请先把归档放回来（从备份恢复，或改正 office.toml 里的 archive），再运行",
        "{path}: the archive is not here or is empty, but {folder} holds results of before; put it back first (from a "
        "backup, or mend archive in office.toml)",
    ),
    "outcome-accepted": Both("通过", "accepted"),
    "outcome-rejected": Both("退回", "rejected"),
    "outcome-conflict": Both("冲突", "in conflict"),
    "outcome-superseded": Both("已有后来的", "superseded"),
    "outcome-duplicate": Both("重复", "duplicate"),
    "outcome-unknown-unit": Both("名单外", "unknown unit"),
    "outcome-unreadable": Both("读不了", "unreadable"),
    "outcome-skipped": Both("跳过", "skipped"),
    "outcome-busy": Both("正在写入", "busy"),
    "outcome-line": Both("{outcome}  {path}：{why}", "{outcome}  {path}: {why}"),
    "why-taken": Both("{day} 已经收过，之后没有变", "taken in on {day}, and the same since"),
    "why-duplicate": Both("和 {day} 收到的 {of} 一字不差", "the very same as {of}, received on {day}"),
    "why-superseded": Both(
        "后来交回的 {later} 里已经改过，以那一份为准；这一份存档，不计入",
        "{later} came back later and was worked in, and counts; this one is kept and does not",
    ),
    "why-superseded-blank": Both(
        "还是发出时的样子，没有填；填了的是 {later}，以那一份为准；这一份存档，不计入",
        "as it was issued, with nothing filled in; {later} is the one that was; this one is kept and does not count",
    ),
    "why-superseded-same": Both(
        "内容和 {later} 一样，只是又保存了一次，以那一份为准；这一份存档，不计入",
        "holds what {later} does, saved once more; that one stands, and this one is kept and does not count",
    ),
    "why-superseded-unchanged": Both(
        "退回以后又报了一次，内容没有改；请对方在 {later} 上改好再报；这一份存档，不计入",
        "sent once more with nothing changed since it was returned; {later} is to be worked in; this one is kept and "
        "does not count",
    ),
    "why-conflict": Both(
        "冲突：“{unit}”已有一份数字不同、也通过了的报表（{of}），中间没有退回过；两份都已存档，都先不算数，请问清后决定："
        "govxl archive decide {unit} --accept --record 几 --by 姓名 --note 理由",
        "conflict: another accepted return of “{unit}”, {of}, has other figures and was not sent back; both are kept "
        "and neither counts until somebody decides: govxl archive decide {unit} --accept --record N --by NAME "
        "--note WHY",
    ),
    "why-otherwise": Both(
        "和名单不一样：{other}；是照表里写的核对的。名单写错的，改正名单；名单没错的，重做一份请它改用："
        "govxl new --unit {unit} --force{more}",
        "not as the list has it: {other}; it was judged as it says itself. Where the list is wrong, correct it; where "
        "it is right, make the workbook again and ask for that one: govxl new --unit {unit} --force{more}",
    ),
    "why-unknown-code": Both(
        "名单外：“{unit}”在名单里的代码是 {listed}，这份里写的是 {code}；已存档，不计入。名单写错的，改正代码后"
        "再处理一次；名单没错的，请它改用按名单做的那一份（govxl new）",
        "unknown unit: the code of “{unit}” is {listed} in the list, and {code} here; it is kept and does not count. "
        "Where the list is wrong, correct it and run this again; where it is right, ask for the workbook that "
        "govxl new makes for it",
    ),
    "why-unknown-unit": Both(
        "名单外：名单里没有“{unit}”{near}；已存档，不计入。请核对名称和代码，补进名单后再处理一次",
        "unknown unit: the list has no “{unit}”{near}; it is kept and does not count. Correct the list and run this "
        "again",
    ),
    "why-unknown-scope": Both(
        "名单外：这份的统计口径是“{scope}”，名单里“{unit}”只有“{listed}”的；已存档，不计入。"
        "要收这一份，请在名单里给它加一行，统计口径写“{scope}”，再处理一次",
        "unknown unit: this return is of scope “{scope}”, and the list has “{unit}” for “{listed}” alone; it is kept "
        "and does not count. To take it, add a line to the list with that scope, and run this again",
    ),
    "why-waiting": Both(
        "待审核：请看过再决定：govxl archive decide {unit} --accept 或 --return --by 姓名 --note 理由",
        "waits for a person: govxl archive decide {unit} --accept or --return --by NAME --note WHY",
    ),
    "killed-worker": Both(
        "处理 {path} 时程序两次意外中止（内存不够，或者文件有问题），这一份没有处理；请把它发给维护者",
        "the process ended twice while it was at {path} (out of memory, or something in it), which was not judged; "
        "please report the file",
    ),
    "no-engine": Both(
        "--engine 只有 pool（本机的多个进程）和 dask（集群），没有“{name}”",
        "--engine is pool (processes of this machine) or dask (a cluster), not {name}",
    ),
    "no-scheduler": Both(
        "--engine dask 还要写调度器的地址：--scheduler tcp://主机:8786",
        "--engine dask wants the scheduler's address: --scheduler tcp://HOST:8786",
    ),
    "no-dask": Both(
        "--scheduler 要和 --engine dask 一起写",
        "--scheduler goes with --engine dask",
    ),
    "jobs-elsewhere": Both(
        "--jobs 说的是本机的进程数，和 --engine dask 不能一起写：集群里有几个计算节点就用几个",
        "--jobs counts processes of this machine; with --engine dask all workers of the scheduler are used",
    ),
    "dask-without-archive": Both(
        "--engine dask 要存进归档才能用；请在办公室的文件夹里运行，或者写 --archive",
        "--engine dask is for what goes into an archive; run it in an office's folder, or give --archive",
    ),
    "withdrawn": Both(
        "{path}：这一份现在不算数了，里面由 govxl 生成的文件已经移走",
        "{path}: this return does not stand any more, and what govxl made there was taken away",
    ),
    "sum-renamed": Both(
        "{path}：这个单位改了名称或代码，现在的汇总在“{unit}”名下，这里由 govxl 生成的文件已经移走",
        "{path}: the unit has another name or code now, and its sum stands under “{unit}”; what govxl made here was "
        "taken away",
    ),
    "left-there": Both(
        "{path}：有人放在那里或改过，留着没动",
        "{path}: somebody put or changed it there, and it was left alone",
    ),
    "outputs-failed": Both(
        "{path}：已存档，但结果没有写成：{why}；排除后再运行一次，会补上",
        "{path}: it is in the archive, but its outputs were not written: {why}; run this again and they will be",
    ),
    "finished-now": Both(
        "上次中断时没写完的补上了：{unit}，{path}", "written now, as the last run was stopped before it: {unit}, {path}"
    ),
    "taken-none": Both("没有", "none"),
    "total-taken": Both("共 {files} 个文件：", "{files} files: "),
    "count-of": Both("{what} {n} 个", "{n} {what}"),
    "waiting-of-them": Both("（其中待审核 {n} 个）", " ({n} of them wait for a person)"),
    "superseded": Both(
        "{path}：后来的 {later} 里已经改过，看那一份，这一份跳过",
        "{path}: {later} came back later and was worked in; that one is judged, this one passed over",
    ),
    "skipped-returned-unchanged": Both(
        "{path}：退回后还没有改动，跳过",
        "{path}: nothing was changed since it was returned; passed over",
    ),
    "skipped-returned-as-restored": Both(
        "{path}：退回后还没有改动，跳过；如果是对方核对后交回的，请单独处理这一份：govxl ingest {path}",
        "{path}: nothing was changed since it was returned; passed over. If its sender looked at it and sent it back, "
        "take it in by itself: govxl ingest {path}",
    ),
    "migrated": Both(
        "从 {old} 移到 {new}（{year} 年）：移好 {moved} 项，没有地方放 {dropped} 项，没读到 {lost} 项，待填 {added} 项",
        "from {old} to {new} ({year}): {moved} moved, {dropped} without a place, {lost} not found, {added} new",
    ),
    "migrated-dropped": Both("没有地方放，请自己处理：", "without a place in the new form, to be dealt with by hand:"),
    "migrated-lost": Both("旧表里没有读到，请对照旧表补填：", "not found in the old workbook, to be typed again:"),
    "migrated-added": Both("新表里多出来的，请填写：", "new, to be filled in:"),
    "migrated-moved": Both("已移好：", "moved:"),
    "made": Both("已生成 {path}", "wrote {path}"),
    "no-form": Both(
        "没有可用于 {name} 的表式；用 govxl forms 看已安装的表式",
        "no form fits {name}; `govxl forms` lists the installed ones",
    ),
    "year-outside": Both(
        "{name} 不能用于 {year} 年度，填好了也不会通过；请用 --form {right}",
        "{name} is not for {year}, no workbook of it could pass; use --form {right}",
    ),
    "year-outside-all": Both(
        "{name} 没有用于 {year} 年度的版本；用 govxl forms 看各版本的年度",
        "no edition of {name} is for {year}; `govxl forms` lists their years",
    ),
    "which-form": Both(
        "装有几个表式，请用 --form 写明要哪一个：{forms}",
        "several forms are installed; say which with --form: {forms}",
    ),
    "no-files": Both("没有找到要处理的文件", "no files to work on"),
    "no-code": Both(
        "{within}没有 {code} 这个代码或规则{meant}。全部代码：{known}。规则和总计：{rules}",
        "{within}there is no code or rule {code}{meant}. Known codes: {known}. Rules and totals: {rules}",
    ),
    "prose-no-text": Both(
        "{path}：不是文字，编码认不出，或者超过 {most} 字；请存成 UTF-8 的 .txt，或者给出 .docx、.xlsx、record.json",
        "{path}: no text, or of an unknown encoding, or of more than {most} characters; save it as .txt in UTF-8, or "
        "give a .docx, a workbook or a record.json",
    ),
    "prose-no-field": Both(
        "表式 {form} 里没有叫 {name} 的项；各项的名称见 govxl forms cells {form}",
        "the form {form} has no field {name}; govxl forms cells {form} lists them",
    ),
    "prose-year-told": Both(
        "按文字里写的 {year} 年度来读；不是这一年的报告，请用 --year 写明",
        "read as of {year}, the year that it names; if the report is for another, say so with --year",
    ),
    "prose-prior-alone": Both(
        "只有文字，不知道是哪个单位哪一年的，不能和上年的比；请用 --record 给出本年的记录，或者给出报表、record.json",
        "of words alone nobody knows whose they are, so last year's are no use: give this year's record with --record, "
        "or a workbook or a record.json instead of the words",
    ),
    "prose-nothing": Both("没有读到数", "no figure was read in it"),
    "prose-agrees": Both("相符", "agrees"),
    "prose-differs": Both("不符", "differs"),
    "prose-slip": Both("请核实", "look at"),
    "prose-open": Both("未核对", "not held"),
    "prose-none": Both("不在表里", "in no table"),
    "prose-certain": Both("（肯定）", " (certain)"),
    "prose-unsure": Both("（不肯定）", " (not certain)"),
    "prose-spot": Both("第{paragraph}段第{first}—{last}字", "paragraph {paragraph}, {first} to {last}"),
    "prose-words": Both("认出的词：{words}", "words: {words}"),
    "prose-more": Both(" 等", " …"),
    "prose-or": Both(" 或 ", " or "),
    "prose-up": Both("增", "up"),
    "prose-down": Both("减", "down"),
    "prose-last": Both("上年", "last year"),
    "prose-should": Both("应为 {should}", "should be {should}"),
    "explain-near": Both("，是不是 {near}", "; perhaps {near} is meant"),
    "explain-within": Both("{form} 里", "in {form} "),
    "explain-where": Both("在哪里：", "Where: "),
    "explain-rule": Both("规则", "a rule"),
    "explain-total": Both("总计，自动算出，不用填", "a total, worked out by the workbook"),
    "explain-entry": Both("填写的格子，填得不对的会指出来", "entries; what does not fit there is reported"),
    "explain-adds": Both("由这些相加：", "Adds up: "),
    "basis": Both("依据：", "Basis: "),
    "no-parquet": Both(
        "写 Parquet 要另装一个库，请运行：pip install '{extra}'",
        "Parquet needs one more library; run: pip install '{extra}'",
    ),
    "usage": Both("用法：{call}", "Usage: {call}"),
    "usage-command": Both("命令 …", "COMMAND …"),
    "usage-options": Both("[选项]", "[OPTIONS]"),
    "usage-help": Both("怎样写，看：{command} --help", "See how it is written: {command} --help"),
    "usage-missing": Both("少写了 {name}：{says}", "{name} is missing: {says}"),
    "usage-no-option": Both("没有 {name} 这个选项", "there is no option {name}"),
    "usage-no-command": Both("没有“{name}”这个命令", 'there is no command "{name}"'),
    "usage-meant": Both("，是不是 {name}", "; perhaps {name} is meant"),
    "usage-bad": Both("{name} 写的是“{value}”", '{name}: "{value}" will not do'),
    "usage-lang": Both("；只能写 zh 或 en", "; write zh or en"),
    "usage-number": Both("；要写整数，例如 2025", "; a whole number is wanted, such as 2025"),
    "usage-date": Both("；要写日期，例如 2026-01-20", "; a date is wanted, such as 2026-01-20"),
    "usage-no-value": Both("{name} 后面要写内容", "{name} wants something after it"),
    "usage-extra": Both("多写了：{extra}；有空格的要放在引号里", "too much: {extra}; what has blanks stands in quotes"),
    "plain-only": Both(
        "没有看懂：{call}。这里没有装 typer，没有帮助，命令要写全，例如 govxl new --unit 示例县财政局 --year 2025；"
        "要看帮助，先运行 pip install typer rich",
        "this was not understood: {call}. There is no help here, for typer is not installed, and calls are written in "
        "full, such as govxl new --unit 示例县财政局 --year 2025; for help, run pip install typer rich first",
    ),
    "not-installed": Both(
        "这一步要用 {name}，这里没有装；请先运行 pip install {name}，再来一次",
        "this takes {name}, which is not installed here; run pip install {name} first, and then this again",
    ),
    "usage-other": Both("命令写得不对：{why}", "the call cannot be understood: {why}"),
    "examples": Both("例子：", "Examples:"),
    "commands": Both("命令", "Commands"),
    "listed": Both("、", ", "),
    "bad-record": Both("{path}：不是 govxl 的记录（{why}）", "{path}: not a record of govxl ({why})"),
    "bad-prior": Both(
        "{path}：不是 govxl 的记录（{why}）；--prior 后面写 record.json、装着记录的文件夹，或一张名单（.xlsx、.csv）",
        "{path}: not a record of govxl ({why}); --prior takes a record.json, a folder of them, or a list (.xlsx, .csv)",
    ),
    "bug": Both(
        "govxl 自身出错（{why}）。请把这个文件和命令发给维护者；加 --debug 可以看到详细位置",
        "govxl itself failed ({why}). Please report the file and the command; --debug shows where",
    ),
    "no-memory": Both(
        "内存不够，没有处理完。请关掉别的程序，或者分几次处理",
        "out of memory before the work was done. Close other programs, or work through fewer files at a time",
    ),
    "old-python": Both(
        "建议把 Python 从 {here} 升级到 {wanted} 以上，修补解析压缩包和 XML 的漏洞；不升级也能用。只提醒这一次",
        "Python {wanted} or later mends faults in reading zip files and XML; {here} works too. This is said once",
    ),
    "diff-title": Both("从 {old} 到 {new}：", "from {old} to {new}:"),
    "diff-none": Both("{old} 和 {new} 没有不同", "{old} and {new} do not differ"),
    "diff-added": Both("增加", "added"),
    "diff-dropped": Both("取消", "dropped"),
    "diff-reworded": Both("改写", "reworded"),
    "diff-altered": Both("改变", "changed"),
    "diff-form": Both("适用", "form"),
    "diff-table": Both("表", "table"),
    "diff-row": Both("行", "row"),
    "diff-column": Both("列", "column"),
    "diff-cell": Both("格", "cell"),
    "diff-part": Both("部分", "part"),
    "diff-field": Both("项", "field"),
    "diff-rule": Both("规则", "rule"),
    "status-title": Both("{year}年度{title}，截至{at}，应报 {n} 家", "{title} {year}, as of {at}: {n} units"),
    "status-late": Both("逾期 {n}", "late {n}"),
    "status-overdue": Both(" 逾期", " late"),
    "status-group": Both("{name}：{n} 家，办结 {done} 家", "{name}: {n} units, {done} done"),
    "status-exceptions": Both("特批接收（{n} 家，没有通过核对）：", "accepted as exceptions ({n}, they did not pass):"),
    "status-conflicts": Both(
        "报了几份、数据不同，要选定一份（{n} 家）：",
        "several returns with other figures, to be chosen among ({n}):",
    ),
    "status-strangers": Both("不在名单里（{n} 个）：", "not in the list of units ({n}):"),
    "status-unknown": Both(
        "认不出是哪个单位的文件（{n} 个）：",
        "files of which nobody can tell whose they are ({n}):",
    ),
    "sum-whole": Both(
        "{unit} {year}年度汇总：直接计入 {n} 份，逐级共 {returns} 份报表，齐全",
        "{unit} {year}: the sum of {n} direct inputs, {returns} returns in all; complete",
    ),
    "sum-incomplete": Both(
        "{unit} {year}年度汇总：不完整。直接计入 {n} 份，逐级共 {returns} 份报表，下列的不在里面：",
        "{unit} {year}: an incomplete sum of {n} direct inputs, {returns} returns in all; not in it:",
    ),
    "sum-draft": Both(
        "{unit} {year}年度汇总草稿（不存档）：直接计入 {n} 份，逐级共 {returns} 份报表",
        "{unit} {year}: a draft of a sum, not kept: {n} direct inputs, {returns} returns in all",
    ),
    "sum-missing": Both("未报送 ", "nothing came: "),
    "sum-left-out": Both("未计入 ", "left out: "),
    "sum-gap-of": Both("（在{of}的汇总里）", " (in the sum of {of})"),
    "sum-more-gaps": Both("还有 {n} 家，见审核说明", "and {n} more, see the review paper"),
    "sum-exceptions": Both("特批接收 {n} 份：{units}", "accepted as exceptions ({n}): {units}"),
    "sum-wrong": Both(
        "已公开（有误）、指名计入的 {n} 份：{units}", "published, known to be wrong, and named ({n}): {units}"
    ),
    "include-not-wrong": Both(
        "--include 写的“{name}”：这次汇总里没有用到它已公开（有误）的报表",
        "--include: no return of “{name}” that is known to be wrong is in what was added up here",
    ),
    "no-such-unit": Both("名单里没有“{name}”", "the list has no “{name}”"),
    "sum-unaudited": Both("未审核 {n} 份：{units}", "accepted by nobody yet ({n}): {units}"),
    "sum-outdated": Both(
        "后来又报、没有计入的 {n} 份，用的是原来的：{units}",
        "came later and do not count, the earlier ones do ({n}): {units}",
    ),
    "sum-set-aside": Both(
        "另交来的汇总 {n} 份没有计入，和自己填报的不同或者不齐全，计入的是填报的（查不到它下面各家）：{units}",
        "sums handed over that are not what was typed, or not whole; what was typed counts, and nobody below it is "
        "told ({n}): {units}",
    ),
    "sum-adjusted": Both("调整 {n} 项：", "adjustments ({n}):"),
    "sum-carried": Both(
        "沿用上次汇总的调整 {n} 项（不要了的，用 --parent 和一份只有标题的 --adjust 取消）：",
        "adjustments of the last sum, still in force ({n}; --parent and a list with only its header take them back):",
    ),
    "sum-added": Both("比上年多了 {n} 家：{units}", "not in last year's sum ({n}): {units}"),
    "sum-gone": Both("上年有、今年没有 {n} 家：{units}", "only in last year's sum ({n}): {units}"),
    "sum-broken-by": Both(
        "“{rule}”在这些单位自己的报表里就不成立：{units}",
        "“{rule}” does not hold in these units' own returns: {units}",
    ),
    "sum-broken-more": Both("等，还有别的", ", and in others"),
    "sum-broken-adjusted": Both(
        "“{rule}”调整以前成立，调整以后不成立，请核对调整",
        "“{rule}” held before the adjustments and does not after them; look at these",
    ),
    "sum-agrees": Both(
        "和本单位自己填的汇总表 {file} 逐格一致（{cells} 格）",
        "is what the unit typed itself in {file} ({cells} cells)",
    ),
    "sum-disagrees": Both(
        "和本单位自己填的汇总表 {file} 不符：{cells} 格里有 {n} 格",
        "is not what the unit typed itself in {file}: {n} of {cells} cells differ",
    ),
    "sum-not-compared": Both(
        "本单位自己填的汇总表 {file} 没有对照：{why}",
        "what the unit typed itself in {file} was not compared: {why}",
    ),
    "sum-typed-unaudited": Both("自己填的这份还不作数：{state}", "what it typed itself does not count: {state}"),
    "sum-typed-later": Both(
        "自己填的后来又报了一份，还不作数（{state}），对照的是原来的",
        "it typed another since, which does not count ({state}); the earlier one was compared",
    ),
    "sum-left-out-all": Both(
        "没有加下列 {n} 家，每一格正好差这么多：{units}",
        "without these {n} the sum is what was typed, in every cell: {units}",
    ),
    "sum-likely": Both("最可能：{who}，能解释 {n} 格", "most likely: {who}, which explains {n} cells"),
    "sum-likely-rest": Both(
        "其余的里面最可能：{who}，能解释 {n} 格", "of the rest most likely: {who}, which explains {n} cells"
    ),
    "sum-explained": Both("每一格都正好是：{who}", "every cell of them is just this: {who}"),
    "sum-not-whole": Both(
        "汇总还缺 {n} 家，相差的可能是它们的数；齐全以后再核对",
        "not in the sum yet ({n}), and it may be theirs that differs; look again once it is whole",
    ),
    "sum-more-cells": Both("还有 {n} 格，用 --json 看全部", "and {n} more cells, --json has all"),
    "sum-unread": Both("（没有读出数）", "(no figure)"),
    "sum-cell": Both(
        "{place}：填的是 {typed}，各份相加是 {summed}，差 {difference}",
        "{place}: {typed} typed, {summed} added up, a difference of {difference}",
    ),
    "sum-suspects": Both("；可能是：{names}", "; perhaps {names}"),
    "sum-suspect-missing": Both("没有加“{unit}”", "“{unit}” was left out"),
    "sum-suspect-twice": Both("“{unit}”加了两次", "“{unit}” was added twice"),
    "sum-suspect-adjusted": Both("调整“{reason}”", "the adjustment “{reason}”"),
    "sum-kept": Both("已存入归档：{record}", "kept in the archive: {record}"),
    "sum-again": Both("和归档里的一样，没有再存：{record}", "as it stands in the archive already: {record}"),
    "trace-title": Both(
        "{unit} {year}年度汇总{draft}「{sheet}」{cell} {label}：{value}",
        "{unit} {year}, sum{draft}, “{sheet}” {cell} {label}: {value}",
    ),
    "trace-sum-of": Both("{unit}的汇总", "the sum of {unit}"),
    "trace-adjusted": Both("调整", "adjustment"),
    "trace-exception": Both("（特批接收）", " (accepted as an exception)"),
    "trace-later": Both("（后来又报的没有计入：{state}）", " (another came later and does not count: {state})"),
    "trace-unaudited": Both("（未审核）", " (accepted by nobody yet)"),
    "trace-proven": Both(
        "各份相加是 {added}，和汇总一致；逐级共 {returns} 份报表，每份只计一次",
        "all shares come to {added}, which is the sum's figure; of {returns} returns each counts once",
    ),
    "trace-apart": Both(
        "对不上：{unit}的汇总是 {figure}，各份相加是 {added}，差 {difference}",
        "does not agree: the sum of {unit} is {figure}, its shares come to {added}, {difference} more",
    ),
    "trace-twice": Both(
        "重复计入：{units}是同一份报表（sha256 {sha256}）",
        "counted twice: {units} are one return (sha256 {sha256})",
    ),
    "trace-unit-twice": Both(
        "重复计入：{unit}有两份不同的报表在里面",
        "counted twice: two different returns of {unit} are in it",
    ),
    "trace-miscounted": Both(
        "对不上：记录里写逐级共 {told} 份报表，明细里有 {returns} 份",
        "does not agree: the record tells of {told} returns, the lineage of {returns}",
    ),
    "trace-gaps": Both("不完整，下列 {n} 家不在里面：", "incomplete; not in it ({n}):"),
    "trace-typed-apart": Both(
        "{unit}自己填的汇总表 {file} 没有计入，也没有对照：{why}",
        "what {unit} typed as its sum in {file} does not count, and was not compared: {why}",
    ),
    "trace-typed-differs": Both(
        "{unit}自己填的汇总表 {file}（{state}）没有计入，和它的汇总有 {n} 格不同；",
        "what {unit} typed as its sum in {file} ({state}) does not count; {n} cells of it are others; ",
    ),
    "trace-typed-here": Both("这个数它填的是 {typed}", "here it has {typed}"),
    "trace-typed-parts": Both("这个数里有 {n} 格不同", "{n} of them are in this figure"),
    "trace-typed-not-here": Both("这个数是一样的", "this figure is the same"),
    "trace-set-aside": Both(
        "另交来的汇总 {n} 份没有计入，计入的是自己填报的，查不到它下面各家：{units}",
        "sums handed over that do not count ({n}), for what was typed does, and nobody below it is told: {units}",
    ),
    "trace-since": Both(
        "这份汇总存档以后，下面有 {n} 份报表又有变化或者才报来，数可能不同了；请重新运行 govxl aggregate（{units}）",
        "since this sum was kept, {n} returns changed or came that belong in it, and its figures may be others; run "
        "govxl aggregate again ({units})",
    ),
    "trace-wrong": Both("（已公开，有误）", " (published, known to be wrong)"),
    "trace-no-level": Both("--level 要写 1 或更大的整数", "--level is a whole number from 1"),
    "trace-renamed": Both(
        "代码“{code}”的汇总有几份，单位改过名：{names}；请写其中一个名称",
        "there are several sums of the code “{code}”, whose unit was renamed: {names}; give one of the names",
    ),
    "trace-several": Both(
        "有几个叫“{name}”的单位，请写代码：{codes}",
        "there are several units called “{name}”; say which by its code: {codes}",
    ),
    "trace-no-sum": Both(
        "没有“{name}”这个文件，也没有这个单位的汇总{meant}；请写 record.json 或它的文件夹，或者先运行 govxl aggregate",
        "there is no file “{name}”, and no sum of such a unit{meant}; name a record.json, or run govxl aggregate first",
    ),
    "no-parents": Both(
        "名单里没有写上级，不知道谁汇总谁；请在名单的“上级”一列写上各单位的上级，再运行",
        "no unit of the list has a parent, so nobody's sum can be made; fill in the column parent",
    ),
    "no-such-parent": Both(
        "“{name}”在名单里没有所属单位，不做汇总；请写做汇总的单位的全称或代码",
        "“{name}” has no units below it in the list; name a unit that has",
    ),
    "no-roster-named": Both(
        "不知道用哪一份名单；请到办公室的文件夹里运行，或者写 --roster",
        "which list of units is meant is not known; run it in an office's folder, or say --roster",
    ),
    "adjust-others": Both(
        "{file}：另有 {count} 行是别的单位的，这次没有用到",
        "{file}: {count} lines more are other units', and were not used this time",
    ),
    "against-one": Both(
        "--against 只能和一个单位的汇总对照；请用 --parent 写明是哪一个",
        "--against holds one sum against a file; say which with --parent",
    ),
    "severity-hard": Both("必须改正", "must be corrected"),
    "severity-explainable": Both("需说明", "to be explained"),
    "severity-warning": Both("请核实", "to be verified"),
    "severity-info": Both("提示", "note"),
    "no-place": Both(
        "这里不在办公室的文件夹里（往上也没有 office.toml）；请到那个文件夹里运行，或者写 --office 或 --archive",
        "this is in no office's folder (no office.toml upwards); run it in one, or say --office or --archive",
    ),
    "no-archive": Both("{path}：没有这个归档", "{path}: there is no such archive"),
    "no-year": Both(
        "不知道是哪个年度的：请写 --year，或在 office.toml 里写 year",
        "no report year is known: say --year, or year in office.toml",
    ),
    "run-issue": Both("—— 给名单里的单位生成报表 ——", "-- Workbooks for the units in the list --"),
    "run-ingest": Both("—— 处理“{folder}”里收到的文件 ——", "-- What came into {folder} --"),
    "run-title": Both(
        "截至{at}：应报 {n} 家，办结 {done} 家。详细情况看 {page}。接下来：",
        "As of {at}: {n} units, {done} done; all of it is in {page}. What is next:",
    ),
    "run-no-inbox": Both(
        "{path}：收件的文件夹不在，这次没有收件；请建好（或者接好它所在的盘），把收到的表放进去再运行一次",
        "{path}: the inbox is not there, so nothing was taken in; make it, or connect its disk, and run this again",
    ),
    "run-unissued": Both(
        "还没有发出报表的 {n} 家（{units}）。原因写在上面，解决后再运行一次，做好的在“{folder}”里",
        "{n} have no workbook yet ({units}). Why is said above; see to it and run this again: they will be in {folder}",
    ),
    "run-otherwise": Both(
        "发出的报表和名单不一样的 {n} 家（{units}）。名单写错的，改正名单；名单没错的，重做一份再发给它填："
        "govxl new --unit 单位全称 --force{more}",
        "{n} were issued a workbook otherwise than the list has them ({units}). Where the list is wrong, correct it; "
        "where it is right, make the workbook again and send that one: govxl new --unit NAME --force{more}",
    ),
    "run-send": Both(
        "还没有报来的 {n} 家（{units}）。报表在“{folder}”里，没有发过的请发出去；报来的放进收件的文件夹，再运行一次",
        "{n} have sent nothing in ({units}). Their workbooks are in {folder}: send those that were not sent yet, put"
        " what comes back into the inbox, and run this again",
    ),
    "run-return": Both(
        "要改的 {n} 家（{units}）。把“{folder}”里它们的表发回去；随表要说的话写好在 {page} 最后",
        "{n} have to correct something ({units}). Send their workbooks in {folder} back; what to say with them is"
        " written at the end of {page}",
    ),
    "run-decide": Both(
        "等你们审核的 {n} 家（{units}）。看“{folder}”里的审核说明，再决定："
        "govxl archive decide 单位 --accept 或 --return --by 姓名 --note 理由",
        "{n} wait for you ({units}). Read the papers in {folder}, then decide: govxl archive decide UNIT --accept or "
        "--return --by NAME --note WHY",
    ),
    "run-publish": Both(
        "可以公开的 {n} 家（{units}）。报告在“{folder}”里；公开后登记："
        "govxl archive publish 单位 --file 报告 --url 网址 --date 日期",
        "{n} can be published ({units}). The reports are in {folder}; note it afterwards: govxl archive publish UNIT "
        "--file REPORT --url URL --date DATE",
    ),
    "run-sum": Both(
        "报齐了、可以汇总的 {n} 家（{units}）：运行 govxl aggregate，结果在“{folder}”里",
        "{n} whose units are all done, to be added up ({units}): govxl aggregate; the sums go to {folder}",
    ),
    "run-sum-again": Both(
        "汇总以后又有变化的 {n} 家（{units}）：“{folder}”里的数可能不是最新的，请重新运行 govxl aggregate",
        "{n} with returns or units that changed after their sum was made ({units}): what is in {folder} may be out of "
        "date, run govxl aggregate again",
    ),
    "run-look": Both(
        "有 {n} 份不在名单里或认不出是谁的，看 {page} 里的“需要留意”",
        "{n} returns are of nobody in the list or of nobody knows whom: see {page}",
    ),
    "run-notice": Both("发到工作群的话：\n{notice}", "For the chat group:\n{notice}"),
    "run-nothing": Both("没有要做的了：全部已公开。", "Nothing: all of them are published."),
    "accept-or-return": Both(
        "请写 --accept（接收）或 --return（退回），只写一个",
        "say --accept or --return, one of them",
    ),
    "return-where": Both(
        "退回的表写到哪里？请用 -o 写明文件夹，或到办公室的文件夹里运行", "say with -o where what goes back is written"
    ),
    "decided": Both("{unit} {year}：{state}（{by}）", "{unit} {year}: {state} ({by})"),
    "decided-again": Both(
        "{unit} {year}：已经是{state}（{by}），没有重复登记",
        "{unit} {year}: {state} already ({by}); noted once",
    ),
    "decided-overrides": Both("；越过的问题：{codes}", "; overridden: {codes}"),
    "published": Both("{unit} {year}：{state}，文件已归档", "{unit} {year}: {state}, and the file is kept"),
    "published-again": Both(
        "{unit} {year}：这一次公开登记过了，没有重复登记",
        "{unit} {year}: noted before, and once only",
    ),
    "publish-why": Both(
        "没有登记：公开的和记录不一致。确实要这样公开的，用 --note 写明原因",
        "not noted: what was published differs from its record. If that is meant, say why with --note",
    ),
    "interrupted": Both("已中断，已完成的文件不受影响", "interrupted; files already finished are kept"),
    "not-a-form": Both("{path}：要 form.toml，或者装着它的文件夹", "{path}: a form.toml is wanted, or its folder"),
    "no-form-inside": Both("{path}：里面没有 form.toml", "{path}: there is no form.toml in it"),
    "no-first-year": Both(
        "{name} 没有列出首年要填的上年数据（first_year）",
        "{name} names no figures for a first year (first_year)",
    ),
    "form-good": Both(
        "{name}：没有问题。{tables} 张表，{inputs} 个填写格，{checks} 条校验，{formulas} 个公式",
        "{name}: fine. {tables} tables, {inputs} inputs, {checks} checks, {formulas} formulas",
    ),
    "renamed": Both(
        "与 {name} 相比：新增 {added} 个点，去掉 {dropped} 个点",
        "against {name}: {added} points added, {dropped} dropped",
    ),
    "why": Both("例子：", "Example: "),
    "severity": Both("级别：", "Severity: "),
    "same": Both(
        "一致：{page} 与记录相符，共核对 {figures} 个数、{lines} 段文字",
        "the same: {page} agrees with the record; {figures} figures and {lines} lines of text were compared",
    ),
    "not-same": Both(
        "不一致：{page} 有 {n} 处不同（表格 {tables} 处，文字 {texts} 处），共核对 {figures} 个数、{lines} 段文字",
        "not the same: {page} differs from the record in {n} places ({tables} in tables, {texts} in the text); "
        "{figures} figures and {lines} lines of text were compared",
    ),
    "changed-figure": Both(
        "{labels}：记录是 {ours}，文稿是 {theirs}",
        "{labels}: the record has {ours}, the page {theirs}",
    ),
    "changed-label": Both(
        "{labels}表中标题不同：记录是“{ours}”，文稿是“{theirs}”",
        '{labels}a label differs: "{ours}" in the record, "{theirs}" on the page',
    ),
    "missing-label": Both("{labels}表中少了标题：{ours}", "{labels}labels are missing: {ours}"),
    "missing-row": Both("{labels}表中少了一行：{ours}", "{labels}a row is missing: {ours}"),
    "added-row": Both("{labels}表中多了一行：{theirs}", "{labels}a row was added: {theirs}"),
    "missing-column": Both("{labels}表中少了一列：{ours}", "{labels}a column is missing: {ours}"),
    "added-column": Both("{labels}表中多了一列：{theirs}", "{labels}a column was added: {theirs}"),
    "missing-table": Both("没有找到这张表：{ours}", "this table was not found: {ours}"),
    "added-table": Both("多了一张表：{theirs}", "a table was added: {theirs}"),
    "changed-title": Both("报告的标题不同：", "the title of the report differs:"),
    "missing-title": Both("没有找到报告的标题：{ours}", "the title of the report was not found: {ours}"),
    "changed-heading": Both("标题不同：", "a heading differs:"),
    "missing-heading": Both("没有找到这个标题：{ours}", "this heading was not found: {ours}"),
    "changed-paragraph": Both("这一段有改动：", "a paragraph was changed:"),
    "missing-paragraph": Both("少了一段：{ours}", "a paragraph is missing: {ours}"),
    "added-paragraph": Both("多了一段：{theirs}", "a paragraph was added: {theirs}"),
    "added-note": Both("多了脚注或尾注：{theirs}", "a note was added: {theirs}"),
    "added-comment": Both("有一条批注：{theirs}", "there is a comment: {theirs}"),
    "added-header": Both("页眉或页脚中有文字：{theirs}", "there are words in the header or footer: {theirs}"),
    "shown-figure": Both("{labels}：", "{labels}: "),
    "shown-label": Both("{labels}表中标题：", "{labels}a label: "),
    "shown-place": Both("", ""),
    "in-record": Both("记录：", "record: "),
    "on-page": Both("文稿：", "page:   "),
    "blank": Both("空白", "blank"),
    "only-html": Both("{option} 要和 --to html 一起用", "{option} goes with --to html"),
    "archive-not-yet": Both(
        "{path}：还没有归档；发出或收到第一份表时会建立",
        "{path}: there is no archive yet; it begins with the first workbook that is issued or comes in",
    ),
    "archive-total": Both(
        "共 {units} 份；日志 {lines} 行，原件 {files} 份",
        "{units} returns; {lines} lines in the log, {files} files kept",
    ),
    "archive-unit": Both("单位：", "unit: "),
    "archive-code": Both("代码：", "code: "),
    "archive-form": Both("表式：", "form: "),
    "archive-year": Both("年度：", "year: "),
    "archive-scope": Both("统计口径：", "scope: "),
    "archive-state": Both("状态：", "state: "),
    "archive-since": Both("最近一次变动：", "last change: "),
    "archive-file": Both("来时的文件名：", "came as: "),
    "archive-kept": Both("原件：", "kept as: "),
    "archive-record": Both("记录：", "record: "),
    "archive-sha256": Both("sha256：", "sha256: "),
    "archive-codes": Both("问题：", "findings: "),
    "archive-overrides": Both("特批的问题：", "overridden: "),
    "archive-note": Both("提示", "note"),
    "archive-note-text": Both("说明：", "note: "),
    "archive-url": Both("网址：", "at: "),
    "archive-date": Both("公开日期：", "on: "),
    "archive-damage": Both("损坏", "damage"),
    "archive-damaged": Both(
        "{path}：有 {n} 处损坏，{notes} 处提示；弄清以前，请不要再往归档里写",
        "{path}: {n} damages and {notes} notes; write nothing more into it before they are understood",
    ),
    "archive-sound": Both("{path}：完好；{notes} 处提示", "{path}: sound; {notes} notes"),
    "archive-progress": Both("已核对 {done}/{of}，还要约 {left} 秒", "{done} of {of} verified, about {left} s left"),
    "archive-checkpoint": Both("检查点", "checkpoint"),
    "archive-unsigned": Both(
        "检查点没有签名；请把这三行抄在归档以外的地方，例如会议纪要或另一台电脑",
        "a checkpoint bears no signature; note its lines where nobody who holds the archive can change them",
    ),
    "archive-nothing-then": Both(
        "“{unit}”在这个检查点之前还没有记录；请用较新的检查点",
        "the log says nothing of “{unit}” up to this checkpoint; take a later one",
    ),
    "archive-nothing": Both("归档里没有 {span} 的内容", "the archive has nothing of {span}"),
    "archive-bagged": Both(
        "已交出 {path}：日志 {lines} 行，文件 {files} 份（BagIt，对方用 govxl archive import 导入）",
        "wrote {path}: {lines} lines, {files} files (a BagIt bag, for govxl archive import)",
    ),
    "export-which": Both(
        "请写明交出什么：--bundle 移交.zip 是整个归档的包，--to parquet 是给分析用的数据表",
        "say what to export: --bundle FILE.zip is a bag of the archive, --to parquet are tables for analysts",
    ),
    "export-either": Both(
        "--bundle 和 --to 是两件事，请分两次运行",
        "--bundle and --to are two things: run the command twice",
    ),
    "export-tables-only": Both(
        "--scope、-o、--force 只和 --to 一起用；包写到哪里，写在 --bundle 后面",
        "--scope, -o and --force go with --to; where a bag goes is said behind --bundle",
    ),
    "export-forms": Both(
        "归档里有几个表式：{forms}；一次导出一个，请用 --form 写明",
        "the archive has several forms: {forms}; say with --form which one to export",
    ),
    "export-scope": Both("--scope 没有“{name}”；可以写：{known}", '--scope: there is no "{name}"; write {known}'),
    "export-nothing": Both(
        "要导出的报表里没有一份作数的（审核通过、特批接收或已公开）；用 govxl status 看各单位到了哪一步",
        "none of these returns counts (accepted, accepted as an exception or published); see govxl status",
    ),
    "page-building": Both("正在生成网页……", "building the page…"),
    "page-sources": Both(
        "没有能用的 Node.js，网页能用，但打开时要多等几秒；装上新一些的 Node.js 再生成一次会更快",
        "without a Node.js that is new enough the page works, but takes some seconds longer to open; with one, built "
        "again, it is quicker",
    ),
    "page-of-office": Both(
        "一个文件（{size} MB），发给填表的人，双击打开，不用安装，不用联网；写明报送给“{office}”，是否接收仍由它决定",
        "one file ({size} MB) to send to whoever fills forms in; a double-click opens it, without a network. It says "
        "to send to {office}, whose decision acceptance remains",
    ),
    "page-of-nobody": Both(
        "一个文件（{size} MB），发给填表的人，双击打开，不用安装，不用联网；没写报送给谁，要写就加 --office 文件夹",
        "one file ({size} MB) to send to whoever fills forms in; a double-click opens it, without a network. It does "
        "not say whom to send to; with --office FOLDER it does",
    ),
    "look-nothing": Both(
        "{year} 年度还没有作数的报表（审核通过、特批接收或已公开），没有可比的；用 govxl status 看各单位到了哪一步",
        "no return for {year} counts (accepted, accepted as an exception or published): see govxl status",
    ),
    "looked": Both(
        "{years} 年，{n} 家单位，提示 {hints} 处，文字雷同 {alike} 家；提示只是请看一看，不是说填错了",
        "{years}: {n} units, {hints} hints, {alike} reports like another; a hint asks for a look and blames nobody",
    ),
    "exported": Both("已导出 {n} 份：{states}", "exported {n} returns: {states}"),
    "export-left": Both(
        "另有 {n} 份来了还不作数（待审核、退回修改），没有导出",
        "{n} more came and do not count yet (waiting or sent back): they are not in the tables",
    ),
    "export-apart": Both(
        "其中 {n} 份已公开的数有误，in_sums 列是 false：合计时不要加进去（见 columns.csv）",
        "{n} of them are known to be wrong, in_sums is false: leave them out of sums (see columns.csv)",
    ),
    "archive-unpacked": Both(
        "{path}：来自 {origin}，{units} 份，新记下 {lines} 行，{known} 行已经有了",
        "{path}: from {origin}, {units} returns, {lines} lines added, {known} were there already",
    ),
    "archive-no-bag": Both(
        "{path}：不是归档包（有 bagit.txt 的文件夹，或 zip）；历年已公开的记录和表，要写上 --as-published",
        "{path}: no bag (a folder with bagit.txt, or a zip); what was published in earlier years needs --as-published",
    ),
    "archive-taken": Both("{path}：已存为“{unit}”{year} 年度已公开的", "{path}: kept as published, {unit} {year}"),
    "archive-wrong": Both(
        "{path}：已存为“{unit}”{year} 年度已公开（有误）的：只作上年数据，不进任何合计",
        "{path}: kept as published and wrong, {unit} {year}: last year's figures, in no sum",
    ),
    "archive-again": Both("{path}：以前导入过，没有再记", "{path}: was imported before"),
    "demo-new": Both(
        "1. 按单位和年度生成空白表，带上这个单位上年的记录",
        "1. A blank workbook for one unit and year, with last year's record of the unit",
    ),
    "demo-fill": Both(
        "2. 单位用 Excel、WPS 或 LibreOffice 填好交回（这一份是随软件带来的示例）",
        "2. The unit fills it in with Excel, WPS or LibreOffice (this one came with the software)",
    ),
    "demo-ingest": Both(
        "3. 核对交回的表；没有必须改正的，就生成记录、报告和数据表",
        "3. What came back is judged; if nothing blocks, it leaves a record, a report and tables",
    ),
    "demo-next": Both("接下来", "What to look at"),
    "demo-look": Both(
        "  用浏览器打开报告：{report}\n  要归档的记录：{record}\n"
        "  试着改错一个数，保存后再核对：govxl check {filled} --prior {last_year}",
        "  the report, in a browser: {report}\n  the record, for the archive: {record}\n"
        "  get a figure wrong, save, and judge it: govxl check {filled} --prior {last_year}",
    ),
}


def language_in(words: Sequence[str]) -> Language:
    """Give the language a call asks for: its last `--lang`."""
    asked = [after for word, after in pairwise(words) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return "en" if asked and asked[-1] == "en" else "zh"


def say(key: str, language: Language, **words: object) -> str:
    """Give the words of a key in a language."""
    text = LABELS[key].said(language)
    return text.format(**words) if words else text
