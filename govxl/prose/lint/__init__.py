"""Slips that no figure tells: what was left in, left out, or left from last year."""
