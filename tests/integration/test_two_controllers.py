"""Who sees a disputed event on pages, in the API and on the worklist: its two controllers alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest

import example_journeys
from access.viewer import PERSONAL, Role, Viewer, owner
from events.identifiers import Agency
from example_access import access_of, viewer_with
from example_server import served_to
from projections.store import Store

pytestmark = pytest.mark.platform

DISPUTED = {story.number: story for story in example_journeys.stories()}[71]
"""Suspect 3 was arrested on 26 July 2025, says the Met; on the 29th, says Victim Support."""

ARREST = next(fact for fact in DISPUTED.facts if fact.fact.kind == "suspect-arrested")
ARRESTED, PROPOSED = "2025-07-26", "2025-07-29"

CONTROLLERS = [
    viewer_with(role, agency=agency)
    for agency in (Agency.MET_POLICE, Agency.VICTIM_SUPPORT)
    for role in sorted(PERSONAL)
]
OTHERS = [viewer_with(Role.CASEWORKER, agency=Agency.CPS), owner("tester")]


def name(viewer: Viewer) -> str:
    return f"{viewer.agency} {len(viewer.roles)} {min(viewer.roles)}"


@contextmanager
def signed_in(store: Store, viewer: Viewer) -> Iterator[httpx.Client]:
    access = access_of(viewer, [DISPUTED.victim])
    with served_to(store, access) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def answers(client: httpx.Client) -> dict[str, str]:
    """What is said of the event, by address."""
    journey = f"/victims/{DISPUTED.victim}"
    duties = client.get(f"/api{journey}").json()["obligations"]
    (duty,) = [f"/obligations/{duty['id']}" for duty in duties if duty["rule"] == "R6.1"]
    since = (ARREST.received + timedelta(days=1)).isoformat()
    asked = httpx.QueryParams({"from": since, "to": example_journeys.NOW.isoformat()})
    paths = {
        "page": journey,
        "journey": f"/api{journey}",
        "journey as of then": f"/api{journey}?{httpx.QueryParams({'as_of': since})}",
        "duty's page": duty,
        "duty": f"/api{duty}",
        "differences": f"/api{journey}/differences?{asked}",
        "corrections": "/api/corrections?state=disputed",
        "worklist": "/api/alerts?kind=late&limit=1000",
        "worklist's page": "/alerts?kind=late&agency=any",
    }
    return {name: client.get(path).raise_for_status().text for name, path in paths.items()}


@pytest.mark.parametrize("viewer", CONTROLLERS, ids=name)
def test_a_controller_sees_it_everywhere_and_marked(store: Store, viewer: Viewer) -> None:
    with signed_in(store, viewer) as client:
        said = answers(client)

    in_words = {name for name in said if "page" in name}
    assert {name for name in said if "26 July" in said[name]} >= in_words
    assert {name for name in said if ARRESTED in said[name]} >= said.keys() - in_words
    assert PROPOSED in said["corrections"]
    assert "Suspect 3" in said["page"]
    assert "is shown to the Metropolitan Police and Victim Support alone" in said["page"]
    assert "to 29 July 2025" in said["page"]
    assert "How the days were counted" in said["duty's page"]


@pytest.mark.parametrize("viewer", OTHERS, ids=name)
def test_nobody_else_sees_it_anywhere(store: Store, viewer: Viewer) -> None:
    with signed_in(store, viewer) as client:
        said = answers(client)

    mine = {name: text for name, text in said.items() if DISPUTED.victim in text}
    assert mine.keys() >= {"journey", "duty", "worklist"}
    if viewer.is_owner:  # on the worklist of everybody others were arrested on these days
        del said["worklist"], said["worklist's page"]
    for text in said.values():
        assert not any(day in text for day in (ARRESTED, PROPOSED, "26 July", "29 July"))
    assert "is shown to the Metropolitan Police and Victim Support alone" in said["page"]


@pytest.mark.parametrize("viewer", [*CONTROLLERS, *OTHERS], ids=name)
def test_the_worklist_says_when_the_clock_started_to_the_controllers(
    store: Store, viewer: Viewer
) -> None:
    with signed_in(store, viewer) as client:
        found = client.get("/api/alerts", params={"kind": "late", "limit": 1000}).json()["alerts"]

    (alert,) = [
        each for each in found if each["victim"] == DISPUTED.victim and each["rule"] == "R6.1"
    ]
    assert alert["disputed"]
    assert (alert["triggered"] is not None) is (viewer in CONTROLLERS)


def test_where_the_dispute_is_not_written_yet_nothing_is_shown(store: Store) -> None:
    """The rows of a journey are written table by table."""
    rows = store.query("SELECT * FROM corrections FINAL WHERE victim = {v:String}", _VICTIM)
    store.command(f"DELETE FROM corrections WHERE victim = '{DISPUTED.victim}'")
    try:
        with signed_in(store, CONTROLLERS[0]) as client:
            found = client.get("/api/alerts", params={"kind": "late"}).json()["alerts"]
    finally:
        store.insert("corrections", rows)

    assert {alert["triggered"] for alert in found if alert["disputed"]} == {None}


_VICTIM = {"v": DISPUTED.victim}
