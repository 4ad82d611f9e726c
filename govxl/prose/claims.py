"""What claims are worked out from, whatever the facts: the paths, rows and trees that two claims may have in common."""

from govxl.language.expressions import paths_in
from govxl.language.nodes import Node
from govxl.prose.model import Claim

__all__ = ["nodes_of", "paths_of", "rows_of"]


def paths_of(claim: Claim | None) -> set[str]:
    """Give the paths that a claim's readings are worked out from; none for no claim."""
    return {path for reading in claim.readings for path in paths_in(reading.value)} if claim else set()


def nodes_of(claim: Claim | None) -> set[Node]:
    """Give what a claim's readings are: two that have one in common may be of the very same."""
    return {reading.value for reading in claim.readings} if claim else set()


def rows_of(claim: Claim | None) -> set[str]:
    """Give the rows of the tables that a claim is of."""
    return {path.rpartition(".")[0] for path in paths_of(claim)}
