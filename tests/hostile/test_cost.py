"""What small files cost: texts, lists and sentences repeated by thousands take time that grows with their length alone.

Time is looked at for its growth only: eight times the text may take some eight times as long, never sixty-four.
"""

import time
from dataclasses import dataclass
from decimal import Decimal

import pytest

from govxl.filing.record import RecordError, load_record
from govxl.filing.texts import MOST_LETTERS, MOST_PARAGRAPHS, unknown_sentences
from govxl.findings.catalogue import CATALOGUE
from govxl.findings.finding import Where
from govxl.form.definition import load_form
from govxl.office.ingest import ingest, render
from govxl.office.lists import SheetError
from govxl.office.outbox import fill_workbook
from govxl.office.prior import prior_finder
from govxl.report import document as documents
from govxl.report.document import compose
from govxl.returns import check as judging
from govxl.returns.migrate import can_be_migrated
from tests.returns import accepted, judged, layout_of, put, words
from tests.tampering import openpyxl_does

OTHER, PROBLEMS = "六、其他事项", "五、问题改进"
CALLED = "{本年新收}"
FORM = load_form("zfxxgk/2021")
SLOW, GROWTH = 0.05, 30.0
"""Seconds below which nothing is looked at, and how much longer eight times the text may take."""

UNITS = {
    "sentences": CALLED, "zero width": "\u200b1", "marks": "字\u0301", "directions": "\u202e1", "selectors": "字\ufe0f",
    "line ends": "a\u2028", "braces": "{", "closing": "}", "brackets": "（", "quotes": "“", "names": "{字}", "half names": "{本",
    "digits": "1", "counts": "收到12件。", "parts": "共3条，其中1、2，", "heads": "（一）", "blanks": "字　", "tabs": "字\t",
    "private": "\ue000", "escapes": "_x000D_", "emoji": "😀", "figures": "1,", "fees": "收费", "stars": "*", "pipes": "|",
}  # fmt: skip


def with_text(text, sheet=OTHER):
    """Put a text into the paragraph cells of a part, as many letters in each as a cell holds."""
    step = 32_000 // len(text) * len(text) if len(text) < 32_000 else 32_000
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    return put(accepted(), {(sheet, f"B{4 + nth}"): words(f"没有{piece}") for nth, piece in enumerate(pieces)})


def spent(work):
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("name", UNITS)
def test_a_text_of_one_thing_is_judged_in_proportion_to_its_length(name):
    short, long = (with_text(UNITS[name] * (size // len(UNITS[name]))) for size in (4_000, 32_000))
    judged(short)
    taken = spent(lambda: judged(long))
    assert taken < SLOW or taken / max(spent(lambda: judged(short)), 1e-3) < GROWTH


# -- Sentences


def record_with(text):
    record = judged(accepted()).record
    return {**record, "narrative": {**record["narrative"], "other": {"text": text}}}


def test_each_sentence_is_worked_out_once(monkeypatch):
    asked = []
    plain = documents.sentence_text
    monkeypatch.setattr(documents, "sentence_text", lambda form, record, name: asked.append(name) or plain(form, record, name))
    document = compose(FORM, record_with("没有。" + CALLED * 300))
    assert asked.count("received") == 1
    assert document.sections[-1].blocks[0].text.count("本年新收政府信息公开申请") == 300


def test_sentences_repeated_by_thousands_block_and_say_where(tmp_path):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(put(accepted(), {(OTHER, f"B{row}"): words("没有" + CALLED * 4_000) for row in (4, 5, 6)}))
    done = ingest(path, tmp_path / "out")
    (found,) = [found for found in done.judgement.findings if found.blocks]
    assert (found.name, found.cells[0].sheet, found.cells[0].cell) == ("too-much-text", OTHER, "B4")
    assert [each.name for each in done.outputs] == ["out-退回修改.xlsx"], "it fits, so that it goes back marked"


def test_the_same_in_a_record_is_no_bug_of_ours(tmp_path):
    text = "\n".join(["没有" + CALLED * 4_000] * 3)
    for formats in (["md"], ["html"], ["docx"], ["xlsx"]):
        with pytest.raises(RecordError, match="本年新收"):
            render(record_with(text), formats, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_sentence_named_many_times_within_reason_is_printed_as_often():
    judgement = judged(put(accepted(), {(OTHER, "B4"): words("没有。" + CALLED * 200)}))
    assert judgement.accepted


def test_punctuation_around_sentences_is_as_before():
    texts = {"{本年新收}，续": "，续", "{没有这个}。": "{没有这个}。", "前{本年新收}。{本年新收}": "。"}
    for text, part in texts.items():
        shown = compose(FORM, record_with(f"没有。{text}")).sections[-1].blocks[0].text
        assert part in shown
        assert "。，" not in shown
        assert "。。" not in shown


def test_a_message_names_ten_of_many():
    names = "".join(f"{{甲{n}}}" for n in range(5_000))
    (found,) = unknown_sentences(FORM, names, Where(label="文字"))
    assert dict(found.words)["names"].count("甲") == 10


# -- Much text


PARAGRAPHS = {
    "22 paragraphs of 30,000": ["没有" + "字" * 29_998] * 22,
    "13 paragraphs of 32,767": ["没有" + "字" * 32_765] * 13,
}


def written(paragraphs, **besides):
    """Write each paragraph in a row of its own, on below the last cell where there are more than twelve."""
    texts = {f"B{4 + nth}": text for nth, text in enumerate(paragraphs)}

    def write(book):
        for at, text in texts.items():
            book[OTHER][at] = text
        for at, text in besides.items():
            book["三、申请办理"][at] = text

    return openpyxl_does(write)(accepted())


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_more_text_than_a_report_holds_is_rejected_and_never_cut(case, tmp_path):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(written(PARAGRAPHS[case]))
    done = ingest(path, tmp_path / "out")
    assert "too-much-text" in [found.name for found in done.judgement.findings if found.blocks]
    assert (done.outputs, done.why) == ((), "long"), "there is no room for it in a workbook of ours"
    assert not can_be_migrated(done.judgement)


def test_twelve_full_cells_go_back_whole(tmp_path):
    """Something else is wrong, and the text fits, if barely."""
    lines = ["没有" + "字" * 32_765] * 12
    path = tmp_path / "filled.xlsx"
    path.write_bytes(written(lines, D6="十二"))
    (back,) = ingest(path, tmp_path / "out").outputs
    assert judging.judge(back.read_bytes(), "x.xlsx").reading.values["narrative.other.text"] == "\n".join(lines)


def test_many_short_paragraphs_are_bounded_too():
    found = judged(put(accepted(), {(OTHER, "B4"): words("没有\n" * (MOST_PARAGRAPHS + 100))}))
    assert "too-much-text" in [each.name for each in found.findings]


def test_the_longest_text_that_is_accepted_goes_the_whole_way(tmp_path):
    """Paragraphs just beyond half a cell take one each, and leave the most of it unused."""
    lines = ["没有" + "字" * 16_382] * 12
    path = tmp_path / "filled.xlsx"
    path.write_bytes(written(lines))
    done = ingest(path, tmp_path / "out")
    assert done.judgement.accepted
    assert sum(map(len, lines)) < MOST_LETTERS
    record = load_record((tmp_path / "out" / "record.json").read_bytes())
    again = judging.judge(fill_workbook(record), "x.xlsx").record
    assert again["narrative"] == record["narrative"]


@pytest.mark.parametrize("letters", [40_000, 32_768])
def test_a_paragraph_beyond_a_cell_is_refused_not_cut(letters):
    with pytest.raises(RecordError, match=r"narrative\.other\.text.*32767"):
        fill_workbook(record_with("字" * letters))


def test_rare_characters_count_twice_as_excel_counts_them():
    with pytest.raises(RecordError, match="32767"):
        fill_workbook(record_with("𠀀" * 16_384))
    record = record_with("没有" + "𠀀" * 16_382)
    assert judging.judge(fill_workbook(record), "x.xlsx").record["narrative"] == record["narrative"]


def test_40_000_letters_in_paragraphs_are_spread_over_cells():
    record = record_with("\n".join(["没有" + "字" * 1_998] * 20))
    assert judging.judge(fill_workbook(record), "x.xlsx").record["narrative"] == record["narrative"]


# -- Lists


@dataclass(frozen=True)
class Asked:
    name: str
    code: str = ""
    scope: str = "own"
    form: str = "zfxxgk"
    year: int = 2025


HEAD = "单位名称,requests.carried_out.person"
LISTS = {
    "rows": lambda n: HEAD + "\n" + "\n".join(f"单位{i},{i}" for i in range(n)),
    "the same unit": lambda n: HEAD + "\n" + "单位,1\n" * n,
    "no figures": lambda n: HEAD + "\n" + "\n".join(f"单位{i}" for i in range(n)),
    "words for figures": lambda n: HEAD + "\n" + "\n".join(f"单位{i},x" for i in range(n)),
    "full width": lambda n: HEAD + "\n" + "\n".join(f"单位{i},１２" for i in range(n)),
    "columns": lambda n: "单位名称," + ",".join(f"x{i}" for i in range(n)),
    "blank lines": lambda n: HEAD + "\n" * n,
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_is_read_in_proportion_to_its_cells(case, tmp_path):
    def read(count):
        path = tmp_path / f"{count}.csv"
        path.write_text(LISTS[case](count), "utf-8")
        try:
            prior_finder(path)
        except SheetError:
            return

    read(100)
    taken = spent(lambda: read(4_000))
    assert taken < SLOW or taken / max(spent(lambda: read(500)), 2e-3) < GROWTH


@pytest.mark.parametrize("text", [HEAD + "\n" + "u,1\n" * 10_000, "单位名称," + "," * 300 + "x", HEAD + "\n" * 200_000])
def test_a_list_beyond_what_an_office_has_says_so(text, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(SheetError, match="10000 行、256 列或 5000000 格"):
        prior_finder(path)


def test_totals_of_a_list_are_worked_out_from_parts_that_are_all_there(tmp_path):
    """Totals of totals as well: （七）总计 of a column adds up rows that are each given."""
    layout = layout_of()
    inputs = [path for path, point in layout.form.points.items() if f"prior.{path}" in layout.slots and not point.operands]
    path = tmp_path / "list.csv"
    path.write_text("单位名称," + ",".join(inputs) + "\n甲县," + ",".join("1" for _ in inputs), "utf-8")
    figures = prior_finder(path)(Asked("甲县"), layout).figures
    assert figures["requests.closed.person"] == Decimal(21), "the rows of （三） that are counted, by the printed form"
    assert figures["requests.closed.total"] == 6 * figures["requests.closed.person"]


def test_the_new_findings_say_what_to_do():
    for name in ("text-too-long", "too-much-text"):
        assert "删减" in CATALOGUE[name].advice.zh
