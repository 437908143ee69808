"""How facts are written down: CloudEvents on the wire, the log of record, derived changes, topics."""
