"""A browser for tests: Debian's Chromium, which opens a page at a width and says what axe-core and a ruler find there."""

import json
import re
import shutil
import subprocess
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = ["as_run", "ask", "examine", "missing", "print_page", "torn_figures"]

PATIENCE = 60  # seconds; a first start on a busy machine takes five
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
"""Runs inside the frame that holds the page: what axe finds, and whether anything is wider than the window."""


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
"""Runs inside the frame: figures that stand on more than one line, or reach out of their cell or drawing."""


def missing() -> str:
    """Say what keeps pages from being examined here; empty if nothing does."""
    return "" if _program() else "Chromium is not installed (Debian: chromium)"


def _program() -> str:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def examine(pages: dict[str, tuple[str, int]], folder: Path) -> dict[str, dict[str, Any]]:
    """Open every page in a frame of its width, all in one browser, and give what was found, by name.

    The page's policy would keep the examiner's script out, as it should, so the copies do without it.
    """
    return _ruled(pages, folder, files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"), RULER)


def torn_figures(pages: dict[str, tuple[str, int]], folder: Path) -> dict[str, dict[str, Any]]:
    """Open every page in a frame of its width, and give by name the figures that are not whole (`bad`)."""
    return _ruled(pages, folder, "", FIGURES)


def ask(pages: dict[str, tuple[str, int]], folder: Path, ruler: str) -> dict[str, dict[str, Any]]:
    """Open every page in a frame of its width, and give by name what `rule(page)` of a script says of its window."""
    return _ruled(pages, folder, "", ruler)


def as_run(page: str, folder: Path) -> str:
    """Open a page as it is, its policy in force, and give what stands in it once its script has run."""
    (folder / "run.html").write_text(page, "utf-8")
    command = [*_command(folder), "--virtual-time-budget=5000", "--dump-dom", (folder / "run.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=True).stdout


def print_page(page: str, folder: Path) -> Path:
    """Print a page as a person would, without header and footer."""
    (folder / "printed.html").write_text(page, "utf-8")
    out = folder / "printed.pdf"
    command = [*_command(folder), "--no-pdf-header-footer", f"--print-to-pdf={out}", (folder / "printed.html").as_uri()]
    subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
    return out


def _ruled(pages: dict[str, tuple[str, int]], folder: Path, script: str, ruler: str) -> dict[str, dict[str, Any]]:
    frames = []
    for name, (page, width) in pages.items():
        copy, count = POLICY.subn(lambda _: f"<script>{script}</script>", page)
        assert count == 1, f"{name} has no policy"
        (folder / f"{name}.html").write_text(copy, "utf-8")
        frames.append(f'<iframe id="{name}" src="{name}.html" style="width:{width}px;height:900px;border:0"></iframe>')
    (folder / "all.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8>{''.join(frames)}<script>{ruler}\n"
        "onload = async () => { const told = {}; try {"
        "for (const each of document.querySelectorAll('iframe')) told[each.id] = await rule(each.contentWindow);"
        "} catch (error) { told.error = String(error.stack); }"
        "const result = document.createElement('pre'); result.id = 'told'; result.textContent = JSON.stringify(told);"
        "document.body.append(result); }</script>",
        "utf-8",
    )
    found = re.search(r'<pre id="told">(.*?)</pre>', _dump(folder), re.DOTALL)
    assert found, "the page was not examined in time"
    told: dict[str, dict[str, Any]] = json.loads(unescape(found[1]))
    assert "error" not in told, told
    return told


def _dump(folder: Path) -> str:
    command = [*_command(folder), "--virtual-time-budget=30000", "--dump-dom", (folder / "all.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=True).stdout


def _command(folder: Path) -> list[str]:
    about = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--allow-file-access-from-files"]
    return [_program(), *about, f"--user-data-dir={folder / 'profile'}"]
