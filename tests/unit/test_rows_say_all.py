"""The rows of alerts and of duties carry all that lists show of the case and of the event."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given

from caseworker_notes import Notes, london
from caseworkers.victim_journeys import journey_as_of
from events.before_trial import TrialVacated
from events.corrections import (
    CorrectionDisputed,
    CorrectionProposed,
    DisputeReason,
    ReportWithdrawn,
    TakenBackReason,
)
from events.court import FirstHearingListed, HearingKind, HearingListed, TrialListed
from events.fact import Fact
from events.identifiers import Agency
from events.identity import CaseLinked
from events.messages import NoticeAbout, NoticeReceived
from events.places import Court
from events.suspects import AboutSuspect
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import Journey, fold
from pure_worker import PureWorker
from record_strategies import instants, journeys
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.log_records import LoggedFact

COURT = Court.SNARESBROOK
CRIME, URN = "crime:met-police:4401234/25", "urn:01ZZ0001234"
ASN = "2501ZD0100000104411J"
NOTICE = NoticeReceived(sender=Agency.HMCTS, about=NoticeAbout.HEARING)
TRIAL = TrialListed(court=COURT, on_day=date(2025, 7, 1))
MENTION = HearingListed(court=COURT, on_day=date(2025, 7, 2), hearing=HearingKind.MENTION)
LATER = "2025-05-01 10:00"


def told_of_a_trial() -> Notes:
    """The witness care unit has the court's notice of a trial, and told nobody."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", TRIAL, Agency.HMCTS)
    notes.happened("2025-03-05 10:00", NOTICE, Agency.WITNESS_CARE)
    return notes


def late_of_the_unit(rows: object) -> Alert:
    assert isinstance(rows, dict)
    (alert,) = (
        row
        for row in rows.values()
        if isinstance(row, Alert) and row.kind is AlertKind.LATE and row.rule == "R8.1"
    )
    return alert


def test_an_alert_names_the_case_as_its_agency_does_also_once_that_is_learned() -> None:
    """Given an alert that was published, when the CPS links the crime with a URN, then the alert
    of the witness care unit says the URN, although nothing else of its duty changed."""
    notes, worker = told_of_a_trial(), PureWorker()
    worker.facts(*notes.facts)
    worker.tick(london(LATER))
    before = late_of_the_unit(worker.rows(notes.victim))

    linked = notes.happened("2025-05-01 11:00", CaseLinked(other=URN), Agency.CPS)
    worker.facts(linked)
    after = late_of_the_unit(worker.rows(notes.victim))

    assert (before.reference, after.reference) == (CRIME, URN)
    assert worker.rows(notes.victim) == fold(notes.facts, london("2025-05-01 10:00")).rows


def test_a_link_that_was_taken_back_names_a_case_no_more() -> None:
    notes = told_of_a_trial()
    linked = notes.happened("2025-03-06 10:00", CaseLinked(other=URN), Agency.CPS)
    named = late_of_the_unit(fold(notes.facts, london(LATER)).rows)
    mistake = ReportWithdrawn(event=linked.event, reason=TakenBackReason.ENTERED_IN_ERROR)
    notes.happened("2025-03-07 10:00", mistake, Agency.CPS)

    assert named.reference == URN
    assert late_of_the_unit(fold(notes.facts, london(LATER)).rows).reference == CRIME


def detail(notes: Notes) -> str:
    (duty,) = (
        each
        for each in notes.as_at(LATER).obligations
        if each.rule == "R8.1" and each.trigger_kind == NoticeReceived.kind
    )
    return duty.detail


def test_a_duty_says_which_hearing_its_notice_means_as_long_as_that_is_clear() -> None:
    """One that alone was listed; of two, and of a listing that is disputed, nothing is said."""
    clear, of_two, disputed = told_of_a_trial(), told_of_a_trial(), told_of_a_trial()
    of_two.happened("2025-03-04 11:00", MENTION, Agency.HMCTS)
    dispute_the_listing(disputed)

    assert (detail(clear), detail(of_two), detail(disputed)) == ("trial", "", "")


FIRST = FirstHearingListed(court=COURT, on_day=date(2025, 7, 1))
HELD = HearingListed(court=COURT, on_day=date(2025, 3, 4), hearing=HearingKind.BAIL)
OFF = TrialVacated(court=COURT)


@pytest.mark.parametrize(
    ("about", "listed", "hearing"),
    [
        (NoticeAbout.HEARING, [TRIAL], "trial"),
        (NoticeAbout.HEARING, [TRIAL, HELD], "trial"),
        (NoticeAbout.HEARING, [TRIAL, MENTION], ""),
        (NoticeAbout.HEARING, [TRIAL, OFF], ""),
        (NoticeAbout.HEARING, [FIRST], "first"),
        (NoticeAbout.HEARING, [], ""),
        (NoticeAbout.FIRST_HEARING, [TRIAL], "first"),
    ],
)
def test_a_notice_means_what_alone_was_listed_and_stands(
    about: NoticeAbout, listed: list[Fact], hearing: str
) -> None:
    """It says that there is a hearing; of two that are listed nothing says which it means."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    for each in listed:
        notes.happened("2025-03-04 10:00", each, Agency.HMCTS)
    received = NoticeReceived(sender=Agency.HMCTS, about=about)
    notice = notes.happened("2025-03-05 10:00", received, Agency.WITNESS_CARE)

    duties = notes.as_at(LATER).obligations
    assert {each.detail for each in duties if each.trigger == notice.event} == {hearing}


def test_a_listing_that_comes_late_changes_what_the_published_duty_says() -> None:
    notes, worker = told_of_a_trial(), PureWorker()
    worker.facts(*notes.facts)
    worker.tick(london(LATER))
    worker.facts(notes.happened("2025-03-04 11:00", MENTION, Agency.HMCTS, received=LATER))

    assert worker.rows(notes.victim) == fold(notes.facts, london(LATER)).rows


def dispute_the_listing(notes: Notes) -> None:
    """The unit says another day, and the court stands by it."""
    of = {"event": notes.facts[2].event, "correction": "WC-1"}
    proposed = CorrectionProposed(field="on_day", value="2025-07-08", **of)
    notes.happened("2025-03-06 10:00", proposed, Agency.WITNESS_CARE)
    answer = CorrectionDisputed(
        proposed_by=Agency.WITNESS_CARE, correction="WC-1", reason=DisputeReason.STANDS_BY_IT
    )
    notes.happened("2025-03-07 10:00", answer, Agency.HMCTS)


def test_a_page_as_of_before_does_not_say_by_a_hearing_that_was_restricted_since() -> None:
    """Given a listing that was disputed later, then of the time before the page names the hearing
    that a notice means to those alone who may see the listing."""
    notes = told_of_a_trial()
    dispute_the_listing(notes)
    records, before = {notes.victim: with_facts({}, notes.facts)}, london("2025-03-05 12:00")

    def said_to(agency: Agency) -> set[str]:
        page = journey_as_of(notes.victim, records, before, before, agency)
        alike = (each for each in page.obligations if each.trigger_kind == NoticeReceived.kind)
        return {each.detail for each in alike}

    assert said_to(Agency.HMCTS) == {"trial"}
    assert said_to(Agency.MET_POLICE) == {""}


def test_the_alert_of_a_hearing_says_whom_and_which() -> None:
    """Given a suspect whom one listing names by number and ASN, another by ASN alone."""
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    for said in ({"suspect": 2, "asn": ASN}, {"suspect": 1}, {"asn": ASN}):
        bail = HearingListed(
            court=COURT, week_of=date(2025, 7, 1), hearing=HearingKind.BAIL, **said
        )
        notes.happened("2025-03-04 10:00", bail, Agency.HMCTS)

    near = [
        row
        for row in fold(notes.facts, london("2025-06-28 10:00")).rows.values()
        if isinstance(row, Alert) and row.kind is AlertKind.HEARING_NEAR
    ]

    assert {(row.suspect, row.detail, row.in_week) for row in near} == {
        ("1", "bail", True),
        ("2", "bail", True),
    }


@given(facts=journeys, now=instants)
def test_what_an_alert_says_of_its_event_is_what_the_timeline_says(
    facts: list[LoggedFact], now: datetime
) -> None:
    journey = fold([replace(each, recorded_by="MP1001") for each in facts], now)
    for alert in (row for row in journey.rows.values() if isinstance(row, Alert)):
        assert alert.reference in _identifiers(journey)
        if alert.event and alert.state is not AlertState.RETRACTED:
            entry, logged = journey.entries[alert.event], journey.effective[alert.event]
            said = (alert.trigger_kind, alert.triggered, alert.recorded_by)
            assert said == (entry.kind, entry.occurred, entry.recorded_by)
            names = isinstance(logged.fact, AboutSuspect) and (
                logged.fact.suspect is not None or logged.fact.asn is not None
            )
            assert (alert.suspect is not None) is names


def _identifiers(journey: Journey) -> set[str]:
    return {*journey.names, *(each.case for each in journey.facts.values())}
