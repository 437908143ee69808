"""Stories of alerts about hearings: a message says which hearing is meant, and nobody's data."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from events.listings import WITHOUT_DATE
from faulty_words import FRIDAY, office_of_one
from notifier.notification_record import RECORD, written
from running_notifier import CASE, MET, VICTIM, an_alert, named
from schemas.alert_row import Alert, AlertKind
from schemas.changes import DutyHolder, Obligation, ObligationState
from told_people import Office

ASN = "2501ZD0100000104411J"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    return office_of_one(tmp_path)


def near(name: str, day: date, **said: object) -> Alert:
    """The alert that a hearing is near."""
    about = {"event": named(name), "obligation": None, "rule": None, "due_on": day}
    made = an_alert(f"near {name}", kind=AlertKind.HEARING_NEAR, raised=FRIDAY, **about)
    return replace(made, **said)  # type: ignore[arg-type]


TRIAL = near("trial", date(2026, 6, 15), trigger_kind="trial-listed", in_week=True)
BAIL = near(
    "bail", date(2026, 6, 16), trigger_kind="hearing-listed", detail="bail", suspect="2"
)  # fmt: skip


def lines(office: Office) -> list[str]:
    return [line for _, message in office.told() for line in message.lines]


def test_two_hearings_that_are_near_are_told_apart(office: Office) -> None:
    office.reads(BAIL, TRIAL)

    assert sorted(lines(office)) == [
        "Tell the victim when and where the bail hearing of suspect 2 on 16 June is: it is near",
        "Tell the victim when and where the trial in the week of 15 June is: it is near",
    ]


def test_of_a_disputed_hearing_a_message_says_the_day_alone(office: Office) -> None:
    office.reads(BAIL)
    office.reads(replace(BAIL, disputed=True))

    assert lines(office) == ["Tell the victim when and where the hearing on 16 June is: it is near"]


def test_a_suspect_who_is_known_by_an_asn_alone_is_not_named(office: Office) -> None:
    office.reads(replace(BAIL, suspect=ASN))

    assert lines(office) == [
        "Tell the victim when and where the bail hearing on 16 June is: it is near"
    ]


def test_neither_the_kind_of_an_order_nor_an_asn_is_kept(office: Office, tmp_path: Path) -> None:
    """They say what the crime was, and who is suspected."""
    ending = {"kind": AlertKind.PROTECTION_ENDING, "trigger_kind": "protective-order-made"}
    office.reads(replace(BAIL, detail="stalking-protection", suspect=ASN, **ending))  # type: ignore[arg-type]

    (line,) = lines(office)
    assert line.startswith("See whether the victim needs protection: an order is soon over")
    kept = b"".join(each.read_bytes() for each in tmp_path.glob(f"{RECORD}*"))
    assert str(BAIL.id).encode() in kept
    assert b"stalking" not in kept
    assert ASN.encode() not in kept


def owed(name: str, kind: str, detail: str = "", *, disputed: bool = False) -> Obligation:
    """The duty to tell of a hearing, which the alert of the same name is about."""
    return Obligation(
        id=named(f"duty of {name}"),
        case_id=CASE,
        rule="R8.1",
        code="2020",
        duty_holder=DutyHolder.WITNESS_CARE,
        agency=MET,
        trigger=named("listing"),
        triggered=FRIDAY,
        due_on=date(2026, 6, 12),
        enhanced=False,
        retimed_by=None,
        state=ObligationState.BREACHED,
        ended=None,
        ended_by=None,
        reason=None,
        days_late=0,
        disputed=disputed,
        suspect="1",
        trigger_kind=kind,
        detail=detail,
    )


@pytest.mark.parametrize(
    ("duty", "hearing"),
    [
        (owed("told", "trial-listed"), "trial"),
        (owed("told", "notice-received", "first"), "first hearing"),
        (owed("told", "notice-received"), "hearing"),
        (owed("told", "hearing-listed", "youth"), "hearing"),
        (owed("told", "trial-listed", disputed=True), "hearing"),
    ],
)
def test_a_duty_names_the_hearing_that_raised_it(
    office: Office, duty: Obligation, hearing: str
) -> None:
    """A youth court's by no name: that says how old a defendant is."""
    late = an_alert("told", rule="R8.1", raised=FRIDAY, due_on=date(2026, 6, 12))
    office.reads(duty, late)

    (line,) = lines(office)
    assert line.startswith(f"Tell the victim when and where the {hearing} of suspect 1 is")


@pytest.mark.parametrize(
    ("duty", "says"),
    [
        (owed("told", "trial-listed"), "when and where the trial is"),
        (
            owed("told", WITHOUT_DATE, "trial"),
            "that the hearing of the suspect, of which they were told, has no date now",
        ),
        (
            owed("told", "hearing-cancelled", "trial"),
            "that the trial, of which they were told, is off",
        ),
        (
            owed("told", "trial-listed", disputed=True),
            "when and where the hearing is, or that it is off",
        ),
        (owed("told", ""), "when and where the hearing is, or that it is off"),
    ],
    ids=["listed", "without a date", "off", "disputed", "of a row of an older version"],
)
def test_a_message_says_that_a_hearing_is_off_where_it_is_and_only_there(
    office: Office, duty: Obligation, says: str
) -> None:
    """Where nothing says whether it is off, the message leaves that open."""
    late = an_alert("told", rule="R8.1", raised=FRIDAY, due_on=date(2026, 6, 12))
    office.reads(replace(duty, suspect=None), late)

    (line,) = lines(office)
    assert line == f"Tell the victim {says}: by 12 June"


def test_a_message_names_the_case_as_the_agency_does(office: Office) -> None:
    office.reads(replace(TRIAL, reference="urn:01ZZ0001234"))

    ((_, message),) = office.told()
    assert message.subject == "1 thing due for case 01ZZ0001234"


_OLD_ALERTS = """
CREATE TABLE alerts
(
    victim TEXT, id TEXT, revision INTEGER NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL,
    agency TEXT NOT NULL, rule TEXT, obligation TEXT, due_on TEXT, state TEXT NOT NULL,
    raised TEXT NOT NULL, taken INTEGER NOT NULL DEFAULT 0, taken_before INTEGER NOT NULL DEFAULT 0,
    back TEXT, put_aside_by TEXT, step_due TEXT, event TEXT,
    PRIMARY KEY (victim, id)
) WITHOUT ROWID;
CREATE TABLE duties (victim TEXT, id TEXT, suspect TEXT, owed_to TEXT NOT NULL, raised_by TEXT,
    PRIMARY KEY (victim, id)) WITHOUT ROWID;
CREATE TABLE case_names (victim TEXT, agency TEXT, case_id TEXT, other TEXT, link TEXT,
    PRIMARY KEY (victim, agency, case_id, other, link)) WITHOUT ROWID;
INSERT INTO case_names VALUES ('victim', 'cps', 'urn:01ZZ0001234', '', '');
"""
_OLD_ALERT = """
INSERT INTO alerts (victim, id, revision, case_id, kind, agency, due_on, state, raised, step_due)
VALUES (?, ?, 0, ?, 'hearing-near', ?, '2026-06-15', 'raised', ?, ?)
"""


def test_a_record_of_an_older_version_goes_on(tmp_path: Path) -> None:
    """Given an alert without what its row says since, then it is told by its case and its day; and
    with all that once its row has come again. What timelines said is kept no more."""
    with closing(sqlite3.connect(tmp_path / RECORD)) as old:
        old.executescript(_OLD_ALERTS)
        about = (VICTIM, str(TRIAL.id), CASE, MET)
        old.execute(_OLD_ALERT, (*about, written(FRIDAY), written(FRIDAY)))
        old.commit()

    office = office_of_one(tmp_path)
    assert lines(office) == ["Tell the victim when and where the hearing on 15 June is: it is near"]

    again = office_of_one(tmp_path)
    again.reads(replace(BAIL, trigger_kind="trial-listed", detail="", suspect=None))
    assert lines(again) == ["Tell the victim when and where the trial on 16 June is: it is near"]
    with closing(sqlite3.connect(tmp_path / RECORD)) as now:
        tables = {name for (name,) in now.execute("SELECT name FROM sqlite_master")}
    assert {"case_names", "named_events"}.isdisjoint(tables)
