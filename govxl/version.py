"""The version of govxl, kept in the project's metadata and nowhere else."""

from importlib.metadata import version

__all__ = ["VERSION"]

VERSION = version("govxl")
