"""Claims in text against facts: every figure in the narrative, what it is a figure of, and whether it is so."""
