"""The sink by itself, beside a ClickHouse server: while that or Kafka is away, it waits."""

import asyncio
import logging
import signal

from aiokafka.errors import KafkaConnectionError

from processors.stream.garbage import look_at_nothing_from_the_start
from projections.database_errors import DatabaseAwayError
from projections.sink import Sink
from projections.store import Store
from runtime.database_opening import need_server, open_store, tables_needed
from runtime.lag_measuring import measure_lags
from runtime.operator_notice_topic import write_notices
from runtime.release_producer import ReleaseProducer
from runtime.release_schedule import make_due_releases
from runtime.service_needs import database_needed, first_away, kafka_needed, wait_for
from runtime.settings import Settings
from runtime.sink_mark import sink_mark
from schemas.topics import SINK_TOPICS

logger = logging.getLogger("journey")


def run_sink(settings: Settings) -> None:
    """Write to ClickHouse until SIGTERM or SIGINT.

    Raises Failure where no server is set, or the platform cannot work with it.
    """
    need_server(settings, "the sink")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it logs each refused connection
    need = first_away(kafka_needed(settings), database_needed(settings), tables_needed(settings))
    while True:
        wait_for(need, logger.warning)
        try:
            return _write_until_stopped(settings)
        except (DatabaseAwayError, KafkaConnectionError) as away:
            logger.warning("%s: the sink waits", away)


def _write_until_stopped(settings: Settings) -> None:
    store = open_store(settings)
    try:
        asyncio.run(_sink(settings, store))
    finally:
        store.close()


async def _sink(settings: Settings, store: Store) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    mark = sink_mark(settings.data)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    look_at_nothing_from_the_start()
    producer = ReleaseProducer(store, settings)
    measuring = asyncio.gather(
        measure_lags(store, settings.bootstrap, stopping),
        write_notices(store, settings.bootstrap, stopping),
        make_due_releases(store, producer, settings.release_every, stopping),
    )
    try:
        await Sink(store, settings.bootstrap, SINK_TOPICS).run(stopping)
    finally:
        stopping.set()
        producer.close()
        await measuring
