"""Excel's own limits, checked when a form is loaded, so that no workbook is ever built that Excel would refuse or cut.

Source: Excel specifications and limits (Microsoft); ECMA-376 part 1, 18.3.1.32 (dataValidation).
"""

from collections.abc import Iterable, Iterator

from govxl.form.model import CellType, Form
from govxl.text import units_in
from govxl.words import CHECKS_SHEET, COVER_SHEET, GUIDE_SHEET, IDENTITY_SHEET, PRIOR_SHEET, PROBLEMS_SHEET

__all__ = [
    "MAX_CELL", "MAX_FORMULA", "MAX_PROMPT", "MAX_SHEET_NAME", "PARAGRAPHS", "limit_problems", "packed", "trait_limits",
]  # fmt: skip

MAX_PROMPT = 255
MAX_LIST = 255
MAX_SHEET_NAME = 31
MAX_FORMULA = 8192
MAX_CELL = 32_767
PARAGRAPHS = 12
"""Cells a long text offers; Word pastes one paragraph into each."""
NOT_IN_SHEET_NAMES = "[]:*?/\\'"
OWN_SHEETS = (CHECKS_SHEET, COVER_SHEET, GUIDE_SHEET, IDENTITY_SHEET, PRIOR_SHEET, PROBLEMS_SHEET)


def packed(lines: Iterable[str]) -> list[str]:
    """Put lines together, as many into a cell as it holds; none is longer than that."""
    full: list[list[str]] = []
    taken = MAX_CELL
    for line in lines:
        # One more for the line end, which a cell counts as well.
        taken += 1 + units_in(line)
        if taken > MAX_CELL:
            full.append([])
            taken = units_in(line)
        full[-1].append(line)
    return ["\n".join(group) for group in full]


def trait_limits(traits: CellType) -> Iterator[str]:
    """Yield what of a heading's or field's options Excel could not hold."""
    choices = traits.choices or ()
    if len(traits.help or "") > MAX_PROMPT:
        yield f"the help is longer than the {MAX_PROMPT} characters of an input prompt"
    if len(",".join(choices)) > MAX_LIST:
        yield f"the choices are longer than the {MAX_LIST} characters of a validation list"
    # Excel keeps the choices of a cell as one text with commas between them.
    if any("," in choice or not choice.strip() for choice in choices):
        yield "a choice is blank or holds a comma, which separates choices"


def limit_problems(form: Form) -> Iterator[tuple[str, str]]:
    """Yield a name from the form and the mistake, for every sheet and rule that Excel could not hold."""
    sheets = [*(table.sheet for table in form.tables), *(part.sheet for part in form.parts if part.sheet)]
    for sheet in dict.fromkeys(sheets):
        if len(sheet) > MAX_SHEET_NAME or set(sheet) & set(NOT_IN_SHEET_NAMES):
            kept = f"at most {MAX_SHEET_NAME} characters, none of {NOT_IN_SHEET_NAMES}"
            yield sheet, f"Excel takes no sheet name like {sheet!r} ({kept})"
        # Excel tells no two sheets apart by case.
        elif sheet.casefold() in {own.casefold() for own in OWN_SHEETS}:
            yield sheet, f"every workbook has a sheet {sheet} of its own"
    for check in form.checks:
        for text in (check.rule.says, check.rule.remedy, check.rule.basis):
            if len(text) > MAX_CELL:
                yield check.rule.id, f"rule {check.rule.id}: a text is longer than the {MAX_CELL} characters of a cell"
