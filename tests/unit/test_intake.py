"""Intake: whose journeys an event touches, whatever comes first."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from events.clocks import Occurred
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.fact import Fact
from events.identifiers import Agency, pseudonym
from events.investigation import SuspectArrested
from events.offences import OffenceGroup
from events.reporting import CrimeReported, VictimIdentified
from processors.case.history.facts_by_event import with_facts
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import take_in
from processors.stream.case_table import CaseTable
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact

KEY = b"a secret"
AT = datetime(2025, 3, 3, 10, tzinfo=UTC)


def said(number: int, fact: Fact, victim: str | None = None) -> AgencyEvent:
    return AgencyEvent(
        id=str(number),
        source="met",
        agency=Agency.MET_POLICE,
        case="crime:met-police:1",
        occurred=Occurred(AT + timedelta(hours=number)),
        fact=fact,  # type: ignore[arg-type]
        victim=victim,
    )


EVENTS = [
    said(1, CrimeReported(offence=OffenceGroup.ROBBERY)),
    said(2, SuspectArrested()),
    said(3, VictimIdentified(), "met-police:V1"),
    said(4, VictimIdentified(), "met-police:V2"),
    said(
        5,
        VictimInformed(
            about=ToldAbout.ARREST, channel=Channel.LETTER, outcome=ContactOutcome.REACHED
        ),
        "met-police:V1",
    ),
]


def intake(events: list[AgencyEvent]) -> dict[str, set[UUID]]:
    """What each victim's journey is given, "" for nobody's."""
    table, given = dict[str, bytes](), dict[str, set[UUID]]()
    for event in events:
        cases = CaseTable.of(table)
        taken = take_in(cases.get(event.case), event, AT, KEY)
        cases.put(event.case, taken.case)
        for record in taken.records:
            assert isinstance(record, LoggedFact)
            given.setdefault(record.victim or "", set()).add(record.event)
    return given


@pytest.mark.parametrize("order", list(permutations(EVENTS))[::7])
def test_in_any_order_each_victim_gets_the_case_and_what_concerns_them(
    order: tuple[AgencyEvent, ...],
) -> None:
    given = intake(list(order))
    given.pop("", None)

    first, second = (pseudonym(f"met-police:V{n}", KEY) for n in (1, 2))
    assert set(given) == {first, second}
    assert len(given[first]) == 4
    assert len(given[second]) == 3


def test_a_case_without_a_victim_makes_no_journey_but_is_on_record() -> None:
    given = intake(EVENTS[:2])

    assert set(given) == {""}
    assert len(given[""]) == 2


def test_a_repeated_event_adds_nothing_to_the_case() -> None:
    case = CaseFile()
    for event in EVENTS:
        case = take_in(case, event, AT, KEY).case
    again = case
    for event in EVENTS:
        again = take_in(again, event, AT + timedelta(days=1), KEY).case

    assert again == case


def test_no_reference_of_a_victim_reaches_the_log() -> None:
    case, log = CaseFile(), b""
    for event in EVENTS:
        taken = take_in(case, event, AT, KEY)
        case = taken.case
        log += b"".join(record.written for record in taken.records)

    table: dict[str, bytes] = {}
    CaseTable(table).put(EVENTS[0].case, case)
    assert "V1" not in repr((log, table))
    assert pseudonym("met-police:V1", KEY) != pseudonym("met-police:V1", b"another secret")


@pytest.mark.parametrize("order", list(permutations((9, 10, 100, 20))))
def test_of_an_event_sent_again_the_first_arrival_counts_in_any_order_of_reading(
    order: tuple[int, ...],
) -> None:
    """Given an arrest sent three times before its victim is known, it was received at the first.

    Read after the victim, all three arrivals concern them since the same moment.
    """
    arrest, victim = said(2, SuspectArrested()), said(3, VictimIdentified(), "met-police:V1")
    case, facts = CaseFile(), dict[UUID, LoggedFact]()
    for second in order:
        event = victim if second == 100 else arrest
        taken = take_in(case, event, AT + timedelta(seconds=second), KEY)
        case = taken.case
        facts |= with_facts(facts, [each for each in taken.records if each.victim])

    (counts,) = [each for each in facts.values() if isinstance(each.fact, SuspectArrested)]
    assert counts.received == AT + timedelta(seconds=9)
    assert counts.learned == AT + timedelta(seconds=100)
