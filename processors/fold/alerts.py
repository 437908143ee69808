"""What caseworkers must be told: a duty falls due on the next working day, or it is late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from events.clocks import london_midnight
from events.contact import ContactAgreed
from processors.case.case_history import CaseHistory, row_id
from processors.case.victim_rights import is_unsafe
from processors.fold.obligations import JudgedDuty
from processors.victims_code.working_days import working_day_before
from schemas.changes import Alert, AlertKind, AlertState, ObligationState
from schemas.log_records import LoggedFact

SETTLING = timedelta(seconds=30)
"""Nobody is told before what came in has settled: a batch brings a deed seconds after its cause."""


def _soon_from(item: JudgedDuty) -> datetime:
    day = working_day_before(item.obligation.due_on)
    return max(london_midnight(day), item.raised.trigger.learned + SETTLING)


def _late_from(item: JudgedDuty) -> datetime:
    return max(item.is_over_at, item.raised.trigger.learned + SETTLING)


def moments(item: JudgedDuty) -> tuple[datetime, ...]:
    """The instants at which the clock alone changes what is said of an obligation."""
    if item.obligation.agency is None:
        return (item.is_over_at,)
    if item.end.by and item.end.by.learned <= _soon_from(item):
        return ()
    return (_soon_from(item), item.is_over_at, _late_from(item))


def alerts(item: JudgedDuty, now: datetime) -> Iterator[Alert]:
    """The alerts that have been raised for an obligation by `now`, and how each stands.

    One that learns of the end before it is raised never is. A late alert is retracted where the
    deed was in time, or the duty moot, and only the record came late; otherwise it is resolved.
    Nobody is alerted to the victim's own time limits.
    """
    if item.obligation.agency is None:
        return
    told = item.end.by.learned if item.end.by else None
    soon, late = _soon_from(item), _late_from(item)
    if soon < item.is_over_at and soon <= now and not (told and told <= soon):
        yield _alert(item, AlertKind.DUE_SOON, soon, *_soon_state(told, late, now))
    if late <= now and not (told and told <= late):
        yield _alert(item, AlertKind.LATE, late, *_late_state(item, told))


def unsafe_contact(history: CaseHistory, contact: LoggedFact) -> Iterator[Alert]:
    """The alert to a supervisor that the victim was approached over an unsafe channel, if so.

    It is resolved once the same agency has agreed with the victim anew how to be in contact.
    """
    if is_unsafe(history, contact):
        agreed = _agreed_anew(history, contact)
        yield Alert(
            id=row_id("alert", AlertKind.UNSAFE_CONTACT, history.victim, contact.event),
            case_id=history.case,
            kind=AlertKind.UNSAFE_CONTACT,
            state=AlertState.RESOLVED if agreed else AlertState.RAISED,
            event=contact.event,
            obligation=None,
            rule=None,
            agency=contact.agency,
            due_on=None,
            raised=contact.learned,
            closed=max(agreed.learned, contact.learned) if agreed else None,
            disputed=history.is_disputed(contact),
        )


def _agreed_anew(history: CaseHistory, contact: LoggedFact) -> LoggedFact | None:
    later = (each for each in history.of(ContactAgreed) if each.order > contact.order)
    return next((each for each in later if each.agency is contact.agency), None)


def _soon_state(
    told: datetime | None, late: datetime, now: datetime
) -> tuple[AlertState, datetime | None]:
    if told and told <= late:
        return AlertState.RESOLVED, told
    return (AlertState.SUPERSEDED, late) if late <= now else (AlertState.RAISED, None)


def _late_state(item: JudgedDuty, told: datetime | None) -> tuple[AlertState, datetime | None]:
    if told is None:
        return AlertState.RAISED, None
    mistaken = item.obligation.state in (ObligationState.DISCHARGED, ObligationState.WITHDRAWN)
    return (AlertState.RETRACTED if mistaken else AlertState.RESOLVED), told


def _alert(
    item: JudgedDuty, kind: AlertKind, raised: datetime, state: AlertState, closed: datetime | None
) -> Alert:
    duty = item.obligation
    assert duty.agency is not None, "nobody is alerted to the victim's own time limits"
    return Alert(
        id=row_id("alert", kind, duty.id),
        case_id=duty.case_id,
        kind=kind,
        state=state,
        event=None,
        obligation=duty.id,
        rule=duty.rule,
        agency=duty.agency,
        due_on=duty.due_on,
        raised=raised,
        closed=closed,
        disputed=duty.disputed,
    )
