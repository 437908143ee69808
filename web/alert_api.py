"""The API's questions about alerts as a whole, and about what agencies' operators must mend."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BeforeValidator

from access.viewer import Role
from agencies.operator_alerts import OperatorAlert, operator_alerts
from agencies.unreached_facts import Unreached, tallies, unreached_cases
from caseworkers.alert_health import AlertHealth, Period, alert_health
from caseworkers.late_check import LateCheck, late_check
from events.identifiers import Agency
from projections.store import Store
from web.dependencies import Now, TheAccess, TheStore
from web.guard import GuardedRoute, open_to
from web.request_access import RequestAccess

router = APIRouter(route_class=GuardedRoute)

Days = Annotated[Period, BeforeValidator(int), Query(description="The last so many days.")]


@router.get("/api/alert-health")
@open_to(Role.SUPERVISOR)
def read_alert_health(store: TheStore, access: TheAccess, now: Now, days: Days = 28) -> AlertHealth:
    """What became of the alerts of the viewer's teams that were raised in the last days."""
    return supervised_health(store, access, now, days)


def supervised_health(
    store: Store, access: RequestAccess, now: datetime, days: Period
) -> AlertHealth:
    """The same, for the page."""
    viewer = access.viewer
    caseload = access.caseload_as(Role.SUPERVISOR)
    return alert_health(store, now, days, caseload, (viewer.agency, viewer.teams))


@router.get("/api/late-check")
@open_to(Role.PLATFORM_OPERATOR)
def read_late_check(store: TheStore, now: Now) -> LateCheck:
    """What is late by the due days of duties, beside the alerts that stand. No victim is named."""
    return late_check(store, now)


@router.get("/api/operator-alerts")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_operator_alerts(store: TheStore, access: TheAccess, now: Now) -> list[OperatorAlert]:
    """What was refused, paused or is missing, as alerts: those that stand, then those lately over.

    Of the viewer's agency, or of all for the platform's operator.
    """
    return operator_alerts(store, now, access.agency_asked(None))


@router.get("/api/unreached")
@open_to(Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR)
def read_unreached(
    store: TheStore, access: TheAccess, now: Now, agency: Agency | None = None
) -> list[Unreached]:
    """Events of the last 30 days that reached no victim, counted by agency and missing link."""
    return tallies(unreached_cases(store, now, access.agency_asked(agency)))
