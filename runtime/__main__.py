"""`python -m runtime` is `journey`."""

from runtime.entry import main

main()
