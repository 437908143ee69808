"""What was known of a victim before each correction was decided."""

from collections.abc import Iterator
from datetime import datetime

from processors.case.counted.counted_facts import CountedFacts, counted_facts
from processors.case.history.facts_by_event import FactsByEvent


def before_each_answer(
    facts: FactsByEvent, now: datetime
) -> Iterator[tuple[CountedFacts, datetime, datetime | None]]:
    """What was known when, the newest first, and when the last decision in it was learned."""
    while True:
        counted = counted_facts(facts)
        learned = counted.last_decided
        yield counted, now, learned
        if learned is None:
            return
        facts, now = learned_before(facts, learned), min(now, learned)


def learned_before(facts: FactsByEvent, learned: datetime) -> FactsByEvent:
    """Those of some facts that were learned before an instant."""
    return {event: each for event, each in facts.items() if each.learned < learned}
