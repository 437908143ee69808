"""The one process that owns ClickHouse in itself: the sink, the pages and the API."""

import asyncio
import logging
import tempfile
from datetime import UTC, datetime

from projections.database_errors import DatabaseAwayError
from projections.sink import Sink
from projections.store import Store
from runtime.database_opening import open_store
from runtime.failure import Failure
from runtime.http_server import http_server
from runtime.settings import Settings
from schemas.topics import SINK_TOPICS
from web.web_app import create_app


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
            asyncio.run(_serve(settings, store))
        finally:
            store.close()
    except DatabaseAwayError as away:
        raise Failure(str(away)) from None


async def _serve(settings: Settings, store: Store) -> None:
    app = create_app(store, lambda: datetime.now(UTC), settings.known_hosts, settings.gateway_port)
    server = http_server(app, settings.host, settings.port)
    stopping = asyncio.Event()
    sink = asyncio.create_task(Sink(store, settings.bootstrap, SINK_TOPICS).run(stopping))
    sink.add_done_callback(lambda _: setattr(server, "should_exit", True))
    await server.serve()
    stopping.set()
    await sink
