"""Alerts of silence: no contact reached the victim for longer than was agreed with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from events.clocks import london_day_after
from events.contact import ContactAgreed, OptedOutOf
from processors.case.corrections.correction import is_disputed
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order, moment
from processors.case.suspects.case_suspects import NotOne
from processors.case.victim.contact_wishes import CONTACTS, Agreements, reached_safely
from processors.fold.alert_life import AlertCause
from processors.fold.judged_case import JudgedCase
from processors.victims_code.all_duties import ROLLING_RULES
from schemas.alert_row import AlertKind
from schemas.changes import ObligationState
from schemas.log_records import LoggedFact

_KINDS = frozenset({*CONTACTS, ContactAgreed})

_Warned = Mapping[tuple[UUID, str], datetime]
"""When an agency's own duty to keep the victim up to date is late, by contact and agency."""


@dataclass(frozen=True, slots=True)
class _Silence:
    """The time from an agreement, or a contact under it, to what came `next`.

    It is too long from `late` on, after its last London day `due`. It `ended` once anything of what
    came after was learned.
    """

    agreed: LoggedFact
    since: LoggedFact
    next: LoggedFact | None
    ended: datetime | None
    due: date
    late: datetime

    @property
    def learned(self) -> datetime:
        """When the platform knew that it had begun."""
        return max(self.since.learned, self.agreed.learned)

    @property
    def can_be_told(self) -> bool:
        """Whether it lasted, as far as was known, until it was too long: most have no alert."""
        return self.ended is None or self.ended > max(self.late, self.learned)


def silences(case: JudgedCase) -> list[AlertCause]:
    """What the agency is warned of that agreed with the victim how often to be in contact.

    Each period of silence has its own alert. It ends with a contact by any agency that reached the
    victim safely, with a new agreement, with the wish not to be told, and with the case.
    """
    if ContactAgreed not in case.history.by_kind:
        return []
    context, warned = case.context, dict(_warned_of(case))
    opted_out = context.wishes[OptedOutOf.PROGRESS_UPDATES].opted_out
    died = [context.recipients.died] if context.recipients.died else []
    ends = (*opted_out, *died, *context.course.ends(NotOne.ALL))
    return case.history.judge(_causes, _KINDS, context.agreements, ends, warned)


def _causes(
    history: CaseHistory, agreements: Agreements, ends: FactsInOrder, warned: _Warned
) -> list[AlertCause]:
    marks = _marks(history.of(*CONTACTS), agreements, ends)
    return [_cause(history, each, warned) for each in _silences(marks) if each.can_be_told]


def _marks(contacts: FactsInOrder, agreements: Agreements, ends: FactsInOrder) -> FactsInOrder:
    """All that begins a period or ends one, in order."""
    reached = (each for each in contacts if each.occurred.day and reached_safely(agreements, each))
    agreed = (each for each in agreements.facts if isinstance(each.fact, ContactAgreed))
    marks = {each.event: each for each in (*reached, *agreed, *ends)}
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
            due = mark.occurred.day + timedelta(days=days)
            yield _Silence(agreed, mark, following, ended, due, london_day_after(due))


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
    """The alerts of duties to keep the victim up to date warn of the same silence."""
    for inputs, duty in case.duties_by(ROLLING_RULES):
        if duty.moments and duty.obligation.state is not ObligationState.WITHDRAWN:
            agency, contact = str(duty.obligation.agency), inputs.trigger.fact
            yield (contact.event, agency), max(duty.moments.over, contact.learned)


def _cause(history: CaseHistory, silence: _Silence, warned: _Warned) -> AlertCause:
    since, agreed = silence.since, silence.agreed
    return AlertCause(
        about=(history.victim, since.event),
        case_id=history.case,
        kind=AlertKind.SILENCE,
        agency=agreed.agency,
        breached=silence.late,
        learned=silence.learned,
        records_of=agreed.agency,
        ended=silence.ended,
        mistaken=silence.next is not None and moment(silence.next) < silence.late,
        replaced=warned.get((since.event, agreed.agency)),
        event=since,
        due_on=silence.due,
        disputed=any(is_disputed(history.corrections, each) for each in (since, agreed)),
    )
