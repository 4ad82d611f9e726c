"""What a Word file shows and nobody can read here: pictures, charts, embedded files, contents from elsewhere."""

from collections.abc import Mapping, Sequence

from govxl.report.seen import Doubt

__all__ = ["SHOWN", "picture"]

PICTURES = frozenset(("blip", "imagedata", "relIds", "contentPart"))
EMBEDDED = frozenset(("altChunk", "subDoc", "object", "control"))
SHOWN = PICTURES | EMBEDDED | {"chart", "dataBinding", "prstGeom"}
LINES = frozenset(("line", "straightConnector1", "bentConnector3", "curvedConnector3"))
"""Shapes that are strokes, such as the red rule below a letterhead."""


def picture(name: str, said: Mapping[str, str], path: Sequence[str]) -> Doubt | None:
    """Tell of an element that shows what cannot be read; `path` leads to it."""
    if name in PICTURES or (name == "chart" and "graphicData" in path):
        return Doubt("picture", said.get("title") or name)
    if name in EMBEDDED:
        return Doubt("embedded", name)
    if name == "dataBinding":
        return Doubt("field", said.get("xpath", "")[:60])
    if name == "prstGeom" and "wsp" in path and said.get("prst") not in LINES:
        return Doubt("picture", said.get("prst") or name)
    return None
