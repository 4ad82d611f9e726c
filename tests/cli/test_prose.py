"""govxl prose: every figure of a text as it was understood, whatever the text comes in, and the exit codes."""

import json
import re
import shutil
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.commands import run

SAMPLES = Path(__file__).parents[2] / "samples" / "zfxxgk-2021"
RECORD = SAMPLES / "county" / "expected" / "record.json"
# What the county's tables say: 455 received, 26 carried in, 444 closed, 173 granted.
HONEST = "本年收到政府信息公开申请455件，上年结转26件。予以公开173件。"
WRONG = "本年收到政府信息公开申请465件，上年结转26件。"


def told(*args):
    done = run("prose", *args, "--json")
    return done.code, [json.loads(line) for line in done.lines]


def by_said(lines, of="mention"):
    return {line["said"]: line for line in lines if line["of"] == of}


def test_words_in_the_call_are_held_against_a_record():
    code, lines = told(HONEST, "--record", RECORD)
    assert code == 0
    assert {line["said"]: (line["about"], line["agrees"]) for line in lines} == {"455件": ("received", True), "26件": ("carried_in", True), "173件": ("granted", True)}
    code, lines = told(WRONG, "--record", RECORD)
    assert code == 1
    wrong = by_said(lines)["465件"]
    assert (wrong["agrees"], wrong["rule"], wrong["certain"]) == (False, "N1", True)
    assert wrong["readings"][0]["value"] == "455"
    assert wrong["readings"][0]["points"] == ["requests.received.total"]
    assert WRONG[wrong["start"] : wrong["end"]] == "465件"
    assert "政府信息公开申请" in "".join(wrong["words"])


def test_without_a_record_words_are_only_understood():
    code, lines = told(WRONG)
    assert code == 0
    assert [(line["said"], line["about"], line["agrees"], line["readings"][0]["value"]) for line in lines] == [("465件", "received", None, None), ("26件", "carried_in", None, None)]


def test_on_the_screen_a_figure_has_its_state_its_rule_and_where_it_stands():
    done = run("prose", f"前言。\n{WRONG}", "--record", RECORD)
    assert done.code == 1
    first, place = done.lines[:2]
    assert first.split()[:3] == ["465件", "不符", "N1"]
    assert first.endswith("455")
    assert "第2段第13—16字" in place
    assert "收到政府信息公开申请465件" in place
    english = run("prose", WRONG, "--record", RECORD, "--lang", "en")
    assert "differs" in english.lines[0]
    assert "paragraph 1, 13 to 16" in english.lines[1]


def test_sums_need_no_record():
    code, lines = told("共办结12件，其中予以公开5件，不予公开6件。")
    assert code == 1
    group = by_said(lines, "group")["12件"]
    assert (group["parts"], group["open"], group["agrees"], group["rule"]) == (["5件", "6件"], False, False, "N5")
    assert [each["value"] for each in group["should"]] == ["11"]
    code, lines = told("共办结11件，其中予以公开5件，不予公开6件。")
    assert (code, by_said(lines, "group")["11件"]["agrees"]) == (0, True)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_codes_of_the_house(tmp_path, codec):
    path = tmp_path / "总体情况.txt"
    path.write_bytes(WRONG.replace("，", "，\r\n").encode(codec))
    code, lines = told(path, "--record", RECORD.parent)
    assert code == 1
    assert by_said(lines)["465件"]["agrees"] is False
    # A line end is one character, as in a record.
    assert (by_said(lines)["26件"]["start"], by_said(lines)["26件"]["path"]) == (22, "")


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(WRONG.encode("gb18030"))))
    code, lines = told("-", "--record", RECORD)
    assert code == 1
    assert set(by_said(lines)) == {"465件", "26件"}


@pytest.mark.parametrize("source", [RECORD, RECORD.parent, SAMPLES / "county" / "filled.xlsx"])
def test_a_record_and_a_workbook_are_held_against_their_own_figures(source):
    code, lines = told(source)
    assert code == 0
    assert {line["path"] for line in lines} >= {"narrative.overview.supervision", "narrative.problems.text"}
    assert by_said(lines)["612人次"]["about"] is None
    assert not [line for line in lines if line["agrees"] is False]


def edited(tmp_path, text):
    record = json.loads(RECORD.read_text("utf-8"))
    record["narrative"]["overview"]["applications"] = text
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return path


def test_a_records_text_that_differs_is_shown_with_its_sheet_and_field(tmp_path):
    done = run("prose", edited(tmp_path, WRONG))
    assert done.code == 1
    assert "「一、总体情况」依申请公开  narrative.overview.applications" in done.lines


def test_a_rejected_workbook_is_read_all_the_same():
    code, lines = told(SAMPLES / "mistakes" / "filled.xlsx")
    assert code == 0
    assert by_said(lines)["两个方面"]["path"] == "narrative.overview.applications"


def test_a_field_may_say_what_its_text_is_about():
    code, lines = told("今年共收到95件。", "--field", "narrative.overview.applications")
    assert code == 0
    points = [each["points"] for each in by_said(lines)["95件"]["readings"]]
    assert ["requests.received.total"] in points
    assert by_said(told("今年共收到95件。")[1])["95件"]["about"] is None


def test_the_form_is_that_of_the_year():
    fee = "收取信息处理费100元。"
    # Only since 2021 has the form a place for it.
    assert by_said(told(fee, "--year", "2020")[1])["100元"]["about"] is None
    assert by_said(told(fee, "--form", "zfxxgk/2019", "--year", "2020")[1])["100元"]["about"] is None
    assert by_said(told(fee, "--year", "2025")[1])["100元"]["readings"][0]["points"] == ["cover.fee_amount"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年，本机关收到政府信息公开申请26件，较2021年增长30%。", 2022),
        ("２０２２ 年度收到政府信息公开申请26件。下一步，2023年将继续做好公开工作。", 2022),
        ("二〇二二年收到政府信息公开申请26件。", 2022),
        ("按照2019年修订的条例，2022年收到政府信息公开申请26件，2022年末结转1件。", 2022),
    ],
)
def test_without_a_record_words_are_read_for_the_year_they_name(text, year):
    done = run("prose", text, "--json")
    lines = [json.loads(line) for line in done.lines]
    assert (by_said(lines)["26件"]["rule"], by_said(lines)["26件"]["year"]) == ("N2", year)
    assert str(year) in done.err
    assert "--year" in done.err


@pytest.mark.parametrize("text", [HONEST, "1998年收到政府信息公开申请455件。"])
def test_words_that_name_no_year_of_a_form_are_read_for_the_last(text):
    done = run("prose", text)
    assert (done.code, done.err) == (0, "")


def test_a_year_that_is_given_goes_before_the_one_that_words_name():
    done = run("prose", "2022年收到政府信息公开申请26件。", "--year", "2023", "--json")
    assert (json.loads(done.lines[0])["year"], done.err) == (2022, "")
    done = run("prose", "2022年收到政府信息公开申请26件。", "--record", RECORD, "--json")
    assert (json.loads(done.lines[0])["about"], done.err) == (None, "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["没有.txt"], "没有.txt"),
        (["甲", "--field", "narrative.nosuch"], "narrative.nosuch"),
        (["甲", "--form", "zfxxgk/1999"], "zfxxgk/1999"),
        (["甲", "--record", "没有.json"], "没有.json"),
        ([], "文件或文字"),
    ],
)
def test_what_cannot_be_run_says_why(args, said):
    done = run("prose", *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"\x00\x01\x02"), ("b.xlsx", b"PK\x03\x04no"), ("c.txt", b"\xff\xff\xff"), ("d.txt", "字".encode() * 400_001)])
def test_files_that_hold_no_text_are_refused(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    done = run("prose", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert name in done.err


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_published_report_is_held_against_its_record_without_its_tables(tmp_path, kind):
    wrong = json.loads(RECORD.read_text("utf-8"))
    text = wrong["narrative"]["overview"]["applications"]
    # The record that is published says 465 in its prose, and has 455 in its tables.
    wrong["narrative"]["overview"]["applications"] = f"{text}\n{WRONG}"
    (tmp_path / "wrong.json").write_text(json.dumps(wrong, ensure_ascii=False), "utf-8")
    for name, record in (("right", RECORD), ("wrong", tmp_path / "wrong.json")):
        assert run("render", record, "--to", kind, "-o", tmp_path / name).code == 0
    (right,), (made,) = (tmp_path / "right").iterdir(), (tmp_path / "wrong").iterdir()
    code, lines = told(right, "--record", RECORD)
    assert (code, {line["agrees"] for line in lines} - {None}) == (0, {True})
    assert by_said(lines)["455件"]["about"] == "received"
    code, lines = told(made, "--record", RECORD)
    assert (code, [line["said"] for line in lines if line["agrees"] is False]) == (1, ["465件"])


def test_a_published_report_without_a_record_is_read_for_its_own_year(tmp_path):
    assert run("render", RECORD, "--to", "docx", "-o", tmp_path).code == 0
    (made,) = tmp_path.iterdir()
    code, lines = told(made)
    assert (code, by_said(lines)["455件"]["year"]) == (0, 2025)


@pytest.mark.parametrize("name", ["a.docx", "a.html"])
def test_what_is_no_published_report_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04no")
    done = run("prose", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert name in done.err


def test_nothing_a_screen_would_obey_is_printed(tmp_path):
    done = run("prose", "收到\x1b[31m申请95件\u202e")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_a_slip_is_shown_with_the_name_of_its_rule():
    text = "根据国办公开办函〔2019〕60号编制。"
    done = run("prose", text, "--year", "2025")
    assert done.code == 1
    assert done.lines[0].split()[1:3] == ["请核实", "L1"]
    assert "国办公开办函〔2021〕30号" in done.lines[0]
    (line,) = told(text, "--year", "2025")[1]
    assert (line["of"], line["rule"], line["agrees"]) == ("slip", "L1", False)
    assert line["says"] in done.lines[0]
    assert told(text, "--year", "2020")[0] == 0


def laid(folder, record, **changes):
    """Lay a record, changed, into a folder; its texts are given by the names of their fields."""
    kept = json.loads(record.read_text("utf-8"))
    kept["narrative"]["overview"] |= changes.pop("overview", {})
    folder.mkdir()
    path = folder / "record.json"
    path.write_text(json.dumps(kept | changes, ensure_ascii=False), "utf-8")
    return path


LAST = SAMPLES / "county-2024" / "expected" / "record.json"
STALE = "全年通过政府网站、公众号发布各类信息1,357条。"


def test_what_was_copied_is_seen_with_last_years_record(tmp_path):
    texts = json.loads(LAST.read_text("utf-8"))["narrative"]
    copied = laid(tmp_path / "copied", RECORD, narrative=texts)
    assert [line["rule"] for line in told(copied)[1] if line["of"] == "slip" and line["rule"] in ("N12", "L6")] == []
    code, lines = told(copied, "--prior", LAST)
    (slip,) = [line for line in lines if line["rule"] == "N12"]
    assert code == 1
    assert int(slip["said"].rstrip("%")) > 90
    this, last = (laid(tmp_path / name, of, overview={"applications": STALE}) for name, of in (("this", RECORD), ("last", LAST)))
    for prior in (last, last.parent):
        (slip,) = [line for line in told(this, "--prior", prior)[1] if line["of"] == "slip"]
        assert (slip["rule"], slip["said"]) == ("L6", "1,357")
    (slip,) = [line for line in told(STALE, "--record", this, "--prior", last)[1] if line["of"] == "slip"]
    assert slip["rule"] == "L6"


def test_changes_are_held_against_the_prior_that_is_given(tmp_path):
    # Added up from the eight rows of both records, for the tables print no such total.
    last, now = 0 + 3 + 0 + 17 + 5 + 6 + 7 + 12, 1 + 4 + 2 + 14 + 6 + 5 + 9 + 14
    this = laid(tmp_path / "this", RECORD, prior=None)
    for more, right in ((now - last, True), (now - last + 1, False)):
        text = f"不予公开{now}件，比上年增加{more}件。"
        assert by_said(told(text, "--record", this)[1], "change")[f"{more}件"]["agrees"] is None
        change = by_said(told(text, "--record", this, "--prior", LAST)[1], "change")[f"{more}件"]
        assert change["agrees"] is right
    (should,) = change["should"]
    assert should["value"] == f"增长{now - last}件"
    assert should["label"].endswith(f" {last}）")


def test_what_a_figure_should_be_is_said_in_the_language_asked_for(tmp_path):
    sums = run("prose", "共办结12件，其中予以公开5件，不予公开6件。", "--lang", "en")
    assert "should be the parts added up: 5件＋6件 11" in sums.out
    text = "本年新收政府信息公开申请455件，同比增长900%。上年结转26件；2024年新收政府信息公开申请1件。"
    this = laid(tmp_path / "this", RECORD, prior=None)
    english = run("prose", text, "--record", this, "--prior", LAST, "--lang", "en")
    assert re.search("should be 一、本年新收, last year's 一、本年新收 [0-9]+ (up|down) [0-9]+%", english.out)
    assert re.search("last year's 一、本年新收 [0-9]+\n", english.out)
    assert "上年的" not in english.out
    chinese = run("prose", text, "--record", this, "--prior", LAST)
    assert "上年的一、本年新收" in chinese.out
    assert "last year" not in chinese.out


def test_last_years_record_is_asked_for_with_this_years(tmp_path):
    for args, said in (([STALE, "--prior", LAST], "--record"), ([RECORD, "--prior", RECORD], "2024"), ([RECORD, "--prior", tmp_path / "无.json"], "无.json")):
        done = run("prose", *args)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    assert run("prose", SAMPLES / "county" / "filled.xlsx", "--prior", LAST).code in (0, 1)


def test_words_without_a_figure_are_said_to_have_none():
    done = run("prose", "没有其他需要报告的事项。")
    assert (done.code, done.lines) == (0, ["  没有读到数"])


def test_figures_called_for_are_no_figures_of_the_text():
    code, lines = told("本年新收{requests.received.total}件，{1.属于国家秘密}件，共{本年新收}", "--record", RECORD)
    assert (code, lines) == (0, [])


@pytest.mark.parametrize("text", ["其中{（一）予以公开}件、5件。", "其中自然人{本年新收政府信息公开申请数量/自然人}件、企业5件", "｛信息处理费｝涉及1件"])
def test_what_stands_in_braces_says_nothing_about_the_figures_beside_it(text):
    (line,) = told(text)[1]
    assert line["about"] is None
    assert not [word for word in line["words"] if word in ("予以公开", "信息处理费", "本年新收")]


def test_a_figure_behind_a_call_is_found_at_its_place():
    text = "{本年新收}2024年收到9件。本年收到政府信息公开申请465件。"
    wrong = by_said(told(text, "--record", RECORD)[1])["465件"]
    assert text[wrong["start"] : wrong["end"]] == "465件"
    assert (wrong["about"], wrong["agrees"]) == ("received", False)


def test_a_share_of_nobody_knows_what_is_not_held():
    shares = by_said(told("公开占41.7%。")[1], "share")
    assert [line["agrees"] for line in shares.values()] == [None] * len(shares)


def test_the_file_is_only_read(tmp_path):
    path = Path(shutil.copy(RECORD, tmp_path))
    before = path.read_bytes()
    run("prose", path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
