"""All sheets of a form in their order, each drawn by the module of its kind."""

from govxl.form.model import Form
from govxl.layout.checks_page import checks_sheet
from govxl.layout.guide_page import guide_sheet
from govxl.layout.own_pages import identity_sheet, problems_sheet, with_mark
from govxl.layout.places import Sheet
from govxl.layout.prior_page import prior_sheet
from govxl.layout.prose_pages import cover_sheet, prose_sheet
from govxl.layout.summary_formulas import sheets_of
from govxl.layout.table_page import table_sheet

__all__ = ["every_sheet"]


def every_sheet(form: Form) -> tuple[Sheet, ...]:
    """Draw the sheets of a form."""
    sheets = sheets_of(form)
    drawn = (
        table_sheet(form, form.table(part.table), each) if part.table else prose_sheet(form, part, each)
        for part, each in zip(form.parts, sheets[1:], strict=True)
    )
    body = [cover_sheet(form, sheets[0]), *drawn]
    places = {slot.path: slot.box for sheet in body for slot in sheet.slots}
    checks, prior = checks_sheet(form, places, sheets), prior_sheet(form)
    # The guide shows how far all others are, so it is drawn last, though it comes first.
    guide = guide_sheet(form, [*body, checks, prior], sheets)
    # Every sheet but the first, the list of problems and the identity says at its foot whose it is.
    owned = [with_mark(sheet, f"sheet{n}") for n, sheet in enumerate([*body, checks, prior], 1)]
    return (problems_sheet(), guide, *owned, identity_sheet())
