"""What a statutory form says: its tables, rules and prose. Knows no place and no Excel file."""
