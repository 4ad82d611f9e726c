"""What goes back to staff, and what moves on into another workbook."""
