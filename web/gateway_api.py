"""The gateway: agencies publish over HTTP, by CloudEvents' HTTP binding."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from agencies.gateway_publisher import Gateway, TryAgain
from agencies.http_events import BATCH, SINGLE, Arrived, NotReadHere, NotTaken, read_events
from events.identifiers import Agency
from schemas.refusal import Refused
from web.dependencies import Now
from web.problems import words_of

router = APIRouter(prefix="/gateway")

LARGEST_REQUEST = 4 * 1024 * 1024
"""Bytes of a request's body."""

RETRY_AFTER = {"Retry-After": "5"}

_EVENT = {
    "type": "object",
    "description": "A CloudEvent 1.0 in JSON; the fact's own schema is in schemas/json.",
    "required": ["specversion", "id", "source", "type", "subject", "time", "agency", "data"],
}
_DATA = {"type": "object", "description": "The fact alone; the attributes are `ce-` headers."}
_BODY = {
    SINGLE: {"schema": _EVENT},
    BATCH: {"schema": {"type": "array", "minItems": 1, "items": _EVENT}},
    "application/json": {"schema": _DATA},
}


class RefusedProblem(BaseModel):
    """One thing wrong with an event: the field's path, a code, and what it means. No value."""

    path: str
    code: str
    words: str | None


class EventErrors(BaseModel):
    """Why an event would be refused; `event` is which of the request, from 0, None for all."""

    event: int | None
    reason: str
    problems: list[RefusedProblem]


class Errors(BaseModel):
    """Nothing of the request was published."""

    errors: list[EventErrors]


class AcceptedEvents(BaseModel):
    """All of the request's events are stored; their own ids, in order."""

    ids: list[str]


def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


TheGateway = Annotated[Gateway, Depends(_gateway)]


_TOKEN = HTTPBearer(
    scheme_name="token",
    description="The agency's own, which the platform's operator gives out.",
    auto_error=False,  # what is answered is told below
)


def _sender(
    gateway: TheGateway, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_TOKEN)]
) -> Agency:
    agency = gateway.agency_of(given.credentials.strip()) if given else None
    if agency is None:
        raise HTTPException(
            401, "An agency's token is needed", headers={"WWW-Authenticate": "Bearer"}
        )
    return agency


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise HTTPException(413, f"A request holds at most {LARGEST_REQUEST} bytes")
    return bytes(body)


@router.post(
    "/events",
    status_code=202,
    response_model=AcceptedEvents,
    responses={
        400: {"model": Errors},
        401: {"description": "No agency's token"},
        413: {"description": "Too large"},
        415: {"description": "Not a format that is read here"},
        503: {"description": "Not all is stored now: send it again after `Retry-After` seconds"},
    },
    openapi_extra={"requestBody": {"required": True, "content": _BODY}},
)
async def receive(
    request: Request, gateway: TheGateway, sender: Annotated[Agency, Depends(_sender)], now: Now
) -> AcceptedEvents | JSONResponse:
    """Publish one event or a batch, all or nothing; an id and source sent again count once."""
    body = await _body(request)
    try:
        judged = read_events(request.headers.items(), body, sender, now)
    except NotReadHere:
        raise HTTPException(415, f"Send {SINGLE}, {BATCH}, or ce- headers") from None
    except Refused as refused:
        return _refuse([_told(None, refused)])
    if wrong := [_told(each.number, each.refused) for each in judged if isinstance(each, NotTaken)]:
        return _refuse(wrong)
    events = [each for each in judged if isinstance(each, Arrived)]
    try:
        await run_in_threadpool(gateway.publish, sender, events)
    except TryAgain:
        raise HTTPException(503, "Send it again: nothing counts twice", RETRY_AFTER) from None
    return AcceptedEvents(ids=[event.id for event in events])


def _refuse(errors: list[EventErrors]) -> JSONResponse:
    return JSONResponse(Errors(errors=errors).model_dump(), 400)


def _told(number: int | None, refused: Refused) -> EventErrors:
    problems = [
        RefusedProblem(path=each.path, code=each.error, words=words_of(each.error))
        for each in refused.problems
    ]
    return EventErrors(event=number, reason=refused.reason, problems=problems)
