"""Loading a form: what it gives, and that every slip of its author is told with file and line."""

import random
import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from govxl.form.definition import (
    DefinitionError,
    UnknownFormError,
    YearOutsideError,
    form_folders,
    form_for_year,
    installed_forms,
    load_form,
)
from govxl.form.model import Years
from govxl.prose.lexicon.reader import read_patterns
from tests.form.small import SMALL, load

ROOT = Path(__file__).parents[2]


def line_of(text: str, nth: int = 1) -> int:
    """Give the line of the small form on which a text stands for the n-th time."""
    return lines_with(text, SMALL)[nth - 1]


def test_a_form_loads_whole(tmp_path: Path):
    form = load(tmp_path)
    assert form.name == "library/v1"
    assert form.years == Years(2020, None)
    assert 2019 not in form.years
    assert 2031 in form.years
    assert [table.name for table in form.tables] == ["loans"]
    assert [(part.name, part.fields, part.table) for part in form.parts] == [
        ("figures", (), "loans"),
        ("words", ("narrative.words.report",), ""),
    ]
    assert list(form.fields) == [
        "unit.title",
        "unit.change",
        "cover.phone",
        "cover.fines",
        "cover.place",
        "loans.mode",
        "loans.note",
        "narrative.words.report",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "first_year = ['loans.closing.adults', 'loans.closing.nobody']",
            "first_year: no figure is called loans.closing.nobody",
        ),
        ("key_figures = ['loans.returned.kind']", "key_figures: no figure is called loans.returned.kind"),
        ("signers = ['unit.title']", "signers: no field of the cover is called unit.title"),
        ("layouts = ['abc']", "layouts: 'abc' is no structure of a layout, 24 digits from 0 to f"),
    ],
)
def test_lists_of_the_form_name_what_it_has(tmp_path: Path, line: str, message: str):
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path, ("heading = ", f"{line}\nheading = "))
    (problem,) = caught.value.problems
    assert (problem.message, problem.line) == (message, line_of("heading = "))


def test_points_stand_in_form_order_with_their_labels(tmp_path: Path):
    form = load(tmp_path)
    assert list(form.points)[:6] == [
        "loans.opening.adults",
        "loans.opening.children",
        "loans.opening.all_readers",
        "loans.books.adults",
        "loans.books.children",
        "loans.books.all_readers",
    ]
    assert list(form.points)[-2:] == ["loans.returned.late", "loans.returned.kind"]
    assert form.points["loans.books.adults"].labels == ("Lent", "Books", "Readers", "Adults")
    assert form.points["loans.books.adults"].label == "Lent / Books / Readers / Adults"
    assert form.points["loans.journals.children"].traits.help == "Bound ones too"
    assert form.table("loans").blocks[1].title == "Returned"
    assert set(form.rows_of("loans")["returned"]) == {"late", "kind"}


def test_a_line_of_words_has_no_total(tmp_path: Path):
    added = "rows = [['returned', 'Returned'], ['all_back', 'All', {sum = 'returned'}]]"
    form = load(tmp_path, ("rows = [['returned', 'Returned']]", added))
    assert form.points["loans.all_back.late"].kind == "computed"
    assert "loans.all_back.kind" not in form.points


BRIEF = "expr = 'length(narrative.words.report) <= 100'"
SLIPS = [
    # What was meant, what was typed, where it is told (a text on that line), what is said.
    ("id = 'library'", "", "id = 'library'", "the form has no id"),
    ("years = '2020-'", "years = '2020年起'", "years =", "years are written 2021-"),
    ("title = 'Yearly return'", "title = 7", "title = 'Yearly", "title is a text in quotes"),
    ("title = 'Yearly return'", "title = 'Yearly return'\ntitel = 'x'", "titel", "no key of a form is called titel"),
    ("id = 'library'", "id = 'Library'", "id = 'library'", "id and edition are"),
    ("['phone', 'Phone'],", "['phone'],", "fields = [", "a field is [name, label, {options}]"),
    ("['phone', 'Phone'],", "['fines', 'Phone'],", "'Phone'", "cover.fines is named twice"),
    ("['phone', 'Phone'],", "['Phone', 'Phone'],", "'Phone'", "a name is lower-case letters"),
    ("['phone', 'Phone'],", "['year', 'Phone'],", "'Phone'", "year has a meaning of its own"),
    ("['phone', 'Phone'],", "['class', 'Phone'],", "'Phone'", "class has a meaning of its own"),
    ("['phone', 'Phone'],", "['phone', 'Phone', {sum = 'fines'}],", "'Phone'", "a field has no sum"),
    ("['phone', 'Phone'],", "['phone', 'Phone', {sentence = 'lent'}],", "'Phone'", "only a long text has a sentence"),
    ("decimals = 2", "decimal = 2", "decimals = 2", "no option is called decimal"),
    ("decimals = 2", "decimals = '2'", "decimals = 2", "decimals is a whole number"),
    ("decimals = 2", "decimals = true", "decimals = 2", "decimals is a whole number"),
    ("decimals = 2", "decimals = 7", "decimals = 2", "decimals are 0 to 6"),
    ("type = 'amount'", "type = 'money'", "'amount'", "no type is called money"),
    ("choices = ['town', 'village']", "choices = []", "'village'", "a choice needs its choices"),
    ("choices = ['town', 'village']", "choices = ['town', 3]", "'village'", "choices is a list of texts"),
    ("choices = ['town', 'village']", "choices = ['a,b', 'c']", "'village'", "holds a comma"),
    ("required = 'no'", "required = 'maybe'", "required = 'no'", "required is one of"),
    ("sheet = 'Loans'", "sheat = 'Loans'", "sheet = 'Loans'", "no key of table is called sheat"),
    ("sheet = 'Loans'", "", "[[table]]", "sheet is missing"),
    ("sheet = 'Loans'", "sheet = 'A/B'", "sheet = 'Loans'", "Excel takes no sheet name like 'A/B'"),
    ("sheet = 'Loans'", f"sheet = '{'x' * 32}'", "sheet = 'Loans'", "at most 31 characters"),
    ("sheet = 'Loans'", "sheet = '封面'", "sheet = 'Loans'", "a sheet 封面 of its own"),
    ("name = 'loans'", "name = 'cover'", "name = 'loans'", "cover has a meaning of its own"),
    ("corner = 'What'", "korner = 'What'", "corner", "no key of table.block is called korner"),
    ("rows = [['returned', 'Returned']]", "rows = []", "[[table.block]]", "a block needs columns and rows"),
    ("['books',    'Books'],", "['books',    'Books', 'x'],", "'Books'", "options are written {key = value}"),
    ("['books',    'Books'],", "['books'],", "rows = [", "a heading is [name, label]"),
    ("['books',    'Books'],", "['films',    'Books'],", "'Books'", "loans.films.adults is named twice"),
    ("['books',    'Books'],", "['b',    'Books'],", "'Books'", "a name is lower-case letters"),
    ("help = 'Bound ones too'", f"help = '{'x' * 256}'", "'Journals'", "longer than the 255 characters"),
    ("'books, ..., films'", "'books, ..., flims'", "'lent',", "total lent: no cell is called flims"),
    ("'books, ..., films'", "'films, ..., books'", "'lent',", "total lent: films does not come before books"),
    ("'books, ..., films'", "'books, ...'", "'lent',", "total lent: ... stands between"),
    ("'prior.closing'", "'prior.clossing'", "'opening',", "prefill of opening: no cell is called"),
    ("'prior.closing'", "'closing > 1'", "'opening',", "a figure is wanted"),
    ("{sum = 'books, journals'}", "{sum = 'books, jornals'}", "'printed',", "derived printed: no cell"),
    ("{sum = 'books, journals'}", "{add = 'books'}", "derived = [", "a derived figure is"),
    ("['printed', 'Printed matter'", "['books', 'Printed matter'", "Printed matter", "named twice"),
    ("value = 'adults * 100'", "value = 'adults / 100'", "'books.share'", "not of the rule language: adults / 100"),
    ("when = 'all_readers != 0'", "when = 'all_readers'", "'books.share'", "a condition is wanted"),
    ("id = 'balance'", "id = 'bal ance'", "id = 'balance'", "a rule's id is letters"),
    ("id = 'chosen'", "id = 'Balance'", "id = 'chosen'", "two rules are called Balance"),
    ("each = 'column'", "each = 'colum'", "each = 'column'", "rule balance: each is column, row"),
    ("each = 'column'", "each = ['opening.adult']", "each = 'column'", "no cell is called opening.adult"),
    ("each = 'column'", "each = 3", "each = 'column'", "each is a text in quotes or a list of texts"),
    ("opening + lent", "opening + lend", "expr = 'opening", "rule balance: no cell of this rule is called lend"),
    ("opening + lent >=", "opening + lent =", "expr = 'opening", "rule balance: not an expression"),
    ("opening + lent >=", "opening + lent -", "expr = 'opening", "a condition is wanted"),
    ("opening + lent >=", "opening + returned >=", "[[table.rule]]", "no line of the table has all of its cells"),
    ("returned.kind != \"\"", "returned.kind > \"\"", "expr = 'returned", "cannot be compared by >"),
    ("severity = 'hard'", "severity = 'fatal'", "severity = 'hard'", "severity is one of"),
    ("severity = 'hard'", "severity = 'hard'\nsummed = 'twice'", "summed = 'twice'", "summed is one of"),
    ("severity = 'hard'", "severty = 'hard'", "severity = 'hard'", "no key of table.rule is called severty"),
    ("basis = 'arithmetic'", "", "[[table.rule]]", "rule balance: basis is missing"),
    ("basis = 'arithmetic'", "basis = 'arithmetic'\nyears = 'ever'", "years = 'ever'", "years are written"),
    ("basis = 'arithmetic'", "basis = 'arithmetic'\nlive = 'no'", "live = 'no'", "live is true or false"),
    ("basis = 'arithmetic'", "basis = 'arithmetic'\nunsure = 'info'", "unsure = 'info'", "unsure is for rules that judge prose"),
    ("basis = 'arithmetic'", "basis = 'arithmetic'\njudges = 'prose'", "expr = 'opening", "a rule that judges prose has no expr"),
    (BRIEF, "judges = 'tables'", "judges = 'tables'", "a rule judges prose, or says nothing"),
    (BRIEF, "judges = 'prose'\nonce = true", "once = true", "a rule that judges prose has no once"),
    (BRIEF, "judges = 'prose'\nunsure = 'warning'", "unsure = 'warning'", "no graver than the severity"),
    (BRIEF, "judges = 'prose'\nunsure = 'explainable'", "unsure = 'explainable'", "unsure is warning or info"),
    ("severity = 'info'\nbasis = 'practice'", "severity = 'hard'\njudges = 'prose'\nbasis = 'practice'", "severity = 'hard'", "never so certain as to be hard"),
    ("table = 'loans'", "table = 'loan'", "table = 'loans'", "no table is called loan"),
    ("table = 'loans'", "", "[[part]]", "a part has either fields or a table"),
    ("sheet = 'Words'", "", "[[part]]", "sheet is missing"),
    ("name = 'words'", "name = 'figures'", "[[part]]", "two parts are called figures"),
    ("sentence = 'lent'", "sentence = 'sent'", "'report',", "the sentence sent, which is not written"),
    ("length(narrative.words.report)", "narrative.words.report", "expr = 'length", "cannot be compared by <="),
    ("length(narrative.words.report) <= 100", "narrative.words.report == \"\"", "expr = 'length", "is a long text"),
    ("cases = [{says = 'Nothing was lent.'}]", "", "[[sentence]]", "either cases or clauses"),
    ("{says = 'Nothing was lent.'}", "{say = 'Nothing.'}", "cases = [{says = 'Nothing", "a case is {when, says}"),
    ("label = 'nothing'", "label = 'what was lent'", "[[sentence]]", "two sentences are called"),
    ("{nothing}", "{something}", "cases = [", "no cell is called something"),
    ("{nothing}", "{nothing", "cases = [", "a brace without its other half"),
    ("{nothing}", "{loans.lent.adults > 1}", "cases = [", "is a condition, which has no words"),
    ("{unit.title} {year}", "{unit.titel} {year}", "heading", "no cell is called unit.titel"),
    ("[[rule]]", "[[rules]]", "[[rule]]", "no key of a form is called rules"),
    ("[cover]", "[[cover]]", "[cover]", "cover is a [table]"),
    ("columns = [\n  ['Readers'", "columns ＝ [\n  ['Readers'", "columns ＝ [", "not TOML"),
    ("title = 'Lent'", "title = “Lent”", "title = 'Lent'", "not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("meant", "typed", "place", "said"), SLIPS, ids=[f"{typed}-{n}" for n, (_, typed, _, _) in enumerate(SLIPS)])  # fmt: skip
def test_every_slip_is_told_with_file_and_line(tmp_path: Path, meant: str, typed: str, place: str, said: str):
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, (meant, typed))
    told = [problem for problem in error.value.problems if said in problem.message]
    assert told, str(error.value)
    lines = lines_with(place, SMALL.replace(meant, typed)) or lines_with(place, SMALL)
    assert told[0].line in lines, str(error.value)
    assert f"{tmp_path / 'form.toml'}:{told[0].line}: {told[0].message}" in str(error.value).splitlines()


def lines_with(place: str, text: str) -> list[int]:
    """List the lines on which something stands."""
    return [n for n, line in enumerate(text.splitlines(), 1) if place in line]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (("opening + lent >= closing", "opening + lend >= closing"), line_of("expr = 'opening")),
        (("'Films'],", "'Films', {sort = 1}],"), line_of("'Films'")),
        (("returned.late == 0", "returned.later == 0"), line_of("expr = 'returned")),
        (("<= 100", "<= hundred"), line_of("expr = 'length")),
        (("name = 'lent'", "name = ''"), line_of("[[sentence]]", 2)),
    ],
)
def test_lines_are_exact(tmp_path: Path, typed: tuple[str, str], line: int):
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, typed)
    assert line in [problem.line for problem in error.value.problems]


def test_all_slips_are_told_at_once_in_order_of_their_lines(tmp_path: Path):
    with pytest.raises(DefinitionError) as error:
        load(
            tmp_path,
            ("opening + lent", "opening + lend"),
            ("sentence = 'lent'", "sentence = 'sent'"),
            ("<= 100", "<= x"),
        )
    lines = [problem.line for problem in error.value.problems]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_a_missing_file_and_a_file_of_another_encoding_are_told(tmp_path: Path):
    with pytest.raises(DefinitionError, match=re.escape(f"{tmp_path / 'form.toml'}:1: cannot be read")):
        load_form(tmp_path)
    (tmp_path / "form.toml").write_bytes("title = '年报'".encode("gb18030"))
    with pytest.raises(DefinitionError, match=":1: is not UTF-8"):
        load_form(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_no_slips(tmp_path: Path):
    (tmp_path / "form.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_form(tmp_path).name == "library/v1"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (("'Books'", '"Bo\\u0000oks"'), "U+0000"),
        (("'Books'", '"Bo\\U00000007oks"'), "U+0007"),
        (("'Books'", '"Books\\r"'), "U+000D"),
        (("'Books'", "'Bo\ufffeoks'"), "U+FFFE"),
        (("'Bound ones too'", '"\\b"'), "U+0008"),
        (("help = 'Bound", '"he\\u0001lp" = \'Bound'), "U+0001"),
    ],
)
def test_what_is_no_letter_is_told_with_its_line(tmp_path: Path, typed: tuple[str, str], name: str):
    """A word of a text that no file can hold, or that tells our own texts apart, would fail wherever it is used."""
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, typed)
    (told,) = error.value.problems
    assert told.line == line_of(typed[0])
    assert f"文字里有 {name}" in error.value.sentence.zh
    assert f"a text holds {name}" in error.value.sentence.en


def test_a_word_of_the_prose_that_is_no_letter_is_told_with_its_line(tmp_path: Path):
    form = load_form("zfxxgk/2021")
    text = (ROOT / "templates" / "zfxxgk" / "2021" / "prose.toml").read_text("utf-8")
    (tmp_path / "prose.toml").write_text(text.replace("receive = ['", 'receive = ["收\\u0000到", \'', 1), "utf-8")
    (line,) = [n for n, each in enumerate(text.splitlines(), 1) if each.startswith("receive = [")]
    with pytest.raises(DefinitionError, match=rf"prose\.toml:{line}: 文字里有 U\+0000"):
        read_patterns(form, tmp_path / "prose.toml")


@pytest.mark.parametrize(
    ("typed", "read"),
    [('"Bound\\tones\\ntoo, \\u4e66"', "Bound\tones\ntoo, 书"), ("'spelt \\u0000'", "spelt \\u0000"), ('"spelt \\\\u0000"', "spelt \\u0000")],
)
def test_line_ends_tabs_and_what_only_looks_like_an_escape_are_no_slips(tmp_path: Path, typed: str, read: str):
    form = load(tmp_path, ("'Bound ones too'", typed))
    assert form.points["loans.journals.adults"].traits.help == read


WRONG: list[Any] = [7, True, 1.5, "x", "", [], [1], [[]], {}, {"a": 1}, None]


def spots(data: Any) -> list[tuple[Any, Any]]:
    """List every place of parsed TOML, as a container and a key of it."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [spot for key, value in pairs for spot in ((data, key), *spots(value))]


@pytest.mark.parametrize("seed", range(400))
def test_no_toml_however_wrong_breaks_the_loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int):
    """The author's mistake is a DefinitionError or nothing; another exception would be ours."""
    data = tomllib.loads(SMALL)
    draw = random.Random(seed)
    for _ in range(draw.choice((1, 1, 2))):
        container, key = draw.choice(spots(data))
        wrong = draw.choice(WRONG)
        if wrong is None:
            del container[key]
        else:
            container[key] = wrong
    (tmp_path / "form.toml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr("govxl.form.source.from_toml", lambda _: data)
    with suppress(DefinitionError):
        load_form(tmp_path)


# -- Finding forms -----------------------------------------------------------------------------------------------------


def test_installed_forms_are_listed_and_loaded_by_name():
    assert {"zfxxgk/2019", "zfxxgk/2021"} <= set(installed_forms())
    assert load_form("zfxxgk/2021").name == "zfxxgk/2021"
    assert load_form("zfxxgk/2021") is load_form("zfxxgk/2021")


@pytest.mark.parametrize("name", ["zfxxgk", "zfxxgk/1999", "../zfxxgk/2021", "/etc/passwd", "", "zfxxgk/2021/x"])
def test_unknown_names_are_refused(name: str):
    with pytest.raises(UnknownFormError):
        load_form(name)


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")])
def test_a_year_finds_its_edition(year: int, edition: str):
    assert form_for_year("zfxxgk", year).edition == edition


def test_an_edition_named_outright_is_taken_for_its_years_alone():
    assert form_for_year("zfxxgk/2019", 2020).edition == "2019"
    with pytest.raises(YearOutsideError) as caught:
        form_for_year("zfxxgk/2019", 2025)
    assert caught.value.right == ("zfxxgk/2021",)


@pytest.mark.parametrize(("form", "year"), [("zfxxgk", 2018), ("nothing", 2021)])
def test_a_year_without_an_edition_is_refused(form: str, year: int):
    with pytest.raises(UnknownFormError):
        form_for_year(form, year)


def test_forms_of_an_office_stand_before_the_installed_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "library" / "v1"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    assert form_folders()[0] == tmp_path
    assert "library/v1" in installed_forms()
    assert load_form("library/v1").folder == folder.resolve()


def test_a_form_is_what_its_folder_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "library" / "v2"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    with pytest.raises(DefinitionError, match="stands in library/v2 and calls itself library/v1"):
        load_form("library/v2")
