"""The page of a duty without a day says why it has none, and nothing that is not so."""

from caseworker_notes import Notes, london
from caseworkers.explanations import explained
from caseworkers.victim_journeys import journey_as_of
from events.court import HearingKind, HearingListed, Sentence, SentencePassed
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeSent
from events.places import Court
from processors.case.history.facts_by_event import with_facts
from web.obligation_view import statements_about

HEARING = HearingListed(
    court=Court.SNARESBROOK, hearing=HearingKind.SENTENCE, starts_at=london("2025-06-02 10:00")
)


def page(notes: Notes, rule: str, when: str = "2025-12-01 10:00") -> dict[str, str]:
    """What the page of the only duty by a rule says, by heading."""
    records = {notes.victim: with_facts({}, notes.facts)}
    told = journey_as_of(notes.victim, records, london(when))
    (duty,) = [duty for duty in told.obligations if duty.rule == rule]
    found = explained(notes.victim, records, duty.id, london(when))
    assert found is not None
    return {each.about: each.text for each in statements_about(found)}


def test_the_code_sets_no_day(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")

    said = page(notes, "R3.1")

    assert said["Due"].startswith("By no day: the rule sets no number of days")
    assert said["Not yet done"].startswith("On 1 December 2025; no day is set")


def test_nobody_knows_whether_a_notice_arrived(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    sent = NoticeSent(to=Agency.WITNESS_CARE, about=NoticeAbout.HEARING)
    notes.happened("2025-04-01 10:00", sent, Agency.HMCTS)

    said = page(notes, "R8.1")

    assert said["Clock started"].endswith("when it was sent. Nobody has reported that it arrived")
    assert "nobody has reported when the news arrived" in said["Due"]


def test_nobody_knows_whether_the_victim_is_eligible(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    passed = SentencePassed(court=Court.SNARESBROOK, sentence=Sentence.OTHER)
    notes.happened("2025-04-01 10:00", passed, Agency.HMCTS)

    said = page(notes, "R11.1")

    assert "it is not known whether the victim is eligible" in said["Due"]


def test_a_listing_that_says_when_the_unit_knew_of_it_was_passed_on_then(notes: Notes) -> None:
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-04-01 10:00", HEARING, Agency.HMCTS, known="2025-04-10 09:00")

    said = page(notes, "R8.1a")

    assert said["Done late"].startswith("2 working days late. The news arrived on 10 April 2025")


def test_a_sentence_after_the_act_of_2026_says_to_read_it(notes: Notes) -> None:
    notes.reported("2026-03-03 10:00")
    passed = SentencePassed(court=Court.SNARESBROOK, sentence=Sentence.FINE)
    notes.happened("2026-07-01 10:00", passed, Agency.HMCTS)

    said = page(notes, "ULS.1", "2026-12-01 10:00")

    assert said["Rule ULS.1 (not confirmed)"].endswith("within 6 months, it is said: read the Act")
    assert said["Due"].startswith("By no day")
