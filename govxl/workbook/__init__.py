"""The Excel file, out and in: drawn from a layout, and read back from strangers. Knows no statute."""
