"""How often a law is tried that needs another number of examples than the rest."""

from typing import Any

from hypothesis import settings

OF_MOST = 50
"""The examples of a law that says nothing of it."""


def tries(examples: int, **others: Any) -> settings:
    """So many where others have `OF_MOST`; in another profile more or fewer, as the others have."""
    share = examples * settings().max_examples // OF_MOST
    return settings(max_examples=max(1, share), deadline=None, **others)
