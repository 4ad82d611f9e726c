"""Print how fast govxl is beside its yardsticks: `python -m tests.benchmarks`.

Each pair is timed in turn, A B A B, and the median of the ratios is printed with the target of DESIGN beside it.
"""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from xml.parsers import expat

import openpyxl

from govxl.filing.fill import blank_contents
from govxl.filing.judge import judge
from govxl.filing.model import Identity
from govxl.form.definition import load_form
from govxl.form.layout import arrange
from govxl.form.ledger import mark_of
from govxl.office.ingest import CHARTED, FORMATS
from govxl.workbook.identity import identity_of
from govxl.workbook.integrity import examine
from govxl.workbook.reader import RawWorkbook, read_workbook
from govxl.workbook.writer import build_workbook

ROUNDS = 15
SAMPLE = Path(__file__).parents[2] / "samples" / "zfxxgk-2021" / "county" / "filled.xlsx"


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def ratio(first: Callable[[], object], second: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Give the median ratio first/second over alternating runs, and both medians in seconds."""
    first(), second()
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return median(a / b for a, b in pairs), median(a for a, _ in pairs), median(b for _, b in pairs)


def xml_parts(data: bytes) -> list[bytes]:
    """Inflate every XML part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))]


def expat_pass(parts: list[bytes]) -> None:
    """Parse every part with expat and no handlers, nothing inflated: the least any strict reader must pay."""
    for part in parts:
        expat.ParserCreate().Parse(part, True)


def openpyxl_pass(data: bytes) -> int:
    """Read values and formulas of every cell, which takes openpyxl two loads."""
    seen = 0
    for data_only in (True, False):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
        seen += sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)
    return seen


def show(what: str, figure: str, target: str) -> None:
    """Print one line of the table."""
    print(f"{what:<52} {figure:<34} target: {target}")


def main() -> None:
    """Measure all and print."""
    data = SAMPLE.read_bytes()
    parts = xml_parts(data)
    times, ours, theirs = ratio(lambda: judge(data, "x.xlsx"), lambda: expat_pass(parts))
    show("whole judgement / expat pass without handlers", f"{times:.1f}x ({ours * 1e3:.1f} ms / {theirs * 1e3:.1f} ms)", "at most 6x")
    layout = arrange(load_form("zfxxgk/2021"))
    raw = read_workbook(data)
    assert isinstance(raw, RawWorkbook)
    told, _ = identity_of(raw)
    look = partial(examine, layout, raw, told["fingerprint"], mark_of(told))
    times, ours, theirs = ratio(look, lambda: judge(data, "x.xlsx"))
    show("finding points and comparing every locked cell / whole", f"{times:.2f}x ({ours * 1e3:.1f} ms / {theirs * 1e3:.1f} ms)", "at most 0.5x")
    times, ours, theirs = ratio(lambda: openpyxl_pass(data), lambda: judge(data, "x.xlsx"), 5)
    show("openpyxl reading values and formulas / judgement", f"{times:.1f}x ({ours * 1e3:.0f} ms / {theirs * 1e3:.1f} ms)", "at least 10x")
    # Bytecode is kept, as an installed package has it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    check = [sys.executable, "-m", "govxl", "check", str(SAMPLE)]
    load = [sys.executable, "-c", "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])", str(SAMPLE)]
    times, ours, theirs = ratio(lambda: subprocess.run(check, capture_output=True, env=kept), lambda: subprocess.run(load, check=True, env=kept), 7)
    show("govxl check, cold process / cold openpyxl load", f"{times:.2f}x ({ours * 1e3:.0f} ms / {theirs * 1e3:.0f} ms)", "at most 0.5x")
    show_reports(data)
    identity = Identity("zfxxgk", "2021", "示例单位", "", "county", "department", 2025, "own")
    contents = blank_contents(layout, identity, None, datetime(2026, 1, 5, tzinfo=UTC))
    build_workbook(layout, contents)
    built = median(seconds(lambda: build_workbook(layout, contents)) for _ in range(ROUNDS))
    show("one new workbook", f"{built * 1e3:.0f} ms", "at most 60 ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.xlsx"
        path.write_bytes(build_workbook(layout, contents))
        show("size of a blank workbook", f"{path.stat().st_size / 1024:.0f} KiB", "-")


def show_reports(data: bytes) -> None:
    """Measure a hundred records made into reports for the web, beside the judgements that gave them."""
    record = judge(data, "x.xlsx").record
    assert record is not None
    form = load_form(f"{record['form']}/{record['edition']}")
    makers = {"what is pasted": FORMATS["html"], "a page": FORMATS["page"], "what is pasted, with charts": CHARTED["html"]}
    for what, make in makers.items():
        hundred = partial(lambda made: [made(form, record) for _ in range(100)], make)
        times, ours, theirs = ratio(hundred, lambda: [judge(data, "x.xlsx") for _ in range(5)], 5)
        show(f"100 reports, {what} / 5 judgements", f"{times:.2f}x ({ours * 10:.2f} ms each / {theirs * 200:.1f} ms)", "at most 3 ms each")


if __name__ == "__main__":
    main()
