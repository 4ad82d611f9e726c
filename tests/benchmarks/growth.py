"""How loading, laying out, making and judging grow with the rows of a form: forms made up in a temporary folder."""

import gc
import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from math import log
from pathlib import Path
from time import process_time
from typing import TypeVar

from govxl.filing.model import Identity
from govxl.form.definition import load_form
from govxl.language.nodes import Value
from govxl.layout.layout import arrange
from govxl.returns.check import judge
from govxl.workbook.writer import Contents, build_workbook

__all__ = ["ROWS", "exponents", "form_of_rows", "growth"]

Result = TypeVar("Result")

ROWS = (20, 80, 320, 1280)

FORM = """\
id = 'orchards'
edition = 'r{rows}'
title = '果园年报'
authority = '《果园条例（虚构）》'
years = '2023-'
heading = '{{unit.title}}{{year}}年度果园情况'

[cover]
fields = [['keeper', '园长', {{required = 'no'}}]]

[[table]]
name = 'trees'
sheet = '果树'
title = '果树'

[[table.block]]
corner = '品种'
columns = [['old', '老树'], ['young', '幼树'], ['all', '合计', {{sum = 'old, young', id = 'T1'}}]]
rows = [
{lines}
  ['whole', '总计', {{sum = 'kind0, ..., kind{last}', id = 'T2'}}],
]

[[table.rule]]
id = 'K1'
each = 'row'
expr = 'young <= old'
says = '幼树不多于老树'
severity = 'warning'
basis = '惯例'

[[table.rule]]
id = 'K2'
each = 'column'
expr = 'kind0 <= whole'
says = '一种不多于全部'
severity = 'hard'
basis = '惯例'

[[part]]
name = 'orchard'
title = '果树'
table = 'trees'
"""


def form_of_rows(rows: int, folder: Path) -> str:
    """Write a form with so many rows into a folder of forms; gives its name."""
    home = folder / "orchards" / f"r{rows}"
    home.mkdir(parents=True)
    lines = "\n".join(f"  ['kind{nth}', '第{nth}种']," for nth in range(rows))
    (home / "form.toml").write_text(FORM.format(rows=rows, lines=lines, last=rows - 1), "utf-8")
    return f"orchards/r{rows}"


def growth(folder: Path) -> dict[str, list[float]]:
    """Give CPU seconds of loading, laying out, making and judging, for every number of `ROWS`."""
    os.environ["GOVXL_FORMS"] = str(folder)
    spent: dict[str, list[float]] = {}

    def timed(what: str, work: Callable[[], Result]) -> Result:
        # A collection of garbage that falls into one step by chance would look like growth.
        gc.collect()
        gc.disable()
        start = process_time()
        result = work()
        spent.setdefault(what, []).append(process_time() - start)
        gc.enable()
        return result

    for rows in ROWS:
        name = form_of_rows(rows, folder)
        form = timed("load", lambda name=name: load_form(name))
        layout = timed("lay out", lambda form=form: arrange(form))
        timed("formulas", lambda layout=layout: (layout.texts, layout.fingerprint))
        identity = Identity(form.id, form.edition, "示例果园", "", "", "other", 2025, "own")
        values: dict[str, Value] = {slot.path: Decimal(2) for slot in layout.inputs() if slot.kind == "input"}
        contents = Contents(identity.texts(), {"unit.title": identity.name, **values}, datetime(2026, 1, 5, tzinfo=UTC))
        data = timed("make", lambda layout=layout, contents=contents: build_workbook(layout, contents))
        assert judge(data, "x.xlsx").reading is not None, f"a form of {rows} rows makes workbooks that are refused"
        timed("judge, warm", lambda data=data: judge(data, "x.xlsx"))
    return spent


def exponents(seconds: list[float]) -> list[float]:
    """Give the power of the number of rows that each step grew with; 1 is proportional."""
    steps = list(zip(ROWS, seconds, strict=True))
    return [log(much / little, more / fewer) for (fewer, little), (more, much) in pairwise(steps)]
