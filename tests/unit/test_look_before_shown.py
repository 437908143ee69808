"""A page is drawn while its look is recorded, and given once that is stored, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from access.looks import AccessEntry, Looked, NotRecordedError
from access.viewer import Role
from example_access import Recorder, access_of, viewer_with
from web.access_problems import refuse_access
from web.dependencies import TheAccess
from web.guard import GuardedRoute, open_to

HERS = "what is hers"


@dataclass
class SlowRecorder(Recorder):
    """Records nothing until the story says so."""

    begun: Event = field(default_factory=Event)
    goes_on: Event = field(default_factory=Event)

    def record(self, entry: AccessEntry) -> None:
        self.begun.set()
        assert self.goes_on.wait(20)
        super().record(entry)


def pages(recorder: Recorder, looks: int, drawn: Event) -> TestClient:
    """One page of one victim, which has that many looks recorded."""
    router = APIRouter(route_class=GuardedRoute)

    @router.get("/shown")
    @open_to(Role.CASEWORKER, personal=True)
    def shown(access: TheAccess) -> HTMLResponse:
        for _ in range(looks):
            access.look_meanwhile(Looked.JOURNEY, ("victim-1",))
        drawn.set()
        return HTMLResponse(HERS)

    app = FastAPI()
    app.include_router(router)
    app.state.access = access_of(viewer_with(Role.CASEWORKER), ["victim-1"], recorder)
    app.state.clock = lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)
    refuse_access(app)
    return TestClient(app)


def test_a_page_that_is_drawn_waits_for_the_record_of_the_look() -> None:
    recorder, drawn = SlowRecorder(), Event()
    client = pages(recorder, 1, drawn)

    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(client.get, "/shown")
        assert recorder.begun.wait(20)
        assert drawn.wait(20)
        assert not recorder.looks
        assert not answer.done()
        recorder.goes_on.set()

        assert answer.result(20).text == HERS
    assert [look.victims for look in recorder.looks] == [("victim-1",)]


@pytest.mark.parametrize("away", [NotRecordedError, OSError])
def test_what_is_drawn_is_not_given_where_the_look_is_not_recorded(
    away: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Recorder, entry: AccessEntry) -> None:
        raise away("of victim-1")

    monkeypatch.setattr(Recorder, "record", failing)
    client = pages(Recorder(), 1, Event())

    if away is NotRecordedError:
        answer = client.get("/shown")
        assert answer.status_code == 503
        assert HERS not in answer.text
    else:
        with pytest.raises(OSError):
            client.get("/shown")


@pytest.mark.parametrize("looks", [0, 2])
def test_a_page_with_no_look_or_with_two_is_not_given(looks: int) -> None:
    client = pages(Recorder(), looks, Event())

    with pytest.raises(RuntimeError, match=f"recorded {looks} times"):
        client.get("/shown")


def test_a_look_at_somebody_elses_victim_is_refused_at_once() -> None:
    recorder = Recorder()
    client = pages(recorder, 1, Event())
    app = client.app
    app.state.access = access_of(viewer_with(Role.CASEWORKER), [], recorder)  # type: ignore[attr-defined]

    assert client.get("/shown").status_code in (403, 404)
    assert not recorder.looks
