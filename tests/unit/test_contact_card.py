"""What a person must know before they contact a victim."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

import example_journeys
from caseworkers.act_subjects import ActSubject
from caseworkers.contact_card import ContactCard, contact_card
from caseworkers.restricted import Dispute, Restricted
from events.contact import Channel, ContactAgreed, ContactOptedOut, OptedOutOf
from events.help_for_victims import InterpreterOffered
from events.identifiers import Agency
from events.needs import AssessmentOccasion, Need, VictimNeedsAssessed
from events.representatives import OwedTo, RepresentativeKind, RepresentativeNamed, VictimDied
from example_journeys import Story
from processors.case.counted.case_histories import case_histories
from processors.fold.journey import fold
from schemas.log_records import LoggedFact
from web import contact_words
from web.acts.duty_act_forms import default_channel

DAY = date(2025, 9, 1)
NOTHING_HIDDEN = Restricted([], None)


def card(facts: list[LoggedFact], restricted: Restricted = NOTHING_HIDDEN) -> ContactCard:
    return contact_card(case_histories(facts), DAY, restricted)


def agreed(
    *channels: Channel, unsafe: tuple[Channel, ...] = (), language: str | None = None
) -> ContactAgreed:
    return ContactAgreed(
        every_days=28, channels=channels, unsafe_channels=unsafe, language=language
    )


def test_the_newest_agreement_of_a_case_counts() -> None:
    """Letters were unsafe, and after the move they are not."""
    story = Story(1)
    story.on(1, agreed(Channel.TELEPHONE, unsafe=(Channel.LETTER,)))
    assert contact_words.unsafe(card(story.facts)) == "Never by letter"
    story.on(9, agreed(Channel.LETTER, language="pl"))
    known = card(story.facts)
    assert contact_words.unsafe(known) == ""
    assert contact_words.none_unsafe(known) == "No channel was named"
    assert contact_words.in_short(known) == ["Contact by letter", "Polish"]


def test_what_one_case_calls_unsafe_is_unsafe_in_all() -> None:
    story = Story(1)
    story.on(1, agreed(Channel.TELEPHONE, Channel.EMAIL))
    story.on(2, agreed(unsafe=(Channel.TELEPHONE,)))
    story.facts[1] = replace(story.facts[1], case="urn:01MP1234525")

    known = card(story.facts)

    assert (known.safe, known.unsafe) == ([Channel.EMAIL], [Channel.TELEPHONE])


def test_an_interpreter_is_needed_as_the_newest_assessment_says() -> None:
    story = Story(1)
    story.on(1, VictimNeedsAssessed(occasion=AssessmentOccasion.REPORT, needs=(Need.INTERPRETER,)))
    story.on(2, InterpreterOffered(language="bfi"))
    assert contact_words.language(card(story.facts)) == "British Sign Language, with an interpreter"
    story.on(30, VictimNeedsAssessed(occasion=AssessmentOccasion.REVIEW, needs=()))
    assert not card(story.facts).interpreter


def test_after_a_death_the_victims_agreement_binds_nobody_and_a_relative_is_told() -> None:
    story = Story(1).on(1, agreed(Channel.TELEPHONE)).on(5, VictimDied())
    assert card(story.facts).speaks_for is OwedTo.BEREAVED_FAMILY
    story.on(6, RepresentativeNamed(representative=RepresentativeKind.BEREAVED_RELATIVE))
    known = card(story.facts)
    assert known.speaks_for is OwedTo.BEREAVED_RELATIVE
    assert not known.agreed


def test_a_wish_not_to_be_told_stands_until_contact_is_agreed_anew() -> None:
    story = Story(1).on(1, ContactOptedOut(of=OptedOutOf.COURT_UPDATES))
    known = contact_words.opted_out(card(story.facts))
    assert known == "Asked not to be told of what happens at court"
    assert card(story.on(2, agreed(Channel.TEXT)).facts).opted_out == []


def test_a_disputed_agreement_that_is_hidden_is_not_given_away() -> None:
    """What is hidden counts for nothing, and it is said that something is."""
    story = Story(1).on(1, agreed(Channel.TELEPHONE, unsafe=(Channel.LETTER,)))
    event = story.facts[0].event
    dispute = Dispute(event, "c1", Agency.CPS, Agency.MET_POLICE)

    hidden = card(story.facts, Restricted([dispute], Agency.PROBATION))

    assert (hidden.safe, hidden.unsafe, hidden.hidden) == ([], [], True)
    assert contact_words.HIDDEN in contact_words.in_short(hidden)
    assert contact_words.none_unsafe(hidden) == "None among what is shown"
    shown = card(story.facts, Restricted([dispute], Agency.CPS))
    assert (shown.unsafe, shown.hidden) == ([Channel.LETTER], False)


def test_where_nothing_was_agreed_nothing_is_called_safe() -> None:
    known = card(Story(1).facts)

    assert contact_words.safe(known) == "Nothing was agreed about contact"
    assert contact_words.none_unsafe(known) == "Not known: nothing was agreed about contact"


def test_cases_that_are_not_judged_have_the_facts_of_those_that_are() -> None:
    for story in example_journeys.stories():
        judged = fold(story.facts, example_journeys.NOW + timedelta(days=1)).cases
        found = {each.case: each for each in case_histories(story.facts)}
        assert found.keys() == judged.keys()
        for name, case in judged.items():
            assert found[name].facts == case.history.facts


@pytest.mark.parametrize(
    ("channels", "unsafe", "chosen"),
    [
        ((Channel.EMAIL, Channel.TELEPHONE), (), "email"),
        ((Channel.EMAIL, Channel.LETTER), (Channel.EMAIL,), "letter"),
        ((Channel.EMAIL,), (Channel.EMAIL,), ""),
        ((), (), ""),
    ],
)
def test_a_form_has_the_agreed_channel_chosen_and_no_other(
    channels: tuple[Channel, ...], unsafe: tuple[Channel, ...], chosen: str
) -> None:
    """Where none was agreed nobody knows how the contact was made but who made it."""
    story = Story(1).on(1, agreed(*channels, unsafe=unsafe))
    subject = cast(ActSubject, SimpleNamespace(journey=SimpleNamespace(contact=card(story.facts))))

    assert default_channel(subject) == chosen
