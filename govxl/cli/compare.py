"""govxl compare: a published report held against its record, in words a clerk can act on."""

import json
from pathlib import Path
from typing import Any

from govxl.cli.paths import read_record
from govxl.cli.run import REJECTED, CannotRunError
from govxl.cli.words import say
from govxl.filing.record import form_of
from govxl.inputs import read_file
from govxl.published.compare import Comparison
from govxl.published.compare import compare as compared
from govxl.published.difference import Difference, stretches
from govxl.published.docx import is_worddoc, read_worddoc
from govxl.published.fold import canon_of
from govxl.published.model import Published, UnreadableError
from govxl.report.charts import lines_of_charts
from govxl.report.document import compose
from govxl.text import brief, visible
from govxl.words import Language

__all__ = ["compare", "lines_of", "read_published", "summary_of"]

CONTEXT = 12
"""Characters shown on either side of a change."""

IN_TEXT = ("title", "heading", "paragraph")
IN_TABLES = ("table", "row", "column", "label", "figure")


def compare(record: Path, page: Path, *, as_json: bool = False, language: Language) -> None:
    """Print how a published page differs from its record; ends with exit code 1 where it does."""
    path, kept = read_record(record, language)
    form = form_of(kept)
    _, published = read_published(page, language)
    found = compared(compose(form, kept), published, canon_of(form), lines_of_charts(form, kept))
    differences = found.differences
    if as_json:
        told = {
            "record": str(path),
            "page": str(page),
            "same": not differences,
            "figures": found.figures,
            "lines": found.lines,
            "differences": [_plain(each) for each in differences],
            **({"notes": list(found.notes)} if found.notes else {}),
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(summary_of(found, page, language))
        for difference in differences:
            print("\n".join(f"  {visible(line)}" for line in lines_of(difference, language)))
        for note in found.notes:
            print(f"  {say(f'note-{note}', language)}")
    if differences:
        raise SystemExit(REJECTED)


def read_published(page: Path, language: Language) -> tuple[bytes, Published]:
    """Read a published report, a Word file or a page; gives its bytes and what they say."""
    from govxl.published.html import read_webpage  # lxml loads for whoever compares, not for a page of help

    try:
        data = read_file(page)
        return data, read_worddoc(data) if is_worddoc(data) else read_webpage(data)
    except UnreadableError as error:
        raise CannotRunError(say(f"page-{error.reason}", language, path=page)) from None


def summary_of(found: Comparison, page: Path, language: Language) -> str:
    """Say in a line whether a report is the same as its record, and how much was compared."""
    n, texts = len(found.differences), sum(each.of not in IN_TABLES for each in found.differences)
    words = {"n": n, "texts": texts, "tables": n - texts, "figures": found.figures, "lines": found.lines}
    return say("not-same" if n else "same", language, page=page, **words)


def _plain(each: Difference) -> dict[str, Any]:
    """Give one difference as values, a changed text with its changes."""
    told: dict[str, Any] = {key: getattr(each, key) for key in ("what", "of", "where", "labels", "ours", "theirs")}
    told |= {"kind": each.kind, "written": each.written} if each.kind else {}
    if _is_changed_text(each):
        changes = stretches(each.ours, each.theirs)
        told["changes"] = [[each.ours[s.start : s.end], each.theirs[s.their_start : s.their_end]] for s in changes]
    return told


def lines_of(each: Difference, language: Language) -> list[str]:
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
