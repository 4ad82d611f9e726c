"""A folder that was handed in: its workbooks, what is no workbook and what to do about it, and what is ours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from govxl.files import LINEAGE, RECORD, SUM_WORKBOOK, TABLES
from govxl.filing.record import RecordError, form_of, hold_against, load_record
from govxl.findings.finding import sentence_of
from govxl.form.definition import UnknownFormError
from govxl.inputs import MAX_WORDS, read_file
from govxl.office.walking import Found, walk
from govxl.report.record_values import report_name
from govxl.words import ADDED_NEW, PAGE_MARK, REVIEW_PAPER, SEMICOLON, SIGNING_PAPER, TEXT_MARK, Both
from govxl.xlsx.sniff import other_file
from govxl.xlsx.zip import Refused, load_bytes, open_package

__all__ = [
    "UNKNOWN", "WORKBOOKS", "FolderContents", "Stranger", "contents_of", "looked_into", "misnamed", "stranger_of",
]  # fmt: skip

# -- What is no workbook


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a file is and what to do; `matters` is whether it may be a return.

    `archive` says that workbooks may lie in it, or that it is one itself under another name.
    """

    why: Both
    matters: bool = True
    archive: bool = False


SEND_OURS = Both("请对方交回 govxl 发出的工作簿（.xlsx）", "its sender is to return the .xlsx workbook that was issued")
SAVE_AS = Both(
    "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”，再放进来",
    "open it in Excel or WPS, save it as “Excel workbook (*.xlsx)”, and put that here",
)
UNPACK = Both("请先解压，再处理解压出来的文件夹", "unpack it first, and take in the folder that comes out")
ATTACHED = Both(
    "请打开邮件，把附件里的工作簿（.xlsx）另存到这个文件夹",
    "open the mail and save the .xlsx workbook attached to it in this folder",
)
EXPORT = Both(
    "请用 Numbers 打开，选“文件—导出到—Excel”存成 .xlsx，再放进来",
    "open it in Numbers, choose File, Export To, Excel, and put the .xlsx here",
)
ORIGINAL = Both("请找到它指向的文件，把文件本身复制进来", "find the file it points to and copy that file here")
AGAIN = Both("请等它下载完，或者重新下载", "wait for it, or download it again")
NOTHING = Both("不用处理；要交的是工作簿（.xlsx）", "nothing needs doing; a return is an .xlsx workbook")

_KINDS: tuple[tuple[str, Both, Both], ...] = (
    (".docx .doc .docm .dotx .dot .wps .wpt .rtf .odt .pages .uot", Both("Word 一类的文档", "a document"), SEND_OURS),
    (".pdf .ofd .xps .oxps .caj .ceb", Both("PDF 一类的版式文件", "a document made for print"), SEND_OURS),
    (
        ".jpg .jpeg .jpe .jfif .png .gif .bmp .tif .tiff .webp .heic .heif .avif .svg .psd",
        Both("图片", "a picture"), SEND_OURS,
    ),
    (".ppt .pptx .pps .ppsx .dps .odp", Both("演示文稿", "a presentation"), SEND_OURS),
    (".csv .tsv .tab .dif .slk .prn .dbf", Both("只有数字的文本表", "a table of plain text"), SEND_OURS),
    (".htm .html .mht .mhtml .xhtml", Both("网页", "a web page"), SEND_OURS),
    (".mdb .accdb .db .sqlite", Both("数据库", "a database"), SEND_OURS),
    (".mp3 .wav .m4a .amr .mp4 .mov .avi .mkv", Both("录音或录像", "a recording"), SEND_OURS),
    (".xlsb", Both("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"), SAVE_AS),
    (".xltx .xltm .xlt .ett .ots", Both("表格模板", "a template of workbooks"), SAVE_AS),
    (".fods .uos .uof .sxc .xlw .xlam .xla .ets .xml .wk1 .wks", Both("别的格式的表格", "a spreadsheet"), SAVE_AS),
    (".numbers", Both("苹果 Numbers 表格", "a Numbers spreadsheet"), EXPORT),
    (".eml .msg .oft .mbox .pst .ost .emlx .tnef", Both("邮件", "a mail"), ATTACHED),
    (".lnk .url .desktop .webloc .website", Both("快捷方式，不是文件本身", "a mere shortcut"), ORIGINAL),
    (
        ".crdownload .part .partial .download .opdownload .td .xltd .downloading .aria2 .baiduyun",
        Both("没有下载完的文件", "a download that is not complete"), AGAIN,
    ),
)  # fmt: skip
_ARCHIVES = ".zip .rar .7z .tar .gz .tgz .bz2 .tbz .xz .txz .zst .lz .lzh .arj .cab .iso .zipx .z .001 .z01 .r00"
_NOTES = (
    ".txt .md .log .json .jsonl .toml .ini .cfg .conf .yml .yaml .py .pyc .sh .cmd .bat .ps1 .vbs .js .css .exe .msi "
    ".dll .ttf .otf .apk .dmg .pkg .key .pem .sha256 .md5"
)


_ARCHIVE = Stranger(SEMICOLON.between(Both("压缩包", "an archive"), UNPACK), archive=True)
_NOTE = Stranger(SEMICOLON.between(Both("不是表格", "no workbook"), NOTHING), matters=False)
_KNOWN: Mapping[str, Stranger] = {
    **{each: Stranger(SEMICOLON.between(what, cure)) for endings, what, cure in _KINDS for each in endings.split()},
    **dict.fromkeys(_ARCHIVES.split(), _ARCHIVE),
    **dict.fromkeys(_NOTES.split(), _NOTE),
}


def stranger_of(ending: str) -> Stranger | None:
    """Say what a file is by the ending of its name, in lower case; None where that says nothing."""
    return _KNOWN.get(ending)


def misnamed(name: str) -> Stranger:
    """Say that a file is a workbook under a name that does not say so."""
    return Stranger(
        Both(
            f"其实是工作簿，只是扩展名不对；请把名字改成 {name}，再处理一次",
            f"it is a workbook under another ending; rename it {name} and run this again",
        )
    )


UNKNOWN = Stranger(SEMICOLON.between(Both("认不出的文件", "a file of an unknown kind"), SEND_OURS))


# -- A folder


WORKBOOKS = (".xlsx", ".xls", ".et", ".ods", ".xlsm")
"""What workbooks end with that are judged, be it to say which ending is wanted."""

RECORD_ENDING = ".json"
BESIDE = re.compile(ADDED_NEW.format("[0-9]*") + "[0-9]*$")
OUTPUT_ENDINGS = (".html", ".docx", ".md", ".pdf", ".csv", ".xlsx", ".parquet", ".txt")
BOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class FolderContents:
    """What is to be said of a folder, in order of path; `ours` counts what govxl wrote there, `aside` is hidden."""

    found: tuple[Found, ...]
    ours: int
    aside: tuple[Path, ...]

    @property
    def hidden(self) -> int:
        """How many files and folders are hidden, locks or litter."""
        return len(self.aside)


def contents_of(folder: Path) -> FolderContents:
    """Sort the files of a folder out by their names, and where those say nothing by what stands in them."""
    walked = walk(folder)
    kept = {path.parent for path in walked.files if path.name == RECORD}
    titles: dict[Path, str] = {}
    found: list[Found] = list(walked.closed)
    ours = 0
    for path in walked.files:
        ending = path.suffix.lower()
        what = stranger_of(ending)
        # Only beside a record is anything taken for ours by its name: a unit may call its return as we call an output.
        if path.parent in kept and _is_output(path, titles):
            ours += 1
        elif ending in WORKBOOKS:
            found.append(Found(path))
        else:
            # An archive is looked into as well: browsers save workbooks as .zip, for that is what they are.
            if what is None or what.archive:
                what = looked_into(path.name, partial(load_bytes, path), what)
            found.append(Found(path, "skipped", what.why, what.matters))
    return FolderContents(tuple(sorted(found, key=lambda each: each.path)), ours, tuple(walked.aside))


def _is_output(path: Path, titles: dict[Path, str]) -> bool:
    """Tell what `ingest` and `render` leave beside a record, also where a person's own was kept beside it."""
    ending = path.suffix.lower()
    if path.name == LINEAGE or (path.name == SUM_WORKBOOK and path.with_name(LINEAGE).is_file()):
        return True  # whoever works on with a sum's workbook puts it among what came in
    if ending == RECORD_ENDING and _is_called(path.stem, RECORD.removesuffix(RECORD_ENDING)):
        return True
    if ending not in OUTPUT_ENDINGS:
        return False
    if _is_called(path.stem, TABLES):
        return True
    if ending in WORKBOOKS:
        return False
    if _is_called(path.stem, REVIEW_PAPER) or _is_called(path.stem, SIGNING_PAPER):
        return True
    if path.parent not in titles:
        # The report is called after its record; where that cannot be used, nothing there is known to be ours.
        try:
            record = load_record(read_file(path.with_name(RECORD), MAX_WORDS))
            form = form_of(record)
            hold_against(record, form)
            titles[path.parent] = report_name(form, record)
        except (RecordError, UnknownFormError, OSError):
            titles[path.parent] = ""
    return bool(titles[path.parent]) and _is_called(path.stem, titles[path.parent])


def _is_called(stem: str, name: str) -> bool:
    """Tell a name of ours, alone or of what stands beside a person's; a unit may have put its own name in brackets."""
    return BESIDE.sub("", stem).removesuffix(PAGE_MARK).removesuffix(TEXT_MARK) == name


def looked_into(name: str, read: Callable[[], bytes], named: Stranger | None) -> Stranger:
    """Say what a file is whose name says nothing, or that it is an archive, as browsers call workbooks at times."""
    try:
        data = read()
        other = other_file(data)
        if other is None and open_package(data).find(BOOK):
            stem = PurePath(name).stem
            return misnamed(stem if stem.lower().endswith(WORKBOOKS[0]) else f"{stem}{WORKBOOKS[0]}")
    except (Refused, OSError) as error:
        other = error.finding if isinstance(error, Refused) else None
    if named or other is None:
        return named or UNKNOWN
    return Stranger(sentence_of(other))
