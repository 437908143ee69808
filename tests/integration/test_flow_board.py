"""The flow board as it is served: page, CSV and API of one release say the same."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from example_flows import example_flows, flow, header, store_flows
from example_server import served
from projections.store import Store
from store_copies import empty_store
from task_group.flow_board import FlowBoard
from web.release_view import MAY_BE_SILENT

pytestmark = pytest.mark.platform


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("board")) as opened:
        yield opened


@pytest.fixture
def client(store: Store) -> Iterator[httpx.Client]:
    """Two releases: in the second Harrow alone is shown."""
    store_flows(store, header(), example_flows())
    second = header(2, datetime(2025, 7, 2, 6, 0, tzinfo=UTC))
    store_flows(store, second, iter([flow("harrow", (100, 20, 40, 80))]))
    with served(store) as url, httpx.Client(base_url=url) as asking:
        yield asking


def test_before_the_first_release_the_page_says_so(store: Store) -> None:
    store.command("TRUNCATE TABLE releases")
    with served(store) as url:
        answer = httpx.get(f"{url}/flows")

    assert answer.status_code == 200
    assert "There is no release of statistics yet" in answer.text


def test_the_newest_release_is_served_and_an_older_one_by_its_number(client: httpx.Client) -> None:
    asked = "/api/flows?by=court&stage=at-court"
    newest = FlowBoard.model_validate(client.get(asked).json())
    first = FlowBoard.model_validate(client.get(f"{asked}&release=1").json())

    assert (newest.release, [each.at_end for each in newest.flows]) == (2, [80])
    assert (first.release, len(first.flows)) == (1, 11)


def test_the_page_says_its_finding_its_release_and_its_method(client: httpx.Client) -> None:
    page = client.get("/flows?by=court&stage=at-court&release=1").text

    assert "Wood Green Crown Court has the largest growth in open cases" in page
    assert MAY_BE_SILENT in page
    assert "Release 1 of 2 April 2025, data up to 31 March 2025, method 1" in page
    assert "/flows.csv?by=court&amp;stage=at-court&amp;period=year&amp;release=1" in page
    assert "1 withheld: too few victims or cases" in page
    assert "<li>Blackfriars Crown Court</li>" in page


def test_the_csv_has_the_same_figures_each_with_its_release(client: httpx.Client) -> None:
    answer = client.get("/flows.csv?by=court&stage=at-court&release=1")
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert "flows-by-court-year-release-1.csv" in answer.headers["content-disposition"]
    board = FlowBoard.model_validate(
        client.get("/api/flows?by=court&stage=at-court&release=1").json()
    )
    for row, each in zip(rows, board.flows, strict=True):
        assert (row["release"], row["method"], row["data_up_to"]) == ("1", "1", "2025-03-31")
        assert (row["place"], row["at_end"]) == (
            each.place,
            "" if each.at_end is None else str(each.at_end),
        )


def test_stages_are_asked_for_one_by_one_or_all_at_once(client: httpx.Client) -> None:
    every = client.get("/api/flows?release=1").json()
    as_a_form_asks = client.get("/api/flows?by=stage&stage=&release=1").json()
    one = client.get("/api/flows?by=stage&stage=trial&release=1").json()

    assert [each["stage"] for each in every["flows"]] == ["reported", "trial"]
    assert as_a_form_asks == every
    assert [each["stage"] for each in one["flows"]] == ["trial"]


def test_what_no_release_has_is_answered_with_what_there_is(client: httpx.Client) -> None:
    number = client.get("/api/flows?release=9")
    period = client.get("/api/flows?period=2019-Q1")
    dimension = client.get("/flows?by=postcode")

    assert (number.status_code, period.status_code, dimension.status_code) == (404, 404, 422)
    assert "There is no release 9: the newest is 2" in number.text
    assert "Release 2 has other periods: year, 2025-Q1, 2024-Q4" in period.text
    assert "postcode" not in dimension.text
    assert "court" in dimension.text


@pytest.mark.parametrize("path", ["/flows", "/flows.csv", "/api/flows"])
def test_a_stage_without_courts_is_not_answered_as_if_all_was_withheld(
    client: httpx.Client, path: str
) -> None:
    answer = client.get(f"{path}?by=court&stage=reported")

    assert answer.status_code == 422
    assert "ask for charged, first-hearing, trial, concluded and at-court" in answer.text
    assert client.get(f"{path}?by=borough&stage=reported").status_code == 200


@pytest.mark.parametrize("path", ["/flows", "/flows.csv", "/api/flows"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("by=court&place=harrow", "no such filter here: ask with by, period, release and stage"),
        ("from=2026-09-01&to=2026-01-01", "no such filter here: ask with by, period, release"),
        ("by=court&by=offence", "A filter is given more than once: ask with by, period, release"),
    ],
)
def test_no_other_question_is_answered_than_was_asked(
    client: httpx.Client, path: str, asked: str, said: str
) -> None:
    """Given a filter that there is not, a period that runs backwards, or two breakdowns at once."""
    answer = client.get(f"{path}?{asked}")

    assert answer.status_code == 422
    assert said in answer.text
    assert "harrow" not in answer.text
