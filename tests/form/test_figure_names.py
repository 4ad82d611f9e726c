"""Issue 18, 4: what a figure is called in braces: its path, its row's label, or row and column."""

from decimal import Decimal

import pytest

from govxl.form.definition import load_form
from govxl.form.figure_names import figure_names
from govxl.form.sentence_calls import meaning_of
from govxl.language.expressions import evaluate, spoken

FORM = load_form("zfxxgk/2021")
NAMES = figure_names(FORM)
EDITIONS = ["2019", "2021"]

CALLED = [
    ("requests.received.total", "requests.received.total"),
    ("requests.refused.person", "requests.refused.person"),
    ("cover.fee_count", "cover.fee_count"),
    # A row's label, with its number or without, as long as printed or shorter.
    ("（一）予以公开", "requests.granted.total"),
    ("予以公开", "requests.granted.total"),
    ("(一)予以公开", "requests.granted.total"),
    ("（一） 予以公开", "requests.granted.total"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "requests.partial.total"),
    ("部分公开", "requests.partial.total"),
    ("1.属于国家秘密", "requests.secret.total"),
    ("1、属于国家秘密", None),
    ("属于国家秘密", "requests.secret.total"),
    ("危及三安全一稳定", "requests.stability.total"),
    ("（七）总计", "requests.closed.total"),
    ("四、结转下年度继续办理", "requests.carried_out.total"),
    # Groups, which the form prints no subtotal of.
    ("（三）不予公开", "requests.refused.total"),
    ("不予公开小计", "requests.refused.total"),
    ("不予处理", "requests.rejected.total"),
    ("行政诉讼", "review.cases.litigation_total"),
    ("行政诉讼总计", "review.cases.litigation_total"),
    # Rows and columns, whichever comes first.
    ("予以公开/自然人", "requests.granted.person"),
    ("自然人/予以公开", "requests.granted.person"),
    ("予以公开／自然人", "requests.granted.person"),
    ("予以公开 / 总计", "requests.granted.total"),
    ("不予公开/商业企业", "requests.refused.business"),
    ("3.其他/其他", "requests.other.other_body"),
    ("行政规范性文件/现行有效件数", "proactive.normative.in_force"),
    ("行政复议/结果维持", "review.cases.recon_upheld"),
    ("行政诉讼/复议后起诉/尚未审结", "review.cases.after_pending"),
    ("行政许可", "proactive.licensing.decisions"),
    ("行政复议", "review.cases.recon_total"),
    ("信息处理费金额（元）", "cover.fee_amount"),
    ("信息处理费金额", "cover.fee_amount"),
]


@pytest.mark.parametrize(("name", "path"), [each for each in CALLED if each[1]])
def test_a_name_means_one_figure(name, path):
    assert NAMES.meant(name) == (path,)


@pytest.mark.parametrize(
    ("name", "among", "count"),
    [
        ("现行有效件数", "proactive.normative.in_force", 2),
        ("行政规范性文件", "proactive.normative.issued", 3),
        ("结果维持", "review.cases.after_upheld", 3),
        # 5 columns of organisations have no total of their own.
        ("法人或其他组织/予以公开", "requests.granted.legal", 5),
    ],
)
def test_a_name_of_several_figures_gives_them_all(name, among, count):
    found = NAMES.meant(name)
    assert among in found
    assert len(found) == count


@pytest.mark.parametrize("name", ["", "/", "1", "一", "（一）", "(一)", "总", "予以公开/", "/自然人", "予以公开/予以公开", "予以公开//自然人", "requests", "requests.received", "prior.requests.received.total", "cover.address", "联系地址", "2025"])
def test_what_is_no_name_means_nothing(name):
    assert NAMES.meant(name) == ()


def test_figures_of_a_year_in_one_column_that_has_no_sum_are_not_added():
    assert len(NAMES.meant("自然人")) > 1
    assert len(NAMES.meant("总计")) > 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_has_a_name_that_means_it_and_no_sentence(edition):
    form = load_form(f"zfxxgk/{edition}")
    names = figure_names(form)
    called = {path: names.name_of(path) for path in names.nodes}
    assert all(names.meant(name) == (path,) for path, name in called.items())
    assert not set(called.values()) & {sentence.label for sentence in form.sentences.values()}
    assert len(set(called.values())) == len(called)
    # The rows of 主动公开信息分类 are numbered and have no label.
    assert all(path.startswith("categories.c") for path, name in called.items() if name == path)


def test_a_label_with_a_stroke_of_its_own_is_one_label():
    names = figure_names(load_form("zfxxgk/2019"))
    assert names.meant("行政许可/本年增/减") == ("proactive.licensing.change",)
    assert len(names.meant("本年增/减")) == 5


def test_a_sentence_comes_before_a_row_of_the_same_name():
    assert meaning_of(FORM, "行政事业性收费") is FORM.sentences["charges"].text
    figure = meaning_of(FORM, "本年收费金额")
    assert figure is not None
    assert spoken(evaluate(figure, {"proactive.fees.amount": Decimal("3.5")}.get)) == "3.5"


def test_a_name_of_several_figures_is_none_for_sure():
    assert meaning_of(FORM, "现行有效件数") is None
