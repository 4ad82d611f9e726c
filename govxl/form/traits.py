"""Traits: what one cell may hold, and what its form says about it."""

from dataclasses import dataclass

__all__ = ["NUMERIC", "REQUIRED", "TYPES", "Traits"]

NUMERIC = ("count", "signed", "amount", "percent")
TYPES = (*NUMERIC, "date", "choice", "text", "long_text")
A_DATE = "请填日期，例如 2026-01-20"
"""The prompt of a date whose form says nothing of it; Excel has no validation that takes a date typed as text."""
REQUIRED = ("hard", "explainable", "warning", "no")


@dataclass(frozen=True, slots=True)
class Traits:
    """The options of a heading or field; None means that nothing was said, so the other axis or the default holds.

    `sum` lists the names added up, as written; `prefill` is an expression worked out when a workbook is made;
    `beside` puts a column to the right of the printed table; `aliases` are labels met in published reports.
    """

    type: str | None = None
    sum: str | None = None
    id: str | None = None
    basis: str | None = None
    choices: tuple[str, ...] | None = None
    decimals: int | None = None
    unit: str | None = None
    not_applicable: bool | None = None
    required: str | None = None
    help: str | None = None
    prefill: str | None = None
    prefill_when: str | None = None
    sentence: str | None = None
    aliases: tuple[str, ...] | None = None
    beside: bool | None = None

    def over(self, other: "Traits") -> "Traits":
        """Give these traits, with the other's where these say nothing."""
        if self == SILENT or other == SILENT:
            return other if self == SILENT else self
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return Traits(*(theirs if ours is None else ours for ours, theirs in pairs))

    @property
    def kind(self) -> str:
        """The type, `count` when none was named."""
        return self.type or "count"

    @property
    def prompt(self) -> str:
        """What a workbook says while somebody stands on the cell; empty for nothing."""
        return self.help or (A_DATE if self.kind == "date" else "")

    @property
    def numeric(self) -> bool:
        """Whether the cell holds a figure."""
        return self.kind in NUMERIC

    @property
    def places(self) -> int:
        """The decimals a figure may have."""
        return (self.decimals or 0) if self.kind in ("amount", "percent") else 0


SILENT = Traits()
