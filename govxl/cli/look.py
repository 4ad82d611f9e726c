"""govxl look: the returns that count, seen across units and years, as a page and a workbook."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from govxl.archive.cases import UnitCase
from govxl.cli.archive_cases import while_writing
from govxl.cli.exporting import parents_of, scope_meant
from govxl.cli.office_place import place_of
from govxl.cli.paths import folder_for_output
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.form.definition import form_for_year
from govxl.words import SCOPES, Language

__all__ = ["look"]

MOST_YEARS = 5
"""Years that are looked at where nobody says which: the newest and those before it."""


def look(
    *,
    year: list[int] | None = None,
    output: str = "",
    form: str = "",
    scope: str = "",
    office: Path | None = None,
    archive: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Write the page and the workbook, and say what is on them."""
    # What draws them is loaded for those who want them.
    from govxl.look.files import write_look_files
    from govxl.look.looking import look_at

    place = place_of(office, archive, max(year) if year else None, form, language)
    kept, review_all = place.archive, place.settings.reviews_all
    cases = [case for case in kept.cases.all if case.unit.form == place.form.id and case.counted(review_all)]
    wanted = scope_meant(scope, language) or _usual(cases)
    years = _years([case for case in cases if case.unit.scope == wanted], year or (), place.year)
    if not years:
        raise CannotRunError(say("look-nothing", language, year=place.year))
    folder = folder_for_output(output or ".", language)
    newest = form_for_year(place.form.id, years[-1])
    seen = look_at(kept, newest, years, wanted, parents_of(place.home), review_all)
    with while_writing(folder, language):
        written = write_look_files(seen, folder)
    for path in written.kept:
        print(say("kept-output", language, path=path), file=sys.stderr)
    if as_json:
        told = {"files": [str(path) for path in written.outputs], "years": seen.years, "scope": seen.scope}
        counts = {"units": len(seen.units), "states": seen.states, "hints": len(seen.outliers)}
        counts |= {"alike": len(seen.alike), "waiting": seen.waiting, "others": seen.others}
        few = [asdict(each) for each in seen.unjudged]
        lacking = [{"trend": trend.title, **each._asdict()} for trend in seen.trends for each in trend.lacking]
        more = {"unjudged": few, "lacking": lacking, "changed_by_people": [str(path) for path in written.kept]}
        print(json.dumps({**told, **counts, **more}, ensure_ascii=False))
        return
    for path in written.outputs:
        print(say("made", language, path=path))
    span = "—".join(str(each) for each in dict.fromkeys((years[0], years[-1])))
    print(say("looked", language, years=span, n=len(seen.units), hints=len(seen.outliers), alike=len(seen.alike)))


def _usual(cases: Sequence[UnitCase]) -> str:
    """Choose the scope that is looked at where none is said: returns of units alone, where there are any."""
    there = {case.unit.scope for case in cases}
    return next((scope for scope in SCOPES if scope in there), next(iter(SCOPES)))


def _years(cases: Sequence[UnitCase], asked: Sequence[int], newest: int) -> list[int]:
    """Say which years are looked at: those asked for, or up to the one, where something counts; none if it does not."""
    there = sorted({case.unit.year for case in cases})
    if asked and max(asked) not in there:
        return []
    if len(asked) > 1:
        return [year for year in there if year in asked]
    return [year for year in there if year <= newest][-MOST_YEARS:]
