"""Issue 18, 4: figures called for in braces, as they are published."""

import zipfile

import pytest

from govxl.form.definition import load_form
from govxl.office.ingest import render
from govxl.report.document import compose
from tests.report.test_golden import record_of, texts
from tests.returns import filled, judged

R, P = "requests", "proactive"

FIGURES = {
    f"{R}.received.person": 1200,
    f"{R}.received.legal": 34,
    f"{R}.granted.person": 1000,
    f"{R}.secret.person": 3,
    f"{R}.enquiry.legal": 4,
    f"{P}.normative.in_force": 77,
    f"{P}.regulations.in_force": None,
}


def printed(text, **changes):
    record = record_of("2021", FIGURES, narrative={"other": {"text": text}}, **changes)
    return texts(compose(load_form("zfxxgk/2021"), record))[-1]


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("共收到{requests.received.total}件。", "共收到1234件。"),
        ("予以公开{（一）予以公开}件，不予公开{不予公开}件。", "予以公开1000件，不予公开7件。"),
        ("其中自然人{予以公开/自然人}件，其他{｛", "其中自然人1000件，其他{｛"),
        ("现行有效｛行政规范性文件／现行有效件数｝件", "现行有效77件"),
        # Not applicable and blank are 0 in the live sentences as well.
        ("规章{规章/现行有效件数}件，收费{信息处理费金额}元。", "规章0件，收费0元。"),
        # A figure ends no sentence, so its punctuation stays.
        ("{行政许可}。{部分公开}，", "0。0，"),
        ("{现行有效件数}件、{没有这个}件", "{现行有效件数}件、{没有这个}件"),
        ("{本年新收}共{予以公开}件", "本年新收政府信息公开申请1234件，其中自然人申请1200件，法人或其他组织申请34件。共1000件"),
    ],
)
def test_a_figure_stands_where_it_was_called_for(typed, published):
    assert printed(typed) == published


def test_cover_figures_as_they_were_typed():
    assert printed("收取{信息处理费金额（元）}元，{cover.fee_count}件。", cover={"fee_amount": 1080, "fee_count": 12}) == "收取1080元，12件。"


def test_every_digit_of_the_longest_figure_is_published():
    record = record_of("2021", {f"{P}.licensing.decisions": 999_999_999_999_999}, narrative={"other": {"text": "许可{行政许可}件"}})
    assert texts(compose(load_form("zfxxgk/2021"), record))[-1] == "许可999999999999999件"


def test_2019_calls_its_own_figures():
    record = record_of("2019", {f"{P}.licensing.change": -8, f"{R}.received.person": 2}, narrative={"other": {"text": "增减{行政许可/本年增/减}项，收到{本年新收政府信息公开申请数量}件"}})
    assert texts(compose(load_form("zfxxgk/2019"), record))[-1] == "增减-8项，收到2件"


TYPED = "没有其他事项。许可{行政许可}件，自然人申请{本年新收政府信息公开申请数量/自然人}件。"


def test_every_output_has_the_figure_and_the_record_what_was_typed(tmp_path):
    judgement = judged(filled({"narrative.other.text": TYPED, "requests.note": "共{本年新收政府信息公开申请数量}件"}))
    assert judgement.accepted
    record = judgement.record
    assert record is not None
    assert record["narrative"]["other"]["text"] == TYPED
    assert record["notes"]["requests"] == "共{本年新收政府信息公开申请数量}件"
    figures = record["tables"]
    person, total = (figures[R]["received"][column] for column in ("person", "total"))
    licences = figures[P]["licensing"]["decisions"]
    assert total != person, "or the two could be taken for each other"
    made = render(record, ("docx", "html", "md", "txt"), tmp_path)
    for path in made:
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                text = package.read("word/document.xml").decode()
        else:
            text = path.read_text("utf-8")
        assert f"许可{licences}件，自然人申请{person}件。" in text, path
        assert f"共{total}件" in text, path


def test_too_many_figures_are_too_much_text(tmp_path):
    long = "没有" + "{行政许可}" * 3_000
    texts_ = {f"narrative.{name}": long for name in ("problems.text", "other.text", "overview.platform")}
    found = [each.name for each in judged(filled({**texts_, "proactive.licensing.decisions": 999_999_999_999_999})).findings if each.blocks]
    assert found == [], "45,000 digits a text are within the bounds"
    long = "没有" + "{行政许可}" * 10_000
    found = [each.name for each in judged(filled({"narrative.other.text": "\n".join([long[:32_000]] * 12), "proactive.licensing.decisions": 999_999_999_999_999})).findings if each.blocks]
    assert found == ["too-much-text"]
