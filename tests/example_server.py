"""The real pages and API over the example city, served by uvicorn on a port of its own."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from starlette.types import ASGIApp

import example_journeys
from agencies.gateway_publisher import Gateway
from agencies.publisher import Stored
from example_access import access_of
from notifier.notifier_counts import NotifierCounts
from projections.store import Store
from web.acts.act_publishing import ActPublishing, publish_by
from web.gateway_app import create_gateway_app
from web.owners_door import OwnersDoor
from web.page_faults import PageFault
from web.platform_parts import PlatformParts, show_left_out
from web.request_access import AccessParts
from web.sign_in.sessions import Sessions
from web.sign_in.signed_in import SignIns
from web.web_addresses import WebAddresses
from web.web_app import create_app


@contextmanager
def served(
    store: Store,
    gateway_port: int = 1,
    *,
    simulated: bool = False,
    messages: NotifierCounts | None = None,
    page_faults: Sequence[PageFault] | None = None,
) -> Iterator[str]:
    """The address of pages and API, with the example's clock. Whoever asks is the owner.

    Of `simulated` data each page says so; `messages` is how the notifier is, and
    `page_faults` what pages could not show.
    """
    left_out = messages.left_out if messages else ()
    with TemporaryDirectory() as folder, no_sign_ins(Path(folder)) as nobody:
        app = create_app(
            store,
            lambda: example_journeys.NOW,
            replace(access_of(), authentication=nobody),
            WebAddresses(gateway_port=gateway_port),
            simulated=lambda: simulated,
            parts=lambda: PlatformParts(messages=messages, page_faults=page_faults),
        )
        show_left_out(app, lambda agency: [one for one in left_out if one.agency == agency])
        with serving(OwnersDoor(app, "tester")) as url:
            yield url


@contextmanager
def no_sign_ins(folder: Path) -> Iterator[SignIns]:
    """Sign-in without a provider: nobody gets in but the owner."""
    sessions = Sessions(folder / "sessions.sqlite", idle=1800, absolute=43_200)
    yield SignIns([], sessions, lambda: example_journeys.NOW)
    sessions.close()


def served_to(store: Store, access: AccessParts) -> AbstractContextManager[str]:
    """The same, where `access` says who asks and what they may see. What is done goes nowhere."""
    app = create_app(store, lambda: example_journeys.NOW, access)
    publish_by(app, ActPublishing(lambda _, events: [Stored("", 0, 0) for _ in events], 0))
    return serving(app)


def served_gateway(gateway: Gateway) -> AbstractContextManager[str]:
    """The address of the gateway, with the example's clock, and a Kafka that answers."""
    return serving(create_gateway_app(gateway, lambda: example_journeys.NOW, lambda: None))


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The address of an application, on any port that is free unless one is named."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    with socket.create_server(("127.0.0.1", port)) as listening:
        # asyncio does it for sockets of its own; else an answer's body waits 40 ms for the client
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
