"""Texts as staff typed them: cut into paragraphs, free of what no published format can carry."""

import re

__all__ = ["one_line", "paragraphs"]

PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNPRINTABLE = re.compile(f"[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef{PLANE_ENDS}]")
"""Controls (not the tab), lone surrogates and non-characters."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text into its lines, without blank ones, blanks typed as indents, and control characters."""
    lines = (UNPRINTABLE.sub("", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a text that stands on one line, such as a title."""
    return "".join(paragraphs(text))
