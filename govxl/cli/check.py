"""govxl check: returned workbooks judged, nothing written; the plain call without the weight of the command line."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govxl.cli.judging import Shown, expected, work_through
from govxl.cli.run import guarded
from govxl.returns.check import judge_file
from govxl.words import Language

__all__ = ["FLAGS", "VALUES", "check", "quick_check"]

SETTINGS = "office.toml"
"""What marks an office's folder (`office.home`)."""


def check(
    files: list[Path],
    *,
    unit: str = "",
    code: str = "",
    year: int | None = None,
    form: str = "",
    prior: Path | None = None,
    against: list[Path] | None = None,
    key_file: Path | None = None,
    as_json: bool = False,
    quiet: bool = False,
    language: Language = "zh",
) -> None:
    """Judge returned workbooks and write nothing."""
    wanted = expected(unit, code, year, form, prior, against or (), key_file, language)
    wanted = wanted._replace(severities=_severities(year, language))
    work_through(files, Shown(language, as_json, quiet), lambda path: (judge_file(path, wanted), (), {}))


def _severities(year: int | None, language: Language) -> Mapping[str, str]:
    """Give what the office makes of rules in whose folder this runs, so that it judges as it will when it takes in."""
    here = Path.cwd()
    if not any((folder / SETTINGS).is_file() for folder in (here, *here.parents)):
        return {}
    # Most calls are made in no office's folder, and none of what an office is made of is loaded for those.
    from govxl.cli.office_place import severities_of
    from govxl.office.home import home_at

    home = home_at(None)
    return severities_of(home, year or (home.office.year if home else None), language)


# -- The plain call


VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--unit": ("unit", str),
    "--code": ("code", str),
    "--year": ("year", int),
    "--form": ("form", str),
    "--prior": ("prior", Path),
    "--key-file": ("key_file", Path),
    "--lang": ("language", {"zh": "zh", "en": "en"}.__getitem__),
}
FLAGS = {"--json": "as_json", "--quiet": "quiet", "-q": "quiet", "--debug": "debug"}


def quick_check(words: Sequence[str]) -> bool:
    """Run `check` with these words; False when they are not a plain call, and nothing was done.

    Offices judge files one call at a time, and the full command line takes longer to load than a file to judge.
    Whatever this does not know is left to it, with its help and its errors; tests/cli hold the two together.
    """
    call = _parsed(words)
    if call is None:
        return False
    files, options = call
    with guarded(options.get("language", "zh"), options.pop("debug", False)):
        check(files, **options)
    return True


def _parsed(words: Sequence[str]) -> tuple[list[Path], dict[str, Any]] | None:
    options: dict[str, Any] = {}
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
