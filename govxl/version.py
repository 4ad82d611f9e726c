"""The version of govxl; the project's metadata take it from here."""

__all__ = ["VERSION"]

VERSION = "0.1.0"
