"""Whoever sees releases sees no exact counts: with both, a withheld number could be found."""

import httpx
import pytest

from access.viewer import Role
from example_access import access_of, viewer_with
from example_server import served_to
from projections.store import Store

pytestmark = pytest.mark.platform

EXACT = [
    "/alert-health",
    "/api/alert-health",
    "/api/alert-waits",
    "/api/counts",
    "/api/late-check",
    "/api/overview",
    "/api/sink",
    "/operators",
    "/overview",
]


def test_no_exact_count_is_open_to_the_task_group(nothing: Store) -> None:
    task_group = access_of(viewer_with(Role.TASK_GROUP))
    with served_to(nothing, task_group) as url, httpx.Client(base_url=url) as client:
        answers = {path: client.get(path).status_code for path in EXACT}

    assert answers == dict.fromkeys(EXACT, 403)
