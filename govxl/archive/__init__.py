"""What an office keeps for years: files as they came, records, and a log that can only grow."""
