"""Issue 13, B2 and F4: words that stand where nobody reads them reach somebody all the same, and are never published.

A token is planted in every place where a person can write (`planted`), in accepted, rejected and corrected files. Beside
them honest files, saved by LibreOffice and openpyxl, in which there is nothing to be told of.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govxl.filing.model import Judgement, Prior
from govxl.filing.record import load_record
from govxl.filing.schema import record_schema
from govxl.findings.finding import message_of
from govxl.form.definition import load_form
from govxl.office.ingest import FORMATS, ingest, render
from govxl.office.outbox import fill_workbook, new_workbook
from govxl.report.html import review_page
from govxl.report.review import review_of
from govxl.returns.check import judge
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.reader import read_workbook
from tests.commands import run
from tests.office import Office
from tests.planted import (
    EVERYWHERE,
    TWIN,
    WORDLESS,
    anchored,
    comment_of,
    linked,
    on_sheet,
    over_last_year,
    picture,
    shape,
    threaded,
)
from tests.report.docx_reader import body, opened
from tests.returns import (
    ISSUED,
    PROACTIVE,
    REQUESTS,
    UNIT,
    accepted,
    filled,
    judged,
    layout_of,
    packed,
    parts_of,
    put,
    sheet_part,
    words,
)
from tests.sent_back import sent_back
from tests.tampering import Deed, openpyxl_does

TOKEN = "暗号甲乙丙丁"
LIST = "退回问题清单"
WRONG = {"requests.received.person": 20}
RIGHT = 12

SAID: dict[str, tuple[str, str]] = {
    "text box": ("drawn-words", "shape"),
    "text box in a group": ("drawn-words", "shape"),
    "diagram": ("drawn-words", "diagram"),
    "title of a chart": ("drawn-words", "chart"),
    "caption of a button": ("drawn-words", "control"),
    "description of a picture": ("picture-added", "picture"),
    "picture in a cell (WPS)": ("picture-added", "picture"),
    "picture in a cell (Excel)": ("picture-added", "picture"),
    "header": ("header-written", "header"),
    "first footer": ("header-written", "header"),
    "target of a link": ("link-added", "link"),
    "tip of a link": ("link-added", "link"),
    "a comment": ("comment-added", "comment"),
    "a thread without a twin": ("comment-added", "thread"),
    "a thread with its twin": ("comment-added", "thread"),
    "beside the table": ("stray-content", "cell"),
    "an extra sheet": ("sheet-added", "cell"),
    "the name of an extra sheet": ("sheet-added", "sheet"),
    "input prompt": ("tucked-away-words", "prompt"),
    "scenario": ("tucked-away-words", "note"),
    "remark on a name": ("tucked-away-words", "name"),
    "property subject": ("tucked-away-words", "property"),
    "custom property": ("tucked-away-words", "property"),
}
"""What is found, and the kind the record keeps it as."""


@cache
def planted(place: str) -> bytes:
    return EVERYWHERE[place](TOKEN)(accepted())


@cache
def rejected(place: str) -> bytes:
    return EVERYWHERE[place](TOKEN)(filled(WRONG))


@cache
def returned() -> bytes:
    return sent_back(filled(WRONG))


@cache
def returned_with(place: str) -> bytes:
    return sent_back(rejected(place))


def record_of(judgement: Judgement) -> dict[str, Any]:
    assert judgement.record, [message_of(found) for found in judgement.findings if found.blocks]
    return dict(judgement.record)


def listed(data: bytes) -> list[tuple[str, ...]]:
    """Give the lines of a returned workbook's list below the heading of what nobody read."""
    book = read_workbook(data)
    assert isinstance(book, RawWorkbook)
    cells = next(sheet.cells for sheet in book.sheets if sheet.name == LIST)
    texts = {at: cell.text for at, cell in cells.items()}
    rows = [tuple(texts.get((row, column), "") for column in range(1, 6)) for row in range(1, 1 + max(row for row, _ in cells))]
    start = next((n for n, row in enumerate(rows) if row[0].startswith("没有读取的内容")), len(rows))
    return [row[1:] for row in rows[start + 1 :]]


def ingested(data: bytes, folder: Path) -> dict[str, str]:
    """Take a file in; give the texts of its outputs by their names."""
    path = folder / "sent.xlsx"
    path.write_bytes(data)
    done = ingest(path, folder / "out")
    assert done.judgement.accepted
    texts = {each.name: each.read_text("utf-8") for each in done.outputs if each.suffix in (".html", ".json")}
    texts |= {each.name: " ".join(lines_of(each)) for each in done.outputs if each.suffix == ".docx"}
    return texts


def lines_of(path: Path) -> list[str]:
    return [text for _, text in body(opened(path.read_bytes()))]


# -- Every place


@pytest.mark.parametrize("place", EVERYWHERE)
def test_in_an_accepted_file_it_is_in_the_record_and_on_the_paper(place: str) -> None:
    record = record_of(judged(planted(place)))
    (told,) = [each for each in record["remarks"] if TOKEN in each["text"]]
    assert place not in SAID or told["kind"] == SAID[place][1]
    assert TOKEN in unescape(review_page(review_of(load_form("zfxxgk/2021"), record)))


@pytest.mark.parametrize("place", ["text box", "beside the table", "a thread with its twin", "header"])
def test_taken_in_it_is_in_nothing_that_is_published(place: str, tmp_path: Path) -> None:
    texts = ingested(planted(place), tmp_path)
    assert {name for name, text in texts.items() if TOKEN in unescape(text)} == {"审核说明.html", "record.json"}
    assert len(texts) == 5


@pytest.mark.parametrize("place", SAID)
def test_the_finding_says_what_it_is_and_quotes_it(place: str) -> None:
    judgement = judged(planted(place))
    found = [each for each in judgement.findings if each.name == SAID[place][0]]
    assert len(found) == 1
    quoted = [message_of(found[0]), message_of(found[0], "en")]
    assert all(TOKEN in text for text in quoted) or place == "an extra sheet", "the sheet's cells are counted"
    assert not found[0].blocks
    kinds = {each["kind"] for each in record_of(judgement)["remarks"] if TOKEN in each["text"]}
    assert kinds == {SAID[place][1]}


@pytest.mark.parametrize("place", EVERYWHERE)
def test_in_a_rejected_file_it_is_in_the_list_of_what_goes_back_and_kept_when_that_is_mended(place: str) -> None:
    sent = judged(rejected(place))
    assert not sent.accepted
    (was,) = [each for each in sent.beside if TOKEN in each.text]
    (line,) = [line for line in listed(returned_with(place)) if TOKEN in line[3]]
    assert line[:2] == (was.sheet, was.cell)
    (told,) = [each for each in record_of(judged(corrected(returned_with(place))))["remarks"] if TOKEN in each["text"]]
    assert (told["kind"], told["sheet"], told["cell"]) == (was.kind, was.sheet, was.cell)


@pytest.mark.parametrize("place", EVERYWHERE)
def test_written_into_what_was_returned_it_is_an_answer_and_is_kept(place: str) -> None:
    judgement = judged(EVERYWHERE[place](TOKEN)(returned()), "filled-退回修改.xlsx")
    assert not judgement.accepted
    assert "returned-unchanged" not in {found.name for found in judgement.findings}, "somebody has answered"
    mended = EVERYWHERE[place](TOKEN)(corrected(returned()))
    assert any(TOKEN in each["text"] for each in record_of(judged(mended))["remarks"])


def corrected(data: bytes) -> bytes:
    """Put the right figure into a cell, and leave all else as it is."""
    return put(data, {(REQUESTS, "D6"): f"<v>{RIGHT}</v>"})


@pytest.mark.parametrize("place", WORDLESS)
def test_what_shows_something_without_words_is_told_of(place: str) -> None:
    record = record_of(judged(WORDLESS[place](accepted())))
    (told,) = record["remarks"]
    assert told["kind"] in ("picture", "chart", "object", "control")
    assert "没有文字" in str(listed(sent_back(WORDLESS[place](filled(WRONG)))))


def test_over_last_years_figure_it_is_quoted_by_what_says_that_this_was_altered() -> None:
    judgement = judged(over_last_year(TOKEN)(accepted()))
    (found,) = [each for each in judgement.findings if each.blocks]
    assert found.name == "prior-altered"
    assert TOKEN in message_of(found)
    assert [(each.kind, each.cell, each.text) for each in judgement.beside] == [("locked", "D10", TOKEN)]


def test_over_last_years_figure_it_is_kept_where_the_office_gives_that_figure_again() -> None:
    given = Prior(2024, "2021", "0" * 64, {"proactive.normative.in_force": Decimal(37)})
    judgement = judged(over_last_year(TOKEN)(filled(prior=given)), prior=lambda identity, layout: given)
    assert record_of(judgement)["remarks"] == [{"sheet": "上年数据", "cell": "D10", "kind": "locked", "text": TOKEN}]
    assert TOKEN in str([message_of(each) for each in judgement.findings])


# -- Replies to what was returned

REPLIES: dict[str, Callable[[Any], object]] = {
    "below our comment": lambda book: setattr(book[REQUESTS]["D6"].comment, "text", f"{book[REQUESTS]['D6'].comment.text}\n答：{TOKEN}"),
    "within our comment": lambda book: setattr(book[REQUESTS]["D6"].comment, "text", f"{book[REQUESTS]['D6'].comment.text}{TOKEN}"),
    "over a line of the list": lambda book: book[LIST].__setitem__("F6", TOKEN),
    "beside the list": lambda book: book[LIST].__setitem__("J6", TOKEN),
    "over the office's remark": lambda book: book[LIST].__setitem__("C3", TOKEN),
    "over the summary": lambda book: book[LIST].__setitem__("A2", TOKEN),
}


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_in_our_own_words_is_kept_though_all_is_mended(reply: str) -> None:
    def mend(book: Any) -> None:
        REPLIES[reply](book)
        book[REQUESTS]["D6"] = RIGHT

    judgement = judged(openpyxl_does(mend)(sent_back(filled(WRONG), remarks=("请核对。",))))
    (told,) = record_of(judgement)["remarks"]
    assert told["kind"] == "reply"
    assert TOKEN in told["text"]
    (found,) = [each for each in judgement.findings if each.name == "reply-given"]
    assert found.severity == "warning"
    assert TOKEN in message_of(found) or reply == "within our comment"


def test_of_a_comment_of_ours_only_the_reply_is_quoted() -> None:
    answered = openpyxl_does(REPLIES["below our comment"])(returned())
    assert [each.text for each in judged(answered).beside] == [f"答：{TOKEN}"]


def test_words_from_before_stand_in_the_second_return_too() -> None:
    first = sent_back(EVERYWHERE["text box"](TOKEN)(filled(WRONG)))
    still = put(first, {(REQUESTS, "D6"): "<v>21</v>"})
    second = sent_back(still, name="filled-退回修改.xlsx")
    assert [line[1:] for line in listed(second)] == [("L8", "文本框或图形", TOKEN)]
    assert "returned-unchanged" in {found.name for found in judged(second).findings}, "that is nobody's answer"
    assert [each["text"] for each in record_of(judged(corrected(second)))["remarks"]] == [TOKEN]


def test_a_clerk_who_only_answers_in_a_text_box_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(WRONG))
    run("ingest", tmp_path / "a.xlsx")
    back = tmp_path / "a-退回修改.xlsx"
    back.write_bytes(EVERYWHERE["text box"](TOKEN)(back.read_bytes()))
    done = run("ingest", tmp_path)
    assert "还没有改动" not in done.err
    assert any(TOKEN in line[3] for line in listed((tmp_path / "a-退回修改2.xlsx").read_bytes()))


# -- Threads


def test_a_thread_is_quoted_with_who_said_it_and_its_twin_is_not() -> None:
    remarks = record_of(judged(threaded(TOKEN, TWIN.format(TOKEN, "收到"))(accepted())))["remarks"]
    assert [(each["kind"], each["cell"], each["text"]) for each in remarks] == [
        ("thread", "E7", f"王科长：{TOKEN}"),
        ("thread", "E7", "王科长：收到"),
    ]


def test_of_a_twin_alone_its_program_is_not_quoted() -> None:
    (found,) = [each for each in judged(comment_of(TWIN.format("请看", TOKEN))(accepted())).findings if each.name == "comment-added"]
    assert "请看" in message_of(found)
    assert "linkid" not in message_of(found)


# -- Nothing is told of honest files


def blank() -> bytes:
    return new_workbook(UNIT, 2025, "zfxxgk/2021", code="GOV01", level="county", kind="government")


def noted() -> bytes:
    """Give a returned workbook whose list keeps words of before: they are no new ones."""
    return sent_back(EVERYWHERE["text box"]("别的")(filled(WRONG)), remarks=("请周五前改好。",))


HONEST: dict[str, Callable[[], bytes]] = {
    "blank": blank,
    "filled": accepted,
    "wrong": lambda: filled(WRONG),
    "returned": lambda: sent_back(put(filled(WRONG), {(REQUESTS, "D7"): words("12件")}), remarks=("请周五前改好。",)),
    "returned with words kept": noted,
}


def nothing_new(data: bytes) -> None:
    judgement = judged(data)
    kept = [("shape", "别的")] * any(each.text == "别的" for each in judgement.beside)
    assert [(each.kind, each.text) for each in judgement.beside] == kept
    told = {"drawn-words", "header-written", "picture-added", "link-added", "prior-altered", "reply-given", "tucked-away-words", "stray-content", "comment-added"}
    assert not told & {found.name for found in judgement.findings}


@pytest.mark.parametrize("file", HONEST)
def test_an_honest_file_has_nothing_to_tell(file: str) -> None:
    data = HONEST[file]()
    nothing_new(data)
    nothing_new(openpyxl_does(lambda book: None)(data))


@pytest.mark.parametrize("file", HONEST)
def test_an_honest_file_saved_by_libreoffice_has_nothing_to_tell(file: str, office: Office, tmp_path: Path) -> None:
    (tmp_path / "honest.xlsx").write_bytes(HONEST[file]())
    saved = office.round_trip(tmp_path / "honest.xlsx", tmp_path / "saved.xlsx").read_bytes()
    nothing_new(saved)
    nothing_new(openpyxl_does(lambda book: None)(saved))


HARMLESS: dict[str, Deed] = {
    "a page number of theirs": openpyxl_does(lambda book: setattr(book[REQUESTS].oddFooter.right, "text", "Page &P of &N — &D")),
    "an address that became a link": openpyxl_does(lambda book: _linked(book, "zwgk@example.gov.cn", "mailto:zwgk@example.gov.cn")),
    "a site that became a link": openpyxl_does(lambda book: _linked(book, "www.example.gov.cn", "http://www.example.gov.cn/")),
    "a shape without words": on_sheet("drawing", "xl/drawings/drawing9.xml", anchored(shape(""))),
}


def _linked(book: Any, text: str, target: str) -> None:
    cell = book["封面"]["B16"]
    cell.value = text
    cell.hyperlink = target
    cell.value = text


@pytest.mark.parametrize("deed", HARMLESS)
def test_what_programs_do_by_themselves_is_nobodys_word(deed: str) -> None:
    assert judged(HARMLESS[deed](accepted())).beside == ()


def test_a_relation_to_nowhere_refuses_no_file() -> None:
    parts = parts_of(accepted())
    for n, kind in enumerate(("drawing", "vmlDrawing", "chart", "https://x/threadedComment")):
        parts = linked(parts, sheet_part(parts, REQUESTS), kind, "../drawings/none.xml", name=f"rIdN{n}")
    assert judged(packed(parts)).accepted


def test_one_drawing_on_two_sheets_is_told_of_once() -> None:
    parts = parts_of(planted("text box"))
    twice = packed(linked(parts, sheet_part(parts, PROACTIVE), "drawing", "../drawings/drawing9.xml"))
    assert len(record_of(judged(twice))["remarks"]) == 1


# -- Through LibreOffice


@pytest.mark.parametrize("place", ["text box", "text box in a group", "header", "a comment", "target of a link", "beside the table", "property subject", "title of a chart"])
def test_it_is_found_when_libreoffice_has_saved_it(place: str, office: Office, tmp_path: Path) -> None:
    (tmp_path / "planted.xlsx").write_bytes(planted(place))
    saved = office.round_trip(tmp_path / "planted.xlsx", tmp_path / "saved.xlsx").read_bytes()
    assert any(TOKEN in each["text"] for each in record_of(judged(saved))["remarks"])


# -- The record


def test_remarks_are_bounded_and_the_last_says_what_was_cut() -> None:
    def write(book: Any) -> None:
        for n in range(600):
            book[REQUESTS].cell(60 + n, 14, f"草稿{n}")
        book[REQUESTS]["N50"] = "长" * 5_000

    record = record_of(judged(openpyxl_does(write)(accepted())))
    remarks = record["remarks"]
    assert len(remarks) == 500
    assert max(len(each["text"]) for each in remarks) == 2_000
    assert remarks[-1] == {
        "sheet": "", "cell": "", "kind": "cut", "text": "还有 102 处没有列在这里，1 处文字过长，只列了前面的部分；全部内容见交来的文件",
    }  # fmt: skip
    jsonschema.Draft202012Validator(record_schema(load_form("zfxxgk/2021"))).validate(json.loads(json.dumps(record, default=float)))


def test_all_remarks_together_are_bounded() -> None:
    long = openpyxl_does(lambda book: [book[REQUESTS].cell(60 + n, 14, f"{n:04}" + "字" * 1_996) for n in range(80)])
    remarks = record_of(judged(long(accepted())))["remarks"]
    assert sum(len(each["text"]) for each in remarks[:-1]) == 100_000
    assert "还有 30 处没有列在这里" in remarks[-1]["text"]


def test_the_paper_made_on_taking_in_has_all_of_it(tmp_path: Path) -> None:
    def write(book: Any) -> None:
        for n in range(600):
            book[REQUESTS].cell(60 + n, 14, f"草稿{n}")
        book[REQUESTS]["N50"] = "长" * 5_000 + TOKEN

    texts = ingested(openpyxl_does(write)(accepted()), tmp_path)
    assert "草稿599" in texts["审核说明.html"]
    assert TOKEN in texts["审核说明.html"]
    assert "草稿599" not in texts["record.json"]


def test_a_record_from_before_has_no_remarks_and_is_read_as_ever(tmp_path: Path) -> None:
    record = record_of(judged(accepted()))
    assert record.pop("remarks") == []
    form = load_form("zfxxgk/2021")
    render(record, ["html", "review", "review-docx"], tmp_path)
    assert not [part for part in review_of(form, record).parts if part.heading.startswith("表外文字")]
    assert judge(fill_workbook(record, ISSUED), "again.xlsx").record is not None


def test_a_workbook_filled_from_a_record_has_no_words_beside_its_form() -> None:
    record = record_of(judged(planted("text box")))
    assert record["remarks"]
    again = record_of(judge(fill_workbook(record, ISSUED), "again.xlsx"))
    assert again["remarks"] == []
    same = ("source", "govxl", "remarks")
    assert {key: value for key, value in again.items() if key not in same} == {key: value for key, value in record.items() if key not in same}


def test_nothing_published_ever_says_it(tmp_path: Path) -> None:
    record = record_of(judged(planted("text box")))
    published = [name for name in FORMATS if name not in ("review", "review-docx", "pdf")]
    plain = {path.name: path.read_bytes() for path in render(record | {"remarks": []}, published, tmp_path / "plain")}
    for path in render(record, published, tmp_path / "told"):
        assert path.read_bytes() == plain[path.name]


def test_compare_knows_nothing_of_it(tmp_path: Path) -> None:
    ingested(planted("text box"), tmp_path)
    out = tmp_path / "out"
    (page,) = [path for path in out.glob("*.html") if "审" not in path.name]
    done = run("compare", out / "record.json", page)
    assert done.code == 0
    assert TOKEN not in done.out


def test_reasons_no_rule_asks_for_are_kept_too() -> None:
    path = "reason.C5.proactive"
    slot = layout_of().slots[path]
    remarks = record_of(judged(filled({path: f"说明：{TOKEN}"})))["remarks"]
    assert remarks == [{"sheet": slot.box.sheet, "cell": slot.box.address, "kind": "reason", "text": f"说明：{TOKEN}"}]
    asked = record_of(judged(filled({path: f"说明：{TOKEN}", "proactive.fees.amount": 60000})))
    assert (asked["remarks"], asked["explanations"][0]["reason"]) == ([], f"说明：{TOKEN}")


# -- What people are shown


def test_the_verdict_says_how_many(tmp_path: Path) -> None:
    path, wrong, plain = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    path.write_bytes(openpyxl_does(lambda book: [book[REQUESTS].cell(7 + n, 14, f"草稿{n}") for n in range(3)])(accepted()))
    wrong.write_bytes(openpyxl_does(lambda book: book[REQUESTS].__setitem__("N7", "草稿"))(filled(WRONG)))
    plain.write_bytes(accepted())
    assert "另有 3 处表外文字，见审核说明" in run("check", path).out.splitlines()[0]
    assert "3 texts beside the form" in run("check", path, "--lang", "en").out.splitlines()[0]
    assert "另有 1 处表外文字，列在退回表里" in run("check", wrong).out.splitlines()[0]
    assert "表外文字" not in run("check", plain).out
    (line,) = run("check", path, "--json").out.splitlines()
    assert [each["text"] for each in json.loads(line)["remarks"]] == ["草稿0", "草稿1", "草稿2"]
    assert "remarks" not in json.loads(run("check", plain, "--json").out)


def test_the_papers_give_every_word_with_its_place_and_kind(tmp_path: Path) -> None:
    data = on_sheet("drawing", "xl/drawings/drawing9.xml", anchored(shape(TOKEN) + picture("")))(accepted())
    record = record_of(judged(data))
    page, word = render(record, ["review", "review-docx"], tmp_path)
    text = re.sub(r"<[^>]+>", "|", page.read_text("utf-8"))
    assert "表外文字（2 处）" in text
    assert f"|L8 文本框或图形|{TOKEN}|" in text
    assert "L8 图片" in text
    assert "没有文字" in text
    lines = lines_of(word)
    assert any("L8 文本框或图形" in line and TOKEN in line for line in lines)


def test_what_strangers_wrote_stays_text_on_the_papers(tmp_path: Path) -> None:
    data = openpyxl_does(lambda book: book[REQUESTS].__setitem__("N7", "<script>alert(1)</script>\n第二行"))(accepted())
    (page,) = render(record_of(judged(data)), ["review"], tmp_path)
    assert "<script>" not in page.read_text("utf-8")
    assert "&lt;script&gt;" in page.read_text("utf-8")
    assert "<br>第二行" in page.read_text("utf-8")


def test_the_record_that_was_kept_is_the_record_that_was_judged(tmp_path: Path) -> None:
    ingested(planted("text box"), tmp_path)
    kept = load_record((tmp_path / "out" / "record.json").read_bytes())
    assert kept["remarks"] == [{"sheet": REQUESTS, "cell": "L8", "kind": "shape", "text": TOKEN}]
    assert list(kept)[-3:] == ["remarks", "source", "govxl"]
