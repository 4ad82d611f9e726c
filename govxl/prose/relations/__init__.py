"""What figures of one text are to each other: changes, shares, parts and their wholes."""
