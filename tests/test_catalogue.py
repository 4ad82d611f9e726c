"""The catalogue of findings: codes that stay, words that can be filled, and a case for every code and no other."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font

from govxl.filing.inspections import others_among
from govxl.filing.model import Prior
from govxl.findings.catalogue import CATALOGUE
from govxl.findings.finding import advice_of, message_of
from govxl.office.prior import prior_finder
from govxl.returns.check import Expected, judge
from govxl.words import MODES
from tests.formats import formatted
from tests.planted import EVERYWHERE, WORDLESS
from tests.returns import (
    COVER,
    PROACTIVE,
    REQUESTS,
    REVIEW,
    accepted,
    error,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    packed,
    parts_of,
    put,
    runs,
    sheet_part,
    words,
)
from tests.sent_back import sent_back
from tests.strangers import as_dates, compound, plain_spreadsheet
from tests.tampering import (
    comment,
    copy_sheet,
    forged,
    hide,
    honest_insert,
    in_sheet,
    locked_like,
    openpyxl_does,
    orphaned,
    remove,
    rename,
    stray,
    with_link,
    without_properties,
    without_protection,
    without_validations,
)
from tests.told import APPLICATIONS, doubt, told

ROOT = Path(__file__).parent.parent
D6 = (REQUESTS, "D6")
STRUCK = "<strike/>"
GIVEN = next(slot.box for path, slot in layout_of().slots.items() if path.startswith("was-given."))
LAST_YEAR = Prior(2024, "2021", "0" * 64, {"requests.carried_out.person": Decimal(1), "requests.received.total": Decimal(900)})


BOX = layout_of().slots["prior.requests.carried_out.person"].box
LAST_YEARS_PERSON = (BOX.sheet, BOX.address)


# -- A case for every code


def changed_parts(**changes):
    """Replace bytes in parts: `book=(old, new)`."""
    names = {"book": "xl/workbook.xml", "custom": "docProps/custom.xml", "sheet": sheet_part(parts_of(accepted()), REQUESTS)}
    parts = parts_of(accepted())
    for key, (old, new) in changes.items():
        rewritten = re.sub(old, new, parts[names[key]])
        assert rewritten != parts[names[key]]
        parts[names[key]] = rewritten
    return packed(parts)


def everywhere(old, new):
    return packed({name: content.replace(old, new) for name, content in parts_of(accepted()).items()})


def fingerprint():
    return re.search(rb"govxl.fingerprint\"><vt:lpwstr>(\w+)<", parts_of(accepted())["docProps/custom.xml"])[1]


def copied_sheet():
    """Copy table four to a sheet of its own, change a figure there, and let that figure's name point to the copy."""
    parts = parts_of(put(accepted(), {(REVIEW, "A6"): figure("5")}))
    copy = parts[sheet_part(parts, REVIEW)].replace(b"<v>5</v>", b"<v>6</v>")
    parts["xl/worksheets/copy.xml"] = copy
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", b'<Override PartName="/xl/worksheets/copy.xml" ContentType="' + kind + b'"/></Types>')
    links = "xl/_rels/workbook.xml.rels"
    link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/copy.xml"/>'
    parts[links] = parts[links].replace(b"</Relationships>", link + b"</Relationships>")
    book = parts["xl/workbook.xml"].decode().replace("</sheets>", '<sheet name="复件" sheetId="99" r:id="rId99"/></sheets>')
    parts["xl/workbook.xml"] = re.sub(r'(name="review.cases.recon_upheld">)[^<]*', r"\1'复件'!$A$6", book).encode()
    return packed(parts)


def given_prior(data, unit=""):
    other = Prior(2024, "2021", "1" * 64, {"requests.carried_out.person": Decimal(2)}, unit=unit)
    return judge(data, "filled.xlsx", Expected(prior=lambda identity, layout: other))


def hiding(book):
    """A condition under which a figure is not seen."""
    book[REQUESTS].conditional_formatting.add(D6[1], FormulaRule(formula=["TRUE"], font=Font(color="FFFFFFFF")))


def lost_and_edited():
    """A sheet was deleted, the workbook went back, and nobody filled the sheet in again."""
    return put(sent_back(remove("六、其他事项")(accepted())), {(COVER, "B16"): words("010-1")})


def answered(book):
    """Mend what was wrong, and answer beside the list as well."""
    book[REQUESTS]["D6"] = 12
    book["退回问题清单"]["J6"] = "已核对"


def run_over(book):
    """Paste twenty paragraphs over the heading of the next aspect."""
    for row in range(46, 66):
        book["一、总体情况"][f"B{row}"] = f"第{row}行。"


def doubted(text, said, rule, readings=(), slip=False):
    found = [doubt(text, text, said, rule, readings=readings)]
    with told(slips=lambda texts, facts: iter(found)) if slip else told(lambda texts, facts: iter(found)):
        return judged(filled({APPLICATIONS: text}))


BLANK_REVIEW = {f"review.cases.{name}": None for name in ("recon_upheld",)} | {"review.mode": None}
CASES = {
    "F001": lambda: judged(b"hello, world"),
    "F002": lambda: judged(b""),
    "F003": lambda: judged(compound("Workbook")),
    "F004": lambda: judged(compound("EncryptedPackage")),
    "F005": lambda: judged(accepted()[:-100]),
    "F006": lambda: judged(put(accepted(), {(COVER, "B15"): words("字" * 40_000)})),
    "F007": lambda: judged(changed_parts(sheet=(rb"<worksheet ", b"<!DOCTYPE x><worksheet "))),
    "F008": lambda: judged(with_link(accepted())),
    "I001": lambda: judged(plain_spreadsheet()),
    "I002": lambda: judged(everywhere(b"zfxxgk", b"zfxxgx")),
    "I003": lambda: judged(changed_parts(custom=(rb">2025<", b">2024<"))),
    "I004": lambda: judged(accepted(), unit="另一个县"),
    "I005": lambda: judged(accepted(), year=2024),
    "I006": lambda: judged(accepted(), form="zfxxgk/2019"),
    "I007": lambda: judged(filled(year=2020)),
    "I008": lambda: given_prior(filled(prior=LAST_YEAR)),
    "I009": lambda: judged(forged("unit.name", "乙县")(accepted())),
    "I010": lambda: judged(filled(key=b"0123456789abcdef"), key=b"another key, as long"),
    "I011": lambda: judged(accepted(), key=b"0123456789abcdef"),
    "I012": lambda: judged(accepted(), others=others_among([judged(filled(unit="乙县", level="city")).record])),
    "I013": lambda: judged(without_properties(accepted())),
    "I016": lambda: judged(accepted(), prior=prior_finder(Path(__file__).parent / "frozen" / "issue-2")),
    "I018": lambda: given_prior(accepted(), "示例县人民政府办公室"),
    "I017": lambda: judged(put(filled(prior=LAST_YEAR), {LAST_YEARS_PERSON: ""})),
    "I014": lambda: judged(sent_back(filled({"requests.received.person": 20}))),
    "I015": lambda: judged(lost_and_edited()),
    "I020": lambda: judged(sent_back(put(accepted(), {(REQUESTS, "J6"): figure("99")}))),
    "S001": lambda: judged(changed_parts(book=("<sheet name=\"四[^>]*/>".encode(), b""))),
    "S002": lambda: judged(put(changed_parts(book=(rb"<definedNames>.*</definedNames>", b"")), {(REQUESTS, "A6"): words("别的")})),
    "S003": lambda: judged(copied_sheet()),
    "S004": lambda: judged(put(accepted(), {(REQUESTS, "J6"): figure("99")})),
    "S005": lambda: judged(everywhere(fingerprint(), layout_of().form.layouts[0].encode() + b"0" * 8)),
    "S024": lambda: judged(everywhere(fingerprint(), b"0" * 32)),
    "S006": lambda: judged(honest_insert(REQUESTS, 9)(accepted())),
    "S007": lambda: judged(put(accepted(), {(REQUESTS, "A6"): words("本年收到")})),
    "S008": lambda: judged(put(accepted(), {(REQUESTS, "J4"): words("总 计")})),
    "S009": lambda: judged(put(accepted(), {(REQUESTS, "G1"): words("可以报送")})),
    "S010": lambda: judged(stray(REQUESTS, 6, "L6", "草稿")(accepted())),
    "S011": lambda: judged(in_sheet(REQUESTS, "</mergeCells>", '<mergeCell ref="D6:E6"/></mergeCells>')(accepted())),
    "S012": lambda: judged(copy_sheet(REQUESTS, "草稿")(accepted())),
    "S013": lambda: judged(hide(REQUESTS)(accepted())),
    "S014": lambda: judged(rename(REQUESTS, "表三")(accepted())),
    "S015": lambda: judged(openpyxl_does(lambda book: book.move_sheet(REQUESTS, -3))(accepted())),
    "S016": lambda: judged(without_protection(REQUESTS)(accepted())),
    "S017": lambda: judged(without_validations(REQUESTS)(accepted())),
    "S018": lambda: judged(locked_like(REQUESTS, "D6", "A6")(accepted())),
    "S019": lambda: judged(changed_parts(book=(rb"(name=\"requests.received.person\">)[^<]*", rb"\1#REF!"))),
    "S020": lambda: judged(comment(REQUESTS)(accepted())),
    "S021": lambda: judged(changed_parts(book=(rb"<calcPr ", b'<calcPr calcMode="manual" '))),
    "S022": lambda: judged(changed_parts(book=(rb'(<sheet name="govxl" [^>]*)state="veryHidden"', rb"\1"))),
    "S030": lambda: judged(EVERYWHERE["text box"]("请看附表")(accepted())),
    "S031": lambda: judged(EVERYWHERE["header"]("李四")(accepted())),
    "S032": lambda: judged(WORDLESS["a picture nobody described"](accepted())),
    "S033": lambda: judged(EVERYWHERE["target of a link"]("zwgk")(accepted())),
    "S035": lambda: judged(openpyxl_does(answered)(sent_back(filled({"requests.received.person": 20})))),
    "S036": lambda: judged(EVERYWHERE["property subject"]("初稿")(accepted())),
    "S023": lambda: judged(put(accepted(), {(REQUESTS, "J6"): figure("15")})),
    "S045": lambda: judged(orphaned(accepted())),
    "S025": lambda: judged(put(accepted(), {(GIVEN.sheet, GIVEN.address): formula('"机构合并"', "")})),
    "S026": lambda: judged(in_sheet(REQUESTS, '<row r="6"', '<row r="6" hidden="1"')(accepted())),
    "S027": lambda: judged(openpyxl_does(hiding)(accepted())),
    "V001": lambda: judged(put(accepted(), {D6: ""})),
    "V002": lambda: judged(filled(BLANK_REVIEW)),
    "V003": lambda: judged(filled({"review.mode": "全表无数据"})),
    "V004": lambda: judged(put(accepted(), {D6: words("22（其中修订16件）")})),
    "V005": lambda: judged(put(accepted(), {D6: ' t="b"|<v>1</v>'})),
    "V006": lambda: judged(put(accepted(), {D6: figure("12.5")})),
    "V007": lambda: judged(put(accepted(), {D6: figure("-3")})),
    "V008": lambda: judged(put(accepted(), {(PROACTIVE, "B16"): figure("12.3456789")})),
    "V009": lambda: judged(put(accepted(), {D6: figure("1e308")})),
    "V010": lambda: judged(put(accepted(), {D6: error("#REF!")})),
    "V011": lambda: judged(put(accepted(), {D6: formula("A1")})),
    "V012": lambda: judged(put(accepted(), {D6: words("/")})),
    "V013": lambda: judged(as_dates(put(accepted(), {D6: figure("46144")}), *D6)),
    "V014": lambda: judged(put(accepted(), {(COVER, "B12"): words("撤并")})),
    "V015": lambda: judged(put(accepted(), {D6: words("１２")})),
    "V016": lambda: judged(put(accepted(), {D6: formula("7+5")})),
    "V017": lambda: judged(accepted()),
    "V018": lambda: judged(as_dates(accepted(), *D6)),
    "V019": lambda: judged(put(accepted(), {(COVER, "B15"): words("和平路\u200b1号")})),
    "V020": lambda: judged(filled({"cover.phone": None})),
    "V022": lambda: judged(put(accepted(), {(COVER, "B15"): words("和平路\ue000号")})),
    "V023": lambda: judged(filled({"narrative.problems.text": "公开不够，{nonsense}{本年新收}。"})),
    "V039": lambda: judged(filled({"narrative.problems.text": "公开不够，共{现行有效件数}件。"})),
    "V040": lambda: judged(filled({"narrative.problems.text": "公开不够，上年结转{上年结转}件。"})),
    "V035": lambda: judged(openpyxl_does(lambda book: book["五、问题改进"].__setitem__("B16", "第十三段。"))(accepted())),
    "V036": lambda: judged(openpyxl_does(run_over)(accepted())),
    "V021": lambda: judged(filled({"narrative.overview.applications": None})),
    "V024": lambda: judged(formatted(put(accepted(), {D6: figure("5")}), {D6: "0%"})),
    "V025": lambda: judged(formatted(put(accepted(), {(PROACTIVE, "B16"): figure("3.456")}), {(PROACTIVE, "B16"): "0.00"})),
    "V026": lambda: judged(formatted(put(accepted(), {(COVER, "B15"): figure("10000")}), {(COVER, "B15"): "000000"})),
    "V027": lambda: judged(filled({"cover.filled_on": "下周"})),
    "V037": lambda: judged(put(accepted(), {("六、其他事项", "B4"): words("𠀀" * 20_000)})),
    "V038": lambda: judged(put(accepted(), {("六、其他事项", "B4"): words("没有\n" * 2_200)})),
    "V030": lambda: judged(put(accepted(), {D6: runs(("12", STRUCK), ("15", ""))})),
    "V031": lambda: judged(put(accepted(), {(COVER, "B15"): runs(("和平路1号", ""), (" B2", STRUCK))})),
    "V032": lambda: judged(put(accepted(), {(COVER, "B15"): runs(("和平路1号，300m", ""), ("2", "<vertAlign val=\"superscript\"/>"))})),
    "R001": lambda: judged(filled({"requests.received.person": 20})),
    "R002": lambda: judged(filled(prior=LAST_YEAR)),
    "R003": lambda: judged(filled({"proactive.normative.in_force": 1})),
    "R004": lambda: judged(filled({"review.cases.after_upheld": 1})),
    "R005": lambda: doubted("新收95件", "95件", "N2", [("一、本年新收", "15件", ("requests.received.total",))]),
    "R006": lambda: doubted("共12件，其中5件公开，6件不公开", "12件", "N5", [("各项相加", "11件", ())]),
    "R007": lambda: doubted("见XX网", "XX", "N5", slip=True),
}
EXPECTED_SEVERITY = {"hard": "FISVR", "explainable": "R", "warning": "FISVR", "info": "SVR"}
TECHNICAL = {"damaged-file", "beyond-limits", "unsafe-content"}
"""What exactly is broken in a file is said in Chinese only so far."""


@cache
def produced(code):
    return CASES[code]()


@pytest.mark.parametrize("code", CASES)
def test_every_code_has_a_case_that_produces_it(code):
    judgement = produced(code)
    assert code in [found.code for found in judgement.findings]
    (found, *_) = [found for found in judgement.findings if found.code == code]
    entry = next(entry for entry in CATALOGUE.values() if entry.code == code)
    assert found.name == entry.name
    assert found.severity == entry.severity
    assert judgement.accepted is not any(each.blocks for each in judgement.findings)


def test_the_cases_produce_all_codes_and_no_other():
    codes = {found.code for code in CASES for found in produced(code).findings}
    assert codes == {entry.code for entry in CATALOGUE.values()}
    assert set(CASES) == codes


@pytest.mark.parametrize("code", [code for code in CASES if code not in ("I008", "I014", "S001", "R001", "R002")])
def test_one_cause_is_one_finding(code):
    """Beside the finding there are notes, warnings for texts, and nothing else that blocks."""
    others = [found for found in produced(code).findings if found.code != code and found.blocks]
    assert others == []


def test_the_code_names_no_finding_that_the_catalogue_lacks():
    texts = {path: path.read_text("utf-8") for path in (ROOT / "govxl").rglob("*.py")}
    called = {name for text in texts.values() for name in re.findall(r'\b(?:finding|Problem)\(\s*"([a-z-]+)"', text)}
    assert called <= set(CATALOGUE)
    quoted = {name for path, text in texts.items() if path.name != "catalogue.py" for name in CATALOGUE if f'"{name}"' in text}
    assert quoted == set(CATALOGUE), "an entry that nobody uses is a promise nobody keeps"


# -- Codes and names


CODES = """
F001 not-a-workbook         I001 not-ours             S001 sheet-missing          V001 missing              V011 formula-in-input
F002 empty-file             I002 unknown-form         S002 structure-changed      V002 blank-table          V012 mark-not-allowed
F003 old-format             I003 identity-conflict    S003 contradictory-places   V003 figures-in-nil-table V013 date-in-figure
F004 password-protected     I004 wrong-unit           S004 total-differs          V004 text-in-figure       V014 not-a-choice
F005 damaged-file           I005 wrong-year           S005 older-layout           V005 not-a-number         V015 folded
F006 beyond-limits          I006 wrong-form           R001 rule-broken            V006 not-whole            V016 worked-out
F007 unsafe-content         I007 year-outside-form    R002 unexplained      V007 negative             V017 declared-zeros
I008 prior-differs          R003 doubtful        V008 too-many-decimals      V018 date-format          R004 notable
I009 foreign-sheet          I010 seal-broken     I011 seal-absent            I012 figures-repeated     I013 identity-incomplete
S006 lines-moved            S007 label-altered   S008 label-spacing          S009 formula-replaced     S010 stray-content
S011 merges-changed         S012 sheet-added     S013 sheet-hidden           S014 sheet-renamed        S015 sheets-reordered
S016 protection-lifted      S017 validation-lost S018 lock-changed           S019 names-broken         S020 comment-added
S021 manual-calculation     S022 sheet-shown     S023 total-typed-over      S024 unknown-layout      I014 returned-unchanged
I015 content-not-restored   I016 prior-not-found          I017 prior-altered          I020 returned-as-restored
I018 prior-renamed
F008 active-content         V022 private-character   V023 unknown-sentence      S045 references-lost
V037 text-too-long        V038 too-much-text      V039 several-figures      V040 sentence-for-figure
V024 shown-differs        V025 shown-less          V026 shown-text           V027 not-a-date
S030 drawn-words            S031 header-written  S032 picture-added          S033 link-added
S035 reply-given            S036 tucked-away-words    V035 text-continued    V036 text-runs-over
R005 text-differs            R006 text-sums-differ    R007 text-slip
S025 carried-formula         S026 lines-hidden       S027 conditional-look   V030 traced-figure          V031 struck-text          V032 raised-text
V009 too-large              V019 cleaned-text         V010 error-value            V020 missing-text         V021 sentence-used
"""
"""Published codes: an office filters by them, so none changes its name and none comes back for something else."""


def test_a_code_once_published_keeps_its_name():
    published = dict(pair.split() for pair in re.findall(r"[A-Z]\d{3} [a-z-]+", CODES))
    now = {entry.code: entry.name for entry in CATALOGUE.values()}
    assert {code: now.get(code) for code in published} == published
    assert set(now) == set(published), "list the new code above"


def test_codes_and_names_are_unique_and_of_one_form():
    entries = list(CATALOGUE.values())
    assert [entry.name for entry in entries] == list(CATALOGUE)
    assert len({entry.code for entry in entries}) == len(entries)
    assert all(re.fullmatch(r"[FISVR]\d{3}", entry.code) for entry in entries)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.name) for entry in entries)
    assert not {entry.name for entry in entries} & {entry.code.lower() for entry in entries}


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_name_says_what_is_there_and_gives_no_order(name):
    """Ruff's rule: it reads as `allow <name>`."""
    orders = {"allow", "avoid", "check", "correct", "disallow", "do", "dont", "fix", "forbid", "invalid", "must", "no", "require", "should", "use"}
    assert name.split("-")[0] not in orders


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_severities_fit_the_family(entry):
    assert entry.code[0] in EXPECTED_SEVERITY[entry.severity]


# -- Words


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_entry_has_all_its_words(entry, language):
    title, message, advice, example = (each.said(language) for each in (entry.title, entry.message, entry.advice, entry.example))
    for text in (title, message, advice, example):
        assert text.strip() == text != ""
    assert len({title, message, advice}) == 3
    assert not message.endswith(("。", ".")), "the sentence goes on"


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_both_languages_say_the_same(entry):
    """What one language quotes the other quotes too; the proposal is advice in Chinese and stands apart in English."""
    both = [placeholders(message) | placeholders(advice) for message, advice in zip(entry.message, entry.advice, strict=True)]
    assert both[0] == both[1]


MAY_BE_EMPTY = ("sides", "remedy", "given")
"""A rule over words has no sides, its author may have given no remedy, and staff no reason."""


@pytest.mark.parametrize("code", CASES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_placeholder_of_what_is_produced_is_filled(code, language):
    for found in produced(code).findings:
        entry = CATALOGUE[found.name]
        for both, spoken in ((entry.message, message_of(found, language)), (entry.advice, advice_of(found, language))):
            text = both.said(language)
            assert not re.search(r"\{\w+\}", spoken)
            pieces = ((re.escape(words), "(.*)" if name in MAY_BE_EMPTY else "(.+)" if name else "") for words, name, *_ in Formatter().parse(text))
            assert re.fullmatch("".join(f"{words}{name}" for words, name in pieces), spoken), (text, spoken)


UNITS = {point.traits.unit for point in layout_of().form.points.values()}
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]+")


@pytest.mark.parametrize("code", CASES)
def test_in_english_nothing_is_chinese_but_the_statutes_and_the_workbooks_own_words(code):
    for found in produced(code).findings:
        if found.name in TECHNICAL:
            continue
        spoken = f"{message_of(found, 'en')} {advice_of(found, 'en')}"
        own = [found.word(key) for key in ("says", "remedy", "basis", "choices", "mode", "sheet_name", "other")]
        own += [text for cell in found.cells for text in (cell.sheet, cell.label, cell.value)] + [found.expected or "", found.actual or "", *MODES]
        own += [*found.word("labels").split("\n"), *(unit for unit in UNITS if unit)]
        for text in sorted(filter(None, own), key=len, reverse=True):
            spoken = spoken.replace(text, "")
        assert not CHINESE.findall(spoken), found.name
