"""Collecting from many units: sending workbooks out, taking them in, keeping what was accepted."""
