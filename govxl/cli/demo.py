"""govxl demo: the whole round on the bundled sample, in one command."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from govxl.cli.paths import folder_for_output
from govxl.cli.run import CannotRunError, os_words
from govxl.cli.verdict import report_lines
from govxl.cli.words import say
from govxl.filing.record import load_record
from govxl.installed import samples
from govxl.returns.check import Expected
from govxl.words import Language

__all__ = ["demo"]


def demo(*, output: str = "govxl-demo", language: Language) -> None:
    """Go the whole round on the bundled sample, saying at each step which command does it."""
    from govxl.office.ingest import take_in
    from govxl.office.outbox import new_workbook
    from govxl.office.prior import prior_finder

    folder = folder_for_output(output, language)
    sample = samples() / (samples() / "demo.txt").read_text(encoding="utf-8").strip()
    kept = load_record((sample / "expected" / "record.json").read_bytes())
    unit, year = kept["unit"], kept["year"]
    who = {**{key: unit[key] for key in ("code", "level", "kind")}, "scope": kept["scope"]}
    issued = datetime(year + 1, 1, 5, tzinfo=UTC)  # the same every time, so that a file somebody changed shows
    last_year = _put(folder / "last-year.json", (sample / "last-year.json").read_bytes(), language)
    made = new_workbook(unit["name"], year, prior=last_year, issued=issued, **who)
    blank = _put(folder / "1-空白表.xlsx", made, language)
    filled = _put(folder / "2-填好的表.xlsx", (sample / "filled.xlsx").read_bytes(), language)
    options = " ".join(f"--{key} {value}" for key, value in who.items() if value)
    _step("demo-new", f"new --unit {unit['name']} --year {year} {options} --prior {last_year} -o {blank}", language)
    for path in (last_year, blank):
        print(say("made", language, path=path))
    _step("demo-fill", "", language)
    print(say("made", language, path=filled))
    _step("demo-ingest", f"ingest {filled} --prior {last_year} -o {folder}", language)
    done = take_in(filled, folder, {}, Expected(prior=prior_finder(last_year)))
    print("\n".join(report_lines(done.judgement, done.outputs, language, quiet=False)))
    for path in done.kept:
        print(say("kept-output", language, path=path), file=sys.stderr)
    _step("demo-next", "", language)
    report = next(path for path in done.outputs if path.suffix == ".html")
    print(say("demo-look", language, report=report, record=done.outputs[0], filled=filled, last_year=last_year))


def _put(path: Path, data: bytes, language: Language) -> Path:
    """Write a file of the demonstration, beside one of its name that a person changed or put there."""
    from govxl.office.outputs import alone_in, write_beside

    try:
        with alone_in(path.parent):
            written = write_beside(path.parent, {path.name: data}, lambda name, there: False)
    except OSError as error:
        raise CannotRunError(os_words(error, language, writing=True)) from None
    for kept in written.kept:
        print(say("kept-output", language, path=kept), file=sys.stderr)
    return written.outputs[0]


def _step(key: str, command: str, language: Language) -> None:
    """Head a step of the demonstration with what it is about and the command that does it."""
    print("\n" + say(key, language) + (f"\n  $ govxl {command}" if command else ""))
