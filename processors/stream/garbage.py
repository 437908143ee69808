"""How often Python looks for garbage where millions of facts stay in memory."""

import gc


def look_for_garbage_seldom() -> None:
    """Look seldom: the state of journeys lives long, and to look through it often frees nothing."""
    gc.set_threshold(100_000, 20, 100)
