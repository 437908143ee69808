"""The releases that were made, and their figures. Statistics are served from here alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from events.identifiers import Agency
from task_group.lattice import Breakdown
from task_group.release_figures import (
    Comparison,
    Figure,
    Flow,
    Intervention,
    ReleaseHeader,
    Sheet,
    Stall,
    WaitFigure,
)

if TYPE_CHECKING:
    from projections.store import Store

FIGURES: Mapping[Sheet, type[Figure]] = {
    Sheet.WAITS: WaitFigure,
    Sheet.COMPARISONS: Comparison,
    Sheet.CHANGES: Comparison,
    Sheet.STALLS: Stall,
    Sheet.FLOWS: Flow,
    Sheet.INTERVENTIONS: Intervention,
}
"""The figures that each sheet has."""

_HEADERS = "SELECT header FROM releases FINAL ORDER BY number DESC"

_FIGURES = """
SELECT figure FROM release_figures FINAL
WHERE number = {number:UInt32} AND sheet = {sheet:String} AND dimension = {dimension:String}
    AND period = {period:String}
    AND ({stage:String} = '' OR stage = {stage:String})
    AND ({place:String} = '' OR place = {place:String})
ORDER BY stage, place
"""

_SHEET = """
SELECT figure FROM release_figures FINAL WHERE number = {number:UInt32} AND sheet = {sheet:String}
"""

_STALLS = """
SELECT number, figure FROM release_figures FINAL
WHERE sheet = 'stalls' AND number IN (SELECT number FROM releases)
ORDER BY number, dimension, stage, place, figure
"""

_FIRST = "SELECT toDate32(min(received), 'Europe/London') AS day FROM events HAVING count() > 0"

_NEWEST = "SELECT max(number) AS number FROM releases"

NONE_YET = (
    "There is no release of statistics yet. `journey release make` makes the first one; else the"
    " platform makes one at the beginning of next month, unless its settings say otherwise"
)
"""What is said where nothing is released; without its full stop."""

AFigure = TypeVar("AFigure", bound=Figure)


class NothingReleasedError(LookupError):
    """What was asked for is in no release; the message says what can be asked for instead."""


@dataclass(frozen=True, slots=True)
class CellsAsked:
    """The cells of a release whose figures are asked for; one stage or place alone if given."""

    number: int
    dimension: Breakdown
    period: str
    stage: str = ""
    place: str = ""


def releases(store: "Store") -> list[ReleaseHeader]:
    """Every release, the newest first."""
    return [ReleaseHeader.model_validate_json(row["header"]) for row in store.query(_HEADERS)]


def figures(store: "Store", kind: type[AFigure], sheet: Sheet, asked: CellsAsked) -> list[AFigure]:
    """The figures of a sheet of a release, by stage and place."""
    rows = store.query(_FIGURES, {"sheet": sheet, **asdict(asked)})
    return [kind.model_validate_json(row["figure"]) for row in rows]


def whole_sheet(store: "Store", kind: type[AFigure], sheet: Sheet, number: int) -> list[AFigure]:
    """All figures of a sheet of a release, in no order; none where there is no such release."""
    rows = store.query(_SHEET, {"sheet": sheet, "number": number})
    return [kind.model_validate_json(row["figure"]) for row in rows]


def asked_release(made: Sequence[ReleaseHeader], number: int | None) -> ReleaseHeader:
    """The release of a number, of the newest first; the newest without one.

    NothingReleasedError where it is not there.
    """
    if not made:
        raise NothingReleasedError(NONE_YET)
    for header in made:
        if number in (None, header.number):
            return header
    raise NothingReleasedError(f"There is no release {number}: the newest is {made[0].number}")


def whole_histories(
    made: Sequence[ReleaseHeader], declared: Mapping[Agency, date]
) -> dict[Agency, date]:
    """From when on each agency's history is whole, for the next release after those made.

    What the newest has stays so where nothing else is declared: a history does not cease to be
    whole because a platform is started without saying so. `made` are the newest first.
    """
    before = made[0].complete if made else {}
    return {**before, **declared}


def stalls_by_release(store: "Store") -> dict[int, list[Stall]]:
    """The stalls of every release, by its number; a release without one is left out."""
    found = defaultdict[int, list[Stall]](list)
    for row in store.query(_STALLS):
        found[row["number"]].append(Stall.model_validate_json(row["figure"]))
    return found


def newest_number(store: "Store") -> int:
    """The number of the newest release; 0 for none."""
    number: int = store.query(_NEWEST)[0]["number"]
    return number


def first_day_of_data(store: "Store") -> date | None:
    """The London day on which the platform received its first event; None before that."""
    day: date | None = next((row["day"] for row in store.query(_FIRST)), None)
    return day
