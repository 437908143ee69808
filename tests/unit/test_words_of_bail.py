"""What the victim is told of bail at court: as the court decided it, and no more than is known."""

import pytest

from bail_at_court import AT, Event, charged, read, remanded, said
from caseworkers.explanations import explained
from caseworkers.victim_words.duty_words import duty_words
from caseworkers.victim_words.text_parts import Telling
from caseworkers.victim_words.told_matters import MATTERS, may_have_happened


def received(**more: object) -> Event:
    about = {"sender": "hmcts", "about": "bail-hearing", **more}
    return said("notice-received", "2025-03-31", "witness-care", **about)


def telling(*events: Event) -> Telling:
    """What the unit tells because of its only duty to tell of bail."""
    journey = read(*events)
    (duty,) = journey.duties("R8.2b")
    victim = next(each.victim for each in journey.journey.facts.values() if each.victim)
    records = {victim: journey.journey.facts}
    why = explained(victim, records, duty.id, AT)
    assert why is not None
    words = duty_words(records, why)
    assert words is not None
    return words.telling


@pytest.mark.parametrize(
    ("remand", "appealed", "happened"),
    [
        ("custody", False, "remand-custody"),
        ("conditional-bail", False, "remand-bail-conditions"),
        ("unconditional-bail", False, "remand-bail"),
        ("hospital", False, "bail-hearing"),
        ("conditional-bail", True, "remand-custody"),
    ],
)
def test_bail_is_told_as_the_court_decided_it(remand: str, appealed: bool, happened: str) -> None:
    appeal = said("remand-appealed", "2025-03-05T11:00:00Z", "cps", by="prosecution")
    appeals = [appeal] if appealed else []

    told = telling(charged(), remanded("2025-03-05", remand), *appeals, received())

    assert told.happened == happened
    assert told.happened in may_have_happened(MATTERS["R8.2b"])


def test_nothing_is_said_of_another_defendants_bail() -> None:
    """Given a notice about suspect 2, whose remand nobody reported, then it says no more."""
    of_first = remanded("2025-03-05", "custody", suspect=1)

    told = telling(charged(1), charged(2), of_first, received(suspect=2))

    assert (told.happened, told.suspect) == ("bail-hearing", "2")
