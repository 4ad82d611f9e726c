"""Print how fast govxl is beside its yardsticks: `python -m tests.benchmarks`.

Each pair is timed in turn, A B A B, and the median of the ratios is printed with the target of DESIGN beside it.
"""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from xml.parsers import expat

import openpyxl

from govxl.filing.model import Identity
from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.layout.own_pages import mark_of
from govxl.office.ingest import CHARTED, FORMATS, KEPT
from govxl.office.outbox import fill_workbook
from govxl.published.prove import prove
from govxl.report.data import tidy, to_csv, to_parquet
from govxl.report.document import Report
from govxl.report.record_values import Record
from govxl.returns.check import judge
from govxl.returns.fill import blank_contents
from govxl.workbook.identity import identity_of
from govxl.workbook.integrity import examine
from govxl.workbook.writer import build_workbook
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.reader import read_workbook

ROUNDS = 15
RECORDS = 100
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


def measure_outputs() -> None:
    """Measure the outputs of an ingest over so many records of one county: proven beside made, and as one Parquet."""
    form = load_form("zfxxgk/2021")
    kept = load_record((SAMPLE.parent / "expected" / "record.json").read_bytes())
    records = [{**kept, "unit": {**kept["unit"], "name": f"示例县第{n}局"}} for n in range(RECORDS)]

    def make(names: Iterable[str]) -> list[tuple[str, Report, bytes]]:
        reports = [Report(form, record) for record in records]
        return [(name, report, FORMATS[name](report)) for report in reports for name in names]

    def judge_some() -> None:
        for _ in range(RECORDS // 20):
            judge(SAMPLE.read_bytes(), "x.xlsx")

    makers = {"html": FORMATS["html"], "a page": FORMATS["page"], "html with charts": CHARTED["html"], "docx": FORMATS["docx"]}
    for what, maker in makers.items():
        all_of_it = partial(lambda maker: [maker(Report(form, record)) for record in records], maker)
        times, ours, theirs = ratio(all_of_it, judge_some, 5)
        each = f"{ours * 1e3 / RECORDS:.2f} ms each"
        show(f"{RECORDS} reports, {what} / {RECORDS // 20} judgements", f"{times:.2f}x ({each})", f"at most {60 if what == 'docx' else 3} ms each")
    made = make(KEPT)

    def prove_all() -> None:
        for name, report, data in made:
            prove(report, name, data)

    times, ours, theirs = ratio(prove_all, lambda: make(KEPT), 3)
    show(f"proving the outputs of {RECORDS} records / making them", f"{times:.2f}x ({ours:.2f} s / {theirs:.2f} s)", "at most 0.5x")
    times, ours, theirs = ratio(lambda: make(["xlsx"]), lambda: [build(record) for record in records], 3)
    show(f"{RECORDS} tables.xlsx / {RECORDS} filled workbooks", f"{times:.2f}x ({ours:.2f} s / {theirs:.2f} s)", "at most 1.2x")
    pairs = [(form, record) for record in records]
    times, ours, theirs = ratio(lambda: to_parquet(tidy(pairs)), lambda: to_csv(tidy(pairs)), 3)
    show(f"{RECORDS} records as one Parquet / as one CSV", f"{times:.2f}x ({ours:.2f} s / {theirs:.2f} s)", "at most 1.5x")
    show("size of that Parquet", f"{len(to_parquet(tidy(pairs))) / 1024:.0f} KiB", "-")


def build(record: Record) -> bytes:
    """Make the filled workbook of a record."""
    return fill_workbook(record, datetime(2026, 1, 5, tzinfo=UTC))


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
    identity = Identity("zfxxgk", "2021", "示例单位", "", "county", "department", 2025, "own")
    contents = blank_contents(layout, identity, None, datetime(2026, 1, 5, tzinfo=UTC))
    build_workbook(layout, contents)
    built = median(seconds(lambda: build_workbook(layout, contents)) for _ in range(ROUNDS))
    show("one new workbook", f"{built * 1e3:.0f} ms", "at most 60 ms")
    measure_outputs()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.xlsx"
        path.write_bytes(build_workbook(layout, contents))
        show("size of a blank workbook", f"{path.stat().st_size / 1024:.0f} KiB", "-")


if __name__ == "__main__":
    main()
