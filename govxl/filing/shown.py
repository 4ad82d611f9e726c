"""What a cell shows against what it stores: to whoever reads the screen the two are the same, or somebody is told.

Letters that do not simply show, struck out, raised or hidden, are a reason to ask as well.
"""

import re
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from govxl.filing.figures import (
    DASHES,
    DATE_FROM,
    FULL_WIDTH,
    NUMBER,
    STORED,
    Problem,
    as_date,
    became_date,
    from_iso,
    from_text,
    shortest,
    worked_out,
)
from govxl.findings.finding import Both
from govxl.layout.places import Slot
from govxl.text import brief
from govxl.workbook.located import EMPTY
from govxl.xlsx.cells import RawCell
from govxl.xlsx.format_codes import shows_dates
from govxl.xlsx.format_dates import EXACT
from govxl.xlsx.number_format import FULL, decimals_of, shown_number, shown_text
from govxl.xlsx.traces import Trace, Traced

__all__ = [
    "Noted",
    "Told",
    "both_readings",
    "figure_against",
    "figure_in",
    "raised_letters",
    "text_against",
    "told",
    "unsure_figure",
    "unsure_words",
]

# -- Letters that do not simply show


TOLD: dict[Trace, Both] = {
    "struck": Both("“{}”被划掉", "“{}” is struck out"),
    "hidden": Both("“{}”看不见", "“{}” cannot be seen"),
    "raised": Both("“{}”是上标", "“{}” is raised"),
    "lowered": Both("“{}”是下标", "“{}” is lowered"),
    "repeated": Both("“{}”会重复显示（对齐方式是“填充”）", "“{}” is shown again and again (its alignment is Fill)"),
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


# -- What a cell shows


COINS = "¥￥"
YUAN = "元"
# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
ZERO = rf"[^0-9]{{0,4}}0[0,.]*[^0-9]{{0,4}}|[{COINS}]?{DASHES.pattern}"
"""Nothing is nothing in every unit, however many digits are written; accounts write a dash for it."""
LARGE = "[十百千万亿%‰]"
PLAIN = (
    r"([0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]{1,4}(?:,[0-9]{4})+(?![0-9,])|[0-9]+|)"
    r"(\.[0-9]*)?([Ee][+-]?[0-9]{1,3})?"
)

NOTHING = Both("空白", "nothing")
DAY_ZERO = datetime(1899, 12, 30)


class Noted(NamedTuple):
    """What is honest but not quite what stands there: a name of the catalogue, and the words for it."""

    name: str
    note: Both


class Told(NamedTuple):
    """The words a cell shows, and a note where it stores something else."""

    text: str
    note: Both | None = None


# -- Figures


def figure_in(cell: RawCell, code: str | None, shift: int, slot: Slot) -> tuple[Decimal | Problem, list[Noted]]:
    """Turn a cell that is not blank and no mark into a figure, with what was folded on the way."""
    if cell.formula is not None:
        worked = worked_out(cell.formula)
        if worked is None:
            return Problem("formula-in-input", (("formula", cell.formula),)), []
        value, noted = _as_shown(worked.value, code, shift, slot)
        return value, [Noted("worked-out", worked.note), *noted]
    match cell.kind:
        case "number":
            stored = shortest(cell.text)
            return (stored, []) if isinstance(stored, Problem) else _as_shown(stored, code, shift, slot)
        case "text":
            read = from_text(cell.text)
            return (read, []) if isinstance(read, Problem) else (read.value, [Noted("folded", read.note)])
        case "error":
            return Problem("error-value"), []
        case "date":
            return became_date(from_iso(cell.text)), []
    return Problem("not-a-number"), []


def _as_shown(value: Decimal, code: str | None, shift: int, slot: Slot) -> tuple[Decimal | Problem, list[Noted]]:
    """Give a figure back unless its cell shows another one."""
    judged = figure_against(value, code, shift, slot) if code is not None else None
    return (judged, []) if isinstance(judged, Problem) else (value, [judged] if judged else [])


def figure_against(value: Decimal, code: str, shift: int, slot: Slot) -> Problem | Noted | None:
    """Hold a stored figure against what its cell shows under a number format; None where they are the same."""
    # A format with room for all decimals of a figure shows the figure.
    if -int(value.as_tuple().exponent) <= decimals_of(code):
        return None
    shown = shown_number(code, value, shift)
    if shown is None:
        return differing(Both("无法确定的内容", "something unknown"), f"{value:f}")
    if shown.kind == "date":
        if value >= DATE_FROM:
            return became_date(as_date(value + shift))
        if value < 0 or value != value.to_integral_value():
            return differing(shown.text.strip(), f"{value:f}")
        # Too low to have been typed as a date: a count in a cell that somebody once gave a date format.
        return Noted("date-format", Both(f"按存储的数 {value:f} 读", f"the stored number {value:f} was read"))
    text = shown.plain.strip()
    figure = read_as_figure(text, slot)
    if figure == value or (not value and re.fullmatch(ZERO, text.translate(FULL_WIDTH))):
        return None
    read = Both(f"按存储的 {value:f} 读", f"the stored {value:f} was read")
    if not value and not text:
        return Noted("shown-less", Both(f"显示为空白，{read.zh}", f"shows nothing; {read.en}"))
    if figure is not None and value.quantize(figure, context=EXACT) == figure:
        return Noted("shown-less", Both(f"显示 {text}，{read.zh}", f"shows {text}; {read.en}"))
    if figure is not None and figure == value.copy_negate() > 0 and shown.colour:
        red = Both(f"负数只用颜色区分，显示 {text}，{read.zh}", f"shows {text}, coloured for its sign; {read.en}")
        return Noted("shown-less", red)
    return differing(text, f"{value:f}")


def differing(shown: str | Both, stored: str) -> Problem:
    """Blame a cell for showing something else than it stores."""
    words = shown if isinstance(shown, Both) else brief(shown) or NOTHING
    return Problem("shown-differs", (("shown", words), ("stored", brief(stored))))


def read_as_figure(text: str, slot: Slot) -> Decimal | None:
    """Read what a screen shows as a person does: blanks, separators, brackets of a negative, the form's own unit."""
    bare = re.sub(r"\s", "", text.translate(FULL_WIDTH))
    # Accounts write -12 as (12).
    bracketed = len(bare) > 2 and bare[0] == "(" and bare[-1] == ")"
    bare = bare[1:-1] if bracketed else bare
    # A sign and a coin may stand in front in either order; two signs are none.
    front = re.match(f"([+-]?)([{COINS}]?)([+-]?)", bare)
    assert front is not None
    sign, coin = front[1] + front[3], bool(front[2])
    if len(sign) < 2:
        bare = bare[front.end() :]
    else:
        sign, coin = "", False
    number = bare.rstrip("%") if slot.traits.kind == "percent" else bare
    found = re.match(PLAIN, number)
    word = number[found.end() :] if found else number
    if not found or not (found[1] or (found[2] or ".") != ".") or (bracketed and sign):
        return None
    if not _fits(word, slot) or (coin and not _fits(YUAN, slot)) or (found[1][:1] == "0" and len(found[1]) > 1):
        return None
    figure = Decimal(found[0].replace(",", "").rstrip("."))
    figure = figure.scaleb(-2, EXACT) if number != bare else figure
    return figure.copy_negate() if bracketed or sign == "-" else figure


def _fits(word: str, slot: Slot) -> bool:
    """Tell whether a word behind a figure is the unit of its cell; where the form gives none, a word of its label."""
    if not word or slot.traits.unit:
        return word in ("", slot.traits.unit)
    before = slot.label[: slot.label.find(word)][-1:]
    return word in slot.label and not re.search(LARGE, word) and not re.search(LARGE, before)


def text_against(code: str, text: str, slot: Slot | None = None) -> Problem | None:
    """Hold a stored text against what its cell shows; in a slot for figures the same figure is the same."""
    shown = shown_text(code, text)
    if shown is None:
        return differing(Both("无法确定的内容", "something unknown"), text)
    if shown.strip() == text.strip():
        return None
    stored = from_text(text)
    if slot is not None and not isinstance(stored, Problem) and read_as_figure(shown, slot) == stored.value:
        return None
    return differing(shown.strip(), text.strip())


# -- Words


def told(cell: RawCell, code: str | None, shift: int) -> Told | Problem:
    """Give the words that a cell for words shows; it holds no formula."""
    match cell.kind:
        case "error":
            return Problem("error-value")
        case "boolean":
            return Told("TRUE" if cell.text == "1" else "FALSE")
        case "number":
            if not NUMBER.fullmatch(cell.text) or float(cell.text) - float(cell.text) != 0:
                return Told(cell.text)
            value = Decimal(f"{float(cell.text):.15g}") + 0
            stored = f"{value:f}" if isinstance(shortest(cell.text), Decimal) else cell.text
            return _told_value(value, stored, code, shift)
        case "date":
            try:
                moment = datetime.fromisoformat(cell.text.strip()).replace(tzinfo=None)
            except ValueError:
                return Told(cell.text)
            if code is None or not shows_dates(code):
                return Told(from_iso(cell.text))  # its format shows no date: then the words of the day
            passed = moment - DAY_ZERO
            return _told_value(passed.days + Decimal(passed.seconds) / 86_400, cell.text, code, 0)
    problem = text_against(code, cell.text) if code is not None else None
    return problem or Told(cell.text)


def _told_value(value: Decimal, stored: str, code: str | None, shift: int) -> Told | Problem:
    shown = shown_number(code or "General", value, shift)
    text = "" if shown is None else shown.text.strip()
    # General shortens numbers of twelve digits and more, such as those of accounts, beyond recognition.
    is_whole = bool(NUMBER.fullmatch(text)) and Decimal(text) == value
    shortened = shown is not None and shown.kind in ("general", "text") and "E" in text and not is_whole
    if not text or text == FULL or shortened:
        return differing(text, stored)
    if text == stored:
        return Told(text)
    note = Both(f"按显示的“{text}”读，存储的是 {stored}", f"“{text}” was read as shown; {stored} is stored")
    return Told(text, note)


# -- What goes back


def both_readings(problem: Problem | Noted | None) -> str:
    """Write what was shown and what is stored, for a cell that shows what it stores; nothing where they are one."""
    if not isinstance(problem, Problem) or problem.name != "shown-differs":
        return ""
    shown, stored = (words.zh if isinstance(words, Both) else words for _, words in problem.words)
    return f"{shown}（{STORED} {stored}）"
