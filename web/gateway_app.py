"""The gateway's own application: it publishes to Kafka, and knows no database and no pages."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Literal

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

from agencies.gateway_publisher import Gateway
from events.identifiers import Agency
from web import security
from web.gateway_api import router as gateway_routes
from web.request_problem import RETRY_AFTER, RequestProblem
from web.wrong_requests import refuse_wrong_requests

Programs = Callable[[str], Agency | None]
"""The agency for which an access token of a provider's publishes; None for any other token."""


def no_program(_: str) -> Agency | None:
    """No access token publishes: no provider is known."""
    return None


class GatewayHealth(BaseModel):
    """Kafka answers."""

    status: Literal["ok"]


def create_gateway_app(
    gateway: Gateway,
    clock: Callable[[], datetime],
    away: Callable[[], str | None],
    hosts: Collection[str] = (),
    programs: Programs = no_program,
) -> FastAPI:
    """The gateway; `clock` gives the present, an aware instant.

    `programs` gives the agency for which a program's access token publishes.
    `away` says in a sentence that Kafka does not answer. The application answers under the names of
    `hosts`, and those that this machine has for itself. Its description is at /openapi.json.
    """
    app = FastAPI(
        title="Victim Journey: the gateway",
        description="Agencies publish over HTTP, by CloudEvents' HTTP binding.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.clock = clock
    app.state.gateway = gateway
    app.state.away = away
    app.state.programs = programs
    security.protect(app, hosts)
    refuse_wrong_requests(app)
    app.include_router(gateway_routes)
    app.get(
        "/health",
        responses={503: {"model": RequestProblem, "description": "Kafka does not answer"}},
    )(gateway_health)
    return app


def gateway_health(request: Request) -> GatewayHealth:
    """Whether Kafka answers, so that events are taken."""
    if sentence := request.app.state.away():
        raise HTTPException(503, sentence, RETRY_AFTER)
    return GatewayHealth(status="ok")
