"""govxl forms: what is installed, the dictionary, the schema, the list for a first year, an author's report."""

import json
import sys
from pathlib import Path
from typing import Any

from govxl.cli.making import refuse_existing, target, write
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.filing.schema import record_schema
from govxl.form.definition import FILE, installed_forms, load_form
from govxl.form.edition_diff import differences
from govxl.layout.layout import Layout, arrange
from govxl.layout.places import Slot
from govxl.office.prior_list import blank_list
from govxl.words import PRIOR_SHEET, Language

__all__ = ["cells", "check", "dictionary", "diff", "listed", "prior", "schema"]


def listed() -> None:
    """Print the installed forms and editions, with the years and the notice each is for."""
    for name in installed_forms():
        form = load_form(name)
        years = f"{form.years.first or ''}-{form.years.last or ''}"
        print(f"{name:<16} {years:<10} {form.title}  {form.authority}")


def cells(name: str, as_json: bool) -> None:
    """Print the data dictionary of a form."""
    entries = dictionary(arrange(load_form(name)))
    if as_json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for entry in entries:
        keys = ("point", "sheet", "cell", "kind", "type")
        print("\t".join([*(entry[key] for key in keys), " / ".join(entry["label"])]))


def schema(name: str) -> None:
    """Print the JSON Schema of a form's record."""
    print(json.dumps(record_schema(load_form(name)), ensure_ascii=False, indent=1))


def prior(name: str, output: str, force: bool, language: Language) -> None:
    """Write the blank list of last year's figures; to the screen, the very bytes a file would hold."""
    form = load_form(name)
    if not form.first_year:
        raise CannotRunError(say("no-first-year", language, name=form.name))
    data = blank_list(arrange(form))
    if output:
        path = target(output, f"{PRIOR_SHEET}-{form.id}-{form.edition}", ".csv", language)
        refuse_existing(path, force, language)
        write(path, data, language)
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(data.decode())


def check(place: Path, language: Language) -> None:
    """Print what a form's author wants to know of a form.toml or its folder; DefinitionError with all mistakes."""
    folder = place if place.is_dir() else place.parent
    if not place.exists() or not (place.is_dir() or place.name == FILE):
        key = "not-a-form" if place.exists() else "missing-file"
        raise CannotRunError(say(key, language, path=place))
    if not (folder / FILE).exists():
        raise CannotRunError(say("no-form-inside", language, path=folder))
    form = load_form(folder)
    formulas = len(arrange(form).texts)
    inputs = sum(point.kind == "input" for point in form.points.values())
    words = {"tables": len(form.tables), "inputs": inputs, "checks": len(form.checks), "formulas": formulas}
    print(say("form-good", language, name=form.name, **words))
    before = [name for name in installed_forms() if name.split("/")[0] == form.id and name < form.name]
    if before:
        _compare(before[-1], set(form.points), language)


def _compare(name: str, points: set[str], language: Language) -> None:
    """Say which points an edition added and dropped against the one before."""
    old = set(load_form(name).points)
    print(say("renamed", language, name=name, added=len(points - old), dropped=len(old - points)))
    for sign, paths in (("+", points - old), ("-", old - points)):
        for path in sorted(paths):
            print(f"  {sign} {path}")


def diff(old: str, new: str, language: Language) -> None:
    """Print how two forms differ, one difference a line, those of one sheet together."""
    changes = list(differences(load_form(old), load_form(new)))
    print(say("diff-title" if changes else "diff-none", language, old=old, new=new))
    for change in changes:
        of, what = say(f"diff-{change.of}", language), say(f"diff-{change.what}", language)
        place = f"「{change.where}」" if change.where else ""
        words = " → ".join(f"“{text}”" for text in (change.old, change.new) if text)
        print(f"  {what}{'' if language == 'zh' else ' '}{of}  {place}{words}")


def dictionary(layout: Layout) -> list[dict[str, Any]]:
    """List every input, field and total: point, place, kind, type, labels, and choices or paragraph cells."""
    kept = [slot for slot in layout.slots.values() if slot.kind in ("input", "field", "computed")]
    return [_entry(slot) for slot in kept]


def _entry(slot: Slot) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "point": slot.path,
        "sheet": slot.box.sheet,
        "cell": slot.box.address,
        "kind": slot.kind,
        "type": slot.traits.kind,
        "label": [label for label in slot.labels if label],
    }
    if slot.traits.choices:
        entry["choices"] = list(slot.traits.choices)
    if slot.cells:
        entry["cells"] = [box.address for box in slot.cells]
    return entry
