"""The returns that count, read out of an archive: in which state, with which figures, and nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest

from govxl.archive.cases import COUNTED_STATES
from govxl.archive.store import Archive, ArchiveError
from govxl.look.frames import IN_SUMS
from govxl.words import Both
from tests.look_room.archives import STATES, build, changed, counted_returns, keep, line
from tests.returns import TYPED


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return build(tmp_path_factory.mktemp("archive"))


def test_every_state_has_its_own_name(archive: Archive) -> None:
    found = {each.unit: each.state for each in counted_returns(archive, "zfxxgk")}
    assert found == {**STATES, "己局": "accepted"}, "庚局 was rejected, 辛局 waits for somebody"
    assert {*STATES.values()} == set(COUNTED_STATES), "and each state is reached"
    assert "published-wrong" not in IN_SUMS


def test_the_words_of_a_state_are_those_of_its_case(archive: Archive) -> None:
    cases = {case.unit.unit: case for case in archive.cases.all}
    said: dict[str, Both] = {each.unit: COUNTED_STATES[each.state] for each in counted_returns(archive, "zfxxgk")}
    assert {unit: said[unit] for unit in STATES} == {unit: cases[unit].state_words() for unit in STATES}


def test_whoever_reviews_all_counts_what_a_person_saw(archive: Archive) -> None:
    found = [each.unit for each in counted_returns(archive, "zfxxgk", review_all=True)]
    assert found == ["乙局", "丙局", "丁局", "戊局"]


def test_figures_are_exact_and_each_stands_at_its_point(archive: Archive) -> None:
    first = next(iter(counted_returns(archive, "zfxxgk")))
    typed = {path: value for path, value in TYPED.items() if path.count(".") == 2 and isinstance(value, int | Decimal)}
    typed |= {"proactive.normative.issued": 1}
    assert {path: first.figures[path] for path in typed} == typed
    assert type(first.figures["proactive.fees.amount"]) is Decimal
    assert {type(value) for value in first.figures.values()} == {int, Decimal}
    # 12 people and 3 businesses asked; what was not typed is a zero, what does not apply is no figure.
    assert first.figures["requests.received.total"] == 15
    assert not set(first.nulls) & set(first.figures)


def test_whose_it_is_and_where_it_lies(archive: Archive) -> None:
    first, *_ = found = list(counted_returns(archive, "zfxxgk"))
    assert (first.code, first.level, first.kind, first.edition, first.year, first.scope) == ("11001", "county", "government", "2021", 2025, "own")
    for each in found:
        assert archive.read(each.file) == each.file_name.encode() == f"{each.unit}-退回修改.xlsx".encode()
        assert archive.read(each.record).startswith(b"{")
    assert {each.unit: each.corrections for each in found} == {
        "甲局": 1, "乙局": 0, "丙局": 1, "丁局": 0, "戊局": 0, "己局": 1,
    }  # fmt: skip


def test_years_and_forms_are_kept_apart(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        for year in (2023, 2024, 2025):
            record = changed("甲局", "11001", year, {"proactive.normative.issued": year})
            writer.add(line("received", record, f"{year}.xlsx", outcome="accepted", verdict="accepted", **keep(writer, record)))
    assert [each.figures["proactive.normative.issued"] for each in counted_returns(archive, "zfxxgk")] == [2023, 2024, 2025]
    assert [each.year for each in counted_returns(archive, "zfxxgk", [2025, 2023])] == [2023, 2025]
    assert list(counted_returns(archive, "another")) == []


def test_what_is_not_applicable_and_texts_stand_apart(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        record = changed("甲局", "11001", 2025, {"proactive.regulations.issued": None, "proactive.normative.issued": "见附件"})
        writer.add(line("received", record, "甲.xlsx", outcome="accepted", verdict="accepted", **keep(writer, record)))
    (found,) = counted_returns(archive, "zfxxgk")
    assert "proactive.regulations.issued" in found.nulls
    assert found.texts["proactive.normative.issued"] == "见附件"
    assert not {"proactive.regulations.issued", "proactive.normative.issued"} & found.figures.keys()


@pytest.mark.parametrize("harm", [b"{}\n", b'{"record": 1'])
def test_a_damaged_record_is_named_and_never_read(tmp_path: Path, harm: bytes) -> None:
    archive = build(tmp_path)
    first = next(iter(counted_returns(archive, "zfxxgk")))
    path = tmp_path / first.record
    path.write_bytes(path.read_bytes().replace(b'"issued": 1', b'"issued": 9') if harm == b"{}\n" else harm)
    with pytest.raises(ArchiveError, match=r"甲局.*2025.*archive verify"):
        list(counted_returns(archive, "zfxxgk"))


def test_the_record_of_another_year_is_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        record = changed("甲局", "11001", 2024, {})
        writer.add(line("received", record, "甲", year=2025, outcome="accepted", verdict="accepted", **keep(writer, record)))
    with pytest.raises(ArchiveError, match="另一份表"):
        list(counted_returns(archive, "zfxxgk"))


def test_what_is_no_record_is_named_where_the_log_keeps_no_hash(tmp_path: Path) -> None:
    archive = build(tmp_path)
    with archive.writing() as writer:
        record = changed("壬局", "11009", 2025, {})
        (tmp_path / "records" / "x.json").write_bytes(b"{}\n")
        writer.add(line("received", record, "壬.xlsx", outcome="accepted", verdict="accepted", record="records/x.json"))
    with pytest.raises(ArchiveError, match="壬局"):
        list(counted_returns(archive, "zfxxgk"))
