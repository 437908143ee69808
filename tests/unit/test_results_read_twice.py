"""Results that change, by the fold and by the ledger of truth: both say the same of each duty."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import orjson
import pytest

import later_sentence_events as later
import withdrawn_result_events as taken
from events.clocks import london_day_after
from events.identifiers import Agency, pseudonym
from oracle.ledger import ledger_of
from processors.fold.journey import fold
from published_journey import KEY, facts_of
from schemas.changes import Obligation
from schemas.cloudevents import decode
from simulator.simulated_delivery import Delivery

Event = dict[str, Any]

ENDING = date(2025, 8, 31)
FORCES = {"subject": "crime:met-police:1/25"}

_FIRST = later.sentenced("2025-06-02")
_LIGHTER = later.sentenced("2025-06-06", "slip-rule", **later.FINE)
_REFERRED = later.referred("2025-06-05")
_GONE_EARLY = taken.taken_back(taken.SENTENCED, "2025-06-10T09:00", reason="entered-in-error")
_AGAIN = taken.said("notice-sent", "2025-06-11T10:00", about="sentence", to="witness-care")

STORIES: dict[str, Sequence[Event]] = {
    "a sentence deleted": [*taken.WRONG, _GONE_EARLY],
    "a sentence amended": [*taken.WRONG, taken.GONE, taken.AMENDED],
    "a sentence amended, told anew": [*taken.WRONG, taken.GONE, taken.AMENDED, _AGAIN],
    "a withdrawal taken back": [
        *taken.WRONG,
        _GONE_EARLY,
        taken.taken_back(_GONE_EARLY, "2025-06-11T09:00"),
    ],
    "an outcome amended": [
        *taken.WRONG,
        taken.taken_back(taken.CONVICTED, "2025-06-12T09:00"),
        {**taken.CONVICTED, "id": "outcome", "recordedtime": "2025-06-12T09:00:00Z"},
        taken.said("notice-sent", "2025-06-13T10:00", about="case-outcome", to="witness-care"),
    ],
    "another agency's event": [
        *taken.WRONG,
        taken.taken_back(taken.SENTENCED, "2025-06-10T09:00", "cps"),
    ],
    "varied to a lighter one": [*later.KNOWN, _FIRST, _LIGHTER],
    "referred, then lighter": [*later.KNOWN, _FIRST, _REFERRED, _LIGHTER],
    "referred, then another that asks": [
        *later.KNOWN,
        _FIRST,
        _REFERRED,
        later.sentenced("2025-07-21", "appeal", months=24),
    ],
    "a conviction quashed": [*later.KNOWN, _FIRST, later.appeal("2025-06-06", "conviction")],
    "an appeal against sentence": [*later.KNOWN, _FIRST, later.appeal("2025-06-06", "sentence")],
}


_DELETED = {"a sentence deleted": {"R9.2a"}}
"""What nothing asks for any more in a story."""


@pytest.mark.parametrize("name", STORIES)
def test_the_ledger_says_of_it_what_the_fold_says(name: str) -> None:
    events = [each | FORCES for each in STORIES[name]]

    folded = by_the_fold(events)
    assert {rule for _, rule, *_ in folded} >= {"R9.1a", "R9.2a"} - _DELETED.get(name, set())
    assert by_the_ledger(events) == folded


def by_the_ledger(events: Sequence[Event]) -> Counter[tuple[object, ...]]:
    deliveries = [
        Delivery(_received(each), Agency(each["agency"]), decode(orjson.dumps(each), []))
        for each in events
    ]
    return Counter(
        (pseudonym(owed.victim, KEY), owed.rule, owed.trigger, owed.due_on, owed.state)
        for owed in ledger_of(deliveries, ENDING)
    )


def _received(event: Event) -> datetime:
    return datetime.fromisoformat(event["time"]) + timedelta(minutes=1)


def by_the_fold(events: Sequence[Event]) -> Counter[tuple[object, ...]]:
    return Counter(
        (name, row.rule, row.trigger, row.due_on, row.state)
        for name, facts in facts_of(events).items()
        for row in fold(facts, london_day_after(ENDING)).rows.values()
        if isinstance(row, Obligation)
    )
