"""What a page carries, compiled by the Python that will run it: a browser that need not do it is ready much sooner.

That takes Node, which comes with npm. Without it the page carries its sources and starts some seconds later.
"""

import shutil
import subprocess
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from govxl.page.distribution import Distribution

__all__ = ["compiled"]

PATIENCE = 300
"""Seconds that it may take."""


def compiled(distribution: Distribution, files: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """Give the files with every source in its compiled form, and beside the forms what is worked out from them.

    None where there is no Node, or none that is new enough. Raises OSError where the disk has no room.
    """
    node = shutil.which("node")
    if node is None:
        return None
    with TemporaryDirectory(prefix="govxl-") as folder:
        pyodide, code = Path(folder) / "pyodide", Path(folder) / "code"
        for top, content in ((pyodide, distribution.files), (code, files)):
            for name, data in content.items():
                path = top / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        script = Path(folder) / "compile.mjs"
        script.write_bytes(resources.files("govxl.page").joinpath(script.name).read_bytes())
        try:
            subprocess.run([node, script, pyodide, code], check=True, capture_output=True, timeout=PATIENCE)
        except subprocess.SubprocessError:
            return None
        made = {path.relative_to(code).as_posix(): path for path in sorted(code.rglob("*")) if path.is_file()}
        # A source is needed no more once it was compiled.
        return {name: path.read_bytes() for name, path in made.items() if f"{name}c" not in made}
