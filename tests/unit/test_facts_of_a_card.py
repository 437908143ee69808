"""A worklist reads few facts of a victim, and how they may be reached is the same by these."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from caseworker_notes import Notes
from caseworkers.contact_card import CARD_FACTS, ContactCard, contact_card
from caseworkers.restricted import Restricted
from events.contact import Channel, ContactAgreed, ContactOptedOut, OptedOutOf
from events.fact import Fact
from events.help_for_victims import InterpreterOffered
from events.identity import CaseLinked, CaseMerged, CaseSplit, CaseUnlinked
from events.needs import AssessmentOccasion, Need, VictimNeedsAssessed
from events.offences import VictimKind
from events.reporting import VictimIdentified
from events.representatives import (
    RepresentativeEnded,
    RepresentativeKind,
    RepresentativeNamed,
    VictimDied,
)
from processors.case.corrections.apply_corrections import CORRECTING
from processors.case.counted.case_histories import case_histories
from processors.case.history.facts_by_event import with_facts
from record_strategies import journeys
from schemas.log_records import LoggedFact
from story_facts import granted

URN = "urn:01ZD0303225"
DAY = date(2026, 3, 2)
SPOKESPERSON = RepresentativeKind.SPOKESPERSON
NEEDS = VictimNeedsAssessed(occasion=AssessmentOccasion.REPORT, needs=(Need.INTERPRETER,))


def card(facts: list[LoggedFact]) -> ContactCard:
    return contact_card(case_histories(facts), DAY, Restricted([], None))


def read(facts: list[LoggedFact]) -> list[LoggedFact]:
    """What a worklist reads of them, as its question to the tables says it."""
    if any(type(each.fact) in CORRECTING for each in facts):
        return facts
    return [each for each in facts if type(each.fact) in CARD_FACTS or b'"asn":"' in each.written]


def agreed(*channels: Channel, unsafe: tuple[Channel, ...] = ()) -> ContactAgreed:
    return ContactAgreed(every_days=28, channels=channels, unsafe_channels=unsafe)


@given(facts=journeys)
def test_a_card_is_the_same_by_the_facts_that_a_worklist_reads(facts: list[LoggedFact]) -> None:
    """Of records of one event one counts: the store has that alone."""
    known = [*with_facts({}, facts).values()]

    assert card(read(known)) == card(known)


@pytest.mark.parametrize(
    "joined",
    [
        [CaseLinked(other=URN)],
        [CaseLinked(other=URN), CaseUnlinked(other=URN)],
        [CaseMerged(into=URN)],
        [CaseSplit(into=URN)],
    ],
    ids=["linked", "linked and parted", "merged", "split"],
)
def test_a_newer_agreement_of_another_case_counts_as_long_as_it_is_joined(
    notes: Notes, joined: list[Fact]
) -> None:
    """Given letters that one case calls unsafe: they are so still once the other is parted."""
    notes.reported("2025-03-03 10:00")
    unsafe = agreed(Channel.TELEPHONE, unsafe=(Channel.LETTER,))
    notes.happened("2025-03-03 11:00", unsafe)
    for each in joined:
        notes.happened("2025-03-04 10:00", each)
    notes.happened("2025-03-05 10:00", agreed(Channel.EMAIL), case=URN)

    known = card(read(notes.facts))

    assert known == card(notes.facts)
    assert known.unsafe == ([Channel.LETTER] if CaseUnlinked(other=URN) in joined else [])


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ([agreed(Channel.EMAIL)], {"safe": [Channel.EMAIL]}),
        ([ContactOptedOut(of=OptedOutOf.ALL)], {"opted_out": [OptedOutOf.ALL]}),
        ([InterpreterOffered(language="pl")], {"languages": ["pl"]}),
        ([NEEDS], {"interpreter": True}),
        ([granted()], {"enhanced_rights": True}),
        ([VictimDied()], {"speaks_for": "bereaved-family"}),
        ([RepresentativeNamed(representative=SPOKESPERSON)], {"speaks_for": "spokesperson"}),
        (
            [
                RepresentativeNamed(representative=SPOKESPERSON),
                RepresentativeEnded(representative=SPOKESPERSON),
            ],
            {"speaks_for": "victim"},
        ),
    ],
    ids=lambda each: each[-1].kind if isinstance(each, list) else "",
)
def test_each_of_these_facts_says_something_on_a_card(
    notes: Notes, facts: list[Fact], says: dict[str, Any]
) -> None:
    notes.reported("2025-03-03 10:00")
    for minute, each in enumerate(facts):
        notes.happened(f"2025-03-04 10:0{minute}", each)

    known = card(read(notes.facts))

    assert {name: getattr(known, name) for name in says} == says
    assert known == card(notes.facts)


def test_whom_a_business_has_named_speaks_for_it(notes: Notes) -> None:
    notes.happened("2025-03-03 10:00", VictimIdentified(victim_kind=VictimKind.BUSINESS))

    assert card(read(notes.facts)).speaks_for == "business"
