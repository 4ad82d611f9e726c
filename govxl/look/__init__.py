"""Records seen across units and years: against last year, beside each other, as tables for analysts."""
