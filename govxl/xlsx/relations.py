"""How the parts of a package hang together: their content types, and the relations that point from one to another.

Relations are followed inside the package only.
"""

from dataclasses import dataclass
from urllib.parse import unquote

from govxl.findings.finding import finding
from govxl.xlsx.xml import walk
from govxl.xlsx.zip import Package, Refused

__all__ = ["Relation", "content_types", "relations", "relations_part", "resolve", "target_of"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A pointer from one part: `kind` is the last word of its type; `target` as written."""

    kind: str
    target: str
    external: bool


def content_types(part: str, data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Give the types by file ending and by part name, both case-folded; a part declared twice is refused."""
    endings: dict[str, str] = {}
    parts: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name not in ("Default", "Override"):
            return
        known, key = (endings, "Extension") if name == "Default" else (parts, "PartName")
        named = attributes.get(key, "").removeprefix("/").casefold()
        if known.setdefault(named, attributes.get("ContentType", "")) != attributes.get("ContentType", ""):
            raise _damaged(f"{part} 对 {named} 有两种说法")

    walk(part, data, start)
    return endings, parts


def relations_part(package: Package, source: str) -> str | None:
    """Name the part that holds the relations of a part ("" for the package), if there is one."""
    folder, slash, file = source.rpartition("/")
    return package.find(f"{folder}{slash}_rels/{file}.rels")


def relations(part: str, data: bytes) -> dict[str, Relation]:
    """Read a relations part, by id."""
    found: dict[str, Relation] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].replace("-", "").casefold()
        identity = attributes.get("Id", "")
        if identity in found:
            raise _damaged(f"{part} 里关系 {identity} 重复")
        found[identity] = Relation(kind, attributes.get("Target", ""), attributes.get("TargetMode") == "External")

    walk(part, data, start)
    return found


def resolve(package: Package, source: str, relation: Relation) -> str:
    """Find the part a relation points to; Refused when it lies outside the package or is missing."""
    part = target_of(package, source, relation)
    if part is None:
        raise _damaged(f"{source or '文件'} 指向的部件 {relation.target[:100]} 不存在")
    return part


def target_of(package: Package, source: str, relation: Relation) -> str | None:
    """Find the part a relation points to, None where there is none; Refused when it lies outside the package."""
    target = unquote(relation.target) if "%" in relation.target else relation.target
    outside = relation.external or "\\" in target or ":" in target
    steps: list[str] = []
    for step in (target if target.startswith("/") else source.rpartition("/")[0] + "/" + target).split("/"):
        if step == "..":
            outside = outside or not steps
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    if outside:
        raise Refused(finding("unsafe-content", detail=f"{source or '文件'} 指向文件之外：{target[:100]}"))
    return package.find("/".join(steps))


def _damaged(detail: str) -> Refused:
    return Refused(finding("damaged-file", detail=detail))
