"""How long prose takes to be understood and judged, by its length: what people write, and what is made to be slow.

The target, 5 ms for 3,000 characters, is held against text as people write it: a report's part one beside twice as much
of its other parts. What an office reads are the reports of the corpus: their texts of about a hundred characters tell
a figure every fifteen, and so they are counted by the figure and by the text as well.
"""

import gc
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import log
from time import process_time

from govxl.form.definition import load_form
from govxl.prose.judging.judge import judged_text
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.model import Facts
from govxl.prose.understanding.understand import understand
from tests.prose.cases import cases, facts, facts_of
from tests.prose.score import patterns_of

__all__ = ["HOSTILE", "LENGTHS", "honest", "measure_prose", "read", "texts_of", "yardstick"]

LENGTHS = (3_000, 12_000, 48_000)
"""Characters: part one of a report has about a thousand."""

YEAR, UNIT, PATH = 2024, "示例县自然资源局", "narrative.overview.applications"
PATTERNS = "zfxxgk/2021"

DENSE = (
    "（二）依申请公开情况。2024年，本机关新收政府信息公开申请95件，其中自然人申请83件，法人或其他组织申请12件；上年结转3件。",
    "全年共办结92件，其中予以公开50件、部分公开12件、不予公开14件、无法提供16件，占办结总数的17.39%，另有6件结转下年度继续办理。",
    "持续加强政策解读，围绕重点领域开展线上线下宣传，发布政策文件、图文解读和新闻发布稿，群众满意度稳步提升。",
    "本年度制发行政规范性文件4件，废止2件，现行有效31件；作出行政许可1286件、行政处罚57件，行政事业性收费316.25万元。",
    "因政府信息公开被申请行政复议8件，其中维持4件，纠正1件，其他结果2件，尚未审结1件；行政诉讼5件，同比增长25%。",
    "严格落实信息发布审核制度，做到先审查、后公开，一事一审，全面清理失效文件，及时回应社会关切。\n",
)
"""What part one says of applications, and what there is of tables in it."""

PLAIN = (
    "五、存在的主要问题及改进情况。一年来，政府信息公开工作取得一定成效，但仍存在一些不足：一是主动公开的深度和广度有待拓展，",
    "部分栏目更新不够及时，与群众的期待还有差距；二是依申请公开办理的规范化水平有待提升，个别答复说理不够充分；三是业务培训不够系统，",
    "部分工作人员对条例的理解不够深入。下一步，我局将坚持问题导向，聚焦重点领域和关键环节，持续深化主动公开，优化栏目设置，完善更新机制；",
    "健全依申请公开工作制度，严格登记、审核、办理、答复、归档各环节，加强与申请人的沟通，提高答复质量；组织开展专题学习和业务交流，",
    "邀请专家授课2次，把政务公开纳入干部教育培训内容；加强平台建设，推进政务新媒体规范管理，落实三审三校制度，确保内容准确、权威；",
    "强化监督考核，把公开工作纳入年度绩效，定期通报情况，推动问题整改到位，不断提高政府工作透明度，切实保障人民群众的知情权、参与权、监督权。\n",
)
"""What the other parts say: the greater half of a report."""
HOSTILE = {
    "years beside each other": "上年8件，今年9件，",
    "none of much": "未制发、",
    "kinds of cases": "行政诉讼3件、",
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
    "cases beside each other": "行政复议1件，行政诉讼35件，",
    "last year's in brackets": "复议12件（上年2件），",
    "a share of each": "办结9件，占3%，",
    "what was left out": "收到94件，答复66件，逾期5件，撤回2件，",
}
"""What a text made to be slow repeats without end."""

LAST = "，收到3件"
"""What it ends with: a paragraph that tells no figures would not be read at all."""


def honest(length: int) -> str:
    """Write a report's prose of so many characters."""
    text = "".join((*DENSE, *PLAIN))
    return (text * (length // len(text) + 1))[:length]


def texts_of(length: int) -> Iterator[tuple[str, str]]:
    """Yield texts of a length: what people write, then everything made to be slow."""
    yield "as people write it", honest(length)
    yield "nothing but figures", ("".join(DENSE) * (length // 300 + 1))[:length]
    for name, unit in HOSTILE.items():
        yield name, (unit * (length // len(unit) + 1))[: length - len(LAST)] + LAST


TABLES = {
    "year": YEAR,
    "requests.received.person": 83,
    "requests.received.business": 12,
    "requests.carried_in.person": 3,
    "requests.granted.person": 50,
    "requests.partial.person": 12,
    "requests.process.person": 2,
    "requests.process.business": 12,
    "requests.not_held.person": 16,
    "requests.carried_out.person": 6,
    "proactive.normative.issued": 4,
    "proactive.normative.repealed": 2,
    "proactive.normative.in_force": 31,
    "proactive.licensing.decisions": 1286,
    "proactive.penalties.decisions": 57,
    "proactive.fees.amount": Decimal("316.25"),
    "review.cases.recon_upheld": 4,
    "review.cases.recon_corrected": 1,
    "review.cases.recon_other": 2,
    "review.cases.recon_pending": 1,
    "review.cases.direct_upheld": 5,
    "prior.review.cases.direct_upheld": 4,
}
"""What the honest prose agrees with."""

FACTS = facts("2021", TABLES)


def read(patterns: Patterns, text: str) -> int:
    """Understand and judge a text; gives how many doubts there are."""
    understood = understand(patterns, PATH, text, YEAR, UNIT)
    return len(list(judged_text(understood, PATH, text, YEAR, FACTS, patterns.rules)))


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


SHORTEST = LAST[1:] + "。"
"""A text that takes hardly more than what is made ready for any."""


STEPS = 50_000


def measure_reports() -> None:
    """Print what whole reports take that have nothing wrong in them; to work out their facts is not counted."""
    texts, known = list(cases("honest")), dict[int, Facts]()
    for case in texts:
        if id(case.tables) not in known:  # the texts of a report have their tables in common
            known[id(case.tables)] = cache(facts_of(case))

    def work(instead: str = "") -> None:
        for case in texts:
            patterns, text = patterns_of(case.edition), instead or case.text
            understood = understand(patterns, case.path, text, case.year, case.unit)
            list(judged_text(understood, case.path, text, case.year, known[id(case.tables)], patterns.rules))

    work()

    spent, setup = seconds(work, 3), seconds(lambda: work(SHORTEST), 3)
    length, figures = (
        sum(len(each) for each in told) for told in zip(*((case.text, case.told) for case in texts), strict=True)
    )
    print(
        f"{len(known)} whole reports, {length / len(texts):.0f} characters and {figures / len(texts):.1f} figures a text: "
        f"{spent * 1e3 * 3_000 / length:.2f} ms for 3,000 characters, {spent * 1e6 / figures:.0f} µs a figure, "
        f"{spent * 1e6 / len(texts):.0f} µs a text, of which one of five letters takes {setup * 1e6 / len(texts):.0f}"
    )


def yardstick() -> int:
    """Look as many things up as a plain loop does in about 2 ms on an idle machine: what other figures are held by."""
    known, found = dict.fromkeys(range(100), 1), 0
    for nth in range(STEPS):
        found += known[nth % 100]
    return found


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
    # Both in one go, for what else the machine does changes from one second to the next.
    text, of_words = honest(LENGTHS[0]), "".join(PLAIN) * 5
    first, plain = (seconds(lambda text=each: read(patterns, text), 15) for each in (text, of_words[: LENGTHS[0]]))
    loop = seconds(yardstick, 15)
    print(
        f"3,000 characters: {first * 1e3:.2f} ms as people write, {plain * 1e3:.2f} ms with few figures, "
        f"{worst * 1e3:.2f} ms at worst; target: at most 5 ms"
    )
    measure_reports()
    print(
        f"a plain loop of {STEPS:,} steps: {loop * 1e3:.2f} ms; as people write it takes {first / loop:.2f} times that"
    )
