"""Stories of the notifier: who is told, when, and in how many messages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from access.viewer import Role
from events.contact import Channel
from events.identifiers import Agency, Pseudonym
from notifier.channels.channel_settings import TeamEndpoint
from running_notifier import a_preference, an_alert, assigned
from schemas.alert_row import Alert, AlertKind, AlertState
from told_people import Office, london

FRIDAY = london("2026-06-12 10:00")
OTHERS = [Pseudonym(letter * 32) for letter in "bcdef"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A caseworker, a colleague and a supervisor of one team; the caseworker has the victim."""
    opened = Office(tmp_path, FRIDAY - timedelta(days=300))
    opened.signs_in(staff="MP1001")
    opened.signs_in(staff="MP1002")
    opened.signs_in(staff="MP1900", roles=frozenset({Role.SUPERVISOR}))
    opened.reads(assigned("MP1001"))
    opened.now = FRIDAY
    return opened


def raised(at: datetime, name: str = "first", **changed: object) -> Alert:
    return an_alert(name, raised=at, **changed)


def addresses(told: Sequence[tuple[str, object]]) -> list[str]:
    return sorted(address.partition("@")[0] for address, _ in told)


def test_an_escalation_stands_still_over_the_weekend(office: Office) -> None:
    office.now = london("2026-06-12 16:30")
    office.reads(raised(office.now))

    told = office.told_until(london("2026-06-17 12:00"))

    assert told == {"mp1001": "Fri 16:30", "mp1002": "Mon 16:30", "mp1900": "Tue 16:30"}


def test_it_stands_still_on_a_bank_holiday(office: Office) -> None:
    office.now = london("2026-05-22 16:30")  # the Friday before the Spring bank holiday
    office.reads(raised(office.now))

    told = office.told_until(london("2026-05-28 12:00"))

    assert told == {"mp1001": "Fri 16:30", "mp1002": "Tue 16:30", "mp1900": "Wed 16:30"}


def test_nobody_is_disturbed_at_night(office: Office) -> None:
    office.now = london("2026-06-12 17:30")
    office.reads(raised(office.now), raised(office.now, "second", rule="R6.6"))
    another = raised(office.now, "of another", case_id="crime:met-police:01CP/9/26")
    office.reads(another, assigned("MP1001"), victim=OTHERS[0])

    assert not office.told()
    assert not office.told(london("2026-06-15 08:59"))
    (told,) = office.told(london("2026-06-15 09:00"))
    assert told[1].subject == "3 things due in 2 cases"


def test_a_supervisor_hears_at_once_of_an_unsafe_contact(office: Office) -> None:
    office.now = london("2026-06-14 03:00")  # a Sunday
    unsafe = raised(
        office.now, kind=AlertKind.UNSAFE_CONTACT, rule=None, due_on=None, channel=Channel.TELEPHONE
    )
    office.silence(office.now, office.now + timedelta(days=1))

    office.reads(unsafe)

    assert "mp1900" in addresses(office.told())


def test_who_took_an_alert_up_stops_its_escalation_until_that_runs_out(office: Office) -> None:
    alert = raised(FRIDAY)
    office.reads(alert)
    assert addresses(office.told()) == ["mp1001"]
    morning = london("2026-06-15 09:00")
    taken = replace(alert, state=AlertState.ACKNOWLEDGED, acted=FRIDAY, until=morning)
    office.reads(taken)

    assert not office.told_until(london("2026-06-15 08:59"))

    office.reads(replace(taken, state=AlertState.RAISED))  # by the tick of that morning
    told = office.told_until(london("2026-06-17 17:00"))
    assert told == {"mp1001": "Mon 09:00", "mp1002": "Tue 09:00", "mp1900": "Wed 09:00"}


def test_what_was_withdrawn_before_it_was_sent_is_sent_when_it_is_raised_again(
    office: Office,
) -> None:
    office.now = london("2026-06-12 17:30")
    alert = raised(office.now)
    office.reads(alert)
    office.told()
    office.reads(replace(alert, state=AlertState.RETRACTED))
    assert not office.told(london("2026-06-15 09:00"))
    office.reads(alert)

    assert addresses(office.told(london("2026-06-15 09:01"))) == ["mp1001"]


def test_who_left_and_is_back_is_told(office: Office) -> None:
    office.now = london("2026-06-12 17:30")
    office.reads(raised(office.now))
    office.told()
    office.left("MP1001", london("2026-06-12 18:00"), to="MP1002")
    office.told(london("2026-06-12 19:00"))
    office.returned("MP1001", london("2026-06-12 20:00"))

    assert addresses(office.told(london("2026-06-15 09:00"))) == ["mp1001"]


def test_what_is_over_before_its_time_is_told_to_nobody(office: Office) -> None:
    office.now = london("2026-06-12 17:30")
    alert = raised(office.now)
    office.reads(alert)
    assert not office.told()
    office.reads(replace(alert, state=AlertState.RETRACTED))

    assert not office.told(london("2026-06-15 09:00"))


@pytest.mark.parametrize(
    ("raised_at", "comes_at"),
    [
        ("2026-03-26 12:00", "2026-03-27 09:00"),  # the last working days before summer time
        ("2026-03-27 12:00", "2026-03-30 09:00"),  # over its beginning
        ("2026-10-22 12:00", "2026-10-23 09:00"),
        ("2026-10-23 12:00", "2026-10-26 09:00"),  # over its end
        ("2026-05-01 12:00", "2026-05-05 09:00"),  # over a weekend and a bank holiday
        ("2026-06-12 09:00", "2026-06-12 09:00"),
    ],
)
def test_a_digest_comes_at_its_hour_of_london_on_working_days(
    raised_at: str, comes_at: str, office: Office
) -> None:
    office.signs_in(staff="MP1001", hour=9)
    office.now = london(raised_at)
    office.reads(raised(office.now), raised(office.now, "second"))
    office.reads(raised(office.now, "other"), assigned("MP1001"), victim=OTHERS[0])
    at = london(comes_at)

    assert not office.told(at - timedelta(seconds=1)) or at == london(raised_at)
    told = office.told(at)

    assert addresses(told) == ["mp1001"]
    assert told[0][1].subject.startswith("3 things due")


def test_a_digest_repeats_no_alert_and_none_comes_where_nothing_is_new(office: Office) -> None:
    office.signs_in(staff="MP1001", hour=9)
    office.reads(raised(FRIDAY, kind=AlertKind.DATA_DISPUTED))
    assert office.told(london("2026-06-15 09:00"))

    assert not office.told(london("2026-06-16 09:00"))


def test_a_silence_delays_and_loses_nothing(office: Office) -> None:
    ends = london("2026-06-12 15:00")
    office.silence(FRIDAY, ends, Agency.MET_POLICE)
    for number, victim in enumerate(OTHERS):
        office.reads(assigned("MP1001"), raised(FRIDAY, str(number)), victim=victim)

    assert not office.told(ends - timedelta(seconds=1))
    told = office.told(ends)

    assert addresses(told) == ["mp1001"]
    assert told[0][1].subject.startswith("5 things due")


def test_a_silence_of_another_agency_delays_nothing(office: Office) -> None:
    office.silence(FRIDAY, FRIDAY + timedelta(hours=1), Agency.CPS)
    office.reads(raised(FRIDAY))

    assert office.told()


def test_alerts_of_one_victim_come_as_one_message_and_of_two_as_two(office: Office) -> None:
    office.reads(raised(FRIDAY), raised(FRIDAY, "second", rule="R6.6"))
    office.reads(assigned("MP1001"), raised(FRIDAY, "third"), victim=OTHERS[0])

    told = office.told()

    assert sorted(len(message.lines) for _, message in told) == [1, 2]


def test_a_storm_comes_as_one_message(office: Office) -> None:
    for number, victim in enumerate(OTHERS):
        office.reads(assigned("MP1001"), raised(FRIDAY, str(number)), victim=victim)

    assert len(office.told()) == 1


def test_who_left_is_told_nothing_and_the_successor_is(office: Office) -> None:
    office.left("MP1001", FRIDAY - timedelta(days=1), to="MP1002")
    office.reads(raised(FRIDAY))

    assert addresses(office.told()) == ["mp1002"]


def test_who_leaves_while_a_message_waits_is_told_nothing(office: Office) -> None:
    office.now = london("2026-06-12 17:30")
    office.reads(raised(office.now))
    assert not office.told()
    office.left("MP1001", london("2026-06-12 18:00"), to="MP1002")

    assert addresses(office.told(london("2026-06-15 09:00"))) == ["mp1002"]


def test_of_who_left_to_a_team_its_people_are_told_and_not_the_one_who_left(office: Office) -> None:
    office.left("MP1001", FRIDAY - timedelta(days=1), team="hackney-1")
    office.reads(raised(FRIDAY))

    assert addresses(office.told()) == ["mp1002"]


def test_of_who_left_to_nobody_the_supervisor_is_told(office: Office) -> None:
    office.left("MP1001", FRIDAY - timedelta(days=1))
    office.reads(raised(FRIDAY))

    assert addresses(office.told()) == ["mp1900"]


def test_of_who_is_away_their_cover_is_told_too(office: Office) -> None:
    office.covers("MP1001", "MP1002", FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=9))
    office.reads(raised(FRIDAY))

    assert addresses(office.told()) == ["mp1001", "mp1002"]


def test_a_case_handed_over_while_a_message_waits_is_told_to_who_has_it(office: Office) -> None:
    office.now = london("2026-06-12 17:30")
    office.reads(raised(office.now))
    office.told()
    was, to = assigned("MP1001"), assigned("MP1002")
    office.reads(replace(was, until=office.now, replaced=True), replace(to, since=office.now))

    assert addresses(office.told(london("2026-06-15 09:00"))) == ["mp1002"]


def test_who_has_no_address_is_no_secret(office: Office) -> None:
    office.signs_in(a_preference("MP1001", address=None))
    office.reads(raised(FRIDAY))

    assert not office.told()
    (row,) = office.record.ask("SELECT recipient, state, error FROM messages")
    assert tuple(row) == ("staff:met-police/MP1001", "dead", "no-address")


def test_a_team_without_people_is_told_at_its_endpoint(tmp_path: Path) -> None:
    endpoint = TeamEndpoint(channel="teams", endpoint="hackney")
    office = Office(
        tmp_path, FRIDAY - timedelta(days=1), endpoints={"met-police/hackney-1": endpoint}
    )
    office.reads(assigned(None), raised(FRIDAY))

    assert addresses(office.told(FRIDAY)) == ["hackney"]
