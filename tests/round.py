"""A made-up office and its units: who is asked, what each sends and how, and what must become of it.

Nothing here is worked out by the program under test: which mistake a unit makes, and by which code it is told, stands
in `MISTAKES`; cells are filled by their addresses behind every program's back.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from xml.sax.saxutils import escape

from tests.commands import run
from tests.returns import TYPED
from tests.rewriting import inflated, parts_of

__all__ = ["EXPLAINED", "MISTAKES", "Asked", "asked", "filled_in", "packed_in_gb18030", "places", "roster_csv", "typed_by"]

MISTAKES: Mapping[str, tuple[Mapping[str, Decimal | str | None], str]] = {
    "does not tie out": ({"requests.received.person": Decimal(13)}, "R001"),
    "blank figure": ({"requests.petition.business": None}, "V001"),
    "words in a figure": ({"requests.granted.person": "9（其中修订1件）"}, "V004"),
    "half a case": ({"requests.granted.person": Decimal("9.5")}, "V006"),
    "less than nothing": ({"proactive.licensing.decisions": Decimal(-3)}, "V007"),
    "too exact": ({"proactive.fees.amount": Decimal("4166.24161912")}, "V008"),
    "a mark": ({"requests.granted.other_body": "/"}, "V012"),
    "no choice of the list": ({"unit.change": "撤并"}, "V014"),
    "more left over than came": ({"requests.carried_out.person": Decimal(7)}, "R001"),
}
"""What a unit does wrong, cell by cell, and the code of the finding it must be told by."""

EXPLAINED: Mapping[str, Decimal | str | None] = {
    "narrative.problems.text": "无",
    "reason.N8.form": "本年逐项自查，上级检查也没有指出问题。",
}
"""What must be explained, and is."""

KINDS = (("county", "department", "局"), ("township", "government", "镇人民政府"), ("county", "subdistrict", "街道办事处"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit of the list and what it will do."""

    nth: int
    name: str
    code: str
    level: str
    kind: str
    parent: str


def asked(count: int) -> list[Asked]:
    """Give so many units: every twentieth is the county that the following nineteen belong to."""
    units: list[Asked] = []
    for nth in range(count):
        if nth % 20 == 0:
            units.append(Asked(nth, f"第{nth // 20 + 1}县人民政府", f"G{nth:04}", "county", "government", ""))
            continue
        level, kind, ending = KINDS[nth % 3]
        parent = units[nth - nth % 20].name
        units.append(Asked(nth, f"第{nth // 20 + 1}县示例{nth}{ending}", f"U{nth:04}", level, kind, parent))
    return units


def roster_csv(units: list[Asked]) -> bytes:
    """Write the list as Chinese versions of Excel save one."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    write.writerow(["单位代码", "单位全称", "层级", "性质", "上级", "联系人", "电话"])
    for each in units:
        words = {"county": "县级", "township": "乡镇级", "department": "部门", "government": "人民政府"}
        level, kind = words[each.level], words.get(each.kind, "街道办事处")
        write.writerow([each.code, each.name, level, kind, each.parent, f"联系人{each.nth}", f"010-{each.nth:08}"])
    return out.getvalue().encode("gb18030")


# -- Filling in


def places() -> dict[str, tuple[str, str]]:
    """Give the sheet and cell of every point; of a text in several cells, the first."""
    entries = json.loads(run("forms", "cells", "zfxxgk/2021", "--json").out)
    return {each["point"]: (each["sheet"], each.get("cells", [each["cell"]])[0]) for each in entries}


def typed_by(rng: Random, known: Mapping[str, tuple[str, str]]) -> dict[str, Decimal | str | None]:
    """Draw what a unit types that makes no mistake and has nothing to explain."""
    zeros = {
        point: Decimal(0)
        for point in known
        if point.partition(".")[0] in ("proactive", "requests") and not point.endswith((".mode", ".note"))
    }
    extra = Decimal(rng.randrange(1, 90))
    typed = {point: Decimal(value) if isinstance(value, int) else value for point, value in TYPED.items()}
    typed["proactive.licensing.decisions"] = Decimal(rng.randrange(1, 10**6))
    typed["requests.received.person"] += extra
    typed["requests.granted.person"] += extra
    typed["proactive.fees.amount"] = Decimal(rng.randrange(1, 9000)).scaleb(-2)
    typed["narrative.overview.management"] = f"加强管理，检查{rng.randrange(10**6)}个栏目。"
    return zeros | typed


CELL = re.compile(r'<c r="([A-Z]{1,2}[0-9]{1,4})"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)')


def filled_in(data: bytes, values: Mapping[tuple[str, str], Decimal | str | None]) -> bytes:
    """Fill cells of a workbook in one pass; formulas are left alone, and so is all that nobody names."""
    parts = parts_of(data)
    wanted: dict[str, dict[str, Decimal | str | None]] = {}
    for (sheet, cell), value in values.items():
        wanted.setdefault(parts[sheet], {})[cell] = value

    def put(part: str, xml: str) -> str:
        left = dict(wanted.get(part, {}))

        def one(found: re.Match[str]) -> str:
            if found[1] not in left or "<f>" in found[0]:
                return found[0]
            value, head = left.pop(found[1]), f'<c r="{found[1]}"{found[2] or ""}'
            if value is None:
                return f"{head}/>"
            if isinstance(value, str):
                return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
            return f"{head}><v>{value}</v></c>"

        return CELL.sub(one, xml)

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, part in inflated(data).items():
            book.writestr(name, put(name, part.decode()) if name in wanted else part)
    return out.getvalue()


def packed_in_gb18030(files: Mapping[str, bytes]) -> bytes:
    """Pack files as Chinese Windows does: names in GB18030, without the flag that says UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in files.items():
            book.writestr(_Unflagged(name), data)
    return out.getvalue()


class _Unflagged(zipfile.ZipInfo):
    """A member whose name is spelt in GB18030; Python itself would write UTF-8 and say so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800
