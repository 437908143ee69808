"""The agencies' door on a real Kafka: importing, publishing, and sending again what was refused."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

import aiokafka
import pytest
from aiokafka import AIOKafkaConsumer
from kafka import KafkaProducer
from typer.testing import CliRunner, Result

from agencies.gateway_publisher import PATIENCE, Gateway
from agencies.http_events import Arrived, read_events
from agencies.police_uk import read
from agencies.publisher import Publisher
from cli.commands_app import app
from events.charging import ChargingDecisionMade
from events.identifiers import Agency
from golden import ACCEPTED
from police_uk_files import BUNDLED
from real_broker import empty_broker
from runtime.failure import Failure
from runtime.settings import Settings
from runtime.topic_creation import ensure_topics
from schemas.cloudevents import check_arrival, decode, headers
from schemas.envelope import FACT_OF_TYPE, type_name
from schemas.intake_pauses import Paused, Resumed, decode_pause, encode_pause
from schemas.record_headers import SINGLE
from schemas.refusal import Problem, Reason, Refused
from schemas.rejected_records import rejected_headers
from schemas.topics import INTAKE_PAUSES, agency_topic, rejected_topic
from workers import PARTITIONS, read_all, stop_all

pytestmark = pytest.mark.platform

RECEIVED = datetime(2025, 3, 3, 10, 15, tzinfo=UTC)
GOOD = ACCEPTED["charging-decision-made.v1.ordinary"]
CASE = decode(GOOD).case.encode()
BAD = b'{"specversion": "1.0", "name": "Zuleika \x1b[31m Dobson"'


@pytest.fixture(scope="module")
def kafka(broker: str) -> Iterator[str]:
    """The broker with nothing in its topics but what the tests of this module write."""
    empty_broker(broker)
    ensure_topics(Settings(kafka=broker, partitions=PARTITIONS))
    yield broker
    stop_all()  # what was read of its topics counts for no other test


@pytest.fixture(autouse=True)
def _settings(kafka: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNEY_KAFKA", kafka)
    monkeypatch.setenv("JOURNEY_PORT", "1")  # nothing listens there: the platform is not up


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    if isinstance(result.exception, Failure):
        raise result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


Record = tuple[bytes, bytes, list[tuple[str, bytes]]]


def in_topic(bootstrap: str, agency: Agency) -> list[Record]:
    """Key, value and headers of all that an agency has published."""
    return [
        (record.key, record.value, list(record.headers))
        for record in read_all(bootstrap, agency_topic(agency))
    ]


def refuse(bootstrap: str, key: bytes, value: bytes, refused: Refused) -> str:
    """Write to the CPS's rejected topic as intake does; how `journey rejected` names it."""
    written = rejected_headers(refused, 1, 4711, RECEIVED, headers())
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        topic = rejected_topic(Agency.CPS)
        sent = producer.send(topic, value=value, key=key, headers=written, partition=0)
        return f"cps/{sent.get(timeout=30).offset}"


def test_a_month_is_imported_and_every_event_is_good(kafka: str) -> None:
    month = BUNDLED / "2023-10-city-of-london-street.csv"

    assert run("import", "police-uk", str(month)).exit_code == 0

    stored = in_topic(kafka, Agency.CITY_POLICE)
    events = [decode(value, record_headers) for _, value, record_headers in stored]
    for event, (key, *_) in zip(events, stored, strict=True):
        check_arrival(event, Agency.CITY_POLICE, key, datetime.now(UTC))
    assert sorted(map(repr, events)) == sorted(map(repr, read([month])))


def test_a_file_is_published_in_order_within_a_case(kafka: str, tmp_path: Path) -> None:
    names = ["victim-informed.v1.ordinary", "victim-withdrew-support.v1.ordinary"]
    lines = [json.dumps(json.loads(ACCEPTED[name])).encode() for name in names]
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"\n".join(lines))

    assert run("publish", "--agency", "met-police", str(file)).exit_code == 0

    assert [value for _, value, _ in in_topic(kafka, Agency.MET_POLICE)] == lines


def test_what_comes_over_http_is_stored_when_it_is_answered(kafka: str) -> None:
    value = ACCEPTED["referred-to-cps.v1.ordinary"]
    agency = decode(value).agency
    before = len(in_topic(kafka, agency))
    judged = read_events([("content-type", SINGLE)], value, agency, datetime.now(UTC))
    arrived = [event for event in judged if isinstance(event, Arrived)]
    gateway = Gateway({}, partial(Publisher, kafka, patience=PATIENCE))

    gateway.publish(agency, arrived)

    assert in_topic(kafka, agency)[before:] == [(decode(value).case.encode(), value, headers())]
    gateway.close()


def test_whatever_codec_an_agency_chose_intakes_client_can_read_it(kafka: str) -> None:
    topic = agency_topic(Agency.ADVOCATES)
    with KafkaProducer(bootstrap_servers=kafka, compression_type="lz4") as producer:
        producer.send(topic, value=GOOD, key=CASE, partition=0).get(timeout=30)

    async def first_value() -> bytes:
        async with AIOKafkaConsumer(bootstrap_servers=kafka, group_id=None) as consumer:
            place = aiokafka.TopicPartition(topic, 0)
            consumer.assign([place])
            consumer.seek(place, 0)
            value: bytes = (await asyncio.wait_for(consumer.getone(), 60)).value
            return value

    assert asyncio.run(first_value()) == GOOD


def test_what_was_refused_is_listed_without_a_word_of_it(kafka: str) -> None:
    identifier = refuse(kafka, b"k", BAD, Refused(Reason.INVALID, [Problem("data", "missing")]))

    result = run("rejected", "list", "--agency", "cps", "--format", "json")

    assert json.loads(result.stdout)[-1] == {
        "id": identifier,
        "received": "2025-03-03T10:15:00+00:00",
        "reason": "invalid",
        "problems": "data: missing",
        "bytes": len(BAD),
        "accepted": None,
    }
    assert "Zuleika" not in result.output
    assert len(json.loads(run("rejected", "list", "--most", "1", "--format", "json").stdout)) == 1
    assert run("rejected", "list", "--agency", "hmcts").stdout.strip() == "Refused: nothing"


def test_one_is_shown_with_its_original_bytes(kafka: str) -> None:
    identifier = refuse(kafka, b"k", BAD, Refused(Reason.NOT_JSON))

    shown = run("rejected", "show", identifier).stdout
    assert "agency.cps" in shown
    assert "4711" in shown
    assert "Zuleika \\x1b[31m Dobson" in shown
    assert run("rejected", "show", identifier, "--raw").stdout_bytes == BAD
    (told,) = json.loads(run("rejected", "show", identifier, "--format", "json").stdout)
    assert told["text"].encode() == BAD
    assert told["headers"] == {"content-type": headers()[0][1].decode()}


def test_a_paused_intake_is_resumed(kafka: str) -> None:
    """Given a pause, when a person resumes it, then workers are told; once more says nothing."""
    assert "the intake of probation is not paused" in run("rejected", "resume", "probation").stderr
    paused = encode_pause(Paused(refused=26, events=50))
    with KafkaProducer(bootstrap_servers=kafka) as producer:
        producer.send(INTAKE_PAUSES, paused, b"hmcts").get()
        producer.send(INTAKE_PAUSES, paused, b"probation").get()
        for _ in range(3):
            producer.send(agency_topic(Agency.PROBATION), b"bad", partition=1).get()

    assert "goes on" in run("rejected", "resume", "probation", "--all").stderr
    assert "is not paused" in run("rejected", "resume", "probation").stderr
    assert "goes on" in run("rejected", "resume", "hmcts").stderr

    said = [(each.key, decode_pause(each.value)) for each in read_all(kafka, INTAKE_PAUSES)]
    assert said[2:] == [(b"probation", Resumed({0: 0, 1: 3})), (b"hmcts", Resumed())]


def test_one_that_is_good_now_is_sent_again_as_it_was(kafka: str) -> None:
    identifier = refuse(kafka, CASE, GOOD, Refused(Reason.DATE_OUT_OF_RANGE))
    for _ in ("once", "and once more"):
        result = run("rejected", "retry", identifier)
        assert result.exit_code == 0
        assert "if it was sent before, it still counts once" in " ".join(result.stderr.split())
    assert in_topic(kafka, Agency.CPS)[-2:] == [(CASE, GOOD, headers())] * 2


def test_one_that_is_still_bad_is_mended_in_a_file(kafka: str, tmp_path: Path) -> None:
    identifier = refuse(kafka, b"k", BAD, Refused(Reason.NOT_JSON))
    before = len(in_topic(kafka, Agency.CPS))
    with pytest.raises(Failure, match=r"refused again: not-json: .*; mend it in a file"):
        run("rejected", "retry", identifier)
    file = tmp_path / "mended.json"
    file.write_bytes(BAD)
    with pytest.raises(Failure, match="mend the file"):
        run("rejected", "retry", identifier, "--with", str(file))
    assert len(in_topic(kafka, Agency.CPS)) == before

    file.write_bytes(GOOD)
    assert run("rejected", "retry", identifier, "--with", str(file)).exit_code == 0

    assert len(in_topic(kafka, Agency.CPS)) == before + 1


class LearnedDecision(ChargingDecisionMade):
    """As it is told in a version that the platform learns later."""

    version: ClassVar[int] = 2


def test_all_that_an_upgrade_can_read_are_sent_again_at_once(
    kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given events of a newer version, when the platform has learned it, they go through."""
    newer = GOOD.replace(b"decision-made.v1", b"decision-made.v2")
    still_newer = GOOD.replace(b"decision-made.v1", b"decision-made.v3")
    with pytest.raises(Refused) as told:
        decode(newer)
    for value in (newer, still_newer, newer):
        refuse(kafka, CASE, value, told.value)
    refuse(kafka, CASE, GOOD, Refused(Reason.DATE_OUT_OF_RANGE))
    before = len(in_topic(kafka, Agency.CPS))

    assert "0 sent again; 3 would" in retry_newer()
    assert len(in_topic(kafka, Agency.CPS)) == before
    monkeypatch.setitem(FACT_OF_TYPE, type_name(LearnedDecision), LearnedDecision)

    assert "2 sent again; 1 would" in retry_newer()

    assert in_topic(kafka, Agency.CPS)[before:] == [(CASE, newer, headers())] * 2


def retry_newer() -> str:
    result = run("rejected", "retry", "--reason", "unknown-version")
    assert result.exit_code == 1, "some would be refused again"
    return " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "words", [[], ["cps/0", "--reason", "invalid"], ["--reason", "invalid", "--with", "a"]]
)
def test_either_one_is_retried_or_all_of_a_kind(words: list[str]) -> None:
    with pytest.raises(Failure, match="name one event"):
        run("rejected", "retry", *words)


@pytest.mark.parametrize("name", ["cps", "cps/", "cps/-1", "essex/0", "0", "cps/1/2"])
def test_a_name_that_is_none_is_told_in_a_line(name: str) -> None:
    with pytest.raises(Failure, match="AGENCY/OFFSET"):
        run("rejected", "show", name)


def test_a_record_that_is_not_there_is_told_in_a_line() -> None:
    for name in ("hmcts/0", "cps/99999999"):
        with pytest.raises(Failure, match="holds nothing at offset"):
            run("rejected", "show", name)


def test_the_list_is_told_although_nothing_answers_what_was_accepted_since(kafka: str) -> None:
    identifier = refuse(kafka, CASE, GOOD, Refused(Reason.WRONG_KEY, []))

    result = run("rejected", "list", "--agency", "cps", "--format", "json")

    assert json.loads(result.stdout)[-1]["id"] == identifier
    assert "what was accepted since is not known: nothing answers" in result.stderr
