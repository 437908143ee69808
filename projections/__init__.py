"""Where it can be asked: rows, the sink, migrations and the one ClickHouse store."""
