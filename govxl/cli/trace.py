"""govxl trace: where a figure of a sum comes from, down to every unit's file and cell, and the proof that it is all."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from govxl.aggregate.model import TypedAside
from govxl.aggregate.points import figure_meant
from govxl.aggregate.records import typed_in_record
from govxl.aggregate.since import later_lines, standing_otherwise
from govxl.aggregate.trace import LineageError, Portion, TracedFigure, sum_at
from govxl.aggregate.trace import trace as taken_apart
from govxl.archive.cases import WRONG
from govxl.archive.events import Event
from govxl.archive.places import LOG
from govxl.archive.store import Archive, ArchiveError
from govxl.archive.wording import event_words
from govxl.cli.run import REJECTED, CannotRunError
from govxl.cli.words import say
from govxl.files import LINEAGE, RECORD, safe_name
from govxl.filing.record import Record, RecordError, form_of, identity_in, json_number
from govxl.filing.units import Register
from govxl.form.definition import UnknownFormError
from govxl.inputs import MAX_SUM, read_file
from govxl.office.home import home_at
from govxl.office.roster import Member
from govxl.text import brief, screen_width, visible
from govxl.words import DRAFT, STATES, Language

__all__ = ["trace"]

LONGEST_IN_A_NAME = 50
"""Characters of a unit's name that the folder of its sum begins with."""

MOST_PARTS = 12
"""Parts of a total that the screen spells out for every unit."""

MOST_LATER = 10
"""Units that are named of which something came since."""

WIDEST_NAME, PART = 48, len("100.0%")
"""Places on the screen that names of units take at most, and those of a share."""


class _Share(NamedTuple):
    """A line of the screen: whose it is, how much, which part of the whole, and where it stands."""

    name: str
    value: str
    part: str
    rest: str


def trace(
    record: str,
    point: str,
    *,
    level: int = 0,
    year: int | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Print all that a figure of a sum is made of, who is missing, and whether it adds up."""
    if level < 0:
        raise CannotRunError(say("trace-no-level", language))
    path = _record_meant(record, year, office, language)
    try:
        kept, form = sum_at(path)
    except RecordError as error:
        raise CannotRunError(say("bad-record", language, path=path, why=error.sentence.said(language))) from None
    figure = figure_meant(form, point)
    try:
        found = taken_apart(path, kept, figure)
    except LineageError as error:
        # Damage, and no mistake in what was asked.
        print(visible(error.sentence.said(language)))
        raise SystemExit(REJECTED) from None
    shown = [each for each in found.shares if not level or each.level <= level]
    later = _later(path, kept, found, office)
    lines = _plain(found, shown, kept, later) if as_json else map(visible, _lines(found, shown, kept, language))
    print("\n".join(lines))
    if later and not as_json:
        colon = say("colon", language)
        names = [f"{each.unit}{colon}{event_words(each).said(language)}" for each in later[:MOST_LATER]]
        more = "…" if len(later) > MOST_LATER else ""
        units = say("semicolon", language).join(names) + more
        print(visible(say("trace-since", language, n=len(later), units=units)))
    if not found.proven or not kept["aggregate"]["complete"]:
        raise SystemExit(REJECTED)


# -- Which sum


def _record_meant(asked: str, year: int | None, office: Path | None, language: Language) -> Path:
    """Find the record of a sum: a file, the folder it lies in, or, in an office's folder, that of a unit."""
    path = Path(asked)
    if path.is_file():
        return path
    if path.is_dir() and (path / RECORD).is_file():
        return path / RECORD
    home = home_at(office)
    top = home.sums(year or home.office.year or 0) if home else None
    folders = [each for each in top.iterdir() if (each / LINEAGE).is_file()] if top and top.is_dir() else []
    # An office may have hundreds; the one whose folder is called so is looked at first.
    called = safe_name(asked[:LONGEST_IN_A_NAME])
    register: Register[Member] = Register(())
    for some in ([each for each in folders if each.name.startswith(called)], folders):
        sums = _sums_in(some)
        register = Register(sums)
        named = register.of_name(asked)
        found = named or register.find(Member(0, "", code=asked))
        if len(found) > 1 and not named:
            # The folder that has the old name of a unit stays.
            names = say("listed", language).join(each.name for each in found)
            raise CannotRunError(say("trace-renamed", language, code=brief(asked), names=names))
        if len(found) > 1:
            codes = say("listed", language).join(each.code for each in found)
            raise CannotRunError(say("trace-several", language, name=brief(asked), codes=codes))
        if found:
            return sums[found[0]]
    near = register.nearest(asked)
    meant = say("usage-meant", language, name=near.name) if near else ""
    raise CannotRunError(say("trace-no-sum", language, name=brief(asked), meant=meant))


def _sums_in(folders: list[Path]) -> dict[Member, Path]:
    """Give the sums in some folders by their units; of one that is there as a draft as well, the other."""
    found: dict[Member, Path] = {}
    for folder in sorted(folders, key=lambda each: (DRAFT in each.name, each.name)):
        # One that is no sum, or a damaged one, is none that is looked for by its unit.
        with suppress(RecordError, UnknownFormError, OSError):
            whose = identity_in(sum_at(folder / RECORD)[0])
            found.setdefault(Member(0, whose.name, code=whose.code), folder / RECORD)
    return found


def _later(path: Path, record: Record, found: TracedFigure, office: Path | None) -> list[Event]:
    """Give the last line of each unit of a sum, or missing in it, whose return stands otherwise since it was kept.

    None outside the office's folder whose sum it is; of an archive that is damaged all that came since.
    """
    home = home_at(office)
    if home is None or not path.resolve().is_relative_to(home.top.resolve()):
        return []
    gaps = Register(Member(0, gap["unit"], code=gap["code"]) for gap in record["aggregate"]["gaps"])
    sha256 = hashlib.sha256(read_file(path, MAX_SUM)).hexdigest()
    last: dict[tuple[str, str], Event] = {}
    with suppress(OSError):
        for event in later_lines(home.archive / LOG, sha256, record["form"], record["year"]):
            if found.is_in(event.unit, event.code) or gaps.find(event):
                last[event.unit, event.scope] = event
    told = [*last.values()]
    with suppress(OSError, ArchiveError):
        if told:  # for which alone the archive is read
            archive, year = Archive(home.archive), record["year"]
            return standing_otherwise(archive, form_of(record), year, sha256, told, home.office.reviews_all)
    return told


# -- On the screen


def _lines(found: TracedFigure, shown: list[Portion], record: Record, language: Language) -> Iterator[str]:
    figure, told = found.figure, record["aggregate"]
    yield say(
        "trace-title",
        language,
        unit=record["unit"]["name"],
        year=record["year"],
        draft=f"（{DRAFT}）" if told["draft"] else "",
        sheet=figure.sheet,
        cell=figure.cell,
        label=figure.label,
        value=f"{found.value:f}",
    )
    yield from _in_columns([_share(each, found, language) for each in shown])
    yield from _proof(found, record, language)
    if told["gaps"]:
        yield say("trace-gaps", language, n=len(told["gaps"]))
    for gap in told["gaps"]:
        of = say("sum-gap-of", language, of=gap["of"]) if gap["of"] else ""
        # A record has the reason in Chinese alone; the word for where a return stands is known in both.
        stands = STATES.get(gap["state"])
        why = stands.said(language) if stands and stands.zh == gap["why"] else gap["why"]
        yield f"  {say('sum-' + gap['kind'], language)}{gap['unit']}{say('colon', language)}{why}{of}"
    for each in typed_in_record(record):
        yield _typed(each, found, language)
    if aside := told.get("set_aside"):
        yield say("trace-set-aside", language, n=len(aside), units=say("listed", language).join(aside))


def _typed(each: TypedAside, found: TracedFigure, language: Language) -> str:
    """Say of a sum that a unit typed itself that it does not count, and what it has for this figure."""
    state = STATES[each.state].said(language) if each.state in STATES else each.state
    told = {"unit": each.unit, "file": each.file, "state": state, "n": len(each.differing)}
    if each.why:
        return say("trace-typed-apart", language, **told, why=each.why.said(language))
    text = say("trace-typed-differs", language, **told)
    here = [each.differing[path] for path in found.figure.operands if path in each.differing]
    if not here:
        return text + say("trace-typed-not-here", language)
    if not found.figure.is_input:
        return text + say("trace-typed-parts", language, n=len(here))
    typed = say("sum-unread", language) if here[0] is None else f"{here[0]:f}"
    return text + say("trace-typed-here", language, typed=typed)


def _in_columns(shares: list[_Share]) -> Iterator[str]:
    """Lay shares out below each other, figures flush right; a name that is far too long moves its own line alone."""
    wide = min(WIDEST_NAME, max((screen_width(each.name) for each in shares), default=0))
    long = max((len(each.value) for each in shares), default=0)
    for name, value, part, rest in shares:
        line = f"{name}{' ' * (wide - screen_width(name))}  {value:>{long}}"
        yield f"{line}  {part:>{PART}}  {rest}".rstrip()


def _share(each: Portion, found: TracedFigure, language: Language) -> _Share:
    """Say a share: whose, how much, and where it stands in which file."""
    figure, indent = found.figure, "  " * each.level
    if each.reason:
        place = f"「{figure.sheet}」{figure.cells[each.point]}" if each.point in figure.cells else each.point
        return _Share(indent + say("trace-adjusted", language), f"{each.value:+f}", "", f"{place}  {each.reason}")
    name = say("trace-sum-of", language, unit=each.unit) if each.made else each.unit
    if each.state in ("waiting", "returned"):
        name += say("trace-unaudited", language)
    name += say("trace-exception", language) if each.state == "exception" else ""
    name += say("trace-wrong", language) if each.state == WRONG else ""
    name += say("trace-later", language, state=STATES[each.later].said(language)) if each.later else ""
    words = []
    if 0 < len(each.parts) <= MOST_PARTS:
        told = (f"{figure.cells.get(path, path)} {value:f}" for path, value in each.parts.items())
        words.append("＝ " + " ＋ ".join(told))
    if not each.made:
        # What the archive calls a file is the sha256 of its bytes.
        words += [f"「{figure.sheet}」{figure.cell}", each.file or each.record]
    part = f"{each.share:.1%}" if found.value else ""
    return _Share(indent + name, f"{each.value:f}", part, "  ".join(words))


def _proof(found: TracedFigure, record: Record, language: Language) -> Iterator[str]:
    if found.proven:
        yield say("trace-proven", language, added=f"{found.added:f}", returns=found.returns)
    for each in found.apart:
        more = f"{each.added - each.figure:+f}"
        told = {"figure": f"{each.figure:f}", "added": f"{each.added:f}", "difference": more}
        yield say("trace-apart", language, unit=each.unit, **told)
    for sha256, units in found.twice.items():
        yield say("trace-twice", language, units=say("listed", language).join(units), sha256=sha256)
    for unit in found.unit_twice:
        yield say("trace-unit-twice", language, unit=unit)
    if found.returns != found.told:
        yield say("trace-miscounted", language, told=found.told, returns=found.returns)


# -- As values


def _plain(found: TracedFigure, shown: list[Portion], record: Record, later: list[Event]) -> Iterator[str]:
    figure, told = found.figure, record["aggregate"]
    for each in shown:
        yield _json(_plain_share(each, found))
    for gap in told["gaps"]:
        yield _json({"gap": gap["unit"], **{key: gap[key] for key in ("code", "scope", "kind", "state", "why", "of")}})
    yield _json(
        {
            "figure": figure.point,
            "label": figure.label,
            "sheet": figure.sheet,
            "cell": figure.cell,
            "unit": record["unit"]["name"],
            "year": record["year"],
            "value": json_number(found.value),
            "added": json_number(found.added),
            "apart": [
                {"unit": each.unit, "value": json_number(each.figure), "added": json_number(each.added)}
                for each in found.apart
            ],
            "twice": [{"sha256": sha256, "units": list(units)} for sha256, units in found.twice.items()],
            "unit_twice": list(found.unit_twice),
            "returns": found.returns,
            "told": found.told,
            "proven": found.proven,
            "complete": told["complete"],
            "draft": told["draft"],
            "typed": [_plain_typed(each) for each in typed_in_record(record)],
            "set_aside": told.get("set_aside", []),
            "since": [
                {key: getattr(each, key) for key in ("unit", "code", "scope", "event", "outcome", "decision", "time")}
                for each in later
            ],
        }
    )


def _plain_typed(each: TypedAside) -> dict[str, Any]:
    values = {path: None if value is None else json_number(value) for path, value in each.differing.items()}
    differing = [{"point": path, "typed": value} for path, value in values.items()]
    why = {"why": each.why.zh, "why_en": each.why.en} if each.why else {"why": "", "why_en": ""}
    return {"unit": each.unit, "file": each.file, "state": each.state, **why, "differing": differing}


def _plain_share(each: Portion, found: TracedFigure) -> dict[str, Any]:
    figure = found.figure
    told: dict[str, Any] = {"level": each.level, "of": each.of, "value": json_number(each.value)}
    told["share"] = f"{each.share:.6f}"
    if each.parts:
        told["parts"] = [
            {"point": path, "cell": figure.cells.get(path, ""), "value": json_number(value)}
            for path, value in each.parts.items()
        ]
    if each.reason:
        return {"adjustment": each.point, "reason": each.reason, **told}
    whose = {"unit": each.unit, "code": each.code, "scope": each.scope, "state": each.state}
    whose |= {"later": each.later} if each.later else {}
    place = {} if each.made else {"sheet": figure.sheet, "cell": figure.cell}
    files = {"file": each.file, "file_sha256": each.file_sha256}
    return {**whose, **told, **place, **files, "record": each.record, "record_sha256": each.record_sha256}


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)
