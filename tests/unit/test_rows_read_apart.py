"""What is owed, as a caseworker reads it: no two rows of a victim's page read the same."""

from collections import Counter
from datetime import date

import pytest

from caseworkers.journey_answers import ObligationLine
from caseworkers.victim_journeys import journey_as_of
from events.clocks import london_day_after
from events.identifiers import Pseudonym
from processors.case.history.facts_by_event import with_facts
from simulated_intake import counting
from simulator import simulate
from web import obligation_words

pytestmark = pytest.mark.simulation

ENDING = date(2026, 9, 30)


def read(duty: ObligationLine) -> tuple[object, ...]:
    """A row of the page; its case, too, as on the page of a victim with two."""
    raised = obligation_words.since_what(duty.suspect, duty.trigger_kind, duty.triggered)
    return duty.case_id, obligation_words.name(duty.rule), raised, duty.due_on, duty.state


def test_no_two_rows_read_the_same() -> None:
    """Given journeys with several suspects and matters, then each row says what raised it.

    Of a disputed event nothing may be shown, so two of these may read the same. So may two calls
    of one minute: in this simulation there are none.
    """
    alike = Counter[tuple[object, ...]]()
    shown = 0
    for name, facts in counting(simulate(150, 3, ENDING, charged_share=1.0).deliveries):
        victim = Pseudonym(name)
        journey = journey_as_of(victim, {victim: with_facts({}, facts)}, london_day_after(ENDING))
        rows = Counter(read(duty) for duty in journey.obligations if not duty.disputed)
        shown += rows.total()
        alike += Counter({row: number for row, number in rows.items() if number > 1})

    assert shown > 1000
    assert alike == Counter()
