"""A platform in which nothing has happened yet: every page and answer is there, and says so."""

from collections.abc import Iterator

import httpx
import pytest

from example_server import served
from store_copies import empty_store
from task_group.lattice import Breakdown
from task_group.releases import NONE_YET

pytestmark = pytest.mark.platform


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        empty_store(tmp_path_factory.mktemp("empty") / "chdb") as store,
        served(store) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/overview", "journeys"),
        *((f"/hotspots?by={by}", "There is no release of statistics yet") for by in Breakdown),
        ("/hotspots?release=1", "There is no release of statistics yet"),
        ("/flows", "There is no release of statistics yet"),
        ("/alerts", "No alerts"),
        ("/alerts?state=closed", "No alerts"),
        ("/agencies", "never"),
        ("/agencies/cps", "Nothing yet"),
    ],
)
def test_a_page_says_that_there_is_nothing(platform: httpx.Client, path: str, says: str) -> None:
    page = platform.get(path)
    assert page.status_code == 200
    assert says in page.text
    assert "`" not in page.text


def test_a_command_to_type_is_shown_as_code(platform: httpx.Client) -> None:
    for path in ("/hotspots", "/flows"):
        assert "<code>journey release make</code> makes the first one" in platform.get(path).text


def test_a_page_of_alerts_beyond_the_last_is_not_found(platform: httpx.Client) -> None:
    assert platform.get("/alerts?page=2").status_code == 404


def test_the_api_answers_with_nothing(platform: httpx.Client) -> None:
    assert platform.get("/health").json() == {"status": "ok"}
    assert platform.get("/api/sink").json() == []
    assert platform.get("/api/alerts").json() == {"total": 0, "alerts": [], "not_shown": []}
    assert platform.get("/api/overview").json()["journeys"] == 0
    assert platform.get("/api/releases").json() == []
    for path in ("/api/hotspots", "/api/flows", "/api/releases/1"):
        none = platform.get(path)
        assert (none.status_code, none.json()["detail"]) == (404, NONE_YET)
    assert set(platform.get("/api/counts").json().values()) == {0}
