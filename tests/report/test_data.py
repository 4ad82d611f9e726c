import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govxl.report.data import COLUMNS, TidyRow, tidy, to_csv
from tests.report.hostile import hostile_lines
from tests.report.made_up import filled

ROW = TidyRow("library", "one", "河边图书馆", "007", 2024, "own", "stock", "novels", "owned", "Novels / Owned", Decimal(1200), "input")

GOLDEN = """\
library,one,河边图书馆,007,2024,own,stock,novels,owned,Novels / Owned,1200,input
library,one,河边图书馆,007,2024,own,stock,novels,price,Novels / Price,24252.311082,input
library,one,河边图书馆,007,2024,own,stock,novels,currency,Novels / Unit,万元,input
library,one,河边图书馆,007,2024,own,stock,maps,owned,Maps / Owned,/,input
library,one,河边图书馆,007,2024,own,stock,maps,price,Maps / Price,0.50,input
library,one,河边图书馆,007,2024,own,stock,maps,currency,Maps / Unit,,input
library,one,河边图书馆,007,2024,own,stock,lent,young,Lent / Young,5,input
library,one,河边图书馆,007,2024,own,stock,lent,adult,Lent / Adult,1234567,input
library,one,河边图书馆,007,2024,own,stock,lent,total,Lent / Total,1234572,computed
library,one,河边图书馆,007,2024,own,visits,opened,child,Opened / Readers / Child,11,input
library,one,河边图书馆,007,2024,own,visits,opened,man,Opened / Readers / Grown / Man,-8,input
"""


def fields(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def carried(text: str) -> str:
    """Give a text as UTF-8 can carry it, without lone surrogates."""
    return text.encode("utf-8", "replace").decode()


def test_one_row_for_every_cell_in_form_order(form):
    data = to_csv(tidy([(form, filled())]))
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == ",".join(COLUMNS)
    assert "\n".join(lines[1:12]) + "\n" == GOLDEN
    assert lines[-1] == ""
    assert len(lines) == 1 + len(form.points) + 1
    assert [tuple(row[6:9]) for row in fields(data)[1:]] == [tuple(path.split(".")) for path in form.points]


def test_the_file_begins_with_a_bom_and_ends_its_lines_with_crlf(form):
    data = to_csv(tidy([(form, filled())]))
    assert data.startswith(b"\xef\xbb\xbfform,")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_no_value_is_a_float(form):
    rows = tidy([(form, filled()), (form, filled(year=2025))])
    assert {row._fields for row in rows} == {COLUMNS}
    assert len(rows) == 2 * len(form.points)
    assert {type(row.value) for row in rows} == {Decimal, str, type(None)}
    assert sorted({row.year for row in rows}) == [2024, 2025]
    assert rows[1].value == Decimal("24252.311082")


def test_no_records_make_a_header_with_all_columns():
    assert to_csv(tidy([])).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal(-8), "-8"),
        (Decimal("-0.5"), "-0.5"),
        (-3, "-3"),
        (None, "/"),
        ("-8", "'-8"),
        ("+5", "'+5"),
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("@x", "'@x"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("a=1", "a=1"),
        ("", ""),
        ("007", "007"),
    ],
)
def test_texts_that_look_like_formulas_are_disarmed_and_figures_are_not(value, written):
    assert fields(to_csv([ROW._replace(value=value)]))[1][COLUMNS.index("value")] == written


@given(st.lists(st.lists(hostile_lines | st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=3))
@example([['a","=1', 'b"\r\n=1', "c\n@x"]])
def test_no_text_becomes_a_formula_or_a_row(rows):
    read = fields(to_csv([ROW._replace(unit=a, label=b, value=c) for a, b, c in rows]))
    where = [COLUMNS.index(name) for name in ("unit", "label", "value")]
    for line, row in zip([[line[nth] for nth in where] for line in read[1:]], rows, strict=True):
        for field, text in zip(line, row, strict=True):
            assert field in (carried(text), f"'{carried(text)}")
    assert not [field for line in read for field in line if field.lstrip().startswith(tuple("=+-@＝＋－＠"))]
    assert not [field for line in read for field in line if field.startswith(("\t", "\r", "\n"))]


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        to_csv([ROW._replace(value=0.5)])
