"""How much a workbook of ours may hold: what no form may make more of, and nobody's file is read beyond.

One place for both, so that no form makes a workbook that is refused when it comes back.
"""

__all__ = [
    "FARTHEST_COLUMN", "FARTHEST_ROW", "LONGEST_NAME", "MAX_AREAS", "MAX_CELLS", "MAX_MERGES", "MAX_NAMES", "MAX_OPEN",
    "MAX_SHEETS",
]  # fmt: skip

FARTHEST_ROW, FARTHEST_COLUMN = 2_000, 256  # beyond these, where no form reaches, cells are counted and not kept
MAX_SHEETS = 64
MAX_NAMES = 5_000
LONGEST_NAME = 255  # characters of a defined name (Excel specifications and limits)
MAX_CELLS = 100_000  # with content, in a workbook; an honest one has 3,000
MAX_MERGES = 20_000  # in a workbook
MAX_AREAS = 20_000  # under a validation, in a workbook
MAX_OPEN = 20_000  # blank unlocked cells that are remembered
