"""Whose duty it is: asked before anything else, for the time of an answer says something too."""

from uuid import UUID

import httpx
import pytest

import example_journeys
from access.viewer import Role
from example_access import access_of, viewer_with
from example_server import served_to
from projections.store import Store

pytestmark = pytest.mark.platform

STORIES = {story.number: story for story in example_journeys.stories()}
MINE, OTHERS = STORIES[40], STORIES[2]


def test_a_duty_of_others_is_not_folded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that it takes would tell a duty of others from one that is not."""
    folded: list[UUID] = []
    monkeypatch.setattr("web.api.explanation", lambda _, duty, *__: folded.append(duty))
    monkeypatch.setattr(
        "web.duty_seen.explained", lambda _, __, duty, *___, **____: folded.append(duty)
    )
    access = access_of(viewer_with(Role.CASEWORKER), [MINE.victim])
    with served_to(store, access) as url, httpx.Client(base_url=url, timeout=60) as client:
        for path in ("/obligations/{}", "/api/obligations/{}"):
            for story in (OTHERS, MINE):
                assert client.get(path.format(duty_of(story))).status_code == 404

    assert folded == [UUID(duty_of(MINE))] * 2


def duty_of(story: example_journeys.Story) -> str:
    return str(example_journeys.duty(story, "R6.1").id)
