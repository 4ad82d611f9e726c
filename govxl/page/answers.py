"""The one door by which a page's script reaches Python: a question as JSON and a file's bytes in, the same out.

Whatever goes wrong is an answer too: a sentence for the sender, and of what is our fault a text to copy.
"""

import json
import traceback
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from govxl.form.definition import UnknownFormError, form_for_year, installed_forms, load_form
from govxl.inputs import MAX_FILE
from govxl.page.desk import as_json, blank, judged, preview, returned
from govxl.page.settings import Settings
from govxl.page.wording import (
    HEADLINES,
    KIND_NAMES,
    LEVEL_NAMES,
    OFFICE_LINES,
    PAGE,
    SCOPE_NAMES,
    SECTIONS,
    WHAT_IS_LEFT,
)
from govxl.version import VERSION
from govxl.words import Both, SaidError

__all__ = ["answered", "opening"]

Answer = tuple[str, bytes]
"""JSON, and the bytes of what was made."""


def answered(asked: str, content: bytes, settings: Settings) -> Answer:
    """Answer a question of the page's script: `{"do": ..., ...}`.

    `judge` (`name`) → `{"judged": Judged}`; `return` (`name`, `on` as an ISO date) and `blank` (`unit`, `year`, `form`,
    `code`, `level`, `kind`, `scope`, `issued` as an ISO time) → `{"made": name}` and the workbook; `preview` (`name`) →
    `{"preview": whether there is one}` and the page; `open` → what `opening` gives. Anything that fails →
    `{"failed": sentence, "copy": text}`; the text is empty where it is no fault of ours.
    """
    try:
        return _answer(json.loads(asked), content, settings)
    except SaidError as error:
        return as_json({"failed": error.sentence, "copy": ""}), b""
    except UnknownFormError as error:
        sentence = PAGE["no-form"]
        return as_json({"failed": Both(f"{sentence.zh}：{error}", f"{sentence.en}: {error}"), "copy": ""}), b""
    except MemoryError:
        return as_json({"failed": PAGE["no-memory"], "copy": ""}), b""
    except Exception:
        return as_json({"failed": PAGE["bug"], "copy": f"govxl {VERSION}\n{traceback.format_exc()}"}), b""


def _answer(asked: Mapping[str, Any], content: bytes, settings: Settings) -> Answer:
    match asked["do"]:
        case "open":
            return as_json(opening(settings)), b""
        case "judge":
            return as_json({"judged": judged(asked["name"], content, settings)}), b""
        case "return":
            made = returned(asked["name"], content, settings, date.fromisoformat(asked["on"]))
        case "blank":
            made = blank(
                asked["unit"],
                int(asked["year"]),
                settings,
                form=asked.get("form", ""),
                code=asked.get("code", ""),
                level=asked.get("level", ""),
                kind=asked.get("kind", ""),
                scope=asked.get("scope", "own"),
                issued=_time(asked.get("issued", "")),
            )
        case "preview":
            try:
                page = preview(asked["name"], content, settings)
            except ImportError:
                raise SaidError(PAGE["preview-missing"]) from None
            return as_json({"preview": bool(page)}), page.encode()
        case unknown:
            raise ValueError(f"nothing is called {unknown}")
    return as_json({"made": made.name}), made.content


def _time(text: str) -> datetime | None:
    """Read a time; one without a zone is taken as UTC, as the command line takes it."""
    if not text:
        return None
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def opening(settings: Settings) -> dict[str, Any]:
    """Give what the page shows before any file: its words, what the office says, and what can be asked for.

    `forms` are this round's alone where the office named a year, else all, the newest first; `years` are the first and
    the last that a form is for, None where it is open. `most` are the bytes of a file that are read at most.
    """
    office = settings.office
    forms = [load_form(name) for name in reversed(installed_forms())]
    if office.year:
        forms = [form_for_year(office.form, office.year)]
    years = (office.year, office.year) if office.year else None
    said = {name: getattr(office, name) for name in OFFICE_LINES if name != "deadline" and getattr(office, name)}
    kinds = {**KIND_NAMES, "default": PAGE["other-kinds"] if len(office.deadlines) > 1 else Both("", "")}
    return {
        "version": VERSION,
        "words": PAGE,
        "sections": SECTIONS,
        "headlines": HEADLINES,
        "what_is_left": WHAT_IS_LEFT,
        "office": [{"label": OFFICE_LINES[name], "text": text} for name, text in said.items()],
        "deadlines": {
            "label": OFFICE_LINES["deadline"],
            "days": [{"kind": kinds[kind], "day": _day(day)} for kind, day in office.deadlines.items()],
        },
        "year": office.year,
        "forms": [{"name": form.name, "title": form.title, "years": years or form.years} for form in forms],
        "levels": LEVEL_NAMES,
        "kinds": KIND_NAMES,
        "scopes": SCOPE_NAMES,
        "most": MAX_FILE,
    }


def _day(day: date) -> Both:
    return Both(f"{day.year}年{day.month}月{day.day}日", day.isoformat())
