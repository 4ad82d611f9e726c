"""Texts as staff typed them: cut into paragraphs, free of what no published format can carry."""

__all__ = ["one_line", "paragraphs"]


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text into its lines, without blank ones, blanks typed as indents, and control characters."""
    lines = ("".join(c for c in line if not _unprintable(ord(c))).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a text that stands on one line, such as a title."""
    return "".join(paragraphs(text))


def _unprintable(code: int) -> bool:
    """Tell controls (not the tab), lone surrogates and non-characters."""
    control = (code < 0x20 and code != 0x09) or 0x7F <= code < 0xA0
    return control or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE
