"""What slips into a TOML file that people type, such as Chinese quotes, and how it is mended, in both languages."""

import re
import tomllib

__all__ = ["key_line", "slip_in"]

LINE = re.compile(r"line ([0-9]{1,9})")
KEY = re.compile(r"\s*([^=\s#\[]+)\s*=")
"""The key a line sets."""

CURES = (
    ("overwrite|already|twice|mutate", "同一项写了两遍，删去一遍", "the same is said twice; leave one"),
    ("escape", "引号里的反斜杠要写两遍（\\\\），或者整段改用单引号", "write a backslash twice, or use single quotes"),
)


def slip_in(text: str, error: tomllib.TOMLDecodeError | Exception) -> tuple[int, str, str]:
    """Give the line of a slip (1 for the first, the last where the file ends too early), and its cure."""
    lines = text.splitlines() or [""]
    told = LINE.search(str(error))
    number = min(int(told[1]), len(lines)) if told else len(lines)
    line = lines[number - 1].split(" #")[0].rstrip()
    for pattern, *cure in CURES:
        if re.search(pattern, str(error)):
            return number, *cure  # type: ignore[return-value]
    return number, *_cure(line)


def _cure(line: str) -> tuple[str, str]:
    """Say what is wrong with a line of its own, by what people type who write Chinese."""
    key, equals, value = line.partition("=")
    value = value.strip()
    if any(sign in line for sign in "“”‘’＂＇「」"):
        return '引号要用英文的（"）', "quotes are written \" or '"
    if not equals and any(sign in line for sign in "＝：:"):
        return "等号要用英文的（=）", "a key and its value are joined by ="
    if not equals:
        return '一行写一项：名称 = "文字"', 'a line sets one key: key = "text"'
    if not key.strip().isascii() and not key.strip().startswith(("'", '"')):
        return "中文名称要加引号", "a key that is not plain letters is written in quotes"
    if value.count('"') % 2 or value.count("'") % 2:
        return "少了半个引号", "a quote is missing"
    if not value or value[0] not in "\"'[{0123456789+-tfin":
        return "文字要放在英文引号里", "a text is written in quotes"
    return (
        "一行写一项，文字放在英文引号里，日期不加引号",
        "a line sets one key, texts in quotes, dates without",
    )


def key_line(text: str, key: str) -> int:
    """Give the line that sets a key; 0 where none is seen to."""
    numbered = ((n, KEY.match(line)) for n, line in enumerate(text.splitlines(), 1))
    return next((n for n, found in numbered if found and found[1].strip("\"'") == key), 0)
