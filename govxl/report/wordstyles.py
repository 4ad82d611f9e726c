"""The styles of a Word file, as far as they decide what is seen of a text and which list it is in."""

from govxl.report.wordlists import DEFAULTS, Style, Styles
from govxl.report.wordlook import is_away, take_property
from govxl.workbook.markup import walk

__all__ = ["read_styles"]

ELSEWHERE = frozenset(("tblStylePr", "rPrChange", "pPrChange"))
"""What a style says of the first row and the like, which may stand on a ground of its own."""


def read_styles(part: str, data: bytes) -> Styles:
    """Read the styles of a file, by id."""
    found: Styles = {}
    path: list[str] = []
    current = Style()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        path.append(name)
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        value = said.get("val", "")
        if name == "style":
            current = found.setdefault(said.get("styleId", "") or "?", Style())
            current.default = said.get("type", "") if said.get("default") in ("1", "true", "on") else ""
        elif name == "docDefaults":
            current = found.setdefault(DEFAULTS, Style())
        elif ELSEWHERE.intersection(path):
            return
        elif name == "basedOn":
            current.based = value
        elif name == "numId":
            current.list = value
        elif name == "ilvl" and value.isdecimal():
            current.level = int(value)
        elif "rPr" in path[:-1]:
            take_property(current.said, name, said, "textFill" in path)
        elif path[-2:-1] == ["pPr"] and is_away(name, said):
            current.said["away"] = "1"
        elif path[-2:-1] == ["pPr"] and name == "shd":
            take_property(current.said, name, said)

    walk(part, data, start, lambda name: path.pop())
    return found
