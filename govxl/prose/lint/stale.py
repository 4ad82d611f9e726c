"""What belongs to another year or edition: the notice that is cited, the years that are told, last year's sentences."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.model import Facts
from govxl.prose.passages import Extent, Passage, Plain, paragraphs, plain, sentences, squeezed

__all__ = ["LastTexts", "foreign_notice", "other_period", "other_years"]

# -- Notices


def foreign_notice(lint: Lint, sentence: Plain) -> Extent | None:
    """Find a notice of another edition in a sentence, unless it says that it is no longer in force."""
    if any(word in sentence.text for word in lint.replaced):
        return None
    cited = [word for word in lint.notices if word in sentence.text]
    # The old title over the right number is a slip of the pen that misleads nobody.
    if not cited and not any(word in sentence.text for word in lint.own_notices):
        cited = [word for word in lint.notice_titles if word in sentence.text]
    if not cited:
        return None
    at = sentence.text.index(cited[0])
    return sentence.span(at, at + len(cited[0]))


# -- Years

_TO = r",?(?:至|到|[-—–~]){1,3}"
# Texts, for `re` to compile when one is met, are patterns of what few reports say.
_PERIOD = re.compile(rf"([0-9]{{4}})年0?1月0?1日(?:0时)?起?{_TO}(?:([0-9]{{4}})年|本年)?12月31日")
_DOTTED = rf"([0-9]{{4}})\.0?1\.0?1{_TO}(?:([0-9]{{4}})\.)?12\.31"
_SPELT_YEAR = "(二[〇○零][一二三][〇○零一二三四五六七八九])年"
_SPELT = f"{_SPELT_YEAR}一月一日起?{_TO}(?:{_SPELT_YEAR})?十二月三十一日"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_UNTIL = re.compile(r"截[止至][^,;。0-9]{0,8}([0-9]{4})年12月31日")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s{0,3}年")
_OPENING = r"(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十0-9]{1,3}[、.])?(20[0-9]{2})年度?,?"
_FAR = 30
"""Letters between a year and the report it is the year of, and between a title's mark and a year in it."""
_TITLE = 40


def other_period(lint: Lint, sentence: Plain, path: str, year: int) -> Extent | None:
    """Find a whole year that the figures are said to be of and that is not the report's."""
    text = sentence.text
    whole = [*_PERIOD.finditer(text)]
    if ".31" in text:
        whole += re.finditer(_DOTTED, text)
    if "三十一日" in text:
        whole += re.finditer(_SPELT, text)
    for found in (*whole, *_UNTIL.finditer(text)):
        years = {int(each.translate(_DIGITS)) for each in found.groups() if each}
        until = found.re is _UNTIL
        words = lint.period_until if until else lint.period
        told = any(word in text for word in words) or (path.startswith("cover.") and not until)
        if told and years != {year}:
            return sentence.span(*found.span())
    return None


def other_years(
    lint: Lint, paragraph: Passage, pieces: Callable[[Passage], list[Passage]], path: str, text: str, year: int,
    names: tuple[str, ...],
) -> Iterator[Extent]:  # fmt: skip
    """Yield the years of a paragraph that stand where the report's own should; `text` is all of the field, squeezed."""
    if not any(int(each) != year for each in _YEAR.findall(paragraph.text)):
        return
    whole = plain(paragraph)
    title = len(whole.text) <= _TITLE and whole.text.endswith(lint.reported) and "《" not in whole.text
    recalls = f"{year}年" in whole.text or any(word in whole.text for word in lint.recalled)
    opens = path.startswith(lint.year_fields) and not recalls
    for sentence in pieces(paragraph):
        said = plain(sentence)
        found = _report_of(lint, said.text, title or path.startswith("cover."), year)
        if found is None and opens:
            found = _opening(lint, said.text, year, names)
            # What a sentence with figures says of last year may well be told for comparison, further on or before.
            if found and _FIGURE.search(said.text[found[1] :]) and f"{year}年" in text:
                found = None
        if found:
            yield said.span(*found)


def _report_of(lint: Lint, text: str, front: bool, year: int) -> Extent | None:
    """Find another year of the report that a sentence says it is."""
    if not (front or any(word in text for word in lint.report_of)) or any(word in text for word in lint.recalled):
        return None
    for found in _YEAR.finditer(text):
        before, after = text[max(0, found.start() - _FAR) : found.start()], text[found.end() : found.end() + _FAR]
        # What stands in a title of another paper, or in its number, is that paper's year.
        quoted = before.rfind("《") > before.rfind("》")
        named = any(word in after and "《" not in after[: after.index(word)] for word in lint.reported)
        if named and not quoted and int(found[1]) != year:
            return found.span()
    return None


def _opening(lint: Lint, text: str, year: int, names: tuple[str, ...]) -> Extent | None:
    """Find an earlier year that a sentence of this unit's own deeds opens with."""
    found = re.match(_OPENING, text)
    if not found or int(found[1]) >= year:
        return None
    after = text[found.end() :]
    ours = after.startswith((*lint.own, *lint.guiding, *names))
    led = after.startswith("在") and any(word in after[: 2 * _FAR] for word in lint.led)
    return found.span(1) if ours or led else None


# -- Last year's sentences

_FIGURE = re.compile(r"(?<![0-9.])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,6})?(?=[^0-9,.])")
_SHORTEST = 10
_ENOUGH = 3
_SMALL = 10


class LastTexts:
    """Last year's sentences with figures, and the figures of both years' tables, which are looked up once if at all."""

    def __init__(self, lint: Lint, earlier: Mapping[str, str], year: int, facts: Facts) -> None:
        self.lint, self.year, self.facts = lint, year, facts
        self.said = {
            told
            for text in earlier.values()
            for paragraph in paragraphs(text)
            for sentence in sentences(paragraph)
            if len(told := squeezed(sentence.text)) >= _SHORTEST and _FIGURE.search(told)
        }
        self._known: tuple[frozenset[Decimal], frozenset[Decimal]] | None = None

    @property
    def known(self) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
        """The figures of this year's tables, and of last year's."""
        if self._known is None:
            now, last = ({self.facts(before + path) for path in self.lint.figures} for before in ("", "prior."))
            self._known = (
                frozenset(each for each in now if isinstance(each, Decimal)),
                frozenset(each for each in last if isinstance(each, Decimal)),
            )
        return self._known

    def stale(self, sentence: Passage) -> Extent | None:
        """Find a figure in a sentence that is last year's, word for word."""
        said = plain(sentence)
        return self._figure(said) if said.text in self.said else None

    def _figure(self, sentence: Plain) -> Extent | None:
        """Find the figure of a sentence of last year's that is hardly so again by chance.

        Small and round figures repeat; one that this year's tables have is right whatever stood there last year.
        """
        lint = self.lint
        if any(word in sentence.text for word in lint.standing):
            return None
        now, last = self.known
        weight, first = 0, None
        for found in _FIGURE.finditer(sentence.text):
            figure = Decimal(found[0].replace(",", ""))
            if not sentence.text.startswith((*lint.measures, "%"), found.end()) or figure in now or figure < _SMALL:
                continue
            # A training held 14 times is no figure of a table, whatever stood there.
            of_tables = sentence.text.startswith(lint.of_tables, found.end()) and figure in last
            weight += _ENOUGH if of_tables else len(f"{figure:f}".replace(".", "").strip("0"))
            first = first or found.span()
        dated = sentence.text.startswith(f"{self.year - 1}年")
        enough = first is not None and weight + _ENOUGH * dated >= _ENOUGH
        return sentence.span(*first) if first and enough else None
