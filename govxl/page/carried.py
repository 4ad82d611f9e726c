"""The Python that a page carries: what answers it imports, with the libraries and the forms it needs, as text by path.

What is needed is read off the imports themselves, so that a page holds all of it and nothing of the rest.
"""

import ast
from collections.abc import Iterator
from importlib import metadata, resources
from importlib.util import find_spec, resolve_name
from typing import TYPE_CHECKING

from govxl.form.model import Form

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["LIBRARIES", "carried", "licences"]

ENTRY = "govxl.page.answers"

LIBRARIES = {"xlsxwriter": "XlsxWriter", "jinja2": "Jinja2", "markupsafe": "MarkupSafe"}
"""The libraries that are carried, which are or can be Python alone, and what their packages are called."""

DATA = (".css", ".j2", ".js", ".txt")
"""What is no code and lies beside it; what lies beside ENTRY is what the page itself is built of."""


def carried(forms: list[Form]) -> dict[str, str]:
    """Give every file by its path below the folder that packages are found in, in the order of these."""
    found: dict[str, str] = {}
    for name in _needed():
        spec = find_spec(name)
        assert spec is not None
        package = spec.submodule_search_locations is not None
        found[f"{name.replace('.', '/')}{'/__init__' if package else ''}.py"] = _source(name)
        if package and name != ENTRY.rpartition(".")[0]:
            inside = resources.files(name).iterdir()
            found |= {
                f"{name.replace('.', '/')}/{each.name}": _text(each) for each in inside if each.name.endswith(DATA)
            }
    for library in LIBRARIES:
        found |= dict(_whole(resources.files(library), library))
    for form in forms:
        # Wherever a form was found, in the page it lies inside the package, as an installed one does.
        place = f"govxl/templates/{form.name}"
        found |= {f"{place}/{each.name}": _text(each) for each in form.folder.iterdir() if each.name.endswith(".toml")}
    return dict(sorted(found.items()))


def licences() -> dict[str, str]:
    """Give what each library is called, with its version, and the text of its licence, as far as either is there."""
    told = {}
    for name in LIBRARIES.values():
        try:
            about = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            told[name] = ""  # it was only unpacked, without what says its version
            continue
        texts = [each.read_text("utf-8") for each in about.files or () if "licen" in each.name.lower()]
        told[f"{name} {about.version}"] = "\n".join(texts)
    return told


def _needed() -> set[str]:
    """Name every module of ours that ENTRY comes to import, at once or later."""
    known, waiting = {"govxl"}, [ENTRY]
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        package = name if _is_package(name) else name.rpartition(".")[0]
        named = {each for each in _imports(ast.parse(_source(name)), package) if each.startswith("govxl.")}
        # Whoever imports a module imports the packages around it.
        around = {name.rsplit(".", count)[0] for count in range(1, name.count("."))}
        waiting += [each for each in (named | around) - known if _is_module(each)]
    return known


def _imports(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield what may be modules among the names a module imports, but for those that only a type checker follows."""
    for node in ast.iter_child_nodes(tree):
        # No expression imports anything, and most of a module is expressions.
        if isinstance(node, ast.expr) or (isinstance(node, ast.If) and _is_for_checkers(node.test)):
            continue
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module or ""
            yield base
            yield from (f"{base}.{each.name}" for each in node.names)
        else:
            yield from _imports(node, package)


def _is_for_checkers(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def _is_module(name: str) -> bool:
    """Tell whether a name is a module's, and not one that stands in a module."""
    above = name.rpartition(".")[0]
    return _is_package(above) and find_spec(name) is not None


def _is_package(name: str) -> bool:
    # A module has no modules inside, and asking for one would import it to see.
    spec = find_spec(name) if "." not in name or _is_package(name.rpartition(".")[0]) else None
    return spec is not None and spec.submodule_search_locations is not None


def _source(name: str) -> str:
    spec = find_spec(name)
    source = spec.loader.get_source(name) if spec and spec.loader and hasattr(spec.loader, "get_source") else None
    if source is None:
        raise ImportError(f"no source of {name}", name=name)
    return str(source)


def _whole(folder: "Traversable", path: str) -> Iterator[tuple[str, str]]:
    """Yield the modules of a library with their paths."""
    for each in folder.iterdir():
        if each.is_dir():
            yield from _whole(each, f"{path}/{each.name}")
        elif each.name.endswith(".py"):
            yield f"{path}/{each.name}", _text(each)


def _text(file: "Traversable") -> str:
    return file.read_text("utf-8")
