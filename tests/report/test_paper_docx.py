"""审核说明 and 审签单 as Word files: all that their pages say, strangers' texts as texts, and rows no higher than room was left for."""

import re

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from govxl.office.ingest import render
from govxl.report import signing as page_heights
from govxl.report.html import review_page, signing_page
from govxl.report.review import review_of
from govxl.report.word.papers import review_docx, signing_docx
from tests.report.docx_reader import opened
from tests.report.hostile import hostile_lines
from tests.report.page_reader import tags_and_texts
from tests.report.test_papers import FORM, WARNINGS, found, page_of, record_of, signing_of, with_findings

MM = 1440 / 25.4


def squeezed(text):
    return re.sub(r"\s", "", text)


def text_of(data):
    return squeezed("".join(each.text or "" for each in opened(data)._element.iter(qn("w:t"))))


def texts_of(page):
    return [squeezed(text) for text in tags_and_texts(page)[1] if "@page" not in text]


def records():
    many = [found(check.rule.id, check.at) for check in WARNINGS * 3]
    return [*(record_of(case) for case in ("county", "explained", "nil", "returned")), with_findings(*many)]


@pytest.mark.parametrize("record", records(), ids=["county", "explained", "nil", "returned", "warnings"])
def test_the_papers_say_what_their_pages_say(record):
    review, signing = review_of(FORM, record), signing_of(FORM, record)
    for page, data in ((review_page(review), review_docx(review)), (signing_page(signing), signing_docx(signing))):
        said = text_of(data)
        assert [text for text in texts_of(page) if text not in said] == []
        assert len(texts_of(page)) > 8


def test_headings_are_real_and_nothing_is_numbered():
    word = opened(review_docx(review_of(FORM, record_of("explained"))))
    headings = [each.text for each in word.paragraphs if each.style.style_id.startswith("Heading")]
    assert [text for text in headings if text.startswith(("已说明", "上年结转", "读取"))] == headings
    assert [rel.reltype.rpartition("/")[2] for rel in word.part.rels.values() if "footer" in rel.reltype] == []


@pytest.mark.parametrize("count", [0, 3, 60])
def test_rows_are_no_higher_than_the_page_has_room_for(count):
    figures, signers = opened(signing_docx(page_of(count))).tables
    heights = [[int(row._tr.trPr.find(qn("w:trHeight")).get(qn("w:val"))) / MM for row in table.rows] for table in (figures, signers)]
    assert max(heights[0]) <= page_heights.ROW
    assert max(heights[1]) <= page_heights.SIGNER
    assert [row.cells[3].text for row in signers.rows][1:] == ["年　　月　　日"] * 3


def test_the_papers_are_rendered_under_their_own_names_and_alike_each_time(tmp_path):
    for folder in ("one", "two"):
        render(record_of("explained"), ("review-docx", "signing-docx"), tmp_path / folder)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert set(one) == {"审核说明.docx", "审签单.docx"}
    assert one == two


def test_no_reason_is_in_the_report(tmp_path):
    record = record_of("explained")
    record["explanations"][0]["reason"] = "只有审核的人看得到的原因"
    render(record, ("docx", "review-docx", "signing-docx"), tmp_path)
    holding = {path.name for path in tmp_path.iterdir() if "只有审核的人" in text_of(path.read_bytes())}
    assert holding == {"审核说明.docx", "审签单.docx"}, "the papers of the office alone"


@given(text=st.one_of(hostile_lines, st.text(max_size=40)))
def test_texts_stay_texts(text):
    record = record_of("nil")
    record["unit"]["name"] = record["source"]["file"] = record["cover"]["head"] = record["notes"]["review"] = text
    record["source"]["notes"] = [text]
    record["findings"] = [found(text, text, left=text, right=text), found("A4", "person", "explainable")]
    record["explanations"] = [{"rule": "A4", "at": "person", "reason": f"{text}\n{text}", "left": "2", "right": "0"}]
    for data in (review_docx(review_of(FORM, record)), signing_docx(signing_of(FORM, record))):
        names = {element.tag for element in opened(data)._element.iter()}
        assert not names & {qn(f"w:{name}") for name in ("instrText", "fldSimple", "fldChar", "hyperlink", "drawing")}
