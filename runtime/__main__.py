"""`python -m runtime` is `journey`."""

from runtime.cli import main

main()
