"""Workbooks that go out: blank ones for a unit and year, and filled ones made again from a record."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from govxl.files import safe_name
from govxl.filing.model import Identity, UnknownWordError
from govxl.filing.record import Record, form_of, hold_against, lacking
from govxl.filing.units import meant_by
from govxl.form.definition import form_for_year
from govxl.layout.layout import arrange
from govxl.office.prior import read_prior
from govxl.office.settings import Office
from govxl.returns.fill import blank_contents, filled_contents
from govxl.text import brief, visible
from govxl.words import KINDS, LEVELS, SCOPES, Both
from govxl.workbook.writer import build_workbook

__all__ = ["fill_workbook", "meant_word", "new_workbook", "refuse_unreadable", "workbook_name"]

MAX_PROPERTY = 255
"""Excel takes no longer text as a property of a workbook, and ours tell whose it is."""


def new_workbook(
    unit: str,
    year: int,
    form: str = "",
    *,
    code: str = "",
    level: str = "",
    kind: str = "",
    scope: str = "own",
    prior: Path | None = None,
    issued: datetime | None = None,
    password: str = "",
    key: bytes = b"",
    office: Office | None = None,
) -> bytes:
    """Make a blank workbook for a unit and a report year.

    A key seals it; `office` tells to whom and until when it is sent back.

    Raises UnknownFormError when no edition covers the year, UnknownWordError for a word outside its list, RecordError,
    SheetError or PriorMismatchError for a file that cannot be last year's, and OfficeFileError for a past deadline.
    """
    level, kind = meant_word("level", level, LEVELS), meant_word("kind", kind, KINDS)
    scope = meant_word("scope", scope, SCOPES)
    refuse_unreadable(unit, code)
    layout = arrange(form_for_year(form, year))
    identity = Identity(layout.form.id, layout.form.edition, unit.strip(), code, level, kind, year, scope)
    figures = read_prior(prior, identity, layout) if prior else None
    told = office.texts(kind, year) if office else {}
    contents = blank_contents(layout, identity, figures, issued or datetime.now(UTC), password, key, told)
    return build_workbook(layout, contents)


def meant_word(option: str, word: str, known: Mapping[str, str]) -> str:
    """Give the key that a word of a list means, be it Chinese or English; none for no word."""
    if word and not (key := meant_by(word, known)):
        listed = "、".join(f"{label}（{key}）" for key, label in known.items())
        zh, en = f"--{option} 没有“{brief(word)}”；可以写：{listed}", f"--{option}: “{brief(word)}” is none of"
        raise UnknownWordError(Both(zh, f"{en} {', '.join(known)}"))
    return key if word else ""


def refuse_unreadable(unit: str, code: str) -> None:
    """Refuse a name or a code that nobody could read on paper, or that Excel would not keep."""
    if not unit.strip():
        raise UnknownWordError(Both("没有写单位名称；请在 --unit 后面写全称", "the unit has no name; say it"))
    for text in (unit, code):
        if (plain := visible(text)) != text or "\n" in text or "\t" in text:
            zh = f"单位名称和代码里有看不见的字符：{plain!r}；请重新输入"
            raise UnknownWordError(
                Both(zh, f"the unit's name and code hold no characters that nobody can see: {plain!r}")
            )
    if max(len(unit.strip()), len(code)) > MAX_PROPERTY:
        zh = f"单位名称和代码最多 {MAX_PROPERTY} 个字"
        raise UnknownWordError(Both(zh, f"the unit's name and code have at most {MAX_PROPERTY} characters"))


def fill_workbook(record: Record, issued: datetime | None = None) -> bytes:
    """Make the workbook a record was read from; ingested, it gives the same record.

    Raises UnknownFormError for a form that is not installed, RecordError for a record that is not as its form has it.
    """
    try:
        layout = arrange(form_of(record))
        hold_against(record, layout.form)
        return build_workbook(layout, filled_contents(layout, record, issued or datetime.now(UTC)))
    except KeyError as error:
        raise lacking(error.args[0]) from None


def workbook_name(unit: str, year: int, title: str) -> str:
    """Name the file of a workbook after its unit and year."""
    return safe_name(f"{unit}{year}年{title}") + ".xlsx"
