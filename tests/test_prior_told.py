"""Last year's figures in a workbook: none is lost, altered or made up without somebody being told.

Whatever is done to them rejects the file where the office cannot give them again; where it gives them they are used, and
it is told. What honest programs do to a workbook accuses nobody.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from govxl.filing.model import Identity, Judgement, Prior
from govxl.filing.overridden import overridden_record
from govxl.filing.record import Record, RecordError, dump_record, hold_against, load_record
from govxl.filing.schema import record_schema
from govxl.findings.finding import advice_of, message_of
from govxl.layout.own_pages import IDENTITY
from govxl.office.ingest import ingest
from govxl.office.outbox import fill_workbook
from govxl.office.prior import prior_finder
from govxl.report.review import review_of
from govxl.returns.check import Expected, judge
from govxl.returns.migrate import can_be_migrated, migrate
from govxl.workbook.identity import prior_digest
from tests.commands import run
from tests.office import Formula, Office
from tests.returns import (
    REQUESTS,
    UNIT,
    error,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    packed,
    parts_of,
    put,
    words,
    workbook,
)
from tests.sent_back import sent_back
from tests.tampering import (
    Deed,
    forged,
    hide,
    in_book,
    in_part,
    in_sheet,
    openpyxl_does,
    paste_sheet,
    remove,
    rename,
    together,
    without_properties,
)

ROOT = Path(__file__).parents[1]
PRIOR, CUSTOM = "上年数据", "docProps/custom.xml"
FIGURES = {
    "proactive.regulations.in_force": Decimal(0), "proactive.normative.in_force": Decimal(37),
    "proactive.fees.amount": Decimal("3988.241619"),
    **{f"requests.carried_out.{column}": Decimal(0) for column in ("business", "research", "welfare", "legal", "other_body")},
    "requests.carried_out.person": Decimal(2), "requests.carried_out.total": Decimal(2),
}  # fmt: skip
LAST = Prior(2024, "2021", "ab" * 32, FIGURES)
OTHER = LAST._replace(figures=FIGURES | {"requests.carried_out.person": Decimal(1), "requests.carried_out.total": Decimal(1)})
"""Figures that ask for a reason: 1 was carried out, and the return carries in 2."""

SLOTS = layout_of().slots


def at(path: str) -> tuple[str, str]:
    return PRIOR, SLOTS[f"prior.{path}"].box.address


PERSON, FREE = at("requests.carried_out.person"), at("requests.secret.person")
DIGEST_ROW = IDENTITY.index("prior") + 1


def given(prior: Prior = LAST) -> Expected:
    return Expected(prior=lambda identity, layout: prior)


@cache
def kept(name: str) -> bytes:
    return filled(prior={"last": LAST, "other": OTHER, "none": None}[name])


def honest(prior: Prior | None = LAST) -> bytes:
    return kept("none" if prior is None else "last" if prior == LAST else "other")


def no_digest_property(data: bytes) -> bytes:
    return packed(in_part(parts_of(data), CUSTOM, r'<property [^>]*name="govxl.prior">.*?</property>', ""))


NO_DIGEST_CELL = in_sheet("govxl", rf'<row r="{DIGEST_ROW}".*?</row>', "")


def emptied(book: openpyxl.Workbook) -> None:
    for path in FIGURES:
        book[PRIOR][at(path)[1]] = None


def put_into(place: tuple[str, str], content: str) -> Deed:
    return lambda data: put(data, {place: content})


DEEDS: dict[str, Deed] = {
    "a figure deleted": put_into(PERSON, ""),
    "another figure": put_into(PERSON, figure("1")),
    "a figure that was not there": put_into(FREE, figure("0")),
    "words": put_into(PERSON, words("两件")),
    "a figure as text": put_into(PERSON, words("2")),
    "an error": put_into(PERSON, error("#REF!")),
    "a truth": put_into(PERSON, ' t="b"|<v>1</v>'),
    "a formula that shows the figure": put_into(PERSON, formula("50", "2")),
    "a formula that is the figure": put_into(PERSON, formula("1+1", "2")),
    "a reference": put_into(PERSON, formula(f"'{REQUESTS}'!D7", "2")),
    "words where nothing was": put_into(FREE, words("见附件")),
    "all figures emptied": openpyxl_does(emptied),
    "the year emptied": put_into(at("year"), ""),
    "another year": put_into(at("year"), words("2023")),
    "a year in words": put_into(at("year"), words("去年")),
    "the year as a formula": put_into(at("year"), ' t="str"|<f>"2024"</f><v>2024</v>'),
    "another record": put_into(at("sha256"), words("cd" * 32)),
    "the edition emptied": put_into(at("edition"), ""),
    "the sheet deleted": remove(PRIOR),
    "the sheet deleted by openpyxl": openpyxl_does(lambda book: book.remove(book[PRIOR])),
    "the sheet emptied": in_sheet(PRIOR, "<sheetData>.*</sheetData>", "<sheetData/>"),
    "rows deleted": openpyxl_does(lambda book: book[PRIOR].delete_rows(2, 40)),
    "the sheet of a workbook issued without": paste_sheet(PRIOR, lambda: honest(None)),
    "the digest gone": together(no_digest_property, NO_DIGEST_CELL),
    "the digest gone, figures too": together(no_digest_property, NO_DIGEST_CELL, openpyxl_does(emptied)),
    "the digest of none": together(forged("prior", "none"), put_into(FREE, figure("3")), openpyxl_does(emptied)),
    "another digest": forged("prior", "0" * 32),
    "the properties gone, a figure changed": together(without_properties, put_into(PERSON, figure("1"))),
    "the identity sheet gone, a figure changed": together(remove("govxl"), put_into(PERSON, figure("1"))),
    "renamed, hidden, a figure changed": together(put_into(PERSON, figure("1")), rename(PRIOR, "去年"), hide("去年")),
}  # fmt: skip


@cache
def done(name: str, prior: str = "last") -> bytes:
    """Give a workbook to whose figures something was done."""
    return DEEDS[name](kept(prior))


BLOCKING = {"prior-altered", "sheet-missing", "structure-changed"}


def of_prior(judgement: Judgement) -> list[tuple[str, str]]:
    return [(found.name, found.severity) for found in judgement.findings if found.code in ("I008", "I016", "I017")]


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_done_to_last_years_figures_rejects_the_file(name: str) -> None:
    judgement = judged(done(name))
    assert of_prior(judgement) == [("prior-altered", "hard")]
    assert {found.name for found in judgement.findings if found.blocks} <= BLOCKING
    assert judgement.record is None


@pytest.mark.parametrize("name", DEEDS)
def test_where_the_office_gives_them_they_are_used_and_it_is_told(name: str) -> None:
    judgement = judge(done(name), "filled.xlsx", given())
    assert of_prior(judgement) == [("prior-altered", "warning")]
    assert judgement.record, [(found.name, message_of(found)) for found in judgement.findings if found.blocks]
    assert judgement.record["prior"] == load_record(dump_record(judged(honest()).record))["prior"] | {"from": "office"}  # type: ignore[arg-type]


def in_review(record: Record | None) -> list[str]:
    """Give what 审核说明 says of last year's figures, and hold that it says it nowhere else."""
    assert record
    review = review_of(layout_of().form, load_record(dump_record(record)))
    parts = {part.heading: [line for entry in part.entries for line in entry.items] for part in review.parts}
    told = parts.pop(PRIOR, [])
    assert "上年数据" not in " ".join(line for lines in parts.values() for line in lines)
    return told


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: judge(honest(), "f.xlsx", given()), ""),
        (lambda: judged(honest()), ""),
        (lambda: judged(honest(None)), ""),
        (lambda: judge(honest(), "f.xlsx", given(LAST._replace(unit=f" {UNIT}"))), ""),
        (lambda: judge(honest(), "f.xlsx", given(LAST._replace(unit="示例县"))), f"上年数据用的是“示例县”2024年度的，和“{UNIT}”代码相同、名称不同"),
        (lambda: judge(done("another figure"), "f.xlsx", given()), "报表里的上年数据和下发时不一样：有数被改动、增减，或者核验码对不上；已按提供的上年数据核对"),
        (lambda: judge(honest(OTHER), "f.xlsx", given()), "报表里的上年数据和提供的上年记录不一致："),
        (lambda: judge(honest(), "f.xlsx", Expected(prior=prior_finder(ROOT / "tests" / "frozen" / "issue-2"))), f"issue-2 里没有“{UNIT}”能用的上年数据："),
    ],
)  # fmt: skip
def test_the_paper_for_the_office_says_whose_figures_of_last_year_it_was_held_against(make: Callable[[], Judgement], said: str) -> None:
    told = in_review(make().record)
    assert len(told) == bool(said)
    assert all(line.startswith(said) for line in told)


def test_what_somebody_let_pass_says_it_as_well() -> None:
    judgement = judge(done("words", "other"), "f.xlsx", given(OTHER._replace(unit="示例县")))
    assert judgement.record is None
    assert judgement.reading
    told = in_review(overridden_record(judgement, judgement.reading, "电话核实过"))
    assert [line[:9] for line in told] == ["上年数据用的是“示", "报表里的上年数据和"]


@pytest.mark.parametrize("name", DEEDS)
def test_the_rule_that_asked_for_a_reason_still_asks(name: str) -> None:
    judgement = judge(done(name, "other"), "filled.xlsx", given(OTHER))
    assert [(found.rule, found.at) for found in judgement.findings if found.blocks] == [("A4", "person"), ("A4", "total")]


def test_the_message_names_the_cell_and_what_to_do() -> None:
    (found,) = [each for each in judged(done("words")).findings if each.name == "prior-altered"]
    assert message_of(found) == f"报表里的上年数据和下发时不一样：有 1 格不是数字，从 {PERSON[1]}“两件” 起；因此没有做跨年度的核对"
    assert [(cell.sheet, cell.cell, cell.value) for cell in found.cells] == [(*PERSON, "两件")]
    assert "填到发给本单位的原报表里" in advice_of(found)
    (found,) = [each for each in judge(done("another figure"), "f.xlsx", given()).findings if each.name == "prior-altered"]
    assert message_of(found).endswith("已按提供的上年数据核对")
    assert [(cell.sheet, cell.cell, cell.value) for cell in found.cells] == [(*PERSON, "1")]
    assert advice_of(found) == "不用重填；请不要改动“上年数据”这张表"


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("all figures emptied", "有数被改动、增减，或者核验码对不上"), ("the sheet emptied", "数已经全部没有了"), ("the year emptied", "有数，但年度那一格不是年份"),
        ("the digest gone", "报表标识里的上年数据核验码没有了"), ("the digest of none", "下发时没有上年数据，现在有 1 格"),
    ],
)  # fmt: skip
def test_the_message_says_how(deed: str, why: str) -> None:
    (found,) = [each for each in judged(done(deed)).findings if each.name == "prior-altered"]
    assert f"：{why}；" in message_of(found)


MADE_UP = {"a figure": put_into(FREE, figure("3")), "a year and a figure": together(put_into(at("year"), words("2024")), put_into(PERSON, figure("2"))), "a year": put_into(at("year"), words("2024"))}


@pytest.mark.parametrize("name", MADE_UP)
def test_figures_made_up_in_a_workbook_issued_without_are_told(name: str) -> None:
    assert of_prior(judged(MADE_UP[name](honest(None)))) == [("prior-altered", "hard")]


@pytest.mark.parametrize("half", [no_digest_property, NO_DIGEST_CELL], ids=["properties", "sheet"])
def test_one_of_the_two_digests_is_enough(half: Deed) -> None:
    assert of_prior(judged(half(honest()))) == []
    assert of_prior(judged(together(half, put_into(PERSON, figure("1")))(honest()))) == [("prior-altered", "hard")]


@pytest.mark.parametrize("where", ["sheet", "properties"])
def test_two_digests_that_differ_are_a_conflict(where: str) -> None:
    data = forged("prior", "0" * 32, sheet=where == "sheet", properties=where == "properties")(honest())
    assert "identity-conflict" in {found.name for found in judged(data).findings if found.blocks}


def test_the_digest_is_of_the_figures_by_path() -> None:
    """SHA-256 over the paths and what stands there, sorted, as JSON; the first 128 bits."""
    told = sorted([["prior.year", "2024"], ["prior.edition", "2021"], ["prior.sha256", "ab" * 32], *([f"prior.{path}", str(value)] for path, value in FIGURES.items())])
    text = "[" + ", ".join(f'["{path}", "{value}"]' for path, value in told) + "]"
    digest = sha256(text.encode()).hexdigest()[:32]
    assert f'name="govxl.prior"><vt:lpwstr>{digest}<'.encode() in parts_of(honest())[CUSTOM]
    assert b'name="govxl.prior"><vt:lpwstr>none<' in parts_of(honest(None))[CUSTOM]
    assert prior_digest({"requests.received.person": Decimal(1), "prior.x": None}) == "none"


# -- Honest files


def without_gained(data: bytes) -> bytes:
    """Save with openpyxl."""
    return openpyxl_does(lambda book: None)(data)


@pytest.mark.parametrize(
    "data",
    [
        lambda: honest(), lambda: honest(None), lambda: without_gained(honest()), lambda: without_gained(honest(None)),
        lambda: filled(prior=Prior(2024, "2021", "0" * 64, {"requests.carried_out.person": Decimal(2)})),
        lambda: filled(prior=Prior(2024, "2021", "0" * 64, {})),
        lambda: filled(prior=LAST._replace(figures=FIGURES | {"proactive.fees.amount": Decimal("4166.241619000"), "requests.received.total": Decimal("1E+3")})),
        lambda: filled(prior=LAST._replace(figures=FIGURES | {"requests.received.total": Decimal(6999999999999993), "requests.received.person": Decimal(999999999999999)})),
        lambda: put(honest(), {PERSON: figure("2.0")}), lambda: put(honest(), {PERSON: figure("2E0")}), lambda: put(honest(), {FREE: words("　")}),
        lambda: put(honest(), {at("year"): figure("2024")}),
    ],
)  # fmt: skip
def test_honest_files_hear_nothing(data: Callable[[], bytes]) -> None:
    judgement = judged(data())
    assert of_prior(judgement) == []
    assert not any(found.blocks for found in judgement.findings)
    assert judgement.record is not None
    assert judgement.record["prior"] is None or judgement.record["prior"]["from"] == "file"


@pytest.mark.parametrize(
    ("deed", "name"), [(hide(PRIOR), "sheet-hidden"), (rename(PRIOR, "去年"), "sheet-renamed"), (in_book("<definedNames>.*</definedNames>", ""), "names-broken")]
)
def test_figures_that_are_still_there_are_no_loss(deed: Deed, name: str) -> None:
    judgement = judged(deed(honest()))
    assert judgement.accepted
    assert name in {found.name for found in judgement.findings}
    assert of_prior(judgement) == []


OLD = Path(__file__).parent / "frozen" / "before-digest" / "sealed.xlsx"
"""A workbook with last year's figures and a seal, made before there was a digest."""


def test_a_workbook_made_before_there_was_a_digest_is_read_and_its_seal_fits() -> None:
    judgement = judge(OLD.read_bytes(), "sealed.xlsx", Expected(key=b"0123456789abcdef"))
    assert judgement.record
    assert judgement.record["source"]["seal"] == "intact"
    assert {found.name for found in judgement.findings} == {"declared-zeros", "older-layout"}
    changed = judge(put(OLD.read_bytes(), {PERSON: figure("3")}), "sealed.xlsx", Expected(key=b"0123456789abcdef"))
    assert "seal-broken" in {found.name for found in changed.findings}


def test_in_an_older_workbook_what_nobody_issues_is_told_all_the_same() -> None:
    for deed in ("words", "a formula that shows the figure", "an error", "the year emptied", "a year in words"):
        assert of_prior(judged(DEEDS[deed](OLD.read_bytes()))) == [("prior-altered", "hard")], deed
    assert of_prior(judged(DEEDS["a figure deleted"](OLD.read_bytes()))) == [], "nobody can know"


@pytest.mark.parametrize("name", ["another figure", "the digest gone", "another digest"])
def test_under_a_seal_it_is_the_seal_that_breaks_or_the_digest_that_is_missed(name: str) -> None:
    key = b"0123456789abcdef"
    found = {each.name for each in judge(DEEDS[name](filled(prior=LAST, key=key)), "f.xlsx", Expected(key=key)).findings if each.blocks}
    assert found == ({"prior-altered"} if name == "the digest gone" else {"seal-broken", "prior-altered"})
    assert judge(filled(prior=LAST, key=key), "f.xlsx", Expected(key=key)).accepted


# -- LibreOffice


OFFICE_DEEDS = {
    "a figure emptied": {PERSON: None}, "words": {PERSON: "两件"}, "another figure": {PERSON: 1}, "a formula": {PERSON: Formula("=1+1")},
    "the year emptied": {at("year"): None}, "a figure where none was": {FREE: 0},
}  # fmt: skip


@pytest.mark.parametrize("name", [*OFFICE_DEEDS, "the sheet deleted"])
def test_what_is_done_in_libreoffice(office: Office, tmp_path: Path, name: str) -> None:
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(honest())
    deed = ["fill", OFFICE_DEEDS[name]] if name in OFFICE_DEEDS else ["remove sheet", PRIOR]
    office.edit(path, [["open"], ["lift", PRIOR], deed], out)
    assert of_prior(judged(out.read_bytes())) == [("prior-altered", "hard")]
    judgement = judge(out.read_bytes(), "b.xlsx", given())
    assert of_prior(judgement) == [("prior-altered", "warning")]
    assert judgement.accepted


@pytest.mark.parametrize("prior", [LAST, None], ids=["with", "without"])
def test_what_libreoffice_saves_is_as_it_was_issued(office: Office, tmp_path: Path, prior: Prior | None) -> None:
    (tmp_path / "a.xlsx").write_bytes(honest(prior))
    saved = office.fill_and_save(tmp_path / "a.xlsx", {}, tmp_path / "b.xlsx").read_bytes()
    assert of_prior(judged(saved)) == []
    assert judged(saved).accepted
    again = office.round_trip(tmp_path / "b.xlsx", tmp_path / "c.xlsx").read_bytes()
    assert of_prior(judged(without_gained(again))) == []


# -- What goes back, and what moves on


RETURNED = ["a figure deleted", "another figure", "words", "a formula that shows the figure", "the year emptied", "the sheet deleted", "rows deleted", "the digest gone, figures too", "another digest"]
WRONG = put_into((REQUESTS, "J6"), figure("99"))


def goes_back(data: bytes, folder: Path, expected: Expected | None = None) -> bool:
    (folder / "filled.xlsx").write_bytes(data)
    return bool(ingest(folder / "filled.xlsx", folder / "filled", expected).outputs)


@pytest.mark.parametrize("name", RETURNED)
def test_altered_figures_do_not_go_back_as_if_they_were_right(name: str, tmp_path: Path) -> None:
    assert not goes_back(together(WRONG, DEEDS[name])(honest()), tmp_path)
    judgement = judged(done(name))
    assert not can_be_migrated(judgement)


@pytest.mark.parametrize("name", RETURNED)
def test_what_goes_back_carries_the_offices_figures(name: str) -> None:
    back = sent_back(together(WRONG, DEEDS[name])(honest()), expected=given())
    judgement = judged(back)
    assert of_prior(judgement) == []
    assert judgement.reading
    assert (judgement.reading.prior, judgement.reading.prior and judgement.reading.prior.origin) == (LAST, "file")
    assert of_prior(judged(put(back, {PERSON: figure("1")}))) == [("prior-altered", "hard")]


def test_a_sheet_of_figures_that_never_were_is_made_again() -> None:
    back = judged(sent_back(together(WRONG, remove(PRIOR))(honest(None))))
    assert of_prior(back) == []
    assert "sheet-missing" not in {found.name for found in back.findings}


def test_what_is_made_again_has_its_digest(tmp_path: Path) -> None:
    record = judged(honest()).record
    assert record
    assert of_prior(judged(fill_workbook(record))) == []
    assert of_prior(judged(put(fill_workbook(record), {PERSON: ""}))) == [("prior-altered", "hard")]
    old = judged(OLD.read_bytes()).reading
    assert old
    moved = migrate(old).workbook
    assert of_prior(judged(moved)) == []
    assert of_prior(judged(put(moved, {PERSON: ""}))) == [("prior-altered", "hard")]


def test_an_older_workbook_without_its_sheet_is_not_moved_as_if_it_had_had_none() -> None:
    assert can_be_migrated(judged(OLD.read_bytes()))
    assert not can_be_migrated(judged(remove(PRIOR)(OLD.read_bytes())))


# -- The record


def test_the_record_says_who_gave_last_years_figures(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(honest())
    last = dump_record({**judged(filled(year=2024)).record, "year": 2024})  # type: ignore[dict-item]
    (tmp_path / "last.json").write_bytes(last)
    told = {}
    for name, options in (("file", ()), ("office", ("--prior", tmp_path / "last.json"))):
        reason = filled({"reason.A4.requests": "机构改革移交过来的申请", "requests.carried_in.person": 1, "requests.received.person": 13}, prior=LAST)
        (tmp_path / "f.xlsx").write_bytes(reason)
        assert run("ingest", tmp_path / "f.xlsx", *options, "-o", tmp_path / name).code == 0
        data = next((tmp_path / name).glob("*/record.json")).read_bytes()
        told[name] = load_record(data)["prior"]
        assert list(told[name]) == ["year", "edition", "sha256", "from", "tables"]
        jsonschema.validate(json.loads(data), record_schema(layout_of().form))
    assert {name: prior["from"] for name, prior in told.items()} == {"file": "file", "office": "office"}
    assert told["office"]["sha256"] == sha256(last).hexdigest()


def test_a_record_made_before_is_still_a_record() -> None:
    record = load_record(OLD.with_suffix(".json").read_bytes())
    assert "from" not in record["prior"]
    hold_against(record, layout_of().form)
    assert judged(fill_workbook(record)).accepted
    with pytest.raises(RecordError, match="from"):
        hold_against({**record, "prior": {**record["prior"], "from": "nobody"}}, layout_of().form)


def test_a_list_that_lacks_the_unit_does_not_give_its_figures(tmp_path: Path) -> None:
    (tmp_path / "last.csv").write_text("单位名称,requests.carried_out.person\n外省水利厅,2\n", "utf-8")
    judgement = judge(done("a figure deleted"), "f.xlsx", Expected(prior=prior_finder(tmp_path / "last.csv")))
    assert of_prior(judgement) == [("prior-not-found", "warning"), ("prior-altered", "hard")]
    identity = Identity("zfxxgk", "2021", UNIT, "GOV01", "county", "government", 2025, "own")
    assert prior_finder(tmp_path / "last.csv")(identity, layout_of()) is None


def test_the_other_edition_as_well() -> None:
    layout = layout_of("zfxxgk/2019")
    points = {path: point for path, point in layout.form.points.items() if point.traits.numeric}
    figures = {path: Decimal(n) for n, path in enumerate(points) if f"prior.{path}" in layout.slots}
    typed = {path: 0 for path, point in points.items() if point.kind == "input"}
    data = workbook(typed, "zfxxgk/2019", year=2020, prior=Prior(2019, "2019", "0" * 64, figures))
    assert of_prior(judged(data)) == []
    box = layout.slots["prior.requests.received.person"].box
    assert of_prior(judged(put(data, {(PRIOR, box.address): ""}))) == [("prior-altered", "hard")]
