"""What is wrong with a place or stage that is asked for, and what can be asked for instead."""

from collections.abc import Sequence

from task_group.lattice import Breakdown
from task_group.lattice_places import PLACES, stages_of
from web.lattice_words import BY, listed


def place_problem(by: Breakdown, place: str) -> str | None:
    """Why a place cannot be asked for by a breakdown, in a sentence; None for no place."""
    if not place or place in PLACES[by]:
        return None
    if not PLACES[by]:
        others = listed(str(each) for each in Breakdown if PLACES[each])
        return f"London as a whole has no such place: choose what to go by, {others}"
    return f"There is no such {BY[by]}: ask for {listed(PLACES[by])}"


def stage_problem(by: Breakdown, stage: str, more: Sequence[str] = ()) -> str | None:
    """Why a stage cannot be asked for by a breakdown, in a sentence; `more` are stages beside."""
    stages = [*map(str, stages_of(by)), *more]
    if not stage or stage in stages:
        return None
    return (
        f"There are no figures by {BY[by]} for that stage, or there is no such stage: ask for"
        f" {listed(stages)}"
    )
