"""The kinds of damage that `verify` names: what is wrong, and what to do about it."""

from dataclasses import dataclass
from typing import NamedTuple

from govxl.words import LANGUAGES, Both, in_language

__all__ = ["KINDS", "Damage", "Kind", "damage"]


class Kind(NamedTuple):
    """A kind of damage; `note` for what is worth knowing and no damage. Braces stand for what a case fills in."""

    code: str
    says: Both
    remedy: Both
    note: bool = False


BACKUP = Both(
    "从备份里找出同一个文件，和这里的对照；归档里的先不要动",
    "compare with the same file in a backup, and leave the archive as it is meanwhile",
)
FROM_BACKUP = Both(
    "从备份里把同名的文件放回原处，再运行一次 verify", "put the file back from a backup, and verify again"
)
LOG_BACK = Both(
    "从备份里取出 log.jsonl 对照；弄清是谁、为什么改的之前，不要再往归档里写",
    "compare log.jsonl with a backup; write nothing more before it is known who changed it and why",
)
NOTHING = Both("不用处理", "nothing to do")
ASIDE = Both("问清是谁放的，移到归档以外", "ask who put it there, and move it out of the archive")

KINDS = {
    # -- What the archive is
    "no-format": Kind("K001", Both("没有 format.json，认不出这是归档", "format.json is missing"), FROM_BACKUP),
    "bad-format": Kind("K002", Both("format.json 被改过：{why}", "format.json was changed: {why}"), FROM_BACKUP),
    "no-log": Kind("K003", Both("没有日志，归档里却有文件", "the log is missing, and there are files"), FROM_BACKUP),
    # -- Lines
    "bad-line": Kind("K010", Both("这一行不是日志的内容", "is no line of a log"), LOG_BACK),
    "line-restyled": Kind(
        "K011",
        Both("这一行不是 govxl 写下的样子（空格、换行、次序或重复的项）", "is not as govxl writes a line"),
        LOG_BACK,
    ),
    "line-changed": Kind(
        "K012",
        Both("这一行被改过：后一行记着的 sha256 和它对不上", "was changed: the next line has another sha256 of it"),
        LOG_BACK,
    ),
    "lines-removed": Kind("K013", Both("这一行之前少了 {n} 行", "{n} lines before this one are missing"), LOG_BACK),
    "lines-added": Kind("K014", Both("这一行是插进来的", "was put in between"), LOG_BACK),
    "lines-reordered": Kind("K015", Both("这几行的次序被换过", "these lines stand in another order"), LOG_BACK),
    "log-shortened": Kind(
        "K016",
        Both("末尾少了 {n} 行：检查点记着 {size} 行", "the last {n} lines are missing: the checkpoint tells of {size}"),
        LOG_BACK,
    ),
    "checkpoint-differs": Kind(
        "K017",
        Both(
            "前 {size} 行的根值和检查点不同：最后一行被改过，或者日志被整本换过",
            "the root of the first {size} lines is another: the last was changed, or all of the log was written anew",
        ),
        LOG_BACK,
    ),
    "other-archive": Kind(
        "K018",
        Both("检查点是另一个归档 {origin} 的", "the checkpoint is one of another archive, {origin}"),
        Both("找到这个归档的检查点再核对", "find a checkpoint of this archive"),
    ),
    "odd-line": Kind("K019", Both("这一行的 {key} 不像是 govxl 写的", "{key} is not as govxl writes it"), LOG_BACK),
    # -- Files
    "file-missing": Kind("K020", Both("不在了；日志第 {at} 行说有", "is missing; line {at} has it"), FROM_BACKUP),
    "file-changed": Kind(
        "K021",
        Both("内容被改过：sha256 和文件名对不上", "was changed: its sha256 is not that of its name"),
        FROM_BACKUP,
    ),
    "file-swapped": Kind(
        "K022",
        Both("装的是另一份文件 {other} 的内容", "holds what {other} should hold"),
        Both("从备份里把两份文件都放回原处", "put both files back from a backup"),
    ),
    "file-moved": Kind(
        "K023",
        Both("被移到了 {other}；日志第 {at} 行说在这里", "was moved to {other}; line {at} has it here"),
        Both("移回原处", "move it back"),
    ),
    "file-cut": Kind("K024", Both("是空的", "is empty"), FROM_BACKUP),
    "file-disagrees": Kind(
        "K025",
        Both("日志第 {at} 行的 sha256 不是它说的这份文件的", "line {at} has another sha256 for it"),
        LOG_BACK,
    ),
    "foreign-file": Kind("K026", Both("不是归档里的文件", "is no file of the archive"), ASIDE),
    "no-regular-file": Kind(
        "K027", Both("不是普通文件，是链接、文件夹或设备", "is no regular file but a link, a folder or a device"), ASIDE
    ),
    "closed-file": Kind(
        "K028",
        Both("读不出来：{why}", "cannot be read: {why}"),
        Both("检查磁盘和权限，再运行一次", "look at the disk and the rights, and run again"),
    ),
    # -- Records
    "record-changed": Kind(
        "K030",
        Both("记录被改过：sha256 和日志第 {at} 行的对不上", "was changed: line {at} has another sha256 of it"),
        FROM_BACKUP,
    ),
    "record-swapped": Kind("K031", Both("装的是另一份记录 {other}", "holds what {other} should hold"), FROM_BACKUP),
    "record-unfit": Kind("K032", Both("不合表式：{why}", "is not as its form has it: {why}"), BACKUP),
    "record-rules": Kind(
        "K033",
        Both("勾稽 {rules} 按记录里的数不成立，记录里却没有写", "{rules} does not hold, which it does not say"),
        BACKUP,
    ),
    "record-of-another": Kind(
        "K034",
        Both("记录的{key}是 {found}，日志第 {at} 行是 {told}", "its {key} is {found}, and line {at} has {told}"),
        BACKUP,
    ),
    # -- Sums
    "sum-unknown": Kind(
        "K040",
        Both(
            "汇总里计入的“{unit}”（{record}），归档里没有这一份，可能被去掉了，也可能是后加的",
            "counts “{unit}” ({record}), which is not in the archive: it was removed, or put in afterwards",
        ),
        LOG_BACK,
    ),
    "sum-removed": Kind(
        "K041",
        Both("汇总里计入的“{unit}”，它的记录 {record} 不在了", "counts “{unit}”, whose record {record} is missing"),
        FROM_BACKUP,
    ),
    "sum-altered": Kind(
        "K042",
        Both(
            "汇总里计入的“{unit}”，它的记录 {record} 后来被改过",
            "counts “{unit}”, whose record {record} was changed since",
        ),
        FROM_BACKUP,
    ),
    "sum-another": Kind(
        "K043",
        Both("汇总里计入的“{unit}”，所指的记录 {record} 是 {told} 的", "has {record} for “{unit}”, which is of {told}"),
        BACKUP,
    ),
    "sum-twice": Kind(
        "K044",
        Both("“{unit}”在汇总里计入了两次，一次在“{other}”里", "“{unit}” is counted twice, once by way of “{other}”"),
        Both("请核对名单里的上下级，重新汇总", "see whether the roster has its parents right, and add up again"),
    ),
    "sum-unit-twice": Kind(
        "K049",
        Both(
            "“{unit}”在汇总里有两份不同的报表，一份在“{other}”里，重复计入",
            "two returns of “{unit}” are counted, one of them by way of “{other}”",
        ),
        Both("请核对名单里的上下级，重新汇总", "see whether the roster has its parents right, and add up again"),
    ),
    "sum-differs": Kind(
        "K045",
        Both("汇总数和计入的各份相加不符：{cells}", "is not what its inputs add up to: {cells}"),
        BACKUP,
    ),
    "sum-lineage": Kind(
        "K046",
        Both("汇总的明细（lineage）和计入的各份对不上", "its lineage is not the one that follows from its inputs"),
        BACKUP,
    ),
    "sum-says": Kind(
        "K047",
        Both(
            "汇总写的份数、是否齐全或者是不是草稿，和它列的不符",
            "is not complete as it says, has other counts, or is a draft, which is never kept",
        ),
        BACKUP,
    ),
    "sum-none": Kind(
        "K048",
        Both("日志第 {at} 行说是汇总，记录里却没有汇总的内容", "line {at} has it for a sum, and it tells of none"),
        BACKUP,
    ),
    "sum-state": Kind(
        "K060",
        Both(
            "汇总里“{unit}”写作{says}，按日志，它的记录 {record} 当时是{stood}",
            "has “{unit}” as {says}; by the log, its record {record} was {stood}",
        ),
        LOG_BACK,
    ),
    # -- No damage
    "left-over": Kind(
        "K050",
        Both("没有写完就停下的文件，日志里没有", "was being written when govxl was stopped"),
        Both("不用处理，下次写入时会清掉", "nothing to do, the next run takes it away"),
        note=True,
    ),
    "unlogged": Kind(
        "K051",
        Both("完好，日志里没有提到：放好以后、记日志之前停下了", "is whole, and the log does not tell of it"),
        Both("不用处理；再运行一次当时的命令就会记上", "nothing to do; the command that was stopped will log it"),
        note=True,
    ),
    "torn-line": Kind(
        "K052",
        Both("最后一行没有写完", "was not written to its end"),
        Both("不用处理，下次写入时会接好或去掉", "nothing to do, the next run mends it"),
        note=True,
    ),
    "no-checkpoint": Kind(
        "K053",
        Both("没有检查点，或者读不出来，不知道末尾少没少", "no checkpoint to be read: lines may lack at the end"),
        Both("下次写入时会再有；有抄在别处的，请用 --checkpoint 给出", "give one noted elsewhere with --checkpoint"),
        note=True,
    ),
    "no-form": Kind(
        "K054",
        Both("没有安装表式 {form}，没有核对合计和勾稽", "without form {form} its totals and rules were not checked"),
        Both("在装有这个表式的电脑上再核对一次", "verify where this form is installed"),
        note=True,
    ),
    "litter": Kind("K055", Both("系统自己放的文件", "was put there by the system"), NOTHING, note=True),
    "readme": Kind(
        "K056",
        Both("和 govxl 放的不一样：旧版的，或者有人改过", "is not as govxl puts it: of another version, or changed"),
        Both("不影响归档；删去后下次写入时会再有", "the archive is none the worse; remove it to have it anew"),
        note=True,
    ),
}
"""By their names, in the order in which an archive is looked through."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something found: its name, the file it is in, its line (0 for none), and what fills the sentence."""

    name: str
    place: str
    line: int = 0
    upto: int = 0
    words: tuple[tuple[str, object], ...] = ()

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return KINDS[self.name]

    @property
    def where(self) -> Both:
        """The file, and the lines where it has some."""
        if not self.line:
            return Both(self.place, self.place)
        upto = self.upto > self.line
        zh = f"{self.place} 第 {self.line}{f'—{self.upto}' if upto else ''} 行"
        return Both(zh, f"{self.place} line{'s' if upto else ''} {self.line}{f'–{self.upto}' if upto else ''}")

    @property
    def says(self) -> Both:
        """What is wrong with it."""
        words = [{key: in_language(each, language) for key, each in self.words} for language in LANGUAGES]
        return Both(self.kind.says.zh.format(**words[0]), self.kind.says.en.format(**words[1]))


def damage(name: str, place: str, line: int = 0, upto: int = 0, **words: object) -> Damage:
    """Name something; `words` by what stands in braces in the sentence of its kind."""
    return Damage(name, place, line, upto, tuple(words.items()))
