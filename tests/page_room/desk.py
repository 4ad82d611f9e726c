"""The page in a browser as tests use it: files chosen, words read off it, what it saves taken."""

import base64
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.page_room.chromium import Browser

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
    this.addEventListener("message", ({ data }) => window.heard.push(data));
  }
};
HTMLAnchorElement.prototype.click = function () {
  const reading = fetchless(this.href).then((content) => window.saved.push({ name: this.download, content }));
  window.saving = reading;
};
const kept = new Map();
const plain = URL.createObjectURL;
URL.createObjectURL = (blob) => { const address = plain.call(URL, blob); kept.set(address, blob); return address; };
const fetchless = async (address) => {
  const bytes = new Uint8Array(await kept.get(address).arrayBuffer());
  let text = "";
  for (const each of bytes) text += String.fromCharCode(each);
  return btoa(text);
};
"""
"""Listens to what Python answers and takes what would be saved; the page's own policy has no say over the examiner."""


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
        self.clear()
        self.tab.choose("#files", *paths)
        self.tab.wait(
            f"window.heard.length >= {len(paths)} && document.activeElement !== document.getElementById('files')",
            PATIENCE,
        )
        return list(self.ask("window.heard.map(({ judged, sentence, error }) => ({ judged, sentence, error }))"))

    def judge_all(
        self, files: Mapping[str, bytes], folder: Path, batch: int = 50
    ) -> Iterable[tuple[str, dict[str, Any]]]:
        """Choose many files, some at a time, and yield what Python answered of each by its name."""
        names = list(files)
        for at in range(0, len(names), batch):
            some = names[at : at + batch]
            paths = [folder / name for name in some]
            for path in paths:
                path.write_bytes(files[path.name])
            yield from zip(some, self.judge(*paths), strict=True)

    def press(self, words: str) -> None:
        """Press the button of these words."""
        pressed = self.ask(
            f"(() => {{ const found = [...document.querySelectorAll('button')].find((each) => each.textContent === {json.dumps(words)});"
            "found?.click(); return Boolean(found); })()"
        )
        assert pressed, f"there is no button {words}"

    def saved(self) -> tuple[str, bytes]:
        """Give what the page handed to the browser to save."""
        found = self.tab.wait("window.saving && window.saving.then(() => window.saved.at(-1))", PATIENCE)
        self.ask("window.saving = null")
        return found["name"], base64.b64decode(found["content"])
