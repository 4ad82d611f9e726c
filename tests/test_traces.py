"""Letters that do not simply show: struck out, raised, lowered, hidden; in figures, in words, in whole cells, in lines.

Whoever sees the cell sees one thing, the file stores another; nobody guesses, and what merely looks lively passes.
"""

import pickle
import re

import pytest

from govxl.findings.finding import advice_of, message_of
from govxl.xlsx.looks import colour_of, is_near
from govxl.xlsx.reader import read_workbook
from govxl.xlsx.traces import Traced
from tests.dialects import in_part
from tests.returns import (
    COVER,
    PROACTIVE,
    REQUESTS,
    accepted,
    figure,
    filled,
    formula,
    judged,
    packed,
    parts_of,
    put,
    runs,
    sheet_part,
    words,
)
from tests.sent_back import sent_back
from tests.tampering import in_sheet
from tests.test_stale_caches import with_format
from tests.test_tampering import more_in, told, untouched

D6, ADDRESS, TEXT, NOTE, MODE = (
    (REQUESTS, "D6"),
    (COVER, "B15"),
    ("五、问题改进", "B5"),
    (REQUESTS, "D31"),
    ("四、复议诉讼", "D1"),
)
STRUCK, RAISED, LOWERED, WHITE = (
    "<strike/>",
    '<vertAlign val="superscript"/>',
    '<vertAlign val="subscript"/>',
    '<color rgb="FFFFFFFF"/>',
)


def only(judgement, name):
    (found,) = [found for found in judgement.findings if found.name == name]
    return found


def restyled(data: bytes, place: tuple[str, str], font: str, fill: str = "") -> bytes:
    """Give a whole cell a font and a fill of its own."""
    parts = parts_of(data)
    styles = parts["xl/styles.xml"].decode()
    part = sheet_part(parts, place[0])
    style = re.search(rf'<c r="{place[1]}" s="(\d+)"', parts[part].decode())
    xfs = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)[0])
    fonts, fills = (
        styles.count("<font>") - dxf_count(styles, "<font>"),
        styles.count("<fill>") - dxf_count(styles, "<fill>"),
    )
    made = re.sub(r'fontId="\d+"', f'fontId="{fonts}"', xfs[int(style[1])])
    made = re.sub(r'fillId="\d+"', f'fillId="{fills}"', made) if fill else made
    styles = styles.replace("</fonts>", f'<font>{font}<sz val="11"/></font></fonts>')
    styles = styles.replace("</fills>", f"{fill}</fills>") if fill else styles
    styles = styles.replace("</cellXfs>", f"{made}</cellXfs>")
    parts = parts | {"xl/styles.xml": styles.encode()}
    return packed(in_part(parts, part, rf'(<c r="{place[1]}" s=")\d+', rf"\g<1>{len(xfs)}"))


def repeating(data: bytes, place: tuple[str, str]) -> bytes:
    """Let a cell, as somebody aligned it, show what it says as often as there is room."""
    parts = parts_of(data)
    styles = parts["xl/styles.xml"].decode()
    part = sheet_part(parts, place[0])
    style = re.search(rf'<c r="{place[1]}" s="(\d+)"', parts[part].decode())
    xfs = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)[0])
    made = re.sub(r' horizontal="\w+"', "", xfs[int(style[1])])
    made = made.replace("<alignment", '<alignment horizontal="fill"')
    assert 'horizontal="fill"' in made
    parts = parts | {"xl/styles.xml": styles.replace("</cellXfs>", f"{made}</cellXfs>").encode()}
    return packed(in_part(parts, part, rf'(<c r="{place[1]}" s=")\d+', rf"\g<1>{len(xfs)}"))


def dxf_count(styles: str, tag: str) -> int:
    return sum(each.count(tag) for each in re.findall(r"<dxfs.*?</dxfs>", styles, re.DOTALL))


def solid(colour: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor {colour}/></patternFill></fill>'


# -- A figure cell

FIGURES = {
    "12 struck out, 15 behind it": (runs(("12", STRUCK), ("15", "")), "“12”被划掉", "15"),
    "a note's number": (runs(("12", ""), ("1", RAISED)), "“1”是上标", "12"),
    "lowered": (runs(("12", ""), ("1", LOWERED)), "“1”是下标", "12"),
    "white letters": (runs(("1", WHITE), ("2", STRUCK.replace("/>", ' val="0"/>'))), "“1”看不见", "2"),
    "letters in the colour of the cell": (runs(("9", '<color rgb="FFFFF8DC"/>'), ("12", "")), "“9”看不见", "12"),
    "white by the theme": (runs(("9", '<color theme="0"/>'), ("12", "")), "“9”看不见", "12"),
    "white by the palette": (runs(("9", '<color indexed="9"/>'), ("12", "")), "“9”看不见", "12"),
    "letters too small to be seen": (runs(("9", '<sz val="1"/>'), ("12", "")), "“9”看不见", "12"),
    "all of it struck out": (runs(("12", STRUCK)), "“12”被划掉", "（空）"),
    "struck out and raised": (runs(("12", ""), ("3", RAISED), ("4", STRUCK)), "“3”是上标、“4”被划掉", "12"),
    "a mark struck out": (runs(("/", STRUCK), ("12", "")), "“/”被划掉", "12"),
    "words struck out behind a figure": (runs(("12", ""), ("件", STRUCK)), "“件”被划掉", "12"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_with_letters_that_do_not_simply_show_is_asked_about(name):
    content, pieces, rest = FIGURES[name]
    judgement = judged(put(accepted(), {D6: content}))
    assert more_in(judgement) == {"traced-figure": "hard"}
    found = only(judgement, "traced-figure")
    assert message_of(found).endswith(f"里{pieces}，其余是“{rest}”；按哪个数报？")
    assert (found.cells[0].sheet, found.cells[0].cell) == D6


WHOLE = {
    "struck out": (STRUCK, "", "“12”被划掉"),
    "raised": (RAISED, "", "“12”是上标"),
    "white on white": (WHITE, solid('rgb="FFFFFFFF"'), "“12”看不见"),
    "white on cream": (WHITE, "", "“12”看不见"),
    "black on black": ('<color rgb="FF000000"/>', solid('rgb="FF000000"'), "“12”看不见"),
    "no colour on black": ("", solid('indexed="8"'), "“12”看不见"),
    "an accent on itself": ('<color theme="4" tint="0.4"/>', solid('theme="4" tint="0.4"'), "“12”看不见"),
    "numbers for letters": ('<color rgb="FFFFFFF&#70;"/>', "", "“12”看不见"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("stored", ["number", "text"])
def test_a_whole_cell_counts_as_its_letters(name, stored):
    font, fill, pieces = WHOLE[name]
    data = restyled(put(accepted(), {D6: figure("12") if stored == "number" else words("12")}), D6, font, fill)
    assert more_in(judged(data)) == {"traced-figure": "hard"}
    assert pieces in message_of(only(judged(data), "traced-figure"))


REPEATED = {
    "a number": (figure("12"), "“12”会重复显示（对齐方式是“填充”）", "（空）"),
    "a figure kept as text": (words("12"), "“12”会重复显示（对齐方式是“填充”）", "（空）"),
    "some of it in bold": (runs(("1", "<b/>"), ("2", "")), "“12”会重复显示（对齐方式是“填充”）", "（空）"),
    "some of it struck out": (runs(("12", STRUCK), ("15", "")), "“12”被划掉、“15”会重复显示（对齐方式是“填充”）", "（空）"),
}  # fmt: skip


@pytest.mark.parametrize("name", REPEATED)
def test_a_figure_that_its_cell_repeats_is_asked_about(name):
    # ECMA-376 part 1, 18.18.40: 12 stands there as 121212, and nobody has seen a 12.
    content, pieces, rest = REPEATED[name]
    data = repeating(put(accepted(), {D6: content}), D6)
    assert more_in(judged(data)) == {"traced-figure": "hard"}
    found = only(judged(data), "traced-figure")
    assert message_of(found).endswith(f"里{pieces}，其余是“{rest}”；按哪个数报？")
    assert "改成“常规”" in advice_of(found)
    assert "traced-figure" in {again.name for again in judged(sent_back(data)).findings}


def test_words_that_their_cell_would_repeat_are_read():
    # Offices align long texts so, to keep them within their cell.
    said = "和平路1号市民服务中心3楼"
    assert more_in(judged(repeating(put(accepted(), {ADDRESS: words(said)}), ADDRESS))) == {}


HONEST = {
    "a line taken away again": (runs(("1", '<strike val="0"/>'), ("2", '<strike val="false"/><vertAlign val="baseline"/>')), "", ""),
    "two colours": (runs(("1", '<color rgb="FFFF0000"/>'), ("2", '<b/><color theme="1"/>')), "", ""),
    "light grey that can be read": (runs(("1", '<color rgb="FFA6A6A6"/>'), ("2", "")), "", ""),
    "a blank struck out": (runs(("12", ""), (" ", STRUCK)), "", ""),
    "bold, italic, underlined": (runs(("1", "<b/><i/>"), ("2", "<u/>")), "", ""),
    "white on blue": (figure("12"), WHITE, solid('rgb="FF1F4E79"')),
    "red on yellow": (figure("12"), '<color rgb="FFFF0000"/>', solid('rgb="FFFFFF00"')),
    "grey letters of a pattern": (figure("12"), WHITE, '<fill><patternFill patternType="darkGrid"><fgColor rgb="FFFFFFFF"/></patternFill></fill>'),
    "struck off, of a cell": (figure("12"), '<strike val="0"/><color rgb="FF333333"/>', ""),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_lively_letters_that_all_show_accuse_nobody(name):
    content, font, fill = HONEST[name]
    data = put(accepted(), {D6: content})
    judgement = judged(restyled(data, D6, font, fill) if font or fill else data)
    assert {each: level for each, level in more_in(judgement).items() if each != "folded"} == {}
    assert told(judgement.record) == told(untouched().record)


def test_runs_with_fonts_of_their_own_are_not_those_of_a_struck_cell():
    """The font of a run stands in place of the cell's; a run without one has the cell's."""
    data = restyled(put(accepted(), {D6: runs(("12", "<b/>"))}), D6, STRUCK)
    assert "traced-figure" not in more_in(judged(data))
    data = restyled(put(accepted(), {D6: runs(("12", "<b/>"), ("3", ""))}), D6, STRUCK)
    assert "“3”被划掉" in message_of(only(judged(data), "traced-figure"))


# -- Words

PLACES = {"a field": ADDRESS, "a long text": TEXT, "a note": NOTE}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("font", "says"), [(STRUCK, "被划掉"), (WHITE, "看不见"), ('<sz val="2"/>', "看不见")])
def test_words_that_are_struck_out_or_hidden_are_neither_published_nor_dropped(place, font, says):
    judgement = judged(
        put(accepted(), {PLACES[place]: runs(("更新不够及时。", ""), ("改进不力", font), ("改进：检查。", ""))})
    )
    assert more_in(judgement) == {"struck-text": "hard"}
    found = only(judgement, "struck-text")
    assert f"“改进不力”{says}" in message_of(found)
    assert found.cells[0].cell == PLACES[place][1]


def test_a_choice_and_a_way_of_filling_that_are_struck_out_are_not_chosen():
    judgement = judged(put(accepted(), {MODE: runs(("空白均为0（已核对）", STRUCK))}))
    assert {"struck-text", "missing"} <= {found.name for found in judgement.findings if found.blocks}
    assert judged(put(accepted(), {(COVER, "B12"): runs(("新设立", STRUCK))})).record is None


def test_every_paragraph_with_struck_words_is_named():
    judgement = judged(put(accepted(), {TEXT: runs(("一", STRUCK)), (TEXT[0], "B6"): runs(("二", STRUCK))}))
    assert [found.cells[0].cell for found in judgement.findings if found.name == "struck-text"] == ["B5", "B6"]


@pytest.mark.parametrize(("letters", "font", "says"), [("m2", RAISED, "“2”是上标"), ("H2", LOWERED, "“2”是下标")])
def test_raised_and_lowered_letters_of_a_text_are_read_with_a_note(letters, font, says):
    judgement = judged(put(accepted(), {ADDRESS: runs(("和平路1号" + letters[0], ""), (letters[1], font))}))
    assert more_in(judgement) == {"raised-text": "info"}
    assert judgement.record["cover"]["address"] == "和平路1号" + letters
    assert says in message_of(only(judgement, "raised-text"))
    assert any(says in note for note in judgement.record["source"]["notes"])


# -- There and back


@pytest.mark.parametrize("font", [STRUCK, WHITE])
@pytest.mark.parametrize("through", ["as it went", "LibreOffice"])
def test_what_was_struck_out_comes_back_struck_out_and_is_never_accepted_untouched(request, tmp_path, font, through):
    """Sent back with its pieces as they stood; another cell mended, it is rejected for them again."""
    more = {
        D6: runs(("12", font), ("15", "")),
        ADDRESS: runs(("和平路1号", ""), ("东院", font)),
        TEXT: runs(("存在的问题：慢。改进：快。", ""), ("秘密", font)),
    }
    data = restyled(put(accepted(), {**more, (REQUESTS, "E6"): figure("3")}), (REQUESTS, "E6"), font)
    back = sent_back(data)
    first = judged(data)
    if through == "LibreOffice":
        office = request.getfixturevalue("office")
        (tmp_path / "a.xlsx").write_bytes(back)
        back = office.round_trip(tmp_path / "a.xlsx", tmp_path / "b.xlsx").read_bytes()
    asked = ("traced-figure", "struck-text")
    said = [[(f.name, f.cells, f.words) for f in each.findings if f.name in asked] for each in (first, judged(back))]
    assert len(said[0]) == 4
    assert said[1] == said[0]
    assert "returned-unchanged" in {found.name for found in judged(back).findings}
    touched = judged(put(back, {(COVER, "B16"): words("010-1")}))
    assert [(f.name, f.cells, f.words) for f in touched.findings if f.name in asked] == said[0]
    assert touched.record is None


def test_taking_the_line_away_is_a_change_and_mends_it():
    back = sent_back(put(accepted(), {ADDRESS: runs(("和平路1号", ""), ("东院", STRUCK))}))
    mended = judged(put(back, {ADDRESS: words("和平路1号东院")}))
    assert "returned-unchanged" not in {found.name for found in mended.findings}
    assert mended.record["cover"]["address"] == "和平路1号东院"


@pytest.mark.parametrize("font", [STRUCK, WHITE, RAISED])
def test_whoever_types_over_a_figure_that_came_back_struck_out_can_take_that_away(font):
    """The look is the cell's own, so that whatever is typed has it; in a locked sheet nobody could change it."""
    back = sent_back(restyled(accepted(), D6, font))
    parts = parts_of(back)
    free = {sheet for sheet in (REQUESTS, PROACTIVE) if b' formatCells="0"' in parts[sheet_part(parts, sheet)]}
    assert free == {REQUESTS}
    typed_over = judged(put(back, {D6: figure("12")}))
    assert "设置单元格格式—字体" in advice_of(only(typed_over, "traced-figure")), "the look stays with the cell"
    plain = re.search(rb'<c r="E6" s="(\d+)"', parts[sheet_part(parts, REQUESTS)])
    assert plain
    mended = judged(
        packed(
            in_part(
                parts_of(put(back, {D6: figure("12")})),
                sheet_part(parts, REQUESTS),
                r'(<c r="D6" s=")\d+',
                rf"\g<1>{plain[1].decode()}",
            )
        )
    )
    assert mended.record, [found.name for found in mended.findings if found.blocks]


def test_what_goes_back_for_another_reason_is_as_locked_as_it_was():
    parts = parts_of(sent_back(put(accepted(), {D6: words("12件")})))
    assert not [part for part, data in parts.items() if b"formatCells" in data]


def test_more_paragraphs_than_cells_keep_what_is_struck_out():
    """Lines inserted into a long text are its own; made again, its last paragraphs share a cell."""
    many = "\n".join(f"第{n}段" for n in range(14))
    data = put(filled({"narrative.problems.text": many}), {TEXT: runs(("问题", ""), ("作废", STRUCK))})
    assert "“作废”被划掉" in message_of(only(judged(sent_back(data)), "struck-text"))


# -- Lines nobody sees


def test_hidden_lines_that_hold_entries_are_told_and_read():
    rows = judged(in_sheet(REQUESTS, '<row r="6"', '<row r="6" hidden="1"')(accepted()))
    assert more_in(rows) == {"lines-hidden": "warning"}
    assert told(rows.record) == told(untouched().record)
    assert {cell.cell for cell in only(rows, "lines-hidden").cells} >= {"D6", "E6"}
    flat = judged(in_sheet(REQUESTS, r'<row r="6"( spans="[^"]*")?( ht="[^"]*")?', '<row r="6" ht="0"')(accepted()))
    assert more_in(flat) == {"lines-hidden": "warning"}
    column = judged(in_sheet(REQUESTS, r"<cols>", '<cols><col min="4" max="4" width="0" hidden="true"/>')(accepted()))
    assert "D6" in {cell.cell for cell in only(column, "lines-hidden").cells}


@pytest.mark.parametrize(
    "hide",
    [
        in_sheet(REQUESTS, '<row r="6"', '<row r="6" hidden="0"'),
        in_sheet("五、问题改进", '<row r="9"', '<row r="9" hidden="1"'),  # a blank paragraph
        in_sheet(REQUESTS, '<row r="3"', '<row r="3" hidden="1"'),  # a title
        in_sheet(PROACTIVE, "<cols>", '<cols><col min="3" max="3" hidden="1"/>'),
    ],
    ids=["shown", "a blank paragraph", "a title", "a column of a merged cell"],
)
def test_hidden_lines_without_entries_accuse_nobody(hide):
    found = [found for found in judged(hide(accepted())).findings if found.name == "lines-hidden"]
    assert all(cell.cell.startswith("C") and int(cell.cell[1:]) < 7 for each in found for cell in each.cells)


# -- The parts


@pytest.mark.parametrize(("ink", "hidden"), [("FFFFFFFF", "D6"), ("FF123456", "E6")])
def test_a_shared_text_is_understood_in_the_cell_it_stands_in(ink, hidden):
    """White letters are hidden on white and shown on blue, blue ones the other way round."""
    data = restyled(put(accepted(), {D6: figure("12")}), (REQUESTS, "E6"), "<b/>", solid('rgb="FF123456"'))
    parts = parts_of(data)
    shared = parts["xl/sharedStrings.xml"].decode()
    index = len(re.findall("<si>|<si ", shared))
    rich = f'<si><r><rPr><color rgb="{ink}"/></rPr><t>3</t></r></si></sst>'
    parts = in_part(parts, "xl/sharedStrings.xml", "</sst>", rich)
    parts = in_part(
        parts,
        sheet_part(parts, REQUESTS),
        r'<c r="([DE]6)"( s="\d+")>.*?</c>',
        rf'<c r="\1"\2 t="s"><v>{index}</v></c>',
    )
    judgement = judged(packed(parts))
    assert [cell.cell for found in judgement.findings if found.name == "traced-figure" for cell in found.cells] == [
        hidden
    ]


def test_a_formula_in_a_struck_cell_is_asked_about_too():
    data = restyled(put(accepted(), {D6: formula("7+5", "12")}), D6, STRUCK)
    assert more_in(judged(data)) == {"traced-figure": "hard"}
    assert "traced-figure" in {found.name for found in judged(sent_back(data)).findings}


def test_an_ordinary_workbook_holds_plain_texts_only():
    cells = [cell for sheet in read_workbook(accepted()).sheets for cell in sheet.cells.values()]
    assert {type(cell.text) for cell in cells} == {str}


def test_a_traced_text_is_copied_with_its_pieces():
    raw = read_workbook(put(accepted(), {D6: runs(("12", STRUCK), ("15", ""))}))
    (cell,) = [c for sheet in raw.sheets for c in sheet.cells.values() if isinstance(c.text, Traced)]
    again = pickle.loads(pickle.dumps(cell))
    assert (again, again.text.pieces) == (cell, cell.text.pieces)
    assert cell.text == "1215"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ({"rgb": "FFFFFFFF"}, {"rgb": "00FFFFFF"}, True),
        ({"theme": "0", "tint": "-0.05"}, {"indexed": "65"}, True),
        ({"theme": "0", "tint": "-0.5"}, {"theme": "0"}, False),
        ({"auto": "1"}, {"indexed": "64"}, True),
        ({"rgb": "FFFF0000"}, {"rgb": "FF00B050"}, False),
        ({"theme": "5"}, {"theme": "6"}, False),
        ({"rgb": "nonsense"}, {"rgb": "FF000000"}, True),
        ({"indexed": "42"}, {"indexed": "42"}, True),
    ],
)
def test_letters_are_told_from_their_ground_by_contrast(one, other, near):
    assert is_near(colour_of(one), colour_of(other)) is near


def test_a_number_format_with_words_of_its_own_leaves_nothing_behind_in_a_return():
    """Cell and figure are written anew without the format; sent back untouched, nothing was changed."""
    data = with_format(put(accepted(), {(REQUESTS, "E6"): words("三件")}), REQUESTS, "D6", '0"件"')
    assert "returned-unchanged" in {found.name for found in judged(sent_back(data)).findings}
