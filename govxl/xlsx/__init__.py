"""Any workbook, read strictly: the zip, its XML, cells and number formats. Knows no form."""
