"""The figures of a release, as they are published: one of a cell of the lattice on each sheet.

Counts are rounded, and None where they are withheld. Days are London calendar days, rounded. Shares
are per cent.
"""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency
from task_group.lattice import Breakdown, Cell


class Sheet(StrEnum):
    """What the figures of a release are about."""

    WAITS = "waits"
    COMPARISONS = "comparisons"
    CHANGES = "changes"
    STALLS = "stalls"
    FLOWS = "flows"
    INTERVENTIONS = "interventions"


class Figure(BaseModel):
    """What every figure has: its cell of the lattice."""

    model_config = ConfigDict(frozen=True)

    dimension: Breakdown
    place: str
    stage: str
    period: str

    @property
    def cell(self) -> Cell:
        """The cell of the lattice that it stands for."""
        return Cell(self.dimension, self.place, self.stage, self.period)


class Estimate(BaseModel):
    """An estimate with its interval: with 95 per cent confidence the truth lies in it.

    `high` is None where the interval has no upper end.
    """

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float | None


class WaitingShares(BaseModel):
    """How many per cent of those who began to wait had come where, by a day of their wait.

    All ends are counted (Aalen-Johansen): the three add up to 100. None is withheld.
    """

    model_config = ConfigDict(frozen=True)

    day: int
    waiting: Estimate | None
    moved_on: Estimate | None
    ended_otherwise: Estimate | None


class WaitFigure(Figure):
    """How long victims wait in a stage of a place; everything None where the cell is withheld.

    `persons` are victims, `cases` crimes, `waits` both at once: a victim in two cases waits twice.
    `median` is by when half no longer waited, whichever way it ended; None where `median_over` says
    that half still waited after so many days. `net_median` is Kaplan and Meier's: by when half
    would have moved on if no case ended otherwise. `revised` is how many waits rest on data that
    was corrected.
    """

    persons: int | None
    cases: int | None
    waits: int | None
    open: int | None
    moved_on: int | None
    ended_otherwise: int | None
    revised: int | None
    shares: list[WaitingShares]
    median: Estimate | None
    median_over: int | None
    net_median: Estimate | None


class ComparisonVerdict(StrEnum):
    """What a comparison comes to, chance and the number of comparisons counted in."""

    SLOWER = "slower"
    QUICKER = "quicker"
    NOT_TOLD_APART = "cannot-be-told-apart"
    NOT_COMPARABLE = "not-comparable"
    """Nothing of the same mix to compare with, as with an agency that is alone in its stage."""


class Comparison(Figure):
    """How long victims wait in a place against what London would take with the same mix of cases.

    `ratio` is of the time waited: 1.5 is half as long again. `excess_days` are the victim-days that
    were waited in the period beyond what London would have taken for as many to stop waiting.
    `explained_by_court` says that the place is slower until its courts are taken into account.
    `explained_by_boroughs` are the slower boroughs of a slower command unit whose other boroughs
    are together not known to be slower: what it has of its own is theirs.
    On the sheet `changes` the period is a quarter, and what is expected comes from the year before
    it: London's with the same mix, corrected by how the place itself stood to London then.

    `expected` is how many crimes' victims would have stopped waiting, to the nearest 5; None under
    10. `compared_share` is for how many per cent of the days waited there London has others of the
    same mix; `ratio` and `excess_days` are of these alone. Both are None where fewer than 10 were
    expected to stop and fewer did. `ratio_at_least` says that fewer than 10 stopped waiting: the
    ratio is then worked out as if 10 had, and is at least that.
    """

    verdict: ComparisonVerdict
    persons: int | None
    ratio: Estimate | None
    excess_days: Estimate | None
    explained_by_court: bool
    explained_by_boroughs: list[str] = []
    expected: int | None = None
    compared_share: float | None = None
    ratio_at_least: bool = False

    @property
    def is_explained(self) -> bool:
        """Whether another row has the cause: a court's, or a borough's."""
        return self.explained_by_court or bool(self.explained_by_boroughs)


class Stall(Figure):
    """A place that began to stall: fewer victims stop waiting each week than before it.

    `since` is the Monday of the week in which it began, `noticed` of that in which the alarm rose.
    `ratio_at_least` says that fewer than 10 waits ended since: the ratio is then worked out as if
    10 had, and is at least that.
    """

    since: date
    noticed: date
    ratio: Estimate
    ratio_at_least: bool = False


class Flow(Figure):
    """How many cases came in, went out and stood, in a stage of a place in a period.

    Cases are counted: crimes, however many victims each has. A case is there while any of its
    victims waits there, from the day on which the wait began, however late that became known, up to
    the day before it ended. In a period each case counts once: `at_start` if it was there when the
    period began; else in `came_in`; in `at_end` if it is there when the last day is over; else in
    `went_out`. So `at_start` + `came_in` - `went_out` = `at_end`, and a case that came and went on
    one day came in and went out. A case that left and came back counts as not having moved.
    The stage `lattice_places.AT_COURT` spans the stages at court before a verdict, over which a
    case of a Crown Court is open from its receipt there.

    `clearance` is out per 100 in; None also where nothing came in. `ages` are the cases at the end
    by their age in days, as pairs of the first day of the band and the number: the age is that of
    the longest wait that is open there, and at court of the case since it came to that court.
    `to_clear` is how many have to go out a month so that in twelve months none is left, while as
    many come in as in the period (`flow_rates.to_clear`). None is withheld.
    """

    at_start: int | None
    came_in: int | None
    went_out: int | None
    at_end: int | None
    clearance: float | None
    ages: list[tuple[int, int | None]]
    to_clear: int | None


class Intervention(Figure):
    """What changed in a place after an intervention began there, against places without one.

    It has no counts: the windows of two releases, or of two interventions, differ by a few weeks.
    `ratio` is of the time waited after it to the time before, in the place, divided by the same in
    places that were not touched.
    """

    id: str
    kind: str
    began: date
    verdict: ComparisonVerdict
    ratio: Estimate | None


class ReleaseHeader(BaseModel):
    """What is true of a whole release.

    `made` is an instant in UTC. `last` is the last London day that it counts. `spoken` says up to
    which day each agency has spoken, `complete` from which on its history is whole. `periods` are
    their codes with first and last days. `figures` is the number of figures.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    made: datetime
    last: date
    method: str
    spoken: dict[Agency, date]
    complete: dict[Agency, date]
    periods: list[tuple[str, date, date]]
    figures: int
    fewest: int
    rounded_to: int
