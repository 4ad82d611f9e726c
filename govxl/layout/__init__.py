"""From a form to the place of every label, cell, check and reason. Knows no Excel file."""
