"""Reports and papers as Word files in the layout of GB/T 9704, which Word and WPS edit as if typed there."""
