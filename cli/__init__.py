"""The command line: `journey`."""
