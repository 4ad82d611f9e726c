"""A whole round of an office: issued, sent in with mistakes, returned, mended, decided, published, told.

What must become of every file and every unit is drawn beforehand; nothing of it comes from the program.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.commands import Done, run
from tests.round import EXPLAINED, MISTAKES, Asked, asked, filled_in, packed_in_gb18030, places, roster_csv, typed_by

Values = dict[str, Decimal | str | None]

STRANGERS: Mapping[str, bytes] = {
    "汇报.docx": b"PK\3\4 no workbook",
    "扫描件.pdf": b"%PDF-1.4",
    "合影.jpg": b"\xff\xd8\xff",
    "~$示例.xlsx": b"x",
    ".DS_Store": b"x",
}


@dataclass(slots=True)
class Plan:
    """What a unit does: `deed` in the first round, and the mistakes it makes in each."""

    unit: Asked
    deed: str
    mistakes: list[str]
    typed: Values


@dataclass(slots=True)
class Round:
    """An office in the middle of its round; `sent` holds the bytes of every workbook that was ever put in."""

    home: Path
    plans: list[Plan]
    sent: set[str] = field(default_factory=set)

    def govxl(self, *args: object) -> Done:
        """Run a command in the office's folder."""
        done = run(*args, "--office", self.home)
        assert done.code in (0, 1), (args, done)
        return done

    def states(self) -> dict[str, str]:
        """Give the state of every unit as the status says it."""
        lines = [json.loads(line) for line in self.govxl("status", "--json").lines]
        assert len({line["unit"] for line in lines}) == len(lines) == len(self.plans)
        return {line["unit"]: line["state"] for line in lines}

    def put(self, name: str, data: bytes) -> None:
        """Put a file into the inbox, in any nesting."""
        path = self.home / "2收到" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def noted(self, data: bytes) -> bytes:
        """Note a workbook that is sent in."""
        self.sent.add(hashlib.sha256(data).hexdigest())
        return data

    def take_in(self) -> dict[str, dict[str, object]]:
        """Ingest, and give the line of each file by the end of its name."""
        lines = [json.loads(line) for line in self.govxl("ingest", "--json").lines]
        names = Counter(line["file"].replace("\\", "/").rpartition("/")[2] for line in lines)
        assert not [name for name, times in names.items() if times > 1], names
        return {line["file"].replace("\\", "/").rpartition("/")[2]: line for line in lines}


def planned(count: int, rng: Random, known: Mapping[str, tuple[str, str]]) -> list[Plan]:
    """Draw what every unit does."""
    deeds = ["good"] * 70 + ["mistake"] * 10 + ["silent"] * 5 + ["explained"] * 5 + ["twice"] * 5 + ["conflict"] * 5
    drawn: list[Plan] = []
    for unit in asked(count):
        deed = deeds[(unit.nth * 37) % 100]
        first, second = rng.sample(sorted(MISTAKES), 2)
        mistakes = [first, second] if deed == "mistake" and rng.random() < 0.4 else [first] if deed == "mistake" else []
        typed = typed_by(rng, known) | (dict(EXPLAINED) if deed == "explained" else {})
        drawn.append(Plan(unit, deed, mistakes, typed))
    return drawn


def a_round(top: Path, count: int, seed: int) -> None:
    rng, known = Random(seed), places()
    office = Round(top / "示例市", planned(count, rng, known))
    assert run("office", "init", office.home, "--year", "2025").code == 0
    (office.home / "名单.xlsx").unlink()
    (office.home / "名单.csv").write_bytes(roster_csv([plan.unit for plan in office.plans]))
    assert set(office.states().values()) == {"not-issued"}
    office.govxl("new")
    assert set(office.states().values()) == {"missing"}

    def workbook(plan: Plan, changes: Mapping[str, Decimal | str | None]) -> bytes:
        issued = (office.home / "1发出" / "2025" / f"{plan.unit.name}.xlsx").read_bytes()
        values = {**plan.typed, **changes}
        return filled_in(issued, {known[point]: value for point, value in values.items()})

    first_round(office, workbook, rng)
    mended(office, known, 1)
    mended(office, known, 2)
    decided_and_published(office)
    kept = {path.stem for path in (office.home / "归档" / "originals").rglob("*.xlsx")}
    assert kept == office.sent
    assert office.govxl("archive", "verify").code == 0
    records = list((office.home / "归档" / "records").rglob("*.json"))
    assert len(records) == sum(plan.deed != "silent" for plan in office.plans) + sum(
        plan.deed == "conflict" for plan in office.plans
    )


def first_round(office: Round, workbook: object, rng: Random) -> None:
    """Let everybody send what they send, some packed together, and hold what is said of each file to it."""
    expected: dict[str, tuple[str, str]] = {}
    bundle: dict[str, bytes] = {}
    for plan in office.plans:
        if plan.deed == "silent":
            continue
        changes, code = MISTAKES[plan.mistakes[0]] if plan.mistakes else ({}, "")
        data = office.noted(workbook(plan, changes))  # type: ignore[operator]
        name = f"{plan.unit.name}年报.xlsx"
        expected[name] = ("rejected", code) if code else ("accepted", "")
        if rng.random() < 0.2:
            bundle[name] = data
        else:
            office.put(rng.choice(("", "微信/", "邮件/1月/")) + name, data)
        if plan.deed == "twice":
            office.put(f"再发/{plan.unit.name}年报(1).xlsx", data)
            expected[f"{plan.unit.name}年报(1).xlsx"] = ("duplicate", "")
        if plan.deed == "conflict":
            other = office.noted(workbook(plan, {"proactive.penalties.decisions": Decimal(77)}))  # type: ignore[operator]
            office.put(f"再发/{plan.unit.name}年报改.xlsx", other)
            expected[f"{plan.unit.name}年报改.xlsx"] = ("conflict", "")
    office.put("邮件/打包.zip", packed_in_gb18030(bundle))
    for name, data in STRANGERS.items():
        office.put(f"邮件/{name}", data)
        expected[name] = ("skipped", "")
    stranger = run("new", "--unit", "外省某局", "--year", "2025", "-o", office.home / "2收到" / "外省.xlsx")
    assert stranger.code == 0
    office.noted((office.home / "2收到" / "外省.xlsx").read_bytes())
    expected["外省.xlsx"] = ("unknown-unit", "")
    lines = office.take_in()
    told = {name: line["outcome"] for name, line in lines.items()}
    # Of two copies, or of two that differ, either may come first.
    for plan in office.plans:
        names = [f"{plan.unit.name}年报{ending}.xlsx" for ending in ("", "(1)", "改")]
        if plan.deed in ("twice", "conflict"):
            those = [name for name in names if name in expected]
            assert sorted(told.pop(name) for name in those) == sorted(expected.pop(name)[0] for name in those)
    assert told == {name: outcome for name, (outcome, _) in expected.items()}
    for name, (_, code) in expected.items():
        if code:
            assert code in {found["code"] for found in lines[name]["findings"] if found["blocks"]}, name  # type: ignore[index,attr-defined]
    assert set(office.take_in()) >= set(told)
    states = office.states()
    assert states == {plan.unit.name: STATE[plan.deed] for plan in office.plans}


STATE = {
    "good": "accepted",
    "mistake": "returned",
    "silent": "missing",
    "explained": "waiting",
    "twice": "accepted",
    "conflict": "waiting",
}
"""Where a unit stands after the first round."""


def mended(office: Round, known: Mapping[str, tuple[str, str]], nth: int) -> None:
    """Let those whose returns went back mend them, some wrongly again."""
    back = {path.name: path for path in (office.home / "3退回" / "2025").iterdir()}
    wrong = [plan for plan in office.plans if len(plan.mistakes) >= nth]
    suffix = "-退回修改" + ("" if nth == 1 else str(nth))
    assert {f"{plan.unit.name}{suffix}.xlsx" for plan in wrong} <= set(back)
    for plan in wrong:
        again = plan.mistakes[nth] if len(plan.mistakes) > nth else ""
        # Of what was wrong, what nobody types at all is emptied.
        values = dict.fromkeys(MISTAKES[plan.mistakes[nth - 1]][0]) | plan.typed
        values |= MISTAKES[again][0] if again else {}
        data = filled_in(back[f"{plan.unit.name}{suffix}.xlsx"].read_bytes(), {known[p]: v for p, v in values.items()})
        office.put(f"第{nth + 1}批/{plan.unit.name}{suffix}(1).xlsx", office.noted(data))
    lines = office.take_in()
    for plan in wrong:
        line = lines[f"{plan.unit.name}{suffix}(1).xlsx"]
        outcome = "rejected" if len(plan.mistakes) > nth else "accepted"
        assert line["outcome"] == outcome, line
        if outcome == "rejected":
            assert MISTAKES[plan.mistakes[nth]][1] in {found["code"] for found in line["findings"]}  # type: ignore[index,attr-defined]
    states = office.states()
    for plan in office.plans:
        still = "returned" if len(plan.mistakes) > nth else "accepted" if plan.mistakes else STATE[plan.deed]
        assert states[plan.unit.name] == still, plan


def decided_and_published(office: Round) -> None:
    """Decide on what waits, publish what passed first, and look where everybody stands."""
    expected = {plan.unit.name: "missing" if plan.deed == "silent" else "accepted" for plan in office.plans}
    for nth, plan in enumerate(plan for plan in office.plans if plan.deed in ("explained", "conflict")):
        record = ["--record", "2"] if plan.deed == "conflict" else []
        back = nth % 4 == 3 and plan.deed == "explained"
        how = "--return" if back else "--accept"
        done = office.govxl("archive", "decide", plan.unit.name, how, "--by", "王五", "--note", "已电话核实", *record)
        assert done.code == 0, done
        expected[plan.unit.name] = "returned" if back else "accepted"
    good = [plan for plan in office.plans if plan.deed == "good"][:3]
    for plan in good:
        (page,) = (office.home / "4通过" / "2025" / plan.unit.name).glob("*报告.html")
        url = f"https://example.gov.cn/{plan.unit.code}"
        done = office.govxl(
            "archive", "publish", plan.unit.code, "--file", page, "--url", url, "--date", "2026-01-30"
        )
        assert done.code == 0, done
        expected[plan.unit.name] = "published"
    assert office.states() == expected
    notice = office.govxl("status", "--notice").out
    silent = sum(state == "missing" for state in expected.values())
    assert f"未报送{silent}家" in notice
    for plan in office.plans:
        folder = office.home / "4通过" / "2025" / plan.unit.name
        assert (folder / "record.json").is_file() == (expected[plan.unit.name] in ("accepted", "published")), plan


def test_a_round_of_a_county(tmp_path: Path) -> None:
    a_round(tmp_path, 100, 7)


@pytest.mark.long
def test_a_round_of_a_city(tmp_path: Path) -> None:
    a_round(tmp_path, 500, 11)
