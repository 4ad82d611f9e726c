"""Texts that look like the markup of a workbook stay texts in every workbook of ours."""

from io import BytesIO

import openpyxl
import pytest

from govxl.filing.judge import judge
from govxl.office.outbox import fill_workbook
from tests import fillings
from tests.test_samples import record_of

TEXTS = ["<r><t>粗体</t></r>", "<r>&</r>", "<r>甲\n乙</r>", "<r></r>", "<r> a _x0041_ </r>"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_angle_brackets_comes_back_as_it_was_typed(text):
    record = record_of("zfxxgk-2021/county")
    record["notes"]["proactive"] = text
    data = fill_workbook(record, fillings.ISSUED)
    assert text in {cell.value for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row}
    judgement = judge(data, "filled.xlsx")
    assert judgement.record is not None
    assert judgement.record["notes"]["proactive"] == text


def test_libreoffice_reads_it_so_too(office, tmp_path):
    record = record_of("zfxxgk-2021/county")
    record["notes"]["proactive"] = TEXTS[0]
    (tmp_path / "filled.xlsx").write_bytes(fill_workbook(record, fillings.ISSUED))
    assert TEXTS[0] in office.cached(tmp_path / "filled.xlsx").values()
