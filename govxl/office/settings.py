"""What an office says of itself: office.toml, and the key and password that stand in files of their own."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any

from govxl.filing.figures import YEARS
from govxl.filing.units import meant_by
from govxl.form.model import Form
from govxl.inputs import MAX_SETTINGS, UnfitError, from_toml, key_line, read_file, slip_in
from govxl.text import brief, visible
from govxl.words import KINDS, Both, SaidError
from govxl.xlsx.zip import Refused, load_bytes

__all__ = [
    "DEFAULT",
    "FOLDERS",
    "LONGEST_KEY",
    "SHORTEST_KEY",
    "KeyFileError",
    "Office",
    "OfficeFileError",
    "read_key",
    "read_office",
    "read_password",
]

# -- The key


SHORTEST_KEY, LONGEST_KEY = 16, 4096
"""Bytes of a key: fewer could be guessed, more is some other file."""


LONGEST_PASSWORD = 255
"""Characters that Excel takes of one."""


class KeyFileError(SaidError):
    """The file holds no key or password; the message says why and never quotes it."""


def read_key(path: Path) -> bytes:
    """Read a key: all bytes of a regular file but for line ends at its end.

    Raises OSError when the file cannot be read, KeyFileError when it holds no key.
    """
    try:
        key = load_bytes(path).rstrip(b"\r\n")  # an editor ends a file with one, which nobody typed as a key
    except Refused:
        key = b" " * (LONGEST_KEY + 1)  # refused below, as any other that is too long
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        zh = f"{path}：密钥文件要有 {SHORTEST_KEY} 到 {LONGEST_KEY} 个字节；可以用 openssl rand -hex 32 生成一个"
        en = f"{path}: a key has {SHORTEST_KEY} to {LONGEST_KEY} bytes; openssl rand -hex 32 makes one"
        raise KeyFileError(Both(zh, en))
    return key


def read_password(path: Path) -> str:
    """Read the password of the sheets' protection, blanks and line ends around it left out.

    Raises OSError when the file cannot be read, KeyFileError when it holds none that Excel would take.
    """
    try:
        password = read_file(path, MAX_SETTINGS).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        password = "\n"  # refused below, in the words for whatever is no password
    if len(password) > LONGEST_PASSWORD or "\n" in password:
        zh = f"{path}：密码文件要是一行 UTF-8 文字，最多 {LONGEST_PASSWORD} 个字"
        en = f"{path}: a password is one line of UTF-8, of at most {LONGEST_PASSWORD} characters"
        raise KeyFileError(Both(zh, en))
    return password


# -- office.toml


DEFAULT = "default"
"""The deadline of the kinds of unit that have none of their own."""

TEXTS = ("recipient", "contact", "phone", "email")
LONGEST = 200
"""Characters of a text, which stands on one line of the first sheet."""

OTHERS = ("year", "form", "review", "key_file")
"""What the office's folder is about; only where there is one is any of it asked for."""

REVIEWS = ("reasons", "all")
"""Whether only returns that pass with reasons wait for a person, or every one."""

SECTIONS = ("deadlines", "folders", "severity")
SOFTER = ("explainable", "warning", "info")
"""What an office may make of a rule of practice; what the law asks for nobody lets pass."""

FOLDERS = {
    "roster": "名单.xlsx",
    "outbox": "1发出",
    "inbox": "2收到",
    "returns": "3退回",
    "passed": "4通过",
    "waiting": "待审核",
    "archive": "归档",
}
"""What the files and folders of an office are called unless it says otherwise."""


class OfficeFileError(SaidError):
    """The settings cannot be used; the message names the file, the key and what to write."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office's settings; `deadlines` by kind of unit (`words.KINDS`) or `default`."""

    file: str = ""
    recipient: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    deadlines: Mapping[str, date] = field(default_factory=dict)
    year: int | None = None
    form: str = ""
    review: str = REVIEWS[0]
    key_file: str = ""
    folders: Mapping[str, str] = field(default_factory=lambda: FOLDERS)
    severity: Mapping[str, str] = field(default_factory=dict)

    @property
    def reviews_all(self) -> bool:
        """Whether every return waits for a person, not only those that pass with reasons."""
        return self.review == REVIEWS[1]

    def texts(self, kind: str, year: int) -> dict[str, str]:
        """Give what the workbook of a unit of this kind says, by the names of `words.OFFICE`.

        Raises OfficeFileError for a deadline before the report year is over, such as last year's.
        """
        said = {name: getattr(self, name) for name in TEXTS if getattr(self, name)}
        key = kind if kind in self.deadlines else DEFAULT
        day = self.deadlines.get(key)
        if day is None:
            return said
        if day <= date(year, 12, 31):
            key, told = f"deadlines.{key}", day.isoformat()
            zh = f"{self.file}：{key} 是 {told}，{year} 年度还没有结束；请改成 {year + 1} 年的日期"
            raise OfficeFileError(Both(zh, f"{self.file}: {key} is {told}, before {year} is over; write {year + 1}"))
        return {"deadline": f"{day.year}年{day.month}月{day.day}日", **said}

    def severities(self, form: Form, told: list[Both]) -> dict[str, str]:
        """Give what the office makes of rules of a form, by id; what that has not is added to `told`.

        Raises OfficeFileError for a rule that the law asks for, and where an explanation would be asked for that the
        form has no cell for.
        """
        rules = {check.rule.id: check.rule for check in form.checks}
        for key, wanted in self.severity.items():
            rule = rules.get(key)
            if rule is None:
                zh = f"{self.file}：severity.{brief(key)} 没有用上，{form.name} 没有这条规则"
                told.append(Both(zh, f"{self.file}: severity.{brief(key)} has no effect: {form.name} has no such rule"))
            elif rule.severity == "hard":
                zh = f"{self.file}：severity.{key} 不能改：“{rule.called}”是必须符合的；请删去这一行"
                raise OfficeFileError(Both(zh, f"{self.file}: severity.{key}: {rule.called} is hard; delete the line"))
            elif wanted == "explainable" and not rule.takes_reason:
                zh = f"{self.file}：severity.{key} 不能改成 explainable：表里没有写“{rule.called}”情况说明的地方"
                en = f"{self.file}: severity.{key} cannot be explainable: the form has no cell to explain {rule.called}"
                raise OfficeFileError(Both(f"{zh}；请改成 warning 或 info", f"{en}; write warning or info"))
        return {key: wanted for key, wanted in self.severity.items() if key in rules}


def read_office(path: Path) -> Office:
    """Read an office's settings; raises OSError when there are none, OfficeFileError when they cannot be used."""
    try:
        data = read_file(path, MAX_SETTINGS)
        text, found = data.decode("utf-8-sig"), from_toml(data)
    except UnicodeDecodeError:
        raise _error(path, 0, "不是 UTF-8 编码；请另存为 UTF-8", "is not UTF-8; save it as such") from None
    except tomllib.TOMLDecodeError as error:
        line, cure = slip_in(data.decode("utf-8-sig"), error)
        raise _error(path, line, *cure) from None
    except UnfitError as error:
        raise _error(path, 0, *error.sentence) from None
    deadlines, folders, severity = (found.pop(section, {}) for section in SECTIONS)
    for key, value in found.items():
        line = key_line(text, key)
        if key == "year":
            # To Python a truth is a whole number as well.
            if type(value) is not int or value not in YEARS:
                zh, en = "year 要写成四位的报告年度，不加引号，例如 2025", "year is a report year, such as 2025"
                raise _error(path, line, zh, en)
            continue
        if key not in (*TEXTS, *OTHERS):
            raise _error(path, line, f"不认识 {_told(key)}；{KNOWN.zh}", f"there is no key {_told(key)}; {KNOWN.en}")
        if not isinstance(value, str) or "\n" in value or visible(value) != value or len(value) > LONGEST:
            zh = f"{key} 要写成一行文字，放在引号里，最多 {LONGEST} 个字"
            raise _error(path, line, zh, f"{key} is one line of text in quotes, of at most {LONGEST} characters")
        if key == "review" and value not in REVIEWS:
            zh = "review 要写成 reasons（写了情况说明的才等人审）或 all（每一份都等人审）"
            raise _error(path, line, zh, "review is reasons (what was explained waits for a person) or all")
    return Office(
        str(path),
        **found,
        deadlines=_deadlines(path, text, deadlines),
        folders=_folders(path, text, folders),
        severity=_severity(path, text, severity),
    )


KNOWN = Both(
    f"可以写的有 {'、'.join((*TEXTS, *OTHERS))}，还有 [deadlines]（单独一行，下面每类单位一行）、"
    "[folders]（单独一行，下面是各文件夹的名称）和 [severity]（单独一行，下面每条规则一行）",
    f"there are {', '.join((*TEXTS, *OTHERS))}, [deadlines], on a line of its own above those of the kinds of unit, "
    "[folders], above the names of the folders, and [severity], above the rules",
)


def _error(path: Path, line: int, zh: str, en: str) -> OfficeFileError:
    there = Both(f"第 {line} 行 ", f"line {line}: ") if line else Both("", "")
    return OfficeFileError(Both(f"{path}：{there.zh}{zh}", f"{path}: {there.en}{en}"))


def _told(key: str) -> str:
    """Show a key, and what key is likely meant."""
    near = get_close_matches(key.casefold(), (*TEXTS, *OTHERS, *SECTIONS), 1)
    return f"{brief(key)}（{near[0]}？）" if near else brief(key)


def _folders(path: Path, text: str, found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        zh = 'folders 要写成 [folders]，下面每个文件夹一行，例如 inbox = "2收到"'
        raise _error(path, key_line(text, "folders"), zh, '[folders] heads lines such as inbox = "2收到"')
    for key, value in found.items():
        line = key_line(text, key)
        if key not in FOLDERS:
            listed = "、".join(f"{key}（{name}）" for key, name in FOLDERS.items())
            zh = f"folders 里不认识 {brief(key)}；可以写的有 {listed}"
            raise _error(path, line, zh, f"folders: no {brief(key)}; there are {', '.join(FOLDERS)}")
        if not isinstance(value, str) or not value.strip() or visible(value) != value or "\n" in value:
            zh = f'folders.{key} 要写成文件夹的名称，放在引号里，例如 {key} = "{FOLDERS[key]}"'
            raise _error(path, line, zh, f'folders.{key} is a name in quotes, such as {key} = "{FOLDERS[key]}"')
    _hold_apart(path, text, {**FOLDERS, **found})
    return {**FOLDERS, **found}


def _hold_apart(path: Path, text: str, folders: Mapping[str, str]) -> None:
    """Refuse folders that are one, or of which one would be taken in, or taken for a part of the archive."""
    places = {key: PurePath(os.path.normpath(path.absolute().parent / name)) for key, name in folders.items()}
    same = {key: os.path.normcase(str(place)).casefold() for key, place in places.items()}
    for key, place in places.items():
        for other, outer in places.items():
            if key == other or not (
                same[key] == same[other] or (other in ("inbox", "archive") and place.is_relative_to(outer))
            ):
                continue
            line = key_line(text, key) or key_line(text, other)
            zh = f"folders 里 {key}（{folders[key]}）和 {other}（{folders[other]}）是同一处，或者在它里面；请分开放"
            en = f"folders: {key} ({folders[key]}) is the same as {other} ({folders[other]}) or in it; keep them apart"
            raise _error(path, line, zh, en)


def _severity(path: Path, text: str, found: Any) -> dict[str, str]:
    """Read what an office makes of rules; whether a form has such a rule, and it may be softened, its judge knows."""
    example = 'N8 = "warning"'
    if not isinstance(found, dict):
        zh = f"severity 要写成 [severity]，下面每条规则一行，例如 {example}"
        raise _error(path, key_line(text, "severity"), zh, f"[severity] heads lines such as {example}")
    for key, value in found.items():
        if value not in SOFTER:
            zh = f"severity.{brief(key)} 只能是 {'、'.join(SOFTER)} 之一，放在引号里，例如 {example}"
            en = f"severity.{brief(key)} is one of {', '.join(SOFTER)} in quotes, such as {example}"
            raise _error(path, key_line(text, key), zh, en)
    return dict(found)


def _deadlines(path: Path, text: str, found: Any) -> dict[str, date]:
    if not isinstance(found, dict):
        zh = "deadlines 要写成 [deadlines]，下面每类单位一行，例如 department = 2026-01-20"
        raise _error(path, key_line(text, "deadlines"), zh, "[deadlines] heads lines such as default = 2026-01-20")
    deadlines: dict[str, date] = {}
    for word, value in found.items():
        line, key = key_line(text, word), DEFAULT if word == DEFAULT else meant_by(word, KINDS)
        if not key:
            listed = "、".join(f"{key}（{label}）" for key, label in KINDS.items())
            zh = f"deadlines 里不认识 {brief(word)}；可以写的有 {DEFAULT}、{listed}"
            raise _error(path, line, zh, f"deadlines: no kind {brief(word)}; there are {DEFAULT}, {', '.join(KINDS)}")
        # Not isinstance: to Python a moment is a date as well.
        if type(value) is not date:
            zh = f"deadlines.{brief(word)} 要写成日期，不加引号，例如 2026-01-20"
            raise _error(path, line, zh, f"deadlines.{brief(word)} is a date without quotes, such as 2026-01-20")
        if key in deadlines:
            zh = f"deadlines.{brief(word)} 和 {key} 是同一类单位；请只留一行"
            raise _error(path, line, zh, f"deadlines.{brief(word)} is {key} once more; leave one line")
        deadlines[key] = value
    return deadlines
