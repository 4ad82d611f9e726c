"""Issue 3: every change to the locked part is named, and the data is still read, or the file rejected.

Each case says what is found beside what the untouched return shows, with its severity, and what becomes of the record:
the same one, or none.
"""

from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govxl.findings.finding import advice_of, message_of
from govxl.layout.layout import name_of
from tests.office import Formula, Office
from tests.returns import (
    CHECKS,
    COVER,
    REQUESTS,
    REVIEW,
    accepted,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    put,
    shown,
    words,
    workbook,
)
from tests.tampering import (
    Deed,
    cells,
    comment,
    copy_sheet,
    forged,
    hide,
    honest_insert,
    in_book,
    in_sheet,
    locked_like,
    openpyxl_does,
    paste_sheet,
    remove,
    rename,
    rename_as_excel,
    stray,
    swap_names,
    together,
    without_properties,
    without_protection,
    without_validations,
)

OVERVIEW, OTHER, GUIDE, PRIOR, IDENTITY = "一、总体情况", "六、其他事项", "填报说明", "上年数据", "govxl"
RECEIVED, CARRIED_IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
D6, J6, A6 = (REQUESTS, "D6"), (REQUESTS, "J6"), (REQUESTS, "A6")
NAME = r'(name="requests.received.person">)[^<]*'
NO_NAMES = in_book("<definedNames>.*</definedNames>", "")

ORDER = ("hard", "explainable", "warning", "info")
SAME, NONE = True, False
"""The record is that of the untouched return; there is none."""

Case = tuple[Deed, dict[str, str], bool]


def openpyxl_on(sheet: str, change: Callable[..., object]) -> Deed:
    return openpyxl_does(lambda book: change(book[sheet]))


CASES: dict[str, Case] = {
    # Labels
    "label reworded": (cells({A6: words("本年收到的申请")}), {"label-altered": "warning"}, SAME),
    "label with an invisible character": (cells({A6: words(RECEIVED[:9] + "\u200b" + RECEIVED[9:])}), {"label-altered": "warning"}, SAME),
    "label turned into a figure": (cells({A6: figure("6")}), {"label-altered": "warning"}, SAME),
    "label emptied": (cells({A6: ""}), {"label-altered": "warning"}, SAME),
    "title reworded": (cells({(REQUESTS, "A2"): words("表三")}), {"label-altered": "warning"}, SAME),
    "column header emptied": (cells({(REQUESTS, "F5"): ""}), {"label-altered": "warning"}, SAME),
    "blanks in a label": (cells({A6: words(RECEIVED[:6] + " \n" + RECEIVED[6:])}), {"label-spacing": "info"}, SAME),
    "blanks after a label": (cells({A6: words(RECEIVED + " \r\n")}), {}, SAME),
    "two row labels swapped": (cells({A6: words(CARRIED_IN), (REQUESTS, "A7"): words(RECEIVED)}), {"structure-changed": "hard", "label-altered": "warning"}, NONE),
    "two column labels swapped": (cells({(REQUESTS, "F5"): words("社会公益组织"), (REQUESTS, "G5"): words("科研机构")}), {"structure-changed": "hard", "label-altered": "warning"}, NONE),
    # Totals and formulas
    "total typed over, right": (cells({J6: figure("15")}), {"total-typed-over": "info"}, SAME),
    "total typed over, wrong": (cells({J6: figure("16")}), {"total-differs": "hard"}, NONE),
    "total emptied": (cells({J6: ""}), {"total-typed-over": "info"}, SAME),
    "total under a formula of one's own, right": (cells({J6: formula("SUM(D6:I6)", "15")}), {"total-typed-over": "info"}, SAME),
    "total under a formula of one's own, wrong": (cells({J6: formula("SUM(D6:I6)+1", "16")}), {"total-differs": "hard"}, NONE),
    "total not recalculated": (lambda data: shown(data, J6, "99"), {"total-differs": "info"}, SAME),
    "check typed over": (in_sheet(CHECKS, r'(<c r="\w+" s="\d+") t="str"><f>[^<]*</f><v>通过</v>', r'\1 t="str"><v>通过</v>'), {"formula-replaced": "warning"}, SAME),
    "status formula replaced": (cells({(REQUESTS, "G1"): ' t="str"|<f>"可以报送"</f><v>可以报送</v>'}), {"formula-replaced": "warning"}, SAME),
    # Merges
    "inputs merged in the file": (in_sheet(REQUESTS, '<mergeCell ref="A6:C6"/>', '<mergeCell ref="A6:C6"/><mergeCell ref="D6:E6"/>'), {"merges-changed": "warning"}, SAME),
    "inputs merged, the second lost": (openpyxl_on(REQUESTS, lambda sheet: sheet.merge_cells("D6:E6")), {"merges-changed": "warning", "structure-changed": "hard"}, NONE),
    "header split": (openpyxl_on(REQUESTS, lambda sheet: sheet.unmerge_cells("D3:J3")), {"merges-changed": "info"}, SAME),
    # Sheets
    "sheet renamed, names not": (rename(REQUESTS, "表三"), {"sheet-renamed": "warning"}, SAME),
    "sheet renamed": (rename_as_excel(REQUESTS, "表三"), {"sheet-renamed": "warning"}, SAME),
    "sheet renamed by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: setattr(sheet, "title", "表三")), {"sheet-renamed": "warning"}, SAME),
    "two sheets swapped": (swap_names(REQUESTS, REVIEW), {"sheet-renamed": "warning"}, SAME),
    "a long text's sheet swapped with a table": (swap_names(OVERVIEW, REQUESTS), {"sheet-renamed": "warning"}, SAME),
    "table removed": (remove(REQUESTS), {"sheet-missing": "hard"}, NONE),
    "table removed by openpyxl": (openpyxl_does(lambda book: book.remove(book[REVIEW])), {"sheet-missing": "hard"}, NONE),
    "cover removed": (remove(COVER), {"sheet-missing": "hard"}, NONE),
    "part removed": (remove(OTHER), {"sheet-missing": "hard"}, NONE),
    "checks removed": (remove(CHECKS), {"sheet-missing": "hard"}, NONE),
    "last year removed": (remove(PRIOR), {"sheet-missing": "hard"}, NONE),
    "guide removed": (remove(GUIDE), {"sheet-missing": "warning"}, SAME),
    "sheet hidden": (hide(REQUESTS), {"sheet-hidden": "warning"}, SAME),
    "sheet hidden deeply": (hide(REVIEW, "veryHidden"), {"sheet-hidden": "warning"}, SAME),
    "hidden sheet shown": (in_book('<sheet name="govxl" ([^>]*)state="veryHidden"', r'<sheet name="govxl" \1'), {"sheet-shown": "info"}, SAME),
    "sheet added": (openpyxl_does(lambda book: book.create_sheet("草稿").append([1, 2, 3])), {"sheet-added": "warning"}, SAME),
    "sheet copied": (openpyxl_does(lambda book: book.copy_worksheet(book[REQUESTS])), {"sheet-added": "warning"}, SAME),
    "sheet of last year pasted in": (paste_sheet(REQUESTS, lambda: filled(year=2024)), {"foreign-sheet": "hard"}, NONE),
    "sheet of another unit pasted in": (paste_sheet(REQUESTS, lambda: filled(unit="乙县人民政府")), {"foreign-sheet": "hard"}, NONE),
    "name leads to a copy with another figure": (
        together(cells({(REVIEW, "A6"): figure("5")}), copy_sheet(REVIEW, "复件", lambda sheet: sheet.replace(b"<v>5</v>", b"<v>6</v>")), in_book(r'(name="review.cases.recon_upheld">)[^<]*', r"\1'复件'!$A$6")),
        {"contradictory-places": "hard", "sheet-added": "warning", "names-broken": "warning"}, NONE,
    ),
    "sheets reordered": (openpyxl_does(lambda book: book.move_sheet(REQUESTS, -3)), {"sheets-reordered": "info"}, SAME),
    # Rows and columns
    "row inserted": (honest_insert(REQUESTS, 9), {"lines-moved": "warning"}, SAME),
    "row inserted on top": (honest_insert(REQUESTS, 1), {"lines-moved": "warning"}, SAME),
    "row inserted on the cover": (honest_insert(COVER, 10), {"lines-moved": "warning"}, SAME),
    "row inserted in a long text": (honest_insert(OVERVIEW, 20), {"lock-changed": "info"}, SAME),
    "row inserted by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: sheet.insert_rows(9)), {"structure-changed": "hard", "lines-moved": "warning"}, NONE),
    "row inserted by openpyxl below the table": (openpyxl_on(REQUESTS, lambda sheet: sheet.insert_rows(32)), {"lines-moved": "warning"}, SAME),
    "row deleted by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: sheet.delete_rows(9)), {"structure-changed": "hard", "lines-moved": "warning"}, NONE),
    "column inserted by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: sheet.insert_cols(4)), {"structure-changed": "hard", "lines-moved": "warning"}, NONE),
    "column deleted by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: sheet.delete_cols(6)), {"structure-changed": "hard", "lines-moved": "warning"}, NONE),
    "table moved down by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: sheet.move_range("A6:J30", rows=1)), {"structure-changed": "hard", "lines-moved": "warning"}, NONE),
    "cell moved away by openpyxl": (openpyxl_on(REQUESTS, lambda sheet: sheet.move_range("D6:D6", cols=9)), {"structure-changed": "hard", "stray-content": "warning", "lock-changed": "info"}, NONE),
    # Locks, validations, mode
    "protection lifted": (without_protection(REQUESTS), {"protection-lifted": "info"}, SAME),
    "validations removed": (without_validations(REQUESTS), {"validation-lost": "info"}, SAME),
    "input locked": (locked_like(REQUESTS, "D6", "A6"), {"lock-changed": "info"}, SAME),
    "manual calculation": (in_book("<calcPr ", '<calcPr calcMode="manual" '), {"manual-calculation": "info"}, SAME),
    "comment": (comment(REQUESTS), {"comment-added": "info"}, SAME),
    # Names
    "all names removed": (NO_NAMES, {"names-broken": "warning"}, SAME),
    "name leads to the next cell": (in_book(NAME, rf"\1'{REQUESTS}'!$E$6"), {"names-broken": "warning"}, SAME),
    "name leads to another sheet": (in_book(NAME, rf"\1'{REVIEW}'!$A$6"), {"names-broken": "warning"}, SAME),
    "name leads nowhere": (in_book(NAME, r"\1#REF!"), {"names-broken": "warning"}, SAME),
    "names removed and a label reworded": (together(NO_NAMES, cells({A6: words("别的")})), {"structure-changed": "hard", "label-altered": "warning", "names-broken": "warning"}, NONE),
    "figure moved away with its name": (
        together(in_book(NAME, rf"\1'{REQUESTS}'!$L$6"), cells({D6: ""}), stray(REQUESTS, 6, "L6", "12")),
        {"contradictory-places": "hard", "names-broken": "warning"}, NONE,
    ),
    # Identity
    "unit forged in the properties": (forged("unit.name", "乙县", sheet=False), {"identity-conflict": "hard"}, NONE),
    "unit forged on the sheet": (forged("unit.name", "乙县", properties=False), {"identity-conflict": "hard"}, NONE),
    "unit forged in both": (forged("unit.name", "乙县"), {"foreign-sheet": "hard"}, NONE),
    "year forged in both": (forged("year", "2024"), {"foreign-sheet": "hard"}, NONE),
    "scope forged in both": (forged("scope", "aggregate"), {"foreign-sheet": "hard"}, NONE),
    "code forged in both": (forged("unit.code", "X"), {"foreign-sheet": "hard"}, NONE),
    "fingerprint forged": (forged("fingerprint", "0" * 32, sheet=False), {"identity-conflict": "hard", "unknown-layout": "warning"}, NONE),
    "older wording": (together(forged("fingerprint", layout_of().fingerprint[:24] + "0" * 8), cells({A6: words("本年收到的申请")})), {}, SAME),
    "fingerprint forged in both": (forged("fingerprint", "0" * 32), {"unknown-layout": "warning"}, SAME),
    "fingerprint and unit forged in both": (together(forged("fingerprint", "0" * 32), forged("unit.name", "乙县")), {"unknown-layout": "warning", "foreign-sheet": "hard"}, NONE),
    # What one witness alone said wrongly
    "columns deleted where headers repeat": (openpyxl_on(REVIEW, lambda sheet: sheet.delete_cols(6, 5)), {"structure-changed": "hard", "lines-moved": "warning", "label-altered": "warning", "formula-replaced": "warning"}, NONE),
    "last columns deleted where headers repeat": (openpyxl_on(REVIEW, lambda sheet: sheet.delete_cols(11, 5)), {"structure-changed": "hard", "label-altered": "warning", "total-typed-over": "info"}, NONE),
    "a sheet emptied": (in_sheet(OTHER, "<sheetData>.*</sheetData>", "<sheetData/>"), {"structure-changed": "hard", "label-altered": "warning", "formula-replaced": "warning"}, NONE),
    "a long text's name reaches into the next": (in_book(r"(name=\"narrative.overview.proactive\">)[^<]*", rf"\1'{OVERVIEW}'!$B$18:$B$70"), {"names-broken": "warning"}, SAME),
    "a long text's name cut short": (in_book(r"(name=\"narrative.overview.proactive\">)[^<]*", rf"\1'{OVERVIEW}'!$B$18:$B$18"), {"names-broken": "warning"}, SAME),
    "a line inserted by openpyxl above a long text": (openpyxl_on("五、问题改进", lambda sheet: sheet.insert_rows(4)), {"lock-changed": "info"}, SAME),
    "a wrong total of the same shape, and a sheet renamed": (
        together(lambda data: put(data, {J6: formula(layout_of().texts["requests.received.total"].replace("I6", "I26"), "99")}), rename("填报说明", "说明")),
        {"total-differs": "hard", "sheet-renamed": "warning"}, NONE,
    ),
    "the heading of a text deleted by openpyxl": (openpyxl_on("五、问题改进", lambda sheet: sheet.delete_rows(3)), {"lines-moved": "warning", "names-broken": "warning"}, SAME),
    "the heading and a line of a text deleted by openpyxl": (openpyxl_on("五、问题改进", lambda sheet: sheet.delete_rows(3, 2)), {"structure-changed": "hard", "lines-moved": "warning"}, NONE),
    "an outcome moved over another's, with its name": (
        together(openpyxl_on(REVIEW, lambda sheet: sheet.move_range("N5:N6", cols=-11)), in_book(r'(name="review.cases.after_pending"[^>]*>)[^<]*', rf"\1'{REVIEW}'!$C$6")),
        {"structure-changed": "hard", "label-altered": "warning"}, NONE,
    ),
    "an input merged away in a table of zeros": (openpyxl_on(REVIEW, lambda sheet: sheet.merge_cells("A6:D6")), {"structure-changed": "hard", "merges-changed": "warning"}, NONE),
    "a row moved down in a table of zeros": (openpyxl_on(REVIEW, lambda sheet: sheet.move_range("A6:O6", rows=4)), {"structure-changed": "hard", "stray-content": "warning", "lock-changed": "info", "total-typed-over": "info"}, NONE),
    "properties removed": (without_properties, {"identity-incomplete": "warning"}, SAME),
    "properties removed, unit forged": (together(without_properties, forged("unit.name", "乙县", properties=False)), {"identity-incomplete": "warning", "foreign-sheet": "hard"}, NONE),
    "identity sheet removed": (remove(IDENTITY), {"identity-incomplete": "warning", "sheet-missing": "warning"}, SAME),
    # Beside the form
    "words beside the table": (stray(REQUESTS, 6, "L6", "草稿"), {"stray-content": "warning"}, SAME),
    "words in the last cell of all": (stray(REQUESTS, 1_048_576, "XFD1048576", "草稿"), {"stray-content": "warning"}, SAME),
    "a blank beside the table": (stray(REQUESTS, 6, "L6", " "), {}, SAME),
}  # fmt: skip


def told(record):
    """A record without what is the file's and not the return's: what it was read from, and words beside the form."""
    return {key: value for key, value in record.items() if key not in ("source", "remarks")}


@cache
def untouched():
    judgement = judged(accepted())
    assert judgement.record
    return judgement


def more_in(judgement):
    """Give what is found beside what the untouched return shows, and how severe the worst of each kind is."""
    usual = {found.name for found in untouched().findings}
    worst = sorted((found for found in judgement.findings if found.name not in usual), key=lambda found: ORDER.index(found.severity), reverse=True)
    return {found.name: found.severity for found in worst}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_named_and_the_data_read_or_the_file_rejected(name):
    deed, expected, same = CASES[name]
    judgement = judged(deed(accepted()))
    assert more_in(judgement) == expected
    assert judgement.accepted is same
    assert judgement.record is None or told(judgement.record) == told(untouched().record)
    for found, language in product(judgement.findings, ("zh", "en")):
        assert message_of(found, language)
        assert advice_of(found, language)


def test_what_was_and_what_is_are_both_said():
    (found,) = [found for found in judged(CASES["label with an invisible character"][0](accepted())).findings if found.name == "label-altered"]
    assert (found.expected, found.actual) == (RECEIVED, RECEIVED[:9] + "\u200b" + RECEIVED[9:])
    assert message_of(found).endswith(f"“{RECEIVED}”，现在是“{RECEIVED[:9]}\\u200b{RECEIVED[9:]}”")
    assert (found.cells[0].sheet, found.cells[0].cell) == A6


def test_a_row_that_moved_is_said_with_its_number():
    (found,) = [found for found in judged(honest_insert(REQUESTS, 9)(accepted())).findings if found.name == "lines-moved"]
    assert message_of(found).startswith("“三、申请办理”在第 9 行插入了 1 行")
    (found,) = [found for found in judged(CASES["column deleted by openpyxl"][0](accepted())).findings if found.name == "lines-moved"]
    assert "第 F 列前少了 1 列" in message_of(found)


def test_a_total_on_a_line_that_moved_is_still_told_from_one_typed_over():
    data = together(cells({J6: figure("16")}), honest_insert(REQUESTS, 4))(accepted())
    (found,) = [found for found in judged(data).findings if found.blocks]
    assert (found.name, found.expected, found.actual, found.rule) == ("total-differs", "15", "16", "A1")


def test_in_a_table_of_declared_zeros_a_figure_moved_away_is_no_zero():
    """Cut and pasted out of its place, its name goes along; the blank it leaves must not be read as 0."""
    moved = [in_book(NAME.replace("requests.received.person", "review.cases.recon_upheld"), rf"\1'{REVIEW}'!$Q$6")]
    data = together(*moved, cells({(REVIEW, "A6"): ""}), stray(REVIEW, 6, "Q6", "5"))(accepted())
    assert {found.name for found in judged(data).findings if found.blocks} == {"contradictory-places"}


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_return_whose_marks_are_all_another_units_names_them_once(year):
    """Only the identity was changed: every sheet contradicts it, and that is one cause."""
    judgement = judged(forged("unit.name", "乙县")(filled(year=year)))
    assert [found.name for found in judgement.findings if found.blocks] == ["foreign-sheet"]


# -- Any single destruction

POINTS = [(path, slot) for path, slot in layout_of().slots.items() if slot.kind == "input" and slot.named and not slot.cells and path.startswith(("proactive.", "requests.", "review.", "cover."))]


@given(st.sampled_from(POINTS), st.sampled_from(["name", "label", "elsewhere"]), st.integers(1, 60), st.integers(1, 26))
@settings(max_examples=60)
def test_any_single_destruction_still_reads_exactly(point, kind, row, column):
    """Position, name and labels are three witnesses: with any one destroyed, the other two give the very figure."""
    path, slot = point
    target = rf"\1'{REVIEW}'!${chr(64 + column)}${row}" if kind == "elsewhere" else r"\1#REF!"
    if kind == "label":
        beside = [label for label in next(s for s in layout_of().sheets if s.name == slot.box.sheet).labels if label.box.row == slot.box.row and label.box.column < slot.box.column]
        if not beside:
            return
        data = put(accepted(), {(beside[-1].box.sheet, beside[-1].box.address): words("破坏")})
    else:
        data = in_book(rf'(name="{name_of(path)}">)[^<]*', target)(accepted())
    judgement = judged(data)
    blank = not any(f.cells and f.cells[0].point == path for f in judgement.findings if f.name == "contradictory-places")
    assert judgement.record is None if not blank else told(judgement.record) == told(untouched().record)


# -- In LibreOffice, by hand

LIFT, OPEN = ["lift", REQUESTS], ["open"]
LIFTED = {"protection-lifted": "info"}
Edits = list[list[object]]

OFFICE_CASES: dict[str, tuple[Edits, dict[str, str], bool]] = {
    "protection lifted": ([LIFT], LIFTED, SAME),
    "row inserted": ([LIFT, ["insert", REQUESTS, "Rows", 8, 1]], LIFTED | {"lines-moved": "warning"}, SAME),
    "three rows inserted above": ([LIFT, ["insert", REQUESTS, "Rows", 0, 3]], LIFTED | {"lines-moved": "warning"}, SAME),
    "row deleted": ([LIFT, ["delete", REQUESTS, "Rows", 8, 1]], LIFTED | {"lines-moved": "warning", "structure-changed": "hard"}, NONE),
    "column inserted": ([LIFT, ["insert", REQUESTS, "Columns", 4, 1]], LIFTED | {"lines-moved": "warning"}, SAME),
    "column deleted": ([LIFT, ["delete", REQUESTS, "Columns", 5, 1]], LIFTED | {"lines-moved": "warning", "structure-changed": "hard"}, NONE),
    "cell cut and pasted": ([LIFT, ["cut", REQUESTS, "D6", REQUESTS, "L6"]], LIFTED | {"contradictory-places": "hard", "names-broken": "warning", "lock-changed": "info", "validation-lost": "info"}, NONE),
    "row cut and pasted lower": ([LIFT, ["cut", REQUESTS, "A6:J6", REQUESTS, "A40"]], LIFTED | {"label-altered": "warning", "stray-content": "warning", "merges-changed": "warning"}, SAME),
    "input pasted over inputs": ([["paste", REQUESTS, "F9", REQUESTS, "G9"]], {}, SAME),
    "label pasted over an input": ([LIFT, ["paste", REQUESTS, "A6", REQUESTS, "D7"]], LIFTED | {"text-in-figure": "hard", "merges-changed": "warning", "lock-changed": "info", "validation-lost": "info"}, NONE),
    "total pasted over the next": ([LIFT, ["paste", REQUESTS, "J6", REQUESTS, "J8"]], LIFTED | {"total-typed-over": "info"}, SAME),
    "columns deleted from the left": ([LIFT, ["delete", REQUESTS, "Columns", 0, 3]], LIFTED | {"structure-changed": "hard", "lines-moved": "warning", "label-altered": "warning", "merges-changed": "info"}, NONE),
    "a column inserted on the cover": ([["lift", COVER], ["insert", COVER, "Columns", 1, 1]], LIFTED | {"lines-moved": "warning"}, SAME),
    "a row inserted under the heading of a text": ([["lift", "五、问题改进"], ["insert", "五、问题改进", "Rows", 3, 1]], LIFTED | {"lock-changed": "info"}, SAME),
    "an outcome's column cut over another's": ([["lift", REVIEW], ["cut", REVIEW, "N3:N8", REVIEW, "C3"]], {"protection-lifted": "info", "structure-changed": "hard", "label-altered": "warning", "merges-changed": "info"}, NONE),
    "sheet moved": ([OPEN, ["move sheet", REQUESTS, 1]], {"sheets-reordered": "info"}, SAME),
    "sheet copied": ([OPEN, ["copy sheet", REQUESTS, "草稿", 12]], {"sheet-added": "warning"}, SAME),
    "sheet added": ([OPEN, ["add sheet", "草稿", 12]], {"sheet-added": "warning"}, SAME),
    "sheet removed": ([OPEN, ["remove sheet", REVIEW]], {"sheet-missing": "hard"}, NONE),
    "sheet renamed": ([OPEN, ["rename sheet", REQUESTS, "表三"]], {"sheet-renamed": "warning"}, SAME),
    "sheet hidden": ([OPEN, ["show sheet", REVIEW, False]], {"sheet-hidden": "warning"}, SAME),
    "inputs merged": ([LIFT, ["merge", REQUESTS, "F9:G9"]], LIFTED | {"merges-changed": "warning"}, SAME),
    "header split": ([LIFT, ["split", REQUESTS, "D3:J3"]], LIFTED | {"merges-changed": "info"}, SAME),
    "validation removed": ([LIFT, ["free", REQUESTS, "D6:I6"]], LIFTED | {"validation-lost": "info"}, SAME),
    "inputs locked": ([LIFT, ["relock", REQUESTS, "D6:E7"]], LIFTED | {"lock-changed": "info"}, SAME),
    "comment": ([LIFT, ["note", REQUESTS, "D6", "请再核对"]], LIFTED | {"comment-added": "info"}, SAME),
    "name removed": ([["remove name", "requests.received.person"]], {"names-broken": "warning"}, SAME),
    "label reworded": ([LIFT, ["fill", {A6: "本年收到的申请"}]], LIFTED | {"label-altered": "warning"}, SAME),
    "words beside the table": ([LIFT, ["fill", {(REQUESTS, "L9"): "草稿"}]], LIFTED | {"stray-content": "warning"}, SAME),
    "total typed over, wrong": ([LIFT, ["fill", {J6: 16}]], LIFTED | {"total-differs": "hard"}, NONE),
    "total under a formula of one's own": ([LIFT, ["fill", {J6: Formula("=SUM(D6:I6)")}]], LIFTED | {"total-typed-over": "info"}, SAME),
}


@pytest.mark.parametrize("name", OFFICE_CASES)
def test_what_is_done_in_libreoffice_is_named_alike(office, name, tmp_path):
    edits, expected, same = OFFICE_CASES[name]
    (tmp_path / "sent.xlsx").write_bytes(accepted())
    judgement = judged(office.edit(tmp_path / "sent.xlsx", edits, tmp_path / "back.xlsx").read_bytes())
    assert more_in(judgement) == expected
    assert judgement.accepted is same
    assert judgement.record is None or told(judgement.record) == told(untouched().record)


@pytest.mark.parametrize(("sheet", "area", "below"), [
    (REQUESTS, "D6:E6", "有 1 格填着内容，都按填写的读取：E6“3”"), (REQUESTS, "D6:D7", "有 1 格填着内容，都按填写的读取：D7“2”"),
    (REQUESTS, "D6:E7", "有 3 格填着内容，都按填写的读取：E6“3”、D7“2”、E7“0”"), (REVIEW, "A6:D6", ""),
])  # fmt: skip
def test_what_is_read_below_merged_cells_is_told_with_what_it_is(sheet, area, below):
    judgement = judged(in_sheet(sheet, "</mergeCells>", f'<mergeCell ref="{area}"/></mergeCells>')(accepted()))
    (found,) = [found for found in judgement.findings if found.name == "merges-changed"]
    told = message_of(found, "zh")
    assert told.endswith(below or area)
    assert ("被盖住的格里" in told) is bool(below)


# -- Ordinary saves

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/*/filled.xlsx"))
OPENPYXL = openpyxl_does(lambda book: None)


THRICE = ("accepted", "blank", "2019")
"""What is saved by LibreOffice three times: it reads what it wrote itself, whoever filled that in."""


def saved(office: Office, data: bytes, folder: Path, thrice: bool) -> dict[str, bytes]:
    """Save a file as people do, in one program after the other; give by what was done what a save wrote."""
    path = {name: folder / f"{name}.xlsx" for name in ("sent", "once", "twice", "thrice", "openpyxl", "both", "back")}
    path["sent"].write_bytes(data)
    path["openpyxl"].write_bytes(OPENPYXL(data))
    office.save_as(path["sent"], path["once"], folder / "once.ods")
    for before, after in (("openpyxl", "both"), *((("once", "twice"), ("twice", "thrice")) if thrice else ())):
        office.round_trip(path[before], path[after])
    office.round_trip(folder / "once.ods", path["back"])
    names = {
        "once": "LibreOffice", "thrice": "LibreOffice three times", "openpyxl": "openpyxl",
        "both": "openpyxl, then LibreOffice", "back": "LibreOffice as .ods and back",
    }  # fmt: skip
    return {told: path[name].read_bytes() for name, told in names.items() if name != "thrice" or thrice}


@cache
def sources() -> dict[str, bytes]:
    kept = {f"{path.parent.parent.name}/{path.parent.name}": path.read_bytes() for path in SAMPLES}
    return {"accepted": accepted(), "blank": workbook(), "2019": workbook(form="zfxxgk/2019", year=2020)} | kept


@pytest.mark.parametrize("source", sources())
def test_an_ordinary_save_is_no_more_than_noted(office, source, tmp_path):
    """Nothing above `info` is found that the file did not show before, and what is read is the same."""
    data = sources()[source]
    before = judged(data)
    for save, content in saved(office, data, tmp_path, source in THRICE).items():
        after = judged(content)
        loud = [[(f.name, f.rule, f.cells) for f in each.findings if f.severity != "info"] for each in (before, after)]
        assert loud[1] == loud[0], save
        more = {found.name for found in after.findings} - {found.name for found in before.findings}
        assert more <= ({"sheet-shown"} if ".ods" in save else set()), f"{save}: OpenDocument knows no sheet that is hidden deeply"
        assert (before.record is None) is (after.record is None), save
        assert before.record is None or told(before.record) == told(after.record), save
