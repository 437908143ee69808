"""What the victim is to be told because of a duty of a journey that agencies published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from caseworkers.as_of import LogRecords
from caseworkers.explanations import Explanation, explained
from caseworkers.victim_words.duty_words import DutyWords, duty_words
from caseworkers.victim_words.text_parts import Telling
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from published_journey import facts_of, published_event
from schemas.changes import Obligation

Event = Mapping[str, Any]

VICTIM = {"subject": "crime:met-police:4401234/25", "victim": "met-police:V1"}


def event(
    kind: str, at: str, data: Mapping[str, Any], agency: str = "met-police", *, victim: bool = False
) -> Event:
    names = VICTIM if victim else {"subject": VICTIM["subject"]}
    return published_event(kind, at, data, agency, **names)


REPORTED = (
    event("crime-reported", "2025-03-03T10:00:00+00:00", {"offence": "domestic-abuse"}),
    event("victim-identified", "2025-03-03T10:00:00+00:00", {}, victim=True),
)


def known(*events: Event) -> tuple[str, LogRecords]:
    """Somebody's journey after these events, beside the report of the crime."""
    ((victim, facts),) = facts_of([*REPORTED, *events]).items()
    return victim, {victim: with_facts({}, facts)}


def explanation_of(victim: str, records: LogRecords, rule: str, at: str) -> Explanation:
    now = datetime.fromisoformat(at)
    rows = fold(next(iter(records.values())).values(), now).rows.values()
    (duty,) = (row for row in rows if isinstance(row, Obligation) and row.rule == rule)
    found = explained(victim, records, duty.id, now)
    assert found is not None
    return found


def words(*events: Event, rule: str, at: str = "2025-03-06T12:00:00+00:00") -> DutyWords | None:
    victim, records = known(*events)
    return duty_words(records, explanation_of(victim, records, rule, at))


def telling(*events: Event, rule: str, at: str = "2025-03-06T12:00:00+00:00") -> Telling:
    found = words(*events, rule=rule, at=at)
    assert found is not None
    return found.telling
