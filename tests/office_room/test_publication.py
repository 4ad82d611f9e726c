"""What was published: held against the record that counts, kept with where and when, and never taken back."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from govxl.archive.store import Archive
from govxl.office.asked import Asked, DecisionError
from govxl.office.decisions import Ruling, accept
from govxl.office.ingest import FORMATS
from govxl.office.publication import Publication, PublishedAs, publish
from govxl.published.html import read_webpage
from govxl.report.document import Report
from govxl.returns.check import Expected
from tests.kept import issue, receive
from tests.returns import UNIT, accepted, filled, judged, layout_of

ASKED = Asked(UNIT, year=2025)
URL = "https://www.example.gov.cn/2025.html"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "归档")
    issue(archive, UNIT, "GOV01")
    return archive


def page(data: bytes) -> bytes:
    return FORMATS["page"](Report(layout_of().form, judged(data).record))


def out(archive: Archive, data: bytes, note: str = "", url: str = URL, day: date = date(2026, 1, 25)) -> PublishedAs:
    report = Publication("年报.html", data, read_webpage(data), url, day, "王五", note)
    return publish(archive, ASKED, report)


def test_a_report_that_says_what_its_record_says_is_kept(archive: Archive) -> None:
    received = receive(archive, accepted())
    done = out(archive, page(accepted()))
    assert (done.state, done.comparison.differences) == ("published", ())
    line = json.loads(archive.log.read_bytes().splitlines()[-1])
    sha256 = hashlib.sha256(page(accepted())).hexdigest()
    assert line["kept"] == f"published/{sha256}.html"
    assert (archive.folder / line["kept"]).read_bytes() == page(accepted())
    told = [line[key] for key in ("event", "file", "sha256", "url", "date", "by", "record", "record_sha256")]
    assert told == ["published", "年报.html", sha256, URL, "2026-01-25", "王五", received.record, received.record_sha256]
    assert not {"codes", "outcome", "verdict", "explained", "note"} & line.keys()


def test_noted_again_it_is_noted_once(archive: Archive) -> None:
    receive(archive, accepted())
    out(archive, page(accepted()))
    before = archive.log.read_bytes()
    assert out(archive, page(accepted())).again
    assert archive.log.read_bytes() == before


def test_a_report_that_differs_is_refused_until_somebody_says_why(archive: Archive) -> None:
    receive(archive, accepted())
    other = page(filled({"proactive.normative.issued": 7}))
    before = archive.log.read_bytes()
    done = out(archive, other)
    assert (done.event, done.state) == (None, "accepted")
    assert ("6", "7") in [(each.ours, each.theirs) for each in done.comparison.differences]
    assert archive.log.read_bytes() == before
    assert not (archive.folder / "published").exists()
    assert out(archive, other, note="公开时按部门来函更正").event.note == "公开时按部门来函更正"


def test_a_correction_keeps_both_versions_and_the_reason(archive: Archive) -> None:
    receive(archive, accepted())
    out(archive, page(accepted()))
    mended = filled({"proactive.normative.issued": 7})
    receive(archive, mended, "更正.xlsx")
    with pytest.raises(DecisionError, match="待审核"):
        out(archive, page(mended))
    accept(archive, ASKED, Ruling("王五", "漏报1件"), Expected())
    with pytest.raises(DecisionError, match=r"2026-01-25 公开过 年报\.html；这一次更正了什么"):
        out(archive, page(mended))
    out(archive, page(mended), note="规章漏报1件")
    (case,) = archive.cases.all
    assert [(each.record[-6:], each.note) for each in case.published] == [("1.json", ""), ("2.json", "规章漏报1件")]
    assert len(list((archive.folder / "published").iterdir())) == 2


def test_a_rejected_return_has_no_record_to_publish(archive: Archive) -> None:
    receive(archive, filled({"requests.carried_out.person": 5}))
    with pytest.raises(DecisionError, match="现在是“退回修改”"):
        out(archive, page(accepted()))


def test_no_report_is_published_before_its_year(archive: Archive) -> None:
    receive(archive, accepted())
    with pytest.raises(DecisionError, match="2025 年度的报告不会在那以前公开"):
        out(archive, page(accepted()), day=date(2020, 1, 25))


def test_no_report_is_published_on_a_day_that_is_still_to_come(archive: Archive) -> None:
    receive(archive, accepted())
    before = archive.log.read_bytes()
    with pytest.raises(DecisionError, match="还没有到"):
        out(archive, page(accepted()), day=date.today() + timedelta(days=2))
    assert archive.log.read_bytes() == before
    assert out(archive, page(accepted()), day=date.today()).state == "published"


@pytest.mark.parametrize("url", ["", "www.example.cn", "https://a b.cn/", "https://x.cn/\u200b", "ftp://x.cn/a"])
def test_an_address_is_one(archive: Archive, url: str) -> None:
    receive(archive, accepted())
    with pytest.raises(DecisionError, match="--url"):
        out(archive, page(accepted()), url=url)
