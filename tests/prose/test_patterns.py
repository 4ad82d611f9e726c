"""A form's prose.toml: what it gives, and that every slip of its author is told with file and line."""

import pickle
import re
import shutil
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.form.definition import DefinitionError, load_form
from govxl.form.model import Form
from govxl.language.nodes import paths_in
from govxl.prose.judging.judge import disagreements
from govxl.prose.lexicon.features import singly
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import MOST_FORMS, Patterns, once_each
from govxl.prose.lexicon.words_reader import WORDS
from govxl.prose.lint.blemishes import blemishes
from govxl.prose.understanding.understand import understand
from tests.form.small import load

TEMPLATES = Path(__file__).parents[2] / "templates"

PROSE = """\
[rules]
none = 'W1'
sums = 'W2'
repeated = 'W1'

[measures]
count = ['册', '本']
percent = ['%']

[words]
this = ['今年']
last = ['去年']
own = ['我馆']
none = ['未', '没有']
filler = ['共', '的']
part = ['其中']
share = ['占']

[slots]
new = ['', '新']

[objects]
books = ['{new}图书', '{last}的图书']

[acts]
lent = ['借出']
returned = ['归还']

[results]
lost = ['丢失']

[phrases]
'returned last' = ['{last}归还']

[[field]]
path = 'narrative.words.report'
about = 'books'

[[claim]]
name = 'returns'
rule = 'W1'
says = '归还'
when = ['books returned', 'books returned lost? &lent']
readings = [['归还', 'loans.returned.late']]

[[claim]]
name = 'loans'
rule = 'W2'
says = '借出'
perhaps = ['books lent|lost', 'books lent +returns']
readings = [['借出', 'loans.books.adults'], ['借出', 'loans.books.adults + loans.books.children']]

[[whole]]
of = 'books result'
claims = ['loans']
"""


PAIR = {"measures": "['册']", "counted": "'returns'", "money": "'loans'", "of": "['books']", "told": "'books lent'"}


def pair(key: str, value: str) -> str:
    """Write a pair of claims, one key of it otherwise, which stands first."""
    return f"[[pair]]\n{key} = {value}\n" + "".join(f"{each} = {PAIR[each]}\n" for each in PAIR if each != key)


RULES = "".join(
    f"[[rule]]\nid = '{each}'\njudges = 'prose'\nsays = 'It is so'\nseverity = 'warning'\nbasis = 'practice'\n\n"
    for each in ("W1", "W2")
)
"""By what the small form judges prose."""


def lay(folder: Path, *changes: tuple[str, str]) -> Form:
    """Lay the small form and its prose.toml, changed, into a folder."""
    text = PROSE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    form = load(folder, ("[[sentence]]\nname = 'none'", f"{RULES}[[sentence]]\nname = 'none'"))
    (Path(str(form.folder)) / "prose.toml").write_text(text, "utf-8")
    return form


def lines_of(text: str) -> list[int]:
    return [nth for nth, line in enumerate(PROSE.splitlines(), 1) if text in line]


def test_another_statute_is_read_by_its_own_words(tmp_path: Path):
    form = lay(tmp_path)
    patterns = load_patterns(form)
    text = "今年我馆借出图书12册，归还9本，去年归还8本；未归还图书。"
    understood = understand(patterns, "narrative.words.report", text, 2024, "示例馆")
    told = [
        (each.figure.said, each.claim and each.claim.name, each.claim and each.claim.rule, each.year)
        for each in understood.mentions
    ]
    assert told == [
        ("12册", "loans", "W2", 2024),
        ("9本", "returns", "W1", 2024),
        ("8本", "returns", "W1", 2023),
        ("未归还", "returns", "W1", 2024),
    ]


def test_a_way_may_ask_that_something_is_not_told_in_the_sentence(tmp_path: Path):
    patterns = load_patterns(lay(tmp_path, ("'books lent|lost', ", "'books lent|lost !returned', ")))

    def claims(text: str) -> list[str]:
        told = understand(patterns, "narrative.words.report", text, 2024, "示例馆").mentions
        return [each.claim.name for each in told if each.claim]

    assert claims("今年借出图书12册。归还9本。") == ["loans", "returns"]
    assert claims("今年借出图书12册，归还9本。") == ["returns"]


def test_a_form_without_a_prose_toml_reads_nothing(tmp_path: Path):
    patterns = load_patterns(load(tmp_path))
    assert patterns == Patterns()
    assert understand(patterns, "narrative.words.report", "借出12册", 2024, "").mentions == ()


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("lent = ['借出']", "lent = ['借出', '归还']", "归还 stands here twice, with different features", "returned = ["),
        ("lost = ['丢失']", "lost = ['{old}丢失']", "nothing is listed to stand for {old}", "lost = ["),
        ("lost = ['丢失']", "lost = [' ']", "' ' is no word", "lost = ["),
        ("lost = ['丢失']", "lost = '丢失'", "lost is a list of texts", "lost = ["),
        ("lost = ['丢失']", "books = ['丢失']", "books is the name of another feature already", "lost = ["),
        ("part = ['其中']", "parts = ['其中']", "no role of a word is called parts: ", "part = ["),
        ("'returned last' = ", "'returned lasts' = ", "no feature is called lasts", "'returned last'"),
        ("count = ['册', '本']", "count = ['册', '%']", "% is a measure of two kinds", "percent = ["),
        ("about = 'books'", "about = 'book'", "no feature is called book", "about = "),
        ("path = 'narrative.words.report'", "path = 'narrative.words.rapport'", "no field is called narrative.words.rapport", "path = "),
        ("'books returned', ", "'books returnd', ", "no feature is called returnd", "when = ['books returned'"),
        ("+returns'", "+return'", "no claim is called return", "perhaps = ["),
        ("perhaps = [", "perhap = [", "no key of a claim is called perhap", "perhaps = ["),
        ("'loans.returned.late'", "'loans.returned.everybody'", "no cell is called loans.returned.everybody", "loans.returned.late"),
        ("'loans.returned.late'", "'loans.returned.late > 1'", "a figure is wanted", "loans.returned.late"),
        ("says = '归还'\n", "", "a claim needs says", "name = 'returns'"),
        ("'books lent|lost'", "'books returned'", "loans is said in the same words as returns", "name = 'loans'"),
        ("claims = ['loans']", "claims = ['loan']", "no claim is called loan", "claims = ['loans']"),
        ("[slots]", "[slot]", "no key of a prose.toml is called slot", "[slots]"),
        ("none = 'W1'", "none = ['W1']", "none is a text", "none = "),
        ("none = 'W1'", "nothing = 'W1'", "nothing that is judged is called nothing: none, sums, shares", "none = "),
        ("sums = 'W2'", "sums = 'W3'", "no rule that judges prose is called W3", "sums = "),
        ("repeated = 'W1'", "repeated = 'ties'", "no rule that judges prose is called ties", "repeated = "),
        ("says = '归还'", "none_rule = 'W4'\nsays = '归还'", "no rule that judges prose is called W4", "says = '归还'"),
        ("[rules]", "[lists]\nplace = ['馆']\n[rules]", "no key of lists is called place", "[rules]"),
        ("[rules]", "[lists]\nplaces = '馆'\n[rules]", "places is a list of texts", "[rules]"),
        ("[rules]", "[lists]\ncomplete = [['', '借出']]\n[rules]", "complete has a whole and its parts in each row", "[rules]"),
        ("[rules]", "[lists]\ncomplete = [['', '借出', '']]\n[rules]", "complete has a whole and its parts in each row", "[rules]"),
        ("[rules]", pair("money", "'loan'") + "[rules]", "no claim is called loan", "[rules]"),
        ("[rules]", pair("measures", "['篇']") + "[rules]", "no measure is called 篇", "[rules]"),
        ("[rules]", pair("tell", "'books'") + "[rules]", "no key of a pair is called tell", "[rules]"),
        ("[rules]", "extends = 'library/v9'\n[rules]", "no form has patterns that is called library/v9", "[rules]"),
    ],
)  # fmt: skip
def test_every_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str, line: str):
    form = lay(tmp_path, (old, new))
    with pytest.raises(DefinitionError) as caught:
        load_patterns(form)
    told = [problem for problem in caught.value.problems if message in str(problem.message)]
    assert told, caught.value
    first = lines_of(line)[0]
    # What stands in a table of its own is told by that line, or by the header above it.
    assert first - 1 <= told[0].line <= first + 1
    assert str(caught.value).startswith(f"{form.folder / 'prose.toml'}:")


def test_all_slips_are_told_at_once(tmp_path: Path):
    form = lay(tmp_path, ("part = ", "parts = "), ("about = 'books'", "about = 'boks'"))
    with pytest.raises(DefinitionError) as caught:
        load_patterns(form)
    assert len(caught.value.problems) == 2


TWICE = "本馆全年开放，接待读者，举办讲座，培训馆员，整理书目，修缮书库。"
SLIPS = f"今年借出图书12册，其中图书5册、图书6册。\n{TWICE}\n{TWICE}"


def doubts(form: Form, text: str) -> list[tuple[str, str]]:
    patterns, texts = load_patterns(form), {"narrative.words.report": text}
    found = [*disagreements(patterns, texts, 2024, "示例馆", lambda path: None)]
    found += blemishes(patterns, texts, {}, 2024, lambda path: None)
    return [(each.rule, each.said) for each in found]


def test_by_which_rules_the_rest_is_judged_is_the_forms_to_say(tmp_path: Path):
    words = "\n[lint]\ncompared = ['narrative.']\n"
    form = lay(tmp_path, ("claims = ['loans']\n", f"claims = ['loans']\n{words}"))
    assert doubts(form, SLIPS) == [("W2", "12册"), ("W1", TWICE)]


@pytest.mark.parametrize(
    ("left_out", "found"), [("sums = 'W2'\n", [("W1", TWICE)]), ("repeated = 'W1'\n", [("W2", "12册")])]
)
def test_what_a_form_names_no_rule_for_is_not_judged(tmp_path: Path, left_out: str, found: list[tuple[str, str]]):
    words = "\n[lint]\ncompared = ['narrative.']\n"
    form = lay(tmp_path, ("claims = ['loans']\n", f"claims = ['loans']\n{words}"), (left_out, ""))
    assert doubts(form, SLIPS) == found


@pytest.mark.parametrize(
    ("rule", "text", "wrong"),
    [
        ("N1", "本年新收政府信息公开申请96件。", "96件"),
        ("N4", "本年未收到政府信息公开申请。", "未收到"),
        ("N5", "开展培训12次，其中线上5次、线下6次。", "12次"),
        ("N6", "答复申请12件，其中予以公开6件，占40%。", "40%"),
        ("L2", "收到申请XX件。", "XX"),
        ("L7", f"{TWICE}\n{TWICE}", TWICE),
    ],
)
def test_a_rule_that_a_form_has_not_is_left_out_of_what_it_extends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, text: str, wrong: str
):
    def said() -> list[str]:
        patterns, texts = load_patterns(load_form("zfxxgk/2019")), {"narrative.overview.applications": text}
        tables = {
            f"requests.{row}.total": Decimal(n)
            for row, n in (("received", 95), ("carried_in", 0), ("closed", 12), ("granted", 6))
        }
        found = [
            *disagreements(patterns, texts, 2020, "", tables.get),
            *blemishes(patterns, texts, {}, 2020, tables.get),
        ]
        assert {each.rule for each in found} <= {rule}
        return [each.said for each in found]

    assert said() == [wrong]
    shutil.copytree(TEMPLATES / "zfxxgk", tmp_path / "zfxxgk")
    form_toml = tmp_path / "zfxxgk" / "2019" / "form.toml"
    rules = form_toml.read_text("utf-8").split("[[rule]]")
    kept = [each for each in rules if f"id = '{rule}'" not in each]
    assert len(kept) == len(rules) - 1
    form_toml.write_text("[[rule]]".join(kept), "utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    assert said() == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_statute_has_patterns_that_can_be_kept(edition: str):
    form = load_form(f"zfxxgk/{edition}")
    patterns = load_patterns(form)
    assert pickle.loads(pickle.dumps(patterns)) == patterns
    known = form.points.keys() | form.fields.keys() | {each.path for each in form.derived}
    paths = {path for claim in patterns.claims for reading in claim.readings for path in paths_in(reading.value)}
    assert paths <= known
    assert len({claim.name for claim in patterns.claims}) == len(patterns.claims)


def test_an_edition_keeps_of_what_it_extends_only_what_its_form_has():
    new, old = (load_patterns(load_form(f"zfxxgk/{edition}")) for edition in ("2021", "2019"))
    names = {claim.name for claim in new.claims}
    others = {claim.name for claim in old.claims}
    assert {"normative_in_force", "fee", "no_payment", "info_fee"} <= names - others
    assert {"normative_made", "normative_public_total", "procurement_amount"} <= others - names
    assert {"received", "carried_out", "person", "granted", "recon", "licence"} <= names & others


def test_money_is_measured_as_the_form_has_it():
    claims = {claim.name: claim for claim in load_patterns(load_form("zfxxgk/2021")).claims}
    assert [reading.unit for reading in claims["fee"].readings] == ["万元"]
    assert [reading.unit for reading in claims["info_fee"].readings] == ["元"]
    assert {reading.unit for reading in claims["taken"].readings} == {""}


def test_what_stands_in_braces_is_listed_once_and_is_used():
    text = (TEMPLATES / "zfxxgk/2021/prose.toml").read_text(encoding="utf-8")
    slots = tomllib.loads(text)["slots"]
    used = set(re.findall(r"\{([a-z_]+)\}", text)) | {"governing"}
    assert len(slots) > 100
    assert slots.keys() - used == set()
    lists = Counter(frozenset(words) for words in slots.values())
    assert [sorted(words) for words, times in lists.items() if times > 1] == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_no_list_has_a_word_twice(edition):
    read = tomllib.loads((TEMPLATES / f"zfxxgk/{edition}/prose.toml").read_text(encoding="utf-8"))
    tables = {name: read[name] for name in (*WORDS, "slots", "measures") if name in read}
    counts = {(name, key): Counter(words) for name, table in tables.items() for key, words in table.items()}
    assert len(counts) > 5
    assert [(*where, word) for where, words in counts.items() for word, times in words.items() if times > 1] == []


def test_no_claim_is_kept_from_being_told_by_what_stands_before_it():
    patterns = load_patterns(load_form("zfxxgk/2021"))
    ways = {way for rows in patterns.ways.by_pair.values() for _, way in rows}
    told = set[int]()
    for way in ways:
        # What the words of a way say, and what may be said besides, each by itself.
        for features in (way.need, *(way.need | other for other in singly(way.allow & ~way.need))):
            found = patterns.ways.find(features, way.measures[0] if way.measures else "")
            told.update([each.claim for each in found if not each.around & ~way.around][:1])
    assert len(patterns.claims) > 200
    assert [claim.name for nth, claim in enumerate(patterns.claims) if nth not in told] == []


def test_what_patterns_come_to_is_worked_out_once_for_each():
    worked: list[tuple[str, ...]] = []

    @once_each
    def states(patterns: Patterns) -> tuple[str, ...]:
        worked.append(patterns.states)
        return patterns.states

    every = [Patterns(states=(f"无{nth}",)) for nth in range(MOST_FORMS)]
    assert [states(each) for each in (*every, *every)] == [each.states for each in (*every, *every)]
    assert worked == [each.states for each in every]
    # One more than are kept, and one that says the same and is another all the same.
    same = Patterns(states=every[0].states)
    assert [states(each) for each in (same, every[0], every[0], every[1])] == [every[0].states] * 3 + [every[1].states]
    assert worked[MOST_FORMS:] == [every[0].states, every[0].states, every[1].states]
