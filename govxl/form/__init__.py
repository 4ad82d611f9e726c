"""What a statutory form says: its tables, rules and prose, and where each stands. Knows no Excel file."""
