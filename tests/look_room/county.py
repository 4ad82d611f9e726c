"""A made-up county over three years: departments, towns and centres, drawn once, in every state that counts."""

import hashlib
from pathlib import Path
from random import Random
from typing import Any

from govxl.archive.store import Archive
from tests.look_room.archives import changed, keep, line

__all__ = ["YEARS", "county", "named"]

YEARS = (2023, 2024, 2025)
NAMES = ("财政", "司法", "教育", "民政", "自然资源和规划", "生态环境", "住房和城乡建设", "交通运输", "水利", "农业农村", "商务", "文化和旅游", "卫生健康", "退役军人事务", "应急管理", "审计", "市场监督管理", "统计", "医疗保障", "林业")  # fmt: skip
TOWNS = ("城关", "东风", "幸福", "和平", "柳林", "石桥", "清河", "双塔", "龙泉", "白云", "青山", "红旗")
RESULTS = ("granted", "partial", "secret", "not_held", "petition", "other")


def named(n: int) -> tuple[str, str, str]:
    """Give the n-th unit: its name, level and kind."""
    town, department = TOWNS[n % len(TOWNS)], NAMES[n % len(NAMES)]
    more = n // 40
    if n % 5 == 4:
        return f"示例县{town}镇{more or ''}人民政府", "township", "government"
    return f"示例县{department}局{f'第{more}分局' if more else ''}（{n}）", "county", "department"


def figures(rng: Random, size: float, year: int) -> dict[str, int]:
    """Draw the figures of a return that tie out where they are added up."""
    results = {
        name: int(rng.expovariate(1) * size * share)
        for name, share in zip(RESULTS, (6, 1, 1, 2, 0.6, 0.3), strict=True)
    }
    closed, out, back = sum(results.values()), rng.randrange(3), rng.randrange(3)
    upheld, corrected, other = rng.randrange(4), int(rng.random() < 0.35), rng.randrange(2)
    found = {f"requests.{name}.total": value for name, value in results.items()}
    return found | {
        "requests.closed.total": closed,
        "requests.carried_out.total": out,
        "requests.carried_in.total": back,
        "requests.received.total": max(0, closed + out - back),
        "proactive.normative.issued": rng.randrange(9),
        "proactive.normative.in_force": 30 + rng.randrange(20) + year - 2023,
        "proactive.licensing.decisions": int(size * 400 * (0.8 + rng.random() / 2)),
        "proactive.penalties.decisions": int(size * 60 * rng.random()),
        "review.cases.recon_upheld": upheld,
        "review.cases.recon_corrected": corrected,
        "review.cases.recon_other": other,
        "review.cases.recon_pending": 1,
        "review.cases.recon_total": upheld + corrected + other + 1,
    }


def county(folder: Path, units: int = 48) -> Archive:
    """Take in every unit's returns; one in nine is an exception of some kind, or known to be wrong, or not there."""
    archive, rng = Archive(folder), Random(19)
    with archive.writing() as writer:
        for n in range(units):
            name, level, kind = named(n)
            size = rng.lognormvariate(1.2, 0.7)
            for year in YEARS:
                if year == 2023 and n % 13 == 12:
                    continue
                cells: dict[str, Any] = figures(rng, size * (9 if (n, year) == (7, 2025) else 1), year)
                record = changed(name, f"1137{n:014d}", year, cells, level=level, kind=kind)
                file = f"{name}-{year}.xlsx"
                sha256 = hashlib.sha256(file.encode()).hexdigest()
                kept = f"originals/{sha256[:2]}/{sha256}.xlsx"
                told = {"kept": kept, **keep(writer, record)}
                when = {"time": f"{year + 1}-01-{10 + n % 9:02d}T09:00:00+08:00"}
                good, bad = (
                    {"outcome": "accepted", "verdict": "accepted"},
                    {"outcome": "rejected", "verdict": "rejected"},
                )
                match n % 9:
                    case 3:
                        writer.add(line("received", record, file, kept=kept, **bad, codes=("R001",), **when))
                        writer.add(
                            line(
                                "decided",
                                record,
                                "",
                                sha256=sha256,
                                decision="accept",
                                note="系统迁移",
                                **keep(writer, record),
                                **when,
                            )
                        )
                        if n % 2:
                            writer.add(line("published", record, "报告.html", record=told["record"], **when))
                    case 5 if year < 2025 or n == 5:
                        writer.add(
                            line(
                                "imported",
                                record,
                                file,
                                outcome="accepted",
                                verdict="rejected" if n % 2 else "accepted",
                                **told,
                                **when,
                            )
                        )
                    case 1 | 7:
                        for time in range(1 + n % 3):
                            writer.add(
                                line("received", record, f"{time}{file}", kept=kept, **bad, codes=("R001",), **when)
                            )
                            writer.add(line("returned", record, f"{time}{file}", **when))
                        writer.add(line("received", record, file, **good, **told, **when))
                    case 8 if year == 2025:
                        writer.add(line("received", record, file, kept=kept, **bad, codes=("R001",), **when))
                    case _:
                        writer.add(line("received", record, file, **good, **told, **when))
                        if year < 2025 or n % 2:
                            writer.add(line("published", record, "报告.html", record=told["record"], **when))
    return archive
