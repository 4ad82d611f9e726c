"""A child that judges strangers' files under a limit on its memory: one file after the other, each told in a line.

Reads a length in 8 bytes and then the file, from stdin; answers one line of JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govxl.office.ingest import ingest
from govxl.xlsx.zip import Refused  # noqa: F401  (so that nothing is imported under the limit)
from tests.returns import accepted

SPARE = 100 << 20
"""Bytes that judging one file may take beyond what Python and govxl take."""


def _size() -> int:
    """Bytes of address space in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def judged(data: bytes, folder: Path) -> dict[str, Any]:
    """Ingest one file in a folder of its own and tell what happened."""
    path = folder / "in.xlsx"
    path.write_bytes(data)
    begun = time.process_time()
    try:
        done = ingest(path, folder / "out")
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}", "seconds": time.process_time() - begun}
    seconds = time.process_time() - begun
    made = [each.name for each in done.outputs]
    record = done.judgement.record
    return {
        "error": "",
        "seconds": seconds,
        "verdict": done.judgement.verdict,
        "codes": [found.code for found in done.judgement.findings if found.blocks],
        "made": len(made),
        "kept": path.read_bytes() == data,
        "others": sorted(each.name for each in folder.iterdir()),
        "facts": json.dumps({key: record[key] for key in ("tables", "cover", "narrative")}, default=str) if record else "",
    }


def main() -> None:
    """Answer until stdin ends."""
    with TemporaryDirectory() as place:
        (Path(place) / "warm").mkdir()
        judged(accepted(), Path(place) / "warm")
        limit = _size() + SPARE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        number = 0
        while head := sys.stdin.buffer.read(8):
            data = sys.stdin.buffer.read(int.from_bytes(head, "big"))
            folder = Path(place) / str(number := number + 1)
            folder.mkdir()
            print(json.dumps(judged(data, folder)), flush=True)
            for each in [*folder.rglob("*"), folder]:
                if each.is_file():
                    each.unlink()
            for each in sorted(folder.rglob("*"), reverse=True):
                each.rmdir()
            folder.rmdir()


if __name__ == "__main__":
    main()
