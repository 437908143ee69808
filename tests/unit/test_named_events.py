"""Stories of alerts about hearings: a message says which hearing is meant, and nobody's data."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from caseworker_notes import Notes, london
from caseworkers.victim_journeys import journey_as_of
from events.court import TrialListed
from events.identifiers import Agency
from events.listings import WITHOUT_DATE
from events.messages import NoticeAbout, NoticeReceived
from events.places import Court
from faulty_words import FRIDAY, office_of_one
from notifier import notification_record
from notifier.notification_record import RECORD
from processors.case.hearings.noticed_hearings import last_day_said
from processors.case.history.facts_by_event import with_facts
from running_notifier import CASE, LONG_AGO, MET, an_alert, named, reported
from schemas.alert_row import Alert, AlertKind
from schemas.changes import DutyHolder, EntryState, Obligation, ObligationState, TimelineEntry
from told_people import Office
from web.what_to_do import what_to_do


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    return office_of_one(tmp_path)


def entry(name: str, kind: str, at: datetime = LONG_AGO, **data: Any) -> TimelineEntry:
    """An event, as an entry of a timeline."""
    made = replace(reported(), id=named(name), kind=kind, occurred=at)
    return replace(made, data=orjson.dumps(data).decode())


def listed(name: str, kind: str, **data: Any) -> TimelineEntry:
    """A hearing."""
    return entry(name, kind, **{"court": "snaresbrook", **data})


def notice(about: str) -> TimelineEntry:
    """A notice that the court sent on that Friday."""
    return entry("notice", "notice-received", FRIDAY, sender="hmcts", about=about)


def near(name: str, day: date) -> Alert:
    """The alert that it is near."""
    about = {"event": named(name), "obligation": None, "rule": None, "due_on": day}
    return an_alert(f"near {name}", kind=AlertKind.HEARING_NEAR, raised=FRIDAY, **about)


def lines(office: Office) -> list[str]:
    return [line for _, message in office.told() for line in message.lines]


def test_two_hearings_that_are_near_are_told_apart(office: Office) -> None:
    office.reads(
        listed("bail", "hearing-listed", hearing="bail", suspect=2, asn="2501ZD0100000104411J"),
        listed("trial", "trial-listed", week_of="2026-06-15"),
        near("bail", date(2026, 6, 16)),
        near("trial", date(2026, 6, 15)),
    )

    assert sorted(lines(office)) == [
        "Tell the victim when and where the bail hearing of suspect 2 on 16 June is: it is near",
        "Tell the victim when and where the trial in the week of 15 June is: it is near",
    ]


def test_of_a_disputed_hearing_a_message_says_the_day_alone(office: Office) -> None:
    bail = listed("bail", "hearing-listed", hearing="bail", suspect=2)
    office.reads(bail)
    office.reads(replace(bail, state=EntryState.DISPUTED), near("bail", date(2026, 6, 16)))

    assert lines(office) == ["Tell the victim when and where the hearing on 16 June is: it is near"]


def owed(name: str, of: str) -> Obligation:
    """The duty to tell of a hearing, which the alert of the same name is about."""
    return Obligation(
        id=named(f"duty of {name}"),
        case_id=CASE,
        rule="R8.1",
        code="2020",
        duty_holder=DutyHolder.WITNESS_CARE,
        agency=MET,
        trigger=named(of),
        triggered=FRIDAY,
        due_on=date(2026, 6, 12),
        enhanced=False,
        retimed_by=None,
        state=ObligationState.BREACHED,
        ended=None,
        ended_by=None,
        reason=None,
        days_late=0,
        disputed=False,
        suspect="1",
    )


def test_a_duty_names_the_hearing_that_raised_it(office: Office) -> None:
    late = an_alert("told", rule="R8.1", raised=FRIDAY, due_on=date(2026, 6, 12))
    office.reads(listed("trial", "trial-listed"), owed("told", "trial"), late)

    (line,) = lines(office)
    assert line.startswith("Tell the victim when and where the trial of suspect 1 is")


@pytest.mark.parametrize(
    ("event", "raised_as", "says"),
    [
        (
            listed("it", "trial-listed", on_day="2026-07-20"),
            "trial-listed",
            "when and where the trial is",
        ),
        (
            listed("it", "hearing-listed", hearing="mention", to_be_fixed=True),
            WITHOUT_DATE,
            "that the hearing of the suspect, of which they were told, has no date now",
        ),
        (
            entry("it", "hearing-cancelled", court="snaresbrook", hearing="trial"),
            "hearing-cancelled",
            "that the trial, of which they were told, is off",
        ),
        (
            replace(listed("it", "trial-listed"), state=EntryState.DISPUTED),
            "trial-listed",
            "when and where the hearing is, or that it is off",
        ),
        (listed("it", "trial-listed"), "", "when and where the trial is, or that it is off"),
    ],
    ids=["listed", "without a date", "off", "disputed", "of a record of an older version"],
)
def test_a_message_says_that_a_hearing_is_off_where_it_is_and_only_there(
    office: Office, event: TimelineEntry, raised_as: str, says: str
) -> None:
    """Where nothing says whether it is off, the message leaves that open."""
    duty = replace(owed("told", "it"), suspect=None, trigger_kind=raised_as)
    late = an_alert("told", rule="R8.1", raised=FRIDAY, due_on=date(2026, 6, 12))
    office.reads(event, duty, late)

    (line,) = lines(office)
    assert line == f"Tell the victim {says}: by 12 June"


MENTION = listed("mention", "hearing-listed", hearing="mention", on_day="2026-07-01")
TRIAL = listed("trial", "trial-listed", on_day="2026-07-20")
HELD = listed("held", "hearing-listed", hearing="bail", on_day="2026-06-01")
OFF = entry("off", "trial-vacated", FRIDAY, court="snaresbrook", trial_result="vacated")


@pytest.mark.parametrize(
    ("about", "entries", "hearing"),
    [
        ("hearing", [TRIAL], "trial"),
        ("hearing", [TRIAL, HELD], "trial"),
        ("hearing", [TRIAL, MENTION], "hearing"),
        ("hearing", [TRIAL, OFF], "hearing"),
        ("hearing", [], "hearing"),
        ("first-hearing", [TRIAL], "first hearing"),
    ],
)
def test_a_duty_that_a_notice_raised_names_the_hearing_that_it_can_mean(
    office: Office, about: str, entries: list[TimelineEntry], hearing: str
) -> None:
    """A notice says that there is a hearing; of two that are listed nothing says which it means."""
    late = an_alert("told", rule="R8.1", raised=FRIDAY, due_on=date(2026, 6, 12))
    office.reads(*entries, notice(about), owed("told", "notice"), late)

    (line,) = lines(office)
    assert line.startswith(f"Tell the victim when and where the {hearing} of suspect 1 is")


@pytest.mark.parametrize(
    "listing",
    [
        {"starts_at": "2026-06-30T23:30:00Z"},
        {"on_day": "2026-07-01"},
        {"week_of": "2026-07-01"},
        {"to_be_fixed": True},
    ],
)
def test_a_hearing_can_begin_until_the_day_that_its_listing_says(listing: dict[str, Any]) -> None:
    fact = TrialListed.model_validate({"court": "snaresbrook", **listing})

    assert last_day_said(fact.model_dump(mode="json")) == fact.last_day


def test_the_page_of_a_victim_names_it_too() -> None:
    """Given a trial that was listed, and the notice that the unit received of it."""
    listing = TrialListed(court=Court.SNARESBROOK, on_day=date(2025, 6, 4))
    received = NoticeReceived(sender=Agency.HMCTS, about=NoticeAbout.HEARING)
    notes = Notes()
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", listing, Agency.HMCTS)
    notes.happened("2025-03-05 10:00", received, Agency.WITNESS_CARE)

    records = {notes.victim: with_facts({}, notes.facts)}
    journey = journey_as_of(str(notes.victim), records, london("2025-03-06 10:00"))

    by_notice = [each for each in journey.obligations if each.trigger_kind == NoticeReceived.kind]
    assert [what_to_do(each) for each in by_notice] == [
        "Tell the victim when and where the trial is (since 5 March 2025)"
    ]


def test_a_record_of_an_older_version_goes_on(tmp_path: Path) -> None:
    """Given one that has not yet which event an alert and a duty are about."""
    with closing(sqlite3.connect(tmp_path / RECORD)) as old:
        tables = notification_record._TABLES.replace(
            ", step_due TEXT, event TEXT", ", step_due TEXT"
        )
        old.executescript(
            tables.replace(
                "owed_to TEXT NOT NULL, raised_by TEXT, trigger_kind TEXT", "owed_to TEXT"
            )
        )

    office = office_of_one(tmp_path)
    office.reads(listed("trial", "trial-listed"), near("trial", date(2026, 6, 16)))

    assert lines(office) == ["Tell the victim when and where the trial on 16 June is: it is near"]
