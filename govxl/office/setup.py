"""An office's folder made: settings and a list to fill in, a place for everything, and what is double-clicked.

Nothing that is there is touched, so that it may be called again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govxl.files import sync_folder, umask, write_atomically
from govxl.office.home import SETTINGS
from govxl.office.outputs import alone_in
from govxl.office.roster import COLUMNS
from govxl.office.settings import FOLDERS
from govxl.office.start_files import start_cmd, start_sh
from govxl.words import KINDS, LEVELS, SCOPES, scope_word
from govxl.workbook.list_template import ListColumn, blank_list_workbook

__all__ = ["START_CMD", "START_SH", "SetUp", "roster_template", "set_up", "settings_text"]

START_CMD, START_SH = "开始.cmd", "开始.sh"

TEXT = """\
# 办公文件夹的设置。前面有 # 的行不起作用；要用哪一行，去掉行首的“# ”，改成自己的内容。
# 文字放在英文引号里，年度和日期不加引号。

# 报告年度和表式（govxl forms 列出已安装的）
year = {year}
form = "{form}"

# 印在每份表的第一页：交给谁，问谁
# recipient = "示例市政府办公室"
# contact = "王一"
# phone = "0755-12345678"
# email = "office@example.cn"

# 哪些报表等人审核："reasons" 写了情况说明的，"all" 每一份
# review = "reasons"

# 防伪校验码的密钥文件（16 到 4096 个字节，不要外传）；不写就没有校验码
# key_file = "密钥.txt"

# 报送截止日期：default 对所有单位，也可以分单位性质写（{kinds}）
[deadlines]
# default = {after}-01-20
# department = {after}-01-15

# 文件和文件夹的名称，不写就用这些
[folders]
{folders}

# 业务惯例和文字方面的规则可以放宽：需说明的改成 warning 请核实 或 info 提示；
# “校验”表里有写情况说明的地方的，也可以收紧成 explainable 需说明。法定的勾稽关系不能改
[severity]
# N8 = "warning"
# N2 = "explainable"
"""

SAYS = {
    "name": (30, "单位全称，和公章一致；必须填，不能重复。发出和收回的文件都用这个名称", "示例县财政局"),
    "title": (24, "印在报告标题里的名称；和单位全称一样的不填", ""),
    "code": (22, "单位代码或统一社会信用代码；有代码的按代码认单位，改了名也认得。不能重复", "11440300MB2C0001X0"),
    "level": (10, "从下拉列表里选。不填的，按级别的核对不做", "县级"),
    "kind": (18, "从下拉列表里选", "部门"),
    "parent": (30, "上级单位的全称或代码，要在这份名单里；没有就不填", "示例县人民政府"),
    "scope": (12, "不填就是本机关。既报本机关又报汇总的单位写两行，口径不同", "本机关"),
    "contact": (12, "催报时找谁", "王一"),
    "phone": (18, "电话", "0755-12345678"),
    "email": (26, "邮箱", "wang@example.cn"),
}
"""How wide a column of the list is, what it holds, and an example."""

NOTES = (
    "一个单位一行，从第 2 行起；这一页只是说明，不会被读。",
    "列的先后不限，不用的列可以删去。也可以用 CSV（名单.csv，UTF-8 或 GB18030）。",
    "填错的地方，运行时会一次全部列出来，写明第几行、哪一列。",
)


class SetUp(NamedTuple):
    """What was made, and what was there and is left as it is."""

    made: tuple[Path, ...]
    left: tuple[Path, ...]


def roster_template() -> bytes:
    """Write 名单.xlsx with nothing but its header; an example stands on a sheet of its own, which is not read."""
    choices = {"level": tuple(LEVELS.values()), "kind": tuple(KINDS.values()), "scope": tuple(map(scope_word, SCOPES))}
    columns = [ListColumn(COLUMNS[key][0], *said, choices.get(key, ())) for key, said in SAYS.items()]
    return blank_list_workbook("名单", columns, NOTES)


def settings_text(year: int, form: str) -> str:
    """Write office.toml for a report year, with an example of every setting in a comment."""
    kinds = "、".join(f"{key} {label}" for key, label in KINDS.items())
    folders = "\n".join(f'# {key} = "{name}"' for key, name in FOLDERS.items())
    return TEXT.format(year=year, form=form, after=year + 1, kinds=kinds, folders=folders)


def set_up(folder: Path, year: int, form: str) -> SetUp:
    """Make an office's folder, or what is missing in it; raises OSError where it cannot be written."""
    made: list[Path] = []
    left: list[Path] = []
    with alone_in(folder):
        for name, data, mode in _files(year, form):
            path = folder / name
            other = path.with_suffix(".csv") if name == FOLDERS["roster"] else path
            there = next((each for each in (path, other) if each.exists()), None)
            if there:
                left.append(there)
                continue
            write_atomically(path, data)
            if mode:
                path.chmod(mode & ~umask())
            made.append(path)
        for key in (key for key in FOLDERS if key != "roster"):
            place = folder / FOLDERS[key]
            (left if place.is_dir() else made).append(place)
            place.mkdir(exist_ok=True)
        sync_folder(folder)
    return SetUp(tuple(made), tuple(left))


def _files(year: int, form: str) -> Iterator[tuple[str, bytes, int]]:
    """Yield the files with their rights; old editors of Windows want both ends of a line."""
    yield SETTINGS, settings_text(year, form).replace("\n", "\r\n").encode(), 0
    yield FOLDERS["roster"], roster_template(), 0
    yield START_CMD, start_cmd(), 0
    yield START_SH, start_sh(), 0o777
