"""The samples: every documented command gives what is kept beside it, and what is kept is right by the statute."""

import json
import os
import re
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govxl.filing.model import Judgement
from govxl.office.ingest import FORMATS, render
from govxl.returns.check import judge_file
from tests import statute
from tests.commands import run as run_here
from tests.make_samples import CASES, CORRECTIONS, LAST_YEAR, SAMPLES, form_of, outputs, run, session
from tests.typing_in import cells_of, kept, read_typed, spread, through_office, through_openpyxl

REJECTED = {"zfxxgk-2019/jinjiang-as-published", "zfxxgk-2021/mistakes"}
STORY = "zfxxgk-2021/returned"
"""The case that is returned first and accepted when it comes back corrected."""

ACCEPTED = sorted(set(CASES) - REJECTED)
REPORTS = {case: SAMPLES / case / "expected" for case in ACCEPTED}
ELSEWHERE = {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONIOENCODING": "ascii"}
"""Another locale, another day, a screen without Chinese: nothing may come out differently."""

JINJIANG = "zfxxgk-2019/jinjiang"
WITHOUT_OFFICE = [name for name in FORMATS if name != "pdf"]
"""What can be made without LibreOffice, and is the same byte for byte."""

PARTS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def copied(case: str, folder: Path) -> Path:
    """Take a case somewhere else, without what is expected of it."""
    return Path(shutil.copytree(SAMPLES / case, folder / "别处 elsewhere", ignore=shutil.ignore_patterns("expected")))


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Give the folder of a case in which all of its commands were run, once for all tests, and what they printed."""

    @cache
    def once(case: str) -> tuple[Path, str]:
        copy = copied(case, tmp_path_factory.mktemp("case"))
        return copy, session(copy, os.environ | ELSEWHERE)

    return once


def record_of(case: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((REPORTS[case] / "record.json").read_bytes(), parse_float=Decimal)
    return record


def report_of(case: str, ending: str) -> str:
    (path,) = REPORTS[case].glob(f"*报告.{ending}")
    return path.read_text("utf-8")


def told(judgement: Judgement) -> tuple[Any, Any]:
    """Give all that a judgement says but which file it speaks of."""
    record = {key: value for key, value in (judgement.record or {}).items() if key != "source"}
    findings = [found._replace(cells=tuple(sorted(found.cells, key=str))) for found in judgement.findings]
    return findings, record


# -- The commands


@pytest.mark.parametrize("case", CASES)
def test_every_command_prints_and_writes_what_is_kept(case, ran):
    copy, printed = ran(case)
    expected = {path.name: path.read_bytes() for path in (SAMPLES / case / "expected").iterdir()}
    assert printed == expected.pop("session.txt").decode()
    assert outputs(copy) == expected
    assert bool(expected) == (case not in REJECTED)
    for name in ("filled.xlsx", "cmd.txt", "typed.csv"):
        assert (copy / name).read_bytes() == (SAMPLES / case / name).read_bytes(), "what came in stays as it is"


@pytest.mark.parametrize("case", ACCEPTED)
def test_rendering_a_record_gives_every_output_byte_for_byte_wherever(case, tmp_path):
    copy = copied(case, tmp_path)
    shutil.copyfile(REPORTS[case] / "record.json", copy / "record.json")
    formats = " ".join(f"--to {name}" for name in WITHOUT_OFFICE)
    run(f"govxl render record.json {formats} -o published", copy, os.environ | ELSEWHERE | {"PYTHONHASHSEED": "7"})
    here = {path.name: path.read_bytes() for path in render(record_of(case), WITHOUT_OFFICE, tmp_path / "here")}
    published = {path.name: path.read_bytes() for path in (copy / "published").iterdir()}
    assert published == here
    assert len(here) == len(WITHOUT_OFFICE)
    texts = {path.name: path.read_bytes() for path in REPORTS[case].iterdir()}
    assert {Path(name).suffix for name in here if name not in texts} == {".docx", ".xlsx", ".parquet"}
    assert all(texts[name] == data for name, data in here.items() if name in texts)


def test_ingest_writes_what_render_does(tmp_path, ran):
    (written,) = ran("zfxxgk-2021/county")[0].glob("out/*/tables.xlsx")
    (again,) = render(record_of("zfxxgk-2021/county"), ["xlsx"], tmp_path)
    assert written.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("case", ACCEPTED)
def test_the_word_report_of_a_record_holds_its_figures(case, tmp_path):
    (path,) = render(record_of(case), ["docx"], tmp_path)
    done = run_here("compare", REPORTS[case] / "record.json", path, "--json")
    assert (json.loads(done.out)["differences"], done.code) == ([], 0)
    (page,) = REPORTS[case].glob("*报告.html")
    assert path.stem == page.stem



@pytest.mark.parametrize("case", CASES)
def test_verdicts_and_exit_codes_are_as_documented(case):
    lines = (SAMPLES / case / "expected" / "session.txt").read_text("utf-8").splitlines()
    codes = [int(line.removeprefix("退出码 ")) for line in lines if line.startswith("退出码 ")]
    verdicts = {line.split()[0] for line in lines if re.match("通过|退回", line)}
    assert verdicts == ({"退回", "通过"} if case == STORY else {"退回" if case in REJECTED else "通过"})
    assert (1 in codes) == (case in REJECTED or case == STORY)
    assert set(codes) <= {0, 1}


# -- The workbooks


@pytest.mark.parametrize("case", CASES)
def test_the_workbook_holds_what_was_typed_and_nothing_else(case, ran):
    filled, blank = (
        openpyxl.load_workbook(path) for path in (SAMPLES / case / "filled.xlsx", ran(case)[0] / "blank.xlsx")
    )
    typed = spread(form_of(case), read_typed(SAMPLES / case / "typed.csv"))
    for entry in cells_of(form_of(case)).values():
        for cell in entry.get("cells", [entry["cell"]]) if entry["kind"] != "computed" else []:
            sheet = entry["sheet"]
            expected = kept(*typed[sheet, cell]) if (sheet, cell) in typed else blank[sheet][cell].value
            found: Any = filled[sheet][cell].value
            assert (found.date() if entry["type"] == "date" and found else found) == expected, (sheet, cell)


@pytest.mark.parametrize("case", CASES)
def test_typing_it_again_through_openpyxl_is_judged_alike(case, tmp_path, ran):
    typed = read_typed(SAMPLES / case / "typed.csv")
    again = through_openpyxl(ran(case)[0] / "blank.xlsx", form_of(case), typed, tmp_path / "again.xlsx")
    assert told(judge_file(again)) == told(judge_file(SAMPLES / case / "filled.xlsx"))


@pytest.mark.parametrize("case", [JINJIANG, "zfxxgk-2021/mistakes"])
def test_typing_it_again_through_libreoffice_is_judged_alike(office, case, tmp_path, ran):
    typed = read_typed(SAMPLES / case / "typed.csv")
    again = through_office(office, ran(case)[0] / "blank.xlsx", form_of(case), typed, tmp_path / "again.xlsx")
    assert told(judge_file(again)) == told(judge_file(SAMPLES / case / "filled.xlsx"))


@pytest.mark.parametrize(("this", "last"), LAST_YEAR.items())
def test_last_years_record_is_that_of_the_case_it_came_from(this, last):
    assert (SAMPLES / this / "last-year.json").read_bytes() == (REPORTS[last] / "record.json").read_bytes()
    assert record_of(this)["prior"]["year"] == record_of(last)["year"] == record_of(this)["year"] - 1


def test_no_file_is_large():
    assert max(path.stat().st_size for path in SAMPLES.rglob("*")) < 1_000_000


# -- The findings


@cache
def findings_of(case: str) -> list[dict[str, Any]]:
    """Give the findings of the `check --json` that is kept."""
    lines = (SAMPLES / case / "expected" / "session.txt").read_text("utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("{"))
    findings: list[dict[str, Any]] = json.loads(line)["findings"]
    return findings


def test_the_gaps_of_the_published_report_are_named_one_by_one():
    # forms.md: 自然人 and 商业企业 blank in the 19 outcome rows and row 四, 其他 blank in row 一.
    rows = [*statute.OUTCOMES["2019"], "carried_out"]
    gaps = {f"requests.{row}.{column}" for row in rows for column in ("person", "business")}
    gaps.add("requests.received.other_body")
    findings = findings_of("zfxxgk-2019/jinjiang-as-published")
    missing = [found for found in findings if found["name"] == "missing"]
    assert len(gaps) == len(missing) == 41
    assert {cell["point"] for found in missing for cell in found["cells"]} == gaps
    assert all(found["blocks"] and found["severity"] == "hard" for found in missing)
    others = [(found["rule"], found["severity"]) for found in findings if found["name"] != "missing"]
    assert others == [("N11", "warning")], "the report says nothing of 考核, 社会评议 or 责任追究"


def test_every_mistake_is_found_and_nothing_else():
    found = {(each["code"], each["rule"], each["cells"][0]["point"]) for each in findings_of("zfxxgk-2021/mistakes")}
    assert found == {
        ("V001", None, "proactive.coercion.decisions"),
        ("V001", None, "review.cases.direct_other"),
        ("V004", None, "proactive.normative.issued"),
        ("V004", None, "requests.repeat.welfare"),
        ("V006", None, "requests.received.legal"),
        ("V007", None, "review.cases.after_pending"),
        ("V012", None, "review.cases.recon_other"),
        ("V015", None, "proactive.licensing.decisions"),
        ("V016", None, "proactive.penalties.decisions"),
        ("V017", None, "requests.received.research"),
        ("V020", None, "cover.phone"),
        ("V020", None, "narrative.overview.supervision"),
        ("R001", "C3", "proactive.regulations.issued"),
        ("R001", "C3", "proactive.regulations.in_force"),
        ("R001", "tie-out", "requests.received.person"),
        ("R001", "tie-out", "requests.received.business"),
        ("R002", "C5", "proactive.fees.amount"),
        ("R002", "N8", "narrative.problems.text"),
    }
    assert len(found) == len(findings_of("zfxxgk-2021/mistakes"))


def test_the_explained_return_keeps_its_reason():
    record = record_of("zfxxgk-2021/explained")
    typed = read_typed(SAMPLES / "zfxxgk-2021" / "explained" / "typed.csv")
    reasons = {
        (each["rule"], each["at"]): (each["reason"], each["left"], each["right"]) for each in record["explanations"]
    }
    reason = (typed["reason.A4.requests"], "2", "0")
    assert reasons == {("A4", "person"): reason, ("A4", "total"): reason}


# -- The records


@pytest.mark.parametrize("case", ACCEPTED)
def test_the_arithmetic_of_the_statute_holds(case):
    record = record_of(case)

    def at(point: str) -> Any:
        table, row, column = point.split(".")
        return record["tables"][table][row][column]

    for point, cell in statute.totals(record["edition"]).items():
        assert at(point) == sum(at(part) or 0 for part in cell.adds), point
    requests, cases = record["tables"]["requests"], record["tables"]["review"]["cases"]
    for column in (*statute.APPLICANTS, "total"):
        received, carried_in, closed, carried_out = (
            requests[row][column] for row in ("received", "carried_in", "closed", "carried_out")
        )
        assert received + carried_in == closed + carried_out
    derived = record["derived"]["review"]["cases"]
    assert derived["litigation_total"] == cases["direct_total"] + cases["after_total"]
    assert derived["all_total"] == cases["recon_total"] + derived["litigation_total"]
    for row, parts in statute.SUBTOTALS.items():
        if record["edition"] != "2019" or row != "other_handling":
            assert record["derived"]["requests"][row]["total"] == sum(requests[part]["total"] for part in parts)


@pytest.mark.parametrize("case", ACCEPTED)
def test_the_record_holds_every_figure_as_typed(case):
    record = record_of(case)
    corrections = SAMPLES / case / CORRECTIONS
    typed = read_typed(SAMPLES / case / "typed.csv") | (read_typed(corrections) if corrections.exists() else {})
    for point, text in typed.items():
        if point in statute.inputs(record["edition"]) and text:
            table, row, column = point.split(".")
            value = record["tables"][table][row][column]
            assert value == (text if isinstance(value, str) else Decimal(text)), point


# -- The story of a return


def contents(path: Path) -> dict[tuple[str, str], tuple[Any, str]]:
    """Give what every cell holds, and its comment."""
    cells = (cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)
    return {
        (cell.parent.title, cell.coordinate): (cell.value, cell.comment.text if cell.comment else "")
        for cell in cells
        if cell.value is not None or cell.comment
    }


def test_what_is_kept_as_returned_is_what_ingest_sends_back(ran):
    assert contents(ran(STORY)[0] / "out" / "filled-退回修改.xlsx") == contents(SAMPLES / STORY / "returned.xlsx")


def test_the_corrected_file_is_the_returned_one_with_the_corrections_typed_in(tmp_path):
    corrections = read_typed(SAMPLES / STORY / CORRECTIONS)
    returned, corrected = (contents(SAMPLES / STORY / f"{name}.xlsx") for name in ("returned", "corrected"))
    inputs = {
        (entry["sheet"], cell)
        for entry in cells_of(form_of(STORY)).values()
        for cell in entry.get("cells", [entry["cell"]])
        if entry["kind"] != "computed"
    }
    changed = {place for place in inputs if returned.get(place, (None,))[0] != corrected.get(place, (None,))[0]}
    assert changed == set(spread(form_of(STORY), corrections))
    again = through_openpyxl(SAMPLES / STORY / "returned.xlsx", form_of(STORY), corrections, tmp_path / "again.xlsx")
    assert told(judge_file(again)) == told(judge_file(SAMPLES / STORY / "corrected.xlsx"))


def test_the_reason_given_in_the_end_is_in_the_papers_and_not_in_the_report():
    reason = read_typed(SAMPLES / STORY / CORRECTIONS)["reason.C5.proactive"]
    assert [each["reason"] for each in record_of(STORY)["explanations"]] == [reason]
    said = {path.name: reason in path.read_text("utf-8-sig") for path in REPORTS[STORY].iterdir()}
    assert {name for name, found in said.items() if found} == {"record.json", "session.txt", "审核说明.html", "审签单.html"}


def test_the_county_has_large_and_fine_figures():
    tables = record_of("zfxxgk-2021/county")["tables"]
    assert tables["proactive"]["fees"]["amount"] == Decimal("24252.311082")
    assert tables["proactive"]["licensing"]["decisions"] == 128654
    assert tables["requests"]["received"]["total"] == 455


# -- The reports


@pytest.mark.parametrize("case", ACCEPTED)
def test_the_published_tables_show_the_figures_of_the_record(case):
    page, record = report_of(case, "html"), record_of(case)
    for number, table in ((2, "proactive"), (3, "requests"), (4, "review")):
        drawn = re.findall(r"<table.*?</table>", page, re.DOTALL)[number - 2]
        shown = re.findall(r'<td[^>]*white-space:nowrap"[^>]*>([^<]*)</td>', drawn)
        figures = [
            value for row in record["tables"][table].values() for value in row.values() if type(value) is not str
        ]
        assert [Decimal(text) for text in shown] == figures


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_report_has_a_title_and_exactly_the_six_parts(case):
    record = record_of(case)
    title = f"{record['unit']['title']}{record['year']}年政府信息公开工作年度报告"
    page, text = report_of(case, "html"), report_of(case, "md")
    assert re.findall(r"^#+ (.*)$", text, re.MULTILINE) == [title, *PARTS]
    assert re.findall(r"<(?:title|h[12])[^>]*>(.*?)</(?:title|h[12])>", page) == [title, *PARTS]


def test_the_jinjiang_report_is_the_published_one():
    text = report_of(JINJIANG, "md").replace("\\", "")
    title, front, *rest = (block for block in text.split("\n\n") if not block.startswith(("<table>", "|", "**")))
    assert title == "# 锦江镇2020年政府信息公开工作年度报告"
    assert front.startswith("本报告依据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称新《条例》）")
    assert front.endswith("（地址：上高县锦江镇锦江大道96号，电话：0795-2523048，邮编：336400）。")
    starts = (
        "## 一、总体情况",
        "2020年锦江镇坚持以习近平新时代中国特色社会主义思想为指导",
        "1.主动公开政府信息情况。2020年全镇政府信息公开信息77条。",
        "2.2020年依申请公开信息1条。",
        "3.政府信息管理全面标准。",
        "4.平台建设依法规范。",
        "5.监督保障逐步提升。",
        *(f"## {heading}" for heading in PARTS[1:5]),
        "2020年，我镇政务信息公开工作虽然取得了一定的成绩",
        "一是抓好全体干部职工",
        "二是切实抓好主动公开重点",
        "三是进一步做好政府信息公开宣传工作。",
        "## 六、其他需要报告的事项",
        "无其他需要报告的事项。",
    )
    for block, start in zip(rest, starts, strict=True):
        assert block.strip().startswith(start)


def test_the_jinjiang_report_says_what_was_typed_and_no_more():
    text = report_of(JINJIANG, "md").replace("\\", "")
    said = {block.strip() for block in text.split("\n\n") if not block.startswith(("#", "<table>", "|", "**"))}
    typed = read_typed(SAMPLES / JINJIANG / "typed.csv")
    prose = [value for point, value in typed.items() if point.startswith("narrative.") or point == "cover.front"]
    assert said == {line for value in prose for line in value.split("\n")}


def test_the_jinjiang_figures_are_the_published_ones():
    record = record_of(JINJIANG)
    counts = [row["count"] for row in record["tables"]["categories"].values() if row["count"]]
    assert counts == [37, 14, 18, 1, 2, 2, 3, 77]
    requests = record["tables"]["requests"]
    ones = [(row, column) for row, cells in requests.items() for column, value in cells.items() if value]
    assert ones == [(row, column) for row in ("received", "granted", "closed") for column in ("person", "total")]
    assert all(value == 1 for cells in requests.values() for value in cells.values() if value)


def test_sentences_enter_the_county_report_where_staff_named_them():
    typed = read_typed(SAMPLES / "zfxxgk-2021" / "county" / "typed.csv")["narrative.overview.applications"]
    text = report_of("zfxxgk-2021/county", "md")
    assert typed.startswith("（二）依申请公开。{本年新收}{上年结转}{办理结果}{结转}\n")
    assert (
        "\n\n（二）依申请公开。本年新收政府信息公开申请455件，其中自然人申请386件，法人或其他组织申请69件。上年结转26件。"
        "本年办结444件，予以公开173件，部分公开47件，不予公开55件，无法提供104件，不予处理36件，其他处理29件。"
        "结转下年度继续办理37件。\n\n"
    ) in text
    assert "{" not in text


# -- The demonstration


def test_the_demonstration_goes_the_whole_round(tmp_path):
    case = (SAMPLES / "demo.txt").read_text("utf-8").strip()
    printed, code = run("govxl demo", tmp_path)
    assert code == 0
    record = json.loads(next((tmp_path / "govxl-demo").glob("*/record.json")).read_bytes(), parse_float=Decimal)
    assert record | {"source": None} == record_of(case) | {"source": None}
    paths = re.findall(r"govxl-demo/[^\s：]+", printed)
    assert len(set(paths)) == 10
    assert all((tmp_path / path).exists() for path in paths), "it names nothing that is not there"
    commands = [line.strip().removeprefix("$ ") for line in printed.splitlines() if line.strip().startswith("$ govxl ")]
    assert [command.split()[1] for command in commands] == ["new", "ingest"]
    assert run(f"{commands[0]} --force", tmp_path)[1] == run(commands[1], tmp_path)[1] == 0
