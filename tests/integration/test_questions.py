"""The named questions and the API, on a real chDB filled with the example city."""

from collections import Counter
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import httpx
import orjson
import pytest

import example_journeys
from caseworkers.urgency import NEWLY_LATE_DAYS, Urgency
from caseworkers.victim_journeys import victim_journey
from caseworkers.victims_worklist import worklist_by_victim
from caseworkers.worklist import AlertQuery, worklist, worklist_counts
from cli.commands.alerts_command import alerts
from cli.commands.timeline_command import timeline
from cli.output import Format
from cli.refused_events import accepted_of
from cli.refused_rows import listed_row
from events.clocks import london_date
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.reporting import CrimeReported
from projections.store import Store
from runtime.failure import Failure
from schemas.alert_row import AlertKind
from schemas.refusal import Reason
from schemas.rejected_records import RejectedRecord, identity
from web.what_to_do import what_to_do

NOW = example_journeys.NOW
STORIES = list(example_journeys.stories())

pytestmark = pytest.mark.platform


def test_the_overview_counts_every_event_once(api: httpx.Client) -> None:
    told = Counter(logged.agency for story in STORIES for logged in story.facts)
    overview = api.get("/api/overview").json()
    assert {name: count for name, count in overview["accepted"].items() if count} == told
    assert overview["journeys"] == len(STORIES)
    assert overview["timeline_entries"] == told.total()
    assert sum(overview["refused"].values()) == 3


def test_a_repeated_block_changes_no_count(store: Store, api: httpx.Client) -> None:
    before = api.get("/api/counts").json()
    example_journeys.fill(store)
    assert api.get("/api/counts").json() == before


def test_where_the_sink_stands_is_the_next_offset_to_read(api: httpx.Client) -> None:
    assert api.get("/api/sink").json() == [
        {"topic": "journey", "partition": 0, "next_offset": 10},
        {"topic": "journey", "partition": 1, "next_offset": 5},
    ]


class TestJourney:
    def test_it_tells_what_happened_in_order(self, store: Store) -> None:
        story = STORIES[1]
        journey = victim_journey(store, story.victim, NOW)
        assert journey is not None
        assert [entry.kind for entry in journey.timeline] == [
            logged.fact.kind for logged in story.facts
        ]
        reported = CrimeReported(offence=OffenceGroup.ROBBERY, borough="E09000025")
        assert journey.timeline[0].data == reported.model_dump(mode="json")

    def test_an_open_wait_lasts_until_now(self, store: Store) -> None:
        journey = victim_journey(store, STORIES[0].victim, NOW)
        assert journey is not None
        waiting = journey.intervals[-1]
        assert (waiting.end, waiting.ended) == ("open", None)
        assert waiting.started is not None
        assert waiting.days == (london_date(NOW) - london_date(waiting.started)).days

    def test_an_undone_duty_is_late_by_the_working_days_up_to_now(self, store: Store) -> None:
        """Due on Friday 10 January 2025 and never done: by 10 February 21 working days late."""
        late = next(s for s in STORIES if s.number == 40)
        at = datetime(2025, 2, 10, 12, tzinfo=UTC)
        journey = victim_journey(store, late.victim, at)
        assert journey is not None
        duty = next(duty for duty in journey.obligations if duty.rule == "R6.1")
        assert (duty.due_on and duty.due_on.isoformat(), duty.state, duty.days_late) == (
            "2025-01-10",
            "breached",
            21,
        )

    def test_nobody_knows_an_unknown_victim(self, store: Store, api: httpx.Client) -> None:
        assert victim_journey(store, "victim-nobody", NOW) is None
        assert api.get("/api/victims/victim-nobody").status_code == 404

    def test_the_api_tells_every_part(self, api: httpx.Client) -> None:
        journey = api.get(f"/api/victims/{STORIES[70].victim}").json()
        assert journey.pop("as_of") is None
        assert journey.pop("enhanced_rights") is False
        assert journey.pop("goes_on_as") is None
        assert journey.pop("contact")["speaks_for"] == "victim"
        assert journey.pop("remands") == []
        assert journey.pop("protected_by") == {
            "orders": [],
            "reporting_restrictions": [],
            "police_bail": [],
            "licences": [],
            "whereabouts": [],
        }
        assert set(journey) == {
            "victim",
            "timeline",
            "intervals",
            "obligations",
            "alerts",
            "corrections",
            "contradictions",
        }
        assert all(journey.values())


class TestWorklist:
    def test_what_can_still_be_saved_comes_first_and_the_long_late_last(self, store: Store) -> None:
        found = worklist(store, NOW, AlertQuery(limit=1000)).alerts
        order = [list(Urgency).index(alert.urgency) for alert in found if alert.urgency]
        assert order == sorted(order)
        assert len(order) == len(found)
        assert {alert.kind for alert in found} == set(AlertKind) - {AlertKind.CUSTODY_LIMIT_NEAR}

    def test_of_what_is_late_the_less_late_comes_first(self, store: Store) -> None:
        found = worklist(store, NOW, AlertQuery(kind=AlertKind.LATE, limit=1000)).alerts
        days = [alert.days_late or 0 for alert in found]
        assert days == sorted(days)
        newly = [alert.urgency is Urgency.NEWLY_LATE for alert in found]
        assert newly == [late <= NEWLY_LATE_DAYS for late in days]

    def test_a_reference_finds_the_victims_of_a_case(self, store: Store) -> None:
        found = worklist(store, NOW, AlertQuery(reference="4400040/25", limit=1000)).alerts
        assert {alert.victim for alert in found} == {STORIES[40].victim}
        assert worklist(store, NOW, AlertQuery(reference="nowhere")).total == 0

    def test_the_counts_are_those_of_the_lists_that_they_lead_to(self, store: Store) -> None:
        counts = worklist_counts(store, NOW, AlertQuery())
        for (urgency, agency), how_many in counts.items():
            of_it = AlertQuery(urgency=urgency, agency=agency)
            assert worklist(store, NOW, of_it).total == how_many
        assert sum(counts.values()) == worklist(store, NOW, AlertQuery()).total

    def test_duties_of_the_others_are_all_but_those_of_one_agency(self, store: Store) -> None:
        of_others = AlertQuery(not_agency=Agency.HMCTS, limit=1000)
        found = worklist(store, NOW, of_others).alerts
        own = worklist(store, NOW, AlertQuery(agency=Agency.HMCTS)).total
        assert Agency.HMCTS not in {alert.agency for alert in found}
        assert own + len(found) == worklist(store, NOW, AlertQuery()).total

    def test_victims_come_in_the_place_of_their_most_urgent_alert(self, store: Store) -> None:
        whole = worklist_by_victim(store, NOW, AlertQuery(limit=1000))
        by_alert = worklist(store, NOW, AlertQuery(limit=1000)).victims
        assert whole.victims == by_alert
        assert whole.total == len(by_alert)
        pages = [
            worklist_by_victim(store, NOW, AlertQuery(limit=25, offset=at)).victims
            for at in range(0, whole.total, 25)
        ]
        assert tuple(chain.from_iterable(pages)) == by_alert

    def test_a_victims_card_is_that_of_their_journey(self, store: Store) -> None:
        for victim in worklist_by_victim(store, NOW, AlertQuery(limit=1000)).page:
            journey = victim_journey(store, victim.victim, NOW)
            assert journey is not None
            assert victim.contact == journey.contact

    def test_an_alert_names_the_version_of_the_code_where_it_is_of_a_duty(
        self, store: Store
    ) -> None:
        found = worklist(store, NOW, AlertQuery(limit=1000)).alerts
        assert {(alert.rule is None, alert.code) for alert in found} == {
            (True, None),
            (False, "2020"),
        }

    def test_an_alert_of_an_event_says_when_that_was(self, store: Store) -> None:
        found = worklist(store, NOW, AlertQuery(limit=1000)).alerts
        of_events = [alert for alert in found if alert.event]
        assert {alert.kind for alert in of_events} == set(AlertKind) - {
            AlertKind.LATE,
            AlertKind.DUE_SOON,
            AlertKind.HAND_OFF,
            AlertKind.CUSTODY_LIMIT_NEAR,  # nobody in the example is in custody
        }
        facts = {logged.event: logged for story in STORIES for logged in story.facts}
        for alert in of_events:
            assert alert.event
            assert alert.triggered == facts[alert.event].occurred.at
            assert alert.trigger_kind == facts[alert.event].fact.kind

    def test_who_must_clear_it_up_with_whom(self, store: Store) -> None:
        found = worklist(store, NOW, AlertQuery(limit=1000)).alerts
        of_duties = (AlertKind.LATE, AlertKind.DUE_SOON, AlertKind.UNSAFE_CONTACT)
        waiting = [alert for alert in found if alert.kind not in of_duties]
        who = {(alert.kind, alert.agency, alert.other_agency) for alert in waiting}
        without_day = [alert for alert in waiting if alert.due_on is None]
        assert {alert.urgency for alert in without_day} == {Urgency.WAITING}
        police, support = Agency.MET_POLICE, Agency.VICTIM_SUPPORT
        assert who == {
            (AlertKind.HAND_OFF, Agency.WITNESS_CARE, Agency.HMCTS),
            (AlertKind.HAND_OFF, Agency.PROBATION, Agency.WITNESS_CARE),
            (AlertKind.HEARING_NEAR, Agency.WITNESS_CARE, None),
            (AlertKind.PROTECTION_ENDING, police, None),
            (AlertKind.SILENCE, support, None),
            (AlertKind.REFERRAL_WAITING, support, police),
            (AlertKind.DATA_DISPUTED, police, support),
            (AlertKind.DATA_DISPUTED, support, police),
        }

    def test_the_worklist_and_the_victims_page_say_the_same_of_an_alert(self, store: Store) -> None:
        for victim in worklist_by_victim(store, NOW, AlertQuery(limit=1000)).page:
            journey = victim_journey(store, victim.victim, NOW)
            assert journey is not None
            on_page = {alert.id: what_to_do(alert) for alert in journey.alerts}
            for alert in victim.alerts:
                assert what_to_do(alert) == on_page[alert.id]

    def test_an_alert_has_the_case_as_its_agency_names_it(self, store: Store) -> None:
        found = worklist(store, NOW, AlertQuery(kind=AlertKind.DUE_SOON)).alerts
        assert {alert.reference for alert in found} == {"crime:city-police:4400063/25"}

    def test_what_is_due_soon_is_not_late(self, store: Store) -> None:
        soon = worklist(store, NOW, AlertQuery(kind=AlertKind.DUE_SOON))
        assert [alert.days_late for alert in soon.alerts] == [None, None]
        assert {alert.agency for alert in soon.alerts} == {Agency.CITY_POLICE}

    def test_pages_together_are_the_whole(self, store: Store) -> None:
        whole = worklist(store, NOW, AlertQuery(limit=1000))
        pages = [
            worklist(store, NOW, AlertQuery(limit=7, offset=at)) for at in range(0, whole.total, 7)
        ]
        assert [alert for page in pages for alert in page.alerts] == whole.alerts
        assert {page.total for page in pages} == {whole.total} == {len(whole.alerts)}

    def test_an_alert_stands_or_is_closed(self, store: Store) -> None:
        raised = worklist(store, NOW, AlertQuery(standing="raised", limit=1000))
        closed = worklist(store, NOW, AlertQuery(standing="closed", limit=1000))
        assert raised.total + closed.total == store.counts()["alerts"]
        assert all(alert.closed is None for alert in raised.alerts)
        assert all(alert.closed for alert in closed.alerts)


class TestDesk:
    def test_an_agency_sees_what_was_refused_and_why(self, api: httpx.Client) -> None:
        desk = api.get("/api/agencies/city-police").json()
        assert [(row["name"], row["events"]) for row in desk["refused"]] == [
            ("invalid", 2),
            ("not-json", 1),
        ]
        assert [refusal["id"] for refusal in desk["refusals"]] == [
            "city-police/2",
            "city-police/1",
            "city-police/0",
        ]

    def test_and_not_what_was_refused_of_another(self, api: httpx.Client) -> None:
        desk = api.get("/api/agencies/met-police").json()
        assert (desk["refused"], desk["refusals"], desk["summary"]["refused"]) == ([], [], 0)
        assert desk["summary"]["accepted"] == sum(row["events"] for row in desk["accepted"])


class TestAlertWaits:
    def test_how_long_alerts_wait_is_what_the_last_tick_said(self, api: httpx.Client) -> None:
        answer = api.get("/api/alert-waits").json()
        lags = {"met-police": 14 * 3600, "youth-justice": 48 * 3600}
        assert answer == {"hold": 2700, "lags": lags}

    def test_pages_say_it_in_words(self, api: httpx.Client) -> None:
        desk = api.get("/agencies/met-police").text
        assert "wait 14 hours for its records: on all days but one of two weeks" in desk
        assert "do not wait for its records" in api.get("/agencies/cps").text
        operators = api.get("/operators").text
        assert "before it has been here for 45 minutes" in operators
        assert "48 hours" in operators


class TestAskedWrongly:
    def test_the_answer_names_the_values_allowed_never_the_one_asked(
        self, api: httpx.Client
    ) -> None:
        answer = api.get("/api/hotspots", params={"by": "Amira"})
        assert answer.status_code == 422
        assert answer.json() == {
            "detail": "Not one of the values allowed: by, which is"
            " 'stage', 'agency', 'tier', 'court', 'bcu', 'borough', 'offence' or 'victim-kind'"
        }

    def test_what_is_not_there_is_json_to_a_program(self, api: httpx.Client) -> None:
        assert api.get("/api/nowhere").json() == {"detail": "Not Found"}


class TestHead:
    @pytest.mark.parametrize("path", ["/overview", "/api/overview", "/hotspots.csv", "/health"])
    def test_it_answers_as_get_does_without_the_body(self, api: httpx.Client, path: str) -> None:
        head, get = api.head(path), api.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers["content-length"] == get.headers["content-length"]
        assert api.head("/nowhere").status_code == 404


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", f"/victims/{STORIES[0].victim}", "/api/alerts"])
    def test_nothing_is_kept_and_no_script_runs(self, api: httpx.Client, path: str) -> None:
        headers = api.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"


class TestRefused:
    @pytest.mark.usefixtures("_platform")
    def test_an_event_that_was_accepted_since_is_known_by_its_id_and_source(self) -> None:
        event = STORIES[0].facts[0]
        mended, other = _refused(b"0/0"), _refused(b"never sent again")

        found = accepted_of([(each, identity(each)) for each in (mended, other)])

        assert found == {event.event: event.received}
        at = found[event.event]
        said = listed_row(mended, at)["reason_and_problems"]
        assert said.splitlines()[-1] == "accepted: received 6 January 2025, 12:30pm"

    def test_nobody_is_told_of_another_agencys_events(self, api: httpx.Client) -> None:
        asked = {"event": str(STORIES[0].facts[0].event)}
        assert len(api.get("/api/agencies/met-police/accepted", params=asked).json()) == 1
        assert api.get("/api/agencies/cps/accepted", params=asked).json() == []


def _refused(name: bytes) -> RejectedRecord:
    """An event of the example's system, refused in the Met's topic."""
    return RejectedRecord(
        agency=Agency.MET_POLICE,
        offset=0,
        reason=Reason.INVALID,
        problems=(),
        source_partition=0,
        source_offset=0,
        received=NOW,
        key=None,
        value=None,
        headers=(("ce_id", name), ("ce_source", b"example")),
    )


@pytest.mark.usefixtures("_platform")
class TestCommands:
    def test_alerts_are_all_told_to_a_program(
        self, store: Store, capsys: pytest.CaptureFixture[str]
    ) -> None:
        alerts(format_=Format.JSON)
        told = orjson.loads(capsys.readouterr().out)
        expected = worklist(store, NOW, AlertQuery(limit=1000)).alerts
        assert [alert["id"] for alert in told] == [str(alert.id) for alert in expected]

    def test_alerts_of_one_agency(self, capsys: pytest.CaptureFixture[str]) -> None:
        alerts(agency=Agency.CITY_POLICE, kind=AlertKind.DUE_SOON)
        assert "2 of 2" in capsys.readouterr().out

    def test_an_unsafe_contact_is_told_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        alerts(kind=AlertKind.UNSAFE_CONTACT)
        told = capsys.readouterr().out
        assert "1 of 1" in told
        assert "Unsafe contact: by letter on" in told
        assert "by MP1001 of the" in " ".join(told.split())

    def test_no_alert_is_said_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        alerts(agency=Agency.YOUTH_JUSTICE)
        assert capsys.readouterr().out == "No such alert stands\n"

    def test_a_timeline_by_the_agencys_own_reference(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JOURNEY_PSEUDONYM_KEY", example_journeys.KEY.decode())
        timeline(STORIES[0].reference, format_=Format.JSON)
        told = orjson.loads(capsys.readouterr().out)
        assert [entry["kind"] for entry in told] == [f.fact.kind for f in STORIES[0].facts]
        assert told[0]["what_happened"] == "Robbery was reported in Newham"

    def test_a_timeline_by_pseudonym(self, capsys: pytest.CaptureFixture[str]) -> None:
        timeline(STORIES[0].victim)
        told = capsys.readouterr().out
        assert all(part in told for part in ("What happened", "Waits", "What is owed"))

    @pytest.mark.parametrize(
        ("victim", "says"),
        [
            ("victim-nobody", "No journey under this pseudonym"),
            ("victim-../../health", "Not Found"),
            ("met-police:V1", "no pseudonym key"),
            ("victim-support:C1", "no pseudonym key"),
            ("Amira", "not a victim"),
        ],
    )
    def test_who_is_not_known(self, victim: str, says: str, tmp_path: Path) -> None:
        with pytest.raises(Failure, match=says):
            timeline(victim)
        assert list(tmp_path.iterdir()) == []

    def test_a_platform_that_is_not_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JOURNEY_PORT", "1")
        with pytest.raises(Failure, match="journey up"):
            alerts()
