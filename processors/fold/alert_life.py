"""The life of an alert: pending, then raised, then resolved or retracted. Acts come after."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from events.contact import Channel
from events.identifiers import Agency
from schemas.alert_policy import AlertTiming
from schemas.alert_row import Alert, AlertKind, AlertState


@dataclass(frozen=True, slots=True)
class AlertCause:
    """What an alert warns of, before anybody looks at the clock.

    It began at `breached`, by a record that the platform `learned` of then. `records_of` is the
    agency whose records may be on their way: what it warns of may be done already; None where the
    record itself is the matter. It `ended` when the platform learned of the end, and was `mistaken`
    if there never was a ground. At `replaced` another alert takes its place. People are
    `told_anyway`, also where it ended before they could be.
    """

    id: UUID
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
    event: UUID | None = None
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


def alert_of(cause: AlertCause, timing: AlertTiming, now: datetime) -> Alert | None:
    """The alert as at `now`; None where there is none.

    One that learns of its end before it is raised never is: then nobody was told.
    """
    raised = cause.raised(timing)
    if now < cause.detected or (_ends_before(cause, raised) and not cause.told_anyway):
        return None
    state, closed = _state(cause, raised, now)
    return Alert(
        id=cause.id,
        case_id=cause.case_id,
        kind=cause.kind,
        state=state,
        event=cause.event,
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
    )


def next_moment(cause: AlertCause, timing: AlertTiming, now: datetime) -> datetime | None:
    """The next instant after `now` at which time alone changes the alert.

    While it has not begun, that is its beginning: what to wait for then is not known before.
    """
    if _ends_before(cause, cause.detected) and not cause.told_anyway:
        return None
    if now < cause.detected:
        return cause.detected
    moments = (cause.raised(timing), cause.replaced)
    return min((at for at in moments if at and at > now), default=None)


def _ends_before(cause: AlertCause, instant: datetime) -> bool:
    return any(at <= instant for at in (cause.ended, cause.replaced) if at)


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
