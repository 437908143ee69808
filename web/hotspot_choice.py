"""What somebody chose to see of the hotspots, the links that keep it, and what cannot be asked."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import HTTPException, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from processors.case.course.stages import Stage
from task_group.comparison_order import RankedBy
from task_group.hotspot_answer import HotspotQuestion
from task_group.lattice import Breakdown
from task_group.lattice_places import dimension_of, stages_of
from task_group.release_figures import ReleaseHeader
from task_group.release_periods import YEAR
from task_group.releases import NothingReleasedError, asked_release
from web.lattice_problems import place_problem, stage_problem
from web.lattice_words import listed

_EmptyIsNone = BeforeValidator(lambda value: value or None)
_Code = Annotated[str | None, Field(max_length=100), _EmptyIsNone]

_TWO_PLACES = (
    "A release has one place at a time: groups by two would be small enough to point at one"
    " person. Ask for one of place and offence, in a stage and a period"
)


class HotspotChoice(BaseModel):
    """The filters of the hotspots; None is not chosen. `offence` is a place of its breakdown."""

    model_config = ConfigDict(frozen=True)

    by: Annotated[Breakdown | None, _EmptyIsNone] = None
    stage: Annotated[Stage | None, _EmptyIsNone] = None
    place: _Code = None
    offence: _Code = None
    period: _Code = None
    order: Annotated[RankedBy | None, _EmptyIsNone] = None
    release: Annotated[int | None, Field(ge=1, le=2**31), _EmptyIsNone] = None

    @property
    def breakdown(self) -> Breakdown:
        """What is broken down by: the one named, or that of the place."""
        if self.by:
            return self.by
        if self.offence:
            return Breakdown.OFFENCE
        return (self.place and dimension_of(self.place)) or Breakdown.STAGE

    @property
    def chosen(self) -> dict[str, str]:
        """The filters as an address has them; those that are not set are left out."""
        return {name: str(value) for name, value in self if value}

    def link(self, path: str = "/hotspots", **changes: Any) -> str:
        """The address of the page with these filters, some of them changed."""
        asked = urlencode(self.model_copy(update=changes).chosen)
        return f"{path}?{asked}" if asked else path

    def of_breakdown(self, by: Breakdown) -> str:
        """The address of another breakdown, with the filters that it has too."""
        stage = self.stage if self.stage in stages_of(by) else None
        return self.link(by=by, stage=stage, place=None, offence=None)

    def release_of(self, made: list[ReleaseHeader]) -> ReleaseHeader:
        """The release that is asked for, or the newest. HTTPException 404 where it is not there."""
        try:
            return asked_release(made, self.release)
        except NothingReleasedError as error:
            raise HTTPException(404, str(error)) from None

    def question(self, release: ReleaseHeader) -> HotspotQuestion:
        """What is asked of a release.

        HTTPException 422 for what no release has, 404 for a period that this one does not have. The
        detail says what can be asked instead.
        """
        by = self.breakdown
        period = self.period or YEAR
        codes = [code for code, _, _ in release.periods]
        if period not in codes:
            raise HTTPException(
                404, f"Release {release.number} has no such period: ask for {listed(codes)}"
            )
        return HotspotQuestion(
            by=by,
            stage=self._stage(by),
            place=self._place(by),
            period=period,
            order=self.order or RankedBy.EXCESS,
        )

    def _stage(self, by: Breakdown) -> str:
        if problem := stage_problem(by, self.stage or ""):
            raise HTTPException(422, problem)
        return self.stage or ""

    def _place(self, by: Breakdown) -> str:
        if self.offence and (by is not Breakdown.OFFENCE or self.place not in (None, self.offence)):
            raise HTTPException(422, _TWO_PLACES)
        place = self.offence or self.place or ""
        if problem := place_problem(by, place):
            raise HTTPException(422, problem)
        return place


TheHotspotChoice = Annotated[HotspotChoice, Query()]
"""What somebody chose, by the query of the address."""
