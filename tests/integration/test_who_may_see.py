"""Every route, every role, and every object that is theirs or another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from starlette.routing import Mount, Route

import example_journeys
from access.viewer import PERSONAL, Role, Viewer
from events.identifiers import Agency
from example_access import NOTICE, Recorder, SignedInAs, access_of, viewer_with
from example_server import served_to
from forms_sent import FORMS, UPON_ALERTS, form_sent
from made_releases import store_release
from projections.store import Store
from web.guard import GuardedRoute, openness_of
from web.request_access import AccessParts
from web.web_app import create_app

pytestmark = pytest.mark.platform

STORIES = {story.number: story for story in example_journeys.stories()}
MINE, OTHERS = STORIES[40], STORIES[2]
"""A victim on the caseload, and one who is not."""

NOBODY = "victim-" + "z" * 26
"""A pseudonym of no victim."""

OPERATORS = frozenset({Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR})
PLATFORM = frozenset({Role.PLATFORM_OPERATOR})
TASK_GROUP = frozenset({Role.TASK_GROUP})
SUPERVISORS = frozenset({Role.SUPERVISOR})
AUDITORS = frozenset({Role.AUDITOR})

OPEN = {
    "/health",
    "/gateway/events",
    "/sign-in",
    "/sign-in/providers",
    "/sign-in/start",
    "/sign-in/callback",
    "/signed-out",
}
"""What answers whoever asks. The gateway's former address passes on; the gateway asks for proof."""

SIGNED_IN = {
    "/",
    "/openapi.json",
    "/account",
    "/account/messages",
    "/sign-out",
    "/sign-out/everywhere",
    "/waiting-form",
}
"""What whoever has signed in may open: it is their own, or says how to ask."""

FOR = {
    "/alerts": PERSONAL,
    "/alert-health": SUPERVISORS,
    "/api/alert-health": SUPERVISORS,
    "/api/late-check": PLATFORM,
    "/victims/{victim}": PERSONAL,
    "/obligations/{obligation}": PERSONAL,
    "/obligations/{obligation}/words": PERSONAL,
    **dict.fromkeys(("/flows", "/flows.csv", "/api/flows"), TASK_GROUP),
    **dict.fromkeys(("/hotspots", "/hotspots.csv", "/api/hotspots"), TASK_GROUP),
    "/agencies": OPERATORS,
    "/agencies/{agency}": OPERATORS,
    "/operators": PLATFORM,
    "/overview": PLATFORM,
    "/audit": AUDITORS,
    "/api/audit": AUDITORS,
    "/api/audit/records": AUDITORS,
    "/victims/{victim}/break-glass": PERSONAL,
    "/break-glass/{notice}/seen": frozenset({Role.SUPERVISOR}),
    "/victims/{victim}/acts/{kind}": PERSONAL,
    "/alerts/acknowledge": PERSONAL,
    "/alerts/close": frozenset({Role.SUPERVISOR}),
    "/api/counts": PLATFORM,
    "/api/sink": PLATFORM,
    "/api/overview": PLATFORM,
    "/api/set-aside": PLATFORM,
    "/api/alert-waits": PLATFORM,
    "/api/releases": TASK_GROUP | PLATFORM,
    "/api/releases/making": TASK_GROUP | PLATFORM,
    "/api/releases/{number}": TASK_GROUP | PLATFORM,
    "/api/releases/{number}/figures": TASK_GROUP,
    "/api/hotspots": TASK_GROUP,
    "/api/alerts": PERSONAL,
    "/api/corrections": PERSONAL,
    "/api/victims/{victim}": PERSONAL,
    "/api/victims/{victim}/differences": PERSONAL,
    "/api/obligations/{obligation}": PERSONAL,
    "/api/gaps": OPERATORS,
    "/api/unreached": OPERATORS,
    "/api/operator-alerts": OPERATORS,
    "/api/pauses": OPERATORS,
    "/api/rate-limits": OPERATORS,
    "/api/agencies/{agency}": OPERATORS,
    "/api/agencies/{agency}/accepted": OPERATORS,
}
"""Who may see what: a second list, beside the one in the code."""

QUERY = {
    "/api/victims/{victim}/differences": "?from=2025-01-01&to=2025-08-01",
    "/api/agencies/{agency}/accepted": f"?event={UUID(int=1)}",
    "/api/audit/records": "?first=0&end=10",
}

BEYOND = "/victims/{victim}/break-glass"
"""It is there for those who are not on the caseload."""


@dataclass(frozen=True)
class Place:
    """A route with an object in its address, and whether the object is the viewer's."""

    path: str
    address: str
    own: bool


def addresses(path: str) -> list[Place]:
    if path in UPON_ALERTS:
        return [Place(path, path, own=True), Place(path, path, own=False)]
    query = QUERY.get(path, "")
    mine, others = (duty_of(story.number) for story in (MINE, OTHERS))
    objects = {
        "{victim}": (MINE.victim, OTHERS.victim),
        "{obligation}": (mine, others),
        "{notice}": (NOTICE, "another"),
        "{agency}": (Agency.MET_POLICE.value, Agency.CPS.value),
        "{number}": ("1", "2"),
    }
    for name, (own, other) in objects.items():
        if name in path:
            rest = path.replace("{kind}", "acknowledge")
            own_place = Place(path, rest.replace(name, own) + query, own=True)
            return [own_place, Place(path, rest.replace(name, other) + query, own=False)]
    return [Place(path, path + query, own=True)]


def duty_of(number: int) -> str:
    return str(example_journeys.duty(STORIES[number], "R6.1").id)


def routes(router: APIRouter) -> Iterator[Route]:
    """Every route under a router. The mounted styles are the only thing that is no route."""
    for each in router.routes:
        if (included := getattr(each, "original_router", None)) is not None:
            yield from routes(included)
        elif isinstance(each, Route):
            yield each
        else:
            assert isinstance(each, Mount)
            assert each.path == "/static"


@pytest.fixture(scope="module", autouse=True)
def _release(store: Store) -> None:
    """There is one release."""
    store_release(store, 1)


@pytest.fixture(scope="module")
def app(store: Store) -> FastAPI:
    return create_app(store, lambda: example_journeys.NOW, access_of())


@contextmanager
def asked_by(store: Store, access: AccessParts) -> Iterator[httpx.Client]:
    with served_to(store, access) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def test_every_route_says_whom_it_is_open_to(app: FastAPI) -> None:
    found = {route.path: openness_of(route.endpoint) for route in routes(app.router)}

    assert {path for path, openness in found.items() if openness.everybody} == OPEN
    assert {path for path, openness in found.items() if openness.signed_in} == SIGNED_IN
    assert {path: each.roles for path, each in found.items() if each.roles} == FOR
    assert set(found) == {*OPEN, *SIGNED_IN, *FOR}


def test_a_route_that_says_nothing_is_not_made() -> None:
    router = APIRouter(route_class=GuardedRoute)
    with pytest.raises(TypeError, match="does not say whom it is open to"):

        @router.get("/forgotten")
        def forgotten() -> str:
            return "everything"


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_each_role_sees_its_own_and_nothing_else(store: Store, role: Role | None) -> None:
    """Given a viewer of the Metropolitan Police with one role, and one victim on their caseload."""
    viewer = viewer_with(*([role] if role else []))
    wrong = []
    with asked_by(store, access_of(viewer, [MINE.victim])) as client:
        for place in (place for path in FOR for place in addresses(path)):
            status = asked(client, place).status_code
            if not right(status, place, viewer):
                wrong.append((place.address, status))

    tried = sum(len(addresses(path)) for path in FOR)
    print(f"{role or 'no role'}: {tried} tried, {len(wrong)} wrong")  # make bench reads it
    assert wrong == []


def asked(client: httpx.Client, place: Place) -> httpx.Response:
    if place.path in FORMS:
        story = MINE if place.own else OTHERS
        form = form_sent(place.path, story) | {"csrf": SignedInAs.csrf}
        return client.post(place.address, data=form)
    return client.get(place.address)


def right(status: int, place: Place, viewer: Viewer) -> bool:
    if not viewer.has(*FOR[place.path]):
        return status == 403
    if (
        place.own
        or place.path == BEYOND
        or ("{agency}" in place.path and viewer.has(Role.PLATFORM_OPERATOR))
    ):
        return status in (200, 303)
    return status in (403, 404)


def test_who_has_not_signed_in_sees_nothing(store: Store) -> None:
    places = [place for path in (*FOR, "/", "/account") for place in addresses(path)]
    with asked_by(store, access_of(None)) as client:
        answers = {place.address: asked(client, place) for place in places}

    for address, answer in answers.items():
        if address.startswith(("/api/", "/openapi")):
            assert answer.status_code == 401, address
        else:
            assert answer.status_code == 303, address
            assert answer.headers["location"].startswith("/sign-in"), address


def test_nothing_tells_a_victim_of_others_from_one_that_is_not(store: Store) -> None:
    viewer = viewer_with(Role.CASEWORKER)
    with asked_by(store, access_of(viewer, [MINE.victim])) as client:
        for path in ("/victims/{}", "/api/victims/{}"):
            there, nowhere = (client.get(path.format(v)) for v in (OTHERS.victim, NOBODY))
            assert (there.status_code, there.text.replace(OTHERS.victim, "")) == (
                nowhere.status_code,
                nowhere.text.replace(NOBODY, ""),
            )
        duties = (duty_of(OTHERS.number), str(UUID(int=0)))
        there, nowhere = (client.get(f"/api/obligations/{duty}") for duty in duties)
        assert (there.status_code, there.text) == (nowhere.status_code, nowhere.text)


def test_a_worklist_has_the_caseload_alone(store: Store) -> None:
    viewer = viewer_with(Role.CASEWORKER)
    with asked_by(store, access_of(viewer, [MINE.victim])) as client:
        alerts = client.get("/api/alerts?limit=1000").json()["alerts"]

    assert {alert["victim"] for alert in alerts} == {MINE.victim}


def test_one_view_of_a_victim_is_one_record_written_before_the_answer(store: Store) -> None:
    recorder = Recorder()
    viewer = viewer_with(Role.CASEWORKER)
    with asked_by(store, access_of(viewer, [MINE.victim], recorder)) as client:
        assert client.get(f"/victims/{MINE.victim}").status_code == 200

    (look,) = recorder.looks
    assert look.victims == (MINE.victim,)
    assert (look.issuer, look.subject) == (viewer.issuer, viewer.subject)
    assert (look.role, look.to_whom) == (Role.CASEWORKER, Agency.MET_POLICE)


def test_nothing_is_shown_that_cannot_be_recorded(store: Store) -> None:
    access = access_of(viewer_with(Role.CASEWORKER), [MINE.victim], Recorder(away=True))
    with asked_by(store, access) as client:
        answer = client.get(f"/victims/{MINE.victim}")

    assert answer.status_code == 503
    assert "cannot be recorded" in answer.text
    assert MINE.victim not in answer.text


def test_a_role_taken_away_counts_at_the_next_request(store: Store) -> None:
    access = access_of(viewer_with(Role.TASK_GROUP))
    with asked_by(store, access) as client:
        assert client.get("/hotspots").status_code == 200
        access.authentication.viewer = replace(  # type: ignore[attr-defined]
            viewer_with(Role.TASK_GROUP), roles=frozenset()
        )
        assert client.get("/hotspots").status_code == 403
