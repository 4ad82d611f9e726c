"""Which findings leave it in doubt whose a return is: one list, and what each who asks makes of it."""

import pytest

from govxl.filing.overridden import blocking, never_overridden
from govxl.findings.catalogue import CATALOGUE
from govxl.findings.finding import finding
from govxl.returns.migrate import can_be_migrated
from govxl.returns.send_back import why_not_returned
from tests.returns import accepted, judged

HARD = [each.name for each in CATALOGUE.values() if each.code[0] in "FI" and each.severity == "hard"]

CERTAIN = {
    # Nobody answers for what is lost; it is asked for again, also where the rest is moved.
    "content-not-restored": (False, None, True),
    "returned-unchanged": (True, "unchanged", True),
    # The office gives them again; moved without them it would be checked against none.
    "prior-altered": (True, "prior", False),
    # Another year or form than was asked for: nobody lets that count, and what was typed may be moved.
    "wrong-year": (False, "migrate", True),
    "wrong-form": (False, "migrate", True),
    "year-outside-form": (False, "migrate", True),
}
"""What may be done where one of them blocks: let it count, send it back (or why not), move what was typed."""


@pytest.mark.parametrize("name", HARD)
def test_what_may_be_done_with_a_file_that_one_of_them_blocks(name: str) -> None:
    judgement = judged(accepted())
    assert judgement.accepted
    assert (why_not_returned(judgement), can_be_migrated(judgement)) == (None, True)
    blocked = judgement._replace(findings=(*judgement.findings, finding(name)), record=None)
    assert [each.name for each in blocking(blocked)] == [name]
    counts = not never_overridden(blocking(blocked))
    assert (counts, why_not_returned(blocked), can_be_migrated(blocked)) == CERTAIN.get(name, (False, "other", False))


def test_what_is_only_told_leaves_no_doubt() -> None:
    judgement = judged(accepted())
    told = [finding(each.name) for each in CATALOGUE.values() if each.code[0] in "FI" and each.severity in ("warning", "info")]
    told.append(finding("prior-altered", severity="warning"))
    milder = judgement._replace(findings=(*judgement.findings, *told))
    assert never_overridden(milder.findings) == ()
    assert (why_not_returned(milder), can_be_migrated(milder)) == (None, True)
