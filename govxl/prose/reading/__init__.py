"""A text becomes segments: every figure with the words it stands among."""
