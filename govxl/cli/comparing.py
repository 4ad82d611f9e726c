"""compare: a published report held against its record, in words a clerk can act on."""

import json
from pathlib import Path
from typing import Any

from govxl.cli.making import read_record
from govxl.cli.run import REJECTED, CannotRunError
from govxl.cli.words import say
from govxl.filing.record import form_of
from govxl.inputs import read_file
from govxl.published.compare import Comparison
from govxl.published.compare import compare as compared
from govxl.published.difference import Difference, stretches
from govxl.published.docx import is_worddoc, read_worddoc
from govxl.published.fold import canon_of
from govxl.published.html import read_webpage
from govxl.published.model import Published, UnreadableError
from govxl.report.charts import lines_of_charts
from govxl.report.document import compose
from govxl.text import brief, visible
from govxl.words import Language

__all__ = ["compare"]

CONTEXT = 12
"""Characters shown on either side of a change."""

IN_TEXT = ("title", "heading", "paragraph")
IN_TABLES = ("table", "row", "column", "label", "figure")


def compare(record: Path, page: Path, language: Language, as_json: bool) -> None:
    """Print how a published page differs from its record; ends with exit code 1 where it does."""
    kept = read_record(record, language)
    form = form_of(kept)
    found = compared(compose(form, kept), _published(page, language), canon_of(form), lines_of_charts(form, kept))
    if as_json:
        print(json.dumps(_told(found, record, page), ensure_ascii=False, indent=1))
    else:
        print(_verdict(found, page, language))
        for difference in found.differences:
            print("\n".join(f"  {visible(line)}" for line in _lines(difference, language)))
        for note in found.notes:
            print(f"  {say(f'note-{note}', language)}")
    if found.differences:
        raise SystemExit(REJECTED)


def _published(path: Path, language: Language) -> Published:
    try:
        data = read_file(path)
        return read_worddoc(data) if is_worddoc(data) else read_webpage(data)
    except UnreadableError as error:
        raise CannotRunError(say(f"page-{error.reason}", language, path=path)) from None


def _told(found: Comparison, record: Path, page: Path) -> dict[str, Any]:
    return {
        "record": str(record),
        "page": str(page),
        "same": not found.differences,
        "figures": found.figures,
        "lines": found.lines,
        "differences": [_difference(each) for each in found.differences],
        **({"notes": list(found.notes)} if found.notes else {}),
    }


def _difference(each: Difference) -> dict[str, Any]:
    told: dict[str, Any] = {key: getattr(each, key) for key in ("what", "of", "where", "labels", "ours", "theirs")}
    told |= {"kind": each.kind, "written": each.written} if each.kind else {}
    if _is_changed_text(each):
        changes = stretches(each.ours, each.theirs)
        told["changes"] = [[each.ours[s.start : s.end], each.theirs[s.their_start : s.their_end]] for s in changes]
    return told


def _verdict(found: Comparison, page: Path, language: Language) -> str:
    n, texts = len(found.differences), sum(each.of not in IN_TABLES for each in found.differences)
    words = {"n": n, "texts": texts, "tables": n - texts, "figures": found.figures, "lines": found.lines}
    return say("not-same" if n else "same", language, page=page, **words)


def _lines(each: Difference, language: Language) -> list[str]:
    """Say one difference, a changed text with what it was and what it is."""
    labels = " / ".join(label.replace("\n", "") for label in each.labels)
    if labels and each.of != "figure":
        labels += say("colon", language)
    ours, theirs = (brief(text) or say("blank", language) for text in (each.ours, each.theirs))
    place = f"「{each.where}」" if each.where else ""
    first = place + say(f"{each.what}-{each.of}", language, labels=labels, ours=ours, theirs=theirs)
    kind = say(f"kind-{each.kind}", language, text=brief(each.written)) if each.kind else ""
    if not _is_changed_text(each):
        return [f"{first}{say('semicolon', language) if kind and each.what != 'shown' else ''}{kind}"]
    changes = stretches(each.ours, each.theirs)
    return [
        first,
        "  " + say("in-record", language) + _marked(each.ours, [(s.start, s.end) for s in changes]),
        "  " + say("on-page", language) + _marked(each.theirs, [(s.their_start, s.their_end) for s in changes]),
        *([f"  {kind}"] if kind else []),
    ]


def _is_changed_text(each: Difference) -> bool:
    return each.what == "changed" and each.of in IN_TEXT


def _marked(text: str, changes: list[tuple[int, int]]) -> str:
    """Put brackets round what changed, and leave out what is far from any change."""
    shown, at = "", 0
    for start, end in changes:
        between = text[at:start]
        if not at and len(between) > CONTEXT:
            between = "…" + between[-CONTEXT:]
        elif len(between) > 2 * CONTEXT:
            between = f"{between[:CONTEXT]}…{between[-CONTEXT:]}"
        shown += f"{between}【{text[start:end]}】"
        at = end
    rest = text[at:]
    return shown + (f"{rest[:CONTEXT]}…" if len(rest) > CONTEXT else rest)
