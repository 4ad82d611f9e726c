"""WordprocessingML as text: paragraphs and runs. Whatever strangers wrote comes in through `run` and stays text."""

import re
from html import escape

__all__ = ["LONG_RUN", "TWIPS", "blank", "mm", "paragraph", "plain_text", "run"]

TWIPS = 20
"""Twips of a point, the unit of most lengths in a Word file."""

LONG_RUN = re.compile(r"[!-~]{16,}|[0-9.,]{12,}")
"""Latin letters such as a web address, or a long figure: the line before it would gape if it were justified."""

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file can hold (XML 1.0, 2.2)."""

RAGGED = '<w:jc w:val="left"/>'


def mm(length: float) -> int:
    """Give millimetres in twips."""
    return round(length * 1440 / 25.4)


def plain_text(text: str) -> str:
    """Escape a text and drop what XML cannot hold; a tab is a blank, as on a web page."""
    return escape(ILLEGAL.sub("", text).replace("\t", " "), quote=True)


def run(text: str, properties: str = "") -> str:
    """Set a text, with properties (w:rPr) of its own if there are any; its line ends are line breaks."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in plain_text(text).split("\n"))
    return f"<w:r>{about}{lines}</w:r>"


def paragraph(style: str, *runs: str, keep: bool = False, loose: bool = False, about: str = "") -> str:
    """Set runs in a style; `keep` them on one page with the next paragraph, leave lines uneven if `loose`.

    `about` is what else differs from the style (w:spacing, w:ind).
    """
    about = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" * keep}{about}{RAGGED * loose}'
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(runs)}</w:p>"


def blank(points: float) -> str:
    """Leave a gap; Word also wants a paragraph between two tables and after the last."""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{round(points * TWIPS)}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{line}</w:pPr></w:p>"
