"""PDF through LibreOffice: the pages a ministry would publish, and a clear sentence where there is no LibreOffice."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.published.compare import compare
from govxl.published.docx import read_worddoc
from govxl.published.fold import canon_of
from govxl.report import pdf
from govxl.report.document import Report, compose
from govxl.report.pdf import PdfError, to_pdf
from govxl.report.review import review_of
from govxl.report.signing import signing_of
from govxl.report.word.papers import review_docx, signing_docx
from govxl.report.word.report import to_docx
from tests.commands import run
from tests.office import demand

SAMPLES = Path(__file__).parents[1] / "samples"
COUNTY, JINJIANG, NIL = (f"zfxxgk-{case}" for case in ("2021/county", "2019/jinjiang", "2021/nil"))
A4 = "595.3 x 841.9 pts (A4)"


pdf_of = cache(to_pdf)
"""Prints the same Word file once for all tests."""


@pytest.fixture
def printed(tmp_path):
    """Print a Word file and read the pages as texts; skipped where that cannot be done."""
    for program, package in (("soffice", "libreoffice-writer-nogui"), ("pdftotext", "poppler-utils")):
        if not shutil.which(program):
            demand(f"{program} is not installed (Debian: {package})")

    def pages(data):
        path = tmp_path / "printed.pdf"
        try:
            path.write_bytes(pdf_of(data))
        except PdfError as error:
            demand(f"LibreOffice cannot print texts here: {error.reason} (Debian: libreoffice-writer-nogui)")
        about = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
        assert A4 in re.sub(r"595\.\d+ x 841\.\d+", "595.3 x 841.9", about)
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
        return text.split("\f")[:-1]

    return pages


def of(case):
    record = load_record((SAMPLES / case / "expected" / "record.json").read_bytes())
    return load_form(f"{record['form']}/{record['edition']}"), record


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.office
@pytest.mark.parametrize("case", [COUNTY, JINJIANG])
def test_every_page_of_a_report_is_numbered_and_no_table_is_cut(printed, case):
    document = compose(*of(case))
    pages = [squeezed(page) for page in printed(to_docx(document))]
    assert [page[-len(f"—{n}—") :] for n, page in enumerate(pages, 1)] == [f"—{n}—" for n in range(1, len(pages) + 1)]
    (big,) = [page for page in pages if "四、结转下年度继续办理" in page]
    assert "三、收到和处理政府信息公开申请情况" in big
    assert "一、本年新收政府信息公开申请数量" in big
    texts = [page.removesuffix(f"—{n}—") for n, page in enumerate(pages, 1)]
    for section in document.sections:
        assert any(section.heading in text for text in texts)
        assert not any(text.endswith(section.heading) for text in texts), "no heading is left alone"


@pytest.mark.office
def test_the_page_to_be_signed_is_one_page_at_its_fullest(printed):
    form, record = of(NIL)
    finding = {"code": "R003", "name": "doubtful", "rule": "A4", "at": "person", "severity": "warning", "left": "2", "right": "0"}
    unit = record["unit"] | {"name": "某某自治区某某自治州某某自治县" * 9}
    page, text, *_ = printed(signing_docx(signing_of(Report(form, record | {"unit": unit, "findings": [finding] * 60}))))
    assert "单位负责人" in page
    assert squeezed(text).startswith("报告正文"), "what is signed ends where the text begins"
    assert "处见审核说明" in page


@pytest.mark.office
def test_the_paper_for_the_office_says_why(printed):
    form, record = of("zfxxgk-2021/explained")
    text = squeezed("".join(printed(review_docx(review_of(form, record)))))
    assert "供本机关审核使用，不公开" in text
    assert squeezed(record["explanations"][0]["reason"]) in text


@pytest.mark.office
def test_render_prints_a_pdf(printed, tmp_path):
    printed(to_docx(compose(*of(JINJIANG))))
    record = SAMPLES / JINJIANG / "expected" / "record.json"
    done = run("render", record, "--to", "docx", "--to", "pdf", "-o", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".pdf"]


@pytest.mark.office
@pytest.mark.parametrize("case", [COUNTY, JINJIANG])
def test_saved_again_by_libreoffice_a_report_differs_in_nothing(printed, tmp_path, case):
    form, record = of(case)
    document = compose(form, record)
    printed(to_docx(document))
    (tmp_path / "report.docx").write_bytes(to_docx(document))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["--convert-to", "docx", "--outdir", str(tmp_path / "again"), str(tmp_path / "report.docx")]
    subprocess.run(["soffice", profile, "--headless", *asked], check=True, capture_output=True, timeout=180)
    again = read_worddoc((tmp_path / "again" / "report.docx").read_bytes())
    assert compare(document, again, canon_of(form)).differences == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_libreoffice_one_is_told_what_to_install(monkeypatch, tmp_path, lang):
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-program",))
    record = SAMPLES / JINJIANG / "expected" / "record.json"
    done = run("render", record, "--to", "docx", "--to", "pdf", "-o", tmp_path / "out", "--lang", lang)
    assert (done.code, done.out) == (2, "")
    assert "libreoffice-writer-nogui" in done.err
    assert not (tmp_path / "out").exists(), "all is made before anything is written"


@pytest.mark.parametrize(("script", "reason"), [("exit 0", "office-failed"), ("sleep 60 & sleep 60", "office-slow")])
def test_a_libreoffice_that_fails_or_hangs_is_ended(monkeypatch, tmp_path, script, reason):
    program = tmp_path / "office"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "PROGRAMS", (str(program),))
    with pytest.raises(PdfError) as failed:
        to_pdf(b"", 0.5)
    assert failed.value.reason == reason
