"""Filled workbooks for tests: an accepted return of the 2021 edition, and cells of it rewritten as other hands leave them.

Filling goes through the product's writer, which keeps it fast; what is wrong or foreign is put in as XML afterwards, so
that no writer of ours or of anybody else smooths it over.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from govxl.filing.model import Identity, Judgement, Prior
from govxl.form.definition import load_form
from govxl.layout.layout import Layout, arrange
from govxl.office.folder import contents_of
from govxl.returns.check import Expected, judge
from govxl.workbook.writer import Contents, build_workbook

Parts = dict[str, bytes]
Place = tuple[str, str]
"""Sheet and address, such as ("三、申请办理", "D6")."""

ISSUED = datetime(2026, 1, 5, 8, tzinfo=UTC)
REQUESTS, PROACTIVE, REVIEW, COVER, CHECKS = "三、申请办理", "二、主动公开", "四、复议诉讼", "封面", "校验"
UNIT = "示例县人民政府"


def layout_of(form: str = "zfxxgk/2021") -> Layout:
    return arrange(load_form(form))


# -- An accepted return

TYPED: dict[str, Any] = {
    "unit.title": "示例县",
    "cover.address": "示例县和平路1号",
    "cover.phone": "010-12345678",
    "cover.postcode": "010000",
    "cover.fee_count": 1,
    "cover.fee_amount": Decimal("26.55"),
    "proactive.normative.issued": 6,
    "proactive.normative.repealed": 2,
    "proactive.normative.in_force": 41,
    "proactive.licensing.decisions": 1234567,
    "proactive.fees.amount": Decimal("4166.241619"),
    "proactive.note": "制发的6件中，\n有2件是修订。",
    "requests.received.person": 12,
    "requests.received.business": 3,
    "requests.carried_in.person": 2,
    "requests.granted.person": 9,
    "requests.granted.business": 3,
    "requests.petition.person": 4,
    "requests.carried_out.person": 1,
    "review.mode": "空白均为0（已核对）",
    "review.cases.recon_upheld": 5,
    "categories.c01.category": "政务动态",
    "categories.c01.count": 37,
    "narrative.overview.proactive": "　　全年发布“政务动态”37条。\n其中 a<b & c>d 的对比表1张。",
    "narrative.overview.applications": "{本年新收}",
    "narrative.overview.management": "加强管理。",
    "narrative.overview.platform": "平台运行平稳。",
    "narrative.overview.supervision": "开展考核、社会评议2次，没有责任追究。",
    "narrative.problems.text": "存在的问题：更新不够及时。改进：建立月度检查。",
}
"""What staff typed, by point; the other figures of tables two and three are typed zeros."""


def accepted_values(layout: Layout) -> dict[str, Any]:
    zeros = {
        path: 0
        for path, point in layout.form.points.items()
        if point.kind == "input" and point.traits.numeric and not path.startswith(("categories.", "review."))
    }
    return zeros | TYPED


def workbook(
    typed: Mapping[str, Any] | None = None, form: str = "zfxxgk/2021", *, unit: str = UNIT, year: int = 2025,
    level: str = "county", kind: str = "government", code: str = "GOV01", prior: Prior | None = None, key: bytes = b"",
) -> bytes:  # fmt: skip
    """Build a workbook holding exactly these values."""
    layout = layout_of(form)
    identity = Identity(layout.form.id, layout.form.edition, unit, code, level, kind, year, "own")
    values = {path: Decimal(v) if isinstance(v, int) else v for path, v in (typed or {}).items() if v is not None}
    if prior:
        values |= {"prior.year": str(prior.year), "prior.edition": prior.edition, "prior.sha256": prior.sha256}
        values |= {f"prior.{path}": value for path, value in prior.figures.items()}
    # Each is built once, for most tests of a module begin with the same few. Told apart as they are written: 1 and 1.0
    # are equal and no less two values.
    built = repr((layout.fingerprint, identity, values, key))
    if built not in _BUILT:
        if len(_BUILT) >= MOST_BUILT:
            del _BUILT[next(iter(_BUILT))]
        _BUILT[built] = build_workbook(layout, Contents(identity.texts(), values, ISSUED, key=key))
    return _BUILT[built]


MOST_BUILT = 500
_BUILT: dict[str, bytes] = {}


def filled(changes: Mapping[str, Any] | None = None, **how: Any) -> bytes:
    """Build the accepted return with some values changed; None blanks a cell."""
    return workbook(accepted_values(layout_of()) | dict(changes or {}), **how)


@cache
def accepted() -> bytes:
    """Give the accepted return, built once."""
    return filled()


def judged(data: bytes, file: str = "filled.xlsx", **expected: Any) -> Judgement:
    return judge(data, file, Expected(**expected))


def workbooks_in(path: Path) -> list[Path]:
    """List the workbooks of a folder that would be judged, or the file itself."""
    return [each.path for each in contents_of(path).found if each.kind == "workbook"] if path.is_dir() else [path]


# -- Parts and cells


def parts_of(data: bytes) -> Parts:
    return dict(_parts_of(data))


@lru_cache(maxsize=16)
def _parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, method: int = zipfile.ZIP_STORED) -> bytes:
    """Pack parts, by default as they are: they are read again at once, and deflating takes a quarter of all."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 8, 0, 0)), content, method, compresslevel=1)
    return out.getvalue()


def sheet_part(parts: Parts, name: str) -> str:
    """Find the part of a sheet by its name, through the workbook's relations."""
    book = parts["xl/workbook.xml"].decode()
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    identity = re.search(rf'<sheet name="{re.escape(escape(name))}"[^>]*r:id="(\w+)"', book)
    assert identity, f"no sheet is called {name}"
    target = re.search(rf'Id="{identity[1]}"[^>]*Target="([^"]+)"', links)
    assert target
    return "xl/" + target[1]


def put(data: bytes, cells: Mapping[Place, str]) -> bytes:
    """Replace the contents of cells by XML: `<v>12</v>`, or with a type, ` t="e"|<v>#REF!</v>`. Formats stay."""
    parts = parts_of(data)
    for (sheet, address), content in cells.items():
        part = sheet_part(parts, sheet)
        kind, bar, inner = content.partition("|")
        kind, inner = (kind, inner) if bar else ("", content)
        text, times = re.subn(
            rf'<c r="{address}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)',
            partial(_rewritten, address, kind, inner),
            parts[part].decode(),
            count=1,
        )
        assert times == 1, f"{sheet} has no {address}"
        parts[part] = text.encode()
    return packed(parts)


def shown(data: bytes, place: Place, result: str, kind: str = "") -> bytes:
    """Let a formula that stays as it is show another result; `kind` is the attribute of its type."""
    parts = parts_of(data)
    part = sheet_part(parts, place[0])
    pattern = rf'<c r="{place[1]}"( s="\d+")?(?: t="\w+")?>(<f>[^<]*</f>)<v>[^<]*</v>'
    text, times = re.subn(pattern, rf'<c r="{place[1]}"\1{kind}>\2<v>{result}</v>', parts[part].decode())
    assert times == 1, f"{place} computes nothing"
    parts[part] = text.encode()
    return packed(parts)


def _rewritten(address: str, kind: str, inner: str, found: re.Match[str]) -> str:
    return f'<c r="{address}"{found[1] or ""}{kind}>{inner}</c>'


def figure(text: str) -> str:
    return f"<v>{text}</v>"


def words(text: str) -> str:
    return f' t="inlineStr"|<is><t xml:space="preserve">{escape(text)}</t></is>'


def runs(*pieces: tuple[str, str]) -> str:
    """Write a text of several fonts: (letters, properties of their run), properties empty for the font of the cell."""
    fonts = ((f"<rPr>{font}</rPr>" if font else "", escape(text)) for text, font in pieces)
    return ' t="inlineStr"|<is>' + "".join(f'<r>{font}<t xml:space="preserve">{text}</t></r>' for font, text in fonts) + "</is>"


def formula(text: str, result: str = "28") -> str:
    return f"<f>{escape(text)}</f><v>{result}</v>"


def error(text: str) -> str:
    return f' t="e"|<v>{text}</v>'


BLANK = ""
