"""The versions of Faust, mode and aiokafka that the patches were tried with; no other starts."""

import sys
from importlib.metadata import version

TRIED = {"faust-streaming": "0.15.3", "mode-streaming": "0.7.1", "aiokafka": "0.14.0"}
"""By distribution; pyproject.toml pins the same."""


def refuse_untried_versions() -> None:
    """End the process with one line on stderr and status 1 where another version is installed."""
    for distribution, tried in TRIED.items():
        installed = version(distribution)
        if installed != tried:
            sys.exit(
                f"journey: {distribution} {installed} is installed; the platform's patches were"
                f" tried with {tried}: install that version, or try the patches with yours"
                " (docs/explanation/faust-patches.md)"
            )
