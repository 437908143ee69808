"""The Faust apps' settings: at least once, raw bytes, no web server, quick to return after a kill.

What each setting is for is explained in docs/explanation/delivery.md.
"""

import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faust

from processors.faust import stall_watchdog
from processors.faust.exit_now import exit_now
from processors.faust.faust_tables import LARGEST_STATE, RestoredTable
from processors.faust.patches.lenient_headers import install_lenient_headers
from processors.faust.patches.patched_transport import PatchedTransport
from processors.stream.garbage import look_at_nothing_from_the_start


@dataclass(frozen=True)
class WorkerPlace:
    """Where a worker runs: its Kafka, its folder, and its number among the app's workers, from 0.

    `partitions` and `replication` are for the topics that Faust makes itself, the changelogs.
    """

    bootstrap: str
    data: Path
    partitions: int
    replication: int = 1
    worker: int = 0


def make_app(name: str, place: WorkerPlace) -> faust.App:
    """A Faust app with this platform's settings."""
    instance = f"{name}-{place.worker}"
    folder = place.data / "faust" / instance
    folder.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        name,
        broker=f"aiokafka://{place.bootstrap}",
        datadir=str(folder),
        Table=RestoredTable,
        store="memory://",
        topic_partitions=place.partitions,
        topic_replication_factor=place.replication,
        topic_disable_leader=True,
        topic_allow_declare=True,
        web_enabled=False,
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=instance,
        broker_session_timeout=10.0,
        broker_heartbeat_interval=3.0,
        broker_request_timeout=30.0,
        broker_commit_interval=1.0,
        producer_max_request_size=LARGEST_STATE,
        producer_acks=-1,
        producer_linger=0.02,
        producer_max_batch_size=512 * 1024,
        stream_recovery_delay=0.0,
        stream_buffer_maxsize=4096,
        loghandlers=[],
        logging_config=None,
    )
    install_lenient_headers()
    app.transport = PatchedTransport(app.conf.broker, app, app.loop)
    app.flow_control.manage_queue(app.transport.paused)
    stall_watchdog.watch(app)
    return app


def run_worker(app: faust.App) -> None:
    """Run an app's worker until SIGTERM or SIGINT."""
    look_at_nothing_from_the_start()
    for chatty in ("aiokafka", "faust", "mode"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    worker = faust.Worker(app, loglevel="WARNING", redirect_stdouts=False, quiet=True)
    worker.spinner = None  # it writes a terminal's escapes into the log
    worker.execute_from_commandline()


async def or_die(step: Coroutine[Any, Any, None] | Awaitable[None], where: str) -> None:
    """Do a step; if it fails, end the process before Faust acknowledges the record it was for.

    Faust acknowledges a record on which an agent raised: it would be lost. A new worker reads it.
    """
    try:
        await step
    except Exception as error:  # noqa: BLE001 - whatever it is, the record must not be acknowledged
        exit_now(where, error)
