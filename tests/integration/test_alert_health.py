"""Alert health: what became of alerts, which rules make noise, how long they stood by team."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import orjson
import pytest

import example_journeys
from access.caseload import EVERYBODY, Caseload
from access.viewer import Role
from caseworkers.alert_health import BECAME, AlertHealth, alert_health
from cli.commands.alert_health_command import alert_health as command
from cli.output import Format
from events.identifiers import Agency
from example_access import access_of, viewer_with
from example_server import served, served_to
from projections.store import Store
from schemas.alert_row import AlertKind, AlertState
from schemas.changes import ObligationState
from store_copies import empty_store
from web.alert_health_words import WORDS, became

NOW = example_journeys.NOW
MET = Agency.MET_POLICE
OWN = (MET, frozenset({"CJU North"}))

pytestmark = pytest.mark.platform


Circumstances = tuple[AlertKind, AlertState, ObligationState | None, str | None]


@dataclass
class Alerts:
    """Writes alerts with their duties, and who had the victims, into the tables."""

    store: Store
    victims: list[str] = field(default_factory=list)

    def raised(
        self,
        state: AlertState = AlertState.RAISED,
        duty: ObligationState = ObligationState.BREACHED,
        *,
        kind: AlertKind = AlertKind.LATE,
        rule: str = "R6.1",
        ago: timedelta = timedelta(days=3),
        stood: timedelta | None = None,
        until: datetime | None = None,
    ) -> str:
        """An alert of a victim of its own; the victim."""
        victim, obligation = f"victim-{len(self.victims):026}", uuid4()
        self.victims.append(victim)
        common = {"victim": victim, "revision": 1, "is_deleted": 0, "rule": rule, "agency": MET}
        closed = (NOW - ago + stood).isoformat() if stood else None
        alert = {"id": uuid4(), "obligation": obligation, "kind": kind, "state": state}
        times = {"raised": (NOW - ago).isoformat(), "closed": closed}
        acted = {"acted": times["raised"], "until": until.isoformat()} if until else {}
        self.store.insert("alerts", [common | alert | times | acted])
        self.store.insert("obligations", [common | {"id": obligation, "state": duty}])
        return victim

    def raised_all(self, every: Iterable[Circumstances]) -> None:
        """Alerts of one victim, each of its own kind, state, duty and end of what somebody did."""
        raised, past = (NOW - timedelta(days=3)).isoformat(), (NOW - timedelta(days=1)).isoformat()
        common = {"victim": "victim", "revision": 1, "is_deleted": 0, "agency": MET}
        rows: dict[str, list[dict[str, object]]] = {"alerts": [], "obligations": []}
        for number, (kind, state, duty, forgotten) in enumerate(every):
            alert = common | {"id": UUID(int=number), "kind": kind, "state": state}
            acted = {"acted": raised, "until": past} if forgotten else {}
            of = {"obligation": UUID(int=number)} if duty else {}
            rows["alerts"].append(alert | acted | of | {"raised": raised})
            if duty:
                rows["obligations"].append(common | {"id": UUID(int=number), "state": duty})
        for table, written in rows.items():
            self.store.insert(table, written)

    def assigned(self, victim: str, team: str, staff: str) -> None:
        self.store.insert(
            "assignments",
            [
                {
                    "victim": victim,
                    "id": UUID(int=len(self.victims) + hash((victim, staff)) % 2**60),
                    "revision": 1,
                    "is_deleted": 0,
                    "agency": MET,
                    "staff": staff,
                    "team": team,
                    "since": (NOW - timedelta(days=80)).isoformat(),
                }
            ],
        )


@pytest.fixture
def alerts(tmp_path: Path) -> Iterator[Alerts]:
    with empty_store(tmp_path / "chdb") as store:
        yield Alerts(store)


def health(alerts: Alerts, caseload: Caseload = EVERYBODY) -> AlertHealth:
    return alert_health(alerts.store, NOW, 28, caseload, OWN)


def test_each_alert_is_counted_by_what_became_of_it(alerts: Alerts) -> None:
    done, soon = ObligationState.DISCHARGED, AlertKind.DUE_SOON
    alerts.raised(AlertState.RESOLVED, done, kind=soon)
    alerts.raised(AlertState.RESOLVED, ObligationState.DISCHARGED_LATE)
    alerts.raised(AlertState.RETRACTED, done)
    alerts.raised(AlertState.CLOSED)
    alerts.raised(until=NOW - timedelta(hours=1))
    alerts.raised(AlertState.ACKNOWLEDGED, until=NOW + timedelta(hours=1))
    alerts.raised(AlertState.SUPERSEDED, kind=soon)

    totals = health(alerts).totals

    assert (totals.raised, totals.in_time, totals.retracted) == (7, 1, 1)
    assert (totals.forgotten, totals.closed, totals.ended) == (1, 1, 4)
    assert (totals.done_late, totals.taken_up, totals.replaced, totals.to_do) == (1, 1, 1, 0)


def test_each_alert_raised_is_counted_once(alerts: Alerts) -> None:
    """Given alerts of each kind, in each state, with a duty in each state or with none."""
    told = [state for state in AlertState if state is not AlertState.PENDING]
    every = list(product(AlertKind, told, (None, *ObligationState), (None, "forgotten")))
    alerts.raised_all(every)

    found = health(alerts)

    assert found.totals.raised == len(every)
    for of in (found.totals, *found.rules):
        assert sum(getattr(of, name) for name in BECAME) == of.raised
    assert all(getattr(found.totals, name) for name in BECAME)
    assert tuple(WORDS) == BECAME
    assert sum(count for _, count, _ in became(found.totals)) == len(every)


def test_nobody_was_told_of_what_is_pending_and_the_period_ends(alerts: Alerts) -> None:
    alerts.raised(AlertState.PENDING)
    alerts.raised(ago=timedelta(days=29))
    assert health(alerts).totals.raised == 0


def test_noise_is_what_was_retracted_or_ended_by_itself(alerts: Alerts) -> None:
    alerts.raised(AlertState.RETRACTED, ObligationState.DISCHARGED)
    alerts.raised(AlertState.RESOLVED, ObligationState.WITHDRAWN)
    alerts.raised(AlertState.RESOLVED, ObligationState.DISCHARGED_LATE)
    alerts.raised(AlertState.RESOLVED, ObligationState.EXCUSED)
    alerts.raised(AlertState.RESOLVED, ObligationState.DISCHARGED_LATE, rule="R9.2")

    noise = {rule.rule: rule.noise_share for rule in health(alerts).rules}

    assert noise == {"R6.1": 0.5, "R9.2": 0.0}


def test_a_rule_of_which_nothing_has_ended_has_no_share(alerts: Alerts) -> None:
    alerts.raised()
    assert [rule.noise_share for rule in health(alerts).rules] == [None]


def test_a_supervisor_sees_the_median_of_their_own_team_however_small(alerts: Alerts) -> None:
    for hours in (1, 5, 30):
        done = ObligationState.DISCHARGED_LATE
        victim = alerts.raised(AlertState.RESOLVED, done, stood=timedelta(hours=hours))
        alerts.assigned(victim, "CJU North", "MP1001")
    (team,) = health(alerts).teams
    assert (team.team, team.alerts, team.median) == ("CJU North", 3, 5 * 3600)


@pytest.mark.parametrize(
    ("count", "people", "shown"), [(9, 3, False), (12, 2, False), (12, 3, True)]
)
def test_of_another_team_nothing_shows_the_work_of_few(
    alerts: Alerts, count: int, people: int, shown: bool
) -> None:
    for number in range(count):
        done = ObligationState.DISCHARGED_LATE
        victim = alerts.raised(AlertState.RESOLVED, done, stood=timedelta(hours=4))
        alerts.assigned(victim, "CJU South", f"MP{number % people}")
    (team,) = health(alerts).teams
    assert (team.alerts, team.median) == ((count, 4 * 3600) if shown else (None, None))


def test_who_was_assigned_after_it_was_over_has_no_part_in_it(alerts: Alerts) -> None:
    victim = alerts.raised(
        AlertState.RESOLVED, ago=timedelta(days=20), stood=timedelta(hours=1), duty=_LATE
    )
    alerts.assigned(victim, "CJU North", "MP1001")
    alerts.store.command("ALTER TABLE assignments UPDATE since = now() WHERE 1")
    assert health(alerts).teams == []


_LATE = ObligationState.DISCHARGED_LATE


def test_a_supervisor_is_shown_their_teams_alone_and_no_victim(alerts: Alerts) -> None:
    mine = alerts.raised(AlertState.CLOSED)
    alerts.raised(AlertState.RETRACTED)
    access = access_of(viewer_with(Role.SUPERVISOR), [mine])
    with (
        served_to(alerts.store, access) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        page = client.get("/alert-health?days=7").text
        answer = client.get("/api/alert-health?days=7").json()
        refused = client.get("/alert-health?days=8").status_code
    assert (answer["totals"]["raised"], answer["totals"]["closed"]) == (1, 1)
    assert "1 alert raised since" in page
    assert "the numbers add up to 1" in page
    assert all(name in page for name, _ in WORDS.values())
    assert 'href="/alerts?state=closed&amp;agency=any"' in page
    assert mine not in page + str(answer)
    assert refused == 422


def test_the_command_prints_what_the_api_answers(
    alerts: Alerts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    alerts.raised(AlertState.RETRACTED)
    with served(alerts.store) as url:
        monkeypatch.setenv("JOURNEY_PORT", url.rpartition(":")[2])
        monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
        for how in Format:
            command(28, how)
    printed = capsys.readouterr().out
    assert "1 alert raised in the last 28 days: 0 to do, 0 taken up or put off" in printed
    assert "0 done in time, 0 done late" in printed
    assert "1 retracted, 0 closed by a supervisor" in printed
    assert "100% (1 of 1)" in printed
    found = orjson.loads(printed[printed.index("{") : printed.rindex("}") + 1])
    assert found["rules"][0]["rule"] == "R6.1"
