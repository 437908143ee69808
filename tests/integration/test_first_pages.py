"""Whoever opens the platform is led to their own work."""

import httpx
import pytest

from access.viewer import Role
from example_access import access_of, viewer_with
from example_server import served_to
from projections.store import Store

pytestmark = pytest.mark.platform


def test_the_first_page_is_the_viewers_work(nothing: Store) -> None:
    first = {
        Role.CASEWORKER: "/alerts",
        Role.SUPERVISOR: "/alerts",
        Role.TASK_GROUP: "/hotspots",
        Role.AGENCY_OPERATOR: "/agencies/met-police",
        Role.PLATFORM_OPERATOR: "/operators",
        Role.AUDITOR: "/audit",
    }
    for role, address in first.items():
        with served_to(nothing, access_of(viewer_with(role))) as url:
            assert httpx.get(url).headers["location"] == address
