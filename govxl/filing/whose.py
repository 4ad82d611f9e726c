"""Whether it is certain whose a file is, asked before anything is done with it that counts or goes to anybody.

One list for all who ask: what overrides (`overridden`), what sends back (`returns.send_back`) and what moves
(`returns.migrate`). Each says what more it minds, or less, and why.
"""

from collections.abc import Collection, Iterable

from govxl.findings.finding import Finding

__all__ = ["PRIOR_ALTERED", "RESTORE", "UNCHANGED", "doubtful"]

CERTAIN = "FI"
"""What the codes begin with of findings about the file, and about whose it is."""

PRIOR_ALTERED, UNCHANGED, RESTORE = "prior-altered", "returned-unchanged", "content-not-restored"
"""Those of them that leave no doubt: figures of last year that are not taken, nothing mended, entries still lost."""


def doubtful(findings: Iterable[Finding], certain: Collection[str] = ()) -> tuple[Finding, ...]:
    """Keep what blocks and leaves it in doubt whose a file is, or what it says; `certain` are names that do not."""
    sure = {PRIOR_ALTERED, UNCHANGED, RESTORE, *certain}
    return tuple(each for each in findings if each.blocks and each.code[0] in CERTAIN and each.name not in sure)
