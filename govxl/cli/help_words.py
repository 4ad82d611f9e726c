"""What `--help` says: every command with an example, its options in groups, and every option, in both languages."""

# ruff: noqa: E501

from typing import NamedTuple

from govxl.words import Both

__all__ = ["COMMANDS", "GUIDES", "OPTIONAL", "OPTIONS", "OTHER", "Explained", "Guide"]


class Guide(NamedTuple):
    """What is said of a command: what it is for, calls to copy, and its options in groups, those it must have first.

    `needed` are options that a plain call must have, although there are calls without.
    """

    says: Both
    examples: tuple[str, ...]
    groups: tuple[tuple[Both, tuple[str, ...]], ...] = ()
    more: Both = Both("", "")
    needed: tuple[str, ...] = ()


class Explained(NamedTuple):
    """What is said of an option or argument: a word for what follows it, and what it does."""

    value: Both
    says: Both


NEEDED, WHOSE, LAST_YEAR = Both("必须写", "Needed"), Both("是谁的", "Whose it is"), Both("上年的数", "Last year")
MAKING, SAFETY = Both("怎样生成", "How it is made"), Both("保护", "Protection")
WANTED = Both("应当是谁的（不是的退回）", "Whose it should be (others are rejected)")
SHOWN, OTHER = Both("怎样显示", "What is shown"), Both("其他", "Other")
OPTIONAL = Both("选项", "Options")

_WHICH, _WHERE = Both("哪一份", "Which return"), Both("哪个归档", "Which archive")
_HOW_BUILT = Both("怎样生成", "How it is built")
_AGAINST, _HOW = Both("对照", "Held against"), Both("怎样导入", "How it is taken in")

COMMANDS = (
    (Both("下发", "To send out"), ("new", "page")),
    (Both("收回", "To take in"), ("check", "ingest")),
    (Both("办公室", "The office"), ("archive", "status", "aggregate", "trace", "look")),
    (Both("记录和报告", "Records and reports"), ("render", "compare", "prose", "fill")),
    (Both("其他", "Other"), ("explain", "migrate", "forms", "office", "demo")),
)
"""The commands in the order of a year's work."""

GUIDES: dict[str, Guide] = {
    "": Guide(
        Both(
            "法定年度报告的填报工具：生成锁定的报表，核对交回的文件，存成记录和报告。",
            "Statutory report forms as locked workbooks, and what comes back as records and reports.",
        ),
        (
            "govxl new --unit 示例县财政局 --year 2025 --level 县级 --kind 部门 -o blank.xlsx",
            "govxl check filled.xlsx",
            "govxl ingest filled.xlsx -o out",
        ),
        more=Both(
            "每个命令的用法：govxl 命令 --help。先看一遍全程：govxl demo",
            "How a command is used: govxl COMMAND --help. The whole round: govxl demo",
        ),
    ),
    "new": Guide(
        Both(
            "给一个单位生成一份锁定的空白表，或者按名单给每个单位一份。\n\n"
            "在办公文件夹里（govxl office init）不写 --unit，就按名单给每个单位生成：上年的数从归档里取，发出的都登记，"
            "已经发出的不动，中途停了再运行一次就接着做。",
            "Make a blank locked workbook for one unit, or one for each unit of a list.\n\n"
            "In an office's folder (govxl office init) and without --unit, each unit of its list gets one: figures of last "
            "year come out of the archive, what is issued is noted there, what was issued is left, and after an "
            "interruption the same call does the rest.",
        ),
        (
            "govxl new --unit 示例县财政局 --year 2025 --level 县级 --kind 部门",
            "govxl new --roster 名单.xlsx --year 2025 -o 1发出",
            "govxl new --unit 示例县财政局 --year 2025 --level 县级 --prior last-year/ -o blank.xlsx",
        ),
        (
            (NEEDED, ("--unit", "--year")),
            (Both("按名单给每个单位", "For everybody in a list"), ("--roster", "--by")),
            (WHOSE, ("--level", "--kind", "--code", "--scope", "--form")),
            (LAST_YEAR, ("--prior",)),
            (MAKING, ("--output", "--force", "--office", "--issued")),
            (SAFETY, ("--key-file", "--password-file")),
        ),
        needed=("--unit", "--year"),
    ),
    "check": Guide(
        Both(
            "核对交回的表，只看不写。",
            "Judge returned workbooks and write nothing.",
        ),
        ("govxl check filled.xlsx", "govxl check returned/ --year 2025 --prior last-year/"),
        (
            (NEEDED, ("files",)),
            (WANTED, ("--unit", "--code", "--year", "--form")),
            (LAST_YEAR, ("--prior", "--against")),
            (SAFETY, ("--key-file",)),
            (SHOWN, ("--quiet", "--json")),
        ),
        Both(
            "退出码：0 全部通过；1 有退回的；2 有读不了的。",
            "Exit code 0: all accepted; 1: some rejected; 2: some could not be read at all.",
        ),
    ),
    "ingest": Guide(
        Both(
            "核对交回的表；通过的生成存档、公布和签字用的文件，没通过的生成退回表。\n\n"
            "通过的：一个文件夹，有 record.json、Word、HTML 和纯文字的报告、tables.xlsx，和两份不公开的文件（审核说明、"
            "审签单）。"
            "PDF、网页、CSV 等用 govxl render 生成。\n\n"
            "没通过的：原文件名加“-退回修改”，所填内容都保留，问题都标出来，清单在最前面。交来的文件永远不会被改动。",
            "Judge returned workbooks; each accepted one leaves a folder with what is archived, published and signed.\n\n"
            "That is record.json, the report as a Word file, as HTML and as plain text fit to paste into a site's editor, "
            "tables.xlsx, and two papers for the office alone (审核说明, 审签单). `govxl render` makes PDF, a web page, CSV "
            "and others.\n\n"
            "A rejected one leaves NAME-退回修改.xlsx to send back: all that was typed, errors marked, a list of them in "
            "front. The file itself is never changed.",
        ),
        (
            "govxl ingest filled.xlsx -o out",
            'govxl ingest returned/ -o out --remark "请在周五前改好"',
            "govxl ingest --by 李四",
        ),
        (
            (Both("收哪些", "What to take in"), ("files",)),
            (Both("写到哪里", "Where to"), ("--output", "--archive", "--office")),
            (WANTED, ("--unit", "--code", "--year", "--form")),
            (LAST_YEAR, ("--prior", "--against")),
            (Both("退回时", "What goes back"), ("--remark", "--on", "--password-file")),
            (SAFETY, ("--key-file",)),
            (Both("怎样处理", "How it is done"), ("--by", "--jobs", "--engine", "--scheduler")),
            (SHOWN, ("--quiet", "--json")),
        ),
        Both(
            "在办公室的文件夹里不用写文件：收到的全部（包括压缩包里的）逐份处理，存进归档，可以随时中断再运行。",
            "In an office's folder no files need naming: all that came in, in zips as well, is taken into the archive, "
            "and the run can be stopped and run again at any time.",
        ),
    ),
    "status": Guide(
        Both(
            "看谁报到了哪一步：按上级列出，逾期的在前。\n\n"
            "-o 生成审核情况表.xlsx 和审核情况.html（一个网页，离线也能看）；--notice 是发到工作群的一句话，"
            "--messages 是随每份退回的表发给单位的话。特批接收的、数据不同要选定的、不在名单里的都会写明。",
            "Say who is where: by parent, late ones first.\n\n"
            "With -o it leaves a workbook and one page that needs no network; --notice prints a line for the chat group, "
            "--messages what to send with each workbook that goes back. What was accepted as an exception, what has to "
            "be chosen among, and what is not in the list is named.",
        ),
        ("govxl status", "govxl status --notice", "govxl status -o ."),
        (
            (Both("看哪里的", "Of what"), ("--office", "--archive", "--roster", "--year", "--form")),
            (SHOWN, ("--notice", "--messages", "--json", "--output", "--on")),
        ),
    ),
    "aggregate": Guide(
        Both(
            "汇总：把一个单位本机关和直接下级报的数加起来，从最低一级做起，存入归档。\n\n"
            "下级自己也有下级的，按它的汇总计入，每份报表只计一次；缺了谁、谁没有计入、哪些是特批接收的，记录和每份材料里都写明。"
            "本单位自己填了汇总表的，逐格对照，写出差在哪个单位。-o 下面每个单位一个文件夹：记录、明细（lineage.jsonl）、各表、"
            "审核说明、审签单、汇总.xlsx；不完整的、草稿、计入了已公开（有误）的不生成报告。有不完整、不符或要说明的，退出码是 1。",
            "Add up what a unit and its direct children reported, the lowest level first, and keep it in the archive.\n\n"
            "A child that has others below it enters by its own sum, so that each return counts once. Who is missing, left "
            "out, or was accepted as an exception is said in the record and all that is made of it. What the unit typed "
            "itself for all of them is held against the sum, cell by cell. Each unit has a folder: record, lineage, tables, "
            "papers, a workbook; a sum that is incomplete, a draft, or has in it what is known to be wrong, leaves no report. The exit code is 1 where a sum is "
            "incomplete, does not agree, or has something to be explained.",
        ),
        (
            "govxl aggregate",
            "govxl aggregate --parent 示例县人民政府 --adjust 调整.xlsx",
            "govxl aggregate --roster 名单.xlsx --archive 归档 --year 2025 -o 汇总 --draft",
        ),
        (
            (Both("汇总谁", "Whose sum"), ("--parent", "--office", "--archive", "--roster", "--year", "--form")),
            (Both("怎样汇总", "How it is made"), ("--draft", "--adjust", "--include", "--against", "--by")),
            (SHOWN, ("--json", "--output")),
        ),
    ),
    "look": Guide(
        Both(
            "跨单位、跨年度地看：各单位和上年比，和同类单位比，逐年走势，谁的文字和别家雷同，谁更正了几次，每个数在哪份文件的哪一格。\n\n"
            "生成跨单位跨年度比较.html（一个网页，离线也能看，能排序、筛选、打印）和 .xlsx。只看作数的：特批接收的注明，"
            "已公开（有误）的不加在走势里。和同类差得多的只是提示，不是说填错了。",
            "See units beside each other and over the years: against last year and their peers, trends, whose prose stands "
            "in another's, who corrected how often, and in which file and cell each figure stands.\n\n"
            "It leaves a page that needs no network and sorts, filters and prints, and a workbook. Only what counts is "
            "looked at: exceptions are named, and what is known to be wrong is in no trend. What is far from its peers "
            "is a hint, and blames nobody.",
        ),
        ("govxl look", "govxl look --year 2025 -o .", "govxl look --archive 归档 --year 2023 --year 2025"),
        (
            (Both("看哪里的", "Of what"), ("--office", "--archive", "--year", "--form", "--scope")),
            (SHOWN, ("--output", "--json")),
        ),
    ),
    "page": Guide(
        Both(
            "生成一个网页，填表的人在自己的浏览器里就能核对报表：双击打开，不用安装，不用联网，文件不离开他的电脑。\n\n"
            "拖进一份或几份报表，先看结论，再逐条看哪一格不对、为什么、怎么改，可以保存标好问题的表，预览公开的报告。"
            "判断和 govxl check 完全一样。在办公室文件夹里运行，网页就写明报送给谁、截止日期、本年度的表式，并用办公室放宽的规则；"
            "不带密钥，也不说通过：是否接收由办公室审核决定。\n\n"
            "网页里的 Python 是 Pyodide，第一次用 npm 取（要装 Node.js），逐个文件核对校验值，以后不用再取；"
            "不能上网的电脑用 --pyodide 指明拷来的文件夹或压缩包。",
            "Build a page that checks workbooks in the browser of whoever fills them in: opened by a double-click, nothing "
            "installed, no network, and no file leaves the computer.\n\n"
            "Workbooks are dropped on it; the verdict comes first, then what is wrong in which cell, why, and how to mend it. "
            "The marked workbook can be saved and the report previewed. It judges as `govxl check` does. Built in an office's "
            "folder it says whom to send to, until when, knows this round's form and the rules the office made milder. It "
            "holds no key and never says that a return is accepted: that is for the office to decide.\n\n"
            "The Python in it is Pyodide, fetched with npm once (Node.js is needed) and known by its hashes; where there is no "
            "network, --pyodide names a folder or package that was brought along.",
        ),
        (
            "govxl page",
            "govxl page -o 核对.html --office 2025年报",
            "govxl page --pyodide pyodide-314.0.7.tgz -o 核对.html",
        ),
        (
            (Both("给谁用", "For whom"), ("--office", "--blanks")),
            (_HOW_BUILT, ("--pyodide", "--output", "--force")),
        ),
    ),
    "trace": Guide(
        Both(
            "查一个汇总数是怎么来的：每个单位报了多少、占多少、在哪份文件的哪张表哪一格，一级一级查到底。\n\n"
            "合计按它的各项来查；调整写明原因；最后列出缺了谁，并证明各份相加正好是这个数，每份报表只计一次。"
            "对不上、明细被改过，或者汇总不完整，退出码是 1。",
            "Say where a figure of a sum comes from: every unit, its value and share, file, sheet and cell, level by level.\n\n"
            "A total is traced by what it adds up; adjustments have their reasons; who is missing stands at the end, with "
            "the proof that all shares come to the figure and each return counts once. The exit code is 1 where they do "
            "not, where the lineage was changed, or the sum is incomplete.",
        ),
        (
            "govxl trace 示例县人民政府 requests.received.person",
            "govxl trace 示例县人民政府 '行的名称 列的名称'",
            "govxl trace 汇总/示例县人民政府（汇总）2025/record.json requests.received.total --json",
        ),
        (
            (NEEDED, ("record", "point")),
            (Both("哪一份汇总", "Which sum"), ("--year", "--office")),
            (SHOWN, ("--level", "--json")),
        ),
    ),
    "archive": Guide(
        Both(
            "归档：查看、核对、出具回执、移交和导入。\n\n在办公室文件夹里运行时，就是那里的归档；归档只增不改。",
            "The archive: looked into, verified, proven to others, handed over and taken in.\n\n"
            "In an office's folder it is the one there. An archive only ever grows.",
        ),
        ("govxl archive list", "govxl archive verify"),
    ),
    "archive list": Guide(
        Both(
            "列出归档里每个单位的报送：到了哪一步，用的是哪份文件。",
            "List every unit's return: where it stands, and its file.",
        ),
        ("govxl archive list --year 2025", "govxl archive list --archive 归档 --json"),
        ((_WHICH, ("--year", "--form")), (_WHERE, ("--archive", "--office")), (SHOWN, ("--json",))),
    ),
    "archive show": Guide(
        Both(
            "看一个单位现在的情况，原件和记录放在哪里。",
            "Show where a unit's return stands, and where its file and record lie.",
        ),
        ("govxl archive show 示例县财政局",),
        (
            (NEEDED, ("unit",)),
            (_WHICH, ("--year", "--form", "--scope")),
            (_WHERE, ("--archive", "--office")),
            (SHOWN, ("--json",)),
        ),
    ),
    "archive history": Guide(
        Both(
            "看一个单位的全部经过：什么时候、谁、做了什么。",
            "Show all that happened to a unit's return: when, who, what.",
        ),
        ("govxl archive history 示例县财政局 --year 2025",),
        (
            (NEEDED, ("unit",)),
            (_WHICH, ("--year", "--form", "--scope")),
            (_WHERE, ("--archive", "--office")),
            (SHOWN, ("--json",)),
        ),
    ),
    "archive verify": Guide(
        Both(
            "把归档里的每一行日志、每一份文件、每一份记录都核对一遍，坏在哪里、怎么办，一条一条说。什么也不改动。",
            "Verify every line, file and record of the archive; each damage is named with what to do. Nothing is changed.",
        ),
        ("govxl archive verify", "govxl archive verify --checkpoint 检查点-1000.txt"),
        ((_WHERE, ("--archive", "--office")), (_AGAINST, ("--checkpoint",)), (SHOWN, ("--quiet", "--json"))),
        Both("退出码：0 完好；1 有损坏；2 归档读不了。", "Exit code 0: sound; 1: damaged; 2: no archive to be read."),
    ),
    "archive checkpoint": Guide(
        Both(
            "写出检查点：日志有多少行、根值是什么。抄在归档以外的地方，日后能证明日志没有被换过。",
            "Print the checkpoint: how long the log is and what its root is, to be noted elsewhere.",
        ),
        ("govxl archive checkpoint", "govxl archive checkpoint -o 检查点.txt"),
        ((_WHERE, ("--archive", "--office")), (MAKING, ("--output", "--force")), (SHOWN, ("--json",))),
    ),
    "archive receipt": Guide(
        Both(
            "给一个单位出具回执：什么时候收到什么、结论、sha256，和在日志里的证明。\n\n"
            "单位用归档 README 文件夹里的 验证回执.py 核对，只要有 Python，不需要 govxl。",
            "Write a receipt for a unit: what was received when, the verdict, the sha256, and the proof that the log says so."
            "\n\nThe unit verifies it with the program in the archive's README folder, which needs Python and nothing else.",
        ),
        ("govxl archive receipt 示例县财政局 -o 回执",),
        (
            (NEEDED, ("unit",)),
            (_WHICH, ("--year", "--form", "--scope")),
            (MAKING, ("--output", "--checkpoint", "--force")),
            (_WHERE, ("--archive", "--office")),
            (SHOWN, ("--json",)),
        ),
    ),
    "archive export": Guide(
        Both(
            "把整个归档，或者几个单位的，交出去：一个 BagIt 包（RFC 8493），文件夹或 zip，收到的人能核对是不是完整。\n\n"
            "或者用 --to 导出作数的报表给分析用：wide 一份报表一行，long 一个数一行，columns 说明每一列是什么。"
            "特批接收和已公开（有误）各是一种状态，有误的 in_sums 是 false，合计时不要加进去。",
            "Hand over the archive, or some units of it, as a BagIt bag (RFC 8493): a folder or a zip that proves itself whole."
            "\n\nOr, with --to, put the returns that count into tables for analysts: wide has a row a return, long a row a "
            "figure, and columns says what every column is. What was accepted as an exception or is known to be wrong has "
            "a state of its own; the latter's in_sums is false: leave it out of sums.",
        ),
        ("govxl archive export --bundle 移交.zip", "govxl archive export --to parquet,csv --year 2025 -o 导出"),
        (
            (Both("交出什么（写一个）", "What to export (one of them)"), ("--bundle", "--to")),
            (_WHICH, ("units", "--year", "--form", "--scope")),
            (Both("数据表写到哪里", "Where tables go"), ("--output", "--force")),
            (_WHERE, ("--archive", "--office")),
            (SHOWN, ("--json",)),
        ),
    ),
    "archive import": Guide(
        Both(
            "导入别处交来的归档包；写上 --as-published 的，是存入历年已公开的记录或工作簿。已有的不会再记一遍。\n\n"
            "已公开的数有误的，用 --note 写明情况：只作上年数据，不进任何合计。",
            "Take in a bag from elsewhere, or with --as-published records and workbooks of earlier years. Nothing is there twice."
            "\n\nWhat was published and is known to be wrong needs a --note: it is last year's figures, and in no sum.",
        ),
        ("govxl archive import 移交.zip", "govxl archive import 2024/record.json --as-published --by 李四"),
        (
            (NEEDED, ("files",)),
            (_HOW, ("--as-published", "--by", "--note")),
            (_WHERE, ("--archive", "--office")),
            (SHOWN, ("--json",)),
        ),
    ),
    "archive decide": Guide(
        Both(
            "决定一个单位的报表：接收，或者退回修改；谁决定的、为什么，都记进归档。\n\n"
            "待审核的用 --accept 接收。报了几份、数据不同的，用 --record 写明接收哪一份。没有通过核对的也可以特批接收：用 --override "
            "把每个问题的代码都写上；特批接收永远不叫通过，各处都会写明。读不了的、分不清是谁的，不能特批。\n\n"
            "--return 退回：生成退回的表，--note 的话印在最上面。",
            "Decide about a unit's return: accept it or send it back; who did and why is kept in the archive.\n\n"
            "What waits is accepted with --accept; of several with other figures --record says which. What was rejected "
            "can be accepted as an exception by naming the code of every problem with --override; that is never called "
            "accepted, and said wherever it is told of. A file that cannot be read, or whose it is uncertain, never can "
            "be.\n\n--return makes the workbook to send back, with the note on top.",
        ),
        (
            "govxl archive decide 示例县财政局 --accept --by 李四 --note 已电话核实",
            "govxl archive decide 示例县财政局 --return --by 李四 --note 请补充说明",
            "govxl archive decide 示例县财政局 --accept --override R001 --by 王局长 --note 系统故障",
        ),
        (
            (NEEDED, ("unit", "--note")),
            (Both("怎样决定", "What is decided"), ("--accept", "--return", "--record", "--override", "--by")),
            (Both("哪一份", "Which return"), ("--year", "--form", "--scope", "--office", "--archive")),
            (Both("退回时", "What goes back"), ("--output", "--password-file", "--key-file")),
        ),
    ),
    "archive publish": Guide(
        Both(
            "登记一个单位的报告已经公开：先和记录逐项对照，一致的归档；不一致的，要用 --note 写明原因。\n\n"
            "公开后又更正的，再登记一次，用 --note 写明更正了什么；前后几份都保留。",
            "Note that a unit's report was published: it is held against the record and kept; one that differs only "
            "with a --note that says why.\n\nA correction is noted once more, with a --note; all versions are kept.",
        ),
        (
            "govxl archive publish 示例县财政局 --file 年报.html --url https://www.example.gov.cn/2025.html --date 2026-01-25",
        ),
        (
            (NEEDED, ("unit", "--file", "--url", "--date")),
            (Both("怎样登记", "How it is noted"), ("--note", "--by")),
            (Both("哪一份", "Which return"), ("--year", "--form", "--scope", "--office", "--archive")),
        ),
    ),
    "fill": Guide(
        Both("把一份记录变回填好的表。", "Make the filled workbook a record was read from."),
        ("govxl fill out/record.json -o again.xlsx",),
        ((NEEDED, ("record",)), (MAKING, ("--output", "--force", "--issued"))),
    ),
    "render": Guide(
        Both(
            "由记录生成报告、数据表和办公室用的文件。\n\n"
            "报告：html（粘贴到网站后台的编辑器；加 --page 或写 page 是独立的网页）、docx、txt（纯文字，编辑器只收文字时"
            "粘贴）、pdf（需要 LibreOffice）、md。"
            "数据：xlsx、csv、parquet。办公室用：review（审核说明）、signing（审签单），加 -docx 是 Word 版。",
            "Make outputs of a record: those `ingest` writes once more, or others.\n\n"
            "The report: html (to paste into a site's editor; with --page, or as page, a page of its own), docx, txt (to "
            "paste where an editor takes plain text), pdf (needs LibreOffice), md. The tables: xlsx, csv, parquet. The papers for the office: review (审核说明), signing "
            "(审签单), both also -docx. The same govxl makes the same bytes of a record, but for pdf.",
        ),
        (
            "govxl render out/record.json --to pdf,html --page --charts -o published",
            "govxl render out/ --to docx -o 报告.docx",
        ),
        ((NEEDED, ("record", "--to")), (MAKING, ("--output", "--force", "--page", "--charts"))),
    ),
    "compare": Guide(
        Both(
            "把公布的报告和记录逐项对照，列出每一个不同的数和每一段改动。\n\n"
            "用定稿的 Word 文件，或者浏览器另存的网页。表格按标题找数，版式不同、空格、全角数字、1,234 写成 1234 都不算"
            "不同；修订按接受后计。",
            "Hold a published report against its record: every figure that differs, every paragraph that was changed.\n\n"
            "Take the final Word file, or save the page from the browser. Tables are read by their labels, so another layout "
            "is no difference, nor are blanks, full-width digits or 1,234 for 1234. Tracked changes are read as accepted, "
            "numbers of lists as Word shows them. Menus and footers are left out; so is a line after the report's last one "
            "unless it ends as a sentence does.",
        ),
        ("govxl compare out/record.json 定稿.docx",),
        ((NEEDED, ("record", "page")), (SHOWN, ("--json",))),
        Both(
            "退出码：0 一致；1 有不同；2 文件读不了。",
            "Exit code 0: nothing differs; 1: something differs; 2: a file could not be read.",
        ),
    ),
    "prose": Guide(
        Both(
            "看文字里的每个数是怎样读的：说的是哪一项，和表里的数是否相符。\n\n"
            "可以给出填报的表、record.json、公布的报告（Word 文件或网页，不看其中的表格）、文本文件（UTF-8 或 GB18030），也可以"
            "直接写一句话，写 - 从标准输入读。表和记录用自己的数核对；报告和文字用 --record 给出的记录核对，不给就只说怎样读。"
            "认出的词列在后面，编写 prose.toml 的人据此看出还缺哪些词。",
            "Show how every figure of a text was read: what it is about, and whether it agrees with the tables.\n\n"
            "Give a returned workbook, a record.json, a published report (a Word file or a page, whose tables are not looked "
            "at), a text file (UTF-8 or GB18030) or the words themselves; - reads standard input. Workbooks and records are "
            "held against their own figures, reports and words against those of --record; without it they are only "
            "understood. The words that were recognised stand behind, for authors of a prose.toml "
            "to see which are missing.",
        ),
        (
            "govxl prose filled.xlsx",
            "govxl prose 本年收到政府信息公开申请95件，结转下年度3件。 --record out/record.json",
            "govxl prose 定稿.docx --record out/record.json",
            "govxl prose 总体情况.txt --year 2025 --json",
        ),
        (
            (NEEDED, ("source",)),
            (_AGAINST, ("--record", "--prior")),
            (Both("是谁的文字", "Whose text it is"), ("--field", "--form", "--year", "--unit")),
            (SHOWN, ("--json",)),
        ),
        Both(
            "退出码：0 没有不符；1 有不符或疏漏；2 文件读不了。",
            "Exit code 0: nothing disagrees; 1: something does, or is a slip; 2: a file could not be read.",
        ),
    ),
    "migrate": Guide(
        Both(
            "把旧表里所填的内容移到现行的表式里，移动、没处放、新增的每一格都列出来。原来的文件不改动。",
            "Move what was typed into a workbook into the current layout, and list every cell moved, dropped and added.\n\n"
            "Use it when staff filled in last year's form, or a workbook of an older govxl that is to be filled in further. "
            "The old file is not changed.",
        ),
        ("govxl migrate old.xlsx --year 2025 -o new.xlsx",),
        (
            (NEEDED, ("old",)),
            (Both("移到哪一版", "To which one"), ("--year", "--form")),
            (MAKING, ("--output", "--force", "--issued")),
            (SAFETY, ("--key-file", "--password-file")),
            (SHOWN, ("--json",)),
        ),
    ),
    "explain": Guide(
        Both(
            "解释问题的代码和规则：什么意思、为什么、怎么改。大小写都可以，可以一次写几个；all 列出全部代码。",
            "Say what a finding or a rule means, why it matters and how to mend it; any case, several at once; 'all' lists "
            "the findings.",
        ),
        ("govxl explain R001", "govxl explain tie-out B5 --form {form}"),
        ((NEEDED, ("codes",)), (WHOSE, ("--form",))),
    ),
    "demo": Guide(
        Both(
            "用随软件带来的示例走一遍全程：空白表、填好的表、核对、记录和报告。",
            "Show the whole round on a bundled sample: blank workbook, filled, judged, record and report.",
        ),
        ("govxl demo",),
        ((MAKING, ("--output",)),),
    ),
    "office": Guide(
        Both(
            "办公文件夹：建一个，放名单、发出的、收到的、退回的、通过的和归档。",
            "An office's folder: one place for the list of units, what goes out, comes in, goes back, is accepted and kept.",
        ),
        ("govxl office init 年报2025 --year 2025",),
    ),
    "office init": Guide(
        Both(
            "建一个办公文件夹：设置（office.toml）、只有标题的名单、各个文件夹、双击用的“开始”。已经有的一样也不动。",
            "Make an office's folder: settings, a list with only its header, the folders, and what is double-clicked. "
            "Nothing that is there is touched.",
        ),
        ("govxl office init 年报2025 --year 2025", "govxl office init D:/年报 --year 2025 --form {form}"),
        ((NEEDED, ("folder", "--year")), (MAKING, ("--form",))),
    ),
    "office run": Guide(
        Both(
            "在办公室的文件夹里做接下来该做的：名单里还没有报表的，生成报表；收到的，逐份处理；然后写出审核情况表和网页，"
            "说明要人做的事。随时可以中断，再运行一次。",
            "Do whatever is next in an office's folder: workbooks for those in the list who have none, then all that came "
            "in, then who is where; and say what is for a person to do. It can be stopped and run again at any time.",
        ),
        ("govxl office run", "govxl office run 办公室"),
        ((Both("怎样处理", "How it is done"), ("folder", "--by")),),
    ),
    "forms": Guide(
        Both("已安装的表式：列出、查看、检查自己写的。", "Installed forms: list them, look into them, check your own."),
        ("govxl forms", "govxl forms cells {form}"),
    ),
    "forms cells": Guide(
        Both(
            "列出表式的每一格：填写格、项、总计。",
            "Print the data dictionary: every input, field and total in form order.",
        ),
        ("govxl forms cells {form} --json",),
        ((NEEDED, ("form",)), (SHOWN, ("--json",))),
    ),
    "forms schema": Guide(
        Both("给出记录的 JSON Schema。", "Print the JSON Schema of the form's record."),
        ("govxl forms schema {form}",),
        ((NEEDED, ("form",)),),
    ),
    "forms prior": Guide(
        Both(
            "生成第一年用的上年数据空白名单（CSV）：一个单位一行，填好后用于 --prior。",
            "Write the blank list (CSV) for `--prior` in the first year: one line a unit, last year's figures beside it.",
        ),
        ("govxl forms prior {form} -o last-year.csv",),
        ((NEEDED, ("form",)), (MAKING, ("--output", "--force"))),
    ),
    "forms diff": Guide(
        Both(
            "说明两个版本之间改了什么：行、列、部分、项、规则。",
            "Say in words what changed from one edition to another: rows, columns, parts, fields and rules.",
        ),
        ("govxl forms diff {older} {form}",),
        ((NEEDED, ("old", "new")),),
    ),
    "forms check": Guide(
        Both(
            "检查自己写的表式：一次列出全部错误，和上一版相比改了哪些点。",
            "Report all mistakes of a form definition at once, and what changed since the edition before.",
        ),
        ("govxl forms check forms/my_form/2025", "govxl forms check forms/my_form/2025/form.toml"),
        ((NEEDED, ("folder",)),),
    ),
}

_FILE, _PATH = Both("文件", "FILE"), Both("文件或文件夹", "PATH")
_NONE = Both("", "")

OPTIONS: dict[str, Explained] = {
    "--help": Explained(_NONE, Both("看这份说明。", "Show this help.")),
    "--version": Explained(_NONE, Both("看版本。", "Show the version.")),
    "--lang": Explained(Both("zh|en", "zh|en"), Both("说中文（zh）还是英文（en）。", "Language: zh (Chinese) or en.")),
    "--debug": Explained(_NONE, Both("govxl 自身出错时，显示详细位置。", "Show where govxl itself failed.")),
    "files": Explained(
        Both("文件…", "FILE…"), Both("交回的表，或者装着它们的文件夹。", "Returned workbooks, or folders of them.")
    ),
    "ingest files": Explained(
        Both("文件…", "FILE…"),
        Both(
            "交回的表，或者装着它们的文件夹；在办公室的文件夹里不用写。",
            "Returned workbooks, or folders of them; in an office's folder none need naming.",
        ),
    ),
    "record": Explained(
        Both("记录", "RECORD"), Both("record.json，或者装着它的文件夹。", "A record.json, or the folder it lies in.")
    ),
    "source": Explained(
        Both("文件或文字", "FILE|TEXT"),
        Both(
            "填报的表、record.json、文本文件，或者一句话；- 是标准输入。",
            "A workbook, a record.json, a text file, or words; - is standard input.",
        ),
    ),
    "prose --record": Explained(
        Both("记录", "RECORD"),
        Both(
            "用这份记录（record.json 或所在的文件夹）的数核对。",
            "Hold it against the figures of this record (a record.json, or its folder).",
        ),
    ),
    "prose --prior": Explained(
        _PATH,
        Both(
            "上年的记录（record.json、装记录的文件夹或名单）：核对同比的数，看文字是不是照抄了上年（名单没有文字）。",
            "Last year's record (a record.json, a folder of records or a list), against which changes are held and words "
            "that were copied are seen; a list has no words.",
        ),
    ),
    "prose --field": Explained(
        Both("项", "FIELD"),
        Both(
            "文字写在哪一项里，例如 narrative.overview.applications；项的名称常常说明了是什么数。",
            "The field the text stands in, such as narrative.overview.applications, whose name may say what it is about.",
        ),
    ),
    "prose --json": Explained(_NONE, Both("给程序看的 JSON，一个数一行。", "One JSON object a figure, for programs.")),
    "prose --form": Explained(
        Both("表式", "FORM"),
        Both(
            "按哪个表式读；不写就用记录的，或者年度对应的。",
            "Form it is read by; that of the record or year by default.",
        ),
    ),
    "prose --year": Explained(
        Both("年度", "YEAR"),
        Both(
            "报告年度；不写就用记录的；没有记录，看文字里写的是哪一年，没写是上一年。",
            "Report year; the record's, or else the one that the text names, or last year.",
        ),
    ),
    "prose --unit": Explained(
        Both("名称", "NAME"),
        Both("单位全称：写到它的，说的是本单位。", "The unit's full name, by which the text may call it."),
    ),
    "page": Explained(
        Both("文稿", "REPORT"),
        Both("公布的报告：Word 文件（.docx）或网页。", "The published report: a Word file (.docx) or a web page."),
    ),
    "migrate old": Explained(
        Both("旧表", "OLD"),
        Both("旧版式、旧表式的表，填没填都可以。", "A workbook of an older layout or edition, filled in or not."),
    ),
    "codes": Explained(
        Both("代码…", "CODE…"),
        Both(
            "问题的代码或名称（R001），规则或总计的编号（tie-out、B5）。",
            "Codes or names of findings (R001), ids of rules or totals (tie-out, B5); 'all'.",
        ),
    ),
    "form": Explained(
        Both("表式", "FORM"), Both("表式/版本，见 govxl forms。", "form/edition, as `govxl forms` lists them.")
    ),
    "old": Explained(Both("旧版", "OLD"), Both("前一版：表式/版本。", "The edition before: form/edition.")),
    "new": Explained(Both("新版", "NEW"), Both("后一版：表式/版本。", "The edition after.")),
    "folder": Explained(_PATH, Both("form.toml，或者装着它的文件夹。", "A form.toml, or the folder it lies in.")),
    "--unit": Explained(Both("名称", "NAME"), Both("只收这个单位的。", "Reject files of any other unit.")),
    "new --unit": Explained(
        Both("名称", "NAME"), Both("单位全称，和公章一致。", "Full name of the unit, as it stands on its seal.")
    ),
    "office init folder": Explained(
        Both("文件夹", "DIR"), Both("建在哪里；没有就新建。", "Where it is to be; made if it is not there.")
    ),
    "office run folder": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室的文件夹；不写就是当前所在的。", "The office's folder; the one this runs in by default."),
    ),
    "office init --year": Explained(Both("年度", "YEAR"), Both("报告年度，例如 2025。", "Report year, such as 2025.")),
    "office init --form": Explained(
        Both("表式", "FORM"),
        Both("用哪个表式；只装了一种就不用写。", "Which form; not needed where only one is installed."),
    ),
    "new --roster": Explained(
        _FILE,
        Both(
            "名单（.xlsx、.csv），每个单位生成一份；办公文件夹里不写就用它的名单。",
            "List of units (.xlsx, .csv), each of which gets a workbook; in an office's folder its own by default.",
        ),
    ),
    "new --by": Explained(
        Both("姓名", "NAME"), Both("经办人；不写就用登录名。", "Who issues it; the login name by default.")
    ),
    "new --office": Explained(
        _PATH,
        Both(
            "办公文件夹，或一份 office.toml（收件单位、联系人、电话、邮箱，和各类单位的截止日期）。",
            "An office's folder, or an office.toml: recipient, contact, phone, email, [deadlines] by kind of unit.",
        ),
    ),
    "--code": Explained(Both("代码", "CODE"), Both("只收这个单位代码的。", "Reject files of any other unit code.")),
    "new --code": Explained(Both("代码", "CODE"), Both("名单里的单位代码。", "Code of the unit in your lists.")),
    "--year": Explained(Both("年度", "YEAR"), Both("只收这个报告年度的。", "Reject files of any other report year.")),
    "new --year": Explained(Both("年度", "YEAR"), Both("报告年度，例如 2025。", "Report year, such as 2025.")),
    "migrate --year": Explained(
        Both("年度", "YEAR"),
        Both("新表的报告年度；不写就和旧表一样。", "Report year of the new workbook; the old one's."),
    ),
    "--form": Explained(
        Both("表式", "FORM"),
        Both("只收这个表式的，见 govxl forms。", "Reject files of any other form, as `govxl forms` lists them."),
    ),
    "new --form": Explained(
        Both("表式", "FORM"),
        Both(
            "表式，或者表式/版本；只装了一个表式时不用写，版本由年度决定。",
            "Form, or form/edition; by default the installed one, its edition by year.",
        ),
    ),
    "migrate --form": Explained(
        Both("表式", "FORM"),
        Both(
            "移到哪个表式/版本；不写就是这个年度最新的。",
            "form/edition to move to; by default the newest one for the report year.",
        ),
    ),
    "explain --form": Explained(
        Both("表式", "FORM"), Both("只看这个表式（或表式/版本）的规则。", "Rules of this form, or form/edition, alone.")
    ),
    "--level": Explained(
        Both("级别", "LEVEL"),
        Both(
            "单位的级别：{levels}。不写的，按级别的核对不做。",
            "Level of the unit: {levels}. Without it, checks that depend on it are off.",
        ),
    ),
    "--kind": Explained(Both("类型", "KIND"), Both("单位的类型：{kinds}。", "Kind of unit: {kinds}.")),
    "--scope": Explained(
        Both("口径", "SCOPE"),
        Both("统计口径：{scopes}。不写就是前一种。", "What is counted: {scopes}; the first by default."),
    ),
    "--prior": Explained(
        _PATH,
        Both(
            "上年的数：record.json、装记录的文件夹，或一张名单（.xlsx、.csv，见 govxl forms prior）。",
            "Last year's record.json, a folder of records, or a list of units (.xlsx, .csv; see `govxl forms prior`).",
        ),
    ),
    "--against": Explained(
        _PATH,
        Both(
            "别的单位的记录，或装记录的文件夹：数字和它们完全相同的，会指出来。",
            "Records, or folders of them, whose figures no return should repeat.",
        ),
    ),
    "--office": Explained(
        _FILE,
        Both(
            "office.toml：收件单位、联系人、电话、邮箱，和各类单位的截止日期。",
            "office.toml: recipient, contact, phone, email, [deadlines] by kind of unit.",
        ),
    ),
    "ingest --office": Explained(
        _PATH,
        Both("办公室的文件夹；不写就是当前所在的。", "The office's folder; the one this runs in by default."),
    ),
    "ingest --archive": Explained(
        Both("文件夹", "FOLDER"),
        Both("存进哪个归档；不写就是办公室文件夹里的。", "The archive; the one in the office's folder by default."),
    ),
    "--by": Explained(
        Both("姓名", "NAME"), Both("经办人；不写就是登录名。", "Who does this; the login name by default.")
    ),
    "--jobs": Explained(
        Both("个数", "N"),
        Both("同时用几个进程；不写就是全部处理器。", "Processes at a time; all processors by default."),
    ),
    "--engine": Explained(
        Both("pool|dask", "pool|dask"),
        Both("在哪里审核：本机的进程（不写就是它），或者集群。", "Where: processes here (the default), or a cluster."),
    ),
    "--scheduler": Explained(
        Both("地址", "ADDRESS"),
        Both("集群的调度器，例如 tcp://10.0.0.5:8786。", "The cluster's scheduler, such as tcp://10.0.0.5:8786."),
    ),
    "--issued": Explained(
        Both("时间", "TIME"),
        Both("下发时间；写了它，同样的内容逐字节相同。", "Time of issue, for byte-identical workbooks."),
    ),
    "--password-file": Explained(
        _FILE,
        Both("装着密码的文件：取消工作表保护时要输入。", "File with a password for lifting the sheets' protection."),
    ),
    "--key-file": Explained(
        _FILE,
        Both(
            "下发时用的密钥文件，用来核对防伪校验码。",
            "The file whose key sealed the workbooks; seals are then verified.",
        ),
    ),
    "new --key-file": Explained(
        _FILE,
        Both(
            "装着密钥的文件（16 个字节以上），给表加上防伪校验码。",
            "File with a secret of 16 bytes or more; seals the workbook as yours.",
        ),
    ),
    "--output": Explained(
        _PATH,
        Both(
            "写到哪个文件，或哪个文件夹；不写就按单位和年度起名。",
            "File to write, or folder to put it in; named after unit and year by default.",
        ),
    ),
    "ingest --output": Explained(
        Both("文件夹", "FOLDER"),
        Both("写到哪个文件夹；不写就在各文件旁边。", "Folder for the outputs; beside each file by default."),
    ),
    "render --output": Explained(
        _PATH,
        Both(
            "写到哪个文件夹；只生成一种的，也可以写文件名。不写就在记录旁边。",
            "Folder to write to, or a file where one format is asked for; the record's own folder by default.",
        ),
    ),
    "demo --output": Explained(
        Both("文件夹", "FOLDER"),
        Both("写到哪个文件夹；不写就是 govxl-demo。", "Folder to write to; govxl-demo by default."),
    ),
    "forms prior --output": Explained(
        _PATH, Both("写到哪个文件；不写就显示出来。", "File to write; the screen by default.")
    ),
    "--force": Explained(_NONE, Both("已有的文件也覆盖。", "Replace a file that is there already.")),
    "--remark": Explained(
        Both("文字", "TEXT"),
        Both(
            "办公室的意见，印在退回表最上面；可以写几个。", "Your own words to staff, put at the top of what goes back."
        ),
    ),
    "--on": Explained(Both("日期", "DATE"), Both("退回的日期；不写就是今天。", "Day of the return; today by default.")),
    "--to": Explained(
        Both("格式", "FORMAT"),
        Both(
            "要哪些，可以写几个，或用逗号连着：{formats}。",
            "What to make, several of them or a list with commas: {formats}.",
        ),
    ),
    "--page": Explained(
        _NONE,
        Both(
            "和 --to html 一起用：独立的网页，不是粘贴用的。",
            "With --to html: a page of its own, not what is pasted into a site's editor.",
        ),
    ),
    "--charts": Explained(
        _NONE, Both("和 --to html 一起用：画上表式规定的图。", "With --to html: draw the form's charts.")
    ),
    "--archive": Explained(
        Both("文件夹", "FOLDER"),
        Both("哪个归档；不写就是办公室文件夹里的。", "The archive; by default that of the office's folder."),
    ),
    "archive list --year": Explained(Both("年度", "YEAR"), Both("只看这个年度的。", "Returns of this year alone.")),
    "archive show --year": Explained(
        Both("年度", "YEAR"), Both("报告年度；有几年的要写。", "Report year, where there are several.")
    ),
    "archive history --year": Explained(
        Both("年度", "YEAR"), Both("报告年度；有几年的要写。", "Report year, where there are several.")
    ),
    "archive receipt --year": Explained(
        Both("年度", "YEAR"), Both("报告年度；有几年的要写。", "Report year, where there are several.")
    ),
    "archive export --year": Explained(Both("年度", "YEAR"), Both("只交这个年度的。", "Returns of this year alone.")),
    "archive list --form": Explained(Both("表式", "FORM"), Both("只看这个表式的。", "Returns of this form alone.")),
    "archive show --form": Explained(
        Both("表式", "FORM"), Both("哪个表式的；有几个的要写。", "Form, where there are several.")
    ),
    "archive history --form": Explained(
        Both("表式", "FORM"), Both("哪个表式的；有几个的要写。", "Form, where there are several.")
    ),
    "archive receipt --form": Explained(
        Both("表式", "FORM"), Both("哪个表式的；有几个的要写。", "Form, where there are several.")
    ),
    "archive export --form": Explained(Both("表式", "FORM"), Both("只交这个表式的。", "Returns of this form alone.")),
    "archive show --scope": Explained(
        Both("口径", "SCOPE"), Both("哪种统计口径的：own、aggregate。", "What is counted: own or aggregate.")
    ),
    "archive history --scope": Explained(
        Both("口径", "SCOPE"), Both("哪种统计口径的：own、aggregate。", "What is counted: own or aggregate.")
    ),
    "archive receipt --scope": Explained(
        Both("口径", "SCOPE"), Both("哪种统计口径的：own、aggregate。", "What is counted: own or aggregate.")
    ),
    "--checkpoint": Explained(
        _FILE,
        Both(
            "以前记在别处的检查点；可以写几个。", "A checkpoint that was noted elsewhere; several of them, if you like."
        ),
    ),
    "archive receipt --checkpoint": Explained(
        _FILE,
        Both(
            "对着这个检查点出具；不写就是现在的。",
            "Prove it against this checkpoint; by default against the log as it is now.",
        ),
    ),
    "unit": Explained(Both("单位", "UNIT"), Both("单位全称或代码。", "Full name or code of a unit.")),
    "units": Explained(
        Both("单位…", "UNIT…"),
        Both(
            "只交这些单位的，做了汇总的连同明细；不写就是整个归档。",
            "These units alone, with all that their sums are made of; the whole archive by default.",
        ),
    ),
    "archive export --to": Explained(
        Both("格式", "FORMAT"),
        Both(
            "导出数据表：parquet、csv、jsonl，可以写几个。",
            "Tables for analysts: parquet, csv, jsonl, or several of them.",
        ),
    ),
    "archive export --scope": Explained(
        Both("口径", "SCOPE"),
        Both("只导出这种统计口径的：own、aggregate。", "Returns of this scope alone: own or aggregate."),
    ),
    "archive export --output": Explained(
        Both("文件夹", "FOLDER"), Both("写到哪个文件夹；不写就是 export。", "Folder to write to; export by default.")
    ),
    "--bundle": Explained(
        _PATH, Both("写到哪个文件夹，或者 .zip 文件。", "Folder to write, or a file that ends in .zip.")
    ),
    "archive import files": Explained(
        _PATH, Both("归档包，或者历年的记录、工作簿。", "Bags; or records and workbooks of earlier years.")
    ),
    "--as-published": Explained(_NONE, Both("存为历年已公开的。", "Keep as what was published in an earlier year.")),
    "archive import --by": Explained(
        Both("姓名", "NAME"), Both("经办人；不写就是登录名。", "Who does it; by default the login name.")
    ),
    "archive import --note": Explained(
        Both("文字", "TEXT"), Both("已公开的数有什么错。", "What is known to be wrong with what was published.")
    ),
    "archive receipt --output": Explained(
        Both("文件夹", "FOLDER"),
        Both("写到哪个文件夹；不写就是当前的。", "Folder to write to; the current one by default."),
    ),
    "archive checkpoint --output": Explained(
        _PATH, Both("写到哪个文件；不写就显示出来。", "File to write; the screen by default.")
    ),
    "archive verify --quiet": Explained(_NONE, Both("不显示只是提示的。", "Leave out what is only a note.")),
    "archive list --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive show --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive history --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive verify --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive checkpoint --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive receipt --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive export --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "archive import --office": Explained(
        Both("文件夹", "FOLDER"),
        Both("办公室文件夹；不写就是所在的。", "The office's folder; by default the one you are in."),
    ),
    "--notice": Explained(_NONE, Both("只写发到工作群的一句话。", "Print only the line for the chat group.")),
    "--messages": Explained(
        _NONE, Both("只写随退回的表发给各单位的话。", "Print only what to send with each workbook that goes back.")
    ),
    "--accept": Explained(_NONE, Both("接收。", "Accept it.")),
    "--return": Explained(_NONE, Both("退回修改。", "Send it back.")),
    "--record": Explained(
        Both("几", "N"),
        Both("第几份记录；不写就是现在作数的那一份。", "Number of the record; the return that counts by default."),
    ),
    "--override": Explained(
        Both("代码", "CODE"),
        Both(
            "特批接收时越过的问题（R001），可以写几个，要写全。",
            "A problem to override (R001); all that block, one each.",
        ),
    ),
    "--note": Explained(Both("理由", "TEXT"), Both("为什么。", "Why.")),
    "--file": Explained(
        _FILE, Both("公开的报告：Word 文件或网页。", "The published report: a Word file or a web page.")
    ),
    "--url": Explained(Both("网址", "URL"), Both("公开在哪个网页。", "Address of the page it was published on.")),
    "--date": Explained(Both("日期", "DATE"), Both("哪一天公开的。", "Day on which it was published.")),
    "archive decide --output": Explained(
        Both("文件夹", "FOLDER"),
        Both("退回的表写到哪里；不写就是办公室文件夹里的。", "Folder for what goes back; the office's own by default."),
    ),
    "archive decide --year": Explained(
        Both("年度", "YEAR"),
        Both("哪个报告年度的；不写就是办公室设定的。", "Report year; the office's own by default."),
    ),
    "archive publish --year": Explained(
        Both("年度", "YEAR"),
        Both("哪个报告年度的；不写就是办公室设定的。", "Report year; the office's own by default."),
    ),
    "archive decide --form": Explained(
        Both("表式", "FORM"), Both("哪个表式的；不写就是办公室设定的。", "Form; the office's own by default.")
    ),
    "archive publish --form": Explained(
        Both("表式", "FORM"), Both("哪个表式的；不写就是办公室设定的。", "Form; the office's own by default.")
    ),
    "archive decide --scope": Explained(
        Both("口径", "SCOPE"),
        Both("有几种统计口径的，写明哪一种：{scopes}。", "Which one, where there are both: {scopes}."),
    ),
    "archive publish --scope": Explained(
        Both("口径", "SCOPE"),
        Both("有几种统计口径的，写明哪一种：{scopes}。", "Which one, where there are both: {scopes}."),
    ),
    "archive decide --office": Explained(
        _PATH, Both("办公室的文件夹；不写就是当前所在的。", "The office's folder; the one this runs in by default.")
    ),
    "archive publish --office": Explained(
        _PATH, Both("办公室的文件夹；不写就是当前所在的。", "The office's folder; the one this runs in by default.")
    ),
    "trace record": Explained(
        Both("汇总", "SUM"),
        Both(
            "汇总的 record.json 或它的文件夹；在办公室文件夹里写单位全称或代码也行。",
            "The record.json of a sum, or its folder; in an office's folder also a unit's name or code.",
        ),
    ),
    "point": Explained(
        Both("项目", "POINT"),
        Both(
            "哪个数：代号，行和列的名称（中间空一格），或者表名加格号。",
            "Which figure: its path, the labels of its row and column, or its sheet and cell.",
        ),
    ),
    "trace --level": Explained(
        Both("级", "LEVEL"), Both("只看到第几级；不写就查到底。", "How many levels to show; all by default.")
    ),
    "trace --year": Explained(
        Both("年度", "YEAR"),
        Both("哪个报告年度的；不写就是办公室设定的。", "Report year; the office's own by default."),
    ),
    "trace --office": Explained(
        _PATH, Both("办公室的文件夹；不写就是当前所在的。", "The office's folder; the one this runs in by default.")
    ),
    "trace --json": Explained(
        _NONE,
        Both(
            "给程序看的 JSON：每份、每项调整、每个缺的各一行，最后一行是证明。",
            "JSON lines instead of words: shares, adjustments, gaps, and the proof last.",
        ),
    ),
    "aggregate --parent": Explained(
        Both("单位", "UNIT"),
        Both(
            "只做这个单位的汇总（全称或代码）；不写就是名单里每个有下级的单位。",
            "Make only the sum of this unit, by name or code; of every unit that has others below it by default.",
        ),
    ),
    "aggregate --draft": Explained(
        _NONE,
        Both(
            "草稿：待审核和退回修改的也计入，标明未审核；不存档。",
            "A draft: returns that nobody accepted count as well, and are marked; it is not kept.",
        ),
    ),
    "aggregate --adjust": Explained(
        _FILE,
        Both(
            "调整表（.csv 或 .xlsx），四列：单位（可以不写）、项目、增减、原因；项目写代号，或者表名加格号。",
            "List of adjustments (.csv or .xlsx): unit (may be left out), point, change, reason.",
        ),
    ),
    "aggregate --include": Explained(
        Both("单位", "UNIT"),
        Both(
            "已公开（有误）的报表也计入这个单位的，并且注明，不生成报告；可以写几个，只管这一次。",
            "Count this unit's return although it was published and is known to be wrong, say so, and make no report; for this run alone.",
        ),
    ),
    "aggregate --against": Explained(
        _FILE,
        Both(
            "和这份汇总表（.xlsx 或 record.json）逐格对照；不写就用归档里本单位自己报的那份。",
            "Hold this workbook or record against the sum; by default what the archive has of the unit's own.",
        ),
    ),
    "aggregate --by": Explained(
        Both("姓名", "NAME"), Both("谁做的；不写就是登录名。", "Who makes it; the login name by default.")
    ),
    "aggregate --output": Explained(
        Both("文件夹", "FOLDER"),
        Both(
            "写到哪个文件夹；不写就是办公室文件夹里的 5汇总。",
            "Folder to write to; one of the office's own by default.",
        ),
    ),
    "aggregate --year": Explained(
        Both("年度", "YEAR"),
        Both("哪个报告年度的；不写就是办公室设定的。", "Report year; the office's own by default."),
    ),
    "aggregate --form": Explained(
        Both("表式", "FORM"), Both("哪个表式的；不写就是办公室设定的。", "Form; the office's own by default.")
    ),
    "aggregate --roster": Explained(
        _FILE,
        Both("用哪一份名单；不写就是办公室文件夹里的。", "The list of units; that of the office's folder by default."),
    ),
    "aggregate --office": Explained(
        _PATH, Both("办公室的文件夹；不写就是当前所在的。", "The office's folder; the one this runs in by default.")
    ),
    "aggregate --json": Explained(
        _NONE, Both("给程序看的 JSON，一份汇总一行。", "One JSON object per sum instead of words.")
    ),
    "page --office": Explained(
        Both("文件夹", "FOLDER"),
        Both(
            "办公室的文件夹（有 office.toml）；不写就从这里往上找，没有就不写明报送给谁。",
            "The office's folder, with its office.toml; found upwards from here by default, and none is needed.",
        ),
    ),
    "page --blanks": Explained(
        _NONE,
        Both(
            "网页上可以自己生成空白表；没有办公室文件夹的总是可以。",
            "Let readers make blank workbooks; without an office they always may.",
        ),
    ),
    "page --pyodide": Explained(
        Both("文件夹或 .tgz", "FOLDER or .tgz"),
        Both(
            "用拷来的 Pyodide，不用 npm 取：npm pack 得到的压缩包，或者解开后的文件夹。",
            "Take Pyodide from here and fetch nothing: the package that `npm pack` gives, or the folder it unpacks to.",
        ),
    ),
    "page --output": Explained(
        Both("文件", "FILE"),
        Both("写到哪里；不写就是这里的核对.html。", "Where the page goes; 核对.html here by default."),
    ),
    "page --force": Explained(_NONE, Both("已有同名文件时覆盖。", "Write over a file that is there already.")),
    "look --year": Explained(
        Both("年度", "YEAR"),
        Both(
            "看到哪一年为止，连同以前的，最多五年；写几个就只看这几年；不写就是办公室设定的。",
            "Look up to this year, five years at most; several are looked at alone; the office's own by default.",
        ),
    ),
    "look --form": Explained(
        Both("表式", "FORM"),
        Both("看哪个表式；不写就是办公室设定的。", "Form to look at; the office's own by default."),
    ),
    "look --scope": Explained(
        Both("口径", "SCOPE"),
        Both(
            "看哪种统计口径的：own、aggregate；不写就看本机关的，没有就看汇总的。",
            "own or aggregate; by default own, and aggregate where there is no other.",
        ),
    ),
    "look --office": Explained(
        Both("文件夹", "FOLDER"),
        Both(
            "办公室的文件夹（有 office.toml）；不写就从这里往上找。",
            "The office's folder, with its office.toml; found upwards from here by default.",
        ),
    ),
    "look --archive": Explained(
        Both("文件夹", "FOLDER"),
        Both("看哪个归档；不写就是办公室文件夹里的。", "The archive; the one in the office's folder by default."),
    ),
    "look --output": Explained(
        Both("文件夹", "FOLDER"),
        Both("写到哪个文件夹；不写就是这里。", "Folder for page and workbook; here by default."),
    ),
    "look --json": Explained(_NONE, Both("给程序看的 JSON，一个对象。", "One JSON object instead of words.")),
    "status --form": Explained(
        Both("表式", "FORM"),
        Both("看哪个表式；不写就是办公室设定的。", "Form to look at; the office's own by default."),
    ),
    "status --json": Explained(
        _NONE, Both("给程序看的 JSON，一个单位一行。", "One JSON object per unit instead of words.")
    ),
    "status --office": Explained(
        Both("文件夹", "FOLDER"),
        Both(
            "办公室的文件夹（有 office.toml）；不写就从这里往上找。",
            "The office's folder, with its office.toml; found upwards from here by default.",
        ),
    ),
    "status --on": Explained(
        Both("日期", "DATE"), Both("算到哪一天；不写就是现在。", "Day to look at; now by default.")
    ),
    "status --output": Explained(
        Both("文件夹", "FOLDER"), Both("把审核情况表和网页写到哪个文件夹。", "Folder for the workbook and the page.")
    ),
    "status --roster": Explained(
        _FILE,
        Both("用哪一份名单；不写就是办公室文件夹里的。", "The list of units; that of the office's folder by default."),
    ),
    "status --year": Explained(
        Both("年度", "YEAR"),
        Both("看哪个报告年度；不写就是办公室设定的。", "Report year; the office's own by default."),
    ),
    "--json": Explained(_NONE, Both("给程序看的 JSON，一个文件一行。", "One JSON object per file instead of words.")),
    "--quiet": Explained(_NONE, Both("不显示只是提示的。", "Leave out findings that are only notes.")),
}
"""By the command and the option, or by the option alone; {braces} stand for the words that may be given."""
