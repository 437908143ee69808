"""What people did with the alerts of a case, applied to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from uuid import UUID

from events.alert_acts import AlertAcknowledged, AlertClosed, AlertSnoozed, SnoozedUntil
from events.charging import ChargingDecisionMade
from events.clocks import london_date
from events.corrections import CorrectionAgreed, CorrectionDisputed
from events.court import CaseConcluded, HearingHeld
from events.fact import Fact
from events.needs import SupportReferralAnswered
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.fold.former_alerts import FormerIds, former_ids
from processors.victims_code.working_days import (
    first_working_day,
    last_working_day,
    working_day_before,
)
from processors.victims_code.working_hours import next_working_morning, working_morning
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.changes import Row
from schemas.log_records import LoggedFact

ACTS = (AlertAcknowledged, AlertSnoozed, AlertClosed)
"""The facts that are acts upon alerts."""

LONGEST_SNOOZE = timedelta(days=28)
"""A snooze ends within so many days of London: nothing is put off for ever."""

AWAITED: Mapping[SnoozedUntil, tuple[type[Fact], ...]] = {
    SnoozedUntil.CHARGING_DECISION: (ChargingDecisionMade,),
    SnoozedUntil.HEARING: (HearingHeld,),
    SnoozedUntil.CASE_OUTCOME: (CaseConcluded,),
    SnoozedUntil.REFERRAL_ANSWER: (SupportReferralAnswered,),
    SnoozedUntil.CORRECTION_ANSWER: (CorrectionAgreed, CorrectionDisputed),
}
"""The facts that end a snooze; of any other one each new fact does but acts upon alerts."""

_OVER_WITH_ITS_DAY = frozenset(
    {AlertKind.HEARING_NEAR, AlertKind.CUSTODY_LIMIT_NEAR, AlertKind.PROTECTION_ENDING}
)
"""Alerts of a day after which it is too late: none is put off beyond it."""

_STATES = {
    AlertAcknowledged: AlertState.ACKNOWLEDGED,
    AlertSnoozed: AlertState.SNOOZED,
    AlertClosed: AlertState.CLOSED,
}


@dataclass(frozen=True, slots=True)
class ActedAlerts:
    """Rows after what people did, and the next instant after now at which an act runs out."""

    rows: tuple[Row, ...]
    next_change: datetime | None


def with_acts(rows: Iterable[Row], history: CaseHistory, now: datetime) -> ActedAlerts:
    """The rows of a case, its alerts as people's acts left them as at `now`.

    An act counts by when the platform learned of it, while the alert is raised, and by the agency
    whose alert it is: anybody may publish one. The newest counts. One that is closed stays closed,
    until what it warns of ends. What was done before the victim's reference was merged into this
    one counts on: of an alert that somebody had acted upon people had been told.
    """
    acts = history.derive(_by_alert, *ACTS)
    if not acts:
        return ActedAlerts(tuple(rows), None)
    before = tuple(rows)
    former = former_ids(before, chain.from_iterable(acts.values()))
    after = tuple(_acted(row, _upon(row, acts, former), history, now) for row in before)
    ends = (row.until for row in after if isinstance(row, Alert) and row.until)
    return ActedAlerts(after, min((at for at in ends if at > now), default=None))


def _by_alert(facts: FactsInOrder) -> dict[UUID, tuple[LoggedFact, ...]]:
    by_alert: dict[UUID, list[LoggedFact]] = defaultdict(list)
    for logged in facts:
        if isinstance(logged.fact, ACTS):
            for alert in logged.fact.alerts:
                by_alert[alert].append(logged)
    return {alert: tuple(acts) for alert, acts in by_alert.items()}


def _upon(
    row: Row, acts: Mapping[UUID, Sequence[LoggedFact]], former: FormerIds
) -> Sequence[LoggedFact]:
    """The acts upon an alert, under whichever of its ids, in the order in which they were known."""
    upon = {act for name in (row.id, *former.get(row.id, ())) for act in acts.get(name, ())}
    return sorted(upon, key=lambda act: (_known_at(act, act), act.event))


def _acted(row: Row, acts: Sequence[LoggedFact], history: CaseHistory, now: datetime) -> Row:
    if not isinstance(row, Alert):
        return row
    counting = [each for each in acts if _counts(each, row)]
    if not counting:
        return row
    row = _told_before(row, counting)
    closing = (each for each in counting if isinstance(each.fact, AlertClosed))
    act = next(closing, counting[-1])
    at = _known_at(act, act)
    acted = replace(row, acted=at, acted_by=act.recorded_by, note=_note(act))
    if row.state is not AlertState.RAISED:
        return acted
    until = _until(act, history, row)
    if until and until <= now:
        return replace(acted, until=until)
    closed = at if isinstance(act.fact, AlertClosed) else None
    return replace(acted, state=_STATES[type(act.fact)], until=until, closed=closed)


def _known_at(logged: LoggedFact, act: LoggedFact) -> datetime:
    """When the platform knew of a fact, by the journey in which somebody acted.

    What was merged with the act was known there before the merge.
    """
    there, acted = logged.merged_from, act.merged_from
    return there.learned if there and acted and there.victim == acted.victim else logged.learned


def _counts(act: LoggedFact, alert: Alert) -> bool:
    """Whether it is of those who had been told, and was not over yet. The clock may be behind.

    Before a merge they were told of what had begun by then; the alert here is raised after it.
    """
    at = _known_at(act, act)
    told = alert.breached if act.merged_from and alert.breached else alert.raised
    stood = told <= at and (alert.closed is None or at <= alert.closed)
    return stood and act.agency is alert.agency


def _told_before(alert: Alert, acts: Iterable[LoggedFact]) -> Alert:
    """The alert, raised by the first of the acts before a merge at the latest."""
    before = [act.merged_from.learned for act in acts if act.merged_from]
    if not before or alert.raised <= min(before):
        return alert
    pending = alert.state is AlertState.PENDING
    state = AlertState.RAISED if pending else alert.state
    return replace(alert, raised=min(before), state=state)


def _note(act: LoggedFact) -> str | None:
    match act.fact:
        case AlertAcknowledged(note=note):
            return note
        case AlertSnoozed(until=awaited):
            return awaited
        case AlertClosed(reason=reason):
            return reason
        case _:
            return None


def _until(act: LoggedFact, history: CaseHistory, alert: Alert) -> datetime | None:
    """When an act runs out; None of what is closed."""
    at = _known_at(act, act)
    match act.fact:
        case AlertAcknowledged():
            return next_working_morning(at)
        case AlertSnoozed(until_on=on, until=awaited):
            ends = [working_morning(last_day_of_snooze(london_date(at)))]
            ends += [max(working_morning(first_working_day(on)), at)] if on else []
            ends += _came(awaited, act, history) if awaited else []
            return min(ends + _before_the_day(alert, act))
        case _:
            return None


def last_day_of_snooze(day: date) -> date:
    """The last working day of the longest snooze that begins on a London day."""
    return last_working_day(day + LONGEST_SNOOZE)


def _before_the_day(alert: Alert, act: LoggedFact) -> list[datetime]:
    """The last working morning before the day of an alert that no other follows, or that day's."""
    if alert.kind not in _OVER_WITH_ITS_DAY or alert.due_on is None:
        return []
    mornings = map(working_morning, (working_day_before(alert.due_on), alert.due_on))
    return [at for at in mornings if at > _known_at(act, act)][:1]


def _came(awaited: SnoozedUntil, act: LoggedFact, history: CaseHistory) -> list[datetime]:
    """When what a snooze waits for was first learned of after it."""
    kinds = AWAITED.get(awaited)
    facts = history.of(*kinds) if kinds else history.facts
    known = (_known_at(each, act) for each in facts if _is_news(each))
    after = [at for at in known if at > _known_at(act, act)]
    return [min(after)] if after else []


def _is_news(logged: LoggedFact) -> bool:
    return not isinstance(logged.fact, ACTS)
