"""Stories of messages that say only that something is due: each once, and none is lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from faulty_words import BAD, FRIDAY, GOOD, is_plain, office_of_one, words_fail
from notifier import new_messages, unwritten_messages
from notifier.contacts import ContactBook
from notifier.faults import LeftOutKind
from notifier.notification_record import RECORD, NotificationRecord
from notifier.notifier_counts import left_out_of
from notifier.notifier_loop import Notifier
from notifier.quiet_times import QuietTimes
from running_notifier import MET, an_alert, assigned
from schemas.alert_row import AlertState
from schemas.topics import JOURNEY_CHANGES, NOTIFIER_TOPICS
from told_people import Office, london

BAD_TOO = an_alert("bad too", raised=FRIDAY, rule="R6.4")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    return office_of_one(tmp_path)


@pytest.fixture
def mended(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The words of one rule fail; whoever calls it mends them."""
    return words_fail(monkeypatch)


def claimed(office: Office) -> Any:
    """The message that is on its way."""
    office.planning.plan(office.now)
    (claim,) = office.claims.new(QuietTimes(office.now, office.policy, {}), (), 10)
    return claim


def interrupted(office: Office) -> None:
    """The notifier is killed and started again: its channel knows that nothing was sent."""
    office.starts_again()
    for claim in office.claims.unfinished():
        office.claims.put_off(claim.message.id, "kill", office.now, may_have_arrived=False)


@pytest.mark.parametrize("killed", [True, False])
@pytest.mark.usefixtures("mended")
def test_what_was_not_taken_is_said_once_after_a_start_that_does_not_mend_it(
    office: Office, killed: bool
) -> None:
    office.reads(BAD)
    plain = claimed(office).message
    if not killed:
        office.claims.put_off(plain.id, "timeout", office.now, may_have_arrived=False)

    interrupted(office)

    ((_, message),) = office.told()
    assert message.id == plain.id
    interrupted(office)
    assert not office.told()


def test_killed_on_its_way_what_is_due_is_told_in_its_place_once_it_can_be_written(
    office: Office, mended: Callable[[], None]
) -> None:
    office.reads(BAD)
    claimed(office)
    mended()

    interrupted(office)

    ((_, message),) = office.told()
    assert message.subject == "1 thing due for case 01CP/4321/26"
    interrupted(office)
    assert not office.told()


@pytest.mark.usefixtures("mended")
def test_two_who_were_said_apart_are_not_said_together_at_the_next_start(office: Office) -> None:
    for alert in (BAD, BAD_TOO):
        office.reads(alert)
        assert [is_plain(message) for _, message in office.told()] == [True]

    for _ in range(2):
        office.starts_again()
        assert not office.told()


@pytest.mark.usefixtures("mended")
def test_of_two_that_were_said_together_the_one_that_stands_is_not_said_again(
    office: Office,
) -> None:
    office.reads(BAD, BAD_TOO)
    assert len(office.told()) == 1

    office.reads(replace(BAD, state=AlertState.RESOLVED))
    office.starts_again()

    assert not office.told()


def test_a_person_whose_address_cannot_be_found_stops_nobody_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given an error that is met again where the fault is noted."""
    office.signs_in(staff="MP2002")
    office.reads(assigned("MP2002"), GOOD)
    found = ContactBook.of
    with monkeypatch.context() as faulty:
        faulty.setattr(
            *(ContactBook, "of"),
            lambda book, who: 1 / 0 if who.endswith("2002") else found(book, who),
        )
        assert [address for address, _ in office.told()] == ["mp1001@met-police.example"]
        assert len(left_out_of(office.folder / RECORD, MET)) == 2

    office.starts_again()

    assert [address for address, _ in office.told()] == ["mp2002@met-police.example"]
    assert not left_out_of(office.folder / RECORD, MET)


def test_where_not_even_that_it_is_due_can_be_said_the_others_are_told(
    office: Office, mended: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        faulty.setattr(unwritten_messages, "plain_message", lambda *_: 1 / 0)
        office.reads(BAD, GOOD)
        assert len(office.told()) == 1
    office.starts_again()
    assert [is_plain(message) for _, message in office.told()] == [True]
    mended()
    office.starts_again()

    assert [is_plain(message) for _, message in office.told()] == [False]


def test_it_is_said_within_working_hours(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a fault that shows before anybody asked for the hour, on a Friday evening."""
    evening, monday = london("2026-06-12 20:30"), london("2026-06-15 10:00")
    monkeypatch.setattr(new_messages, "is_timely", lambda *_: 1 / 0)
    office.now = evening
    office.reads(an_alert("night", raised=evening))

    assert not office.told()
    assert [is_plain(message) for _, message in office.told(monday)] == [True]


def test_what_the_record_has_of_a_message_on_its_way_and_cannot_be_read_stops_no_start(
    office: Office,
) -> None:
    office.reads(GOOD)
    claimed(office)
    office.record.do("UPDATE messages SET content = '{}'")

    interrupted(office)

    (left_out,) = left_out_of(office.folder / RECORD, MET)
    assert left_out.error.startswith("KeyError at notifier/message_contents.py:")


def test_of_what_cannot_be_asked_about_for_want_of_an_address_the_next_start_asks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.reads(GOOD)
    message = claimed(office).message
    with monkeypatch.context() as faulty:
        faulty.setattr(ContactBook, "of", lambda *_: 1 / 0)
        interrupted(office)
        assert len(left_out_of(office.folder / RECORD, MET)) == 1

    interrupted(office)

    assert [told for _, told in office.told()] == [message]
    assert not left_out_of(office.folder / RECORD, MET)


class _Places:
    """A consumer that notes from where on it is to read."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, int], int] = {}

    def assign(self, _: object) -> None:
        """It takes every partition."""

    def seek(self, place: tuple[str, int], offset: int) -> None:
        self.places[place] = offset


def test_from_a_record_that_could_not_be_read_all_is_read_again(office: Office) -> None:
    """Given a later record of the journey: it is read after the earlier one again."""
    office.record.do("INSERT INTO read_offsets VALUES (?, 0, 9), (?, 1, 9)", *[JOURNEY_CHANGES] * 2)
    with office.record.transaction():
        office.faults.note(LeftOutKind.RECORD, f"{JOURNEY_CHANGES}/0/5", "", ValueError())
    notifier = Notifier(
        *(office.record, office.reader, office.book, office.planning),
        *(None, office.policy, office.faults),  # type: ignore[arg-type]
    )
    consumer = _Places()

    notifier._begin(consumer, dict.fromkeys(NOTIFIER_TOPICS, 2))

    assert consumer.places[JOURNEY_CHANGES, 0] == 5
    assert consumer.places[JOURNEY_CHANGES, 1] == 9
    assert not office.faults.of(LeftOutKind.RECORD)


def test_a_record_of_an_earlier_version_gets_what_is_new(tmp_path: Path) -> None:
    record = NotificationRecord(tmp_path / RECORD, FRIDAY)
    record.do("ALTER TABLE notifications DROP COLUMN plain")
    record.close()

    record = NotificationRecord(tmp_path / RECORD, FRIDAY)

    assert record.ask("SELECT plain FROM notifications") == []
