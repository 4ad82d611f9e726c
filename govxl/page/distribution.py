"""Pyodide, the Python that runs in browsers: one version, known by its hashes, from a folder or fetched once with npm.

Nothing of it is part of govxl. What is not byte for byte the package that was published and looked at is refused.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from govxl.files import TEMPORARY
from govxl.text import brief, legible
from govxl.words import Both, SaidError

__all__ = [
    "FILES", "PYTHON", "VERSION", "Distribution", "DistributionError", "cache_folder", "fetched", "read_distribution",
]  # fmt: skip

VERSION = "314.0.7"
"""Of the npm package `pyodide`, whose licence is MPL-2.0; Python 3.14."""

PYTHON = "cpython-314"
"""What Python calls this one of its versions (`sys.implementation.cache_tag`)."""

PACKAGE = f"pyodide@{VERSION}"
TARBALL = f"pyodide-{VERSION}.tgz"
INTEGRITY = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
"""The sha512 of the package as npm publishes it (`npm view pyodide@314.0.7 dist.integrity`), in base64."""

FILES = {
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
"""What is used of the package, with the sha256 of each file."""

LARGEST = 32 << 20
"""Bytes of the largest file that is looked at."""

PATIENCE = 600
"""Seconds that npm may take."""

BY_HAND = Both(
    f"也可以在能上网的电脑上运行 npm pack {PACKAGE}，把得到的 {TARBALL} 拷过来，用 --pyodide {TARBALL} 指给它",
    f"or run `npm pack {PACKAGE}` where there is a network, bring {TARBALL} here and give it with --pyodide {TARBALL}",
)


class DistributionError(SaidError):
    """There is no Pyodide to build with; the message says why and how to come by it."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The files of Pyodide by name (`FILES`), each of the bytes that were published."""

    files: Mapping[str, bytes]


def read_distribution(place: Path) -> Distribution:
    """Read Pyodide from a folder that holds its files, or from the package as npm packs it.

    Raises OSError for a file that cannot be read, DistributionError for one that is missing or another than published.
    """
    if not place.exists():
        raise FileNotFoundError(2, "No such file", str(place))
    if place.is_file():
        return _of_tarball(_read(place), place)
    # npm leaves what it unpacks in a folder of that name, or among the modules of a project.
    below = (place, place / "package", place / "pyodide", place / "node_modules" / "pyodide")
    folder = next((each for each in below if (each / "pyodide.asm.wasm").is_file()), place)
    files = {}
    for name in FILES:
        path = folder / name
        if not path.is_file():
            zh = f"{legible(place)}：这里没有 {name}，不是 Pyodide {VERSION} 的文件夹；{BY_HAND.zh}"
            en = f"{legible(place)}: {name} is not in it, so it is no folder of Pyodide {VERSION}; {BY_HAND.en}"
            raise DistributionError(Both(zh, en))
        files[name] = _checked(name, _read(path), path)
    return Distribution(files)


def fetched(cache: Path, told: Callable[[Both], None]) -> Distribution:
    """Read Pyodide from the cache; where it is not there yet, or not whole, fetch it with npm first and say so.

    Raises DistributionError where it cannot be fetched or is not the one published, OSError where it cannot be kept.
    """
    kept = cache / TARBALL
    with suppress(OSError, DistributionError):
        return read_distribution(kept)
    npm = shutil.which("npm")
    if npm is None:
        zh = f"没有找到 npm，取不到 Pyodide；请先安装 Node.js（含 npm）；{BY_HAND.zh}"
        raise DistributionError(Both(zh, f"npm is not installed, to fetch Pyodide with; install Node.js; {BY_HAND.en}"))
    told(
        Both(
            f"正在用 npm 取 Pyodide {VERSION}（6 MB，只取这一次，存在 {legible(cache)}）……",
            f"fetching Pyodide {VERSION} with npm (6 MB, this once, kept in {legible(cache)})…",
        )
    )
    try:
        cache.mkdir(parents=True, exist_ok=True)
        # Beside its place, so that it gets there in one step and never half.
        with TemporaryDirectory(dir=cache, prefix=TEMPORARY) as folder:
            package = _packed(npm, Path(folder))
            found = _of_tarball(package.read_bytes(), package)
            os.replace(package, kept)
    except OSError as error:
        error.filename = str(kept)  # not what it is called on the way
        raise
    return found


def cache_folder() -> Path:
    """Say where programs keep what they can fetch again, as the system has it."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "govxl" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "govxl"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "govxl"


def _packed(npm: str, folder: Path) -> Path:
    """Let npm fetch the package into a folder; nothing of it is run."""
    command = [npm, "pack", PACKAGE, "--ignore-scripts", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        zh, en = f"{PATIENCE // 60} 分钟还没有取完", f"not done in {PATIENCE // 60} minutes"
    else:
        if (folder / TARBALL).is_file():
            return folder / TARBALL
        zh = en = _complaint(done.stderr.decode("utf-8", "replace"))
    zh = f"npm 没有取到 Pyodide（{zh}）；请检查网络和 npm 的设置，再运行一次；{BY_HAND.zh}"
    raise DistributionError(
        Both(zh, f"npm could not fetch Pyodide ({en}); see to the network and run it again; {BY_HAND.en}")
    )


def _complaint(said: str) -> str:
    """Give the first line of what npm complains of that says something; its own log and its codes do not."""
    words = [
        line.removeprefix("npm").strip().removeprefix("ERR!").removeprefix("error").strip()
        for line in said.splitlines()
    ]
    told = [line for line in words if line and not line.startswith(("code", "errno", "syscall", "A complete log"))]
    return brief(told[0] if told else said.strip() or "npm")


def _of_tarball(data: bytes, place: Path) -> Distribution:
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != INTEGRITY:
        zh = f"{legible(place)}：和公布的 {PACKAGE} 不一致（sha512 不对），没有使用；请重新取一次：npm pack {PACKAGE}"
        en = f"{legible(place)}: is not {PACKAGE} as published (its sha512 differs) and was not used; fetch it again"
        raise DistributionError(Both(zh, f"{en}: npm pack {PACKAGE}"))
    with tarfile.open(fileobj=BytesIO(data), mode="r:gz") as package:
        inside = {name: package.extractfile(f"package/{name}") for name in FILES}
        return Distribution({name: _checked(name, file.read(), place) for name, file in inside.items() if file})


def _checked(name: str, data: bytes, path: Path) -> bytes:
    if hashlib.sha256(data).hexdigest() != FILES[name]:
        zh = f"{legible(path)}：{name} 和公布的 {PACKAGE} 不一致（sha256 不对），没有使用；请重新取一次"
        en = f"{legible(path)}: {name} is not the one of {PACKAGE} as published (its sha256 differs) and was not used"
        raise DistributionError(Both(f"{zh}；{BY_HAND.zh}", f"{en}; {BY_HAND.en}"))
    return data


def _read(path: Path) -> bytes:
    """Read a file; of one that is larger than any of ours no more than shows it."""
    with path.open("rb") as file:
        return file.read(LARGEST)
