"""Document -> HTML, nothing fetched and nothing run: a page of its own, or what is pasted into a site's editor.

The markup and its style are `page.html.j2` and `page.css`, and `pasted.html.j2`, where every element carries its own
style; tables are written next door. The papers an office keeps to itself have templates of their own, under one head.
"""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from govxl.report.cells import TableBlock
from govxl.report.chart_drawing import draw
from govxl.report.charts import Plot, caption, in_words
from govxl.report.document import NOTE, Document
from govxl.report.html_tables import breakable_text, page_table, pasted_table
from govxl.report.remarks import spots_in
from govxl.report.review import Review
from govxl.report.signing import Signing

__all__ = ["breakable", "review_page", "signing_page", "to_html", "to_page"]


Charts = Sequence[Sequence[Plot]]
"""The charts below each part."""


def to_html(document: Document, charts: Charts = ()) -> str:
    """Write a document for pasting: front matter and parts without the title, for which an editor has a field."""
    return _written("pasted.html.j2", document, charts)


def to_page(document: Document, charts: Charts = ()) -> str:
    """Write a document as a page of its own."""
    return _written("page.html.j2", document, charts)


def review_page(paper: Review) -> str:
    """Write the paper for the office as a page."""
    return _library().get_template("review.html.j2").render(paper=paper, count=spots_in)


def signing_page(paper: Signing) -> str:
    """Write the paper to be signed as a page that prints on one sheet."""
    return _library().get_template("signing.html.j2").render(paper=paper)


def breakable(text: str) -> Markup:
    """Mark a text up in which a long web address may break between its parts."""
    return Markup(breakable_text(text))


def _written(template: str, document: Document, charts: Charts) -> str:
    shown = charts or ((),) * len(document.sections)
    return _library().get_template(template).render(document=document, charts=shown)


@cache
def _library() -> Environment:
    environment = Environment(
        loader=PackageLoader("govxl.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["breakable"] = breakable
    environment.globals["draw"] = lambda plot, name: Markup(draw(plot, name))
    environment.globals["caption"] = caption
    environment.globals["in_words"] = in_words
    environment.globals["note"] = NOTE
    environment.globals["is_table"] = lambda block: isinstance(block, TableBlock)
    environment.globals["page_table"] = lambda *about: Markup(page_table(*about))
    environment.globals["pasted_table"] = lambda *about: Markup(pasted_table(*about))
    return environment
