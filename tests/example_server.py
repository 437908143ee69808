"""The real pages and API over the example city, served by uvicorn on a port of its own."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

import example_journeys
from agencies.gateway_publisher import Gateway
from projections.store import Store
from web.gateway_app import create_gateway_app
from web.web_app import create_app


@contextmanager
def empty_store(path: Path) -> Iterator[Store]:
    """A migrated chDB store. One process may hold one path: this closes it after use."""
    store = Store.open(path=path)
    try:
        store.migrate()
        yield store
    finally:
        store.close()


@contextmanager
def filled_store(path: Path) -> Iterator[Store]:
    """The same with the example in it."""
    with empty_store(path) as store:
        example_journeys.fill(store)
        yield store


def served(store: Store, gateway_port: int = 1) -> AbstractContextManager[str]:
    """The address of pages and API, with the example's clock."""
    app = create_app(store, lambda: example_journeys.NOW, gateway_port=gateway_port)
    return serving(app)


def served_gateway(gateway: Gateway) -> AbstractContextManager[str]:
    """The address of the gateway, with the example's clock, and a Kafka that answers."""
    return serving(create_gateway_app(gateway, lambda: example_journeys.NOW, lambda: None))


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of an application."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
