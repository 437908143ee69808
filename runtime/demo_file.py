"""The file by which a data directory is known to have the demo's simulated victims in it."""

from pathlib import Path


def demo_file(data: Path) -> Path:
    """The demo's plan, in a data directory. It is there before the first victim is published."""
    return data / "demo.json"
