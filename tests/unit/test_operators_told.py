"""An agency's operators are told what to mend: once, and not of what is over."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from access.viewer import Role
from agencies.operator_alerts import OperatorAlert
from events.identifiers import Agency
from notifier.channels.channel_settings import TeamEndpoint
from running_notifier import a_preference, an_alert, assigned
from runtime.operator_notice_topic import notices_of
from schemas.operator_notices import OperatorNotice
from told_people import Office, london

MONDAY = london("2026-06-15 10:00")
PAUSE = OperatorNotice(Agency.MET_POLICE, MONDAY, False, "Intake paused. See what was refused")
OPERATOR = a_preference("MP7000", roles=frozenset({Role.AGENCY_OPERATOR}))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An operator of the Met who is in a team, one of the CPS, and a caseworker."""
    opened = Office(tmp_path, MONDAY - timedelta(days=3))
    opened.signs_in(OPERATOR)
    opened.signs_in(OPERATOR.model_copy(update={"agency": Agency.CPS, "address": "cps@x.example"}))
    opened.signs_in(a_preference())
    opened.now = MONDAY
    return opened


def test_a_pause_tells_the_operators_of_its_agency_once(office: Office) -> None:
    office.alerts_operators("pause", PAUSE)

    ((address, message),) = office.told()

    assert address == OPERATOR.address
    assert message.subject == "1 thing to mend in what your agency sends"
    assert message.lines == (PAUSE.says,)
    assert message.link == "https://j.example/agencies/met-police"
    office.alerts_operators("pause", PAUSE)
    office.alerts_operators("pause", replace(PAUSE, says="Intake paused: more was refused"))
    assert not office.told(MONDAY + timedelta(hours=3))


def test_of_what_went_on_before_it_was_sent_nobody_is_told(office: Office) -> None:
    office.alerts_operators("pause", PAUSE)
    office.alerts_operators("gone", PAUSE)
    office.planning.plan(MONDAY)

    office.alerts_operators("pause", replace(PAUSE, is_over=True))
    office.alerts_operators("gone", None)

    assert not office.told()


def test_what_comes_back_before_anybody_was_told_is_told(office: Office) -> None:
    office.alerts_operators("pause", PAUSE)
    office.planning.plan(MONDAY)
    office.alerts_operators("pause", replace(PAUSE, is_over=True))
    assert not office.told()

    office.alerts_operators("pause", PAUSE)

    assert len(office.told()) == 1


def test_a_new_notifier_tells_nobody_of_what_began_before_it(office: Office) -> None:
    office.alerts_operators("old", replace(PAUSE, since=MONDAY - timedelta(days=4)))

    assert not office.told()


def test_an_endpoint_hears_of_cases_and_of_what_is_sent_in_messages_apart(tmp_path: Path) -> None:
    endpoint = TeamEndpoint(channel="webhook", endpoint="desk")
    office = Office(tmp_path, MONDAY - timedelta(days=3), endpoints={"met-police": endpoint})
    office.signs_in(OPERATOR)
    office.reads(assigned(), an_alert(raised=MONDAY))
    office.alerts_operators("pause", PAUSE)

    told = office.told(MONDAY + timedelta(hours=2))

    assert sorted(message.subject for address, message in told if address == "desk") == [
        "1 thing due for case 01CP/4321/26",
        "1 thing to mend in what your agency sends",
    ]


def test_an_alert_whose_words_fail_is_told_without_them_and_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Given a reason of a refusal for which there are no words."""
    common = {"since": MONDAY, "count": 2, "state": "raised", "resolved_at": None}
    refused, pause = (
        OperatorAlert.model_validate(
            {"id": UUID(int=n), "kind": kind, "agency": agency, "about": about, **common}
        )
        for n, kind, agency, about in [
            (1, "refused", "met-police", "of-tomorrow"),
            (2, "paused", "cps", ""),
        ]
    )

    told = notices_of([refused, pause], [])

    first, second = (told[str(each.id)] for each in (refused, pause))
    assert first.says == "Something is to be mended: the agency’s page shows what"
    assert (first.agency, first.since) == (Agency.MET_POLICE, MONDAY)
    assert "Intake paused since" in second.says
    assert "KeyError" in caplog.text
