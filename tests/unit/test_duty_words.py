"""What is to be told because of a duty: true of its facts, and of those that the viewer may see."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from caseworkers.explanations import explained
from caseworkers.victim_words.duty_words import duty_words
from caseworkers.victim_words.support_lines import CrimeGroup
from caseworkers.victim_words.text_parts import WordsReader
from caseworkers.victim_words.told_matters import MATTERS, may_have_happened, what_happened
from caseworkers.victim_words.victim_text import victim_text
from events.corrections import CorrectionDisputed, CorrectionProposed, DisputeReason
from events.identifiers import Agency
from events.investigation import SuspectArrested
from fact_strategies import a_fact
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from processors.victims_code.all_duties import DUTIES
from published_journey import HANDED, facts_of, published
from schemas.changes import Obligation, ObligationState
from web.words_view import first_language, without_text
from words_of_duties import Event, event, explanation_of, known, telling, words

ARREST = event("suspect-arrested", "2025-03-04T14:00:00+00:00", {"suspect": 2})


def test_an_arrest_is_told_with_its_day_its_case_and_the_kind_of_crime() -> None:
    told = telling(ARREST, rule="R6.1")

    assert (told.happened, str(told.day)) == ("arrest", "2025-03-04")
    assert (told.agency, told.reference) == ("Metropolitan Police", "4401234/25")
    assert told.group is CrimeGroup.DOMESTIC_ABUSE
    assert (told.reader, told.suspect, told.late) == (None, None, False)


def test_of_several_suspects_it_says_which() -> None:
    other = event("suspect-arrested", "2025-03-01T14:00:00+00:00", {"suspect": 1})
    informed = {"about": "arrest", "suspect": 1, "channel": "telephone", "outcome": "reached"}
    done = event("victim-informed", "2025-03-05T09:00:00+00:00", informed, victim=True)
    victim, records = known(other, ARREST, done)
    now = datetime.fromisoformat("2025-03-06T12:00:00+00:00")
    rows = fold(next(iter(records.values())).values(), now).rows.values()
    duties = [row for row in rows if isinstance(row, Obligation) and row.rule == "R6.1"]

    found = {}
    for duty in duties:
        explanation = explained(victim, records, duty.id, now)
        assert explanation is not None
        found[duty.suspect] = duty_words(records, explanation)

    assert found["1"] is None, "the victim was told of the first"
    assert found["2"] is not None
    assert found["2"].telling.suspect == "2"


def test_what_is_late_says_so() -> None:
    assert telling(ARREST, rule="R6.1", at="2025-04-10T12:00:00+01:00").late


def test_whoever_speaks_for_the_victim_is_spoken_to() -> None:
    parent = {"representative": "parent-or-guardian"}
    named = event("representative-named", "2025-03-04T09:00:00+00:00", parent, victim=True)
    assert telling(named, ARREST, rule="R6.1").reader is WordsReader.PARENT

    died = event("victim-died", "2025-03-04T09:00:00+00:00", {}, victim=True)
    assert telling(died, ARREST, rule="R6.1").reader is WordsReader.BEREAVED


def test_a_listed_trial_has_its_day_and_court_and_not_the_day_of_the_listing() -> None:
    data = {"court": "snaresbrook", "starts_at": "2025-07-01T09:00:00+00:00"}
    listed = event("trial-listed", "2025-03-05T09:00:00+00:00", data, "hmcts")
    received = {**listed, "knowntime": "2025-03-05T10:00:00+00:00"}

    told = telling(received, rule="R8.1")

    assert told.happened == "trial"
    assert told.day is None
    assert told.hearing is not None
    assert told.hearing[1] == "Snaresbrook Crown Court"
    assert "Time: 10:00." in victim_text(told).paragraphs[0].english


COURT = {"court": "snaresbrook", "hearing": "trial"}
KNOWN = "2025-03-06T10:00:00+00:00"
AT_COURT = {"court": "snaresbrook", "on_day": "2025-07-01"}
OFF = {
    "hearing-cancelled": COURT,
    "hearing-adjourned": COURT,
    "trial-vacated": {"court": "snaresbrook"},
}
NEWS_OF_ANOTHER_DAY = {
    "first-hearing-listed": ("R6.8", AT_COURT, "hmcts"),
    "hearing-listed": ("R8.1", COURT | AT_COURT, "hmcts"),
    "trial-listed": ("R8.1", AT_COURT, "hmcts"),
    "notice-sent": ("R9.3", {"to": "witness-care", "about": "appeal"}, "hmcts"),
    "notice-received": ("R9.3", {"sender": "hmcts", "about": "appeal"}, "witness-care"),
    "parole-hearing-listed": ("R11.6", {"starts_at": "2025-07-01T09:00:00+00:00"}, "probation"),
}


@pytest.mark.parametrize("kind", NEWS_OF_ANOTHER_DAY)
def test_the_day_of_news_is_not_said_to_be_the_day_of_what_it_tells(kind: str) -> None:
    rule, data, agency = NEWS_OF_ANOTHER_DAY[kind]
    news = event(kind, "2025-03-05T09:00:00+00:00", data, agency)

    told = telling({**news, "knowntime": "2025-03-05T10:00:00+00:00"}, rule=rule)

    assert told.day is None
    assert "5 March" not in " ".join(each.english for each in victim_text(told).paragraphs)


def test_the_day_on_which_she_joined_the_scheme_is_not_that_of_the_sentence() -> None:
    joined = event(
        "contact-scheme-answered",
        "2025-03-05T09:00:00+00:00",
        {"answer": "joined"},
        "probation",
        victim=True,
    )
    assert telling(joined, rule="R11.4").day is None


@pytest.mark.parametrize("kind", OFF)
def test_the_day_on_which_a_hearing_was_taken_out_is_not_that_of_the_hearing(kind: str) -> None:
    """Given a trial that she was told of, when it is taken out, that day is not said as its own."""
    trial = event("trial-listed", "2025-03-05T09:00:00+00:00", AT_COURT, "hmcts")
    how = {"about": "hearing", "channel": "telephone", "outcome": "reached"}
    at = "2025-03-05T11:00:00+00:00"
    informed = event("victim-informed", at, how, "witness-care", victim=True)
    off = {**event(kind, "2025-03-06T09:00:00+00:00", OFF[kind], "hmcts"), "knowntime": KNOWN}

    told = telling(trial, informed, off, rule="R8.1")

    assert (told.happened, told.day) == ("hearing-off", None)


def test_what_a_court_owes_the_unit_is_for_no_victim() -> None:
    held = {"court": "snaresbrook", "hearing": "bail"}
    hearing = event("hearing-held", "2025-03-05T09:00:00+00:00", held, "hmcts")
    assert words(hearing, rule="R8.2a") is None


def test_nothing_is_offered_to_a_victim_who_asked_not_to_be_told() -> None:
    wish = event("contact-opted-out", "2025-03-05T09:00:00+00:00", {"of": "all"}, victim=True)
    assert words(ARREST, wish, rule="R6.1") is None


def test_nor_as_of_another_moment() -> None:
    victim, records = known(ARREST)
    seen = explanation_of(victim, records, "R6.1", "2025-03-06T12:00:00+00:00")
    later = seen.at + timedelta(days=30)
    then = explained(victim, records, seen.duty.id, later, as_of=seen.at)

    assert then is not None
    assert then == seen.model_copy(update={"as_of": seen.at}), "nothing but that differs"
    assert duty_words(records, then) is None


def test_the_victims_language_comes_first_and_one_without_a_text_is_named() -> None:
    def agreed(language: str) -> Event:
        data = {"every_days": 14, "language": language}
        return event("contact-agreed", "2025-03-04T09:00:00+00:00", data, victim=True)

    polish, urdu = (words(ARREST, agreed(each), rule="R6.1") for each in ("pl", "ur"))

    assert polish is not None
    assert (first_language(polish.contact), without_text(polish.contact)) == ("pl", [])
    assert urdu is not None
    assert (first_language(urdu.contact), without_text(urdu.contact)) == ("en", ["Urdu"])


def test_a_disputed_event_is_told_by_its_controllers_alone() -> None:
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    arrest = notes.happened("2025-03-04 14:00", SuspectArrested(suspect=3))
    moved = london("2025-03-14 14:00").isoformat()
    wrong = CorrectionProposed(correction="VS-17", event=arrest.event, field="time", value=moved)
    notes.happened("2025-03-10 10:00", wrong, Agency.VICTIM_SUPPORT)
    stands = CorrectionDisputed(
        proposed_by=Agency.VICTIM_SUPPORT, correction="VS-17", reason=DisputeReason.STANDS_BY_IT
    )
    notes.happened("2025-03-12 09:00", stands, Agency.MET_POLICE)
    records = {notes.victim: with_facts({}, notes.facts)}

    found = {}
    for agency in (Agency.MET_POLICE, Agency.CPS):
        now = london("2025-03-20 12:00")
        rows = fold(notes.facts, now).rows.values()
        (duty,) = (row for row in rows if isinstance(row, Obligation) and row.rule == "R6.1")
        seen = explained(notes.victim, records, duty.id, now, agency)
        assert seen is not None
        found[agency] = duty_words(records, seen, agency)

    assert found[Agency.MET_POLICE] is not None
    assert found[Agency.CPS] is None


@pytest.mark.parametrize("name", sorted(folder.name for folder in HANDED.iterdir()))
def test_every_duty_of_a_published_journey_that_is_to_be_told_has_its_words(name: str) -> None:
    """Whatever raised it; and no text has the pseudonym, or more of an identifier than a number."""
    events = published(name)
    now = datetime.fromisoformat(events[-1]["time"]) + timedelta(days=1)
    for victim, facts in facts_of(events).items():
        records = {victim: with_facts({}, facts)}
        for duty in fold(facts, now).rows.values():
            if not isinstance(duty, Obligation):
                continue
            seen = explained(victim, records, duty.id, now)
            assert seen is not None
            found = duty_words(records, seen)
            owed = duty.state in (ObligationState.OPEN, ObligationState.BREACHED)
            assert (found is not None) is (owed and duty.rule in MATTERS), duty.rule
            if found:
                happened = may_have_happened(MATTERS[duty.rule])
                assert found.telling.happened in happened
                text = " ".join(each.english for each in victim_text(found.telling).paragraphs)
                assert victim not in text
                assert "crime:" not in text


@given(st.data())
def test_whatever_raises_a_duty_is_something_that_may_have_happened(drawn: st.DataObject) -> None:
    """Whatever values the fact has that raises it."""
    duty = drawn.draw(st.sampled_from([duty for duty in DUTIES if duty.rule in MATTERS]))
    pattern = drawn.draw(st.sampled_from(duty.triggered_by))
    fact = drawn.draw(a_fact(pattern.kind).filter(pattern.condition))

    happened = what_happened(duty.rule, fact.kind, fact.model_dump(mode="json"))

    assert happened in may_have_happened(MATTERS[duty.rule])
