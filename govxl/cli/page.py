"""govxl page: one HTML file that checks workbooks in the sender's own browser, for an office to send to everybody."""

import sys
from pathlib import Path

from govxl.cli.paths import hold_place, refuse_existing, target, write
from govxl.cli.words import say
from govxl.office.home import home_at
from govxl.words import Both, Language

__all__ = ["page"]

NAME = "核对.html"
"""What the page is called where nobody says otherwise."""


def page(
    *,
    output: str = "",
    office: Path | None = None,
    pyodide: Path | None = None,
    blanks: bool = False,
    force: bool = False,
    language: Language,
) -> None:
    """Build the page, with what an office says of itself where there is one."""
    # It needs what builds pages, and most calls of govxl build none.
    from govxl.page.bundle import bundle, code_for
    from govxl.page.compiled import compiled
    from govxl.page.distribution import cache_folder, fetched, read_distribution
    from govxl.page.settings import settings_of

    path = target(output, NAME, language)
    refuse_existing(path, force, language)
    hold_place(path, language)
    told: list[Both] = []
    home = home_at(office)
    settings = settings_of(home.office, told) if home else None
    for words in told:
        print(words.said(language), file=sys.stderr)

    def tell(words: Both) -> None:
        print(words.said(language), file=sys.stderr)

    distribution = read_distribution(pyodide) if pyodide else fetched(cache_folder(), tell)
    print(say("page-building", language), file=sys.stderr)
    sources = code_for(settings)
    code = compiled(distribution, sources)
    if code is None:
        print(say("page-sources", language), file=sys.stderr)
    # An office has sent its workbooks out; of nobody's page a reader may have been sent none, and makes one here.
    made = bundle(distribution, settings, blanks or settings is None, code or sources)
    # Building takes a while, in which somebody may have put something there.
    refuse_existing(path, force, language)
    write(path, made, language)
    whose = settings.office.recipient if settings else ""
    key = "page-of-office" if whose else "page-of-nobody"
    print(say(key, language, office=whose, size=f"{len(made) / 1e6:.0f}"))
