"""The embedded broker is a real Kafka: it keeps what it confirmed, and needs nothing installed."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from real_broker import running_broker
from runtime.failure import Failure
from runtime.settings import Settings
from runtime.ticker import tick_once
from runtime.topic_creation import ensure_topics, partition_counts
from schemas.log_records import decode_log
from schemas.ticks import Tick
from schemas.topics import JOURNEY, topic_plans

pytestmark = pytest.mark.platform


def publish(bootstrap: str, topic: str, *values: bytes) -> None:
    with KafkaProducer(bootstrap_servers=bootstrap) as producer:
        sent = [producer.send(topic, value=value) for value in values]
        producer.flush()
        for each in sent:
            each.get()


def read(bootstrap: str, topic: str, partitions: int = 1) -> list[bytes]:
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    with consumer:
        places = [TopicPartition(topic, number) for number in range(partitions)]
        consumer.assign(places)
        ends = consumer.end_offsets(places)
        found: list[bytes] = []
        while any(consumer.position(place) < ends[place] for place in places):
            for records in consumer.poll(timeout_ms=500).values():
                found += [record.value for record in records]
    return found


def cluster_id(bootstrap: str) -> str:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        return str(admin.describe_cluster()["cluster_id"])


def java_of(folder: Path) -> psutil.Process:
    """The broker's process: the one whose command names its configuration."""
    configuration = str(folder / "server.properties")
    (found,) = [
        process
        for process in psutil.process_iter(["cmdline"])
        if configuration in (process.info["cmdline"] or [])
    ]
    return found


@pytest.fixture
def admin(broker: str) -> Iterator[KafkaAdminClient]:
    with KafkaAdminClient(bootstrap_servers=broker) as admin:
        yield admin


def test_it_keeps_its_records_and_its_name_through_stops_kills_and_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # no java, no mvn
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with running_broker(tmp_path) as bootstrap:
        with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
            admin.create_topics({"kept": {"num_partitions": 1}}, wait_for_metadata=True)
        publish(bootstrap, "kept", b"one", b"two")
        name = cluster_id(bootstrap)
        java = java_of(tmp_path)
    assert not java.is_running()

    with running_broker(tmp_path) as bootstrap:  # on other ports
        assert cluster_id(bootstrap) == name
        assert read(bootstrap, "kept") == [b"one", b"two"]
        publish(bootstrap, "kept", b"three")
        os.kill(java_of(tmp_path).pid, signal.SIGKILL)

    with running_broker(tmp_path) as bootstrap:
        assert read(bootstrap, "kept") == [b"one", b"two", b"three"]


def test_no_topic_is_made_by_mistake(broker: str, admin: KafkaAdminClient) -> None:
    with (
        KafkaProducer(bootstrap_servers=broker, max_block_ms=500) as producer,
        pytest.raises(KafkaError),
    ):
        producer.send("agency.mistyped", value=b"x").get(timeout=5)
    assert "agency.mistyped" not in admin.list_topics()


def test_topics_are_made_once_and_a_live_one_is_never_changed(
    broker: str, admin: KafkaAdminClient
) -> None:
    settings = Settings(kafka=broker, partitions=2)
    ensure_topics(settings)
    assert ensure_topics(settings) == []
    found = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}
    wanted = partition_counts(settings)
    assert {name: found[name] for name in wanted} == wanted
    assert set(wanted) == {plan.name for plan in topic_plans()}
    with pytest.raises(Failure, match=r"has 2 partitions, not 3.*--partitions 2"):
        ensure_topics(Settings(kafka=broker, partitions=3))


def test_a_tick_reaches_every_partition_of_the_log(broker: str) -> None:
    ensure_topics(Settings(kafka=broker, partitions=2))
    at = datetime(2031, 3, 3, 9, tzinfo=UTC)
    with KafkaProducer(bootstrap_servers=broker) as producer:
        tick_once(producer, 2, at, None)
    ticks = [decode_log(value) for value in read(broker, JOURNEY, partitions=2)]
    assert ticks.count(Tick(at)) == 2
