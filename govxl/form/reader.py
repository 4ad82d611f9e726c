"""From a folder with a form.toml to a Form, or to a DefinitionError with the file and line of every mistake."""

import re
from typing import TYPE_CHECKING

from govxl.form.compiled import FILE
from govxl.form.entries import Entries
from govxl.form.limits import limit_problems
from govxl.form.model import FORM_NAME, Form, Part, Table, Years, table_of
from govxl.form.resolve import Binder, read_charts, read_trends
from govxl.form.rules import years_of
from govxl.form.source import Source, Spot, check_shape
from govxl.language.nodes import ExpressionError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["read_form"]

STRUCTURE = re.compile(r"[0-9a-f]{24}")
UNIT = {"unit.name", "unit.title"}
NEEDED = ("id", "edition", "title", "authority", "years", "heading")


def read_form(folder: "Traversable") -> Form:
    """Read a form; DefinitionError names all mistakes that can be told at once."""
    # Mistakes are gathered, so that an author hears of many at once; but what is built on something wrong is not read,
    # or one slip would be told again as ten.
    source = Source(folder / FILE)
    for key in NEEDED:
        if not source.data.get(key):
            source.blame(Spot(), f"the form has no {key}")
    check_shape(source)
    source.finish()
    if not FORM_NAME.fullmatch(f"{source.data['id']}/{source.data['edition']}"):
        source.blame(Spot(key="id"), "id and edition are lower-case letters, digits and _")
    years = Years()
    try:
        years = years_of(source.data["years"])
    except ExpressionError as error:
        source.blame(Spot(key="years"), str(error))
    entries = Entries(source)
    entries.cover()
    tables = tuple(entries.table(nth, table) for nth, table in enumerate(source.data.get("table", ())))
    parts = tuple(entries.part(nth, part, tables) for nth, part in enumerate(source.data.get("part", ())))
    _check_parts(source, tables, parts)
    source.finish()
    # From here on names are looked up, so all that has a name must be known.
    binder = Binder(source, tables, entries.points, entries.fields)
    binder.bind()
    _check_lists(source, entries)
    source.finish()
    data = source.data
    form = Form(
        id=data["id"],
        edition=data["edition"],
        title=data["title"],
        authority=data["authority"],
        years=years,
        heading=data["heading"],
        instructions=tuple(data.get("instructions", ())),
        tables=binder.tables,
        parts=parts,
        points=binder.points,
        fields=binder.fields,
        checks=tuple(binder.checks),
        sentences=binder.sentences,
        derived=tuple(binder.derived),
        prefills=binder.prefills,
        folder=folder,
        layouts=tuple(data.get("layouts", ())),
        first_year=tuple(data.get("first_year", ())),
        key_figures=tuple(data.get("key_figures", ())),
        signers=tuple(data.get("signers", ())),
        closing=tuple(data.get("closing", ())),
        charts=tuple(read_charts(source, binder.names, parts)),
        trends=tuple(read_trends(source, binder.names)),
    )
    source.finish()
    for name, message in limit_problems(form):
        source.blame(Spot().of(name), message)
    source.finish()
    return form


def _check_parts(source: Source, tables: tuple[Table, ...], parts: tuple[Part, ...]) -> None:
    """Blame parts and tables named twice, and statutory tables that the report would leave out."""
    for kind, names in (("table", [table.name for table in tables]), ("part", [part.name for part in parts])):
        for nth, name in enumerate(names):
            if name in names[:nth]:
                source.blame(Spot(kind, nth), f"two {kind}s are called {name}")
    printed = [part.table for part in parts]
    for nth, table in enumerate(tables):
        times = printed.count(table.name)
        if not table.auxiliary and times != 1:
            source.blame(Spot("table", nth), f"table {table.name} stands in {times} parts, not in one")


def _check_lists(source: Source, entries: Entries) -> None:
    """Blame what the lists of the form name and the form has not."""
    figures = {path for path, point in entries.points.items() if point.traits.numeric}
    cover = {path for path in entries.fields if table_of(path) == "cover"}
    for key, known, what in (
        ("first_year", figures, "figure"),
        ("key_figures", figures, "figure"),
        ("signers", cover, "field of the cover"),
        ("closing", cover | UNIT, "field of the cover, or name of the unit,"),
    ):
        for name in [name for name in source.data.get(key, ()) if name not in known]:
            source.blame(Spot(key=key).of(name), f"{key}: no {what} is called {name}")
    for text in [text for text in source.data.get("layouts", ()) if not STRUCTURE.fullmatch(text)]:
        source.blame(
            Spot(key="layouts").of(text), f"layouts: {text!r} is no structure of a layout, 24 digits from 0 to f"
        )
