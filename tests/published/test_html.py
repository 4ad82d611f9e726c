"""Web pages read as paragraphs and tables, whoever wrote them and however; what is no page is refused in a word."""

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from govxl.published.html import read_webpage
from govxl.published.model import FileCell, GridCell, PublishedTable, UnreadableError, expand
from tests.published.pages import CMS, WORD, damaged

SAMPLES = Path(__file__).parents[2] / "samples"
ZIP = next(SAMPLES.rglob("filled.xlsx")).read_bytes()


def blocks(page):
    return read_webpage(page if isinstance(page, bytes) else page.encode()).blocks


def texts(page):
    """Give the paragraphs, and of every table the texts of its rows."""
    return [[[box.text for box in row] for row in each.rows] if isinstance(each, PublishedTable) else each for each in blocks(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<P>甲<P>乙", ["甲", "乙"]),
        ("<p>甲<br>乙</p>", ["甲", "乙"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<p><strong>一、</strong><span>总\n体</span></p>", ["一、总体"]),
        ("<p>one\n  two</p>", ["one two"]),
        ("<p>收到<span>1</span><span lang=EN-US>2<o:p></o:p></span>件</p>", ["收到12件"]),
        ("<p>&nbsp;</p><p>\u200b</p><p>甲&shy;乙</p>", ["甲乙"]),
        ("<p>甲<script>乙</script><style>丙</style><!-- 丁 --><span style='color:red;display:none'>戊</span>己</p>", ["甲己"]),
        ("<p hidden>甲</p><p>乙<del>丙</del><ins>丁</ins></p>", ["乙丁"]),
        ("<title>甲</title><p>乙", ["乙"]),
        ("<p>&lt;b&gt; &amp; &#20013;", ["<b> & 中"]),
        ("<div><ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>后", [[["1", "2"], ["3", "4"]], "后"]),
        ("<table><tr><td><p>1</p><p>2</p></td><td><div>3<td>4</table>", [[["1\n2", "3", "4"]]]),
        ("<table><tr><td>1</td><td>2</td></tr><tr hidden><td>3</td><td>4</td></tr></table>", [[["1", "2"]]]),
        ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", ["甲", "乙"]),
        ("<table><tr><td>导航</td><td>甲<table><tr><td>1<td>2</table>乙</td></tr></table>", ["导航", "甲", [["1", "2"]], "乙"]),
        ("<table><tr><td>1</td><td><table><tr><td>2</td></tr></table></td></tr></table>", [[["1", "2"]]]),
        ("<table><td>1<td>2</table>", [[["1", "2"]]]),
        ("<td>甲</td><p>乙", ["甲", "乙"]),
        ("<table></table><p>甲", ["甲"]),
        ("<html><body><p>甲</body></html><p>乙<html><head><title>丙</title></head><body>丁</body></html>戊", ["甲", "乙", "丁", "戊"]),
    ],
)  # fmt: skip
def test_a_page_is_read_as_a_reader_sees_it(page, expected):
    assert texts(page) == expected


def test_a_caption_is_kept_with_its_table():
    (table,) = blocks("<table><caption>表<b>一</b></caption><tr><td>1<td>2</table>")
    assert (table.caption, len(table.rows)) == ("表一", 1)


def test_spans_are_laid_out_and_their_copies_marked():
    across, down, both = {"across": True}, {"down": True}, {"across": True, "down": True}
    assert expand([[FileCell("a", 2, 2), FileCell("b")], [FileCell("c")], [FileCell("d", 1, 9)]], 99) == (
        (GridCell("a"), GridCell("a", **across), GridCell("b")),
        (GridCell("a", **down), GridCell("a", **both), GridCell("c")),
        (GridCell("d"), GridCell(""), GridCell("")),
    )
    assert [[box.text for box in row] for row in expand([[FileCell("a"), FileCell("b", 1, 2)], []], 99)] == [["a", "b"], ["", "b"]]


@pytest.mark.parametrize(
    ("spans", "columns", "rows"),
    [("colspan=2", 2, 1), ("rowspan=2", 1, 2), ("rowspan=0", 1, 3), ("colspan=0", 1, 1), ("colspan=-3 rowspan=x", 1, 1),
     ("colspan=' 2px'", 2, 1), ("colspan=99999", 256, 1), ("rowspan=99999999999999", 1, 3)],
)  # fmt: skip
def test_spans_are_read_and_bounded(spans, columns, rows):
    (table,) = blocks(f"<table><tr><td {spans}>a<td>b<tr><td>c<tr><td>d</table>")
    covered = {(n, c) for n, row in enumerate(table.rows) for c, box in enumerate(row) if box.text == "a"}
    assert covered == {(n, c) for n in range(rows) for c in range(columns)}


@pytest.mark.parametrize("page", [WORD, CMS], ids=["word", "cms"])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_is_in(page, encoding):
    page = page.replace("−", "-").replace("&shy;", "")
    assert blocks(page.encode(encoding)) == blocks(page)


def test_what_a_page_says_of_its_encoding_is_believed_where_it_is_not_utf_8():
    assert texts('<meta charset="big5"><p>資訊公開</p>'.encode("big5")) == ["資訊公開"]
    assert texts("<p>没有说明的网页</p>".encode("gbk")) == ["没有说明的网页"]
    assert texts('<meta charset="gb2312"><p>朱镕基</p>'.encode("gbk")) == ["朱镕基"]
    assert texts('<meta charset="gb2312"><p>其实是UTF-8</p>') == ["其实是UTF-8"]
    assert texts('<meta charset="utf-8"><p>甲'.encode() + b"\xff</p>") == ["甲\ufffd"]
    assert texts("<?xml version='1.0' encoding='gbk'?><html><p>甲</p></html>".encode("gbk")) == ["甲"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (ZIP, "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-word"),
        (b"{\\rtf1\\ansi <p>}", "old-word"),
        (b"%PDF-1.7\n<p>", "pdf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<p>", "archive"),
        ("一份文字".encode(), "not-html"),
        (b'{"record": 1}', "not-html"),
        (b"a < b", "not-html"),
        (bytes(100), "not-html"),
        (b"<p>" + b" " * 8_000_000, "too-large"),
        (b"<p>" + b"x" * 1_000_001, "too-large"),
        (b"<div>" * 300 + b"<p>x", "too-deep"),
        (b"<table>" + b"<tr><td rowspan=9 colspan=256><td>x" * 400, "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_word(data, reason):
    with pytest.raises(UnreadableError) as refused:
        read_webpage(data)
    assert refused.value.reason == reason


def test_nothing_is_fetched_and_no_entity_grows(tmp_path):
    (tmp_path / "secret.txt").write_text("机密")
    page = f"""<!DOCTYPE html SYSTEM "file://{tmp_path}/secret.txt" [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">
      <!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]><html><p>甲&b;&s;</p><iframe src="file://{tmp_path}/secret.txt"></iframe></html>"""
    read = "".join(str(block) for block in blocks(page))
    assert "甲" in read
    assert "机密" not in read
    assert "aaaaaaaa" not in read


BAD = {
    "many cells": b"<table>" + b"<tr><td>1<td>2" * 30_000,
    "many tables": b"<table><tr><td>1<td>2</table>" * 60_000,
    "many tags": b"<b></b>" * 400_000,
    "many paragraphs": b"<p>x" * 300_000,
    "one long word": b"<p>" + b"1," * 400_000,
    "many blanks": b"<p>" + b" \n" * 2_000_000 + b"x",
    "blanks without a line end": b"<p>x" + b" " * 900_000 + b"x",
    "wide blanks": b"<p>x" + "\u3000".encode() * 900_000 + b"x",
    "many attributes": b"<p " + b"a=1 " * 500_000 + b">x",
    "unclosed rows": b"<table>" + b"<tr><td><div>" * 80,
}


@pytest.mark.parametrize("case", BAD)
def test_a_hostile_page_does_not_take_long(case):
    began = time.process_time()
    with suppress(UnreadableError):
        read_webpage(BAD[case])
    assert time.process_time() - began < 20, "generous, for a shared machine: what hangs takes minutes"


@pytest.mark.parametrize("seed", range(6))
def test_damaged_pages_are_read_or_refused_and_nothing_else(seed):
    draw = random.Random(seed)
    pages = [WORD.encode("gb18030"), CMS.encode("gb18030"), next(SAMPLES.rglob("*报告.html")).read_bytes()]
    refused = read = 0
    for _ in range(60):
        try:
            read_webpage(damaged(draw.choice(pages), draw))
            read += 1
        except UnreadableError:
            refused += 1
    assert read > 30, "the draw must leave pages that can be read"
    assert read + refused == 60


# -- What is remembered of our own pages

GROUNDS = {"white": "#ffffff", "black": "#000000"}


def seen_on(ground: str, ink: str, trusted: bool = True):
    """Read a text of a colour on a ground, the texts around it without a look of their own."""
    page = f'<div style="background:{GROUNDS[ground]};font-size:20px"><p style="color:{GROUNDS[ink]}">本年新收12件</p><p>其他</p></div>'
    published = read_webpage(page.encode(), trusted)
    return list(published.blocks), [odd.doubt.kind for odd in published.odds]


@pytest.mark.parametrize("most", [0, 1, 1000])
def test_a_page_of_ours_is_read_alike_whatever_was_read_before(most, monkeypatch):
    monkeypatch.setattr("govxl.published.cascade.MOST_OURS", most)
    rng = random.Random(most)
    for _ in range(60):
        ground, ink = rng.choice(list(GROUNDS)), rng.choice(list(GROUNDS))
        blocks, odd = seen_on(ground, ink)
        assert ("本年新收12件" in blocks) == (ground != ink), "a text in the colour of its ground is not there to be read"
        assert ("hidden" in odd) == (ground == ink or ground == "black"), "black on black are the others, too"
        assert (blocks, odd) == seen_on(ground, ink, trusted=False)


def test_a_page_with_a_style_sheet_is_read_by_that_alone():
    plain = '<p style="font-size:20px" class="note">甲12件</p>'
    hiding = f"<style>.note {{ display: none }}</style>{plain}"
    for _ in range(3):
        assert read_webpage(plain.encode(), True).blocks == ("甲12件",)
        assert read_webpage(hiding.encode(), True).blocks == ()
