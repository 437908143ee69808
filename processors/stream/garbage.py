"""How often Python looks for garbage, and where it does not look at all."""

import gc


def look_for_none_while_starting() -> None:
    """Look only where half a million objects are new: nearly all that a start makes stays."""
    gc.set_threshold(500_000, 20, 100)


def look_for_garbage_seldom() -> None:
    """Look seldom: the state of journeys lives long, and to look through it often frees nothing."""
    gc.set_threshold(100_000, 20, 100)


def look_at_nothing_from_the_start() -> None:
    """Never look again through what is there now: call it once a process has started.

    Modules, classes and the compiled shapes of answers are some hundred thousand objects, and stay
    as long as the process does. To look through them took a tenth of a second and more, in which no
    page was answered, and a page that reads many figures set it off. Of the pages' objects a few
    hundred were garbage when they had started: these stay too.
    """
    gc.freeze()
    look_for_garbage_seldom()
