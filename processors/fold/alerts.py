"""Alerts to caseworkers: a duty falls due on the next working day, or it is late."""

from collections.abc import Iterator
from datetime import datetime

from events.contact import ContactAgreed
from processors.case.apply_corrections import is_disputed
from processors.case.case_history import CaseHistory, FactsInOrder, first_after, row_id
from processors.case.contact_wishes import AGREEMENTS, CONTACTS, is_unsafe
from processors.fold.obligations import JudgedDuty
from schemas.changes import Alert, AlertKind, AlertState, ObligationState
from schemas.log_records import LoggedFact


def next_change(duty: JudgedDuty, now: datetime) -> datetime | None:
    """The next instant after `now` at which the clock alone changes an obligation or its alerts."""
    return min((at for at in _moments(duty) if at > now), default=None)


def _moments(duty: JudgedDuty) -> tuple[datetime, ...]:
    if (at := duty.moments) is None:
        return ()
    if duty.obligation.agency is None:
        return (at.over,)
    if duty.discharge.by and duty.discharge.by.learned <= at.soon:
        return ()
    return (at.soon, at.over, at.late)


def alerts(duty: JudgedDuty, now: datetime) -> Iterator[Alert]:
    """The alerts that have been raised for an obligation by `now`, and how each stands.

    One that learns of the end before it is raised never is. A late alert is retracted where the
    deed was in time, or the duty withdrawn, and only the record came late; otherwise it is
    resolved. Nobody is alerted to the victim's own time limits, or to what is due by no day.
    """
    if duty.obligation.agency is None or duty.moments is None:
        return
    learned = duty.discharge.by.learned if duty.discharge.by else None
    soon, late = duty.moments.soon, duty.moments.late
    if soon < duty.moments.over and soon <= now and not (learned and learned <= soon):
        yield _alert(duty, AlertKind.DUE_SOON, soon, *_soon_state(learned, late, now))
    if late <= now and not (learned and learned <= late):
        yield _alert(duty, AlertKind.LATE, late, *_late_state(duty, learned))


def unsafe_contacts(history: CaseHistory) -> list[Alert]:
    """The alerts to supervisors that the victim was approached over an unsafe channel."""
    unsafe = history.derive(_unsafe, *CONTACTS, *AGREEMENTS)
    return [_unsafe_contact(history, contact) for contact in unsafe]


def _unsafe(facts: FactsInOrder) -> FactsInOrder:
    agreements = tuple(each for each in facts if isinstance(each.fact, AGREEMENTS))
    return tuple(each for each in facts if is_unsafe(agreements, each))


def _unsafe_contact(history: CaseHistory, contact: LoggedFact) -> Alert:
    """The alert of an unsafe contact.

    It is resolved once the same agency has agreed with the victim anew how to be in contact.
    """
    agreements = [each for each in history.of(ContactAgreed) if each.agency is contact.agency]
    agreed = first_after(agreements, contact)
    return Alert(
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
        disputed=is_disputed(history.corrections, contact),
    )


def _soon_state(
    learned: datetime | None, late: datetime, now: datetime
) -> tuple[AlertState, datetime | None]:
    if learned and learned <= late:
        return AlertState.RESOLVED, learned
    return (AlertState.SUPERSEDED, late) if late <= now else (AlertState.RAISED, None)


def _late_state(duty: JudgedDuty, learned: datetime | None) -> tuple[AlertState, datetime | None]:
    if learned is None:
        return AlertState.RAISED, None
    mistaken = duty.obligation.state in (ObligationState.DISCHARGED, ObligationState.WITHDRAWN)
    return (AlertState.RETRACTED if mistaken else AlertState.RESOLVED), learned


def _alert(
    duty: JudgedDuty,
    kind: AlertKind,
    raised: datetime,
    state: AlertState,
    closed: datetime | None,
) -> Alert:
    obligation = duty.obligation
    assert obligation.agency is not None, "nobody is alerted to the victim's own time limits"
    return Alert(
        id=row_id("alert", kind, obligation.id),
        case_id=obligation.case_id,
        kind=kind,
        state=state,
        event=None,
        obligation=obligation.id,
        rule=obligation.rule,
        agency=obligation.agency,
        due_on=obligation.due_on,
        raised=raised,
        closed=closed,
        disputed=obligation.disputed,
    )
