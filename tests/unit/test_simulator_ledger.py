"""The ledger of truth beside the platform's fold, obligation by obligation.

The ledger is the oracle's own reading of the Code. To compare 20,000 victims, which takes some
minutes: make bench ARGS=ledger
"""

import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from events.clocks import london_day_after
from events.contact import Channel, ContactOutcome, ContactPurpose, VictimContacted
from events.identifiers import Agency, event_identity
from events.investigation import InvestigationOpened
from events.reporting import VictimIdentified
from events.vocabulary import AnyFact
from oracle.ledger import ledger_of, obligations_in
from oracle.merged_references import MergedReferences
from oracle.published_event import PublishedEvent
from processors.fold.journey import fold
from schemas.changes import Obligation, ObligationState
from simulated_intake import counting
from simulator import Simulation, simulate

pytestmark = pytest.mark.simulation

VICTIMS = int(os.environ.get("LEDGER_VICTIMS", "400"))

Line = tuple[object, ...]
"""Victim, case, rule, what raised it, the last day to do it in, its state, whether restricted.

Of one that nothing has ended, also for whom it is.
"""

UNDONE = (ObligationState.OPEN, ObligationState.BREACHED)


def by_the_ledger(simulation: Simulation, ending: date) -> Counter[Line]:
    return Counter(
        (
            owed.victim,
            owed.case,
            owed.rule,
            owed.trigger,
            owed.due_on,
            owed.state,
            owed.restricted,
            owed.owed_to,
        )
        for owed in ledger_of(simulation.deliveries, ending)
    )


def by_the_fold(simulation: Simulation, now: datetime) -> Counter[Line]:
    return Counter(
        (
            name,
            row.case_id,
            row.rule,
            row.trigger,
            row.due_on,
            row.state,
            row.disputed,
            row.owed_to if row.state in UNDONE else None,
        )
        for name, facts in counting(simulation.deliveries)
        for row in fold(facts, now).rows.values()
        if isinstance(row, Obligation)
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
    ledger = by_the_ledger(simulation, ending)
    found = by_the_fold(simulation, london_day_after(ending))

    print(f"seed {seed}: {found.total()} obligations")
    assert found.total() > 10 * VICTIMS
    assert list(found - ledger) == []
    assert list(ledger - found) == []


def test_the_platform_answers_as_the_ledger_has_it_in_the_middle_of_a_day() -> None:
    """Given events of today, then what was due by yesterday is late, and today's is not yet."""
    now = datetime(2026, 9, 30, 13, tzinfo=UTC)
    simulation = simulate(VICTIMS, 4, now)
    yesterday = now.date() - timedelta(days=1)

    ledger, found = by_the_ledger(simulation, yesterday), by_the_fold(simulation, now)
    assert any(each.at.date() == now.date() for each in simulation.deliveries)
    assert list(found - ledger) == []
    assert list(ledger - found) == []


def test_the_ledger_names_events_that_were_delivered() -> None:
    simulation = simulate(50, 3, date(2026, 9, 30))

    events = {
        event_identity(each.agency, each.event.source, each.event.id)
        for each in simulation.deliveries
    }
    ledger = ledger_of(simulation.deliveries, date(2026, 9, 30))
    assert {owed.trigger for owed in ledger} <= events


CALL = VictimContacted(
    purpose=ContactPurpose.WELFARE, channel=Channel.TELEPHONE, outcome=ContactOutcome.REACHED
)
OPENED = datetime(2026, 3, 2, 10, tzinfo=UTC)


def said(number: int, at: datetime, fact: AnyFact, by_day: bool = False) -> PublishedEvent:
    """The police's word about one victim, as it was published; it arrived within the hour."""
    return PublishedEvent(
        identity=UUID(int=number),
        agency=Agency.MET_POLICE,
        case="crime:met-police:1",
        victim="met-police:V1",
        at=at,
        known=None,
        fact=fact,
        by_day=by_day,
        arrived=at + timedelta(minutes=number),
    )


def contact_owed(*calls: PublishedEvent) -> list[tuple[date | None, str]]:
    """The duty to keep in touch (R6.9) after such calls, line by line, at the end of May."""
    events = [said(1, OPENED, VictimIdentified()), said(2, OPENED, InvestigationOpened()), *calls]
    owed = obligations_in(events, date(2026, 5, 31), MergedReferences({}))
    return [(each.due_on, str(each.state)) for each in owed if each.rule == "R6.9"]


def test_a_call_told_in_two_events_is_one_call() -> None:
    called = datetime(2026, 3, 3, 10, tzinfo=UTC)

    found = contact_owed(said(3, called, CALL), said(4, called, CALL))

    assert found == [(date(2026, 3, 30), "discharged"), (date(2026, 3, 31), "breached")]


def test_two_calls_of_one_day_do_not_answer_each_other() -> None:
    hour, day = datetime(2026, 3, 3, 10, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)

    found = contact_owed(said(3, hour, CALL), said(4, day, CALL, by_day=True))

    assert found[-1] == (date(2026, 3, 31), "breached")
