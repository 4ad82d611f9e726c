"""The outbox patched from one workbook: the very parts that building each would give, whatever differs between units."""

import io
import random
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.filing.model import Identity, Prior
from govxl.findings.finding import Finding
from govxl.form.definition import load_form
from govxl.layout.layout import Verdicts, arrange
from govxl.returns.fill import blank_contents, filled_contents
from govxl.words import KINDS, LEVELS, SCOPES
from govxl.workbook import batch, writer
from govxl.workbook.batch import Batch
from govxl.workbook.writer import build_workbook
from govxl.xlsx.reader import read_workbook
from tests.returns import layout_of

ISSUED = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
NAMES = (
    "示例县财政局", "A & B <局> \"x\" 'y'", "<r>局</r>", "</t></si>", "示例😀县𠮷局", "=SUM(A1)", "https://example.cn/a", "_x000D_局",
    "2025", "0012", "本机关", "填报说明", "县级", "部门", "PLACEHOLDER", "甲  乙", "  两头空  ".strip(), "以下发通知为准", "]]>", "&amp;", "own",
)  # fmt: skip
CODES = ("", "X1", "0012", "114403<&>", "示例县财政局", "zfxxgk", "2025")
OFFICES = ({}, {"deadline": "2026年1月20日"}, {"recipient": "示例县<政府>", "contact": "示例县财政局", "phone": "2025", "email": "a&b@c.cn"})


def parts(data):
    """Give all parts of a workbook, in their order, as the standard library unpacks them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return [(info.filename, info.date_time, info.external_attr, package.read(info)) for info in package.infolist()]


def contents(layout, chance, figures=False, name=None):
    form = layout.form
    unit = name if name is not None else chance.choice(NAMES)
    year = chance.choice([2025, 2024]) if form.edition == "2021" else 2020
    identity = Identity(
        form.id, form.edition, unit, chance.choice(CODES), chance.choice(["", *LEVELS]), chance.choice(["", *KINDS]), year,
        chance.choice([*SCOPES]),
    )  # fmt: skip
    prior = None
    if figures:
        paths = [path for path in form.points if f"prior.{path}" in layout.slots]
        some = paths if chance.random() < 0.7 else chance.sample(paths, len(paths) // 2)
        told = {path: Decimal(chance.choice(["0", "0", "3", "17", "20512", "4166.24", "-0", "1.0", "123456789012345"])) for path in some}
        prior = Prior(year - 1, form.edition, f"{chance.getrandbits(256):064x}", told)
    made = blank_contents(layout, identity, prior, ISSUED, key=chance.choice([b"", b"k" * 32]), office=chance.choice(OFFICES))
    if chance.random() < 0.3:
        made = replace(made, values={**made.values, "unit.title": chance.choice(NAMES)})
    return made


@pytest.fixture
def built(monkeypatch):
    """Count the workbooks that a batch builds."""
    made = []
    draw = writer.drawn_workbook
    monkeypatch.setattr(batch, "drawn_workbook", lambda *given: made.append(given) or draw(*given))
    return made


@pytest.mark.parametrize("form", ["zfxxgk/2021", "zfxxgk/2019"])
@pytest.mark.parametrize("figures", [False, True])
def test_patched_is_built(form, figures, built):
    layout, chance = layout_of(form), random.Random(f"{form}{figures}")
    ours = Batch(layout)
    units = [contents(layout, chance, figures and chance.random() < 0.9) for _ in range(20)]
    for unit in units:
        one, other = ours.workbook(unit), build_workbook(layout, unit)
        assert parts(one) == parts(other), unit.identity
        assert not isinstance(read_workbook(one), Finding)
    assert all(model.good for model in ours.models.values())


def test_texts_that_coincide_are_told_apart(built):
    """Name, title, code and contact alike, each like a word that is printed, and then all different again."""
    layout, ours = layout_of(), Batch(layout_of())
    for name in ("甲", *NAMES[:12], "乙"):
        for code in ("", name, "丙"):
            for title in (name, code, "丁"):
                identity = Identity("zfxxgk", "2021", name, code, "county", "department", 2025, "own")
                plain = blank_contents(layout, identity, None, ISSUED, office={"contact": title})
                unit = replace(plain, values={**plain.values, "unit.title": title})
                assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit)), (name, code, title)


def test_units_alike_but_for_name_code_and_figures_come_of_one_workbook(built):
    layout, chance = layout_of(), random.Random(4)
    ours = Batch(layout)
    for nth in range(20):
        paths = [path for path in layout.form.points if f"prior.{path}" in layout.slots]
        prior = Prior(2024, "2021", f"{nth:064x}", {path: Decimal(chance.randrange(99)) for path in paths})
        identity = Identity("zfxxgk", "2021", f"示例{nth}局", f"C{nth}", "county", "department", 2025, "own")
        unit = blank_contents(layout, identity, prior, ISSUED, key=b"k" * 32)
        made = ours.workbook(unit)
        assert nth % 10 or parts(made) == parts(build_workbook(layout, unit))
    assert len(built) == 2, "one as the model, and one to prove the first that was patched"


def test_units_that_differ_in_their_names_get_the_very_bytes():
    layout = layout_of()
    ours = Batch(layout)
    for nth in range(6):
        identity = Identity("zfxxgk", "2021", f"示例{nth}局", f"C{nth}", "county", "department", 2025, "own")
        unit = blank_contents(layout, identity, None, ISSUED, key=b"k" * 32)
        assert ours.workbook(unit) == build_workbook(layout, unit)


def test_many_alike_get_a_model_of_their_own(built, monkeypatch):
    monkeypatch.setattr(batch, "WORTH_IT", 3)
    layout = layout_of()
    ours = Batch(layout)
    for nth in range(16):
        kind = ("department", "government", "zone")[nth % 3]
        identity = Identity("zfxxgk", "2021", f"示例{nth}局", f"C{nth}", "county", kind, 2025, "own")
        unit = blank_contents(layout, identity, None, ISSUED, key=b"k" * 32)
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit))
    assert len(built) == 2 + 3

def test_other_times_and_passwords_are_other_workbooks():
    layout, chance = layout_of(), random.Random(5)
    ours, one = Batch(layout), contents(layout, chance)
    for other in (one, replace(one, issued=ISSUED + timedelta(seconds=1)), replace(one, password="geheim"), one):
        assert parts(ours.workbook(other)) == parts(build_workbook(layout, other))


def test_texts_of_many_paragraphs_make_a_workbook_of_their_own():
    layout = layout_of()
    ours, long = Batch(layout), next(path for path, slot in layout.slots.items() if slot.cells)
    for text in ("短", "一段很长的话，" * 30, "第一段\n第二段" * 3, "短"):
        unit = contents(layout, random.Random(6))
        unit = replace(unit, values={**unit.values, long: text})
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit))


def test_a_filled_workbook_is_patched_from_a_blank_one_as_well():
    from govxl.filing.record import load_record

    layout = layout_of()
    record = load_record(Path("samples/zfxxgk-2021/county/expected/record.json").read_bytes())
    ours = Batch(layout)
    other = {**record, "unit": {**record["unit"], "name": "别的县"}}
    for each in (record, other, record):
        unit = filled_contents(layout, each, ISSUED)
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit))


def test_models_are_not_kept_without_end(monkeypatch):
    monkeypatch.setattr(batch, "MOST_MODELS", 2)
    layout, chance = layout_of(), random.Random(7)
    ours = Batch(layout)
    for _ in range(6):
        unit = contents(layout, chance)
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit))
        assert len(ours.models) <= 2


def test_what_patching_gets_wrong_is_built(monkeypatch):
    """As when another version of the library wrote cells in a way that was never tried."""
    monkeypatch.setattr(batch, "text_item", lambda text: b"<si><t>?</t></si>")
    layout = layout_of()
    ours = Batch(layout)
    for nth in range(4):
        identity = Identity("zfxxgk", "2021", f"示例{nth}局", f"C{nth}", "county", "department", 2025, "own")
        unit = blank_contents(layout, identity, None, ISSUED)
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit))


def test_a_made_up_form_is_patched_as_well(tmp_path):
    from tests.report.made_up import FORM

    (tmp_path / "form.toml").write_text(FORM, "utf-8")
    layout = arrange(load_form(tmp_path))
    ours = Batch(layout)
    for name in NAMES:
        identity = Identity(layout.form.id, layout.form.edition, name, "", "", "", 2025, "own")
        unit = blank_contents(layout, identity, None, ISSUED)
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit))


def test_what_the_model_leaves_blank_may_be_filled(built):
    """Formulas are worked out as far as what is blank goes; where more is filled, all of them are asked again."""
    layout, chance = layout_of(), random.Random(8)
    ours = Batch(layout)
    blank = contents(layout, chance, name="示例县财政局")
    figures = [slot.path for slot in layout.inputs() if slot.traits.numeric]
    for count in (0, 1, 5, 0, len(figures), 3, 0):
        typed = {path: Decimal(chance.choice([0, 0, 1, 12])) for path in chance.sample(figures, count)}
        unit = replace(blank, values={**blank.values, **typed})
        assert parts(ours.workbook(unit)) == parts(build_workbook(layout, unit)), count
    assert len(built) == 2, "one as the model, and one to prove the first that was patched"


def test_a_side_that_counts_what_changed_since_last_year_is_patched(tmp_path):
    """`changed` reads cells of last year that no formula names."""
    from tests.report.made_up import FORM

    rule = '[[table.rule]]\nid = "moved"\nname = "moved"\nexpr = "changed(lent.young, lent.adult) <= 5"\nsays = "Moved"\nseverity = "warning"\nbasis = "x"\nremedy = "y"\n'
    head, mark, rest = FORM.partition('[[table]]\nname = "visits"')
    (tmp_path / "form.toml").write_text(head + rule + mark + rest, "utf-8")
    layout = arrange(load_form(tmp_path))
    ours, seen = Batch(layout), set()
    for young, adult in ((1, 2), (1, 2), (1, 3), (7, 3), (1, 2)):
        identity = Identity(layout.form.id, layout.form.edition, "甲", "", "", "", 2025, "own")
        prior = Prior(2024, layout.form.edition, "", {"stock.lent.young": Decimal(young), "stock.lent.adult": Decimal(adult)})
        plain = blank_contents(layout, identity, prior, ISSUED)
        unit = replace(plain, values={**plain.values, "stock.lent.young": Decimal(1), "stock.lent.adult": Decimal(2)})
        built = build_workbook(layout, unit)
        assert parts(ours.workbook(unit)) == parts(built), (young, adult)
        seen.add(Verdicts(layout, unit.values).value("left.moved.stock"))
    assert seen == {0, 1, 2}
