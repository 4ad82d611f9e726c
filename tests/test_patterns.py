"""Every regular expression that is run on what others wrote takes time in proportion to its length.

All patterns of the package are found in its source, with the methods they are called by, and tried on texts that make
expressions go back and forth. Time is looked at here for its growth alone: four times the text may take some four times
as long; sixteen times is what a pattern takes that goes back over all it has read.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import govxl

ROOT = Path(govxl.__file__).parent
TRIED = {"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"}

UNITS = (
    "1", "1,", " ", "a", "A1", "A$", "'", '"', "<", "<a", "<a ", "<t>", "<c ", "<f", "=", 'a="b" ', "(", "[", "{", "｛", "年", "，",
    "1.", "\u200b", "\n", "_x", "&", "&#1;", "%", "-", "0", "\\", "!", "''", "'!", "A1:", "\t", "　", "x y ", "#", "/>", "><",
    "<row ", "<v>", "。", "12件", "（", "一、", "(1)", "--", " =", '""', "a.", "e1", "1e", ";", "_", "*", "?", "[$", "0!", "#,",
)  # fmt: skip
TAILS = ("", "x")
LENGTH = 600
SLOW, GROWTH = 0.004, 9.0
"""Seconds below which nothing is looked at, and how much longer four times the text may take."""


OURS = {
    "govxl.published.css.GAP",  # a value of less than 500 characters
    "govxl.published.read_back.PIPE_CELL",  # our own Markdown
    "govxl.published.read_back.TAG",  # the same
    "govxl.xlsx.sheet._REFERENCE",  # at most 200 bytes, for a message
}
"""Patterns that are run on what we wrote, or on a bounded piece of what others did."""


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(govxl.__path__, "govxl."):
        if not found.name.startswith(("govxl.samples", "govxl.templates", "govxl.__main__")):
            yield found.name


def patterns() -> dict[str, tuple[re.Pattern, frozenset[str]]]:
    """Find every pattern, by where it stands, with the methods it is called by anywhere in the package."""
    sources = {name: (importlib.import_module(name), Path(importlib.import_module(name).__file__).read_text("utf-8")) for name in modules()}
    called: dict[tuple[str, str], set[str]] = {}
    found: dict[str, tuple[re.Pattern, frozenset[str]]] = {}
    imported: dict[str, dict[str, tuple[str, str]]] = {}
    for name, (module, source) in sources.items():
        tree = ast.parse(source)
        homes = imported[name] = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            # A method handed on (`read=_PATTERN.findall`) counts like one that is called.
            if isinstance(node, ast.Attribute) and node.attr in TRIED and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                called.setdefault(homes.get(owner, (name, owner)), set()).add(node.attr)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re":
                text = node.args[0] if node.args else None
                if node.func.attr in TRIED and isinstance(text, ast.Constant):
                    found[f"{name}:{node.lineno}"] = re.compile(text.value, flags_in(node)), frozenset({node.func.attr})
                # One that is kept as text, for `re` to compile when it is first needed.
                elif node.func.attr in TRIED and isinstance(text, ast.Name) and isinstance(kept := vars(module).get(text.id), str | bytes):
                    where = f"{name}.{text.id}"
                    known = found[where][1] if where in found else frozenset()
                    found[where] = re.compile(kept, flags_in(node)), known | {node.func.attr}
    for name, (module, _) in sources.items():
        for key, value in vars(module).items():
            if isinstance(value, re.Pattern):
                home = imported[name].get(key, (name, key))
                found.setdefault(f"{name}.{key}", (value, frozenset(called.get(home, TRIED))))
    return found


def flags_in(call: ast.Call) -> re.RegexFlag:
    flags = re.NOFLAG
    for node in ast.walk(call):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "re" and node.attr.isupper():
            flags |= getattr(re, node.attr)
    return flags


PATTERNS = patterns()


def tries(pattern: re.Pattern, methods: frozenset[str], text: str | bytes) -> float:
    began = time.process_time()
    if "fullmatch" in methods:
        pattern.fullmatch(text)
    if "match" in methods:
        pattern.match(text)
    if methods - {"fullmatch", "match"}:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - began


def growth(pattern: re.Pattern, methods: frozenset[str], unit: str, tail: str) -> float:
    """Say how many times longer four times the text takes; 0 where it takes no time worth looking at."""
    short, long = ((unit * length)[:length] + tail for length in (LENGTH, 4 * LENGTH))
    texts = [text.encode() if isinstance(pattern.pattern, bytes) else text for text in (short, long)]
    if tries(pattern, methods, texts[1]) < SLOW:
        return 0.0
    # In turn, for a neighbour on the machine slows what runs beside it: the least of each is its own.
    took = [[tries(pattern, methods, text) for text in texts] for _ in range(5)]
    one, four = (min(each) for each in zip(*took, strict=True))
    return four / max(one, 1e-6)


@pytest.mark.parametrize("where", sorted(PATTERNS.keys() - OURS))
def test_a_pattern_is_linear(where: str) -> None:
    pattern, methods = PATTERNS[where]
    drives = ((unit, tail) for unit in UNITS for tail in TAILS)
    worst = next(((*drive, times) for drive in drives if (times := growth(pattern, methods, *drive)) > GROWTH), None)
    assert worst is None, f"{pattern.pattern!r} by {sorted(methods)}: {worst}"


def test_the_measure_tells_a_quadratic_pattern() -> None:
    assert growth(re.compile(r"[0-9]+x"), frozenset({"search"}), "1", "") > GROWTH
    assert growth(re.compile(r"[0-9]+x?"), frozenset({"search"}), "1", "") < GROWTH


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 100
    assert {"govxl.xlsx.shared_formulas._TOKEN", "govxl.xlsx.format_codes._TOKEN", "govxl.workbook.same_text._PIECE"} <= PATTERNS.keys()
    assert PATTERNS["govxl.xlsx.format_codes._TOKEN"][0].flags & re.IGNORECASE
    assert {"search", "fullmatch", "sub"} <= {method for _, methods in PATTERNS.values() for method in methods}
