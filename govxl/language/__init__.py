"""The rule language: what an expression is, how it is parsed, and its two readings. Knows no form."""
