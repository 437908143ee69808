"""Serves applications over HTTP until a signal comes, and lets their owner finish after that."""

import asyncio
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from processors.stream.garbage import look_at_nothing_from_the_start


class HttpServer(uvicorn.Server):
    """A server that leaves signals to `HttpServers`."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: uvicorn would raise a signal once more, and so end its owner too early."""
        yield


class HttpServers:
    """Applications, each on a socket of its own, that end together."""

    def __init__(self, served: Sequence[tuple[ASGIApp, socket.socket]]) -> None:
        """Take SIGTERM and SIGINT, in the main thread, as the end of all of them."""
        self._served = [(_server(app), listening) for app, listening in served]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())

    async def serve(self) -> None:
        """Answer until they are stopped, and what has come before that."""
        look_at_nothing_from_the_start()
        serving = [server.serve(sockets=[listening]) for server, listening in self._served]
        await asyncio.gather(*serving)

    def run(self) -> None:
        """The same, where no event loop runs yet."""
        asyncio.run(self.serve())

    def stop(self) -> None:
        """End all of them."""
        for server, _ in self._served:
            server.should_exit = True


def listen_at(host: str, port: int) -> socket.socket:
    """A socket that listens at an address. An answer is sent at once.

    asyncio asks for that only of sockets that it makes itself: over a connection that is kept, each
    answer would wait some 40 ms until the client has confirmed the part before.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=2048)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _server(app: ASGIApp) -> HttpServer:
    return HttpServer(uvicorn.Config(app, log_level="warning", access_log=False))
