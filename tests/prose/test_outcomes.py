"""How applications ended and who made them: a slip must be heard in any words, and what is right must stay silent.

The tables are a made-up county's, added up with a pencil: 一 80 (62 of persons, 11 of businesses, 4 of law firms, 3 of
others), 二 6 (4 and 2), （三）14, （四）19, （五）7, （六）8, （七）83, 四 3; 行政复议 9, 行政诉讼 5.
"""

import pytest

from govxl.prose.judge import judged_text
from govxl.prose.understand import understand
from tests.prose.cases import facts
from tests.prose.test_silence import UNIT, YEAR, patterns

PATH = "narrative.overview.applications"
TABLES = {
    "year": YEAR,
    "requests.received.person": 62,
    "requests.received.business": 11,
    "requests.received.legal": 4,
    "requests.received.other_body": 3,
    "requests.carried_in.person": 4,
    "requests.carried_in.business": 2,
    "requests.granted.person": 26,
    "requests.partial.person": 9,
    "requests.secret.person": 1,
    "requests.third_party.person": 5,
    "requests.process.person": 3,
    "requests.enquiry.business": 5,
    "requests.not_held.person": 12,
    "requests.not_existing.person": 4,
    "requests.unclear.person": 3,
    "requests.petition.person": 5,
    "requests.repeat.person": 2,
    "requests.no_correction.person": 2,
    "requests.other.person": 6,
    "requests.carried_out.person": 3,
    "review.cases.recon_upheld": 6,
    "review.cases.recon_corrected": 1,
    "review.cases.recon_other": 1,
    "review.cases.recon_pending": 1,
    "review.cases.direct_upheld": 4,
    "review.cases.direct_other": 1,
}


def doubted(text: str, unit: str = UNIT) -> list[str]:
    found = understand(patterns(), PATH, text, YEAR, unit)
    return [doubt.said for doubt in judged_text(found, PATH, text, YEAR, facts("2021", TABLES), patterns().rules)]


SILENT = {
    "what is open, with what is so in part": (
        "公开35件（其中部分公开9件）、不予公开14件、无法提供19件。",
        "公开35件，其中部分公开9件；不予公开14件、无法提供19件、其他处理8件。",
        "公开35件，含部分公开9件；不公开14件、无法提供19件、其他8件。",
        "公开35件（含9件部分公开），不公开14件。",
        "公开35件，其中9件为部分公开。",
        "公开35件：全部公开26件，部分公开9件。",
    ),
    "a whole beside which other rows are told": (
        "不予公开14件，其中第三方合法权益5件，无法提供19件，其他处理8件。",
        "无法提供19件，其中不掌握12件；不予处理7件，其中信访类5件；其他处理8件。",
    ),
    "what is told beside those withdrawn, which are in the same row or total": (
        "其他处理5件，申请人撤回3件。",
        "全年办结80件，撤回3件。",
    ),
}

HEARD = {
    "what is open, beside what is so in part": ("公开35件、部分公开9件、不予公开14件。", ["35件"]),
    "what is open, where nothing else is": ("公开36件，不予公开14件。", ["36件"]),
    "a part of a row, in a list": ("不予公开14件，其中第三方合法权益8件，过程性信息3件。", ["8件"]),
    "what is told beside those withdrawn, which are in another row": ("本机关不掌握9件，逾期不补正2件，申请人撤回3件。", ["9件"]),
}  # fmt: skip


@pytest.mark.parametrize("manner", SILENT)
def test_what_is_right_is_not_doubted_in_any_words(manner):
    assert {text: said for text in SILENT[manner] if (said := doubted(text))} == {}


@pytest.mark.parametrize("manner", HEARD)
def test_a_slip_is_heard(manner):
    text, wrong = HEARD[manner]
    assert doubted(text) == wrong
