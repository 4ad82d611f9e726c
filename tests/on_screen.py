"""Pages on a screen of a width and on paper: what axe-core and a ruler find there, and what a printer gets."""

import re
from collections.abc import Callable
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from tests.browser import Tab, shared

__all__ = ["as_run", "ask", "examine", "examined", "print_page", "torn_figures"]

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

RULER = """
async function rule(page) {
  const root = page.document.documentElement;
  const shown = (element) => element.getBoundingClientRect();
  const first = page.document.querySelectorAll("tbody .label, tbody th[style*=sticky]");
  const found = await page.axe.run(page.document, {resultTypes: ["violations", "incomplete"]});
  const scrolling = [...page.document.querySelectorAll("[role=region]")].filter((each) => each.scrollWidth > each.clientWidth);
  for (const each of scrolling) each.scrollLeft = 60;
  const told = (each) => [each.id, each.nodes.map((node) => node.html.slice(0, 200))];
  return {
    axe: page.axe.version,
    violations: found.violations.map(told),
    incomplete: found.incomplete.map(told),
    rules: found.passes.map((each) => each.id),
    overflow: root.scrollWidth - root.clientWidth,
    scrolling: scrolling.length,
    labels: first.length,
    stuck: [...first].filter((each) => shown(each).left >= 0).length === first.length,
  };
}
"""
"""Runs in the page: what axe finds, and whether anything is wider than the window."""


FIGURES = """
async function rule(page) {
  const bad = [], root = page.document.documentElement;
  if (root.scrollWidth > root.clientWidth) bad.push("the page scrolls");
  for (const cell of page.document.querySelectorAll("td, text")) {
    if (!/[0-9]/.test(cell.textContent)) continue;
    const range = page.document.createRange();
    range.selectNodeContents(cell);
    const inside = [...range.getClientRects()], box = cell.getBoundingClientRect(), drawn = cell.tagName === "text";
    const room = drawn ? cell.ownerSVGElement.getBoundingClientRect() : box;
    const fits = inside.every((each) => each.left >= room.left - 0.5 && each.right <= room.right + 0.5);
    if (!drawn && (inside.length !== 1 || cell.scrollWidth > cell.clientWidth + 1) || !fits) bad.push(cell.textContent);
  }
  return {bad, cells: page.document.querySelectorAll("td").length};
}
"""
"""Runs in the page: figures that stand on more than one line, or reach out of their cell or drawing."""


def examine(pages: dict[str, tuple[str, int]], folder: Path) -> dict[str, dict[str, Any]]:
    """Open every page at its width, its policy in force, and give what axe and the ruler found, by name."""
    return _asked(pages, folder, examined)


def examined(tab: Tab) -> dict[str, Any]:
    """Give what axe and the ruler find on a page that is open; its policy has no say over the examiner."""
    tab.ask(files("axe_core_python").joinpath("axe.min.js").read_text("utf-8") + ";0")
    return _ruled(tab, RULER)


def torn_figures(pages: dict[str, tuple[str, int]], folder: Path) -> dict[str, dict[str, Any]]:
    """Open every page at its width, and give by name the figures that are not whole (`bad`)."""
    return ask(pages, folder, FIGURES)


def ask(pages: dict[str, tuple[str, int]], folder: Path, ruler: str) -> dict[str, dict[str, Any]]:
    """Open every page at its width, and give by name what `rule(page)` of a script says of its window."""
    return _asked(pages, folder, lambda tab: _ruled(tab, ruler))


def as_run(page: str, folder: Path) -> str:
    """Open a page and give what stands in it once its script has run."""
    return str(_opened(page, folder / "run.html", 1280).ask("document.documentElement.outerHTML"))


def print_page(page: str, folder: Path) -> Path:
    """Print a page as a person would, without header and footer."""
    out = folder / "printed.pdf"
    out.write_bytes(_opened(page, folder / "printed.html", 1280).printed())
    return out


def _asked(
    pages: dict[str, tuple[str, int]], folder: Path, question: Callable[[Tab], dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    told = {}
    for name, (page, width) in pages.items():
        assert len(POLICY.findall(page)) == 1, f"{name} has no policy"
        told[name] = question(_opened(page, folder / f"{name}.html", width))
    return told


NTH = count(1)


def _opened(page: str, path: Path, width: int) -> Tab:
    """Show a page under an address that no page had before."""
    path = path.with_stem(f"{path.stem}-{next(NTH)}")
    path.write_text(page, "utf-8")
    return shared().show(path.as_uri(), width)


def _ruled(tab: Tab, ruler: str) -> dict[str, Any]:
    found: dict[str, Any] = tab.ask(f"(() => {{ {ruler}\nreturn rule(window); }})()")
    return found
