"""The shape of the house: who may import whom, who owns which library, and that no statute has moved into the code."""

import ast
import graphlib
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent

# Lower may not import higher; the same word covers a folder or a module.
LAYERS = (
    "version", "installed", "text", "words", "inputs", "files", "disk", "locks", "addresses", "bounds", "findings", "language", "form", "prose", "layout",
    "xlsx", "workbook", "filing", "returns", "report", "published", "archive", "office", "aggregate", "look", "page", "cli",
)  # fmt: skip
# The same within a room that has rooms of its own: what lies beside them is below them all.
WITHIN = {"govxl.prose": ("lexicon", "reading", "relations", "understanding", "judging", "lint")}
# Installed beside the code, and data: anybody may look into them.
DATA = ("templates", "samples")
# Where imports may wait until they are needed: the program, and the public door, that `check` may start quickly.
LAZY = ("govxl.cli", "govxl.__init__")
# What the others may wait for: libraries that would load for those who do not use them, and what reads and draws forms,
# where what that comes to was kept when the package was built.
HEAVY = {
    "govxl.inputs": ("tomllib",),
    "govxl.locks": ("filelock",),
    "govxl.report.data": ("pyarrow",),
    # To judge, to make workbooks and to send them back takes no library but xlsxwriter.
    "govxl.report.html": ("jinja2", "markupsafe"),
    "govxl.published.read_back": ("govxl.published.html",),
    "govxl.office.cluster": ("distributed",),
    "govxl.form.compiled": ("pickletools",),
    "govxl.form.definition": ("govxl.form.reader",),
    "govxl.layout.layout": ("govxl.layout.every_sheet",),
    "govxl.prose.lexicon.loading": ("govxl.prose.lexicon.reader",),
    # An ordinary return was not sent back before, has no arithmetic in its cells, nothing over them, nothing moved, calls for no figure.
    "govxl.filing.figures": ("govxl.filing.arithmetic",),
    "govxl.filing.texts": ("difflib", "govxl.form.figure_names"),
    "govxl.form.sentence_calls": ("govxl.form.figure_names",),
    "govxl.returns.check": ("govxl.returns.retype",),
    # A page that only judges is quicker without what lays reports out.
    "govxl.page.desk": ("govxl.report.document", "govxl.report.html"),
    "govxl.workbook.labels": ("difflib",),
    "govxl.workbook.match_sheets": ("difflib",),
    "govxl.xlsx.side_content": ("govxl.xlsx.drawings",),
}
OWNERS = {
    "xlsxwriter": "govxl.workbook",
    "zipfile": "govxl.xlsx",
    "zlib": "govxl.xlsx",
    "xml.parsers": "govxl.xlsx",
    "pyexpat": "govxl.xlsx",
    "jinja2": "govxl.report.html",
    "markupsafe": "govxl.report.html",
    "lxml": "govxl.published.html",
    "pandas": "govxl.report.data",
    "pyarrow": "govxl.report.data",
    "dask": "govxl.office.cluster",
    "distributed": "govxl.office.cluster",
    "filelock": "govxl.locks",
    "typer": "govxl.cli",
    "rich": "govxl.cli",
}
UNKNOWN = "<something named at run time>"
LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
LONG_BY_NATURE = ("govxl.findings.catalogue", "govxl.cli.help_words", "govxl.cli.words")


@dataclass(frozen=True, slots=True)
class Module:
    """A module under govxl/: its dotted name (a package's ends in `__init__`), text and tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package its relative imports start from."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module imports, and whether that waits until a function is called."""

    module: str
    target: str
    line: int
    waits: bool

    def __str__(self) -> str:
        """Say it for a failed test."""
        return f"{self.module}:{self.line} imports {self.target}"


@cache
def modules() -> tuple[Module, ...]:
    """Read every module of the house."""
    paths = sorted((ROOT / "govxl").rglob("*.py"))
    texts = {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8") for path in paths}
    return tuple(Module(name, text, ast.parse(text)) for name, text in texts.items())


def imports_of(module: Module) -> Iterator[Import]:
    """Yield every import of a module, wherever it stands."""
    late = {
        id(inner)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    for node in ast.walk(module.tree):
        for target in targets_of(node, module.package):
            yield Import(module.name, target, node.lineno, id(node) in late)  # type: ignore[attr-defined]


def targets_of(node: ast.AST, package: str) -> list[str]:
    """Name what a statement imports, in full; a call that imports by name counts, be the name known here or not."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*parents, *filter(None, [node.module])])
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"import_module", "__import__"}:
        named = node.args[0] if node.args else None
        return [str(named.value) if isinstance(named, ast.Constant) else UNKNOWN]
    return []


@cache
def all_imports() -> tuple[Import, ...]:
    """Collect the imports of the whole house."""
    return tuple(found for module in modules() for found in imports_of(module))


def within(name: str, room: str) -> bool:
    """Tell whether a dotted name is a room or lies in it."""
    return name == room or name.startswith(room + ".")


def nothing(complaints: list[str]) -> None:
    """Fail with all complaints, one a line."""
    assert not complaints, "\n" + "\n".join(complaints)


def is_data(name: str) -> bool:
    """Tell whether a dotted name is one of the packages of data, which hold no code to go round in circles."""
    return any(within(name, f"govxl.{data}") for data in DATA)


@cache
def rooms() -> frozenset[str]:
    """Name what lies directly in the house."""
    return frozenset({*LAYERS, *DATA, *(module.name.split(".")[1] for module in modules())})


@cache
def layer(name: str) -> str:
    """Give the layer of a dotted name, "" for the door of the house itself."""
    parts = name.split(".")
    if within(name, "govxl.__main__"):
        return "cli"
    inside = len(parts) > 1 and parts[1] in rooms()
    return parts[1] if inside and parts[1] != "__init__" else ""


def test_every_module_has_its_place_in_the_order() -> None:
    assert {layer(module.name) for module in modules()} <= {*LAYERS, ""}, "give the new layer its place in LAYERS"


@pytest.mark.parametrize("below", LAYERS)
def test_imports_run_downwards(below: str) -> None:
    allowed = {*LAYERS[: LAYERS.index(below) + 1], *DATA}
    ours = [found for found in all_imports() if layer(found.module) == below and within(found.target, "govxl")]
    if below == "cli":
        allowed.add("")  # the program may use the public door
    nothing([str(found) for found in ours if layer(found.target) not in allowed])


@pytest.mark.parametrize("house", WITHIN)
def test_imports_within_a_room_run_downwards_too(house: str) -> None:
    order = ("", *WITHIN[house])
    lying = {module.name.removeprefix(house).split(".")[1] for module in modules() if within(module.name, house)}
    assert set(WITHIN[house]) <= lying

    def storey(name: str) -> int:
        inside = name.removeprefix(f"{house}.").split(".")[0]
        return order.index(inside if inside in order else "")

    ours = [found for found in all_imports() if within(found.module, house) and within(found.target, house)]
    nothing([str(found) for found in ours if storey(found.target) > storey(found.module)])


def test_there_are_no_cycles() -> None:
    names = {module.name.removesuffix(".__init__"): module.name for module in modules()}
    graph: dict[str, set[str]] = {module.name: set() for module in modules()}
    for found in all_imports():
        target = names.get(found.target) or names.get(found.target.rpartition(".")[0])
        if target and target != found.module and found.module != "govxl.__init__":
            graph[found.module].add(target)
    graphlib.TopologicalSorter(graph).prepare()


def test_only_the_program_and_the_door_import_late() -> None:
    late = [found for found in all_imports() if (found.waits or found.target == UNKNOWN) and not is_data(found.target)]
    nothing(
        [str(found) for found in late if not any(within(found.module, room) for room in LAZY) and not is_heavy(found)]
    )


def is_heavy(found: Import) -> bool:
    """Tell whether a module may wait for this: what HEAVY says of it."""
    return any(within(found.target, library) for library in HEAVY.get(found.module, ()))


def test_every_library_has_one_owner() -> None:
    nothing([str(found) for found in all_imports() if not may_use(found)])


def may_use(found: Import) -> bool:
    """Tell whether a module may import this: its own kin, the owner's library, or the standard library if unowned."""
    for library, owner in OWNERS.items():
        if within(found.target, library):
            return within(found.module, owner)
    top = found.target.split(".")[0]
    return top in sys.stdlib_module_names or top == "govxl" or found.target == UNKNOWN


def test_every_library_in_use_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    entries = [
        *project["dependencies"],
        *(e for extra in ("cluster", "parquet") for e in project["optional-dependencies"][extra]),
    ]
    declared = {re.split(r"[^\w-]", entry)[0] for entry in entries}
    used = {found.target.split(".")[0] for found in all_imports()}
    assert used - set(sys.stdlib_module_names) - {"govxl", UNKNOWN} <= declared
    assert all(re.fullmatch(r"[\w-]+>=[\d.]+", entry) for entry in entries), "lower bounds only"


def test_every_package_is_installed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders = {module.package for module in modules()}
    assert folders | {f"govxl.{name}" for name in DATA} == set(setuptools["packages"])


def test_every_module_says_what_it_owns() -> None:
    nothing([module.name for module in modules() if not ast.get_docstring(module.tree)])


def test_no_class_has_the_name_of_another() -> None:
    places: dict[str, list[str]] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(f"{module.name}.{node.name}")
    nothing([" and ".join(found) for found in places.values() if len(found) > 1])


def test_functions_are_short() -> None:
    functions = [
        (f"{module.name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    nothing([f"{name} has {lines} lines" for name, lines in functions if lines > LONGEST_FUNCTION])


def test_modules_are_short() -> None:
    lengths = {module.name: module.text.count("\n") for module in modules() if module.name not in LONG_BY_NATURE}
    nothing([f"{name} has {lines} lines" for name, lines in lengths.items() if lines > LONGEST_MODULE])


# No statutory term in the code. What counts is what a form calls its own lines, fields, tables, parts and rules; help,
# prompts and choices are ordinary language. Terms of two characters (总计, 其他) are anybody's words.

LABELLED = ("title", "sheet", "says", "authority", "label", "columns", "rows", "derived", "fields")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SHORTEST_LABEL = 3


def labels_in(value: Any) -> Iterator[str]:
    """Yield the Chinese texts of a heading tree, or of a single text; options (a table) hold prompts, not labels."""
    if isinstance(value, str) and CHINESE.search(value) and len(value) >= SHORTEST_LABEL:
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from labels_in(inner)


def statutory_terms(tree: Any) -> Iterator[str]:
    """Yield what a form calls its tables, lines, fields, parts and rules, at any depth of its definition."""
    if isinstance(tree, list):
        for inner in tree:
            yield from statutory_terms(inner)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from labels_in(value) if key in LABELLED else ()
            yield from statutory_terms(value)


@cache
def terms() -> frozenset[str]:
    """Collect the terms and the ids of all installed forms."""
    found: set[str] = set()
    for path in sorted((ROOT / "templates").rglob("form.toml")):
        form = tomllib.loads(path.read_text("utf-8"))
        found.update(statutory_terms(form), [form["id"]])
    return frozenset(found)


def literals(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the string literals of a module, docstrings and the fixed parts of f-strings among them."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_statute_has_moved_into_the_code() -> None:
    spoken = [
        f"{module.name}:{line} says {term}"
        for module in modules()
        for line, literal in literals(module)
        for term in terms()
        if term in literal
    ]
    nothing(spoken)


# The measures themselves, tried on something known.


def test_terms_are_found_where_a_form_puts_them() -> None:
    form = tomllib.loads("""
        title = "某某报告"
        [[table]]
        sheet = "三、申请"
        [[table.block]]
        columns = [["申请人", [["person", "自然人", {help = "不是标签"}], ["total", "总计"]]]]
        [[table.rule]]
        says = "左等于右"
    """)
    assert list(statutory_terms(form)) == ["某某报告", "三、申请", "申请人", "自然人", "左等于右"]


def test_literals_include_docstrings_and_the_fixed_parts_of_f_strings() -> None:
    text = '"""甲"""\nb = f"乙{c}丙"  # 丁\n'
    assert {literal for _, literal in literals(Module("m", text, ast.parse(text)))} == {"甲", "乙", "丙"}


def test_imports_are_named_in_full() -> None:
    text = "import a.b\nfrom ..x import y\nfrom . import z\ndef f():\n    import late\n    import_module('q')\n    import_module(q)\n"
    found = list(imports_of(Module("govxl.form.model", text, ast.parse(text))))
    assert [(each.target, each.waits) for each in found] == [
        ("a.b", False),
        ("govxl.x.y", False),
        ("govxl.form.z", False),
        ("late", True),
        ("q", True),
        (UNKNOWN, True),
    ]
