"""A bag carries a county's sum to its city with all it is made of: the city's sum has it, and a trace goes on below."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.aggregate.collecting import Collector
from govxl.aggregate.family import TwiceError
from govxl.aggregate.keeping import keep
from govxl.aggregate.model import Adjustment, Contribution
from govxl.aggregate.notes import notes_of
from govxl.aggregate.recheck import rechecked
from govxl.archive.store import Archive, ArchiveError
from govxl.archive.unbag import import_bag
from govxl.filing.record import load_record
from govxl.office.roster import Member, Roster, roster_of
from tests.aggregate_room.trees import (
    COUNTY,
    FINANCE,
    JUSTICE,
    LEFT,
    RIGHT,
    TOWN,
    collected,
    county,
    decide,
    plan_of,
    returned,
    roster,
    workbook,
)
from tests.commands import run
from tests.kept import receive
from tests.returns import layout_of

FORM = layout_of().form
LICENCES = "proactive.licensing.decisions"
CITY = "示例市人民政府"


def summed_county(folder: Path, *without: str) -> Archive:
    archive = county(folder, *without)
    collector = Collector(archive, roster(), FORM, 2025)
    for parent in collector.family.parents():
        changes = [Adjustment(LICENCES, Decimal(-7), "同一处罚两个队都报了")] if parent.name == TOWN else []
        keep(archive, collector.sum_of(collector.family.plan_of(parent), changes), FORM, "李四")
    return archive


def city(*more: Member) -> Roster:
    """The list of a city that asks its county for a sum and knows nobody below it."""
    below = Member(3, COUNTY, code="110000", level="county", kind="government", scope="aggregate", parent=CITY)
    return roster_of((Member(2, CITY, level="city", kind="government"), below, *more))


@pytest.fixture
def handed(tmp_path: Path) -> tuple[Archive, Path]:
    return summed_county(tmp_path / "县归档"), tmp_path / "县.zip"


def taken_in(folder: Path, county: Archive, bag: Path, *units: str) -> Archive:
    assert run("archive", "export", *units, "--bundle", bag, "--archive", county.folder).code == 0
    archive = Archive(folder / "市归档")
    returned(archive, CITY)
    import_bag(archive, bag, "王五")
    return Archive(archive.folder)


def of_city(archive: Archive, listed: Roster | None = None):
    listed = listed or city()
    return collected(archive, listed, plan_of(listed, listed.members[0]), FORM, 2025)


@pytest.mark.parametrize("units", [(), (COUNTY,), ("110000",)])
def test_a_county_hands_its_sum_over_and_the_city_has_it_with_all_below(
    tmp_path: Path, handed, units: tuple[str, ...]
) -> None:
    archive = taken_in(tmp_path, *handed, *units)
    found = of_city(archive)
    assert found.complete
    assert [(each.unit, each.scope, each.state) for each in found.contributions] == [
        (CITY, "own", "accepted"),
        (COUNTY, "aggregate", "complete"),
    ]
    assert found.figures[LICENCES] == 654123 - 7 + found.contributions[0].figures.get(LICENCES, 0)
    assert [each.unit for each in found.returns] == [CITY, COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT]


def test_what_came_in_a_bag_is_no_return_of_the_county_and_comes_once(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    assert archive.cases.find("zfxxgk", 2025, "aggregate", Member(0, COUNTY, code="110000")) is None
    lines = len(archive.events)
    done = import_bag(archive, handed[1], "王五")
    assert (done.lines, len(archive.events)) == (0, lines)
    assert run("archive", "verify", "--archive", archive.folder).code == 0
    (told,) = [
        each for each in archive.events if each.event == "adjusted" and each.unit == COUNTY and each.outcome == "bag"
    ]
    assert told.note == handed[0].origin


def test_of_a_sum_that_was_handed_over_nothing_is_decided_and_it_is_said_whose_it_is(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    for words, told in ((COUNTY, f"“{COUNTY}”2025年度的汇总是对方用 govxl 算出来、装在归档包“县.zip”里移交来的"), ("110000", "请对方改正后重新移交")):
        done = run("archive", "decide", words, "--accept", "--by", "赵六", "--note", "收到了", "--scope", "汇总", "--archive", archive.folder)
        assert done.code == 2
        assert told in done.err
        assert "汇总文件夹" not in done.err, "there is none here"
    (kept,) = [each for each in archive.events if each.event == "adjusted" and each.unit == COUNTY and each.record]
    assert kept.record in done.err
    assert (archive.folder / kept.record).is_file()
    done = run("archive", "show", COUNTY, "--scope", "aggregate", "--lang", "en", "--archive", archive.folder)
    assert "handed it over in the bag 县.zip" in done.err


def test_the_trace_of_a_city_goes_on_below_its_county(tmp_path: Path, handed, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    rows = (
        "单位全称,单位代码,层级,性质,上级,统计口径\n"
        + f"{CITY},,city,government,,own\n{COUNTY},110000,county,government,{CITY},aggregate\n"
    )
    (tmp_path / "名单.csv").write_text(rows, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("aggregate", "--roster", "名单.csv", "--archive", archive.folder, "--year", 2025, "-o", "汇总")
    assert "齐全" in done.out, done.out + done.err
    done = run("trace", next(Path("汇总").iterdir()), LICENCES, "--json")
    assert done.code == 0
    *lines, proof = map(json.loads, done.lines)
    assert [(each.get("unit"), each["level"], each["value"]) for each in lines][-8:] == [
        (COUNTY, 2, 100), (FINANCE, 2, 20), (JUSTICE, 2, 3), (TOWN, 2, 653993),
        (TOWN, 3, 4000), (LEFT, 3, 50000), (RIGHT, 3, 600000), (None, 3, -7),
    ]  # fmt: skip
    assert (proof["proven"], proof["returns"]) == (True, 7)
    for each in lines:
        if each.get("file"):
            assert (archive.folder / each["file"]).is_file()
    archive = Archive(archive.folder)
    assert list(rechecked(archive)) == []
    assert [each.unit for each in archive.events if each.event == "adjusted" and each.record] == [TOWN, COUNTY, CITY]


def test_a_county_that_is_not_whole_leaves_its_gaps_in_the_city(tmp_path: Path) -> None:
    archive = taken_in(tmp_path, summed_county(tmp_path / "县归档", RIGHT), tmp_path / "县", COUNTY)
    found = of_city(archive)
    assert [(gap.unit, gap.of) for gap in found.gaps] == [(RIGHT, TOWN)]
    assert found.contributions[-1].state == "incomplete"


def test_a_unit_that_the_city_lists_and_the_county_sums_counts_in_neither_unsaid(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    for name in ("示例县司法局分局", JUSTICE):
        listed = city(Member(4, name, code="110002", parent=CITY))
        with pytest.raises(TwiceError, match=f"“{name}”和“{JUSTICE}（{COUNTY}的汇总）”在归档里是同一份报表"):
            of_city(archive, listed)


def test_what_the_county_typed_counts_before_the_sum_it_made(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    returned(archive, COUNTY, "aggregate", proactive__licensing__decisions=90)
    entry: Contribution = of_city(Archive(archive.folder)).contributions[-1]
    assert (entry.figures[LICENCES], entry.below) == (90, None)


def test_a_sum_that_is_what_the_county_typed_says_where_that_is_from(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    made: Contribution = of_city(archive).contributions[-1]
    figures = {path: made.figures.get(path, Decimal(0)) for path, point in FORM.points.items() if point.kind == "input" and point.traits.numeric}
    typed = {path.replace(".", "__"): value for path, value in figures.items() if not path.startswith("categories.")}
    told = returned(archive, COUNTY, "aggregate", **typed)
    assert told.verdict == "accepted"
    archive = Archive(archive.folder)
    entry: Contribution = of_city(archive).contributions[-1]
    assert (entry.figures, entry.record) == (made.figures, made.record)
    assert [each.unit for each in of_city(archive).returns] == [CITY, COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT]
    # One cell apart, and what was typed counts as it stands.
    other = returned(archive, COUNTY, "aggregate", **{**typed, "proactive__licensing__decisions": made.figures[LICENCES] + 1})
    decide(archive, other, "accept")
    entry = of_city(Archive(archive.folder)).contributions[-1]
    assert (entry.figures[LICENCES], entry.below, entry.record) == (made.figures[LICENCES] + 1, None, other.record)


def test_a_sum_that_is_not_what_the_county_typed_is_said_to_be_left_aside(tmp_path: Path, handed, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    assert of_city(archive).set_aside == ()
    assert not [note for note in notes_of(of_city(archive)) if "另交来" in note]
    returned(archive, COUNTY, "aggregate", proactive__licensing__decisions=90)
    found = of_city(Archive(archive.folder))
    assert [each.unit for each in found.set_aside] == [COUNTY]
    (note,) = [note for note in notes_of(found) if "另交来的汇总 1 份没有计入" in note]
    assert note.endswith(COUNTY)
    monkeypatch.chdir(tmp_path)
    listed = "\n".join(f"{each.name},{each.code},{each.level},{each.kind},{each.parent},{each.scope}" for each in city().members)
    Path("名单.csv").write_text(f"name,code,level,kind,parent,scope\n{listed}\n", "utf-8")
    told = run("aggregate", "--roster", "名单.csv", "--archive", archive.folder, "--year", 2025, "--form", "zfxxgk", "-o", "out")
    assert "另交来的汇总 1 份没有计入" in told.out
    assert COUNTY in told.out
    told = run("aggregate", "--roster", "名单.csv", "--archive", archive.folder, "--year", 2025, "--form", "zfxxgk", "-o", "out", "--json")
    flagged = json.loads(told.out)["flagged"]
    assert flagged["set_aside"] == [{"unit": COUNTY, "code": "110000", "scope": "aggregate", "state": "accepted"}]


def test_a_sum_without_its_records_is_a_gap_that_says_what_lacks(tmp_path: Path, handed) -> None:
    bare = Archive(tmp_path / "市归档")
    county_archive, _ = handed
    event = next(each for each in reversed(county_archive.events) if each.event == "adjusted")
    with bare.writing() as writer:
        place, _ = writer.keep_record(load_record(county_archive.read(event.record)), COUNTY, f"{COUNTY}（汇总）")
        writer.add(replace(event, record=place, previous="", kept="", sha256="", file=""))
    returned(bare, CITY)
    found = of_city(Archive(bare.folder))
    assert [(gap.unit, gap.kind) for gap in found.gaps] == [(COUNTY, "left-out")]
    assert f"“{COUNTY}”的记录" in found.gaps[0].why.zh


def test_a_record_that_was_changed_on_the_way_is_in_no_sum(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    event = next(each for each in archive.events if each.unit == JUSTICE and each.record)
    path = archive.folder / event.record
    path.write_bytes(path.read_bytes().replace(b'"decisions": 3\n', b'"decisions": 4\n'))
    with pytest.raises(ArchiveError, match=JUSTICE):
        of_city(archive)


def test_a_file_that_came_to_the_city_as_well_is_in_its_countys_sum_all_the_same(tmp_path: Path, handed) -> None:
    archive = Archive(tmp_path / "市归档")
    # Under another name, so that the record the city made of it is another.
    mine = receive(archive, workbook(JUSTICE), "直接报来的.xlsx")
    archive = taken_in(tmp_path, *handed, COUNTY)
    theirs = [each.record_sha256 for each in handed[0].events if each.unit == JUSTICE and each.record]
    assert mine.record_sha256 not in theirs
    case = archive.cases.find("zfxxgk", 2025, "own", Member(0, JUSTICE, code="110002"))
    assert case is not None
    assert (case.record, [each.outcome for each in case.returns]) == (mine.record, ["accepted"])
    found = of_city(archive)
    assert found.complete
    assert [each.record_sha256 for each in found.returns if each.unit == JUSTICE] == theirs
    lines = len(archive.events)
    assert import_bag(archive, handed[1], "王五").lines == 0
    assert len(archive.events) == lines
    assert run("archive", "verify", "--archive", archive.folder).code == 0
    with pytest.raises(TwiceError, match=JUSTICE):
        of_city(archive, city(Member(4, JUSTICE, code="110002", parent=CITY)))


def test_a_unit_that_handed_the_city_another_return_than_the_county_has_is_in_neither_sum_unsaid(tmp_path: Path, handed) -> None:
    archive = taken_in(tmp_path, *handed, COUNTY)
    listed = city(Member(4, JUSTICE, code="110002", parent=CITY))
    returned(archive, JUSTICE, proactive__licensing__decisions=7)
    with pytest.raises(TwiceError, match=f"“{JUSTICE}”?.*同一个单位的两份报表") as told:
        of_city(Archive(archive.folder), listed)
    assert f"{JUSTICE}（{COUNTY}的汇总）" in told.value.sentence.zh
