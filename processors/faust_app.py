"""How Faust is set up here: at least once, raw bytes, no web server, a quick way back after a kill.

What each setting is for is told in docs/explanation/delivery.md.
"""

import logging
import os
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import faust
from aiokafka.partitioner import murmur2
from faust.serializers import codecs
from faust.transport.drivers.aiokafka import Consumer, Transport

from processors.strict_producer import StrictProducer

logger = logging.getLogger(__name__)

EX_SOFTWARE = 70


class StraightConsumer(Consumer):  # type: ignore[misc]
    """Hands a message on without making two tasks of it, unless the flow is being suspended."""

    async def wait_first(self, *waiting: Any, timeout: Any = None) -> Any:
        """Await the callback itself where nothing needs to interrupt it."""
        callback, suspended = waiting
        if self.suspend_flow.is_set():
            return await super().wait_first(callback, suspended, timeout=timeout)
        suspended.close()
        return await callback


class StraightTransport(Transport):  # type: ignore[misc]
    """Kafka through aiokafka, with the straight consumer and the strict producer."""

    Consumer = StraightConsumer
    Producer = StrictProducer


class Written(codecs.Codec):  # type: ignore[misc]
    """A codec from two pure functions; None, a deleted key, stays None."""

    def __init__(self, write: Callable[[Any], bytes], read: Callable[[bytes], Any]) -> None:
        super().__init__()
        self._write, self._read = write, read

    def _dumps(self, obj: Any) -> bytes | None:
        return None if obj is None else self._write(obj)

    def _loads(self, s: bytes | None) -> Any:
        return None if s is None else self._read(s)


def make_app(name: str, *, bootstrap: str, data: Path, partitions: int, worker: int) -> faust.App:
    """A Faust app with this platform's settings. `worker` numbers the app's workers from 0."""
    folder = data / "faust" / f"{name}-{worker}"
    folder.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        name,
        broker=f"aiokafka://{bootstrap}",
        datadir=str(folder),
        store="memory://",
        topic_partitions=partitions,
        topic_disable_leader=True,
        topic_allow_declare=True,
        web_enabled=False,
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=f"{name}-{worker}",
        broker_session_timeout=10.0,
        broker_heartbeat_interval=3.0,
        broker_request_timeout=30.0,
        broker_commit_interval=1.0,
        producer_max_request_size=8 * 1024 * 1024,
        producer_acks=-1,
        stream_recovery_delay=0.0,
        stream_buffer_maxsize=4096,
        loghandlers=[],
        logging_config=None,
    )
    app.transport = StraightTransport(app.conf.broker, app, app.loop)
    return app


def table_of(
    app: faust.App, name: str, *, write: Callable[[Any], bytes], read: Callable[[bytes], Any]
) -> Any:
    """A table by string keys whose values are written and read by two pure functions."""
    text, value = Written(str.encode, bytes.decode), Written(write, read)
    schema = faust.Schema(key_serializer=text, value_serializer=value)
    table = app.Table(name, partitions=app.conf.topic_partitions, schema=schema)
    table.key_serializer, table.value_serializer = text, value  # it sets JSON over the schema's
    return table


def partition_of(partitions: int) -> Callable[[str], int]:
    """Which partition Kafka's default partitioner, murmur2, gives a key."""
    return lambda key: (murmur2(key.encode()) & 0x7FFFFFFF) % partitions


def run_worker(app: faust.App) -> None:
    """Run an app's worker until SIGTERM or SIGINT."""
    for chatty in ("aiokafka", "faust", "mode"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    worker = faust.Worker(app, loglevel="WARNING", redirect_stdouts=False, quiet=True)
    worker.execute_from_commandline()


async def or_die(step: Coroutine[Any, Any, None] | Awaitable[None], where: str) -> None:
    """Do a step, or end the process before Faust acknowledges the record that it was for.

    Faust acknowledges what an agent raised on, and the record would be lost. A new worker gets it.
    """
    try:
        await step
    except Exception as error:
        logger.critical("stopping at %s: %s", where, type(error).__name__, exc_info=_site(error))
        logging.shutdown()
        os._exit(EX_SOFTWARE)


def _site(error: Exception) -> tuple[type[Exception], Exception, Any]:
    """Where it went wrong, without the message: that may quote what a record said."""
    return type(error), type(error)("(message withheld)"), error.__traceback__
