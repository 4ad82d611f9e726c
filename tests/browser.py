"""Chromium as a person uses it: a page opened from a file, spoken to over a pipe, its network cut and its requests kept.

The protocol is the browser's own (Chrome DevTools Protocol): JSON, a zero byte after each, on descriptors 3 and 4.
"""

import atexit
import base64
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Any

__all__ = ["Browser", "Tab", "end_shared", "missing", "program", "shared"]

PATIENCE = 120.0
"""Seconds that anything may take on a busy machine."""

ABOUT = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--remote-debugging-pipe", "--hide-scrollbars",
)  # fmt: skip


def program() -> str:
    """Name the browser's program; empty where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def missing() -> str:
    """Say what keeps pages from being opened here; empty if nothing does."""
    return "" if program() else "Chromium is not installed (Debian: chromium)"


class Browser:
    """A browser of its own profile, which ends with the `with` it was made in."""

    def __init__(self, program: str, profile: Path) -> None:
        there, self.out = os.pipe()
        self.back, here = os.pipe()
        words = [program, *ABOUT, f"--user-data-dir={profile}", "about:blank"]
        said = os.open(profile.parent / "chromium.txt", os.O_CREAT | os.O_WRONLY)
        moved = [os.dup(there), os.dup(here)]  # none of them may be 3 or 4 itself when these are given away
        steps = [(os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate(moved, 3)]
        steps += [(os.POSIX_SPAWN_DUP2, said, 1), (os.POSIX_SPAWN_DUP2, said, 2)]
        # A group of its own, so that what it starts ends with it.
        self.process = os.posix_spawn(program, words, os.environ, file_actions=steps, setpgroup=0)
        for end in (there, here, said, *moved):
            os.close(end)
        self.profile, self.rest, self.number = profile, b"", 0
        self.heard: list[dict[str, Any]] = []
        self.tab: Tab | None = None

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.out)
        os.close(self.back)

    def call(self, method: str, session: str = "", **about: Any) -> dict[str, Any]:
        """Ask the browser for something and wait for its answer."""
        number = self._send(method, session, about)
        end = time.monotonic() + PATIENCE
        while True:
            told = self._next(end, method)
            if told.get("id") == number:
                assert "error" not in told, f"{method}: {told['error']}"
                result: dict[str, Any] = told["result"]
                return result
            self.heard.append(told)
            if told.get("method") == "Target.attachedToTarget" and told["params"]["waitingForDebugger"]:
                # What a page starts, such as its worker, is watched from before its first step.
                for domain in ("Network.enable", "Runtime.runIfWaitingForDebugger"):
                    self._send(domain, told["params"]["sessionId"], {})

    def _send(self, method: str, session: str, about: dict[str, Any]) -> int:
        self.number += 1
        asked = {"id": self.number, "method": method, "params": about} | ({"sessionId": session} if session else {})
        data = json.dumps(asked).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data) :]
        return self.number

    def _next(self, end: float, what: str) -> dict[str, Any]:
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.back], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"Chromium did not answer in {PATIENCE:.0f} s: {what}"
            more = os.read(self.back, 1 << 20)
            assert more, f"Chromium ended: {what}"
            self.rest += more
        line, _, self.rest = self.rest.partition(b"\0")
        told: dict[str, Any] = json.loads(line)
        return told

    @property
    def ended(self) -> bool:
        """Tell whether it is gone; nobody need end it then."""
        return os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def show(self, page: str, width: int = 1280) -> "Tab":
        """Open a page in the one tab for pages that need none of their own, in place of the page before."""
        if self.tab is None:
            self.tab = self.open(page, width)
            return self.tab
        self.tab.ask("window.before = true")
        self.heard.clear()
        self.tab.resize(width)
        self.tab.call("Page.navigate", url=page)
        self.tab.wait("!window.before && document.readyState === 'complete'")
        return self.tab

    def open(self, page: str, width: int = 1280, height: int = 900, script: str = "") -> "Tab":
        """Open a page in a tab whose network is cut before anything is loaded; a script of the examiner's runs first."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, target, session)
        tab.call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        for domain in ("Page", "Runtime", "Network", "Log"):
            tab.call(f"{domain}.enable")
        tab.call(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        tab.resize(width, height)
        if script:
            tab.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        tab.call("Page.navigate", url=page)
        tab.wait("location.href !== 'about:blank' && document.readyState === 'complete'")
        return tab


_SHARED: list[Browser] = []


def shared() -> Browser:
    """Give the one browser of this process for pages that need none of their own, started when first asked for."""
    if _SHARED and _SHARED[0].ended:
        end_shared()
    if not _SHARED:
        _SHARED.append(Browser(program(), Path(mkdtemp(prefix="govxl-browser-")) / "profile"))
        atexit.register(end_shared)
    return _SHARED[0]


def end_shared() -> None:
    """End it and leave nothing behind."""
    while _SHARED:
        browser = _SHARED.pop()
        browser.__exit__(None, None, None)
        shutil.rmtree(browser.profile.parent, ignore_errors=True)


class Tab:
    """A page that is open."""

    def __init__(self, browser: Browser, target: str, session: str) -> None:
        self.browser, self.target, self.session = browser, target, session

    def call(self, method: str, **about: Any) -> dict[str, Any]:
        """Ask for something of this page."""
        return self.browser.call(method, self.session, **about)

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window as wide as a phone's, a tablet's or a desk's."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def ask(self, script: str) -> Any:
        """Work out an expression in the page, waiting for what it promises."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def ask_worker(self, script: str) -> Any:
        """Work out an expression in the worker that the page started."""
        [*_, started] = [e for e in self.events("Target.attachedToTarget") if e["targetInfo"]["type"] == "worker"]
        about = {"expression": script, "awaitPromise": True, "returnByValue": True}
        told = self.browser.call("Runtime.evaluate", started["sessionId"], **about)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def wait(self, script: str, patience: float = PATIENCE) -> Any:
        """Ask till the answer is something."""
        end = time.monotonic() + patience
        while not (found := self.ask(script)):
            assert time.monotonic() < end, f"not in {patience:.0f} s: {script}; {self.said()}"
            time.sleep(0.02)
        return found

    def choose(self, field: str, *paths: Path) -> None:
        """Choose files in a field, as a person does in the window that it opens."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=field)["nodeId"]
        self.call("DOM.setFileInputFiles", files=[str(path.resolve()) for path in paths], nodeId=node)

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key."""
        about = {"key": key, "code": key, "windowsVirtualKeyCode": code} | ({"text": text} if text else {})
        self.call("Input.dispatchKeyEvent", type="keyDown", **about)
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def picture(self, path: Path, whole: bool = False) -> Path:
        """Keep what is seen."""
        path.write_bytes(
            base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=whole, format="png")["data"])
        )
        return path

    def printed(self) -> bytes:
        """Give the PDF of what is printed, without header and footer."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])

    def events(self, method: str) -> Iterator[dict[str, Any]]:
        """Give what the browser told of its own accord by now, of this page and of what it started."""
        self.ask("1")
        ours = {self.session}
        for each in self.browser.heard:
            if each.get("method") == "Target.attachedToTarget" and each.get("sessionId") in ours:
                ours.add(each["params"]["sessionId"])
        return (e["params"] for e in self.browser.heard if e.get("method") == method and e.get("sessionId") in ours)

    def requests(self) -> list[str]:
        """Give every address asked for but the page's own file and what it carries itself."""
        asked = [each["request"]["url"] for each in self.events("Network.requestWillBeSent")]
        return [url for url in asked if not url.startswith(("file:", "blob:", "data:", "about:"))]

    def said(self) -> list[str]:
        """Give what stands in the browser's own list of errors."""
        logged = [str(each["entry"]["text"]) for each in self.events("Log.entryAdded")]
        thrown = [json.dumps(each["exceptionDetails"])[:2000] for each in self.events("Runtime.exceptionThrown")]
        console = [
            " ".join(str(arg.get("value", arg.get("description"))) for arg in each["args"])
            for each in self.events("Runtime.consoleAPICalled")
        ]
        return logged + thrown + console
