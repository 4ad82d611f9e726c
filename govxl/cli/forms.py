"""govxl forms: what is installed, the dictionary, the schema, the list for a first year, an author's report."""

import json
import sys
from pathlib import Path
from typing import Any

from govxl.cli.paths import refuse_existing, target, write
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.form.definition import FILE, installed_forms, load_form
from govxl.form.edition_diff import differences
from govxl.form.figure_names import figure_names
from govxl.layout.layout import Layout, arrange
from govxl.prose.lexicon.loading import patterns_of
from govxl.words import PRIOR_SHEET, Language

__all__ = ["BELOW", "cells", "check", "dictionary", "diff", "forms", "prior", "schema"]


def forms() -> None:
    """Print the installed forms and editions, with the years and the notice each is for."""
    for name in installed_forms():
        form = load_form(name)
        years = f"{form.years.first or ''}-{form.years.last or ''}"
        print(f"{name:<16} {years:<10} {form.title}  {form.authority}")


def cells(form: str, *, as_json: bool = False) -> None:
    """Print the data dictionary of a form."""
    entries = dictionary(arrange(load_form(form)))
    if as_json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for entry in entries:
        keys = ("point", "sheet", "cell", "kind", "type")
        name = "{" + entry["name"] + "}" if "name" in entry else ""
        print("\t".join([*(entry[key] for key in keys), " / ".join(entry["label"]), name]).rstrip("\t"))


def schema(form: str) -> None:
    """Print the JSON Schema of a form's record."""
    from govxl.filing.schema import record_schema

    print(json.dumps(record_schema(load_form(form)), ensure_ascii=False, indent=1))


def prior(form: str, *, output: str = "", force: bool = False, language: Language) -> None:
    """Write the blank list of last year's figures; to the screen, the very bytes a file would hold."""
    from govxl.office.prior_list import blank_list

    found = load_form(form)
    if not found.first_year:
        raise CannotRunError(say("no-first-year", language, name=found.name))
    data = blank_list(arrange(found))
    if output:
        path = target(output, f"{PRIOR_SHEET}-{found.id}-{found.edition}.csv", language)
        refuse_existing(path, force, language)
        write(path, data, language)
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")  # the list ends its lines as a file does, and Windows would add to that
    sys.stdout.write(data.decode())


def diff(old: str, new: str, *, language: Language) -> None:
    """Print how two forms differ, one difference a line, those of one sheet together."""
    changes = list(differences(load_form(old), load_form(new)))
    print(say("diff-title" if changes else "diff-none", language, old=old, new=new))
    for change in changes:
        of, what = say(f"diff-{change.of}", language), say(f"diff-{change.what}", language)
        place = f"「{change.where}」" if change.where else ""
        words = " → ".join(f"“{text}”" for text in (change.old, change.new) if text)
        print(f"  {what}{'' if language == 'zh' else ' '}{of}  {place}{words}")


def check(folder: Path, *, language: Language) -> None:
    """Print what a form's author wants to know of a form.toml or its folder; DefinitionError with all mistakes."""
    inside = folder if folder.is_dir() else folder.parent
    if not folder.exists() or not (folder.is_dir() or folder.name == FILE):
        key = "not-a-form" if folder.exists() else "missing-file"
        raise CannotRunError(say(key, language, path=folder))
    if not (inside / FILE).exists():
        raise CannotRunError(say("no-form-inside", language, path=inside))
    form = load_form(inside)
    formulas = len(arrange(form).texts)
    patterns_of(form)  # a prose.toml beside it has mistakes of its own to tell
    inputs = sum(point.kind == "input" for point in form.points.values())
    words = {"tables": len(form.tables), "inputs": inputs, "checks": len(form.checks), "formulas": formulas}
    print(say("form-good", language, name=form.name, **words))
    before = [name for name in installed_forms() if name.split("/")[0] == form.id and name < form.name]
    if not before:
        return
    # Points are names that records and other editions know a cell by: an author should see which come and go.
    old, new = set(load_form(before[-1]).points), set(form.points)
    print(say("renamed", language, name=before[-1], added=len(new - old), dropped=len(old - new)))
    for sign, paths in (("+", new - old), ("-", old - new)):
        for path in sorted(paths):
            print(f"  {sign} {path}")


BELOW = (cells, schema, prior, diff, check)
"""The commands below `govxl forms`."""


def dictionary(layout: Layout) -> list[dict[str, Any]]:
    """List every input, field and total: point, place, kind, type, labels, and choices or paragraph cells.

    A figure has the name by which texts call for it, in braces.
    """
    entries: list[dict[str, Any]] = []
    names = figure_names(layout.form)
    for slot in layout.slots.values():
        if slot.kind not in ("input", "field", "computed"):
            continue
        entry: dict[str, Any] = {
            "point": slot.path,
            "sheet": slot.box.sheet,
            "cell": slot.box.address,
            "kind": slot.kind,
            "type": slot.traits.kind,
            "label": [label for label in slot.labels if label],
        }
        if slot.path in names.nodes:
            entry["name"] = names.name_of(slot.path)
        if slot.traits.choices:
            entry["choices"] = list(slot.traits.choices)
        if slot.cells:
            entry["cells"] = [box.address for box in slot.cells]
        entries.append(entry)
    return entries
