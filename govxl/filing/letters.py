"""Letters in a cell that do not simply show, as a reason to ask: nobody can tell whether they are to be reported."""

from govxl.characters import brief
from govxl.filing.figures import Problem
from govxl.findings import Both
from govxl.workbook.cells import RawCell
from govxl.workbook.located import EMPTY
from govxl.workbook.traces import Trace, Traced

__all__ = ["raised_letters", "unsure_figure", "unsure_words"]

TOLD: dict[Trace, Both] = {
    "struck": Both("“{}”被划掉", "“{}” is struck out"),
    "hidden": Both("“{}”看不见", "“{}” cannot be seen"),
    "raised": Both("“{}”是上标", "“{}” is raised"),
    "lowered": Both("“{}”是下标", "“{}” is lowered"),
}


def unsure_figure(text: str) -> Problem | None:
    """Say which letters of a figure are no plain ones, and what the others are."""
    told = _told(text, *TOLD)
    return Problem("traced-figure", (("pieces", told[0]), ("rest", told[1] or EMPTY))) if told else None


def unsure_words(cell: RawCell) -> Problem | None:
    """Say why the words of a cell are not to be relied on: a formula, an error, words struck out or hidden."""
    if cell.formula is not None:
        return Problem("formula-in-input", (("formula", cell.formula),))
    if cell.kind == "error":
        return Problem("error-value")
    told = _told(cell.text, "struck", "hidden")
    return Problem("struck-text", (("pieces", told[0]),)) if told else None


def raised_letters(text: str) -> Both | None:
    """Say which letters of a text are raised or lowered; they are read as plain ones."""
    told = _told(text, "raised", "lowered")
    return told[0] if told else None


def _told(text: str, *traces: Trace) -> tuple[Both, str] | None:
    """Quote the letters of a text that show so, and give all the others; None where none do."""
    if not isinstance(text, Traced):
        return None
    pieces = text.pieces
    odd = [(TOLD[piece.trace], brief(piece.text.strip())) for piece in pieces if piece.trace in traces]
    if not odd:
        return None
    zh, en = ([words[n].format(quoted) for words, quoted in odd] for n in (0, 1))
    rest = "".join(piece.text for piece in pieces if piece.trace not in traces)
    return Both("、".join(zh), ", ".join(en)), brief(rest.strip())
