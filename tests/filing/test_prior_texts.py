"""Last year's texts go with last year's figures to whoever judges, from every place an office keeps a record in.

They are for comparing only: no workbook carries them, and they are no part of what makes two of them the same.
"""

import pickle
from pathlib import Path

from govxl.archive.store import Archive
from govxl.filing.model import Identity, Prior, prior_values
from govxl.filing.record import dump_record, prior_in
from govxl.office.prior import prior_finder
from govxl.office.receiving import Wanted, expected_of
from govxl.returns.fill import prior_of
from tests.kept import receive
from tests.returns import filled, judged, layout_of

APPLICATIONS, PROBLEMS, FRONT = "narrative.overview.applications", "narrative.problems.text", "cover.front"
TOLD = "本年公开信息12条。\n均已更新。"
TEXTS = {APPLICATIONS: TOLD, FRONT: "本报告由本机关编制。", "narrative.overview.opening": "", "narrative.overview.platform": "　\n"}
LAST = filled(TEXTS, year=2024)
NEXT = Identity("zfxxgk", "2021", "示例县人民政府", "GOV01", "county", "government", 2025, "own")


def last_record():
    record = judged(LAST).record
    assert record
    return record


def test_a_record_gives_its_long_texts_as_they_were_typed() -> None:
    prior = prior_in(last_record(), "0" * 64, layout_of())
    assert prior.texts[APPLICATIONS] == TOLD
    assert prior.texts[FRONT] == "本报告由本机关编制。"
    assert PROBLEMS in prior.texts
    assert "narrative.overview.opening" not in prior.texts, "a blank is no text"
    assert "narrative.overview.platform" not in prior.texts
    assert "cover.address" not in prior.texts, "only long texts are compared"


def test_a_record_of_a_form_with_other_parts_gives_what_both_have() -> None:
    record = {"tables": {}, "narrative": {"overview": {"applications": "甲", "gone": "乙"}, "problems": "丙"}, "year": 2024, "edition": "2019"}
    record["unit"] = {"name": "甲局"}
    assert prior_in(record, "0" * 64, layout_of()).texts == {APPLICATIONS: "甲"}


def test_texts_are_no_part_of_what_makes_two_the_same_and_go_into_no_workbook() -> None:
    prior = prior_in(last_record(), "0" * 64, layout_of())
    assert prior == prior._replace(texts={})
    assert prior == prior._replace(origin="file")
    assert prior != prior._replace(sha256="1" * 64)
    assert prior != prior._replace(figures={})
    assert prior_values(prior) == prior_values(prior._replace(texts={}))


def test_they_reach_another_process_whole() -> None:
    prior = prior_in(last_record(), "0" * 64, layout_of())
    assert pickle.loads(pickle.dumps(prior)).texts == prior.texts
    assert pickle.loads(pickle.dumps(Prior(2024, "2021", "", {}))).texts == {}


def test_every_place_that_holds_records_gives_them(tmp_path: Path) -> None:
    data, layout = dump_record(last_record()), layout_of()
    (tmp_path / "上年").mkdir()
    (tmp_path / "上年" / "record.json").write_bytes(data)
    receive(Archive(tmp_path / "归档"), LAST)
    finders = (
        prior_finder(tmp_path / "上年"),
        prior_finder(tmp_path / "上年" / "record.json"),
        expected_of(Wanted(archive=tmp_path / "归档")).prior,
    )
    for find in finders:
        found = find(NEXT, layout)
        assert found
        assert found.texts[APPLICATIONS] == TOLD


def test_figures_alone_come_without_texts() -> None:
    last = prior_in(last_record(), "0" * 64, layout_of())._replace(figures={})
    record = judged(filled(year=2025), prior=lambda identity, layout: last).record
    assert record
    carried = prior_of(record)
    assert carried
    assert carried.texts == {}
    assert "本年公开信息12条" not in dump_record(record).decode(), "this year's record does not keep last year's words"
