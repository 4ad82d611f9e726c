"""govxl archive: what an office keeps, and what people decide about it."""

from govxl.cli.deciding import decide, publish
from govxl.cli.run import CannotRunError
from govxl.cli.words import say

__all__ = ["BELOW", "archive"]


def archive() -> None:
    """Say that one of the commands below is wanted."""
    raise CannotRunError(say("usage-help", "zh", command="govxl archive"))


BELOW = (decide, publish)
"""The commands below `govxl archive`."""
