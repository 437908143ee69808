"""Alerts of silence: no contact reached the victim for longer than was agreed with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from events.clocks import london_day_after
from events.contact import ContactAgreed, OptedOutOf
from processors.case.corrections.correction import is_disputed
from processors.case.history.case_history import FactsInOrder, in_order, moment
from processors.case.suspects.case_suspects import NotOne
from processors.case.victim.contact_wishes import CONTACTS, reached_safely
from processors.fold.alert_life import AlertCause
from processors.fold.judged_case import JudgedCase
from processors.victims_code.all_duties import DUTIES
from schemas.alert_row import AlertKind
from schemas.changes import ObligationState
from schemas.log_records import LoggedFact

_UPDATES = frozenset(duty.rule for duty in DUTIES if duty.rolling)
"""The duty to keep the victim up to date; its own alerts warn of the same silence."""


@dataclass(frozen=True, slots=True)
class _Silence:
    """The time from an agreement, or a contact under it, to what came `next`.

    It `ended` once anything of what came after was learned.
    """

    agreed: LoggedFact
    days: int
    since: LoggedFact
    next: LoggedFact | None
    ended: datetime | None


def silences(case: JudgedCase) -> Iterator[AlertCause]:
    """What the agency is warned of that agreed with the victim how often to be in contact.

    Each period of silence has its own alert. It ends with a contact by any agency that reached the
    victim safely, with a new agreement, with the wish not to be told, and with the case.
    """
    if ContactAgreed not in case.history.by_kind:
        return
    warned = dict(_warned_of(case))
    for silence in _silences(_marks(case)):
        yield _cause(case, silence, warned)


def _marks(case: JudgedCase) -> FactsInOrder:
    """All that begins a period or ends one, in order."""
    contacts, agreements = case.history.of(*CONTACTS), case.context.agreements
    reached = (each for each in contacts if each.occurred.day and reached_safely(agreements, each))
    agreed = (each for each in agreements.facts if isinstance(each.fact, ContactAgreed))
    opted_out = case.context.wishes[OptedOutOf.PROGRESS_UPDATES].opted_out
    died = [case.context.recipients.died] if case.context.recipients.died else []
    ends = case.context.course.ends(NotOne.ALL)
    marks = {each.event: each for each in (*reached, *agreed, *opted_out, *died, *ends)}
    return tuple(sorted(marks.values(), key=in_order))


def _silences(marks: FactsInOrder) -> Iterator[_Silence]:
    agreed: LoggedFact | None = None
    for (mark, following), ended in zip(_pairs(marks), _learned_after(marks), strict=True):
        if isinstance(mark.fact, ContactAgreed):
            agreed = mark
        elif not isinstance(mark.fact, CONTACTS):
            agreed = None
        days = _every_days(agreed)
        if agreed and days and mark.occurred.day:
            yield _Silence(agreed, days, mark, following, ended)


def _pairs(marks: FactsInOrder) -> Iterator[tuple[LoggedFact, LoggedFact | None]]:
    """Each mark, and the next one."""
    return zip(marks, (*marks[1:], None), strict=True) if marks else iter(())


def _learned_after(marks: FactsInOrder) -> list[datetime | None]:
    """For each mark, when the first of those after it was learned."""
    found: list[datetime | None] = []
    first: datetime | None = None
    for mark in reversed(marks):
        found.append(first)
        first = min(first, mark.learned) if first else mark.learned
    return found[::-1]


def _every_days(agreed: LoggedFact | None) -> int | None:
    fact = agreed.fact if agreed else None
    return fact.every_days if isinstance(fact, ContactAgreed) else None


def _warned_of(case: JudgedCase) -> Iterator[tuple[tuple[UUID, str], datetime]]:
    """When an agency's own duty to keep the victim up to date is late, by contact and agency."""
    for inputs, duty in case.duties:
        of_updates = duty.obligation.rule in _UPDATES and duty.moments
        if of_updates and duty.obligation.state is not ObligationState.WITHDRAWN:
            agency, contact = str(duty.obligation.agency), inputs.trigger.fact
            assert duty.moments
            yield (contact.event, agency), max(duty.moments.over, contact.learned)


def _cause(
    case: JudgedCase, silence: _Silence, warned: Mapping[tuple[UUID, str], datetime]
) -> AlertCause:
    since, agreed, history = silence.since, silence.agreed, case.history
    assert since.occurred.day
    due = since.occurred.day + timedelta(days=silence.days)
    late = london_day_after(due)
    return AlertCause(
        about=(history.victim, since.event),
        case_id=history.case,
        kind=AlertKind.SILENCE,
        agency=agreed.agency,
        breached=late,
        learned=max(since.learned, agreed.learned),
        records_of=agreed.agency,
        ended=silence.ended,
        mistaken=silence.next is not None and moment(silence.next) < late,
        replaced=warned.get((since.event, agreed.agency)),
        event=since.event,
        due_on=due,
        disputed=any(is_disputed(history.corrections, each) for each in (since, agreed)),
    )
