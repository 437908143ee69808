"""The fields of events in plain words, as the form of a correction shows and reads them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from caseworkers.journey_answers import TimelineLine
from events.clocks import Precision
from events.court import HearingKind, HearingListed
from events.identifiers import Agency
from events.places import Court
from events.vocabulary import FACTS
from schemas.changes import EntryState
from web import field_words
from web.acts.act_choices import _field
from web.acts.case_act_forms import SAME_VALUE, fields_of, proposed
from web.acts.typed_form import TypedForm

FORM = UUID(int=7)
FIELDS = [(kind, name) for kind, fact in FACTS.items() for name in fact.model_fields]
AT = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


def test_each_field_of_an_event_has_words_of_its_own() -> None:
    for kind, fact in FACTS.items():
        words = [field_words.field(name) for name in ("time", *fact.model_fields)]
        assert len(set(words)) == len(words), kind
        assert not [each for each in words if "_" in each]


def test_what_a_field_can_say_is_read_back_by_its_words_and_by_its_code() -> None:
    choices = [(kind, name, field_words._choices(kind, name)) for kind, name in FIELDS]
    read = [(kind, name, code) for kind, name, codes in choices for code in codes]
    assert len(read) > 1000

    for kind, name, code in read:
        words = field_words.value(name, code)
        assert field_words.typed(kind, name, words.upper()) == code
        assert field_words.typed(kind, name, code) == code


def hearing(**changed: Any) -> TimelineLine:
    """A hearing at Snaresbrook, as an entry of a timeline."""
    fact = HearingListed(court=Court.SNARESBROOK, hearing=HearingKind.SENTENCE, starts_at=AT)
    entry: dict[str, Any] = dict.fromkeys(TimelineLine.model_fields)
    return TimelineLine.model_validate(
        entry
        | {"id": UUID(int=1), "case_id": "urn:01CP4321/26", "kind": HearingListed.kind}
        | {"agency": Agency.HMCTS, "occurred": AT, "precision": Precision.INSTANT}
        | {"data": fact.model_dump(mode="json") | changed, "state": EntryState.REPORTED}
        | {"restricted": False, "hidden": False, "shown_to": [], "unsafe": False}
        | {"to_whom": "victim", "several_suspects": False}
    )


def test_the_form_shows_words_and_no_code() -> None:
    entry, form = hearing(), TypedForm([])
    shown = {name: _field(entry, name, form) for name in fields_of(entry)}

    assert shown["court"]["text"] == "Court"
    assert shown["court"]["hint"]["text"] == "It says Snaresbrook Crown Court"
    assert shown["hearing"]["text"] == "Kind of hearing"
    assert shown["starts_at"]["hint"]["text"] == "It says 4 March 2025, 9:30am"
    assert shown["to_be_fixed"]["hint"]["text"] == "It says no. It can be yes or no"
    assert shown["suspect"]["hint"]["text"] == "It says nothing"


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("court", "wood green crown court", "wood-green"),
        ("court", "wood-green", "wood-green"),
        ("hearing", "Pre trial review", "pre-trial-review"),
        ("starts_at", "2025-06-04 10:15", "2025-06-04T09:15:00+00:00"),
        ("suspect", "2", "2"),
    ],
)
def test_what_is_right_is_typed_in_words(field: str, typed: str, value: str) -> None:
    form = TypedForm([("field", field), ("value", typed)])

    proposal = proposed(form, hearing(), FORM)

    assert form.problems == {}
    assert proposal is not None
    assert proposal.value == value


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("court", "Snaresbrook Crown Court", SAME_VALUE),
        ("to_be_fixed", "No", SAME_VALUE),
        ("starts_at", "2025-03-04 09:30", SAME_VALUE),
        ("to_be_fixed", "perhaps", "It can be yes or no"),
        ("starts_at", "soon", "or a date and time such as 2026-03-04 10:15"),
        ("court", "the one in Stratford", "It can be Snaresbrook Crown Court, Isleworth"),
    ],
)
def test_what_is_wrong_is_said_in_words(field: str, typed: str, problem: str) -> None:
    form = TypedForm([("field", field), ("value", typed)])

    assert proposed(form, hearing(), FORM) is None
    assert problem in form.problems["value"]
