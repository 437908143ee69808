"""What was known of a victim before each correction was decided."""

from collections.abc import Iterator
from datetime import datetime

from processors.case.corrections.apply_corrections import last_decided
from processors.case.history.facts_by_event import FactsByEvent


def before_each_answer(
    facts: FactsByEvent, now: datetime
) -> Iterator[tuple[FactsByEvent, datetime, datetime | None]]:
    """What was known when, the newest first, and when the last decision in it was learned."""
    while True:
        learned = last_decided(facts)
        yield facts, now, learned
        if learned is None:
            return
        facts, now = learned_before(facts, learned), min(now, learned)


def learned_before(facts: FactsByEvent, learned: datetime) -> FactsByEvent:
    """Those of some facts that were learned before an instant."""
    return {event: each for event, each in facts.items() if each.learned < learned}
