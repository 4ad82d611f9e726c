"""Building the package: its forms are compiled into it, so that no process has to read and lay them out again.

All else is said in pyproject.toml, where a step of one's own cannot be.
"""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))  # or the build would not find the package it builds

from govxl.form.compiled import FILE
from govxl.layout.layout import compile_form


class BuildWithForms(build_py):
    """Copies the package and compiles the forms of the copy; an editable install has no copy and reads its forms."""

    def run(self) -> None:
        """Build."""
        super().run()
        if not self.editable_mode:
            for path in Path(self.build_lib, "govxl", "templates").glob(f"*/*/{FILE}"):
                compile_form(path.parent)


setup(cmdclass={"build_py": BuildWithForms})
