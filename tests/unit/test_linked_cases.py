"""Victims and cases find each other, in whatever order their links come."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from caseworker_notes import london
from events.clocks import Occurred
from events.court import HearingKind, HearingListed
from events.fact import Fact
from events.identifiers import Agency, CaseIdentifier, Pseudonym, pseudonym
from events.identity import CaseLinked
from events.investigation import BailChange, BailConditionsChanged, SuspectArrested
from events.messages import NoticeAbout, NoticeReceived
from events.offences import OffenceGroup
from events.places import Court
from events.reporting import CrimeReported, VictimIdentified
from processors.fold.journey import fold
from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from processors.stream.case_table import CaseTable
from schemas.case_links import CaseMessage, decode_message, encode_message
from schemas.changes import Obligation, TimelineEntry
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact

KEY = b"a secret"
AT = datetime(2025, 4, 1, 10, tzinfo=UTC)
CRIME, OTHER_CRIME = "crime:met-police:4401234/25", "crime:met-police:4409999/25"
URN, COURT, ASN = "urn:01AA0123425", "court:01/2345/12A", "asn:1101ZD0100000410836V"


def said(number: int, case: str, fact: Fact, victim: str | None = None) -> AgencyEvent:
    return AgencyEvent(
        id=str(number),
        source="any",
        agency=Agency.MET_POLICE,
        case=case,
        occurred=Occurred(AT + timedelta(hours=number)),
        fact=fact,  # type: ignore[arg-type]
        victim=victim,
    )


EVENTS = [
    said(1, CRIME, CrimeReported(offence=OffenceGroup.ROBBERY)),
    said(2, CRIME, VictimIdentified(), "met-police:V1"),
    said(3, OTHER_CRIME, CrimeReported(offence=OffenceGroup.ROBBERY)),
    said(4, OTHER_CRIME, VictimIdentified(), "met-police:V2"),
    said(5, CRIME, SuspectArrested(asn=ASN.partition(":")[2])),
    said(6, ASN, BailConditionsChanged(change=BailChange.VARIED)),
    said(7, CRIME, CaseLinked(other=URN)),
    said(8, URN, CaseLinked(other=OTHER_CRIME)),
    said(9, URN, HearingListed(court=Court.HARROW, hearing=HearingKind.OTHER, starts_at=AT)),
    said(10, URN, CaseLinked(other=COURT)),
    said(11, COURT, HearingListed(court=Court.HARROW, hearing=HearingKind.OTHER, starts_at=AT)),
]
"""Two victims of two crimes, one prosecution, one suspect's arrest, one case number at court."""

FIRST = {1, 2, 5, 6, 7, 9, 10, 11}
SECOND = {3, 4, 8, 9, 10, 11}


class LinkedIntake:
    """Every case, and what they have still to tell each other."""

    def __init__(self) -> None:
        self.table: dict[str, bytes] = {}
        self.waiting: list[CaseMessage] = []
        self.given: dict[Pseudonym, dict[UUID, LoggedFact]] = defaultdict(dict)

    def take(self, event: AgencyEvent, received: datetime) -> None:
        self._keep(event.case, take_in(self._read(event.case), event, received, KEY))

    def hear(self, told: CaseMessage) -> None:
        read = decode_message(told.to.encode(), encode_message(told))
        assert read == told
        self._keep(told.to, take_message(self._read(told.to), told))

    def _read(self, case: str) -> CaseFile:
        return CaseTable.of(self.table).get(case)

    def _keep(self, name: str, taken: IntakeResult) -> None:
        CaseTable.of(self.table).put(name, taken.case)
        self.waiting += taken.messages
        for logged in taken.records:
            if logged.victim:
                held = self.given[logged.victim].get(logged.event)
                if held is None or logged.learned < held.learned:
                    self.given[logged.victim][logged.event] = logged


def ids(numbers: set[int]) -> set[UUID]:
    return {LoggedFact.accepted(EVENTS[n - 1], None, AT).event for n in numbers}


@given(order=st.permutations(list(range(len(EVENTS)))), data=st.data())
def test_each_victim_gets_what_concerns_them_in_any_order(
    order: list[int], data: st.DataObject
) -> None:
    """Given links said at either end and late, then all arrives, and nobody else's crime does."""
    intake = LinkedIntake()
    for number in order + order[:3]:
        intake.take(EVENTS[number], AT + timedelta(minutes=number))
        for _ in range(data.draw(st.integers(0, len(intake.waiting)))):
            intake.hear(intake.waiting.pop(data.draw(st.integers(0, len(intake.waiting) - 1))))
    while intake.waiting:
        intake.hear(intake.waiting.pop(0))

    first, second = (pseudonym(f"met-police:V{n}", KEY) for n in (1, 2))
    assert set(intake.given[first]) == ids(FIRST)
    assert set(intake.given[second]) == ids(SECOND)
    learned = {logged.event: logged.learned for logged in intake.given[first].values()}
    assert learned == {
        # by the last of the event itself, the victim, and each link on the way to it
        event: AT + timedelta(minutes=minutes)
        for event, minutes in zip(
            (LoggedFact.accepted(EVENTS[n - 1], None, AT).event for n in sorted(FIRST)),
            (1, 1, 4, 5, 6, 8, 9, 10),
            strict=True,
        )
    }


def test_linked_identifiers_are_one_case_of_the_journey() -> None:
    facts = [LoggedFact.accepted(EVENTS[n - 1], Pseudonym("victim-a"), AT) for n in sorted(FIRST)]

    assert set(fold(facts).cases) == {CRIME}
    assert set(fold(facts[::-1]).cases) == {CRIME}
    unlinked = [logged for logged in facts if not isinstance(logged.fact, CaseLinked)]
    assert set(fold(unlinked).cases) == {CRIME, URN, COURT}


def test_8_the_hearing_came_before_the_person() -> None:
    """HMCTS lists the URN on 1 April, the Met links it on the 3rd, Victim Support on the 7th."""
    hearing = HearingListed(
        court=Court.SNARESBROOK, hearing=HearingKind.OTHER, starts_at=london("2025-04-14 10:00")
    )
    notice = NoticeReceived(sender=Agency.HMCTS, about=NoticeAbout.HEARING)
    events = [
        ("2025-04-01 09:00", replace(said(1, URN, hearing), agency=Agency.HMCTS)),
        ("2025-04-02 15:00", replace(said(2, URN, notice), agency=Agency.WITNESS_CARE)),
        ("2025-04-03 10:00", said(3, CRIME, CaseLinked(other=URN))),
        ("2025-04-07 11:00", said(4, CRIME, VictimIdentified(), "victim-support:C7")),
    ]
    intake = LinkedIntake()
    for when, event in events:
        intake.take(replace(event, occurred=Occurred(london(when))), london(when))
        while intake.waiting:
            intake.hear(intake.waiting.pop(0))
    ((_, given),) = intake.given.items()

    rows = fold(given.values(), london("2025-04-08 00:00")).rows.values()

    (listed,) = [
        row for row in rows if isinstance(row, TimelineEntry) and row.kind == "hearing-listed"
    ]
    assert listed.occurred == london("2025-04-01 09:00")
    assert listed.received == london("2025-04-01 09:00")
    assert listed.linked == london("2025-04-07 11:00")
    (duty,) = [row for row in rows if isinstance(row, Obligation) and row.rule == "R8.1"]
    assert duty.triggered == london("2025-04-07 11:00")  # nobody knew of the person before
    assert duty.due_on == date(2025, 4, 8)
    assert duty.case_id == CRIME


@pytest.mark.parametrize(
    ("case", "error"),
    [
        ("asn:1101ZD0100000410836A", "asn_check_letter"),
        ("court:1/2/3", "string_pattern_mismatch"),
        ("urn:1", "string_pattern_mismatch"),
    ],
)
def test_a_badly_formed_identifier_is_refused_by_its_rule(case: str, error: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(CaseIdentifier).validate_python(case)

    assert [line["type"] for line in refused.value.errors()] == [error]
