"""How facts are written down: CloudEvents on the wire, the log of record, changes, topics."""
