"""The mark by which the sink says that it is ready: it has no port that could be asked."""

from pathlib import Path


def sink_mark(data: Path) -> Path:
    """The empty file that the sink makes when the tables are there and it begins to read."""
    return data / "run" / "sink-ready"
