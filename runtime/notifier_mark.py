"""The mark by which the notifier says that it is ready: it has no port that could be asked."""

from pathlib import Path


def notifier_mark(data: Path) -> Path:
    """The empty file that the notifier makes when it begins to read."""
    return data / "run" / "notifier-ready"
