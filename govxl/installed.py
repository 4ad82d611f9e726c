"""What comes with govxl and is no code: the forms and the samples.

Installed, they lie inside the package; in a checkout, beside it, whether or not govxl was installed from there. Both
may be a zip (`python -m zipapp`), so that they are read as resources and never assumed to be files.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["in_checkout", "is_checkout", "is_inside", "samples", "templates"]


def templates() -> "Traversable":
    """Give the folder of the forms, `<form>/<edition>/form.toml`."""
    return _folder("templates")


def samples() -> "Traversable":
    """Give the folder of the samples."""
    return _folder("samples")


def is_inside(folder: Path) -> bool:
    """Tell whether a folder lies inside the package, where only who installs it writes; never in a checkout."""
    return Path(sys.modules["govxl"].__path__[0]).resolve() in folder.resolve().parents


def is_checkout() -> bool:
    """Tell whether this is a checkout, with the forms beside the package."""
    forms = templates()
    return isinstance(forms, Path) and not is_inside(forms)


def in_checkout(folder: Path) -> bool:
    """Tell whether a folder lies among the forms beside the package, in a checkout."""
    forms = templates()
    return isinstance(forms, Path) and is_checkout() and forms.resolve() in folder.resolve().parents


def _folder(name: str) -> "Traversable":
    package = sys.modules["govxl"]
    inside = Path(package.__path__[0])
    # Looked for on the disk first: asking importlib for its reader takes longer than all the rest of loading a form.
    for folder in (inside / name, inside.parent / name):
        if folder.is_dir():
            return folder
    reader = getattr(package.__loader__, "get_resource_reader", lambda _: None)(package.__name__)
    if reader is None:
        raise FileNotFoundError(2, "No such folder", str(inside / name))
    packed = reader.files()
    within: Traversable = packed / name
    return within if within.is_dir() else packed.parent / name
