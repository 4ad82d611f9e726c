"""A formula in any cell that should hold none is judged as such, never by what it cached: slots and labels of every kind.

The cache always says what an honest workbook says there, so that whoever believes it accepts the file without a word;
the formula itself says something else.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import escape

import pytest

from govxl.filing.model import Judgement, Prior
from govxl.layout.places import Label, Slot
from govxl.workbook.issued import originals
from tests.returns import accepted_values, filled, judged, layout_of, packed, parts_of, put, sheet_part, workbook
from tests.tampering import without_properties
from tests.test_tampering import more_in

EDITIONS = {"zfxxgk/2021": 2025, "zfxxgk/2019": 2020}
LIES = {"text": '"别的字"', "number": "SUM(50,0)"}


@cache
def whole(form: str) -> bytes:
    """Give a workbook with something in every input and field, and last year's figures in every cell of theirs."""
    layout = layout_of(form)
    points = layout.form.points
    typed = dict(accepted_values(layout)) if form.endswith("2021") else {}
    for slot in layout.inputs():
        if slot.path not in typed or typed[slot.path] is None:
            typed[slot.path] = _something(slot)
    figures = {path: 2 for path in points if f"prior.{path}" in layout.slots}
    return workbook(typed, form, year=EDITIONS[form], prior=Prior(EDITIONS[form] - 1, form[-4:], "0" * 64, figures))


@cache
def issued(form: str) -> Judgement:
    return judged(whole(form))


def _something(slot: Slot) -> object:
    if slot.traits.kind == "choice":
        return slot.traits.choices[0]
    return 1 if slot.traits.numeric else "若干文字"


def _kind(slot: Slot) -> str:
    if slot.path.endswith(".mode"):
        return "mode"
    return f"{slot.kind} {slot.traits.kind}" if slot.editable else f"{slot.kind} {slot.path.split('.')[0]}"


def every_slot() -> Iterator[tuple[str, str]]:
    """Yield the first slot of every kind, on every sheet."""
    for form in EDITIONS:
        seen = set()
        for slot in layout_of(form).slots.values():
            key = slot.box.sheet, _kind(slot)
            if slot.formula is None and key not in seen:
                seen.add(key)
                yield form, slot.path


def every_label() -> Iterator[tuple[str, str, str]]:
    """Yield the first label of every role, on every sheet, and the last."""
    for form in EDITIONS:
        for each in originals(layout_of(form)):
            by_role: dict[str, list[Label]] = {}
            for label in each.labels.values():
                by_role.setdefault(label.role, []).append(label)
            for labels in by_role.values():
                for label in {labels[0].box: labels[0], labels[-1].box: labels[-1]}.values():
                    yield form, each.name, label.box.address


def stale(data: bytes, sheet: str, address: str, formula: str, cached: str, text: bool) -> bytes:
    kind = ' t="str"' if text else ""
    return put(data, {(sheet, address): f"{kind}|<f>{escape(formula)}</f><v>{escape(cached)}</v>"})


@pytest.mark.parametrize(("form", "path"), list(every_slot()))
def test_no_cell_is_read_by_its_cache(form, path):
    """Whatever stood in the cell, a formula in its place is named there, with itself, and is not what is recorded."""
    layout = layout_of(form)
    slot = layout.slots[path]
    reading = issued(form).reading
    cell = (reading.located.cells.get(path) or [None])[0] if slot.kind != "mark" else None
    text = cell is None or cell.kind == "text"
    cached = cell.text if cell else reading.raw.sheets[0].name
    formula = LIES["text" if text else "number"]
    box = (slot.cells or (slot.box,))[0]
    judgement = judged(stale(whole(form), box.sheet, box.address, formula, cached, text))
    named = [f for f in judgement.findings if any((c.sheet, c.cell) == (box.sheet, box.address) for c in f.cells)]
    by_key = [f for f in judgement.findings if f.name == "identity-conflict" and f.cells[0].point == path]
    if slot.editable:
        assert [f.name for f in named if f.blocks] == ["formula-in-input"]
    elif slot.kind == "identity":
        assert [f.severity for f in by_key] == ["hard"]
        assert by_key[0].actual == f"={formula}"
    elif slot.kind == "mark":
        assert [f.name for f in named] == ["label-altered"]
        assert named[0].actual == f"={formula}"
    else:
        harmless = path.startswith("office.") or path in ("returned.summary", "returned.remark")
        name = "prior-altered" if slot.kind == "prior" else "carried-formula"
        assert [(f.name, f.severity) for f in named] == [(name, "warning" if harmless else "hard")]
    assert judgement.record is None or slot.kind == "mark" or not any(f.blocks for f in named)


FORMULAS = {"words": '"别的字"', "computed": 'IF(TODAY()>1,"别的字","")'}


def labels_and_formulas() -> Iterator[object]:
    """Yield every such label with one of the formulas by turns, and for a long run with the other."""
    for n, at in enumerate(every_label()):
        for m, (name, formula) in enumerate(FORMULAS.items()):
            yield pytest.param(*at, formula, id="-".join((*at, name)), marks=() if (n + m) % 2 == 0 else pytest.mark.long)


@pytest.mark.parametrize(("form", "sheet", "address", "formula"), list(labels_and_formulas()))
def test_no_label_witnesses_by_its_cache(form, sheet, address, formula):
    """A label that is a formula is altered, however it was cached; one that may show any words moves what it heads."""
    (original,) = [each for each in originals(layout_of(form)) if each.name == sheet]
    (label,) = [label for label in original.labels.values() if label.box.address == address]
    judgement = judged(stale(whole(form), sheet, address, formula, label.text, True))
    altered = [f for f in judgement.findings if f.name == "label-altered"]
    listed = sheet == "退回问题清单"
    assert [(f.cells[0].sheet, f.cells[0].cell, f.actual) for f in altered] == [
        (sheet, address, f"={formula}")
    ] or listed
    before = {f.name for f in issued(form).findings}
    more = {f.name for f in judgement.findings} - before
    heads = label.role in ("header", "side", "block") and sheet[:2] in ("二、", "三、", "四、") and label.text != "总计"
    if heads and formula.startswith("IF"):
        assert "structure-changed" in more
    if formula.startswith('"'):
        # Last year's figures have no names of their own: without a label nobody knows their place.
        assert more <= {"label-altered", "identity-incomplete"} | (
            {"structure-changed", "prior-altered"} if sheet == "上年数据" else set()
        )


def test_an_identity_that_computes_says_nothing_where_the_properties_are_gone():
    layout = layout_of()
    at = layout.slots["unit.name"].box
    data = stale(without_properties(filled()), at.sheet, at.address, '"乙县"', "示例县人民政府", True)
    assert not judged(data).accepted


def test_two_labels_exchanged_by_formulas_are_rejected():
    at = {"A6": "二、上年结转政府信息公开申请数量", "A7": "一、本年新收政府信息公开申请数量"}
    for cached in (list(at.values()), list(at.values())[::-1]):
        data = filled()
        for (cell, shows), words in zip(at.items(), cached, strict=True):
            data = stale(data, "三、申请办理", cell, f'"{shows}"', words, True)
        assert more_in(judged(data))["structure-changed"] == "hard"


@pytest.mark.parametrize(
    "code",
    ['"二、上年结转政府信息公开申请数量"', ';;;"二、上年结转政府信息公开申请数量"', ";;;", '@"（上年）"', "\\上\\年"],
)
@pytest.mark.parametrize("stored", ["text", "number"])
def test_a_label_shown_by_its_number_format_alone_is_another(code, stored):
    """Excel shows the fourth section, or the last with an @, in place of a text, and a section's words beside a number."""
    text = stored == "text"
    data = with_format(put(filled(), {} if text else {("三、申请办理", "A6"): "<v>1</v>"}), "三、申请办理", "A6", code)
    shows_itself = text and not (";;;" in code or "@" in code)  # a section for numbers leaves a text alone
    same = not text and code in (";;;", '@"（上年）"')
    found = more_in(judged(data))
    if shows_itself:
        assert found == {}
    elif not same:
        assert found["structure-changed"] == "hard"
        assert found["label-altered"] == "warning"


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "@",
        "_(@_)",
        '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
        "[Red]@",
        "0.00;-0.00;0;@",
        '#,##0"件"',
    ],
)
def test_a_format_that_shows_a_text_as_it_is_accuses_nobody(code):
    assert more_in(judged(with_format(filled(), "三、申请办理", "A6", code))) == {}


def with_format(data: bytes, sheet: str, address: str, code: str) -> bytes:
    """Give one cell a number format of its own, in the XML."""
    parts = parts_of(data)
    styles = parts["xl/styles.xml"].decode()
    number = f'<numFmt numFmtId="300" formatCode="{escape(code)}"/>'
    if "<numFmts" in styles:
        styles = re.sub(r'<numFmts count="\d+">', lambda m: m[0] + number, styles)
    else:
        styles = styles.replace("<fonts", f'<numFmts count="1">{number}</numFmts><fonts', 1)
    part = sheet_part(parts, sheet)
    body = parts[part].decode()
    own = int(re.search(rf'<c r="{address}" s="(\d+)"', body)[1])
    head, formats, rest = re.split(r"(<cellXfs.*?</cellXfs>)", styles, maxsplit=1, flags=re.DOTALL)
    xfs = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", formats)
    made = re.sub(r'numFmtId="\d+"', 'numFmtId="300"', xfs[own]).replace(
        "<xf ", '<xf applyNumberFormat="1" ' if "applyNumberFormat" not in xfs[own] else "<xf ", 1
    )
    styles = head + formats.replace("</cellXfs>", f"{made}</cellXfs>") + rest
    body = re.sub(rf'(<c r="{address}" s=")\d+', rf"\g<1>{len(xfs)}", body, count=1)
    return packed(parts | {"xl/styles.xml": styles.encode(), part: body.encode()})
