"""What was published, read again and held against its record."""
