"""Print how fast govxl is beside its yardsticks: `python -m tests.benchmarks`, and with `--profile` where it goes.

Times are of the processor, not of the clock on the wall. Each pair is timed in turn, A B A B, and the median of the
ratios is printed with the target of DESIGN beside it.
"""

import argparse
import io
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from math import log
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time
from xml.parsers import expat

import openpyxl

from govxl.filing.model import Identity
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.office.ingest import CHARTED, FORMATS, KEPT
from govxl.published.prove import prove
from govxl.report.data import tidy, to_csv, to_parquet
from govxl.report.document import Report
from govxl.returns.check import judge
from govxl.returns.fill import blank_contents
from govxl.workbook.writer import build_workbook
from tests.benchmarks.archive import kept_and_verified, log_read
from tests.benchmarks.cluster import measure_cluster
from tests.benchmarks.export import exported, listed, make_archive
from tests.benchmarks.files import SAMPLE, filled, kinds_of_files, record_of
from tests.benchmarks.growth import ROWS, exponents, growth
from tests.benchmarks.intake import measure_intake, where_it_goes
from tests.benchmarks.outbox import issue_all, patched_and_built
from tests.benchmarks.prose import measure_prose
from tests.benchmarks.scale import spent_on
from tests.benchmarks.stages import stage_table
from tests.benchmarks.sums import STEPS, exponent, measure

ROUNDS = 15
RECORDS = 100
UNITS = 100
"""Workbooks of each kind."""
WARM = 5
"""Workbooks judged before anything is timed; what is timed is never one that was judged before."""
TARGETS = {"LibreOffice": "at most 6x", "openpyxl": "at most 7x", "govxl": "at most 8x"}


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = process_time()
    work()
    return process_time() - start


def ratio(
    first: Callable[[], object], second: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float, float]:
    """Give the median ratio first/second over alternating runs, and both medians in seconds."""
    first(), second()
    return ratio_of([(seconds(first), seconds(second)) for _ in range(rounds)])


def ratio_of(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Give the median of the ratios of pairs, and the medians of both sides."""
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
    print(f"{what:<58} {figure:<34} target: {target}", flush=True)


def show_machine() -> None:
    """Print on what is measured: a ratio from a busy machine is worth less."""
    names = ("openpyxl", "xlsxwriter", "lxml", "pandas")
    told = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"Python {platform.python_version()}, {expat.EXPAT_VERSION}, {told}, govxl {version('govxl')}")
    if hasattr(os, "getloadavg"):
        print("load {:.2f} {:.2f} {:.2f} on {} processors".format(*os.getloadavg(), os.cpu_count()))
    print(flush=True)


# -- Judging


def measure_judging(kinds: Mapping[str, list[bytes]]) -> None:
    """Measure a judgement of every kind of file, each of another unit and judged once."""
    for kind, target in TARGETS.items():
        files = kinds.get(kind, [])
        if not files:
            print(f"saved by {kind}: left out, for it is not installed")
            continue
        for data in files[:WARM]:
            judge(data, "x.xlsx")
        pairs, slow = [], []
        for nth, data in enumerate(files[WARM:]):
            ours = seconds(lambda data=data: judge(data, "x.xlsx"))
            parts = xml_parts(data)
            pairs.append((ours, seconds(lambda parts=parts: expat_pass(parts))))
            # One in ten: openpyxl takes a quarter of a second for one.
            if nth % 10 == 0:
                slow.append((seconds(lambda data=data: openpyxl_pass(data)), ours))
        times, ours, theirs = ratio_of(pairs)
        show(
            f"judgement / expat pass, saved by {kind}",
            f"{times:.1f}x ({ours * 1e3:.1f} ms / {theirs * 1e3:.2f} ms)",
            target,
        )
        times, theirs, ours = ratio_of(slow)
        show(
            f"openpyxl values and formulas / judgement, by {kind}",
            f"{times:.1f}x ({theirs * 1e3:.0f} ms / {ours * 1e3:.1f} ms)",
            "at least 15x",
        )


def print_stages(kinds: Mapping[str, list[bytes]]) -> None:
    """Print the CPU milliseconds a file of every stage of a judgement, a column for every kind of file."""
    tables = {}
    for kind, files in kinds.items():
        stage_table(files[:WARM])
        tables[kind] = stage_table(files[WARM:])
    print(f"{'CPU ms a file, warm':<20}" + "".join(f"{kind:>14}" for kind in tables))
    for stage in next(iter(tables.values())):
        print(f"{stage:<20}" + "".join(f"{table[stage]:>14.2f}" for table in tables.values()))
    print(flush=True)


# -- Cold processes


def child_seconds(command: Sequence[str], folder: Path | None = None) -> float:
    """Give the CPU seconds of a process from its start to its end."""
    # Bytecode is kept, as an installed package has it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=kept, cwd=folder)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def surroundings(python: str, folder: Path | None) -> str:
    """Say what an interpreter runs: govxl as installed or a checkout, and whether openpyxl finds numpy, and loads it."""
    ask = (
        "import importlib.util as u, pathlib as p; "
        "inside = (p.Path(u.find_spec('govxl').origin).parent / 'templates').is_dir(); "
        "print('installed' if inside else 'a checkout', 'numpy' if u.find_spec('numpy') else 'no numpy', sep=', ')"
    )
    return subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True, cwd=folder).stdout.strip()


def measure_cold_check(python: str, folder: Path | None) -> None:
    """Measure the whole process of a check, beside one that loads the same file with openpyxl and does no more."""
    load = [python, "-c", "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])", str(SAMPLE)]
    check = [python, "-m", "govxl", "check", str(SAMPLE)]
    child_seconds(check, folder), child_seconds(load, folder)
    pairs = [(child_seconds(check, folder), child_seconds(load, folder)) for _ in range(15)]
    times, mine, theirs = ratio_of(pairs)
    show(
        f"cold govxl check / cold openpyxl load ({surroundings(python, folder)})",
        f"{times:.2f}x ({mine * 1e3:.0f} ms / {theirs * 1e3:.0f} ms)",
        "at most 0.40x",
    )


def measure_cold(folder: Path) -> None:
    """Measure the whole process of an ingest in the same way, and see what it loads."""
    load = [sys.executable, "-c", "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])", str(SAMPLE)]
    ingest = [sys.executable, "-m", "govxl", "ingest", str(SAMPLE), "-o", str(folder / "out")]
    child_seconds(ingest), child_seconds(load)
    times, mine, theirs = ratio_of([(child_seconds(ingest), child_seconds(load)) for _ in range(7)])
    show(
        "govxl ingest, cold process / cold openpyxl load",
        f"{times:.2f}x ({mine * 1e3:.0f} ms / {theirs * 1e3:.0f} ms)",
        "pandas and pyarrow not loaded",
    )
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *ingest[1:]], check=True, capture_output=True, text=True
    ).stderr
    heavy = sorted(
        {name for line in told.splitlines() if (name := line.rpartition("|")[2].strip()) in ("pandas", "pyarrow")}
    )
    show("heavy libraries that a cold ingest loads", ", ".join(heavy) or "none", "none")


# -- Growth


def measure_growth(folder: Path) -> None:
    """Measure forms of more and more rows; an exponent of 1 is proportional."""
    print(f"\n{'rows of a form':<20}" + "".join(f"{rows:>10}" for rows in ROWS) + "   exponents (target: 1)")
    for what, spent in growth(folder).items():
        told = "  ".join(f"{power:.2f}" for power in exponents(spent))
        print(f"{what:<20}" + "".join(f"{each * 1e3:>7.0f} ms" for each in spent) + f"   {told}", flush=True)
    print(flush=True)


# -- Making


def measure_outputs() -> None:
    """Measure the outputs of an ingest over so many records of one county: proven beside made, and as one Parquet."""
    form = load_form("zfxxgk/2021")
    records = [record_of(nth) for nth in range(RECORDS)]

    def make(names: Iterable[str]) -> list[tuple[str, Report, bytes]]:
        reports = [Report(form, record) for record in records]
        return [(name, report, FORMATS[name](report)) for report in reports for name in names]

    def judge_some() -> None:
        for _ in range(RECORDS // 20):
            judge(SAMPLE.read_bytes(), "x.xlsx")

    makers = {
        "html": FORMATS["html"],
        "a page": FORMATS["page"],
        "html with charts": CHARTED["html"],
        "docx": FORMATS["docx"],
    }
    for what, maker in makers.items():
        all_of_it = partial(lambda maker: [maker(Report(form, record)) for record in records], maker)
        times, ours, theirs = ratio(all_of_it, judge_some, 5)
        each = f"{ours * 1e3 / RECORDS:.2f} ms each"
        show(
            f"{RECORDS} reports, {what} / {RECORDS // 20} judgements",
            f"{times:.2f}x ({each})",
            f"at most {60 if what == 'docx' else 3} ms each",
        )
    made = make(KEPT)

    def prove_all() -> None:
        for name, report, data in made:
            prove(report, name, data)

    def accepted() -> None:
        """Do for one file what an ingest does, but for writing it down."""
        judgement = judge(SAMPLE.read_bytes(), "x.xlsx")
        assert judgement.record is not None
        report = Report(form, judgement.record)
        for name in KEPT:
            prove(report, name, FORMATS[name](report))

    accepted()
    show(
        "an accepted file, all outputs made and proven",
        f"{median(seconds(accepted) for _ in range(ROUNDS)) * 1e3:.0f} ms",
        "at most 60 ms",
    )
    times, ours, theirs = ratio(prove_all, lambda: make(KEPT), 3)
    show(
        f"proving the outputs of {RECORDS} records / making them",
        f"{times:.2f}x ({ours:.2f} s / {theirs:.2f} s)",
        "at most 0.5x",
    )
    times, ours, theirs = ratio(lambda: make(["xlsx"]), lambda: [filled(record) for record in records], 3)
    show(
        f"{RECORDS} tables.xlsx / {RECORDS} filled workbooks",
        f"{times:.2f}x ({ours:.2f} s / {theirs:.2f} s)",
        "at most 1.2x",
    )
    pairs = [(form, record) for record in records]
    times, ours, theirs = ratio(lambda: to_parquet(tidy(pairs)), lambda: to_csv(tidy(pairs)), 3)
    show(
        f"{RECORDS} records as one Parquet / as one CSV",
        f"{times:.2f}x ({ours:.2f} s / {theirs:.2f} s)",
        "at most 1.5x",
    )
    show("size of that Parquet", f"{len(to_parquet(tidy(pairs))) / 1024:.0f} KiB", "-")


def measure_new_workbook() -> None:
    """Measure a workbook for a unit, blank."""
    layout = arrange(load_form("zfxxgk/2021"))
    identity = Identity("zfxxgk", "2021", "示例单位", "", "county", "department", 2025, "own")
    contents = blank_contents(layout, identity, None, datetime(2026, 1, 5, tzinfo=UTC))
    size = len(build_workbook(layout, contents))
    built = median(seconds(lambda: build_workbook(layout, contents)) for _ in range(ROUNDS))
    show("one new workbook", f"{built * 1e3:.0f} ms", "at most 60 ms")
    show("size of a blank workbook", f"{size / 1024:.0f} KiB", "-")


def print_intake(count: int, folder: Path) -> None:
    """Print how fast an inbox is taken in, and milliseconds on the wall a file by stage."""
    measure_intake(count, folder / "runs", show)
    for stage, spent in where_it_goes(min(count, 200), folder / "stages").items():
        print(f"{stage:<40}{spent:>8.1f} ms a file")


def measure_outbox(count: int, folder: Path) -> None:
    """Measure an outbox of so many units: patched beside built, and with the disk and the log."""
    for figures, what in ((False, "without"), (True, "with")):
        one, built, times = patched_and_built(count, figures)
        show(
            f"outbox of {count}, {what} last year's figures: built / patched",
            f"{times:.1f}x ({built * 1e3:.1f} ms / {one * 1e3:.2f} ms)",
            "at least 15x",
        )
        wall, worked = issue_all(count, folder / what, figures)
        rate = f"{count / wall:.0f} a second, {worked / count * 1e3:.1f} ms CPU each"
        show(f"the same onto the disk, logged, {what} figures", rate, "-")


def measure_archive(count: int, folder: Path) -> None:
    """Measure an archive of so many lines: its log read, files kept one by one and together, everything verified."""
    read, told, plain = log_read(count, folder / "log")
    show(f"log of {count} lines read / its JSON and sha256", f"{read / plain:.1f}x ({read:.2f} s)", "-")
    show("the same, told by unit", f"{told:.2f} s", "-")
    for together in (1, 50):
        kept, verified = kept_and_verified(min(count, 500), folder / str(together), together)
        show(f"a file and its record kept and logged, {together} a wait", f"{kept * 1e3:.1f} ms on the wall", "-")
    show("a file and its record verified", f"{verified * 1e3:.1f} ms on the wall", "-")


def measure_export(count: int, folder: Path) -> None:
    """Measure exports of so many returns and of a tenth of them: time, the most memory, and how both grow."""
    few, some, many = (make_archive(n, folder / str(n)) for n in (10, count // 10, count))
    # The log is read whole by every command: what it takes is not the export's.
    logs = " / ".join(f"{listed(kept).peak / 2**20:.0f}" for kept in (few, some, many))
    show(f"the most memory of a list of 10 / {count // 10} / {count}", f"{logs} MiB", "-")
    for what in ("parquet", "csv", "jsonl"):
        # In turn, and the quicker of two: what a busy machine adds has nothing to do with how many there are.
        turns = [
            [exported(kept, folder / f"{kept.name} {what} {nth}", what) for kept in (few, some, many)] for nth in range(2)
        ]
        start, less, more = map(min, zip(*turns, strict=True))
        # What a start takes, whatever there is to export, would make the growth look smaller.
        power = log((more.cpu - start.cpu) / (less.cpu - start.cpu)) / log(10)
        show(f"{count} returns as {what}: growth from {count // 10}", f"{power:.2f}", "at most 1.05")
        told = f"{more.cpu:.1f} s CPU, {more.cpu / count * 1e3:.2f} ms each, {more.size / 2**20:.0f} MiB written"
        show(f"{count} returns as {what}", told, "-")
        peaks = " / ".join(f"{each.peak / 2**20:.0f}" for each in (start, less, more))
        show(f"the most memory of 10 / {count // 10} / {count}", f"{peaks} MiB", "no more than the list grows")
def measure_sums(count: int, folder: Path) -> None:
    """Measure sums of so many units, and of a tenth of them: how each step grows."""
    fewer = count // 10
    little, much = (measure(each, folder / str(each)) for each in (fewer, count))
    for step in STEPS:
        (cpu, _, _), (worked, wall, memory) = little[step], much[step]
        power = exponent((fewer, cpu), (count, worked))
        told = f"{worked:.2f} s CPU, {wall:.2f} s, {memory:.0f} MiB, ^{power:.2f}"
        show(f"{step}, {count} units (exponent from {fewer})", told, "1 s" if step.startswith("trace") else "^1.05")


def measure_scale(count: int, folder: Path) -> None:
    """Measure the commands of an office over so many returns and a tenth of them: how each of them grows."""
    fewer = count // 10
    little, much = (spent_on(each, folder / str(each)) for each in (fewer, count))
    for name, spent in much.items():
        power = exponent((fewer, little[name].cpu), (count, spent.cpu))
        told = f"{spent.cpu:.1f} s CPU, {spent.wall:.0f} s, {little[name].peak:.0f} → {spent.peak:.0f} MiB, ^{power:.2f}"
        show(f"{name}, {count} returns (exponent from {fewer})", told, "at most ^1.05")


def main() -> None:
    """Measure what was asked for and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    asked.add_argument("--profile", action="store_true", help="print the stages of a judgement instead")
    asked.add_argument("--python", help="the interpreter of an environment with the wheel, whose check is measured too")
    asked.add_argument("--units", type=int, default=UNITS, help="workbooks of each kind")
    asked.add_argument("--ingest", type=int, default=0, metavar="N", help="take in so many returns instead")
    asked.add_argument("--archive", type=int, metavar="N", help="measure an archive of N lines instead")
    asked.add_argument("--export", type=int, metavar="N", help="measure exports of N returns instead")
    asked.add_argument("--aggregate", type=int, metavar="N", help="measure sums of N units, and of a tenth, instead")
    asked.add_argument("--scale", type=int, metavar="N", help="measure commands over N returns, and a tenth, instead")
    asked.add_argument("--outbox", type=int, metavar="N", help="measure an outbox of N units instead")
    asked.add_argument("--prose", action="store_true", help="read texts of more and more characters instead")
    asked.add_argument("--cluster", type=int, metavar="N", help="take in N returns on a dask cluster instead")
    told = asked.parse_args()
    show_machine()
    if told.prose:
        measure_prose()
        return
    with tempfile.TemporaryDirectory() as folder:
        if told.ingest:
            print_intake(told.ingest, Path(folder))
            return
        if told.archive:
            measure_archive(told.archive, Path(folder))
            return
        if told.export:
            measure_export(told.export, Path(folder))
            return
        if told.cluster:
            measure_cluster(told.cluster, Path(folder), show)
            return
        if told.aggregate:
            measure_sums(told.aggregate, Path(folder))
            return
        if told.scale:
            measure_scale(told.scale, Path(folder))
            return
        if told.outbox:
            measure_outbox(told.outbox, Path(folder))
            return
        kinds = kinds_of_files(WARM + told.units, Path(folder))
        if told.profile:
            print_stages(kinds)
            return
        measure_judging(kinds)
        measure_cold_check(sys.executable, None)
        if told.python:
            # From elsewhere, or it would find this checkout before what is installed.
            measure_cold_check(os.path.abspath(told.python), Path(folder))
        measure_cold(Path(folder))
        measure_growth(Path(folder) / "forms")
    measure_new_workbook()
    measure_outputs()


if __name__ == "__main__":
    main()
