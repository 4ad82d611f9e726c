"""The rule language: what it takes, what it refuses, and that its two readings agree."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from govxl.language.expressions import (
    And,
    Arithmetic,
    Call,
    Case,
    Cell,
    Cells,
    Compare,
    Constant,
    Error,
    ExpressionError,
    Join,
    Node,
    Not,
    Or,
    Value,
    evaluate,
    paths_in,
    spoken,
    to_excel,
)
from govxl.language.parse import names_in, parse

LINE = ("aa", "bb", "cc", "dd")
TEXTS = ("word", "other", "story")
PLACES = {name: f"A{n}" for n, name in enumerate((*LINE, "far", *TEXTS), 1)}
PLACES |= {f"prior.{name}": f"C{n}" for n, name in enumerate((*LINE, "far"), 1)}


class Grid:
    """The cells of the tests: a to d below each other, `far` apart from them, texts; last year two columns on."""

    def cell(self, path: str) -> str:
        return PLACES[path]

    def areas(self, paths: tuple[str, ...]) -> list[str]:
        places = [PLACES[path] for path in paths]
        prefix = "prior." if paths[0].startswith("prior.") else ""
        whole = [PLACES[prefix + name] for name in LINE]
        rest = [place for place in places if place not in whole]
        return [f"{whole[0]}:{whole[-1]}", *rest] if set(whole) <= set(places) else places


def resolve(name: str) -> Cell:
    if name.removeprefix("prior.") not in PLACES:
        raise ExpressionError(f"no cell is called {name}")
    return Cell(name, name in TEXTS)


def between(first: str, last: str) -> tuple[Cell, ...]:
    return tuple(Cell(name) for name in LINE[LINE.index(first) : LINE.index(last) + 1])


def read(source: str) -> Node:
    return parse(source, resolve, between)


def number(text: str | int) -> Constant:
    return Constant(Decimal(text))


A, B, WORD = Cell("aa"), Cell("bb"), Cell("word", text=True)


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("aa", A),
        ("12", number(12)),
        ("0.01", number("0.01")),
        ('"元"', Constant("元")),
        ("aa + bb", Arithmetic("+", A, B)),
        ("aa - bb * 2", Arithmetic("-", A, Arithmetic("*", B, number(2)))),
        ("-aa", Arithmetic("-", number(0), A)),
        ("aa == bb", Compare("==", A, B)),
        ('word != "x"', Compare("!=", WORD, Constant("x"))),
        ("aa < 1 and bb > 2", And((Compare("<", A, number(1)), Compare(">", B, number(2))))),
        ("aa <= 1\n  or bb >= 2", Or((Compare("<=", A, number(1)), Compare(">=", B, number(2))))),
        ("not aa == 1", Not(Compare("==", A, number(1)))),
        ('word in ("x", "y")', Or((Compare("==", WORD, Constant("x")), Compare("==", WORD, Constant("y"))))),
        ("sum(aa, bb)", Call("sum", (Cells(("aa", "bb")),))),
        ("sum(aa, ..., dd)", Call("sum", (Cells(LINE),))),
        ("sum(aa, ..., bb)", Call("sum", (Cells(("aa", "bb")),))),
        ("sum(aa, ..., cc, far)", Call("sum", (Cells(("aa", "bb", "cc", "far")),))),
        ("changed(aa, ..., dd)", Call("changed", (Cells(LINE),))),
        ("figures(aa, far)", Call("figures", (Cells(("aa", "far")),))),
        ("abs(aa - prior.aa)", Call("abs", (Arithmetic("-", A, Cell("prior.aa")),))),
        ("round(aa, 2)", Call("round", (A, number(2)))),
        ("length(word, other)", Call("length", (Cells(("word", "other")),))),
        ('mentions(word, "收费")', Call("mentions", (Cells(("word",)), Constant("收费")))),
        ('mentions(word, other, "a", "b")', Call("mentions", (Cells(("word", "other")), Constant("a"), Constant("b")))),
    ],
)
def test_parses(source: str, tree: Node):
    assert read(source) == tree


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "not an expression"),
        ("aa +", "not an expression"),
        ("aa ＝ bb", "not an expression"),
        ("aa，bb", "not an expression"),
        ("aa = bb", "not an expression"),
        ("aa\0", "not an expression"),
        ("ee + 1", "no cell is called ee"),
        ("aa / bb", "not of the rule language: aa / bb"),
        ("aa ** 2", "not of the rule language"),
        ("aa % 2", "not of the rule language"),
        ("+aa", "not of the rule language"),
        ("aa if bb > 1 else 2", "not of the rule language"),
        ("aa < bb < 3", "not of the rule language"),
        ("True", "not of the rule language"),
        ("None", "not of the rule language"),
        ("...", "not of the rule language"),
        ("b'x'", "not of the rule language"),
        ("1e999", "not of the rule language"),
        ("2j", "not of the rule language"),
        ("f'{aa}'", "not of the rule language"),
        ("[aa]", "not of the rule language"),
        ("(aa, bb)", "not of the rule language"),
        ("lambda: aa", "not of the rule language"),
        ("(aa := 1)", "not of the rule language"),
        ("LINE[0]", "not of the rule language"),
        ("aa is bb", "not a comparison of the rule language"),
        ("aa not in (1, 2)", "not a comparison of the rule language"),
        ("aa in (1)", "in is followed by its choices"),
        ("aa in bb", "in is followed by its choices"),
        ("aa in ()", "in is followed by its choices"),
        ("open(aa)", "no function of the rule language: open"),
        ("blanks(aa)", "no function of the rule language: blanks"),
        ("__import__(word)", "no function of the rule language"),
        ("sum(aa, start=bb)", "not of the rule language"),
        ("sum(*aa)", "not of the rule language"),
        ("aa.bb()", "not of the rule language"),
        ("sum()", "sum has no cells"),
        ("sum(aa, 1)", "sum takes cells, not 1"),
        ("sum(aa + bb)", "sum takes cells, not aa + bb"),
        ("sum(..., aa)", "... stands between"),
        ("sum(aa, ...)", "... stands between"),
        ("sum(aa, ..., ..., bb)", "... stands between"),
        ("sum(word)", "a figure is wanted here, not word"),
        ("sum('aa')", "a figure is wanted here"),
        ("length(aa)", "a text is wanted here, not aa"),
        ("abs(aa, bb)", "abs takes 1 argument"),
        ("round(aa)", "round takes 2 arguments"),
        ("abs(word)", "a figure is wanted here"),
        ("mentions(word)", "mentions takes text cells and then the words"),
        ('mentions(word, "")', "mentions takes text cells and then the words"),
        ('mentions("x")', "mentions has no cells"),
        ('mentions("x", word)', "a text cell"),
        ("mentions(word, other)", "mentions takes text cells and then the words"),
        ("aa and bb", "a condition is wanted here, not aa"),
        ("not aa", "a condition is wanted here, not aa"),
        ("aa + (bb > 1)", "a figure is wanted here, not bb > 1"),
        ("aa + word", "a figure is wanted here, not word"),
        ("-word", "a figure is wanted here, not word"),
        ("aa == word", "a figure is wanted here, not word"),
        ('aa == "1"', "a figure is wanted here, not '1'"),
        ("word == 1", "a text is wanted here, not 1"),
        ('word < "x"', "word cannot be compared by <"),
        ("(aa > 1) == (bb > 1)", "aa > 1 cannot be compared by =="),
        (f'word == "{"x" * 256}"', "at most 255 characters"),
        ("-" * 4000 + "aa", ""),
    ],
)
def test_refuses(source: str, said: str):
    with pytest.raises(ExpressionError) as error:
        read(source)
    assert said.replace("a text cell", "") in str(error.value)


def test_names_are_listed_once_and_functions_are_none():
    assert names_in('sum(aa, ..., dd) == prior.aa + x.y.z and mentions(word, "aa") or aa in (1, bb)') == (
        "aa", "dd", "prior.aa", "x.y.z", "word", "bb",
    )  # fmt: skip


def test_paths_are_found_in_every_node():
    tree = Case(
        ((Not(read("sum(aa, bb) > cc")), Join((Constant("x"), WORD))),),
        Or((read("aa == 1"), And((read("abs(dd) == 2"),)))),
    )
    assert list(paths_in(tree)) == ["aa", "bb", "cc", "word", "aa", "dd"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("4166.241619"), "4166.241619"),
        (Decimal("320.50"), "320.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00"), "0"),
        (Decimal("-8"), "-8"),
        ("文字", "文字"),
        (None, ""),
        (Error("#REF!"), ""),
    ],
)
def test_values_are_spoken_plainly(value: Value, text: str):
    assert spoken(value) == text


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("aa + bb - 3", "((N(A1)+N(A2))-3)"),
        ("aa == bb", "ROUND(N(A1)-N(A2),6)=0"),
        ("aa != bb", "ROUND(N(A1)-N(A2),6)<>0"),
        ('word == "a""b"', 'EXACT(A6,"ab")'),
        ("word != 'say \"x\"'", 'NOT(EXACT(A6,"say ""x"""))'),
        ("aa > 1 and bb > 1 and cc > 1", "IF(ROUND(N(A1)-1,6)>0,IF(ROUND(N(A2)-1,6)>0,ROUND(N(A3)-1,6)>0,FALSE),FALSE)"),
        ("aa > 1 or bb > 1", "IF(ROUND(N(A1)-1,6)>0,TRUE,ROUND(N(A2)-1,6)>0)"),
        ("not aa > 1", "NOT(ROUND(N(A1)-1,6)>0)"),
        ("sum(aa, ..., dd, far)", "SUM(A1:A4,A5)"),
        ("figures(aa, far)", "COUNT(A1,A5)"),
        ("aa - length(word, other)", '(N(A1)-(SUMPRODUCT(LEN(SUBSTITUTE(A6,CHAR(10),"")))+SUMPRODUCT(LEN(SUBSTITUTE(A7,CHAR(10),"")))))'),
        ("aa - changed(aa, ..., dd)", "(N(A1)-SUMPRODUCT(ISNUMBER(A1:A4)*(A1:A4<>0)*(A1:A4<>C1:C4)))"),
        (
            "1 - changed(aa, ..., dd, far)",
            "(1-(SUMPRODUCT(ISNUMBER(A1:A4)*(A1:A4<>0)*(A1:A4<>C1:C4))+SUMPRODUCT(ISNUMBER(A5)*(A5<>0)*(A5<>C5))))",
        ),
        ('mentions(word, "x")', 'SUMPRODUCT(--ISNUMBER(FIND("x",A6)))>0'),
        ('mentions(word, other, "x", "y")', "(SUMPRODUCT(--ISNUMBER(FIND({\"x\",\"y\"},A6)))+SUMPRODUCT(--ISNUMBER(FIND({\"x\",\"y\"},A7))))>0"),
        ("round(aa, 2)", "ROUND(N(A1),2)"),
    ],
)  # fmt: skip
def test_writes_formulas(source: str, formula: str):
    assert to_excel(read(source), Grid()) == formula


@pytest.mark.parametrize("name", ["blanks", "errors"])
def test_terms_of_several_ranges_stand_in_parentheses_when_subtracted(name: str):
    tree = Arithmetic("-", number(5), Call(name, (Cells((*LINE, "far")),)))
    formula = to_excel(tree, Grid())
    assert formula.startswith("(5-(")
    assert formula.endswith("))")


def test_matching_several_ranges_stands_in_parentheses():
    tree = Arithmetic("-", number(5), Call("matching", (Cells((*LINE, "far")), Constant("/"), Constant("-"))))
    assert to_excel(tree, Grid()) == '(5-(SUMPRODUCT(COUNTIF(A1:A4,{"/","-"}))+SUMPRODUCT(COUNTIF(A5,{"/","-"}))))'


def test_a_lone_text_in_a_join_never_shows_a_zero():
    assert to_excel(Join((WORD,)), Grid()) == 'A6&""'
    assert to_excel(Join(()), Grid()) == '""'


def test_a_group_of_cells_alone_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        evaluate(Cells(LINE), lambda _: None)
    with pytest.raises(TypeError):
        to_excel(Cells(LINE), Grid())


def test_conditions_after_the_deciding_one_are_not_read():
    seen: list[str] = []

    def value_of(path: str) -> Value:
        seen.append(path)
        return Decimal(1)

    assert evaluate(read("aa == 2 and bb == 1"), value_of) is False
    assert evaluate(read("cc == 1 or dd == 1"), value_of) is True
    assert seen == ["aa", "cc"]


# -- The two readings, side by side ------------------------------------------------------------------------------------

JOINED = Join((Constant("共"), read("aa"), Constant("件，"), read("sum(aa, bb)"), WORD))
CHOSEN = Case(((read("aa > bb"), Constant("多")), (read("aa == bb"), Constant("同"))), Constant("少"))
TREES: dict[str, Node] = {
    **{source: read(source) for source in (
        "aa + bb == cc", "aa - bb", "aa * bb", "-aa", "aa != bb", "aa < bb", "aa <= bb", "aa > bb", "aa >= bb",
        "aa > 1 and bb > 1", "aa > 1 or bb > 1", "not aa > 1", "aa in (1, 2, 3)", "sum(aa, ..., dd, far)",
        "10 - changed(aa, ..., dd, far)", "10 - figures(aa, ..., dd, far)", "abs(aa - prior.aa)", "round(aa, 0)",
        "round(aa * bb, 2)", "length(word, other)", 'mentions(word, other, "收费", "x")', 'word == "收费"',
        'word != ""', 'word in ("a", "收费")', "word == other",
    )},
    "joined": JOINED,
    "chosen": CHOSEN,
    "lone": Join((WORD,)),
    "blanks": Arithmetic("-", number(10), Call("blanks", (Cells((*LINE, "far", "word")),))),
    "errors": Arithmetic("-", number(10), Call("errors", (Cells((*LINE, "far")),))),
    "matching": Arithmetic("-", number(10), Call("matching", (Cells(LINE), Constant("/"), Constant("-")))),
}  # fmt: skip

FIGURES: list[dict[str, Value]] = [
    {},
    {"aa": Decimal(1), "bb": Decimal(2), "cc": Decimal(3), "word": "收费", "other": "未收费"},
    {"aa": Decimal(2), "bb": Decimal(2), "far": Decimal(7), "prior.aa": Decimal(2), "word": "a", "other": "a"},
    {"aa": Decimal("0.1"), "bb": Decimal("0.2"), "cc": Decimal("0.3"), "word": "A"},
    {"aa": Decimal("4166.241619"), "bb": Decimal("26.55"), "prior.aa": Decimal("4166.241618"), "word": "一\n二"},
    {"aa": Decimal("2.5"), "bb": Decimal("-2.5"), "cc": Decimal(0), "dd": Decimal("0.0000004")},
    {"aa": Decimal("-2.5"), "bb": Decimal("0.0000004"), "cc": Decimal("-2.5")},
    {"aa": "/", "bb": "-", "cc": Decimal(5), "dd": "文字", "word": "  "},
    {
        "aa": Decimal(5),
        "bb": Decimal(5),
        "cc": Decimal(0),
        "dd": Decimal(9),
        "far": Decimal(1),
        "prior.aa": Decimal(5),
        "prior.bb": Decimal(4),
        "prior.dd": Decimal(9),
        "prior.far": Decimal(2),
    },
    {"aa": Decimal(999999999999999), "bb": Decimal(1), "cc": Decimal(1000000000000000)},
]


def test_each_case_of_the_table_is_told_apart():
    """A table on which a reading always gave the same would prove nothing."""
    for name, tree in TREES.items():
        results = {str(evaluate(tree, values.get)) for values in FIGURES}
        assert len(results) > 1 or name == "errors", name


def test_office_and_python_read_every_tree_alike(office, tmp_path: Path):
    path = tmp_path / "readings.xlsx"
    book = xlsxwriter.Workbook(path)
    for n, values in enumerate(FIGURES):
        sheet = book.add_worksheet(f"s{n}")
        write(sheet, values)
        for row, tree in enumerate(TREES.values()):
            sheet.write_formula(row, 5, "=" + to_excel(tree, Grid()))
    book.close()
    shown = office.recalculate(path)
    for n, values in enumerate(FIGURES):
        for row, (name, tree) in enumerate(TREES.items(), 1):
            ours, theirs = evaluate(tree, values.get), shown[f"s{n}", f"F{row}"]
            if isinstance(ours, Decimal | bool):
                assert theirs == pytest.approx(float(ours), abs=1e-9), (name, values)
            else:
                assert theirs == ours, (name, values)


def write(sheet: xlsxwriter.worksheet.Worksheet, values: Mapping[str, Value]) -> None:
    for path, value in values.items():
        if isinstance(value, Decimal):
            sheet.write_number(PLACES[path], float(value))
        else:
            sheet.write_string(PLACES[path], str(value))
