"""`python -m cli` is `journey`."""

from cli.entry import main

main()
