"""The sheets govxl adds beside the statute's own: problem list and identity. Last year's figures are `prior_page`."""

import re
from collections.abc import Mapping

from govxl.form.model import CellType
from govxl.layout.places import Box, Sheet, SheetBuilder, Slot
from govxl.words import IDENTITY_SHEET, KINDS, LEVELS, PROBLEMS_SHEET, SCOPES

__all__ = [
    "IDENTITY",
    "MARK",
    "PRIOR_FACTS",
    "PROBLEMS_HEAD",
    "PROBLEM_COLUMNS",
    "PROPERTY",
    "RETURNED",
    "identity_sheet",
    "is_sheet_mark",
    "mark_of",
    "problems_sheet",
    "with_mark",
]

IDENTITY = (
    "form", "edition", "fingerprint", "unit.name", "unit.code", "unit.level", "unit.kind", "year", "scope", "issued",
    "prior", "seal",
)  # fmt: skip
"""What the identity sheet and the custom properties say, in this order; figures and texts alike are kept as text.

`prior` tells last year's figures, as they were issued, from any others (`identity.prior_digest`); workbooks made before
it came do not have it. The seal is last and covers the others; it is empty in a workbook made without a key.
"""

PROPERTY = "govxl."
"""What the names of our custom properties begin with."""

PRIOR_FACTS = {"prior.year": "年度", "prior.edition": "表式版本", "prior.sha256": "记录校验值"}

MARK = "mark."
"""What the paths begin with that tell whose a sheet is, one a sheet."""

TEXT = CellType(type="text")
PROBLEM_COLUMNS = (("序号", 6), ("工作表", 16), ("单元格", 9), ("问题", 34), ("原因", 44), ("怎么改", 44), ("定位", 7))
PROBLEMS_HEAD = 4
"""The row of the list's header; what is wrong stands below it, in a workbook that was returned."""

RETURNED = (
    "returned.times", "returned.on", "returned.digest", "returned.lost", "returned.own", "returned.restored",
)  # fmt: skip
"""What a returned workbook says of its return.

How many it has had, the day, what it held then, which entries could not be read before, the marks of all words that
are ours (`unread_cells.mark_of_text`), and what was restored, where nothing else was asked for.
"""


def with_mark(sheet: Sheet, name: str) -> Sheet:
    """Put whose it is below everything on a sheet, so that one pasted in from another workbook gives itself away."""
    boxes = [label.box for label in sheet.labels] + [box for s in sheet.slots for box in (s.box, *s.cells)]
    below = max(box.row + box.rows for box in boxes) + 1
    mark = Slot(MARK + name, Box(sheet.name, below, 1), "mark", TEXT, ("填报单位和年度",))
    return sheet._replace(slots=(*sheet.slots, mark))


MAX_NAME = 1_000
"""Characters of the longest unit name anybody has; far more than any has."""


def mark_of(identity: Mapping[str, str]) -> str:
    """Say whose return a workbook is, as every sheet of it does: unit, year, scope, and what rules depend on."""
    # In words, for whoever looks at the foot of a sheet is to see whose it is.
    told = {"scope": SCOPES, "unit.level": LEVELS, "unit.kind": KINDS, "unit.code": {}}
    words = [known.get(identity.get(key, ""), identity.get(key, "")) for key, known in told.items()]
    return "　".join(filter(None, [identity["unit.name"], f"{identity['year']}年", *words]))


def is_sheet_mark(text: str) -> bool:
    """Tell whether a text says whose return a workbook is."""
    # What is cheap is asked first, for any cell of any file may come here.
    return len(text) < 2 * MAX_NAME and "年　" in text and re.search(r"　[0-9]{4}年　", text) is not None


def problems_sheet() -> Sheet:
    """Keep the place of the list that a returned workbook opens with."""
    width = len(PROBLEM_COLUMNS)
    canvas = SheetBuilder(PROBLEMS_SHEET, heights={1: 32.0, 2: 52.0, 3: 24.0, PROBLEMS_HEAD: 24.0})
    canvas.label(canvas.box(1, 1, width), PROBLEMS_SHEET, "title")
    canvas.add([Slot("returned.summary", canvas.box(2, 1, width), "carried", TEXT, ("说明",), role="text")])
    canvas.label(canvas.box(3, 1, 2), "审核意见", "side")
    canvas.add([Slot("returned.remark", canvas.box(3, 3, width - 2), "carried", TEXT, ("审核意见",), role="value")])
    for column, (text, _) in enumerate(PROBLEM_COLUMNS, 1):
        canvas.label(canvas.box(PROBLEMS_HEAD, column), text, "header")
    widths = {n: float(width) for n, (_, width) in enumerate(PROBLEM_COLUMNS, 1)}
    return canvas.sheet(widths, "checks", landscape=True, freeze=(PROBLEMS_HEAD, 0), hidden=True)


def identity_sheet() -> Sheet:
    """Place what the workbook says of itself, one fact a row."""
    canvas = SheetBuilder(IDENTITY_SHEET)
    for row, path in enumerate(IDENTITY, 1):
        canvas.label(canvas.box(row, 1), path, "plain")
        traits = CellType(type="count") if path == "year" else TEXT
        canvas.add([Slot(path, canvas.box(row, 2), "identity", traits, (path,))])
    # Apart from the identity, which is sealed: what is said here comes about when a workbook goes back.
    for row, path in enumerate(RETURNED, len(IDENTITY) + 2):
        canvas.label(canvas.box(row, 1), path, "plain")
        canvas.add([Slot(path, canvas.box(row, 2), "carried", TEXT, (path,))])
    return canvas.sheet({1: 20, 2: 70}, hidden=True)
