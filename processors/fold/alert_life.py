"""The life of an alert: pending, then raised, then resolved or retracted. Acts come after."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from events.contact import Channel
from events.identifiers import Agency
from events.listings import Listing
from processors.case.history.case_history import row_id
from processors.case.history.event_details import detail_of
from processors.fold.case_naming import CaseNaming
from schemas.alert_policy import AlertTiming
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class AlertCause:
    """What an alert warns of, before anybody looks at the clock.

    `about` is what makes it one of its kind. It began at `breached`, by a record that the platform
    `learned` of then. `records_of` is the agency whose records may be on their way: what it warns
    of may be done already; None where the record itself is the matter. It `ended` when the platform
    learned of the end, and was `mistaken` if there never was a ground. At `replaced` another alert
    takes its place. People are `told_anyway`, also where it ended before they could be. `event` is
    what it is about where that is no duty, `other_agency` another agency that has to do with it.
    """

    about: tuple[object, ...]
    case_id: str
    kind: AlertKind
    agency: Agency
    breached: datetime
    learned: datetime
    records_of: Agency | None = None
    ended: datetime | None = None
    mistaken: bool = False
    replaced: datetime | None = None
    told_anyway: bool = False
    event: LoggedFact | None = None
    other_agency: Agency | None = None
    obligation: UUID | None = None
    rule: str | None = None
    due_on: date | None = None
    channel: Channel | None = None
    disputed: bool = False
    enhanced: bool = False

    @property
    def detected(self) -> datetime:
        """When the platform could know of it."""
        return max(self.breached, self.learned)

    def raised(self, timing: AlertTiming) -> datetime:
        """When people are told."""
        return timing.raised(self.records_of, self.breached, self.learned)


@dataclass(slots=True)
class AlertLife:
    """The alert of a cause at one instant, if there is one, and when time alone changes it next.

    Before a cause has begun, that is its beginning: what to wait for then is not known before.
    """

    alert: Alert | None = None
    next_change: datetime | None = None


def alert_life(cause: AlertCause, raised: datetime, now: datetime, naming: CaseNaming) -> AlertLife:
    """The alert as at `now`; people are told of it at `raised`, as `naming` has its case.

    One that learns of its end before it is raised never is: then nobody was told.
    """
    detected, tells = cause.detected, cause.told_anyway
    if _ends_before(cause, detected) and not tells:
        return AlertLife()
    if now < detected:
        return AlertLife(next_change=detected)
    moments = (raised, cause.replaced)
    next_change = min((at for at in moments if at and at > now), default=None)
    if _ends_before(cause, raised) and not tells:
        return AlertLife(next_change=next_change)
    return AlertLife(_alert(cause, raised, now, naming), next_change)


def _alert(cause: AlertCause, raised: datetime, now: datetime, naming: CaseNaming) -> Alert:
    state, closed = _state(cause, raised, now)
    of_event = _of_event(cause.event, naming) if cause.event else {"event": None}
    return Alert(
        id=row_id("alert", cause.kind, *cause.about),
        case_id=cause.case_id,
        kind=cause.kind,
        state=state,
        obligation=cause.obligation,
        rule=cause.rule,
        agency=cause.agency,
        due_on=cause.due_on,
        raised=raised,
        closed=closed,
        disputed=cause.disputed,
        breached=cause.breached,
        detected=cause.detected,
        channel=cause.channel,
        enhanced=cause.enhanced,
        reference=naming.reference(cause.agency),
        other_agency=cause.other_agency,
        **of_event,
    )


def _of_event(event: LoggedFact, naming: CaseNaming) -> dict[str, Any]:
    fact = event.fact
    return {
        "event": event.event,
        "trigger_kind": fact.kind,
        "triggered": event.occurred.at,
        "suspect": naming.suspect(event),
        "recorded_by": event.recorded_by,
        "detail": detail_of(fact),
        "in_week": isinstance(fact, Listing) and fact.week_of is not None,
    }


def _ends_before(cause: AlertCause, instant: datetime) -> bool:
    ended, replaced = cause.ended, cause.replaced
    return (ended is not None and ended <= instant) or (
        replaced is not None and replaced <= instant
    )


def _state(
    cause: AlertCause, raised: datetime, now: datetime
) -> tuple[AlertState, datetime | None]:
    if now < raised:
        return AlertState.PENDING, None
    if cause.ended and (cause.replaced is None or cause.ended <= cause.replaced):
        state = AlertState.RETRACTED if cause.mistaken else AlertState.RESOLVED
        return state, max(cause.ended, raised)
    if cause.replaced and cause.replaced <= now:
        return AlertState.SUPERSEDED, cause.replaced
    return AlertState.RAISED, None
