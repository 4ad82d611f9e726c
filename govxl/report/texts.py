"""Texts as staff typed them: cut into paragraphs, free of what no reader can see and no published format carry."""

from govxl.characters import INVISIBLE

__all__ = ["one_line", "paragraphs"]


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text into its lines, without blank ones, blanks typed as indents, and invisible characters.

    A tab is a blank: no two published formats would show it alike.
    """
    lines = (INVISIBLE.sub("", line.replace("\t", " ")).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a text that stands on one line, such as a title."""
    return "".join(paragraphs(text))
