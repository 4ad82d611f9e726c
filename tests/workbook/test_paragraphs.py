"""Issue 13, B1: a text of more than twelve paragraphs is read whole, in order, and as part of what it belongs to.

LibreOffice inserts rows on the locked sheets as a person would; openpyxl moves cells alone, and pastes beyond the last.
"""

import re
from functools import cache

import pytest
from openpyxl.cell.cell import MergedCell

from govxl.filing.model import Judgement
from tests.returns import COVER, filled, judged, layout_of, packed, parts_of
from tests.tampering import honest_insert, openpyxl_does

SLOTS = layout_of().slots
TWENTY = [f"第{n}段，说明情况。" for n in range(1, 21)]
PROBLEMS, OTHER, FRONT = "narrative.problems.text", "narrative.other.text", "cover.front"
ASPECT, NEXT = "narrative.overview.management", "narrative.overview.platform"
LAST_ASPECT = "narrative.overview.evaluation"
TEXTS = [PROBLEMS, OTHER, FRONT, ASPECT, LAST_ASPECT]


@cache
def blank_texts() -> bytes:
    return filled(dict.fromkeys((*TEXTS, NEXT)) | {NEXT: "平台运行平稳。"})


def said(told: Judgement, path: str) -> object:
    assert told.reading is not None
    return told.reading.values[path]


def names(told: Judgement) -> dict[str, str]:
    """Name what was found of the workbook's structure, and of its texts going on; the rest is what stands in it."""
    kept = [found for found in told.findings if found.code[0] in "FIS" or found.name.startswith("text-")]
    return {found.name: found.severity for found in kept}


def written(path: str, texts: list[str], first: int = 0):
    """Write paragraphs downwards from a text's first cell, whatever stands there; openpyxl leaves merged areas behind."""

    def write(book) -> None:
        cells = SLOTS[path].cells
        sheet = book[cells[0].sheet]
        top = cells[0].row + first
        for area in list(sheet.merged_cells.ranges):
            if area.min_col <= 2 <= area.max_col and area.min_row < top + len(texts) and area.max_row >= top:
                sheet.merged_cells.ranges.discard(area)
        for n, text in enumerate(texts):
            row, column = top + n, cells[0].column
            if isinstance(sheet.cell(row, column), MergedCell):
                del sheet._cells[row, column]
            sheet.cell(row, column, text)

    return write


def inserted(path: str, at: int, rows: int):
    return lambda book: book[SLOTS[path].box.sheet].insert_rows(SLOTS[path].cells[0].row + at, rows)


def done(*deeds, data: bytes | None = None) -> Judgement:
    """Judge what openpyxl makes of a workbook in one go; saved and opened again, it blanks what merged areas cover."""
    return judged(openpyxl_does(lambda book: [deed(book) for deed in deeds])(data or blank_texts()))


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("at", [1, 6, 11])
def test_libreoffice_inserts_rows_inside_a_text_of_a_locked_sheet(office, tmp_path, path, at):
    """Without lifting any lock: the new cells are open, the name grows, and all twenty paragraphs are read in order."""
    slot, source, out = SLOTS[path], tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    source.write_bytes(blank_texts())
    sheet, first, column = slot.box.sheet, slot.cells[0].row, "B"
    entries = [(sheet, f"{column}{first + n}", text) for n, text in enumerate(TWENTY)]
    rows, typed = office.insert_and_type(source, [(sheet, slot.cells[at].address, 8)], entries, out)
    assert rows == [True]
    assert all(typed)
    told = judged(out.read_bytes())
    assert said(told, path) == "\n".join(TWENTY)
    assert said(told, NEXT) == "平台运行平稳。"
    assert set(names(told)) <= {"merges-changed"}  # LibreOffice takes the merged hint beside it apart
    assert told.accepted or {found.rule for found in told.findings if found.blocks} == {"N8"}


def test_libreoffice_inserts_no_rows_where_figures_stand(office, tmp_path):
    source = tmp_path / "blank.xlsx"
    source.write_bytes(blank_texts())
    rows, _ = office.insert_and_type(source, [("三、申请办理", "D8", 1)], [], tmp_path / "out.xlsx")
    assert rows == [False]
    rows, _ = office.insert_and_type(source, [("校验", "A12", 1)], [], tmp_path / "out.xlsx")
    assert rows == [False]


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("at", [0, 1, 6, 11, 12])
def test_rows_inserted_by_a_program_are_read_as_of_the_same_text(path, at):
    """Names stay where they were; the labels tell. Before the first cell, in between, after the last one."""
    told = done(inserted(path, at, 8), written(path, TWENTY))
    assert said(told, path) == "\n".join(TWENTY)
    assert said(told, NEXT) == "平台运行平稳。"
    assert not {"lines-moved", "text-continued", "text-runs-over", "contradictory-places"} & set(names(told))
    if path not in (ASPECT, LAST_ASPECT):  # below these stands a table, which openpyxl tears from its names
        assert "structure-changed" not in names(told)


@pytest.mark.parametrize("path", TEXTS)
def test_rows_inserted_as_excel_does_are_no_fault(path):
    row = SLOTS[path].cells[5].row
    data = blank_texts()
    for _ in range(8):
        data = honest_insert(SLOTS[path].box.sheet, row)(data)
    told = done(written(path, TWENTY), data=data)
    assert said(told, path) == "\n".join(TWENTY)
    assert set(names(told)) <= {"lock-changed"}


def test_several_texts_may_have_grown():
    both = (ASPECT, "narrative.overview.proactive", LAST_ASPECT)
    rows = [inserted(path, 4, 8) for path in sorted(both, key=lambda each: -SLOTS[each].box.row)]
    shift = {path: 8 * sum(SLOTS[other].box.row < SLOTS[path].box.row for other in both) for path in both}
    texts = {path: [f"{SLOTS[path].label}{text}" for text in TWENTY] for path in both}
    told = done(*rows, *(written(path, texts[path], shift[path]) for path in both))
    for path in both:
        assert said(told, path) == "\n".join(texts[path])
    assert said(told, NEXT) == "平台运行平稳。"
    assert "lines-moved" not in names(told)


@pytest.mark.parametrize("path", [PROBLEMS, OTHER, FRONT])
def test_what_goes_on_below_the_last_cell_of_a_sheet_is_read_and_said(path):
    told = done(written(path, TWENTY))
    assert said(told, path) == "\n".join(TWENTY)
    assert names(told)["text-continued"] == "info"
    assert not {"stray-content", "lines-moved", "text-runs-over"} & set(names(told))


def test_a_paragraph_just_below_the_last_cell_is_read_and_said():
    told = done(written(ASPECT, TWENTY[:13]))
    assert said(told, ASPECT) == "\n".join(TWENTY[:13])
    assert said(told, NEXT) == "平台运行平稳。"
    assert names(told)["text-continued"] == "info"
    assert told.accepted or {found.rule for found in told.findings if found.blocks} == {"N8"}


@pytest.mark.parametrize("path", [ASPECT, LAST_ASPECT, "narrative.overview.opening"])
@pytest.mark.parametrize("gap", [False, True])
def test_a_text_pasted_over_the_next_heading_is_no_ones_text(path, gap):
    """With and without a blank paragraph just where the blank line between the two stands."""
    texts = [*TWENTY[:12], "", *TWENTY[13:]] if gap else TWENTY
    told = done(written(path, texts))
    (found,) = [each for each in told.findings if each.name == "text-runs-over"]
    assert found.blocks
    assert found.cells[0].point == path
    assert not told.accepted


def test_a_name_alone_says_where_the_last_text_ends():
    """Whose sheet it is was deleted below; the name, which grew along, still says how far the text goes."""

    def unmarked(book) -> None:
        sheet = book["五、问题改进"]
        mark = SLOTS["mark.sheet6"].box
        sheet.insert_rows(SLOTS[PROBLEMS].cells[4].row, 8)
        sheet.cell(mark.row + 8, mark.column).value = None
        name = book.defined_names["narrative.problems.text"]
        name.attr_text = "'五、问题改进'!$B$4:$B$23"

    assert SLOTS["mark.sheet6"].box.sheet == "五、问题改进"
    told = done(unmarked, written(PROBLEMS, [*TWENTY[:3], "", "", "", *TWENTY[6:]]))
    assert said(told, PROBLEMS) == "\n".join([*TWENTY[:3], *TWENTY[6:]])


def test_blank_paragraph_rows_may_be_gone():
    told = done(
        lambda book: book["五、问题改进"].delete_rows(SLOTS[PROBLEMS].cells[5].row, 5), written(PROBLEMS, TWENTY[:4])
    )
    assert said(told, PROBLEMS) == "\n".join(TWENTY[:4])
    assert names(told)["lines-moved"] == "warning"


@pytest.mark.parametrize("path", TEXTS)
def test_twelve_paragraphs_are_nothing_to_talk_about(path):
    told = judged(filled({path: "\n".join(TWENTY[:12])}))
    assert said(told, path) == "\n".join(TWENTY[:12])
    assert names(told) == {}


def test_a_hint_that_was_touched_up_is_no_text():
    told = done(lambda book: book[SLOTS[NEXT].box.sheet].cell(SLOTS[NEXT].cells[0].row - 1, 2, "平台的情况"))
    assert "text-runs-over" not in names(told)
    assert COVER == "封面"


def test_a_workbook_made_with_other_words_has_run_over_nothing():
    """An older wording of a hint, twelve honest paragraphs above it: its author's doing, nobody's paste."""
    data = filled({ASPECT: "\n".join(TWENTY[:12]), NEXT: "平台运行平稳。"})
    parts = parts_of(data)
    print_ = re.search(rb'govxl.fingerprint"><vt:lpwstr>(\w+)<', parts["docProps/custom.xml"])
    assert print_
    older = packed({name: part.replace(print_[1], print_[1][:24] + b"0" * 8) for name, part in parts.items()})
    hint = SLOTS[NEXT].cells[0].row - 1
    told = done(lambda book: book[SLOTS[NEXT].box.sheet].cell(hint, 2, "从前的提示"), data=older)
    assert said(told, ASPECT) == "\n".join(TWENTY[:12])
    assert "text-runs-over" not in names(told)
    ours = done(lambda book: book[SLOTS[NEXT].box.sheet].cell(hint, 2, "粘贴上来的一段"), data=data)
    assert names(ours)["text-runs-over"] == "hard"
