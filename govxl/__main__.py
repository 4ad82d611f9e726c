"""`python -m govxl`, the command line without its script."""

from govxl.cli import main

main()
