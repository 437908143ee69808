"""What alerts warn of in one case: duties that fall due or are late, and events."""

from collections.abc import Sequence
from datetime import datetime

from events.contact import ContactAgreed
from processors.case.corrections.correction import is_disputed
from processors.case.history.case_history import CaseHistory, FactsInOrder, first_after
from processors.case.victim.contact_wishes import CONTACTS, Agreements, agreements_of, is_unsafe
from processors.fold.alert_life import AlertCause, AlertLife, alert_life
from processors.fold.case_naming import CaseNaming
from processors.fold.judging_clock import Clock
from processors.fold.obligations import JudgedDuty
from schemas.alert_row import AlertKind
from schemas.changes import ObligationState
from schemas.log_records import LoggedFact

_LATE, _DUE_SOON = AlertKind.LATE, AlertKind.DUE_SOON

_IN_TIME = frozenset({ObligationState.DISCHARGED, ObligationState.WITHDRAWN})
"""The states of a duty that was not late after all."""


def next_change(duty: JudgedDuty, alerts: Sequence[AlertLife], now: datetime) -> datetime | None:
    """The next instant after `now` at which the clock alone changes an obligation or its alerts.

    Also that at which it falls due soon, where nobody would be told by today's policy: a tick may
    bring another one until then.
    """
    is_open = duty.discharge.by is None
    if duty.moments is None or not (alerts or is_open):
        return None
    over = duty.moments.over
    moments = [life.next_change for life in alerts if life.next_change]
    if is_open and over > now:
        moments.append(over)
    return min(moments, default=None)


def duty_alerts(duty: JudgedDuty, clock: Clock, naming: CaseNaming) -> Sequence[AlertLife]:
    """What is to be warned of about a duty: that it falls due soon, and that it is late.

    A late alert is retracted where the deed was in time, or the duty withdrawn, and only the record
    came late; otherwise it is resolved. Nobody is alerted to the victim's own time limits, or to
    what is due by no day, or that a duty falls due soon where they would be told once it is late.
    """
    if duty.moments is None or duty.obligation.agency is None:
        return ()
    ended, begins = duty.discharge.by, max(duty.moments.soon, duty.triggered.trigger.learned)
    if ended and ended.learned <= begins:
        return ()  # as most are: when people would have been told does not matter
    timing, now = clock.timing, clock.now
    mistaken = duty.obligation.state in _IN_TIME
    late = _duty_cause(duty, _LATE, duty.moments.over, mistaken=mistaken)
    told_late = late.raised(timing)
    soon = _duty_cause(duty, _DUE_SOON, duty.moments.soon, replaced=told_late)
    told_soon = soon.raised(timing)
    of_soon = alert_life(soon, told_soon, now, naming)
    if told_soon >= late.breached:
        of_soon.alert = None
    return of_soon, alert_life(late, told_late, now, naming)


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
        about=(obligation.id,),
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
    unsafe = history.derive(_unsafe, *CONTACTS, by=agreements_of(history))
    return [_unsafe_contact(history, contact) for contact in unsafe]


def _unsafe(facts: FactsInOrder, agreements: Agreements) -> FactsInOrder:
    return tuple(each for each in facts if is_unsafe(agreements, each))


def _unsafe_contact(history: CaseHistory, contact: LoggedFact) -> AlertCause:
    """An unsafe contact. It ends once the same agency has agreed with the victim anew."""
    assert isinstance(contact.fact, CONTACTS)
    agreements = [each for each in history.of(ContactAgreed) if each.agency is contact.agency]
    agreed = first_after(agreements, contact)
    return AlertCause(
        about=(history.victim, contact.event),
        case_id=history.case,
        kind=AlertKind.UNSAFE_CONTACT,
        agency=contact.agency,
        breached=contact.occurred.at,
        learned=contact.learned,
        ended=max(agreed.learned, contact.learned) if agreed else None,
        told_anyway=True,
        event=contact,
        channel=contact.fact.channel,
        disputed=is_disputed(history.corrections, contact),
    )
