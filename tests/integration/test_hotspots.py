"""Hotspots of a release: page, download, API and command give the same, and refuse the same."""

import csv
from collections.abc import Iterator

import httpx
import orjson
import pytest

from cli.commands.hotspots_command import hotspots as hotspots_command
from cli.output import Format
from example_release import QUARTER, fill_release
from example_server import served
from projections.store import Store
from runtime.failure import Failure
from store_copies import filled_store
from task_group.comparison_order import RankedBy
from task_group.lattice import Breakdown
from task_group.lattice_places import PLACES, stages_of
from task_group.release_figures import Sheet
from web.release_view import MAY_BE_SILENT

pytestmark = pytest.mark.platform

SLOW = (
    "Victims at Snaresbrook Crown Court waited 2.4 times (1.9 to 2.9) as long from first hearing"
    " to trial as London takes with the same mix of cases"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example with two releases: the second has nothing on any sheet."""
    with filled_store(tmp_path_factory.mktemp("hotspots") / "chdb") as store:
        fill_release(store, 2, {sheet: [] for sheet in Sheet})
        yield store


@pytest.fixture(scope="module")
def url(store: Store) -> Iterator[str]:
    with served(store) as url:
        yield url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture
def _platform(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command asks this server."""
    monkeypatch.setenv("JOURNEY_PORT", url.rpartition(":")[2])


def asked(client: httpx.Client, path: str, **query: object) -> httpx.Response:
    return client.get(path, params={"release": 1} | query)  # type: ignore[arg-type]


def test_the_title_is_the_finding(client: httpx.Client) -> None:
    page = asked(client, "/hotspots", by="court").text
    assert f'<h1 class="govuk-heading-l">{SLOW}</h1>' in page
    assert "Release 1, made on 1 September 2025, data up to 31 August 2025; method" in page


def test_a_stall_cannot_be_told_apart_from_a_place_of_which_less_is_published(
    client: httpx.Client,
) -> None:
    stalled, without = (asked(client, "/hotspots", by=by).text for by in ("court", "borough"))

    assert "Since then the wait is" in stalled
    assert "A place that stalls and one of which less is published cannot be told apart" in stalled
    assert "A place that stalls and one" not in without
    assert all(MAY_BE_SILENT in page for page in (stalled, without))


def test_every_view_is_there_and_names_no_person(client: httpx.Client) -> None:
    for by in Breakdown:
        for stage in ("", stages_of(by)[-1]):
            for path in ("/hotspots", "/hotspots.csv", "/api/hotspots"):
                answer = asked(client, path, by=by, stage=stage, period=QUARTER, order="ratio")
                assert answer.status_code == 200
                assert "victim-247" not in answer.text
                assert "crime:" not in answer.text


@pytest.mark.parametrize("by", [by for by in Breakdown if PLACES[by]])
def test_a_place_alone_says_what_it_is_broken_down_by(client: httpx.Client, by: Breakdown) -> None:
    place = asked(client, "/api/hotspots", by=by).json()["waits"][0]["place"]
    answer = asked(client, "/api/hotspots", place=place).json()
    assert (answer["by"], answer["place"]) == (by, place)
    assert {figure["place"] for figure in answer["waits"]} == {place}


def test_an_offence_is_a_place_of_its_breakdown(client: httpx.Client) -> None:
    by_offence = asked(client, "/api/hotspots", offence="rape").json()
    assert by_offence == asked(client, "/api/hotspots", by="offence", place="rape").json()


def test_the_download_the_api_and_the_page_have_the_same_order(client: httpx.Client) -> None:
    answer = asked(client, "/api/hotspots", by="court", stage="first-hearing").json()
    download = asked(client, "/hotspots.csv", by="court", stage="first-hearing").text
    lines = list(csv.DictReader(download.splitlines()))
    assert [line["place"] for line in lines] == [each["place"] for each in answer["comparisons"]]
    assert {(line["release"], line["method"]) for line in lines} == {("1", "2025-09")}
    assert {line["last_day"] for line in lines} == {"2025-08-31"}
    assert lines[0]["why"].startswith(SLOW)


def test_what_is_withheld_is_empty_everywhere(client: httpx.Client) -> None:
    download = asked(client, "/hotspots.csv", by="court", stage="trial").text
    lines = {line["place"]: line for line in csv.DictReader(download.splitlines())}
    line = lines["isleworth"]
    assert {line[name] for name in ("persons", "cases", "median", "open", "waits")} == {""}
    page = asked(client, "/hotspots", by="court", stage="trial").text
    assert "Isleworth Crown Court: trial to verdict" in page


def test_the_newest_release_is_the_default(client: httpx.Client) -> None:
    assert client.get("/api/hotspots").json()["release"]["number"] == 2
    assert "Too few victims waited to say" in client.get("/hotspots").text
    assert [each["number"] for each in client.get("/api/releases").json()] == [2, 1]


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("by=planet", 422, "by, which is 'stage', 'agency'"),
        ("stage=limbo", 422, "stage, which is 'reported'"),
        ("order=size", 422, "order, which is 'excess' or 'ratio'"),
        ("by=court&stage=reported", 422, "ask for charged, first-hearing, trial and concluded"),
        ("by=court&place=harrow&offence=rape", 422, "one place at a time"),
        ("by=court&offence=rape", 422, "one place at a time"),
        ("by=borough&place=harrow", 422, "There is no such borough: ask for E09000001"),
        ("place=narnia", 422, "choose what to go by, agency, tier, court, bcu, borough, offence"),
        ("period=2019-Q1", 404, "Release 2 has no such period: ask for year, 2025-Q2"),
        ("release=7", 404, "There is no release 7: the newest is 2"),
        ("release=none", 422, "release"),
    ],
)
def test_what_cannot_be_asked_is_answered_by_what_can_be(
    client: httpx.Client, query: str, status: int, says: str
) -> None:
    for path in ("/hotspots", "/hotspots.csv", "/api/hotspots"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == status
        assert says in answer.text.replace("&#39;", "'")
        assert "narnia" not in answer.text


@pytest.mark.usefixtures("_platform")
class TestCommand:
    def test_json_and_csv_have_the_lines_of_the_download(
        self, client: httpx.Client, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hotspots_command(by=Breakdown.COURT, release=1, format_=Format.CSV)
        download = asked(client, "/hotspots.csv", by="court").text
        assert capsys.readouterr().out.splitlines() == download.splitlines()
        hotspots_command(by=Breakdown.COURT, release=1, format_=Format.JSON)
        first, *_ = orjson.loads(capsys.readouterr().out)
        assert (first["release"], first["place"]) == (1, "snaresbrook")

    def test_people_read_the_finding_the_table_and_the_release(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hotspots_command(by=Breakdown.COURT, release=1, order=RankedBy.RATIO)
        said = " ".join(capsys.readouterr().out.split())
        assert SLOW in said
        assert "Slower" in said
        assert "victim-days" in said
        assert "Release 1, made on 1 September 2025" in said

    def test_london_has_its_stages(self, capsys: pytest.CaptureFixture[str]) -> None:
        hotspots_command(release=1)
        assert "London: trial to verdict" in capsys.readouterr().out

    def test_what_cannot_be_asked_is_one_line(self) -> None:
        with pytest.raises(Failure, match="says: A release has one place at a time"):
            hotspots_command(place="harrow", offence="rape")
        with pytest.raises(Failure, match="There is no release 7: the newest is 2"):
            hotspots_command(release=7)
