"""The one process that owns ClickHouse in itself: the sink, the pages and the API."""

import asyncio
import logging
import tempfile

from access.look_chain import LookChain
from projections.database_errors import DatabaseAwayError
from projections.sink import Sink
from projections.store import Store
from runtime.database_opening import open_store
from runtime.failure import Failure
from runtime.lag_measuring import measure_lags
from runtime.operator_notice_topic import write_notices
from runtime.recorded_acts import recording_acts
from runtime.recorded_looks import recording_looks
from runtime.release_producer import ReleaseProducer
from runtime.release_schedule import make_due_releases
from runtime.settings import Settings
from runtime.web_composition import web_servers
from schemas.topics import SINK_TOPICS
from web.acts.act_publishing import ActPublishing


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises the error that stopped the sink, if there was one.

    Beside a ClickHouse server that is a Failure where the server goes away.
    """
    logging.getLogger("aiokafka").setLevel(logging.WARNING)
    if settings.clickhouse is None:
        scratch = settings.data / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(scratch)  # chDB's inserts pass through files there
    try:
        store = open_store(settings)
        try:
            with recording_looks(settings) as looks, recording_acts(settings) as acts:
                asyncio.run(_serve(settings, store, looks, acts))
        finally:
            store.close()
    except DatabaseAwayError as away:
        raise Failure(str(away)) from None


async def _serve(settings: Settings, store: Store, looks: LookChain, acts: ActPublishing) -> None:
    producer = ReleaseProducer(store, settings)
    if settings.clickhouse is None:
        producer.end_interrupted()
    servers = web_servers(settings, store, looks, acts, producer)
    stopping = asyncio.Event()
    sink = asyncio.create_task(Sink(store, settings.bootstrap, SINK_TOPICS).run(stopping))
    sink.add_done_callback(lambda _: servers.stop())
    measuring = asyncio.gather(
        measure_lags(store, settings.bootstrap, stopping),
        write_notices(store, settings.bootstrap, stopping),
        make_due_releases(store, producer, settings.release_every, stopping),
    )
    await servers.serve()
    stopping.set()
    producer.close()
    await asyncio.gather(sink, measuring)
