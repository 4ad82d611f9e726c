"""Issue 6, point 6: every output says what its record says, and one figure changed in any of them is noticed."""

import csv
import json
import re
from decimal import Decimal
from io import BytesIO, StringIO
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govxl.form.definition import load_form
from govxl.office import ingest as taking_in
from govxl.office.ingest import CHARTED, FORMATS, KEPT
from govxl.published.prove import DisagreementError, disagreements, prove
from govxl.published.read_back import READERS
from govxl.report.charts import charts_of
from govxl.report.document import Report
from tests import fillings, returns
from tests.commands import run
from tests.report.made_up import filled
from tests.report.test_document import told
from tests.returns import accepted, packed, parts_of
from tests.statute import EDITIONS
from tests.statute_record import record_of

RECORDS, MORE = 12, 88
"""Records of each edition, and how many more a long run takes."""

PARTS = 3
SOURCE = {"file": "", "sha256": "0" * 64, "producer": "", "seal": "none", "notes": []}
PAPERS = {"review", "signing", "review-docx", "signing-docx", "pdf"}
FIGURE = r"(-?[0-9]+(?:\.[0-9]+)?|/)"


def drawn(edition, seed):
    record = record_of(edition, fillings.valid(Random(f"{edition}-{seed}"), edition))
    return {**record, "source": SOURCE, "govxl": "0"}


def another(text, rng):
    """Give another figure, of which none is the first in other letters."""
    options = ["", "0", "1", "/", text + "0", text + ".5", f"-{text}", text[:-1], f"x{text}"]
    return rng.choice([each for each in options if each != text and not same(each, text)])


def same(one, other):
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return False


def in_text(pattern):
    """Change one of the figures that a pattern finds."""

    def change(data, rng):
        text = data.decode()
        found = rng.choice(list(re.finditer(pattern, text)))
        return (text[: found.start(1)] + another(found[1], rng) + text[found.end(1) :]).encode()

    return change


def in_csv(data, rng):
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    row = rng.choice([row for row in rows[1:] if re.fullmatch(FIGURE, row[10])])
    row[10] = another(row[10], rng)
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def in_workbook(data, rng):
    """Change the number in one cell, on any sheet."""
    parts = parts_of(data)
    cells = [(name, found) for name in parts if "worksheets/sheet" in name for found in re.finditer(rb'<c r="\w+"(?: s="\d+")?><v>([^<]+)</v>', parts[name])]
    name, found = rng.choice(cells)
    value = float(found[1])
    changed = repr(rng.choice([value + 1, -value or 3.0, value * 10 + 0.5])).encode()
    parts[name] = parts[name][: found.start(1)] + changed + parts[name][found.end(1) :]
    return packed(parts)


def in_word(data, rng):
    """Change a figure that stands alone in its run, as those of tables do."""
    parts = parts_of(data)
    parts["word/document.xml"] = in_text(rf"<w:t(?: [^>]*)?>{FIGURE}</w:t>")(parts["word/document.xml"], rng)
    return packed(parts)


def in_parquet(data, rng):
    """Change what one row says, in figures or in words."""
    table = pq.read_table(BytesIO(data))
    rows = table.to_pylist()
    row = rng.choice([row for row in rows if row["value"] is not None])
    if rng.random() < 0.5:
        row["value"] = rng.choice([row["value"] + 1, -row["value"] or Decimal(2), None, row["value"] + Decimal("0.000001")])
    else:
        row["text"] = another(row["text"], rng)
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), out)
    return out.getvalue()


CHANGES = {
    "html": in_text(rf"<td[^>]*white-space:nowrap[^>]*>{FIGURE}[^<]*<"),
    "page": in_text(rf'<td[^>]*class="figure"[^>]*>{FIGURE}[^<]*<'),
    "md": in_text(rf"(?:<td>|\| ){FIGURE}[元万]*(?:</td>| (?=\|))"),
    "txt": in_text(rf"(?<=\t){FIGURE}[元万]*(?=\t|\r)"),
    "csv": in_csv,
    "docx": in_word,
    "xlsx": in_workbook,
    "parquet": in_parquet,
}


def test_every_format_that_shows_figures_is_read_again():
    assert set(READERS) == set(CHANGES) == set(FORMATS) - PAPERS


def hold(edition, seeds):
    """Hold every output of every draw against its record, as it was made and with one figure changed."""
    form = load_form(f"zfxxgk/{edition}")
    rng = Random(f"{edition}{seeds.start}")
    for seed in seeds:
        report = Report(form, drawn(edition, seed))
        for name, change in CHANGES.items():
            data = FORMATS[name](report)
            assert list(disagreements(report, name, data)) == [], (name, seed)
            found = list(disagreements(report, name, change(data, rng)))
            assert 1 <= len(found) <= 2, (name, seed, found)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", range(PARTS))
def test_outputs_equal_their_record_until_one_figure_is_changed(edition, part):
    hold(edition, range(part, RECORDS, PARTS))


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_outputs_equal_their_record_until_one_figure_is_changed_many_times_more(edition):
    hold(edition, range(RECORDS, RECORDS + MORE))


PROSE = {
    "html": (rb"<p\b[^>]*>([^<]+)</p>", FORMATS["html"]),
    "page": (rb"<(?:p|h1)\b[^>]*>([^<]+)<", FORMATS["page"]),
    "md": (rb"(?:\n\n|^)([^|<\n][^\n]*)", FORMATS["md"]),
    "txt": (rb"(?:\n|^\xef\xbb\xbf)([^\t\r]+)\r", FORMATS["txt"]),
    "docx": (rb"<w:t(?: [^>]*)?>([^<]{9,})</w:t>", FORMATS["docx"]),
    "charts": (rb"<(?:desc|text|title|figcaption)\b[^>]*>([^<]+)<", CHARTED["html"]),
}
"""Where the words of an output stand, and how it is made."""


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", PROSE)
def test_a_figure_changed_in_the_words_is_noticed_too(name, edition):
    form = load_form(f"zfxxgk/{edition}")
    pattern, make = PROSE[name]
    read = "html" if name == "charts" else name
    rng = Random(f"{name}{edition}")
    for seed in range(RECORDS // 2):
        report = Report(form, drawn(edition, seed))
        charts = charts_of(form, report.record) if name == "charts" else ()
        data = make(report)
        assert list(disagreements(report, read, data, charts)) == []
        parts = parts_of(data) if name == "docx" else {"": data}
        inside = "word/document.xml" if name == "docx" else ""
        digits = [
            found.start(1) + digit.start()
            for found in re.finditer(pattern, parts[inside])
            for digit in re.finditer(rb"&\w*#\w+;|[0-9]", found[1])
            if len(digit[0]) == 1
        ]
        assert len(digits) > 20, seed
        at = rng.choice(digits)
        other = rng.choice([digit for digit in b"0123456789" if digit != parts[inside][at]])
        parts[inside] = parts[inside][:at] + bytes([other]) + parts[inside][at + 1 :]
        changed = packed(parts) if name == "docx" else parts[""]
        assert list(disagreements(report, read, changed, charts)), (seed, parts[inside][at - 40 : at + 20].decode("utf-8", "replace"))


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("changes", [{}, {"unit": {"name": "=1+1", "title": "'-x", "code": "@\ud800\x01007", "level": "", "kind": "", "change": ""}}])
def test_a_made_up_form_is_proven_too(form, name, changes):
    record = filled(**changes)
    prove(Report(form, record), name, FORMATS[name](Report(form, record)))
    with pytest.raises(DisagreementError, match=r"^\w+ disagrees with its record in \d+ places: "):
        other = filled(year=2024, tables=record["tables"] | {"staff": {"people": {"paid": 4, "free": ""}}})
        prove(Report(form, record), name, FORMATS[name](Report(form, other)))


def test_the_place_is_named_and_both_sides_are_shown(form):
    report = Report(form, filled())
    page = FORMATS["html"](report).replace(b">24252.311082", b">24252.311083")
    (found,) = disagreements(report, "html", page)
    assert (found.about, found.wanted, found.found) == ("stock.novels.price", "24252.311082万元", "24252.311083万元")


@pytest.mark.parametrize(
    ("was", "becomes", "about"),
    [
        ("万元</td>", "元</td>", {"stock.novels.price"}),
        (">Young<", ">Adult<", {"stock"}),
        (">Novels<", ">Maps<", {"stock.novels"}),
        (">/</td>", "></td>", {"stock.maps.owned"}),
        (">0.50<", ">0.05<", {"stock.maps.price"}),
    ],
)
def test_units_labels_and_what_does_not_apply_are_held_to_as_well(form, was, becomes, about):
    report = Report(form, filled())
    page = FORMATS["html"](report).decode()
    assert page.count(was) == 1 or was == ">Young<"
    assert {found.about for found in disagreements(report, "html", page.replace(was, becomes, 1).encode())} == about


SWAPS = [(">行政复议<", ">行政诉讼<"), (">未经复议直接起诉<", ">复议后起诉<"), (">不予公开<", ">无法提供<"), (">行政许可<", ">行政处罚<")]


@pytest.mark.parametrize(("one", "other"), SWAPS)
@pytest.mark.parametrize("name", ["html", "page", "docx"])
def test_labels_that_changed_places_are_noticed(name, one, other):
    report = Report(load_form("zfxxgk/2021"), drawn("2021", 1))
    parts = parts_of(FORMATS["docx"](report)) if name == "docx" else {"word/document.xml": FORMATS[name](report)}
    text = parts["word/document.xml"].decode().replace("<wbr>", "")
    assert text.count(one) == text.count(other) == 1
    parts["word/document.xml"] = text.replace(one, "\0").replace(other, one).replace("\0", other).encode()
    changed = packed(parts) if name == "docx" else parts["word/document.xml"]
    assert list(disagreements(report, name, changed))


def test_a_row_gone_or_doubled_is_noticed(form):
    report = Report(form, filled())
    text = FORMATS["csv"](report).decode("utf-8-sig").splitlines(keepends=True)
    for lines in (text[:-1], text[:5] + text[6:], [*text, text[-1]], text[:3] + text[2:]):
        assert list(disagreements(report, "csv", "".join(lines).encode("utf-8-sig")))


@pytest.mark.parametrize("text", ["一\n" * 30_000, ("长" * 32_000 + "\n") * 20])
@pytest.mark.parametrize("name", ["docx", "html", "page", "md", "txt"])
def test_what_is_far_longer_than_any_report_is_proven_as_well(form, name, text):
    report = Report(form, filled(**told(aim=text, lending="x")))
    prove(report, name, FORMATS[name](report))


@pytest.mark.parametrize("name", CHANGES)
def test_characters_that_are_none_stop_no_output(form, name):
    record = filled(unit={"name": "河边\U0001fffe", "code": "007", "level": "", "kind": "", "change": ""}, **told(aim="a\U0010ffff", lending="x"))
    prove(Report(form, record), name, FORMATS[name](Report(form, record)))


# -- At ingest


def test_an_output_that_disagrees_stops_no_other_file_of_a_folder(tmp_path, monkeypatch):
    for name in ("甲", "乙", "丙"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}.xlsx").write_bytes(returns.filled(unit=f"{name}局", code=""))
    make, times = FORMATS["html"], []

    def wrong_once(report):
        times.append(1)
        return CHANGES["html"](make(report), Random(1)) if len(times) == 2 else make(report)

    monkeypatch.setattr(taking_in, "FORMATS", FORMATS | {"html": wrong_once})
    done = run("ingest", tmp_path / "in", "-o", tmp_path / "out")
    assert done.code == 3
    assert done.err.count("html disagrees with its record") == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["丙局2025", "甲局2025"]


@pytest.mark.parametrize("name", CHANGES)
def test_an_output_that_disagrees_is_never_left_behind(name, tmp_path, monkeypatch):
    (tmp_path / "filled.xlsx").write_bytes(accepted())
    make = FORMATS[name]
    wrong = FORMATS | {name: lambda report: CHANGES[name](make(report), Random(1))}
    if name in KEPT:
        monkeypatch.setattr(taking_in, "FORMATS", wrong)
        done = run("ingest", tmp_path / "filled.xlsx")
        assert (done.code, done.out) == (3, "")
        assert f"{name} disagrees with its record in " in done.err
        assert [path.name for path in tmp_path.iterdir()] == ["filled.xlsx"]
        monkeypatch.undo()
    assert run("ingest", tmp_path / "filled.xlsx").code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "示例县人民政府2025").iterdir()}
    monkeypatch.setattr(taking_in, "FORMATS", wrong)
    assert run("render", tmp_path / "示例县人民政府2025" / "record.json", "--to", "html", "--to", name).code == 3
    assert {path.name: path.read_bytes() for path in (tmp_path / "示例县人民政府2025").iterdir()} == before
    assert json.loads(before["record.json"])["record"] == 1
