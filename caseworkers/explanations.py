"""One duty explained: what raised it, how its day was counted, what moved it and what ended it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caseworkers.alert_lines import alert_of_duty
from caseworkers.as_of import (
    LogRecords,
    journey_at,
    log_records,
    restricted_in,
    timeline_lines,
    trigger_detail,
)
from caseworkers.correction_lines import CorrectionLine, corrections_of
from caseworkers.journey_answers import Answer, ObligationLine, TimelineLine, obligation_line
from caseworkers.restricted import Restricted
from events.identifiers import Agency
from processors.case.history.case_history import CaseHistory, since_day_of
from processors.case.suspects.case_suspects import NotOne, Suspects, suspects
from processors.case.suspects.meant_suspects import named_suspects
from processors.case.victim.contact_wishes import agreements_of, reached_safely
from processors.fold.journey import Journey
from processors.fold.obligations import JudgedDuty
from processors.victims_code.day_count import CountedDay, day_count
from processors.victims_code.duty import ClockStart
from processors.victims_code.triggered_duty import TriggeredDuty
from projections.alert_policies import alert_timing
from schemas.alert_policy import FIRST_TIMING, AlertTiming
from schemas.alert_row import Alert, AlertState
from schemas.changes import Contradiction, Obligation
from schemas.contradiction_kinds import ContradictionKind
from schemas.log_records import LoggedFact

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_VICTIM = Path(__file__).with_name("obligation_victim.sql").read_text()


class Explanation(Answer):
    """A duty as at `at`, with the facts behind it.

    It is due `days` days after the London day `since`, and `count` has each day from there on; all
    are empty of a duty that is due before a trial. `attempts` did not reach the victim, or not
    safely, or are `unclear`: they do not say which of several suspects they were about. `done_by`
    did what was asked for, in time or not. `alert` is how its alert to whoever owes it stands; None
    where none does. The clock started with `known_by`, if there is one;
    since `owed_to_since` it is done for someone in the victim's place. `as_of` is as in
    `VictimJourney`.

    `before` is a revised duty as it stood by what was first reported; None where it was not owed
    then. `corrections` are those of the journey. How its day was counted is empty where what raised
    it is hidden from the viewer.
    """

    victim: str
    as_of: datetime | None = None
    at: datetime
    duty: ObligationLine
    alert: AlertState | None = None
    clock: ClockStart
    since: date | None
    days: int | None
    count: list[CountedDay]
    trigger: TimelineLine
    known_by: TimelineLine | None
    owed_to_since: TimelineLine | None
    moved_by: TimelineLine | None
    attempts: list[TimelineLine]
    unclear: list[UUID]
    done_by: TimelineLine | None
    ended_by: TimelineLine | None
    before: ObligationLine | None
    corrections: list[CorrectionLine]


def explanation(
    store: "Store",
    obligation: UUID,
    now: datetime,
    as_of: datetime | None = None,
    seen_by: Agency | None = None,
) -> Explanation | None:
    """Why a duty stands as it does at `now`, or as was known at `as_of`; None of one not owed.

    `seen_by` is the viewer's agency.
    """
    victim = victim_of(store, obligation)
    if victim is None:
        return None
    records, timing = log_records(store, victim), alert_timing(store)
    return explained(victim, records, obligation, now, seen_by, timing=timing, as_of=as_of)


def victim_of(store: "Store", obligation: UUID) -> str | None:
    """The victim to whom a duty is owed, or was; None of one that is not known."""
    rows = store.query(_VICTIM, {"obligation": obligation})
    return str(rows[0]["victim"]) if rows else None


def explained(  # noqa: PLR0913 - whose duty, from what, when, and who asks
    victim: str,
    records: LogRecords,
    obligation: UUID,
    now: datetime,
    seen_by: Agency | None = None,
    *,
    timing: AlertTiming = FIRST_TIMING,
    as_of: datetime | None = None,
) -> Explanation | None:
    """The same from a victim's records of the log."""
    at = as_of or now
    journey = journey_at(victim, records, at, timing)
    judged = _judged(journey, obligation)
    duty = journey.rows.get(obligation)
    if judged is None or not isinstance(duty, Obligation):
        return None
    restricted = restricted_in(records, seen_by)
    detail = trigger_detail(journey, duty, restricted)
    return Explanation(
        victim=victim,
        as_of=as_of,
        at=at,
        duty=obligation_line(asdict(duty), at, restricted, detail),
        alert=_alert_state(journey, obligation),
        before=_before(journey, duty, restricted),
        corrections=corrections_of(journey, restricted),
        **_events(timeline_lines(journey, restricted), *judged, _unclear(journey)),
        **_counted(judged[1], restricted),
    )


def _judged(journey: Journey, obligation: UUID) -> tuple[CaseHistory, JudgedDuty] | None:
    for case in journey.cases.values():
        for item in case.duties.values():
            if item.judged and item.judged.obligation.id == obligation:
                return case.history, item.judged
    return None


def _alert_state(journey: Journey, obligation: UUID) -> AlertState | None:
    alerts = (row for row in journey.rows.values() if isinstance(row, Alert))
    alert = alert_of_duty(alerts, obligation)
    return alert.state if alert else None


def _before(journey: Journey, duty: Obligation, restricted: Restricted) -> ObligationLine | None:
    """A revised duty as it stood by what was first reported."""
    if not duty.revised or journey.first_reported is None:
        return None
    row = journey.first_reported.rows.get(duty.id)
    if not isinstance(row, Obligation):
        return None
    return obligation_line(asdict(row), journey.now, restricted)


_NOT_SAID = (ContradictionKind.WHICH_SUSPECT, ContradictionKind.OTHER_TRIGGER)


def _unclear(journey: Journey) -> frozenset[UUID]:
    """The facts that do not say which of several suspects was meant, or which event."""
    asked = (row for row in journey.rows.values() if isinstance(row, Contradiction))
    which = (row for row in asked if row.kind in _NOT_SAID)
    return frozenset(event for row in which for event in row.events)


def _events(
    timeline: Iterable[TimelineLine],
    history: CaseHistory,
    judged: JudgedDuty,
    unclear: frozenset[UUID],
) -> dict[str, Any]:
    """The entries of the timeline behind a duty."""
    entries = {entry.id: entry for entry in timeline}

    def entry(logged: LoggedFact | None) -> TimelineLine | None:
        return entries[logged.event] if logged else None

    raised, end = judged.triggered, judged.discharge
    attempts = [each.event for each in _attempts(history, judged, unclear)]
    return {
        "trigger": entries[raised.trigger.event],
        "known_by": entry(raised.known_by),
        "owed_to_since": entry(judged.recipient.since),
        "moved_by": entry(raised.deadline.moved_by),
        "attempts": [entries[each] for each in attempts],
        "unclear": [each for each in attempts if each in unclear],
        "done_by": entry(end.deed),
        "ended_by": entry(end.by),
    }


def _counted(judged: JudgedDuty, restricted: Restricted) -> dict[str, Any]:
    """How its day was counted; empty where the count would show when a hidden event was."""
    raised, due = judged.triggered, judged.triggered.deadline
    if restricted.hides(judged.obligation.trigger, judged.obligation.known_by):
        return {"clock": raised.duty.clock, "since": None, "days": None, "count": []}
    count = _count(raised)
    return {"clock": raised.duty.clock, "since": due.since, "days": due.days, "count": count}


def _count(raised: TriggeredDuty) -> list[CountedDay]:
    due = raised.deadline
    if due.since is None or due.days is None:
        return []
    return day_count(raised.rule, due.since, due.days)


def _attempts(
    history: CaseHistory, judged: JudgedDuty, unclear: frozenset[UUID]
) -> Iterator[LoggedFact]:
    """Facts that would have discharged the duty, had they reached the victim and said whom."""
    duty, trigger, deed = judged.triggered.duty, judged.triggered.trigger, judged.discharge.deed
    kinds = {pattern.kind for pattern in duty.discharged_by}
    agreements, of_case = agreements_of(history), suspects(history)
    for logged in since_day_of(history.of(*kinds), trigger):
        if deed and logged.order >= deed.order:
            return
        safely = reached_safely(agreements, logged, duty.sending_does)
        counts = safely and logged.event not in unclear
        asked = duty.is_discharged_by(logged, trigger) and not counts
        if asked and not _is_of_another(of_case, logged, judged.obligation.suspect):
            yield logged


def _is_of_another(of_case: Suspects, logged: LoggedFact, suspect: str | None) -> bool:
    """Whether a fact names suspects, and not the one whom a duty is about."""
    named = {str(each) for each in named_suspects(of_case, logged) if each is not NotOne.ALL}
    return bool(named) and suspect is not None and suspect not in named
