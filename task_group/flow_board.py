"""The flow board: of a release, what came in, went out and stood, place by place."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from processors.case.course.stages import Stage
from task_group.flow_rates import a_month
from task_group.lattice import Breakdown
from task_group.lattice_places import AT_COURT
from task_group.release_figures import Flow, Sheet
from task_group.release_periods import YEAR
from task_group.releases import (
    CellsAsked,
    NothingReleasedError,
    asked_release,
    figures,
    releases,
)

if TYPE_CHECKING:
    from projections.store import Store


class FlowStage(StrEnum):
    """The stages of the flow board; `at-court` spans charge, first hearing and trial."""

    AT_COURT = AT_COURT
    REPORTED = Stage.REPORTED
    ARRESTED = Stage.ARRESTED
    REFERRED = Stage.REFERRED
    CHARGED = Stage.CHARGED
    FIRST_HEARING = Stage.FIRST_HEARING
    TRIAL = Stage.TRIAL
    CONCLUDED = Stage.CONCLUDED


@dataclass(frozen=True, slots=True)
class FlowsAsked:
    """Which flows: in every stage without a stage, of the newest release without its number."""

    by: Breakdown = Breakdown.STAGE
    stage: FlowStage | None = None
    period: str = YEAR
    release: int | None = None


class FlowBoard(BaseModel):
    """The flows of one dimension of a release, by the day up to which it counts and its method.

    `made` is an instant in UTC. `first` and `until` are the first and last London day of the
    period; what stood at its start is what stood when the day before `first` was over. `flows` are
    in order of stage and place. Counts are rounded, and None where they are withheld.
    """

    model_config = ConfigDict(frozen=True)

    release: int
    made: datetime
    last: date
    method: str
    fewest: int
    rounded_to: int
    by: Breakdown
    stage: FlowStage | None
    period: str
    periods: list[str]
    first: date
    until: date
    flows: list[Flow]

    def out_a_month(self, flow: Flow) -> int | None:
        """How many cases went out in a month of the period; None where that is withheld."""
        days = (self.until - self.first).days + 1
        return None if flow.went_out is None else round(a_month(flow.went_out, days))


def flow_board(store: "Store", asked: FlowsAsked) -> FlowBoard:
    """What a release says of the flows that are asked for.

    NothingReleasedError where no release is made yet, or none has that number or that period.
    """
    header = asked_release(releases(store), asked.release)
    days = {code: (first, last) for code, first, last in header.periods}
    if asked.period not in days:
        known = ", ".join(days)
        raise NothingReleasedError(f"Release {header.number} has other periods: {known}")
    first, until = days[asked.period]
    cells = CellsAsked(header.number, asked.by, asked.period, asked.stage or "")
    return FlowBoard(
        release=header.number,
        made=header.made,
        last=header.last,
        method=header.method,
        fewest=header.fewest,
        rounded_to=header.rounded_to,
        by=asked.by,
        stage=asked.stage,
        period=asked.period,
        periods=list(days),
        first=first,
        until=until,
        flows=figures(store, Flow, Sheet.FLOWS, cells),
    )
