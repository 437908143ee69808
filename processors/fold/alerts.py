"""What alerts warn of in one case: duties that fall due or are late, and events."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from events.contact import ContactAgreed
from processors.case.apply_corrections import is_disputed
from processors.case.case_history import CaseHistory, FactsInOrder, first_after, row_id
from processors.case.contact_wishes import AGREEMENTS, CONTACTS, is_unsafe
from processors.fold.alert_life import AlertCause, alert_of, next_moment
from processors.fold.obligations import JudgedDuty
from schemas.alert_policy import AlertTiming
from schemas.alert_row import Alert, AlertKind
from schemas.changes import ObligationState
from schemas.log_records import LoggedFact


def next_change(duty: JudgedDuty, timing: AlertTiming, now: datetime) -> datetime | None:
    """The next instant after `now` at which the clock alone changes an obligation or its alerts.

    Also that at which it falls due soon, where nobody would be told by today's policy: a tick may
    bring another one until then.
    """
    if duty.moments is None:
        return None
    over = duty.moments.over
    moments = [next_moment(cause, timing, now) for cause in _both_causes(duty, timing)]
    undone = duty.discharge.by is None and over > now
    return min((at for at in (*moments, over if undone else None) if at), default=None)


def alerts(duty: JudgedDuty, timing: AlertTiming, now: datetime) -> Iterator[Alert]:
    """The alerts about an obligation as at `now`, and how each stands."""
    yield from raised_of(duty_causes(duty, timing), timing, now)


def raised_of(causes: Sequence[AlertCause], timing: AlertTiming, now: datetime) -> Iterator[Alert]:
    """The alerts of causes as at `now`."""
    yield from filter(None, (alert_of(cause, timing, now) for cause in causes))


def duty_causes(duty: JudgedDuty, timing: AlertTiming) -> list[AlertCause]:
    """What is to be warned of about a duty: that it falls due soon, and that it is late.

    A late alert is retracted where the deed was in time, or the duty withdrawn, and only the record
    came late; otherwise it is resolved. Nobody is alerted to the victim's own time limits, or to
    what is due by no day.
    """
    causes = _both_causes(duty, timing)
    return [each for each in causes if _told_in_time(each, causes[-1], timing)]


def _told_in_time(cause: AlertCause, late: AlertCause, timing: AlertTiming) -> bool:
    return cause is late or cause.raised(timing) < late.breached


def _both_causes(duty: JudgedDuty, timing: AlertTiming) -> list[AlertCause]:
    """That it falls due soon, also where people would be told too late, and that it is late."""
    if duty.moments is None or duty.obligation.agency is None:
        return []
    mistaken = duty.obligation.state in (ObligationState.DISCHARGED, ObligationState.WITHDRAWN)
    late = _duty_cause(duty, AlertKind.LATE, duty.moments.over, mistaken=mistaken)
    told_late = late.raised(timing)
    soon = _duty_cause(duty, AlertKind.DUE_SOON, duty.moments.soon, replaced=told_late)
    return [soon, late]


def _duty_cause(
    duty: JudgedDuty,
    kind: AlertKind,
    breached: datetime,
    *,
    mistaken: bool = False,
    replaced: datetime | None = None,
) -> AlertCause:
    obligation = duty.obligation
    assert obligation.agency is not None, "nobody is alerted to the victim's own time limits"
    return AlertCause(
        id=row_id("alert", kind, obligation.id),
        case_id=obligation.case_id,
        kind=kind,
        agency=obligation.agency,
        breached=breached,
        learned=duty.triggered.trigger.learned,
        records_of=obligation.agency,
        ended=duty.discharge.by.learned if duty.discharge.by else None,
        mistaken=mistaken,
        replaced=replaced,
        obligation=obligation.id,
        rule=obligation.rule,
        due_on=obligation.due_on,
        disputed=obligation.disputed,
        enhanced=obligation.enhanced,
    )


def unsafe_contacts(history: CaseHistory) -> list[AlertCause]:
    """What supervisors are warned of: the victim was approached over an unsafe channel."""
    unsafe = history.derive(_unsafe, *CONTACTS, *AGREEMENTS)
    return [_unsafe_contact(history, contact) for contact in unsafe]


def _unsafe(facts: FactsInOrder) -> FactsInOrder:
    agreements = tuple(each for each in facts if isinstance(each.fact, AGREEMENTS))
    return tuple(each for each in facts if is_unsafe(agreements, each))


def _unsafe_contact(history: CaseHistory, contact: LoggedFact) -> AlertCause:
    """An unsafe contact. It ends once the same agency has agreed with the victim anew."""
    assert isinstance(contact.fact, CONTACTS)
    agreements = [each for each in history.of(ContactAgreed) if each.agency is contact.agency]
    agreed = first_after(agreements, contact)
    return AlertCause(
        id=row_id("alert", AlertKind.UNSAFE_CONTACT, history.victim, contact.event),
        case_id=history.case,
        kind=AlertKind.UNSAFE_CONTACT,
        agency=contact.agency,
        breached=contact.occurred.at,
        learned=contact.learned,
        ended=max(agreed.learned, contact.learned) if agreed else None,
        told_anyway=True,
        event=contact.event,
        channel=contact.fact.channel,
        disputed=is_disputed(history.corrections, contact),
    )
