"""Where victims wait longer than London does, as a release has it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from task_group.comparison_order import RankedBy, in_order
from task_group.lattice import Breakdown
from task_group.release_figures import (
    Comparison,
    Intervention,
    ReleaseHeader,
    Sheet,
    Stall,
    WaitFigure,
)
from task_group.release_periods import YEAR
from task_group.releases import AFigure

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database


_SQL = Path(__file__).with_suffix(".sql").read_text()


@dataclass(frozen=True, slots=True)
class HotspotQuestion:
    """What is asked of a release; of one stage or place where one is given."""

    by: Breakdown = Breakdown.STAGE
    stage: str = ""
    place: str = ""
    period: str = YEAR
    order: RankedBy = RankedBy.EXCESS


class HotspotAnswer(BaseModel):
    """The figures of a release that answer a question.

    `comparisons` are in the order asked for. `waits` are of the breakdown asked for, `london` of
    all London, stage by stage. `changes` are of the quarter `changed`: the one asked for, or the
    last; None where the release has no quarter. `stalls` and `interventions` are of any period.
    """

    model_config = ConfigDict(frozen=True)

    release: ReleaseHeader
    by: Breakdown
    stage: str
    place: str
    period: str
    order: RankedBy
    comparisons: list[Comparison]
    waits: list[WaitFigure]
    london: list[WaitFigure]
    changed: str | None
    changes: list[Comparison]
    stalls: list[Stall]
    interventions: list[Intervention]


def hotspots(store: "Store", release: ReleaseHeader, asked: HotspotQuestion) -> HotspotAnswer:
    """What a release has of a question."""
    quarter = _quarter(release, asked.period)
    parameters = {"number": release.number, "changed": quarter or "", **asdict(asked)}
    found = _FoundFigures(list(store.query(_SQL, parameters)))
    return HotspotAnswer(
        release=release,
        by=asked.by,
        stage=asked.stage,
        place=asked.place,
        period=asked.period,
        order=asked.order,
        comparisons=in_order(found.of(Comparison, Sheet.COMPARISONS, asked.by), asked.order),
        waits=found.of(WaitFigure, Sheet.WAITS, asked.by),
        london=found.of(WaitFigure, Sheet.WAITS, Breakdown.STAGE),
        changed=quarter,
        changes=in_order(found.of(Comparison, Sheet.CHANGES, asked.by), asked.order),
        stalls=found.of(Stall, Sheet.STALLS, asked.by),
        interventions=found.of(Intervention, Sheet.INTERVENTIONS, asked.by),
    )


def _quarter(release: ReleaseHeader, period: str) -> str | None:
    if period != YEAR:
        return period
    return next((code for code, _, _ in release.periods if code != YEAR), None)


@dataclass(frozen=True, slots=True)
class _FoundFigures:
    rows: Sequence[Mapping[str, Any]]

    def of(self, kind: type[AFigure], sheet: Sheet, by: Breakdown) -> list[AFigure]:
        """Those of one sheet and breakdown, by stage and place."""
        return [
            kind.model_validate_json(row["figure"])
            for row in self.rows
            if row["sheet"] == sheet and row["dimension"] == by
        ]
