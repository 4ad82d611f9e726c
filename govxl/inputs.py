"""What others hand in: the one place that opens a file, and JSON and TOML of which nothing is without measure.

A file is opened only where it is a regular one, and read to a bound. Of what stands in it, numbers, nesting and names
that come twice are judged before anything is worked out from them; letters that no file can hold are named. A slip in
TOML that people type gets its line and its cure.
"""

import errno
import json
import os
import re
import stat
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from govxl.words import COLON, Both, SaidError, SaidOSError

__all__ = [
    "MAX_FILE",
    "MAX_SETTINGS",
    "MAX_SUM",
    "MAX_WORDS",
    "UnfitError",
    "from_json",
    "from_toml",
    "key_line",
    "path_text",
    "read_file",
    "slip_in",
    "text_in",
]

# -- Files, JSON and TOML


MAX_FILE = 32 << 20
"""Bytes on disk of a workbook or a page: an honest return with pasted pictures stays below."""

MAX_WORDS = 2 << 20
"""Bytes of a record: the longest that is accepted has a quarter of that."""

MAX_SUM = 32 << 20
"""Bytes of the record of a sum, which names every return that is in it: of 20,000 units it has 16 million."""

MAX_SETTINGS = 64 << 10
"""Bytes of settings and secrets, which somebody types."""

MAX_VALUES, MOST_VALUES = 100_000, 1_000_000
"""Values in one file; a record has some 1,500. More are taken of one that was let be longer than any other."""

MAX_DEPTH = 32
"""Levels of anything we read; a record has six."""

DIGITS = 20
"""Of a number on either side of its point: a figure has 15, and sums of such a few more."""

BEFORE_A_KEY, MAX_PARTS = re.compile(r"[\n=,{\[]"), 64
"""Where a name may begin in TOML, and its parts between dots, for Python joins them in quadratic time."""

LONGEST_NUMBER = 2 * DIGITS + 8
HALVES = "[\ud800-\udfff]"

NO_JSON = Both("不是 JSON", "not JSON")
EMPTY_FILE = Both("是空文件，里面什么也没有", "an empty file")
TOO_DEEP = Both("括号套得太深", "its brackets are nested too deeply")


class UnfitError(SaidError):
    """What stands in a file cannot be used; the sentence says where and what to write instead."""


class _Unusable:
    """A value that cannot stand for anything; why is said once its place is known."""

    def __init__(self, why: Both) -> None:
        self.why = why


def path_text(path: str | os.PathLike[str]) -> str:
    """Give a path in characters: one that came out of a Chinese zip may be no UTF-8 on disk."""
    name = os.fsencode(path)
    for codec in ("utf-8", "gb18030"):
        try:
            return name.decode(codec)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")


def read_file(path: str | os.PathLike[str], most: int = MAX_FILE) -> bytes:
    """Read a regular file whole, `most` bytes of it at most; OSError where it is none, is longer or cannot be read."""
    # Without waiting, for a pipe that nobody writes to would be waited for before anyone could see that it is one.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise SaidOSError(errno.EINVAL, Both("不是普通文件", "no regular file"), os.fspath(path))
    try:
        with os.fdopen(handle, "rb") as stream:
            # Bounded while reading too: a file may grow, and some that are regular by name have no size.
            data = stream.read(most + 1) if status.st_size <= most else b""
    except OSError as error:
        error.filename = os.fspath(path)  # a disk that fails while it is read does not say where
        raise
    if status.st_size > most or len(data) > most:
        size = f"{most >> 20} MB" if most >> 20 else f"{most >> 10} KB"
        raise SaidOSError(errno.EFBIG, Both(f"文件大于 {size}", f"longer than {size}"), os.fspath(path))
    return data


def text_in(data: bytes) -> str | None:
    """Give the text of a file: by the mark it begins with, as UTF-8, or as Chinese programs save it; None for none."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for codec in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


# -- JSON


def from_json(data: bytes) -> Any:
    """Read JSON with exact numbers; UnfitError names the place of what cannot be used."""
    if not data.strip():
        raise UnfitError(EMPTY_FILE)
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            parse_float=_number,
            parse_int=_number,
            parse_constant=lambda word: _Unusable(Both(f"{word} 不是数", f"{word} is no number")),
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        zh = f"第 {error.lineno} 行第 {error.colno} 个字起读不下去"  # Python says why in English alone
        raise UnfitError(
            COLON.between(NO_JSON, Both(zh, f"from line {error.lineno}, character {error.colno} on, {error.msg}"))
        ) from None
    except UnicodeDecodeError as error:
        nth = error.start + 1
        raise UnfitError(
            COLON.between(NO_JSON, Both(f"第 {nth} 个字节不是 UTF-8", f"byte {nth} is not UTF-8"))
        ) from None
    except RecursionError:
        raise UnfitError(COLON.between(NO_JSON, TOO_DEEP)) from None
    _hold(found, MAX_VALUES if len(data) <= MAX_WORDS else MOST_VALUES)
    return found


def _number(text: str) -> int | Decimal | _Unusable:
    """Read a number as it is spelt: whole ones without a point or an exponent are integers."""
    if len(text) <= LONGEST_NUMBER:
        try:
            value = Decimal(text)
        except InvalidOperation:  # an exponent beyond all
            value = Decimal("Infinity")
        if value.is_finite() and int(value.as_tuple().exponent) >= -DIGITS and value.adjusted() < DIGITS:
            return value if set(text) & set(".eE") else int(value)
    long = len(text) > LONGEST_NUMBER
    shown = Both(f"{text[:20]}…（{len(text)} 位）", f"{text[:20]}… ({len(text)} digits)") if long else Both(text, text)
    return _Unusable(
        Both(
            f"数 {shown.zh} 超出范围，小数点前后最多各 {DIGITS} 位；请照原表改正",
            f"the number {shown.en} is out of range: it has at most {DIGITS} digits on either side of its point; "
            "correct it from the workbook",
        )
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Python keeps the last of two silently, and which of them a person meant nobody knows.
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                found[key] = _Unusable(
                    Both(
                        "写了两次，不知道用哪一个；请只留一个",
                        "is there twice, and which one counts nobody knows; leave one",
                    )
                )
            seen.add(key)
    return found


# -- TOML


def from_toml(data: bytes) -> dict[str, Any]:
    """Read TOML; UnfitError names what is without measure, what is none raises as `tomllib` and codecs do."""
    import tomllib  # a process that reads records, and no settings and no form, is quicker without it

    def binary(text: str) -> float | _Unusable:
        found = _number(text.replace("_", ""))
        return found if isinstance(found, _Unusable) else float(text)

    try:
        text = data.decode("utf-8-sig")
        if any(piece.count(".") > MAX_PARTS for piece in BEFORE_A_KEY.split(text)):
            zh = f"有一个名称的层数超过 {MAX_PARTS} 层，不是要填的内容"
            raise UnfitError(Both(zh, f"a key has more than {MAX_PARTS} parts, which is nothing that is asked for"))
        found = tomllib.loads(text, parse_float=binary)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, UnfitError):
        raise
    except RecursionError:
        raise UnfitError(COLON.between(Both("不是 TOML", "not TOML"), TOO_DEEP)) from None
    except ValueError:  # Python's own bound on the digits of an integer
        zh = f"有一个整数超出范围，最多 {DIGITS} 位；请改正"
        raise UnfitError(
            Both(zh, f"a whole number is out of range: it has at most {DIGITS} digits; correct it")
        ) from None
    _hold(found)
    return found


# -- Both


def _hold(found: Any, most: int = MAX_VALUES) -> None:
    """Raise UnfitError for the first thing that cannot be used, by its place; without recursion, whatever is nested."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(found, ())]
    seen = 1
    while waiting:
        value, at = waiting.pop()
        if isinstance(value, _Unusable):
            raise _unfit(at, value.why)
        if isinstance(value, str):
            _refuse_halves(value, at)
        # Those of TOML, which reads whole numbers by itself.
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**DIGITS:
            zh = f"整数超出范围，最多 {DIGITS} 位；请照原表改正"
            raise _unfit(at, Both(zh, f"is out of range: a whole number has at most {DIGITS} digits; correct it"))
        elif isinstance(value, dict | list):
            if len(at) >= MAX_DEPTH:
                raise _unfit(at[:3], TOO_DEEP)
            seen += len(value)
            if seen > most:
                raise UnfitError(Both(f"内容超过 {most} 项", f"holds more than {most} values"))
            inside: list[tuple[Any, tuple[str, ...]]] = []
            pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
            for key, each in pairs:
                if isinstance(key, str):
                    _refuse_halves(key, at)
                # Most of what stands in a file is short and plain; a place is made only where one may be asked for.
                if isinstance(each, str | int | dict | list | _Unusable):
                    inside.append((each, (*at, str(key))))
            waiting += reversed(inside)


def _refuse_halves(text: str, at: tuple[str, ...]) -> None:
    # JSON may spell half of a surrogate pair, which Python takes and no file can be written with.
    if found := re.search(HALVES, text):
        half = f"\\u{ord(found[0]):04x}"
        zh = f"有半个字符 {half}，不成字；请删去或改正"
        raise _unfit(at, Both(zh, f"holds half a character, {half}, which is none; delete or correct it"))


def _unfit(at: tuple[str, ...], why: Both) -> UnfitError:
    named = ".".join(at)
    return UnfitError(COLON.between(named if len(named) <= 200 else named[:200] + "…", why) if at else why)


# -- What slips into TOML


LINE = re.compile(r"line ([0-9]{1,9})")
KEY = re.compile(r"\s*([^=\s#\[]+)\s*=")
"""The key a line sets."""

CURES = (
    (
        "overwrite|already|twice|mutate",
        Both("同一项写了两遍，删去一遍", "the same is said twice; leave one"),
    ),
    (
        "escape",
        Both(
            "引号里的反斜杠要写两遍（\\\\），或者整段改用单引号",
            "write a backslash twice, or use single quotes",
        ),
    ),
)


def slip_in(text: str, error: Exception) -> tuple[int, Both]:
    """Give the line of a slip (1 for the first, the last where the file ends too early), and its cure.

    Where Python's own words do not tell, the line itself does, by what people type who write Chinese.
    """
    lines = text.splitlines() or [""]
    told = LINE.search(str(error))
    number = min(int(told[1]), len(lines)) if told else len(lines)
    for pattern, cure in CURES:
        if re.search(pattern, str(error)):
            return number, cure
    line = lines[number - 1].split(" #")[0].rstrip()
    key, equals, value = line.partition("=")
    key, value = key.strip(), value.strip()
    cure = Both(
        "一行写一项，文字放在英文引号里，日期不加引号",
        "a line sets one key, texts in quotes, dates without",
    )
    if any(sign in line for sign in "“”‘’＂＇「」"):
        cure = Both('引号要用英文的（"）', "quotes are written \" or '")
    elif not equals and any(sign in line for sign in "＝：:"):
        cure = Both("等号要用英文的（=）", "a key and its value are joined by =")
    elif not equals:
        cure = Both('一行写一项：名称 = "文字"', 'a line sets one key: key = "text"')
    elif not key.isascii() and not key.startswith(("'", '"')):
        cure = Both("中文名称要加引号", "a key that is not plain letters is written in quotes")
    elif value.count('"') % 2 or value.count("'") % 2:
        cure = Both("少了半个引号", "a quote is missing")
    elif not value or value[0] not in "\"'[{0123456789+-tfin":
        cure = Both("文字要放在英文引号里", "a text is written in quotes")
    return number, cure


def key_line(text: str, key: str) -> int:
    """Give the line that sets a key; 0 where none is seen to."""
    numbered = ((n, KEY.match(line)) for n, line in enumerate(text.splitlines(), 1))
    return next((n for n, found in numbered if found and found[1].strip("\"'") == key), 0)
