"""What a form's prose.toml says: its words, claims and lists, read, checked and kept."""
