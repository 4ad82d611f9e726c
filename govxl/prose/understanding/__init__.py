"""What each figure is of, or may be of: all this still knows no facts."""
