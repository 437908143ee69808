"""Projections: rows, the sink, migrations and the one ClickHouse store."""
