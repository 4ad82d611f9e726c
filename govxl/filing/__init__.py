"""What one unit reported, and what is wrong with it."""
