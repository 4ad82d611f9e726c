"""The page in a browser as tests use it: files chosen, words read off it, what it saves taken."""

import base64
import json
import time
from pathlib import Path
from typing import Any

from tests.browser import Browser

__all__ = ["PYODIDE", "Desk"]

PYODIDE = "GOVXL_PYODIDE"
"""The variable that names a folder or package of Pyodide, where there is no network to fetch it from."""

PATIENCE = 300.0

OVERHEARD = """
window.heard = [];
window.saved = [];
const Plain = window.Worker;
window.Worker = class extends Plain {
  constructor(...about) {
    super(...about);
    // What it is asked of all files together is no answer about one.
    this.addEventListener("message", ({ data }) => data.repeated || window.heard.push(data));
  }
};
HTMLAnchorElement.prototype.click = function () {
  window.saved.push({ name: this.download, content: kept.get(this.href) });
};
const kept = new Map();
const plain = URL.createObjectURL;
URL.createObjectURL = (blob) => { const address = plain.call(URL, blob); kept.set(address, blob); return address; };
"""
"""Listens to what Python answers and takes what would be saved; the page's own policy has no say over the examiner."""

LAST_SAVED = """
window.saved.at(-1).content.arrayBuffer().then((content) => {
  let text = "";
  for (const each of new Uint8Array(content)) text += String.fromCharCode(each);
  return [window.saved.at(-1).name, btoa(text)];
})
"""

SAVE_ALL = """
(async () => {
  const made = [];
  for (const place of document.querySelectorAll(".result")) {
    if (place.open === false) {
      place.open = true;
      await new Promise((done) => place.addEventListener("toggle", done, { once: true }));
    }
    const button = place.querySelector("button.first");
    const before = window.saved.length;
    button?.click();
    while (button?.disabled) await new Promise((done) => setTimeout(done, 2));
    if (!button) made.push(null);
    else if (window.saved.length === before) made.push([place.innerText, 0, ""]);
    else {
      const { name, content } = window.saved.pop();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
      made.push([name, content.size, [...digest].map((each) => each.toString(16).padStart(2, "0")).join("")]);
    }
  }
  return made;
})()
"""
"""Presses every button that saves a marked workbook, and names what came of it by length and sha256."""


class Desk:
    """The page, open and ready."""

    def __init__(self, browser: Browser, page: Path, width: int = 1280) -> None:
        start = time.monotonic()
        self.tab = browser.open(page.as_uri(), width, script=OVERHEARD)
        self.tab.wait("document.documentElement.dataset.ready || !document.getElementById('trouble').hidden", PATIENCE)
        self.started = time.monotonic() - start
        assert not self.ask("document.getElementById('trouble').textContent"), self.tab.said()

    def ask(self, script: str) -> Any:
        return self.tab.ask(script)

    def text(self, selector: str) -> str:
        return str(self.ask(f"document.querySelector({json.dumps(selector)}).innerText"))

    def clear(self) -> None:
        self.ask("document.getElementById('clear').click(); window.heard.length = window.saved.length = 0")

    def judge(self, *paths: Path) -> list[dict[str, Any]]:
        """Choose files, and give what Python answered of each, in their order."""
        self.choose(*paths)
        return self.answers(len(paths))

    def choose(self, *paths: Path) -> None:
        """Choose files alone; they are judged while whoever tests does something else."""
        self.clear()
        self.tab.choose("#files", *paths)

    def answers(self, count: int) -> list[dict[str, Any]]:
        """Wait for what Python answers of so many files that were chosen."""
        self.tab.wait(
            f"window.heard.length >= {count} && document.activeElement !== document.getElementById('files')", PATIENCE
        )
        return list(self.ask("window.heard.map(({ judged, sentence, error }) => ({ judged, sentence, error }))"))

    def save_all(self) -> list[tuple[str, int, str] | None]:
        """Save the marked workbook of every file on the page: its name, length and sha256; None where there is none."""
        return [tuple(each) if each else None for each in self.ask(SAVE_ALL)]

    def press(self, words: str) -> None:
        """Press the button of these words."""
        pressed = self.ask(
            f"(() => {{ const found = [...document.querySelectorAll('button')].find((each) => each.textContent === {json.dumps(words)});"
            "found?.click(); return Boolean(found); })()"
        )
        assert pressed, f"there is no button {words}"

    def saved(self) -> tuple[str, bytes]:
        """Give what the page handed to the browser to save."""
        self.tab.wait("window.saved.length", PATIENCE)
        name, content = self.ask(LAST_SAVED)
        self.ask("window.saved.length = 0")
        return name, base64.b64decode(content)
