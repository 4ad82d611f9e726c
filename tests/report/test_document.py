import pytest

from govxl.report.document import Document, Paragraph, Section, compose
from govxl.report.tables import TableBlock
from tests.report.made_up import filled


def prose(document: Document, part: int) -> list[str]:
    return [block.text for block in document.sections[part].blocks if isinstance(block, Paragraph)]


def told(**fields: str) -> dict[str, dict[str, dict[str, str]]]:
    return {"narrative": {"summary": {"aim": "", "lending": "", **fields}}}


def test_the_parts_stand_in_the_forms_order_under_its_words(form):
    document = compose(form, filled())
    assert document.title == "河边馆2024年年报"
    assert [s.heading for s in document.sections] == ["One. Summary", "Two. Stock", "Three. Visits", "Four. Staff"]
    assert [[type(block) for block in s.blocks] for s in document.sections[1:]] == [[TableBlock]] * 3
    assert document.sections[0] == Section(
        "One. Summary", (Paragraph("1.目标。"), Paragraph("多读书。"), Paragraph("借出1234572册。"))
    )


def test_a_blank_preface_is_generated_and_a_typed_one_stays(form):
    assert compose(form, filled()).front == (Paragraph("河边图书馆2024年，电话12-34。"),)
    typed = compose(form, filled(cover={"front": "我们自己写的。", "phone": "12-34"}))
    assert typed.front == (Paragraph("我们自己写的。"),)
    assert compose(form, filled(cover={"front": "", "phone": ""})).front == ()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2.今年{借出}再接再厉。", "2.今年借出1234572册。再接再厉。"),
        ("{ 借出 }{借出}", "借出1234572册。借出1234572册。"),
        ("｛借出｝", "借出1234572册。"),
        ("{借入}", "{借入}"),
        ("{借出", "{借出"),
        ("{{借出}}", "{借出1234572册。}"),
        ("{}", "{}"),
        ("{lend}{stock.lent}", "{lend}{stock.lent}"),
        ("{lent}册{stock.lent.total}", "1234572册1234572"),
        ("全部{地图}", "全部地图0幅。"),
        ("{借出}，比上年多；{地图}。", "借出1234572册，比上年多；地图0幅。"),
        ("今年{借出}。再接再厉。", "今年借出1234572册。再接再厉。"),
    ],
)
def test_a_sentence_enters_only_where_its_name_stands_in_braces(form, typed, printed):
    document = compose(form, filled(**told(aim="x", lending=typed)))
    assert prose(document, 0) == ["x", printed]


def test_nothing_is_added_to_what_staff_wrote(form):
    document = compose(form, filled(**told(aim="没有编号", lending="也没有")))
    assert prose(document, 0) == ["没有编号", "也没有"]


@pytest.mark.parametrize("blank", ["", " ", "\n　\n", "\t"])
def test_a_blank_aspect_gets_its_sentence_where_it_has_one(form, blank):
    assert prose(compose(form, filled(**told(aim=blank, lending=blank))), 0) == ["借出1234572册。"]


@pytest.mark.parametrize("typed", ["{前言}", "{前言}。", " {前言}，\n"])
def test_a_sentence_that_is_not_there_takes_its_punctuation_along(form, typed):
    record = filled(cover={"front": typed, "phone": ""})
    assert compose(form, record).front == ()
    record = filled(cover={"front": f"见下。{typed}", "phone": ""})
    assert compose(form, record).front == (Paragraph("见下。"),)
    assert prose(compose(form, filled(**told(aim="x", lending=typed), cover={"front": "", "phone": ""})), 0)[1:] == ["借出1234572册。"]


def test_a_line_end_in_a_cell_tears_no_sentence(form):
    record = filled(cover={"front": "", "phone": "12-\n34 "})
    assert compose(form, record).front == (Paragraph("河边图书馆2024年，电话12-34。"),)


def test_a_sentence_enters_a_note_as_well(form):
    (table,) = compose(form, filled(notes={"stock": "其中{借出}"})).sections[1].blocks
    assert table.note == ("其中借出1234572册。",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x0b", "\x0c", "\x85", "\n\n \n"])
def test_every_line_end_makes_a_paragraph(form, end):
    assert prose(compose(form, filled(**told(aim=f"a{end}b", lending="c"))), 0) == ["a", "b", "c"]


def test_what_no_format_carries_is_left_out(form):
    document = compose(form, filled(**told(aim="a\x00b\x1f\x7f\ud800\ufffec\n\u200b\n\U0001fffe", lending="d\u202e")))
    assert prose(document, 0) == ["abc", "d"]


def test_a_note_stands_below_its_table_when_there_is_one(form):
    stock, visits, staff = (section.blocks[0] for section in compose(form, filled()).sections[1:])
    assert isinstance(stock, TableBlock)
    assert stock.note == ("Counted twice.", "See the list.")
    assert isinstance(visits, TableBlock)
    assert isinstance(staff, TableBlock)
    assert visits.note == staff.note == ()


@pytest.mark.parametrize(
    ("text", "lead", "heading"),
    [
        ("（一）主动公开情况", "（一）主动公开情况", True),
        ("（十二）其他。", "（十二）其他。", False),
        ("(二)依申请公开。本年新收申请3件。", "(二)依申请公开。", False),
        ("（一）公开不够主动，答复不够规范", "（一）公开不够主动，答复不够规范", True),
        ("一是公开不够。", "", False),
        ("（如附件）见下。", "", False),
        ("见（一）和（二）。", "", False),
        ("（三）" + "长" * 31, "", False),
    ],
)
def test_what_staff_numbered_is_a_heading_of_the_second_level(text, lead, heading):
    paragraph = Paragraph(text)
    assert (paragraph.lead, paragraph.is_heading) == (lead, heading)
