"""Auditors see who looked, and a command finds what was tampered with, in Kafka and the table."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from access.look_chain import LookChain
from access.looks import AccessEntry, Looked
from access.viewer import Role
from cli.commands_app import app
from example_access import Recorder, access_of, viewer_with
from example_server import served, served_to
from look_topics import ANOTHER, AT, VICTIM, broken_glass, look
from projections.sink import SinkCheckpoint
from projections.store import Store
from runtime import looks_verdict
from runtime.look_topic import KafkaLooks
from schemas.topics import LOOKS
from sink_checks import run_until
from stored_looks import StoredLooks

pytestmark = pytest.mark.platform

LOOKED: list[AccessEntry] = [
    look(1, VICTIM),
    look(2, VICTIM, ANOTHER),
    look(3, ANOTHER, subject="2"),
    broken_glass(),
]


@pytest.fixture
def stored(empty_store: Store, tmp_path: Path) -> Iterator[Store]:
    """A table with LOOKED in it."""
    looks = StoredLooks(empty_store, tmp_path / "looks")
    for entry in LOOKED:
        looks.record(entry)
    yield empty_store
    looks.close()


@contextmanager
def auditor(store: Store, recorder: Recorder | None = None) -> Iterator[httpx.Client]:
    access = access_of(viewer_with(Role.AUDITOR), recorder=recorder)
    with served_to(store, access) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [
        ({}, [3, 2, 1, 0]),
        ({"victim": VICTIM}, [2, 1, 0]),
        ({"victim": "victim-nobody"}, []),
        ({"subject": "2"}, [3]),
        ({"from": (AT + timedelta(minutes=2)).isoformat()}, [3, 2]),
        ({"to": (AT + timedelta(minutes=2)).isoformat()}, [1, 0]),
        ({"victim": VICTIM, "limit": "1", "offset": "1"}, [1]),
        ({"victim": "", "subject": "", "from": "", "to": ""}, [3, 2, 1, 0]),
    ],
)
def test_who_looked_at_a_victim_by_whom_and_when(
    stored: Store, asked: dict[str, str], minutes: list[int]
) -> None:
    with auditor(stored) as client:
        answer = client.get("/api/audit", params=asked).json()

    times = [(AT + timedelta(minutes=each)).isoformat() for each in minutes]
    assert [line["at"].replace("Z", "+00:00") for line in answer["looks"]] == times


def test_the_page_says_who_when_what_whose_and_why(stored: Store) -> None:
    with auditor(stored) as client:
        page = " ".join(client.get("/audit", params={"victim": VICTIM}).text.split())

    assert "3 records" in page
    assert "3 March 2025, 10:13am" in page
    assert "looked at the journey" in page
    assert "opened the journey beyond their caseload" in page
    assert "there is a risk to the victim" in page
    assert "1, caseworker" in page
    assert "Metropolitan Police" in page


def test_a_record_that_was_stored_twice_is_shown_once(empty_store: Store, tmp_path: Path) -> None:
    looks = StoredLooks(empty_store, tmp_path / "looks")
    looks.record(look(1))
    _, key, value = looks.topic.records[0]
    looks.topic.store(key or b"", value or b"")
    looks.record(look(2))
    looks.close()

    with auditor(empty_store) as client:
        assert client.get("/api/audit").json()["total"] == 2


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (f"/audit?victim={VICTIM}&from=2025-03-03", "victim,since"),
        ("/audit", None),
        (f"/api/audit?victim={VICTIM}", "victim"),
        ("/api/audit/records?first=0&end=10", "records"),
    ],
)
def test_that_an_auditor_asked_is_one_record_without_the_victim(
    stored: Store, path: str, what: str | None
) -> None:
    recorder = Recorder()
    with auditor(stored, recorder) as client:
        assert client.get(path).status_code == 200

    (asked,) = recorder.looks
    assert (asked.kind, asked.what, asked.victims) == (Looked.AUDIT, what, ())


def test_nobody_sees_who_looked_where_that_cannot_be_recorded(stored: Store) -> None:
    with auditor(stored, Recorder(away=True)) as client:
        answer = client.get("/audit")

    assert answer.status_code == 503
    assert VICTIM not in answer.text


def test_a_page_beyond_the_last_and_too_many_records(stored: Store) -> None:
    with auditor(stored) as client:
        assert client.get("/audit?page=2").status_code == 404
        assert client.get("/api/audit/records?first=0&end=10001").status_code == 422


@pytest.fixture
def kafka_looks(
    kafka: str, empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[KafkaLooks]:
    """LOOKED in Kafka and in the table, and commands that ask both."""
    monkeypatch.setattr(looks_verdict, "_BEHIND", 2.0)
    topic = KafkaLooks(kafka, 10.0)
    chain = LookChain(tmp_path / "looks", topic, 10.0)
    for entry in LOOKED:
        chain.record(entry)
    chain.close()
    written(empty_store, kafka, len(LOOKED))
    with served(empty_store) as url:
        monkeypatch.setenv("JOURNEY_KAFKA", kafka)
        monkeypatch.setenv("JOURNEY_PORT", url.rpartition(":")[2])
        monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
        yield topic
    topic.close()


def written(store: Store, kafka: str, end: int) -> None:
    """The table has the topic up to an offset."""
    run_until(
        store, kafka, lambda: max([0, *SinkCheckpoint(store).load()[0].values()]) >= end, [LOOKS]
    )


def verified(*options: str) -> Result:
    return CliRunner().invoke(app, ["audit", "verify", "--format", "json", *options])


def faults(result: Result) -> list[str]:
    assert result.exit_code == 1, result.output
    return [f"{each['place']}: {each['fault']}" for each in json.loads(result.stdout)["faults"]]


@pytest.mark.usefixtures("kafka_looks")
def test_the_command_finds_nothing_where_nobody_touched_anything() -> None:
    result = verified()

    assert result.exit_code == 0, result.output
    (head,) = json.loads(result.stdout)["heads"]
    assert head["number"] == len(LOOKED)
    assert verified("--head", head["hash"]).exit_code == 0
    assert faults(verified("--head", "f" * 64)) == [
        f"head {'f' * 64}: no record has this hash: it is gone, or was changed"
    ]


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE subject = '9' WHERE `offset` = 1", "1: the table has the record otherwise"),
        ("UPDATE victims = [] WHERE `offset` = 1", "1: the table has the record otherwise"),
        ("UPDATE hash = 'f' WHERE `offset` = 2", "2: the table has the record otherwise"),
        ("DELETE WHERE `offset` = 2", "2: the table does not have the record"),
    ],
)
@pytest.mark.usefixtures("kafka_looks")
def test_the_command_finds_what_was_done_to_the_table(
    empty_store: Store, tampering: str, fault: str
) -> None:
    empty_store.command(f"ALTER TABLE looks {tampering} SETTINGS mutations_sync = 1")

    (found,) = faults(verified())
    assert found.startswith(f"looks/0/{fault}")


@pytest.mark.usefixtures("kafka_looks")
def test_the_command_finds_a_row_that_the_topic_does_not_have(empty_store: Store) -> None:
    empty_store.command("INSERT INTO looks SELECT * REPLACE(77 AS `offset`) FROM looks LIMIT 1")

    assert faults(verified()) == ["looks/0/77: the table has a record that the topic does not have"]


def test_the_command_finds_what_was_put_into_the_topic(
    kafka_looks: KafkaLooks, kafka: str, empty_store: Store
) -> None:
    """The sink sets it aside, so that it is seen at once by who runs the platform."""
    kafka_looks.append(b"a" * 32, b'{"entry":"look"}')
    written(empty_store, kafka, len(LOOKED) + 1)

    (found,) = faults(verified())
    assert found.startswith("looks/0/4: the record was changed")
    (aside,) = empty_store.query("SELECT topic, `offset` FROM set_aside")
    assert (aside["topic"], aside["offset"]) == (LOOKS, 4)


@pytest.mark.usefixtures("kafka_looks")
def test_the_command_finds_an_end_that_was_cut_off(tmp_path: Path) -> None:
    """Given a head file that says more than the topic has."""
    (path,) = (tmp_path / "looks").glob("*.head")
    noted = json.loads(path.read_bytes().splitlines()[0]) | {"number": 5, "hash": "f" * 64}
    path.write_text(json.dumps(noted) + "\n")

    (found,) = faults(verified())
    assert "record 5 was noted as its head and is not there: the chain goes up to record 4" in found


def test_the_command_says_that_the_sink_is_behind(kafka_looks: KafkaLooks) -> None:
    kafka_looks.append(b"a" * 32, b"{")

    assert any("the table was written up to here" in fault for fault in faults(verified()))


@pytest.mark.usefixtures("kafka_looks")
def test_the_command_shows_who_looked_at_a_victim() -> None:
    found = CliRunner().invoke(app, ["audit", "looks", "--victim", ANOTHER, "--format", "json"])
    shown = CliRunner().invoke(app, ["audit", "looks", "--by", "2"])

    assert [line["subject"] for line in json.loads(found.stdout)] == ["2", "1"]
    assert "Who looked: 1 of 1" in shown.stdout
    assert ANOTHER in shown.stdout


def test_a_viewer_of_another_role_may_not_ask(stored: Store) -> None:
    viewer = viewer_with(*set(Role) - {Role.AUDITOR})
    with (
        served_to(stored, access_of(viewer)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        for path in ("/audit", "/api/audit", "/api/audit/records?first=0&end=1"):
            assert client.get(path).status_code == 403
