"""Our workbook, out and in: drawn from a layout, and found again in what strangers send. Knows no statute."""
