"""`govxl check` without the weight of the full command line, for offices that judge files one call at a time.

It takes the plain call only; whatever it does not know is left to the full command line, with its help and its errors.
tests/cli hold the two together.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

__all__ = ["FLAGS", "VALUES", "quick_check"]

VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--unit": ("unit", str),
    "--code": ("code", str),
    "--year": ("year", int),
    "--form": ("form", str),
    "--prior": ("prior", Path),
    "--key-file": ("key_file", Path),
    "--lang": ("lang", {"zh": "zh", "en": "en"}.__getitem__),
}
FLAGS = {"--json": "as_json", "--quiet": "quiet", "-q": "quiet", "--debug": "debug"}


def quick_check(words: Sequence[str]) -> bool:
    """Run `check` with these words; False when they are not a plain call, and nothing was done."""
    call = _parsed(words)
    if call is None:
        return False
    from govxl.cli import judging
    from govxl.cli.run import guarded

    files, options = call
    with guarded(options["lang"], options["debug"]):
        names = ("unit", "code", "year", "form", "prior", "key_file")
        wanted = judging.expected(**{name: options[name] for name in names}, language=options["lang"])
        judging.check(files, wanted, judging.Shown(options["lang"], options["as_json"], options["quiet"]))
    return True


def _parsed(words: Sequence[str]) -> tuple[list[Path], dict[str, Any]] | None:
    options: dict[str, Any] = {"unit": "", "code": "", "year": None, "form": "", "prior": None}
    options |= {"key_file": None, "lang": "zh"}
    options |= dict.fromkeys(FLAGS.values(), False)
    files: list[Path] = []
    rest = iter(words)
    for word in rest:
        if word in FLAGS:
            options[FLAGS[word]] = True
        elif word in VALUES:
            name, read = VALUES[word]
            try:
                options[name] = read(next(rest))
            except (StopIteration, ValueError, KeyError):
                return None
        elif word.startswith("-"):
            return None
        else:
            files.append(Path(word))
    return (files, options) if files else None
