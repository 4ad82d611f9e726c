"""How long prose takes to be understood and judged, by its length: what people write, and what is made to be slow."""

import gc
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from math import log
from time import process_time

from govxl.form.definition import load_form
from govxl.language.nodes import Value
from govxl.prose.judge import judged_text
from govxl.prose.patterns import Patterns, load_patterns
from govxl.prose.understand import understand

__all__ = ["HOSTILE", "LENGTHS", "honest", "measure_prose", "read", "texts_of"]

LENGTHS = (3_000, 12_000, 48_000)
"""Characters: part one of a report has about a thousand."""

YEAR, UNIT, PATH = 2024, "示例县自然资源局", "narrative.overview.applications"
PATTERNS = "zfxxgk/2021"

HONEST = (
    "（二）依申请公开情况。2024年，本机关新收政府信息公开申请95件，其中自然人申请83件，法人或其他组织申请12件；上年结转3件。",
    "全年共办结92件，其中予以公开50件、部分公开12件、不予公开14件、无法提供16件，占办结总数的17.39%，另有6件结转下年度继续办理。",
    "持续加强政策解读，围绕重点领域开展线上线下宣传，发布政策文件、图文解读和新闻发布稿，群众满意度稳步提升。",
    "本年度制发行政规范性文件4件，废止2件，现行有效31件；作出行政许可1286件、行政处罚57件，行政事业性收费316.25万元。",
    "因政府信息公开被申请行政复议8件，其中维持4件，纠正1件，其他结果2件，尚未审结1件；行政诉讼5件，同比增长25%。",
    "严格落实信息发布审核制度，做到先审查、后公开，一事一审，全面清理失效文件，及时回应社会关切。\n",
)
HOSTILE = {
    "open brackets": "（",
    "brackets": "（）",
    "brackets with figures": "（3件",
    "其中": "其中",
    "其中 with figures": "其中3件，",
    "digits": "1",
    "digits and commas": "1,234,",
    "Chinese numerals": "一百",
    "percentages": "占3%",
    "changes": "同比增长3%，",
    "words of the lexicon": "政府信息公开申请",
    "half a word": "行政",
    "figures": "收到3件",
    "parts": "予以公开3件、",
    "years": "2023年",
    "blanks": " ",
    "commas": "，",
    "spaced digits": "1 ",
    "negations": "未收到",
    "all": "均已办结，",
}
"""What a text made to be slow repeats without end."""


def honest(length: int) -> str:
    """Write a report's prose of so many characters."""
    text = "".join(HONEST)
    return (text * (length // len(text) + 1))[:length]


def texts_of(length: int) -> Iterator[tuple[str, str]]:
    """Yield texts of a length: what people write, then everything made to be slow."""
    yield "as people write it", honest(length)
    for name, unit in HOSTILE.items():
        yield name, (unit * (length // len(unit) + 1))[:length]


def facts(path: str) -> Value:
    """Give a figure for every point."""
    return Decimal(len(path))


def read(patterns: Patterns, text: str) -> int:
    """Understand and judge a text; gives how many doubts there are."""
    return len(list(judged_text(understand(patterns, PATH, text, YEAR, UNIT), PATH, text, YEAR, facts)))


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Give the least CPU seconds of some calls; a collection of garbage that falls into one would look like growth."""
    spent = []
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        start = process_time()
        work()
        spent.append(process_time() - start)
    gc.enable()
    return min(spent)


def measure_prose() -> None:
    """Print milliseconds by length, and the power of the length that they grow with; 1 is proportional."""
    patterns = load_patterns(load_form(PATTERNS))
    print(f"{'characters':<24}" + "".join(f"{length:>12}" for length in LENGTHS) + "   exponents (target: at most 1.1)")
    rows: dict[str, list[float]] = {}
    for length in LENGTHS:
        for name, text in texts_of(length):
            rounds = 9 if length < LENGTHS[-1] else 3
            rows.setdefault(name, []).append(seconds(lambda text=text: read(patterns, text), rounds))
    for name, spent in rows.items():
        powers = [
            log(more / less) / log(long / short)
            for (short, less), (long, more) in pairwise(zip(LENGTHS, spent, strict=True))
        ]
        told = "  ".join(f"{power:.2f}" for power in powers)
        print(f"{name:<24}" + "".join(f"{each * 1e3:>9.2f} ms" for each in spent) + f"   {told}", flush=True)
    worst = max(spent[0] for spent in rows.values())
    first = rows["as people write it"][0]
    print(
        f"3,000 characters: {first * 1e3:.2f} ms as people write, {worst * 1e3:.2f} ms at worst; target: at most 5 ms"
    )
