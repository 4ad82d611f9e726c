"""What was understood, held against the facts."""
