"""The flow board for programs, and which flows an address asks for."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import BeforeValidator

from access.viewer import Role
from task_group.flow_board import FlowBoard, FlowsAsked, FlowStage, flow_board
from task_group.lattice import Breakdown
from task_group.lattice_places import AT_COURT
from task_group.release_periods import YEAR
from task_group.releases import NothingReleasedError
from web.dependencies import TheStore
from web.guard import GuardedRoute, open_to
from web.lattice_problems import stage_problem

router = APIRouter(route_class=GuardedRoute)

_EmptyIsNone = BeforeValidator(lambda value: value or None)


def _flows_asked(
    by: Breakdown = Breakdown.STAGE,
    stage: Annotated[FlowStage | None, _EmptyIsNone] = None,
    period: Annotated[str, Query(max_length=10)] = YEAR,
    release: Annotated[int | None, Query(ge=1, lt=2**32)] = None,
) -> FlowsAsked:
    return FlowsAsked(by, stage, period, release)


TheFlows = Annotated[FlowsAsked, Depends(_flows_asked)]


def released_board(store: TheStore, asked: FlowsAsked) -> FlowBoard:
    """The board that is asked for.

    HTTPException 422 for a stage that the dimension does not have, 404 where there is no such
    board; the detail says what can be asked instead.
    """
    if problem := stage_problem(asked.by, asked.stage or "", (AT_COURT,)):
        raise HTTPException(422, problem)
    try:
        return flow_board(store, asked)
    except NothingReleasedError as error:
        raise HTTPException(404, str(error)) from None


@router.get("/api/flows")
@open_to(Role.TASK_GROUP)
def read_flows(store: TheStore, asked: TheFlows) -> FlowBoard:
    """How many cases stood, came in and went out in a period: by the newest release or another.

    In one stage, or in every stage where `stage` is empty. 404 says which releases or periods are.
    """
    return released_board(store, asked)
