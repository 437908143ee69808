"""The simulator's ledger of truth beside the platform's fold, obligation by obligation.

The ledger is kept by the simulator's own reading of the Code. To compare 20,000 victims, which
takes a few minutes: LEDGER_VICTIMS=20000 pytest tests/unit/test_simulator_ledger.py
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from agencies.simulator import Simulation, simulate
from events.clocks import london_day_after
from events.identifiers import Pseudonym, event_identity
from processors.journey import fold
from schemas.changes import Obligation
from schemas.log import Logged

VICTIMS = int(os.environ.get("LEDGER_VICTIMS", "400"))

Line = tuple[object, ...]
"""Victim, case, rule, the event that raised it, the last day to do it in, its state."""


def by_the_ledger(simulation: Simulation) -> Counter[Line]:
    return Counter(
        (owed.victim, owed.case, owed.rule, owed.trigger, owed.due_on, owed.state)
        for owed in simulation.truth.ledger
    )


def by_the_fold(simulation: Simulation, ending: date) -> Counter[Line]:
    return Counter(
        (victim, row.case_id, row.rule, row.trigger, row.due_on, row.state)
        for victim, facts in delivered(simulation)
        for row in fold(facts, london_day_after(ending)).rows.values()
        if isinstance(row, Obligation)
    )


def delivered(simulation: Simulation) -> Iterator[tuple[str, list[Logged]]]:
    """Each victim's share of the deliveries, in order of arrival and with all repetitions."""
    of_case: dict[str, list[Logged]] = defaultdict(list)
    cases_of: dict[str, dict[str, None]] = defaultdict(dict)
    for delivery in simulation.deliveries:
        event = delivery.event
        victim = Pseudonym(event.victim) if event.victim else None
        of_case[event.case].append(Logged.accepted(event, victim, delivery.at))
        if victim:
            cases_of[victim][event.case] = None
    for name, cases in cases_of.items():
        yield (
            name,
            [fact for case in cases for fact in of_case[case] if fact.victim in (None, name)],
        )


@pytest.mark.parametrize(
    ("seed", "ending", "charged_share"),
    [(1, date(2026, 9, 30), 0.35), (2, date(2022, 3, 31), 1.0)],
    ids=["as simulated", "all charged, across two Codes"],
)
def test_the_platform_answers_as_the_ledger_has_it(
    seed: int, ending: date, charged_share: float
) -> None:
    """Given everything delivered, when it is folded, then each obligation is as in the ledger."""
    simulation = simulate(VICTIMS, seed, ending, charged_share)
    ledger, found = by_the_ledger(simulation), by_the_fold(simulation, ending)

    assert found.total() > 10 * VICTIMS
    assert list(found - ledger) == []
    assert list(ledger - found) == []


def test_the_ledger_names_events_that_were_delivered() -> None:
    simulation = simulate(50, 3, date(2026, 9, 30))

    events = {
        event_identity(each.agency, each.event.source, each.event.id)
        for each in simulation.deliveries
    }
    assert {owed.trigger for owed in simulation.truth.ledger} <= events
