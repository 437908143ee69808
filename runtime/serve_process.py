"""The one process that owns ClickHouse: the sink, the pages and the API."""

import asyncio
import logging
import tempfile
from datetime import UTC, datetime
from functools import partial

import uvicorn

from agencies.gateway_publisher import PATIENCE, Gateway
from agencies.publisher import Publisher
from projections.sink import Sink
from projections.store import Store
from runtime.settings import Settings
from schemas.topics import SINK_TOPICS
from web.web_app import create_app


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises the error that stopped the sink, if there was one."""
    logging.getLogger("aiokafka").setLevel(logging.WARNING)
    if settings.clickhouse is None:
        scratch = settings.data / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(scratch)  # chDB's inserts pass through files there
    store = open_store(settings)
    try:
        asyncio.run(_serve(settings, store))
    finally:
        store.close()


def open_store(settings: Settings) -> Store:
    """The store of these settings, migrated."""
    path = settings.data / "chdb"
    store = Store.open(path=path, dsn=settings.clickhouse)
    store.migrate()
    return store


async def _serve(settings: Settings, store: Store) -> None:
    gateway = Gateway(
        settings.gateway_tokens, partial(Publisher, settings.bootstrap, patience=PATIENCE)
    )
    app = create_app(store, lambda: datetime.now(UTC), gateway, settings.known_hosts)
    config = uvicorn.Config(
        app, host=settings.host, port=settings.port, log_level="warning", access_log=False
    )
    server = uvicorn.Server(config)
    stopping = asyncio.Event()
    sink = asyncio.create_task(Sink(store, settings.bootstrap, SINK_TOPICS).run(stopping))
    sink.add_done_callback(lambda _: setattr(server, "should_exit", True))
    await server.serve()
    await asyncio.to_thread(gateway.close)
    stopping.set()
    await sink
