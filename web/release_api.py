"""The API of releases: which there are, their figures, and the making of the next one."""

from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Path, Query, Request

from access.viewer import Role
from projections.store import Store
from task_group.lattice import Breakdown
from task_group.lattice_places import AT_COURT
from task_group.release_figures import ReleaseHeader, Sheet
from task_group.release_makings import NoReleaseNowError, ReleaseMaking, makings
from task_group.releases import (
    FIGURES,
    CellsAsked,
    NothingReleasedError,
    asked_release,
    figures,
    releases,
)
from web.dependencies import Now, TheStore
from web.guard import GuardedRoute, open_to
from web.lattice_problems import place_problem, stage_problem
from web.request_problem import RequestProblem

router = APIRouter(route_class=GuardedRoute)

_NOT_NOW: dict[int | str, dict[str, Any]] = {
    409: {"model": RequestProblem, "description": "No release can be made now: the detail says why"}
}

Number = Annotated[int, Path(ge=1, lt=2**32)]
Code = Annotated[str, Query(max_length=60)]


def _asked(
    number: Number,
    dimension: Breakdown = Breakdown.STAGE,
    period: Code = "year",
    stage: Code = "",
    place: Code = "",
) -> CellsAsked:
    return CellsAsked(number, dimension, period, stage, place)


Asked = Annotated[CellsAsked, Depends(_asked)]


class MakesReleases(Protocol):
    """What makes releases here."""

    def begin(self, now: datetime) -> ReleaseMaking:
        """Begin to make a release. Raises NoReleaseNowError."""
        ...


class NoReleasesMade:
    """No release is made here: no Kafka is known."""

    def begin(self, now: datetime) -> ReleaseMaking:
        """Raise NoReleaseNowError."""
        raise NoReleaseNowError("No release can be made here: no Kafka is known.")


def make_releases_by(app: FastAPI, producer: MakesReleases) -> None:
    """Say what makes the releases that are asked for."""
    app.state.releases = producer


@router.post("/api/releases", status_code=202, responses=_NOT_NOW)
@open_to(Role.TASK_GROUP, Role.PLATFORM_OPERATOR, statistics=False)
def begin_release(request: Request, now: Now) -> ReleaseMaking:
    """Begin to make a release; 409 where none can be made now. `/api/releases/making` goes on."""
    producer: MakesReleases = request.app.state.releases
    try:
        return producer.begin(now)
    except NoReleaseNowError as reason:
        raise HTTPException(409, str(reason)) from None


@router.get("/api/releases")
@open_to(Role.TASK_GROUP, Role.PLATFORM_OPERATOR, statistics=False)
def list_releases(store: TheStore) -> list[ReleaseHeader]:
    """Every release, the newest first, without its figures."""
    return releases(store)


@router.get("/api/releases/making")
@open_to(Role.TASK_GROUP, Role.PLATFORM_OPERATOR, statistics=False)
def read_making(store: TheStore) -> ReleaseMaking | None:
    """How far the making of a release is, or how the last one ended; null where none ever began."""
    return next(iter(makings(store)), None)


@router.get("/api/releases/{number}")
@open_to(Role.TASK_GROUP, Role.PLATFORM_OPERATOR)
def read_release(store: TheStore, number: Number) -> ReleaseHeader:
    """What is true of all of a release."""
    return the_release(store, number)


@router.get("/api/releases/{number}/figures")
@open_to(Role.TASK_GROUP)
def read_figures(
    store: TheStore, number: Number, asked: Asked, sheet: Sheet = Sheet.WAITS
) -> list[dict[str, Any]]:
    """The figures of a sheet of a release, as they were published; null is withheld."""
    if problem := _problem(asked, sheet, the_release(store, number)):
        raise HTTPException(422, problem)
    found = figures(store, FIGURES[sheet], sheet, asked)
    return [each.model_dump(mode="json") for each in found]


def _problem(asked: CellsAsked, sheet: Sheet, header: ReleaseHeader) -> str | None:
    """Why no release has such cells, in a sentence. An empty answer would say: none is shown."""
    codes = [code for code, _, _ in header.periods]
    if asked.period not in codes:
        return f"Not a period of this release, which are: {', '.join(codes)}"
    more = (AT_COURT,) if sheet is Sheet.FLOWS else ()
    return stage_problem(asked.dimension, asked.stage, more) or place_problem(
        asked.dimension, asked.place
    )


def the_release(store: Store, number: int) -> ReleaseHeader:
    """The release of a number. HTTPException 404, with what there is instead."""
    try:
        return asked_release(releases(store), number)
    except NothingReleasedError as error:
        raise HTTPException(404, str(error)) from None
