"""What honest programs change in texts and formulas is no change; what people change is."""

import pytest

from govxl.workbook.same_text import honest, same_formula, same_shape, same_words, squeezed

OURS = "IF(ROUND('三、申请办理'!D6-1,6)=0,\"通 过\",N(B2))"


@pytest.mark.parametrize(
    "theirs",
    [
        OURS.replace("'", ""),
        "=" + OURS,
        OURS.replace("IF", "if").replace("ROUND", "Round"),
        OURS.replace(",", ", "),
        OURS.replace("ROUND", "_xlfn.ROUND"),
        OURS.replace("-1,", "-1.0,"),
    ],
)
def test_another_spelling_is_the_same_formula(theirs):
    assert same_formula(theirs, OURS)
    assert same_shape(theirs, OURS)


@pytest.mark.parametrize(
    "theirs", [OURS.replace("通 过", "通过"), OURS.replace("=0", "<>0"), OURS.replace("-1", "-2"), OURS.replace("N(B2)", '""'), OURS + "+0", "", "90+9"]
)
def test_another_formula_is_not(theirs):
    assert not same_formula(theirs, OURS)
    assert not same_shape(theirs, OURS)


@pytest.mark.parametrize("theirs", [OURS.replace("D6", "$D$7"), OURS.replace("B2", "C3"), OURS.replace("'三、申请办理'!D6", "表三!D6"), OURS.replace("'三、申请办理'!D6", "#REF!")])
def test_other_cells_are_the_same_shape_and_not_the_same_formula(theirs):
    assert not same_formula(theirs, OURS)
    assert same_shape(theirs, OURS)


@pytest.mark.parametrize(("one", "other"), [("1E15", "1000000000000000"), ("TRUE", "TRUE()"), ("IF(A1,FALSE(),1)", "IF(A1,FALSE,1)"), ("1E+15", "1E15")])
def test_values_have_many_spellings(one, other):
    assert same_formula(f"A1={one}", f"A1={other}")


def test_a_number_with_an_exponent_is_no_cell():
    assert not same_shape("A1<1E15", "A1<1E16")


@pytest.mark.parametrize("formula", ["(" * 5000, '"' * 4001, "1" * 8000, "A1+" * 3000, "'" * 4001 + "!A1"])
def test_a_monstrous_formula_is_compared_at_once(formula):
    assert not same_formula(formula, OURS)
    assert not same_shape(formula, OURS)
    assert not same_shape(formula[:400], OURS)


def test_line_ends_and_blanks_behind_are_what_programs_change():
    assert honest("一 \r\n二\t\r三　") == "一\n二\n三"
    assert honest("一 二") != honest("一二")
    assert same_words("一 二\n三", "一二三")
    assert not same_words("一二三", "一二\u200b三")


def test_people_mean_the_same_with_other_quotes_and_unseen_characters():
    assert squeezed("“填报\u200b方式”：\n空白") == squeezed('"填报方式":空白')
    assert squeezed("自然人") != squeezed("自然入")
